//! What the inspector shows of an item: its facts, when it is accepted, where it came from.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::super::action::{estimate_at, label_picker, status_menu, type_menu, weight_menu};
use super::super::super::app::{App, use_app};
use super::super::super::component::{Icon, TextField};
use super::facts::Fact;
use crate::browser;
use crate::command::{self, ItemChange};
use crate::model::{Criterion, Id, Instant, Item, Product};
use crate::view::{BacklogRow, in_order_of, row_of, type_glyph};

/// The facts of an item.
pub fn facts(app: App, id: Id) -> Memo<Vec<Fact>> {
    Memo::new(move |_| {
        app.track_content();
        let row = app.read(|workspace| row_of(workspace.tables(), id));
        row.map(|row| facts_of(app, row)).unwrap_or_default()
    })
}

fn facts_of(app: App, row: BacklogRow) -> Vec<Fact> {
    let id = row.id;
    let block = app.get::<Item>(id).and_then(|item| item.block().cloned());
    let points = match row.estimate.as_deref() {
        None => String::new(),
        Some("1") => "1 point".to_owned(),
        Some(points) => format!("{points} points"),
    };
    let mut facts = vec![
        Fact::picked("Status", row.status_name, move |at| status_menu(app, vec![id], Some(at)))
            .with_icon(row.status_glyph),
        Fact::picked("Type", row.kind.name(), move |at| type_menu(app, vec![id], Some(at)))
            .with_icon(type_glyph(row.kind)),
        Fact::picked("Estimate", points, move |at| estimate_at(app, vec![id], Some(at))),
        Fact::picked("Labels", row.labels.join(", "), move |at| label_picker(app, vec![id], Some(at))),
    ];
    let weight = |label: &'static str, current: Option<u8>, make: fn(Option<u8>) -> ItemChange| {
        let shown = current.map(|it| it.to_string()).unwrap_or_default();
        Fact::picked(label, shown, move |at| weight_menu(app, vec![id], label, make, Some(at)))
    };
    if let Some(item) = app.get::<Item>(id) {
        facts.push(weight("Value", item.value, ItemChange::Value));
        facts.push(weight("Effort", item.effort, ItemChange::Effort));
    }
    if let Some(block) = block {
        let save = move |reason: String| {
            app.try_edit("What an item waits for", |tx| {
                command::change_items(tx, &[id], &ItemChange::Block(reason.clone()));
                Ok::<_, command::CommandError>(())
            })
        };
        facts.insert(1, Fact::written("Waits for", block.reason, "text", save));
    }
    facts
}

/// When an item is accepted.
#[component]
pub fn Criteria(id: Id) -> impl IntoView {
    let app = use_app();
    let item = app.record::<Item>(id);
    let criteria = Memo::new(move |_| {
        item.with(|item| item.as_ref().map(|item| item.criteria.clone()).unwrap_or_default())
    });
    let met = move || {
        criteria.with(|criteria| {
            let met = criteria.iter().filter(|criterion| criterion.met).count();
            (!criteria.is_empty()).then(|| format!("{met} of {}", criteria.len()))
        })
    };
    view! {
        <section>
            <h3>"Acceptance criteria" <span>{met}</span></h3>
            <ul class="criteria">
                <For
                    each=move || criteria.get()
                    key=|criterion| criterion.id
                    children=move |criterion| view! { <CriterionLine item=id criterion criteria /> }
                />
            </ul>
            <input
                class="cell add"
                aria-label="New acceptance criterion"
                placeholder="Add a criterion"
                autocomplete="off"
                on:keydown=move |event| {
                    if event.key() == "Enter" && !event.is_composing() {
                        event.prevent_default();
                        let text = event_target_value(&event);
                        app.edit("Add an acceptance criterion", |tx| Ok(command::add_criterion(tx, id, &text)));
                        browser::clear_input(".insp .add");
                    }
                }
                on:blur=move |event| {
                    let text = event_target_value(&event);
                    if !text.trim().is_empty() {
                        app.edit("Add an acceptance criterion", |tx| Ok(command::add_criterion(tx, id, &text)));
                        browser::clear_input(".insp .add");
                    }
                }
            />
        </section>
    }
}

