//! Releases as they are described: what the plan keeps of each. Their page is their own.

use super::initiative::WAITS_FOR;
use super::{DESCRIPTION, Field, Kind, Owner};

static NAME: Field = Field::line("name", "Release");
static PLANNED: Field = Field::day("planned", "Planned");

/// The kind.
pub static RELEASES: Kind = Kind {
    table: "releases",
    noun: "release",
    plural: "releases",
    title: "Releases",
    letter: "R",
    glyph: "release",
    owner: Owner::Product,
    fields: &[&NAME, &PLANNED, &WAITS_FOR],
    common: &[&DESCRIPTION],
    columns: &[],
    group: None,
    due_in: &[],
    empty: ("", ""),
    ask: "",
};
