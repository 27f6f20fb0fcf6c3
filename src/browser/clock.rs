//! Time, where the person is.

use std::cell::{Cell, RefCell};

use js_sys::Intl::DateTimeFormat;
use js_sys::{Array, Date, Function, Object, Reflect};
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

thread_local! {
    /// The moment a person looks back to.
    static SEEN: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Has pages show everything as of a moment; none is the present.
pub fn see(at: Option<Instant>) {
    SEEN.set(at);
}

/// The moment a person looks at.
fn seen() -> Instant {
    SEEN.get().unwrap_or_else(now)
}

/// The civil date where the person is, or that of the moment they look back to; a clock set past the plans' range counts as
/// the first day of the range.
pub fn today() -> Day {
    day_of(seen())
}

/// The present as it stands in a file's name: “2026-11-21-1832”.
pub fn file_time() -> String {
    let date = Date::new_0();
    let (year, month, day) = (date.get_full_year(), date.get_month() + 1, date.get_date());
    format!("{year}-{month:02}-{day:02}-{:02}{:02}", date.get_hours(), date.get_minutes())
}

/// The present moment, where the person is.
pub fn moment() -> Moment {
    Moment { now: now(), today: day_of(now()) }
}

fn date_of(at: Instant) -> Date {
    Date::new(&JsValue::from_f64(at.0 as f64))
}

/// The time of day, as the person's locale writes it: “18:32”.
pub fn clock_text(at: Instant) -> String {
    format(at, CLOCK)
}

/// The time of today, the date of another day: “18:32”, “12 Nov”.
pub fn day_and_clock_text(at: Instant) -> String {
    let (date, today) = (date_of(at), date_of(seen()));
    if date.to_date_string() == today.to_date_string() {
        return clock_text(at);
    }
    format(at, if date.get_full_year() == today.get_full_year() { DAY } else { DAY_AND_YEAR })
}

/// A civil date as a person reads it: “12 Nov”, and “12 Nov 2027” in another year.
pub fn day_text(day: Day) -> String {
    let year = Date::new_0().get_full_year();
    format(day.noon(), if u32::try_from(day.year()) == Ok(year) { CIVIL_DAY } else { CIVIL_DAY_AND_YEAR })
}

/// A first and a last day as a person reads them; a day that is both stands alone.
pub fn span_text((first, last): (Day, Day)) -> String {
    if first == last { day_text(last) } else { format!("{} to {}", day_text(first), day_text(last)) }
}

/// The month of a civil date: “Nov”; with its year “Nov 2026”.
pub fn month_text(day: Day, with_year: bool) -> String {
    format(day.noon(), if with_year { CIVIL_MONTH_AND_YEAR } else { CIVIL_MONTH })
}

/// The time since a moment in whole days: “12 d”, and “today” for less than one.
pub fn age_text(since: Instant) -> String {
    match day_of(since).days_until(today()) {
        ..1 => "today".to_owned(),
        days => format!("{days} d"),
    }
}

/// The day that is looked at as a person reads it: “Monday 23 November”.
pub fn weekday_text() -> String {
    weekday_of(seen())
}

/// The day of a moment, in the same way.
pub fn weekday_of(at: Instant) -> String {
    format(at, WEEKDAY)
}

/// The parts of a date that are written, and how; a civil date has no time zone and is written in that of its noon.
type Parts = &'static [(&'static str, &'static str)];

const CLOCK: Parts = &[("hour", "2-digit"), ("minute", "2-digit")];
const DAY: Parts = &[("day", "numeric"), ("month", "short")];
const DAY_AND_YEAR: Parts = &[("day", "numeric"), ("month", "short"), ("year", "numeric")];
const CIVIL_DAY: Parts = &[("day", "numeric"), ("month", "short"), ("timeZone", "UTC")];
const CIVIL_DAY_AND_YEAR: Parts =
    &[("day", "numeric"), ("month", "short"), ("year", "numeric"), ("timeZone", "UTC")];
const CIVIL_MONTH: Parts = &[("month", "short"), ("timeZone", "UTC")];
const CIVIL_MONTH_AND_YEAR: Parts = &[("month", "short"), ("year", "numeric"), ("timeZone", "UTC")];
const WEEKDAY: Parts = &[("weekday", "long"), ("day", "numeric"), ("month", "long")];

thread_local! {
    /// Making one takes a hundred times as long as using it, and a chart of three years writes a thousand days.
    static FORMATS: RefCell<Vec<(Parts, Function)>> = const { RefCell::new(Vec::new()) };
}

fn format(at: Instant, parts: Parts) -> String {
    let known = FORMATS
        .with_borrow(|formats| formats.iter().find(|(of, _)| *of == parts).map(|(_, format)| format.clone()));
    let format = known.unwrap_or_else(|| {
        let format = formatter(parts);
        FORMATS.with_borrow_mut(|formats| formats.push((parts, format.clone())));
        format
    });
    let written = format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(at.0 as f64));
    written.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn formatter(parts: Parts) -> Function {
    let options = Object::new();
    for (name, value) in parts {
        // Setting a field of a plain object does not fail.
        let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    DateTimeFormat::new(&Array::new(), &options).format()
}
