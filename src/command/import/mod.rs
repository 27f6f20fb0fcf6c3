//! Bringing a list in: rows become items, rows that are here already are known again.

mod cell;
mod described;
mod field;
mod known;
mod link;
mod new_field;
mod past;
mod row;
mod rows;
mod state;
mod update;

use std::mem::take;

use super::item::add_ranked;
use super::restore::count;
use super::score::note_all_scores;
use super::{CommandError, OnConflict, add_release};
use crate::analysis::read_story;
use crate::format::{Column, SharedKeys, Sheet};
use crate::model::kind::is_scoring;
use crate::model::{
    Id, Item, Pace, Product, Rank, Record, RecordRef, Release, ReleaseState, SortedMap, Stage, finish, fold,
};
use crate::workspace::Tx;
use described::import_records;
use known::Known;
use link::{Linked, link_all};
use new_field::add_new_fields;
use row::{Reading, Row, Unknown};
use rows::import_rows;
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
    /// Cells of records of a kind that could not be read: number of the row and why. What is there stays.
    pub cells: Vec<(usize, String)>,
    /// The keys that several rows have, and the rows.
    pub shared_keys: Vec<(String, Vec<usize>)>,
    /// The list whose keys without letters the rows have, and the others there are; none where all keys have letters.
    pub list: Option<(String, Vec<String>)>,
    /// Values that are not known here and what became of them, in sentences.
    pub notes: Vec<String>,
    /// The same as column, value and number of rows.
    pub unknown: Vec<(Column, String, usize)>,
    /// The items that came, in the order of the file.
    pub items: Vec<Id>,
    /// The items that were here and were changed.
    pub updated: Vec<Id>,
}

/// Brings a list in at the end of a product's backlog, or of the list of the kind it is of.
///
/// A row is known again by its key in the other tool, by its content, or without a key by its title; so a second import
/// adds nothing. Fields that were edited here since the first import stay as they are, unless the file is to win.
pub fn import_sheet(
    tx: &mut Tx<'_>,
    product: Id,
    sheet: &Sheet,
    on_conflict: OnConflict,
) -> Result<ImportReport, CommandError> {
    finish(import_in_slices(tx, product, sheet, on_conflict, &Pace::whole()))
}

