//! Launches: what has to be done before a release is told to the world, by whom, and whether it may go.

use super::stakeholder::FUNCTION;
use super::{COMMON, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "Launch");
/// What goes out.
pub static LAUNCH_RELEASE: Field = Field::new("release", "Release", Holds::Link(&["releases"]));
/// How much is made of it.
pub static LAUNCH_TIER: Field = Field::new(
    "tier",
    "Tier",
    Holds::Choice(&[
        Word::new("1", "1, everybody hears of it", ""),
        Word::new("2", "2, those who use it", ""),
        Word::new("3", "3, a note", ""),
    ]),
);
/// The day.
pub static LAUNCH_ON: Field = Field::day("on", "Day");
/// How far it is.
pub static LAUNCH_STATE: Field = Field::new(
    "state",
    "State",
    Holds::State(&[
        Word::new("planned", "Planned", "s-idea"),
        Word::new("go", "Go", "s-doing"),
        Word::warning("no_go", "No go", "against"),
        Word::new("launched", "Launched", "s-accepted"),
        Word::new("reviewed", "Reviewed", "tick"),
    ]),
);
/// How much of what has to be done is done.
pub static LAUNCH_READY: Field = Field::new("ready", "Ready, %", Holds::ComputedNumber);
/// When to look at what came of it.
pub static LAUNCH_REVIEW: Field = Field::due("review_on", "Review on");
/// What came of it.
static LAUNCH_LEARNED: Field = Field::prose("learned", "After the launch");
/// What has to be done.
pub static LAUNCH_TASKS: Field =
    Field::new("tasks", "Tasks", Holds::Rows(&[&TASK_TEXT, &FUNCTION, &TASK_BEFORE, &TASK_WHO, &TASK_DONE]));
/// What.
pub static TASK_TEXT: Field = Field::line("text", "Task");
/// How many days before the launch it has to be done.
pub static TASK_BEFORE: Field =
    Field::new("before", "Days before", Holds::Number { unit: "days", least: -365, most: 730 })
        .help("Fewer than none come after it.");
/// By whom.
pub static TASK_WHO: Field = Field::new("who", "Who", Holds::Link(&["people"]));
/// Whether it is done.
pub static TASK_DONE: Field =
    Field::new("done", "Done", Holds::Choice(&[Word::new("yes", "Done", "s-accepted")]));

/// The kind.
pub static LAUNCHES: Kind = Kind {
    table: "launches",
    noun: "launch",
    plural: "launches",
    title: "Launches",
    letter: "",
    glyph: "release",
    owner: Owner::Product,
    fields: &[
        &NAME,
        &LAUNCH_RELEASE,
        &LAUNCH_TIER,
        &LAUNCH_ON,
        &LAUNCH_STATE,
        &LAUNCH_READY,
        &LAUNCH_REVIEW,
        &LAUNCH_TASKS,
        &LAUNCH_LEARNED,
    ],
    common: &COMMON,
    columns: &[&LAUNCH_RELEASE, &LAUNCH_TIER, &LAUNCH_ON, &LAUNCH_READY, &LAUNCH_STATE],
    group: Some(&LAUNCH_STATE),
    due_in: &["launched"],
    empty: (
        "Who does what before the world hears of it?",
        "A launch is a day, and what each function has to do before it. It begins with the tasks of its tier, says how ready you are, and keeps go or no-go as a decision.",
    ),
    ask: "What is launched?",
};
