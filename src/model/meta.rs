//! What every record carries, whatever its kind.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Serialize;
use serde::de::MapAccess;
use serde_json::{Map, Value};

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

    /// Reads the value of a key; what is no field of it is kept as it is.
    pub(super) fn read<'de, A: MapAccess<'de>>(
        &mut self,
        key: Cow<'_, str>,
        from: &mut A,
    ) -> Result<(), A::Error> {
        match key.as_ref() {
            "id" => self.id = from.next_value()?,
            "created_at" => self.created_at = from.next_value()?,
            "updated_at" => self.updated_at = from.next_value()?,
            "deleted_at" => self.deleted_at = from.next_value()?,
            _ => drop(self.unknown.insert(key.into_owned(), from.next_value()?)),
        }
        Ok(())
    }

    /// The meta of a record made now.
    pub fn new(id: Id, now: Instant) -> Self {
        Self { id, created_at: now, updated_at: now, deleted_at: None, unknown: Map::new() }
    }
}
