//! Sprints: what is in one, how it burns down, how much is usually done, and what speaks against a plan.
//!
//! Points are in tenths. What a sprint committed to and what came of it was written down on those days and stays,
//! whatever becomes of the items; all else is computed from the changes that items keep. Epics and tasks count as items
//! here: a person put them in.

mod burndown;
mod halves;
mod plan;
mod velocity;

pub use burndown::{BurnDay, Burndown, sprint_days, working_days};
pub use halves::{Halves, SprintPart};
pub use plan::{Capacity, PastPace, Risk, capacity, points_a_day, risks, usual_most};
pub use velocity::{SprintResult, VelocityRange, range, results, share, velocity};

use crate::model::kind::{
    FINISHED, LOGGED_POINTS, PLANNED, RUNNING, SPRINT_FIRST, SPRINT_LAST, SPRINT_STEPS, SPRINTS, STEP_ON,
    STEP_TO, Word, row_id,
};
use crate::model::{Day, Id, Item, SortedSet};
use crate::workspace::{Described, Fields, Tables, Values};

/// The state a sprint is in: that of its last step, planned before any.
pub fn sprint_state(sprint: &Described) -> &'static str {
    let last = sprint.rows(&SPRINT_STEPS).last().map(|step| Values(step).words(&STEP_TO));
    let word = last.and_then(|to| crate::model::kind::SPRINT_STATE.word(to));
    word.map_or(PLANNED, |word: &Word| word.key)
}

/// The day a sprint last came to a state.
pub fn came_to(sprint: &Described, state: &str) -> Option<Day> {
    let steps = sprint.rows(&SPRINT_STEPS);
    let step = steps.into_iter().rev().find(|step| Values(step).words(&STEP_TO) == state)?;
    Values(step).day(&STEP_ON)
}

/// The first and the last day of a sprint, where both are known.
pub fn span(sprint: &Described) -> Option<(Day, Day)> {
    Some((sprint.day(&SPRINT_FIRST)?, sprint.day(&SPRINT_LAST)?))
}

/// The sprint that runs; where several do, the last in order.
pub fn running(tables: &Tables, product: Id) -> Option<&Described> {
    of_state(tables, product, RUNNING).pop()
}

/// The next one that is planned.
pub fn planned(tables: &Tables, product: Id) -> Option<&Described> {
    of_state(tables, product, PLANNED).into_iter().next()
}

/// The one that was finished last.
pub fn finished(tables: &Tables, product: Id) -> Option<&Described> {
    of_state(tables, product, FINISHED).into_iter().max_by_key(|sprint| came_to(sprint, FINISHED))
}

/// What a page looks at where a person chose nothing: the plan, the work under way, or what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SprintStage {
    /// The next sprint.
    Plan,
    /// The one that runs, else the next.
    Work,
    /// The one that runs, else the one that was finished last.
    Review,
}

/// The sprint of a product a page looks at: the one a person chose, where it is still there, else that of the stage.
pub fn in_view(tables: &Tables, product: Id, stage: SprintStage, chosen: Option<Id>) -> Option<&Described> {
    let chosen = chosen.and_then(|id| tables.described(&SPRINTS, id));
    let fits = |sprint: &&Described| match stage {
        SprintStage::Plan => sprint_state(sprint) != FINISHED,
        SprintStage::Work => true,
        SprintStage::Review => sprint_state(sprint) != PLANNED,
    };
    chosen.filter(|sprint| sprint.product() == Some(product)).filter(fits).or_else(|| match stage {
        SprintStage::Plan => planned(tables, product),
        SprintStage::Work => running(tables, product).or_else(|| planned(tables, product)),
        SprintStage::Review => running(tables, product).or_else(|| finished(tables, product)),
    })
}

/// The sprints of a product in a state, in their order.
pub fn of_state<'a>(tables: &'a Tables, product: Id, state: &str) -> Vec<&'a Described> {
    let mut sprints = tables.described_of(&SPRINTS, product);
    sprints.retain(|sprint| sprint_state(sprint) == state);
    sprints
}

/// The items in a sprint, in the order of the backlog.
pub fn items_in(tables: &Tables, product: Id, sprint: Id) -> Vec<&Item> {
    tables.items.of(product).filter(|item| item.sprint == Some(sprint)).collect()
}

/// How large items are together, in tenths of a point.
pub fn points<'a>(items: impl IntoIterator<Item = &'a Item>) -> u32 {
    items.into_iter().filter_map(|item| item.estimate).map(crate::model::Estimate::tenths).sum()
}

/// A row of what was written down of a sprint: the item, and how large it was.
fn logged(row: &Fields) -> Option<(Id, u32)> {
    let points = Values(row).number(&LOGGED_POINTS).and_then(|points| u32::try_from(points).ok());
    Some((row_id(row)?, points.unwrap_or(0)))
}

/// The sum of rows that were written down, in tenths of a point.
pub fn logged_points(rows: &[&Fields]) -> u32 {
    rows.iter().filter_map(|row| logged(row)).map(|(_, points)| points).sum()
}

/// The items that rows were written of.
fn logged_items(rows: &[&Fields]) -> SortedSet<Id> {
    rows.iter().filter_map(|row| row_id(row)).collect()
}
