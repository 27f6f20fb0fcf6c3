//! What items and initiatives are judged by when they are put in order: the inputs of each method, what it comes to, and what
//! was observed afterwards. They stand in the record beside what its type has.

use super::{Field, Holds, IMPORTANCE, Kind, Owner, SATISFACTION, Word};

const fn number(key: &'static str, label: &'static str, unit: &'static str, most: i64) -> Field {
    Field::new(key, label, Holds::Number { unit, least: 0, most })
}

const fn measure(key: &'static str, label: &'static str) -> Field {
    Field::new(key, label, Holds::Measure(""))
}

const fn result(key: &'static str, label: &'static str) -> Field {
    Field::new(key, label, Holds::ComputedNumber)
}

/// How many it reaches.
pub static REACH: Field =
    number("reach", "Reach", "", 1_000_000_000).help("How many people or events it reaches in a quarter.");
/// How much it moves each of them.
pub static IMPACT_EACH: Field = measure("impact", "Impact")
    .help("How much it moves each of them: 3 massive, 2 high, 1 medium, 0.5 low, 0.25 minimal.");
/// How sure one is.
pub static SURENESS: Field = number("confidence_percent", "Confidence", "%", 100)
    .help("How sure you are of the other inputs: 100 % by data, 80 % by some, 50 % by a guess.");
/// How much work it is.
pub static PERSON_MONTHS: Field =
    measure("person_months", "Person-months").help("The work of all who do it, in months of one person.");
static ICE_IMPACT: Field = Field::scale("ice_impact", "Impact 1–10", 1, 10);
static ICE_CONFIDENCE: Field = Field::scale("ice_confidence", "Confidence 1–10", 1, 10);
static ICE_EASE: Field = Field::scale("ice_ease", "Ease 1–10", 1, 10);
static WSJF_VALUE: Field = number("wsjf_value", "Business value", "", 100).help(WSJF_SCALE);
static WSJF_TIME: Field = number("wsjf_time", "Time criticality", "", 100).help(WSJF_SCALE);
static WSJF_RISK: Field = number("wsjf_risk", "Risk reduction", "", 100).help(WSJF_SCALE);
static WSJF_SIZE: Field = number("wsjf_size", "Job size", "", 100).help(WSJF_SCALE);
const WSJF_SCALE: &str = "Beside the others: 1, 2, 3, 5, 8, 13 or 20. One of them in each column is a 1.";
/// Whether it has to be in.
pub static MOSCOW: Field = Field::new(
    "moscow",
    "MoSCoW",
    Holds::Choice(&[
        Word::new("must", "Must", ""),
        Word::new("should", "Should", ""),
        Word::new("could", "Could", ""),
        Word::new(WONT, "Won’t this time", ""),
    ]),
);
/// It lies outside of the time that is planned.
pub const WONT: &str = "wont";
/// What people would say of it.
pub static KANO_CLASS: Field = Field::new(
    "kano",
    "Kano",
    Holds::Choice(&[
        Word::new("must", "Must be there", ""),
        Word::new("more", "The more the better", ""),
        Word::new("delights", "Delights", ""),
        Word::new("indifferent", "Does not matter", ""),
        Word::new("reverse", "Better without", ""),
    ]),
)
.help("What a survey with Kano pairs says of it.");
/// How much it is worth, of what has no such field by its type.
pub static VALUE: Field = Field::scale("value", "Value", 1, 5);
/// How much work it is beside others, of what has no such field by its type.
pub static EFFORT: Field = Field::scale("effort", "Effort", 1, 5);
/// How much of what it is worth a bad experience may take.
pub static UX_RISK: Field = number("ux_risk", "Risk to the experience", "%", 100)
    .help("How much of its worth may be lost if the experience is bad: it lowers every score by that.");

