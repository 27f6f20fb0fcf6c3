//! What is kept of the past of an item, for ever: its states, its sprints, when it was blocked, which rules it passed.

use schemars::JsonSchema;
use serde::Serialize;

use super::read::read_by_field;
use super::{Day, Id, Instant};

/// A change of state, kept for ever: flow charts cannot be rebuilt afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StatusChange {
    /// Known by it when two tabs change the list.
    pub id: Id,
    /// When it happened.
    pub at: Instant,
    /// The civil date where the person was, so that past charts stand when a person travels.
    pub on: Day,
    /// The state before; none when the item was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The state after.
    pub to: String,
}

read_by_field!(StatusChange, needs [id, at, on, to], may [from]);

/// A sprint an item came into, or that it was taken out of one, kept for ever like a change of state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SprintChange {
    /// Known by it when two tabs change the list.
    pub id: Id,
    /// When it happened.
    pub at: Instant,
    /// The civil date where the person was.
    pub on: Day,
    /// The sprint it came into; none where it was taken out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Id>,
}

read_by_field!(SprintChange, needs [id, at, on], may [to]);

/// A time in which an item could not go on, kept for ever like a change of state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Block {
    /// Known by it when two tabs change the list.
    pub id: Id,
    /// What it waits for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// When it began.
    pub at: Instant,
    /// The civil date where the person was.
    pub on: Day,
    /// When it ended; none while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// The civil date where the person was then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_on: Option<Day>,
}

read_by_field!(Block, needs [id, at, on], may [reason, until, until_on]);

/// A state an item entered although it did not meet the rules, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Override {
    /// Known by it when two tabs change the list.
    pub id: Id,
    /// When it happened.
    pub at: Instant,
    /// The state it entered.
    pub to: String,
    /// Why, in the person's words.
    pub reason: String,
    /// The rules it did not meet, in their words of that day.
    pub lacking: Vec<String>,
}

read_by_field!(Override, needs [id, at, to, reason, lacking], may []);
