//! Opening the store, and writing each transaction as it is made.

mod checkpoint;
mod history;
mod recovery;
mod tabs;
mod tail;
mod usage;

use std::collections::VecDeque;
use std::sync::Arc;

use thiserror::Error;

pub(in crate::storage) use checkpoint::Checkpoint;
pub use checkpoint::FoldProgress;
#[cfg(feature = "bench")]
pub use recovery::row_texts;
pub use recovery::{Damaged, Found, drop_set_aside, last_label, set_aside, set_last_aside};
pub use tabs::Caught;
pub use tail::{Copy, CopyWork};
pub use usage::Usage;

use crate::model::{CRC32, Id, SortedMap, SortedSet, in_order_of};
use crate::storage::journal::{self, Slot};
use crate::storage::key_value::{KeyValue, KeyValueError, units};
use crate::storage::manifest::Manifest;
use crate::storage::{DEFAULT_LIMIT, PREFIX};
use crate::workspace::{Entry, Knowledge, RecordChange, TabId, Workspace};
use recovery::{Base, read_history};
use tail::Tail;

/// Room kept back, so that the last edits and an export fit when everything else is full.
const BALLAST_UNITS: usize = 8_000;
/// Two tabs near the limit can drop each other's writes without an error: below this share they cannot.
const SAFE_PERCENT: usize = 85;
/// So many segments are read in one part: some 3,000 records.
const PART_SEGMENTS: usize = 48;
/// How many transactions of history are read for undo after a reload.
const UNDO_DEPTH: usize = 200;

/// Why the store cannot be opened.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum OpenError {
    /// A later build wrote it.
    #[error("What is stored here was written by a newer Throughline. Reload the page to get it.")]
    Newer,
}

/// Why a transaction is not on disk.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SaveError {
    /// It would take more room than is left, and was not begun.
    #[error(
        "This needs {needed_kb} kB and {left_kb} kB are left in this browser. Export, then delete what you no longer need."
    )]
    TooLarge {
        /// What it needs, in thousands of units.
        needed_kb: usize,
        /// What is left, in thousands of units.
        left_kb: usize,
    },
    /// The browser did not take it.
    #[error(transparent)]
    KeyValue(#[from] KeyValueError),
}

/// What opening found.
pub struct Loaded {
    /// All of the person's work.
    pub workspace: Workspace,
    /// Recent transactions, oldest first, for undo.
    pub entries: Vec<Arc<Entry>>,
    /// What is in the segments, by table.
    pub found: Vec<Found>,
}

/// A transaction on disk and not yet folded into the segments.
#[derive(Clone, Debug)]
pub(in crate::storage) struct Unfolded {
    pub(in crate::storage) targets: Vec<(String, Id)>,
    /// How many records it took out for good.
    pub(in crate::storage) gone: usize,
    /// How long it is in the journal.
    pub(in crate::storage) units: usize,
}

/// A transaction that was written and not yet read back, with the checksums of its texts; one that went straight into
/// segments has none.
pub(in crate::storage) struct Written {
    pub(in crate::storage) slot: Slot,
    texts: Vec<(String, u32)>,
    pub(in crate::storage) entry: Arc<Entry>,
}

impl Unfolded {
    /// What has to be known of a transaction until it is folded.
    pub(in crate::storage) fn of(entry: &Entry, units: usize) -> Self {
        let targets = entry.changes.iter().map(RecordChange::target);
        let targets = targets.map(|(table, id)| (table.to_owned(), id)).collect();
        let gone = entry.changes.iter().filter(|change| matches!(change, RecordChange::Gone { .. })).count();
        Self { targets, gone, units }
    }
}

impl Written {
    pub(in crate::storage) fn of(slot: Slot, texts: &[(String, String)], entry: &Arc<Entry>) -> Self {
        let texts = texts.iter().map(|(key, text)| (key.clone(), CRC32.checksum(text.as_bytes()))).collect();
        Self { slot, texts, entry: Arc::clone(entry) }
    }
}

/// A store that is being read a part at a time, so that the page can paint meanwhile.
pub struct Opening<K> {
    kv: K,
    tab: TabId,
    base: Base,
    /// How many segments were read.
    read: usize,
}

