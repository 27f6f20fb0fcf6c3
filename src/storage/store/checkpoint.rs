//! Folding the journal into segments, slice by slice: new segments first, then the other manifest, and only when both
//! were read back are the journal's keys and the segments of the generation before last deleted.
//!
//! A long fold is cut into portions, each a generation of its own, so that two full states never stand side by side.
//! The journal's transactions count as folded only with the last portion: until then they are applied again at a start,
//! which changes nothing in rows that have them already.

use std::sync::Arc;

use super::recovery::read_segment;
use super::tail::Copy;
use super::{SaveError, Store};
use crate::model::{CRC32, Id, Instant, SortedMap, SortedSet, set_of};
use crate::storage::PREFIX;
use crate::storage::journal::{self, Slot};
use crate::storage::key_value::{KeyValue, KeyValueError, units};
use crate::storage::manifest::{Manifest, STORE_VERSION, Segment};
use crate::storage::seal::seal_packed;
use crate::workspace::{Entry, Workspace};

/// How many rows a segment has at the most.
const SEGMENT_ROWS: usize = 64;
/// How many segments a portion has at the most.
const PORTION_SEGMENTS: usize = 24;
/// A journal shorter than this is not worth a fold, in units.
const FOLD_FROM_UNITS: usize = 20_000;
/// The journal is folded when what is to be written is at most so many times what it holds …
const FOLD_AMPLIFICATION: usize = 4;
/// … or when it has so many transactions, which a start would have to apply …
const FOLD_AT_ENTRIES: usize = 1_000;
/// … or names so many records.
const FOLD_AT_TARGETS: usize = 1_000;

/// How much is written in ordinary work.
const UNITS_A_MINUTE: usize = 80_000;
/// A slice takes a few milliseconds; the page breathes in between.
const SHORTEST_PAUSE_MS: u32 = 50;

/// A segment to be written, in place of another or anew; without rows the other one only goes.
#[derive(Clone, Debug)]
struct Planned {
    table: String,
    ids: Vec<Id>,
    replaces: Option<String>,
}

/// A checkpoint under way.
#[derive(Clone, Debug)]
pub(in crate::storage) struct Checkpoint {
    /// The manifest of the portion being written.
    pub(in crate::storage) manifest: Manifest,
    pub(in crate::storage) folding: Vec<Slot>,
    /// Transactions that were never in the journal, by their slots.
    pub(in crate::storage) direct: Vec<(Slot, Arc<Entry>)>,
    /// The segment of history of those, where it was sealed before.
    pub(in crate::storage) sealed: Option<String>,
    waiting: Vec<Planned>,
    /// Segments of this portion, which no list names yet.
    pub(in crate::storage) written: Vec<String>,
    placed: Vec<((String, Id), String)>,
    /// How many segments were written, which tells their ids apart.
    pub(in crate::storage) count: usize,
}

impl Checkpoint {
    /// The transactions that are nowhere but in it.
    pub(in crate::storage) fn direct(&self) -> impl Iterator<Item = Slot> {
        self.direct.iter().map(|(slot, _)| *slot)
    }

    /// Has history keep them in a segment that is sealed already.
    pub(in crate::storage) fn set_sealed(&mut self, sealed: String) {
        self.sealed = Some(sealed);
    }

    /// How many segments are to be written.
    pub(in crate::storage) fn left(&self) -> usize {
        self.waiting.len()
    }
}

/// How far a checkpoint is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoldProgress {
    /// A slice was written, of so many units; there are more.
    More(usize),
    /// A transaction has to be written before it goes on.
    Waiting,
    /// Everything is folded.
    Done,
    /// It was given up; what was there before still stands.
    Failed(KeyValueError),
}

