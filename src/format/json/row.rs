//! Objects as rows of a table: a heading for each member that any of them has.

use serde_json::Value;
use serde_json::value::RawValue;

use super::jira;
use super::word::{called, plain};
use super::{Object, at, text};
use crate::format::table::put;
use crate::format::{CellTable, join_list, split_list};
use crate::model::{ItemType, Pace, PaceStage, SortedMap};

/// Lists that stay such within a cell: remarks, steps and files.
const LISTS: [&str; 3] = ["comment", "checklist", "attachment"];
/// Rows that lie in a row.
const CHILDREN: [&str; 2] = ["subtasks", "children"];

/// Rows that are read, and their headings in the order they were met.
#[derive(Default)]
pub(super) struct JsonRows {
    places: SortedMap<String, usize>,
    headings: Vec<String>,
    cells: Vec<Vec<String>>,
    /// The row that is not over.
    row: Vec<String>,
}

impl JsonRows {
    /// Reads a list of objects; `names` are those that Jira gives its fields.
    pub async fn read(&mut self, list: Vec<&RawValue>, names: &Object, pace: &Pace) {
        pace.begin(PaceStage::Reading, list.len());
        // “- [ ] #12” in the text of an issue puts that under it.
        let mut above: SortedMap<String, String> = SortedMap::new();
        let first = self.cells.len();
        for raw in list {
            pace.step().await;
            let Ok(mut row) = serde_json::from_str::<Object>(raw.get()) else { continue };
            // Perceval wraps what it fetched.
            if let Some(Value::Object(inner)) = row.get_mut("data").map(Value::take) {
                row = inner;
            }
            if let Some(Value::Object(fields)) = row.get_mut("fields").map(Value::take) {
                row.remove("fields");
                row.extend(jira::fields(fields, names));
            }
            // A change of code is no work to plan.
            if ["pull_request", "merge_commit_sha", "merge_status"].iter().any(|key| row.contains_key(*key)) {
                continue;
            }
            let number = row.get("number").map(plain).unwrap_or_default();
            for child in text(&row, "body").lines().filter_map(task_of_list) {
                above.insert(child, number.clone());
            }
            self.push_with_children(row, None);
        }
        if let (Some(number), false) = (self.places.get("number").copied(), above.is_empty()) {
            let parent = self.place("Parent");
            for row in self.cells.iter_mut().skip(first) {
                let Some(number) = row.get(number).and_then(|number| above.get(number)) else { continue };
                put(row, parent, number.clone());
            }
        }
    }

    fn push_with_children(&mut self, mut row: Object, parent: Option<&Value>) {
        if let Some(parent) = parent {
            row.insert("parent".into(), parent.clone());
        }
        let key = ["gid", "id"].iter().find_map(|key| row.get(*key)).cloned();
        let children = CHILDREN.iter().filter_map(|name| row.remove(*name)).collect::<Vec<_>>();
        self.push(row);
        let children = children.into_iter().filter_map(|children| match children {
            Value::Array(children) => Some(children),
            _ => None,
        });
        for child in children.flatten() {
            if let Value::Object(child) = child {
                self.push_with_children(child, key.as_ref());
            }
        }
    }

    /// Adds a row; its members are its cells.
    fn push(&mut self, mut row: Object) {
        // Of several numbers the one people see is the key.
        if ["key", "iid", "number", "gid"].iter().any(|key| row.contains_key(*key)) {
            row.remove("id");
        }
        self.begin();
        let section = row.remove("memberships").and_then(|all| Some(called(at(all.get(0)?, "section"))));
        self.put("Section", section.unwrap_or_default());
        let due = ["due_on", "due_date", "dueOn"].iter().find_map(|key| row.get("milestone")?.get(*key));
        self.put("Milestone due date", due.map(called).unwrap_or_default());
        if row.get("completed").and_then(Value::as_bool) == Some(true) {
            self.put("Status category", "Done".to_owned());
        }
        for (name, value) in row {
            let cell = match &value {
                _ if is_technical(&name) => continue,
                Value::Array(_) if LISTS.iter().any(|of| name.to_lowercase().starts_with(of)) => {
                    value.as_array().map(|list| self.list(list.clone())).unwrap_or_default()
                }
                Value::Array(list) => join_list(list.iter().map(called).filter(|name| !name.is_empty())),
                // How many there are is not what they say.
                Value::Number(_) if name == "comments" => continue,
                Value::Object(it) if text(it, "type") == "doc" => jira::prose(&value),
                value => called(value),
            };
            self.put(&name, cell);
        }
        self.end();
    }

    /// A row begins.
    pub fn begin(&mut self) {
        self.row = vec![String::new(); self.headings.len()];
    }

    /// A cell of the row, by its heading; nothing is none.
    pub fn put(&mut self, heading: &str, cell: String) {
        if cell.is_empty() {
            return;
        }
        let place = self.place(heading);
        put(&mut self.row, place, cell);
    }

    /// The row is over.
    pub fn end(&mut self) {
        // Where nothing says the type, a label may.
        if self.said(["Type", "type", "issuetype"]).is_empty() {
            let labels = split_list(self.said(["Labels", "labels", "Tags"]));
            let kind = labels.iter().find_map(|label| ItemType::recognise(label));
            self.put("Type", kind.map(|kind| kind.name().to_owned()).unwrap_or_default());
        }
        self.cells.push(std::mem::take(&mut self.row));
    }

    /// What the row says under the first of these headings that there is.
    fn said(&self, headings: [&str; 3]) -> &str {
        let place = headings.iter().find_map(|heading| self.places.get(*heading));
        place.and_then(|place| self.row.get(*place)).map_or("", String::as_str)
    }

    /// Remarks, steps and files as a cell, which has a reader of its own.
    pub fn list(&self, list: Vec<Value>) -> String {
        if list.is_empty() { String::new() } else { Value::from(list).to_string() }
    }

    fn place(&mut self, heading: &str) -> usize {
        if let Some(place) = self.places.get(heading) {
            return *place;
        }
        self.places.insert(heading.to_owned(), self.headings.len());
        self.headings.push(heading.to_owned());
        self.headings.len() - 1
    }

    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The headings, and the rows under them.
    pub fn into_table(self) -> CellTable {
        let rows = std::iter::once(&self.headings).chain(&self.cells);
        CellTable::of_rows(rows.map(|row| row.iter().map(String::as_str)))
    }
}

/// Addresses and numbers that only the tool itself needs.
fn is_technical(name: &str) -> bool {
    let is_address = (name.ends_with("_url") || name.ends_with("Url")) && name != "html_url";
    is_address
        || ["node_id", "url", "self", "locked", "reactions", "permalink_url", "resource_type"].contains(&name)
}

/// The number of the issue that a line of a list of tasks names.
fn task_of_list(line: &str) -> Option<String> {
    let rest = line.trim_start().trim_start_matches(['-', '*']).trim_start();
    let rest = rest.strip_prefix("[ ] #").or_else(|| rest.strip_prefix("[x] #"))?;
    let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..end).filter(|number| !number.is_empty()).map(str::to_owned)
}
