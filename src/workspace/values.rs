//! The fields of a record read as their descriptions say, and the links in them.

use serde_json::Value;

use super::delta::Fields;
use super::known::known_table;
use crate::model::kind::{Field, Holds, Kind, is_own, is_own_link, rows_of};
use crate::model::{Day, Id, Link, fold, read_link};

/// The fields of a record, read as their descriptions say.
#[derive(Clone, Copy, Debug)]
pub struct Values<'a>(pub &'a Fields);

impl<'a> Values<'a> {
    /// The value of a field.
    pub fn value(self, field: &Field) -> Option<&'a Value> {
        self.0.get(field.key)
    }

    /// The text of a field; empty where nothing is written. Of a state, its first word.
    pub fn words(self, field: &Field) -> &'a str {
        match (self.value(field).and_then(Value::as_str).unwrap_or_default(), field.holds) {
            ("", Holds::State(words)) => words.first().map_or("", |word| word.key),
            (text, _) => text,
        }
    }

    /// The number of a field.
    pub fn number(self, field: &Field) -> Option<i64> {
        self.value(field)?.as_i64()
    }

    /// The day of a field.
    pub fn day(self, field: &Field) -> Option<Day> {
        self.value(field)?.as_str()?.parse().ok()
    }

    /// The rows of a field, in their order.
    pub fn rows(self, field: &Field) -> Vec<&'a Fields> {
        rows_of(self.0, field)
    }

    /// The records a field names.
    pub fn linked(self, field: &Field) -> Vec<(&'a str, Id)> {
        links_in(self.0, field)
    }
}

/// The records a field of a record or of a row names.
pub fn links_in<'a>(fields: &'a Fields, field: &Field) -> Vec<(&'a str, Id)> {
    match fields.get(field.key) {
        Some(Value::String(text)) => read_link(text).into_iter().collect(),
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).filter_map(read_link).collect(),
        _ => Vec::new(),
    }
}

/// Hears every link in these fields, those of rows among them, with the field of the record that holds it.
pub(super) fn each_link(fields: &Fields, of: &[&'static Field], hear: &mut dyn FnMut(Link)) {
    for field in of {
        match field.holds {
            Holds::Link(_) | Holds::Links(_) => {
                for (table, id) in links_in(fields, field) {
                    if let Some(table) = known_table(table) {
                        hear(Link { field: field.key, table, id });
                    }
                }
            }
            Holds::Rows(inner) => {
                let mut hear_row = |link: Link| hear(Link { field: field.key, ..link });
                for row in rows_of(fields, field) {
                    each_link(row, inner, &mut hear_row);
                }
            }
            _ => {}
        }
    }
}

/// Changes the links of a record with a type of its own, which its description reads.
fn each_built_link(kind: &Kind, fields: &mut Fields, change: impl Fn(&str, &str) -> String) {
    for field in kind.fields {
        let (Holds::Link([table]) | Holds::Links([table])) = field.holds else { continue };
        let change = |value: &mut Value| {
            if let Some(text) = value.as_str() {
                *value = change(table, text).into();
            }
        };
        match fields.get_mut(field.key) {
            Some(Value::Array(all)) => all.iter_mut().for_each(change),
            Some(one) => change(one),
            None => {}
        }
    }
}

/// Where a type has the id of what it names, a description has the table with it.
pub fn say_tables(kind: &Kind, fields: &mut Fields) {
    each_built_link(kind, fields, |table, id| format!("{table}/{id}"));
}

/// The way back: the type knows the table.
pub fn leave_out_tables(kind: &Kind, fields: &mut Fields) {
    each_built_link(kind, fields, |_, link| link.rsplit('/').next().unwrap_or(link).to_owned());
}

/// What the links of a person's own fields are called in sentences and repairs.
const OWN_LINKS: &str = "own field";

/// The links in fields a person added.
pub(super) fn own_links(fields: &Fields) -> Vec<Link> {
    let kept = fields.iter().filter(|(key, _)| is_own_link(key));
    let link = |(_, value): (&String, &Value)| {
        let (table, id) = read_link(value.as_str()?)?;
        Some(Link { field: OWN_LINKS, table: known_table(table)?, id })
    };
    kept.filter_map(link).collect()
}

/// Whether a word, already folded, stands in a field a person added.
pub(super) fn own_contains(fields: &Fields, needle: &str) -> bool {
    let kept = fields.iter().filter(|(key, _)| is_own(key) && !is_own_link(key));
    kept.filter_map(|(_, value)| value.as_str()).any(|text| fold(text).contains(needle))
}

/// Takes every link to a record out of the fields a person added.
pub(super) fn forget_own_links(fields: &mut Fields, target: Id) {
    let is_it = |value: &Value| value.as_str().and_then(read_link).is_some_and(|(_, id)| id == target);
    fields.retain(|key, value| !(is_own_link(key) && is_it(value)));
}

/// Takes every link to a record out of these fields; a row that is nothing but the link goes with it.
pub(super) fn forget_links(fields: &mut Fields, target: Id) {
    let ending = format!("/{target}");
    let is_it = |value: &Value| value.as_str().is_some_and(|text| text.ends_with(&ending));
    fields.retain(|_, value| !is_it(value));
    for value in fields.values_mut().filter_map(Value::as_array_mut) {
        value.retain(|element| !is_it(element));
        value.iter_mut().filter_map(Value::as_object_mut).for_each(|row| forget_links(row, target));
    }
    // A list without elements is not written.
    fields.retain(|_, value| !value.as_array().is_some_and(Vec::is_empty));
}
