//! Items of the backlog: epics, stories, bugs, tasks, chores and spikes.

use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::fold::contains_folded;
use super::kind::PERSONAS;
use super::kind::SCORE_LOG;
use super::kind::SPRINTS;
use super::read::{by_word, read_by_field};
use super::record::{belonging, class_of, identity};
use super::sorted::{SortedMap, SortedSet};
use super::{
    Block, Comment, Criterion, Day, Goal, Id, Initiative, Instant, Label, Link, MergeClass, Meta, Override,
    Person, Position, Question, Rank, Record, Release, SprintChange, StatusChange, Step,
};

/// What kind of work an item is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ItemType {
    /// A large piece that holds others; it has no item above it.
    Epic,
    /// Something a user can do afterwards.
    #[default]
    Story,
    /// Something that should work and does not.
    Bug,
    /// A step of another item.
    Task,
    /// Work nobody sees, such as an upgrade.
    Chore,
    /// A question to be answered in limited time.
    Spike,
}

by_word!(
    ItemType,
    Epic = "epic",
    Story = "story",
    Bug = "bug",
    Task = "task",
    Chore = "chore",
    Spike = "spike"
);

impl ItemType {
    /// All types, in the order menus show them.
    pub const ALL: [Self; 6] = [Self::Epic, Self::Story, Self::Bug, Self::Task, Self::Chore, Self::Spike];

    /// The word a person reads.
    pub fn name(self) -> &'static str {
        match self {
            Self::Epic => "Epic",
            Self::Story => "Story",
            Self::Bug => "Bug",
            Self::Task => "Task",
            Self::Chore => "Chore",
            Self::Spike => "Spike",
        }
    }

    /// The type an outside word means.
    pub fn recognise(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase();
        match word.as_str() {
            "epic" | "feature set" => Some(Self::Epic),
            "story"
            | "user story"
            | "feature"
            | "new feature"
            | "improvement"
            | "enhancement"
            | "issue"
            | "product backlog item"
            | "pbi"
            | "requirement" => Some(Self::Story),
            "bug" | "defect" | "fix" | "incident" => Some(Self::Bug),
            "task" | "sub-task" | "subtask" => Some(Self::Task),
            "chore" | "maintenance" | "technical task" => Some(Self::Chore),
            _ if word.contains("spike") || word.contains("research") => Some(Self::Spike),
            _ => None,
        }
    }
}

/// An estimate in story points, kept in tenths so that exports are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Estimate(u32);

/// Why a text is no [`Estimate`].
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("“{0}” is not an estimate (a number of points from 0 to 999, at most one decimal)")]
pub struct EstimateError(String);

impl Estimate {
    /// The largest estimate, in tenths of a point.
    const MAX: u32 = 9990;

    /// Tenths of a point, for sums.
    pub fn tenths(self) -> u32 {
        self.0
    }

    /// So many tenths of a point; a sum may exceed what one item may have.
    pub fn from_tenths(tenths: u32) -> Self {
        Self(tenths)
    }
}

impl FromStr for Estimate {
    type Err = EstimateError;

    fn from_str(text: &str) -> Result<Self, EstimateError> {
        let wrong = || EstimateError(text.chars().take(40).collect());
        if is_in_thousands(text.trim()) {
            return Err(wrong());
        }
        let number = text.trim().replace(',', ".");
        let (whole, part) = number.split_once('.').unwrap_or((&number, "0"));
        let part = part.trim_end_matches('0');
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 3 || part.len() > 1 || !digits(whole) || !digits(part) {
            return Err(wrong());
        }
        let whole: u32 = whole.parse().map_err(|_| wrong())?;
        let tenths = whole * 10 + part.parse::<u32>().unwrap_or(0);
        if tenths <= Self::MAX { Ok(Self(tenths)) } else { Err(wrong()) }
    }
}

