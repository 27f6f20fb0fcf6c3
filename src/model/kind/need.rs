//! Needs: what people want to get done, how much it matters to them, and how well it is done today; and opportunities, the
//! bets that follow.

use super::{COMMON, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "Need");
/// Who has it.
pub static PERSONAS_OF: Field = Field::links("personas", "Personas", &["personas"]);
static SEGMENTS_OF: Field = Field::links("segments", "Segments", &["segments"]);
/// How much it matters, in tenths of those who were asked.
pub static IMPORTANCE: Field = Field::scale("importance", "Importance", 0, 10)
    .help("Of ten people, how many say that it matters: 4 or 5 of 5.");
/// How well it is done today, the same way.
pub static SATISFACTION: Field = Field::scale("satisfaction", "Satisfaction", 0, 10)
    .help("Of ten people, how many are content with how it is done today: 4 or 5 of 5.");
/// How large the opportunity is.
pub static OPPORTUNITY_SCORE: Field = Field::new("score", "Score", Holds::ComputedNumber).help(
    "Importance + what satisfaction is short of it, from 0 to 20: above 15 major, from 12 solid, below 10 served (Ulwick).",
);
/// How many people and findings speak for it.
pub static EVIDENCE: Field = Field::new("evidence", "Evidence", Holds::ComputedNumber)
    .help("How many people said so, and findings of studies.");

/// The kind.
pub static NEEDS: Kind = Kind {
    table: "needs",
    noun: "need",
    plural: "needs",
    title: "Needs",
    letter: "",
    glyph: "goal",
    owner: Owner::Product,
    fields: &[&NAME, &PERSONAS_OF, &SEGMENTS_OF, &IMPORTANCE, &SATISFACTION, &OPPORTUNITY_SCORE, &EVIDENCE],
    common: &COMMON,
    columns: &[&PERSONAS_OF, &IMPORTANCE, &SATISFACTION, &OPPORTUNITY_SCORE, &EVIDENCE],
    group: None,
    due_in: &[],
    empty: (
        "What do people want to get done?",
        "Write a need as they would say it, without a solution in it. Say how much it matters and how well it is done today: the score shows where work is worth most.",
    ),
    ask: "What do they want to get done, and for what?",
};

static OPPORTUNITY_NAME: Field = Field::line("name", "Opportunity");
/// The need it answers.
pub static OPPORTUNITY_NEED: Field = Field::new("need", "Need", Holds::Link(&["needs"]));
static OPPORTUNITY_SEGMENT: Field = Field::new("segment", "Segment", Holds::Link(&["segments"]));
static SIZE: Field =
    Field::new("size", "Size", Holds::Measure("")).help("What it may bring in a year, in your currency.");
static SURE: Field = Field::new("confidence", "How sure", Holds::Number { unit: "%", least: 0, most: 100 });
static OPPORTUNITY_STATE: Field = Field::new(
    "state",
    "State",
    Holds::State(&[
        Word::new("open", "Open", "s-idea"),
        Word::new("weighed", "Being weighed", "s-doing"),
        Word::new(TAKEN, "Taken", "s-accepted"),
        Word::new("left", "Left", "s-dropped"),
    ]),
);
/// An initiative or a product was made of it.
pub const TAKEN: &str = "taken";

/// The kind.
pub static OPPORTUNITIES: Kind = Kind {
    table: "opportunities",
    noun: "opportunity",
    plural: "opportunities",
    title: "Opportunities",
    letter: "",
    glyph: "outcomes",
    owner: Owner::Product,
    fields: &[
        &OPPORTUNITY_NAME,
        &OPPORTUNITY_NEED,
        &OPPORTUNITY_SEGMENT,
        &IMPORTANCE,
        &SATISFACTION,
        &OPPORTUNITY_SCORE,
        &SIZE,
        &SURE,
        &OPPORTUNITY_STATE,
    ],
    common: &COMMON,
    columns: &[&OPPORTUNITY_NEED, &OPPORTUNITY_SEGMENT, &OPPORTUNITY_SCORE, &SIZE, &SURE, &OPPORTUNITY_STATE],
    group: None,
    due_in: &[],
    empty: (
        "What could be built or sold next?",
        "An opportunity is a bet that is not made yet: the need it answers, how large it may be and how sure you are. The columns stand side by side; one that is taken becomes an initiative or a product.",
    ),
    ask: "What could be built or sold next?",
};
