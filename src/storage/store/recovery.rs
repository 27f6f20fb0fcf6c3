//! Reading what is stored as far as it can be read, and setting aside what cannot.
//!
//! A damaged segment of the newest state does not bring back the whole state before it: the newest stands, and only the
//! rows that are missing come from the state before.

use std::ops::Range;

use super::OpenError;
use super::{SaveError, Store};
use crate::model::{CRC32, Id, Instant, SortedMap, SortedSet, in_order_of};
use crate::storage::PREFIX;
use crate::storage::journal::{self, Slot};
use crate::storage::key_value::KeyValue;
use crate::storage::manifest::{Manifest, STORE_VERSION, Segment};
use crate::storage::seal::{Damage, unseal};
use crate::workspace::{AnyTable, Entry, HISTORY, RecordChange, Tables, Workspace};

/// A part of the store that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// Its key.
    pub key: String,
    /// What it is and what is wrong with it, in a sentence.
    pub words: String,
}

impl Damaged {
    pub(in crate::storage) fn segment(segment: &Segment, reason: &str) -> Self {
        let what = match segment.table.as_str() {
            HISTORY => "steps of history",
            "" => "records of a list without a name",
            table => table,
        };
        let words = format!("{} {what} cannot be read: {reason}.", segment.rows);
        Self { key: Manifest::segment_key(&segment.id), words }
    }

    pub(in crate::storage) fn change(slot: Slot, reason: &str) -> Self {
        Self { key: slot.key(), words: format!("A change cannot be read: {reason}.") }
    }
}

/// How much of one table was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The table; `history` for transactions that are folded.
    pub table: String,
    /// How many records should be there.
    pub stored: usize,
    /// How many could be read.
    pub read: usize,
}

/// What the segments hold.
pub(in crate::storage) struct Base {
    pub manifest: Manifest,
    pub previous: Option<Manifest>,
    pub tables: Tables,
    pub segment_of: SortedMap<(String, Id), String>,
    pub damage: Vec<Damaged>,
    pub found: Vec<Found>,
    /// Transactions of history that rows of an older state have to go through again.
    pub since: Vec<Entry>,
    /// The tables of which a segment cannot be read.
    lacking: SortedSet<String>,
    /// Whether every list of what is stored could be read.
    is_listed: bool,
}

impl Base {
    /// Finds the newest state; nothing of it is read yet.
    pub(in crate::storage) fn find(kv: &impl KeyValue) -> Result<Self, OpenError> {
        let (manifests, unreadable) = Manifest::read_all(kv);
        if manifests.iter().any(|manifest| manifest.version > STORE_VERSION) {
            return Err(OpenError::Newer);
        }
        let mut manifests = manifests.into_iter();
        let manifest = manifests.next().unwrap_or_default();
        let previous = manifests.next();
        let words = |reason| format!("A list of what is stored cannot be read: {reason}.");
        let unreadable: Vec<Damaged> =
            unreadable.into_iter().map(|(key, reason)| Damaged { words: words(reason), key }).collect();
        Ok(Self {
            is_listed: unreadable.is_empty(),
            manifest,
            previous,
            tables: Tables::default(),
            segment_of: SortedMap::new(),
            damage: unreadable,
            found: Vec::new(),
            since: Vec::new(),
            lacking: SortedSet::new(),
        })
    }

    /// Reads the segments with these places in the list; whether there are more.
    pub(in crate::storage) fn load_segments(&mut self, kv: &impl KeyValue, places: Range<usize>) -> bool {
        let is_more = places.end < self.manifest.segments.len();
        for segment in self.manifest.segments.iter().take(places.end).skip(places.start) {
            let loaded = read_segment(kv, segment)
                .and_then(|text| self.tables.any_mut(&segment.table).load_rows(&text));
            let read = match loaded {
                Ok(ids) => {
                    let read = ids.len();
                    let places = ids.into_iter().map(|id| ((segment.table.clone(), id), segment.id.clone()));
                    self.segment_of.extend(places);
                    read
                }
                Err(reason) => {
                    self.damage.push(Damaged::segment(segment, &reason));
                    self.lacking.insert(segment.table.clone());
                    0
                }
            };
            note(&mut self.found, &segment.table, segment.rows, read);
        }
        is_more
    }

    /// Makes up for what is damaged, once all segments were read: from the state before, and from what lies beside.
    pub(in crate::storage) fn complete(&mut self, kv: &impl KeyValue) {
        self.check_history(kv);
        if !self.is_listed {
            self.overlay_unlisted(kv);
        }
        if !self.lacking.is_empty() {
            self.fill_in(kv);
        }
        // What was taken out is known by now, and what came has its rows.
        for entry in &mut self.since {
            entry.changes.retain(|change| matches!(change, RecordChange::Edited { .. }));
        }
    }

    /// History is read when it is needed; whether it is whole has to be known before anything is folded.
    fn check_history(&mut self, kv: &impl KeyValue) {
        for segment in &self.manifest.history {
            let checked = check_segment(kv, segment);
            let read = if checked.is_ok() { segment.rows } else { 0 };
            self.damage.extend(checked.err().map(|reason| Damaged::segment(segment, &reason)));
            note(&mut self.found, HISTORY, segment.rows, read);
        }
    }

