//! Terms: one word for one thing.

use super::{COMMON, Field, Kind, Owner};

static NAME: Field = Field::line("name", "Term");
/// What it means.
pub static MEANING: Field = Field::line("meaning", "Meaning");
static INSTEAD_OF: Field = Field::line("instead_of", "Instead of");

/// The kind.
pub static TERMS: Kind = Kind {
    table: "terms",
    noun: "term",
    plural: "terms",
    title: "Glossary",
    letter: "W",
    glyph: "guide",
    owner: Owner::Product,
    fields: &[&NAME, &MEANING, &INSTEAD_OF],
    common: &COMMON,
    columns: &[&MEANING, &INSTEAD_OF],
    group: None,
    due_in: &[],
    empty: (
        "What do you call it?",
        "A glossary saves arguments: one word for one thing, what it means, and the words it replaces.",
    ),
    ask: "The word",
};
