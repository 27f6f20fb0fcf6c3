//! Products and the keys their items are called by.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;
use thiserror::Error;

use super::read::{by_word, read_by_field};
use super::record::identity;
use super::sorted::SortedSet;
use super::{
    Day, Definition, Goal, Id, Initiative, Instant, Item, Link, MergeClass, Meta, Metric, Rank, Record,
    Release, Vision, Workflow,
};

/// The longest key.
pub const KEY_MAX: usize = 5;
/// Words that stand for something else in addresses.
pub const RESERVED_KEYS: [&str; 2] = ["ALL", "SETTINGS"];

/// A product's key: two to five capital letters and digits, a letter first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProductKey(String);

/// Why a text is no [`ProductKey`].
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum KeyError {
    /// Nothing was written.
    #[error("A product needs a key: two to five letters, such as SPK.")]
    Empty,
    /// Not of the form of a key.
    #[error("Two to five letters or digits, a letter first.")]
    Form,
    /// Stands for something else in addresses.
    #[error("{0} has another meaning here. Choose another key.")]
    Reserved(String),
}

impl ProductKey {
    /// Proposes a key for a product's name: initials of several words, else first consonants of one.
    pub fn propose(name: &str, is_taken: impl Fn(&Self) -> bool) -> Option<Self> {
        let words: Vec<String> = name
            .split(|character: char| !character.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_ascii_uppercase)
            .collect();
        let letters: String = words.concat().trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
        let initials: String = words.iter().filter_map(|word| word.chars().next()).collect();
        let first = letters.chars().next()?;
        let is_vowel = |letter: &char| "AEIOU".contains(*letter);
        let consonants: String = std::iter::once(first)
            .chain(letters.chars().skip(1).filter(|letter| !is_vowel(letter)))
            .collect();
        let short = |text: &str, length: usize| text.chars().take(length).collect::<String>();
        let numbered = (2..100).map(|n| format!("{}{n}", short(&consonants, 3)));
        let candidates = [
            if words.len() > 1 { short(&initials, 4) } else { String::new() },
            short(&consonants, 3),
            short(&letters, 3),
            short(&consonants, 4),
            short(&letters, KEY_MAX),
        ];
        let mut known = candidates.into_iter().chain(numbered).filter_map(|text| text.parse().ok());
        known.find(|key| !is_taken(key))
    }

    /// The key in capitals.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key as it stands in an address.
    pub fn to_address(&self) -> String {
        self.0.to_lowercase()
    }
}

impl fmt::Display for ProductKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ProductKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let key = text.trim().to_ascii_uppercase();
        if key.is_empty() {
            return Err(KeyError::Empty);
        }
        let has_form = (2..=KEY_MAX).contains(&key.len())
            && key.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
            && key.starts_with(|letter: char| letter.is_ascii_uppercase());
        if RESERVED_KEYS.contains(&key.as_str()) {
            return Err(KeyError::Reserved(key));
        }
        if has_form { Ok(Self(key)) } else { Err(KeyError::Form) }
    }
}

impl Serialize for ProductKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ProductKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(|error| de::Error::custom(format!("“{text}” is not a product key. {error}")))
    }
}

impl JsonSchema for ProductKey {
    fn schema_name() -> Cow<'static, str> {
        "ProductKey".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[A-Z][A-Z0-9]{1,4}$" })
    }
}

/// Which hat comes first; nothing is ever hidden by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Lens {
    /// Product manager: strategy, roadmap and outcomes first.
    Pm,
    /// Product owner: backlog, acceptance and releases first.
    Po,
    /// Both hats.
    #[default]
    Both,
}

by_word!(Lens, Pm = "pm", Po = "po", Both = "both");

/// A product: the owner of goals, initiatives, items and releases.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Product {
    /// Identity and times.
    #[serde(flatten)]
    pub meta: Meta,
    /// As the person reads it.
    pub name: String,
    /// Stands before the number of each of its items.
    pub key: ProductKey,
    /// Keys it once had; they go on resolving and are given to no other product.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_keys: Vec<ProductKey>,
    /// Which hat comes first.
    #[serde(default)]
    pub lens: Lens,
    /// The states its items pass through.
    #[serde(default)]
    pub workflow: Workflow,
    /// The Definition of Ready.
    #[serde(default = "Definition::ready", skip_serializing_if = "Definition::is_usual_ready")]
    pub ready: Definition,
    /// The Definition of Done.
    #[serde(default = "Definition::done", skip_serializing_if = "Definition::is_usual_done")]
    pub done: Definition,
    /// The last number given to an item; numbers are never given twice.
    #[serde(default)]
    pub last_item: u32,
    /// The last number given to an initiative.
    #[serde(default)]
    pub last_initiative: u32,
    /// The last number given to a version of the vision.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub last_vision: u32,
    /// The last number given to a goal.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub last_goal: u32,
    /// The last number given to a release.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub last_release: u32,
    /// The last number given to a metric.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub last_metric: u32,
    /// The days of a week that are none of work: 1 is Monday, 7 is Sunday.
    #[serde(default = "weekend", skip_serializing_if = "is_weekend")]
    pub rest_days: SortedSet<u8>,
    /// Days that are none of work although their weekday is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<Holiday>,
    /// What can be done in a month, in tenths of a point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
    /// The day that was last said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity_on: Option<Day>,
    /// The day its states or definitions were last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules_on: Option<Day>,
    /// When what matters today was last chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus_at: Option<Instant>,
    /// What a person means to do next, the most important first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub focus: Vec<Id>,
    /// The metric everything is to move in the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub north_star: Option<Id>,
    /// Its place among all products; none until somebody moves one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<Rank>,
    /// Whether it is the sample, which goes away in one action.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_sample: bool,
}

