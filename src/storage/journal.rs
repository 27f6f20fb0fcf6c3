//! The journal: one key a transaction, written once by the tab that made it.
//!
//! A transaction too large for one key is cut into parts written first; the key without a part number commits it.

use super::seal::{Damage, Packer, seal_packed, seal_plain, unseal};
use super::{KeyValue, KeyValueError, PREFIX};
use crate::model::{Pace, PaceStage, in_order_of};
use crate::workspace::{Entry, TabId};

/// Texts longer than this are deflated.
const PLAIN_LONGEST: usize = 8_000;
/// Packed texts longer than this are cut into parts.
const PART_LONGEST: usize = 100_000;

/// Where a transaction lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// The tab that wrote it.
    pub tab: TabId,
    /// Its number among that tab's transactions, from 1.
    pub seq: u64,
}

impl Slot {
    /// The key that commits the transaction.
    pub fn key(self) -> String {
        format!("{}{}/{}", prefix(), self.tab, self.seq)
    }

    fn part_key(self, part: usize) -> String {
        format!("{}.{part}", self.key())
    }

    /// The slot a key commits; none for parts and for other keys.
    pub fn of_key(key: &str) -> Option<Self> {
        let (tab, seq) = key.strip_prefix(&prefix())?.split_once('/')?;
        Some(Self { tab: tab.parse().ok()?, seq: seq.parse().ok()? })
    }

    /// The slot a key holds a part of; none for keys that commit and for other keys.
    pub fn of_part(key: &str) -> Option<Self> {
        let (commits, part) = key.rsplit_once('.')?;
        part.parse::<usize>().ok()?;
        Self::of_key(commits)
    }
}

/// What every key of the journal starts with.
pub fn prefix() -> String {
    format!("{PREFIX}j/")
}

/// A transaction as one text.
pub fn seal(entry: &Entry) -> String {
    let json = serde_json::to_string(entry).unwrap_or_default();
    if json.len() <= PLAIN_LONGEST { seal_plain(&json) } else { seal_packed(&json) }
}

/// The same of a large one, change by change; as the only one of a list where it is for history.
pub async fn seal_in_slices(entry: &Entry, is_list: bool, pace: &Pace) -> String {
    let json = serde_json::to_string(&entry.with(Vec::new())).unwrap_or_default();
    let mut packer = Packer::new();
    packer.push(if is_list { "[" } else { "" });
    packer.push(json.strip_suffix("]}").unwrap_or_default());
    pace.begin(PaceStage::Packing, entry.changes.len());
    for (place, change) in entry.changes.iter().enumerate() {
        if place > 0 {
            packer.push(",");
        }
        packer.push(&serde_json::to_string(change).unwrap_or_default());
        pace.step().await;
    }
    packer.push(if is_list { "]}]" } else { "]}" });
    packer.seal()
}

/// Reads what [`seal`] wrote.
pub fn unseal_entry(sealed: &str) -> Result<Entry, String> {
    let text = unseal(sealed).map_err(|damage| damage.to_string())?;
    serde_json::from_str(&text).map_err(|error| error.to_string())
}

/// A sealed transaction as it lies in the journal: keys and texts in the order they are to be written, the committing one
/// last.
pub fn texts(slot: Slot, sealed: &str) -> Vec<(String, String)> {
    if sealed.len() <= PART_LONGEST {
        return vec![(slot.key(), sealed.to_owned())];
    }
    let letters: Vec<char> = sealed.chars().collect();
    let parts = letters.chunks(PART_LONGEST).map(|part| part.iter().collect::<String>());
    let mut texts: Vec<(String, String)> =
        parts.enumerate().map(|(n, part)| (slot.part_key(n + 1), part)).collect();
    let commit = format!("{{\"parts\":{}}}", texts.len());
    texts.push((slot.key(), seal_plain(&commit)));
    texts
}

/// The keys a committed transaction lies under, the committing one last: deleting in reverse uncommits it first.
pub fn keys(kv: &impl KeyValue, slot: Slot) -> Vec<String> {
    let parts = kv.get(&slot.key()).and_then(|sealed| unseal(&sealed).ok()).and_then(|text| parts(&text));
    (1..=parts.unwrap_or(0)).map(|part| slot.part_key(part)).chain([slot.key()]).collect()
}

fn parts(text: &str) -> Option<usize> {
    text.strip_prefix("{\"parts\":")?.strip_suffix('}')?.parse().ok()
}

/// Reads a transaction from what stands under its committing key.
pub fn read(kv: &impl KeyValue, slot: Slot, sealed: &str) -> Result<Entry, String> {
    let text = unseal(sealed).map_err(|damage| damage.to_string())?;
    let Some(count) = parts(&text) else {
        return serde_json::from_str(&text).map_err(|error| error.to_string());
    };
    let mut whole = String::new();
    for part in 1..=count {
        whole.push_str(&kv.get(&slot.part_key(part)).ok_or_else(|| Damage::Checksum.to_string())?);
    }
    unseal_entry(&whole)
}

/// Writes texts in order; where one does not fit, those before it are taken out again.
pub fn write(kv: &impl KeyValue, texts: &[(String, String)]) -> Result<(), KeyValueError> {
    for (done, (key, text)) in texts.iter().enumerate() {
        if let Err(error) = kv.set(key, text) {
            texts.iter().take(done).for_each(|(key, _)| kv.remove(key));
            return Err(error);
        }
    }
    Ok(())
}

/// Transactions in the order of all transactions.
pub fn in_order(found: Vec<(Slot, Entry)>) -> Vec<(Slot, Entry)> {
    in_order_of(found, |(_, entry)| entry.stamp)
}
