//! One item made two, several made one, and the search for those that say the same.

use leptos::prelude::*;

use super::target::listed_names;
use crate::command;
use crate::model::{Id, Item};
use crate::ui::app::{App, Overlay};
use crate::view::count;

/// Asks how the item at the cursor is split.
pub fn split(app: App) {
    if let Some(id) = app.targets().first() {
        app.overlay.set(Overlay::Split(*id));
    }
}

/// Splits an item; the new one is where a person goes on.
pub fn split_into(app: App, id: Id, title: &str, criteria: &[Id]) {
    let label = format!("Split {}", listed_names(app, &[id]));
    if let Some(part) = app.edit(label, |tx| command::split_item(tx, id, title, criteria)) {
        app.overlay.set(Overlay::None);
        app.inspect(part);
        app.go_to(part);
        app.say_done(format!("Split into {} and {}", listed_names(app, &[id]), listed_names(app, &[part])));
    }
}

/// Asks which of the picked items stays; with one alone, which looks the same.
pub fn merge(app: App) {
    let ids = app.targets();
    if ids.len() < 2 {
        return app.say("Select two items or more to merge them, with X or Shift and the arrows.");
    }
    app.overlay.set(Overlay::Merge { ids, is_found: false });
}

/// Merges items into one of them.
pub fn merge_now(app: App, into: Id, ids: &[Id], is_found: bool) {
    let label = format!("Merge {} into {}", count(ids.len() - 1, "item"), listed_names(app, &[into]));
    let is_open = untrack(|| app.open_item()).is_some();
    if app.edit(label.clone(), |tx| command::merge_items(tx, into, ids)).is_some() {
        app.rows.selection.update(crate::view::Selection::clear);
        if is_open {
            app.inspect(into);
        }
        if is_found {
            app.overlay.set(Overlay::Duplicates);
        } else {
            app.overlay.set(Overlay::None);
            app.go_to(into);
        }
        app.say_done(label);
    }
}

/// Says that two items are not the same, for good.
pub fn differ(app: App, one: Id, other: Id) {
    let label = format!("{} and {} are not the same", listed_names(app, &[one]), listed_names(app, &[other]));
    let done = app.edit(label.clone(), |tx| {
        tx.edit(one, |item: &mut Item| item.distinct_from.extend([other]));
        Ok(())
    });
    if done.is_some() {
        app.say_done(label);
    }
}
