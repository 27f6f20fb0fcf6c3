//! What was read and is not in the work yet: what bringing it in would do, and bringing it in.

use std::fmt::Display;
use std::sync::Arc;

use crate::browser;
use crate::command::{
    self, CommandError, ImportReport, OnConflict, RestoreError, RestoreReport, import_sheet, restore,
};
use crate::format::{
    self, Document, Sheet, SheetError, decode, is_archive, is_json, no_list, parse_sheet_on, parse_table,
    read_json, read_workbook, unpack, write_document,
};
use crate::model::kind::{Field, Holds, Kind, OwnFields};
use crate::model::{Id, Instant, Item, ItemType, Lens, ProductKey, Record, clean_line};
use crate::storage::{Memory, Store};
use crate::ui::app::{App, register};
use crate::ui::overlay::Brought;
use crate::view::{Cell, Cells, Column, ListRow, count, row_of};
use crate::workspace::{Tab, Tables, Tx};

/// How many rows are shown as they will look.
const ROWS_SHOWN: usize = 30;
/// How many fields of a record of a kind are shown so, beside its name.
const FIELDS_SHOWN: usize = 4;
/// A text that is longer is not shown among the changes, in characters.
const TEXT_LONGEST: usize = 60;
/// How many changed records are listed in the report one by one.
const CHANGES_MOST: usize = 500;
/// How many errors are listed one by one.
const ERRORS_MOST: usize = 12;

/// What was read, and is not in the work yet.
#[derive(Clone)]
pub enum Content {
    Document(Arc<Document>),
    Sheet { sheet: Arc<Sheet>, encoding: &'static str },
}

/// What bringing it in would do.
#[derive(Clone)]
pub enum Forecast {
    Document(RestoreReport),
    /// With the first of the rows as they will look, and what changes of what is here.
    Sheet(ImportReport, Vec<PreviewRow>, Vec<Change>),
}

/// A row as it will look.
pub type PreviewRow = (ListRow, Cells);

/// What changes of a record that is here: its key or name, and the fields in words.
pub type Change = (String, String);

/// A file that was read, by its name.
#[derive(Clone)]
pub struct Staged {
    /// The file's name.
    pub name: String,
    /// What is in it.
    pub content: Content,
    /// The product a list goes into; none for a new one.
    pub into: Option<Id>,
}

/// Why a file cannot come in: a sentence that names the file.
pub type Refusal = String;

impl Staged {
    /// Changes what a list is taken to mean.
    pub fn change_sheet(&mut self, change: impl FnOnce(&mut Sheet)) {
        if let Content::Sheet { sheet, .. } = &mut self.content {
            change(Arc::make_mut(sheet));
        }
    }

    /// The kind its rows are of; none where they are items or the file is no list.
    pub fn kind(&self) -> Option<&'static Kind> {
        match &self.content {
            Content::Sheet { sheet, .. } => sheet.kind(),
            Content::Document(_) => None,
        }
    }

    pub fn hint(&self) -> String {
        match &self.content {
            Content::Document(document) => {
                let when =
                    document.exported_at.get(..10).map(|day| format!(", saved {day}")).unwrap_or_default();
                format!("An export of Throughline: {}{when}.", count(document.len(), "record"))
            }
            Content::Sheet { sheet, encoding } => format!(
                "A list: {}, {}, {}, {encoding}.",
                count(sheet.rows().count(), "row"),
                count(sheet.columns.len(), "column"),
                sheet.delimiter
            ),
        }
    }

    /// A name for the product a list makes where there is none: the file's, without its ending.
    pub fn product_name(&self) -> String {
        let stem = self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem);
        let name = clean_line(&stem.replace(['-', '_'], " "));
        if name.is_empty() || name == Brought::PASTED { "My product".into() } else { name }
    }
}

