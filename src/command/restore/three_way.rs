//! A record that is here and in a file: what one side changed is taken, what both changed is asked. Which is which the
//! stamps tell and what each side knew, and history where it reaches back far enough.

use serde_json::Value;

use super::decision::{Conflict, Decisions, RecordKey, Side};
use super::{Restoring, is_same, time_of};
use crate::command::{Relation, relate};
use crate::format::StagedRecord;
use crate::model::{Id, Instant, Item, MergeClass, Record, SortedMap};
use crate::workspace::{
    AnyTable, Before, Concurrent, Delta, Entry, Fields, Knowledge, RecordChange, Role, Stamps, StampsOf,
    Tables, Tx, Version, concurrent, open_tables,
};

/// Fields in which the later one wins without a question: order, origin, and what a page remembers.
const QUIET: [&str; 8] =
    ["rank", "source", "number", "former_numbers", "former_keys", "focus", "focus_at", "lens"];

/// The field that says whether a record lies in Trash.
const DELETED: &str = "deleted_at";

/// A record on one side.
type Held<'a> = (&'a Fields, &'a Stamps);

/// What merging goes by.
pub(super) struct Merging<'a> {
    /// What is known here, of records of no product and of each product's.
    mine: SortedMap<Option<Id>, Knowledge>,
    /// What was known where the file was saved.
    pub(super) theirs: Knowledge,
    /// Whether records of the same stamps are the same: nobody wrote in the file itself.
    pub(super) trusts_stamps: bool,
    pub(super) decisions: &'a Decisions,
    /// The transactions that are still known here, oldest first.
    history: &'a [Entry],
}

impl<'a> Merging<'a> {
    pub(super) fn new(tx: &Tx<'_>, theirs: Knowledge, trusts_stamps: bool, restoring: &'a Restoring) -> Self {
        let products = tx.tables().products.iter().map(|product| Some(product.meta.id));
        let mut mine = SortedMap::new();
        for product in std::iter::once(None).chain(products) {
            mine.insert(product, Knowledge::in_all(tx.known(), tx.tables(), product));
        }
        let Restoring { decisions, history, .. } = restoring;
        Self { mine, theirs, trusts_stamps, decisions, history }
    }

    /// What is known here of a record's surroundings.
    pub(super) fn mine(&self, product: Option<Id>) -> &Knowledge {
        self.mine.get(&product).or_else(|| self.mine.get(&None)).unwrap_or(&self.theirs)
    }

    /// Merges a record that both sides have: whether it is another than before, and what both changed.
    pub(super) fn merge(
        &self,
        tx: &mut Tx<'_>,
        target: &RecordKey,
        (mine, own): Held<'_>,
        (theirs, other): Held<'_>,
    ) -> Result<(bool, Vec<Conflict>), String> {
        let (table, id) = (target.0.as_str(), target.1);
        let conflicts = self.conflicts(tx.tables(), target, (mine, own), (theirs, other));
        let (mut settled, mut stamps) = (mine.clone(), own.clone());
        take_newer(tx.tables(), table, &mut settled, &mut stamps, (theirs, other));
        if conflicts.is_empty() {
            if is_same(mine, &settled) && stamps == *own {
                return Ok((false, conflicts));
            }
            tx.adopt(table, id, &settled, stamps)?;
        } else {
            // What is decided is written by this transaction, whichever side it is: so it is newer than both.
            let mut other_way = settled.clone();
            for conflict in &conflicts {
                let Some(delta) = &conflict.delta else { continue };
                let back = delta.clone().inverse();
                let (wins, loses) = match self.side_of(conflict) {
                    Side::Mine => (&back, delta),
                    Side::Theirs => (delta, &back),
                };
                let field = conflict.path.split('/').next().unwrap_or_default();
                wins.write(field, &mut settled);
                loses.write(field, &mut other_way);
            }
            tx.adopt(table, id, &other_way, stamps)?;
            tx.put(table, id, &settled)?;
            if self.decisions.keeps_both(target) {
                keep_copy(tx, target, theirs)?;
            }
        }
        let now = tx.tables().any(table).and_then(|table| table.fields(id)).unwrap_or_default();
        // What history can settle is not asked.
        let asked = conflicts.into_iter().filter(|it| self.settled_by_history(it).is_none());
        Ok((!is_same(mine, &now), asked.collect()))
    }

