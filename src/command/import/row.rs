//! Reading a row of a list: which cell says what of the item it becomes.

use std::borrow::Cow;

use super::field::is_link;
use super::past::ItemPast;
use super::reading::{RowReader, meaning, short};
use super::state::StateOf;
use crate::command::item::Draft;
use crate::command::restore::count;
use crate::format::{
    Cells, Sheet, SheetColumn, attachment_lines, plain_markdown, read_comments, read_steps, split_list,
};
use crate::model::{
    Comment, Day, Estimate, Instant, Item, ItemType, SortedMap, SortedSet, Source, Step, Workflow,
    clean_line, is_in_thousands, map_of,
};
use crate::workspace::Tx;

/// The days of what an item is planned for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PlannedDays {
    /// The first day of its sprint.
    pub first: Option<Day>,
    /// The last day of its sprint.
    pub last: Option<Day>,
    /// The day of its release.
    pub out: Option<Day>,
}

/// A row as it was read.
pub(super) struct ImportRow {
    /// Its number in the file.
    pub number: usize,
    /// What the item is made of.
    pub draft: Draft,
    /// Where it comes from.
    pub source: Source,
    /// What the file calls it, in whichever columns.
    pub keys: Vec<String>,
    /// The columns it says something in.
    pub filled: Vec<SheetColumn>,
    /// The columns whose cell means nothing here: what an item has there stays.
    pub unread: Vec<SheetColumn>,
    /// What it hangs together with, in the words of the file; nothing where a cell is empty.
    pub links: Vec<(SheetColumn, String)>,
    /// The days it brings along.
    pub past: ItemPast,
    /// Remarks, and when they were written.
    comments: Vec<(String, Option<Instant>)>,
    /// Small steps, and whether each is done.
    steps: Vec<(String, bool)>,
    /// The days of its sprint and of its release.
    pub plan: PlannedDays,
    /// Files that lie elsewhere, as links.
    attachments: Vec<String>,
    /// Whether it is no item, and a release that items are planned for.
    pub is_release: bool,
}