impl<K: KeyValue> Opening<K> {
    /// Finds the newest state.
    ///
    /// # Errors
    /// Where a later build has written it.
    pub fn begin(kv: K, tab: TabId) -> Result<Self, OpenError> {
        let base = Base::find(&kv)?;
        Ok(Self { kv, tab, base, read: 0 })
    }

    /// Reads a part; whether there is more.
    pub fn read_on(&mut self) -> bool {
        let places = self.read..self.read + PART_SEGMENTS;
        self.read = places.end;
        self.base.load_segments(&self.kv, places)
    }

    /// Reads what is left, and the journal.
    ///
    /// # Errors
    /// Where a later build has written meanwhile.
    pub fn finish(mut self) -> Result<(Store<K>, Loaded), OpenError> {
        while self.read_on() {}
        // What another tab has folded since is no longer in the journal, and not in what was read.
        if !Manifest::newest(&self.kv).is_same(&self.base.manifest) {
            return Store::open(self.kv, self.tab);
        }
        self.base.complete(&self.kv);
        Ok(Store::of(self.kv, self.tab, self.base))
    }
}

/// The store of one tab.
pub struct Store<K> {
    pub(in crate::storage) kv: K,
    pub(in crate::storage) tab: TabId,
    pub(in crate::storage) manifest: Manifest,
    /// The other generation, which stays until the next checkpoint has gone well.
    pub(in crate::storage) previous: Option<Manifest>,
    /// Which segment holds which record.
    pub(in crate::storage) segment_of: SortedMap<(String, Id), String>,
    pub(in crate::storage) unfolded: SortedMap<Slot, Unfolded>,
    pub(in crate::storage) checkpoint: Option<Checkpoint>,
    pub(in crate::storage) unconfirmed: Vec<Written>,
    /// Transactions the workspace has and the disk has not taken, oldest first: nothing is written past them, and folding
    /// would write parts of them. Each with its text.
    pub(in crate::storage) waiting: VecDeque<(Slot, Arc<Entry>, String)>,
    /// What is known of the copy beside the store.
    pub(in crate::storage) tail: Tail,
    pub(in crate::storage) next_seq: u64,
    /// What could not be read: as long as there is any, nothing is folded, so that nothing is made worse.
    pub(in crate::storage) damage: Vec<Damaged>,
    /// Parts of transactions nobody has committed, when they were last looked for.
    pub(in crate::storage) orphans: SortedSet<String>,
    pub(in crate::storage) limit: usize,
}

impl<K: KeyValue> Store<K> {
    /// Opens what is stored: the segments of the newest state as far as they can be read, then the journal.
    /// Nothing is deleted or written here but the ballast.
    pub fn open(kv: K, tab: TabId) -> Result<(Self, Loaded), OpenError> {
        Opening::begin(kv, tab)?.finish()
    }

    fn of(kv: K, tab: TabId, base: Base) -> (Self, Loaded) {
        // What was noted before anything was folded begins with nothing.
        let known = if base.manifest.generation == 0 {
            Some(Knowledge::default())
        } else {
            base.manifest.known.clone()
        };
        let mut workspace = Workspace::from_tables(base.tables, base.manifest.clock, known);
        let mut store = Self {
            kv,
            tab,
            manifest: base.manifest,
            previous: base.previous,
            segment_of: base.segment_of,
            unfolded: SortedMap::new(),
            checkpoint: None,
            unconfirmed: Vec::new(),
            waiting: VecDeque::new(),
            tail: Tail::default(),
            next_seq: 1,
            damage: base.damage,
            orphans: SortedSet::new(),
            limit: DEFAULT_LIMIT,
        };
        store.next_seq = store.first_free_seq();
        for entry in &base.since {
            store.apply_again(&mut workspace, entry);
        }
        let mut entries = store.read_history();
        entries.extend(store.replay(&mut workspace));
        store.restore_ballast();
        (store, Loaded { workspace, entries, found: base.found })
    }

    /// A number no earlier tab of the same random name has used.
    fn first_free_seq(&self) -> u64 {
        let slots = self.kv.keys().into_iter().filter_map(|key| Slot::of_key(&key));
        let in_journal = slots.filter(|slot| slot.tab == self.tab).map(|slot| slot.seq).max();
        let folded = self.manifest.folded.get(&self.tab.to_string()).copied();
        in_journal.max(folded).unwrap_or(0) + 1
    }

