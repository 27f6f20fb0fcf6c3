//! Surveys: what was asked of many, and their raw answers, from which all results are computed.

use super::{COMMON, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "Survey");
/// What kind of question it asks, which says how its answers are read.
pub static SURVEY_ASKS: Field = Field::new(
    "asks",
    "Asks for",
    Holds::State(&[
        Word::new(NPS, "Recommendation (NPS)", ""),
        Word::new(CSAT, "Satisfaction (CSAT)", ""),
        Word::new(KANO, "Kano pairs", ""),
        Word::new(NEED_SURVEY, "Importance and satisfaction", ""),
    ]),
);
/// How likely people are to recommend it, from 0 to 10.
pub const NPS: &str = "nps";
/// How satisfied they are, from 1 to 5.
pub const CSAT: &str = "csat";
/// How they would feel with and without it, from 1 to 5 each.
pub const KANO: &str = "kano";
/// How much it matters to them and how well it is done, from 1 to 5 each.
pub const NEED_SURVEY: &str = "need";
/// What is asked; `…` stands for the product.
pub static QUESTION: Field = Field::line("question", "Question");
static SURVEY_FROM: Field = Field::day("from", "From");
/// The day it was over.
pub static SURVEY_TO: Field = Field::day("to", "To");
/// One answer a line: the numbers, then the segment, then what was said.
pub static ANSWERS: Field = Field::prose("answers", "Answers")
    .help("One a line: the number (two where two are asked), the segment, why. Or a table with its headings: each column, or pair, with numbers is a question.");
/// What each column of the answers is, by its key, with semicolons between; empty where the headings say it.
pub static ANSWER_COLUMNS: Field = Field::line("columns", "Columns");
/// What came of it.
pub static SURVEY_RESULT: Field = Field::new("result", "Result", Holds::ComputedNumber);

/// The kind.
pub static SURVEYS: Kind = Kind {
    table: "surveys",
    noun: "survey",
    plural: "surveys",
    title: "Surveys",
    letter: "",
    glyph: "points",
    owner: Owner::Product,
    fields: &[
        &NAME,
        &SURVEY_ASKS,
        &QUESTION,
        &SURVEY_FROM,
        &SURVEY_TO,
        &SURVEY_RESULT,
        &ANSWERS,
        &ANSWER_COLUMNS,
    ],
    common: &COMMON,
    columns: &[&SURVEY_ASKS, &SURVEY_TO, &SURVEY_RESULT],
    group: None,
    due_in: &[],
    empty: (
        "What do many say?",
        "Ask one question of many: would they recommend it, are they content, would they miss it, how much does it matter. Save the form, hand it out, and paste the answers here: the result is computed with its margin, by segment, and beside the last time.",
    ),
    ask: "What is it called, such as NPS autumn 2026",
};
