//! Instants, which happened, and civil dates, which were planned.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

/// A moment, in milliseconds since 1970 UTC.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct Instant(pub i64);

impl Instant {
    /// The moment as `2026-11-21T18:32:00Z`; one outside of the years −9999 to 9999 as its number.
    pub fn to_rfc3339(self) -> String {
        jiff::Timestamp::from_millisecond(self.0)
            .map_or_else(|_| self.0.to_string(), |stamp| stamp.to_string())
    }

    /// The last moment that words mean: `2026-11-21`, `2026-11-21 18:32`, `2026-11-21T18:32:00.25+02:00`; UTC where they
    /// do not say otherwise.
    pub fn latest_of(words: &str) -> Option<Self> {
        let (day, rest) = words.trim().split_at_checked(10)?;
        let day = day.parse::<Day>().ok()?.number() * 86_400_000;
        if rest.is_empty() {
            return Some(Self(day + 86_399_999));
        }
        let rest = rest.strip_prefix(['T', ' '])?;
        let (time, zone) = rest.split_at_checked(rest.find(['Z', '+', '-']).unwrap_or(rest.len()))?;
        let (time, part) = time.trim_end().split_once('.').unwrap_or((time.trim_end(), ""));
        let number = |text: &str, limit: i64| text.parse().ok().filter(|it| (0..limit).contains(it));
        let mut parts = time.split(':');
        let (hour, minute) = (number(parts.next()?, 24)?, number(parts.next()?, 60)?);
        let second = parts.next().map(|part| number(part, 60));
        let thousandths = match (second, part) {
            (None, _) => 59_999,
            (Some(second), "") => second? * 1_000 + 999,
            (Some(second), part) => second? * 1_000 + number(&format!("{part:0<3.3}"), 1_000)?,
        };
        let ahead = match zone.trim_start_matches('Z').split_at_checked(1) {
            None => 0,
            Some((sign, offset)) => {
                let (hours, minutes) = offset.split_at_checked(2)?;
                let minutes = minutes.trim_start_matches(':');
                let minutes = if minutes.is_empty() { 0 } else { number(minutes, 60)? };
                let ahead = number(hours, 15)? * 60 + minutes;
                if sign == "-" { -ahead } else { ahead }
            }
        };
        Some(Self(day + (hour * 60 + minute - ahead) * 60_000 + thousandths))
    }
}

/// A civil date between 1900-01-01 and 2199-12-31, written `2026-11-21`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

/// Why a text is no [`Day`].
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum DayError {
    /// No calendar has this date.
    #[error("“{0}” is not a date (write it as 2026-11-21)")]
    NoDate(String),
    /// The date exists but no plan reaches it.
    #[error("{0} lies outside of 1900 to 2199")]
    OutOfRange(String),
}

impl Day {
    /// Checks year, month and day.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, DayError> {
        let written = || format!("{year:04}-{month:02}-{day:02}");
        let date = Date::new(year, month, day).map_err(|_| DayError::NoDate(written()))?;
        if (1900..=2199).contains(&year) { Ok(Self(date)) } else { Err(DayError::OutOfRange(written())) }
    }
}

impl Day {
    /// The day of a moment in UTC; one outside of plans counts as the nearest end.
    pub fn of(at: Instant) -> Self {
        Self::numbered(at.0.div_euclid(86_400_000))
    }

    /// The day so many days later, or earlier; the ends of 1900 to 2199 are not passed.
    pub fn plus(self, days: i32) -> Self {
        Self::numbered(self.number() + i64::from(days))
    }

    /// How many days from this one to `later`; negative when it lies before.
    pub fn days_until(self, later: Self) -> i32 {
        (later.number() - self.number()) as i32
    }

    // Counted by hand: the library's spans, with the errors they can give, are 25 kB of the compressed page.
    // Source of both: Howard Hinnant, “chrono-compatible low-level date algorithms”, days_from_civil and
    // civil_from_days; years begin in March, so that the leap day is the last of one.

