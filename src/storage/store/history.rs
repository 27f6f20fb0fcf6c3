//! History: every transaction that is still known, folded or not, and how that stays within its share of the room.
//!
//! Past its share, steps that are days old are joined by the hour, and those of months by the day; only then the oldest go.
//! What charts need stands in the records themselves, and is not touched.

use serde_json::value::RawValue;

use super::Store;
use super::checkpoint::Checkpoint;
use super::recovery::{Damaged, read_history, read_segment};
use crate::model::{Instant, in_order_of};
use crate::storage::journal::{self, Slot};
use crate::storage::key_value::{KeyValue, KeyValueError};
use crate::storage::manifest::{Manifest, Segment};
use crate::workspace::{Entry, HISTORY, Tables, Workspace};

/// The share of the limit history may take, and how much of that is left when some of it had to go, in per cent of each.
const SHARE_PERCENT: usize = 12;
const THINNED_PERCENT: usize = 85;
/// A segment shorter than this is written again with what comes, so that there are few of them.
const SEGMENT_UNITS: usize = 20_000;
/// About so long a text of transactions makes one segment.
const SEGMENT_TEXT: usize = 60_000;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// Steps younger than this stay as they were made.
const WHOLE_MS: i64 = 3 * DAY_MS;
/// Steps younger than this are joined by the hour, older ones by the day.
const HOURLY_MS: i64 = 30 * DAY_MS;

/// What a step is joined with: what has the same; none stays by itself.
fn joined_in(at: Instant, now: Instant) -> Option<(i64, i64)> {
    let span = match now.0 - at.0 {
        ..WHOLE_MS => return None,
        WHOLE_MS..HOURLY_MS => HOUR_MS,
        _ => DAY_MS,
    };
    Some((span, at.0.div_euclid(span)))
}

impl<K: KeyValue> Store<K> {
    /// The transactions that led to the tables, as far back as they are kept, oldest first; and what of them cannot be
    /// read. Of a record that came, what is folded has the checksum alone.
    pub fn transactions(&self) -> (Vec<Entry>, Vec<Damaged>) {
        self.transactions_since(&self.manifest.history, &[])
    }

