//! Metrics and their readings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fold::contains_folded;
use super::record::{belonging, class_of, identity};
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
    /// Its number, after the product's key and an M; never reused.
    #[serde(default)]
    pub number: u32,
    /// Numbers it once had, which go on resolving.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_numbers: Vec<u32>,
    /// What is counted.
    pub name: String,
    /// More about it, in Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
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

impl Metric {
    /// A metric with a name and nothing else.
    pub fn new(meta: Meta, product: Id, number: u32, name: String, rank: Rank) -> Self {
        Self {
            meta,
            product,
            number,
            former_numbers: Vec::new(),
            name,
            description: String::new(),
            unit: String::new(),
            rank,
            direction: Direction::Up,
            target: None,
            readings: Vec::new(),
        }
    }

    /// The newest reading, by the day it speaks of.
    pub fn latest(&self) -> Option<&Reading> {
        self.readings.iter().max_by_key(|reading| (reading.on, reading.at))
    }
}

impl Record for Metric {
    identity!("metrics", "metric", name);
    belonging!("M");

    fn merge_class(field: &str) -> MergeClass {
        class_of(field, &["readings"], &[])
    }
    fn contains(&self, needle: &str) -> bool {
        [&self.name, &self.description].iter().any(|text| contains_folded(text, needle))
    }
}