    /// Where a list is lost, segments of a later state still lie there: their rows are newer than those listed, and what
    /// their history took out is gone.
    fn overlay_unlisted(&mut self, kv: &impl KeyValue) {
        let is_later = |id: &String| Manifest::generation_of(id) > self.manifest.generation;
        let later: Vec<String> = segment_ids(kv).filter(is_later).collect();
        let later = in_order_of(later, |id| Manifest::generation_of(id));
        let text = |id: &String| unseal(&kv.get(&Manifest::segment_key(id))?).ok();
        let (history, rows): (Vec<String>, Vec<String>) =
            later.into_iter().partition(|id| Manifest::table_of(id) == Some(HISTORY));
        for id in history {
            self.since.extend(
                text(&id)
                    .and_then(|text| serde_json::from_str::<Vec<Entry>>(&text).ok())
                    .into_iter()
                    .flatten(),
            );
        }
        for (table, id) in taken_out(&self.since) {
            self.tables.any_mut(&table).remove(id);
        }
        for id in rows {
            let Some((table, text)) = Manifest::table_of(&id).zip(text(&id)) else { continue };
            let before = self.tables.any(table).map_or(0, AnyTable::len);
            if let Ok(ids) = self.tables.any_mut(table).load_rows(&text) {
                // No list names that segment: the rows are to be written again.
                for id in ids {
                    self.segment_of.remove(&(table.to_owned(), id));
                }
                let new = self.tables.any(table).map_or(0, AnyTable::len).saturating_sub(before);
                note(&mut self.found, table, new, new);
            }
        }
    }

    /// Takes rows that are missing from segments only the state before names: those that history has not taken out. What
    /// history did to them since is done again.
    fn fill_in(&mut self, kv: &impl KeyValue) {
        let Some(previous) = &self.previous else { return };
        let history = self.manifest.history.iter().filter_map(|segment| read_history(kv, segment).ok());
        self.since = history.flatten().chain(std::mem::take(&mut self.since)).collect();
        let gone = taken_out(&self.since);
        let is_replaced =
            |segment: &&Segment| !self.manifest.names(&segment.id) && self.lacking.contains(&segment.table);
        for segment in previous.segments.iter().filter(is_replaced) {
            let Ok(text) = read_segment(kv, segment) else { continue };
            let mut older = Tables::default();
            let Ok(ids) = older.any_mut(&segment.table).load_rows(&text) else { continue };
            let is_missing = |id: &Id| {
                let is_here = self.tables.any(&segment.table).is_some_and(|table| table.has(*id));
                !is_here && !gone.contains(&(segment.table.clone(), *id))
            };
            let rows: Vec<String> = ids
                .into_iter()
                .filter(is_missing)
                .filter_map(|id| older.any(&segment.table)?.row_json(id))
                .collect();
            let filled = self.tables.any_mut(&segment.table).load_rows(&format!("[{}]", rows.join(",")));
            note(&mut self.found, &segment.table, 0, filled.map_or(0, |ids| ids.len()));
        }
    }
}

/// The records that were taken out and have not come again since.
fn taken_out(entries: &[Entry]) -> SortedSet<(String, Id)> {
    let mut gone = SortedSet::new();
    for change in entries.iter().flat_map(|entry| &entry.changes) {
        let (table, id) = change.target();
        match change {
            RecordChange::Gone { .. } => {
                gone.insert((table.to_owned(), id));
            }
            RecordChange::Made { .. } | RecordChange::Born { .. } => {
                gone.remove(&(table.to_owned(), id));
            }
            RecordChange::Edited { .. } => {}
        }
    }
    gone
}

/// The transactions a segment of history holds, oldest first.
pub(in crate::storage) fn read_history(kv: &impl KeyValue, segment: &Segment) -> Result<Vec<Entry>, String> {
    serde_json::from_str(&read_segment(kv, segment)?).map_err(|error| error.to_string())
}

fn note(found: &mut Vec<Found>, table: &str, stored: usize, read: usize) {
    match found.iter_mut().find(|found| found.table == table) {
        Some(found) => {
            found.stored += stored;
            found.read += read;
        }
        None => found.push(Found { table: table.to_owned(), stored, read }),
    }
}

fn segment_ids(kv: &impl KeyValue) -> impl Iterator<Item = String> {
    let start = Manifest::segment_key("");
    kv.keys().into_iter().filter_map(move |key| key.strip_prefix(&start).map(str::to_owned))
}

pub(in crate::storage) fn check_segment(kv: &impl KeyValue, segment: &Segment) -> Result<String, String> {
    let sealed = kv.get(&Manifest::segment_key(&segment.id)).ok_or("it is missing")?;
    let is_whole = CRC32.checksum(sealed.as_bytes()) == segment.sum;
    if is_whole { Ok(sealed) } else { Err(Damage::Checksum.to_string()) }
}

