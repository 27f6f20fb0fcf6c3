//! Putting items into a release or under an initiative, from there.

use super::target::name_of;
use crate::analysis::Joint;
use crate::browser::Anchor;
use crate::command::{self, Destination, Draft};
use crate::model::{Id, Item, ItemType, Record, RecordRef, Release, SortedSet, set_of};
use crate::ui::app::{App, Choice};
use crate::view::Matches;

/// Opens the list of items to choose from; what is in already is checked, and what is typed can be a new one.
pub fn gather_items(app: App, into: RecordRef, anchor: Anchor) {
    let Some(product) = app.product.get_untracked() else { return };
    // What is in when it opens stands first, and stays there: nothing moves under the pointer.
    let first = set_of(members(app, product, into));
    app.ask(
        format!("The items of {}", name_of(app, into)),
        "Choose, or write a new story",
        anchor,
        move |typed: &str| answers(app, product, into, &first, typed.trim()),
    );
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
    let mut found = Matches::to(typed);
    app.read(|workspace| {
        let tables = workspace.tables();
        let Some(owner) = tables.products.get(product) else { return };
        for item in tables.items.of(product).filter(|item| item.kind != ItemType::Task) {
            let record = RecordRef::to::<Item>(item.meta.id);
            let is_first = first.contains(&record.id);
            let is_in = || command::joined_itself(tables, record, joint) == Some(into.id);
            // Before anything is typed, what is done elsewhere is left out.
            if typed.is_empty() && !is_first && owner.workflow.is_over(&item.status) && !is_in() {
                continue;
            }
            found.offer(&item.title, is_first, record);
        }
    });
    let new = found.new_name().map(|name| {
        let title = name.to_owned();
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
        Choice::to_make(format!("New story “{name}”"), true, run)
    });
    let mut choices = Vec::new();
    for record in found.best() {
        choices.extend(choice(app, into, joint, record));
    }
    choices.extend(new);
    choices
}

fn choice(app: App, into: RecordRef, joint: Joint, record: RecordRef) -> Option<Choice> {
    let item = app.get::<Item>(record.id)?;
    let is_in =
        app.read(|workspace| command::joined_itself(workspace.tables(), record, joint)) == Some(into.id);
    let run = move || {
        let way = if is_in { "out of" } else { "into" };
        let label = format!("{} {way} {}", name_of(app, record), name_of(app, into));
        let to = (!is_in).then_some(into.id);
        if app.edit(label.clone(), |tx| command::join(tx, record, joint, to)).is_some() {
            app.announce(label);
        }
    };
    let title = item.shown_title().into_owned();
    Some(Choice::to_check(title, is_in, run).with_hint(name_of(app, record)))
}
