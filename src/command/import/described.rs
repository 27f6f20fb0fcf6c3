//! Bringing in a list whose rows are records of a described kind.

use serde_json::Value;

use super::cell::{Reader, is_written};
use super::reading::meaning;
use super::row::Unknown;
use super::{ImportReport, newer_here, note_made, note_shared};
use crate::command::add_named;
use crate::command::described::plan::keep_month;
use crate::command::described::{check_allowed, revise, set_field};
use crate::command::{CommandError, OnConflict};
use crate::format::{Cells, Sheet, SheetColumn};
use crate::model::kind::{
    FEEDBACK, Field, Holds, INITIATIVE_END, INITIATIVE_START, Kind, MILESTONE_ON, QUOTE, RELEASE_PLANNED,
    RELEASE_STATE, WENT_OUT,
};
use crate::model::{
    Day, Id, Initiative, Pace, PaceStage, RecordRef, SortedMap, SortedSet, clean_line, fold, set_of,
};
use crate::workspace::{Described, Tables, Tx, first_words};

/// So many records of one name are told apart by what else they say.
const SAME_MOST: usize = 50;

/// A row of the list, and the record it is; none for a new one.
struct Row<'a> {
    number: usize,
    cells: Cells<'a>,
    /// What it is known by.
    name: String,
    /// The cell of its name as it stands there.
    said: String,
    found: Option<Id>,
}

/// Brings in a list after the records that are here.
///
/// A row is a record that is here by its key, else by its name, and writes into that; any other makes one. An empty cell
/// leaves what is there, and so does one that cannot be read.
pub(super) async fn import_records(
    tx: &mut Tx<'_>,
    kind: &'static Kind,
    product: Id,
    sheet: &Sheet,
    on_conflict: OnConflict,
    pace: &Pace,
) -> Result<ImportReport, CommandError> {
    let mut report = begun(sheet);
    let mut rows = find_all(tx.tables(), kind, product, sheet, &mut report, pace).await;
    pace.begin(PaceStage::Making, 2 * rows.len());
    let mut make = |row: &mut Row<'_>| {
        let id = add_named(tx, kind.table, product, &row.said)?;
        report.items.push(id);
        row.found = Some(id);
        Ok::<(), CommandError>(())
    };
    let mut new: Vec<&mut Row<'_>> = rows.iter_mut().filter(|row| row.found.is_none()).collect();
    // What comes last into the inbox stands first there.
    if *kind == FEEDBACK {
        new.reverse();
    }
    for row in new {
        make(row)?;
        pace.step().await;
    }
    report.new = report.items.len();
    let made: SortedSet<Id> = set_of(report.items.iter().copied());
    let written_at = sheet.saved_at.unwrap_or(tx.now());
    let days = sheet.day_order();
    let mut reader = Reader::new(kind, product);
    let mut unknown = Unknown::default();
    // Only when all records are there: one can be about another.
    for row in &rows {
        pace.step().await;
        let Some(id) = row.found else { continue };
        let is_new = made.contains(&id);
        let is_newer_here =
            tx.tables().described(kind, id).is_some_and(|record| written_at < record.meta.updated_at);
        let is_kept = !is_new && on_conflict.keeps(is_newer_here);
        let mut values: Vec<(&'static Field, Value)> = Vec::new();
        // What was said stands in the name's cell where it has none of its own, and is no name then.
        let is_said = *kind == FEEDBACK && filled(sheet, row.cells).all(|(field, ..)| *field != QUOTE);
        let cells = filled(sheet, row.cells).filter(|(field, ..)| !(is_said && **field == *kind.name()));
        for (field, column, cell) in cells {
            let meant = if field.has_menu() { meaning(sheet, column, cell.trim()) } else { cell };
            let read = match field.holds {
                Holds::Day | Holds::Due => {
                    let day = days.read(meant).map_err(|reason| format!("{}: {reason}", field.label));
                    day.and_then(|day| reader.read(tx, id, field, &day, is_kept))
                }
                _ => reader.read(tx, id, field, meant, is_kept),
            };
            match read {
                Ok(value) => values.extend(value.map(|value| (field, value))),
                Err(reason) => {
                    if field.has_menu() {
                        unknown.note(column, cell.trim());
                    }
                    report.cells.push((row.number, reason));
                }
            }
        }
        let record = RecordRef { table: kind.table, id };
        values.retain(|(field, value)| {
            let refused = check_allowed(tx, record, field, Some(value)).err();
            let is_kept = refused.is_none();
            report.cells.extend(refused.map(|reason| (row.number, format!("{}: {reason}", field.label))));
            is_kept
        });
        if let Some(reason) = turned_round(tx, id, &values) {
            values.retain(|(field, _)| **field != INITIATIVE_START && **field != INITIATIVE_END);
            report.cells.push((row.number, reason));
        }
        if is_new || !(is_kept || values.is_empty()) {
            write(tx, record, values)?;
            report.updated.extend((!is_new).then_some(id));
        } else if values.is_empty() {
            report.same += 1;
        } else {
            report.kept.push(id);
        }
    }
    report.changed = report.updated.len();
    if on_conflict == OnConflict::NewerWins && !report.kept.is_empty() {
        let kept = report.kept.iter().filter_map(|id| tx.tables().described(kind, *id));
        report.notes.push(newer_here(&kept.map(|record| record.name().to_owned()).collect::<Vec<_>>()));
    }
    report.notes.extend(note_made(reader.made()));
    report.unknown = unknown.into_list();
    tx.set_label(format!("Import {}", kind.count(report.new + report.changed)));
    Ok(report)
}

