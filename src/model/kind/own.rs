//! Fields a person adds to items or to a kind: each is a record, and reads like a field that was always there.

use std::cell::RefCell;

use serde_json::{Map, Value};

use crate::model::Id;

use super::field::{BY_FORMULA, LINK, OWN};
use super::{BARE, EFFORT, Field, Holds, Kind, Owner, SCORING, SURENESS, VALUE, Word, row_id, rows_of};

static NAME: Field = Field::line("name", "Name");
/// The table of the records that have it.
pub static OWN_OF: Field = Field::new(
    "of",
    "Records",
    Holds::State(&[
        Word::new("items", "Items", ""),
        Word::new("initiatives", "Initiatives", ""),
        Word::new("goals", "Goals", ""),
        Word::new("releases", "Releases", ""),
        Word::new("metrics", "Metrics", ""),
        Word::new("stakeholders", "Stakeholders", ""),
        Word::new("decisions", "Decisions", ""),
        Word::new("risks", "Assumptions and risks", ""),
        Word::new("organisation_goals", "Organisation goals", ""),
        Word::new("requests", "Requests", ""),
        Word::new("options", "Technical options", ""),
        Word::new("contacts", "Contacts", ""),
        Word::new("terms", "Glossary", ""),
        #[cfg(feature = "trial")]
        Word::new("trials", "Trials", ""),
        Word::new("sprints", "Sprints", ""),
        Word::new("impediments", "Impediments", ""),
        Word::new("promises", "Promises", ""),
        Word::new("milestones", "Milestones", ""),
        Word::new("baselines", "Baselines", ""),
        Word::new("asks", "Between the hats", ""),
        Word::new("feedback", "Inbox", ""),
        Word::new("themes", "Themes", ""),
        Word::new("needs", "Needs", ""),
        Word::new("opportunities", "Opportunities", ""),
        Word::new("studies", "Research", ""),
        Word::new("competitors", "Competitors", ""),
        Word::new("capabilities", "Market", ""),
        Word::new("swot", "SWOT", ""),
        Word::new("claims", "Positioning", ""),
        Word::new("experiments", "Experiments", ""),
        Word::new("surveys", "Surveys", ""),
        Word::new("personas", "Personas", ""),
        Word::new("segments", "Segments", ""),
        Word::new("outcome_checks", "Did it work?", ""),
        Word::new("reports", "Kept reports", ""),
        Word::new("business_cases", "Business cases", ""),
        Word::new("costs", "Costs", ""),
        Word::new("suppliers", "Suppliers", ""),
        Word::new("launches", "Launches", ""),
        Word::new("stages", "Stages", ""),
        Word::new("meetings", "Minutes", ""),
        Word::new("rituals", "Rituals", ""),
        Word::new("put_off", "Put off", ""),
        Word::new("role_checks", "Which role?", ""),
        Word::new("skills", "Skills", ""),
        Word::new("activities", "Time", ""),
        Word::new("time_entries", "Time log", ""),
        Word::new("one_on_ones", "One-to-ones", ""),
        Word::new("pulses", "Team health", ""),
        Word::new("formulas", "Own formulas", ""),
    ]),
);
/// What can stand in it.
pub static OWN_HOLDS: Field = Field::new(
    "holds",
    "Holds",
    Holds::State(&[
        Word::new("text", "Text", ""),
        Word::new("number", "Number", ""),
        Word::new("day", "Day", ""),
        Word::new("choice", "Choice", ""),
        Word::new("yes_no", "Yes or no", ""),
        Word::new("link", "Link", ""),
    ]),
);
/// The unit of its numbers.
pub static OWN_UNIT: Field = Field::line("unit", "Unit").help("Of a number: hours, €, %.");
/// What can be chosen, where it is a choice.
pub static OWN_CHOICES: Field = Field::new("choices", "Choices", Holds::Rows(&[&OWN_CHOICE]));
/// What a choice is called.
pub static OWN_CHOICE: Field = Field::line("name", "Choice");
static HELP: Field = Field::line("help", "What it is for");

/// The kind.
pub static FIELDS: Kind = Kind {
    table: "fields",
    noun: "field",
    plural: "fields",
    title: "Own fields",
    letter: "",
    glyph: "columns",
    owner: Owner::Workspace,
    fields: &[&NAME, &OWN_OF, &OWN_HOLDS, &OWN_UNIT, &HELP, &OWN_CHOICES],
    common: &BARE,
    columns: &[&OWN_HOLDS, &OWN_UNIT, &HELP],
    group: Some(&OWN_OF),
    due_in: &[],
    empty: (
        "What else do you keep?",
        "A field of your own stands beside those that are here: a column, a filter, a group, in the panel and in every file. It can hold text, a number, a day, a choice, yes or no, or a link.",
    ),
    ask: "What it is called",
};

static YES_NO: [Word; 2] = [Word::new("yes", "Yes", "check"), Word::new("no", "No", "")];

/// What a choice that a person took away is called where a record still has it.
pub static GONE_CHOICE: Word = Word::warning("", "No longer a choice", "warn");

/// Whether a field of the description says nothing, for what the described field holds: only numbers have a unit, only a
/// choice has choices.
pub fn is_idle(field: &Field, holds: &str) -> bool {
    *field == OWN_UNIT && holds != "number" || *field == OWN_CHOICES && holds != "choice"
}

