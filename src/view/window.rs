//! Which rows of a long list are mounted.

use std::ops::Range;

/// No list mounts more rows than this, however tall the window.
pub const MOUNTED_MOST: usize = 60;
/// Rows mounted above and below what can be seen.
const OVERSCAN: usize = 6;
/// The window moves by so many rows at a time, so that most scrolling mounts nothing.
const STEP: usize = 4;

/// The rows to mount of `count` rows of one height, for a view that is scrolled so far; lengths in CSS pixels.
pub fn visible_rows(scrolled: f64, view_height: f64, row_height: f64, count: usize) -> Range<usize> {
    let row_height = row_height.max(1.0);
    let first = (scrolled.max(0.0) / row_height) as usize;
    let seen = (view_height.max(0.0) / row_height).ceil() as usize + 1;
    let start = first.saturating_sub(OVERSCAN) / STEP * STEP;
    let length = (seen + 2 * OVERSCAN + STEP).min(MOUNTED_MOST);
    let start = start.min(count.saturating_sub(length));
    start..(start + length).min(count)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_can_be_seen_is_mounted(scrolled in 0f64..400_000.0, height in 100f64..1_300.0, count in 0usize..12_000) {
            let rows = visible_rows(scrolled, height, 32.0, count);
            prop_assert!(rows.len() <= MOUNTED_MOST);
            prop_assert!(rows.end <= count);
            let first = (scrolled / 32.0) as usize;
            let last = ((scrolled + height) / 32.0) as usize;
            for row in first..=last.min(count.saturating_sub(1)) {
                prop_assert!(row >= count || rows.contains(&row), "row {row} is not in {rows:?}");
            }
        }
    }

    #[test]
    fn a_short_list_is_mounted_whole() {
        assert_eq!(visible_rows(0.0, 800.0, 32.0, 5), 0..5);
        assert_eq!(visible_rows(500.0, 800.0, 32.0, 0), 0..0);
    }

    #[test]
    fn scrolling_by_a_row_mounts_nothing_new_most_of_the_time() {
        let windows: Vec<_> =
            (0..100).map(|row| visible_rows(f64::from(row) * 32.0, 800.0, 32.0, 10_000)).collect();
        let moves = windows.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert!(moves <= 25, "{moves} moves in 100 rows");
    }
}
