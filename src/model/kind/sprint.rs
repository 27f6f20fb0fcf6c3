//! Sprints: what a team means to finish between two days, what it committed to, and what came of it.

use super::{COMMON, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "Sprint");
/// What will be so when it ends.
pub static SPRINT_GOAL: Field =
    Field::line("goal", "Sprint goal").help("What will be so at its end, in one sentence.");
/// The first day of work.
pub static SPRINT_FIRST: Field = Field::day("first", "First day");
/// The last day of work; it counts.
pub static SPRINT_LAST: Field = Field::day("last", "Last day");
/// How far it is: it follows from what was done with it.
pub static SPRINT_STATE: Field = Field::new(
    "state",
    "State",
    Holds::Computed(&[
        Word::new(PLANNED, "Planned", "s-draft"),
        Word::new(RUNNING, "Running", "s-doing"),
        Word::new(FINISHED, "Finished", "s-accepted"),
    ]),
);
/// Meant.
pub const PLANNED: &str = "planned";
/// Begun.
pub const RUNNING: &str = "running";
/// Over.
pub const FINISHED: &str = "finished";

/// What it committed to, in points.
pub static SPRINT_COMMITTED: Field =
    Field::new("committed", "Committed", Holds::ComputedNumber).help("Points in it when it was started.");
/// What was done, in points.
pub static SPRINT_DONE: Field =
    Field::new("done", "Done", Holds::ComputedNumber).help("Points of what was done when it was finished.");

/// What each person can give.
pub static CAPACITY: Field = Field::new(
    "capacity",
    "Capacity",
    Holds::Rows(&[&CAPACITY_WHO, &CAPACITY_DAYS, &CAPACITY_OFF, &CAPACITY_NOTE]),
);
/// Whose.
pub static CAPACITY_WHO: Field = Field::new("who", "Who", Holds::Link(&["people"]));
/// Working days there are.
pub static CAPACITY_DAYS: Field =
    Field::new("days", "Days", Holds::Number { unit: "days", least: 0, most: 366 });
/// Days that go to other things.
pub static CAPACITY_OFF: Field =
    Field::new("off", "Days off", Holds::Number { unit: "days off", least: 0, most: 366 });
static CAPACITY_NOTE: Field = Field::line("note", "Why");

/// What was done with it, and when.
pub static SPRINT_STEPS: Field = Field::new("steps", "Steps", Holds::Log(&[&STEP_TO, &STEP_ON]));
/// The state it came to.
pub static STEP_TO: Field = Field::line("to", "To");
/// The day.
pub static STEP_ON: Field = Field::day("on", "On");

/// What was in it when it was started: a row has the item's id.
pub static COMMITMENT: Field = Field::new("commitment", "Commitment", Holds::Log(&[&LOGGED_POINTS]));
/// What was in it when it was finished: a row has the item's id.
pub static RESULTS: Field = Field::new("results", "Results", Holds::Log(&[&LOGGED_POINTS, &RESULT_IS]));
/// How large an item was then, in tenths of a point.
pub static LOGGED_POINTS: Field =
    Field::new("points", "Points", Holds::Number { unit: "", least: 0, most: 9_990 });
/// Whether it was done.
pub static RESULT_IS: Field = Field::line("is", "Is");
/// It was done.
pub const RESULT_DONE: &str = "done";
/// It went back to the backlog, or on to another sprint.
pub const RESULT_LEFT: &str = "left";

/// Whether the goal was met.
pub static GOAL_MET: Field = Field::new(
    "met",
    "Goal met",
    Holds::Choice(&[
        Word::new("yes", "Yes", "s-accepted"),
        Word::new("partly", "Partly", "s-doing"),
        Word::warning("no", "No", "against"),
    ]),
);
/// What follows from the review.
pub static VERDICT: Field = Field::new(
    "verdict",
    "Verdict",
    Holds::Choice(&[
        Word::new("go-on", "Go on", ""),
        Word::new("change", "Change course", ""),
        Word::new("stop", "Stop", ""),
    ]),
);
/// What was said in the review.
pub static REVIEW_NOTES: Field = Field::prose("review", "Review");

/// What was said in the retrospective.
pub static RETRO: Field =
    Field::new("retro", "Retrospective", Holds::Rows(&[&RETRO_IS, &RETRO_TEXT, &RETRO_ITEM]));
/// What kind of remark it is.
pub static RETRO_IS: Field = Field::new(
    "is",
    "Kind",
    Holds::Choice(&[
        Word::new(WENT_WELL, "Went well", "s-accepted"),
        Word::new(TO_IMPROVE, "To improve", "warn"),
        Word::new(TO_TRY, "To try", "task"),
    ]),
);
/// What is to be kept.
pub const WENT_WELL: &str = "well";
/// What is not good yet.
pub const TO_IMPROVE: &str = "improve";
/// What is to be done about it.
pub const TO_TRY: &str = "try";
/// The remark.
pub static RETRO_TEXT: Field = Field::line("text", "Remark");
/// The item of the backlog it became.
pub static RETRO_ITEM: Field = Field::new("item", "Item", Holds::Link(&["items"]));

/// The kind.
pub static SPRINTS: Kind = Kind {
    table: "sprints",
    noun: "sprint",
    plural: "sprints",
    title: "Sprints",
    letter: "S",
    glyph: "delivery",
    owner: Owner::Product,
    fields: &[
        &NAME,
        &SPRINT_GOAL,
        &SPRINT_STATE,
        &SPRINT_FIRST,
        &SPRINT_LAST,
        &SPRINT_COMMITTED,
        &SPRINT_DONE,
        &CAPACITY,
        &SPRINT_STEPS,
        &COMMITMENT,
        &RESULTS,
        &GOAL_MET,
        &VERDICT,
        &REVIEW_NOTES,
        &RETRO,
    ],
    common: &COMMON,
    columns: &[
        &SPRINT_GOAL,
        &SPRINT_FIRST,
        &SPRINT_LAST,
        &SPRINT_COMMITTED,
        &SPRINT_DONE,
        &GOAL_MET,
        &SPRINT_STATE,
    ],
    group: None,
    due_in: &[],
    empty: (
        "What will be done in the next two weeks?",
        "A sprint has a goal, two days and the items you pull into it. Plan one: what it committed to is kept, and at its end you see what came of it.",
    ),
    ask: "What is it called, such as Sprint 15?",
};
