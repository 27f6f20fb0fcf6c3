//! What can be done with the item at the cursor, or with all that are picked.

use std::sync::Arc;

use leptos::prelude::*;

use super::target::{anchor_at, change, common, listed_names};
use super::{link_items, lost_with, record_menu, set_status};
use crate::analysis::Joint;
use crate::browser::{self, Anchor};
use crate::command::{self, ItemChange};
use crate::model::{Estimate, Id, Item, ItemType, Label, Product, RecordRef, in_order_of, sort_key};
use crate::ui::app::{App, Choice, Confirm, MenuItem, Overlay, PickerSpec};
use crate::view::{Matches, points_words, status_glyph, type_glyph};

/// Deleting more items than this asks first; fewer are a matter of Undo.
const DELETE_UNASKED: usize = 20;

/// The states to choose from.
pub fn status_menu(app: App, ids: Vec<Id>, anchor: Option<Anchor>) {
    let Some(product) = app.product.get_untracked().and_then(|id| app.get::<Product>(id)) else { return };
    let common = common(app, &ids, |item| item.status.clone());
    let items = product.workflow.0.iter().enumerate().map(|(place, state)| {
        let (ids, id) = (ids.clone(), state.id.clone());
        let run = move || set_status(app, &ids, &id);
        MenuItem {
            hint: (place + 1).to_string(),
            checked: Some(common.as_deref() == Some(state.id.as_str())),
            ..MenuItem::new(status_glyph(&product, &state.id), state.name.clone(), run)
        }
    });
    let items = items.collect();
    let label = format!("Status of {}", listed_names(app, &ids));
    app.offer(label, anchor_at(app, "status", anchor), items);
}

/// Says what items wait for; those that wait already go on.
pub fn block(app: App) {
    let ids = app.targets();
    let name = listed_names(app, &ids);
    if ids.iter().filter_map(|id| app.get::<Item>(*id)).all(|item| item.block().is_some()) {
        return change(app, &ids, format!("Unblock {name}"), &ItemChange::Unblock);
    }
    let waits = if ids.len() == 1 { "does" } else { "do" };
    let label = format!("What {waits} {name} wait for?");
    let answers = move |typed: &str| {
        let reason = typed.trim().to_owned();
        let words = if reason.is_empty() { "Blocked".to_owned() } else { format!("Blocked: {reason}") };
        let (ids, name) = (ids.clone(), name.clone());
        let run = move || change(app, &ids, format!("Block {name}"), &ItemChange::Block(reason.clone()));
        vec![Choice::new(words, "s-blocked", run)]
    };
    app.ask(label, "What does it wait for?", anchor_at(app, "status", None), answers);
}

/// The types to choose from.
pub fn type_menu(app: App, ids: Vec<Id>, anchor: Option<Anchor>) {
    let common = common(app, &ids, |item| item.kind);
    let items = ItemType::ALL.into_iter().enumerate().map(|(place, kind)| {
        let ids = ids.clone();
        let run = move || {
            let label = format!("{} to {}", listed_names(app, &ids), kind.name());
            change(app, &ids, label, &ItemChange::Kind(kind));
        };
        MenuItem {
            hint: (place + 1).to_string(),
            checked: Some(common == Some(kind)),
            ..MenuItem::new(type_glyph(kind), kind.name(), run)
        }
    });
    let items = items.collect();
    let label = format!("Type of {}", listed_names(app, &ids));
    app.offer(label, anchor_at(app, "type", anchor), items);
}

/// The labels to choose from, and a new one by what was typed.
pub fn label_picker(app: App, ids: Vec<Id>, anchor: Option<Anchor>) {
    let label = format!("Labels of {}", listed_names(app, &ids));
    let answers = move |typed: &str| label_answers(app, &ids, typed);
    let anchor = anchor_at(app, "labels", anchor);
    app.ask(label, "Label", anchor, answers);
}

