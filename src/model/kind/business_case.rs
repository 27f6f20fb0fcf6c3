//! Business cases: what something costs and brings, period by period, and what it would do at which price.

use super::{COMMON, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "Business case");
static STATE: Field = Field::new(
    "state",
    "State",
    Holds::State(&[
        Word::new("draft", "Draft", "s-idea"),
        Word::new("proposed", "Proposed", "s-doing"),
        Word::new("approved", "Approved", "s-accepted"),
        Word::new("declined", "Declined", "s-dropped"),
    ]),
);
/// What is at stake.
pub static CASE_WHY: Field = Field::prose("why", "Why");
/// What is proposed.
pub static CASE_WHAT: Field = Field::prose("what", "What");
/// By how much money of the next period is worth less.
pub static CASE_RATE: Field = Field::new("rate", "Rate", Holds::Measure("%"))
    .help("A period’s, in per cent: what the money would bring elsewhere. 10 % where none is said.");
/// What goes out and comes in.
pub static CASE_FLOWS: Field =
    Field::new("flows", "Cash flows", Holds::Rows(&[&FLOW_PERIOD, &FLOW_OUT, &FLOW_IN]))
        .help("A period a line, the first is now and not discounted.");
/// The period.
pub static FLOW_PERIOD: Field = Field::line("period", "Period");
/// What goes out.
pub static FLOW_OUT: Field = Field::new("out", "Cost", Holds::Measure(""));
/// What comes in.
pub static FLOW_IN: Field = Field::new("in", "Gain", Holds::Measure(""));
/// Prices, and what would be sold at each.
pub static CASE_SCENARIOS: Field = Field::new(
    "scenarios",
    "Price and volume",
    Holds::Rows(&[&SCENARIO_NAME, &SCENARIO_PRICE, &SCENARIO_VOLUME, &SCENARIO_COST, &SCENARIO_FIXED]),
);
/// What a scenario is called.
pub static SCENARIO_NAME: Field = Field::line("name", "Scenario");
/// The price of one.
pub static SCENARIO_PRICE: Field = Field::new("price", "Price", Holds::Measure(""));
/// How many are sold.
pub static SCENARIO_VOLUME: Field =
    Field::new("volume", "Volume", Holds::Number { unit: "", least: 0, most: 1_000_000_000 });
/// What one costs to make.
pub static SCENARIO_COST: Field = Field::new("cost", "Cost of one", Holds::Measure(""));
/// What it costs whatever is sold.
pub static SCENARIO_FIXED: Field = Field::new("fixed", "Fixed cost", Holds::Measure(""));
/// What it is worth today.
pub static CASE_NPV: Field = Field::new("npv", "NPV", Holds::ComputedNumber);
/// What it brings for what it costs.
pub static CASE_ROI: Field = Field::new("roi", "ROI, %", Holds::ComputedNumber);
/// The rate at which it is worth nothing.
pub static CASE_IRR: Field = Field::computed("irr", "IRR");
/// When what it cost has come back.
pub static CASE_PAYBACK: Field = Field::computed("payback", "Payback");

/// The kind.
pub static BUSINESS_CASES: Kind = Kind {
    table: "business_cases",
    noun: "business case",
    plural: "business cases",
    title: "Business cases",
    letter: "",
    glyph: "print",
    owner: Owner::Product,
    fields: &[
        &NAME,
        &STATE,
        &CASE_RATE,
        &CASE_NPV,
        &CASE_ROI,
        &CASE_IRR,
        &CASE_PAYBACK,
        &CASE_WHY,
        &CASE_WHAT,
        &CASE_FLOWS,
        &CASE_SCENARIOS,
    ],
    common: &COMMON,
    columns: &[&CASE_NPV, &CASE_ROI, &CASE_IRR, &CASE_PAYBACK, &STATE],
    group: None,
    due_in: &[],
    empty: (
        "Is it worth it?",
        "A business case is what goes out and what comes in, a period a line. It says what that is worth today, when it has paid itself back, and prints as a brief of one page.",
    ),
    ask: "What is to be paid for?",
};
