//! Records of a described kind out of a list: rows of a spreadsheet, or lines that are names.

use super::described::{add_described, set_field, set_link};
use super::{CommandError, label_named, person_named};
use crate::format::{Sheet, is_formula, split_list};
use crate::model::kind::{Field, Holds, Kind};
use crate::model::{Id, Label, Person, Record, RecordRef, clean_line, fold};
use crate::workspace::Tx;

/// What a list would bring, or has brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListReport {
    /// How many records are new.
    pub new: usize,
    /// How many that are here are written in.
    pub changed: usize,
    /// The columns that are read, by the labels of their fields.
    pub read: Vec<&'static str>,
    /// The headings nothing here is called by.
    pub left_out: Vec<String>,
    /// What cannot be read, a sentence a cell: it is left empty, or as it was.
    pub refused: Vec<String>,
}

/// What a column of the list means.
#[derive(Clone, Copy, PartialEq)]
enum Meaning {
    Key,
    Field(&'static Field),
}

fn meaning_of(kind: &'static Kind, heading: &str) -> Option<Meaning> {
    let heading = fold(heading.trim());
    let is = |name: &str| fold(name) == heading;
    if is("key") {
        return Some(Meaning::Key);
    }
    let name = kind.name();
    if ["name", "title", name.label].iter().any(|word| is(word)) {
        return Some(Meaning::Field(name));
    }
    let fields = kind.all_fields().into_iter();
    let mut fields = fields.filter(|field| field.is_read());
    fields.find(|field| is(field.label) || is(field.key)).map(Meaning::Field)
}

/// Brings in a list: a row with the key or the name of a record that is here is written into that, any other makes one.
/// Columns are known by the labels of fields; without any such heading the first cell of each row is a name.
pub fn bring_in_list(tx: &mut Tx<'_>, kind: &'static Kind, product: Id, sheet: &Sheet) -> ListReport {
    let mut report = ListReport::default();
    let has_name = |cells: &[String]| {
        cells.iter().any(|cell| meaning_of(kind, cell) == Some(Meaning::Field(kind.name())))
    };
    let heading = sheet.first_rows().find(|(_, cells)| has_name(cells)).map(|(number, _)| number);
    let mut sheet = sheet.clone();
    sheet.set_heading(heading);
    let columns: Vec<Option<Meaning>> = if heading.is_some() {
        sheet.columns.iter().map(|(name, _)| meaning_of(kind, name)).collect()
    } else {
        vec![Some(Meaning::Field(kind.name()))]
    };
    for ((name, _), meaning) in sheet.columns.iter().zip(&columns).filter(|_| heading.is_some()) {
        match meaning {
            Some(Meaning::Field(field)) => report.read.push(field.label),
            Some(Meaning::Key) => report.read.push("Key"),
            None => report.left_out.push(name.clone()),
        }
    }
    for row in sheet.rows() {
        let cells = match row.cells {
            Ok(cells) => cells,
            Err(reason) => {
                report.refused.push(format!("Row {} {reason}.", row.number));
                continue;
            }
        };
        let cell = |wanted: Meaning| {
            let place = columns.iter().position(|meaning| *meaning == Some(wanted))?;
            cells.get(place).map(|cell| plain(cell))
        };
        let name = clean_line(cell(Meaning::Field(kind.name())).unwrap_or_default());
        let known = known(tx, kind, product, cell(Meaning::Key).unwrap_or_default(), &name);
        let record = match known {
            Some(id) => {
                report.changed += 1;
                RecordRef { table: kind.table, id }
            }
            None => match add_described(tx, kind.table, product, &name) {
                Ok(id) => {
                    report.new += 1;
                    RecordRef { table: kind.table, id }
                }
                Err(error) => {
                    report.refused.push(format!("Row {}: {error}", row.number));
                    continue;
                }
            },
        };
        for (meaning, written) in columns.iter().zip(cells) {
            let Some(Meaning::Field(field)) = meaning else { continue };
            let written = plain(written);
            if written.trim().is_empty() {
                continue;
            }
            if let Err(error) = write_cell(tx, record, product, field, written) {
                report.refused.push(format!("Row {}: {error}", row.number));
            }
        }
    }
    report
}

/// A cell without the apostrophe that guards what a spreadsheet would run.
fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

/// The record a row means: by its key, else by its name.
fn known(tx: &Tx<'_>, kind: &'static Kind, product: Id, key: &str, name: &str) -> Option<Id> {
    let number = key.rsplit_once('-').map_or(key, |(_, number)| number);
    let number = number.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).parse().ok();
    let table = tx.tables().any(kind.table);
    let by_key = number.and_then(|number| table?.numbered(product, number));
    by_key.filter(|id| table.is_some_and(|table| table.has_live(*id))).or_else(|| {
        let folded = fold(name);
        let all = tx.tables().described_of(kind, product).into_iter();
        all.filter(|kept| !folded.is_empty() && fold(kept.name()) == folded).map(|kept| kept.meta.id).next()
    })
}

fn write_cell(
    tx: &mut Tx<'_>,
    record: RecordRef,
    product: Id,
    field: &'static Field,
    written: &str,
) -> Result<(), CommandError> {
    match field.holds {
        Holds::Link(tables) | Holds::Links(tables) => {
            for name in split_list(written) {
                let to = linked(tx, product, tables, &name).ok_or(CommandError::Nowhere(name))?;
                set_link(tx, record, field, to, true)?;
            }
            Ok(())
        }
        holds => {
            let read_as = if let Holds::Latest { word, .. } = holds { word } else { field };
            set_field(tx, record, field, read_as.read(written)?)
        }
    }
}

/// The record of one of these tables, or of any, that is called so; people and labels are made where they are new.
fn linked(tx: &mut Tx<'_>, product: Id, tables: &[&'static str], name: &str) -> Option<RecordRef> {
    let all = if tables.is_empty() { crate::workspace::open_tables() } else { tables.to_vec() };
    let folded = fold(name.trim());
    for table in &all {
        let Some(kept) = tx.tables().any(table) else { continue };
        let is_it = |id: &Id| {
            kept.has_live(*id)
                && kept.owner(*id).is_none_or(|owner| owner == product)
                && kept.title(*id).is_some_and(|title| fold(title) == folded)
        };
        if let Some(id) = kept.ids().into_iter().find(is_it) {
            return Some(RecordRef { table, id });
        }
    }
    match all.as_slice() {
        [Person::TABLE] => person_named(tx, name).map(RecordRef::to::<Person>),
        [Label::TABLE] => label_named(tx, name).map(RecordRef::to::<Label>),
        _ => None,
    }
}
