//! A project of Taiga: epics, stories, tasks and issues, each known by its number in the project.

use serde_json::Value;

use super::row::JsonRows;
use super::word::{called, remark};
use super::{Members, Object, at, is_true, objects, text};
use crate::format::join_list;
use crate::model::{Pace, SortedMap, in_order_of};

/// What Taiga calls a member, and the heading it stands under.
const HEADINGS: [(&str, &str); 13] = [
    ("ref", "ID"),
    ("subject", "Title"),
    ("description", "Description"),
    ("status", "Status"),
    ("milestone", "Sprint"),
    ("assigned_to", "Assigned to"),
    ("due_date", "Due date"),
    ("created_date", "Created"),
    ("finish_date", "Completed"),
    ("finished_date", "Completed"),
    ("modified_date", "Updated"),
    ("priority", "Priority"),
    ("severity", "Severity"),
];

/// What a project says beside its work, by name.
struct Project {
    /// In tenths.
    points: SortedMap<String, i64>,
    sprints: SortedMap<String, Object>,
    /// Whether nothing more is done in a state.
    over: SortedMap<String, bool>,
    /// The epics of stories, by number.
    epics: SortedMap<String, String>,
}

pub(super) async fn read(dump: &Members<'_>, rows: &mut JsonRows, pace: &Pace) {
    let named = |it: &Object| text(it, "name").to_owned();
    let tenths = |it: &Object| Some((it.get("value")?.as_f64()? * 10.0).round() as i64);
    let states = ["epic_statuses", "us_statuses", "task_statuses", "issue_statuses"];
    let states = states.into_iter().flat_map(|table| objects(dump, table));
    let mut project = Project {
        points: objects(dump, "points").filter_map(|it| Some((named(&it), tenths(&it)?))).collect(),
        sprints: objects(dump, "milestones").map(|it| (named(&it), it)).collect(),
        over: states.map(|it| (named(&it), is_true(&it, "is_closed"))).collect(),
        epics: SortedMap::new(),
    };
    for (table, kind) in [("epics", "Epic"), ("user_stories", "Story"), ("tasks", "Task"), ("issues", "")] {
        let order = |it: &Object| {
            let order =
                ["backlog_order", "us_order", "epics_order"].iter().find_map(|key| it.get(*key)?.as_i64());
            order.unwrap_or(0)
        };
        for it in in_order_of(objects(dump, table).collect(), order) {
            pace.breathe().await;
            project.push(&it, kind, rows);
        }
    }
}

impl Project {
    fn push(&mut self, it: &Object, kind: &str, rows: &mut JsonRows) {
        let list = |name: &str| it.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let number = it.get("ref").map(called).unwrap_or_default();
        for story in list("related_user_stories") {
            self.epics.insert(called(at(story, "user_story")), number.clone());
        }
        rows.begin();
        for (name, heading) in HEADINGS {
            if let Some(value) = it.get(name).filter(|value| !value.is_null()) {
                rows.put(heading, called(value));
            }
        }
        let above = it.get("user_story").map(called).or_else(|| self.epics.get(&number).cloned());
        rows.put("Parent", above.unwrap_or_default());
        rows.put("Type", if kind.is_empty() { text(it, "type") } else { kind }.to_owned());
        // A tag may have a colour beside it.
        let tag = |tag: &Value| called(tag.get(0).unwrap_or(tag));
        rows.put("Tags", join_list(list("tags").iter().map(tag)));
        if self.over.get(text(it, "status")) == Some(&true) {
            rows.put("Status category", "Done".to_owned());
        }
        if is_true(it, "is_blocked") {
            let why = text(it, "blocked_note");
            rows.put("Blocked", if why.is_empty() { "yes" } else { why }.to_owned());
        }
        let sizes = list("role_points").iter().filter_map(|it| self.points.get(at(it, "points").as_str()?));
        let sizes: Vec<i64> = sizes.copied().collect();
        if !sizes.is_empty() {
            let sum: i64 = sizes.iter().sum();
            rows.put("Estimate", format!("{}.{}", sum / 10, sum % 10));
        }
        if let Some(sprint) = self.sprints.get(text(it, "milestone")) {
            rows.put("Sprint start", text(sprint, "estimated_start").to_owned());
            rows.put("Sprint end", text(sprint, "estimated_finish").to_owned());
        }
        let said =
            list("history").iter().filter(|it| at(it, "comment").as_str().is_some_and(|it| !it.is_empty()));
        let remarks = said.map(|it| {
            // A user is a mail address and a name.
            let user = at(it, "user");
            let by = user.get(1).or(user.get(0)).map(called).unwrap_or_default();
            remark(&called(at(it, "comment")), &by, &called(at(it, "created_at")))
        });
        let remarks = remarks.collect();
        let remarks = rows.list(remarks);
        rows.put("Comments", remarks);
        rows.end();
    }
}
