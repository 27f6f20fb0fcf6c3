//! Bringing a document in: what is new comes, what one side alone changed is taken, what both changed is asked.

mod decision;
mod three_way;

use std::borrow::Cow;

pub use decision::{Conflict, Decisions, RecordKey, Side};
use serde_json::Value;
use thiserror::Error;
pub use three_way::can_keep_both;
use three_way::{Merging, held, missing};

use crate::format::{Document, StagedRecord};
use crate::model::{
    Id, Instant, Item, Label, Product, Record, SortedMap, SortedSet, fold, in_order_by, set_of,
};
use crate::workspace::{Entry, Fields, Knowledge, MERGED, Stamps, Tables, Tx, mend_all};

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
    /// Everything is as in the file: what is not in it goes to Trash.
    PutBack,
}

impl OnConflict {
    /// Whether what is here stays, of which it is known whether it is the newer.
    pub(super) fn keeps(self, is_newer_here: bool) -> bool {
        match self {
            Self::NewerWins => is_newer_here,
            Self::KeepMine => true,
            Self::TakeTheirs | Self::PutBack => false,
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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RestoreReport {
    /// Records that were not here.
    pub new: usize,
    /// Records that were here and are different now.
    pub changed: usize,
    /// Records that are here as they are in the file.
    pub same: usize,
    /// Records that differ, and are left as they are here: newer, or by the person's rule.
    pub kept: usize,
    /// Records that were deleted where the file was saved and not touched here: they go to Trash.
    pub trashed: usize,
    /// Records that were deleted here and not touched there: they stay away.
    pub gone: usize,
    /// The records that are different now, those that go to Trash first.
    pub touched: Vec<RecordKey>,
    /// What both sides changed, record by record; it stays as it is here until somebody decides.
    pub conflicts: Vec<Conflict>,
    /// What did not fit together and was mended, in sentences.
    pub mended: Vec<String>,
    /// New records by table.
    pub tables: SortedMap<String, usize>,
    /// A product to show afterwards.
    pub product: Option<Id>,
}

impl RestoreReport {
    /// How many records are new or different.
    pub fn came(&self) -> usize {
        self.new + self.changed + self.trashed
    }

    fn note_trashed(&mut self, table: &str, ids: &[Id]) {
        self.trashed += ids.len();
        self.touched.splice(0..0, ids.iter().map(|id| (table.to_owned(), *id)));
    }
}

/// How a document is brought in.
#[derive(Clone, Debug, Default)]
pub struct Restoring {
    /// What happens to what is here already.
    pub on_conflict: OnConflict,
    /// What a person decided about what both sides changed.
    pub decisions: Decisions,
    /// The transactions still known here, oldest first: from them it is read what stood before.
    pub history: Vec<Entry>,
}

impl From<OnConflict> for Restoring {
    fn from(on_conflict: OnConflict) -> Self {
        Self { on_conflict, ..Self::default() }
    }
}

/// Brings a document in, whole or not at all.
///
/// # Errors
/// Where a record is none of its kind; the sentence names it.
pub fn restore(
    tx: &mut Tx<'_>,
    document: &Document,
    restoring: &Restoring,
) -> Result<RestoreReport, RestoreError> {
    let mut report = RestoreReport::default();
    let records = document.tables.values().flatten();
    let shown = || Knowledge::shown_by(records.filter_map(|record| record.stamps.as_ref()));
    let theirs = document.known.clone().unwrap_or_else(shown);
    let merging = Merging::new(tx, theirs, !document.is_altered, restoring);
    // Products last: one that comes out of Trash brings along what went there with it.
    let is_product = |(table, _): &(&String, &Vec<StagedRecord>)| *table == Product::TABLE;
    let (products, others): (Vec<_>, Vec<_>) = document.tables.iter().partition(is_product);
    for (table, records) in others.into_iter().chain(products) {
        for (place, record) in records.iter().enumerate() {
            restore_record(tx, table, record, restoring.on_conflict, &merging, &mut report)
                .map_err(|error| blame(table, place + 1, record, &error))?;
        }
    }
    if let (OnConflict::NewerWins, Some(known)) = (restoring.on_conflict, &document.known) {
        follow_deletions(tx, document, &merging, &mut report);
        tx.take_over(known, document.only);
        join_labels(tx);
    }
    if restoring.on_conflict == OnConflict::PutBack {
        trash_others(tx, document, &mut report);
    }
    report.mended = mend_all(tx);
    let products = document.tables.get(Product::TABLE).into_iter().flatten();
    report.product = products.map(|record| record.id).find(|id| tx.get::<Product>(*id).is_some());
    let verb = if report.changed + report.trashed == 0 { "Import" } else { "Merge" };
    tx.set_label(format!("{verb} {}", count(report.came(), "record")));
    Ok(report)
}

fn restore_record(
    tx: &mut Tx<'_>,
    table: &str,
    record: &StagedRecord,
    on_conflict: OnConflict,
    merging: &Merging<'_>,
    report: &mut RestoreReport,
) -> Result<(), String> {
    let id = record.id;
    let target = (table.to_owned(), id);
    let is_merged = on_conflict == OnConflict::NewerWins;
    let own = tx.tables().any(table);
    let Some(stamps) = own.and_then(|own| own.stamps(id)).cloned() else {
        let product = record.fields.get("product").and_then(Value::as_str).and_then(|id| id.parse().ok());
        let known = merging.mine(product);
        let had = record.stamps.as_ref().filter(|stamps| is_merged && known.has_had(stamps));
        let had = had.filter(|stamps| known.has_all_of(stamps) || !merging.was_kept(&target));
        let mut fields = Cow::Borrowed(&record.fields);
        if let Some(stamps) = had {
            let conflict = merging.whole(&target, &fields, false);
            let is_wanted = merging.decisions.side(&target, &conflict.path) == Some(Side::Theirs);
            if known.has_all_of(stamps) || fields.contains_key("deleted_at") {
                report.gone += 1;
                return Ok(());
            }
            report.conflicts.push(conflict);
            if !is_wanted {
                // What somebody wrote there since is not lost.
                fields.to_mut().insert("deleted_at".into(), tx.now().0.into());
            }
        }
        match &record.stamps {
            Some(stamps) => tx.adopt(table, id, &record.fields, stamps.clone())?,
            None => tx.put(table, id, &record.fields)?,
        }
        if let Cow::Owned(fields) = fields {
            tx.put(table, id, &fields)?;
        }
        report.new += 1;
        *report.tables.entry(table.to_owned()).or_insert(0) += 1;
        return Ok(());
    };
    if record.stamps.as_ref() == Some(&stamps) && merging.trusts_stamps {
        report.same += 1;
        return Ok(());
    }
    let current = own.and_then(|own| own.fields(id)).unwrap_or_default();
    let is_equal = is_same(&current, &record.fields);
    let mut is_changed = false;
    match held(record).filter(|_| is_merged) {
        Some(theirs) => {
            let (changed, conflicts) = merging.merge(tx, &target, (&current, &stamps), theirs)?;
            is_changed = changed;
            report.conflicts.extend(conflicts);
        }
        None if is_equal || on_conflict == OnConflict::KeepMine => {}
        None => {
            tx.put(table, id, &record.fields)?;
            // Counters have kept what they had come to.
            let now = tx.tables().any(table).and_then(|table| table.fields(id)).unwrap_or_default();
            is_changed = !is_same(&current, &now);
        }
    }
    if is_changed {
        report.touched.push(target);
    }
    *(match (is_changed, is_equal) {
        (true, _) => &mut report.changed,
        (_, true) => &mut report.same,
        _ => &mut report.kept,
    }) += 1;
    Ok(())
}

fn ids_in(document: &Document, table: &str) -> SortedSet<Id> {
    set_of(document.tables.get(table).into_iter().flatten().map(|record| record.id))
}

/// Puts into Trash what was deleted for good where the file was saved, as far as it was not changed here since.
fn follow_deletions(tx: &mut Tx<'_>, document: &Document, merging: &Merging<'_>, report: &mut RestoreReport) {
    let mut deleted: Vec<(String, Vec<Id>)> = Vec::new();
    for table in tx.tables().all().filter(|table| table.name() != MERGED) {
        let ids = ids_in(document, table.name());
        let mut gone = Vec::new();
        for (id, stamps) in missing(table, &merging.theirs, |id| ids.contains(&id)) {
            if document.only.is_some_and(|only| table.owner(id) != Some(only)) {
                continue;
            }
            let target = (table.name().to_owned(), id);
            if !merging.theirs.has_all_of(stamps) {
                let conflict = merging.whole(&target, &table.fields(id).unwrap_or_default(), true);
                let is_wanted = merging.decisions.side(&target, &conflict.path) != Some(Side::Theirs);
                report.conflicts.push(conflict);
                if is_wanted {
                    continue;
                }
            }
            gone.push(id);
        }
        report.note_trashed(table.name(), &gone);
        deleted.push((table.name().to_owned(), gone));
    }
    for (table, ids) in deleted.into_iter().filter(|(_, ids)| !ids.is_empty()) {
        tx.trash(&table, &ids);
    }
}

/// Puts into Trash what is not in the file; of a file of one product, what is that product's.
fn trash_others(tx: &mut Tx<'_>, document: &Document, report: &mut RestoreReport) {
    let mut others: Vec<(String, Vec<Id>)> = Vec::new();
    for table in tx.tables().all().filter(|table| table.name() != MERGED) {
        let in_file = ids_in(document, table.name());
        let is_other = |id: &Id| {
            table.has_live(*id)
                && !in_file.contains(id)
                && document.only.is_none_or(|only| table.owner(*id) == Some(only))
        };
        others.push((table.name().to_owned(), table.ids().into_iter().filter(is_other).collect()));
    }
    for (table, ids) in others {
        report.note_trashed(&table, &ids);
        tx.trash_with_owner(&table, &ids);
    }
}

/// Makes one label of those that both devices made under one name: the first, on both.
fn join_labels(tx: &mut Tx<'_>) {
    let labels = tx.tables().labels.iter();
    let made = |id| tx.tables().labels.any.stamps(id).map(Stamps::base);
    let labels = labels.map(|label| (fold(&label.name), made(label.meta.id), label.meta.id)).collect();
    let labels: Vec<_> = in_order_by(labels, Ord::cmp);
    let mut later: Vec<(Id, Id)> = Vec::new();
    for same in labels.chunk_by(|one, next| one.0 == next.0) {
        if let [(.., first), others @ ..] = same {
            later.extend(others.iter().map(|(.., id)| (*id, *first)));
        }
    }
    for (label, first) in &later {
        let has = |item: &&Item| item.labels.contains(label);
        let items: Vec<Id> = tx.tables().items.iter().filter(has).map(|item| item.meta.id).collect();
        for item in items {
            tx.edit(item, |item: &mut Item| {
                item.labels.insert(*first);
            });
        }
    }
    let later: Vec<Id> = later.into_iter().map(|(label, _)| label).collect();
    if !later.is_empty() {
        tx.trash(Label::TABLE, &later);
    }
}

/// When a record last changed.
fn time_of(fields: &Fields) -> Instant {
    Instant(fields.get("updated_at").and_then(Value::as_i64).unwrap_or(0))
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
        let stamps = Stamps::made(crate::workspace::Stamp { clock: 0, tab: crate::workspace::TabId(0) });
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