#[component]
fn CriterionLine(item: Id, criterion: Criterion, criteria: Memo<Vec<Criterion>>) -> impl IntoView {
    let app = use_app();
    let id = criterion.id;
    let find = move |criteria: &Vec<Criterion>| criteria.iter().find(|it| it.id == id).cloned();
    let text = Signal::derive(move || criteria.with(find).map(|it| it.text).unwrap_or_default());
    let is_met = Memo::new(move |_| criteria.with(find).is_some_and(|it| it.met));
    let change = move |label: &str, text: Option<&str>, met: Option<bool>| {
        app.edit(label, |tx| {
            command::change_criterion(tx, item, id, text, met);
            Ok(())
        });
    };
    let step = move |by: isize| {
        app.edit("Move an acceptance criterion", |tx| {
            command::move_criterion(tx, item, id, by);
            Ok(())
        });
    };
    view! {
        <li data-pass=Signal::derive(move || is_met.get().then_some(""))>
            <button
                class="glyph"
                role="checkbox"
                aria-checked=Signal::derive(move || is_met.get().to_string())
                aria-label=Signal::derive(move || format!("Met: {}", text.get()))
                on:click=move |_| change(if is_met.get_untracked() { "Criterion not met" } else { "Criterion met" }, None, Some(!is_met.get_untracked()))
            >
                {move || view! { <Icon name=if is_met.get() { "tick" } else { "ring" } /> }}
            </button>
            <TextField
                label="Acceptance criterion"
                class="cell"
                value=text
                on_save=move |text| change("Edit an acceptance criterion", Some(&text), None)
            />
            <span class="do">
                <button class="btn" data-kind="icon" aria-label="Move up" on:click=move |_| step(-1)><Icon name="arrow-up" /></button>
                <button class="btn" data-kind="icon" aria-label="Move down" on:click=move |_| step(1)><Icon name="arrow-down" /></button>
                <button
                    class="btn"
                    data-kind="icon"
                    aria-label="Remove"
                    on:click=move |_| {
                        let removed = app.edit("Remove an acceptance criterion", |tx| {
                            command::remove_criterion(tx, item, id);
                            Ok(())
                        });
                        if removed.is_some() {
                            app.say_done("Removed the criterion");
                            browser::focus_first(".insp .add");
                        }
                    }
                >
                    <Icon name="x" />
                </button>
            </span>
        </li>
    }
}

/// How an item came to its state, and what a file said of it.
#[component]
pub fn History(id: Id) -> impl IntoView {
    let app = use_app();
    let item = app.record::<Item>(id);
    let lines = move || {
        app.track_shared();
        let item = item.get()?;
        let product = app.get::<Product>(item.product)?;
        let name = |state: &str| {
            product.workflow.state(state).map_or_else(|| state.to_owned(), |state| state.name.clone())
        };
        let mut events: Vec<(Instant, String)> = Vec::new();
        for change in &item.status_log {
            let words = match &change.from {
                Some(from) => format!("{} to {}", name(from), name(&change.to)),
                None => format!("Made as {}", name(&change.to)),
            };
            events.push((change.at, words));
        }
        for block in &item.blocked {
            let reason = if block.reason.is_empty() { String::new() } else { format!(": {}", block.reason) };
            events.push((block.at, format!("Blocked{reason}")));
            events.extend(block.until.map(|until| (until, "Goes on".to_owned())));
        }
        let lines = in_order_of(events, |(at, _)| -at.0)
            .into_iter()
            .map(|(at, words)| view! { <li>{words}<time>{browser::day_and_clock_text(at)}</time></li> })
            .collect_view();
        Some(view! { <ul class="events">{lines}</ul> })
    };
    let source = move || {
        item.with(|item: &Option<Arc<Item>>| {
            let fields =
                item.as_ref().and_then(|item| item.source.as_ref()).map(|source| source.fields.clone())?;
            (!fields.is_empty()).then(|| {
                let lines = fields
                    .into_iter()
                    .map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> })
                    .collect_view();
                view! { <section><h3>"From the file"</h3><dl class="source">{lines}</dl></section> }
            })
        })
    };
    view! {
        {source}
        <section>
            <h3>"History"</h3>
            {lines}
        </section>
    }
}
