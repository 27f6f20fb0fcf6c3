//! Numbers, names and steps as a person reads them.

pub use crate::command::count;

/// Names in the order a person looks for them, whatever their case.
pub fn sorted_names(mut names: Vec<String>) -> Vec<String> {
    names.sort_by_cached_key(|name| name.to_lowercase());
    names
}

/// Things by a number each has, the smallest first, equal ones as they came.
///
/// Sorted once for all kinds of things: each kind sorted by itself is 3 kB of code more.
pub fn in_order_of<T>(things: Vec<T>, number: impl Fn(&T) -> i64) -> Vec<T> {
    let mut order: Vec<(i64, usize)> = things.iter().map(number).zip(0..).collect();
    order.sort_unstable();
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    order.into_iter().filter_map(|(_, place)| things.get_mut(place)?.take()).collect()
}

/// UTF-16 units as megabytes of a browser's storage: “1.3”, and below one “0.06”.
pub fn megabytes(units: usize) -> String {
    match units {
        ..1_000_000 => format!("0.{:02}", units / 10_000),
        _ => format!("{}.{}", units / 1_000_000, units % 1_000_000 / 100_000),
    }
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
        assert_eq!(
            in_order_of(vec![(2, 'a'), (1, 'b'), (2, 'c')], |it| it.0),
            [(1, 'b'), (2, 'a'), (2, 'c')]
        );
    }
}
