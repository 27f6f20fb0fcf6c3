//! What takes the room, and whether all that is stored can still be read.

use super::Store;
use super::recovery::{Damaged, check_segment};
use crate::storage::PREFIX;
use crate::storage::journal::{self, Slot};
use crate::storage::key_value::{KeyValue, units};
use crate::storage::manifest::Manifest;

/// How many UTF-16 units are taken, keys counted, by what takes them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Records.
    pub records: usize,
    /// Transactions that are folded into them.
    pub history: usize,
    /// Transactions that are not.
    pub journal: usize,
    /// What is kept for safety: the state before, room for the last edits, what was set aside, lists and choices.
    pub safety: usize,
    /// What other pages of this address keep.
    pub others: usize,
    /// How many transactions the history has.
    pub folded: usize,
    /// How many the journal has.
    pub waiting: usize,
}

impl Usage {
    /// All of it.
    pub fn total(self) -> usize {
        self.records + self.history + self.journal + self.safety + self.others
    }
}

impl<K: KeyValue> Store<K> {
    /// UTF-16 units in use by every key of the origin.
    pub fn used_units(&self) -> usize {
        self.usage().total()
    }

    /// What takes the room.
    pub fn usage(&self) -> Usage {
        let history = &self.manifest.history;
        let mut usage = Usage {
            folded: history.iter().map(|segment| segment.rows).sum(),
            waiting: self.unfolded.len(),
            ..Usage::default()
        };
        let segments = Manifest::segment_key("");
        for key in self.kv.keys() {
            let taken = units(&key) + self.kv.get(&key).map_or(0, |text| units(&text));
            let part = match key.strip_prefix(&segments) {
                Some(id) if history.iter().any(|segment| segment.id == id) => &mut usage.history,
                Some(id) if self.manifest.names(id) => &mut usage.records,
                Some(_) => &mut usage.safety,
                None if key.starts_with(&journal::prefix()) => &mut usage.journal,
                // The choices of this browser have a name beside ours.
                None if key.starts_with(PREFIX.trim_end_matches('/')) => &mut usage.safety,
                None => &mut usage.others,
            };
            *part += taken;
        }
        usage
    }

    /// Reads everything that is stored once more: how many parts there are, and those that cannot be read.
    pub fn look_through(&self) -> (usize, Vec<Damaged>) {
        let mut damaged = Vec::new();
        let mut parts = 0;
        for segment in self.manifest.segments.iter().chain(&self.manifest.history) {
            parts += 1;
            damaged.extend(check_segment(&self.kv, segment).err().map(|why| Damaged::segment(segment, &why)));
        }
        for slot in self.kv.keys().iter().filter_map(|key| Slot::of_key(key)) {
            parts += 1;
            let read = self.kv.get(&slot.key()).map(|sealed| journal::read(&self.kv, slot, &sealed));
            if let Some(Err(reason)) = read {
                damaged.push(Damaged::change(slot, &reason));
            }
        }
        (parts, damaged)
    }
}
