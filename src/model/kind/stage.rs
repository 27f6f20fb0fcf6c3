//! Stages: where a product is in its life, what was to be met to enter it, and what is to be met to leave it.

use super::launch::TASK_DONE;
use super::{COMMON, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "Name");
/// Which one it is.
pub static STAGE_IS: Field = Field::new(
    "stage",
    "Stage",
    Holds::Choice(&[
        Word::new("conception", "Conception", "s-idea"),
        Word::new("development", "Development", "s-draft"),
        Word::new("introduction", "Introduction", "s-ready"),
        Word::new("growth", "Growth", "s-doing"),
        Word::new("maturity", "Maturity", "s-accepted"),
        Word::warning("decline", "Decline", "arrow-down"),
        Word::new("retired", "Retired", "s-dropped"),
    ]),
);
/// The day it was entered.
pub static STAGE_ON: Field = Field::day("on", "Entered");
/// How much of what is asked for is met.
pub static STAGE_MET: Field = Field::computed("met", "Met");
/// What is to be met to enter it, done in it, and met to leave it.
pub static STAGE_CRITERIA: Field =
    Field::new("criteria", "Criteria", Holds::Rows(&[&STAGE_TEXT, &STAGE_PART, &TASK_DONE]));
/// What.
pub static STAGE_TEXT: Field = Field::line("text", "Criterion");
/// Whether it is for entering, for leaving, or in between.
pub static STAGE_PART: Field = Field::new(
    "part",
    "For",
    Holds::Choice(&[
        Word::new("entry", "To enter it", ""),
        Word::new("to_do", "To do in it", ""),
        Word::new("exit", "To leave it", ""),
    ]),
);

/// The kind.
pub static STAGES: Kind = Kind {
    table: "stages",
    noun: "stage",
    plural: "stages",
    title: "Stages",
    letter: "",
    glyph: "ring",
    owner: Owner::Product,
    fields: &[&NAME, &STAGE_IS, &STAGE_ON, &STAGE_MET, &STAGE_CRITERIA],
    common: &COMMON,
    columns: &[&STAGE_IS, &STAGE_ON, &STAGE_MET],
    group: None,
    due_in: &[],
    empty: (
        "Where is it in its life?",
        "From conception to its last day: a stage has what is to be met to enter it, to do in it, and to be met to leave it. Name one, such as Growth, and it begins with the usual ones.",
    ),
    ask: "Growth, Maturity, Decline…",
};
