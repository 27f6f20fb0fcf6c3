//! Time: what kinds of work there are, how one means to split the week, and what was spent.

use super::{BARE, COMMON, Field, Holds, Kind, Owner, Word};

/// Whose work something is.
pub static HAT: Field = Field::new(
    "hat",
    "Hat",
    Holds::Choice(&[
        Word::new("pm", "PM", "pm"),
        Word::new("po", "PO", "po"),
        Word::new("both", "Both", "both"),
    ]),
);
static ACTIVITY_NAME: Field = Field::line("name", "Activity");
/// How much of one's week it is to be.
pub static TIME_TARGET: Field =
    Field::new("target", "Target", Holds::Number { unit: "%", least: 0, most: 100 })
        .help("Of your week. Nobody has published how such a week is split: set what you mean.");
/// How much of the last four weeks it was.
pub static TIME_SHARE: Field =
    Field::new("share", "Share, %", Holds::ComputedNumber).help("Of the last four weeks.");

/// The kind of work.
pub static ACTIVITIES: Kind = Kind {
    table: "activities",
    noun: "activity",
    plural: "activities",
    title: "Time",
    letter: "",
    glyph: "clock",
    owner: Owner::Workspace,
    fields: &[&ACTIVITY_NAME, &HAT, &TIME_TARGET, &TIME_SHARE],
    common: &BARE,
    columns: &[&HAT, &TIME_SHARE, &TIME_TARGET],
    group: None,
    due_in: &[],
    empty: (
        "Where does your week go?",
        "An activity is a kind of work, such as discovery. Log time on it, say how much of the week you mean it to have, and see both.",
    ),
    ask: "Which kind of work?",
};

static ENTRY_NAME: Field = Field::line("name", "What");
/// The day it was spent on.
pub static SPENT_ON: Field = Field::day("on", "On");
/// How long.
pub static SPENT_MINUTES: Field =
    Field::new("minutes", "Minutes", Holds::Number { unit: "minutes", least: 0, most: 1_440 });
/// On which kind of work.
pub static SPENT_ACTIVITY: Field = Field::new("activity", "Activity", Holds::Link(&["activities"]));
/// When its timer began; none once it was stopped.
pub static TIMER: Field = Field::new("timer", "Timer", Holds::Log(&[&TIMER_AT]));
/// The moment, in milliseconds.
pub static TIMER_AT: Field = Field::new("at", "At", Holds::Number { unit: "", least: 0, most: i64::MAX });

/// Time that was spent.
pub static TIME_ENTRIES: Kind = Kind {
    table: "time_entries",
    noun: "time entry",
    plural: "time entries",
    title: "Time log",
    letter: "",
    glyph: "clock",
    owner: Owner::Workspace,
    fields: &[&ENTRY_NAME, &SPENT_ON, &SPENT_MINUTES, &SPENT_ACTIVITY, &TIMER],
    common: &COMMON,
    columns: &[&SPENT_ON, &SPENT_MINUTES, &SPENT_ACTIVITY],
    group: None,
    due_in: &[],
    empty: (
        "What did you spend time on?",
        "Log it in one step: press H, choose the activity, type how long it was, such as 1h 30. Or let a timer run.",
    ),
    ask: "On what?",
};