    /// Whether a record that is no more was kept in the file by somebody who knew that it had been deleted here.
    pub(super) fn was_kept(&self, target: &RecordKey) -> bool {
        let ended = |entry: &&Entry| {
            let is_end = |change: &RecordChange| matches!(change, RecordChange::Gone { table, id, .. } if *table == target.0 && *id == target.1);
            entry.changes.iter().any(is_end)
        };
        self.history.iter().rev().find(ended).is_some_and(|entry| self.theirs.has(entry.stamp))
    }

    /// A record that is here alone, or in the file alone, and that the other side has deleted without knowing its changes.
    pub(super) fn whole(&self, target: &RecordKey, held: &Fields, is_here: bool) -> Conflict {
        let (record, at, never) = (Value::Object(held.clone()), time_of(held), Instant(0));
        let (mine, theirs) = if is_here { (Some(record), None) } else { (None, Some(record)) };
        let changed_at = if is_here { (at, never) } else { (never, at) };
        let (path, base, delta) = (String::new(), None, None);
        Conflict { record: target.clone(), path, base, mine, theirs, changed_at, delta }
    }

    fn conflicts(
        &self,
        tables: &Tables,
        target: &RecordKey,
        (mine, own): Held<'_>,
        (theirs, other): Held<'_>,
    ) -> Vec<Conflict> {
        let Some(table) = tables.any(&target.0) else { return Vec::new() };
        let here = Version { stamps: own, known: self.mine(table.owner(target.1)) };
        let there = Version { stamps: other, known: &self.theirs };
        let mut deltas = Delta::between_records(mine, theirs, |field| table.merge_class(field));
        let is_counted = |field: &str| table.merge_class(field) == MergeClass::Counter;
        deltas.retain(|field, _| !QUIET.contains(&field.as_str()) && !is_counted(field));
        // When something was put into Trash is no question; whether it is, is one where the other side changed anything.
        let is_trash_asked = deltas.remove(DELETED).filter(|delta| {
            let (mine, theirs) = delta.sides();
            let is_missed = |gone: Version<'_>, kept: Version<'_>| {
                !kept.known.has(gone.stamps.of(DELETED)) && !gone.known.has_all_of(kept.stamps)
            };
            match (mine, theirs) {
                (Some(_), None) => is_missed(here, there),
                (None, Some(_)) => is_missed(there, here),
                _ => false,
            }
        });
        let trash = is_trash_asked.map(|delta| Concurrent { path: DELETED.into(), delta });
        let changed_at = (time_of(mine), time_of(theirs));
        let found = trash.into_iter().chain(concurrent(&deltas, here, there));
        let conflict = |Concurrent { path, delta }| {
            let (here, there) = delta.sides();
            Conflict {
                record: target.clone(),
                base: self.base_of(target, mine, &path),
                mine: here.cloned(),
                theirs: there.cloned(),
                changed_at,
                path,
                delta: Some(delta),
            }
        };
        found.map(conflict).collect()
    }

