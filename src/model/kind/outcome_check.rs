//! Outcome checks: what something that is shipped was to change, fixed before, and whether it did.

use super::{COMMON, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "What is shipped");
/// The metric it is to move.
pub static CHECK_METRIC: Field = Field::new("metric", "Metric", Holds::Link(&["metrics"]));
/// What the metric was when it was fixed.
pub static CHECK_FROM: Field = Field::new("from", "Before", Holds::Measure(""))
    .help("What the metric was when work was committed; it is filled in then.");
/// What it is to be.
pub static CHECK_EXPECTED: Field = Field::new("expected", "Expected value", Holds::Measure(""));
/// From where on it worked.
pub static CHECK_LEAST: Field = Field::new("least", "Threshold", Holds::Measure(""))
    .help("From where on you will say that it mostly worked. Where none is said, half of the way.");
/// The day all that was fixed: work was committed.
pub static CHECK_FIXED: Field = Field::day("fixed_on", "Fixed on")
    .help("When work is committed, what is expected is fixed: nobody moves the bar after the jump.");
/// When to look.
pub static CHECK_ON: Field =
    Field::due("check_on", "Check on").help("Four weeks after it is out, unless you say otherwise.");
/// What was seen where no metric is read for it.
pub static CHECK_BY_HAND: Field = Field::new("seen", "Seen by hand", Holds::Measure(""))
    .help("Where no metric is read for it. It counts in place of a reading.");
/// What was expected, in words.
pub static CHECK_WORDS: Field = Field::computed("expects", "Expected");
/// What was seen, in words.
pub static CHECK_SEEN: Field = Field::computed("observed", "Observed");
/// Whether it worked.
pub static CHECK_VERDICT: Field = Field::new(
    "verdict",
    "Did it work?",
    Holds::Computed(&[
        Word::new("early", "Too early", "clock"),
        Word::warning("unsaid", "Nothing expected", "warn"),
        Word::warning("unread", "Not read yet", "warn"),
        Word::new("yes", "Yes", "s-accepted"),
        Word::new("mostly", "Mostly", "tick"),
        Word::warning("no", "No", "against"),
    ]),
)
.help("Yes from the expected value on, mostly from the threshold on, else no: by the first reading on or after the day of the check, before that by the newest one since it is out.");
/// What follows.
pub static CHECK_THEN: Field = Field::new(
    "then",
    "Then",
    Holds::Choice(&[
        Word::new("keep", "Keep", "s-accepted"),
        Word::new("change", "Change", "split"),
        Word::new("stop", "Stop", "s-dropped"),
    ]),
)
.help("It is kept as a decision.");
/// Whether somebody still has to look.
pub static CHECK_STATE: Field = Field::new(
    "state",
    "State",
    Holds::Computed(&[Word::new("open", "Open", "s-idea"), Word::new("answered", "Answered", "s-accepted")]),
);

/// The kind.
pub static OUTCOME_CHECKS: Kind = Kind {
    table: "outcome_checks",
    noun: "outcome check",
    plural: "outcome checks",
    title: "Did it work?",
    letter: "",
    glyph: "outcomes",
    owner: Owner::Product,
    fields: &[
        &NAME,
        &CHECK_METRIC,
        &CHECK_EXPECTED,
        &CHECK_LEAST,
        &CHECK_FROM,
        &CHECK_FIXED,
        &CHECK_ON,
        &CHECK_BY_HAND,
        &CHECK_WORDS,
        &CHECK_SEEN,
        &CHECK_VERDICT,
        &CHECK_THEN,
        &CHECK_STATE,
    ],
    common: &COMMON,
    columns: &[&CHECK_WORDS, &CHECK_SEEN, &CHECK_VERDICT, &CHECK_ON, &CHECK_THEN],
    group: Some(&CHECK_STATE),
    due_in: &["open"],
    empty: (
        "Shipped: did it work?",
        "Say of a bet what it is to move and from where on you will believe it, before work begins. When it is out, Today asks, until you have looked and said what follows.",
    ),
    ask: "What is shipped?",
};
