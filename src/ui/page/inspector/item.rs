//! What the inspector shows of an item: its facts, when it is accepted, where it came from.

use std::sync::Arc;

use leptos::prelude::*;

use super::facts::Fact;
use crate::analysis::Joint;
use crate::browser;
use crate::command::{self, ItemChange};
use crate::model::kind::SPRINTS;
use crate::model::{Id, Instant, Item, ItemType, Person, Product, in_order_of};
use crate::ui::action::{
    delegate_picker, estimate_at, follow_up, label_picker, link_items, sprint_name, status_menu, type_menu,
    weight_menu,
};
use crate::ui::app::{App, use_app};
use crate::ui::reactive::Memo;
use crate::view::{ListRow, row_of};

/// The facts of an item.
pub fn facts(app: App, id: Id) -> Memo<Vec<Fact>> {
    Memo::new(move |_| {
        app.track_content();
        let row = app.read(|workspace| row_of(workspace.tables(), id));
        row.map(|row| facts_of(app, row)).unwrap_or_default()
    })
}

fn facts_of(app: App, row: ListRow) -> Vec<Fact> {
    let id = row.id;
    let block = app.get::<Item>(id).and_then(|item| item.block().cloned());
    let points = match row.estimate.as_deref() {
        None => String::new(),
        Some("1") => "1 point".to_owned(),
        Some(points) => format!("{points} points"),
    };
    let mut facts = vec![
        Fact::picked("Status", row.status_words(), move |at| status_menu(app, vec![id], Some(at)))
            .with_icon(row.status_glyph),
        Fact::picked("Type", row.kind.map(ItemType::name).unwrap_or_default(), move |at| {
            type_menu(app, vec![id], Some(at));
        })
        .with_icon(row.glyph()),
        Fact::picked("Estimate", points, move |at| estimate_at(app, vec![id], Some(at))),
        Fact::picked("Labels", row.labels.join(", "), move |at| label_picker(app, vec![id], Some(at))),
    ];
    let item = app.get::<Item>(id);
    let has_sprints = item
        .as_ref()
        .is_some_and(|item| app.read(|workspace| workspace.tables().has_described(&SPRINTS, item.product)));
    if let Some(item) = item.filter(|_| has_sprints) {
        let name = item.sprint.map(|sprint| sprint_name(app, sprint)).unwrap_or_default();
        facts.push(Fact::picked("Sprint", name, move |at| link_items(app, &[id], Joint::Sprint, at)));
    }
    let weight = |label: &'static str, current: Option<u8>, make: fn(Option<u8>) -> ItemChange| {
        let shown = current.map(|it| it.to_string()).unwrap_or_default();
        Fact::picked(label, shown, move |at| weight_menu(app, vec![id], label, make, Some(at)))
    };
    if let Some(item) = app.get::<Item>(id) {
        facts.push(weight("Value", item.value, ItemChange::Value));
        facts.push(weight("Effort", item.effort, ItemChange::Effort));
    }
    if let Some(item) = app.get::<Item>(id) {
        let who = item.delegate.and_then(|id| app.get::<Person>(id)).map(|person| person.name.clone());
        let is_delegated = who.is_some();
        facts.push(Fact::picked("Delegated to", who.unwrap_or_default(), move |at| {
            delegate_picker(app, vec![id], Some(at));
        }));
        if is_delegated || item.follow_up.is_some() {
            let day = item.follow_up.map(|day| day.to_string()).unwrap_or_default();
            facts.push(Fact::written("Follow up", day, "date", move |text| follow_up(app, &[id], &text)));
        }
    }
    if let Some(block) = block {
        let save = move |reason: String| {
            app.try_edit("What an item waits for", |tx| {
                command::change_items(tx, &[id], &ItemChange::Block(reason.clone()));
                Ok::<_, command::CommandError>(())
            })
        };
        facts.insert(1, Fact::written("Held up by", block.reason, "text", save));
    }
    facts
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
        for past in &item.overrides {
            events.push((
                past.at,
                format!(
                    "Past the rules to {}: {} ({})",
                    name(&past.to),
                    past.reason,
                    past.lacking.join(", ")
                ),
            ));
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
            let source = item.as_ref()?.source.as_ref()?;
            // What a person knows it by elsewhere comes first.
            let key = source.key.iter().map(|key| ("Source key".to_owned(), key.clone()));
            let fields: Vec<(String, String)> = key.chain(source.fields.clone()).collect();
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
