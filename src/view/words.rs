//! Numbers as a person reads them.

pub use crate::command::count;

/// Names in the order a person looks for them, whatever their case.
pub fn sorted_names(mut names: Vec<String>) -> Vec<String> {
    names.sort_by_cached_key(|name| name.to_lowercase());
    names
}

/// UTF-16 units as megabytes of a browser's storage: “1.3”.
pub fn megabytes(units: usize) -> String {
    format!("{}.{}", units / 1_000_000, units % 1_000_000 / 100_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(count(1, "item"), "1 item");
        assert_eq!(count(2, "item"), "2 items");
        assert_eq!(megabytes(5_242_880), "5.2");
        assert_eq!(megabytes(99_999), "0.0");
    }
}
