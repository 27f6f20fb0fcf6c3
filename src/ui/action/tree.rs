//! Putting items under others, and out again.

use super::look::unfold;
use super::target::listed_names;
use crate::analysis::Joint;
use crate::command::{self, Destination};
use crate::model::{Id, Item, RecordRef};
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
    let moved = app.edit(label.clone(), |tx| {
        for id in &ids {
            command::join(tx, RecordRef::to::<Item>(*id), Joint::Epic, parent)?;
        }
        if let Some(to) = to {
            command::move_items(tx, &ids, to);
        }
        Ok(())
    });
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

/// Those of the items that stand under none of the others.
fn roots_of(app: App, ids: &[Id]) -> Vec<Id> {
    let is_picked = |id: Option<Id>| id.filter(|id| ids.contains(id));
    let stands_under = |id: &Id| {
        let mut next = parent_of(app, *id);
        while let Some(above) = next {
            if is_picked(Some(above)).is_some() {
                return true;
            }
            next = parent_of(app, above);
        }
        false
    };
    ids.iter().copied().filter(|id| !stands_under(id)).collect()
}

/// What an item stands under.
pub(super) fn parent_of(app: App, id: Id) -> Option<Id> {
    app.get::<Item>(id).and_then(|item| item.parent)
}

/// Puts the items under the one above them in the tree.
pub fn indent(app: App) {
    let ids = app.targets();
    let list = app.list.get_untracked();
    let Some(place) = ids.first().and_then(|first| list.place(*first)) else { return };
    let depth = list.branches.get(place).map_or(0, |branch| branch.depth);
    let above = list.ids.iter().zip(list.branches.iter()).take(place).rev();
    let mut above = above.take_while(|(_, branch)| branch.depth >= depth);
    match above.find(|(id, branch)| branch.depth == depth && !ids.contains(id)) {
        Some((above, _)) => move_under(app, &ids, Some(*above), None),
        None => app.announce("There is nothing above it to stand under"),
    }
}

/// Takes the items out of what they stand under, to right after it.
pub fn outdent(app: App) {
    let ids = app.targets();
    let outs: Vec<(Id, Id)> =
        roots_of(app, &ids).into_iter().filter_map(|id| Some((id, parent_of(app, id)?))).collect();
    if outs.is_empty() {
        return app.announce("It stands under nothing");
    }
    let ids: Vec<Id> = outs.iter().map(|(id, _)| *id).collect();
    let label = format!("Move {} out", listed_names(app, &ids));
    let moved = app.edit(label.clone(), |tx| {
        // The last first: each comes to stand right after what it stood under.
        for (id, parent) in outs.iter().rev() {
            let above = tx.get::<Item>(*parent).and_then(|item| item.parent);
            let record = RecordRef::to::<Item>(*id);
            let served = command::joined(tx.tables(), record, Joint::Initiative);
            command::join(tx, record, Joint::Epic, above)?;
            if command::joined(tx.tables(), record, Joint::Initiative).is_none() {
                // It keeps what it served through what it stood under.
                command::join(tx, record, Joint::Initiative, served)?;
            }
            command::move_items(tx, &[*id], Destination::After(*parent));
        }
        Ok(())
    });
    if moved.is_some() {
        show_moved(app, &ids, label);
    }
}
