//! Impediments: what keeps a team from working, who clears it away, and what waits for that.

use super::{COMMON, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "Impediment");
/// Who clears it away.
static OWNER: Field = Field::new("owner", "Owner", Holds::Link(&["people"]));
/// Since when it is there.
pub static IMPEDED_SINCE: Field = Field::day("since", "Since");
/// What it keeps from going on.
pub static BLOCKS: Field = Field::links("blocks", "Blocks", &["items"])
    .help("While it is there these items count as blocked, and flow counts the time.");
/// The day it was cleared away.
pub static RESOLVED_ON: Field = Field::day("resolved_on", "Resolved");
/// How long it was there, or is.
pub static IMPEDED_DAYS: Field = Field::new("days", "Days", Holds::ComputedNumber)
    .help("From its first day to the day it was resolved, or today.");
/// What is done about it.
static NEXT: Field = Field::line("next", "Next step");
static DUE: Field = Field::due("due", "Due");
/// Whether it is still there: a day on which it was resolved says so.
pub static IMPEDIMENT_STATE: Field = Field::new(
    "state",
    "State",
    Holds::Computed(&[
        Word::warning("open", "Open", "s-blocked"),
        Word::new("resolved", "Resolved", "s-accepted"),
    ]),
);

/// The kind.
pub static IMPEDIMENTS: Kind = Kind {
    table: "impediments",
    noun: "impediment",
    plural: "impediments",
    title: "Impediments",
    letter: "B",
    glyph: "s-blocked",
    owner: Owner::Product,
    fields: &[
        &NAME,
        &IMPEDIMENT_STATE,
        &OWNER,
        &IMPEDED_SINCE,
        &RESOLVED_ON,
        &IMPEDED_DAYS,
        &NEXT,
        &DUE,
        &BLOCKS,
    ],
    common: &COMMON,
    columns: &[&IMPEDIMENT_STATE, &OWNER, &IMPEDED_SINCE, &IMPEDED_DAYS, &BLOCKS, &NEXT, &DUE],
    group: Some(&IMPEDIMENT_STATE),
    due_in: &["open"],
    empty: (
        "What keeps the team from working?",
        "An impediment has an owner who clears it away and the items that wait for it. How long it was there is counted.",
    ),
    ask: "What is in the way?",
};