impl Forecast {
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Document(_) => "record",
            Self::Sheet(..) => "row",
        }
    }

    pub fn does_something(&self) -> bool {
        match self {
            Self::Document(report) => report.new + report.changed > 0,
            Self::Sheet(report, ..) => report.new + report.changed > 0,
        }
    }

    /// Whether the file has something else than what is here, and it will stay out.
    pub fn keeps_something(&self) -> bool {
        match self {
            Self::Document(report) => report.kept > 0,
            Self::Sheet(report, ..) => !report.kept.is_empty(),
        }
    }

    pub fn counts(&self) -> Vec<(&'static str, &'static str, usize)> {
        match self {
            Self::Document(report) => vec![
                ("1", "New", report.new),
                ("2", "Changed", report.changed),
                ("3", "The same, left alone", report.same),
                ("4", "Different here, kept as it is here", report.kept),
            ],
            Self::Sheet(report, ..) => vec![
                ("1", "New", report.new),
                ("2", "Changed", report.changed),
                ("3", "The same, left alone", report.same),
                ("4", "Different here, kept as it is here", report.kept.len()),
                ("4", "Skipped, in Trash here", report.skipped),
                ("bad", "Errors", report.errors.len()),
            ],
        }
    }

    /// The rows that stay out, and why.
    pub fn errors(&self) -> Vec<(String, String)> {
        match self {
            Self::Sheet(report, ..) => by_row(&report.errors),
            Self::Document(_) => Vec::new(),
        }
    }

    /// The cells that stay out, and why.
    pub fn cells(&self) -> Vec<(String, String)> {
        match self {
            Self::Sheet(report, ..) => by_row(&report.cells),
            Self::Document(_) => Vec::new(),
        }
    }

    /// What changes of what is here.
    pub fn changes(&self) -> &[Change] {
        match self {
            Self::Sheet(_, _, changes) => changes,
            Self::Document(_) => &[],
        }
    }

    /// How many that are here change, listed or not.
    pub fn changed(&self) -> usize {
        match self {
            Self::Sheet(report, ..) => report.changed,
            Self::Document(_) => 0,
        }
    }

    pub fn notes(&self, staged: &Staged) -> Vec<String> {
        let mut notes = match (self, &staged.content) {
            (Self::Document(report), Content::Document(document)) => {
                document.notes.iter().chain(&report.mended).cloned().collect()
            }
            (Self::Sheet(report, ..), _) => report.notes.clone(),
            (Self::Document(report), _) => report.mended.clone(),
        };
        let surplus = notes.len().saturating_sub(ERRORS_MOST);
        if surplus > 0 {
            notes.truncate(ERRORS_MOST);
            notes.push(format!("and {surplus} more"));
        }
        notes
    }
}

impl Forecast {
    /// What came of it, as text to keep.
    pub fn text(&self, staged: &Staged) -> String {
        let counts = self.counts().into_iter().map(|(_, name, number)| format!("{name}: {number}"));
        let errors = self.errors().into_iter().chain(self.cells()).map(|(row, why)| format!("{row} {why}"));
        let changes = self.changes().iter().map(|(key, words)| format!("{key}: {words}"));
        let lines: Vec<String> = std::iter::once(format!("{}: {}", staged.name, staged.hint()))
            .chain(counts)
            .chain(errors)
            .chain(changes)
            .chain(self.notes(staged))
            .collect();
        lines.join("\n") + "\n"
    }
}

fn by_row(reasons: &[(usize, String)]) -> Vec<(String, String)> {
    let named = reasons.iter().take(ERRORS_MOST).map(|(row, why)| (format!("Row {row}"), why.clone()));
    let more = reasons.len().saturating_sub(ERRORS_MOST);
    let more = (more > 0).then(|| (String::new(), format!("and {more} more")));
    named.chain(more).collect()
}

/// Reads files that are brought to a page, of a kind or not: parts of one list are one.
pub fn read_all(
    files: Vec<Brought>,
    page: Option<&'static Kind>,
    own: &OwnFields,
) -> Result<Vec<(String, Content)>, Refusal> {
    let mut all: Vec<(String, Content)> = Vec::new();
    for file in files {
        for Brought { name, bytes, saved_at } in unpacked(file)? {
            let content = read(&name, &bytes, saved_at, page, own.clone())?;
            if let Content::Sheet { sheet, .. } = &content
                && let Some((_, Content::Sheet { sheet: first, .. })) = all.last_mut()
                && Arc::make_mut(first).append(sheet)
            {
                continue;
            }
            all.push((name, content));
        }
    }
    Ok(all)
}

/// The lists in an archive, or the file itself.
fn unpacked(file: Brought) -> Result<Vec<Brought>, Refusal> {
    if !is_archive(&file.bytes) {
        return Ok(vec![file]);
    }
    let is_list = |name: &str| {
        let name = name.to_lowercase();
        name == "xl/workbook.xml" || [".csv", ".tsv", ".json"].iter().any(|end| name.ends_with(end))
    };
    let lists = unpack(&file.bytes, &is_list).map_err(|error| format!("{}: {error}", file.name))?;
    if lists.iter().any(|(name, _)| name == "xl/workbook.xml") {
        return Ok(vec![file]);
    }
    // Notion packs a view of a list beside all of it.
    let is_whole = |name: &str| {
        let whole = name.strip_suffix(".csv").map(|stem| format!("{stem}_all.csv"));
        whole.is_some_and(|whole| lists.iter().any(|(other, _)| *other == whole))
    };
    let kept = lists.iter().filter(|(name, _)| !is_whole(name));
    let brought = kept.map(|(name, bytes)| Brought {
        name: name.rsplit('/').next().unwrap_or(name).to_owned(),
        bytes: bytes.as_slice().into(),
        saved_at: file.saved_at,
    });
    let brought: Vec<Brought> = brought.collect();
    if brought.is_empty() {
        return Err(format!("{}: There is no list in the archive: no CSV, TSV or JSON file.", file.name));
    }
    Ok(brought)
}

