//! What every record carries, whatever its kind.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Id, Instant};

/// Identity and times of a record, and the fields this build does not know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
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
    /// The meta of a record made now.
    pub fn new(id: Id, now: Instant) -> Self {
        Self { id, created_at: now, updated_at: now, deleted_at: None, unknown: Map::new() }
    }
}
