//! With whom: people. Names with ids, and no accounts.

use schemars::JsonSchema;
use serde::Serialize;

use super::read::read_by_field;
use super::record::identity;
use super::{Meta, Record};

/// Someone that work is delegated to.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Person {
    /// Identity and times.
    #[serde(flatten)]
    pub meta: Meta,
    /// As one calls them.
    pub name: String,
}

read_by_field!(
    Person,
    Self { meta: Meta::empty(), name: String::new() },
    needs [name],
    may []
);

impl Record for Person {
    identity!("people", "person", name);
}