impl ImportRow {
    /// Reads the cells; values that mean nothing here are counted.
    pub fn read(reading: &RowReader<'_>, (number, cells): (usize, Cells<'_>), unknown: &mut Unknown) -> Self {
        let sheet = reading.sheet;
        let source = Source {
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
        let mut row = Self {
            number,
            draft: Draft::default(),
            source,
            keys: Vec::new(),
            filled: Vec::new(),
            unread: Vec::new(),
            links: Vec::new(),
            past: ItemPast::default(),
            comments: Vec::new(),
            steps: Vec::new(),
            plan: PlannedDays::default(),
            attachments: Vec::new(),
            is_release: false,
        };
        let mut state = StateOf::default();
        for (place, (name, column)) in sheet.columns.iter().enumerate() {
            let text = cells.get(place).unwrap_or_default();
            // Our own list writes nothing where there is nothing.
            let cell = if reading.is_ours { text.trim() } else { meant(*column, text.trim()) };
            if is_link(*column) {
                row.link(*column, name, cell);
            }
            if cell.is_empty() {
                continue;
            }
            row.filled.push(*column);
            if sheet.key_columns.contains(name) {
                row.keys.push(cell.to_lowercase());
            }
            match column {
                SheetColumn::Status | SheetColumn::Category | SheetColumn::Archived => {
                    state.note(*column, name, cell)
                }
                _ if row.read_cell(reading, (name, *column), cell, text) => {}
                _ => row.keep_unknown((name, *column), cell, unknown),
            }
        }
        row.settle_state(reading, &state, unknown);
        if !row.attachments.is_empty() {
            let gap = if row.draft.description.is_empty() { "" } else { "\n\n" };
            row.draft.description.extend([gap, &row.attachments.join("\n\n")]);
        }
        row.take_type_of_labels(sheet);
        // What it lies in says nothing of what it is a part of, where that is said, and no epic lies in one.
        let has_parent =
            row.links.iter().any(|(column, cell)| *column == SheetColumn::Parent && !cell.is_empty());
        let place = row.links.iter_mut().find(|(column, _)| *column == SheetColumn::Container);
        if let Some((_, place)) = place.filter(|_| has_parent || row.draft.kind == ItemType::Epic) {
            place.clear();
        }
        let named = row.links.iter().filter(|(_, cell): &&(SheetColumn, String)| !cell.is_empty());
        row.source.links = map_of(named.map(|(column, cell)| (column.name().to_owned(), cell.clone())));
        row
    }

    /// Notes what a cell names; of several columns the one that counts.
    fn link(&mut self, column: SheetColumn, heading: &str, cell: &str) {
        let bare = bare(cell);
        let cell = bare.as_ref();
        let (first, others) = match column {
            // The way to a sprint of Azure begins with what all of them are of.
            SheetColumn::Sprint if heading.to_lowercase().ends_with("path") && !cell.contains('\\') => {
                Default::default()
            }
            // What lies in several lies in the first.
            SheetColumn::Container if heading.to_lowercase().ends_with('s') => {
                let mut names = split_list(cell).into_iter().map(|name| name.trim().to_owned());
                (names.next().unwrap_or_default(), names.collect::<Vec<_>>().join(", "))
            }
            SheetColumn::Delegate => people_in(heading, cell),
            _ => (cell.to_owned(), String::new()),
        };
        if !others.is_empty() {
            self.keep(&format!("{heading}, too"), &others);
        }
        self.note_link(column, heading, &first);
    }

    fn note_link(&mut self, column: SheetColumn, heading: &str, cell: &str) {
        let Some((_, known)) = self.links.iter_mut().find(|(other, _)| *other == column) else {
            self.links.push((column, cell.to_owned()));
            return;
        };
        if cell.is_empty() || known == cell {
            return;
        }
        match column {
            _ if known.is_empty() => cell.clone_into(known),
            // The nearest is asked for first; a name comes in a line of its own.
            SheetColumn::Parent if heading.to_lowercase().contains("epic") => {
                *known = format!("{known}\n{cell}")
            }
            SheetColumn::Parent => *known = format!("{cell}\n{known}"),
            SheetColumn::WaitsFor | SheetColumn::Blocks | SheetColumn::Relates | SheetColumn::Duplicates => {
                *known = format!("{known}, {cell}");
            }
            // An item that was in several sprints is in the last.
            SheetColumn::Sprint => {
                let before = std::mem::replace(known, cell.to_owned());
                self.keep(&format!("{heading}, before"), &before);
            }
            _ => self.keep(heading, cell),
        }
    }

    /// Keeps a cell with the item as it came.
    fn keep(&mut self, heading: &str, cell: &str) {
        self.source.fields.insert(heading.to_owned(), cell.to_owned());
    }

    fn keep_unknown(&mut self, (heading, column): (&str, SheetColumn), cell: &str, unknown: &mut Unknown) {
        // A type that is none here becomes a label.
        if column != SheetColumn::Type {
            self.keep(heading, cell);
        }
        self.unread.push(column);
        unknown.note(column, cell);
    }

    /// Reads a cell, and says whether it means something here.
    fn read_cell(
        &mut self,
        reading: &RowReader<'_>,
        (heading, column): (&str, SheetColumn),
        cell: &str,
        text: &str,
    ) -> bool {
        let sheet = reading.sheet;
        let moment = || reading.days.moment(cell);
        // What is over lies behind.
        let past = || moment().filter(|(_, on)| *on <= reading.today);
        let draft = &mut self.draft;
        match column {
            SheetColumn::Title => draft.title = clean_line(cell),
            SheetColumn::Description => draft.description = plain_markdown(text, sheet.markup),
            SheetColumn::Labels => {
                let labels = split_list(cell).into_iter().map(|label| clean_line(&label));
                draft.labels.extend(labels.filter(|label| !label.is_empty()));
            }
            SheetColumn::Type => match ItemType::recognise(meaning(sheet, column, cell)) {
                Some(kind) => draft.kind = kind,
                None if ["release", "milestone"].contains(&cell.to_lowercase().as_str()) => {
                    self.is_release = true;
                }
                // What a list of tasks tells apart by how it is drawn is one thing here.
                None if ["text", "checklist", "note"].contains(&cell.to_lowercase().as_str()) => {}
                None => {
                    draft.labels.push(clean_line(cell));
                    return false;
                }
            },
            SheetColumn::Estimate if draft.estimate.is_some() => self.keep(heading, cell),
            SheetColumn::Estimate => match cell.parse::<Estimate>() {
                Ok(estimate) => draft.estimate = Some(estimate),
                // Some tools write −1 for none.
                Err(_) => return cell == "-1",
            },
            SheetColumn::Value | SheetColumn::Effort => {
                let weight = cell.parse().ok().filter(|weight| Item::WEIGHTS.contains(weight));
                let weight = weight.or_else(|| weight_in_words(cell));
                match column {
                    _ if weight.is_none() => return false,
                    SheetColumn::Value => draft.value = weight,
                    _ => draft.effort = weight,
                }
            }
            SheetColumn::FollowUp => match moment() {
                Some((_, day)) => draft.follow_up = Some(day),
                None => return false,
            },
            SheetColumn::Field(field) => {
                let day = column.is_day().then(|| reading.days.read(cell));
                let words = match day {
                    Some(Ok(day)) => Cow::Owned(day),
                    Some(Err(_)) => return false,
                    None if field.has_menu() => meaning(sheet, column, cell).into(),
                    None => cell.into(),
                };
                match field.read(&words) {
                    Ok(value) => draft.own.extend(value.map(|value| (field.key.to_owned(), value))),
                    Err(_) => return false,
                }
            }
            SheetColumn::Blocked => match cell.to_lowercase().as_str() {
                "no" | "false" | "0" | "-" => {}
                "yes" | "true" | "1" | "x" => drop(draft.blocked.get_or_insert_default()),
                _ => draft.blocked = Some(cell.to_owned()),
            },
            SheetColumn::Key => {
                self.source.list = (!cell.contains(char::is_alphabetic)).then(|| sheet.list.clone());
                self.source.key = Some(cell.to_owned());
            }
            SheetColumn::Updated => {
                let said = Instant::latest_of(cell).or_else(|| Some(moment()?.0));
                self.source.written_at = said;
                self.keep(heading, cell);
            }
            SheetColumn::Created | SheetColumn::Started | SheetColumn::Entered => {
                let Some(said) = past() else { return false };
                match column {
                    SheetColumn::Created => self.past.created = Some(said),
                    SheetColumn::Started => self.past.started = Some(said),
                    _ => self.past.entered = Some(said),
                }
            }
            SheetColumn::Completed => {
                // “Is completed: true” says that, and no day.
                let Some(said) = past() else {
                    if !["yes", "no", "true", "false"].contains(&cell.to_lowercase().as_str()) {
                        self.keep(heading, cell);
                    }
                    return true;
                };
                self.past.completed = self.past.completed.or(Some(said));
            }
            SheetColumn::ReleaseOn | SheetColumn::SprintStart | SheetColumn::SprintEnd => {
                let Some((_, day)) = moment() else { return false };
                *match column {
                    SheetColumn::SprintStart => &mut self.plan.first,
                    SheetColumn::SprintEnd => &mut self.plan.last,
                    _ => &mut self.plan.out,
                } = Some(day);
            }
            SheetColumn::Comments => {
                let read = read_comments(text, sheet.markup).into_iter();
                let when = |at: Option<String>| Some(reading.days.moment(&at?)?.0);
                self.comments.extend(read.map(|(text, at)| (text, when(at))));
            }
            SheetColumn::Checklist => self.steps.extend(read_steps(text)),
            SheetColumn::Ticks => {
                let is_done = ["completed", "complete", "done", "true", "yes", "x"];
                if let Some((_, done)) = self.steps.last_mut() {
                    *done = is_done.contains(&cell.to_lowercase().as_str());
                }
            }
            SheetColumn::Attachments => self.attachments.extend(attachment_lines(cell)),
            SheetColumn::Other => self.keep(heading, cell),
            SheetColumn::Status
            | SheetColumn::Category
            | SheetColumn::Archived
            | SheetColumn::Ignored
            | SheetColumn::NewField
            | SheetColumn::OwnKey
            | SheetColumn::Parent
            | SheetColumn::Container
            | SheetColumn::Initiative
            | SheetColumn::Goal
            | SheetColumn::Release
            | SheetColumn::Sprint
            | SheetColumn::WaitsFor
            | SheetColumn::Blocks
            | SheetColumn::Relates
            | SheetColumn::Duplicates
            | SheetColumn::Delegate => {}
        }
        true
    }

    /// Where a list has no types, a label that is called like one says it: so they go out of here.
    fn take_type_of_labels(&mut self, sheet: &Sheet) {
        if sheet.columns.iter().any(|(_, column)| *column == SheetColumn::Type) {
            return;
        }
        let kind_of = |label: &String| ItemType::ALL.into_iter().find(|kind| kind.name() == label);
        let labels = std::mem::take(&mut self.draft.labels);
        for label in labels {
            match kind_of(&label) {
                Some(kind) => self.draft.kind = kind,
                None => self.draft.labels.push(label),
            }
        }
    }

    /// Its remarks, as an item keeps them.
    pub fn comments(&self, tx: &mut Tx<'_>) -> Vec<Comment> {
        let now = tx.now();
        let comment = |(text, at): &(String, Option<Instant>)| Comment {
            id: tx.new_id(),
            text: text.clone(),
            at: at.unwrap_or(now),
        };
        self.comments.iter().map(comment).collect()
    }

    /// Its small steps, as an item keeps them.
    pub fn steps(&self, tx: &mut Tx<'_>) -> Vec<Step> {
        let step =
            |(text, done): &(String, bool)| Step { id: tx.new_id(), text: clean_line(text), done: *done };
        self.steps.iter().map(step).collect()
    }

    /// Finds the state by all that the row says of it.
    fn settle_state(&mut self, reading: &RowReader<'_>, said: &StateOf, unknown: &mut Unknown) {
        let found = said.find(reading, self.past.completed.is_some());
        self.draft.status = found.state.map(|state| state.id.clone());
        if found.is_blocked {
            self.draft.blocked.get_or_insert_default();
        }
        let Some((heading, cell)) = &said.status else { return };
        match found.state {
            _ if found.is_blocked => {}
            Some(_) if found.is_by_its_word => {}
            Some(_) => self.keep(heading, cell),
            None => self.keep_unknown((heading, SheetColumn::Status), cell, unknown),
        }
    }
}

