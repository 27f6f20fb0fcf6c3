//! Initiatives as they are listed: what the roadmap keeps of each.

use super::field::WAITS;
use super::{CHANGED, CREATED, DESCRIPTION, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "Initiative");
/// What will be different when it is done.
pub static INITIATIVE_OUTCOME: Field =
    Field::line("outcome", "Outcome").help("What will be different when it is done.");
/// The goal it serves first.
pub static INITIATIVE_GOAL: Field = Field::new("goal", "Goal", Holds::Link(&["goals"]));
/// Further goals it serves.
pub static OTHER_GOALS: Field = Field::links("other_goals", "Other goals", &["goals"]);
/// Which column of the roadmap it stands in.
pub static HORIZON: Field = Field::new(
    "horizon",
    "Horizon",
    Holds::State(&[
        Word::new("now", "Now", ""),
        Word::new("next", "Next", ""),
        Word::new("later", "Later", ""),
    ]),
);
/// How firm it is.
pub static CONFIDENCE: Field = Field::new(
    "confidence",
    "Confidence",
    Holds::State(&[
        Word::new("committed", "Committed", ""),
        Word::new("likely", "Likely", ""),
        Word::new("idea", "Idea", ""),
    ]),
);
static SURE: Field =
    Field::new("confidence_percent", "How sure", Holds::Number { unit: "%", least: 0, most: 100 });
/// The first day of work.
pub static INITIATIVE_START: Field = Field::day("start", "Start");
/// The last day of work.
pub static INITIATIVE_END: Field = Field::day("end", "End");
/// The metric it is to move.
pub static MOVES: Field = Field::new("metric", "Metric", Holds::Link(&["metrics"]));
/// How far it is on its way to the backlog.
pub static HANDOVER: Field = Field::new(
    "handover",
    "Handover",
    Holds::State(&[
        Word::new("draft", "Draft", "s-idea"),
        Word::new("agreed", "Agreed", "s-doing"),
        Word::new("handed_over", "Handed over", "s-accepted"),
    ]),
);

/// What has to be over before something of the plan can begin, or come.
pub static WAITS_FOR: Field = Field::new(WAITS, "Waits for", Holds::Rows(&[&WAIT_ON, &WAIT_LAG]))
    .help("It begins only when these are over.");
/// What has to be over.
pub static WAIT_ON: Field = Field::new("on", "What", Holds::Link(&crate::model::PLANNED_TABLES));
/// How many working days lie between.
pub static WAIT_LAG: Field =
    Field::new("lag", "Days between", Holds::Number { unit: "days", least: -250, most: 1_000 });

/// The kind.
pub static INITIATIVES: Kind = Kind {
    table: "initiatives",
    noun: "initiative",
    plural: "initiatives",
    title: "Initiatives",
    letter: "I",
    glyph: "roadmap",
    owner: Owner::Product,
    fields: &[
        &NAME,
        &INITIATIVE_OUTCOME,
        &INITIATIVE_GOAL,
        &OTHER_GOALS,
        &HORIZON,
        &CONFIDENCE,
        &SURE,
        &INITIATIVE_START,
        &INITIATIVE_END,
        &WAITS_FOR,
        &MOVES,
        &HANDOVER,
    ],
    common: &[&DESCRIPTION, &CREATED, &CHANGED],
    columns: &[&INITIATIVE_GOAL, &HORIZON, &CONFIDENCE, &INITIATIVE_START, &INITIATIVE_END, &HANDOVER],
    group: Some(&INITIATIVE_GOAL),
    due_in: &[],
    empty: (
        "Nothing on the roadmap yet",
        "An initiative is a bet that serves a goal: say what will be different when it is done, and whether it comes now, next or later. No dates are needed. Import brings in the roadmap of a spreadsheet.",
    ),
    ask: "What will you bet on?",
};
