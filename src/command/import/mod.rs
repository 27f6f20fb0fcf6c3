//! Bringing a list in: rows become items, rows that are here already are known again.

mod field;
mod known;
mod link;
mod row;
mod update;

use std::collections::BTreeMap;
use std::mem::take;

use super::item::add_ranked;
use super::restore::count;
use super::{CommandError, OnConflict};
use crate::analysis::read_story;
use crate::format::{Column, Sheet};
use crate::model::{Id, Item, Product, Rank, Record};
use crate::workspace::Tx;
use known::Known;
use link::{Linked, link_all};
use row::{Row, Unknown};
use update::{Outcome, update_item, was_said};

/// What bringing a list in did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Rows that became items.
    pub new: usize,
    /// Rows whose item is here and was changed.
    pub changed: usize,
    /// Rows whose item is here and was left alone.
    pub same: usize,
    /// Items that are otherwise in the file and stay as they are: newer here, or by the person's rule.
    pub kept: Vec<Id>,
    /// Rows whose item is in Trash.
    pub skipped: usize,
    /// Rows that could not be read: number in the file and why.
    pub errors: Vec<(usize, String)>,
    /// Values that are not known here and what became of them, in sentences.
    pub notes: Vec<String>,
    /// The same as column, value and number of rows.
    pub unknown: Vec<(Column, String, usize)>,
    /// The items that came, in the order of the file.
    pub items: Vec<Id>,
    /// The items that were here and were changed.
    pub updated: Vec<Id>,
}

/// Brings a list in at the end of a product's backlog.
///
/// A row is known again by its key in the other tool, by its content, or without a key by its title; so a second import
/// adds nothing. Fields that were edited here since the first import stay as they are, unless the file is to win.
pub fn import_sheet(
    tx: &mut Tx<'_>,
    product: Id,
    sheet: &Sheet,
    on_conflict: OnConflict,
) -> Result<ImportReport, CommandError> {
    let owner = tx.get::<Product>(product).ok_or(CommandError::Missing(Product::NOUN))?;
    if !sheet.has_title() {
        return Err(CommandError::NoTitles);
    }
    let workflow = owner.workflow.clone();
    let known = Known::of(tx, product, sheet);
    let mut unknown = Unknown::default();
    let mut report = ImportReport::default();
    let mut ordinals: BTreeMap<String, u32> = BTreeMap::new();
    let mut rows: Vec<Row> = Vec::with_capacity(sheet.rows.len());
    for row in &sheet.rows {
        let cells = match &row.cells {
            Ok(cells) => cells,
            Err(reason) => {
                report.errors.push((row.number, reason.clone()));
                continue;
            }
        };
        let mut read = Row::read(sheet, cells, &workflow, &mut unknown);
        if read.draft.title.is_empty() {
            report.errors.push((row.number, "has no title".into()));
            continue;
        }
        let ordinal = ordinals.entry(read.source.hash.clone()).or_insert(0);
        read.source.ordinal = *ordinal;
        // What does not say when it was written is as old as its list.
        let written_at = read.source.written_at.or(sheet.saved_at).unwrap_or(tx.now());
        read.source.written_at = Some(written_at.min(tx.now()));
        *ordinal += 1;
        rows.push(read);
    }
    let found = known.find_all(&rows);
    report.new = found.iter().filter(|found| found.is_none()).count();
    let last = tx.tables().items.in_order(product).next_back();
    let last = last.and_then(|id| tx.get::<Item>(id)).map(|item| item.rank.clone());
    let mut ranks = Rank::spread(last.as_ref(), None, report.new).into_iter();
    let mut all: Vec<Linked> = Vec::with_capacity(rows.len());
    let mut before: Vec<Item> = Vec::new();
    for (mut row, found) in rows.into_iter().zip(found) {
        let (keys, mut links) = (take(&mut row.keys), take(&mut row.links));
        let id = match found {
            None => {
                let id = add_ranked(tx, product, row.draft, ranks.next().unwrap_or_else(Rank::first))?;
                tx.edit(id, |item: &mut Item| item.source = Some(row.source));
                links.retain(|(_, cell)| !cell.is_empty());
                report.items.push(id);
                id
            }
            Some(id) => {
                let Some(item) = tx.get::<Item>(id).cloned() else {
                    report.skipped += 1;
                    continue;
                };
                let is_own = known.is_own(&row.source);
                row.links.clone_from(&links);
                let is_news = |column: Column, cell: &str| {
                    is_own || on_conflict == OnConflict::TakeTheirs || !was_said(&item, column, cell)
                };
                match update_item(tx, &item, sheet, row, is_own, on_conflict) {
                    Outcome::Written(open) => {
                        links.retain(|(column, cell)| open.contains(column) && is_news(*column, cell));
                        before.push(item);
                    }
                    Outcome::Same => {
                        links.clear();
                        report.same += 1;
                    }
                    Outcome::Kept => {
                        links.clear();
                        report.kept.push(id);
                    }
                }
                id
            }
        };
        all.push(Linked { id, keys, links });
    }
    let linked = link_all(tx, product, sheet, all, known.is_ours(), &mut unknown);
    let is_changed = |item: &&Item| tx.get::<Item>(item.meta.id) != Some(item);
    report.updated = before.iter().filter(is_changed).map(|item| item.meta.id).collect();
    report.changed = report.updated.len();
    report.same += before.len() - report.changed;
    if on_conflict == OnConflict::NewerWins && !report.kept.is_empty() {
        let keys = report.kept.iter().filter_map(|id| tx.tables().item_key(*id));
        report.notes.push(newer_here(&keys.collect::<Vec<_>>()));
    }
    report.notes.extend(linked.into_iter().chain(unknown.sentences(&workflow, known.is_ours())));
    report.unknown = unknown.0.into_iter().map(|((column, value), rows)| (column, value, rows)).collect();
    let begins = |id: &&Id| tx.get::<Item>(**id).is_some_and(|item| read_story(&item.description).is_some());
    let told = report.items.iter().filter(begins).count();
    if told > 0 {
        report.notes.push(format!(
            "{} with “As a …, I want …”. “Take the story out of the description” puts that into fields of its own, for all that you select.",
            if told == 1 { "1 description begins".to_owned() } else { format!("{told} descriptions begin") }
        ));
    }
    tx.set_label(format!("Import {}", count(report.new + report.changed, "item")));
    Ok(report)
}

/// How many keys a sentence names.
const KEYS_NAMED: usize = 6;

/// Says which items are newer than their rows.
fn newer_here(keys: &[String]) -> String {
    let named = keys.get(..KEYS_NAMED).unwrap_or(keys).join(", ");
    let more = match keys.len().saturating_sub(KEYS_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let (were, stay) = if keys.len() == 1 { ("was", "stays as it is") } else { ("were", "stay as they are") };
    format!("{named}{more} {were} changed here after the list was saved, and {stay} here.")
}
