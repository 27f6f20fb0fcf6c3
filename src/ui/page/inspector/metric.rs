//! What the inspector shows of a metric.

use std::sync::Arc;

use leptos::prelude::*;

use super::facts::Fact;
use super::initiative::save_by;
use crate::browser;
use crate::command;
use crate::model::{Direction, Id, Metric, clean_line, format_measure};
use crate::ui::action::direction_menu;
use crate::ui::app::{App, use_app};
use crate::ui::page::values::{ValueForm, ValueList, noted_words};

/// The facts of a metric.
pub fn facts(app: App, id: Id) -> Memo<Vec<Fact>> {
    let metric = app.record::<Metric>(id);
    Memo::new(move |_| {
        let Some(it) = metric.get() else { return Vec::new() };
        let better = match it.direction {
            Direction::Up => "More is better",
            Direction::Down => "Less is better",
        };
        let target = it.target.map(|target| format_measure(target, &it.unit)).unwrap_or_default();
        vec![
            Fact::written(
                "Unit",
                it.unit.clone(),
                "text",
                save_by(app, "Unit of a metric", move |tx, text| {
                    let unit = clean_line(text);
                    tx.edit(id, |it: &mut Metric| it.unit = unit);
                    Ok(())
                }),
            ),
            Fact::picked("Direction", better, move |at| direction_menu(app, id, at)),
            Fact::written(
                "Target",
                target,
                "text",
                save_by(app, "Target of a metric", move |tx, text| command::set_metric_target(tx, id, text)),
            ),
        ]
    })
}

/// The readings of a metric, the newest first, and a form for one more.
#[component]
pub fn Readings(id: Id) -> impl IntoView {
    let app = use_app();
    let metric = app.record::<Metric>(id);
    let remove = Callback::new(move |(reading,): (Id,)| {
        let removed = app.edit("Remove a reading", |tx| {
            tx.edit(id, |metric: &mut Metric| metric.readings.retain(|it| it.id != reading));
            Ok(())
        });
        if removed.is_some() {
            app.say_done("Removed the reading");
            browser::focus_first(".insp .value-form input");
        }
    });
    let lines = move || {
        let metric = metric.get()?;
        let values = metric.readings.iter().map(|it| (it.id, it.on, it.value)).collect();
        Some(view! { <ValueList values unit=metric.unit.clone() remove /> })
    };
    let save = Arc::new(move |value: String, on: String| {
        app.try_edit("Add a reading", |tx| command::add_reading(tx, id, &value, &on))
            .map(|noted| app.say_done(noted_words("Noted", &noted)))
    });
    view! {
        <section>
            <h3>"Readings"</h3>
            <ValueForm label="Reading" button="Add reading" save />
            {lines}
        </section>
    }
}
