//! Readings of a metric as people paste them: a day and a value a line, whatever stands between.

use super::DayOrder;
use crate::model::Day;

/// What stands between the day and the value, the surest first.
const BETWEEN: [char; 4] = ['\t', ';', ' ', ','];

/// A day written with dots, the year last.
fn dotted(text: &str) -> Option<String> {
    let [day, month, year] = text.split('.').map(str::trim).collect::<Vec<_>>()[..] else { return None };
    Some(format!("{year}-{month:0>2}-{day:0>2}"))
}

/// Where the day ends in a line, and the day.
fn day_of(line: &str, order: DayOrder) -> Option<Result<(String, &str), String>> {
    let mut ambiguous = None;
    for (at, letter) in line.char_indices().filter(|(_, letter)| BETWEEN.contains(letter)) {
        let (day, rest) = line.split_at_checked(at)?;
        let day = day.trim_matches(['"', ' ']);
        match order.read(day) {
            Ok(read) => {
                if dotted(&read).unwrap_or(read.clone()).parse::<Day>().is_ok() {
                    let rest = rest.strip_prefix(letter).unwrap_or(rest);
                    return Some(Ok((dotted(&read).unwrap_or(read), rest)));
                }
            }
            Err(reason) => ambiguous = ambiguous.or(Some(reason)),
        }
    }
    ambiguous.map(Err)
}

/// A line that was read: its number, from 1, and the day and the value, or why it is neither.
pub type ReadingLine = (usize, Result<(String, String), String>);

/// The lines of a text, each with the day, as `2026-11-28`, and the value as it is written; or why it is neither.
/// Empty lines, and headings over the first one, are left out.
pub fn read_readings(text: &str) -> Vec<ReadingLine> {
    let order = DayOrder::of(text.lines().filter_map(|line| line.split(BETWEEN).next()));
    let mut found = Vec::new();
    for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line = line.trim();
        let read = match day_of(line, order) {
            Some(Ok((day, rest))) => {
                // Further columns say more about it, and are none of ours.
                let value = rest.trim().split(['\t', ';']).next().unwrap_or_default();
                Ok((day, value.trim_matches(['"', ' ', ',']).to_owned()))
            }
            Some(Err(reason)) => Err(reason.trim_end_matches('.').to_owned()),
            None if found.is_empty() && !line.chars().any(|letter| letter.is_ascii_digit()) => continue,
            None => Err("it has to begin with a day of the calendar, such as 2026-11-28 11,2".to_owned()),
        };
        found.push((place + 1, read));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_values_are_read_as_people_write_them() {
        let text = "Day\tValue\n2026-11-03\t11,2 %\n4.11.2026; 10.9;by Lena\n31/10/2026 12 of 340\n\n5 Nov 2026, 1 204\n\"2026-11-06\",\"11,5\"\nsoon 4";
        let read = read_readings(text);
        let lines: Vec<usize> = read.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 3, 4, 6, 7, 8]);
        let values: Vec<(String, String)> = read.into_iter().filter_map(|(_, it)| it.ok()).collect();
        let pair = |day: &str, value: &str| (day.to_owned(), value.to_owned());
        assert_eq!(
            values,
            [
                pair("2026-11-03", "11,2 %"),
                pair("2026-11-04", "10.9"),
                pair("2026-10-31", "12 of 340"),
                pair("2026-11-05", "1 204"),
                pair("2026-11-06", "11,5"),
            ]
        );
    }

    #[test]
    fn what_can_be_two_days_is_said() {
        let read = read_readings("05/01/2027 4");
        assert!(read[0].1.as_ref().unwrap_err().contains("can be two days"));
    }
}
