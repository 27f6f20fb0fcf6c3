//! Values of JSON as words, and words as values.

use serde_json::Value;

use super::Object;

/// Members by which an object within a row is called.
const NAMES: [&str; 10] =
    ["name", "displayName", "fullName", "full_name", "title", "login", "username", "value", "section", "key"];

/// What a value is called: itself, or the name of an object.
pub(super) fn called(value: &Value) -> String {
    match value {
        Value::Object(it) => NAMES.iter().find_map(|name| it.get(*name)).map(called).unwrap_or_default(),
        value => plain(value),
    }
}

/// A value that is no object, as a cell has it.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(is_so) => (if *is_so { "yes" } else { "no" }).to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// A remark, as a cell of remarks keeps it.
pub(super) fn remark(text: &str, by: &str, when: &str) -> Value {
    let mut members = Object::new();
    for (name, value) in [("text", text), ("by", by), ("date", when)] {
        members.insert(name.to_owned(), value.into());
    }
    Value::Object(members)
}