impl<K: KeyValue> Store<K> {
    /// Whether the journal is long enough to be folded.
    pub fn wants_checkpoint(&self) -> bool {
        // What only the copy has comes first.
        if !self.damage.is_empty() || self.checkpoint.is_some() || self.copy() == Copy::Unknown {
            return false;
        }
        let units: usize = self.unfolded.values().map(|entry| entry.units).sum();
        let targets = || self.unfolded.values().map(|entry| entry.targets.len()).sum::<usize>();
        let to_write = || {
            let dirty = self.dirty_segments(&self.touched());
            let dirty = self.manifest.segments.iter().filter(|segment| dirty.contains(&segment.id));
            dirty.map(|segment| segment.units).sum::<usize>()
        };
        self.unfolded.len() >= FOLD_AT_ENTRIES
            || targets() >= FOLD_AT_TARGETS
            || (units >= FOLD_FROM_UNITS && to_write() <= units * FOLD_AMPLIFICATION)
    }

    /// How long to rest after so many units were written, in milliseconds: a browser commits about 175 kB a minute
    /// without delay, two bytes a unit. A journal that takes much of the room does not wait.
    pub fn pause_after(&self, units: usize) -> u32 {
        let journal: usize = self.unfolded.values().map(|entry| entry.units).sum();
        let pause = if journal > self.limit / 8 { 0 } else { units * 60_000 / UNITS_A_MINUTE };
        u32::try_from(pause).unwrap_or(u32::MAX).max(SHORTEST_PAUSE_MS)
    }

    /// Whether a checkpoint is under way.
    pub fn is_folding(&self) -> bool {
        self.checkpoint.is_some()
    }

    /// Begins to fold what the journal holds now; false when there is nothing to fold, or when something could not be
    /// read, is not known here or has gone without being deleted, and must not be made worse.
    pub fn begin_checkpoint(&mut self, workspace: &Workspace, now: Instant) -> bool {
        let may_begin = !self.unfolded.is_empty() && self.may_fold(workspace);
        if may_begin {
            self.collect_garbage();
            let touched = self.touched();
            self.plan(workspace, now, &touched, Vec::new());
        }
        may_begin
    }

    /// Whether what stands on disk and what is held here are both to be trusted.
    pub(in crate::storage) fn may_fold(&self, workspace: &Workspace) -> bool {
        self.damage.is_empty()
            && self.waiting.is_empty()
            && self.knows_everything()
            && !self.has_shrunk(workspace)
    }

    /// Writes all tables as a state of their own, whatever stands on disk.
    pub(in crate::storage) fn write_everything(
        &mut self,
        workspace: &Workspace,
        now: Instant,
    ) -> Result<(), SaveError> {
        self.abandon();
        let tables = workspace.tables();
        let mut all = SortedSet::new();
        for table in tables.all() {
            all.extend(table.ids().into_iter().map(|id| (table.name().to_owned(), id)));
        }
        // Rows whose segment is whole stay there; a segment that is damaged holds nobody.
        let homeless = |target: &(String, Id)| !self.segment_of.contains_key(target);
        let mut touched = self.touched();
        // What has gone from the tables leaves its segment.
        touched.extend(self.segment_of.keys().filter(|target| !all.contains(target)).cloned());
        touched.extend(all.into_iter().filter(homeless));
        let held = set_of(self.segment_of.values());
        self.manifest.segments.retain(|segment| held.contains(&segment.id));
        let kv = &self.kv;
        self.manifest.history.retain(|segment| read_segment(kv, segment).is_ok());
        self.plan(workspace, now, &touched, Vec::new());
        match self.run(workspace) {
            FoldProgress::Failed(error) => Err(error.into()),
            _ => Ok(()),
        }
    }

    pub(in crate::storage) fn run(&mut self, workspace: &Workspace) -> FoldProgress {
        loop {
            match self.step_checkpoint(workspace) {
                FoldProgress::More(_) => {}
                end => return end,
            }
        }
    }

    /// Gives up a checkpoint under way; what its earlier portions wrote stays.
    pub(in crate::storage) fn abandon(&mut self) {
        if let Some(checkpoint) = self.checkpoint.take() {
            self.give_up(&checkpoint, KeyValueError::Full);
        }
    }

