//! Acceptance: how the trials of an item's criteria went, what a release still waits for, and what came back.

use super::criterion::example_rows;
use super::{category_of, is_over};
use crate::model::{Category, Criterion, CriterionRun, Day, Id, Item, StatusChange, Workflow};
use crate::workspace::Tables;

/// A criterion as it is tried: an outline once for each row of its examples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The row of examples; empty where it is no outline.
    pub example: String,
    /// How it went last; none while it was not tried.
    pub last: Option<CriterionRun>,
    /// Whether a person ticked the criterion without a trial.
    pub is_ticked: bool,
}

impl Trial {
    /// Whether it held, the last time.
    pub fn passed(&self) -> bool {
        self.last.as_ref().map_or(self.is_ticked, |run| run.passed)
    }
}

/// The trials a criterion asks for.
pub fn trials(criterion: &Criterion) -> Vec<Trial> {
    let rows = example_rows(&criterion.text);
    let rows = if rows.is_empty() { vec![String::new()] } else { rows };
    let is_ticked = criterion.met && criterion.runs.is_empty();
    let trial = |example: String| {
        let last = criterion.runs.iter().rev().find(|run| run.example == example).cloned();
        Trial { example, last, is_ticked }
    };
    rows.into_iter().map(trial).collect()
}

/// Whether one of the trials of a criterion did not hold, the last time.
pub fn has_failed(criterion: &Criterion) -> bool {
    trials(criterion).iter().any(|trial| trial.last.as_ref().is_some_and(|run| !run.passed))
}

/// How many criteria of an item are met, and how many it has.
pub fn met(item: &Item) -> (usize, usize) {
    (item.criteria.iter().filter(|criterion| criterion.met).count(), item.criteria.len())
}

/// The items in review, in the order of the backlog.
pub fn in_review(tables: &Tables, product: Id) -> Vec<&Item> {
    tables.items.of(product).filter(|item| category_of(tables, item) == Category::Review).collect()
}

/// The items of a release that are neither accepted nor dropped: what its gate waits for.
pub fn not_accepted(tables: &Tables, product: Id, release: Id) -> Vec<&Item> {
    let items = tables.items.of(product).filter(|item| item.release == Some(release));
    items.filter(|item| !is_over(tables, item)).collect()
}

/// What a state means; one that the workflow does not have is open.
fn category(workflow: &Workflow, state: &str) -> Category {
    workflow.state(state).map_or(Category::Open, |state| state.category)
}

/// Whether a change of state sent an item back from review.
pub(super) fn is_return(workflow: &Workflow, change: &StatusChange) -> bool {
    let from = change.from.as_deref().map(|from| category(workflow, from));
    let to = category(workflow, &change.to);
    from == Some(Category::Review) && matches!(to, Category::Idea | Category::Open | Category::Active)
}

/// Whether the last thing that happened to an item is that it was sent back from review.
pub fn was_returned(workflow: &Workflow, item: &Item) -> bool {
    item.status_log.last().is_some_and(|change| is_return(workflow, change))
}

/// What was judged in a time: how often work went from review to done, and how often it was sent back.
pub fn judged(tables: &Tables, product: Id, first: Day, last: Day) -> (u32, u32) {
    let Some(owner) = tables.products.get(product) else { return (0, 0) };
    let workflow = &owner.workflow;
    let is_accepted = |change: &StatusChange| {
        let from = change.from.as_deref().map(|from| category(workflow, from));
        from == Some(Category::Review) && category(workflow, &change.to) == Category::Done
    };
    let changes = tables.items.of(product).flat_map(|item| &item.status_log);
    changes.filter(|change| (first..=last).contains(&change.on)).fold(
        (0, 0),
        |(accepted, returned), change| {
            (accepted + u32::from(is_accepted(change)), returned + u32::from(is_return(workflow, change)))
        },
    )
}

/// How often an item was sent back: from review to an earlier state, and after it had been accepted.
pub fn sent_back(workflow: &Workflow, item: &Item) -> (usize, usize) {
    let is_done = |state: &str| category(workflow, state) == Category::Done;
    let is_reopened = |change: &&StatusChange| {
        change.from.as_deref().is_some_and(is_done) && !category(workflow, &change.to).is_over()
    };
    let returned = item.status_log.iter().filter(|change| is_return(workflow, change)).count();
    (returned, item.status_log.iter().filter(is_reopened).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Ids, Instant, Meta, Rank};

    fn run(example: &str, passed: bool, id: Id) -> CriterionRun {
        CriterionRun {
            id,
            at: Instant(0),
            on: Day::first(),
            passed,
            example: example.into(),
            note: String::new(),
            build: String::new(),
        }
    }

    #[test]
    fn an_outline_is_tried_once_for_each_row_and_the_last_trial_counts() {
        let mut ids = Ids::seeded(1);
        let text = "Scenario Outline: a sum\nGiven <a>\nWhen <b>\nThen <c>\nExamples:\n| a | b | c |\n| 1 | 2 | 3 |\n| 2 | 2 | 4 |";
        let mut criterion = Criterion { id: ids.next_id(), text: text.into(), met: false, runs: Vec::new() };
        assert_eq!(
            trials(&criterion).iter().map(|it| it.example.as_str()).collect::<Vec<_>>(),
            ["a 1, b 2, c 3", "a 2, b 2, c 4"]
        );
        criterion.runs.push(run("a 1, b 2, c 3", false, ids.next_id()));
        criterion.runs.push(run("a 1, b 2, c 3", true, ids.next_id()));
        let tried = trials(&criterion);
        assert!(tried[0].passed() && !tried[1].passed() && tried[1].last.is_none());
        criterion.text = "It prints".into();
        assert_eq!(trials(&criterion).len(), 1);
    }

    #[test]
    fn what_came_back_is_counted_by_where_it_came_from() {
        let mut ids = Ids::seeded(2);
        let meta = Meta::new(ids.next_id(), Instant(0));
        let mut item = Item::new(meta, ids.next_id(), 1, "It".into(), "draft".into(), Rank::first());
        for state in ["doing", "review", "doing", "review", "accepted", "doing", "review", "accepted"] {
            item.set_status(state, ids.next_id(), Instant(0), Day::first());
        }
        assert_eq!(sent_back(&Workflow::default(), &item), (1, 1));
    }
}