/// A field, as a record describes it, and the table whose records have it. The same description gives the same field.
pub fn own_field(of: &Map<String, Value>) -> Option<(&'static str, &'static Field)> {
    let text = |field: &Field| of.get(field.key).and_then(Value::as_str).unwrap_or_default();
    let id = of.get("id").and_then(Value::as_str)?;
    let table = OWN_OF.word_or_first(text(&OWN_OF))?.key;
    let holds = OWN_HOLDS.word_or_first(text(&OWN_HOLDS))?.key;
    let choices = rows_of(of, &OWN_CHOICES)
        .into_iter()
        .filter_map(|row| Some((row_id(row)?.to_string(), row.get(OWN_CHOICE.key)?.as_str()?.to_owned())));
    let own = Own {
        key: [if holds == "link" { LINK } else { OWN }, id].concat(),
        label: text(&NAME).to_owned(),
        help: text(&HELP).to_owned(),
        holds,
        unit: text(&OWN_UNIT).to_owned(),
        choices: choices.collect(),
    };
    Some((table, own.into_field()))
}

/// All that a field follows from.
#[derive(PartialEq, Eq)]
struct Own {
    key: String,
    label: String,
    help: String,
    holds: &'static str,
    unit: String,
    choices: Vec<(String, String)>,
}

thread_local! {
    static MADE: RefCell<Vec<(Own, &'static Field)>> = const { RefCell::new(Vec::new()) };
}

impl Own {
    /// The field. Columns, filters and sorts hold fields for as long as the page lives, so each is made once and stays: a
    /// few hundred bytes for each time a person changes a description.
    fn into_field(self) -> &'static Field {
        MADE.with_borrow_mut(|made| {
            if let Some((_, field)) = made.iter().find(|(own, _)| *own == self) {
                return *field;
            }
            let field: &'static Field = Box::leak(Box::new(self.to_field()));
            made.push((self, field));
            field
        })
    }

    fn to_field(&self) -> Field {
        let kept = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
        let holds = match self.holds {
            "number" => Holds::Measure(kept(&self.unit)),
            "score" => Holds::ComputedNumber,
            "day" => Holds::Day,
            "yes_no" => Holds::Choice(&YES_NO),
            "link" => Holds::Link(&[]),
            "choice" => {
                let word = |(id, name): &(String, String)| Word::new(kept(id), kept(name), "");
                let words: Vec<Word> = self.choices.iter().map(word).collect();
                Holds::Choice(words.leak())
            }
            _ => Holds::Line,
        };
        Field { key: kept(&self.key), label: kept(&self.label), help: kept(&self.help), holds }
    }
}

/// The field that says what items come to by a formula; the same name gives the same field.
pub fn formula_field(id: Id, name: &str) -> &'static Field {
    let own = Own {
        key: format!("{BY_FORMULA}{id}"),
        label: name.to_owned(),
        help: String::new(),
        holds: "score",
        unit: String::new(),
        choices: Vec::new(),
    };
    own.into_field()
}

/// The fields that records have besides those of their type, by the table: what they are scored by, then those a person added,
/// in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnFields(pub Vec<(&'static str, &'static Field)>);

impl OwnFields {
    /// With the fields a person added.
    pub fn with(added: impl Iterator<Item = (&'static str, &'static Field)>) -> Self {
        let of = |table: &'static str| SCORING.into_iter().map(move |field| (table, field));
        let of_initiatives = [&VALUE, &EFFORT].into_iter().map(|field| ("initiatives", field));
        // An initiative says how sure it is by its type.
        let scoring = of("items").chain(of("initiatives").filter(|(_, field)| **field != SURENESS));
        Self(scoring.chain(of_initiatives).chain(added).collect())
    }

    /// Those of a table.
    pub fn of(&self, table: &str) -> Vec<&'static Field> {
        self.0.iter().filter(|(of, _)| *of == table).map(|(_, field)| *field).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::kind::KINDS;

    fn described(json: Value) -> &'static Field {
        own_field(json.as_object().unwrap()).unwrap().1
    }

    #[test]
    fn every_kind_can_have_fields_but_fields_themselves() {
        let tables: Vec<&str> = OWN_OF.choices().iter().map(|word| word.key).collect();
        for kind in KINDS.into_iter().filter(|kind| **kind != FIELDS) {
            assert_eq!(OWN_OF.word(kind.table).map(|word| word.name), Some(kind.title), "{}", kind.table);
        }
        assert_eq!(tables.len(), KINDS.len() + 4);
    }

    #[test]
    fn the_same_description_is_the_same_field_and_another_is_another() {
        let severity = json!({
            "id": "0123456789abcdef", "name": "Severity", "holds": "choice",
            "choices": [{ "id": "1123456789abcdef", "name": "High" }],
        });
        let field = described(severity.clone());
        assert_eq!(field.key, "own_0123456789abcdef");
        assert_eq!(field.word("1123456789abcdef").map(|word| word.name), Some("High"));
        assert!(std::ptr::eq(field, described(severity.clone())));
        let mut renamed = severity;
        renamed["name"] = "Gravity".into();
        assert_ne!(field, described(renamed));
    }

    #[test]
    fn what_is_not_known_holds_text_of_items() {
        let of = json!({ "id": "0123456789abcdef", "name": "Later", "of": "moods", "holds": "colour" });
        let (table, field) = own_field(of.as_object().unwrap()).unwrap();
        assert_eq!((table, field.holds), ("items", Holds::Line));
    }
}
