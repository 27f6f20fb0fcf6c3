//! Goals as they are listed: how each stands, what measures it and what serves it.

use super::{CHANGED, CREATED, DESCRIPTION, Field, Holds, Kind, Owner, WORK_DONE, Word};

static NAME: Field = Field::line("name", "Goal");
/// How it stands; what asks for something comes first.
pub static GOAL_STATE: Field = Field::new(
    "state",
    "State",
    Holds::Computed(&[
        Word::warning("behind", "Behind", "warn"),
        Word::warning("no_work", "No work yet", "warn"),
        Word::warning("no_measure", "Nothing measures it", "warn"),
        Word::new("unchecked", "Not checked yet", "s-draft"),
        Word::new("no_day", "No due day", "s-draft"),
        Word::new("on_track", "On track", "tick"),
        Word::new("closed", "Closed", "s-accepted"),
    ]),
)
.help(
    "Against an even pace from its start to its due day: behind is more than a tenth of the way short of it.",
);
/// What it has come to, from 0 to 1.
pub static GOAL_SCORE: Field = Field::new("score", "Score", Holds::ComputedNumber)
    .help("The mean of its key results, from 0 to 1; of one that is closed, what it came to.");
/// How many key results it has.
pub static KEY_RESULTS: Field = Field::new("key_results", "Key results", Holds::ComputedNumber);
/// How many initiatives serve it.
pub static SERVED_BY: Field = Field::new("initiatives", "Initiatives", Holds::ComputedNumber);
/// The last day of its key results.
pub static GOAL_DUE: Field = Field::computed("due", "Due").help("The last day of its key results.");
/// The day it was closed.
pub static CLOSED_ON: Field = Field::computed("closed_on", "Closed");
/// The version of the vision it serves.
pub static VISION: Field = Field::new("vision", "Vision", Holds::Link(&["visions"]));
static LEARNED: Field = Field::prose("learned", "Learned");

/// The kind.
pub static GOALS: Kind = Kind {
    table: "goals",
    noun: "goal",
    plural: "goals",
    title: "List of goals",
    letter: "G",
    glyph: "goal",
    owner: Owner::Product,
    fields: &[
        &NAME,
        &GOAL_STATE,
        &GOAL_SCORE,
        &KEY_RESULTS,
        &SERVED_BY,
        &WORK_DONE,
        &GOAL_DUE,
        &CLOSED_ON,
        &VISION,
        &LEARNED,
    ],
    common: &[&DESCRIPTION, &CREATED, &CHANGED],
    columns: &[&GOAL_STATE, &GOAL_SCORE, &KEY_RESULTS, &SERVED_BY, &WORK_DONE, &GOAL_DUE],
    group: None,
    due_in: &[],
    empty: (
        "What is to be reached?",
        "Two to four goals lead to the vision. Import brings in a list of them, and of the check-ins of their key results.",
    ),
    ask: "What is to be reached?",
};
