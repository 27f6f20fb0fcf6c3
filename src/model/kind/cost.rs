//! What is spent: costs by month and initiative, planned and actual, and what suppliers ask.

use super::{COMMON, Field, Holds, Kind, Owner, Word};

static COST_NAME: Field = Field::line("name", "Cost");
/// The month it falls in, by a day of it.
pub static COST_ON: Field = Field::day("on", "Month").help("Any day of it.");
/// What was meant to be spent.
pub static COST_PLANNED: Field = Field::new("planned", "Planned", Holds::Measure(""));
/// What was spent.
pub static COST_ACTUAL: Field = Field::new("actual", "Actual", Holds::Measure(""));
/// How much is left of what was planned.
pub static COST_LEFT: Field = Field::new("left", "Left", Holds::ComputedNumber);
/// What it is for.
pub static COST_OF: Field = Field::new("initiative", "Initiative", Holds::Link(&["initiatives"]));
static COST_SUPPLIER: Field = Field::new("supplier", "Supplier", Holds::Link(&["suppliers"]));
static COST_SAVED: Field = Field::new("saved", "Saved", Holds::Measure(""))
    .help("What it costs less than it did, such as after talking to the supplier.");

/// Costs.
pub static COSTS: Kind = Kind {
    table: "costs",
    noun: "cost",
    plural: "costs",
    title: "Costs",
    letter: "",
    glyph: "print",
    owner: Owner::Product,
    fields: &[
        &COST_NAME,
        &COST_ON,
        &COST_PLANNED,
        &COST_ACTUAL,
        &COST_LEFT,
        &COST_OF,
        &COST_SUPPLIER,
        &COST_SAVED,
    ],
    common: &COMMON,
    columns: &[&COST_ON, &COST_SUPPLIER, &COST_PLANNED, &COST_ACTUAL, &COST_LEFT, &COST_SAVED],
    group: Some(&COST_OF),
    due_in: &[],
    empty: (
        "What does it cost?",
        "A cost is a sum of a month for an initiative: what was planned, and what it came to. A list of them comes in by Import.",
    ),
    ask: "What is paid for?",
};

static SUPPLIER_NAME: Field = Field::line("name", "Supplier");
static SUPPLIER_STATE: Field = Field::new(
    "state",
    "State",
    Holds::State(&[
        Word::new("asked", "Asked", "s-idea"),
        Word::new("chosen", "Chosen", "s-accepted"),
        Word::new("left", "Not taken", "s-dropped"),
    ]),
);
static CONTACT: Field = Field::line("contact", "Contact");
/// What a supplier asks for what.
pub static OFFERS: Field = Field::new(
    "offers",
    "Offers",
    Holds::Rows(&[&OFFER_FOR, &OFFER_ONCE, &OFFER_YEARLY, &OFFER_YEARS, &OFFER_NOTE]),
)
.help("What it costs in all is once + yearly × years; three years where none are said.");
/// For what.
pub static OFFER_FOR: Field = Field::line("for", "For what");
/// What is paid once.
pub static OFFER_ONCE: Field = Field::new("once", "Once", Holds::Measure(""));
/// What is paid each year.
pub static OFFER_YEARLY: Field = Field::new("yearly", "Yearly", Holds::Measure(""));
/// For how many years.
pub static OFFER_YEARS: Field = Field::new("years", "Years", Holds::Number { unit: "", least: 1, most: 50 });
static OFFER_NOTE: Field = Field::line("note", "Note");

/// Suppliers.
pub static SUPPLIERS: Kind = Kind {
    table: "suppliers",
    noun: "supplier",
    plural: "suppliers",
    title: "Suppliers",
    letter: "",
    glyph: "person",
    owner: Owner::Product,
    fields: &[&SUPPLIER_NAME, &SUPPLIER_STATE, &CONTACT, &OFFERS],
    common: &COMMON,
    columns: &[&CONTACT, &OFFERS, &SUPPLIER_STATE],
    group: None,
    due_in: &[],
    empty: (
        "Who else could do it?",
        "A supplier is somebody with an offer. Offers for the same thing are laid side by side with what they cost in all.",
    ),
    ask: "Who is it?",
};
