//! Folding the journal into segments, slice by slice: new segments first, then the other manifest, and only when both
//! were read back are the journal's keys and the segments of the generation before last deleted.

use std::collections::{BTreeMap, BTreeSet};

use super::PREFIX;
use super::journal::{self, Slot};
use super::key_value::{KeyValue, KeyValueError, units};
use super::manifest::{Manifest, STORE_VERSION, Segment};
use super::seal::seal_packed;
use super::store::{Store, read_segment};
use crate::model::Id;
use crate::workspace::{Entry, Tables, Workspace};

/// How many rows a segment has at the most.
const SEGMENT_ROWS: usize = 64;
/// A history segment shorter than this is written again with what comes, so that there are few of them.
const HISTORY_SEGMENT_UNITS: usize = 20_000;
/// The share of the limit history may take.
const HISTORY_PERCENT: usize = 12;
/// The journal is folded when it has so many transactions …
const FOLD_AT_ENTRIES: usize = 200;
/// … or names so many records.
const FOLD_AT_TARGETS: usize = 1_000;

/// A checkpoint under way.
#[derive(Clone, Debug)]
pub(super) struct Checkpoint {
    manifest: Manifest,
    folding: Vec<Slot>,
    /// Rows to be written, by the new segment's id.
    waiting: Vec<(String, String, Vec<Id>)>,
    written: Vec<String>,
    placed: Vec<((String, Id), String)>,
}

/// How far a checkpoint is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// A slice was written, of so many units; there are more.
    More(usize),
    /// Everything is folded.
    Done,
    /// It was given up; what was there before still stands.
    Failed(KeyValueError),
}

impl<K: KeyValue> Store<K> {
    /// Whether the journal is long enough to be folded.
    pub fn wants_checkpoint(&self) -> bool {
        let targets = || self.unfolded.values().map(|entry| entry.targets.len()).sum::<usize>();
        !self.is_damaged()
            && self.checkpoint.is_none()
            && (self.unfolded.len() >= FOLD_AT_ENTRIES || targets() >= FOLD_AT_TARGETS)
    }

    /// Whether a checkpoint is under way.
    pub fn is_folding(&self) -> bool {
        self.checkpoint.is_some()
    }

    /// Begins to fold what the journal holds now; false when there is nothing to fold, or when something could not be
    /// read and must not be made worse.
    pub fn begin_checkpoint(&mut self, workspace: &Workspace) -> bool {
        if self.is_damaged() || self.unfolded.is_empty() {
            return false;
        }
        if !self.knows_everything() {
            return false;
        }
        self.collect_garbage();
        let generation = self.manifest.generation + 1;
        let mut manifest = self.manifest.clone();
        manifest.folded = self.sweep_journal();
        manifest.version = STORE_VERSION;
        manifest.generation = generation;
        manifest.clock = workspace.clock();
        let folding: Vec<Slot> = self.unfolded.keys().copied().collect();
        for slot in &folding {
            let folded = manifest.folded.entry(slot.tab.to_string()).or_insert(0);
            *folded = slot.seq.max(*folded);
        }
        let waiting = self.replan_segments(workspace, &mut manifest, generation);
        self.checkpoint =
            Some(Checkpoint { manifest, folding, waiting, written: Vec::new(), placed: Vec::new() });
        true
    }

