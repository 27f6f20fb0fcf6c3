//! Putting items in order: by menu, by keys, carried.

use leptos::prelude::*;

use super::order_is_fixed;
use super::regroup::regroup;
use super::target::listed_names;
use super::tree::{move_under, parent_of};
use crate::browser;
use crate::command::{self, Destination};
use crate::model::Id;
use crate::ui::app::{App, Carried};
use crate::view::{Drop, LineAt};

/// Moves items and keeps the focus on them.
pub fn move_to(app: App, ids: Vec<Id>, to: Destination) {
    if says_order_is_fixed(app) {
        return;
    }
    let name = listed_names(app, &ids);
    let words = match to {
        Destination::Top => "to the top".into(),
        Destination::Bottom => "to the bottom".into(),
        Destination::Before(id) => format!("before {}", listed_names(app, &[id])),
        Destination::After(id) => format!("after {}", listed_names(app, &[id])),
    };
    let label = format!("Move {name} {words}");
    let moved = app.edit(label.clone(), |tx| Ok(command::move_items(tx, &ids, to)));
    if moved == Some(true) {
        let list = app.list.get_untracked();
        let place = ids.first().and_then(|first| list.place(*first));
        app.announce(format!(
            "{name} is at position {} of {}",
            place.map_or(0, |place| place + 1),
            list.ids.len()
        ));
        if ids.len() > 1 {
            app.say_done(label);
        }
    }
    if let Some(first) = ids.first() {
        app.go_to(*first);
    }
}

/// Drops carried items under a row, or into a folded group.
fn drop_into(app: App, ids: &[Id], into: LineAt) {
    let list = app.list.get_untracked();
    match into {
        LineAt::Row(row) => {
            if let Some(parent) = list.ids.get(row) {
                move_under(app, ids, Some(*parent), None);
            }
        }
        LineAt::Head(head) => {
            if let Some(head) = list.heads.get(head) {
                regroup(app, ids, &head.key, &head.name, None);
            }
        }
    }
}

/// Says why nothing can be moved, where that is so.
fn says_order_is_fixed(app: App) -> bool {
    let reason = order_is_fixed(app);
    if let Some(reason) = &reason {
        app.say(reason.clone());
    }
    reason.is_some()
}

/// Moves the items up (negative) or down past the next row in view.
pub fn move_by(app: App, by: isize) {
    let ids = app.targets();
    if ids.is_empty() {
        return;
    }
    let to = app.list.with_untracked(|list| list.past_next(&ids, by, &|id| parent_of(app, id)));
    match to {
        Some(to) => move_to(app, ids, to),
        None => app.announce(if by < 0 { "Already at the top" } else { "Already at the bottom" }),
    }
}

/// Picks the items up, to be carried with the arrow keys; dropped again by the same key.
pub fn pick_up(app: App) {
    if says_order_is_fixed(app) {
        return;
    }
    if let Some(carried) = app.rows.carried.get_untracked() {
        return drop_carried(app, &carried);
    }
    let ids = app.targets();
    let list = app.list.get_untracked();
    let Some(at) = ids.first().and_then(|first| list.place(*first)) else { return };
    let name = listed_names(app, &ids);
    app.announce_now(format!(
        "Picked up {name}, position {} of {}. Arrows move, Enter drops, Escape cancels.",
        at + 1,
        list.ids.len()
    ));
    app.rows.carried.set(Some(Carried::new(app, ids, at, false)));
}

/// Moves the place where carried items would drop.
pub fn step_carried(app: App, by: isize) {
    let last = app.list.with_untracked(|list| list.ids.len());
    app.rows.carried.update(|carried| {
        if let Some(carried) = carried {
            // The places right before and right after an item that is carried are the same.
            carried.at = carried.at.saturating_add_signed(by).min(last);
        }
    });
    let at = app.rows.carried.with_untracked(|carried| carried.as_ref().map_or(0, |carried| carried.at));
    app.announce_now(format!("Position {} of {last}", (at + 1).min(last)));
    let anchor = app.list.with_untracked(|list| list.ids.get(at.min(last.saturating_sub(1))).copied());
    if let Some(anchor) = anchor {
        browser::show_row(&format!("row-{anchor}"));
    }
}

/// Drops what is carried where it would drop.
pub fn drop_carried(app: App, carried: &Carried) {
    app.rows.carried.set(None);
    if carried.by_pointer {
        // The press that began it came upon a cell; the focus is the row's.
        app.rows.column.set(None);
    }
    match carried.into {
        Some(into) => drop_into(app, &carried.ids, into),
        None => drop_at(app, &carried.ids, carried.at, carried.has_epic),
    }
}

/// Drops carried items before a row, or after the last.
fn drop_at(app: App, ids: &[Id], at: usize, has_epic: bool) {
    let list = app.list.get_untracked();
    match list.dropped(ids, at, has_epic, &|id| parent_of(app, id)) {
        Some(Drop::Group(head, to)) => {
            if let Some(head) = list.heads.get(head) {
                regroup(app, ids, &head.key, &head.name, Some(to));
            }
        }
        Some(Drop::Under(parent, to)) => move_under(app, ids, parent, Some(to)),
        Some(Drop::Move(to)) => move_to(app, ids.to_vec(), to),
        None => {}
    }
}
