//! What is in a sprint, in two halves: what is done, and what is not.

use super::{items_in, logged, logged_items, sprint_state};
use crate::analysis::is_over;
use crate::model::kind::{COMMITMENT, FINISHED, RESULT_DONE, RESULT_IS, RESULTS};
use crate::model::{Estimate, Id, Item};
use crate::workspace::{Described, Fields, Tables, Values};

/// An item of a sprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SprintPart {
    /// The item, which may have gone since.
    pub id: Id,
    /// How large it is, in tenths of a point; of a sprint that is over, how large it was then.
    pub points: u32,
    /// Whether it came in after the sprint was started.
    pub is_late: bool,
}

/// The items of a sprint, of one that is over as they were written down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Halves {
    /// What is done.
    pub done: Vec<SprintPart>,
    /// What is not.
    pub left: Vec<SprintPart>,
    /// Whether the sprint is over.
    pub is_over: bool,
}

impl Halves {
    /// The two halves of a sprint.
    pub fn of(tables: &Tables, product: Id, sprint: &Described) -> Self {
        let committed = logged_items(&sprint.rows(&COMMITMENT));
        let part = |(id, points): (Id, u32)| SprintPart {
            id,
            points,
            is_late: !committed.is_empty() && !committed.contains(&id),
        };
        let is_finished = sprint_state(sprint) == FINISHED;
        let all: Vec<(SprintPart, bool)> = if is_finished {
            let is_done = |row: &Fields| Values(row).words(&RESULT_IS) == RESULT_DONE;
            let rows = sprint.rows(&RESULTS).into_iter();
            rows.filter_map(|row| Some((part(logged(row)?), is_done(row)))).collect()
        } else {
            let size = |item: &Item| item.estimate.map_or(0, Estimate::tenths);
            let items = items_in(tables, product, sprint.meta.id).into_iter();
            items.map(|item| (part((item.meta.id, size(item))), is_over(tables, item))).collect()
        };
        let half =
            |is_done: bool| all.iter().filter(|(_, it)| *it == is_done).map(|(part, _)| *part).collect();
        Self { done: half(true), left: half(false), is_over: is_finished }
    }
}