fn label_answers(app: App, ids: &[Id], typed: &str) -> Vec<Choice> {
    let labels: Vec<Label> = app.read(|workspace| workspace.tables().labels.iter().cloned().collect());
    let items: Vec<Arc<Item>> = ids.iter().filter_map(|id| app.get::<Item>(*id)).collect();
    let having = |label: &Label| items.iter().filter(|item| item.labels.contains(&label.meta.id)).count();
    let mut found = Matches::to(typed);
    for label in in_order_of(labels, |label| sort_key(&label.name)) {
        found.offer(&label.name, having(&label) > 0, RecordRef::to::<Label>(label.meta.id));
    }
    let new = found.new_name().map(|name| {
        let (ids, new) = (ids.to_vec(), name.to_owned());
        let run = move || {
            let text = format!("Label “{new}” on {}", listed_names(app, &ids));
            change(app, &ids, text, &ItemChange::AddLabel(new.clone()));
        };
        Choice::to_make(format!("Make label “{name}”"), true, run)
    });
    let mut choices = Vec::new();
    for label in found.best().into_iter().filter_map(|record| app.get::<Label>(record.id)) {
        let number = having(&label);
        let is_on_all = number == items.len();
        let (ids, id, name) = (ids.to_vec(), label.meta.id, label.name.clone());
        let run = move || {
            let listed = listed_names(app, &ids);
            if is_on_all {
                change(app, &ids, format!("Label “{name}” off {listed}"), &ItemChange::RemoveLabel(id));
            } else {
                let text = format!("Label “{name}” on {listed}");
                change(app, &ids, text, &ItemChange::AddLabel(name.clone()));
            }
        };
        choices.push(Choice::to_check(label.name.clone(), is_on_all, run).held_by(number, items.len()));
    }
    choices.extend(new);
    choices
}

/// What the items serve or go out with, to choose from.
pub fn link_targets(app: App, joint: Joint) {
    let cell = if joint == Joint::Goal { "goal" } else { "status" };
    link_items(app, &app.targets(), joint, anchor_at(app, cell, None));
}

/// The estimates to choose from, or any number that is typed.
pub fn estimate_at(app: App, ids: Vec<Id>, anchor: Option<Anchor>) {
    const USUAL: [&str; 8] = ["0.5", "1", "2", "3", "5", "8", "13", "20"];
    let label = format!("Estimate of {}", listed_names(app, &ids));
    let current = common(app, &ids, |item| item.estimate);
    let answers = move |typed: &str| {
        let typed = typed.trim();
        let choice = |text: &str, estimate: Option<Estimate>| {
            let ids = ids.clone();
            let run = move || set_estimate(app, &ids, estimate);
            Choice::new(text.to_owned(), "points", run).ticked(current == Some(estimate))
        };
        let points = |text: &str| {
            let estimate = text.parse::<Estimate>().ok()?;
            Some(choice(&points_words(estimate.tenths()), Some(estimate)))
        };
        if typed.is_empty() {
            let usual = USUAL.iter().filter_map(|text| points(text));
            return usual.chain([choice("No estimate", None)]).collect();
        }
        points(typed).into_iter().collect()
    };
    let anchor = anchor_at(app, "estimate", anchor);
    let picker = PickerSpec::new(label, "Points", anchor, answers);
    let nothing = "Points are a number from 0 to 999, with one place at most.";
    app.overlay.set(Overlay::Picker(PickerSpec { nothing, ..picker }));
}

/// How much items are worth, or how much work they are, to choose from; `make` is the change of the two.
pub fn weight_menu(
    app: App,
    ids: Vec<Id>,
    label: &'static str,
    make: fn(Option<u8>) -> ItemChange,
    anchor: Option<Anchor>,
) {
    let current = common(app, &ids, |item| match make(None) {
        ItemChange::Effort(_) => item.effort,
        _ => item.value,
    });
    let entry = |weight: Option<u8>| {
        let ids = ids.clone();
        let words = match weight {
            Some(1) => "1, the least".to_owned(),
            Some(5) => "5, the most".to_owned(),
            Some(weight) => weight.to_string(),
            None => "Not weighed".to_owned(),
        };
        let run = move || set_weight(app, &ids, label, make, weight);
        let hint = weight.map(|it| it.to_string()).unwrap_or_default();
        MenuItem { hint, checked: Some(current == Some(weight)), ..MenuItem::new("", words, run) }
    };
    let items = Item::WEIGHTS.map(Some).chain([None]).map(entry).collect();
    let title = format!("{label} of {}", listed_names(app, &ids));
    let anchor = anchor_at(app, &label.to_lowercase(), anchor);
    app.offer(title, anchor, items);
}

