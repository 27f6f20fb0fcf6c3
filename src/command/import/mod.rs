//! Bringing a list in: rows become items, rows that are here already are known again.

mod cell;
mod described;
mod field;
mod known;
mod link;
mod new_field;
mod past;
mod reading;
mod row;
mod rows;
mod state;
mod update;

use std::mem::take;

use super::described::score::note_all_scores;
use super::item::add_ranked;
use super::restore::count;
use super::{CommandError, OnConflict, add_described};
use crate::analysis::read_story;
use crate::format::{SharedKeys, Sheet, SheetColumn, SheetRow};
use crate::model::kind::is_scoring;
use crate::model::{
    Id, Item, Pace, PaceStage, Product, Rank, Record, RecordRef, Release, ReleaseState, SortedMap, finish,
    fold, in_order_of,
};
use crate::workspace::Tx;
use described::import_records;
use known::{Known, KnownItem};
use link::{Linked, link_all};
use new_field::add_new_fields;
use reading::RowReader;
use row::{ImportRow, Unknown};
use rows::import_rows;
use update::{UpdateOutcome, update_item, was_said};

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
    pub unknown: Vec<(SheetColumn, String, usize)>,
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
    if !sheet.has_title() {
        let names = sheet.kind().map(|kind| ("names", kind.name().label));
        let (what, label) = names.unwrap_or(("titles", SheetColumn::Title.name()));
        return Err(CommandError::NoColumn(what, label));
    }
    if let Some(kind) = sheet.kind() {
        let mut report = match kind.kept_in() {
            Some(table) => import_rows(tx, (kind, table), product, sheet, on_conflict, pace).await?,
            None => import_records(tx, kind, product, sheet, on_conflict, pace).await?,
        };
        report.notes.extend(added);
        return Ok(report);
    }
    let known = Known::of(tx, product, sheet, pace).await;
    pace.rest().await;
    let is_score = |column: &SheetColumn| matches!(column, SheetColumn::Field(field) if is_scoring(field));
    let mut import = Import {
        product,
        reading: RowReader {
            sheet,
            workflow: &workflow,
            is_ours: known.is_ours(),
            days: sheet.day_order(),
            today: tx.today(),
        },
        is_scored: sheet.columns.iter().any(|(_, column)| is_score(column)),
        on_conflict,
        known,
        rows: Vec::new(),
        ordinals: SortedMap::new(),
        linked: Vec::new(),
        before: Vec::new(),
        unknown: Unknown::default(),
        report: ImportReport {
            notes: sheet.notes().into_iter().chain(added).collect(),
            ..ImportReport::default()
        },
    };
    pace.begin(PaceStage::Knowing, sheet.len());
    let mut releases = 0;
    for row in sheet.rows() {
        pace.step().await;
        releases += usize::from(import.read(tx, row)?);
    }
    if releases > 0 {
        import.report.notes.push(format!("Made of rows that are no items: {}.", count(releases, "release")));
    }
    pace.rest().await;
    import.put_in_order();
    settle_shared_keys(sheet, &mut import.rows, &mut import.report);
    pace.rest().await;
    let list = settle_list(sheet, &import.known, &mut import.rows, &mut import.report);
    pace.rest().await;
    let found = import.known.find_all(&import.rows);
    pace.rest().await;
    let new = found.iter().filter(|found| matches!(found, Ok(None))).count();
    let last = tx.tables().items.in_order(product).next_back();
    let last = last.and_then(|id| tx.get::<Item>(id)).map(|item| item.rank.clone());
    let mut ranks = Rank::spread(last.as_ref(), None, new).into_iter();
    let rows = take(&mut import.rows);
    pace.begin(PaceStage::Making, rows.len());
    for (row, found) in rows.into_iter().zip(found) {
        pace.step().await;
        let rank = if matches!(found, Ok(None)) { ranks.next() } else { None };
        import.take(tx, row, found, rank)?;
    }
    let (linked, is_ours) = (take(&mut import.linked), import.reading.is_ours);
    let told = link_all(tx, product, (sheet, &list), linked, is_ours, &mut import.unknown, pace).await;
    pace.rest().await;
    import.report.notes.extend(told);
    for item in take(&mut import.before) {
        pace.breathe().await;
        import.compare(tx, &item);
    }
    let mut stories = 0;
    for id in &import.report.items {
        pace.breathe().await;
        let item = tx.get::<Item>(*id);
        stories += usize::from(item.is_some_and(|item| read_story(&item.description).is_some()));
    }
    Ok(import.close(tx, stories))
}

/// An import of items under way.
struct Import<'a> {
    product: Id,
    reading: RowReader<'a>,
    /// Whether a column says what items are scored by.
    is_scored: bool,
    on_conflict: OnConflict,
    known: Known,
    rows: Vec<ImportRow>,
    /// How many rows there were of a hash.
    ordinals: SortedMap<String, u32>,
    linked: Vec<Linked>,
    /// The items that were here, as they were.
    before: Vec<Item>,
    unknown: Unknown,
    report: ImportReport,
}