    /// Those in segments of history, and those that are not `folded` into them.
    fn transactions_since(&self, history: &[Segment], folded: &[Slot]) -> (Vec<Entry>, Vec<Damaged>) {
        let (mut entries, mut damaged) = (Vec::new(), Vec::new());
        for segment in history {
            match read_history(&self.kv, segment) {
                Ok(folded) => entries.extend(folded),
                Err(reason) => damaged.push(Damaged::segment(segment, &reason)),
            }
        }
        let is_waiting = |slot| self.waiting.iter().any(|(waiting, ..)| *waiting == slot);
        for slot in self.unfolded.keys().filter(|slot| !is_waiting(**slot) && !folded.contains(slot)) {
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

    /// Adds the folded transactions to history.
    pub(in crate::storage) fn write_history(&self, checkpoint: &mut Checkpoint) -> Result<(), KeyValueError> {
        let read =
            |slot: &Slot| Some((*slot, journal::read(&self.kv, *slot, &self.kv.get(&slot.key())?).ok()?));
        let mut entries: Vec<(Slot, Entry)> = checkpoint.folding.iter().filter_map(read).collect();
        let sealed = checkpoint.sealed.take();
        let direct = checkpoint.direct.iter().filter(|_| sealed.is_none());
        entries.extend(direct.map(|(slot, entry)| (*slot, Entry::clone(entry))));
        let thin =
            |(_, entry): (Slot, Entry)| serde_json::to_string(&entry.into_thin(&Tables::default())).ok();
        let mut texts: Vec<String> = journal::in_order(entries).into_iter().filter_map(thin).collect();
        if !texts.is_empty() {
            if let Some(last) = checkpoint.manifest.history.pop_if(|last| last.units < SEGMENT_UNITS)
                && let Ok(text) = read_segment(&self.kv, &last)
                && let Ok(older) = serde_json::from_str::<Vec<Box<RawValue>>>(&text)
            {
                texts.splice(0..0, older.into_iter().map(|raw| raw.get().to_owned()));
            }
            let segment = self.write_history_segment(checkpoint, &texts)?;
            checkpoint.manifest.history.push(segment);
        }
        if let Some(sealed) = sealed {
            let id = self.next_history_id(checkpoint);
            let segment = self.write_sealed(id, HISTORY, 1, &sealed)?;
            checkpoint.written.push(segment.id.clone());
            checkpoint.manifest.history.push(segment);
        }
        Ok(())
    }

    /// Writes transactions as a segment of history, which no list names yet.
    fn write_history_segment(
        &self,
        checkpoint: &mut Checkpoint,
        texts: &[String],
    ) -> Result<Segment, KeyValueError> {
        let id = self.next_history_id(checkpoint);
        let json = format!("[{}]", texts.join(","));
        let segment = self.write_segment(id, HISTORY, texts.len(), &json)?;
        checkpoint.written.push(segment.id.clone());
        Ok(segment)
    }

    fn next_history_id(&self, checkpoint: &mut Checkpoint) -> String {
        checkpoint.count += 1;
        Manifest::segment_id(checkpoint.manifest.generation, self.tab, checkpoint.count, HISTORY)
    }

    /// Brings history back into its share of the room, where it is past that.
    pub(in crate::storage) fn thin_history(
        &self,
        checkpoint: &mut Checkpoint,
        workspace: &Workspace,
    ) -> Result<(), KeyValueError> {
        let share = self.limit * SHARE_PERCENT / 100;
        let units = |history: &[Segment]| history.iter().map(|segment| segment.units).sum::<usize>();
        if units(&checkpoint.manifest.history) <= share {
            return Ok(());
        }
        self.join_old(checkpoint, workspace)?;
        let history = &mut checkpoint.manifest.history;
        if units(history) > share {
            while history.len() > 1 && units(history) > share * THINNED_PERCENT / 100 {
                history.remove(0);
            }
        }
        Ok(())
    }

    /// Joins what is old in the first segments, and writes those anew.
    fn join_old(&self, checkpoint: &mut Checkpoint, workspace: &Workspace) -> Result<(), KeyValueError> {
        let now = checkpoint.manifest.at;
        let history = &checkpoint.manifest.history;
        let (known, damaged) = self.transactions_since(history, &checkpoint.folding);
        let (mut segments, mut entries) = (0, Vec::new());
        for read in history.iter().map_while(|segment| read_history(&self.kv, segment).ok()) {
            let is_old = read.iter().all(|entry| joined_in(entry.at, now).is_some());
            segments += 1;
            entries.extend(read);
            if !is_old {
                break;
            }
        }
        let entries = in_order_of(entries, |entry| entry.stamp);
        let old = entries.iter().take_while(|entry| joined_in(entry.at, now).is_some()).count();
        let runs = entries.get(..old).unwrap_or_default();
        let runs = runs.chunk_by(|one, next| joined_in(one.at, now) == joined_in(next.at, now));
        let runs: Vec<usize> = runs.map(<[Entry]>::len).collect();
        // What tabs did beside each other may lie in a later segment than what came after it.
        let is_first = entries.iter().zip(&known).take(old).all(|(one, other)| one.stamp == other.stamp);
        if !damaged.is_empty() || !is_first || runs.len() == old {
            return Ok(());
        }
        let joined = workspace.join(&known, &runs);
        let texts = joined.iter().chain(entries.iter().skip(old));
        let texts: Vec<String> = texts.filter_map(|entry| serde_json::to_string(entry).ok()).collect();
        let mut written = Vec::new();
        let mut rest = texts.as_slice();
        while !rest.is_empty() {
            let mut length = 0;
            let fits = |text: &&String| {
                length += text.len();
                length - text.len() < SEGMENT_TEXT
            };
            let (texts, later) = rest.split_at(rest.iter().take_while(fits).count());
            rest = later;
            written.push(self.write_history_segment(checkpoint, texts)?);
        }
        checkpoint.manifest.history.splice(..segments, written);
        Ok(())
    }
}
