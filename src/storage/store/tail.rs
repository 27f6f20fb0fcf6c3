//! The copy of the tail: each transaction also lies beside the store, in a place that says when it is on the disk.
//!
//! The store is the home of everything and suffices alone. A browser writes it to the disk when it sees fit, minutes later
//! at times; what it had not written yet when it was killed is caught up from the copy at the next start. What is known of
//! the copy stands here; the room above it does the writing, and may say that there is no such place.

use std::sync::Arc;

use super::Store;
use super::recovery::is_put_away;
use crate::model::{Instant, SortedMap, SortedSet, in_order_of};
use crate::storage::KeyValue;
use crate::storage::journal::{self, Slot};
use crate::workspace::{Entry, Workspace};

/// How long a transaction stays in the copy once it is folded, in milliseconds: longer than any browser takes to write
/// what a full store holds.
const STAYS_MS: i64 = 2 * 60 * 60 * 1000;

/// What is known of the copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Copy {
    /// It is still being looked for.
    #[default]
    Unknown,
    /// It takes what it is given.
    There,
    /// There is none, or it takes nothing more.
    Missing,
}

/// What the copy is to do at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CopyWork {
    /// Texts to be put under keys.
    pub puts: Vec<(String, String)>,
    /// Keys that may go.
    pub drops: Vec<String>,
}

/// The copy as the store of one tab knows it.
#[derive(Debug, Default)]
pub(in crate::storage) struct Tail {
    copy: Copy,
    work: CopyWork,
    /// Whether some of the work is under way.
    is_busy: bool,
    /// What lies there, and since when it is folded.
    kept: SortedMap<Slot, Option<Instant>>,
}

impl Tail {
    /// Has a transaction put there, where there is a copy or may be one.
    pub(in crate::storage) fn put(&mut self, slot: Slot, sealed: &str) {
        if self.copy != Copy::Missing {
            self.kept.insert(slot, None);
            self.work.puts.push((slot.key(), sealed.to_owned()));
        }
    }

    fn drop(&mut self, slots: SortedSet<Slot>) {
        self.kept.retain(|slot, _| !slots.contains(slot));
        self.work.drops.extend(slots.into_iter().map(Slot::key));
    }
}

impl<K: KeyValue> Store<K> {
    /// What is known of the copy.
    pub fn copy(&self) -> Copy {
        self.tail.copy
    }

    /// Takes in what the copy held when it was opened: what it has and the store lacks is applied and written down, like
    /// another tab's journal.
    pub fn take_copy(
        &mut self,
        texts: Vec<(String, String)>,
        workspace: &mut Workspace,
        now: Instant,
    ) -> Vec<Arc<Entry>> {
        self.tail.copy = Copy::There;
        let mut lacking = Vec::new();
        let mut useless = SortedSet::new();
        for (key, sealed) in texts {
            let Some(slot) = Slot::of_key(&key) else {
                self.tail.work.drops.push(key);
                continue;
            };
            let folded_at = self.manifest.at.min(now);
            if self.is_folded(slot) {
                self.tail.kept.insert(slot, Some(folded_at));
            } else if self.unfolded.contains_key(&slot) {
                self.tail.kept.insert(slot, None);
            } else {
                match journal::unseal_entry(&sealed) {
                    Ok(entry)
                        if !self.manifest.is_long_past(slot, &entry) && !is_put_away(&self.kv, slot) =>
                    {
                        lacking.push((slot, Arc::new(entry), sealed));
                    }
                    _ => drop(useless.insert(slot)),
                }
            }
        }
        self.tail.drop(useless);
        let lacking = in_order_of(lacking, |(_, entry, _)| entry.stamp);
        for (slot, entry, sealed) in &lacking {
            self.apply_again(workspace, entry);
            self.tail.kept.insert(*slot, None);
            self.waiting.push_back((*slot, Arc::clone(entry), sealed.clone()));
        }
        let entries = lacking.into_iter().map(|(_, entry, _)| entry).collect();
        // What the disk does not take now is tried again with what comes next.
        let _ = self.flush(workspace);
        entries
    }

    /// What the copy is to do now; none while it does something, or where there is nothing to do.
    pub fn copy_work(&mut self) -> Option<CopyWork> {
        let is_idle =
            self.tail.copy != Copy::There || self.tail.is_busy || self.tail.work == CopyWork::default();
        (!is_idle).then(|| {
            self.tail.is_busy = true;
            std::mem::take(&mut self.tail.work)
        })
    }

    /// Takes note of how the copy's work ended: one that failed is asked nothing more.
    pub fn copy_worked(&mut self, is_done: bool) {
        self.tail.is_busy = false;
        if !is_done {
            self.tail = Tail { copy: Copy::Missing, ..Tail::default() };
        }
    }

    /// Whether all that was made here is as safe as it gets: in the copy, and where there is none, read back.
    pub fn is_saved(&self) -> bool {
        let is_safe = match self.tail.copy {
            Copy::Unknown => false,
            Copy::There => !self.tail.is_busy && self.tail.work.puts.is_empty(),
            Copy::Missing => self.unconfirmed.is_empty(),
        };
        is_safe && self.waiting.is_empty()
    }

    /// Lets go of what was folded long enough ago.
    pub fn thin_copy(&mut self, now: Instant) {
        let manifest = &self.manifest;
        let mut past = SortedSet::new();
        for (slot, folded_at) in self.tail.kept.iter_mut() {
            if manifest.has_folded(*slot) && folded_at.get_or_insert(now).0 + STAYS_MS < now.0 {
                past.insert(*slot);
            }
        }
        self.tail.drop(past);
    }
}
