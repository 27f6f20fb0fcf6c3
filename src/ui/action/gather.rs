//! Putting items into a release or under an initiative, from there.

use std::sync::Arc;

use leptos::prelude::*;

use super::target::{ANSWERS_MOST, name_of};
use crate::analysis::Joint;
use crate::browser::Anchor;
use crate::command::{self, Destination, Draft};
use crate::model::{Id, Item, ItemType, Record, RecordRef, Release, SortedSet, set_of};
use crate::ui::app::{App, Choice, Overlay, PickerSpec};
use crate::view::{best_first, fuzzy_match};

/// Opens the list of items to choose from; what is in already is checked, and what is typed can be a new one.
pub fn gather_items(app: App, into: RecordRef, anchor: Anchor) {
    let Some(product) = app.product.get_untracked() else { return };
    // What is in when it opens stands first, and stays there: nothing moves under the pointer.
    let first = set_of(members(app, product, into));
    app.overlay.set(Overlay::Picker(PickerSpec::new(
        format!("The items of {}", name_of(app, into)),
        "Choose, or write a new story",
        anchor,
        move |typed: &str| answers(app, product, into, &first, typed.trim()),
    )));
}

fn joint_to(into: RecordRef) -> Joint {
    if into.table == Release::TABLE { Joint::Release } else { Joint::Initiative }
}

fn members(app: App, product: Id, into: RecordRef) -> Vec<Id> {
    app.read(|workspace| {
        let tables = workspace.tables();
        let is_in = |id: &Id| {
            command::joined_itself(tables, RecordRef::to::<Item>(*id), joint_to(into)) == Some(into.id)
        };
        tables.items.in_order(product).filter(is_in).collect()
    })
}

fn answers(app: App, product: Id, into: RecordRef, first: &SortedSet<Id>, typed: &str) -> Vec<Choice> {
    let joint = joint_to(into);
    let mut is_known = false;
    let found: Vec<(u8, (Id, bool))> = app.read(|workspace| {
        let tables = workspace.tables();
        let Some(owner) = tables.products.get(product) else { return Vec::new() };
        let all = tables.items.of(product);
        let answer = |item: &Item| {
            let record = RecordRef::to::<Item>(item.meta.id);
            let is_in = command::joined_itself(tables, record, joint) == Some(into.id);
            is_known |= item.title.eq_ignore_ascii_case(typed);
            let rank = fuzzy_match(typed, &item.title)?.rank;
            // Before anything is typed, what is in comes first, and what is done elsewhere is left out.
            let rank = match (typed.is_empty(), first.contains(&item.meta.id)) {
                (true, true) => 0,
                (true, false) if !is_in && owner.workflow.is_over(&item.status) => return None,
                (true, false) => 1,
                (false, _) => rank,
            };
            Some((rank, (item.meta.id, is_in)))
        };
        all.filter(|item| item.kind != ItemType::Task).filter_map(answer).collect()
    });
    let mut choices: Vec<Choice> = best_first(found)
        .take(ANSWERS_MOST)
        .filter_map(|(id, is_in)| choice(app, into, joint, id, is_in))
        .collect();
    if !typed.is_empty() && !is_known {
        let title = typed.to_owned();
        let run = move || {
            let label = format!("New story “{title}” in {}", name_of(app, into));
            let made = app.edit(label.clone(), |tx| {
                let draft = Draft { title: title.clone(), ..Draft::default() };
                let id = command::add_item(tx, product, draft, Destination::Bottom)?;
                command::join(tx, RecordRef::to::<Item>(id), joint, Some(into.id))
            });
            if made.is_some() {
                app.announce(label);
            }
        };
        choices.push(Choice::to_make(format!("New story “{typed}”"), true, run));
    }
    choices
}

fn choice(app: App, into: RecordRef, joint: Joint, id: Id, is_in: bool) -> Option<Choice> {
    let item = app.get::<Item>(id)?;
    let record = RecordRef::to::<Item>(id);
    let run = move || {
        let way = if is_in { "out of" } else { "into" };
        let label = format!("{} {way} {}", name_of(app, record), name_of(app, into));
        let to = (!is_in).then_some(into.id);
        if app.edit(label.clone(), |tx| command::join(tx, record, joint, to)).is_some() {
            app.announce(label);
        }
    };
    Some(Choice {
        label: item.shown_title().into_owned(),
        icon: "",
        hint: name_of(app, record),
        checked: Some(if is_in { "true" } else { "false" }),
        stays: true,
        run: Arc::new(run),
    })
}
