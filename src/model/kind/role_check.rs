//! Role checks: which role a product needs, by eleven answers.

use super::{COMMON, Field, Holds, Kind, Owner, Word};

static NAME: Field = Field::line("name", "For what");
/// The day it was answered.
pub static ROLE_ON: Field = Field::day("on", "On");
/// What the answers come to.
pub static ROLE_RESULT: Field = Field::new(
    "result",
    "Result",
    Holds::Computed(&[
        Word::new("pm", "A product manager", "pm"),
        Word::new("po", "A product owner", "po"),
        Word::new("one", "Both in one person", "both"),
        Word::new("two", "Two people", "person"),
        Word::new("open", "Not known yet", "s-idea"),
    ]),
)
.help("By the rules beside it: they count the same for everybody.");

const fn word(key: &'static str, name: &'static str) -> Word {
    Word::new(key, name, "")
}

const fn question(key: &'static str, label: &'static str, words: &'static [Word]) -> Field {
    Field::new(key, label, Holds::Choice(words))
}

static AIM: Field = question(
    "aim",
    "Goal",
    &[
        word("market", "Success in the market, for years"),
        word("ship", "Shipping what is agreed"),
        word("both", "Both"),
    ],
)
.help("What is to be achieved?");
static WHO_NOW: Field = question(
    "who_now",
    "PM work now",
    &[
        word("nobody", "Nobody"),
        word("part", "Somebody, part of the time"),
        word("pm", "A product manager"),
        word("po", "A product owner, too"),
    ],
)
.help("Who does product management?");
static ANSWER_FOR: Field = question(
    "answer_for",
    "Staff answer for",
    &[
        word("strategy", "Strategy mostly"),
        word("delivery", "Delivery mostly"),
        word("both", "Both"),
        word("unclear", "That is unclear"),
    ],
);
static TRAIN: Field = question(
    "train",
    "Train or hire",
    &[
        word("train", "To train somebody"),
        word("hire", "To hire somebody"),
        word("unknown", "Nobody has looked"),
    ],
)
.help("Is it cheaper to train than to hire?");
static CHALLENGE: Field = question(
    "challenge",
    "Challenge",
    &[
        word("direction", "Where it is going"),
        word("backlog", "Backlog and delivery"),
        word("both", "Both"),
        word("none", "Neither"),
    ],
)
.help("What is unclear to the team?");
static PROCESS: Field = question(
    "process",
    "Process",
    &[
        word("flows", "Flows"),
        word("next", "Stalls at what to build next"),
        word("delivery", "Stalls in delivery"),
        word("both", "Stalls at both"),
    ],
)
.help("How efficient is it?");
static STAFF: Field = question(
    "staff",
    "New staff",
    &[word("one", "One person"), word("two", "Two people"), word("none", "Nobody")],
);
static DECIDES: Field = question(
    "decides",
    "Who decides",
    &[word("above", "Leadership"), word("one", "One person"), word("nobody", "Nobody clearly")],
)
.help("About the product.");
static MEASURED: Field = question(
    "measured",
    "Measured by",
    &[
        word("market", "Figures of the market"),
        word("delivery", "Figures of delivery"),
        word("both", "Both"),
        word("not", "Nothing"),
    ],
);
static SIZE: Field = question(
    "size",
    "Size",
    &[
        word("small", "One small product"),
        word("large", "One large, or several"),
        word("teams", "Many teams"),
    ],
)
.help("How large and complex is it?");
static BUSINESS: Field = question(
    "business",
    "Steer or build",
    &[word("steer", "Steer what is created"), word("build", "Build the business"), word("both", "Both")],
);

/// The questions, in their order.
pub static ROLE_QUESTIONS: [&Field; 11] = [
    &AIM,
    &WHO_NOW,
    &ANSWER_FOR,
    &TRAIN,
    &CHALLENGE,
    &PROCESS,
    &STAFF,
    &DECIDES,
    &MEASURED,
    &SIZE,
    &BUSINESS,
];

/// The kind.
pub static ROLE_CHECKS: Kind = Kind {
    table: "role_checks",
    noun: "role check",
    plural: "role checks",
    title: "Which role?",
    letter: "",
    glyph: "both",
    owner: Owner::Workspace,
    fields: &[
        &NAME,
        &ROLE_ON,
        &ROLE_RESULT,
        &AIM,
        &WHO_NOW,
        &ANSWER_FOR,
        &TRAIN,
        &CHALLENGE,
        &PROCESS,
        &STAFF,
        &DECIDES,
        &MEASURED,
        &SIZE,
        &BUSINESS,
    ],
    common: &COMMON,
    columns: &[&ROLE_ON, &ROLE_RESULT],
    group: None,
    due_in: &[],
    empty: (
        "Product manager, product owner, or both?",
        "Eleven short questions say which role you need, by rules you can read, and which answers would change that.",
    ),
    ask: "For which product or company?",
};