    pub(in crate::storage) fn plan(
        &mut self,
        workspace: &Workspace,
        now: Instant,
        touched: &SortedSet<(String, Id)>,
        direct: Vec<(Slot, Arc<Entry>)>,
    ) {
        let waiting = self.replan_segments(workspace, touched);
        self.sweep_journal();
        let mut manifest = self.next_generation(self.manifest.clone(), workspace, now);
        let in_journal = self.kv.keys().into_iter().filter_map(|key| Slot::of_key(&key));
        manifest.thin_marks(&set_of(in_journal.map(|slot| slot.tab.to_string())));
        self.checkpoint = Some(Checkpoint {
            manifest,
            folding: self.unfolded.keys().copied().collect(),
            direct,
            sealed: None,
            waiting,
            written: Vec::new(),
            placed: Vec::new(),
            count: 0,
        });
    }

    fn next_generation(&self, manifest: Manifest, workspace: &Workspace, now: Instant) -> Manifest {
        Manifest {
            version: STORE_VERSION,
            generation: self.manifest.generation + 1,
            by: self.tab.to_string(),
            clock: workspace.clock(),
            at: now,
            known: Some(workspace.known().recent()),
            ..manifest
        }
    }

    pub(in crate::storage) fn touched(&self) -> SortedSet<(String, Id)> {
        let mut touched = SortedSet::new();
        self.unfolded.values().for_each(|entry| touched.extend(entry.targets.iter().cloned()));
        touched
    }

    fn dirty_segments(&self, touched: &SortedSet<(String, Id)>) -> SortedSet<String> {
        let mut dirty = SortedSet::new();
        dirty.extend(touched.iter().filter_map(|target| self.segment_of.get(target)).cloned());
        dirty
    }

    /// Which rows go to which new segments, and which segments those replace.
    fn replan_segments(&self, workspace: &Workspace, touched: &SortedSet<(String, Id)>) -> Vec<Planned> {
        let is_there = |table: &str, id: Id| workspace.tables().any(table).is_some_and(|table| table.has(id));
        let mut dirty = self.dirty_segments(touched);
        let mut homeless: SortedMap<&str, Vec<Id>> = SortedMap::new();
        for (table, id) in touched.iter().filter(|target| !self.segment_of.contains_key(target)) {
            if is_there(table, *id) {
                homeless.entry(table).or_default().push(*id);
            }
        }
        // The last segment of a table may have room for what is new.
        for table in homeless.keys() {
            let mut segments = self.manifest.segments.iter();
            let open = segments.rfind(|segment| segment.table == *table && segment.rows < SEGMENT_ROWS);
            dirty.extend(open.map(|segment| segment.id.clone()));
        }
        let mut members: SortedMap<&String, Vec<Id>> = SortedMap::new();
        for ((table, id), segment) in &self.segment_of {
            if dirty.contains(segment) && is_there(table, *id) {
                members.entry(segment).or_default().push(*id);
            }
        }
        let mut plan = Vec::new();
        for segment in self.manifest.segments.iter().filter(|segment| dirty.contains(&segment.id)) {
            let mut ids = members.remove(&segment.id).unwrap_or_default();
            if let Some(new) = homeless.get_mut(segment.table.as_str()) {
                let room = SEGMENT_ROWS.saturating_sub(ids.len()).min(new.len());
                ids.extend(new.drain(..room));
            }
            plan.push(Planned { table: segment.table.clone(), ids, replaces: Some(segment.id.clone()) });
        }
        for (table, ids) in homeless {
            let chunks = ids.chunks(SEGMENT_ROWS);
            plan.extend(chunks.map(|ids| Planned {
                table: table.to_owned(),
                ids: ids.to_vec(),
                replaces: None,
            }));
        }
        plan.reverse();
        plan
    }