    /// Days since 1970-01-01.
    fn number(self) -> i64 {
        let (month, day) = (i64::from(self.0.month()), i64::from(self.0.day()));
        let year = i64::from(self.0.year()) - i64::from(month <= 2);
        let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        era * 146_097 + year * 365 + year / 4 - year / 100 + day_of_year - 719_468
    }

    /// The day so many days after 1970-01-01, or the nearest that a plan may name.
    fn numbered(days: i64) -> Self {
        const FIRST: i64 = -25_567;
        const LAST: i64 = 84_005;
        let days = days.clamp(FIRST, LAST) + 719_468;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + i64::from(month <= 2);
        Self::new(year as i16, month as i8, day as i8).unwrap_or_else(|_| Self::first())
    }

    /// The year, as calendars number it.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month: 1 is January.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of its month.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// Noon of the day in UTC.
    pub fn noon(self) -> Instant {
        Instant(self.number() * 86_400_000 + 43_200_000)
    }

    /// The first day a plan may name.
    pub fn first() -> Self {
        Self(jiff::civil::date(1900, 1, 1))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, DayError> {
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts[..] else {
            return Err(DayError::NoDate(text.chars().take(40).collect()));
        };
        match (year.parse(), month.parse(), day.parse()) {
            (Ok(year), Ok(month), Ok(day)) => Self::new(year, month, day),
            _ => Err(DayError::NoDate(text.chars().take(40).collect())),
        }
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_moment_words_mean_is_the_last_they_may_mean() {
        let moment = |words: &str| Instant::latest_of(words).map(Instant::to_rfc3339);
        let check = |words: &str, meant: Option<&str>| assert_eq!(moment(words).as_deref(), meant, "{words}");
        check("2026-11-21", Some("2026-11-21T23:59:59.999Z"));
        check("2026-11-21T18:32:00.25Z", Some("2026-11-21T18:32:00.25Z"));
        check("2026-11-21 18:32", Some("2026-11-21T18:32:59.999Z"));
        check("2026-11-21 18:32:10 +02:00", Some("2026-11-21T16:32:10.999Z"));
        check("2026-11-21T18:32:10.000-0230", Some("2026-11-21T21:02:10Z"));
        for words in
            ["", "today", "2026-11-31", "2026-11-21x", "2026-11-21T25:00", "21/Nov/26 3:54 PM", "2026-11-2é"]
        {
            check(words, None);
        }
    }

    #[test]
    fn a_day_that_no_calendar_has_is_refused_with_its_own_text() {
        let error = "2026-02-31".parse::<Day>().unwrap_err();
        assert_eq!(error.to_string(), "“2026-02-31” is not a date (write it as 2026-11-21)");
    }

    #[test]
    fn plans_end_with_2199() {
        assert!("2199-12-31".parse::<Day>().is_ok());
        assert_eq!("2200-01-01".parse::<Day>(), Err(DayError::OutOfRange("2200-01-01".into())));
        assert_eq!("1899-12-31".parse::<Day>(), Err(DayError::OutOfRange("1899-12-31".into())));
    }

    #[test]
    fn days_are_counted_over_months_and_never_leave_the_plan() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(day("2026-02-27").days_until(day("2026-03-02")), 3);
        assert_eq!(day("2026-03-02").plus(-3), day("2026-02-27"));
        assert_eq!(day("2199-12-30").plus(9), day("2199-12-31"));
        assert_eq!(Day::of(Instant(1_795_285_920_000)), day("2026-11-21"));
        assert_eq!(Day::of(Instant(i64::MIN)), day("1900-01-01"));
        assert_eq!(Day::of(Instant(i64::MAX)), day("2199-12-31"));
        let mut at = jiff::civil::date(1900, 1, 1);
        for number in 0..(84_005 + 25_567) {
            assert_eq!(Day::first().plus(number), Day(at));
            assert_eq!(Day::first().days_until(Day(at)), number);
            at = at.tomorrow().unwrap();
        }
        assert_eq!(at, jiff::civil::date(2199, 12, 31));
    }

    #[test]
    fn an_instant_is_written_in_utc() {
        assert_eq!(Instant(1_795_285_920_000).to_rfc3339(), "2026-11-21T18:32:00Z");
    }
}
