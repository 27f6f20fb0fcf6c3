//! Contacts with customers outside: fairs, visits, calls, and what was heard there.

use super::{COMMON, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "Contact");
/// In which way.
pub static MADE_AS: Field = Field::new(
    "type",
    "Type",
    Holds::Choice(&[
        Word::new("fair", "Fair", ""),
        Word::new("visit", "Visit", ""),
        Word::new("call", "Call", ""),
        Word::new("interview", "Interview", ""),
    ]),
);
/// The day.
pub static MET_ON: Field = Field::day("day", "Day");
static MET_WHERE: Field = Field::line("where", "Where");
static WHO_WAS_THERE: Field = Field::line("who", "Who was there");
/// What was heard there.
pub static HEARD: Field = Field::new("heard", "What was heard", Holds::Rows(&[&HEARD_WORDS, &HEARD_QUOTE]));
/// One thing that was said.
pub static HEARD_WORDS: Field = Field::line("words", "What was said");
/// The feedback that was made of it.
pub static HEARD_QUOTE: Field = Field::new("quote", "Feedback", Holds::Link(&["feedback"]));

/// The kind.
pub static CONTACTS: Kind = Kind {
    table: "contacts",
    noun: "contact",
    plural: "contacts",
    title: "Contacts",
    letter: "",
    glyph: "people",
    owner: Owner::Workspace,
    fields: &[&NAME, &MADE_AS, &MET_ON, &MET_WHERE, &WHO_WAS_THERE, &HEARD],
    common: &COMMON,
    columns: &[&MADE_AS, &MET_ON, &MET_WHERE, &WHO_WAS_THERE],
    group: None,
    due_in: &[],
    empty: (
        "When did you last leave the building?",
        "A fair, a visit, a call: write down where you were, whom you met and what you heard. What was heard becomes feedback, with its source.",
    ),
    ask: "What was it, such as Eurobike or a visit at Kreidler",
};