/// Whether a number may have its thousands set apart: “1.000” is one or a thousand.
pub fn is_in_thousands(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once(['.', ',']).is_some_and(|(whole, part)| {
        (1..=3).contains(&whole.len())
            && part.len() == 3
            && !whole.starts_with('0')
            && digits(whole)
            && digits(part)
    })
}

impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 10 {
            0 => write!(f, "{}", self.0 / 10),
            part => write!(f, "{}.{part}", self.0 / 10),
        }
    }
}

/// Where an imported item came from, so that a second import knows it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Source {
    /// Its identifier there, where the file has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The list that gave it, where its identifier has no letters: plain numbers are in every list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// Hash of the row as it was read.
    pub hash: String,
    /// Which of several equal rows of the file it was, from 0.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub ordinal: u32,
    /// Columns that have no field here, as they came.
    #[serde(default, skip_serializing_if = "SortedMap::is_empty")]
    pub fields: SortedMap<String, String>,
    /// What its cells named that became links, by the name of the field: unchanged in the next file, it says nothing new.
    #[serde(default, skip_serializing_if = "SortedMap::is_empty")]
    pub links: SortedMap<String, String>,
    /// Fields that were edited here between two imports: only a file that is to win writes them again.
    #[serde(default, skip_serializing_if = "SortedSet::is_empty")]
    pub kept: SortedSet<String>,
    /// When the row was written, by what it says or by its file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_at: Option<Instant>,
    /// When a file last won over what was edited here: what was edited before is no edit any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forced_at: Option<Instant>,
}

read_by_field!(Source, needs [hash], may [key, list, ordinal, fields, links, kept, written_at, forced_at]);

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_zero(ordinal: &u32) -> bool {
    *ordinal == 0
}

/// An item of a product's backlog.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Item {
    /// Identity and times.
    #[serde(flatten)]
    pub meta: Meta,
    /// The product it belongs to.
    pub product: Id,
    /// Its number after the product's key; never reused.
    pub number: u32,
    /// Numbers it once had, which go on resolving.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_numbers: Vec<u32>,
    /// What kind of work it is.
    #[serde(default, rename = "type")]
    pub kind: ItemType,
    /// What it is called, in one line.
    pub title: String,
    /// More about it, in Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// For whom it is: “As a …”.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persona: Option<Id>,
    /// What they want to do: “I want …”.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub want: String,
    /// Why: “so that …”.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub benefit: String,
    /// Its state in the product's workflow.
    pub status: String,
    /// How it came to that state.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub status_log: Vec<StatusChange>,
    /// Its place in the product's order.
    pub rank: Rank,
    /// The item it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Id>,
    /// The initiative it serves; an item's goal follows from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initiative: Option<Id>,
    /// The goal it serves, where it is not the initiative's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<Id>,
    /// The release it is planned for or went out with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<Id>,
    /// The sprint it is in, or was done in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sprint: Option<Id>,
    /// How it came to that sprint.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sprint_log: Vec<SprintChange>,
    /// How large it is, in tenths of a point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Estimate>,
    /// How much it is worth, from 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<u8>,
    /// How much work it is beside others, from 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<u8>,
    /// When it could not go on, and why; drawn over its state.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocked: Vec<Block>,
    /// Labels of the workspace.
    #[serde(default, skip_serializing_if = "SortedSet::is_empty")]
    pub labels: SortedSet<Id>,
    /// What must hold for it to be accepted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<Criterion>,
    /// Small steps that are no items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checklist: Vec<Step>,
    /// What must be known before it can go on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// Remarks, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// The items it waits for.
    #[serde(default, skip_serializing_if = "SortedSet::is_empty")]
    pub blocked_by: SortedSet<Id>,
    /// Items it has to do with; said at one of the two.
    #[serde(default, skip_serializing_if = "SortedSet::is_empty")]
    pub related: SortedSet<Id>,
    /// The item that says the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<Id>,
    /// Items that look like it and were said to be others.
    #[serde(default, skip_serializing_if = "SortedSet::is_empty")]
    pub distinct_from: SortedSet<Id>,
    /// Who does it for us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegate: Option<Id>,
    /// When to ask how it goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<Day>,
    /// The rules of the product's definitions that a person says it meets.
    #[serde(default, skip_serializing_if = "SortedSet::is_empty")]
    pub confirmed: SortedSet<String>,
    /// When it entered a state without meeting the rules.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Override>,
    /// Where it was imported from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

