//! Writing a row of a list over the item it is known to be.

use super::super::OnConflict;
use super::super::item::{Draft, block_item, is_over, label_named};
use crate::format::{Column, Sheet};
use crate::model::{Item, Source, id_set};
use crate::workspace::Tx;

/// The columns that write a field, which may have been edited here since.
const FIELDS: [(Column, &str); 15] = [
    (Column::Title, "title"),
    (Column::Description, "description"),
    (Column::Type, "type"),
    (Column::Estimate, "estimate"),
    (Column::Status, "status"),
    (Column::Value, "value"),
    (Column::Effort, "effort"),
    (Column::Parent, "parent"),
    (Column::Initiative, "initiative"),
    (Column::Goal, "goal"),
    (Column::Release, "release"),
    (Column::WaitsFor, "blocked_by"),
    (Column::Delegate, "delegate"),
    (Column::FollowUp, "follow_up"),
    (Column::Blocked, "blocked"),
];

/// Writes what a row says over an item, and gives the columns that had a say; none where the item is left alone.
///
/// A field that was edited here since the last import stays, unless the file is to win. `source` is where the row comes
/// from; none for a list that went out of here. `filled` are the columns the row says something in.
pub(super) fn update_item(
    tx: &mut Tx<'_>,
    item: &Item,
    sheet: &Sheet,
    draft: Draft,
    filled: &[Column],
    mut source: Option<Source>,
    on_conflict: OnConflict,
) -> Option<Vec<Column>> {
    let id = item.meta.id;
    let hash = source.as_ref().map(|source| &source.hash);
    let is_same_row = item.source.as_ref().is_some_and(|known| Some(&known.hash) == hash);
    if is_same_row && on_conflict != OnConflict::TakeTheirs || on_conflict == OnConflict::KeepMine {
        return None;
    }
    // A field with a later stamp than the last import was edited here since, and stays so for every import to come.
    let stamps = tx.tables().items.any.stamps(id).cloned();
    if let (Some(source), Some(known)) = (&mut source, &item.source) {
        source.kept.clone_from(&known.kept);
        for (_, field) in FIELDS {
            if stamps.as_ref().is_some_and(|stamps| stamps.of(field) > stamps.of("source")) {
                source.kept.insert(field.to_owned());
            }
        }
    }
    // What was made here and is known by its title alone is filled in, and never emptied.
    let is_filled_in = source.is_some() && item.source.is_none();
    let kept = source.as_ref().map(|source| &source.kept).filter(|_| on_conflict != OnConflict::TakeTheirs);
    let has_say = |column: &Column, field: &str| {
        sheet.columns.iter().any(|(_, other)| other == column)
            && (filled.contains(column) || !is_filled_in)
            && kept.is_none_or(|kept| !kept.contains(field))
    };
    let open: Vec<Column> =
        FIELDS.iter().filter(|(column, field)| has_say(column, field)).map(|(column, _)| *column).collect();
    let labels = id_set(draft.labels.iter().filter_map(|label| label_named(tx, label)));
    let (change, now, today) = (tx.new_id(), tx.now(), tx.today());
    let is_end = draft.status.as_deref().is_some_and(|status| is_over(tx, id, status));
    let is_open = |column| open.contains(&column);
    tx.edit(id, |item: &mut Item| {
        if is_open(Column::Title) {
            item.title = draft.title;
        }
        if is_open(Column::Description) {
            item.description = draft.description;
        }
        if is_open(Column::Type) {
            item.kind = draft.kind;
        }
        if is_open(Column::Estimate) {
            item.estimate = draft.estimate;
        }
        if is_open(Column::Value) {
            item.value = draft.value;
        }
        if is_open(Column::Effort) {
            item.effort = draft.effort;
        }
        if let Some(status) = draft.status.filter(|_| is_open(Column::Status)) {
            item.set_status(&status, change, now, today);
            if is_end {
                item.unblock(now);
            }
        }
        if is_open(Column::FollowUp) {
            item.follow_up = draft.follow_up;
        }
        // Whether it waits is said by a column of its own, else by its state.
        match draft.blocked {
            Some(reason) if is_open(Column::Blocked) || is_open(Column::Status) => {
                block_item(item, &reason, change, now, today);
            }
            None if is_open(Column::Blocked) => item.unblock(now),
            _ => {}
        }
        item.labels.extend(labels);
        item.source = source.or(item.source.take());
    });
    Some(open)
}
