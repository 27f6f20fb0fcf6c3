//! The market: competitors, what each can do, strengths and weaknesses, and what is claimed of the product.

use super::{COMMON, Field, Holds, Kind, Owner, Word};

static COMPETITOR_NAME: Field = Field::line("name", "Competitor");
static COMPETITOR_SAYS: Field = Field::line("says", "Says of itself");
static COMPETITOR_PRICE: Field = Field::line("price", "Price");
static COMPETITOR_FOR: Field = Field::line("for", "For whom");

/// Who else people could take.
pub static COMPETITORS: Kind = Kind {
    table: "competitors",
    noun: "competitor",
    plural: "competitors",
    title: "Competitors",
    letter: "",
    glyph: "against",
    owner: Owner::Product,
    fields: &[&COMPETITOR_NAME, &COMPETITOR_SAYS, &COMPETITOR_FOR, &COMPETITOR_PRICE],
    common: &COMMON,
    columns: &[&COMPETITOR_SAYS, &COMPETITOR_FOR, &COMPETITOR_PRICE],
    group: None,
    due_in: &[],
    empty: (
        "What would people take instead?",
        "Other products, a spreadsheet, or doing nothing. What each can do is rated under Market.",
    ),
    ask: "What would people take instead?",
};

static CAPABILITY_NAME: Field = Field::line("name", "Capability");
/// How much it counts.
pub static CAPABILITY_WEIGHT: Field = Field::scale("weight", "Weight", 1, 5);
/// How good we are.
pub static OURS: Field =
    Field::scale("ours", "Ours", 0, 3).help("0 not there, 1 poor, 2 good, 3 better than anybody asks.");
static CHANGED_BY: Field = Field::new("changed_by", "Changed by", Holds::Link(&["initiatives", "releases"]));
/// How we stand to the best of the others.
pub static GAP: Field = Field::new(
    "gap",
    "We are",
    Holds::Computed(&[
        Word::warning("behind", "Behind", "warn"),
        Word::new("level", "Level", ""),
        Word::new("ahead", "Ahead", "s-accepted"),
    ]),
)
.help("Ours against the best latest rating of the others.");
/// Who of the others got better or worse since they were looked at before.
pub static RATING_CHANGE: Field = Field::computed("moved", "Since last time");
/// How good the others are, each time they were looked at.
pub static RATINGS: Field = Field::new("ratings", "Ratings", Holds::Rows(&[&RATED, &RATING, &RATED_ON]));
/// Who.
pub static RATED: Field = Field::new("who", "Competitor", Holds::Link(&["competitors"]));
/// How good.
pub static RATING: Field = Field::scale("rating", "Rating", 0, 3);
/// When.
pub static RATED_ON: Field = Field::day("on", "On");

/// What a product of this market can do.
pub static CAPABILITIES: Kind = Kind {
    table: "capabilities",
    noun: "capability",
    plural: "capabilities",
    title: "Market",
    letter: "",
    glyph: "sliders",
    owner: Owner::Product,
    fields: &[&CAPABILITY_NAME, &CAPABILITY_WEIGHT, &OURS, &GAP, &RATING_CHANGE, &CHANGED_BY, &RATINGS],
    common: &COMMON,
    columns: &[&CAPABILITY_WEIGHT, &OURS, &GAP, &RATING_CHANGE, &CHANGED_BY],
    group: None,
    due_in: &[],
    empty: (
        "Where are we better, and where not?",
        "Name what a product of this market must be able to do and how much that counts; rate yourself and your competitors from 0 to 3. What is behind, level and ahead follows, and ratings keep their days.",
    ),
    ask: "What must a product of this market be able to do?",
};

static POINT_NAME: Field = Field::line("name", "What is so");
/// On which of the four sides it stands.
pub static POINT_TYPE: Field = Field::new(
    "type",
    "Type",
    Holds::State(&[
        Word::new("strength", "Strength", "s-accepted"),
        Word::new("weakness", "Weakness", "warn"),
        Word::new("opportunity", "Opportunity", "outcomes"),
        Word::new("threat", "Threat", "against"),
    ]),
);
/// How one knows.
pub static POINT_EVIDENCE: Field =
    Field::line("evidence", "Evidence").help("How you know; link what speaks for it under About.");
/// How much speaks for it.
pub static POINT_BACKED: Field = Field::new("backed", "Backed by", Holds::ComputedNumber).help(
    "The evidence written here, how many people said it, what studies found, and what it names under About.",
);
static POINT_FOLLOWS: Field = Field::line("follows", "What follows");

/// Strengths, weaknesses, opportunities and threats.
pub static SWOT: Kind = Kind {
    table: "swot",
    noun: "strength or weakness",
    plural: "strengths and weaknesses",
    title: "SWOT",
    letter: "",
    glyph: "both",
    owner: Owner::Product,
    fields: &[&POINT_NAME, &POINT_TYPE, &POINT_EVIDENCE, &POINT_BACKED, &POINT_FOLLOWS],
    common: &COMMON,
    columns: &[&POINT_TYPE, &POINT_EVIDENCE, &POINT_BACKED, &POINT_FOLLOWS],
    group: Some(&POINT_TYPE),
    due_in: &[],
    empty: (
        "Where are you strong, and what comes at you?",
        "Strengths and weaknesses are yours, opportunities and threats come from outside. Say how you know, and what follows.",
    ),
    ask: "What is so?",
};

static CLAIM_NAME: Field = Field::line("name", "What we say");
/// What it is.
pub static CLAIM_TYPE: Field = Field::new(
    "type",
    "Type",
    Holds::State(&[
        Word::new(CLAIM, "Claim", ""),
        Word::new("message", "Message", ""),
        Word::new("statement", "Positioning statement", ""),
    ]),
);
/// The key of what has to be so.
pub const CLAIM: &str = "claim";
static CLAIM_SEGMENT: Field = Field::new("segment", "For", Holds::Link(&["segments"]));
/// What makes it true.
pub static PROOF: Field = Field::links("proof", "Proof", &["items", "initiatives", "releases"])
    .help("What is out, or planned, that makes it true.");
/// Whether it is true yet.
pub static PROVEN: Field = Field::new(
    "proven",
    "Proven",
    Holds::Computed(&[
        Word::warning("none", "No proof", "warn"),
        Word::new("planned", "Planned", "s-doing"),
        Word::new("out", "It is out", "s-accepted"),
    ]),
)
.help("It is out once everything that proves it is; without proof it is only said.");

/// Positioning: what is said of the product, to whom, and whether it is so.
pub static CLAIMS: Kind = Kind {
    table: "claims",
    noun: "claim",
    plural: "claims",
    title: "Positioning",
    letter: "",
    glyph: "communicate",
    owner: Owner::Product,
    fields: &[&CLAIM_NAME, &CLAIM_TYPE, &CLAIM_SEGMENT, &PROOF, &PROVEN],
    common: &COMMON,
    columns: &[&CLAIM_TYPE, &CLAIM_SEGMENT, &PROOF, &PROVEN],
    group: Some(&CLAIM_TYPE),
    due_in: &[],
    empty: (
        "For whom is it, and why this and not another?",
        "Begin with the statement: for whom, who need what, it is what, that does what, unlike what else. Then the messages for each segment and the claims in them; each names what makes it true, and those without proof stand out.",
    ),
    ask: "For … who …, it is a … that …; unlike …, it …",
};
