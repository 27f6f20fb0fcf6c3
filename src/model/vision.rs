//! The vision of a product, version by version.

use schemars::JsonSchema;
use serde::Serialize;

use super::read::read_by_field;
use super::record::identity;
use super::{Day, Id, Meta, Record};

/// One version of a product's vision; the one with the highest number is current.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Vision {
    /// Identity and times.
    #[serde(flatten)]
    pub meta: Meta,
    /// The product it belongs to.
    pub product: Id,
    /// Which version it is, from 1.
    #[serde(default)]
    pub number: u32,
    /// The day it was first written.
    pub since: Day,
    /// What will be so, in a sentence.
    pub statement: String,
    /// For whom the product is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub audience: String,
    /// What they need.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub need: String,
    /// What kind of thing the product is, and what it does for them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub category: String,
    /// What is used instead of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alternative: String,
    /// What it does that nothing else does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub difference: String,
    /// When it is to be so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub horizon: String,
}

read_by_field!(
    Vision,
    Self { meta: Meta::empty(), product: Id::FIRST, since: Day::first(), statement: String::new(), number: 0, audience: String::new(), need: String::new(), category: String::new(), alternative: String::new(), difference: String::new(), horizon: String::new() },
    needs [product, since, statement],
    may [number, audience, need, category, alternative, difference, horizon]
);

impl Record for Vision {
    identity!("visions", "vision", statement);

    fn owner(&self) -> Option<Id> {
        Some(self.product)
    }
    fn numbers(&self) -> Vec<u32> {
        vec![self.number]
    }
}
