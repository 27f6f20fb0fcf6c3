//! Coaching: talks with people and what they aim for, and how a team is.

use super::{ACTION_BY, ACTION_DONE, COMMON, Field, Holds, Kind, Owner};

static TALK_NAME: Field = Field::line("name", "Talk");
static WITH: Field = Field::new("person", "With", Holds::Link(&["people", "stakeholders"]));
/// The day of a talk.
pub static TALKED_ON: Field = Field::day("on", "On");
static FOLLOW_UP: Field = Field::due("due", "Follow up");
static NOTES: Field = Field::prose("notes", "Notes");
/// What somebody aims for.
pub static TALK_GOALS: Field =
    Field::new("goals", "Goals", Holds::Rows(&[&TALK_GOAL, &ACTION_BY, &ACTION_DONE]));
static TALK_GOAL: Field = Field::line("text", "Goal");

/// Talks with one person.
pub static ONE_ON_ONES: Kind = Kind {
    table: "one_on_ones",
    noun: "one-to-one",
    plural: "one-to-ones",
    title: "One-to-ones",
    letter: "",
    glyph: "person",
    owner: Owner::Workspace,
    fields: &[&TALK_NAME, &WITH, &TALKED_ON, &FOLLOW_UP, &NOTES, &TALK_GOALS],
    common: &COMMON,
    columns: &[&WITH, &TALKED_ON, &TALK_GOALS, &FOLLOW_UP],
    group: None,
    due_in: &[],
    empty: (
        "Whom do you coach?",
        "Keep what was said, what they aim for and when to ask again: Today asks on that day.",
    ),
    ask: "With whom?",
};

static PULSE_NAME: Field = Field::line("name", "Team");
/// The day a team was asked.
pub static PULSE_ON: Field = Field::day("on", "On");
/// How many answered.
static PULSE_ANSWERS: Field =
    Field::new("answers", "Answers", Holds::Number { unit: "", least: 1, most: 999 });
/// The mean of what they said.
pub static PULSE_MEAN: Field = Field::new("mean", "Mean", Holds::ComputedNumber);
static MOOD: Field = Field::scale("mood", "Mood", 1, 5);
static WORKLOAD: Field = Field::scale("workload", "Workload", 1, 5).help("5: it can be done.");
static DIRECTION: Field = Field::scale("direction", "Direction", 1, 5).help("5: it is clear.");
static TOGETHER: Field = Field::scale("together", "Together", 1, 5).help("5: we work well together.");
/// What a team is asked.
pub static PULSE_ASKS: [&Field; 4] = [&MOOD, &WORKLOAD, &DIRECTION, &TOGETHER];

/// How a team is on a day.
pub static PULSES: Kind = Kind {
    table: "pulses",
    noun: "pulse",
    plural: "pulses",
    title: "Team health",
    letter: "",
    glyph: "outcomes",
    owner: Owner::Product,
    fields: &[&PULSE_NAME, &PULSE_ON, &PULSE_ANSWERS, &MOOD, &WORKLOAD, &DIRECTION, &TOGETHER, &PULSE_MEAN],
    common: &COMMON,
    columns: &[&PULSE_ON, &PULSE_ANSWERS, &MOOD, &WORKLOAD, &DIRECTION, &TOGETHER, &PULSE_MEAN],
    group: None,
    due_in: &[],
    empty: (
        "How is the team?",
        "Ask four things from 1 to 5 now and then: mood, workload, direction, working together. The line over the list shows where it goes.",
    ),
    ask: "Which team?",
};
