//! What the inspector shows of a metric.

use std::sync::Arc;

use leptos::prelude::*;

use super::described;
use super::facts::Fact;
use crate::analysis::{Drives, drives, is_real_change, margin};
use crate::browser;
use crate::command;
use crate::model::kind::METRICS;
use crate::model::{Id, Metric, MetricForm, Reading, RecordRef, format_measure};
use crate::ui::app::{App, Overlay, use_app};
use crate::ui::component::PasteForm;
use crate::ui::page::values::{ValueForm, ValueList, noted_words};
use crate::ui::reactive::Memo;
use crate::view::count;

/// The facts of a metric; what is counted in its unit is written with it.
pub fn facts(app: App, id: Id) -> Memo<Vec<Fact>> {
    let described = described::facts(app, RecordRef::to::<Metric>(id), &METRICS);
    let metric = app.record::<Metric>(id);
    Memo::new(move |_| {
        let Some(it) = metric.get() else { return Vec::new() };
        let in_unit = |fact: Fact| {
            let (is_target, value, label) = match fact.label {
                "Target" => (true, it.target, "Target of a metric"),
                "From" => (false, it.baseline, "Where a metric began"),
                _ => return fact,
            };
            let value = value.map(|value| format_measure(value, &it.unit)).unwrap_or_default();
            let save = move |text: String| {
                app.try_edit(label, |tx| command::set_metric_value(tx, id, is_target, &text))
            };
            Fact::written(fact.label, value, "text", save)
        };
        described.get().into_iter().map(in_unit).collect()
    })
}

/// By how much a value moved, in words: `+3.2`, `−1`.
fn moved_words(by: i64, unit: &str) -> String {
    let sign = if by > 0 { "+" } else { "" };
    format!("{sign}{}", format_measure(by, unit))
}

/// What the newest reading says beside the one before: whether it can be told from chance, and how sure it is.
fn sureness(metric: &Metric) -> Option<String> {
    let newest = crate::model::in_order_of(metric.readings.clone(), |it: &Reading| (it.on, it.at));
    let [.., before, after] = &newest[..] else { return None };
    let measure = |value| format_measure(value, &metric.unit);
    let between = margin(metric.form, after)
        .map(|(low, high)| format!("Between {} and {} with 95 %. ", measure(low), measure(high)));
    let sure = match is_real_change(metric.form, before, after) {
        Some(true) => ": a real change",
        Some(false) => ": no change that can be told from chance",
        None if matches!(metric.form, MetricForm::Conversion | MetricForm::Nps) => {
            ". Read both with their counts, and it says whether that is more than chance"
        }
        None => "",
    };
    let moved = moved_words(after.value - before.value, &metric.unit);
    Some(format!("{}{moved} since {}{sure}.", between.unwrap_or_default(), browser::day_text(before.on)))
}

/// What a metric has to do with the one above it, in words.
fn drives_words(app: App, metric: &Metric) -> Option<String> {
    app.read(|workspace| {
        let tables = workspace.tables();
        let above = &tables.metrics.get(metric.parent?)?.name;
        let per_cent = |share: i64| format!("{} %", moved_words(share / 100 * 100, ""));
        Some(match drives(tables, metric)? {
            Drives::Share(share) => format!("{} of “{above}”.", format_measure(share / 100 * 100, "%")),
            Drives::Moved(since, own, of_above) => format!(
                "Since {} it moved by {}, “{above}” by {}.",
                browser::day_text(since),
                per_cent(own),
                per_cent(of_above)
            ),
        })
    })
}

/// How a reading of each form is written.
fn example(form: MetricForm) -> &'static str {
    match form {
        MetricForm::Conversion => "12 of 340",
        MetricForm::Nps => "50/30/20",
        MetricForm::Number | MetricForm::Revenue => "Reading",
    }
}

/// The readings of a metric, the newest first, and a form for one more.
#[component]
pub fn Readings(id: Id) -> impl IntoView {
    let app = use_app();
    let metric = app.record::<Metric>(id);
    let name = move || untrack(|| metric.get()).map(|metric| metric.name.clone()).unwrap_or_default();
    let remove = Callback::new(move |(reading,): (Id,)| {
        let removed = app.edit(format!("Remove a reading of {}", name()), |tx| {
            command::remove_reading(tx, id, reading);
            Ok(())
        });
        if removed.is_some() {
            app.say_done("Removed the reading");
            browser::focus_first(".insp .value-form input");
        }
    });
    let lines = move || {
        let metric = metric.get()?;
        let words = [sureness(&metric), drives_words(app, &metric)].into_iter().flatten();
        let words = words.map(|words| view! { <p class="say">{words}</p> }).collect_view();
        let values = metric.readings.iter().map(|it| (it.id, it.on, it.value)).collect();
        Some(view! { {words} <ValueList values unit=metric.unit.clone() remove /> })
    };
    let save = Arc::new(move |value: String, on: String| {
        app.try_edit(format!("Add a reading of {}", name()), |tx| command::add_reading(tx, id, &value, &on))
            .map(|noted| app.say_done(noted_words("Noted", &noted)))
    });
    let hint = untrack(|| metric.get()).map_or("Reading", |metric| example(metric.form));
    view! {
        <section>
            <h3>"Readings" <button class="link" id="paste-readings" on:click=move |_| app.overlay.set(Overlay::PasteReadings(id))>"Paste many…"</button></h3>
            <ValueForm label="Reading" hint button="Add reading" save />
            {lines}
        </section>
    }
}

/// The box in which many readings are pasted.
#[component]
pub fn PasteReadings(metric: Id) -> impl IntoView {
    let app = use_app();
    let bring = move |text: String| {
        let pasted = app.try_edit("Paste readings", |tx| command::paste_readings(tx, metric, &text))?;
        let instead = (pasted.replaced > 0).then(|| format!(", {} in place of others", pasted.replaced));
        let unread: Vec<String> =
            pasted.unread.iter().take(3).map(|(line, why)| format!(" Line {line}: {why}.")).collect();
        let left = match pasted.unread.len() {
            0 => String::new(),
            left => format!(". {} not read.{}", count(left, "line"), unread.concat()),
        };
        let added = count(pasted.added, "reading");
        app.say_done(format!("Added {added}{}{left}", instead.unwrap_or_default()));
        Ok(())
    };
    view! { <PasteForm heading="Paste readings" label="Readings" say="A day and a value a line, as a spreadsheet or a file has them: 2026-11-03, 3.11.2026 or 3 Nov 2026, then 11.2 or 11,2. A reading of a day that has one takes its place." bring /> }
}
