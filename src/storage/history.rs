//! Every transaction that is still known, folded or not.

use super::journal;
use super::key_value::KeyValue;
use super::recovery::{Damaged, read_history};
use super::store::Store;
use crate::model::in_order_of;
use crate::workspace::Entry;

impl<K: KeyValue> Store<K> {
    /// The transactions that led to the tables, as far back as they are kept, oldest first; and what of them cannot be
    /// read. Of a record that came, what is folded has the checksum alone.
    pub fn transactions(&self) -> (Vec<Entry>, Vec<Damaged>) {
        let (mut entries, mut damaged) = (Vec::new(), Vec::new());
        for segment in &self.manifest.history {
            match read_history(&self.kv, segment) {
                Ok(folded) => entries.extend(folded),
                Err(reason) => damaged.push(Damaged::segment(segment, &reason)),
            }
        }
        let is_waiting = |slot| self.waiting.iter().any(|(waiting, ..)| *waiting == slot);
        for slot in self.unfolded.keys().filter(|slot| !is_waiting(**slot)) {
            // What goes straight into segments was never in the journal.
            let Some(sealed) = self.kv.get(&slot.key()) else { continue };
            match journal::read(&self.kv, *slot, &sealed) {
                Ok(entry) => entries.push(entry),
                Err(reason) => damaged.push(Damaged::change(*slot, &reason)),
            }
        }
        entries.extend(self.waiting.iter().map(|(_, entry, _)| Entry::clone(entry)));
        (in_order_of(entries, |entry| entry.stamp), damaged)
    }
}
