//! Goals and the key results that measure them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Day, Id, Instant, MergeClass, Meta, Place, Rank, Record};

/// A value of a key result, seen on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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

/// A measure that shows whether a goal is met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
    /// When it is to be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// The values seen since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub check_ins: Vec<CheckIn>,
}

/// An objective of one product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Goal {
    /// Identity and times.
    #[serde(flatten)]
    pub meta: Meta,
    /// The product it belongs to.
    pub product: Id,
    /// The objective, in a line.
    pub name: String,
    /// Its place among the product's goals.
    pub rank: Rank,
    /// What shows whether it is met.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub key_results: Vec<KeyResult>,
}

impl Record for Goal {
    const TABLE: &'static str = "goals";
    const NOUN: &'static str = "goal";

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
        if field == "key_results" { MergeClass::List } else { MergeClass::Scalar }
    }
    fn owner(&self) -> Option<Id> {
        Some(self.product)
    }
    fn place(&self) -> Option<Place<'_>> {
        Some(Place { scope: self.product, rank: &self.rank })
    }
}
