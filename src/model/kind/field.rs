//! A field of a described kind: what it is called, what can stand in it, and how that is written.

use serde_json::{Map, Value};

use super::FieldError;
use crate::model::{Day, Id, clean_line, clean_text, format_measure, parse_measure, read_link};

/// A value of a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// As it stands in the record: never renamed.
    pub key: &'static str,
    /// As a person reads it.
    pub name: &'static str,
    /// The glyph before it; empty for none.
    pub glyph: &'static str,
    /// Whether it is one that needs care.
    pub is_warning: bool,
}

/// How near a day is that is to be met, as lists are filtered and grouped by it.
static NEARNESS: [Word; 3] = [
    Word::warning("over", "Overdue", "clock"),
    Word::new("week", "Within a week", ""),
    Word::new("later", "Later", ""),
];

/// What can stand in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// One line of text.
    Line,
    /// Prose, in Markdown.
    Prose,
    /// A whole number with its unit.
    Number {
        /// What is counted; empty for nothing in particular.
        unit: &'static str,
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// A judgement in few steps, from the least to the most.
    Scale(i64, i64),
    /// A measure in hundredths of its unit; of a sum of money, the unit is not said.
    Measure(&'static str),
    /// A day.
    Day,
    /// One of some words, or none.
    Choice(&'static [Word]),
    /// One of some words: the first where nothing is written.
    State(&'static [Word]),
    /// A record of one of these tables.
    Link(&'static [&'static str]),
    /// Records of these tables; of any where none is named.
    Links(&'static [&'static str]),
    /// Rows with fields of their own.
    Rows(&'static [&'static Field]),
    /// Rows that follow from what is done, and that no person writes: each has the day or the record it is of.
    Log(&'static [&'static Field]),
    /// A day that is to be met: past it, it says so for as long as the record is open.
    Due,
    /// Nothing that is written: it follows from the rest, and may be one of some words.
    Computed(&'static [Word]),
    /// A number that follows from the rest.
    ComputedNumber,
    /// What the latest row of a field says: choosing another adds a row of today.
    Latest {
        /// The field that has the rows.
        rows: &'static Field,
        /// The field of a row that says it.
        word: &'static Field,
    },
}

/// A field of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name in the record, in addresses and in files: never renamed.
    pub key: &'static str,
    /// As a person reads it.
    pub label: &'static str,
    /// A sentence about it; empty where the label says enough.
    pub help: &'static str,
    /// What can stand in it.
    pub holds: Holds,
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        // Nearly always the same one, or one of another key.
        std::ptr::eq(self, other)
            || self.key == other.key
                && (self.label, self.help, self.holds) == (other.label, other.help, other.holds)
    }
}

impl Eq for Field {}

impl PartialOrd for Field {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Field {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.key, self.label).cmp(&(other.key, other.label))
    }
}

impl std::hash::Hash for Field {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl Word {
    /// A word with its glyph.
    pub const fn new(key: &'static str, name: &'static str, glyph: &'static str) -> Self {
        Self { key, name, glyph, is_warning: false }
    }

    /// One that needs care.
    pub const fn warning(key: &'static str, name: &'static str, glyph: &'static str) -> Self {
        Self { key, name, glyph, is_warning: true }
    }
}

impl Field {
    /// A field.
    pub const fn new(key: &'static str, label: &'static str, holds: Holds) -> Self {
        Self { key, label, help: "", holds }
    }

    /// One line of text.
    pub const fn line(key: &'static str, label: &'static str) -> Self {
        Self::new(key, label, Holds::Line)
    }

    /// Prose.
    pub const fn prose(key: &'static str, label: &'static str) -> Self {
        Self::new(key, label, Holds::Prose)
    }

    /// A judgement from the least to the most.
    pub const fn scale(key: &'static str, label: &'static str, least: i64, most: i64) -> Self {
        Self::new(key, label, Holds::Scale(least, most))
    }

    /// A day.
    pub const fn day(key: &'static str, label: &'static str) -> Self {
        Self::new(key, label, Holds::Day)
    }

    /// A day that is to be met.
    pub const fn due(key: &'static str, label: &'static str) -> Self {
        Self::new(key, label, Holds::Due)
    }

    /// Records of some tables.
    pub const fn links(key: &'static str, label: &'static str, tables: &'static [&'static str]) -> Self {
        Self::new(key, label, Holds::Links(tables))
    }

    /// What follows from the rest.
    pub const fn computed(key: &'static str, label: &'static str) -> Self {
        Self::new(key, label, Holds::Computed(&[]))
    }