read_by_field!(
    Item,
    Self::new(Meta::empty(), Id::FIRST, 0, String::new(), String::new(), Rank::first()),
    needs [product, number, title, status, rank],
    may [former_numbers, kind = "type", description, persona, want, benefit, status_log, parent, initiative, goal, release, sprint, sprint_log, estimate, value, effort, blocked, labels, criteria, checklist, questions, comments, blocked_by, related, duplicate_of, distinct_from, delegate, follow_up, confirmed, overrides, source]
);

impl Item {
    /// What value and effort go from and to.
    pub const WEIGHTS: RangeInclusive<u8> = 1..=5;

    /// An item with a title and nothing else.
    pub fn new(meta: Meta, product: Id, number: u32, title: String, status: String, rank: Rank) -> Self {
        Self {
            meta,
            product,
            number,
            former_numbers: Vec::new(),
            kind: ItemType::Story,
            title,
            description: String::new(),
            persona: None,
            want: String::new(),
            benefit: String::new(),
            status,
            status_log: Vec::new(),
            rank,
            parent: None,
            initiative: None,
            goal: None,
            release: None,
            sprint: None,
            sprint_log: Vec::new(),
            estimate: None,
            value: None,
            effort: None,
            blocked: Vec::new(),
            labels: SortedSet::new(),
            criteria: Vec::new(),
            checklist: Vec::new(),
            questions: Vec::new(),
            comments: Vec::new(),
            blocked_by: SortedSet::new(),
            related: SortedSet::new(),
            duplicate_of: None,
            distinct_from: SortedSet::new(),
            delegate: None,
            follow_up: None,
            confirmed: SortedSet::new(),
            overrides: Vec::new(),
            source: None,
        }
    }

    /// Moves it to another state and keeps the change; the state it is in already leaves no trace.
    pub fn set_status(&mut self, to: &str, change: Id, at: Instant, on: Day) {
        if self.status == to {
            return;
        }
        let from = std::mem::replace(&mut self.status, to.to_owned());
        self.status_log.push(StatusChange { id: change, at, on, from: Some(from), to: to.to_owned() });
    }

    /// Puts it into a sprint, or takes it out, and keeps the change; the sprint it is in already leaves no trace.
    pub fn set_sprint(&mut self, to: Option<Id>, change: Id, at: Instant, on: Day) {
        if self.sprint != to {
            self.sprint = to;
            self.sprint_log.push(SprintChange { id: change, at, on, to });
        }
    }

    /// What it waits for now.
    pub fn block(&self) -> Option<&Block> {
        self.blocked.iter().find(|block| block.until.is_none())
    }

    /// Since when it has been as it is: blocked, else in its state.
    pub fn since(&self) -> Instant {
        let entered = self.status_log.last().map_or(self.meta.created_at, |change| change.at);
        self.block().map_or(entered, |block| block.at)
    }

    /// It waits for nothing any more.
    pub fn unblock(&mut self, at: Instant, on: Day) {
        for block in self.blocked.iter_mut().filter(|block| block.until.is_none()) {
            (block.until, block.until_on) = (Some(at), Some(on));
        }
    }

    /// The title, or what stands in for it.
    pub fn shown_title(&self) -> Cow<'_, str> {
        if self.title.is_empty() { "Untitled".into() } else { (&self.title).into() }
    }
}

impl Record for Item {
    identity!("items", "item", title);
    belonging!("");

