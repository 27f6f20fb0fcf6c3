//! Requests for resources: what is asked of whom, what it costs, and what came of it.

use super::{COMMON, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "What is asked for");
static STATE: Field = Field::new(
    "state",
    "State",
    Holds::State(&[
        Word::new("open", "Open", "s-idea"),
        Word::new("granted", "Granted", "s-accepted"),
        Word::warning("refused", "Refused", "against"),
        Word::new("withdrawn", "Withdrawn", "s-dropped"),
    ]),
);
static WHY: Field = Field::line("why", "Why");
static COST: Field = Field::new("cost", "Cost", Holds::Measure(""));
static ASKED_OF: Field = Field::line("asked_of", "Asked of");
static ASKED_ON: Field = Field::day("asked_on", "Asked");
/// The day by which it has to be decided.
pub static REQUEST_BY: Field = Field::due("decide_by", "Decide by");
static DECIDED_ON: Field = Field::day("decided_on", "Decided");

/// The kind.
pub static REQUESTS: Kind = Kind {
    table: "requests",
    noun: "request",
    plural: "requests",
    title: "Requests",
    letter: "Q",
    glyph: "upload",
    owner: Owner::Product,
    fields: &[&NAME, &STATE, &WHY, &COST, &ASKED_OF, &ASKED_ON, &REQUEST_BY, &DECIDED_ON],
    common: &COMMON,
    columns: &[&STATE, &COST, &ASKED_OF, &ASKED_ON, &REQUEST_BY],
    group: Some(&STATE),
    due_in: &["open"],
    empty: (
        "What do you need that you do not have?",
        "People, money, a machine, a licence: write down what you asked for, of whom, when and why, and what the answer was.",
    ),
    ask: "What do you need?",
};
