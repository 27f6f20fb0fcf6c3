//! What the value of a described field is on a list: in a cell, as an answer to a filter, in an order.

use crate::model::kind::{Field, GONE_CHOICE, Holds, Word, is_own};
use crate::model::{Day, Id, sort_key, sorted_names};
use crate::workspace::{Tables, Values};

use super::cell::{Cell, Token};

/// How many letters of a prose stand in a cell.
const PROSE_MOST: usize = 120;

/// By what records are sorted: a number, and words where numbers are the same.
pub type Key = Option<(i64, String)>;

/// A word of a field, with its sign; one that is not known as it is written.
pub fn word_cell(field: &Field, key: &str) -> Cell {
    let shown = |word: &Word| Cell::Word(word.glyph, word.name.to_owned(), word.is_warning);
    match field.word(key) {
        Some(word) => shown(word),
        None if is_own(field.key) && !key.is_empty() => shown(&GONE_CHOICE),
        None => Cell::Text(key.to_owned()),
    }
}

/// What stands in the cell of a field that is written.
pub fn value_cell(tables: &Tables, values: Values<'_>, field: &Field) -> Cell {
    match field.holds {
        Holds::Choice(_) | Holds::State(_) => word_cell(field, values.words(field)),
        Holds::Day | Holds::Due => values.day(field).map_or(Cell::Text(String::new()), Cell::Day),
        Holds::Prose => {
            let first = values.words(field).lines().find(|line| !line.trim().is_empty());
            Cell::Text(first.unwrap_or_default().chars().take(PROSE_MOST).collect())
        }
        Holds::Link(_) | Holds::Links(_) => Cell::Text(names(tables, values.linked(field)).join(", ")),
        Holds::Rows(_) | Holds::Log(_) => {
            let rows = values.rows(field).len();
            Cell::Text(if rows == 0 { String::new() } else { rows.to_string() })
        }
        _ => Cell::Text(values.value(field).map(|value| field.written(value)).unwrap_or_default()),
    }
}

/// What records are called, in the order a person looks for them.
pub fn names(tables: &Tables, named: Vec<(&str, Id)>) -> Vec<String> {
    let title = |(table, id): (&str, Id)| tables.any(table)?.title(id).map(str::to_owned);
    sorted_names(named.into_iter().filter_map(title).collect())
}

/// Each value there is of a field that is written, or that there is none.
pub fn value_tokens(values: Values<'_>, field: &Field) -> Vec<Token<'static>> {
    let word = |text: String| vec![Token::Word(text.into())];
    let written = match field.holds {
        Holds::Link(_) | Holds::Links(_) => {
            let linked = values.linked(field);
            if linked.is_empty() {
                return vec![Token::None];
            }
            return linked.into_iter().map(|(_, id)| Token::Record(id)).collect();
        }
        // Days are put together by their months.
        Holds::Day => values.day(field).map(month_of).unwrap_or_default(),
        Holds::Number { .. } | Holds::Scale(..) | Holds::Measure(_) => {
            values.number(field).map(|number| number.to_string()).unwrap_or_default()
        }
        _ => values.words(field).to_owned(),
    };
    if written.is_empty() { vec![Token::None] } else { word(written) }
}

/// The month of a day: `2026-11`.
fn month_of(day: Day) -> String {
    day.to_string().chars().take(7).collect()
}

/// By what a field that is written is sorted.
pub fn value_key(tables: &Tables, values: Values<'_>, field: &Field) -> Key {
    match field.holds {
        Holds::Choice(_) | Holds::State(_) => word_key(field, values.words(field)),
        Holds::Day | Holds::Due => day_key(values.day(field)),
        Holds::Number { .. } | Holds::Scale(..) | Holds::Measure(_) => number_key(values.number(field)),
        Holds::Link(_) | Holds::Links(_) => text_key(&names(tables, values.linked(field)).join(", ")),
        _ => text_key(values.words(field)),
    }
}

/// The place of a word among those of its field.
pub fn word_key(field: &Field, key: &str) -> Key {
    let place = field.choices().iter().position(|word| word.key == key);
    place.map(|place| (place as i64, String::new()))
}

/// The order of days.
pub fn day_key(day: Option<Day>) -> Key {
    day.map(|day| (i64::from(Day::first().days_until(day)), String::new()))
}

/// The order of numbers.
pub fn number_key(number: Option<i64>) -> Key {
    number.map(|number| (number, String::new()))
}

/// The order of words; none of no words.
pub fn text_key(text: &str) -> Key {
    (!text.is_empty()).then(|| (0, sort_key(text)))
}
