//! Skills: how good one is, how good one means to be, and how to get there.

use super::{ACTION_BY, ACTION_DONE, COMMON, Field, HAT, Holds, Kind, Owner};

static NAME: Field = Field::line("name", "Skill");
/// The latest level.
pub static SKILL_LEVEL: Field = Field::new("now", "Level", Holds::ComputedNumber);
/// How good one means to be.
pub static SKILL_TARGET: Field = Field::scale("target", "Target", 1, 5);
/// How far that is.
pub static SKILL_GAP: Field = Field::new("gap", "Gap", Holds::ComputedNumber);
/// What one thought of oneself, and by what.
pub static SKILL_RATINGS: Field =
    Field::new("ratings", "Ratings", Holds::Rows(&[&RATED_DAY, &RATED_LEVEL, &RATED_BY]));
/// The day.
pub static RATED_DAY: Field = Field::day("on", "On");
/// From 1 to 5.
pub static RATED_LEVEL: Field = Field::scale("level", "Level", 1, 5);
static RATED_BY: Field = Field::line("by", "What shows it");
/// The way there.
pub static SKILL_PLAN: Field = Field::new("plan", "Plan", Holds::Rows(&[&STEP, &ACTION_BY, &ACTION_DONE]));
static STEP: Field = Field::line("text", "Step");
static PROOF: Field = Field::prose("evidence", "Evidence").help("Courses, certificates, what you did.");

/// The kind.
pub static SKILLS: Kind = Kind {
    table: "skills",
    noun: "skill",
    plural: "skills",
    title: "Skills",
    letter: "",
    glyph: "star",
    owner: Owner::Workspace,
    fields: &[&NAME, &HAT, &SKILL_LEVEL, &SKILL_TARGET, &SKILL_GAP, &SKILL_RATINGS, &SKILL_PLAN, &PROOF],
    common: &COMMON,
    columns: &[&HAT, &SKILL_LEVEL, &SKILL_TARGET, &SKILL_GAP],
    group: Some(&HAT),
    due_in: &[],
    empty: (
        "What are you good at, and what next?",
        "Rate yourself from 1 to 5 and say what shows it, set a target, and plan a step. Today asks when the step is due.",
    ),
    ask: "Which skill?",
};
