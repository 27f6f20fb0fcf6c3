//! What is written at an item in lists: its acceptance criteria, steps, questions and comments.

use schemars::JsonSchema;
use serde::Serialize;

use super::read::read_by_field;
use super::{Day, Id, Instant};

/// One condition an item must meet to be accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Criterion {
    /// Known by it when two tabs change the list.
    pub id: Id,
    /// The condition, in a sentence or as a scenario in Gherkin.
    pub text: String,
    /// Whether it was seen to hold.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub met: bool,
    /// How often it was tried, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<CriterionRun>,
}

read_by_field!(Criterion, needs [id, text], may [met, runs]);

/// One trial of a criterion: what was seen, and in which build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CriterionRun {
    /// Known by it when two tabs change the list.
    pub id: Id,
    /// When it was tried.
    pub at: Instant,
    /// The civil date where the person was.
    pub on: Day,
    /// Whether it held.
    pub passed: bool,
    /// The row of examples it was tried with; empty for a criterion that is no outline.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub example: String,
    /// What was seen, in the person's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What it was tried on: a build, a place.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub build: String,
}

read_by_field!(CriterionRun, needs [id, at, on, passed], may [example, note, build]);

/// One small step of an item that is no item itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Step {
    /// Known by it when two tabs change the list.
    pub id: Id,
    /// What is to be done.
    pub text: String,
    /// Whether it is done.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub done: bool,
}

read_by_field!(Step, needs [id, text], may [done]);

/// Something that must be known before an item can go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Question {
    /// Known by it when two tabs change the list.
    pub id: Id,
    /// What is asked.
    pub text: String,
    /// When it was asked.
    pub asked_at: Instant,
    /// What the answer is; empty while it is open.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer: String,
    /// When it was first answered; none while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Instant>,
}

read_by_field!(Question, needs [id, text, asked_at], may [answer, answered_at]);

/// A remark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Comment {
    /// Known by it when two tabs change the list.
    pub id: Id,
    /// The remark, in Markdown.
    pub text: String,
    /// When it was written.
    pub at: Instant,
}

read_by_field!(Comment, needs [id, text, at], may []);

/// What the entries of such lists have in common.
pub trait Note: Clone {
    /// One with these words, written now.
    fn new(id: Id, text: String, now: Instant) -> Self;
    /// By which it is known.
    fn id(&self) -> Id;
    /// Its words.
    fn text_mut(&mut self) -> &mut String;
    /// Ticks it, or no longer, for entries that can be.
    fn tick(&mut self, _is_ticked: bool) {}
    /// Answers it, or takes the answer back, for entries that can be answered.
    fn answer(&mut self, _answer: String, _now: Instant) {}
}

impl Note for Criterion {
    fn new(id: Id, text: String, _: Instant) -> Self {
        Self { id, text, met: false, runs: Vec::new() }
    }
    fn id(&self) -> Id {
        self.id
    }
    fn text_mut(&mut self) -> &mut String {
        &mut self.text
    }
    fn tick(&mut self, is_ticked: bool) {
        self.met = is_ticked;
    }
}

impl Note for Step {
    fn new(id: Id, text: String, _: Instant) -> Self {
        Self { id, text, done: false }
    }
    fn id(&self) -> Id {
        self.id
    }
    fn text_mut(&mut self) -> &mut String {
        &mut self.text
    }
    fn tick(&mut self, is_ticked: bool) {
        self.done = is_ticked;
    }
}

impl Note for Question {
    fn new(id: Id, text: String, now: Instant) -> Self {
        Self { id, text, asked_at: now, answer: String::new(), answered_at: None }
    }
    fn id(&self) -> Id {
        self.id
    }
    fn text_mut(&mut self) -> &mut String {
        &mut self.text
    }
    fn answer(&mut self, answer: String, now: Instant) {
        // A better wording of an answer leaves the time to it as it was.
        self.answered_at = if answer.is_empty() { None } else { self.answered_at.or(Some(now)) };
        self.answer = answer;
    }
}

impl Note for Comment {
    fn new(id: Id, text: String, now: Instant) -> Self {
        Self { id, text, at: now }
    }
    fn id(&self) -> Id {
        self.id
    }
    fn text_mut(&mut self) -> &mut String {
        &mut self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Ids;

    #[test]
    fn a_question_keeps_the_time_to_its_first_answer() {
        let mut question = Question::new(Ids::seeded(1).next_id(), "By when?".into(), Instant(1_000));
        question.answer("Friday".into(), Instant(5_000));
        question.answer("On Friday".into(), Instant(9_000));
        assert_eq!((question.answered_at, question.answer.as_str()), (Some(Instant(5_000)), "On Friday"));
        question.answer(String::new(), Instant(10_000));
        assert_eq!(question.answered_at, None);
    }
}
