//! Putting items in order: by menu, by keys, carried.

use std::sync::Arc;

use leptos::prelude::*;

use super::item::{ANSWERS_MOST, anchor_at, name_of};
use super::regroup::regroup;
use super::tree::{move_under, parent_of};
use super::{ActionId, order_is_fixed};
use crate::browser::{self, Anchor};
use crate::command::{self, Destination};
use crate::model::{Id, ItemType, set_of};
use crate::ui::app::App;
use crate::ui::component::{Choice, PickerSpec};
use crate::ui::overlay::Overlay;
use crate::ui::page::Carried;
use crate::view::{LineAt, Shortcut, best_first, fuzzy_match, type_glyph};

/// Asks where the items are to go: on a board, to which column.
pub(super) fn move_by_menu(app: App) {
    if super::in_board(app) {
        return super::status_menu(app, app.targets(), None);
    }
    move_menu(app, app.targets(), None);
}

/// Where items can be moved to: top, bottom, a position, before another item.
pub fn move_menu(app: App, ids: Vec<Id>, anchor: Option<Anchor>) {
    let label = format!("Move {} to", name_of(app, &ids));
    let answers = move |typed: &str| move_answers(app, &ids, typed);
    let anchor = anchor_at(app, "row", anchor);
    let placeholder = "Position, key or words of a title";
    app.overlay.set(Overlay::Picker(PickerSpec::new(label, placeholder, anchor, answers)));
}

fn move_answers(app: App, ids: &[Id], typed: &str) -> Vec<Choice> {
    let list = app.list.get_untracked();
    let choice_of = |label, icon, hint, run| Choice { label, icon, hint, checked: None, stays: false, run };
    let choice = |label: String, icon: &'static str, hint: String, to: Destination| {
        let ids = ids.to_vec();
        choice_of(label, icon, hint, Arc::new(move || move_to(app, ids.clone(), to)))
    };
    let mut choices = Vec::new();
    let hint = |id: ActionId| {
        let keys = id.action().and_then(|action| action.shortcuts(app).into_iter().next());
        keys.map(|keys| Shortcut::parse(&keys).to_string()).unwrap_or_default()
    };
    if fuzzy_match(typed, "Top of the list").is_some() {
        choices.push(choice("Top of the list".into(), "top", hint(ActionId::MoveToTheTop), Destination::Top));
    }
    if fuzzy_match(typed, "Bottom of the list").is_some() {
        choices.push(choice(
            "Bottom of the list".into(),
            "bottom",
            hint(ActionId::MoveToTheBottom),
            Destination::Bottom,
        ));
    }
    if typed.trim().is_empty() {
        return choices;
    }
    let moving = set_of(ids.iter().copied());
    if let Ok(position) = typed.trim().parse::<usize>()
        && position > 0
    {
        let rest: Vec<Id> = list.ids.iter().copied().filter(|id| !moving.contains(id)).collect();
        let to = rest.get(position - 1).map_or(Destination::Bottom, |id| Destination::Before(*id));
        let position = position.min(rest.len() + 1);
        choices
            .insert(0, choice(format!("Position {position}"), "move", format!("of {}", list.ids.len()), to));
    }
    let product = app.product.get_untracked();
    app.read(|workspace| {
        let tables = workspace.tables();
        let Some(owner) = product.and_then(|product| tables.products.get(product)) else { return };
        let mut found: Vec<(u8, Choice)> = Vec::new();
        // All there are, and not only what is in view.
        for item in tables.items.of(owner.meta.id).filter(|item| !moving.contains(&item.meta.id)) {
            let (id, title) = (item.meta.id, item.shown_title());
            let key = format!("{}-{}", owner.key, item.number);
            let is_key = key.eq_ignore_ascii_case(typed.trim());
            let rank = if is_key { Some(0) } else { fuzzy_match(typed, &title).map(|answer| answer.rank) };
            if let Some(rank) = rank.filter(|rank| *rank < 3) {
                let before = format!("Before {title}");
                let before = choice(before, type_glyph(item.kind), key.clone(), Destination::Before(id));
                let ids = ids.to_vec();
                let run = Arc::new(move || move_under(app, &ids, Some(id), None));
                let under = choice_of(format!("Under {title}"), "down", key, run);
                // An epic is there to have things under it.
                let both = if item.kind == ItemType::Epic { [under, before] } else { [before, under] };
                found.extend(both.map(|choice| (rank, choice)));
            }
        }
        choices.extend(best_first(found).take(ANSWERS_MOST));
    });
    choices
}