    /// Writes the next slice: one segment, or the end of a portion, or the end of all.
    pub fn step_checkpoint(&mut self, workspace: &Workspace) -> FoldProgress {
        if !self.waiting.is_empty() && self.checkpoint.is_some() {
            return FoldProgress::Waiting;
        }
        let Some(mut checkpoint) = self.checkpoint.take() else { return FoldProgress::Done };
        // No portion may end where a transaction is not in the journal: it would be there in part.
        if checkpoint.direct.is_empty()
            && checkpoint.written.len() >= PORTION_SEGMENTS
            && !checkpoint.waiting.is_empty()
        {
            return self.finish_portion(checkpoint, workspace);
        }
        let result = match checkpoint.waiting.pop() {
            Some(planned) => self.write_rows(&mut checkpoint, workspace, planned),
            None => return self.finish(checkpoint, workspace),
        };
        match result {
            Ok(units) => {
                self.checkpoint = Some(checkpoint);
                FoldProgress::More(units)
            }
            Err(error) => self.give_up(&checkpoint, error),
        }
    }

    fn write_rows(
        &self,
        checkpoint: &mut Checkpoint,
        workspace: &Workspace,
        planned: Planned,
    ) -> Result<usize, KeyValueError> {
        let Planned { table: name, ids, replaces } = planned;
        let table = workspace.tables().any(&name);
        let row = |id: &Id| Some((*id, table?.row_json(*id)?));
        let (ids, rows): (Vec<Id>, Vec<String>) = ids.iter().filter_map(row).unzip();
        if let Some(replaced) = replaces {
            checkpoint.manifest.segments.retain(|segment| segment.id != replaced);
        }
        if rows.is_empty() {
            return Ok(0);
        }
        let generation = checkpoint.manifest.generation;
        let id = Manifest::segment_id(generation, self.tab, checkpoint.count, &name);
        let segment = self.write_segment(id, &name, rows.len(), &format!("[{}]", rows.join(",")))?;
        checkpoint.count += 1;
        let units = segment.units;
        checkpoint.placed.extend(ids.into_iter().map(|id| ((name.clone(), id), segment.id.clone())));
        checkpoint.written.push(segment.id.clone());
        checkpoint.manifest.segments.push(segment);
        Ok(units)
    }

    pub(in crate::storage) fn write_segment(
        &self,
        id: String,
        table: &str,
        rows: usize,
        json: &str,
    ) -> Result<Segment, KeyValueError> {
        self.write_sealed(id, table, rows, &seal_packed(json))
    }

    pub(in crate::storage) fn write_sealed(
        &self,
        id: String,
        table: &str,
        rows: usize,
        sealed: &str,
    ) -> Result<Segment, KeyValueError> {
        let key = Manifest::segment_key(&id);
        self.set_and_read_back(&key, sealed)?;
        let sum = CRC32.checksum(sealed.as_bytes());
        Ok(Segment { id, table: table.to_owned(), rows, units: units(&key) + units(sealed), sum })
    }

    pub(in crate::storage) fn set_and_read_back(&self, key: &str, text: &str) -> Result<(), KeyValueError> {
        self.kv.set(key, text)?;
        if self.kv.get(key).as_deref() == Some(text) { Ok(()) } else { Err(KeyValueError::Full) }
    }

    /// Makes what is written so far the state of the store; the journal stays.
    fn finish_portion(&mut self, mut checkpoint: Checkpoint, workspace: &Workspace) -> FoldProgress {
        let now = checkpoint.manifest.at;
        match self.commit(&mut checkpoint) {
            Ok(units) => {
                checkpoint.manifest = self.next_generation(self.manifest.clone(), workspace, now);
                checkpoint.written.clear();
                self.checkpoint = Some(checkpoint);
                FoldProgress::More(units)
            }
            Err(error) => self.give_up(&checkpoint, error),
        }
    }

    fn finish(&mut self, mut checkpoint: Checkpoint, workspace: &Workspace) -> FoldProgress {
        for slot in &checkpoint.folding {
            checkpoint.manifest.mark_folded(*slot);
        }
        let ended = self
            .write_history(&mut checkpoint)
            .and_then(|()| self.thin_history(&mut checkpoint, workspace))
            .and_then(|()| self.commit(&mut checkpoint));
        if let Err(error) = ended {
            return self.give_up(&checkpoint, error);
        }
        // The journal's keys stay until the list was read back: another tab may write its own at this very moment.
        for slot in &checkpoint.folding {
            self.unfolded.remove(slot);
        }
        self.restore_ballast();
        FoldProgress::Done
    }

