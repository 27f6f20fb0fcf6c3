//! What was read and is not in the work yet: what bringing it in would do, and bringing it in.

use std::sync::Arc;

use crate::browser;
use crate::command::{
    self, CommandError, Decisions, ImportReport, OnConflict, RestoreError, RestoreReport, Restoring,
    import_in_slices, restore,
};
use crate::format::{self, Document, Sheet};
use crate::model::kind::{Field, Holds, Kind};
use crate::model::{Id, Item, ItemType, Lens, Pace, ProductKey, Record, clean_line};
use crate::ui::app::{App, Brought, register};
use crate::view::{
    Cell, Column, DisputedRecord, ListRow, RowCells, change_words, changed, count, disputed, row_of,
};
use crate::workspace::{Tables, Tx};

/// How many rows are shown as they will look.
const ROWS_SHOWN: usize = 30;
/// How many fields of a record of a kind are shown so, beside its name.
const FIELDS_SHOWN: usize = 4;
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
    /// With what both devices changed, as it is read, and what changes of what is here.
    Document(RestoreReport, Arc<Vec<DisputedRecord>>, Vec<ChangedRecord>),
    /// With the first of the rows as they will look, and what changes of what is here.
    Sheet(ImportReport, Vec<PreviewRow>, Vec<ChangedRecord>),
}

/// A row as it will look.
pub type PreviewRow = (ListRow, RowCells);

/// What changes of a record that is here: its key or name, and the fields in words.
pub type ChangedRecord = (String, String);

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
                count(sheet.len(), "row"),
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
            Self::Document(..) => "record",
            Self::Sheet(..) => "row",
        }
    }

    pub fn does_something(&self) -> bool {
        match self {
            Self::Document(report, disputed, _) => report.came() > 0 || !disputed.is_empty(),
            Self::Sheet(report, ..) => report.new + report.changed > 0,
        }
    }

    /// Whether the file has something else than what is here, and it will stay out.
    pub fn keeps_something(&self) -> bool {
        match self {
            Self::Document(report, ..) => report.kept > 0,
            Self::Sheet(report, ..) => !report.kept.is_empty(),
        }
    }

    pub fn counts(&self) -> Vec<(&'static str, &'static str, usize)> {
        match self {
            Self::Document(report, ..) => vec![
                ("1", "New", report.new),
                ("2", "Changed", report.changed),
                ("3", "The same, left alone", report.same),
                ("4", "Changed here only, kept", report.kept),
                ("4", "Not in the file: goes to Trash", report.trashed),
                ("4", "Deleted here, untouched there", report.gone),
            ]
            .into_iter()
            .filter(|(_, name, number)| *number > 0 || !name.starts_with("Deleted"))
            .collect(),
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
            Self::Document(..) => Vec::new(),
        }
    }

    /// The cells that stay out, and why.
    pub fn cells(&self) -> Vec<(String, String)> {
        match self {
            Self::Sheet(report, ..) => by_row(&report.cells),
            Self::Document(..) => Vec::new(),
        }
    }

    /// What changes of what is here.
    pub fn changes(&self) -> &[ChangedRecord] {
        match self {
            Self::Sheet(_, _, changes) | Self::Document(_, _, changes) => changes,
        }
    }

    /// How many that are here change, listed or not.
    pub fn changed(&self) -> usize {
        match self {
            Self::Sheet(report, ..) => report.changed,
            Self::Document(report, ..) => report.touched.len(),
        }
    }

    pub fn notes(&self, staged: &Staged) -> Vec<String> {
        let mut notes = match (self, &staged.content) {
            (Self::Document(report, ..), Content::Document(document)) => {
                document.notes.iter().chain(&report.mended).cloned().collect()
            }
            (Self::Sheet(report, ..), _) => report.notes.clone(),
            (Self::Document(report, ..), _) => report.mended.clone(),
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

/// Brings a list into its product; where there is none, into a new one named after the file.
pub async fn import_into(
    tx: &mut Tx<'_>,
    staged: &Staged,
    sheet: &Sheet,
    on_conflict: OnConflict,
    pace: &Pace,
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
    Ok((product, import_in_slices(tx, product, sheet, on_conflict, pace).await?))
}

/// How a document is brought in: with what history knows of the values before.
pub fn restoring(app: App, on_conflict: OnConflict, decisions: Decisions) -> Restoring {
    let is_merged = on_conflict == OnConflict::NewerWins;
    let history = is_merged.then(|| app.read_desk(|desk| desk.store.transactions().0));
    Restoring { on_conflict, decisions, history: history.unwrap_or_default() }
}

/// Sees on a copy of everything what bringing it in would do.
pub async fn rehearse(
    app: App,
    staged: &Staged,
    on_conflict: OnConflict,
    pace: &Pace,
) -> Result<Forecast, Refusal> {
    let (mut workspace, mut context) = app.copy_of_all().ok_or("The page is closing.")?;
    pace.rest().await;
    let forecast = workspace.rehearse_in_slices(&mut context, async |tx| {
        let sheet = match &staged.content {
            Content::Document(document) => {
                let restoring = restoring(app, on_conflict, Decisions::default());
                let report =
                    restore(tx, document, &restoring).map_err(|error: RestoreError| error.to_string())?;
                let disputed = disputed(tx.tables(), &report.conflicts);
                let mut changes = Vec::new();
                if let Some((before, _)) = app.copy_of_all().filter(|_| !report.touched.is_empty()) {
                    for record in report.touched.iter().take(CHANGES_MOST) {
                        pace.breathe().await;
                        changes.push(changed(before.tables(), tx.tables(), record));
                    }
                }
                return Ok(Forecast::Document(report, Arc::new(disputed), changes));
            }
            Content::Sheet { sheet, .. } => sheet,
        };
        let brought = import_into(tx, staged, sheet, on_conflict, pace).await;
        let (product, report) = brought.map_err(|error| error.to_string())?;
        pace.rest().await;
        let read = Readings { tables: tx.tables(), sheet, product };
        let rows = report.items.iter().take(ROWS_SHOWN).filter_map(|id| read.row(*id)).collect();
        let mut changes = Vec::new();
        if let Some((before, _)) = app.copy_of_all().filter(|_| !report.updated.is_empty()) {
            let now = Readings { tables: before.tables(), sheet, product };
            for id in report.updated.iter().take(CHANGES_MOST) {
                pace.breathe().await;
                changes.extend(now.change(*id, &read.fields(*id)));
            }
        }
        Ok(Forecast::Sheet(report, rows, changes))
    });
    forecast.await.map_err(|error: String| format!("{}: {error}", staged.name))
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
            format::SheetColumn::Field(field) if *field != kind.name() => Some(Column::Field(field)),
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
    fn change(&self, id: Id, after: &[(&'static str, String)]) -> Option<ChangedRecord> {
        let before = self.fields(id);
        let others = before.iter().zip(after).filter(|(before, after)| before.1 != after.1);
        let words: Vec<String> = others
            .map(|((name, before), (_, after))| match *name {
                "Description" => (*name).to_owned(),
                _ => change_words(name, before, after),
            })
            .collect();
        let words = if words.is_empty() { "What is kept from the file".to_owned() } else { words.join(", ") };
        Some((self.row(id)?.0.said().to_owned(), words))
    }
}

fn words_of(cell: Cell, row: &ListRow) -> String {
    cell.words(row, browser::IN_SHEETS)
}
