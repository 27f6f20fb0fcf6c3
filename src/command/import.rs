//! Bringing a list in: rows become items, rows that are here already are known again.

use std::collections::{BTreeMap, BTreeSet};

use super::item::{Draft, add_ranked, label_named};
use super::restore::count;
use super::{CommandError, OnConflict};
use crate::analysis::read_story;
use crate::format::{Column, Sheet};
use crate::model::{
    Estimate, Id, Item, ItemType, Product, Rank, Record, Source, Workflow, clean_line, id_set,
};
use crate::workspace::Tx;

/// What bringing a list in did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Rows that became items.
    pub new: usize,
    /// Rows whose item is here and was changed.
    pub changed: usize,
    /// Rows whose item is here and was left alone.
    pub same: usize,
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
}

/// Brings a list in at the end of a product's backlog.
///
/// A row is known again by its key in the other tool, else by its content; so a second import adds nothing. Fields
/// that were edited here since the first import stay as they are, unless the file is to win.
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
    let mut new: Vec<(Draft, Source)> = Vec::new();
    let mut used: BTreeSet<Id> = BTreeSet::new();
    for row in &sheet.rows {
        let cells = match &row.cells {
            Ok(cells) => cells,
            Err(reason) => {
                report.errors.push((row.number, reason.clone()));
                continue;
            }
        };
        let (draft, mut source) = read_row(sheet, cells, &workflow, &mut unknown);
        if draft.title.is_empty() {
            report.errors.push((row.number, "has no title".into()));
            continue;
        }
        let ordinal = ordinals.entry(source.hash.clone()).or_insert(0);
        source.ordinal = *ordinal;
        *ordinal += 1;
        match known.find(&source).filter(|id| used.insert(*id)) {
            None => new.push((draft, source)),
            Some(id) => match update_item(tx, id, sheet, draft, known.foreign(source), on_conflict) {
                Updated::Changed => report.changed += 1,
                Updated::Same => report.same += 1,
                Updated::InTrash => report.skipped += 1,
            },
        }
    }
    report.new = new.len();
    let last = tx.tables().items.in_order(product).next_back();
    let last = last.and_then(|id| tx.get::<Item>(id)).map(|item| item.rank.clone());
    let ranks = Rank::spread(last.as_ref(), None, new.len());
    for ((draft, source), rank) in new.into_iter().zip(ranks) {
        let id = add_ranked(tx, product, draft, rank)?;
        tx.edit(id, |item: &mut Item| item.source = Some(source));
        report.items.push(id);
    }
    report.unknown =
        unknown.0.iter().map(|((column, value), rows)| (*column, value.clone(), *rows)).collect();
    report.notes = unknown.sentences(&workflow);
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

fn read_row(sheet: &Sheet, cells: &[String], workflow: &Workflow, unknown: &mut Unknown) -> (Draft, Source) {
    let mut draft = Draft::default();
    let mut source =
        Source { key: None, hash: hash(cells), ordinal: 0, fields: BTreeMap::new(), kept: BTreeSet::new() };
    for ((name, column), cell) in sheet.columns.iter().zip(cells).filter(|(_, cell)| !cell.trim().is_empty())
    {
        let cell = cell.trim();
        let mut keep = || drop(source.fields.insert(name.clone(), cell.to_owned()));
        match column {
            Column::Title => draft.title = clean_line(cell),
            Column::Description => cell.clone_into(&mut draft.description),
            Column::Labels => {
                draft.labels.extend(cell.split([',', ';']).map(clean_line).filter(|label| !label.is_empty()));
            }
            Column::Type => match ItemType::recognise(meaning(sheet, *column, cell)) {
                Some(kind) => draft.kind = kind,
                None => {
                    draft.labels.push(clean_line(cell));
                    unknown.note(Column::Type, cell);
                }
            },
            Column::Status => match workflow.recognise(meaning(sheet, *column, cell)) {
                Some(state) => draft.status = Some(state.id.clone()),
                None => {
                    keep();
                    unknown.note(Column::Status, cell);
                }
            },
            Column::Estimate => match cell.parse::<Estimate>() {
                Ok(estimate) => draft.estimate = Some(estimate),
                Err(_) => {
                    keep();
                    unknown.note(Column::Estimate, cell);
                }
            },
            Column::Key => source.key = Some(cell.to_owned()),
            Column::Other => keep(),
            Column::Ignored => {}
        }
    }
    (draft, source)
}

/// What a value of a column means here: what a person said, else the value itself.
fn meaning<'a>(sheet: &'a Sheet, column: Column, cell: &'a str) -> &'a str {
    sheet.meanings.get(&(column, short(cell))).map_or(cell, String::as_str)
}

/// A value as it is listed.
fn short(value: &str) -> String {
    value.chars().take(40).collect()
}

