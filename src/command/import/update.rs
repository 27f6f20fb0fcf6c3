//! Writing a row of a list over the item it is known to be.

use super::field::{Said, fields};
use super::link::holds;
use super::row::ImportRow;
use crate::command::OnConflict;
use crate::command::item::{is_over, label_known, label_named};
use crate::format::{Sheet, SheetColumn};
use crate::model::{Item, set_of};
use crate::workspace::Tx;

/// What became of an item that is here.
pub(super) enum UpdateOutcome {
    /// The row says nothing new.
    Same,
    /// The row says something else, and what is here is newer, or stays by the person's rule.
    Kept,
    /// Written, where these columns had a say.
    Written(Vec<SheetColumn>),
}

/// Writes what a row says over an item.
///
/// A field that was edited here since the last import stays, unless the file is to win; so does what an item made here
/// has, where it is known by its title alone and the row says nothing, or was written before it; and what the row says in
/// words that mean nothing. A row that went out of here, `is_own`, has no import to be measured by.
pub(super) fn update_item(
    tx: &mut Tx<'_>,
    item: &Item,
    sheet: &Sheet,
    row: ImportRow,
    is_own: bool,
    on_conflict: OnConflict,
) -> UpdateOutcome {
    let id = item.meta.id;
    let is_forced = on_conflict == OnConflict::TakeTheirs;
    let (comments, steps) = (row.comments(tx), row.steps(tx));
    let ImportRow { draft, source, filled, unread, links, past, .. } = row;
    let written_at = source.written_at.unwrap_or_else(|| tx.now());
    let mut source = (!is_own).then_some(source);
    let known = item.source.as_ref();
    let is_same_row =
        known.zip(source.as_ref()).is_some_and(|(known, source)| known.hash == source.hash) && !is_forced;
    if is_same_row {
        return UpdateOutcome::Same;
    }
    let is_first = known.is_none() && !is_own;
    let is_older = !is_forced
        && match known.filter(|_| !is_own) {
            Some(known) => known.written_at.is_some_and(|at| written_at < at),
            None => written_at < item.meta.updated_at,
        };
    // A field with a later stamp than the last import was edited here since, and stays so for every import to come.
    let stamps = tx.tables().items.any.stamps(id);
    let is_edited =
        |field: &str| stamps.is_some_and(|stamps| stamps.newest_under(field) > stamps.of("source"));
    let mut kept = known.filter(|_| !is_own).map(|known| known.kept.clone()).unwrap_or_default();
    if !is_own {
        let stays = fields(sheet).filter(|field| !field.is_added_to).filter(|field| match known {
            Some(_) => is_edited(field.name),
            None => (is_older || !filled.contains(&field.column)) && (field.has_value)(item, field.name),
        });
        kept.extend(stays.map(|field| field.name.to_owned()));
    }
    let has = |column: SheetColumn| sheet.columns.iter().any(|(_, other)| *other == column);
    let mut open: Vec<SheetColumn> = Vec::new();
    for field in fields(sheet) {
        let is_said = match field.column {
            // Whether it waits is said by a column of its own, else by its state.
            SheetColumn::Blocked => {
                draft.blocked.is_some() || draft.status.is_some() && open.contains(&SheetColumn::Status)
            }
            // It can follow from the day it was done.
            SheetColumn::Status => draft.status.is_some(),
            // A type that is none here becomes a label.
            SheetColumn::Labels => !draft.labels.is_empty(),
            _ => false,
        };
        let may_write = is_forced || !kept.contains(field.name);
        if (is_said || has(field.column)) && !unread.contains(&field.column) && may_write {
            open.push(field.column);
        }
    }
    let is_open = |column: &SheetColumn| open.contains(column);
    let status = draft.status.as_deref().filter(|_| is_open(&SheetColumn::Status));
    let is_end = is_over(tx, id, status.unwrap_or(&item.status));
    let said = Said {
        is_end,
        entered: past.came(is_end),
        comments,
        steps,
        labels: set_of(draft.labels.iter().filter_map(|label| label_known(tx.tables(), label))),
        are_all_labels: has(SheetColumn::Labels) && (is_forced || !is_first),
        change: tx.new_id(),
        now: tx.now(),
        today: tx.today(),
        draft,
    };
    let write = |item: &mut Item, said: &Said| {
        fields(sheet)
            .filter(|field| is_open(&field.column))
            .filter_map(|field| Some((field.write?, field.name)))
            .for_each(|(write, name)| write(item, said, name));
    };
    if on_conflict == OnConflict::KeepMine || is_older && !is_first {
        let mut written = item.clone();
        write(&mut written, &said);
        let is_new_label = |label: &String| label_known(tx.tables(), label).is_none();
        let differs = written != *item
            || is_open(&SheetColumn::Labels) && said.draft.labels.iter().any(is_new_label)
            || links.iter().any(|(column, cell)| {
                is_open(column)
                    && (is_own || !was_said(item, *column, cell))
                    && !holds(tx.tables(), id, *column, cell)
            });
        return if differs { UpdateOutcome::Kept } else { UpdateOutcome::Same };
    }
    let labels = set_of(said.draft.labels.iter().filter_map(|label| label_named(tx, label)));
    let said = Said { labels, ..said };
    if let Some(source) = &mut source {
        source.forced_at = known.and_then(|known| known.forced_at);
        // What the file has written is no edit made here any more.
        for field in fields(sheet).filter(|field| is_forced && is_open(&field.column)) {
            if kept.remove(field.name) {
                source.forced_at = Some(said.now);
            }
        }
        if is_first && !is_forced && !item.labels.is_empty() {
            kept.insert("labels".to_owned());
        }
        source.kept = kept;
    }
    tx.edit(id, |item: &mut Item| {
        write(item, &said);
        item.source = source.or(item.source.take());
    });
    UpdateOutcome::Written(open)
}

/// Whether the last file said the same of an item's link: it was done then, whatever its end is called by now.
pub(super) fn was_said(item: &Item, column: SheetColumn, cell: &str) -> bool {
    let known = item.source.as_ref();
    known.is_some_and(|known| known.links.get(column.name()).map_or("", String::as_str) == cell)
}
