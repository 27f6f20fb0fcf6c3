//! What has to be done before a launch, and what somebody is to do after a meeting: how much of it is done, and what is due.

use serde_json::Value;

use crate::model::kind::{
    ACTION_BY, ACTION_DONE, ACTION_TEXT, ACTIONS, FUNCTION, Field, LAUNCH_ON, LAUNCH_STATE, LAUNCH_TASKS,
    LAUNCHES, MEETINGS, ONE_ON_ONES, SKILL_PLAN, SKILLS, TALK_GOALS, TASK_BEFORE, TASK_DONE, TASK_TEXT,
    row_id,
};
use crate::model::{Day, Id, RecordRef, in_order_of};
use crate::workspace::{Described, Tables, Values};

/// Something to do before a launch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaunchTask {
    /// The row.
    pub id: Id,
    /// What.
    pub text: String,
    /// Which function does it, by the key of its word; empty where none is said.
    pub function: String,
    /// By when, where the launch has its day.
    pub by: Option<Day>,
    /// Whether it is done.
    pub is_done: bool,
}

/// The tasks of a launch in the order of their days.
pub fn tasks_of(launch: &Described) -> Vec<LaunchTask> {
    let on = launch.day(&LAUNCH_ON);
    let rows = launch.rows(&LAUNCH_TASKS);
    let task = |row: &&crate::workspace::Fields| {
        let values = Values(row);
        let before = values.number(&TASK_BEFORE).and_then(|days| i32::try_from(days).ok()).unwrap_or(0);
        Some(LaunchTask {
            id: row_id(row)?,
            text: values.words(&TASK_TEXT).to_owned(),
            function: values.words(&FUNCTION).to_owned(),
            by: on.map(|on| on.plus(-before)),
            is_done: !values.words(&TASK_DONE).is_empty(),
        })
    };
    in_order_of(rows.iter().filter_map(task).collect(), |task: &LaunchTask| task.by)
}

/// The tasks of a launch by the function that does them, in the order of functions; those of nobody last.
pub fn lanes_of(launch: &Described) -> Vec<(&'static str, Vec<LaunchTask>)> {
    let words = FUNCTION.choices().iter().map(|word| (word.key, word.name)).chain([("", "Nobody yet")]);
    let tasks = tasks_of(launch);
    let lane = |(key, name): (&'static str, &'static str)| {
        let of_it: Vec<LaunchTask> = tasks.iter().filter(|task| task.function == key).cloned().collect();
        (!of_it.is_empty()).then_some((name, of_it))
    };
    words.filter_map(lane).collect()
}

/// How many tasks of a launch are done, and how many there are; none without any.
pub fn readiness(launch: &Described) -> Option<(usize, usize)> {
    done_of(launch, &LAUNCH_TASKS)
}

/// How many rows of a record are done, and how many there are; none without any.
pub fn done_of(record: &Described, rows: &Field) -> Option<(usize, usize)> {
    let rows = record.rows(rows);
    let done = rows.iter().filter(|row| !Values(row).words(&TASK_DONE).is_empty()).count();
    (!rows.is_empty()).then_some((done, rows.len()))
}

/// What is to be done by today or was to be before, for launches, after meetings and talks, and for skills: the record, what, and days since.
pub fn tasks_due(tables: &Tables, product: Id, today: Day) -> Vec<(RecordRef, String, i32)> {
    let mut due = Vec::new();
    for launch in tables.described_of(&LAUNCHES, product) {
        if launch.words(&LAUNCH_STATE) == "reviewed" {
            continue;
        }
        let record = RecordRef { table: LAUNCHES.table, id: launch.meta.id };
        for task in tasks_of(launch).into_iter().filter(|task| !task.is_done) {
            let days = task.by.map(|by| by.days_until(today)).filter(|days| *days >= 0);
            due.extend(days.map(|days| (record, task.text, days)));
        }
    }
    let to_do = [(&MEETINGS, &ACTIONS), (&SKILLS, &SKILL_PLAN), (&ONE_ON_ONES, &TALK_GOALS)];
    let all = to_do.into_iter().flat_map(|(kind, rows)| {
        tables.described_of(kind, product).into_iter().map(move |kept| (kind, rows, kept))
    });
    for (kind, rows, kept) in all {
        let record = RecordRef { table: kind.table, id: kept.meta.id };
        for row in kept.rows(rows) {
            let values = Values(row);
            let by = values.day(&ACTION_BY).filter(|_| values.words(&ACTION_DONE).is_empty());
            let days = by.map(|by| by.days_until(today)).filter(|days| *days >= 0);
            let text = row.get(ACTION_TEXT.key).and_then(Value::as_str).unwrap_or_default();
            due.extend(days.map(|days| (record, text.to_owned(), days)));
        }
    }
    due
}
