//! The way of an item through the states, day by day.

use crate::model::{Category, Day, Id, Item, ItemType, Workflow};
use crate::workspace::Tables;

/// A state entered on a civil day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    on: Day,
    category: Category,
}

/// The way of an item, as far as it is known.
///
/// - Before its first change nothing is known of an item: it is left out there, not guessed.
/// - Several changes of a day all count for when it was begun; at the end of the day it is where the last one led.
/// - A clock that was set back does not turn the order around: a change is on no earlier day than the one before it, and
///   on no later day than today.
/// - A state that its workflow does not have any more counts as open, as everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// The item.
    pub id: Id,
    /// Whether its first change made it, so that its first day is the day it was asked for.
    is_from_start: bool,
    steps: Vec<Step>,
    /// When it was blocked: the first day, and the day it was not any more.
    blocks: Vec<(Day, Day)>,
}

/// The day of the first of the steps after the last that was not done.
fn done_in(steps: impl Iterator<Item = (Day, bool)>) -> Option<Day> {
    let (mut done, mut was_undone) = (None, false);
    for (on, is_done) in steps {
        if is_done {
            done = done.or(was_undone.then_some(on));
        } else {
            (done, was_undone) = (None, true);
        }
    }
    done
}

/// The states in which work is done.
pub fn done_states(workflow: &Workflow) -> Vec<&str> {
    let done = workflow.0.iter().filter(|state| state.category == Category::Done);
    done.map(|state| state.id.as_str()).collect()
}

/// The day an item was done for good, as [`Track::done`] says it, where nothing else is asked of its history; `done` are the
/// [`done_states`] of its product.
pub fn done_on(done: &[&str], item: &Item, today: Day) -> Option<Day> {
    let mut latest = Day::first();
    done_in(item.status_log.iter().map(|change| {
        latest = latest.max(change.on.min(today));
        (latest, done.contains(&change.to.as_str()))
    }))
}

impl Track {
    /// Reads the way of an item off its changes of state.
    pub fn of(workflow: &Workflow, item: &Item, today: Day) -> Self {
        let mut latest = Day::first();
        let step = |change: &crate::model::StatusChange| {
            latest = latest.max(change.on.min(today));
            let state = workflow.state(&change.to);
            Step { on: latest, category: state.map_or(Category::Open, |state| state.category) }
        };
        let steps = item.status_log.iter().map(step).collect();
        // Older blocks keep the moment they ended and no civil day: the day of UTC stands for it.
        let ended = |block: &crate::model::Block| {
            block.until_on.or(block.until.map(Day::of)).unwrap_or(today.plus(1))
        };
        let blocks = item.blocked.iter().map(|block| (block.on, ended(block))).collect();
        let is_from_start = item.status_log.first().is_some_and(|change| change.from.is_none());
        Self { id: item.meta.id, is_from_start, steps, blocks }
    }

    /// The first day something is known of it.
    pub fn first_day(&self) -> Option<Day> {
        self.steps.first().map(|step| step.on)
    }

    /// The meaning of the state it was in at the end of a day; none before its first known day.
    pub fn category_on(&self, day: Day) -> Option<Category> {
        self.steps.iter().rev().find(|step| step.on <= day).map(|step| step.category)
    }

    /// Whether it was blocked at the end of a day.
    pub fn is_blocked_on(&self, day: Day) -> bool {
        self.blocks.iter().any(|(from, until)| *from <= day && day < *until)
    }

    /// The day it was asked for; none for one that was there before its history begins.
    pub fn requested(&self) -> Option<Day> {
        self.first_day().filter(|_| self.is_from_start)
    }

    /// The first day it was being worked on. Moving it back does not take that away: the time it then lay belongs to it.
    pub fn begun(&self) -> Option<Day> {
        self.steps.iter().find(|step| step.category == Category::Active).map(|step| step.on)
    }

    /// The day it was done for good: what was taken up again counts when it is done again, and what is not done now not at
    /// all. None for an item that was done when its history begins: nobody knows when.
    pub fn done(&self) -> Option<Day> {
        done_in(self.steps.iter().map(|step| (step.on, step.category == Category::Done)))
    }

    /// The days on which its state changed, each with the state at its end.
    pub(super) fn ends_of_days(&self) -> Vec<(Day, Category)> {
        let mut ends: Vec<(Day, Category)> = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            match ends.last_mut() {
                Some(last) if last.0 == step.on => last.1 = step.category,
                _ => ends.push((step.on, step.category)),
            }
        }
        ends
    }
}