read_by_field!(
    Product,
    Self::new(Id::FIRST, Instant(0), String::new(), ProductKey(String::new()), Lens::Both),
    needs [name, key],
    may [former_keys, lens, workflow, ready, done, last_item, last_initiative, last_vision, last_goal, last_release, last_metric, rest_days, holidays, capacity, capacity_on, rules_on, focus_at, focus, north_star, rank, is_sample]
);

/// A day on which nobody works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Holiday {
    /// Its own identity.
    pub id: Id,
    /// The day.
    pub on: Day,
    /// What it is called; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

read_by_field!(Holiday, needs [id, on], may [name]);

fn weekend() -> SortedSet<u8> {
    SortedSet::from([6, 7])
}

fn is_weekend(days: &SortedSet<u8>) -> bool {
    *days == weekend()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// The field of a product that counts the records of a described kind: those have none of their own here.
fn described_counter(table: &str) -> String {
    format!("last_{table}")
}

impl Product {
    /// A product without content.
    pub fn new(id: Id, now: Instant, name: String, key: ProductKey, lens: Lens) -> Self {
        Self {
            meta: Meta::new(id, now),
            name,
            key,
            former_keys: Vec::new(),
            lens,
            workflow: Workflow::default(),
            ready: Definition::ready(),
            done: Definition::done(),
            last_item: 0,
            last_initiative: 0,
            last_vision: 0,
            last_goal: 0,
            last_release: 0,
            last_metric: 0,
            rest_days: weekend(),
            holidays: Vec::new(),
            capacity: None,
            capacity_on: None,
            rules_on: None,
            focus_at: None,
            focus: Vec::new(),
            north_star: None,
            rank: None,
            is_sample: false,
        }
    }

    /// The last number given to a record of this table; 0 where none was.
    pub fn last_number(&self, table: &str) -> u32 {
        match table {
            Item::TABLE => self.last_item,
            Initiative::TABLE => self.last_initiative,
            Vision::TABLE => self.last_vision,
            Goal::TABLE => self.last_goal,
            Release::TABLE => self.last_release,
            Metric::TABLE => self.last_metric,
            _ => {
                let last = self.meta.unknown.get(&described_counter(table)).and_then(Value::as_u64);
                last.and_then(|last| u32::try_from(last).ok()).unwrap_or(0)
            }
        }
    }

    /// Notes the last number given to a record of this table.
    pub fn set_last_number(&mut self, table: &str, number: u32) {
        match table {
            Item::TABLE => self.last_item = number,
            Initiative::TABLE => self.last_initiative = number,
            Vision::TABLE => self.last_vision = number,
            Goal::TABLE => self.last_goal = number,
            Release::TABLE => self.last_release = number,
            Metric::TABLE => self.last_metric = number,
            _ => drop(self.meta.unknown.insert(described_counter(table), number.into())),
        }
    }

    /// Whether `key` is or was this product's.
    pub fn answers_to(&self, key: &ProductKey) -> bool {
        self.key == *key || self.former_keys.contains(key)
    }
}

impl Record for Product {
    identity!("products", "product", name);
    fn merge_class(field: &str) -> MergeClass {
        match field {
            counter if counter.starts_with("last_") => MergeClass::Counter,
            "workflow" | "holidays" => MergeClass::List,
            // A definition counts as a whole: the usual one is not written, and could not be told apart rule by rule.
            "former_keys" => MergeClass::Set,
            _ => MergeClass::Scalar,
        }
    }
    fn links(&self) -> Vec<Link> {
        let star = self.north_star.map(|id| Link { field: "north_star", table: Metric::TABLE, id });
        self.focus.iter().map(|&id| Link { field: "focus", table: Item::TABLE, id }).chain(star).collect()
    }
    fn unlink(&mut self, target: Id) {
        self.north_star.take_if(|id| *id == target);
        self.focus.retain(|id| *id != target);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_proposed(name: &str, taken: &[&str], key: Option<&str>) {
        let proposed = ProductKey::propose(name, |key| taken.contains(&key.as_str()));
        assert_eq!(proposed.as_ref().map(ProductKey::as_str), key, "{name}");
    }

    #[test]
    fn a_key_is_proposed_from_the_name() {
        check_proposed("Spoke", &[], Some("SPK"));
        check_proposed("Bike Workshop Booking", &[], Some("BWB"));
        check_proposed("Spoke", &["SPK"], Some("SPO"));
        check_proposed("Io", &[], Some("IO"));
        check_proposed("42", &[], None);
        check_proposed("時間", &[], None);
        check_proposed("All", &[], Some("ALL2"));
    }

    #[test]
    fn a_key_that_means_something_else_is_refused() {
        assert_eq!("all".parse::<ProductKey>(), Err(KeyError::Reserved("ALL".into())));
        assert_eq!("settings".parse::<ProductKey>(), Err(KeyError::Reserved("SETTINGS".into())));
        assert_eq!(" ".parse::<ProductKey>(), Err(KeyError::Empty));
        assert_eq!("SP-K".parse::<ProductKey>(), Err(KeyError::Form));
        assert_eq!("1SP".parse::<ProductKey>(), Err(KeyError::Form));
        assert_eq!("spk".parse::<ProductKey>().unwrap().as_str(), "SPK");
    }
}
