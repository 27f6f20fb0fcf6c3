//! Releases as they are listed: what goes out together, when, and whether it worked.

use super::initiative::{MOVES, WAITS_FOR};
use super::{CHANGED, CREATED, DESCRIPTION, Field, Holds, Kind, Owner, WORK_DONE, Word};

static NAME: Field = Field::line("name", "Release");
/// How far it is.
pub static RELEASE_STATE: Field = Field::new(
    "state",
    "State",
    Holds::State(&[
        Word::new("planned", "Planned", "s-idea"),
        Word::new("open", "Open", "s-doing"),
        Word::new(RELEASED, "Released", "s-accepted"),
    ]),
);
/// The state of one that is out.
pub const RELEASED: &str = "released";
/// The day it is meant for.
pub static RELEASE_PLANNED: Field = Field::day("planned", "Planned");
/// The day it went out.
pub static WENT_OUT: Field = Field::day("actual", "Went out");
/// What came of it, in words; pressed, the metric that says so.
pub static RELEASE_OUTCOME: Field = Field::computed("outcome", "Outcome")
    .help("What its metric was up to the day it went out, and what it is since.");

/// What has to be done on its way out.
pub static RELEASE_STEPS: Field =
    Field::new("steps", "Phases", Holds::Rows(&[&RELEASE_PHASE, &STEP_TEXT, &STEP_UNTIL, &STEP_DONE]))
        .help("What has to be done on its way out, phase by phase.");
/// The phase a step belongs to.
pub static RELEASE_PHASE: Field = Field::new(
    "phase",
    "Phase",
    Holds::Choice(&[
        Word::new("build", "Build", ""),
        Word::new("beta", "Beta", ""),
        Word::new("out", "Going out", ""),
        Word::new("after", "After", ""),
    ]),
);
static STEP_TEXT: Field = Field::line("text", "What");
static STEP_UNTIL: Field = Field::due("until", "By");
static STEP_DONE: Field =
    Field::new("done", "Done", Holds::Choice(&[Word::new("yes", "Done", "s-accepted")]));

/// The kind.
pub static RELEASES: Kind = Kind {
    table: "releases",
    noun: "release",
    plural: "releases",
    title: "Releases",
    letter: "R",
    glyph: "release",
    owner: Owner::Product,
    fields: &[
        &NAME,
        &RELEASE_STATE,
        &RELEASE_PLANNED,
        &WENT_OUT,
        &WORK_DONE,
        &MOVES,
        &RELEASE_OUTCOME,
        &RELEASE_STEPS,
        &WAITS_FOR,
    ],
    common: &[&DESCRIPTION, &CREATED, &CHANGED],
    columns: &[&RELEASE_STATE, &RELEASE_PLANNED, &WENT_OUT, &WORK_DONE, &RELEASE_OUTCOME],
    group: None,
    due_in: &[],
    empty: (
        "No releases yet",
        "A release is what goes out together on a day. Name the metric it is to move, and it will ask you whether it did.",
    ),
    ask: "Its name, such as 2.6",
};