/// Reach × impact × confidence ÷ work.
pub static RICE: Field = result("rice", "RICE");
/// Impact × confidence × ease.
pub static ICE: Field = result("ice", "ICE");
/// Cost of delay ÷ size.
pub static WSJF: Field = result("wsjf", "WSJF");
/// Value ÷ effort.
pub static VALUE_EFFORT: Field = result("value_effort", "Value ÷ effort");
/// Importance, and what satisfaction is short of it.
pub static OPPORTUNITY: Field = result("opportunity", "Opportunity");

/// How many it reached.
pub static SEEN_REACH: Field = number("seen_reach", "Reached", "", 1_000_000_000);
/// How much it moved each.
pub static SEEN_IMPACT: Field = measure("seen_impact", "Impact seen");
/// How much work it was.
pub static SEEN_MONTHS: Field = measure("seen_person_months", "Person-months spent");
/// Whether it came as expected.
pub static CAME_TRUE: Field = Field::new(
    "came_true",
    "Came true",
    Holds::Choice(&[Word::new("yes", "Yes", "check"), Word::new("no", "No", "")]),
)
.help("Whether what it was to bring did come.");

/// What it was scored on which day, and what it was committed with.
pub static SCORE_LOG: Field = Field::new(
    "scores",
    "Scores",
    Holds::Log(&[
        &SCORED_ON,
        &SCORED_BY,
        &SCORED,
        &FROZEN,
        &REACH,
        &IMPACT_EACH,
        &SURENESS,
        &PERSON_MONTHS,
        &ICE_IMPACT,
        &ICE_CONFIDENCE,
        &ICE_EASE,
        &WSJF_VALUE,
        &WSJF_TIME,
        &WSJF_RISK,
        &WSJF_SIZE,
        &VALUE,
        &EFFORT,
        &IMPORTANCE,
        &SATISFACTION,
    ]),
);
/// The day.
pub static SCORED_ON: Field = Field::day("on", "On");
/// The method, by its key.
pub static SCORED_BY: Field = Field::line("by", "By");
/// What it came to, in hundredths.
pub static SCORED: Field = measure("score", "Score");
/// Whether work was committed with it: then it stays.
pub static FROZEN: Field = Field::new("frozen", "Frozen", Holds::Choice(&[Word::new("yes", "Frozen", "")]));

/// How the inputs of a method become a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Some multiplied, divided by the last.
    Product,
    /// All multiplied.
    AllMultiplied,
    /// Some added, divided by the last.
    Sum,
    /// The first, and what the second is short of it.
    Opportunity,
    /// The words of a choice, the first counting most.
    Words,
}

/// A method of putting work in order.
#[derive(Debug)]
pub struct Method {
    /// Its name in addresses and records: never renamed.
    pub key: &'static str,
    /// As a person reads it.
    pub name: &'static str,
    /// What it is computed from, in order.
    pub inputs: &'static [&'static Field],
    /// What it comes to; of words, these themselves.
    pub score: &'static Field,
    /// How.
    pub way: Way,
    /// How it is computed, in a sentence.
    pub how: &'static str,
}