    /// Applies the journal in the order of its stamps.
    fn replay(&mut self, workspace: &mut Workspace) -> Vec<Arc<Entry>> {
        let entries = self.take_journal(workspace).into_iter();
        entries.map(|entry| Arc::new(entry.into_thin(workspace.tables()))).collect()
    }

    /// Takes into the workspace what the journal has and this tab does not know, in the order of the stamps.
    pub(in crate::storage) fn take_journal(&mut self, workspace: &mut Workspace) -> Vec<Entry> {
        let (found, damaged) = self.read_journal();
        for damaged in damaged {
            self.report(damaged);
        }
        let mut entries = Vec::with_capacity(found.len());
        for (slot, entry, units) in found {
            if let Err(reason) = workspace.apply(&entry) {
                let words = format!("The change “{}” cannot be applied: {reason}.", entry.label);
                self.report(Damaged { key: slot.key(), words });
            }
            self.note(slot, &entry, units);
            entries.push(entry);
        }
        entries
    }

    /// Takes note of something that cannot be read, once.
    fn report(&mut self, damaged: Damaged) {
        if !self.damage.contains(&damaged) {
            self.damage.push(damaged);
        }
    }

    /// Transactions of the journal this tab does not know, in their order, with their lengths.
    fn read_journal(&self) -> (Vec<(Slot, Entry, usize)>, Vec<Damaged>) {
        let (mut found, mut damaged) = (Vec::new(), Vec::new());
        for key in self.kv.keys() {
            let Some(slot) = Slot::of_key(&key) else { continue };
            if self.is_folded(slot) || self.unfolded.contains_key(&slot) {
                continue;
            }
            let Some(sealed) = self.kv.get(&key) else { continue };
            match journal::read(&self.kv, slot, &sealed) {
                Ok(entry) => found.push((slot, entry, units(&sealed))),
                Err(reason) => damaged.push(Damaged::change(slot, &reason)),
            }
        }
        (in_order_of(found, |(_, entry, _)| entry.stamp), damaged)
    }

    fn read_history(&self) -> Vec<Arc<Entry>> {
        let mut entries: Vec<Arc<Entry>> = Vec::new();
        for segment in self.manifest.history.iter().rev() {
            if entries.len() >= UNDO_DEPTH {
                break;
            }
            let older = read_history(&self.kv, segment).unwrap_or_default();
            entries.splice(0..0, older.into_iter().map(Arc::new));
        }
        entries
    }

    /// Applies what the workspace may have lost; what it has is not changed by it, and what it cannot take was taken by it
    /// once.
    pub(in crate::storage) fn apply_again(&self, workspace: &mut Workspace, entry: &Entry) {
        let _ = workspace.apply(entry);
    }

    /// Whether a transaction is in the segments already.
    pub(in crate::storage) fn is_folded(&self, slot: Slot) -> bool {
        self.manifest.has_folded(slot)
    }

    pub(in crate::storage) fn note(&mut self, slot: Slot, entry: &Entry, units: usize) {
        self.unfolded.insert(slot, Unfolded::of(entry, units));
    }

    /// Writes a transaction, which `workspace` has in it already, and says how many units that took in the journal.
    ///
    /// # Errors
    /// Where the disk refuses it or one before it; it then waits for [`Store::flush`] or the next transaction.
    pub fn append(&mut self, entry: &Arc<Entry>, workspace: &Workspace) -> Result<usize, SaveError> {
        let slot = self.next_slot();
        self.next_seq += 1;
        let sealed = journal::seal(entry);
        self.tail.put(slot, &sealed);
        self.waiting.push_back((slot, Arc::clone(entry), sealed));
        self.flush(workspace)
    }

    /// Writes what the disk has not taken yet, in order, and says how many units that took in the journal.
    pub fn flush(&mut self, workspace: &Workspace) -> Result<usize, SaveError> {
        let mut taken = 0;
        while let Some((slot, entry, sealed)) = self.waiting.pop_front() {
            match self.write(slot, &entry, &sealed, workspace) {
                Ok(units) => taken += units,
                Err(error) => {
                    self.waiting.push_front((slot, entry, sealed));
                    return Err(error);
                }
            }
        }
        Ok(taken)
    }

