//! Reading a row of a list: which cell says what of the item it becomes.

use super::field::is_link;
use crate::command::item::Draft;
use crate::command::restore::count;
use crate::format::{Cells, Column, Sheet, split_list};
use crate::model::{
    Estimate, Instant, Item, ItemType, SortedMap, SortedSet, Source, Workflow, clean_line, is_in_thousands,
    map_of,
};

/// A row as it was read.
pub(super) struct Row {
    /// Its number in the file.
    pub number: usize,
    /// What the item is made of.
    pub draft: Draft,
    /// Where it comes from.
    pub source: Source,
    /// What the file calls it, in whichever columns.
    pub keys: Vec<String>,
    /// The columns it says something in.
    pub filled: Vec<Column>,
    /// The columns whose cell means nothing here: what an item has there stays.
    pub unread: Vec<Column>,
    /// What it hangs together with, in the words of the file; nothing where a cell is empty.
    pub links: Vec<(Column, String)>,
}

impl Row {
    /// Reads the cells; values that mean nothing here are counted.
    pub fn read(
        sheet: &Sheet,
        (number, cells): (usize, Cells<'_>),
        workflow: &Workflow,
        unknown: &mut Unknown,
        is_ours: bool,
    ) -> Self {
        let mut draft = Draft::default();
        let mut source = Source {
            key: None,
            list: None,
            hash: hash(cells, sheet.columns.len()),
            ordinal: 0,
            fields: SortedMap::new(),
            links: SortedMap::new(),
            kept: SortedSet::new(),
            written_at: None,
            forced_at: None,
        };
        let (mut keys, mut filled, mut links) = (Vec::new(), Vec::new(), Vec::new());
        let mut unread = Vec::new();
        for (place, (name, column)) in sheet.columns.iter().enumerate() {
            let text = cells.get(place).unwrap_or_default();
            // Our own list writes nothing where there is nothing.
            let cell = if is_ours { text.trim() } else { meant(*column, text.trim()) };
            if is_link(*column) {
                links.push((*column, cell.to_owned()));
            }
            if cell.is_empty() {
                continue;
            }
            filled.push(*column);
            if sheet.key_columns.contains(name) {
                keys.push(cell.to_lowercase());
            }
            let mut keep = || drop(source.fields.insert(name.clone(), cell.to_owned()));
            let mut keep_unknown = || {
                keep();
                unread.push(*column);
                unknown.note(*column, cell);
            };
            match column {
                Column::Title => draft.title = clean_line(cell),
                Column::Description => text.clone_into(&mut draft.description),
                Column::Labels => {
                    let labels = split_list(cell).into_iter().map(|label| clean_line(&label));
                    draft.labels.extend(labels.filter(|label| !label.is_empty()));
                }
                Column::Type => match ItemType::recognise(meaning(sheet, *column, cell)) {
                    Some(kind) => draft.kind = kind,
                    None => {
                        draft.labels.push(clean_line(cell));
                        unread.push(Column::Type);
                        unknown.note(Column::Type, cell);
                    }
                },
                Column::Status => match workflow.recognise(meaning(sheet, *column, cell)) {
                    Some(state) => draft.status = Some(state.id.clone()),
                    None if is_blocked_word(meaning(sheet, *column, cell)) => {
                        draft.blocked.get_or_insert_default();
                    }
                    None => keep_unknown(),
                },
                Column::Estimate => match cell.parse::<Estimate>() {
                    Ok(estimate) => draft.estimate = Some(estimate),
                    Err(_) => keep_unknown(),
                },
                Column::Value | Column::Effort => {
                    let weight = cell.parse().ok().filter(|weight| Item::WEIGHTS.contains(weight));
                    let weight = weight.or_else(|| weight_in_words(cell));
                    match column {
                        _ if weight.is_none() => keep_unknown(),
                        Column::Value => draft.value = weight,
                        _ => draft.effort = weight,
                    }
                }
                Column::FollowUp => match cell.parse() {
                    Ok(day) => draft.follow_up = Some(day),
                    Err(_) => keep_unknown(),
                },
                Column::Field(field) => {
                    match field.read(if field.has_menu() { meaning(sheet, *column, cell) } else { cell }) {
                        Ok(value) => draft.own.extend(value.map(|value| (field.key.to_owned(), value))),
                        Err(_) => keep_unknown(),
                    }
                }
                Column::Blocked => match cell.to_lowercase().as_str() {
                    "no" | "false" | "0" | "-" => {}
                    "yes" | "true" | "1" | "x" => drop(draft.blocked.get_or_insert_default()),
                    _ => draft.blocked = Some(cell.to_owned()),
                },
                Column::Key => {
                    source.list = (!cell.contains(char::is_alphabetic)).then(|| sheet.list.clone());
                    source.key = Some(cell.to_owned());
                }
                Column::Updated => {
                    source.written_at = Instant::latest_of(cell);
                    keep();
                }
                Column::Other => keep(),
                Column::Ignored
                | Column::NewField
                | Column::OwnKey
                | Column::Parent
                | Column::Initiative
                | Column::Goal
                | Column::Release
                | Column::Sprint
                | Column::WaitsFor
                | Column::Delegate => {}
            }
        }
        let named = links.iter().filter(|(_, cell): &&(Column, String)| !cell.is_empty());
        source.links = map_of(named.map(|(column, cell)| (column.name().to_owned(), cell.clone())));
        Self { number, draft, source, keys, filled, unread, links }
    }
}

/// What a value of a column means here: what a person said, else the value itself.
pub(super) fn meaning<'a>(sheet: &'a Sheet, column: Column, cell: &'a str) -> &'a str {
    sheet.meanings.get(&(column, short(cell))).map_or(cell, String::as_str)
}

/// A cell without what other tools write for nothing, and without the brackets of a list.
fn meant(column: Column, cell: &str) -> &str {
    let is_list = matches!(column, Column::Labels | Column::WaitsFor | Column::Delegate);
    let inner = cell.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let cell = inner.filter(|inner| is_list && !inner.contains(['[', ']'])).unwrap_or(cell).trim();
    let nothing = ["null", "none", "nil", "n/a", "-", "–", "—", "[]", "{}"];
    if nothing.contains(&cell.to_lowercase().as_str()) { "" } else { cell }
}

/// Whether a state of another tool says what is said here over the state.
fn is_blocked_word(word: &str) -> bool {
    ["blocked", "on hold"].contains(&word.trim().to_lowercase().as_str())
}

/// A value or an effort in the words of other lists: “High”, and sizes of T-shirts.
fn weight_in_words(word: &str) -> Option<u8> {
    Some(match word.to_lowercase().as_str() {
        "lowest" | "very low" | "xs" => 1,
        "low" | "s" => 2,
        "medium" | "normal" | "m" => 3,
        "high" | "l" => 4,
        "highest" | "very high" | "critical" | "urgent" | "xl" => 5,
        _ => return None,
    })
}

/// A value as it is listed.
fn short(value: &str) -> String {
    value.chars().take(40).collect()
}

/// A 64-bit FNV-1a hash of a row's cells, blanks at their ends apart: the same in every build and on every machine.
fn hash(cells: Cells<'_>, width: usize) -> String {
    let cells = cells.iter().chain(std::iter::repeat("")).take(width);
    let bytes = cells.flat_map(|cell| cell.trim_end().bytes().chain([0]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// Values with no counterpart here, counted.
#[derive(Default)]
pub(super) struct Unknown(pub SortedMap<(Column, String), usize>);

impl Unknown {
    /// One row more has this value.
    pub fn note(&mut self, column: Column, value: &str) {
        *self.0.entry((column, short(value))).or_insert(0) += 1;
    }

    /// Each as its column, the value and the number of rows.
    pub fn into_list(self) -> Vec<(Column, String, usize)> {
        self.0.into_iter().map(|((column, value), rows)| (column, value, rows)).collect()
    }

    /// What became of each, in a sentence.
    pub fn sentences(&self, workflow: &Workflow, is_ours: bool) -> Vec<String> {
        let open = workflow.state(workflow.first_open()).map_or("open", |state| &state.name);
        // Of our own list another tool's words are not kept: they are what the item is in already.
        let is_kept = if is_ours { "." } else { " and the value is kept with the item." };
        let sentence = |((column, value), rows): (&(Column, String), &usize)| {
            let come = if *rows == 1 { "comes" } else { "come" };
            let rows = format!("{} {come} in", count(*rows, "row"));
            match column {
                Column::Status => format!("Status “{value}” is not known here. {rows} as {open}."),
                Column::Type => format!("Type “{value}” is not known here. {rows} as Story with that label."),
                Column::Estimate => {
                    if is_in_thousands(value) {
                        return format!(
                            "Estimate “{value}” is a thousand in some lists and a few points in others. {rows} without one{is_kept}"
                        );
                    }
                    format!("Estimate “{value}” is no number of points. {rows} without one{is_kept}")
                }
                Column::Value | Column::Effort => {
                    format!("{} “{value}” is none of 1 to 5. {rows} without one{is_kept}", column.name())
                }
                Column::FollowUp => {
                    format!("Follow up “{value}” is no day such as 2026-11-30. {rows} without one{is_kept}")
                }
                Column::Field(field) => {
                    let why = field.read(value).err().map(|error| error.to_string()).unwrap_or_default();
                    format!("{why} {rows} without it{is_kept}")
                }
                _ => format!("{}: nothing is called “{value}”. {rows} without it{is_kept}", column.name()),
            }
        };
        self.0.iter().map(sentence).collect()
    }
}
