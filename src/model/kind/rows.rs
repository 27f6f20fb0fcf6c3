//! What is kept inside records and comes in by lists as records do: readings, check-ins and answers. Each row names its owner
//! in the first field.

use super::{Field, Holds, Kind, Owner};

static METRIC: Field = Field::new("metric_name", "Metric", Holds::Link(&["metrics"]));
static KEY_RESULT: Field = Field::new("key_result_name", "Key result", Holds::Link(&["goals"]));
static SURVEY: Field = Field::new("survey_name", "Survey", Holds::Link(&["surveys"]));
/// The goal that tells key results of one name apart.
pub static ROW_GOAL: Field = Field::new("goal", "Goal", Holds::Link(&["goals"]));
/// The day a value was seen.
pub static ROW_DAY: Field = Field::day("date", "Day");
/// The value that was seen.
pub static ROW_VALUE: Field = Field::line("reading", "Value");
/// The number of an answer.
pub static ROW_ANSWER: Field = Field::line("score", "Answer");
/// The other number, where two are asked for.
pub static ROW_SECOND: Field = Field::line("second", "Second answer");
/// The segment of who answered.
pub static ROW_SEGMENT: Field = Field::line("segment", "Segment");
/// What was said besides.
pub static ROW_WORDS: Field = Field::line("comment", "Why");

/// Rows of a list that are no records of their own.
pub static ROWS: [&Kind; 3] = [
    &of("readings", "reading", "readings of metrics", &[&METRIC, &ROW_DAY, &ROW_VALUE]),
    &of("check_ins", "check-in", "check-ins of key results", &[&KEY_RESULT, &ROW_GOAL, &ROW_DAY, &ROW_VALUE]),
    &of(
        "answers",
        "answer",
        "answers of surveys",
        &[&SURVEY, &ROW_ANSWER, &ROW_SECOND, &ROW_SEGMENT, &ROW_WORDS],
    ),
];

const fn of(
    table: &'static str,
    noun: &'static str,
    plural: &'static str,
    fields: &'static [&'static Field],
) -> Kind {
    Kind {
        table,
        noun,
        plural,
        title: plural,
        letter: "",
        glyph: "",
        owner: Owner::Product,
        fields,
        common: &[],
        columns: &[],
        group: None,
        due_in: &[],
        empty: ("", ""),
        ask: "",
    }
}

impl Kind {
    /// Every kind that comes in by a list; what is kept inside records is last.
    pub fn all_imported() -> impl Iterator<Item = &'static Self> {
        Self::all_listed().chain(ROWS)
    }

    /// The table of the records it is kept in; none where its own are records.
    pub fn kept_in(&self) -> Option<&'static str> {
        match self.name().holds {
            Holds::Link([table]) => Some(table),
            _ => None,
        }
    }
}
