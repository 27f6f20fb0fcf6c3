//! Bringing a document in: record by record, field by field, the newer stamp wins.

use thiserror::Error;

use crate::format::{Document, StagedRecord};
use crate::model::{Id, Product, SortedMap};
use crate::workspace::{Delta, Fields, Stamps, Tables, Tx, Written, mend_all};

/// What happens to a record that is here and in the file, and differs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnConflict {
    /// Field by field, what was written later.
    #[default]
    NewerWins,
    /// What is here stays.
    KeepMine,
    /// What is in the file comes.
    TakeTheirs,
}

impl OnConflict {
    /// Whether what is here stays, of which it is known whether it is the newer.
    pub(super) fn keeps(self, is_newer_here: bool) -> bool {
        match self {
            Self::NewerWins => is_newer_here,
            Self::KeepMine => true,
            Self::TakeTheirs => false,
        }
    }
}

/// Why a document cannot be brought in.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("Record {number} of “{table}”{name}: {problem}. Mend the file there, or export it again.")]
pub struct RestoreError {
    table: String,
    number: usize,
    name: String,
    problem: String,
}

/// What bringing a document in did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RestoreReport {
    /// Records that were not here.
    pub new: usize,
    /// Records that were here and are different now.
    pub changed: usize,
    /// Records that are here as they are in the file.
    pub same: usize,
    /// Records that differ, and are left as they are here: newer, or by the person's rule.
    pub kept: usize,
    /// What did not fit together and was mended, in sentences.
    pub mended: Vec<String>,
    /// New records by table.
    pub tables: SortedMap<String, usize>,
    /// A product to show afterwards.
    pub product: Option<Id>,
}

/// Brings a document in, whole or not at all.
pub fn restore(
    tx: &mut Tx<'_>,
    document: &Document,
    on_conflict: OnConflict,
) -> Result<RestoreReport, RestoreError> {
    let mut report = RestoreReport::default();
    for (table, records) in &document.tables {
        for (place, record) in records.iter().enumerate() {
            let outcome = restore_record(tx, table, record, on_conflict)
                .map_err(|error| blame(table, place + 1, record, &error))?;
            match outcome {
                Outcome::New => {
                    report.new += 1;
                    *report.tables.entry(table.clone()).or_insert(0) += 1;
                }
                Outcome::Changed => report.changed += 1,
                Outcome::Same => report.same += 1,
                Outcome::Kept => report.kept += 1,
            }
        }
    }
    report.mended = mend_all(tx);
    let products = document.tables.get("products").into_iter().flatten();
    report.product = products.map(|record| record.id).find(|id| tx.get::<Product>(*id).is_some());
    tx.set_label(format!("Import {}", count(report.new + report.changed, "record")));
    Ok(report)
}

enum Outcome {
    New,
    Changed,
    Same,
    Kept,
}

fn restore_record(
    tx: &mut Tx<'_>,
    table: &str,
    record: &StagedRecord,
    on_conflict: OnConflict,
) -> Result<Outcome, String> {
    let id = record.id;
    let Some(current) = tx.tables().any(table).and_then(|table| table.fields(id)) else {
        match &record.stamps {
            Some(stamps) => tx.adopt(table, id, &record.fields, stamps.clone())?,
            None => tx.put(table, id, &record.fields)?,
        }
        return Ok(Outcome::New);
    };
    if is_same(&current, &record.fields) {
        return Ok(Outcome::Same);
    }
    if on_conflict == OnConflict::KeepMine {
        return Ok(Outcome::Kept);
    }
    let mut merged = current.clone();
    let stamps = tx.tables().any(table).and_then(|table| table.stamps(id)).cloned();
    match (&record.stamps, stamps, on_conflict) {
        (Some(theirs), Some(mut stamps), OnConflict::NewerWins) => {
            take_newer(tx.tables(), table, &mut merged, &mut stamps, record, theirs);
            if is_same(&current, &merged) {
                return Ok(Outcome::Kept);
            }
            tx.adopt(table, id, &merged, stamps)?;
        }
        _ => {
            tx.put(table, id, &record.fields)?;
            // Counters have kept what they had come to.
            let now = tx.tables().any(table).and_then(|table| table.fields(id)).unwrap_or_default();
            if is_same(&current, &now) {
                return Ok(Outcome::Kept);
            }
        }
    }
    Ok(Outcome::Changed)
}

fn take_newer(
    tables: &Tables,
    table: &str,
    merged: &mut Fields,
    stamps: &mut Stamps,
    record: &StagedRecord,
    theirs: &Stamps,
) {
    let Some(table) = tables.any(table) else { return };
    for (field, delta) in Delta::between_records(merged, &record.fields, |field| table.merge_class(field)) {
        delta.apply(&field, table.merge_class(&field), merged, stamps, Written::As(theirs));
    }
    stamps.join(theirs);
    let time = |fields: &Fields| fields.get("updated_at").and_then(serde_json::Value::as_i64).unwrap_or(0);
    let updated_at = time(merged).max(time(&record.fields));
    merged.insert("updated_at".into(), updated_at.into());
}

/// Whether two records have the same content; when it was written does not count.
fn is_same(one: &Fields, other: &Fields) -> bool {
    let content = |fields: &Fields| fields.iter().filter(|(field, _)| *field != "updated_at").count();
    content(one) == content(other)
        && one.iter().all(|(field, value)| field == "updated_at" || other.get(field) == Some(value))
}

/// Names the field that keeps a record from being one of its kind.
fn blame(table: &str, number: usize, record: &StagedRecord, error: &str) -> RestoreError {
    let title = ["title", "name"].iter().find_map(|field| record.fields.get(*field)?.as_str());
    let name =
        title.map(|title| format!(" (“{}”)", title.chars().take(40).collect::<String>())).unwrap_or_default();
    let try_without = |field: &str| {
        let mut fields = record.fields.clone();
        fields.remove(field);
        let stamps = Stamps::made(crate::workspace::Stamp { clock: 0, tab: crate::workspace::Tab(0) });
        Tables::default().any_mut(table).put_fields(&fields, stamps).err()
    };
    let field = record.fields.keys().find(|field| try_without(field).as_deref() != Some(error));
    let problem = match field {
        Some(field) => format!("the field “{field}” cannot be read ({error})"),
        None => error.to_owned(),
    };
    RestoreError { table: table.to_owned(), number, name, problem }
}

/// A number with its noun: “1 item”, “3 items”.
pub fn count(number: usize, noun: &str) -> String {
    match noun {
        _ if number == 1 => format!("1 {noun}"),
        "person" => format!("{number} people"),
        _ => format!("{number} {noun}s"),
    }
}
