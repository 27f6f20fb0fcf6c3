//! Metrics as they are listed: how each is counted, where it is to be, and what it drives.

use super::{CHANGED, CREATED, DESCRIPTION, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "Metric");
static FORM: Field = Field::new(
    "form",
    "What it is",
    Holds::State(&[
        Word::new("number", "Number", ""),
        Word::new("conversion", "Conversion", ""),
        Word::new("nps", "NPS", ""),
        Word::new("revenue", "Revenue", ""),
    ]),
)
.help("A conversion can be read as “12 of 340”, NPS as promoters, passives and detractors, “50/30/20”: then its error is known.");
static FORMULA: Field = Field::line("formula", "How it is counted");
static UNIT: Field = Field::line("unit", "Unit");
static DIRECTION: Field = Field::new(
    "direction",
    "Direction",
    Holds::State(&[Word::new("up", "More is better", ""), Word::new("down", "Less is better", "")]),
);
static SOURCE: Field = Field::line("source", "Source");
/// After how many days it is to be read again.
pub static METRIC_EVERY: Field =
    Field::new("every", "Read every", Holds::Number { unit: "days", least: 1, most: 999 })
        .help("Past that, Today asks for a reading.");
static OWNER: Field = Field::new("owner", "Owner", Holds::Link(&["people"]));
static PARENT: Field = Field::new("parent", "Drives", Holds::Link(&["metrics"]))
    .help("The metric above it in the tree: this one moves so that that one moves.");
static BASELINE: Field = Field::new("baseline", "From", Holds::Measure(""));
static TARGET: Field = Field::new("target", "Target", Holds::Measure(""));
static DUE: Field = Field::day("due", "Target day");

/// The kind.
pub static METRICS: Kind = Kind {
    table: "metrics",
    noun: "metric",
    plural: "metrics",
    title: "List of metrics",
    letter: "M",
    glyph: "outcomes",
    owner: Owner::Product,
    fields: &[
        &NAME,
        &FORM,
        &FORMULA,
        &UNIT,
        &DIRECTION,
        &BASELINE,
        &TARGET,
        &DUE,
        &SOURCE,
        &METRIC_EVERY,
        &OWNER,
        &PARENT,
    ],
    common: &[&DESCRIPTION, &CREATED, &CHANGED],
    columns: &[&FORM, &UNIT, &DIRECTION, &BASELINE, &TARGET, &DUE, &METRIC_EVERY, &OWNER],
    group: None,
    due_in: &[],
    empty: (
        "How will you know that it worked?",
        "A metric is something you can count: bookings made online, hours of empty stands. Write down a reading now and then, and releases and initiatives can show what they moved. Import brings in a list of them, and of their readings.",
    ),
    ask: "What do you count?",
};
