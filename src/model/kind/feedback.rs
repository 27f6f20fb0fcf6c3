//! Feedback: what somebody said, who it was, and what became of it.
//!
//! Feedback had a type of its own once: its links are stored as that type wrote them, and what has no name is called by its
//! first words.

use super::{ABOUT, CHANGED, CREATED, Field, Holds, Kind, LABELS, Owner, Word};

static NAME: Field = Field::line("name", "Feedback");
/// What was said, in their own words.
pub static QUOTE: Field = Field::prose("quote", "In their words");
/// How it reached us.
pub static SOURCE: Field = Field::new("source", "Source", Holds::Choice(&SOURCES));
static SOURCES: [Word; 9] = [
    Word::new("interview", "Interview", ""),
    Word::new("visit", "Visit", ""),
    Word::new("call", "Call", ""),
    Word::new("mail", "Mail", ""),
    Word::new("support", "Support", ""),
    Word::new("survey", "Survey", ""),
    Word::new("review", "Review", ""),
    Word::new("sales", "Sales", ""),
    Word::new("other", "Other", ""),
];
/// The day it was said.
pub static SAID_ON: Field = Field::day("on", "Said on");
/// Who said it.
pub static SAID_BY: Field = Field::line("person", "Person");
/// The company or household they speak for.
pub static ACCOUNT: Field = Field::line("account", "Account");
/// The part of the market they belong to.
pub static SEGMENT: Field = Field::new("segment", "Segment", Holds::Link(&["segments"]));
/// What they pay.
pub static WORTH: Field = Field::new("worth", "Worth a month", Holds::Measure(""))
    .help("What the account pays in a month, in your currency.");
static MOOD: Field = Field::new(
    "mood",
    "Mood",
    Holds::Choice(&[
        Word::new("delighted", "Delighted", ""),
        Word::new("content", "Content", ""),
        Word::new("neutral", "Neutral", ""),
        Word::new("unhappy", "Unhappy", ""),
        Word::warning("angry", "Angry", "warn"),
    ]),
);
/// What it has in common with other feedback.
pub static THEMES_OF: Field = Field::links("themes", "Themes", &["themes"]);
/// What they need.
pub static NEEDS_OF: Field = Field::links("needs", "Needs", &["needs"]);
/// The items it speaks for.
pub static SPEAKS_FOR: Field = Field::links("items", "Speaks for", &["items"]);
/// How far it is: it follows from what was done with it.
pub static TRIAGE: Field = Field::new(
    "state",
    "State",
    Holds::Computed(&[
        Word::new(NEW, "New", "s-idea"),
        Word::new(OWED, "Answer owed", "comment"),
        Word::new(TO_TELL, "To be told", "check"),
        Word::new(SORTED, "Sorted", "s-accepted"),
        Word::new(ARCHIVED, "Archived", "s-dropped"),
    ]),
)
.help("New until it has a theme or a link; to be told once the work is out that it speaks for, or that was made of its theme or need.");
/// Nothing was done with it.
pub const NEW: &str = "new";
/// An answer was promised, and not given.
pub const OWED: &str = "owed";
/// What they asked for is there, and they do not know.
pub const TO_TELL: &str = "tell";
/// It has its place.
pub const SORTED: &str = "sorted";
/// Put away.
pub const ARCHIVED: &str = "archived";
/// By when an answer is owed.
pub static ANSWER_BY: Field = Field::due("answer_by", "Answer by");
/// When they were answered.
pub static ANSWERED_ON: Field = Field::day("answered_on", "Answered on");
/// When they were told that it is there.
pub static TOLD_OF_IT: Field = Field::day("told_on", "Told on");
/// Whether it was put away.
pub static PUT_AWAY: Field =
    Field::new("archived", "Archived", Holds::Choice(&[Word::new("yes", "Archived", "s-dropped")]));
/// Pieces that were looked at beside it and say something else.
pub static DIFFERS: Field = Field::links("differs", "Not the same as", &["feedback"]);
/// Passages of it, and what each speaks for.
pub static PASSAGES: Field = Field::new("passages", "Passages", Holds::Rows(&[&PASSAGE, &PASSAGE_OF]));
/// The words of a passage.
pub static PASSAGE: Field = Field::line("text", "Words");
/// What a passage speaks for.
pub static PASSAGE_OF: Field = Field::new(
    "of",
    "Speaks for",
    Holds::Link(&["themes", "needs", "items", "initiatives", "opportunities", "goals"]),
);
/// Who said the same, where several pieces were joined.
pub static ALSO_SAID: Field = Field::new(
    "also",
    "Said by others, too",
    Holds::Rows(&[&ALSO_WORDS, &ALSO_BY, &ALSO_ACCOUNT, &ALSO_SEGMENT, &ALSO_WORTH, &ALSO_SOURCE, &ALSO_ON]),
);
/// Their words.
pub static ALSO_WORDS: Field = Field::prose("text", "Words");
/// Who.
pub static ALSO_BY: Field = Field::line("person", "Person");
/// For whom.
pub static ALSO_ACCOUNT: Field = Field::line("account", "Account");
/// Of which segment.
pub static ALSO_SEGMENT: Field = Field::new("segment", "Segment", Holds::Link(&["segments"]));
/// What they pay.
pub static ALSO_WORTH: Field = Field::new("worth", "Worth a month", Holds::Measure(""));
/// How it reached us.
pub static ALSO_SOURCE: Field = Field::new("source", "Source", Holds::Choice(&SOURCES));
/// When.
pub static ALSO_ON: Field = Field::day("on", "Said on");

/// The kind.
pub static FEEDBACK: Kind = Kind {
    table: "feedback",
    noun: "feedback",
    plural: "pieces of feedback",
    title: "Inbox",
    letter: "",
    glyph: "quote",
    owner: Owner::Product,
    fields: &[
        &NAME,
        &QUOTE,
        &TRIAGE,
        &SAID_BY,
        &ACCOUNT,
        &SEGMENT,
        &WORTH,
        &MOOD,
        &SOURCE,
        &SAID_ON,
        &THEMES_OF,
        &NEEDS_OF,
        &SPEAKS_FOR,
        &ANSWER_BY,
        &ANSWERED_ON,
        &TOLD_OF_IT,
        &PUT_AWAY,
        &DIFFERS,
        &PASSAGES,
        &ALSO_SAID,
    ],
    common: &[&LABELS, &ABOUT, &CREATED, &CHANGED],
    columns: &[&SAID_BY, &SEGMENT, &SOURCE, &THEMES_OF, &ANSWER_BY, &SAID_ON],
    group: Some(&TRIAGE),
    due_in: &[OWED],
    empty: (
        "What do people say?",
        "A mail, a call, a sentence at a fair: write it down in their own words, paste many at once, or bring in a file. Then give each a theme, link it to the work it speaks for, or make a story of it; once that is out, this list says whom to tell.",
    ),
    ask: "What did somebody say, in their own words?",
};
