//! The plan in detail: the epics and items under an initiative, with the days that follow from their sprints, their releases
//! and what was really done.

use crate::analysis::flow::{Track, counts};
use crate::analysis::{Tally, category_of, sprint, up};
use crate::model::kind::SPRINTS;
use crate::model::{Category, Day, Id, Item, ItemType, Release, SortedMap, SortedSet};
use crate::workspace::Tables;

/// An epic or an item under an initiative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// The item.
    pub id: Id,
    /// Whether it stands under the epic before it.
    pub is_under: bool,
    /// Its first and its last day, where both are known; of an epic those of what is under it.
    pub days: Option<(Day, Day)>,
    /// The work under an epic; an item is its own work.
    pub work: Tally,
}

/// The days of an item: from the day it was begun, or its sprint begins, to the day it was done, else its sprint ends or its
/// release goes out.
fn days_of(tables: &Tables, item: &Item, today: Day) -> Option<(Day, Day)> {
    let workflow = &tables.products.get(item.product)?.workflow;
    let track = Track::of(workflow, item, today);
    let sprint = item.sprint.and_then(|id| tables.described(&SPRINTS, id)).and_then(sprint::span);
    let release = item.release.and_then(|id| tables.releases.get(id)).and_then(Release::day);
    let last = track.done().or(sprint.map(|(_, last)| last)).or(release)?;
    let first = track.begun().or(track.done()).or(sprint.map(|(first, _)| first)).unwrap_or(last);
    Some((first.min(last), last))
}

fn both(one: Option<(Day, Day)>, other: Option<(Day, Day)>) -> Option<(Day, Day)> {
    match (one, other) {
        (Some((first, last)), Some((other_first, other_last))) => {
            Some((first.min(other_first), last.max(other_last)))
        }
        (one, other) => one.or(other),
    }
}

/// The epic an item stands under among the work of an initiative; none where that epic serves another, or was dropped.
fn epic_of(tables: &Tables, item: &Item, initiative: Id) -> Option<Id> {
    let epic = tables.items.get(up(tables, item).epic?)?;
    let serves = up(tables, epic).initiative == Some(initiative);
    (serves && category_of(tables, epic) != Category::Cancelled).then_some(epic.meta.id)
}

/// What is under each of some initiatives, in the order of the backlog: first each epic with its items, then the items
/// without one. Tasks are steps of items and what was dropped is no work: both are left out.
pub fn details(
    tables: &Tables,
    product: Id,
    initiatives: &SortedSet<Id>,
    today: Day,
) -> SortedMap<Id, Vec<Detail>> {
    let mut epics: Vec<(Id, Id)> = Vec::new();
    // By what they stand under: an epic, or the initiative itself.
    let mut items: SortedMap<Id, Vec<Detail>> = SortedMap::new();
    for item in tables.items.of(product) {
        let initiative = up(tables, item).initiative.filter(|id| initiatives.contains(id));
        let category = category_of(tables, item);
        let Some(initiative) = initiative.filter(|_| category != Category::Cancelled) else { continue };
        let id = item.meta.id;
        if item.kind == ItemType::Epic {
            epics.push((initiative, id));
        } else if counts(item) {
            let epic = epic_of(tables, item, initiative);
            let is_done = category == Category::Done;
            let work = Tally::of(item, is_done);
            let detail = Detail { id, is_under: epic.is_some(), days: days_of(tables, item, today), work };
            items.entry(epic.unwrap_or(initiative)).or_default().push(detail);
        }
    }
    let mut found: SortedMap<Id, Vec<Detail>> = SortedMap::new();
    for (initiative, id) in epics {
        let under = items.remove(&id).unwrap_or_default();
        let mut epic = Detail { id, is_under: false, days: None, work: Tally::default() };
        for item in &under {
            epic.days = both(epic.days, item.days);
            epic.work.add(item.work);
        }
        let list = found.entry(initiative).or_default();
        list.push(epic);
        list.extend(under);
    }
    for (initiative, bare) in items {
        found.entry(initiative).or_default().extend(bare);
    }
    found
}
