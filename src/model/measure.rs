//! Values of key results and metrics: whole hundredths of a unit, so that exports are stable.

use thiserror::Error;

/// The unit of values that are read as minutes and seconds.
pub const MINUTES: &str = "m:ss";
/// The largest value, in hundredths: past it the arithmetic of percentages would overflow.
const MOST: i64 = 100_000_000_000_000;

/// Why a text is no value.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("“{0}” is not a number (such as 58, 11.2 or 1:24)")]
pub struct MeasureError(String);

impl MeasureError {
    /// Of a text that is no value.
    pub(super) fn of(text: &str) -> Self {
        Self(text.trim().chars().take(40).collect())
    }
}

/// Reads a value in hundredths of its unit: `58`, `11.2`, `-3,25`, `41 %`, and, in minutes and seconds, `1:24`.
pub fn parse_measure(text: &str, unit: &str) -> Result<i64, MeasureError> {
    let wrong = || MeasureError::of(text);
    let number = text.trim();
    // A unit that ends in a digit cannot be told from the number before it.
    let has_own_end = !unit.is_empty() && !unit.ends_with(|it: char| it.is_ascii_digit());
    let number = number.strip_suffix(unit).filter(|_| has_own_end).unwrap_or(number).trim();
    let (is_negative, size) = match number.strip_prefix(['-', '−']) {
        Some(size) => (true, size),
        None => (false, number),
    };
    let value = match size.split_once(':').filter(|_| unit == MINUTES) {
        None => hundredths(size),
        Some((minutes, seconds)) => digits(minutes)
            .zip(hundredths(seconds).filter(|seconds| *seconds < 6000))
            .map(|(minutes, seconds)| minutes * 6000 + seconds),
    };
    let value = value.filter(|value| *value <= MOST).ok_or_else(wrong)?;
    Ok(if is_negative { -value } else { value })
}

/// A number without what sets its thousands apart: blanks, apostrophes, or the one of point and comma that comes first where
/// there are both. A point or a comma alone stands before its places.
fn ungrouped(text: &str) -> Option<String> {
    let last = text.rfind(['.', ',']);
    let groups = |letter: char| matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '’' | '\'');
    let marks = ['.', ','].map(|mark| text.contains(mark));
    let (whole, part) = match last {
        Some(last) => text.split_at_checked(last)?,
        None => (text, ""),
    };
    let has_both = marks == [true, true];
    let is_group = |letter: char| groups(letter) || has_both && matches!(letter, '.' | ',');
    let mut parts = whole.split(is_group);
    let first = parts.next()?;
    let rest: Vec<&str> = parts.collect();
    let fits = rest.is_empty() || (1..=3).contains(&first.len()) && rest.iter().all(|part| part.len() == 3);
    fits.then(|| format!("{first}{}{part}", rest.concat()))
}

/// Reads a number with up to two places, in hundredths.
fn hundredths(text: &str) -> Option<i64> {
    let text = ungrouped(text)?;
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((&text, ""));
    let part = match part.len() {
        0 => 0,
        1 => digits(part)? * 10,
        2 => digits(part)?,
        _ => return None,
    };
    Some(digits(whole)? * 100 + part)
}

fn digits(text: &str) -> Option<i64> {
    let is_number = (1..=13).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// Writes a number with at most so many digits behind the point, up to two: 33.3, −0.86, 12.
pub fn decimal(number: f64, digits: u32) -> String {
    let step = 10_i64.pow(2 - digits.min(2));
    format_measure((number * 100.0 / step as f64).round() as i64 * step, "")
}

/// Writes a value as a person reads it: “58 %”, “11.2 %”, “1:24”, “171”.
pub fn format_measure(value: i64, unit: &str) -> String {
    let sign = if value < 0 { "−" } else { "" };
    let size = value.unsigned_abs();
    let part = match size % 100 {
        0 => String::new(),
        part if part % 10 == 0 => format!(".{}", part / 10),
        part => format!(".{part:02}"),
    };
    if unit == MINUTES {
        return format!("{sign}{}:{:02}{part}", size / 6000, size / 100 % 60);
    }
    let number = format!("{sign}{}{part}", size / 100);
    if unit.is_empty() { number } else { format!("{number} {unit}") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_again(value in -1_000_000_000i64..1_000_000_000, unit in "(|%|points|m:ss)") {
            prop_assert_eq!(parse_measure(&format_measure(value, &unit), &unit), Ok(value));
        }
    }

    #[test]
    fn a_unit_never_eats_the_number() {
        assert_eq!(parse_measure("11", "1"), Ok(1100));
        assert_eq!(parse_measure("5 m2", "m2").ok(), None);
        assert_eq!(parse_measure("5", "m2"), Ok(500));
    }

    #[test]
    fn values_are_read_as_people_write_them() {
        assert_eq!(parse_measure("58 %", "%"), Ok(5800));
        assert_eq!(parse_measure(" 11,2", "%"), Ok(1120));
        assert_eq!(parse_measure("1:24", MINUTES), Ok(8400));
        assert_eq!(format_measure(8400, MINUTES), "1:24");
        assert_eq!(format_measure(-8450, MINUTES), "−1:24.5");
        assert_eq!(parse_measure("-0.5", ""), Ok(-50));
        for (written, read) in
            [("4 310", 431_000), ("1.204,5", 120_450), ("1,204.50", 120_450), ("12’000", 1_200_000)]
        {
            assert_eq!(parse_measure(written, ""), Ok(read), "{written}");
        }
        for wrong in [
            "1 2",
            "1,2,3",
            "12 34",
            "1.2.3,4",
            "",
            "many",
            "1:24",
            "1.234",
            "1e9",
            "99999999999999999999",
            "--1",
            ".",
        ] {
            assert!(parse_measure(wrong, "").is_err(), "{wrong}");
        }
        assert!(parse_measure("1:75", MINUTES).is_err());
    }
}
