//! For whom: personas, and the segments of the market. Both had a type of their own once.

use super::{BARE, CHANGED, CREATED, DESCRIPTION, Field, Holds, Kind, Owner};

static PERSONA_NAME: Field = Field::line("name", "Persona");
static WANTS: Field = Field::line("wants", "Wants").help("What they are after, whatever the product.");
static PAINS: Field = Field::line("pains", "Is annoyed by");
/// The segment a persona stands for.
pub static PERSONA_SEGMENT: Field = Field::new("segment", "Segment", Holds::Link(&["segments"]));

/// Someone a story is written for.
pub static PERSONAS: Kind = Kind {
    table: "personas",
    noun: "persona",
    plural: "personas",
    title: "Personas",
    letter: "",
    glyph: "person",
    owner: Owner::Product,
    fields: &[&PERSONA_NAME, &PERSONA_SEGMENT, &WANTS, &PAINS],
    common: &[&DESCRIPTION, &CREATED, &CHANGED],
    columns: &[&PERSONA_SEGMENT, &WANTS, &PAINS],
    group: None,
    due_in: &[],
    empty: (
        "For whom is it?",
        "A persona is someone a story is written for: what they want and what annoys them. Stories name one; so do needs.",
    ),
    ask: "Who, as it follows “As a”",
};

static SEGMENT_NAME: Field = Field::line("name", "Segment");
static PEOPLE: Field = Field::new("size", "Size", Holds::Number { unit: "", least: 0, most: 9_999_999_999 })
    .help("How many there are.");
/// What one of them pays.
pub static SEGMENT_WORTH: Field = Field::new("worth", "Worth a month", Holds::Measure(""))
    .help("What one of them pays in a month, in your currency: how much a voice of the segment weighs.");
/// How many people of it said something.
pub static SEGMENT_HEARD: Field = Field::new("heard", "Heard", Holds::ComputedNumber);

/// A part of the market.
pub static SEGMENTS: Kind = Kind {
    table: "segments",
    noun: "segment",
    plural: "segments",
    title: "Segments",
    letter: "",
    glyph: "people",
    owner: Owner::Product,
    fields: &[&SEGMENT_NAME, &PEOPLE, &SEGMENT_WORTH, &SEGMENT_HEARD],
    common: &BARE,
    columns: &[&PEOPLE, &SEGMENT_WORTH, &SEGMENT_HEARD],
    group: None,
    due_in: &[],
    empty: (
        "Which parts does the market have?",
        "A segment is a part of the market whose people want alike and pay alike. Feedback, personas and needs name one, and themes are counted by them.",
    ),
    ask: "Which part of the market?",
};
