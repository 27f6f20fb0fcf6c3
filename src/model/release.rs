//! Releases: what goes out together.

use schemars::JsonSchema;
use serde::Serialize;

use super::fold::contains_folded;
use super::read::{by_word, read_by_field};
use super::record::{belonging, class_of, identity};
use super::{Day, Id, Link, MergeClass, Meta, Metric, Position, Rank, Record, Wait};

/// How far a release is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
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

by_word!(ReleaseState, Planned = "planned", Open = "open", Released = "released");

/// Something to do on the way of a release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReleaseStep {
    /// Its own identity.
    pub id: Id,
    /// The phase it belongs to: `build`, `beta`, `out` or `after`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phase: String,
    /// What is to be done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// `yes` once it is done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub done: String,
}

read_by_field!(ReleaseStep, needs [id], may [phase, text, until, done]);

/// A version that goes out on a day.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Release {
    /// Identity and times.
    #[serde(flatten)]
    pub meta: Meta,
    /// The product it belongs to.
    pub product: Id,
    /// Its number, after the product's key and an R; never reused.
    #[serde(default)]
    pub number: u32,
    /// Numbers it once had, which go on resolving.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_numbers: Vec<u32>,
    /// What it is called.
    pub name: String,
    /// More about it, in Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
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
    /// What has to be over before it can go out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits_for: Vec<Wait>,
    /// What has to be done on its way out, phase by phase.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<ReleaseStep>,
    /// The metric it is to move.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<Id>,
}

read_by_field!(
    Release,
    Self::new(Meta::empty(), Id::FIRST, 0, String::new(), Rank::first()),
    needs [product, name, rank],
    may [number, former_numbers, description, state, planned, actual, waits_for, steps, metric]
);

impl ReleaseState {
    /// All states, in order.
    pub const ALL: [Self; 3] = [Self::Planned, Self::Open, Self::Released];

    /// The word a person reads.
    pub fn name(self) -> &'static str {
        match self {
            Self::Planned => "Planned",
            Self::Open => "Open",
            Self::Released => "Released",
        }
    }
}

impl Release {
    /// How long a release counts as out lately, in days.
    const LATELY: i32 = 92;

    /// Whether it went out lately, looked at on a day.
    pub fn is_lately_out(&self, today: Day) -> bool {
        let is_recent = self.actual.is_some_and(|out| out.days_until(today) <= Self::LATELY);
        self.state == ReleaseState::Released && is_recent
    }

    /// A release with a name and nothing else.
    pub fn new(meta: Meta, product: Id, number: u32, name: String, rank: Rank) -> Self {
        Self {
            meta,
            product,
            number,
            former_numbers: Vec::new(),
            name,
            description: String::new(),
            rank,
            state: ReleaseState::Planned,
            planned: None,
            actual: None,
            waits_for: Vec::new(),
            steps: Vec::new(),
            metric: None,
        }
    }

    /// The day it went out, else the day it is meant for.
    pub fn day(&self) -> Option<Day> {
        self.actual.or(self.planned)
    }
}

impl Record for Release {
    identity!("releases", "release", name);
    belonging!("R");

    fn merge_class(field: &str) -> MergeClass {
        class_of(field, &["steps", "waits_for"], &[])
    }
    fn links(&self) -> Vec<Link> {
        let metric = self.metric.map(|id| Link { field: "metric", table: Metric::TABLE, id });
        metric.into_iter().chain(Wait::links(&self.waits_for)).collect()
    }
    fn unlink(&mut self, target: Id) {
        self.metric.take_if(|id| *id == target);
        Wait::forget(&mut self.waits_for, target);
    }
    fn contains(&self, needle: &str) -> bool {
        [&self.name, &self.description].iter().any(|text| contains_folded(text, needle))
    }
}
