//! Promises: every day that was told to anyone, how likely it was then, and whether it was kept.

use super::{COMMON, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "What was promised");
/// To whom.
static TO: Field = Field::new("to", "To", Holds::Link(&["stakeholders", "people"]));
/// The day that was told.
pub static PROMISED_FOR: Field = Field::due("for", "Day");
/// The day before which it is a promise again.
pub static TOLD_ON: Field = Field::day("told_on", "Told on");
/// How likely it was when it was told.
pub static PROMISE_ODDS: Field =
    Field::new("odds", "Odds then", Holds::Number { unit: "%", least: 0, most: 100 })
        .help("What the forecast said on the day it was told.");
/// The day it came.
pub static CAME_ON: Field = Field::day("came_on", "Came on");
/// How it ended.
pub static PROMISE_STATE: Field = Field::new(
    "state",
    "State",
    Holds::State(&[
        Word::new("open", "Open", "s-doing"),
        Word::new(PROMISE_KEPT, "Kept", "s-accepted"),
        Word::warning(PROMISE_LATE, "Late", "clock"),
        Word::new("withdrawn", "Withdrawn", "x"),
    ]),
);
/// It came by its day.
pub const PROMISE_KEPT: &str = "kept";
/// It did not.
pub const PROMISE_LATE: &str = "late";

/// The kind.
pub static PROMISES: Kind = Kind {
    table: "promises",
    noun: "promise",
    plural: "promises",
    title: "Promises",
    letter: "P",
    glyph: "clock",
    owner: Owner::Product,
    fields: &[&NAME, &PROMISE_STATE, &TO, &PROMISED_FOR, &PROMISE_ODDS, &TOLD_ON, &CAME_ON],
    common: &COMMON,
    columns: &[&TO, &PROMISED_FOR, &PROMISE_ODDS, &TOLD_ON, &PROMISE_STATE],
    group: Some(&PROMISE_STATE),
    due_in: &["open"],
    empty: (
        "Which days have you told anyone?",
        "A promise is a day somebody heard from you. Keep it with the odds of that day: later you see how often days of 85 % were kept.",
    ),
    ask: "What did you promise?",
};
