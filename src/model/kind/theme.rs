//! Themes: what pieces of feedback have in common.

use super::{COMMON, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "Theme");
/// The goal it bears on.
pub static THEME_GOAL: Field = Field::new("goal", "Goal", Holds::Link(&["goals"]));
/// What became of it.
pub static THEME_STATE: Field = Field::new(
    "state",
    "State",
    Holds::State(&[
        Word::new("open", "Open", "s-idea"),
        Word::new("planned", "Planned", "s-doing"),
        Word::new("answered", "Answered", "s-accepted"),
        Word::new(NO_THEME, "No theme", "s-dropped"),
    ]),
);
/// Words that were offered as a theme, and are none: they are not offered again.
pub const NO_THEME: &str = "none";
/// How many people said it.
pub static HEARD: Field = Field::new("heard", "Heard", Holds::ComputedNumber)
    .help("How many people said it: pieces that were joined count for each.");
/// How many of them in the last 30 days.
pub static HEARD_LATELY: Field = Field::new("lately", "Last 30 days", Holds::ComputedNumber);
/// What those who said it pay.
pub static HEARD_WORTH: Field = Field::new("worth", "Worth a month", Holds::ComputedNumber)
    .help("What the accounts of those who said it pay in a month; each account counts once.");

/// The kind.
pub static THEMES: Kind = Kind {
    table: "themes",
    noun: "theme",
    plural: "themes",
    title: "Themes",
    letter: "",
    glyph: "tag",
    owner: Owner::Product,
    fields: &[&NAME, &THEME_STATE, &THEME_GOAL, &HEARD, &HEARD_LATELY, &HEARD_WORTH],
    common: &COMMON,
    columns: &[&HEARD, &HEARD_LATELY, &HEARD_WORTH, &THEME_GOAL, &THEME_STATE],
    group: Some(&THEME_STATE),
    due_in: &[],
    empty: (
        "What keeps coming back?",
        "A theme is what several pieces of feedback have in common. Give feedback its theme in the inbox with T, or take one of the suggestions that stand here once there is enough of it.",
    ),
    ask: "What keeps coming back, in a few words?",
};
