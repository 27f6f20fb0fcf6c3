//! Initiatives: the records of the roadmap.

use schemars::JsonSchema;
use serde::Serialize;

use super::fold::contains_folded;
use super::kind::SCORE_LOG;
use super::read::{by_word, read_by_field};
use super::record::{belonging, class_of, identity};
use super::sorted::SortedSet;
use super::{Day, Goal, Id, Link, MergeClass, Meta, Metric, Position, Rank, Record, Wait};

/// Which column of the roadmap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Horizon {
    /// Being worked on.
    Now,
    /// Comes after.
    Next,
    /// May come.
    #[default]
    Later,
}

by_word!(Horizon, Now = "now", Next = "next", Later = "later");

/// How firm an initiative is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Promised.
    Committed,
    /// Meant, not promised.
    Likely,
    /// A thought.
    #[default]
    Idea,
}

by_word!(Confidence, Committed = "committed", Likely = "likely", Idea = "idea");

/// A bet on the roadmap that serves a goal.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Initiative {
    /// Identity and times.
    #[serde(flatten)]
    pub meta: Meta,
    /// The product it belongs to.
    pub product: Id,
    /// Its number, after the product's key and an I; never reused.
    pub number: u32,
    /// Numbers it once had, which go on resolving.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_numbers: Vec<u32>,
    /// What it is called.
    pub name: String,
    /// What will be different when it is done, in a sentence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub outcome: String,
    /// More about it, in Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Its place among the product's initiatives.
    pub rank: Rank,
    /// The goal it serves first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<Id>,
    /// Further goals it serves.
    #[serde(default, skip_serializing_if = "SortedSet::is_empty")]
    pub other_goals: SortedSet<Id>,
    /// Which column of the roadmap.
    #[serde(default)]
    pub horizon: Horizon,
    /// How firm it is.
    #[serde(default)]
    pub confidence: Confidence,
    /// How sure the person is, in per cent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence_percent: Option<u8>,
    /// The first day of work, inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Day>,
    /// The last day of work, inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Day>,
    /// What has to be over before it can begin.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits_for: Vec<Wait>,
    /// The metric it is to move.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<Id>,
    /// How far it is on its way to the backlog.
    #[serde(default, skip_serializing_if = "Handover::is_draft")]
    pub handover: Handover,
}

read_by_field!(
    Initiative,
    Self::new(Meta::empty(), Id::FIRST, 0, String::new(), Rank::first()),
    needs [product, number, name, rank],
    may [former_numbers, outcome, description, goal, other_goals, horizon, confidence, confidence_percent, start, end, waits_for, metric, handover]
);

/// How far a requirement is on its way from who plans it to who has it built.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Handover {
    /// Being written.
    #[default]
    Draft,
    /// Both hats agree to it.
    Agreed,
    /// Its epic and stories stand in the backlog.
    HandedOver,
}

by_word!(Handover, Draft = "draft", Agreed = "agreed", HandedOver = "handed_over");

impl Handover {
    /// The word a person reads.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Agreed => "Agreed",
            Self::HandedOver => "Handed over",
        }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
    fn is_draft(&self) -> bool {
        *self == Self::Draft
    }
}

impl Horizon {
    /// All columns, in order.
    pub const ALL: [Self; 3] = [Self::Now, Self::Next, Self::Later];

    /// The word a person reads.
    pub fn name(self) -> &'static str {
        match self {
            Self::Now => "Now",
            Self::Next => "Next",
            Self::Later => "Later",
        }
    }
}

impl Confidence {
    /// All classes, the firmest first.
    pub const ALL: [Self; 3] = [Self::Committed, Self::Likely, Self::Idea];

    /// What it mostly is in a column: what is begun is promised, what comes next is meant.
    pub fn usual(horizon: Horizon) -> Self {
        match horizon {
            Horizon::Now => Self::Committed,
            Horizon::Next => Self::Likely,
            Horizon::Later => Self::Idea,
        }
    }

    /// What it is called in records and in the style sheet.
    pub fn key(self) -> &'static str {
        match self {
            Self::Committed => "committed",
            Self::Likely => "likely",
            Self::Idea => "idea",
        }
    }

    /// The word a person reads.
    pub fn name(self) -> &'static str {
        match self {
            Self::Committed => "Committed",
            Self::Likely => "Likely",
            Self::Idea => "Idea",
        }
    }
}

impl Initiative {
    /// An initiative with a name and nothing else.
    pub fn new(meta: Meta, product: Id, number: u32, name: String, rank: Rank) -> Self {
        Self {
            meta,
            product,
            number,
            former_numbers: Vec::new(),
            name,
            outcome: String::new(),
            description: String::new(),
            rank,
            goal: None,
            other_goals: SortedSet::new(),
            horizon: Horizon::Later,
            confidence: Confidence::Idea,
            confidence_percent: None,
            start: None,
            end: None,
            waits_for: Vec::new(),
            metric: None,
            handover: Handover::Draft,
        }
    }
}

impl Initiative {
    /// Its first and its last day; where one is not said, the other stands for it.
    pub fn days(&self) -> Option<(Day, Day)> {
        self.start.or(self.end).zip(self.end.or(self.start))
    }
}

impl Record for Initiative {
    identity!("initiatives", "initiative", name);
    belonging!("I");

    fn merge_class(field: &str) -> MergeClass {
        class_of(field, &["waits_for", SCORE_LOG.key], &["other_goals"])
    }
    fn links(&self) -> Vec<Link> {
        let goal = self.goal.map(|id| Link { field: "goal", table: Goal::TABLE, id });
        let metric = self.metric.map(|id| Link { field: "metric", table: Metric::TABLE, id });
        let others = self.other_goals.iter().map(|&id| Link { field: "other_goals", table: Goal::TABLE, id });
        goal.into_iter().chain(metric).chain(others).chain(Wait::links(&self.waits_for)).collect()
    }
    fn unlink(&mut self, target: Id) {
        self.goal.take_if(|id| *id == target);
        self.metric.take_if(|id| *id == target);
        self.other_goals.remove(&target);
        Wait::forget(&mut self.waits_for, target);
    }
    fn contains(&self, needle: &str) -> bool {
        [&self.name, &self.outcome, &self.description].iter().any(|text| contains_folded(text, needle))
    }
}
