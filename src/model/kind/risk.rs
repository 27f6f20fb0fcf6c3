//! Assumptions, risks and issues: what may not be so, how much that would matter, and how to find out.

use super::{COMMON, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "What may be or not be so");
/// What it is.
pub static RISK_TYPE: Field = Field::new(
    "type",
    "Type",
    Holds::State(&[
        Word::new(ASSUMPTION, "Assumption", ""),
        Word::new("risk", "Risk", ""),
        Word::new("issue", "Issue", ""),
    ]),
);
/// The key of what is believed and not known.
pub const ASSUMPTION: &str = "assumption";
/// How likely it is that it goes wrong.
pub static LIKELIHOOD: Field = Field::scale("likelihood", "Likelihood", 1, 5);
/// How bad that would be.
pub static IMPACT: Field = Field::scale("impact", "Impact", 1, 5);
/// Both together.
pub static EXPOSURE: Field =
    Field::new("exposure", "Exposure", Holds::ComputedNumber).help("Likelihood × impact, from 1 to 25.");
/// Whether something committed hangs on it.
pub static COMMITTED: Field =
    Field::new("committed", "Committed", Holds::Computed(&[Word::warning("yes", "Yes", "warn")]))
        .help("It is about an initiative that is committed, or about an item under one.");
static SIGN: Field = Field::line("sign", "Sign").help("What would show that it goes wrong.");
static TEST: Field = Field::line("test", "Test").help("How to find out, at the least cost.");
static WHO: Field = Field::new("who", "Who", Holds::Link(&["people"]));
/// When it is to be known.
pub static RISK_DUE: Field = Field::due("due", "Due");
/// How far it is.
pub static RISK_STATE: Field = Field::new(
    "state",
    "State",
    Holds::State(&[
        Word::new("open", "Open", "s-idea"),
        Word::new("testing", "Being tested", "s-doing"),
        Word::new("confirmed", "Confirmed", "s-accepted"),
        Word::warning("refuted", "Refuted", "against"),
        Word::new("closed", "Closed", "s-accepted"),
    ]),
);

/// The kind.
pub static RISKS: Kind = Kind {
    table: "risks",
    noun: "risk or assumption",
    plural: "risks and assumptions",
    title: "Assumptions and risks",
    letter: "A",
    glyph: "warn",
    owner: Owner::Product,
    fields: &[
        &NAME,
        &RISK_TYPE,
        &RISK_STATE,
        &LIKELIHOOD,
        &IMPACT,
        &EXPOSURE,
        &COMMITTED,
        &SIGN,
        &TEST,
        &WHO,
        &RISK_DUE,
    ],
    common: &COMMON,
    columns: &[&RISK_TYPE, &LIKELIHOOD, &IMPACT, &EXPOSURE, &RISK_STATE, &RISK_DUE],
    group: None,
    due_in: &["open", "testing"],
    empty: (
        "What must be true for this to work?",
        "An assumption is what you build on and have not tested; a risk is what may go wrong. Say how likely and how bad, what would show it, and link it to the initiative that hangs on it.",
    ),
    ask: "What do you assume, or fear?",
};
