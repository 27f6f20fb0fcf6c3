//! Opening the store, and writing each transaction as it is made.

use std::collections::BTreeMap;
use std::sync::Arc;

use thiserror::Error;

use super::checkpoint::Checkpoint;
use super::journal::{self, Slot};
use super::key_value::{KeyValue, KeyValueError, units};
use super::manifest::{Manifest, STORE_VERSION, Segment};
use super::seal::{Damage, unseal};
use super::{DEFAULT_LIMIT, PREFIX};
use crate::model::Id;
use crate::workspace::{Entry, RecordChange, Tab, Tables, Workspace};

/// Room kept back, so that the last edits and an export fit when everything else is full.
const BALLAST_UNITS: usize = 8_000;
/// Two tabs near the limit can drop each other's writes without an error: below this share they cannot.
const SAFE_PERCENT: usize = 85;
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
    /// What could not be read, in sentences; none of it was deleted.
    pub damage: Vec<String>,
}

/// A transaction on disk and not yet folded into the segments.
#[derive(Clone, Debug)]
pub(super) struct Unfolded {
    pub(super) targets: Vec<(String, Id)>,
}

/// A transaction that was written and not yet read back, with the checksums of its texts.
struct Written {
    slot: Slot,
    texts: Vec<(String, u32)>,
    entry: Arc<Entry>,
}

/// The store of one tab.
pub struct Store<K> {
    pub(super) kv: K,
    pub(super) tab: Tab,
    pub(super) manifest: Manifest,
    /// The other generation, which stays until the next checkpoint has gone well.
    pub(super) previous: Option<Manifest>,
    /// Which segment holds which record.
    pub(super) segment_of: BTreeMap<(String, Id), String>,
    pub(super) unfolded: BTreeMap<Slot, Unfolded>,
    pub(super) checkpoint: Option<Checkpoint>,
    unconfirmed: Vec<Written>,
    next_seq: u64,
    is_damaged: bool,
    pub(super) limit: usize,
}

impl<K: KeyValue> Store<K> {
    /// Opens what is stored: the newest manifest all of whose segments hold, else the other, then the journal.
    /// Nothing is deleted or written here but the ballast.
    pub fn open(kv: K, tab: Tab) -> Result<(Self, Loaded), OpenError> {
        let (manifests, unreadable) = Manifest::read_all(&kv);
        if manifests.iter().any(|manifest| manifest.version > STORE_VERSION) {
            return Err(OpenError::Newer);
        }
        let mut damage: Vec<String> = unreadable
            .into_iter()
            .map(|(key, reason)| format!("The list of segments {key} cannot be read: {reason}."))
            .collect();
        let mut best: Option<(usize, LoadedSegments)> = None;
        for (place, manifest) in manifests.iter().enumerate() {
            let (tables, places, bad) = load_segments(&kv, manifest);
            let is_whole = bad.is_empty();
            if best.as_ref().is_none_or(|(_, (_, _, least))| bad.len() < least.len()) {
                best = Some((place, (tables, places, bad)));
            }
            if is_whole {
                break;
            }
        }
        let (tables, segment_of, manifest) = match best {
            Some((place, (tables, places, bad))) => {
                if place > 0 {
                    damage.push("The newest state does not hold; the state before it was opened.".into());
                }
                damage.extend(bad);
                (tables, places, manifests[place].clone())
            }
            None => (Tables::default(), BTreeMap::new(), Manifest::default()),
        };
        let previous = manifests.into_iter().find(|other| other.generation != manifest.generation);
        let mut workspace = Workspace::from_tables(tables, manifest.clock);
        let mut store = Self {
            kv,
            tab,
            manifest,
            previous,
            segment_of,
            unfolded: BTreeMap::new(),
            checkpoint: None,
            unconfirmed: Vec::new(),
            next_seq: 1,
            is_damaged: false,
            limit: DEFAULT_LIMIT,
        };
        store.next_seq = store.first_free_seq();
        let mut entries = store.read_history();
        entries.extend(store.replay(&mut workspace, &mut damage));
        store.is_damaged = !damage.is_empty();
        store.restore_ballast();
        Ok((store, Loaded { workspace, entries, damage }))
    }

    /// A number no earlier tab of the same random name has used.
    fn first_free_seq(&self) -> u64 {
        let slots = self.kv.keys().into_iter().filter_map(|key| Slot::of_key(&key));
        let in_journal = slots.filter(|slot| slot.tab == self.tab).map(|slot| slot.seq).max();
        let folded = self.manifest.folded.get(&self.tab.to_string()).copied();
        in_journal.max(folded).unwrap_or(0) + 1
    }

    /// Applies the journal in the order of its stamps.
    fn replay(&mut self, workspace: &mut Workspace, damage: &mut Vec<String>) -> Vec<Arc<Entry>> {
        let mut found = Vec::new();
        for key in self.kv.keys() {
            let Some(slot) = Slot::of_key(&key) else { continue };
            let Some(sealed) = self.kv.get(&key) else { continue };
            if self.is_folded(slot) {
                continue;
            }
            match journal::read(&self.kv, slot, &sealed) {
                Ok(entry) => found.push((slot, entry)),
                Err(reason) => damage.push(format!("A change in {key} cannot be read: {reason}.")),
            }
        }
        let mut entries = Vec::with_capacity(found.len());
        for (slot, entry) in journal::in_order(found) {
            if let Err(reason) = workspace.apply(&entry) {
                damage.push(format!(
                    "The change “{}” in {} cannot be applied: {reason}.",
                    entry.label,
                    slot.key()
                ));
            }
            self.note(slot, &entry);
            entries.push(Arc::new(entry.into_thin(workspace.tables())));
        }
        entries
    }

