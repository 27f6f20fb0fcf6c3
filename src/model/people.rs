//! For whom and with whom: personas, segments, people. Names with ids, and no accounts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::record::identity;
use super::{Id, Meta, Record};

/// Someone a story is written for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Persona {
    /// Identity and times.
    #[serde(flatten)]
    pub meta: Meta,
    /// The product it belongs to.
    pub product: Id,
    /// What it is called, as it follows “As a”.
    pub name: String,
}

impl Record for Persona {
    identity!("personas", "persona", name);

    fn owner(&self) -> Option<Id> {
        Some(self.product)
    }
}

/// A part of the market that feedback comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Segment {
    /// Identity and times.
    #[serde(flatten)]
    pub meta: Meta,
    /// The product it belongs to.
    pub product: Id,
    /// What it is called.
    pub name: String,
}

impl Record for Segment {
    identity!("segments", "segment", name);

    fn owner(&self) -> Option<Id> {
        Some(self.product)
    }
}

/// Someone that work is delegated to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// Identity and times.
    #[serde(flatten)]
    pub meta: Meta,
    /// As one calls them.
    pub name: String,
}

impl Record for Person {
    identity!("people", "person", name);
}