/// What is known of a list before its rows are read.
pub(super) fn begun(sheet: &Sheet) -> ImportReport {
    let mut report = ImportReport { notes: sheet.notes(), ..ImportReport::default() };
    let left_out = sheet.columns.iter().filter(|(_, column)| *column == SheetColumn::Ignored);
    let left_out: Vec<&str> = left_out.map(|(name, _)| name.as_str()).collect();
    if sheet.heading().is_none() {
        report.notes.push("No row reads like headings: the first cell of each is taken for its name.".into());
    } else if !left_out.is_empty() {
        report.notes.push(format!("Left out: {}.", left_out.join(", ")));
    }
    report
}

/// The cells of a row that have something for a field.
fn filled<'a>(
    sheet: &'a Sheet,
    cells: Cells<'a>,
) -> impl Iterator<Item = (&'static Field, SheetColumn, &'a str)> {
    let cells = sheet.columns.iter().zip(cells.iter()).filter(|(_, cell)| !cell.trim().is_empty());
    cells.filter_map(|((_, column), cell)| match column {
        SheetColumn::Field(field) => Some((*field, *column, cell)),
        _ => None,
    })
}

/// The rows that can come in, each with the record it is.
async fn find_all<'a>(
    tables: &Tables,
    kind: &'static Kind,
    product: Id,
    sheet: &'a Sheet,
    report: &mut ImportReport,
    pace: &Pace,
) -> Vec<Row<'a>> {
    pace.begin(PaceStage::Knowing, 3 * sheet.len());
    let place = |column: SheetColumn| sheet.columns.iter().position(|(_, other)| *other == column);
    let (name, key) = (place(sheet.name_column()), place(SheetColumn::OwnKey));
    let mut rows: Vec<Row<'a>> = Vec::new();
    let mut used: SortedMap<Id, usize> = SortedMap::new();
    for row in sheet.rows() {
        pace.step().await;
        let number = row.number;
        let cells = match row.cells {
            Ok(cells) => cells,
            Err(reason) => {
                report.errors.push((number, reason));
                continue;
            }
        };
        let cell = |place: Option<usize>| place.and_then(|place| cells.get(place)).unwrap_or_default();
        let found = match keyed(tables, (kind.table, kind.letter), product, cell(key)) {
            Keyed::InTrash => {
                report.skipped += 1;
                continue;
            }
            Keyed::Here(id) => {
                if let Some(first) = used.insert(id, number) {
                    used.insert(id, first);
                    let key = cell(key).trim();
                    report.errors.push((number, format!("has the key {key} of row {first}, which comes in")));
                    continue;
                }
                Some(id)
            }
            Keyed::Nowhere => None,
        };
        let said = cell(name).to_owned();
        let name = if *kind == FEEDBACK { first_words(&said) } else { clean_line(&said) };
        if name.is_empty() && found.is_none() {
            report.errors.push((number, "has no name".into()));
            continue;
        }
        rows.push(Row { number, cells, name, said, found });
    }
    let mut named: SortedMap<String, Vec<&Described>> = SortedMap::new();
    for record in tables.described_of(kind, product).into_iter().rev() {
        if !used.contains_key(&record.meta.id) {
            named.entry(fold(record.name())).or_default().push(record);
        }
    }
    // Of several that are called so it is the one that says the same, else the next of them.
    for is_same in [true, false] {
        for row in rows.iter_mut().filter(|row| row.found.is_none()) {
            pace.step().await;
            let Some(records) = named.get_mut(&fold(&row.name)) else { continue };
            let same = |record: &&Described| {
                filled(sheet, row.cells).all(|(field, _, cell)| is_written(tables, record, field, cell))
            };
            let place = match is_same {
                true if (2..=SAME_MOST).contains(&records.len()) => records.iter().rposition(same),
                true => None,
                false => records.len().checked_sub(1),
            };
            row.found = place.map(|place| records.remove(place).meta.id);
        }
    }
    let mut called: SortedMap<String, Vec<usize>> = SortedMap::new();
    for row in rows.iter().filter(|row| row.found.is_none()) {
        called.entry(row.name.clone()).or_default().push(row.number);
    }
    called.retain(|_, rows| rows.len() > 1);
    note_shared(&called, "name", "Each is a record of its own", &mut report.notes);
    rows
}

