//! The fields of an item that a list writes: what each is called, and how a row writes it.

use crate::command::Draft;
use crate::command::item::block_item;
use crate::format::{Sheet, SheetColumn};
use crate::model::{Comment, Day, Id, Instant, Item, SortedSet, Step};

use super::past::TheirMoment;

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
    /// When the item came to its state, where the row says it.
    pub entered: Option<TheirMoment>,
    /// The remarks it has.
    pub comments: Vec<Comment>,
    /// The small steps it has.
    pub steps: Vec<Step>,
    /// The present moment.
    pub now: Instant,
    /// The civil date where the person is.
    pub today: Day,
}

/// A field that a column writes.
pub(super) struct ImportField {
    /// The column.
    pub column: SheetColumn,
    /// The field as it is stored.
    pub name: &'static str,
    /// Whether an item says something in it, by its name.
    pub has_value: fn(&Item, &str) -> bool,
    /// Whether what an item has in it stays beside what comes.
    pub is_added_to: bool,
    /// Writes it, by its name; none where it names other records, which hang together when all rows are there.
    pub write: Option<fn(&mut Item, &Said, &str)>,
}

/// The fields in the order they are written, those a person added at the end.
pub(super) fn fields(sheet: &Sheet) -> impl Iterator<Item = ImportField> {
    let own = sheet.columns.iter().map(|(_, column)| *column);
    let own = own.filter(|column| matches!(column, SheetColumn::Field(_)));
    SheetColumn::ALL.into_iter().chain(own).filter_map(field_of)
}

/// Whether a column names other records.
pub(super) fn is_link(column: SheetColumn) -> bool {
    field_of(column).is_some_and(|field| field.write.is_none())
}

/// The field a column writes; none for what says where a row comes from.
fn field_of(column: SheetColumn) -> Option<ImportField> {
    let field = |name, has_value: fn(&Item, &str) -> bool, write: Option<fn(&mut Item, &Said, &str)>| {
        let is_added_to = matches!(column, SheetColumn::Comments | SheetColumn::Checklist);
        Some(ImportField { column, name, has_value, is_added_to, write })
    };
    match column {
        SheetColumn::Title => {
            field("title", |_, _| true, Some(|item, said, _| item.title.clone_from(&said.draft.title)))
        }
        SheetColumn::Description => field(
            "description",
            |item, _| !item.description.is_empty(),
            Some(|item, said, _| item.description.clone_from(&said.draft.description)),
        ),
        SheetColumn::Type => field("type", |_, _| true, Some(|item, said, _| item.kind = said.draft.kind)),
        SheetColumn::Status => field("status", |_, _| true, Some(write_status)),
        SheetColumn::Estimate => field(
            "estimate",
            |item, _| item.estimate.is_some(),
            Some(|item, said, _| item.estimate = said.draft.estimate),
        ),
        SheetColumn::Value => field(
            "value",
            |item, _| item.value.is_some(),
            Some(|item, said, _| item.value = said.draft.value),
        ),
        SheetColumn::Effort => field(
            "effort",
            |item, _| item.effort.is_some(),
            Some(|item, said, _| item.effort = said.draft.effort),
        ),
        SheetColumn::Labels => field("labels", |item, _| !item.labels.is_empty(), Some(write_labels)),
        SheetColumn::Parent => field("parent", |item, _| item.parent.is_some(), None),
        SheetColumn::Container => field("parent", |item, _| item.parent.is_some(), None),
        SheetColumn::Blocks => field("blocks", |_, _| false, None),
        SheetColumn::Relates => field("related", |item, _| !item.related.is_empty(), None),
        SheetColumn::Duplicates => field("duplicate_of", |item, _| item.duplicate_of.is_some(), None),
        SheetColumn::Comments => {
            field("comments", |_, _| false, Some(|item, said, _| add_comments(item, &said.comments)))
        }
        SheetColumn::Checklist => {
            field("checklist", |_, _| false, Some(|item, said, _| add_steps(item, &said.steps)))
        }
        SheetColumn::Initiative => field("initiative", |item, _| item.initiative.is_some(), None),
        SheetColumn::Goal => field("goal", |item, _| item.goal.is_some(), None),
        SheetColumn::Release => field("release", |item, _| item.release.is_some(), None),
        SheetColumn::Sprint => field("sprint", |item, _| item.sprint.is_some(), None),
        SheetColumn::WaitsFor => field("blocked_by", |item, _| !item.blocked_by.is_empty(), None),
        SheetColumn::Delegate => field("delegate", |item, _| item.delegate.is_some(), None),
        SheetColumn::FollowUp => field(
            "follow_up",
            |item, _| item.follow_up.is_some(),
            Some(|item, said, _| item.follow_up = said.draft.follow_up),
        ),
        SheetColumn::Blocked => field("blocked", |item, _| item.block().is_some(), Some(write_blocked)),
        SheetColumn::Field(own) => {
            field(own.key, |item, key| item.meta.unknown.contains_key(key), Some(write_own))
        }
        SheetColumn::OwnKey
        | SheetColumn::NewField
        | SheetColumn::Key
        | SheetColumn::Updated
        | SheetColumn::Category
        | SheetColumn::Archived
        | SheetColumn::Created
        | SheetColumn::Started
        | SheetColumn::Completed
        | SheetColumn::Entered
        | SheetColumn::ReleaseOn
        | SheetColumn::SprintStart
        | SheetColumn::SprintEnd
        | SheetColumn::Ticks
        | SheetColumn::Attachments
        | SheetColumn::Other
        | SheetColumn::Ignored => None,
    }
}

fn write_status(item: &mut Item, said: &Said, _: &str) {
    if let Some(status) = &said.draft.status {
        let (at, on) = said.entered.unwrap_or((said.now, said.today));
        item.set_status(status, said.change, at, on);
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

/// Adds the remarks that an item does not have.
pub(super) fn add_comments(item: &mut Item, comments: &[Comment]) {
    for comment in comments {
        if item.comments.iter().all(|known| known.text != comment.text) {
            item.comments.push(comment.clone());
        }
    }
}

/// Adds the steps that an item does not have, and ticks those that are done in the file.
pub(super) fn add_steps(item: &mut Item, steps: &[Step]) {
    for step in steps {
        match item.checklist.iter_mut().find(|known| known.text == step.text) {
            Some(known) => known.done |= step.done,
            None => item.checklist.push(step.clone()),
        }
    }
}

fn write_own(item: &mut Item, said: &Said, key: &str) {
    match said.draft.own.get(key) {
        Some(value) => drop(item.meta.unknown.insert(key.to_owned(), value.clone())),
        None => drop(item.meta.unknown.remove(key)),
    }
}