    /// What stood at a path when the other side last knew everything here: what is here now, with each change taken back
    /// that it does not know. Of steps that were joined it is not known which of them the other side knew.
    fn base_of(&self, target: &RecordKey, mine: &Fields, path: &str) -> Option<Before> {
        let mut parts = path.split('/');
        let field = parts.next()?;
        let mut record = Fields::new();
        if let Some(value) = mine.get(field) {
            record.insert(field.to_owned(), value.clone());
        }
        let mut is_written = false;
        let unknown = self.history.iter().rev().filter(|entry| !self.theirs.has(entry.stamp));
        for (entry, change) in
            unknown.flat_map(|entry| entry.changes.iter().map(move |change| (entry, change)))
        {
            let RecordChange::Edited { table, id, fields, .. } = change else { continue };
            let is_of = *table == target.0 && *id == target.1;
            let Some(delta) = fields.get(field).filter(|_| is_of) else { continue };
            if matches!(entry.role, Role::Joined(_)) {
                return None;
            }
            delta.clone().inverse().write(field, &mut record);
            is_written = true;
        }
        let value = record.get(field).and_then(|value| {
            parts.try_fold(value, |value, part| match value {
                Value::Array(elements) => {
                    elements.iter().find(|it| it.get("id").and_then(Value::as_str) == Some(part))
                }
                value => value.get(part),
            })
        });
        is_written.then(|| Before(value.cloned()))
    }

    fn settled_by_history(&self, conflict: &Conflict) -> Option<Side> {
        // Who changed something in what the other deleted has left it in no Trash: that says nothing.
        let base = conflict.base.as_ref().filter(|_| conflict.path != DELETED)?;
        if base.0 == conflict.mine {
            Some(Side::Theirs)
        } else if base.0 == conflict.theirs {
            Some(Side::Mine)
        } else {
            None
        }
    }

    fn side_of(&self, conflict: &Conflict) -> Side {
        self.settled_by_history(conflict)
            .or_else(|| self.decisions.side(&conflict.record, &conflict.path))
            .unwrap_or_default()
    }
}

fn take_newer(
    tables: &Tables,
    table: &str,
    merged: &mut Fields,
    stamps: &mut Stamps,
    (record, theirs): Held<'_>,
) {
    let Some(table) = tables.any(table) else { return };
    for (field, delta) in Delta::between_records(merged, record, |field| table.merge_class(field)) {
        delta.apply(&field, table.merge_class(&field), merged, stamps, StampsOf::As(theirs));
    }
    stamps.join(theirs);
    let updated_at = time_of(merged).max(time_of(record));
    merged.insert("updated_at".into(), updated_at.0.into());
}

/// Puts what the file has beside what is here, as a record of its own.
fn keep_copy(tx: &mut Tx<'_>, (table, id): &RecordKey, theirs: &Fields) -> Result<(), String> {
    let copy = tx.new_id();
    let owner = tx.tables().any(table).and_then(|table| table.owner(*id));
    let mut fields = theirs.clone();
    fields.insert("id".into(), copy.to_string().into());
    fields.remove(DELETED);
    fields.remove("former_numbers");
    if let (true, Some(owner)) = (fields.contains_key("number"), owner) {
        fields.insert("number".into(), tx.take_number(table, owner).into());
    }
    tx.put(table, copy, &fields)?;
    if table == Item::TABLE {
        // A pair that both have is related at the most once.
        let _ = relate(tx, copy, Relation::RelatesTo, *id, true);
    }
    Ok(())
}

/// Whether a kind's records can stand twice: such that a person makes as many as they like.
pub fn can_keep_both(table: &str) -> bool {
    open_tables().contains(&table)
}

/// The stamps of a record of a file, and its fields.
pub(super) fn held(record: &StagedRecord) -> Option<Held<'_>> {
    Some((&record.fields, record.stamps.as_ref()?))
}

/// The records of a table that somebody who has a file must have had and has no more.
pub(super) fn missing<'a>(
    table: &'a AnyTable,
    theirs: &'a Knowledge,
    has: impl Fn(Id) -> bool + 'a,
) -> impl Iterator<Item = (Id, &'a Stamps)> + 'a {
    let ids = table.ids().into_iter().filter(move |id| !has(*id) && table.has_live(*id));
    ids.filter_map(|id| Some((id, table.stamps(id).filter(|stamps| theirs.has_had(stamps))?)))
}
