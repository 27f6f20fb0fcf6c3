//! The fields of an item that a list writes: what each is called, and how a row writes it.

use crate::command::Draft;
use crate::command::item::block_item;
use crate::format::{Column, Sheet};
use crate::model::{Day, Id, Instant, Item, SortedSet};

/// What a row says, as it is written over an item.
pub(super) struct Said {
    /// What was read.
    pub draft: Draft,
    /// The labels it names.
    pub labels: SortedSet<Id>,
    /// Whether the item is to have no others.
    pub are_all_labels: bool,
    /// Whether nothing more is done in the state the item will be in.
    pub is_end: bool,
    /// Known by it, a change of state and a block.
    pub change: Id,
    /// The present moment.
    pub now: Instant,
    /// The civil date where the person is.
    pub today: Day,
}

/// A field that a column writes.
pub(super) struct Field {
    /// The column.
    pub column: Column,
    /// The field as it is stored.
    pub name: &'static str,
    /// Whether an item says something in it, by its name.
    pub has_value: fn(&Item, &str) -> bool,
    /// Writes it, by its name; none where it names other records, which hang together when all rows are there.
    pub write: Option<fn(&mut Item, &Said, &str)>,
}

/// The fields in the order they are written, those a person added at the end.
pub(super) fn fields(sheet: &Sheet) -> impl Iterator<Item = Field> {
    let own = sheet.columns.iter().map(|(_, column)| *column);
    let own = own.filter(|column| matches!(column, Column::Field(_)));
    Column::ALL.into_iter().chain(own).filter_map(field_of)
}

/// Whether a column names other records.
pub(super) fn is_link(column: Column) -> bool {
    field_of(column).is_some_and(|field| field.write.is_none())
}

/// The field a column writes; none for what says where a row comes from.
fn field_of(column: Column) -> Option<Field> {
    let field = |name, has_value: fn(&Item, &str) -> bool, write: Option<fn(&mut Item, &Said, &str)>| {
        Some(Field { column, name, has_value, write })
    };
    match column {
        Column::Title => {
            field("title", |_, _| true, Some(|item, said, _| item.title.clone_from(&said.draft.title)))
        }
        Column::Description => field(
            "description",
            |item, _| !item.description.is_empty(),
            Some(|item, said, _| item.description.clone_from(&said.draft.description)),
        ),
        Column::Type => field("type", |_, _| true, Some(|item, said, _| item.kind = said.draft.kind)),
        Column::Status => field("status", |_, _| true, Some(write_status)),
        Column::Estimate => field(
            "estimate",
            |item, _| item.estimate.is_some(),
            Some(|item, said, _| item.estimate = said.draft.estimate),
        ),
        Column::Value => field(
            "value",
            |item, _| item.value.is_some(),
            Some(|item, said, _| item.value = said.draft.value),
        ),
        Column::Effort => field(
            "effort",
            |item, _| item.effort.is_some(),
            Some(|item, said, _| item.effort = said.draft.effort),
        ),
        Column::Labels => field("labels", |item, _| !item.labels.is_empty(), Some(write_labels)),
        Column::Parent => field("parent", |item, _| item.parent.is_some(), None),
        Column::Initiative => field("initiative", |item, _| item.initiative.is_some(), None),
        Column::Goal => field("goal", |item, _| item.goal.is_some(), None),
        Column::Release => field("release", |item, _| item.release.is_some(), None),
        Column::Sprint => field("sprint", |item, _| item.sprint.is_some(), None),
        Column::WaitsFor => field("blocked_by", |item, _| !item.blocked_by.is_empty(), None),
        Column::Delegate => field("delegate", |item, _| item.delegate.is_some(), None),
        Column::FollowUp => field(
            "follow_up",
            |item, _| item.follow_up.is_some(),
            Some(|item, said, _| item.follow_up = said.draft.follow_up),
        ),
        Column::Blocked => field("blocked", |item, _| item.block().is_some(), Some(write_blocked)),
        Column::Field(own) => {
            field(own.key, |item, key| item.meta.unknown.contains_key(key), Some(write_own))
        }
        Column::OwnKey
        | Column::NewField
        | Column::Key
        | Column::Updated
        | Column::Other
        | Column::Ignored => None,
    }
}

fn write_status(item: &mut Item, said: &Said, _: &str) {
    if let Some(status) = &said.draft.status {
        item.set_status(status, said.change, said.now, said.today);
        // What is over waits for nothing.
        if said.is_end {
            item.unblock(said.now, said.today);
        }
    }
}

fn write_labels(item: &mut Item, said: &Said, _: &str) {
    if said.are_all_labels {
        item.labels.clone_from(&said.labels);
    } else {
        item.labels.extend(&said.labels);
    }
}

fn write_blocked(item: &mut Item, said: &Said, _: &str) {
    match &said.draft.blocked {
        _ if said.is_end => item.unblock(said.now, said.today),
        Some(reason) if !reason.is_empty() || item.block().is_none() => {
            block_item(item, reason, said.change, said.now, said.today);
        }
        Some(_) => {}
        None => item.unblock(said.now, said.today),
    }
}

fn write_own(item: &mut Item, said: &Said, key: &str) {
    match said.draft.own.get(key) {
        Some(value) => drop(item.meta.unknown.insert(key.to_owned(), value.clone())),
        None => drop(item.meta.unknown.remove(key)),
    }
}
