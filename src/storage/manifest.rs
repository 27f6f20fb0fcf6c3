//! The list of what belongs together: which segments hold the tables, and how far the journal is folded into them.

use serde::Serialize;

use super::journal::Slot;
use super::seal::{seal_packed, unseal};
use super::{KeyValue, PREFIX};
use crate::model::{Instant, SortedMap, SortedSet, read_by_field};
use crate::workspace::{Entry, Knowledge, TabId};

/// The form in which this build stores; it reads every form up to it.
pub const STORE_VERSION: u32 = 1;

/// For how many transactions more it is known what was folded of a tab.
const MARKS_LAST: u64 = 1_000;

/// One segment: some rows of one table, or some transactions of history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// The end of its key.
    pub id: String,
    /// The table its rows are of; [`HISTORY`](crate::workspace::HISTORY) for transactions.
    pub table: String,
    /// How many it holds.
    pub rows: usize,
    /// How long it is, in UTF-16 units.
    pub units: usize,
    /// CRC-32 of the text under its key.
    pub sum: u32,
}

read_by_field!(Segment, needs [id, table, rows, units, sum], may []);

/// One whole state of the store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Manifest {
    /// [`STORE_VERSION`] of the build that wrote it.
    pub version: u32,
    /// Grows by one with each checkpoint.
    pub generation: u64,
    /// The tab that wrote it: two may write the same generation at one moment.
    pub by: String,
    /// The largest logical clock folded in.
    pub clock: u64,
    /// When it was written.
    pub at: Instant,
    /// Per tab, the last transaction that is folded into the segments.
    pub folded: SortedMap<String, u64>,
    /// Per tab, the logical clock when something of it was last folded.
    pub folded_at: SortedMap<String, u64>,
    /// The transactions that were made or heard of in this browser; earlier builds took no note.
    pub known: Option<Knowledge>,
    /// The segments of the tables.
    pub segments: Vec<Segment>,
    /// The segments of history, oldest first.
    pub history: Vec<Segment>,
}

read_by_field!(Manifest, needs [version, generation, clock, folded, segments, history], may [by, at, folded_at, known]);

impl Manifest {
    /// The key of the manifest of a generation; two generations have two keys in turn.
    pub fn key(generation: u64) -> String {
        format!("{PREFIX}m/{}", generation % 2)
    }

    /// The key of a segment.
    pub fn segment_key(id: &str) -> String {
        format!("{PREFIX}s/{id}")
    }

    /// The id of the `n`th segment a tab writes for a generation: what it holds can be told without a list.
    pub fn segment_id(generation: u64, tab: TabId, n: usize, table: &str) -> String {
        format!("{generation}.{tab}.{n}.{table}")
    }

    /// The generation a segment was written for.
    pub fn generation_of(id: &str) -> u64 {
        id.split('.').next().and_then(|text| text.parse().ok()).unwrap_or(0)
    }

    /// The table a segment is of; none for segments of the first builds.
    pub fn table_of(id: &str) -> Option<&str> {
        id.splitn(4, '.').nth(3)
    }

    /// The manifests that can be read, the newest first, and the keys of those that cannot.
    pub fn read_all(kv: &impl KeyValue) -> (Vec<Self>, Vec<(String, String)>) {
        let (mut manifests, mut damaged): (Vec<Self>, _) = (Vec::new(), Vec::new());
        for key in [Self::key(0), Self::key(1)] {
            let Some(sealed) = kv.get(&key) else { continue };
            let read = unseal(&sealed).map_err(|damage| damage.to_string());
            let parsed = read.and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string()));
            match parsed {
                Ok(manifest) => manifests.push(manifest),
                Err(reason) => damaged.push((key, reason)),
            }
        }
        if let [first, second] = manifests.as_slice()
            && first.generation < second.generation
        {
            manifests.reverse();
        }
        (manifests, damaged)
    }

    /// The newest list that can be read; an empty one where there is none.
    pub fn newest(kv: &impl KeyValue) -> Self {
        Self::read_all(kv).0.into_iter().next().unwrap_or_default()
    }

    /// The text under the manifest's key.
    pub fn sealed(&self) -> String {
        seal_packed(&serde_json::to_string(self).unwrap_or_default())
    }

    /// Whether another is the same one, read again.
    pub fn is_same(&self, other: &Self) -> bool {
        (self.generation, &self.by) == (other.generation, &other.by)
    }

    /// Whether a transaction is folded into its segments.
    pub fn has_folded(&self, slot: Slot) -> bool {
        self.folded.get(&slot.tab.to_string()).is_some_and(|folded| slot.seq <= *folded)
    }

    /// Takes note that a transaction is folded into its segments.
    pub fn mark_folded(&mut self, slot: Slot) {
        let tab = slot.tab.to_string();
        let folded = self.folded.entry(tab.clone()).or_insert(0);
        *folded = slot.seq.max(*folded);
        self.folded_at.insert(tab, self.clock);
    }

    /// Forgets up to where the transactions of tabs are folded that have been quiet for long, those `in_journal` aside.
    pub fn thin_marks(&mut self, in_journal: &SortedSet<String>) {
        let (clock, folded_at) = (self.clock, &self.folded_at);
        let is_recent = |tab: &String| folded_at.get(tab).is_some_and(|at| at + MARKS_LAST > clock);
        self.folded.retain(|tab, _| in_journal.contains(tab) || is_recent(tab));
        let folded = &self.folded;
        self.folded_at.retain(|tab, _| folded.contains_key(tab));
    }

    /// Whether a transaction of a tab that is no longer known was folded long ago.
    pub fn is_long_past(&self, slot: Slot, entry: &Entry) -> bool {
        !self.folded.contains_key(&slot.tab.to_string()) && entry.stamp.clock + MARKS_LAST <= self.clock
    }

    /// Whether it names this segment.
    pub fn names(&self, id: &str) -> bool {
        self.segments.iter().chain(&self.history).any(|segment| segment.id == id)
    }
}
