//! JSON of other tools as lists: an object a row, its members the cells.
//!
//! Members keep their names, which are known like the headings of a list; what boards, backlogs and issues of a tool say
//! in its own way is said over by that tool's file here first. Of a large file one row is read at a time.

mod jira;
mod row;
mod taiga;
mod trello;
mod word;

use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::{Sheet, SheetError};
use crate::model::Pace;
use crate::model::kind::Kind;
use row::JsonRows;

/// An object of JSON as it is read and written.
type Object = Map<String, Value>;

/// Lists lie under these names, in files that hold more than a list.
const LISTS: [&str; 9] =
    ["issues", "data", "items", "tasks", "nodes", "results", "records", "stories", "features"];

/// Reads the JSON of another tool; none where it holds no list of objects.
pub async fn read_json(
    text: &str,
    page: Option<&'static Kind>,
    pace: &Pace,
) -> Option<Result<Sheet, SheetError>> {
    let text = text.trim_start_matches('\u{FEFF}');
    let members = Members::read(text);
    let mut rows = JsonRows::default();
    let tool = match &members {
        Some(board) if board.has("cards") && board.has("lists") => {
            trello::read(board, &mut rows, pace).await;
            "Trello board"
        }
        Some(dump) if dump.has("user_stories") => {
            taiga::read(dump, &mut rows, pace).await;
            "Taiga project"
        }
        Some(other) => {
            let list =
                LISTS.iter().find_map(|name| elements(other.get(name)?).filter(|list| !list.is_empty()))?;
            let names = other.get("names").and_then(|names| serde_json::from_str(names.get()).ok());
            rows.read(list, &names.unwrap_or_default(), pace).await;
            if list_is_jira(other) { "Jira issues" } else { "JSON" }
        }
        None => {
            rows.read(serde_json::from_str(text).ok()?, &Object::new(), pace).await;
            "JSON"
        }
    };
    (!rows.is_empty()).then(|| {
        let mut sheet = Sheet::of_table(rows.into_table(), 0, tool, page)?;
        sheet.set_heading(Some(1));
        Ok(sheet)
    })
}

fn list_is_jira(other: &Members<'_>) -> bool {
    other.has("startAt") || other.has("expand") || other.has("nextPageToken")
}

/// The elements of a list, unread.
fn elements(raw: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(raw.get()).ok()
}

/// The objects of a list, one read at a time.
fn objects<'a>(members: &Members<'a>, name: &str) -> impl Iterator<Item = Object> + use<'a> {
    let list = members.get(name).and_then(elements).unwrap_or_default();
    list.into_iter().filter_map(|raw| serde_json::from_str(raw.get()).ok())
}

/// The text of a member, or nothing.
fn text<'a>(object: &'a Object, name: &str) -> &'a str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// What lies under a name, or nothing.
fn at<'a>(value: &'a Value, name: &str) -> &'a Value {
    value.get(name).unwrap_or(&Value::Null)
}

/// Whether a member says yes.
fn is_true(object: &Object, name: &str) -> bool {
    object.get(name).and_then(Value::as_bool) == Some(true)
}

/// The members of an object, their values unread.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'a> Members<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let mut reader = serde_json::Deserializer::from_str(text);
        let members = (&mut reader).deserialize_map(MembersVisitor).ok()?;
        reader.end().ok().map(|()| members)
    }

    fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| *value)
    }

    fn has(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| value.get().starts_with(['[', '{', '"', '0']))
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}
