//! Several tabs on one store: hearing what the others wrote, and catching up after a sleep.

use std::sync::Arc;

use super::recovery::read_segment;
use super::{OpenError, Store};
use crate::storage::PREFIX;
use crate::storage::journal::{self, Slot};
use crate::storage::key_value::{KeyValue, units};
use crate::storage::manifest::{Manifest, STORE_VERSION};
use crate::workspace::{Entry, Workspace};

/// What a tab found when it looked at the disk again.
#[derive(Debug)]
pub enum Caught {
    /// Nothing that it did not know.
    Nothing,
    /// Transactions of other tabs, in their order; the workspace has them now.
    Entries(Vec<Arc<Entry>>),
    /// Another tab has folded what this one never heard: the workspace was read anew.
    Anew,
    /// A later build has written here: this tab must not write any more.
    Newer,
    /// What this tab has written is gone from the disk.
    Gone,
}

impl<K: KeyValue + Clone> Store<K> {
    /// Looks at the disk again, and takes into the workspace what it does not have: after a sleep, and when another tab
    /// has folded.
    pub fn catch_up(&mut self, workspace: &mut Workspace) -> Caught {
        let (manifests, _) = Manifest::read_all(&self.kv);
        if manifests.iter().any(|manifest| manifest.version > STORE_VERSION) {
            return Caught::Newer;
        }
        if self.is_gone(&manifests) {
            return Caught::Gone;
        }
        let newest = manifests.into_iter().next().unwrap_or_default();
        if !newest.is_same(&self.manifest) && !self.adopt(newest) {
            return self.read_anew(workspace);
        }
        let entries: Vec<Arc<Entry>> = self.take_journal(workspace).into_iter().map(Arc::new).collect();
        if entries.is_empty() { Caught::Nothing } else { Caught::Entries(entries) }
    }

    /// Whether what was there when this tab last looked has been taken away.
    fn is_gone(&self, manifests: &[Manifest]) -> bool {
        if self.manifest.generation > 0 {
            return manifests.is_empty();
        }
        let is_confirmed = |slot: &&Slot| self.unconfirmed.iter().all(|written| written.slot != **slot);
        let mut known = self.unfolded.keys().filter(is_confirmed).peekable();
        known.peek().is_some() && manifests.is_empty() && known.all(|slot| self.kv.get(&slot.key()).is_none())
    }

    /// Takes over the list another tab has written, if everything that is folded into it is known here.
    fn adopt(&mut self, newest: Manifest) -> bool {
        let is_next = newest.generation == self.manifest.generation + 1;
        let known = |(tab, last): (&String, &u64)| {
            let first = self.manifest.folded.get(tab).map_or(1, |folded| folded + 1);
            let tab = tab.parse();
            tab.is_ok_and(|tab| (first..=*last).all(|seq| self.unfolded.contains_key(&Slot { tab, seq })))
        };
        if !is_next || !newest.folded.iter().all(known) || self.checkpoint.is_some() {
            return false;
        }
        let added = newest.segments.iter().filter(|segment| !self.manifest.names(&segment.id));
        let mut places = Vec::new();
        for segment in added {
            let mut rows = crate::workspace::Tables::default();
            let Ok(ids) = read_segment(&self.kv, segment)
                .and_then(|text| rows.any_mut(&segment.table).load_rows(&text))
            else {
                return false;
            };
            places.extend(ids.into_iter().map(|id| ((segment.table.clone(), id), segment.id.clone())));
        }
        self.segment_of.retain(|_, segment| newest.names(segment));
        self.segment_of.extend(places);
        self.unfolded.retain(|slot, _| !newest.has_folded(*slot));
        self.previous = Some(std::mem::replace(&mut self.manifest, newest));
        true
    }

    fn read_anew(&mut self, workspace: &mut Workspace) -> Caught {
        match Self::open(self.kv.clone(), self.tab) {
            Ok((store, loaded)) => {
                let unconfirmed = std::mem::take(&mut self.unconfirmed);
                let waiting = std::mem::take(&mut self.waiting);
                let tail = std::mem::take(&mut self.tail);
                let next_seq = self.next_seq.max(store.next_seq);
                *self = Self { unconfirmed, waiting, tail, next_seq, limit: self.limit, ..store };
                workspace.replace_tables(loaded.workspace);
                // What the disk has not taken, or has lost since, is in no list and no journal. What a list has is known:
                // made again, a record would come back that another tab has emptied out of Trash.
                let own = self.unconfirmed.iter().map(|written| (written.slot, &written.entry));
                let own = own.chain(self.waiting.iter().map(|(slot, entry, _)| (*slot, entry)));
                let own = own.filter(|(slot, _)| !self.is_folded(*slot)).map(|(_, entry)| entry);
                let own: Vec<Arc<Entry>> = own.cloned().collect();
                for entry in own {
                    self.apply_again(workspace, &entry);
                }
                Caught::Anew
            }
            Err(OpenError::Newer) => Caught::Newer,
        }
    }

    /// Reads a transaction another tab has just written, where it lies, and how long it is.
    pub fn read_other(&self, key: &str, sealed: &str) -> Option<(Slot, Entry, usize)> {
        let slot = Slot::of_key(key).filter(|slot| slot.tab != self.tab)?;
        if self.is_folded(slot) || self.unfolded.contains_key(&slot) {
            return None;
        }
        Some((slot, journal::read(&self.kv, slot, sealed).ok()?, units(sealed)))
    }

    /// Whether a key is that of a list of segments.
    pub fn is_list(key: &str) -> bool {
        key.strip_prefix(PREFIX).is_some_and(|rest| rest.starts_with("m/"))
    }
}
