//! What the lists of launches and outcome checks come to.

use leptos::prelude::*;

use crate::analysis::{check_state, check_verdict, tasks_of};
use crate::browser::{self, day_text};
use crate::model::kind::{FUNCTION, LAUNCH_STATE, LAUNCHES, OUTCOME_CHECKS};
use crate::model::{RecordRef, in_order_of};
use crate::ui::app::use_app;
use crate::ui::component::{TableCell, brief, read_table};

/// So many open tasks are shown.
const TASKS_MOST: usize = 12;

/// What each function still has to do for a launch, what is due first.
#[component]
pub fn LaunchesBrief() -> impl IntoView {
    let app = use_app();
    move || {
        app.track_content();
        let product = app.product.get()?;
        let today = browser::today();
        let open = app.read(|workspace| {
            let launches = workspace.tables().described_of(&LAUNCHES, product).into_iter();
            let ahead = launches.filter(|it| it.words(&LAUNCH_STATE) != "reviewed");
            let tasks = ahead.flat_map(|it| {
                let record = RecordRef { table: LAUNCHES.table, id: it.meta.id };
                let name = it.name().to_owned();
                tasks_of(it)
                    .into_iter()
                    .filter(|task| !task.is_done)
                    .map(move |task| (record, name.clone(), task))
            });
            tasks.collect::<Vec<_>>()
        });
        if open.is_empty() {
            return None;
        }
        let mut by_function: Vec<String> = Vec::new();
        for word in FUNCTION.choices() {
            let number = open.iter().filter(|(_, _, task)| task.function == word.key).count();
            if number > 0 {
                by_function.push(format!("{} {number}", word.name.to_lowercase()));
            }
        }
        let over = open.iter().filter(|(_, _, task)| task.by.is_some_and(|by| by < today)).count();
        let heading = match over {
            0 => format!("{} to do, none over its day", open.len()),
            over => format!("{} to do, {over} over their day", open.len()),
        };
        let open = in_order_of(open, |(_, _, task)| task.by);
        let rows = open.into_iter().take(TASKS_MOST).map(|(record, name, task)| {
            let function = FUNCTION.word(&task.function).map_or("", |word| word.name);
            let by = task.by.map(day_text).unwrap_or_default();
            vec![
                TableCell::record(task.text, record),
                TableCell::words(function),
                TableCell::words(name),
                TableCell::number(by),
            ]
        });
        let rows = rows.collect();
        Some(view! {
            {brief("Launches", heading, format!("By function: {}.", by_function.join(", ")))}
            {read_table("Open tasks by day", &["Task", "Function", "Launch", "By"], rows)}
        })
    }
}

/// How many bets worked.
#[component]
pub fn ChecksBrief() -> impl IntoView {
    let app = use_app();
    move || {
        app.track_content();
        let product = app.product.get()?;
        let today = browser::today();
        let verdicts: Vec<(&str, &str)> = app.read(|workspace| {
            let tables = workspace.tables();
            let all = tables.described_of(&OUTCOME_CHECKS, product).into_iter();
            all.map(|it| (check_verdict(tables, it, today), check_state(it))).collect()
        });
        let number = |key: &str| verdicts.iter().filter(|(verdict, _)| *verdict == key).count();
        let [yes, mostly, no] = ["yes", "mostly", "no"].map(number);
        let seen = yes + mostly + no;
        let open = verdicts.iter().filter(|(verdict, state)| *state == "open" && *verdict != "early").count();
        let heading = match seen {
            0 => "Nothing can be judged yet".to_owned(),
            seen if mostly == 0 => format!("{yes} of {seen} worked"),
            seen => format!("{yes} of {seen} worked, {mostly} mostly"),
        };
        let words = match open {
            0 => "Nothing waits to be judged.".to_owned(),
            open => {
                format!("{open} to judge: look at what was seen, and say whether to keep, change or stop.")
            }
        };
        Some(brief("Did it work?", heading, words))
    }
}