/// Whether an item is counted where flow is: an epic is its parts, and a task is a step of another item.
pub(in crate::analysis) fn counts(item: &Item) -> bool {
    !matches!(item.kind, ItemType::Epic | ItemType::Task)
}

/// The ways of a product's items, of which anything is known.
pub fn tracks(tables: &Tables, product: Id, today: Day) -> Vec<Track> {
    let Some(workflow) = tables.products.get(product).map(|product| &product.workflow) else {
        return Vec::new();
    };
    let items = tables.items.of(product).filter(|item| counts(item) && !item.status_log.is_empty());
    items.map(|item| Track::of(workflow, item, today)).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::{Block, Ids, Instant, Meta, Rank, StatusChange};

    pub fn day(day: i32) -> Day {
        Day::new(2026, 11, 2).unwrap().plus(day - 1)
    }

    /// A track through states on days of November 2026, counted from Monday the 2nd; it is the 100th day today.
    pub fn track(changes: &[(i32, &str)], blocks: &[(i32, i32)]) -> Track {
        let mut ids = Ids::seeded(1);
        let meta = Meta::new(ids.next_id(), Instant(0));
        let mut item = Item::new(meta, ids.next_id(), 1, "It".into(), "draft".into(), Rank::first());
        let mut from = None;
        for (on, to) in changes {
            let change =
                StatusChange { id: ids.next_id(), at: Instant(0), on: day(*on), from, to: (*to).into() };
            from = Some(change.to.clone());
            item.status_log.push(change);
        }
        for (from, until) in blocks {
            let noon =
                |on: i32| Instant(i64::from(Day::new(1970, 1, 1).unwrap().days_until(day(on))) * 86_400_000);
            item.blocked.push(Block {
                id: ids.next_id(),
                reason: String::new(),
                at: noon(*from),
                on: day(*from),
                until: Some(noon(*until)),
                until_on: Some(day(*until)),
            });
        }
        Track::of(&Workflow::default(), &item, day(100))
    }

    #[test]
    fn a_day_ends_in_the_state_of_its_last_change_and_nothing_is_known_before_the_first() {
        let it = track(&[(3, "draft"), (5, "doing"), (5, "review"), (8, "accepted")], &[]);
        assert_eq!(it.category_on(day(2)), None);
        assert_eq!(it.category_on(day(4)), Some(Category::Open));
        assert_eq!(it.category_on(day(5)), Some(Category::Review));
        assert_eq!(it.category_on(day(99)), Some(Category::Done));
        assert_eq!((it.requested(), it.begun(), it.done()), (Some(day(3)), Some(day(5)), Some(day(8))));
        assert_eq!(it.ends_of_days().len(), 3);
    }

    #[test]
    fn moving_back_keeps_when_it_was_begun_and_takes_away_that_it_was_done() {
        let back = track(&[(1, "draft"), (2, "doing"), (3, "draft"), (6, "doing"), (7, "accepted")], &[]);
        assert_eq!((back.begun(), back.done()), (Some(day(2)), Some(day(7))));
        let again = track(&[(1, "draft"), (2, "accepted"), (4, "doing"), (6, "accepted")], &[]);
        assert_eq!(again.done(), Some(day(6)));
        assert_eq!(track(&[(1, "draft"), (2, "accepted"), (4, "doing")], &[]).done(), None);
        assert_eq!(track(&[(1, "draft"), (2, "accepted"), (4, "dropped")], &[]).done(), None);
    }

    #[test]
    fn what_was_done_when_its_history_begins_was_done_on_no_known_day() {
        let it = track(&[(4, "accepted")], &[]);
        assert_eq!((it.done(), it.category_on(day(4))), (None, Some(Category::Done)));
        assert_eq!(track(&[(4, "draft"), (6, "accepted")], &[]).begun(), None, "done before it was begun");
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_turn_the_order_around() {
        let it = track(&[(10, "draft"), (12, "doing"), (3, "accepted")], &[]);
        assert_eq!((it.begun(), it.done()), (Some(day(12)), Some(day(12))));
        assert_eq!(
            track(&[(1, "draft"), (400, "accepted")], &[]).done(),
            Some(day(100)),
            "no later than today"
        );
    }

    #[test]
    fn a_state_the_workflow_does_not_have_is_open() {
        assert_eq!(track(&[(1, "parking")], &[]).category_on(day(1)), Some(Category::Open));
        assert!(track(&[(1, "doing")], &[(2, 4)]).is_blocked_on(day(3)));
        assert!(!track(&[(1, "doing")], &[(2, 4)]).is_blocked_on(day(4)), "not at the end of that day");
    }
}
