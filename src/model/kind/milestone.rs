//! Milestones: days the plan has to meet, without work of their own.

use super::initiative::WAITS_FOR;
use super::{COMMON, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "Milestone");
/// The day.
pub static MILESTONE_ON: Field = Field::due("on", "Falls on");
/// How firm the day is, and whether it is behind.
pub static MILESTONE_STATE: Field = Field::new(
    "state",
    "How firm",
    Holds::State(&[
        Word::new("meant", "Meant", "s-idea"),
        Word::new(MILESTONE_FIRM, "Firm", "s-doing"),
        Word::new(REACHED, "Reached", "s-accepted"),
        Word::new(MILESTONE_DROPPED, "Dropped", "x"),
    ]),
);
/// The day is told and kept.
pub const MILESTONE_FIRM: &str = "firm";
/// It is of the plan no more.
pub const MILESTONE_DROPPED: &str = "dropped";
/// It is behind.
pub const REACHED: &str = "reached";

/// The kind.
pub static MILESTONES: Kind = Kind {
    table: "milestones",
    noun: "milestone",
    plural: "milestones",
    title: "Milestones",
    letter: "L",
    glyph: "pm",
    owner: Owner::Product,
    fields: &[&NAME, &MILESTONE_ON, &MILESTONE_STATE, &WAITS_FOR],
    common: &COMMON,
    columns: &[&MILESTONE_ON, &MILESTONE_STATE, &WAITS_FOR],
    group: None,
    due_in: &["meant", MILESTONE_FIRM],
    empty: (
        "Which days does the plan have to meet?",
        "A milestone is a day without work of its own: a fair, the start of a season, a law that comes into force. Say what has to be over before it, and the timeline shows whether it will be.",
    ),
    ask: "What happens on that day?",
};
