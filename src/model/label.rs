//! Labels of the workspace.

use schemars::JsonSchema;
use serde::Serialize;

use super::read::read_by_field;
use super::record::identity;
use super::{Meta, Record};

/// A word that groups items across products; known by its id, so that renaming it renames it everywhere.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Label {
    /// Identity and times.
    #[serde(flatten)]
    pub meta: Meta,
    /// As the person writes it; two labels never differ only in case.
    pub name: String,
}

read_by_field!(
    Label,
    Self { meta: Meta::empty(), name: String::new() },
    needs [name],
    may []
);

impl Record for Label {
    identity!("labels", "label", name);
}