    /// Which rows go to which new segments; the segments they come from leave the manifest.
    fn replan_segments(
        &mut self,
        workspace: &Workspace,
        manifest: &mut Manifest,
        generation: u64,
    ) -> Vec<(String, String, Vec<Id>)> {
        let mut touched: BTreeSet<(String, Id)> = BTreeSet::new();
        self.unfolded.values().for_each(|entry| touched.extend(entry.targets.iter().cloned()));
        let mut dirty: BTreeSet<String> = BTreeSet::new();
        dirty.extend(touched.iter().filter_map(|target| self.segment_of.get(target)).cloned());
        let mut homeless: BTreeMap<&str, Vec<Id>> = BTreeMap::new();
        for (table, id) in touched.iter().filter(|target| !self.segment_of.contains_key(target)) {
            if workspace.tables().any(table).is_some_and(|table| table.has(*id)) {
                homeless.entry(table).or_default().push(*id);
            }
        }
        // The last segment of a table may have room for what is new.
        for table in homeless.keys() {
            let open = manifest
                .segments
                .iter()
                .rfind(|segment| segment.table == *table && segment.rows < SEGMENT_ROWS);
            dirty.extend(open.map(|segment| segment.id.clone()));
        }
        let mut members: BTreeMap<&String, Vec<Id>> = BTreeMap::new();
        for ((table, id), segment) in &self.segment_of {
            if dirty.contains(segment) && workspace.tables().any(table).is_some_and(|table| table.has(*id)) {
                members.entry(segment).or_default().push(*id);
            }
        }
        let mut plan: Vec<(String, Vec<Id>)> = Vec::new();
        for segment in manifest.segments.iter().filter(|segment| dirty.contains(&segment.id)) {
            let mut ids = members.remove(&segment.id).unwrap_or_default();
            if let Some(new) = homeless.get_mut(segment.table.as_str()) {
                let room = SEGMENT_ROWS.saturating_sub(ids.len()).min(new.len());
                ids.extend(new.drain(..room));
            }
            plan.push((segment.table.clone(), ids));
        }
        for (table, ids) in homeless {
            plan.extend(ids.chunks(SEGMENT_ROWS).map(|ids| (table.to_owned(), ids.to_vec())));
        }
        manifest.segments.retain(|segment| !dirty.contains(&segment.id));
        let plan = plan.into_iter().filter(|(_, ids)| !ids.is_empty()).enumerate();
        plan.map(|(n, (table, ids))| (format!("{generation}.{}.{n}", self.tab), table, ids)).collect()
    }

    /// Writes the next slice: one segment, or history, manifest and deletions at the end.
    pub fn step_checkpoint(&mut self, workspace: &Workspace) -> Progress {
        let Some(mut checkpoint) = self.checkpoint.take() else { return Progress::Done };
        let result = match checkpoint.waiting.pop() {
            Some((id, table, ids)) => self.write_rows(&mut checkpoint, workspace, id, &table, &ids),
            None => return self.finish(checkpoint),
        };
        match result {
            Ok(units) => {
                self.checkpoint = Some(checkpoint);
                Progress::More(units)
            }
            Err(error) => self.give_up(&checkpoint, error),
        }
    }

    fn write_rows(
        &self,
        checkpoint: &mut Checkpoint,
        workspace: &Workspace,
        id: String,
        name: &str,
        ids: &[Id],
    ) -> Result<usize, KeyValueError> {
        let Some(table) = workspace.tables().any(name) else { return Ok(0) };
        let rows: Vec<String> = ids.iter().filter_map(|id| table.row_json(*id)).collect();
        let segment = self.write_segment(id, name, rows.len(), &format!("[{}]", rows.join(",")))?;
        let units = segment.units;
        let place = |id: &Id| ((name.to_owned(), *id), segment.id.clone());
        checkpoint.placed.extend(ids.iter().map(place));
        checkpoint.written.push(segment.id.clone());
        checkpoint.manifest.segments.push(segment);
        Ok(units)
    }

    fn write_segment(
        &self,
        id: String,
        table: &str,
        rows: usize,
        json: &str,
    ) -> Result<Segment, KeyValueError> {
        let sealed = seal_packed(json);
        let key = Manifest::segment_key(&id);
        self.set_and_read_back(&key, &sealed)?;
        let sum = crc32fast::hash(sealed.as_bytes());
        Ok(Segment { id, table: table.to_owned(), rows, units: units(&key) + units(&sealed), sum })
    }

    fn set_and_read_back(&self, key: &str, text: &str) -> Result<(), KeyValueError> {
        self.kv.set(key, text)?;
        if self.kv.get(key).as_deref() == Some(text) { Ok(()) } else { Err(KeyValueError::Full) }
    }

    fn finish(&mut self, mut checkpoint: Checkpoint) -> Progress {
        if !self.is_current() {
            return self.give_up(&checkpoint, KeyValueError::Full);
        }
        if let Err(error) = self.write_history(&mut checkpoint) {
            return self.give_up(&checkpoint, error);
        }
        let key = Manifest::key(checkpoint.manifest.generation);
        let replaced = self.kv.get(&key);
        if let Err(error) = self.set_and_read_back(&key, &checkpoint.manifest.sealed()) {
            // The slot held the generation before last: it goes back, and the current one was never touched.
            match replaced {
                Some(text) => drop(self.kv.set(&key, &text)),
                None => self.kv.remove(&key),
            }
            return self.give_up(&checkpoint, error);
        }
        for slot in &checkpoint.folding {
            for key in journal::keys(&self.kv, *slot).iter().rev() {
                self.kv.remove(key);
            }
            self.unfolded.remove(slot);
        }
        let current = std::mem::replace(&mut self.manifest, checkpoint.manifest);
        self.previous = Some(current);
        let manifest = &self.manifest;
        self.segment_of.retain(|_, segment| manifest.names(segment));
        self.segment_of.extend(checkpoint.placed);
        self.collect_garbage();
        self.restore_ballast();
        Progress::Done
    }