/// Reads a file.
fn read(
    name: &str,
    bytes: &[u8],
    saved_at: Option<Instant>,
    page: Option<&'static Kind>,
    own: OwnFields,
) -> Result<Content, Refusal> {
    let refuse = |reason: &dyn Display| format!("{name}: {reason}");
    if let Some(what) = no_list(bytes) {
        return Err(refuse(&SheetError::NoList(what)));
    }
    let staged = |mut sheet: Sheet, encoding: &'static str| {
        sheet.saved_at = saved_at;
        sheet.set_name(name);
        sheet.set_own(own.clone());
        Content::Sheet { sheet: Arc::new(sheet), encoding }
    };
    if is_archive(bytes) {
        let table = read_workbook(bytes).map_err(|error| refuse(&error))?;
        let table = table.ok_or_else(|| refuse(&SheetError::NotText))?;
        let sheet = parse_table(table, page).map_err(|error| refuse(&error))?;
        return Ok(staged(sheet, "Excel"));
    }
    let (text, encoding) = decode(bytes);
    if is_json(name, &text) {
        if !text.contains("\"throughline\"")
            && let Some(sheet) = read_json(&text, page)
        {
            return sheet.map(|sheet| staged(sheet, encoding)).map_err(|error| refuse(&error));
        }
        let document = match Memory::of_raw(&text) {
            Some(raw) => read_raw(raw),
            None => Document::parse(&text).map_err(|error| error.to_string()),
        };
        let document = document.map_err(|error| format!("{name}: {error}"))?;
        return Ok(Content::Document(Arc::new(document)));
    }
    let sheet = parse_sheet_on(&text, page).map_err(|error| refuse(&error))?;
    Ok(staged(sheet, encoding))
}

/// Reads what a browser stored, saved exactly as it was, as if it had been exported.
fn read_raw(raw: Memory) -> Result<Document, String> {
    let (store, loaded) = Store::open(raw, Tab(0)).map_err(|error| error.to_string())?;
    let text = write_document(&loaded.workspace, None, env!("CARGO_PKG_VERSION"), browser::now());
    let mut document = Document::parse(&text).map_err(|error| error.to_string())?;
    document.notes.extend(store.damage().iter().map(|damaged| damaged.words.clone()));
    Ok(document)
}

/// Brings a list into its product; where there is none, into a new one named after the file.
pub fn import_into(
    tx: &mut Tx<'_>,
    staged: &Staged,
    sheet: &Sheet,
    on_conflict: OnConflict,
) -> Result<(Id, ImportReport), CommandError> {
    let product = match staged.into {
        Some(product) => product,
        None => {
            let name = staged.product_name();
            let is_taken =
                |key: &ProductKey| tx.tables().products.iter().any(|product| product.answers_to(key));
            let key =
                ProductKey::propose(&name, is_taken).or_else(|| ProductKey::propose("Product", is_taken));
            let key = key.map(|key| key.to_string()).unwrap_or_default();
            command::create_product(tx, &name, &key, Lens::Both)?
        }
    };
    Ok((product, import_sheet(tx, product, sheet, on_conflict)?))
}

pub fn rehearse(app: App, staged: &Staged, on_conflict: OnConflict) -> Result<Forecast, Refusal> {
    let name = &staged.name;
    let mut updated = Vec::new();
    let forecast = app.rehearse(|tx| match &staged.content {
        Content::Document(document) => restore(tx, document, on_conflict)
            .map(Forecast::Document)
            .map_err(|error: RestoreError| error.to_string()),
        Content::Sheet { sheet, .. } => import_into(tx, staged, sheet, on_conflict)
            .map(|(product, report)| {
                let read = Readings { tables: tx.tables(), sheet, product };
                let listed = report.updated.iter().take(CHANGES_MOST);
                updated = listed.map(|id| (*id, read.fields(*id))).collect();
                let first = report.items.iter().take(ROWS_SHOWN);
                let rows = first.filter_map(|id| read.row(*id)).collect();
                Forecast::Sheet(report, rows, Vec::new())
            })
            .map_err(|error| error.to_string()),
    });
    let forecast = forecast.map(|forecast| {
        forecast.map(|forecast| match (forecast, &staged.content, staged.into) {
            // It was taken back: now the records are as they are before it.
            (Forecast::Sheet(report, rows, _), Content::Sheet { sheet, .. }, Some(product)) => {
                let changes = app.read(|workspace| {
                    let now = Readings { tables: workspace.tables(), sheet, product };
                    updated.iter().filter_map(|(id, after)| now.change(*id, after)).collect()
                });
                Forecast::Sheet(report, rows, changes)
            }
            (other, ..) => other,
        })
    });
    forecast.unwrap_or_else(|| Err("The page is closing.".into())).map_err(|error| format!("{name}: {error}"))
}

