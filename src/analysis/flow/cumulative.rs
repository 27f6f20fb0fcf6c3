//! Cumulative flow: how much was in which state at the end of each day.

use super::Track;
use crate::model::{Category, Day};

/// How many items were in each state at the end of a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([i32; Category::ALL.len()]);

impl Counts {
    /// How many were in states of a meaning.
    pub fn of(&self, category: Category) -> i32 {
        self.0.get(category as usize).copied().unwrap_or(0)
    }

    /// How many were begun and not done.
    pub fn in_work(&self) -> i32 {
        self.of(Category::Active) + self.of(Category::Review)
    }

    fn add(&mut self, category: Category, by: i32) {
        if let Some(count) = self.0.get_mut(category as usize) {
            *count += by;
        }
    }
}

/// The counts at the end of each day from `first` to `last`, both included; none where `last` lies before `first`.
///
/// Each change is looked at once: it takes an item out of a state and puts it into another, and the days add up.
pub fn cumulative(tracks: &[Track], first: Day, last: Day) -> Vec<Counts> {
    let length = usize::try_from(first.days_until(last) + 1).unwrap_or(0);
    let mut days = vec![Counts::default(); length];
    for track in tracks {
        let mut before = None;
        for (on, category) in track.ends_of_days() {
            let place = usize::try_from(first.days_until(on)).unwrap_or(0);
            if let Some(day) = days.get_mut(place) {
                day.add(category, 1);
                if let Some(before) = before {
                    day.add(before, -1);
                }
            }
            before = Some(category);
        }
    }
    let mut sum = Counts::default();
    for day in &mut days {
        for category in Category::ALL {
            sum.add(category, day.of(category));
        }
        *day = sum;
    }
    days
}

/// How many items were begun and not done, on average over the days, in thousandths; none without days.
pub fn mean_in_work(days: &[Counts]) -> Option<u64> {
    let sum: i64 = days.iter().map(|day| i64::from(day.in_work())).sum();
    (sum.max(0) as u64 * 1_000).checked_div(days.len() as u64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::flow::history::tests::{day, track};

    #[test]
    fn an_item_counts_where_it_is_at_the_end_of_the_day() {
        let tracks = [
            track(&[(1, "draft"), (3, "doing"), (5, "accepted")], &[]),
            track(&[(2, "draft"), (3, "doing"), (3, "review")], &[]),
            track(&[(2, "draft"), (4, "dropped")], &[]),
        ];
        let days = cumulative(&tracks, day(2), day(5));
        let row = |category| days.iter().map(|day| day.of(category)).collect::<Vec<i32>>();
        assert_eq!(row(Category::Open), [3, 1, 0, 0]);
        assert_eq!(row(Category::Active), [0, 1, 1, 0]);
        assert_eq!(row(Category::Review), [0, 1, 1, 1]);
        assert_eq!(row(Category::Done), [0, 0, 0, 1]);
        assert_eq!(row(Category::Cancelled), [0, 0, 1, 1]);
        assert_eq!(mean_in_work(&days), Some(1_250));
        assert_eq!(cumulative(&tracks, day(5), day(2)), vec![]);
        assert_eq!(mean_in_work(&[]), None, "no days, no mean");
    }

    const STATES: [&str; 7] = ["idea", "draft", "ready", "doing", "review", "accepted", "dropped"];

    proptest! {
        #[test]
        fn a_day_is_counted_as_each_item_stood_that_day(
            ways in prop::collection::vec(prop::collection::vec((1i32..40, prop::sample::select(&STATES)), 0..6), 0..8),
            first in 1i32..30,
            length in 0i32..30,
        ) {
            let tracks: Vec<Track> = ways.iter().map(|way| track(way, &[])).collect();
            let days = cumulative(&tracks, day(first), day(first + length));
            for (place, counted) in days.iter().enumerate() {
                let on = day(first + place as i32);
                for category in Category::ALL {
                    let standing = tracks.iter().filter(|it| it.category_on(on) == Some(category)).count();
                    prop_assert_eq!(counted.of(category), standing as i32);
                }
            }
        }
    }
}
