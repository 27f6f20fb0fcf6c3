//! Time, where the person is.

use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::model::{Day, Instant};
use crate::storage::Moment;
use crate::view::Wording;

/// How days and moments are written on the screen.
pub const ON_SCREEN: Wording = Wording { day: day_text, moment: day_and_clock_text, age: age_text };
/// How they are written where a spreadsheet is to read them.
pub const IN_SHEETS: Wording =
    Wording { day: |day| day.to_string(), moment: |at| day_of(at).to_string(), age: age_text };

/// The present moment.
pub fn now() -> Instant {
    Instant(Date::now() as i64)
}

/// The civil date of a moment where the person is; one past the plans' range counts as the first day of the range.
pub fn day_of(at: Instant) -> Day {
    let date = date_of(at);
    let day = Day::new(date.get_full_year() as i16, date.get_month() as i8 + 1, date.get_date() as i8);
    day.unwrap_or_else(|_| Day::first())
}

/// The civil date where the person is; a clock set past the plans' range counts as the first day of the range.
pub fn today() -> Day {
    day_of(now())
}

/// The present as it stands in a file's name: “2026-11-21-1832”.
pub fn file_time() -> String {
    let date = Date::new_0();
    let (year, month, day) = (date.get_full_year(), date.get_month() + 1, date.get_date());
    format!("{year}-{month:02}-{day:02}-{:02}{:02}", date.get_hours(), date.get_minutes())
}

/// The present moment, where the person is.
pub fn moment() -> Moment {
    Moment { now: now(), today: today() }
}

fn date_of(at: Instant) -> Date {
    Date::new(&JsValue::from_f64(at.0 as f64))
}

/// The time of day, as the person's locale writes it: “18:32”.
pub fn clock_text(at: Instant) -> String {
    format(at, &[("hour", "2-digit"), ("minute", "2-digit")])
}

/// The time of today, the date of another day: “18:32”, “12 Nov”.
pub fn day_and_clock_text(at: Instant) -> String {
    let (date, today) = (date_of(at), Date::new_0());
    if date.to_date_string() == today.to_date_string() {
        return clock_text(at);
    }
    let mut parts = vec![("day", "numeric"), ("month", "short")];
    if date.get_full_year() != today.get_full_year() {
        parts.push(("year", "numeric"));
    }
    format(at, &parts)
}

/// A civil date as a person reads it: “12 Nov”, and “12 Nov 2027” in another year.
pub fn day_text(day: Day) -> String {
    let text = day.to_string();
    // Noon: no time zone moves it to another day.
    let at = Instant(Date::parse(&format!("{text}T12:00")) as i64);
    let is_this_year = text.starts_with(&Date::new_0().get_full_year().to_string());
    let mut parts = vec![("day", "numeric"), ("month", "short")];
    if !is_this_year {
        parts.push(("year", "numeric"));
    }
    format(at, &parts)
}

/// The time since a moment in whole days: “12 d”, and “today” for less than one.
pub fn age_text(since: Instant) -> String {
    match day_of(since).days_until(today()) {
        ..1 => "today".to_owned(),
        days => format!("{days} d"),
    }
}

/// The present day as a person reads it: “Monday 23 November”.
pub fn weekday_text() -> String {
    format(now(), &[("weekday", "long"), ("day", "numeric"), ("month", "long")])
}

fn format(at: Instant, parts: &[(&str, &str)]) -> String {
    let options = Object::new();
    for (name, value) in parts {
        // Setting a field of a plain object does not fail.
        let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    date_of(at).to_locale_string("default", &options).into()
}