/// Moves items and keeps the focus on them.
pub fn move_to(app: App, ids: Vec<Id>, to: Destination) {
    if says_order_is_fixed(app) {
        return;
    }
    let name = name_of(app, &ids);
    let words = match to {
        Destination::Top => "to the top".into(),
        Destination::Bottom => "to the bottom".into(),
        Destination::Before(id) => format!("before {}", name_of(app, &[id])),
        Destination::After(id) => format!("after {}", name_of(app, &[id])),
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

/// Drops carried items before a row, or after the last: in the tree they come to stand under what that row stands under.
pub fn drop_at(app: App, ids: &[Id], at: usize, has_epic: bool) {
    let list = app.list.get_untracked();
    // After the last row is after what it stands under, for epics stand under nothing.
    let is_last =
        |place: &usize| !has_epic || list.branches.get(*place).is_none_or(|branch| branch.depth == 0);
    let last_of_all = (0..list.ids.len()).rev().find(is_last).and_then(|place| list.ids.get(place)).copied();
    let Some(beside) = list.ids.get(at).copied().or(last_of_all) else { return };
    let to = if at < list.ids.len() { Destination::Before(beside) } else { Destination::After(beside) };
    let mut places = ids.iter().filter_map(|id| list.place(*id));
    // Before the first row of a group is also after the last of the one above.
    let last = list.ids.len().saturating_sub(1);
    let target = list.head_over(at.min(last));
    let targets = [target, list.head_over(at.saturating_sub(1))];
    if places.any(|place| !targets.contains(&list.head_over(place))) {
        let head = target.and_then(|head| list.heads.get(head));
        return head.map_or((), |head| regroup(app, ids, &head.key, &head.name, Some(to)));
    }
    let parent = list.branches.first().and_then(|_| parent_of(app, beside));
    let is_elsewhere = |id: &Id| !list.branches.is_empty() && parent_of(app, *id) != parent;
    if ids.iter().any(is_elsewhere) {
        move_under(app, ids, parent, Some(to));
    } else {
        move_to(app, ids.to_vec(), to);
    }
}

/// Drops carried items under a row, or into a folded group.
pub fn drop_into(app: App, ids: &[Id], into: LineAt) {
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
    let list = app.list.get_untracked();
    let places: Vec<usize> = ids.iter().filter_map(|id| list.place(*id)).collect();
    let (Some(first), Some(last)) = (places.iter().min(), places.iter().max()) else { return };
    // In the tree an item passes those under the same one, in groups those of the same group.
    let parent = |place: usize| list.branches.get(place).and_then(|_| parent_of(app, *list.ids.get(place)?));
    let is_beside =
        |place: usize| list.head_over(place) == list.head_over(*first) && parent(place) == parent(*first);
    let is_other = |place: &usize| !places.contains(place) && is_beside(*place);
    let id = |place: usize| list.ids.get(place).copied();
    let to = if by < 0 {
        (0..*first).rev().find(is_other).and_then(id).map(Destination::Before)
    } else {
        (last + 1..list.ids.len()).find(is_other).and_then(id).map(Destination::After)
    };
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
    if let Some(carried) = app.carried.get_untracked() {
        return carried.drop_here(app);
    }
    let ids = app.targets();
    let list = app.list.get_untracked();
    let Some(at) = ids.first().and_then(|first| list.place(*first)) else { return };
    let name = name_of(app, &ids);
    app.announce_now(format!(
        "Picked up {name}, position {} of {}. Arrows move, Enter drops, Escape cancels.",
        at + 1,
        list.ids.len()
    ));
    app.carried.set(Some(Carried::new(app, ids, at, false)));
}

/// Moves the place where carried items would drop.
pub fn step_carried(app: App, by: isize) {
    let last = app.list.with_untracked(|list| list.ids.len());
    app.carried.update(|carried| {
        if let Some(carried) = carried {
            // The places right before and right after an item that is carried are the same.
            carried.at = carried.at.saturating_add_signed(by).min(last);
        }
    });
    let at = app.carried.with_untracked(|carried| carried.as_ref().map_or(0, |carried| carried.at));
    app.announce_now(format!("Position {} of {last}", (at + 1).min(last)));
    let anchor = app.list.with_untracked(|list| list.ids.get(at.min(last.saturating_sub(1))).copied());
    if let Some(anchor) = anchor {
        browser::show_row(&format!("row-{anchor}"));
    }
}