/// What a cell names, without the addresses that Notion writes behind.
fn bare(cell: &str) -> Cow<'_, str> {
    let mut bare = Cow::Borrowed(cell);
    while let Some((before, rest)) = bare.split_once(" (http") {
        let after = rest.split_once(')').map_or("", |(_, after)| after);
        bare = Cow::Owned(format!("{before}{after}"));
    }
    bare
}

/// The first person a cell names, and the others. A comma parts people where the heading says that there are several, else
/// it stands in a name; a number in brackets is the tool's.
fn people_in(heading: &str, cell: &str) -> (String, String) {
    let is_list = heading.trim_end_matches(')').to_lowercase().ends_with('s');
    let parts = cell.split(|letter| letter == ';' || is_list && letter == ',').map(str::trim);
    let mut people = parts.filter(|name| !name.is_empty()).map(|name| {
        let numbered = name.strip_suffix(')').and_then(|name| name.rsplit_once(" ("));
        numbered
            .filter(|(_, digits)| digits.bytes().all(|it| it.is_ascii_digit()))
            .map_or(name, |(name, _)| name)
    });
    let first = people.next().unwrap_or_default().to_owned();
    (first, people.collect::<Vec<_>>().join(", "))
}

/// A cell without what other tools write for nothing, and without the brackets of a list.
fn meant(column: SheetColumn, cell: &str) -> &str {
    let is_list = matches!(column, SheetColumn::Labels | SheetColumn::WaitsFor | SheetColumn::Delegate);
    let inner = cell.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let cell = inner.filter(|inner| is_list && !inner.contains(['[', ']'])).unwrap_or(cell).trim();
    let nothing = ["null", "none", "nil", "n/a", "-", "–", "—", "[]", "{}", "(no section)"];
    if nothing.contains(&cell.to_lowercase().as_str()) { "" } else { cell }
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
pub(super) struct Unknown(pub SortedMap<(SheetColumn, String), usize>);

impl Unknown {
    /// One row more has this value.
    pub fn note(&mut self, column: SheetColumn, value: &str) {
        *self.0.entry((column, short(value))).or_insert(0) += 1;
    }

    /// Each as its column, the value and the number of rows.
    pub fn into_list(self) -> Vec<(SheetColumn, String, usize)> {
        self.0.into_iter().map(|((column, value), rows)| (column, value, rows)).collect()
    }

    /// What became of each, in a sentence.
    pub fn sentences(&self, workflow: &Workflow, is_ours: bool) -> Vec<String> {
        let open = workflow.state(workflow.first_open()).map_or("open", |state| &state.name);
        // Of our own list another tool's words are not kept: they are what the item is in already.
        let is_kept = if is_ours { "." } else { " and the value is kept with the item." };
        let sentence = |((column, value), rows): (&(SheetColumn, String), &usize)| {
            let come = if *rows == 1 { "comes" } else { "come" };
            let rows = format!("{} {come} in", count(*rows, "row"));
            match column {
                SheetColumn::Status => format!("Status “{value}” is not known here. {rows} as {open}."),
                SheetColumn::Type => {
                    format!("Type “{value}” is not known here. {rows} as Story with that label.")
                }
                SheetColumn::Estimate => {
                    if is_in_thousands(value) {
                        return format!(
                            "Estimate “{value}” is a thousand in some lists and a few points in others. {rows} without one{is_kept}"
                        );
                    }
                    format!("Estimate “{value}” is no number of points. {rows} without one{is_kept}")
                }
                SheetColumn::Value | SheetColumn::Effort => {
                    format!("{} “{value}” is none of 1 to 5. {rows} without one{is_kept}", column.name())
                }
                _ if column.is_day() && !matches!(column, SheetColumn::Field(_)) => {
                    let ahead = matches!(column, SheetColumn::Created | SheetColumn::Started);
                    let what = if ahead { "no day until today" } else { "no day such as 2026-11-30" };
                    format!("{} “{value}” is {what}. {rows} without it{is_kept}", column.name())
                }
                SheetColumn::Field(field) => {
                    let why = field.read(value).err().map(|error| error.to_string()).unwrap_or_default();
                    format!("{why} {rows} without it{is_kept}")
                }
                _ => format!("{}: nothing is called “{value}”. {rows} without it{is_kept}", column.name()),
            }
        };
        self.0.iter().map(sentence).collect()
    }
}
