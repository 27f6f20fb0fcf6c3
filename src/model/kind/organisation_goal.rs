//! Goals of the organisation, which the goals of products serve.

use super::{COMMON, Field, Holds, Kind, Owner};

static NAME: Field = Field::line("name", "Organisation goal");
static PERIOD: Field = Field::line("period", "Period");
static WHO: Field = Field::new("who", "Owner", Holds::Link(&["people"]));
/// How much goals of products serve it.
pub static FITS: Field = Field::new("fits", "Served by", Holds::Rows(&[&FIT_GOAL, &FIT]));
/// The goal of a product.
pub static FIT_GOAL: Field = Field::new("goal", "Goal", Holds::Link(&["goals"]));
/// How much it serves it: 0 not at all, 3 directly.
pub static FIT: Field = Field::scale("fit", "Fit", 0, 3);

/// The kind.
pub static ORGANISATION_GOALS: Kind = Kind {
    table: "organisation_goals",
    noun: "organisation goal",
    plural: "organisation goals",
    title: "Organisation goals",
    letter: "",
    glyph: "goal",
    owner: Owner::Workspace,
    fields: &[&NAME, &PERIOD, &WHO, &FITS],
    common: &COMMON,
    columns: &[&PERIOD, &WHO],
    group: None,
    due_in: &[],
    empty: (
        "What does the organisation want?",
        "Write down its goals, then say how much each goal of the product serves them. What nobody serves, and what serves nothing, shows at a glance.",
    ),
    ask: "What does the organisation want?",
};