/// The records of a list as a person reads them.
struct Readings<'a> {
    tables: &'a Tables,
    sheet: &'a Sheet,
    product: Id,
}

impl Readings<'_> {
    /// A record as it will look in its list: an item with what most lists have, of a kind the fields that are read.
    fn row(&self, id: Id) -> Option<PreviewRow> {
        let Some(kind) = self.sheet.kind() else {
            let item = self.tables.items.get(id)?;
            let columns = [Column::Status, Column::Labels, Column::Estimate].into_iter();
            let cells = columns.map(|column| (column, column.cell(self.tables, item))).collect();
            return Some((row_of(self.tables, id)?, cells));
        };
        let register = register(self.tables, kind, self.product);
        let fields = self.sheet.columns.iter().filter_map(|(_, column)| match column {
            format::Column::Field(field) if *field != kind.name() => Some(Column::Field(field)),
            _ => None,
        });
        let columns: Vec<Column> = fields.take(FIELDS_SHOWN).collect();
        Some((register.row(id)?, register.cells(register.record(id)?, &columns)))
    }

    /// What can be seen of a record, by the names of the fields.
    fn fields(&self, id: Id) -> Vec<(&'static str, String)> {
        match self.sheet.kind() {
            Some(kind) => self.fields_of_kind(kind, id),
            None => self.fields_of_item(id),
        }
    }

    fn fields_of_kind(&self, kind: &'static Kind, id: Id) -> Vec<(&'static str, String)> {
        let register = register(self.tables, kind, self.product);
        let Some((row, record)) = register.row(id).zip(register.record(id)) else { return Vec::new() };
        let own = self.tables.own_fields().of(kind.table);
        let fields = kind.all_fields().into_iter().chain(own).filter(|field| field.is_read());
        let text = |field: &'static Field| match field.holds {
            Holds::Prose => record.words(field).to_owned(),
            _ => words_of(register.cell(record, field), &row),
        };
        fields.map(|field| (field.label, text(field))).collect()
    }

    fn fields_of_item(&self, id: Id) -> Vec<(&'static str, String)> {
        let tables = self.tables;
        let Some((row, item)) = row_of(tables, id).zip(tables.items.get(id)) else { return Vec::new() };
        let columns = Column::ALL.into_iter().filter(|column| column.is_edited());
        let mut fields: Vec<(&'static str, String)> =
            columns.map(|column| (column.name(), words_of(column.cell(tables, item), &row))).collect();
        fields.insert(0, ("Title", row.title.clone()));
        fields.insert(1, ("Type", row.kind.map(ItemType::name).unwrap_or_default().to_owned()));
        let own = tables.own_fields().of(Item::TABLE).into_iter().map(Column::Field);
        fields.extend(own.map(|column| (column.name(), words_of(column.cell(tables, item), &row))));
        fields.push(("Waits for", count(item.blocked_by.len(), "item")));
        fields.push(("Description", item.description.clone()));
        fields
    }

    /// What of a record is another than it is now, in words: “Estimate 3 → 5, Epic none → Checkout”.
    fn change(&self, id: Id, after: &[(&'static str, String)]) -> Option<Change> {
        let shown = |text: &str| if text.is_empty() { "none".to_owned() } else { text.to_owned() };
        let is_long = |text: &str| text.contains('\n') || text.chars().count() > TEXT_LONGEST;
        let before = self.fields(id);
        let others = before.iter().zip(after).filter(|(before, after)| before.1 != after.1);
        let words: Vec<String> = others
            .map(|((name, before), (_, after))| {
                if *name == "Description" || is_long(before) || is_long(after) {
                    return (*name).to_owned();
                }
                format!("{name} {} → {}", shown(before), shown(after))
            })
            .collect();
        let words = if words.is_empty() { "What is kept from the file".to_owned() } else { words.join(", ") };
        Some((self.row(id)?.0.said().to_owned(), words))
    }
}

fn words_of(cell: Cell, row: &ListRow) -> String {
    cell.words(row, browser::IN_SHEETS)
}
