//! Goals and the key results that measure them.

use schemars::JsonSchema;
use serde::Serialize;

use super::fold::contains_folded;
use super::read::read_by_field;
use super::record::{belonging, class_of, identity};
use super::{Day, Id, Instant, Link, MergeClass, Meta, Metric, Position, Rank, Record, Vision};

/// A value of a key result, seen on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CheckIn {
    /// Known by it when two tabs change the list.
    pub id: Id,
    /// When it was written down.
    pub at: Instant,
    /// The day it speaks of.
    pub on: Day,
    /// The value, in hundredths of the key result's unit.
    pub value: i64,
}

read_by_field!(CheckIn, needs [id, at, on, value], may []);

/// A measure that shows whether a goal is met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct KeyResult {
    /// Known by it when two tabs change the list.
    pub id: Id,
    /// What is measured.
    pub name: String,
    /// The unit of its values.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Where it started, in hundredths of the unit.
    pub baseline: i64,
    /// Where it is to be, in hundredths of the unit.
    pub target: i64,
    /// Since when; the day its goal was written, where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Day>,
    /// When it is to be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// The metric whose readings are its values; without one they are checked in by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<Id>,
    /// The values seen since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub check_ins: Vec<CheckIn>,
}

read_by_field!(KeyResult, needs [id, name, baseline, target], may [unit, start, due, metric, check_ins]);

/// An objective of one product.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Goal {
    /// Identity and times.
    #[serde(flatten)]
    pub meta: Meta,
    /// The product it belongs to.
    pub product: Id,
    /// Its number, after the product's key and a G; never reused.
    #[serde(default)]
    pub number: u32,
    /// Numbers it once had, which go on resolving.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_numbers: Vec<u32>,
    /// The objective, in a line.
    pub name: String,
    /// More about it, in Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The version of the vision it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vision: Option<Id>,
    /// Its place among the product's goals.
    pub rank: Rank,
    /// What shows whether it is met.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub key_results: Vec<KeyResult>,
    /// The day it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Day>,
    /// What it came to on that day, in ten-thousandths.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<i64>,
    /// What was learned by it, in Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub learned: String,
}

read_by_field!(
    Goal,
    Self::new(Meta::empty(), Id::FIRST, 0, String::new(), Rank::first()),
    needs [product, name, rank],
    may [number, former_numbers, description, vision, key_results, closed_on, score, learned]
);

impl Goal {
    /// A goal with a name and nothing else.
    pub fn new(meta: Meta, product: Id, number: u32, name: String, rank: Rank) -> Self {
        Self {
            meta,
            product,
            number,
            former_numbers: Vec::new(),
            name,
            description: String::new(),
            vision: None,
            rank,
            key_results: Vec::new(),
            closed_on: None,
            score: None,
            learned: String::new(),
        }
    }
}

impl Record for Goal {
    identity!("goals", "goal", name);
    belonging!("G");

    fn merge_class(field: &str) -> MergeClass {
        match field {
            "learned" => MergeClass::LongText,
            _ => class_of(field, &["key_results"], &[]),
        }
    }
    fn links(&self) -> Vec<Link> {
        let vision = self.vision.map(|id| Link { field: "vision", table: Vision::TABLE, id });
        let metrics = self.key_results.iter().filter_map(|result| result.metric);
        let metrics = metrics.map(|id| Link { field: "key_results", table: Metric::TABLE, id });
        vision.into_iter().chain(metrics).collect()
    }
    fn unlink(&mut self, target: Id) {
        self.vision.take_if(|id| *id == target);
        for result in &mut self.key_results {
            result.metric.take_if(|id| *id == target);
        }
    }
    fn contains(&self, needle: &str) -> bool {
        let results = self.key_results.iter().map(|result| &result.name);
        [&self.name, &self.description, &self.learned]
            .into_iter()
            .chain(results)
            .any(|text| contains_folded(text, needle))
    }
}