    /// Adds the folded transactions to history, and drops the oldest of it past its share.
    fn write_history(&self, checkpoint: &mut Checkpoint) -> Result<(), KeyValueError> {
        let read =
            |slot: &Slot| Some((*slot, journal::read(&self.kv, *slot, &self.kv.get(&slot.key())?).ok()?));
        let entries = journal::in_order(checkpoint.folding.iter().filter_map(read).collect());
        let thin =
            |(_, entry): (Slot, Entry)| serde_json::to_string(&entry.into_thin(&Tables::default())).ok();
        let mut texts: Vec<String> = entries.into_iter().filter_map(thin).collect();
        let history = &mut checkpoint.manifest.history;
        if let Some(last) = history.pop_if(|last| last.units < HISTORY_SEGMENT_UNITS)
            && let Ok(text) = read_segment(&self.kv, &last)
            && let Ok(older) = serde_json::from_str::<Vec<Box<serde_json::value::RawValue>>>(&text)
        {
            texts.splice(0..0, older.into_iter().map(|raw| raw.get().to_owned()));
        }
        let id = format!("{}.{}.h", checkpoint.manifest.generation, self.tab);
        let segment = self.write_segment(id, "history", texts.len(), &format!("[{}]", texts.join(",")))?;
        checkpoint.written.push(segment.id.clone());
        history.push(segment);
        let budget = self.limit * HISTORY_PERCENT / 100;
        while history.len() > 1 && history.iter().map(|segment| segment.units).sum::<usize>() > budget {
            history.remove(0);
        }
        Ok(())
    }

    fn give_up(&self, checkpoint: &Checkpoint, error: KeyValueError) -> Progress {
        for id in &checkpoint.written {
            self.kv.remove(&Manifest::segment_key(id));
        }
        Progress::Failed(error)
    }

    /// Whether this tab has everything that is on disk in its tables. Where another tab has folded meanwhile, or has
    /// written what was not heard here, folding would write old rows over new ones: it waits for the next start.
    fn knows_everything(&self) -> bool {
        let slots = self.kv.keys().into_iter().filter_map(|key| Slot::of_key(&key));
        let mut waiting = slots.filter(|slot| !self.is_folded(*slot));
        self.is_current() && waiting.all(|slot| self.unfolded.contains_key(&slot))
    }

    /// Whether the newest manifest on disk is the one this tab has read or written.
    fn is_current(&self) -> bool {
        let (manifests, unreadable) = Manifest::read_all(&self.kv);
        let newest = manifests.first().map_or(0, |manifest| manifest.generation);
        unreadable.is_empty() && newest == self.manifest.generation
    }

    /// Deletes transactions that are folded already, which a page closed in between has left, and says which tabs'
    /// marks are still needed: a tab with nothing in the journal needs none.
    fn sweep_journal(&self) -> BTreeMap<String, u64> {
        let mut needed = BTreeMap::new();
        for slot in self.kv.keys().iter().filter_map(|key| Slot::of_key(key)) {
            if self.is_folded(slot) {
                for key in journal::keys(&self.kv, slot).iter().rev() {
                    self.kv.remove(key);
                }
            }
            let tab = slot.tab.to_string();
            if let Some(folded) = self.manifest.folded.get(&tab) {
                needed.insert(tab, *folded);
            }
        }
        needed
    }

    /// Deletes segments that neither generation names; those of a later one may be another tab's, still being written.
    fn collect_garbage(&self) {
        let start = format!("{PREFIX}s/");
        for key in self.kv.keys() {
            let Some(id) = key.strip_prefix(&start) else { continue };
            let generation = id.split('.').next().and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
            let is_named =
                self.manifest.names(id) || self.previous.as_ref().is_some_and(|other| other.names(id));
            if !is_named && generation <= self.manifest.generation {
                self.kv.remove(&key);
            }
        }
    }
}
