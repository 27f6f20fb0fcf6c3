//! Baselines: the plan as it was on a day, to be compared with what it became.

use super::{COMMON, Field, Holds, Kind, Owner};

static NAME: Field = Field::line("name", "Baseline");
/// The day it was taken.
pub static BASELINE_ON: Field = Field::day("on", "Taken");
/// What had days then: a row has the id of the record.
pub static BASELINE_DAYS: Field =
    Field::new("days", "Days then", Holds::Log(&[&BASELINE_NAME, &BASELINE_FIRST, &BASELINE_LAST]));
/// What it was called.
pub static BASELINE_NAME: Field = Field::line("name", "Name");
/// Its first day.
pub static BASELINE_FIRST: Field = Field::day("first", "First");
/// Its last day.
pub static BASELINE_LAST: Field = Field::day("last", "Last");

/// The kind.
pub static BASELINES: Kind = Kind {
    table: "baselines",
    noun: "baseline",
    plural: "baselines",
    title: "Baselines",
    letter: "N",
    glyph: "clock",
    owner: Owner::Product,
    fields: &[&NAME, &BASELINE_ON, &BASELINE_DAYS],
    common: &COMMON,
    columns: &[&BASELINE_ON, &BASELINE_DAYS],
    group: None,
    due_in: &[],
    empty: (
        "What was the plan?",
        "A baseline keeps the days of everything on the timeline, so that later you see what moved, came or went. One is kept by itself before the first change of a month.",
    ),
    ask: "What is it called, such as “After the review”?",
};
