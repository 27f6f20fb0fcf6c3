//! Metrics and their readings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Day, Id, Instant, MergeClass, Meta, Place, Rank, Record};

/// Which way is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    #[default]
    Up,
    /// Less is better.
    Down,
}

/// A value of a metric, seen on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reading {
    /// Known by it when two tabs change the list.
    pub id: Id,
    /// When it was written down.
    pub at: Instant,
    /// The day it speaks of.
    pub on: Day,
    /// The value, in hundredths of the metric's unit.
    pub value: i64,
}

/// Something about the product that is counted over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Metric {
    /// Identity and times.
    #[serde(flatten)]
    pub meta: Meta,
    /// The product it belongs to.
    pub product: Id,
    /// What is counted.
    pub name: String,
    /// The unit of its values.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Its place among the product's metrics.
    pub rank: Rank,
    /// Which way is better.
    #[serde(default)]
    pub direction: Direction,
    /// Where it is to be, in hundredths of the unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<i64>,
    /// The values seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<Reading>,
}

impl Record for Metric {
    const TABLE: &'static str = "metrics";
    const NOUN: &'static str = "metric";

    fn meta(&self) -> &Meta {
        &self.meta
    }
    fn meta_mut(&mut self) -> &mut Meta {
        &mut self.meta
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn merge_class(field: &str) -> MergeClass {
        if field == "readings" { MergeClass::List } else { MergeClass::Scalar }
    }
    fn owner(&self) -> Option<Id> {
        Some(self.product)
    }
    fn place(&self) -> Option<Place<'_>> {
        Some(Place { scope: self.product, rank: &self.rank })
    }
}
