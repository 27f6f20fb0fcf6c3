//! What was asked and tried: studies with their findings, and experiments with a threshold that was set before.

use super::{COMMON, Field, Holds, Kind, Owner, Word};

static STUDY_NAME: Field = Field::line("name", "Question");
static METHOD: Field = Field::new(
    "method",
    "Method",
    Holds::Choice(&[
        Word::new("interviews", "Interviews", ""),
        Word::new("survey", "Survey", ""),
        Word::new("group", "Focus group", ""),
        Word::new("test", "Usability test", ""),
        Word::new("visits", "Visits", ""),
        Word::new("desk", "Desk research", ""),
        Word::new("data", "Data of use or sales", ""),
    ]),
);
static ASKED: Field =
    Field::new("asked", "People asked", Holds::Number { unit: "", least: 0, most: 1_000_000 });
static STUDY_FROM: Field = Field::day("from", "From");
static STUDY_TO: Field = Field::day("to", "To");
static GOOD_UNTIL: Field =
    Field::due("good_until", "Good until").help("Markets change: past this day it says that it is stale.");
/// What was found, and what of it speaks for what.
pub static FINDINGS: Field = Field::new("findings", "Findings", Holds::Rows(&[&FINDING, &FINDING_OF]));
/// The words of it.
pub static FINDING: Field = Field::line("text", "What was found");
/// What it speaks for.
pub static FINDING_OF: Field = Field::new(
    "of",
    "Speaks for",
    Holds::Link(&["needs", "opportunities", "themes", "items", "initiatives", "risks"]),
);

/// The kind.
pub static STUDIES: Kind = Kind {
    table: "studies",
    noun: "study",
    plural: "studies",
    title: "Research",
    letter: "",
    glyph: "discovery",
    owner: Owner::Product,
    fields: &[&STUDY_NAME, &METHOD, &ASKED, &STUDY_FROM, &STUDY_TO, &GOOD_UNTIL, &FINDINGS],
    common: &COMMON,
    columns: &[&METHOD, &ASKED, &STUDY_TO, &GOOD_UNTIL],
    group: None,
    due_in: &[],
    empty: (
        "What do you want to find out?",
        "A study is a question, how it was answered, whom you asked and what you found. Each finding can speak for a need, an opportunity or the work; after its day it says that it is stale.",
    ),
    ask: "What do you want to find out?",
};

static EXPERIMENT_NAME: Field = Field::line("name", "Hypothesis");
/// What is measured.
pub static MEASURE: Field = Field::line("measure", "Measure").help("What you will count, and where.");
static METRIC: Field = Field::new("metric", "Metric", Holds::Link(&["metrics"]));
/// From where on it is true.
pub static THRESHOLD: Field = Field::line("threshold", "Threshold")
    .help("From where on you will believe it, such as: 8 of 20 book again.");
/// The day hypothesis, measure and threshold were fixed.
pub static FIXED_ON: Field = Field::day("fixed_on", "Fixed on")
    .help("From this day on hypothesis, measure and threshold stay as they are.");
static RESULT: Field = Field::line("result", "Result");
static EXPERIMENT_STATE: Field = Field::new(
    "state",
    "State",
    Holds::State(&[
        Word::new("planned", "Planned", "s-idea"),
        Word::new("running", "Running", "s-doing"),
        Word::new("held", "It held", "s-accepted"),
        Word::new("failed", "It did not hold", "s-dropped"),
        Word::warning("unclear", "Unclear", "help"),
    ]),
);
static FOLLOWS: Field = Field::line("follows", "What follows");
static ENDS: Field = Field::due("ends", "Ends");

/// The kind.
pub static EXPERIMENTS: Kind = Kind {
    table: "experiments",
    noun: "experiment",
    plural: "experiments",
    title: "Experiments",
    letter: "",
    glyph: "spike",
    owner: Owner::Product,
    fields: &[
        &EXPERIMENT_NAME,
        &MEASURE,
        &METRIC,
        &THRESHOLD,
        &FIXED_ON,
        &ENDS,
        &EXPERIMENT_STATE,
        &RESULT,
        &FOLLOWS,
    ],
    common: &COMMON,
    columns: &[&MEASURE, &THRESHOLD, &FIXED_ON, &RESULT, &EXPERIMENT_STATE],
    group: None,
    due_in: &["planned", "running"],
    empty: (
        "What do you believe, and how would you know?",
        "Say what you believe, what you will count and from where on you will believe it. Once you fix that, it stays: nobody moves the bar after the jump.",
    ),
    ask: "We believe that…",
};
