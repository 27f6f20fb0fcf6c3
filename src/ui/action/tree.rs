//! Putting items under others, and out again.

use super::look::unfold;
use super::target::listed_names;
use crate::command::{self, Destination};
use crate::model::{Id, Item};
use crate::ui::app::App;

/// Puts items under another, or under none, and where among the others they are to stand. What is picked with
/// something it stands under goes along with that.
pub fn move_under(app: App, ids: &[Id], parent: Option<Id>, to: Option<Destination>) {
    let ids = roots_of(app, ids);
    let name = listed_names(app, &ids);
    if to.is_none() && ids.iter().all(|id| parent_of(app, *id) == parent) {
        return app.say(format!("{name}: it stands there already."));
    }
    let label = match parent {
        Some(parent) => format!("Move {name} under {}", listed_names(app, &[parent])),
        None => format!("Move {name} to the top level"),
    };
    let moved = app.edit(label.clone(), |tx| command::put_under(tx, &ids, parent, to));
    if moved.is_some() {
        show_moved(app, &ids, label);
    }
}

fn show_moved(app: App, ids: &[Id], label: String) {
    let Some(first) = ids.first() else { return };
    if let Some(parent) = parent_of(app, *first).and_then(|parent| app.get::<Item>(parent)) {
        unfold(app, &parent);
    }
    app.say_done(label);
    app.go_to(*first);
}

fn roots_of(app: App, ids: &[Id]) -> Vec<Id> {
    app.read(|workspace| command::roots_of(workspace.tables(), ids))
}

/// What an item stands under.
pub(super) fn parent_of(app: App, id: Id) -> Option<Id> {
    app.get::<Item>(id).and_then(|item| item.parent)
}

/// Puts the items under the one above them in the tree.
pub fn indent(app: App) {
    let ids = app.targets();
    match app.list.with_untracked(|list| list.above(&ids)) {
        Some(above) => move_under(app, &ids, Some(above), None),
        None if ids.is_empty() => {}
        None => app.announce("There is nothing above it to stand under"),
    }
}

/// Takes the items out of what they stand under, to right after it.
pub fn outdent(app: App) {
    let mut ids = roots_of(app, &app.targets());
    ids.retain(|id| parent_of(app, *id).is_some());
    if ids.is_empty() {
        return app.announce("It stands under nothing");
    }
    let label = format!("Move {} out", listed_names(app, &ids));
    if app.edit(label.clone(), |tx| command::take_out(tx, &ids)).is_some() {
        show_moved(app, &ids, label);
    }
}
