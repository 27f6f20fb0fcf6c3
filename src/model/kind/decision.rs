//! Decisions: the question, what could be chosen, what was and why, and what came of it.

use super::{COMMON, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "Question");
/// How far it is.
pub static DECISION_STATE: Field = Field::new(
    "state",
    "State",
    Holds::State(&[
        Word::new("open", "Open", "s-idea"),
        Word::new("decided", "Decided", "s-draft"),
        Word::new("kept", "Kept", "s-accepted"),
        Word::new("changed", "Changed", "split"),
    ]),
);
/// What was chosen.
pub static CHOICE: Field = Field::line("choice", "Choice");
/// When.
pub static DECIDED_ON: Field = Field::day("decided_on", "Decided");
/// When to look at it again.
pub static REVIEW_ON: Field = Field::due("review_on", "Review");

/// What could be chosen.
pub static OPTIONS: Field = Field::new(
    "options",
    "Options",
    Holds::Rows(&[&OPTION_NAME, &OPTION_FOR, &OPTION_AGAINST, &OPTION_DATE, &OPTION_COST, &SCORES]),
);
/// What an option is called.
pub static OPTION_NAME: Field = Field::line("name", "Option");
static OPTION_FOR: Field = Field::line("for", "For it");
static OPTION_AGAINST: Field = Field::line("against", "Against it");
static OPTION_DATE: Field = Field::line("date", "Effect on the date");
static OPTION_COST: Field = Field::line("cost", "Effect on the cost");
/// What an option does besides, by which one trades it off against others.
pub static OPTION_EFFECTS: [&Field; 4] = [&OPTION_DATE, &OPTION_COST, &OPTION_FOR, &OPTION_AGAINST];
/// How well an option does by each criterion: a row has the criterion's id.
pub static SCORES: Field = Field::new("scores", "Scores", Holds::Rows(&[&SCORE]));
/// How well, from 1 to 5.
pub static SCORE: Field = Field::scale("score", "Score", 1, 5);

/// By what options are weighed.
pub static CRITERIA: Field =
    Field::new("criteria", "Criteria", Holds::Rows(&[&CRITERION_NAME, &CRITERION_WEIGHT]));
/// What a criterion is called.
pub static CRITERION_NAME: Field = Field::line("name", "Criterion");
/// How much it counts.
pub static CRITERION_WEIGHT: Field = Field::scale("weight", "Weight", 1, 9);

static REASON: Field = Field::prose("reason", "Reason");
static EXPECTED: Field = Field::prose("expected", "Expected");
static HAPPENED: Field = Field::prose("happened", "What happened");
static QUALITY: Field = Field::scale("quality", "How well decided", 1, 5)
    .help("Apart from luck: a good decision can turn out badly.");

/// The kind.
pub static DECISIONS: Kind = Kind {
    table: "decisions",
    noun: "decision",
    plural: "decisions",
    title: "Decisions",
    letter: "D",
    glyph: "split",
    owner: Owner::Product,
    fields: &[
        &NAME,
        &DECISION_STATE,
        &CHOICE,
        &DECIDED_ON,
        &REVIEW_ON,
        &OPTIONS,
        &CRITERIA,
        &REASON,
        &EXPECTED,
        &HAPPENED,
        &QUALITY,
    ],
    common: &COMMON,
    columns: &[&CHOICE, &DECIDED_ON, &REVIEW_ON, &DECISION_STATE],
    group: Some(&DECISION_STATE),
    due_in: &["decided"],
    empty: (
        "Why is it so?",
        "A decision is a question with an answer, a reason and a day to look at it again. Write down what you expect: later you will know whether it was well decided, and not only whether it turned out well.",
    ),
    ask: "What is the question?",
};
