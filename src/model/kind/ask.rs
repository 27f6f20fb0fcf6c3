//! Questions between the two hats: what the product manager waits on from the product owner, and the other way round.

use super::{COMMON, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "Question");
static TO: Field = Field::new(
    "to",
    "To",
    Holds::State(&[Word::new("po", "Product owner", "po"), Word::new("pm", "Product manager", "pm")]),
);
static STATE: Field = Field::new(
    "state",
    "State",
    Holds::State(&[Word::new("open", "Open", "s-idea"), Word::new("answered", "Answered", "s-accepted")]),
);
static ANSWER: Field = Field::line("answer", "Answer");
static DUE: Field = Field::due("due", "Answer by");

/// The kind.
pub static ASKS: Kind = Kind {
    table: "asks",
    noun: "question between hats",
    plural: "questions between hats",
    title: "Between the hats",
    letter: "K",
    glyph: "comment",
    owner: Owner::Product,
    fields: &[&NAME, &TO, &STATE, &ANSWER, &DUE],
    common: &COMMON,
    columns: &[&TO, &ANSWER, &DUE, &STATE],
    group: Some(&TO),
    due_in: &["open"],
    empty: (
        "What does one hat need from the other?",
        "Reading the roadmap as product owner, write down what the plan does not say: what is missing, too large or too early. As product manager, ask back. Link each to the initiative or item it is about; with both hats on, it is the list that keeps you honest.",
    ),
    ask: "What do you need to know?",
};
