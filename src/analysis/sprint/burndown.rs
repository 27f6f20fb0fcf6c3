//! Burndown: what is left of a sprint at the end of each working day, against an even pace.

use super::{came_to, logged, logged_points, span};
use crate::analysis::flow::Track;
use crate::model::kind::{COMMITMENT, FINISHED, RESULTS, RUNNING};
use crate::model::{Category, Day, Id, Item, SortedMap, map_of};
use crate::workspace::{Described, Tables};

/// The most working days that are drawn: a sprint over years has no burndown.
const DAYS_MOST: usize = 260;

/// The working days from a first to a last day, both included: Monday to Friday. Of a span in which there is none, its
/// days; of one that ends before it begins, none.
pub fn working_days(first: Day, last: Day) -> Vec<Day> {
    let days = (0..=first.days_until(last)).take(DAYS_MOST * 7 / 5).map(|day| first.plus(day));
    let all: Vec<Day> = days.collect();
    let working: Vec<Day> = all.iter().copied().filter(|day| is_working(*day)).collect();
    if working.is_empty() { all } else { working }
}

fn is_working(day: Day) -> bool {
    // The first day there is was a Monday.
    Day::first().days_until(day).rem_euclid(7) < 5
}

/// The end of a working day in a sprint; points in tenths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BurnDay {
    /// The day.
    pub day: Day,
    /// What is in the sprint.
    pub scope: u32,
    /// What of it is done.
    pub done: u32,
    /// What an even pace would have left of what was committed.
    pub even: u32,
}

impl BurnDay {
    /// What is left.
    pub fn left(&self) -> u32 {
        self.scope.saturating_sub(self.done)
    }
}

/// How a sprint goes, day by day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Burndown {
    /// What was in it when it was started; before that, what is in it now.
    pub committed: u32,
    /// All working days it has.
    pub length: usize,
    /// The days that are over, today among them.
    pub days: Vec<BurnDay>,
}

impl Burndown {
    /// How a sprint went until a day, which counts, as it is known today. None without its days. Items are as large as
    /// they are now; of a finished sprint, as they were then.
    pub fn of(tables: &Tables, sprint: &Described, until: Day, today: Day) -> Option<Self> {
        span(sprint)?;
        let finished = came_to(sprint, FINISHED);
        let days = sprint_days(sprint);
        let (id, product) = (sprint.meta.id, tables.products.get(sprint.product()?)?);
        let committed = sprint.rows(&COMMITMENT);
        let then: SortedMap<Id, u32> = map_of(sprint.rows(&RESULTS).into_iter().filter_map(logged));
        let was_in =
            |item: &Item| item.sprint == Some(id) || item.sprint_log.iter().any(|it| it.to == Some(id));
        let items = tables.items.of(product.meta.id).filter(|item| was_in(item));
        let items: Vec<(&Item, u32, Track)> = items
            .map(|item| {
                let now = item.estimate.map_or(0, crate::model::Estimate::tenths);
                let points = then.get(&item.meta.id).copied().unwrap_or(now);
                (item, points, Track::of(&product.workflow, item, today))
            })
            .collect();
        let is_in = |item: &Item, day: Day| match finished {
            // What was moved on at its end was in it until then.
            Some(end) if day >= end => then.contains_key(&item.meta.id),
            _ => is_in_on(item, id, day),
        };
        let committed = match committed.as_slice() {
            [] => {
                items.iter().filter(|(item, ..)| item.sprint == Some(id)).map(|(_, points, _)| points).sum()
            }
            rows => logged_points(rows),
        };
        let length = days.len();
        let end = finished.map_or(until, |end| end.min(until));
        let over = days.iter().enumerate().filter(|(_, day)| **day <= end);
        let over = over.map(|(place, day)| {
            let (mut scope, mut done) = (0, 0);
            for (_, points, track) in items.iter().filter(|(item, ..)| is_in(item, *day)) {
                // What was dropped is in the sprint no more.
                match track.category_on(*day) {
                    Some(Category::Cancelled) => {}
                    Some(Category::Done) => (scope, done) = (scope + points, done + points),
                    _ => scope += points,
                }
            }
            BurnDay { day: *day, scope, done, even: even(committed, place + 1, length) }
        });
        Some(Self { committed, length, days: over.collect() })
    }

    /// The last day that is known; before the first, what was committed and nothing done.
    pub fn now(&self) -> BurnDay {
        let begin = BurnDay { day: Day::first(), scope: self.committed, done: 0, even: self.committed };
        self.days.last().copied().unwrap_or(begin)
    }

    /// What an even pace had left when the last day that is known began, in tenths.
    pub fn even_this_morning(&self) -> u32 {
        even(self.committed, self.days.len().saturating_sub(1), self.length)
    }

    /// The working days after the last one that is known.
    pub fn days_left(&self) -> usize {
        self.length - self.days.len().min(self.length)
    }
}

/// The working days of a sprint: from the day it was started, else its first, to its last.
pub fn sprint_days(sprint: &Described) -> Vec<Day> {
    let Some((first, last)) = span(sprint) else { return Vec::new() };
    working_days(came_to(sprint, RUNNING).map_or(first, |on| on.min(last)), last)
}

/// What an even pace leaves at the end of day `d` of `D`: S₀(1 − d/D).
fn even(committed: u32, day: usize, of: usize) -> u32 {
    let left = of.saturating_sub(day) as u64 * u64::from(committed) / of.max(1) as u64;
    left as u32
}

/// Whether an item was in a sprint at the end of a day. One that has no history was in it from the beginning.
fn is_in_on(item: &Item, sprint: Id, day: Day) -> bool {
    let at_end = item.sprint_log.iter().rev().find(|change| change.on <= day);
    match at_end {
        Some(change) => change.to == Some(sprint),
        None => item.sprint_log.is_empty() && item.sprint == Some(sprint),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: i32) -> Day {
        // 2 November 2026 is a Monday.
        Day::new(2026, 11, 2).unwrap().plus(day - 1)
    }

    #[test]
    fn the_even_pace_is_as_published() {
        assert_eq!(even(200, 4, 10), 120);
        assert_eq!(even(200, 10, 10), 0);
        assert_eq!(even(200, 0, 0), 0);
        let fourth = BurnDay { day: day(5), scope: 250, done: 80, even: 120 };
        assert_eq!(fourth.left(), 170, "5 added and 8 done of 20");
    }

    #[test]
    fn days_of_work_leave_weekends_out() {
        assert_eq!(working_days(day(1), day(14)).len(), 10);
        assert_eq!(working_days(day(6), day(7)).len(), 2, "a weekend alone is worked on");
        assert_eq!(working_days(day(3), day(2)), vec![]);
        assert!(working_days(Day::first(), "2199-12-31".parse().unwrap()).len() <= DAYS_MOST);
    }
}