    /// How many transactions the disk has not taken.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    fn write(
        &mut self,
        slot: Slot,
        entry: &Arc<Entry>,
        sealed: &str,
        workspace: &Workspace,
    ) -> Result<usize, SaveError> {
        let mut texts = journal::texts(slot, sealed);
        let mut needed = 0;
        if texts.len() > 1 && self.fold_at_once(slot, entry, workspace) {
            texts.clear();
        } else {
            needed = self.write_journal(&texts)?;
            self.note(slot, entry, needed);
        }
        self.unconfirmed.push(Written::of(slot, &texts, entry));
        Ok(needed)
    }

    pub(in crate::storage) fn write_journal(
        &mut self,
        texts: &[(String, String)],
    ) -> Result<usize, SaveError> {
        if let Err(error) = journal::write(&self.kv, texts) {
            self.kv.remove(&ballast_key());
            journal::write(&self.kv, texts).map_err(|_| error)?;
        }
        Ok(texts.iter().map(|(key, text)| units(key) + units(text)).sum())
    }

    /// Whether so large a transaction may be begun at all.
    pub fn check_room(&self, needed: usize) -> Result<(), SaveError> {
        let left = (self.limit * SAFE_PERCENT / 100).saturating_sub(self.used_units());
        if needed <= left {
            Ok(())
        } else {
            Err(SaveError::TooLarge { needed_kb: needed.div_ceil(1000), left_kb: left / 1000 })
        }
    }

    /// How many units a transaction would take in the journal.
    pub fn cost(&self, entry: &Entry) -> usize {
        let texts = journal::texts(self.next_slot(), &journal::seal(entry));
        texts.iter().map(|(key, text)| units(key) + units(text)).sum()
    }

    pub(in crate::storage) fn next_slot(&self) -> Slot {
        Slot { tab: self.tab, seq: self.next_seq }
    }

    /// Reads back what was written since the last call, and says how many transactions are not there: two tabs at the
    /// limit, or two that write their lists at one moment, can lose writes that seemed to go well. Those wait again.
    pub fn confirm(&mut self) -> usize {
        let newest = Manifest::newest(&self.kv);
        let is_there = |written: &Written| {
            let is_kept = |(key, sum): &(String, u32)| {
                self.kv.get(key).is_some_and(|text| CRC32.checksum(text.as_bytes()) == *sum)
            };
            newest.has_folded(written.slot)
                || (!written.texts.is_empty() && written.texts.iter().all(is_kept))
        };
        let unconfirmed = std::mem::take(&mut self.unconfirmed);
        let lost: Vec<Written> = unconfirmed.into_iter().filter(|written| !is_there(written)).collect();
        let number = lost.len();
        for Written { slot, entry, .. } in lost.into_iter().rev() {
            let sealed = journal::seal(&entry);
            self.waiting.push_front((slot, entry, sealed));
        }
        if newest.is_same(&self.manifest) {
            self.sweep_journal();
        }
        number
    }

    /// Takes note that another tab's transaction is in the tables: only then may it be folded.
    pub fn accept_other(&mut self, slot: Slot, entry: &Entry, units: usize) {
        self.note(slot, entry, units);
    }

    /// UTF-16 units the browser gives.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// Says how many units the browser gives, once that was found out.
    pub fn set_limit(&mut self, limit: usize) {
        self.limit = limit;
    }

    pub(in crate::storage) fn restore_ballast(&self) {
        let key = ballast_key();
        if self.kv.get(&key).is_none() {
            // Without room for it there is none to keep back.
            let _ = self.kv.set(&key, &"x".repeat(BALLAST_UNITS));
        }
    }
}

/// Removes everything of ours from the disk.
pub fn erase(kv: &impl KeyValue) {
    for key in kv.keys().into_iter().filter(|key| key.starts_with(PREFIX)) {
        kv.remove(&key);
    }
}

fn ballast_key() -> String {
    format!("{PREFIX}ballast")
}