    /// The same with a sentence about it.
    pub const fn help(self, help: &'static str) -> Self {
        Self { help, ..self }
    }

    /// The words it can be, where it is one of some; of a day that is to be met, how near it is.
    pub fn choices(&self) -> &'static [Word] {
        match self.holds {
            Holds::Choice(words) | Holds::State(words) | Holds::Computed(words) => words,
            Holds::Due => &NEARNESS,
            Holds::Latest { word, .. } => word.choices(),
            _ => &[],
        }
    }

    /// The word with this key, else the first.
    pub fn word_or_first(&self, key: &str) -> Option<&'static Word> {
        self.word(key).or_else(|| self.choices().first())
    }

    /// The word with this key.
    pub fn word(&self, key: &str) -> Option<&'static Word> {
        self.choices().iter().find(|word| word.key == key)
    }

    /// Whether it has numbers, which stand at the end of a column.
    pub fn is_number(&self) -> bool {
        matches!(
            self.holds,
            Holds::Number { .. } | Holds::Scale(..) | Holds::Measure(_) | Holds::ComputedNumber
        )
    }

    /// Whether its values are few enough to filter and group by.
    pub fn is_facet(&self) -> bool {
        match self.holds {
            Holds::Choice(_)
            | Holds::State(_)
            | Holds::Scale(..)
            | Holds::Link(_)
            | Holds::Due
            | Holds::Latest { .. } => true,
            // What a record can be about is everything there is.
            Holds::Links(tables) => !tables.is_empty(),
            // The values of a person's own fields are those in use.
            Holds::Line | Holds::Measure(_) | Holds::Day => is_own(self.key),
            Holds::Computed(words) => !words.is_empty(),
            _ => false,
        }
    }

    /// Whether it is chosen in a menu of few.
    pub fn has_menu(&self) -> bool {
        matches!(self.holds, Holds::Choice(_) | Holds::State(_) | Holds::Scale(..) | Holds::Latest { .. })
    }

    /// Whether a person changes it where it stands in a list.
    pub fn is_edited(&self) -> bool {
        !matches!(
            self.holds,
            Holds::Computed(_) | Holds::ComputedNumber | Holds::Rows(_) | Holds::Log(_) | Holds::Prose
        )
    }

    /// Whether it can be written in a cell of a list. What a thing waits for is a list of names there.
    pub fn is_read(&self) -> bool {
        self.key == WAITS
            || !matches!(
                self.holds,
                Holds::Computed(_) | Holds::ComputedNumber | Holds::Rows(_) | Holds::Log(_)
            )
    }

    /// Whether words are looked for in it.
    pub fn is_searched(&self) -> bool {
        !self.is_link() && !matches!(self.holds, Holds::Log(_))
    }

    /// Whether it names other records.
    pub fn is_link(&self) -> bool {
        match self.holds {
            Holds::Link(_) | Holds::Links(_) => true,
            Holds::Rows(fields) => fields.iter().any(|field| field.is_link()),
            _ => false,
        }
    }

    /// Reads what a person wrote; nothing for an empty text. Links are chosen and not written, rows have fields of their own.
    pub fn read(&self, written: &str) -> Result<Option<Value>, FieldError> {
        let line = clean_line(written);
        if line.is_empty() {
            return Ok(None);
        }
        let label = self.label;
        let number = |least: i64, most: i64, text: &str| {
            let number = text.trim().parse::<i64>().ok().filter(|it| (least..=most).contains(it));
            let error = || FieldError::NoNumber { label, written: shortened(&line), least, most };
            number.map(Value::from).ok_or_else(error)
        };
        Ok(Some(match self.holds {
            Holds::Line => line.into(),
            Holds::Prose => clean_text(written).into(),
            Holds::Number { unit, least, most } => {
                number(least, most, line.strip_suffix(unit).unwrap_or(&line))?
            }
            Holds::Scale(least, most) => number(least, most, &line)?,
            Holds::Measure(unit) => {
                let measure = parse_measure(&line, unit);
                measure.map_err(|error| FieldError::Unread { label, reason: error.to_string() })?.into()
            }
            Holds::Day | Holds::Due => {
                let day = turned(&line).unwrap_or_else(|| line.clone()).parse::<Day>();
                let day = day.map_err(|error| FieldError::Unread { label, reason: error.to_string() })?;
                day.to_string().into()
            }
            Holds::Choice(words) | Holds::State(words) => {
                let fits = |word: &&Word| {
                    word.key.eq_ignore_ascii_case(&line) || word.name.eq_ignore_ascii_case(&line)
                };
                // Its first words are enough, where they are those of one alone: “Won't” is “Won’t this time”.
                let plain = |text: &str| text.to_lowercase().replace('’', "'");
                let typed = plain(&line);
                let begins = |word: &&Word| typed.len() > 2 && plain(word.name).starts_with(&typed);
                let only = words.iter().filter(begins).count() == 1;
                let names: Vec<&str> = words.iter().map(|word| word.name).collect();
                let error =
                    || FieldError::NoWord { label, written: shortened(&line), known: names.join(", ") };
                let found = words.iter().find(fits);
                found.or_else(|| words.iter().find(begins).filter(|_| only)).ok_or_else(error)?.key.into()
            }
            Holds::Link(_)
            | Holds::Links(_)
            | Holds::Rows(_)
            | Holds::Log(_)
            | Holds::Computed(_)
            | Holds::Latest { .. }
            | Holds::ComputedNumber => {
                return Err(FieldError::Form { label });
            }
        }))
    }

    /// The value that stands so in addresses: a number, or a text.
    pub fn of_token(&self, token: &str) -> Option<Value> {
        if self.is_number() { token.parse::<i64>().ok().map(Value::from) } else { Some(token.into()) }
    }

    /// The text of a value as [`Field::read`] takes it.
    pub fn written(&self, value: &Value) -> String {
        match (self.holds, value) {
            (Holds::Measure(unit), Value::Number(number)) => {
                format_measure(number.as_i64().unwrap_or(0), unit)
            }
            (Holds::Number { unit, .. }, Value::Number(number)) => format!("{number} {unit}"),
            (_, Value::Number(number)) => number.to_string(),
            (_, Value::String(text)) => match self.word(text) {
                Some(word) => word.name.to_owned(),
                None => text.clone(),
            },
            _ => String::new(),
        }
    }

    /// Whether a value of a file can stand in it. A word that is not known may be a later build's and is kept.
    pub fn check(&self, value: &Value) -> Result<(), FieldError> {
        let form = || FieldError::Form { label: self.label };
        match self.holds {
            Holds::Line | Holds::Prose | Holds::Choice(_) | Holds::State(_) => {
                value.as_str().map(drop).ok_or_else(form)
            }
            Holds::Number { .. } | Holds::Scale(..) => {
                self.read(&value.as_i64().ok_or_else(form)?.to_string()).map(drop)
            }
            Holds::Measure(_) => value.as_i64().map(drop).ok_or_else(form),
            Holds::Day | Holds::Due => self.read(value.as_str().ok_or_else(form)?).map(drop),
            Holds::Link(_) => self.check_link(value),
            Holds::Links(_) => {
                let all = value.as_array().ok_or_else(form)?;
                all.iter().try_for_each(|link| self.check_link(link))
            }
            Holds::Rows(fields) | Holds::Log(fields) => {
                for row in value.as_array().ok_or_else(form)? {
                    let row = row.as_object().filter(|row| row.get("id").is_some_and(Value::is_string));
                    check_fields(fields, row.ok_or_else(form)?)?;
                }
                Ok(())
            }
            Holds::Computed(_) | Holds::ComputedNumber | Holds::Latest { .. } => Ok(()),
        }
    }

    /// Whether a link can stand in it, or among its links: to a record of one of its tables, or of any where it names none. Kinds
    /// with short links leave the table out.
    pub fn check_link(&self, link: &Value) -> Result<(), FieldError> {
        let tables: &[&str] = match self.holds {
            Holds::Link(tables) | Holds::Links(tables) => tables,
            _ => &[],
        };
        let text = link.as_str().ok_or(FieldError::Form { label: self.label })?;
        let fits = match read_link(text) {
            Some((table, _)) => tables.is_empty() || tables.contains(&table),
            None => text.parse::<Id>().is_ok(),
        };
        let no_record = || {
            let known = tables.join(" or ");
            FieldError::NoRecord { label: self.label, written: shortened(text), known }
        };
        if fits { Ok(()) } else { Err(no_record()) }
    }
}

