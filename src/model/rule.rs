//! The Definition of Ready and of Done: what items of a product must meet, as a list of rules.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::read::{by_word, read_by_field};

/// How it is found out whether an item meets a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// A person says so, item by item.
    #[default]
    ByHand,
    /// It hangs on a goal.
    Goal,
    /// It hangs on an initiative.
    Initiative,
    /// It says for whom and why.
    Story,
    /// Somebody said something that speaks for it.
    Evidence,
    /// It has an acceptance criterion.
    Criteria,
    /// It has an estimate.
    Estimate,
    /// No question is open.
    Questions,
    /// It waits for no open item.
    Waiting,
    /// Every acceptance criterion is met.
    CriteriaMet,
    /// Every step of its checklist is done.
    Checklist,
    /// Everything under it is done.
    Children,
}

by_word!(
    Check,
    ByHand = "by_hand",
    Goal = "goal",
    Initiative = "initiative",
    Story = "story",
    Evidence = "evidence",
    Criteria = "criteria",
    Estimate = "estimate",
    Questions = "questions",
    Waiting = "waiting",
    CriteriaMet = "criteria_met",
    Checklist = "checklist",
    Children = "children"
);

impl Check {
    /// All checks, in the order menus show them.
    pub const ALL: [Self; 12] = [
        Self::ByHand,
        Self::Goal,
        Self::Initiative,
        Self::Story,
        Self::Evidence,
        Self::Criteria,
        Self::Estimate,
        Self::Questions,
        Self::Waiting,
        Self::CriteriaMet,
        Self::Checklist,
        Self::Children,
    ];

    /// What such a rule says, in the words of a list.
    pub fn name(self) -> &'static str {
        match self {
            Self::ByHand => "Something I tick myself",
            Self::Goal => "Hangs on a goal",
            Self::Initiative => "Hangs on an initiative",
            Self::Story => "Says for whom and why",
            Self::Evidence => "Has evidence",
            Self::Criteria => "Has acceptance criteria",
            Self::Estimate => "Is estimated",
            Self::Questions => "Has no open question",
            Self::Waiting => "Waits for nothing open",
            Self::CriteriaMet => "All criteria are met",
            Self::Checklist => "The checklist is done",
            Self::Children => "Everything under it is done",
        }
    }
}

/// One rule of a definition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Rule {
    /// Known by it when two tabs change the list, and where a person ticks it at an item.
    pub id: String,
    /// What must hold.
    pub text: String,
    /// How it is found out.
    #[serde(default)]
    pub check: Check,
}

read_by_field!(Rule, needs [id, text], may [check]);

/// A list of rules, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Definition(pub Vec<Rule>);

impl Definition {
    /// Rules with the ids they are known by in what people have: these stay, whatever the rules are called.
    fn of(checks: &[(&str, Check)]) -> Self {
        let rule = |(id, check): &(&str, Check)| Rule {
            id: (*id).to_owned(),
            text: check.name().to_owned(),
            check: *check,
        };
        Self(checks.iter().map(rule).collect())
    }

    /// What a story usually needs before work on it begins.
    pub fn ready() -> Self {
        Self::of(&[
            ("hangs-on-a-goal", Check::Goal),
            ("says-for-whom-and-why", Check::Story),
            ("has-acceptance-criteria", Check::Criteria),
            ("is-estimated", Check::Estimate),
            ("has-no-open-question", Check::Questions),
        ])
    }

    /// What a story usually needs to be accepted.
    pub fn done() -> Self {
        Self::of(&[
            ("all-criteria-are-met", Check::CriteriaMet),
            ("the-checklist-is-done", Check::Checklist),
            ("everything-under-it-is-done", Check::Children),
        ])
    }

    /// Whether it is the usual Definition of Ready.
    pub fn is_usual_ready(&self) -> bool {
        *self == Self::ready()
    }

    /// Whether it is the usual Definition of Done.
    pub fn is_usual_done(&self) -> bool {
        *self == Self::done()
    }
}