    fn read_history(&self) -> Vec<Arc<Entry>> {
        let mut entries: Vec<Arc<Entry>> = Vec::new();
        for segment in self.manifest.history.iter().rev() {
            if entries.len() >= UNDO_DEPTH {
                break;
            }
            let older: Vec<Arc<Entry>> = read_segment(&self.kv, segment)
                .and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string()))
                .unwrap_or_default();
            entries.splice(0..0, older);
        }
        entries
    }

    /// Whether a transaction is in the segments already.
    pub(super) fn is_folded(&self, slot: Slot) -> bool {
        self.manifest.has_folded(slot)
    }

    pub(super) fn note(&mut self, slot: Slot, entry: &Entry) {
        let targets = entry.changes.iter().map(RecordChange::target);
        let targets = targets.map(|(table, id)| (table.to_owned(), id)).collect();
        self.unfolded.insert(slot, Unfolded { targets });
    }

    /// Writes a transaction and says how many units that took.
    pub fn append(&mut self, entry: &Arc<Entry>) -> Result<usize, SaveError> {
        let slot = Slot { tab: self.tab, seq: self.next_seq };
        let texts = journal::texts(slot, entry);
        let needed: usize = texts.iter().map(|(key, text)| units(key) + units(text)).sum();
        if let Err(error) = journal::write(&self.kv, &texts) {
            self.kv.remove(&ballast_key());
            journal::write(&self.kv, &texts).map_err(|_| error)?;
        }
        self.next_seq += 1;
        self.note(slot, entry);
        let texts = texts.into_iter().map(|(key, text)| (key, crc32fast::hash(text.as_bytes()))).collect();
        self.unconfirmed.push(Written { slot, texts, entry: Arc::clone(entry) });
        Ok(needed)
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
        let slot = Slot { tab: self.tab, seq: self.next_seq };
        journal::texts(slot, entry).iter().map(|(key, text)| units(key) + units(text)).sum()
    }

    /// Reads back what was written since the last call, and gives the transactions that are not there as they were
    /// written: two tabs at the limit can lose writes that seemed to go well.
    pub fn confirm(&mut self) -> Vec<Arc<Entry>> {
        let unconfirmed = std::mem::take(&mut self.unconfirmed);
        let folded = Manifest::read_all(&self.kv).0.into_iter().next().unwrap_or_default();
        let is_there = |written: &Written| {
            folded.has_folded(written.slot)
                || written.texts.iter().all(|(key, sum)| {
                    self.kv.get(key).is_some_and(|text| crc32fast::hash(text.as_bytes()) == *sum)
                })
        };
        let lost: Vec<Arc<Entry>> =
            unconfirmed.into_iter().filter(|written| !is_there(written)).map(|it| it.entry).collect();
        lost
    }

    /// Reads a transaction another tab has just written, and where it lies.
    pub fn read_other(&self, key: &str, sealed: &str) -> Option<(Slot, Entry)> {
        let slot = Slot::of_key(key).filter(|slot| slot.tab != self.tab)?;
        if self.is_folded(slot) || self.unfolded.contains_key(&slot) {
            return None;
        }
        Some((slot, journal::read(&self.kv, slot, sealed).ok()?))
    }

    /// Takes note that another tab's transaction is in the tables: only then may it be folded.
    pub fn accept_other(&mut self, slot: Slot, entry: &Entry) {
        self.note(slot, entry);
    }

    /// Whether something could not be read: then nothing is folded, so that nothing is made worse.
    pub fn is_damaged(&self) -> bool {
        self.is_damaged
    }

    /// UTF-16 units in use by every key of the origin.
    pub fn used_units(&self) -> usize {
        let keys = self.kv.keys();
        keys.iter().map(|key| units(key) + self.kv.get(key).map_or(0, |text| units(&text))).sum()
    }

    /// UTF-16 units the browser gives.
    pub fn limit(&self) -> usize {
        self.limit
    }

    pub(super) fn restore_ballast(&self) {
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

/// Tables, which segment holds which record, and what could not be read.
type LoadedSegments = (Tables, BTreeMap<(String, Id), String>, Vec<String>);

fn load_segments(kv: &impl KeyValue, manifest: &Manifest) -> LoadedSegments {
    let (mut tables, mut places, mut damage) = (Tables::default(), BTreeMap::new(), Vec::new());
    for segment in &manifest.segments {
        let loaded =
            read_segment(kv, segment).and_then(|text| tables.any_mut(&segment.table).load_rows(&text));
        match loaded {
            Ok(ids) => {
                places.extend(ids.into_iter().map(|id| ((segment.table.clone(), id), segment.id.clone())));
            }
            Err(reason) => damage.push(format!(
                "{} of {} in {} cannot be read: {reason}.",
                segment.rows,
                segment.table,
                Manifest::segment_key(&segment.id)
            )),
        }
    }
    (tables, places, damage)
}

pub(super) fn read_segment(kv: &impl KeyValue, segment: &Segment) -> Result<String, String> {
    let sealed = kv.get(&Manifest::segment_key(&segment.id)).ok_or("it is missing")?;
    if crc32fast::hash(sealed.as_bytes()) != segment.sum {
        return Err(Damage::Checksum.to_string());
    }
    unseal(&sealed).map_err(|damage| damage.to_string())
}