    fn merge_class(field: &str) -> MergeClass {
        class_of(
            field,
            &[
                "criteria",
                "checklist",
                "questions",
                "comments",
                "status_log",
                "sprint_log",
                "blocked",
                "overrides",
                SCORE_LOG.key,
            ],
            &["labels", "blocked_by", "related", "distinct_from", "confirmed"],
        )
    }
    fn links(&self) -> Vec<Link> {
        let one = |field, table, id: Option<Id>| id.map(|id| Link { field, table, id });
        let single = [
            one("parent", Self::TABLE, self.parent),
            one("initiative", Initiative::TABLE, self.initiative),
            one("goal", Goal::TABLE, self.goal),
            one("release", Release::TABLE, self.release),
            one("sprint", SPRINTS.table, self.sprint),
            one("persona", PERSONAS.table, self.persona),
            one("duplicate_of", Self::TABLE, self.duplicate_of),
            one("delegate", Person::TABLE, self.delegate),
        ];
        let many = [
            ("labels", Label::TABLE, &self.labels),
            ("blocked_by", Self::TABLE, &self.blocked_by),
            ("related", Self::TABLE, &self.related),
            ("distinct_from", Self::TABLE, &self.distinct_from),
        ];
        let many = many
            .into_iter()
            .flat_map(|(field, table, ids)| ids.iter().map(move |&id| Link { field, table, id }));
        single.into_iter().flatten().chain(many).collect()
    }
    fn unlink(&mut self, target: Id) {
        for link in [
            &mut self.parent,
            &mut self.initiative,
            &mut self.goal,
            &mut self.release,
            &mut self.sprint,
            &mut self.persona,
            &mut self.duplicate_of,
            &mut self.delegate,
        ] {
            link.take_if(|id| *id == target);
        }
        for links in [&mut self.labels, &mut self.blocked_by, &mut self.related, &mut self.distinct_from] {
            links.remove(&target);
        }
    }
    fn parent(&self) -> Option<Id> {
        self.parent
    }
    fn set_parent(&mut self, parent: Option<Id>) {
        self.parent = parent;
    }
    fn contains(&self, needle: &str) -> bool {
        let has = |text: &String| contains_folded(text, needle);
        has(&self.title)
            || has(&self.description)
            || has(&self.want)
            || has(&self.benefit)
            || self.criteria.iter().any(|criterion| has(&criterion.text))
            || self.checklist.iter().any(|step| has(&step.text))
            || self.questions.iter().any(|question| has(&question.text) || has(&question.answer))
            || self.comments.iter().any(|comment| has(&comment.text))
            || self.blocked.iter().any(|block| has(&block.reason))
            || self.source.as_ref().and_then(|source| source.key.as_ref()).is_some_and(has)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Ids;

    #[test]
    fn an_estimate_is_a_short_number() {
        assert_eq!("5".parse::<Estimate>().map(Estimate::tenths), Ok(50));
        assert_eq!("0.5".parse::<Estimate>().map(|it| it.to_string()), Ok("0.5".into()));
        assert_eq!("2,50".parse::<Estimate>().map(|it| it.to_string()), Ok("2.5".into()));
        assert_eq!("8.0".parse::<Estimate>().map(|it| it.to_string()), Ok("8".into()));
        for wrong in ["", "3-5", "-1", "1000", "1e3", ".5", "0.55", "five", "999.5"] {
            assert!(wrong.parse::<Estimate>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_change_of_state_is_kept_and_staying_is_not() {
        let mut ids = Ids::seeded(1);
        let meta = Meta::new(ids.next_id(), Instant(0));
        let mut item = Item::new(meta, ids.next_id(), 1, "Ship".into(), "draft".into(), Rank::first());
        let day = Day::new(2026, 11, 21).unwrap();
        item.set_status("doing", ids.next_id(), Instant(5), day);
        item.set_status("doing", ids.next_id(), Instant(6), day);
        assert_eq!(item.status_log.len(), 1);
        assert_eq!(item.status_log[0].from.as_deref(), Some("draft"));
    }
}
