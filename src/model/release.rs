//! Releases: what goes out together.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Day, Id, Link, Meta, Metric, Place, Rank, Record};

/// How far a release is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReleaseState {
    /// Meant.
    #[default]
    Planned,
    /// Being filled.
    Open,
    /// Out: its items are shipped.
    Released,
}

/// A version that goes out on a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Release {
    /// Identity and times.
    #[serde(flatten)]
    pub meta: Meta,
    /// The product it belongs to.
    pub product: Id,
    /// What it is called.
    pub name: String,
    /// Its place among the product's releases.
    pub rank: Rank,
    /// How far it is.
    #[serde(default)]
    pub state: ReleaseState,
    /// The day it is meant for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<Day>,
    /// The day it went out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual: Option<Day>,
    /// The metric it is to move.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<Id>,
}

impl Record for Release {
    const TABLE: &'static str = "releases";
    const NOUN: &'static str = "release";

    fn meta(&self) -> &Meta {
        &self.meta
    }
    fn meta_mut(&mut self) -> &mut Meta {
        &mut self.meta
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn owner(&self) -> Option<Id> {
        Some(self.product)
    }
    fn links(&self) -> Vec<Link> {
        self.metric.map(|id| Link { field: "metric", table: Metric::TABLE, id }).into_iter().collect()
    }
    fn unlink(&mut self, target: Id) {
        self.metric.take_if(|id| *id == target);
    }
    fn place(&self) -> Option<Place<'_>> {
        Some(Place { scope: self.product, rank: &self.rank })
    }
}