/// What a key of a row is the key of.
pub(super) enum Keyed {
    Nowhere,
    Here(Id),
    InTrash,
}

pub(super) fn keyed(tables: &Tables, (table, letter): (&str, &str), product: Id, key: &str) -> Keyed {
    let number = || {
        let (of, number) = key.trim().rsplit_once('-')?;
        tables.products.get(product)?.answers_to(&of.parse().ok()?).then_some(())?;
        let digits = number.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
        let is_letter = number.strip_suffix(digits).is_some_and(|it| it.eq_ignore_ascii_case(letter));
        digits.parse().ok().filter(|_| is_letter)
    };
    let Some((table, number)) = tables.any(table).zip(number()) else { return Keyed::Nowhere };
    let mut holders = table.holders(product, number).map(|(_, id)| id).peekable();
    let is_known = holders.peek().is_some();
    match holders.find(|id| table.has_live(*id)) {
        Some(id) => Keyed::Here(id),
        None if is_known => Keyed::InTrash,
        None => Keyed::Nowhere,
    }
}

/// Why the days of a row cannot be those of an initiative: it would end before it begins.
fn turned_round(tx: &Tx<'_>, id: Id, values: &[(&'static Field, Value)]) -> Option<String> {
    let it = tx.get::<Initiative>(id)?;
    let day = |of: &Field, known: Option<Day>| {
        let said = values.iter().find(|(field, _)| **field == *of);
        said.map_or(known, |(_, value)| value.as_str().and_then(|day| day.parse().ok()))
    };
    let (start, end) = (day(&INITIATIVE_START, it.start), day(&INITIATIVE_END, it.end));
    let is_turned = start.zip(end).is_some_and(|(start, end)| end < start);
    is_turned.then(|| CommandError::EndBeforeStart.to_string())
}

/// Writes what a row says; of what the latest row of a field says, a row of today, and of a release what follows from how far it
/// is.
fn write(
    tx: &mut Tx<'_>,
    record: RecordRef,
    values: Vec<(&'static Field, Value)>,
) -> Result<(), CommandError> {
    let has_more = |(field, _): &(&'static Field, Value)| {
        matches!(field.holds, Holds::Latest { .. }) || [&RELEASE_STATE, &WENT_OUT].contains(field)
    };
    let (more, values): (Vec<_>, Vec<_>) = values.into_iter().partition(has_more);
    let is_day = |field: &'static Field| {
        [&INITIATIVE_START, &INITIATIVE_END, &MILESTONE_ON, &RELEASE_PLANNED].contains(&field)
    };
    if values.iter().any(|(field, _)| is_day(field)) {
        keep_month(tx, record)?;
    }
    if !values.is_empty() {
        revise(tx, record, |fields| {
            fields.extend(values.into_iter().map(|(field, value)| (field.key.to_owned(), value)));
        });
    }
    more.into_iter().try_for_each(|(field, value)| set_field(tx, record, field, Some(value)))
}
