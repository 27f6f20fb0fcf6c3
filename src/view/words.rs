//! Numbers, names and steps as a person reads them.

pub use crate::command::count;

use crate::model::{CriterionRun, Day, Estimate};

/// A text that is longer is not shown among changes, in characters.
const CHANGE_LONGEST: usize = 60;

/// A change of a field, as it is read: “Estimate 3 → 5”, and of long texts what changed alone.
pub fn change_words(label: &str, before: &str, after: &str) -> String {
    let is_long = |text: &str| text.contains('\n') || text.chars().count() > CHANGE_LONGEST;
    if is_long(before) || is_long(after) {
        return label.to_owned();
    }
    let shown = |text: &str| if text.is_empty() { "none".to_owned() } else { text.to_owned() };
    format!("{label} {} → {}", shown(before), shown(after))
}

/// UTF-16 units as megabytes of a browser's storage: “1.3”, and below one “0.06”.
pub fn megabytes(units: usize) -> String {
    match units {
        ..1_000_000 => format!("0.{:02}", units / 10_000),
        _ => format!("{}.{}", units / 1_000_000, units % 1_000_000 / 100_000),
    }
}

/// What a file of something is called: the letters and digits of its name, with dashes between words.
pub fn file_name(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// Points as they are read: “34 points”, “1 point”; in tenths.
pub fn points_words(tenths: u32) -> String {
    format!("{} {}", Estimate::from_tenths(tenths), if tenths == 10 { "point" } else { "points" })
}

/// How a criterion was tried, as it is read: “Held 3 Nov, 2.6 rc 1: as drawn”; `day` writes a day.
pub fn run_words(run: &CriterionRun, day: fn(Day) -> String) -> String {
    let held = if run.passed { "Held" } else { "Did not hold" };
    let build = if run.build.is_empty() { String::new() } else { format!(", {}", run.build) };
    let note = if run.note.is_empty() { String::new() } else { format!(": {}", run.note) };
    format!("{held} {}{build}{note}", day(run.on))
}

/// The verbs a step begins with, and what is said once it is done.
const VERBS: [(&str, &str); 12] = [
    ("Add", "Added"),
    ("Delegate", "Delegated"),
    ("Delete", "Deleted"),
    ("Duplicate", "Duplicated"),
    ("Edit", "Edited"),
    ("Empty", "Emptied"),
    ("Link", "Linked"),
    ("Merge", "Merged"),
    ("Move", "Moved"),
    ("Rename", "Renamed"),
    ("Take", "Took"),
    ("Write", "Wrote"),
];

/// A step as it is said once it is done: “Move SPK-3 to the top” becomes “Moved SPK-3 to the top”.
pub fn done_words(step: &str) -> String {
    let (verb, rest) = step.split_once(' ').unwrap_or((step, ""));
    match VERBS.iter().find(|(now, _)| *now == verb) {
        Some((_, done)) => format!("{done} {rest}"),
        None => step.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(count(1, "item"), "1 item");
        assert_eq!(count(2, "item"), "2 items");
        assert_eq!(megabytes(5_242_880), "5.2");
        assert_eq!(megabytes(99_999), "0.09");
        assert_eq!(done_words("Move SPK-3 to the top"), "Moved SPK-3 to the top");
        assert_eq!(done_words("SPK-3 to Doing"), "SPK-3 to Doing");
    }
}
