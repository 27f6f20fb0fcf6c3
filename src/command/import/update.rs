//! Writing a row of a list over the item it is known to be.

use super::super::OnConflict;
use super::super::item::{block_item, is_over, label_named};
use super::row::Row;
use crate::format::{Column, Sheet};
use crate::model::{Item, id_set};
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
/// A field that was edited here since the last import stays, unless the file is to win; so does what an item made here
/// has, where it is known by its title alone and the row says nothing, and what the row says in words that mean nothing.
/// A row that went out of here, `is_own`, has no import to be measured by.
pub(super) fn update_item(
    tx: &mut Tx<'_>,
    item: &Item,
    sheet: &Sheet,
    row: Row,
    is_own: bool,
    on_conflict: OnConflict,
) -> Option<Vec<Column>> {
    let id = item.meta.id;
    let Row { draft, source, filled, unread, .. } = row;
    let mut source = (!is_own).then_some(source);
    let hash = source.as_ref().map(|source| &source.hash);
    let is_same_row = item.source.as_ref().is_some_and(|known| Some(&known.hash) == hash);
    if is_same_row && on_conflict != OnConflict::TakeTheirs || on_conflict == OnConflict::KeepMine {
        return None;
    }
    // A field with a later stamp than the last import was edited here since, and stays so for every import to come.
    let stamps = tx.tables().items.any.stamps(id).cloned();
    let is_edited =
        |field: &str| stamps.as_ref().is_some_and(|stamps| stamps.newest_under(field) > stamps.of("source"));
    if let Some(source) = &mut source {
        let kept = FIELDS.iter().filter(|(column, field)| match &item.source {
            Some(_) => is_edited(field),
            None => !filled.contains(column) && has_value(item, *column),
        });
        source.kept = item.source.iter().flat_map(|known| known.kept.iter().cloned()).collect();
        source.kept.extend(kept.map(|(_, field)| (*field).to_owned()));
    }
    let kept = source.as_ref().map(|source| &source.kept).filter(|_| on_conflict != OnConflict::TakeTheirs);
    let may_write = |field: &str| kept.is_none_or(|kept| !kept.contains(field));
    let has = |column: Column| sheet.columns.iter().any(|(_, other)| *other == column);
    let has_say =
        |(column, field): &&(Column, &str)| has(*column) && !unread.contains(column) && may_write(field);
    let open: Vec<Column> = FIELDS.iter().filter(has_say).map(|(column, _)| *column).collect();
    let labels = id_set(draft.labels.iter().filter_map(|label| label_named(tx, label)));
    let (change, now, today) = (tx.new_id(), tx.now(), tx.today());
    let status = draft.status.filter(|_| open.contains(&Column::Status));
    let is_end = is_over(tx, id, status.as_deref().unwrap_or(&item.status));
    // Whether it waits is said by a column of its own, else by its state.
    let says_blocked =
        may_write("blocked") && (has(Column::Blocked) || status.is_some() || draft.blocked.is_some());
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
        if is_open(Column::FollowUp) {
            item.follow_up = draft.follow_up;
        }
        if let Some(status) = status {
            item.set_status(&status, change, now, today);
        }
        match draft.blocked {
            _ if is_end => item.unblock(now),
            Some(reason) if says_blocked && (!reason.is_empty() || item.block().is_none()) => {
                block_item(item, &reason, change, now, today);
            }
            None if says_blocked => item.unblock(now),
            _ => {}
        }
        item.labels.extend(labels);
        item.source = source.or(item.source.take());
    });
    Some(open)
}

/// Whether an item says something in the field of a column.
fn has_value(item: &Item, column: Column) -> bool {
    match column {
        Column::Description => !item.description.is_empty(),
        Column::Estimate => item.estimate.is_some(),
        Column::Value => item.value.is_some(),
        Column::Effort => item.effort.is_some(),
        Column::Parent => item.parent.is_some(),
        Column::Initiative => item.initiative.is_some(),
        Column::Goal => item.goal.is_some(),
        Column::Release => item.release.is_some(),
        Column::Delegate => item.delegate.is_some(),
        Column::FollowUp => item.follow_up.is_some(),
        Column::Blocked => item.block().is_some(),
        Column::WaitsFor => !item.blocked_by.is_empty(),
        _ => true,
    }
}
