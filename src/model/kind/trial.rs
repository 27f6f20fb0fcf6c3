//! A kind that is not in the product: `make size` builds it in once, to see what a further kind of six fields costs.

use super::{COMMON, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "Trial");
static STATE: Field = Field::new(
    "state",
    "State",
    Holds::State(&[Word::new("open", "Open", "s-idea"), Word::new("closed", "Closed", "s-accepted")]),
);
static WHY: Field = Field::prose("why", "Why");
static COST: Field = Field::new("cost", "Cost", Holds::Measure(""));
static ON: Field = Field::day("on", "Held");
static OF: Field = Field::links("of", "Of", &["goals"]);

/// The kind.
pub static TRIALS: Kind = Kind {
    table: "trials",
    noun: "trial",
    plural: "trials",
    title: "Trials",
    letter: "",
    glyph: "check",
    owner: Owner::Product,
    fields: &[&NAME, &STATE, &WHY, &COST, &ON, &OF],
    common: &COMMON,
    columns: &[&STATE, &COST, &ON, &OF],
    group: Some(&STATE),
    due_in: &[],
    empty: ("What do you try?", "A trial says what was tried, why, at what cost, and for which goal."),
    ask: "What do you try?",
};
