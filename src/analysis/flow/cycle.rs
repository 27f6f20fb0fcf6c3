//! How long items took, and how much of that time they were worked on.

use super::Track;
use crate::model::{Category, Day, Id, in_order_of};

/// An item that was done, and how long it took in days, the first and the last included: the same day is 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finished {
    /// The item.
    pub id: Id,
    /// The day it was done.
    pub on: Day,
    /// From the day it was begun; none where it was done without having been begun.
    pub cycle: Option<u32>,
    /// From the day it was asked for; none where its history begins later.
    pub lead: Option<u32>,
}

/// The items done from `first` to `last`, both included, in the order of the days.
pub fn finished(tracks: &[Track], first: Day, last: Day) -> Vec<Finished> {
    let done = tracks.iter().filter_map(|track| {
        let on = track.done().filter(|on| (first..=last).contains(on))?;
        let since = |from: Option<Day>| Some(from?.days_until(on) as u32 + 1);
        Some(Finished { id: track.id, on, cycle: since(track.begun()), lead: since(track.requested()) })
    });
    in_order_of(done.collect(), |it: &Finished| i64::from(Day::first().days_until(it.on)))
}

/// The value below or at which so many of a hundred values lie, by nearest rank: the value at place ⌈percent × n ÷ 100⌉
/// of all in order. None without values. 1 to 10: P50 is 5, P85 is 9.
pub fn percentile(values: &[u32], percent: u32) -> Option<u32> {
    let values = in_order_of(values.to_vec(), |value| *value);
    let rank = (values.len() * percent as usize).div_ceil(100).max(1);
    values.get(rank - 1).copied()
}

/// The mean in thousandths; none without values.
pub fn mean(values: &[u32]) -> Option<u64> {
    let sum: u64 = values.iter().map(|value| u64::from(*value)).sum();
    (sum * 1_000).checked_div(values.len() as u64)
}

/// Little's law: throughput = work in progress ÷ cycle time, all three as means over a time in which the work neither
/// grew nor shrank much. In thousandths: items and days in, items a day out; none for a cycle time of 0. Source: J. D. C.
/// Little, “A proof for the queuing formula L = λW”, 1961.
pub fn throughput_by_little(in_work: u64, cycle: u64) -> Option<u64> {
    (in_work * 1_000).checked_div(cycle)
}

/// The days between begin and end of items, by what happened on them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Efficiency {
    /// Being worked on at the end of the day, or done on it.
    pub worked: u32,
    /// Blocked at the end of the day, in whatever state.
    pub blocked: u32,
    /// Not blocked, and yet in review or put back.
    pub waited: u32,
}

impl Efficiency {
    /// Flow efficiency: days worked on ÷ all days, in per cent; none without days.
    pub fn percent(self) -> Option<u32> {
        (self.worked * 100).checked_div(self.worked + self.blocked + self.waited)
    }
}

/// The days of the items done from `first` to `last`, both included. A day counts as a whole, by how it ended.
pub fn efficiency(tracks: &[Track], first: Day, last: Day) -> Efficiency {
    let mut sum = Efficiency::default();
    for track in tracks {
        let Some((begun, done)) = track.begun().zip(track.done()) else { continue };
        if !(first..=last).contains(&done) {
            continue;
        }
        for day in (0..begun.days_until(done)).map(|days| begun.plus(days)) {
            let count = match track.category_on(day) {
                _ if track.is_blocked_on(day) => &mut sum.blocked,
                Some(Category::Active) => &mut sum.worked,
                _ => &mut sum.waited,
            };
            *count += 1;
        }
        sum.worked += 1;
    }
    sum
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::flow::history::tests::{day, track};

    #[test]
    fn published_percentiles() {
        let ten: Vec<u32> = (1..=10).rev().collect();
        assert_eq!((percentile(&ten, 50), percentile(&ten, 85)), (Some(5), Some(9)));
        assert_eq!(percentile(&ten, 100), Some(10));
        assert_eq!(percentile(&[], 85), None);
    }

    #[test]
    fn three_in_work_of_eight_days_each_are_three_eighths_a_day() {
        assert_eq!(throughput_by_little(3_000, 8_000), Some(375));
        assert_eq!(throughput_by_little(3_000, 0), None);
        assert_eq!(mean(&[3, 4]), Some(3_500));
    }

    #[test]
    fn days_are_counted_from_the_first_to_the_last_included() {
        let tracks = [
            track(&[(1, "draft"), (4, "doing"), (6, "accepted")], &[]),
            track(&[(5, "draft"), (5, "doing"), (5, "accepted")], &[]),
            track(&[(2, "draft"), (7, "accepted")], &[]),
            track(&[(2, "doing"), (30, "accepted")], &[]),
            track(&[(2, "doing")], &[]),
        ];
        let done = finished(&tracks, day(1), day(7));
        let days: Vec<_> = done.iter().map(|it| (it.on, it.cycle, it.lead)).collect();
        assert_eq!(days, [(day(5), Some(1), Some(1)), (day(6), Some(3), Some(6)), (day(7), None, Some(6))]);
    }

    #[test]
    fn a_day_is_worked_blocked_or_waited() {
        // Begun on 2, blocked at the end of 3 and 4, in review from 6, done on 8.
        let it = track(&[(1, "draft"), (2, "doing"), (6, "review"), (8, "accepted")], &[(3, 5)]);
        let days = efficiency(std::slice::from_ref(&it), day(1), day(9));
        assert_eq!(days, Efficiency { worked: 3, blocked: 2, waited: 2 });
        assert_eq!(days.percent(), Some(42));
        assert_eq!(efficiency(&[it], day(1), day(7)).percent(), None, "not done yet");
    }

    proptest! {
        #[test]
        fn at_least_so_many_of_a_hundred_lie_below_or_at_a_percentile(
            values in prop::collection::vec(0u32..50, 1..60),
            percent in 1u32..=100,
        ) {
            let found = percentile(&values, percent).unwrap();
            let below = values.iter().filter(|it| **it <= found).count();
            prop_assert!(below * 100 >= values.len() * percent as usize);
            let under = values.iter().filter(|it| **it < found).count();
            prop_assert!(under * 100 < values.len() * percent as usize, "and no smaller one does");
        }
    }
}