    /// Writes the list that makes new segments count, and deletes what the two newest lists do not name.
    fn commit(&mut self, checkpoint: &mut Checkpoint) -> Result<usize, KeyValueError> {
        if !self.is_current() {
            return Err(KeyValueError::Full);
        }
        let key = Manifest::key(checkpoint.manifest.generation);
        let sealed = checkpoint.manifest.sealed();
        let replaced = self.kv.get(&key);
        if let Err(error) = self.set_and_read_back(&key, &sealed) {
            // The slot held the generation before last: it goes back, and the current one was never touched.
            match replaced {
                Some(text) => drop(self.kv.set(&key, &text)),
                None => self.kv.remove(&key),
            }
            return Err(error);
        }
        let current = std::mem::replace(&mut self.manifest, checkpoint.manifest.clone());
        self.previous = Some(current);
        let manifest = &self.manifest;
        self.segment_of.retain(|_, segment| manifest.names(segment));
        self.segment_of.extend(checkpoint.placed.drain(..));
        self.collect_garbage();
        Ok(units(&sealed))
    }

    fn give_up(&self, checkpoint: &Checkpoint, error: KeyValueError) -> FoldProgress {
        for id in &checkpoint.written {
            self.kv.remove(&Manifest::segment_key(id));
        }
        FoldProgress::Failed(error)
    }

    /// Whether this tab has everything that is on disk in its tables. Where another tab has folded meanwhile, or has
    /// written what was not heard here, folding would write old rows over new ones: it catches up first.
    fn knows_everything(&self) -> bool {
        let slots = self.kv.keys().into_iter().filter_map(|key| Slot::of_key(&key));
        let mut waiting = slots.filter(|slot| !self.is_folded(*slot));
        self.is_current() && waiting.all(|slot| self.unfolded.contains_key(&slot))
    }

    /// Whether the newest manifest on disk is the one this tab has read or written; one that cannot be read was there
    /// when the store was opened and is being replaced.
    fn is_current(&self) -> bool {
        Manifest::newest(&self.kv).is_same(&self.manifest)
    }

    /// Whether more than half of the records of the last list have gone, and not because they were deleted: then the
    /// tables are not to be trusted, and the journal is all there is to mend them with.
    fn has_shrunk(&self, workspace: &Workspace) -> bool {
        let stored: usize = self.manifest.segments.iter().map(|segment| segment.rows).sum();
        let held: usize = workspace.tables().all().map(crate::workspace::AnyTable::len).sum();
        let deleted: usize = self.unfolded.values().map(|entry| entry.gone).sum();
        held + deleted < stored / 2
    }

    /// Deletes transactions that are folded already, and parts of some that were never committed: another tab may be
    /// writing those, so they go where they lay there before.
    pub(in crate::storage) fn sweep_journal(&mut self) {
        let mut orphans = SortedSet::new();
        for key in self.kv.keys() {
            if let Some(slot) = Slot::of_key(&key).filter(|slot| self.is_folded(*slot)) {
                for key in journal::keys(&self.kv, slot).iter().rev() {
                    self.kv.remove(key);
                }
            } else if Slot::of_part(&key).is_some_and(|slot| self.kv.get(&slot.key()).is_none()) {
                if self.orphans.contains(&key) {
                    self.kv.remove(&key);
                } else {
                    orphans.insert(key);
                }
            }
        }
        self.orphans = orphans;
    }

    /// Deletes segments that neither generation names; those of a later one may be another tab's, still being written.
    fn collect_garbage(&self) {
        let start = format!("{PREFIX}s/");
        for key in self.kv.keys() {
            let Some(id) = key.strip_prefix(&start) else { continue };
            let is_named =
                self.manifest.names(id) || self.previous.as_ref().is_some_and(|other| other.names(id));
            if !is_named && Manifest::generation_of(id) <= self.manifest.generation {
                self.kv.remove(&key);
            }
        }
    }
}