/// Whether what a file has in these fields can stand there.
pub(super) fn check_fields(fields: &[&'static Field], of: &Map<String, Value>) -> Result<(), FieldError> {
    let present = fields.iter().filter_map(|field| Some((field, of.get(field.key)?)));
    present.into_iter().try_for_each(|(field, value)| field.check(value))
}

/// The rows in a field of a record or of another row.
pub fn rows_of<'a>(fields: &'a Map<String, Value>, field: &Field) -> Vec<&'a Map<String, Value>> {
    let rows = fields.get(field.key).and_then(Value::as_array).into_iter().flatten();
    rows.filter_map(Value::as_object).collect()
}

/// The id of a row.
pub fn row_id(row: &Map<String, Value>) -> Option<Id> {
    row.get("id")?.as_str()?.parse().ok()
}

/// A day that was written with dots, the year last, as `2026-11-28`.
fn turned(written: &str) -> Option<String> {
    let parts: Vec<&str> = written.split('.').map(str::trim).collect();
    let [day, month, year] = parts[..] else { return None };
    Some(format!("{year}-{month:0>2}-{day:0>2}"))
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

/// The key of what a thing waits for: rows that a cell of a list holds as names.
pub(super) const WAITS: &str = "waits_for";

/// What stands before the id in the name under which records keep a value of a field of a person's own.
pub(super) const OWN: &str = "own_";
/// The same of links.
pub(super) const LINK: &str = "own_link_";

/// Whether a name is one under which records keep what a field of a person's own names.
pub fn is_own_link(key: &str) -> bool {
    key.starts_with(LINK)
}

/// Whether a name is one under which records keep a value of a field of a person's own.
pub fn is_own(key: &str) -> bool {
    key.starts_with(OWN)
}

/// The record that describes a field of a person's own.
pub fn own_field_id(field: &Field) -> Option<Id> {
    let id = field.key.strip_prefix(LINK).or_else(|| field.key.strip_prefix(OWN))?;
    id.parse().ok()
}

/// What stands before the id of a formula in the name of the field that says what items come to by it.
pub(super) const BY_FORMULA: &str = "score_";

/// The formula whose score a field says.
pub fn formula_id(field: &Field) -> Option<Id> {
    field.key.strip_prefix(BY_FORMULA)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    static STATE: Field = Field::new(
        "state",
        "State",
        Holds::State(&[Word::new("open", "Open", ""), Word::new("kept", "Kept", "")]),
    );
    static POWER: Field = Field::scale("power", "Power", 1, 5);
    static COST: Field = Field::new("cost", "Cost", Holds::Measure(""));
    static DUE: Field = Field::day("due", "Due");
    static EVERY: Field = Field::new("every", "Every", Holds::Number { unit: "days", least: 1, most: 999 });

    #[test]
    fn what_a_person_writes_is_read() {
        let read = |field: &Field, text: &str| field.read(text).unwrap().unwrap_or_default();
        assert_eq!(read(&STATE, " kept "), "kept");
        assert_eq!(read(&STATE, "KEP"), "kept", "the beginning of one word alone is enough");
        assert_eq!(read(&STATE, ""), Value::Null);
        assert_eq!(read(&POWER, "4"), 4);
        assert_eq!(read(&COST, "1200.5"), 120_050);
        assert_eq!(read(&DUE, "2026-11-28"), "2026-11-28");
        assert_eq!(read(&DUE, "3.12.2026"), "2026-12-03");
        assert_eq!(read(&EVERY, "14 days"), 14);
        for (field, value) in [(&STATE, "kept".into()), (&POWER, 4.into()), (&COST, 120_050.into())] {
            assert_eq!(read(field, &field.written(&value)), value, "{}", field.label);
        }
    }

    #[test]
    fn what_does_not_fit_is_said() {
        let said = |field: &Field, text: &str| field.read(text).unwrap_err().to_string();
        assert_eq!(said(&STATE, "gone"), "State: “gone” is none of Open, Kept.");
        assert_eq!(said(&POWER, "9"), "Power is a whole number from 1 to 5, and not “9”.");
        assert_eq!(said(&EVERY, "0"), "Every is a whole number from 1 to 999, and not “0”.");
        assert_eq!(said(&DUE, "2026-02-31"), "Due: “2026-02-31” is not a date (write it as 2026-11-21)");
        assert!(said(&DUE, "0000-01-01").contains("1900 to 2199"));
        assert!(said(&COST, "many").contains("many"));
    }

    #[test]
    fn a_value_of_a_file_is_checked() {
        assert!(STATE.check(&"of a later build".into()).is_ok());
        assert!(STATE.check(&3.into()).is_err());
        assert!(POWER.check(&6.into()).is_err());
        assert!(POWER.check(&"4".into()).is_err());
        assert!(DUE.check(&"9999-12-31".into()).is_err());
    }
}
