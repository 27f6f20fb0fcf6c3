//! Technical options: what could be built on, how ready and how risky each is, and by when to decide.

use super::{COMMON, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "Technical option");
static STATE: Field = Field::new(
    "state",
    "State",
    Holds::State(&[
        Word::new("open", "Open", "s-idea"),
        Word::new("chosen", "Chosen", "s-accepted"),
        Word::new("passed", "Not chosen", "s-dropped"),
    ]),
);
static READINESS: Field = Field::scale("readiness", "Readiness", 1, 9)
    .help("Technology readiness: 1 principles seen, 5 shown in its surroundings, 9 proven in use.");
static RISK: Field = Field::scale("risk", "Risk", 1, 5);
static COST: Field = Field::new("cost", "Cost", Holds::Measure(""));
/// The day by which one has to be chosen.
pub static OPTION_BY: Field = Field::due("decide_by", "Decide by");

/// The kind.
pub static TECHNICAL_OPTIONS: Kind = Kind {
    table: "options",
    noun: "technical option",
    plural: "technical options",
    title: "Technical options",
    letter: "T",
    glyph: "spike",
    owner: Owner::Product,
    fields: &[&NAME, &STATE, &READINESS, &RISK, &COST, &OPTION_BY],
    common: &COMMON,
    columns: &[&READINESS, &RISK, &COST, &OPTION_BY, &STATE],
    group: None,
    due_in: &["open"],
    empty: (
        "How could it be built?",
        "Keep what engineering could build on beside what you want: how ready each option is, what it risks and costs, and by when one has to be chosen. Link the spikes and items that hang on it.",
    ),
    ask: "What could be used?",
};
