//! What every record carries, whatever its kind.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::blank::Blank;
use super::{Id, Instant};

/// Identity and times of a record, and the fields this build does not know.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Meta {
    /// Unique in the workspace and in every document.
    pub id: Id,
    /// When the record was made.
    pub created_at: Instant,
    /// When any field last changed.
    pub updated_at: Instant,
    /// When it went to Trash; a record in Trash is in no list and no count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Instant>,
    /// Fields of a later build or of a hand-made file, kept as they came.
    #[serde(flatten)]
    #[schemars(skip)]
    pub unknown: Map<String, Value>,
}

impl Meta {
    /// What nothing was read of yet.
    pub(super) fn empty() -> Self {
        Self::new(Id::FIRST, Instant(0))
    }

    /// What every record needs.
    pub(super) const NEEDED: [&str; 3] = ["id", "created_at", "updated_at"];

    /// Reads the value of a key; what is no field of it is kept as it is.
    pub(super) fn read(&mut self, key: Cow<'_, str>, json: &str) -> Result<(), serde_json::Error> {
        let blank: &mut dyn Blank = match key.as_ref() {
            "id" => &mut self.id,
            "created_at" => &mut self.created_at,
            "updated_at" => &mut self.updated_at,
            "deleted_at" => &mut self.deleted_at,
            _ => self.unknown.entry(key).or_insert(Value::Null),
        };
        blank.fill(json)
    }

    /// The meta of a record made now.
    pub fn new(id: Id, now: Instant) -> Self {
        Self { id, created_at: now, updated_at: now, deleted_at: None, unknown: Map::new() }
    }
}
