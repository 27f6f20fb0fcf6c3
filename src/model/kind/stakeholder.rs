//! Stakeholders: who can help or hinder, how they stand, and when to talk to them.

use super::{COMMON, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "Name");
static ROLE: Field = Field::line("role", "Role");
/// In which part of the organisation, or outside of it.
pub static FUNCTION: Field = Field::new(
    "function",
    "Function",
    Holds::Choice(&[
        Word::new("engineering", "Engineering", ""),
        Word::new("design", "Design", ""),
        Word::new("marketing", "Marketing", ""),
        Word::new("sales", "Sales", ""),
        Word::new("support", "Support", ""),
        Word::new("leadership", "Leadership", ""),
        Word::new("customer", "Customers", ""),
        Word::new("partner", "Partners", ""),
        Word::new("other", "Other", ""),
    ]),
);
static SIDE: Field = Field::new(
    "side",
    "Side",
    Holds::Choice(&[Word::new("inside", "Inside", ""), Word::new("outside", "Outside", "")]),
);
/// How much they can help or hinder.
pub static POWER: Field = Field::scale("power", "Power", 1, 5);
/// How much it matters to them.
pub static INTEREST: Field = Field::scale("interest", "Interest", 1, 5);
/// How they stand towards the current vision, by the latest stance.
pub static STANCE: Field = Field::new("stance", "Stance", Holds::Latest { rows: &STANCES, word: &STANCE_IS })
    .help("The latest stance towards the current vision, or towards nothing in particular.");
/// After how many days to talk again.
pub static EVERY: Field =
    Field::new("every", "Talk every", Holds::Number { unit: "days", least: 1, most: 999 });
/// When they were last talked to.
pub static LAST_CONTACT: Field = Field::new(
    "last_contact",
    "Last contact",
    Holds::Computed(&[Word::warning("late", "Too long ago", "clock")]),
);
/// What to do next.
pub static NEXT_STEP: Field = Field::line("next_step", "Next step");
/// When.
pub static NEXT_DUE: Field = Field::due("due", "Due");

/// How they stood on a day.
pub static STANCES: Field =
    Field::new("stances", "Stances", Holds::Rows(&[&STANCE_ON, &STANCE_IS, &STANCE_TOWARDS, &STANCE_WHY]));
/// The day.
pub static STANCE_ON: Field = Field::day("on", "On");
/// How.
pub static STANCE_IS: Field = Field::new("stance", "Stance", Holds::Choice(&STANCE_WORDS));
static STANCE_WORDS: [Word; 4] = [
    Word::warning("against", "Against", "against"),
    Word::new("neutral", "Neutral", "s-draft"),
    Word::new("unaware", "Unaware", "s-idea"),
    Word::new("for", "For", "s-accepted"),
];
/// Towards what.
pub static STANCE_TOWARDS: Field = Field::new("towards", "Towards", Holds::Link(&["visions", "initiatives"]));
static STANCE_WHY: Field = Field::line("why", "Why");

/// The log of contacts.
pub static CONTACTED: Field = Field::new(
    "contacts",
    "Contacts",
    Holds::Rows(&[&CONTACT_ON, &CONTACT_HOW, &CONTACT_NOTE, &CONTACT_ASKED, &CONTACT_DUE]),
);
/// The day of a contact.
pub static CONTACT_ON: Field = Field::day("on", "On");
/// In which way.
pub static CONTACT_HOW: Field = Field::line("how", "How");
static CONTACT_NOTE: Field = Field::line("note", "What was said");
static CONTACT_ASKED: Field = Field::line("asked", "Asked of us");
static CONTACT_DUE: Field = Field::day("due", "By");

/// The kind.
pub static STAKEHOLDERS: Kind = Kind {
    table: "stakeholders",
    noun: "stakeholder",
    plural: "stakeholders",
    title: "Stakeholders",
    letter: "",
    glyph: "person",
    owner: Owner::Workspace,
    fields: &[
        &NAME,
        &ROLE,
        &FUNCTION,
        &SIDE,
        &POWER,
        &INTEREST,
        &STANCE,
        &EVERY,
        &LAST_CONTACT,
        &NEXT_STEP,
        &NEXT_DUE,
        &STANCES,
        &CONTACTED,
    ],
    common: &COMMON,
    columns: &[&FUNCTION, &POWER, &INTEREST, &STANCE, &LAST_CONTACT, &NEXT_STEP, &NEXT_DUE],
    group: Some(&STANCE),
    due_in: &[],
    empty: (
        "Who can help, who can stop it?",
        "A stakeholder is anyone whose yes you need: a lead, a customer, a partner. Note how much power each has, how they stand towards the vision, and when to talk again.",
    ),
    ask: "Who is it?",
};
