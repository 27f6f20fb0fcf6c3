//! Releases as they are described: what the plan keeps of each. Their page is their own.

use super::initiative::WAITS_FOR;
use super::{DESCRIPTION, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "Release");
static PLANNED: Field = Field::day("planned", "Planned");

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
    fields: &[&NAME, &PLANNED, &RELEASE_STEPS, &WAITS_FOR],
    common: &[&DESCRIPTION],
    columns: &[],
    group: None,
    due_in: &[],
    empty: ("", ""),
    ask: "",
};
