//! What both devices changed, and what a person decides about it.

use serde_json::Value;

use crate::model::{Id, Instant, SortedMap, SortedSet};
use crate::workspace::{Before, Delta};

/// Whose value stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// That of this browser.
    #[default]
    Mine,
    /// That of the file.
    Theirs,
}

/// A record, by its table and id.
pub type RecordKey = (String, Id);

/// A value that both changed, and in different ways; or a record that one deleted and the other changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The record.
    pub record: RecordKey,
    /// Where in it: `title`, `criteria/7/text`; empty for all of it, where one side has it no more.
    pub path: String,
    /// What stood there before either changed it, as far as history knows.
    pub base: Option<Before>,
    /// What stands here.
    pub mine: Option<Value>,
    /// What stands in the file.
    pub theirs: Option<Value>,
    /// When the record last changed here and there.
    pub changed_at: (Instant, Instant),
    /// Leads from mine to theirs; none for a whole record.
    pub delta: Option<Delta>,
}

/// What a person decided; what nobody did stays as it is here.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    sides: SortedMap<(RecordKey, String), Side>,
    /// Records of which both are to stay: theirs becomes another.
    both: SortedSet<RecordKey>,
}

impl Decisions {
    /// Whose value stands; none where nobody decided.
    pub fn side(&self, record: &RecordKey, path: &str) -> Option<Side> {
        self.sides.get(&(record.clone(), path.to_owned())).copied()
    }

    /// Whether both records are to stay.
    pub fn keeps_both(&self, record: &RecordKey) -> bool {
        self.both.contains(record)
    }

    /// Decides about a value.
    pub fn decide(&mut self, conflict: &Conflict, side: Side) {
        self.both.remove(&conflict.record);
        self.sides.insert((conflict.record.clone(), conflict.path.clone()), side);
    }

    /// Has both records stay: what both changed stands here as it is, and the file's becomes a record of its own.
    pub fn keep_both(&mut self, record: &RecordKey) {
        self.sides.retain(|(target, _), _| target != record);
        self.both.insert(record.clone());
    }

    /// Whether somebody decided about this.
    pub fn has(&self, conflict: &Conflict) -> bool {
        self.keeps_both(&conflict.record) || self.side(&conflict.record, &conflict.path).is_some()
    }
}