impl Import<'_> {
    /// Reads a row; whether a release was made of it.
    fn read(&mut self, tx: &mut Tx<'_>, row: SheetRow<'_>) -> Result<bool, CommandError> {
        let cells = match row.cells {
            Ok(cells) => cells,
            Err(reason) => {
                self.report.errors.push((row.number, reason));
                return Ok(false);
            }
        };
        let mut read = ImportRow::read(&self.reading, (row.number, cells), &mut self.unknown);
        if read.draft.title.is_empty() {
            self.report.errors.push((row.number, "has no title".into()));
            return Ok(false);
        }
        if read.is_release {
            let (_, is_new) = release_called(tx, self.product, &read)?;
            self.report.same += usize::from(!is_new);
            return Ok(is_new);
        }
        let ordinal = self.ordinals.entry(read.source.hash.clone()).or_insert(0);
        read.source.ordinal = *ordinal;
        *ordinal += 1;
        // What does not say when it was written is as old as its list.
        let written_at = read.source.written_at.or(self.reading.sheet.saved_at).unwrap_or(tx.now());
        read.source.written_at = Some(written_at.min(tx.now()));
        self.rows.push(read);
        Ok(false)
    }

    /// Puts rows in the order their rank says, where each has one: Jira writes the newest first.
    fn put_in_order(&mut self) {
        const RANK: &str = "Custom field (Rank)";
        if self.rows.iter().all(|row| row.source.fields.contains_key(RANK)) {
            let rank = |row: &ImportRow| row.source.fields.get(RANK).cloned();
            self.rows = in_order_of(take(&mut self.rows), rank);
        }
    }

    /// Makes an item of a row, or writes into the one it is.
    fn take(
        &mut self,
        tx: &mut Tx<'_>,
        mut row: ImportRow,
        found: KnownItem,
        rank: Option<Rank>,
    ) -> Result<(), CommandError> {
        let (keys, mut links, plan) = (take(&mut row.keys), take(&mut row.links), row.plan);
        let id = match found {
            Err(numbers) => {
                let key = row.source.key.unwrap_or_default();
                let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
                let numbers = numbers.join(" and ");
                self.report.errors.push((row.number, format!("has the key “{key}” of the items {numbers} here and the title of none. Give it the title of the one it is")));
                return Ok(());
            }
            Ok(None) => {
                links.retain(|(_, cell)| !cell.is_empty());
                self.make(tx, row, rank.unwrap_or_else(Rank::first))?
            }
            Ok(Some(id)) => {
                let Some(item) = tx.get::<Item>(id).cloned() else {
                    self.report.skipped += 1;
                    return Ok(());
                };
                let is_own = self.known.is_own(&row.source);
                row.links.clone_from(&links);
                let is_forced = self.on_conflict == OnConflict::TakeTheirs;
                let is_news =
                    |column: SheetColumn, cell: &str| is_own || is_forced || !was_said(&item, column, cell);
                match update_item(tx, &item, self.reading.sheet, row, is_own, self.on_conflict) {
                    UpdateOutcome::Written(open) => {
                        links.retain(|(column, cell)| open.contains(column) && is_news(*column, cell));
                        self.before.push(item);
                    }
                    UpdateOutcome::Same => {
                        links.clear();
                        self.report.same += 1;
                    }
                    UpdateOutcome::Kept => {
                        links.clear();
                        self.report.kept.push(id);
                    }
                }
                id
            }
        };
        self.linked.push(Linked { id, keys, links, plan });
        Ok(())
    }

    fn make(&mut self, tx: &mut Tx<'_>, row: ImportRow, rank: Rank) -> Result<Id, CommandError> {
        let (comments, steps) = (row.comments(tx), row.steps(tx));
        let ids = [tx.new_id(), tx.new_id(), tx.new_id()];
        let id = add_ranked(tx, self.product, row.draft, rank)?;
        tx.edit(id, |item: &mut Item| {
            item.source = Some(row.source);
            (item.comments, item.checklist) = (comments, steps);
            row.past.write(item, self.reading.workflow, ids);
        });
        if self.is_scored {
            note_all_scores(tx, RecordRef::to::<Item>(id));
        }
        self.report.items.push(id);
        self.report.new += 1;
        Ok(id)
    }

    /// Sees whether an item that was here is another now.
    fn compare(&mut self, tx: &Tx<'_>, before: &Item) {
        if tx.get::<Item>(before.meta.id) == Some(before) {
            self.report.same += 1;
        } else {
            self.report.updated.push(before.meta.id);
            self.report.changed += 1;
        }
    }

    /// Says what was done; of so many items the description begins with a story.
    fn close(self, tx: &mut Tx<'_>, stories: usize) -> ImportReport {
        let mut report = self.report;
        if self.on_conflict == OnConflict::NewerWins && !report.kept.is_empty() {
            let keys = report.kept.iter().filter_map(|id| tx.tables().item_key(*id));
            report.notes.push(newer_here(&keys.collect::<Vec<_>>()));
        }
        // Of what stays as it is nothing comes in.
        if report.new + report.changed > 0 {
            report.notes.extend(self.unknown.sentences(self.reading.workflow, self.reading.is_ours));
        }
        report.unknown = self.unknown.into_list();
        if stories > 0 {
            report.notes.push(format!(
                "{} with “As a …, I want …”. “Take the story out of the description” puts that into fields of its own, for all that you select.",
                if stories == 1 { "1 description begins".to_owned() } else { format!("{stories} descriptions begin") }
            ));
        }
        tx.set_label(format!("Import {}", count(report.new + report.changed, "item")));
        report
    }
}

/// The release a row is, by its name, made where there is none; whether it was made.
fn release_called(tx: &mut Tx<'_>, product: Id, row: &ImportRow) -> Result<(Id, bool), CommandError> {
    let name = &row.draft.title;
    let known = tx.tables().releases.of(product).find(|release| fold(&release.name) == fold(name));
    if let Some(known) = known {
        return Ok((known.meta.id, false));
    }
    let id = add_described(tx, Release::TABLE, product, name)?;
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
fn settle_shared_keys(sheet: &Sheet, rows: &mut Vec<ImportRow>, report: &mut ImportReport) {
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
        let is_last = |row: &ImportRow| {
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
fn settle_list(sheet: &Sheet, known: &Known, rows: &mut [ImportRow], report: &mut ImportReport) -> String {
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
