//! Throughput: how many items are done in a week.

use super::{Track, tracks};
use crate::model::{Day, Id};
use crate::workspace::Tables;

/// A whole week from Monday to Sunday, and how many items were done in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its Monday.
    pub monday: Day,
    /// Items done from then on for seven days.
    pub done: u32,
}

/// The Monday of the week a day lies in.
pub fn monday_of(day: Day) -> Day {
    // The first day there is, 1 January 1900, was a Monday.
    day.plus(-(Day::first().days_until(day).rem_euclid(7)))
}

/// How many items were done from `first` to `last`, both included.
pub fn done_between(tracks: &[Track], first: Day, last: Day) -> u32 {
    tracks.iter().filter_map(Track::done).filter(|on| (first..=last).contains(on)).count() as u32
}

/// The items done in each whole week of a product's history.
pub fn past_weeks(tables: &Tables, product: Id, today: Day) -> Vec<u32> {
    weeks_done(&tracks(tables, product, today), today).iter().map(|week| week.done).collect()
}

/// The whole weeks there are, the oldest first, those in which nothing was done among them: from the first week that
/// the history covers from its Monday on to the last that is over. A week that is under way is none yet.
pub fn weeks_done(tracks: &[Track], today: Day) -> Vec<Week> {
    let Some(known) = tracks.iter().filter_map(Track::first_day).min() else { return Vec::new() };
    let first = monday_of(known.plus(6));
    let length = usize::try_from(first.days_until(monday_of(today)) / 7).unwrap_or(0);
    let mut weeks: Vec<Week> =
        (0..length).map(|place| Week { monday: first.plus(place as i32 * 7), done: 0 }).collect();
    for on in tracks.iter().filter_map(Track::done) {
        let place = usize::try_from(first.days_until(on).div_euclid(7)).ok();
        if let Some(week) = place.and_then(|place| weeks.get_mut(place)) {
            week.done += 1;
        }
    }
    weeks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::flow::history::tests::{day, track};

    #[test]
    fn weeks_in_which_nothing_was_done_count_and_the_one_under_way_does_not() {
        let tracks = [
            track(&[(1, "draft"), (7, "accepted")], &[]),
            track(&[(1, "draft"), (15, "accepted")], &[]),
            track(&[(2, "draft"), (15, "accepted")], &[]),
            track(&[(2, "draft"), (22, "accepted")], &[]),
        ];
        let weeks = weeks_done(&tracks, day(24));
        assert_eq!(weeks.iter().map(|week| week.done).collect::<Vec<_>>(), [1, 0, 2]);
        assert_eq!(weeks[0].monday, day(1));
        assert_eq!(done_between(&tracks, day(22), day(24)), 1);
        let late = [track(&[(3, "draft"), (9, "accepted")], &[])];
        assert_eq!(weeks_done(&late, day(16)).iter().map(|week| week.monday).collect::<Vec<_>>(), [day(8)]);
        assert_eq!(weeks_done(&late, day(8)), vec![]);
        assert_eq!(weeks_done(&[], day(8)), vec![]);
    }

    #[test]
    fn a_week_begins_on_monday() {
        assert_eq!(monday_of(day(1)), day(1));
        assert_eq!(monday_of(day(7)), day(1));
        assert_eq!(monday_of(day(8)), day(8));
    }
}
