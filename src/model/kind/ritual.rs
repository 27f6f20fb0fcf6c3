//! Runs of rituals, and what a person does not want to be asked for now.

use super::{BARE, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "Ritual");
/// Which of the rituals it is a run of.
pub static RITUAL: Field = Field::new(
    "ritual",
    "Which",
    Holds::Choice(&[
        Word::new("daily", "Daily", ""),
        Word::new("monday", "Monday planning", ""),
        Word::new("refinement", "Refinement", ""),
        Word::new("planning", "Sprint planning", ""),
        Word::new("review", "Sprint review and retrospective", ""),
        Word::new("discovery", "Discovery review", ""),
        Word::new("update", "Stakeholder update", ""),
        Word::new("metrics", "Monthly metrics review", ""),
        Word::new("quarter", "Quarterly planning", ""),
        Word::new("launch", "Launch", ""),
        Word::new("strategy", "Half-year strategy check", ""),
    ]),
);
/// The day it was begun, or would have been.
pub static RITUAL_ON: Field = Field::day("on", "On");
/// How far it is.
pub static RITUAL_STATE: Field = Field::new(
    "state",
    "State",
    Holds::State(&[
        Word::new(RITUAL_RUNS, "Running", "s-doing"),
        Word::new(RITUAL_DONE, "Finished", "s-accepted"),
        Word::new(RITUAL_LEFT, "Left", "s-draft"),
        Word::new(RITUAL_SKIPPED, "Skipped", "s-dropped"),
        Word::new(RITUAL_LATER, "Put off", "clock"),
    ]),
);
/// It was begun, and goes on.
pub const RITUAL_RUNS: &str = "running";
/// It was gone through, and has its note.
pub const RITUAL_DONE: &str = "finished";
/// It was left on the way; on the same day it can be taken up again.
pub const RITUAL_LEFT: &str = "left";
/// It was left out.
pub const RITUAL_SKIPPED: &str = "skipped";
/// It was put off until a day.
pub const RITUAL_LATER: &str = "later";
/// The day it was finished.
pub static RITUAL_FINISHED: Field = Field::day("finished_on", "Finished on");
/// The day until which it was put off.
pub static RITUAL_UNTIL: Field = Field::day("until", "Put off until");
/// What came of it.
pub static RITUAL_NOTE: Field = Field::prose("note", "Note");

/// The kind.
pub static RITUALS: Kind = Kind {
    table: "rituals",
    noun: "ritual",
    plural: "rituals",
    title: "Rituals",
    letter: "",
    glyph: "today",
    owner: Owner::Product,
    fields: &[&NAME, &RITUAL, &RITUAL_ON, &RITUAL_STATE, &RITUAL_FINISHED, &RITUAL_UNTIL, &RITUAL_NOTE],
    common: &BARE,
    columns: &[&RITUAL_ON, &RITUAL_STATE, &RITUAL_FINISHED],
    group: None,
    due_in: &[],
    empty: (
        "What do you do every day, week, sprint and quarter?",
        "A ritual leads through the pages it needs, within its time, and ends in a note. Start one above.",
    ),
    ask: "Which ritual was it?",
};

static WHAT_NAME: Field = Field::line("name", "What");
/// What is not asked for: a rule, or a rule and what it is about.
pub static PUT_OFF_WHAT: Field = Field::line("what", "Rule");
/// Until when; for good where no day is said.
pub static PUT_OFF_UNTIL: Field = Field::day("until", "Until");

/// What Today does not ask for.
pub static PUT_OFF: Kind = Kind {
    table: "put_off",
    noun: "thing put off",
    plural: "things put off",
    title: "Put off",
    letter: "",
    glyph: "clock",
    owner: Owner::Product,
    fields: &[&WHAT_NAME, &PUT_OFF_WHAT, &PUT_OFF_UNTIL],
    common: &BARE,
    columns: &[&PUT_OFF_UNTIL],
    group: None,
    due_in: &[],
    empty: (
        "What need you not see for now?",
        "What Today asks for can be put off until a day, or for good, at the end of its row. It stands here then; delete it, and it is asked for again.",
    ),
    ask: "What is put off?",
};
