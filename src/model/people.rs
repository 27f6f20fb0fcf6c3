//! With whom: people. Names with ids, and no accounts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::record::identity;
use super::{Meta, Record};

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