pub(in crate::storage) fn read_segment(kv: &impl KeyValue, segment: &Segment) -> Result<String, String> {
    unseal(&check_segment(kv, segment)?).map_err(|damage| damage.to_string())
}

/// The texts of a table's segments, inflated.
#[cfg(feature = "bench")]
pub fn row_texts(kv: &impl KeyValue, table: &str) -> Vec<String> {
    let newest = Manifest::newest(kv);
    let segments = newest.segments.iter().filter(|segment| segment.table == table);
    segments.filter_map(|segment| read_segment(kv, segment).ok()).collect()
}

/// Moves the newest transaction that is not folded out of the way, for a page that cannot start with it: its label.
pub fn set_last_aside(kv: &impl KeyValue) -> Option<String> {
    let (slot, entry) = last_unfolded(kv)?;
    let keys = journal::keys(kv, slot);
    for key in &keys {
        kv.set(&aside_key(key), &kv.get(key)?).ok()?;
    }
    keys.iter().rev().for_each(|key| kv.remove(key));
    Some(entry.label)
}

/// The label of the newest transaction that is not folded.
pub fn last_label(kv: &impl KeyValue) -> Option<String> {
    last_unfolded(kv).map(|(_, entry)| entry.label)
}

fn last_unfolded(kv: &impl KeyValue) -> Option<(Slot, Entry)> {
    let slots = kv.keys().into_iter().filter_map(|key| Slot::of_key(&key));
    let read = slots.filter_map(|slot| Some((slot, journal::read(kv, slot, &kv.get(&slot.key())?).ok()?)));
    read.max_by_key(|(_, entry)| entry.stamp)
}

/// Whether a person has put this transaction out of the way; one that was set aside because it could not be read still has
/// a place here.
pub(in crate::storage) fn is_put_away(kv: &impl KeyValue, slot: Slot) -> bool {
    kv.get(&aside_key(&slot.key())).is_some_and(|sealed| unseal(&sealed).is_ok())
}

/// Where a text that was set aside lies.
fn aside_key(key: &str) -> String {
    format!("{PREFIX}q/{}", key.strip_prefix(PREFIX).unwrap_or(key))
}

/// The keys of what was set aside.
pub fn set_aside(kv: &impl KeyValue) -> Vec<String> {
    let start = format!("{PREFIX}q/");
    kv.keys().into_iter().filter(|key| key.starts_with(&start)).collect()
}

/// Throws away what was set aside.
pub fn drop_set_aside(kv: &impl KeyValue) {
    for key in set_aside(kv) {
        kv.remove(&key);
    }
}

impl<K: KeyValue> Store<K> {
    /// What could not be read when the store was opened.
    pub fn damage(&self) -> &[Damaged] {
        &self.damage
    }

    /// Goes on with what could be read: copies everything damaged aside, writes a state without it, and only then takes
    /// it from its place.
    ///
    /// # Errors
    /// Where the copies or the state do not fit; nothing is changed then.
    pub fn set_damage_aside(&mut self, workspace: &Workspace, now: Instant) -> Result<(), SaveError> {
        let keys_of = |damaged: &Damaged| match Slot::of_key(&damaged.key) {
            Some(slot) => journal::keys(&self.kv, slot),
            None => vec![damaged.key.clone()],
        };
        let keys: Vec<String> = self.damage.iter().flat_map(keys_of).collect();
        for key in &keys {
            if let Some(text) = self.kv.get(key) {
                self.set_and_read_back(&aside_key(key), &text)?;
            }
        }
        let damage = std::mem::take(&mut self.damage);
        if let Err(error) = self.write_everything(workspace, now) {
            self.damage = damage;
            return Err(error);
        }
        // Where the new state has written a list of its own, that one stays.
        let is_copied = |key: &&String| self.kv.get(key) == self.kv.get(&aside_key(key));
        for key in keys.iter().rev().filter(is_copied) {
            self.kv.remove(key);
        }
        Ok(())
    }

    /// Writes what can no longer be read once more from the tables, which still have it.
    ///
    /// # Errors
    /// Where it does not fit or is not taken.
    pub fn write_damaged_again(&mut self, workspace: &Workspace, now: Instant) -> Result<(), SaveError> {
        let (_, damaged) = self.look_through();
        let is_whole = |segment: &String| !damaged.iter().any(|it| it.key == Manifest::segment_key(segment));
        self.segment_of.retain(|_, segment| is_whole(segment));
        self.damage.extend(damaged);
        self.set_damage_aside(workspace, now)
    }

    /// Writes everything anew, where what was stored has been taken away under a running page.
    ///
    /// # Errors
    /// Where it does not fit or is not taken.
    pub fn write_again(&mut self, workspace: &Workspace, now: Instant) -> Result<(), SaveError> {
        let generation = self.manifest.generation;
        self.manifest = Manifest::default();
        self.previous = None;
        self.segment_of.clear();
        self.unconfirmed.clear();
        self.unfolded.clear();
        self.write_everything(workspace, now).inspect_err(|_| self.manifest.generation = generation)
    }
}
