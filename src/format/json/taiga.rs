//! A project of Taiga: epics, stories, tasks and issues, each known by its number in the project.

use serde_json::{Value, json};

use super::row::{Rows, called};
use super::{Members, Object, at, objects, text};
use crate::model::{Pace, SortedMap, in_order_of};

/// What Taiga calls a member, and the heading it stands under.
const HEADINGS: [(&str, &str); 14] = [
    ("ref", "ID"),
    ("subject", "Title"),
    ("description", "Description"),
    ("status", "Status"),
    ("milestone", "Sprint"),
    ("tags", "Tags"),
    ("assigned_to", "Assigned to"),
    ("due_date", "Due date"),
    ("created_date", "Created"),
    ("finish_date", "Completed"),
    ("finished_date", "Completed"),
    ("modified_date", "Updated"),
    ("priority", "Priority"),
    ("severity", "Severity"),
];

pub(super) async fn read(dump: &Members<'_>, rows: &mut Rows, pace: &Pace) {
    let points: SortedMap<String, f64> = objects(dump, "points")
        .filter_map(|it| Some((text(&it, "name").to_owned(), it.get("value")?.as_f64()?)))
        .collect();
    let sprints: SortedMap<String, Object> =
        objects(dump, "milestones").map(|it| (text(&it, "name").to_owned(), it)).collect();
    let mut closed: SortedMap<String, bool> = SortedMap::new();
    for table in ["epic_statuses", "us_statuses", "task_statuses", "issue_statuses"] {
        closed.extend(
            objects(dump, table)
                .map(|it| (text(&it, "name").to_owned(), it.get("is_closed") == Some(&json!(true)))),
        );
    }
    let mut epics: SortedMap<String, Value> = SortedMap::new();
    let tables = [("epics", "Epic"), ("user_stories", "Story"), ("tasks", "Task"), ("issues", "Issue")];
    for (table, kind) in tables {
        let order = |it: &Object| {
            let order =
                ["backlog_order", "us_order", "epics_order"].iter().find_map(|key| it.get(*key)?.as_i64());
            order.unwrap_or(0)
        };
        for it in in_order_of(objects(dump, table).collect(), order) {
            pace.breathe().await;
            let number = it.get("ref").cloned().unwrap_or_default();
            for story in it.get("related_user_stories").and_then(Value::as_array).into_iter().flatten() {
                epics.insert(called(at(story, "user_story")), number.clone());
            }
            let mut row = Object::new();
            let mut add = |heading: &str, value: Value| drop(row.insert(heading.to_owned(), value));
            for (name, heading) in HEADINGS {
                if let Some(value) = it.get(name).filter(|value| !value.is_null()) {
                    add(heading, value.clone());
                }
            }
            add("Type", if kind == "Issue" { json!(text(&it, "type")) } else { json!(kind) });
            let above = it.get("user_story").cloned().or_else(|| epics.get(&called(&number)).cloned());
            add("Parent", above.unwrap_or_default());
            if closed.get(text(&it, "status")) == Some(&true) {
                add("Status category", json!("Done"));
            }
            if it.get("is_blocked") == Some(&json!(true)) {
                let why = text(&it, "blocked_note");
                add("Blocked", json!(if why.is_empty() { "yes" } else { why }));
            }
            let sizes = it.get("role_points").and_then(Value::as_array).into_iter().flatten();
            let sizes: Vec<f64> =
                sizes.filter_map(|it| points.get(at(it, "points").as_str()?).copied()).collect();
            if !sizes.is_empty() {
                add("Estimate", json!(tenths(sizes.iter().sum())));
            }
            if let Some(sprint) = sprints.get(text(&it, "milestone")) {
                add("Sprint start", sprint.get("estimated_start").cloned().unwrap_or_default());
                add("Sprint end", sprint.get("estimated_finish").cloned().unwrap_or_default());
            }
            add("Comments", remarks(&it).into());
            rows.push(row);
        }
    }
}

fn remarks(it: &Object) -> Vec<Value> {
    let history = it.get("history").and_then(Value::as_array).into_iter().flatten();
    let said = history.filter(|entry| at(entry, "comment").as_str().is_some_and(|words| !words.is_empty()));
    let remark = |entry: &Value| {
        // A user is a mail address and a name.
        let by = at(entry, "user").get(1).or(at(entry, "user").get(0)).map(called);
        json!({ "text": at(entry, "comment"), "by": by, "date": at(entry, "created_at") })
    };
    said.map(remark).collect()
}

/// A sum of points with one decimal at most.
fn tenths(sum: f64) -> String {
    let tenths = (sum * 10.0).round() as i64;
    format!("{}.{}", tenths / 10, tenths % 10)
}
