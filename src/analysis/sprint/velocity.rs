//! Velocity: the points of items done in each sprint, and the range that can be counted on.

use super::{came_to, logged, logged_items};
use crate::model::kind::{COMMITMENT, FINISHED, RESULT_DONE, RESULT_IS, RESULTS};
use crate::model::{Day, Id, in_order_by, in_order_of};
use crate::workspace::{Described, Tables, Values};

/// What a finished sprint committed to, and what was done in it; points in tenths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SprintResult {
    /// The sprint.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// The day it was finished.
    pub on: Option<Day>,
    /// Points in it when it was started.
    pub committed: u32,
    /// Points of what was done: no part credit.
    pub done: u32,
    /// Points done of what it had committed to.
    pub kept: u32,
    /// Items done, and all that were in it at its end.
    pub items: (usize, usize),
}

impl SprintResult {
    /// What a sprint came to, as it was written down when it was finished.
    pub fn of(sprint: &Described) -> Self {
        let committed = sprint.rows(&COMMITMENT);
        let (promised, rows) = (logged_items(&committed), sprint.rows(&RESULTS));
        let is_done = |row: &&&crate::workspace::Fields| Values(row).words(&RESULT_IS) == RESULT_DONE;
        let done: Vec<(Id, u32)> = rows.iter().filter(is_done).filter_map(|row| logged(row)).collect();
        Self {
            id: sprint.meta.id,
            name: sprint.name().to_owned(),
            on: came_to(sprint, FINISHED),
            committed: super::logged_points(&committed),
            done: done.iter().map(|(_, points)| points).sum(),
            kept: done.iter().filter(|(id, _)| promised.contains(id)).map(|(_, points)| points).sum(),
            items: (done.len(), rows.len()),
        }
    }
}

/// What the finished sprints of a product came to, in the order of their ends.
pub fn results(tables: &Tables, product: Id) -> Vec<SprintResult> {
    let results = super::of_state(tables, product, FINISHED).into_iter().map(SprintResult::of).collect();
    in_order_of(results, |result| result.on)
}

/// The points done in each finished sprint of a product, in tenths, in the order of their ends.
pub fn velocity(tables: &Tables, product: Id) -> Vec<u32> {
    results(tables, product).iter().map(|result| result.done).collect()
}

/// A part in per cent of all, rounded; of nothing, none.
pub fn share(part: u32, all: u32) -> u32 {
    (part * 100 + all / 2).checked_div(all).unwrap_or(0)
}

/// The least, the middle and the most that can be counted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VelocityRange {
    /// The least.
    pub least: u32,
    /// The middle one; of an even number, the lower.
    pub middle: u32,
    /// The most.
    pub most: u32,
    /// How many sprints it is of.
    pub sprints: usize,
}

/// The range in which the next sprint lies with 90 %, by order statistics (Cohn, Agile Estimating and Planning): so many
/// are left out at each end as the number of sprints allows. None of no sprint.
pub fn range(done: &[u32]) -> Option<VelocityRange> {
    let dropped = match done.len() {
        0..=7 => 0,
        8..=10 => 1,
        11..=12 => 2,
        13..=15 => 3,
        16..=17 => 4,
        18..=20 => 5,
        21..=22 => 6,
        23..=25 => 7,
        _ => 8,
    };
    let sorted = in_order_by(done.to_vec(), Ord::cmp);
    let last = sorted.len().checked_sub(1)?;
    Some(VelocityRange {
        least: *sorted.get(dropped)?,
        middle: *sorted.get(last / 2)?,
        most: *sorted.get(last - dropped)?,
        sprints: sorted.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_range_leaves_out_as_many_as_published() {
        let cohn = [27, 34, 35, 38, 39, 40, 40, 41, 45];
        let nine = range(&cohn).unwrap();
        assert_eq!((nine.least, nine.middle, nine.most), (34, 39, 41));
        let five = range(&[40, 34, 41, 35, 38]).unwrap();
        // Five sprints of 34 to 41: 170 to 205 points in five more.
        assert_eq!((five.least * 5, five.most * 5), (170, 205));
        assert_eq!(range(&[]), None);
        let many: Vec<u32> = (1..=40).collect();
        assert_eq!(range(&many).map(|it| (it.least, it.most)), Some((9, 32)));
        assert_eq!(range(&[0, 0, 0]).map(|it| it.middle), Some(0));
    }
}
