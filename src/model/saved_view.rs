//! Saved views: ways to look at a list that a person comes back to.

use schemars::JsonSchema;
use serde::Serialize;

use super::read::read_by_field;
use super::record::identity;
use super::{Id, Meta, Record};

/// A way to look at a list, under a name.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SavedView {
    /// Identity and times.
    #[serde(flatten)]
    pub meta: Meta,
    /// The product it belongs to; none where it is there for all products.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<Id>,
    /// As the person calls it.
    pub name: String,
    /// The table of the described kind it is a list of; empty for items.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub table: String,
    /// Filters, sort and groups, as they stand in an address: `status=ready,doing&sort=!estimate`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub query: String,
    /// Whether rows stand under each other.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_tree: bool,
}

read_by_field!(
    SavedView,
    Self { meta: Meta::empty(), name: String::new(), product: None, table: String::new(), query: String::new(), is_tree: false },
    needs [name],
    may [product, table, query, is_tree]
);

impl Record for SavedView {
    identity!("views", "view", name);

    fn owner(&self) -> Option<Id> {
        self.product
    }
}
