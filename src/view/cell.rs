//! What stands in a list: rows, what is in a cell of one, and one answer to a filter.

use std::borrow::Cow;

use super::glyph::type_glyph;
use crate::model::{Day, Id, Instant, ItemType};

/// Everything a row shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// The item, or the record of a described kind.
    pub id: Id,
    /// Its key, `SPK-12`; empty where the kind has none.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The address it opens at.
    pub href: String,
    /// Its type, of an item.
    pub kind: Option<ItemType>,
    /// Its state's id.
    pub status: String,
    /// Its state's name.
    pub status_name: String,
    /// Whether it waits for something: that is drawn over its state.
    pub is_blocked: bool,
    /// The glyph of its state, or of what is drawn over it.
    pub status_glyph: &'static str,
    /// Its labels by name, in the order of their names.
    pub labels: Vec<String>,
    /// Its estimate in points.
    pub estimate: Option<String>,
}

impl ListRow {
    /// A row with a title and nothing else.
    pub fn new(id: Id, title: String) -> Self {
        Self {
            id,
            key: String::new(),
            title,
            href: String::new(),
            kind: None,
            status: String::new(),
            status_name: String::new(),
            is_blocked: false,
            status_glyph: "",
            labels: Vec::new(),
            estimate: None,
        }
    }

    /// The glyph of its type.
    pub fn glyph(&self) -> &'static str {
        self.kind.map_or("", type_glyph)
    }

    /// What it is called in a sentence: its key, else its title.
    pub fn said(&self) -> &str {
        if self.key.is_empty() { &self.title } else { &self.key }
    }

    /// The word for its state where there is room for one.
    pub fn status_word(&self) -> &str {
        if self.is_blocked { "Blocked" } else { &self.status_name }
    }

    /// All there is to say of its state: “Doing, blocked”.
    pub fn status_words(&self) -> String {
        if self.is_blocked { format!("{}, blocked", self.status_name) } else { self.status_name.clone() }
    }
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// The glyph and the word of its state, which the row knows.
    Status,
    /// The number and the name of its goal.
    Goal(Option<(u32, String)>),
    /// Words or a number; empty for none.
    Text(String),
    /// A word with a glyph, and whether it needs care.
    Word(&'static str, String, bool),
    /// A civil date.
    Day(Day),
    /// A moment.
    At(Instant),
    /// The time since a moment, and whether it was spent blocked.
    Since(Instant, bool),
}

/// How what is no word is written.
#[derive(Clone, Copy, Debug)]
pub struct Wording {
    /// A civil date.
    pub day: fn(Day) -> String,
    /// A moment.
    pub moment: fn(Instant) -> String,
    /// The time since a moment: “12 d”.
    pub age: fn(Instant) -> String,
}

impl Cell {
    /// What stands in it, in words: the state of its row, a goal by its name; moments and ages as they are written.
    pub fn words(self, row: &ListRow, wording: Wording) -> String {
        match self {
            Self::Status => row.status_words(),
            Self::Goal(goal) => goal.map(|(_, name)| name).unwrap_or_default(),
            Self::Text(text) | Self::Word(_, text, _) => text,
            Self::Day(day) => (wording.day)(day),
            Self::At(at) => (wording.moment)(at),
            Self::Since(since, _) => (wording.age)(since),
        }
    }
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Token<'a> {
    /// A word of the facet's own: a state, a type, a number of points.
    Word(Cow<'a, str>),
    /// A record.
    Record(Id),
    /// There is none.
    None,
}