/// The same, row by row at a pace.
pub async fn import_in_slices(
    tx: &mut Tx<'_>,
    product: Id,
    sheet: &Sheet,
    on_conflict: OnConflict,
    pace: &Pace,
) -> Result<ImportReport, CommandError> {
    let owner = tx.get::<Product>(product).ok_or(CommandError::Missing(Product::NOUN))?;
    let workflow = owner.workflow.clone();
    let (sheet, added) = add_new_fields(tx, sheet, pace).await?;
    let sheet = sheet.as_ref();
    if let Some(kind) = sheet.kind() {
        let mut report = match kind.kept_in() {
            Some(table) => import_rows(tx, (kind, table), product, sheet, on_conflict, pace).await?,
            None => import_records(tx, kind, product, sheet, on_conflict, pace).await?,
        };
        report.notes.extend(added);
        return Ok(report);
    }
    if !sheet.has_title() {
        return Err(CommandError::NoColumn("titles", Column::Title.name()));
    }
    let is_scored =
        sheet.columns.iter().any(|(_, column)| matches!(column, Column::Field(field) if is_scoring(field)));
    let known = Known::of(tx, product, sheet, pace).await;
    let reading = Reading {
        sheet,
        workflow: &workflow,
        is_ours: known.is_ours(),
        days: sheet.day_order(),
        today: tx.today(),
    };
    pace.rest().await;
    let mut unknown = Unknown::default();
    let mut report = ImportReport::default();
    let mut ordinals: SortedMap<String, u32> = SortedMap::new();
    let mut rows: Vec<Row> = Vec::new();
    let mut releases: Vec<Id> = Vec::new();
    pace.begin(Stage::Knowing, sheet.len());
    for row in sheet.rows() {
        pace.step().await;
        let cells = match row.cells {
            Ok(cells) => cells,
            Err(reason) => {
                report.errors.push((row.number, reason));
                continue;
            }
        };
        let mut read = Row::read(&reading, (row.number, cells), &mut unknown);
        if read.draft.title.is_empty() {
            report.errors.push((row.number, "has no title".into()));
            continue;
        }
        if read.is_release {
            let (release, is_new) = release_called(tx, product, &read)?;
            releases.extend(is_new.then_some(release));
            report.same += usize::from(!is_new);
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
    report.notes = sheet.notes().into_iter().chain(added).collect();
    if !releases.is_empty() {
        report.notes.push(format!("Made of rows that are no items: {}.", count(releases.len(), "release")));
    }
    pace.rest().await;
    settle_shared_keys(sheet, &mut rows, &mut report);
    pace.rest().await;
    let list = settle_list(sheet, &known, &mut rows, &mut report);
    pace.rest().await;
    let found = known.find_all(&rows);
    pace.rest().await;
    report.new = found.iter().filter(|found| matches!(found, Ok(None))).count();
    let last = tx.tables().items.in_order(product).next_back();
    let last = last.and_then(|id| tx.get::<Item>(id)).map(|item| item.rank.clone());
    let mut ranks = Rank::spread(last.as_ref(), None, report.new).into_iter();
    let mut all: Vec<Linked> = Vec::with_capacity(rows.len());
    let mut before: Vec<Item> = Vec::new();
    pace.begin(Stage::Making, rows.len());
    for (mut row, found) in rows.into_iter().zip(found) {
        pace.step().await;
        let (keys, mut links, plan) = (take(&mut row.keys), take(&mut row.links), row.plan);
        let id = match found {
            Err(numbers) => {
                let key = row.source.key.unwrap_or_default();
                let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
                let numbers = numbers.join(" and ");
                report.errors.push((row.number, format!("has the key “{key}” of the items {numbers} here and the title of none. Give it the title of the one it is")));
                continue;
            }
            Ok(None) => {
                let (comments, steps) = (row.comments(tx), row.steps(tx));
                let ids = [tx.new_id(), tx.new_id(), tx.new_id()];
                let id = add_ranked(tx, product, row.draft, ranks.next().unwrap_or_else(Rank::first))?;
                tx.edit(id, |item: &mut Item| {
                    item.source = Some(row.source);
                    (item.comments, item.checklist) = (comments, steps);
                    row.past.write(item, &workflow, ids);
                });
                if is_scored {
                    note_all_scores(tx, RecordRef::to::<Item>(id));
                }
                links.retain(|(_, cell)| !cell.is_empty());
                report.items.push(id);
                id
            }
            Ok(Some(id)) => {
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
        all.push(Linked { id, keys, links, plan });
    }
    let linked = link_all(tx, product, (sheet, &list), all, known.is_ours(), &mut unknown, pace).await;
    pace.rest().await;
    for item in &before {
        pace.breathe().await;
        report.updated.extend((tx.get::<Item>(item.meta.id) != Some(item)).then_some(item.meta.id));
    }
    report.changed = report.updated.len();
    report.same += before.len() - report.changed;
    if on_conflict == OnConflict::NewerWins && !report.kept.is_empty() {
        let keys = report.kept.iter().filter_map(|id| tx.tables().item_key(*id));
        report.notes.push(newer_here(&keys.collect::<Vec<_>>()));
    }
    report.notes.extend(linked.into_iter().chain(unknown.sentences(&workflow, known.is_ours())));
    report.unknown = unknown.into_list();
    let mut told = 0;
    for id in &report.items {
        pace.breathe().await;
        let item = tx.get::<Item>(*id);
        told += usize::from(item.is_some_and(|item| read_story(&item.description).is_some()));
    }
    if told > 0 {
        report.notes.push(format!(
            "{} with “As a …, I want …”. “Take the story out of the description” puts that into fields of its own, for all that you select.",
            if told == 1 { "1 description begins".to_owned() } else { format!("{told} descriptions begin") }
        ));
    }
    tx.set_label(format!("Import {}", count(report.new + report.changed, "item")));
    Ok(report)
}

/// The release a row is, by its name, made where there is none; whether it was made.
fn release_called(tx: &mut Tx<'_>, product: Id, row: &Row) -> Result<(Id, bool), CommandError> {
    let name = &row.draft.title;
    let known = tx.tables().releases.of(product).find(|release| fold(&release.name) == fold(name));
    if let Some(known) = known {
        return Ok((known.meta.id, false));
    }
    let id = add_release(tx, product, name)?;
    tx.edit(id, |release: &mut Release| {
        release.description.clone_from(&row.draft.description);
        let due = || row.draft.own.values().find_map(|value| value.as_str()?.parse().ok());
        release.planned = row.plan.out.or_else(due);
        if let Some((_, on)) = row.past.completed {
            (release.state, release.actual) = (ReleaseState::Released, Some(on));
        }
    });
    Ok((id, true))
}

/// Says which rows share a key, and leaves out all but the last where a person says so.
fn settle_shared_keys(sheet: &Sheet, rows: &mut Vec<Row>, report: &mut ImportReport) {
    let mut numbers: SortedMap<String, Vec<usize>> = SortedMap::new();
    for row in rows.iter() {
        if let Some(key) = &row.source.key {
            numbers.entry(key.clone()).or_default().push(row.number);
        }
    }
    numbers.retain(|_, rows| rows.len() > 1);
    let is_last_kept = sheet.shared_keys == SharedKeys::TakeLast;
    let done = if is_last_kept { "The last of them comes in" } else { "Each is an item of its own" };
    note_shared(&numbers, "key", done, &mut report.notes);
    if is_last_kept {
        let is_last = |row: &Row| {
            let others = row.source.key.as_ref().and_then(|key| numbers.get(key));
            others.is_none_or(|others| others.last() == Some(&row.number))
        };
        rows.retain(is_last);
    }
    report.shared_keys = numbers.into_iter().collect();
}

/// Says which rows share a key or a name, and what becomes of them.
fn note_shared(numbers: &SortedMap<String, Vec<usize>>, what: &str, done: &str, notes: &mut Vec<String>) {
    for (shared, rows) in numbers.iter().take(KEYS_NAMED) {
        let named: Vec<String> = rows.iter().map(usize::to_string).collect();
        notes.push(format!("Rows {} have the {what} “{shared}”. {done}.", named.join(", ")));
    }
    if numbers.len() > KEYS_NAMED {
        let more = count(numbers.len() - KEYS_NAMED, what);
        notes.push(format!("So it is with {more} more that several rows have."));
    }
}

/// Says what was made for what the cells name.
fn note_made(made: Vec<String>) -> Option<String> {
    (!made.is_empty()).then(|| format!("Made, for what the file names: {}.", made.join(", ")))
}

/// Says which list the keys without letters are of: what a person said, the list of that name, or the one that shares most
/// of the titles, too.
fn settle_list(sheet: &Sheet, known: &Known, rows: &mut [Row], report: &mut ImportReport) -> String {
    let lists = known.lists();
    let is_same = |other: &&&String| {
        let (keys, titles) = known.shared_with(other, rows);
        keys > 0 && titles * 2 >= keys
    };
    let guessed = lists.iter().find(is_same).filter(|_| !sheet.is_list_said && !lists.contains(&sheet.list));
    let list = guessed.map_or_else(|| sheet.list.clone(), |list| (*list).clone());
    let others: Vec<String> = lists.into_iter().filter(|other| **other != list).cloned().collect();
    for row in rows.iter_mut().filter(|row| row.source.list.is_some()) {
        row.source.list = Some(list.clone());
        report.list.get_or_insert_with(|| (list.clone(), others.clone()));
    }
    let clashing = others.iter().filter(|other| known.shared_with(other, rows).0 > 0);
    if !known.is_ours() {
        report.notes.extend(clashing.map(|other| {
            format!("Items that came with the list “{other}” have some of these keys, too. They are taken for others: if it is the same list, say so beside “Keys are of”.")
        }));
    }
    list
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
