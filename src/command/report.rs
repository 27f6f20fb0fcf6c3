//! Reports as they are edited and kept: the first change makes a record of the draft, and from then on nothing in it changes by
//! itself.

use serde_json::{Value, json};

use super::CommandError;
use super::described::{add_described, list_in, revise, set};
use crate::analysis::{ReportDraft, ReportLine};
use crate::model::kind::{
    Field, LINE_FROM, LINE_NOW, LINE_OF, LINE_OUT, LINE_SECTION, LINE_TEXT, LINE_THEN, LINE_TO, REPORT_FIRST,
    REPORT_GIST, REPORT_KEPT, REPORT_LAST, REPORT_LINES, REPORT_RELEASE, REPORT_TO, REPORTS,
};
use crate::model::{Day, Id, Record, RecordRef, Release, clean_line, clean_text, link_text};
use crate::workspace::{Fields, Tx, Values};

/// What a report is of, and whom it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportSeed {
    /// What it is called.
    pub name: String,
    /// For whom, by the key of the word.
    pub to: &'static str,
    /// The first day and the last.
    pub days: (Day, Day),
    /// The release it is the notes of.
    pub release: Option<Id>,
}

/// A change of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportChange {
    /// What it comes to.
    Gist(String),
    /// What a line says, by its place; an empty text takes it out.
    Text(usize, String),
    /// Whether a line is left out, by its place.
    Out(usize, bool),
    /// One more line at the end of a section.
    Add(&'static str, String),
    /// A section as it is drafted now.
    Again(&'static str, Vec<ReportLine>),
    /// That it is kept from today on, or is written on.
    Keep(bool),
}

/// A line as it stands in a record.
pub fn line_fields(line: &ReportLine) -> Fields {
    let mut fields = Fields::new();
    let mut write = |field: &Field, text: &str| {
        if !text.is_empty() {
            fields.insert(field.key.into(), text.into());
        }
    };
    write(&LINE_SECTION, line.section);
    write(&LINE_TEXT, &line.text);
    write(&LINE_OF, &line.of);
    write(&LINE_OUT, if line.is_out { "yes" } else { "" });
    if let Some(values) = &line.values {
        for (field, text) in [&LINE_FROM, &LINE_THEN, &LINE_NOW, &LINE_TO].into_iter().zip(values) {
            write(field, text);
        }
    }
    fields
}

/// The record of a draft, with everything that stands in it.
fn make_report(
    tx: &mut Tx<'_>,
    product: Id,
    seed: &ReportSeed,
    draft: &ReportDraft,
) -> Result<Id, CommandError> {
    let id = add_described(tx, REPORTS.table, product, &seed.name)?;
    let rows: Vec<Value> = draft.lines.iter().map(|line| row_of(tx, line_fields(line))).collect();
    revise(tx, RecordRef { table: REPORTS.table, id }, |fields| {
        set(fields, &REPORT_TO, Some(seed.to.into()));
        set(fields, &REPORT_FIRST, Some(seed.days.0.to_string().into()));
        set(fields, &REPORT_LAST, Some(seed.days.1.to_string().into()));
        set(fields, &REPORT_RELEASE, seed.release.map(|id| link_text(Release::TABLE, id).into()));
        set(fields, &REPORT_LINES, (!rows.is_empty()).then_some(Value::Array(rows)));
    });
    Ok(id)
}

fn row_of(tx: &mut Tx<'_>, mut fields: Fields) -> Value {
    fields.insert("id".into(), tx.new_id().to_string().into());
    Value::Object(fields)
}

/// Changes a report; one that has no record yet becomes one of its draft first.
///
/// # Errors
/// Where it is kept: what others have read stays as they read it, until it is opened again.
pub fn change_report(
    tx: &mut Tx<'_>,
    product: Id,
    known: Option<Id>,
    (seed, draft): (&ReportSeed, &ReportDraft),
    change: &ReportChange,
) -> Result<Id, CommandError> {
    let id = match known {
        Some(id) => id,
        None => make_report(tx, product, seed, draft)?,
    };
    let report = tx.tables().described(&REPORTS, id).ok_or(CommandError::Missing(REPORTS.noun))?;
    if let Some(on) = report.day(&REPORT_KEPT).filter(|_| !matches!(change, ReportChange::Keep(_))) {
        return Err(CommandError::ReportKept(on));
    }
    let today = tx.today().to_string();
    let made: Vec<Value> = match change {
        ReportChange::Add(section, text) => {
            let line = json!({ LINE_SECTION.key: section, LINE_TEXT.key: clean_line(text) });
            line.as_object().cloned().into_iter().map(|fields| row_of(tx, fields)).collect()
        }
        ReportChange::Again(_, lines) => lines.iter().map(|line| row_of(tx, line_fields(line))).collect(),
        _ => Vec::new(),
    };
    revise(tx, RecordRef { table: REPORTS.table, id }, |fields| {
        match change {
            ReportChange::Gist(text) => {
                let text = clean_text(text);
                set(fields, &REPORT_GIST, (!text.is_empty()).then(|| text.into()));
            }
            ReportChange::Keep(is_kept) => {
                set(fields, &REPORT_KEPT, is_kept.then(|| today.into()));
                // Until then it follows the lines, unless somebody wrote it.
                if *is_kept && !fields.contains_key(REPORT_GIST.key) && !draft.gist.is_empty() {
                    set(fields, &REPORT_GIST, Some(draft.gist.clone().into()));
                }
            }
            _ => {}
        }
        let Some(rows) = list_in(fields, &REPORT_LINES) else { return };
        let of_row = |rows: &mut Vec<Value>, at: usize, field: &Field, value: Option<Value>| {
            if let Some(row) = rows.get_mut(at).and_then(Value::as_object_mut) {
                set(row, field, value);
            }
        };
        match change {
            ReportChange::Text(at, text) if clean_line(text).is_empty() && *at < rows.len() => {
                drop(rows.remove(*at));
            }
            ReportChange::Text(at, text) => of_row(rows, *at, &LINE_TEXT, Some(clean_line(text).into())),
            ReportChange::Out(at, is_out) => of_row(rows, *at, &LINE_OUT, is_out.then(|| "yes".into())),
            ReportChange::Add(section, _) | ReportChange::Again(section, _) => {
                let is_of = |row: &Value| {
                    row.as_object().is_some_and(|row| Values(row).words(&LINE_SECTION) == *section)
                };
                if matches!(change, ReportChange::Again(..)) {
                    rows.retain(|row| !is_of(row));
                }
                rows.extend(made);
            }
            ReportChange::Gist(_) | ReportChange::Keep(_) => {}
        }
        if rows.is_empty() {
            fields.remove(REPORT_LINES.key);
        }
    });
    Ok(id)
}