/// Gives items a value or an effort, or takes it away; `make` is the change of the two.
pub fn set_weight(
    app: App,
    ids: &[Id],
    label: &'static str,
    make: fn(Option<u8>) -> ItemChange,
    weight: Option<u8>,
) {
    let shown = weight.map_or_else(|| "none".to_owned(), |it| it.to_string());
    change(app, ids, format!("{label} of {}: {shown}", listed_names(app, ids)), &make(weight));
}

/// Gives items an estimate, or takes it away.
fn set_estimate(app: App, ids: &[Id], estimate: Option<Estimate>) {
    let name = listed_names(app, ids);
    let label = match estimate {
        Some(estimate) => format!("Estimate of {name}: {estimate}"),
        None => format!("No estimate for {name}"),
    };
    change(app, ids, label, &ItemChange::Estimate(estimate));
}

/// Edits the title of the item at the cursor, where it stands; in the inspector where the focus is there.
pub fn edit_title(app: App) {
    if browser::focus_is_in(".insp") {
        return browser::select_field(".insp textarea");
    }
    let cursor = app.rows.selection.with_untracked(|selection| selection.cursor);
    if let Some(id) = cursor {
        app.go_to(id);
        app.rows.editing.set(Some(id));
    }
}

/// Makes another item like each of these, right after it.
pub fn duplicate(app: App) {
    let ids = app.targets();
    let label = format!("Duplicate {}", listed_names(app, &ids));
    if let Some(copies) = app.edit(label.clone(), |tx| command::duplicate_items(tx, &ids)) {
        app.rows.selection.update(crate::view::Selection::clear);
        if let Some(first) = copies.first() {
            app.go_to(*first);
        }
        app.say_done(label);
    }
}

/// Puts the items into Trash; many only after a question.
pub fn delete_targets(app: App) {
    let ids = app.targets();
    if ids.len() <= DELETE_UNASKED {
        return delete(app, &ids);
    }
    app.overlay.set(Overlay::Confirm(Confirm {
        title: format!("Delete {}?", listed_names(app, &ids)),
        text: "They go to Trash for 30 days, and one Undo brings all of them back.".into(),
        others: Vec::new(),
        button: "Delete",
        run: Arc::new(move || {
            app.back_up("Before a deletion");
            delete(app, &ids);
        }),
    }));
}

fn delete(app: App, ids: &[Id]) {
    let list = app.list.get_untracked();
    let heir = app.rows.selection.with_untracked(|selection| selection.heir(&list.ids, ids));
    let words = listed_names(app, ids);
    let label = format!("Delete {words}");
    let records: Vec<RecordRef> = ids.iter().map(|id| app.listed(*id)).collect();
    let lost = lost_with(app, &records, None);
    let is_open = untrack(|| app.open_listed()).is_some_and(|open| ids.contains(&open));
    let done = app.edit(label, |tx| {
        match app.kind() {
            Some(kind) => tx.trash(kind.table, ids),
            None => command::delete_items(tx, ids),
        }
        Ok(())
    });
    if done.is_none() {
        return;
    }
    if is_open {
        app.close_inspector();
    }
    app.rows.selection.update(|selection| {
        selection.clear();
        selection.cursor = heir;
    });
    match heir {
        Some(heir) => app.go_to(heir),
        None => browser::focus_soon(".empty .btn, h1"),
    }
    app.say_done(format!("Deleted {words}{lost}"));
}

/// The menu of everything that can be done with the items.
pub fn open_menu(app: App) {
    let cursor = app.rows.selection.with_untracked(|selection| selection.cursor);
    let mut anchor = Anchor::of(&cursor.map(|id| format!("row-{id}")).unwrap_or_default());
    anchor.left += 96.0;
    menu_of_items(app, anchor);
}

/// The menu of everything that can be done with the rows at the cursor, at a place.
pub fn menu_of_items(app: App, anchor: Anchor) {
    match (app.kind(), app.targets().first()) {
        (Some(_), Some(first)) => record_menu(app, app.listed(*first), anchor),
        _ => app.overlay.set(Overlay::ItemMenu(anchor)),
    }
}
