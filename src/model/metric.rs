//! Metrics and their readings.

use schemars::JsonSchema;
use serde::Serialize;

use super::fold::contains_folded;
use super::measure::{MeasureError, parse_measure};
use super::read::{by_word, read_by_field};
use super::record::{belonging, class_of, identity};
use super::{Day, Id, Instant, Link, MergeClass, Meta, Person, Position, Rank, Record};

/// Which way is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    #[default]
    Up,
    /// Less is better.
    Down,
}

by_word!(Direction, Up = "up", Down = "down");

/// What is counted, and so how sure a value is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MetricForm {
    /// A number as it is.
    #[default]
    Number,
    /// The share of those who did it, in per cent.
    Conversion,
    /// How many more would recommend it than would not, from −100 to 100.
    Nps,
    /// Money taken.
    Revenue,
}

by_word!(MetricForm, Number = "number", Conversion = "conversion", Nps = "nps", Revenue = "revenue");

impl MetricForm {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
    fn is_number(&self) -> bool {
        *self == Self::Number
    }

    /// Reads a value of it in hundredths of the unit, with the counts it was computed from where those are written: of a
    /// conversion `12 of 340`, of NPS promoters, passives and detractors as `50/30/20`.
    ///
    /// # Errors
    /// Where it is no number, where more did it than could, or where nobody was asked.
    pub fn read(self, text: &str, unit: &str) -> Result<(i64, Vec<u32>), MeasureError> {
        let parts: Vec<&str> = match self {
            Self::Conversion => text.split("of").flat_map(|part| part.split('/')).collect(),
            Self::Nps => text.split('/').collect(),
            Self::Number | Self::Revenue => Vec::new(),
        };
        if parts.len() < 2 {
            return Ok((parse_measure(text, unit)?, Vec::new()));
        }
        let counts: Option<Vec<u32>> = parts.iter().map(|part| part.trim().parse().ok()).collect();
        let wrong = || MeasureError::of(text);
        let counts = counts.ok_or_else(wrong)?;
        // A share of what is asked, rounded to hundredths of a per cent.
        let share = |some: i64, of: i64| (some * 20_000 + some.signum() * of) / (2 * of);
        let value = match (self, counts[..].as_ref()) {
            (Self::Conversion, [some, of]) if some <= of && *of > 0 => {
                share(i64::from(*some), i64::from(*of))
            }
            (Self::Nps, [promoters, passives, detractors]) => {
                let [for_it, between, against] = [promoters, passives, detractors].map(|it| i64::from(*it));
                let all = for_it + between + against;
                if all == 0 {
                    return Err(wrong());
                }
                share(for_it - against, all)
            }
            _ => return Err(wrong()),
        };
        Ok((value, counts))
    }
}

/// A value of a metric, seen on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reading {
    /// Known by it when two tabs change the list.
    pub id: Id,
    /// When it was written down.
    pub at: Instant,
    /// The day it speaks of.
    pub on: Day,
    /// The value, in hundredths of the metric's unit.
    pub value: i64,
    /// What it was computed from, where that is known: of a conversion how many did it and how many could, of NPS how many
    /// promoters, passives and detractors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<u32>,
}

read_by_field!(Reading, needs [id, at, on, value], may [counts]);

/// Something about the product that is counted over time.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
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
    /// What is counted.
    #[serde(default, skip_serializing_if = "MetricForm::is_number")]
    pub form: MetricForm,
    /// How it is counted, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub formula: String,
    /// Where its values come from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// After how many days it is to be read again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<u32>,
    /// Who reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Id>,
    /// The metric it drives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Id>,
    /// Where it was to begin with, in hundredths of the unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<i64>,
    /// When it is to be at its target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// Where it is to be, in hundredths of the unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<i64>,
    /// The values seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<Reading>,
}

read_by_field!(
    Metric,
    Self::new(Meta::empty(), Id::FIRST, 0, String::new(), Rank::first()),
    needs [product, name, rank],
    may [number, former_numbers, description, unit, direction, form, formula, source, every, owner, parent, baseline, due, target, readings]
);

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
            form: MetricForm::Number,
            formula: String::new(),
            source: String::new(),
            every: None,
            owner: None,
            parent: None,
            baseline: None,
            due: None,
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
    fn links(&self) -> Vec<Link> {
        let owner = self.owner.map(|id| Link { field: "owner", table: Person::TABLE, id });
        let parent = self.parent.map(|id| Link { field: "parent", table: Self::TABLE, id });
        owner.into_iter().chain(parent).collect()
    }
    fn unlink(&mut self, target: Id) {
        self.owner.take_if(|id| *id == target);
        self.parent.take_if(|id| *id == target);
    }
    fn parent(&self) -> Option<Id> {
        self.parent
    }
    fn set_parent(&mut self, parent: Option<Id>) {
        self.parent = parent;
    }
    fn contains(&self, needle: &str) -> bool {
        [&self.name, &self.description, &self.formula, &self.source]
            .iter()
            .any(|text| contains_folded(text, needle))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_and_computed() {
        let read = |form: MetricForm, text: &str| form.read(text, "%");
        assert_eq!(read(MetricForm::Conversion, "80 of 100"), Ok((8_000, vec![80, 100])));
        assert_eq!(read(MetricForm::Conversion, "1/3"), Ok((3_333, vec![1, 3])));
        assert_eq!(read(MetricForm::Conversion, "2 / 3"), Ok((6_667, vec![2, 3])));
        assert_eq!(read(MetricForm::Conversion, "3,4 %"), Ok((340, Vec::new())));
        assert_eq!(read(MetricForm::Nps, "3/2/1"), Ok((3_333, vec![3, 2, 1])), "p = 1/2, d = 1/6");
        assert_eq!(read(MetricForm::Nps, "0/1/2"), Ok((-6_667, vec![0, 1, 2])));
        assert_eq!(read(MetricForm::Number, "41 %"), Ok((4_100, Vec::new())));
        for (form, text) in [
            (MetricForm::Conversion, "4 of 3"),
            (MetricForm::Conversion, "0 of 0"),
            (MetricForm::Nps, "0/0/0"),
            (MetricForm::Nps, "1/2"),
            (MetricForm::Number, "1/2"),
        ] {
            assert!(form.read(text, "%").is_err(), "{text}");
        }
    }
}
