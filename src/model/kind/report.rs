//! Reports that were kept, and those that are being written: nothing in them changes by itself.

use super::{BARE, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "Report");
/// For whom it is.
pub static REPORT_TO: Field = Field::new(
    "audience",
    "For",
    Holds::State(&[
        Word::new("team", "Team", ""),
        Word::new("management", "Management", ""),
        Word::new(TO_CUSTOMERS, "Customers", ""),
    ]),
);
/// Those who get the notes of a release.
pub const TO_CUSTOMERS: &str = "customers";
/// The first day it speaks of.
pub static REPORT_FIRST: Field = Field::day("first", "From");
/// The last day it speaks of.
pub static REPORT_LAST: Field = Field::day("last", "To");
/// The release it is the notes of.
pub static REPORT_RELEASE: Field = Field::new("release", "Release", Holds::Link(&["releases"]));
/// The day it was kept.
pub static REPORT_KEPT: Field = Field::day("kept_on", "Kept on");
/// What it comes to, in a sentence or two.
pub static REPORT_GIST: Field = Field::prose("gist", "In short");
/// Its lines.
pub static REPORT_LINES: Field = Field::new(
    "lines",
    "Lines",
    Holds::Rows(&[
        &LINE_SECTION,
        &LINE_TEXT,
        &LINE_OUT,
        &LINE_OF,
        &LINE_FROM,
        &LINE_THEN,
        &LINE_NOW,
        &LINE_TO,
    ]),
);
/// Under which heading a line stands.
pub static LINE_SECTION: Field = Field::new(
    "section",
    "Section",
    Holds::Choice(&[
        Word::new("done", "Done", ""),
        Word::new("next", "Next", ""),
        Word::new("risk", "At risk", ""),
        Word::new("decide", "Decisions needed", ""),
        Word::new("numbers", "Numbers", ""),
        Word::new("new", "New", ""),
        Word::new("better", "Better", ""),
        Word::new("mended", "Mended", ""),
    ]),
);
/// What it says.
pub static LINE_TEXT: Field = Field::line("text", "Line");
/// Whether it is left out.
pub static LINE_OUT: Field =
    Field::new("out", "Left out", Holds::Choice(&[Word::new("yes", "Left out", "")]));
/// What it is of, in a word.
pub static LINE_OF: Field = Field::line("of", "Of");
/// Of a number: where it began.
pub static LINE_FROM: Field = Field::line("from", "Began at");
/// What it was at the first day.
pub static LINE_THEN: Field = Field::line("then", "Then");
/// What it was at the last day.
pub static LINE_NOW: Field = Field::line("now", "Now");
/// Where it is to be.
pub static LINE_TO: Field = Field::line("to", "Target");

/// The kind.
pub static REPORTS: Kind = Kind {
    table: "reports",
    noun: "report",
    plural: "reports",
    title: "Kept reports",
    letter: "",
    glyph: "communicate",
    owner: Owner::Product,
    fields: &[
        &NAME,
        &REPORT_TO,
        &REPORT_FIRST,
        &REPORT_LAST,
        &REPORT_RELEASE,
        &REPORT_KEPT,
        &REPORT_GIST,
        &REPORT_LINES,
    ],
    common: &BARE,
    columns: &[&REPORT_TO, &REPORT_FIRST, &REPORT_LAST, &REPORT_RELEASE, &REPORT_KEPT],
    group: Some(&REPORT_TO),
    due_in: &[],
    empty: (
        "What did you tell them then?",
        "A report is drafted from what really happened. What you keep of it stays as it is, whatever happens later.",
    ),
    ask: "What is it called?",
};