/// A 64-bit FNV-1a hash of a row's cells: the same in every build and on every machine.
fn hash(cells: &[String]) -> String {
    let bytes = cells.iter().flat_map(|cell| cell.bytes().chain([0]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// The items an import can know again, by what their rows were.
struct Known {
    own_keys: BTreeMap<String, Id>,
    keys: BTreeMap<String, Id>,
    rows: BTreeMap<(String, u32), Id>,
}

impl Known {
    fn of(tx: &Tx<'_>, product: Id, sheet: &Sheet) -> Self {
        let (mut keys, mut rows) = (BTreeMap::new(), BTreeMap::new());
        // A list that went out of here, known by its headings, comes back under the keys it went out with.
        let has = |name: &str| sheet.columns.iter().any(|(heading, _)| heading == name);
        let is_ours = ["Key", "Goal", "Initiative", "Epic", "Release"].into_iter().all(has);
        let own_key = tx.get::<Product>(product).filter(|_| is_ours).map(|product| product.key.to_string());
        let mut own_keys = BTreeMap::new();
        for item in tx.tables().items.iter_kept().filter(|item| item.product == product) {
            if let Some(own_key) = &own_key {
                own_keys.insert(format!("{own_key}-{}", item.number), item.meta.id);
            }
            let Some(source) = &item.source else { continue };
            if let Some(key) = &source.key {
                keys.insert(key.clone(), item.meta.id);
            }
            rows.insert((source.hash.clone(), source.ordinal), item.meta.id);
        }
        Self { own_keys, keys, rows }
    }

    /// Where a row comes from, unless it went out of here: then what another tool said of the item still holds.
    fn foreign(&self, source: Source) -> Option<Source> {
        let is_own = source.key.as_ref().is_some_and(|key| self.own_keys.contains_key(key));
        (!is_own).then_some(source)
    }

    fn find(&self, source: &Source) -> Option<Id> {
        if let Some(id) = source.key.as_ref().and_then(|key| self.own_keys.get(key)) {
            return Some(*id);
        }
        // The same row is the same item, even where a file gives one key to several rows.
        let rows = self.rows.get(&(source.hash.clone(), source.ordinal));
        rows.or_else(|| self.keys.get(source.key.as_ref()?)).copied()
    }
}

enum Updated {
    Changed,
    Same,
    InTrash,
}

fn update_item(
    tx: &mut Tx<'_>,
    id: Id,
    sheet: &Sheet,
    draft: Draft,
    source: Option<Source>,
    on_conflict: OnConflict,
) -> Updated {
    let Some(item) = tx.get::<Item>(id).cloned() else { return Updated::InTrash };
    let hash = source.as_ref().map(|source| &source.hash);
    let is_same_row = item.source.as_ref().is_some_and(|known| Some(&known.hash) == hash);
    if is_same_row && on_conflict != OnConflict::TakeTheirs || on_conflict == OnConflict::KeepMine {
        return Updated::Same;
    }
    // A field with a later stamp than the last import was edited here since, and stays so for every import to come.
    let stamps = tx.tables().items.any.stamps(id).cloned();
    // What was made here, or went out of here, has no import to be measured by: the file says what it is to be.
    let mut source = source.filter(|_| item.source.is_some());
    if let (Some(source), Some(known)) = (&mut source, &item.source) {
        source.kept.clone_from(&known.kept);
        for field in ["title", "description", "type", "estimate", "status"] {
            if stamps.as_ref().is_some_and(|stamps| stamps.of(field) > stamps.of("source")) {
                source.kept.insert(field.to_owned());
            }
        }
    }
    let has = |column: Column| sheet.columns.iter().any(|(_, other)| *other == column);
    let kept = source.as_ref().map(|source| source.kept.clone()).unwrap_or_default();
    let is_open = |field: &str| on_conflict == OnConflict::TakeTheirs || !kept.contains(field);
    let labels = id_set(draft.labels.iter().filter_map(|label| label_named(tx, label)));
    let (change, now, today) = (tx.new_id(), tx.now(), tx.today());
    let is_end = draft.status.as_deref().is_some_and(|status| super::item::is_over(tx, id, status));
    tx.edit(id, |item: &mut Item| {
        if is_open("title") {
            item.title = draft.title;
        }
        if has(Column::Description) && is_open("description") {
            item.description = draft.description;
        }
        if has(Column::Type) && is_open("type") {
            item.kind = draft.kind;
        }
        if has(Column::Estimate) && is_open("estimate") {
            item.estimate = draft.estimate;
        }
        if let Some(status) = draft.status.filter(|_| is_open("status")) {
            item.set_status(&status, change, now, today);
            if is_end {
                item.unblock(now);
            }
        }
        item.labels.extend(labels);
        item.source = source.or(item.source.take());
    });
    if tx.get::<Item>(id) == Some(&item) { Updated::Same } else { Updated::Changed }
}

/// Values with no counterpart here, counted.
#[derive(Default)]
struct Unknown(BTreeMap<(Column, String), usize>);

impl Unknown {
    fn note(&mut self, column: Column, value: &str) {
        *self.0.entry((column, short(value))).or_insert(0) += 1;
    }

    fn sentences(self, workflow: &Workflow) -> Vec<String> {
        let open = workflow.state(workflow.first_open()).map_or("open", |state| &state.name);
        let sentence = |((column, value), rows): ((Column, String), usize)| {
            let rows = if rows == 1 { "1 row comes".to_owned() } else { format!("{rows} rows come") };
            match column {
                Column::Status => format!("Status “{value}” is not known here. {rows} in as {open}."),
                Column::Type => {
                    format!("Type “{value}” is not known here. {rows} in as Story with that label.")
                }
                _ => format!("Estimate “{value}” is no number of points. {rows} in without one."),
            }
        };
        self.0.into_iter().map(sentence).collect()
    }
}
