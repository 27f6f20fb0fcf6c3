//! Which rows of a long list are mounted.

use std::ops::Range;

/// No list mounts more rows than this, however tall the window.
pub const MOUNTED_MOST: usize = 60;
/// Rows mounted above and below what can be seen.
const OVERSCAN: usize = 2;
/// The window moves by so many rows at a time, so that most scrolling mounts nothing.
const STEP: usize = 4;

/// Lines under one another: rows, all of one height, and heads before some of them, all of another.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    rows: usize,
    /// Before which row each head stands, in order.
    heads: Vec<usize>,
    row_height: f64,
    head_height: f64,
}

/// A line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineAt {
    /// The row with this place among the rows.
    Row(usize),
    /// The head with this place among the heads.
    Head(usize),
}

impl Lines {
    /// So many rows with heads before some of them; heights in CSS pixels.
    pub fn new(rows: usize, heads: Vec<usize>, row_height: f64, head_height: f64) -> Self {
        Self { rows, heads, row_height: row_height.max(1.0), head_height: head_height.max(1.0) }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.rows + self.heads.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What a line is.
    pub fn line(&self, line: usize) -> LineAt {
        let before = self.heads_before(line);
        match self.heads.get(before) {
            Some(row) if row + before == line => LineAt::Head(before),
            _ => LineAt::Row(line - before),
        }
    }

    /// The line of a row.
    pub fn line_of_row(&self, row: usize) -> usize {
        row + self.heads.partition_point(|head| *head <= row)
    }

    /// How many heads stand before a line.
    pub fn heads_before(&self, line: usize) -> usize {
        first_past(self.heads.len(), |head| self.heads.get(head).is_some_and(|row| row + head < line))
    }

    /// How far below the first line a line begins, in CSS pixels.
    pub fn top(&self, line: usize) -> f64 {
        let heads = self.heads_before(line);
        heads as f64 * self.head_height + (line - heads) as f64 * self.row_height
    }

    /// The last line that begins at or above a height in CSS pixels.
    pub fn line_at(&self, y: f64) -> usize {
        first_past(self.len(), |line| self.top(line) <= y).saturating_sub(1)
    }

    /// The row a thing would stand before if it was dropped at a height in CSS pixels; past the last, their number.
    pub fn row_gap_at(&self, y: f64) -> usize {
        let line = self.line_at((y + self.row_height / 2.0).max(0.0));
        match self.line(line.min(self.len().saturating_sub(1))) {
            LineAt::Row(row) if y > self.top(line) + self.row_height / 2.0 => row + 1,
            LineAt::Row(row) => row,
            LineAt::Head(head) => self.heads.get(head).copied().unwrap_or(self.rows),
        }
        .min(self.rows)
    }

    /// The line a thing would go into if it was dropped at a height in CSS pixels: a head, or a row by its middle half.
    pub fn line_into(&self, y: f64) -> Option<LineAt> {
        let line = self.line_at(y.max(0.0));
        let into = (y >= 0.0 && line < self.len()).then(|| self.line(line))?;
        let from_middle = (y - self.top(line)) / self.row_height - 0.5;
        (matches!(into, LineAt::Head(_)) || from_middle.abs() <= 0.25).then_some(into)
    }

    /// The lines to mount for a view that is scrolled so far; lengths in CSS pixels.
    pub fn visible(&self, scrolled: f64, view_height: f64) -> Range<usize> {
        let lowest = self.row_height.min(self.head_height);
        let seen = (view_height.max(0.0) / lowest).ceil() as usize + 1;
        let start = self.line_at(scrolled.max(0.0)).saturating_sub(OVERSCAN) / STEP * STEP;
        let length = (seen + 2 * OVERSCAN + STEP).min(MOUNTED_MOST);
        let start = start.min(self.len().saturating_sub(length));
        start..(start + length).min(self.len())
    }

    /// The lines that can be seen in a view that is scrolled so far, and none beside them; lengths in CSS pixels.
    pub fn seen(&self, scrolled: f64, view_height: f64) -> Range<usize> {
        let start = self.line_at(scrolled.max(0.0));
        let end = (self.line_at((scrolled + view_height).max(0.0)) + 1).min(self.len());
        start.min(end)..end.min(start + MOUNTED_MOST)
    }
}

/// Which things can stay where they are when all are put into a new order, so that the rest is as little as can be.
///
/// `before` has each thing's former place, in the new order; none for those that were not there. One of them, by its new
/// place, can be dearer than another single one.
pub fn stay_in_order(before: &[Option<usize>], dearest: Option<usize>) -> Vec<bool> {
    // The heaviest increasing run: for each thing its weight with what can stay before it, and which that is.
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(before.len());
    for (place, former) in before.iter().enumerate() {
        let weight = if former.is_none() { 0 } else { 2 + usize::from(dearest == Some(place)) };
        let earlier = before.iter().zip(&best).zip(0..);
        let fits = earlier.filter(|((other, _), _)| former.is_some() && other.is_some() && *other < former);
        let last = fits.map(|((_, (run, _)), other)| (*run, other)).max_by_key(|(run, _)| *run);
        best.push((weight + last.map_or(0, |(run, _)| run), last.map(|(_, other)| other)));
    }
    let mut stays = vec![false; before.len()];
    let heaviest = before.iter().zip(&best).zip(0..).max_by_key(|((_, (run, _)), _)| *run);
    let mut at = heaviest.filter(|((former, _), _)| former.is_some()).map(|(_, place)| place);
    while let Some(place) = at {
        at = best.get(place).and_then(|(_, last)| *last);
        if let Some(it) = stays.get_mut(place) {
            *it = true;
        }
    }
    stays
}

/// The first of so many numbers for which something that holds up to there no longer holds.
fn first_past(count: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(count: usize) -> Lines {
        Lines::new(count, Vec::new(), 32.0, 40.0)
    }

    #[test]
    fn as_few_move_as_can_be() {
        let stays = |before: &[usize], dearest| {
            stay_in_order(&before.iter().map(|place| Some(*place)).collect::<Vec<_>>(), dearest)
        };
        assert_eq!(
            stays(&[3, 0, 1, 2], Some(0)),
            [false, true, true, true],
            "one goes from the end to the start"
        );
        assert_eq!(stays(&[1, 0], Some(0)), [true, false], "of two the dearest stays");
        assert_eq!(stays(&[1, 0], Some(1)), [false, true], "of two the dearest stays");
        assert_eq!(stay_in_order(&[None, Some(0), None, Some(1)], None), [false, true, false, true]);
        assert_eq!(stay_in_order(&[None], Some(0)), [false]);
    }

    proptest! {
        #[test]
        fn what_stays_was_in_this_order(before in prop::collection::vec(prop::option::of(0usize..40), 0..40)) {
            let stays = stay_in_order(&before, Some(0));
            let kept: Vec<usize> = before.iter().zip(&stays).filter(|(_, stays)| **stays).filter_map(|(it, _)| *it).collect();
            prop_assert!(kept.is_sorted_by(|one, next| one < next), "{kept:?}");
            prop_assert!(kept.is_empty() == before.iter().all(Option::is_none));
        }

        #[test]
        fn what_can_be_seen_is_mounted(
            scrolled in 0f64..400_000.0,
            height in 100f64..1_300.0,
            count in 0usize..12_000,
            heads in prop::collection::vec(0usize..12_000, 0..40),
        ) {
            let mut heads: Vec<usize> = heads.into_iter().filter(|head| *head <= count).collect();
            heads.sort_unstable();
            let lines = Lines::new(count, heads, 32.0, 40.0);
            let mounted = lines.visible(scrolled, height);
            prop_assert!(mounted.len() <= MOUNTED_MOST);
            prop_assert!(mounted.end <= lines.len());
            let alone = lines.seen(scrolled, height);
            prop_assert!(alone.len() <= mounted.len() && alone.end <= lines.len());
            for line in 0..lines.len() {
                let (top, foot) = (lines.top(line), lines.top(line + 1));
                let is_seen = foot > scrolled && top < scrolled + height;
                prop_assert!(!is_seen || mounted.contains(&line), "line {line} is not in {mounted:?}");
                prop_assert!(!is_seen || alone.contains(&line), "line {line} is not in {alone:?}");
            }
        }

        #[test]
        fn each_row_and_each_head_is_one_line(count in 0usize..50, heads in prop::collection::vec(0usize..50, 0..9)) {
            let mut heads: Vec<usize> = heads.into_iter().filter(|head| *head <= count).collect();
            heads.sort_unstable();
            let lines = Lines::new(count, heads.clone(), 32.0, 40.0);
            let all: Vec<LineAt> = (0..lines.len()).map(|line| lines.line(line)).collect();
            for row in 0..count {
                prop_assert_eq!(all[lines.line_of_row(row)], LineAt::Row(row));
            }
            let heads_seen = all.iter().filter(|line| matches!(line, LineAt::Head(_))).count();
            prop_assert_eq!(heads_seen, heads.len());
            for line in 0..lines.len() {
                prop_assert_eq!(lines.line_at(lines.top(line) + 1.0), line);
            }
        }
    }

    #[test]
    fn a_short_list_is_mounted_whole() {
        assert_eq!(rows(5).visible(0.0, 800.0), 0..5);
        assert_eq!(rows(0).visible(500.0, 800.0), 0..0);
    }

    #[test]
    fn scrolling_by_a_row_mounts_nothing_new_most_of_the_time() {
        let list = rows(10_000);
        let windows: Vec<_> = (0..100).map(|row| list.visible(f64::from(row) * 32.0, 800.0)).collect();
        let moves = windows.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert!(moves <= 25, "{moves} moves in 100 rows");
    }

    #[test]
    fn a_drop_goes_before_the_row_under_the_upper_half() {
        let list = rows(3);
        let drops: Vec<usize> = [-5.0, 10.0, 20.0, 40.0, 90.0, 500.0].map(|y| list.row_gap_at(y)).into();
        assert_eq!(drops, [0, 0, 1, 1, 3, 3]);
    }

    #[test]
    fn a_drop_goes_into_a_head_or_the_middle_of_a_row() {
        let list = Lines::new(3, vec![1], 32.0, 40.0);
        let drops = [-9.0, 4.0, 16.0, 30.0, 34.0, 70.0, 88.0, 500.0].map(|y| list.line_into(y));
        let (row, head) = (|row| Some(LineAt::Row(row)), Some(LineAt::Head(0)));
        assert_eq!(drops, [None, None, row(0), None, head, head, row(1), None]);
    }
}