/// Every method, the most used first.
pub static METHODS: [Method; 7] = [
    Method {
        key: "rice",
        name: "RICE",
        inputs: &[&REACH, &IMPACT_EACH, &SURENESS, &PERSON_MONTHS],
        score: &RICE,
        way: Way::Product,
        how: "Reach in a quarter × impact (3, 2, 1, 0.5, 0.25) × confidence ÷ person-months (Intercom).",
    },
    Method {
        key: "ice",
        name: "ICE",
        inputs: &[&ICE_IMPACT, &ICE_CONFIDENCE, &ICE_EASE],
        score: &ICE,
        way: Way::AllMultiplied,
        how: "Impact × confidence × ease, each from 1 to 10: the product, not the mean.",
    },
    Method {
        key: "wsjf",
        name: "WSJF",
        inputs: &[&WSJF_VALUE, &WSJF_TIME, &WSJF_RISK, &WSJF_SIZE],
        score: &WSJF,
        way: Way::Sum,
        how: "Cost of delay ÷ job size; cost of delay = business value + time criticality + risk reduction or opportunity, each 1 to 20 beside the others (SAFe).",
    },
    Method {
        key: "moscow",
        name: "MoSCoW",
        inputs: &[&MOSCOW],
        score: &MOSCOW,
        way: Way::Words,
        how: "Must, should, could, won’t this time. Musts are at most 60 % of the effort in a time box, coulds about 20 % (DSDM).",
    },
    Method {
        key: "kano",
        name: "Kano",
        inputs: &[&KANO_CLASS],
        score: &KANO_CLASS,
        way: Way::Words,
        how: "What must be there first, then what is better the more there is, then what delights; ties as in the evaluation table (Kano).",
    },
    Method {
        key: "value_effort",
        name: "Value and effort",
        inputs: &[&VALUE, &EFFORT],
        score: &VALUE_EFFORT,
        way: Way::Product,
        how: "Value ÷ effort, each from 1 to 5. A quick win has high value for low effort, a big bet for high; a fill-in low value for low effort, a money pit for high; 3 counts as high.",
    },
    Method {
        key: "opportunity",
        name: "Opportunity",
        inputs: &[&IMPORTANCE, &SATISFACTION],
        score: &OPPORTUNITY,
        way: Way::Opportunity,
        how: "Importance + what satisfaction is short of it, each 0 to 10: above 15 major, 12 to 15 solid, 10 to 12 neutral, below 10 served (Ulwick).",
    },
];

impl Method {
    /// The method that comes to this field.
    pub fn of_score(field: &Field) -> Option<&'static Self> {
        METHODS.iter().find(|method| method.score == field)
    }

    /// How many of its inputs its score is divided by: the last ones.
    pub fn divides_by(&self) -> usize {
        usize::from(matches!(self.way, Way::Product | Way::Sum))
    }
}

impl PartialEq for Method {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Method {}

/// Everything a person can be asked for of an item, besides its value and effort.
pub static SCORING: [&Field; 25] = [
    &REACH,
    &IMPACT_EACH,
    &SURENESS,
    &PERSON_MONTHS,
    &RICE,
    &ICE_IMPACT,
    &ICE_CONFIDENCE,
    &ICE_EASE,
    &ICE,
    &WSJF_VALUE,
    &WSJF_TIME,
    &WSJF_RISK,
    &WSJF_SIZE,
    &WSJF,
    &MOSCOW,
    &KANO_CLASS,
    &IMPORTANCE,
    &SATISFACTION,
    &OPPORTUNITY,
    &VALUE_EFFORT,
    &UX_RISK,
    &SEEN_REACH,
    &SEEN_IMPACT,
    &SEEN_MONTHS,
    &CAME_TRUE,
];

/// Whether a field is one by which things are scored, or says what they come to.
pub fn is_scoring(field: &Field) -> bool {
    SCORING.contains(&field) || [&VALUE, &EFFORT].contains(&field) || super::formula_id(field).is_some()
}

static FORMULA_NAME: Field = Field::line("name", "Formula");
/// The formula as it is written.
pub static FORMULA: Field = Field::line("formula", "Formula as written")
    .help("With the names of fields that hold numbers, + − × ÷ and brackets: Reach × Impact ÷ Job size.");

/// The kind: a person's own way of scoring.
pub static FORMULAS: Kind = Kind {
    table: "formulas",
    noun: "formula",
    plural: "formulas",
    title: "Own formulas",
    letter: "",
    glyph: "points",
    owner: Owner::Workspace,
    fields: &[&FORMULA_NAME, &FORMULA],
    common: &super::BARE,
    columns: &[&FORMULA],
    group: None,
    due_in: &[],
    empty: (
        "Does no method fit?",
        "A formula of your own scores items by the fields you keep, your own among them: write it with their names, and it stands beside the other methods in Prioritise.",
    ),
    ask: "What the score is called",
};
