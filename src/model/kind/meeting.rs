//! Minutes: what was said in a meeting, and what somebody is to do.

use super::{COMMON, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "Meeting");
/// The day.
pub static MET_THE: Field = Field::day("on", "On");
static EVENT: Field = Field::new(
    "event",
    "What it was",
    Holds::Choice(&[
        Word::new("planning", "Sprint planning", ""),
        Word::new("daily", "Daily", ""),
        Word::new("refinement", "Refinement", ""),
        Word::new("review", "Review", ""),
        Word::new("retro", "Retrospective", ""),
        Word::new("stakeholders", "With stakeholders", ""),
        Word::new("other", "Other", ""),
    ]),
);
static WHO: Field = Field::links("who", "Who", &["people", "stakeholders"]);
static MINUTES: Field = Field::prose("minutes", "Minutes");
/// What somebody is to do.
pub static ACTIONS: Field = Field::new(
    "actions",
    "Actions",
    Holds::Rows(&[&ACTION_TEXT, &ACTION_WHO, &ACTION_BY, &ACTION_DONE, &ACTION_ITEM]),
);
/// What.
pub static ACTION_TEXT: Field = Field::line("text", "Action");
static ACTION_WHO: Field = Field::new("who", "Who", Holds::Link(&["people"]));
/// By when.
pub static ACTION_BY: Field = Field::due("by", "By");
/// Whether it is done.
pub static ACTION_DONE: Field =
    Field::new("done", "Done", Holds::Choice(&[Word::new("yes", "Done", "s-accepted")]));
/// The item it became.
pub static ACTION_ITEM: Field = Field::new("item", "Item", Holds::Link(&["items"]));

/// The kind.
pub static MEETINGS: Kind = Kind {
    table: "meetings",
    noun: "meeting",
    plural: "meetings",
    title: "Minutes",
    letter: "",
    glyph: "comment",
    owner: Owner::Product,
    fields: &[&NAME, &MET_THE, &EVENT, &WHO, &MINUTES, &ACTIONS],
    common: &COMMON,
    columns: &[&MET_THE, &EVENT, &WHO, &ACTIONS],
    group: None,
    due_in: &[],
    empty: (
        "What was said, and who does what?",
        "Minutes are a few lines and the actions: each has somebody and a day, is asked about on Today, and can become an item of the backlog.",
    ),
    ask: "Which meeting?",
};
