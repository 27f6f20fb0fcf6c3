//! What can be done with the item at the cursor, or with all that are picked.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::app::App;
use super::super::component::{Choice, MenuItem, MenuSpec, PickerSpec};
use super::super::overlay::{Confirm, Overlay};
use super::super::page::Carried;
use super::{ACTIONS, Action, Group};
use crate::browser::{self, Anchor};
use crate::command::{self, Destination, ItemChange};
use crate::model::{Estimate, Id, Item, ItemType, Label, Product, RecordRef};
use crate::view::{Shortcut, best_first, count, fuzzy_match, row_of, sorted_names, status_glyph, type_glyph};

/// Deleting more items than this asks first; fewer are a matter of Undo.
const DELETE_UNASKED: usize = 20;
/// How many answers a picker shows.
pub(super) const ANSWERS_MOST: usize = 10;

/// What a transaction calls its items: a key, or how many.
fn name_of(app: App, ids: &[Id]) -> String {
    match ids {
        [id] => {
            app.read(|workspace| row_of(workspace.tables(), *id)).map_or_else(|| "item".into(), |row| row.key)
        }
        _ => count(ids.len(), "item"),
    }
}

/// Opens a menu where it was asked for: at its anchor, else at the cell of the row at the cursor.
fn anchor_at(app: App, cell: &str, given: Option<Anchor>) -> Anchor {
    given.unwrap_or_else(|| {
        let cursor = app.selection.with_untracked(|selection| selection.cursor);
        Anchor::of(&cursor.map(|id| format!("{cell}-{id}")).unwrap_or_default())
    })
}

/// Changes items, with the words for Undo and History.
pub fn change(app: App, ids: &[Id], label: String, change: &ItemChange) {
    let said = label.clone();
    let done = app.edit(label, |tx| {
        command::change_items(tx, ids, change);
        Ok(())
    });
    if done.is_some() {
        if ids.len() > 1 {
            app.say_done(said);
        } else {
            app.announce(said);
        }
    }
}

/// The states to choose from.
pub fn status_menu(app: App, ids: Vec<Id>, anchor: Option<Anchor>) {
    let Some(product) = app.product.get_untracked().and_then(|id| app.get::<Product>(id)) else { return };
    let common = common(app, &ids, |item| item.status.clone());
    let items = product.workflow.0.iter().enumerate().map(|(place, state)| {
        let (ids, id, name) = (ids.clone(), state.id.clone(), state.name.clone());
        let run = move || {
            let label = format!("{} to {name}", name_of(app, &ids));
            change(app, &ids, label, &ItemChange::Status(id.clone()));
        };
        MenuItem {
            hint: (place + 1).to_string(),
            checked: Some(common.as_deref() == Some(state.id.as_str())),
            ..MenuItem::new(status_glyph(&product, &state.id), state.name.clone(), run)
        }
    });
    let items = items.collect();
    let label = format!("Status of {}", name_of(app, &ids));
    app.overlay.set(Overlay::Menu(MenuSpec { label, anchor: anchor_at(app, "status", anchor), items }));
}

/// The types to choose from.
pub fn type_menu(app: App, ids: Vec<Id>, anchor: Option<Anchor>) {
    let common = common(app, &ids, |item| item.kind);
    let items = ItemType::ALL.into_iter().enumerate().map(|(place, kind)| {
        let ids = ids.clone();
        let run = move || {
            let label = format!("{} to {}", name_of(app, &ids), kind.name());
            change(app, &ids, label, &ItemChange::Kind(kind));
        };
        MenuItem {
            hint: (place + 1).to_string(),
            checked: Some(common == Some(kind)),
            ..MenuItem::new(type_glyph(kind), kind.name(), run)
        }
    });
    let items = items.collect();
    let label = format!("Type of {}", name_of(app, &ids));
    app.overlay.set(Overlay::Menu(MenuSpec { label, anchor: anchor_at(app, "type", anchor), items }));
}

/// The value all items have in common.
fn common<T: PartialEq>(app: App, ids: &[Id], value: impl Fn(&Item) -> T) -> Option<T> {
    let mut values = ids.iter().filter_map(|id| app.get::<Item>(*id)).map(|item| value(&item));
    let first = values.next()?;
    values.all(|other| other == first).then_some(first)
}

/// The labels to choose from, and a new one by what was typed.
pub fn label_picker(app: App, ids: Vec<Id>, anchor: Option<Anchor>) {
    let label = format!("Labels of {}", name_of(app, &ids));
    let answers = move |typed: &str| label_answers(app, &ids, typed);
    let anchor = anchor_at(app, "labels", anchor);
    app.overlay.set(Overlay::Picker(PickerSpec {
        label,
        placeholder: "Label",
        anchor,
        answers: Arc::new(answers),
    }));
}

fn label_answers(app: App, ids: &[Id], typed: &str) -> Vec<Choice> {
    let names =
        app.read(|workspace| workspace.tables().labels.iter().map(|label| label.name.clone()).collect());
    let items: Vec<Arc<Item>> = ids.iter().filter_map(|id| app.get::<Item>(*id)).collect();
    let having = |label: &Label| items.iter().filter(|item| item.labels.contains(&label.meta.id)).count();
    let by_name = |name: &String| {
        app.read(|workspace| workspace.tables().labels.iter().find(|label| label.name == *name).cloned())
    };
    let found: Vec<(u8, Label)> = sorted_names(names)
        .iter()
        .filter_map(|name| Some((fuzzy_match(typed, name)?.rank, by_name(name)?)))
        // Before anything is typed, what the items have comes first.
        .map(|(rank, label)| (if typed.is_empty() && having(&label) > 0 { 0 } else { rank }, label))
        .collect();
    let labels: Vec<Label> = best_first(found).collect();
    let is_known = labels.iter().any(|label| label.name.to_lowercase() == typed.trim().to_lowercase());
    let mut choices: Vec<Choice> = labels
        .iter()
        .take(ANSWERS_MOST)
        .map(|label| {
            let number = having(label);
            let is_on_all = number == items.len();
            let (ids, id, name) = (ids.to_vec(), label.meta.id, label.name.clone());
            let run = move || {
                if is_on_all {
                    change(
                        app,
                        &ids,
                        format!("Label “{name}” off {}", name_of(app, &ids)),
                        &ItemChange::RemoveLabel(id),
                    );
                } else {
                    let text = format!("Label “{name}” on {}", name_of(app, &ids));
                    change(app, &ids, text, &ItemChange::AddLabel(name.clone()));
                }
            };
            Choice {
                label: label.name.clone(),
                icon: "tag",
                hint: String::new(),
                checked: Some(if is_on_all {
                    "true"
                } else if number > 0 {
                    "mixed"
                } else {
                    "false"
                }),
                stays: true,
                run: Arc::new(run),
            }
        })
        .collect();
    let name = typed.trim().to_owned();
    if !name.is_empty() && !is_known {
        let ids = ids.to_vec();
        let run_name = name.clone();
        let run = move || {
            let text = format!("Label “{run_name}” on {}", name_of(app, &ids));
            change(app, &ids, text, &ItemChange::AddLabel(run_name.clone()));
        };
        choices.push(Choice {
            label: format!("Make label “{name}”"),
            icon: "plus",
            hint: String::new(),
            checked: None,
            stays: true,
            run: Arc::new(run),
        });
    }
    choices
}

/// The estimates to choose from, or any number that is typed.
pub fn estimate_at(app: App, ids: Vec<Id>, anchor: Option<Anchor>) {
    const USUAL: [&str; 8] = ["0.5", "1", "2", "3", "5", "8", "13", "20"];
    let label = format!("Estimate of {}", name_of(app, &ids));
    let answers = move |typed: &str| {
        let typed = typed.trim();
        let choice = |text: &str, estimate: Option<Estimate>| {
            let ids = ids.clone();
            Choice {
                label: text.to_owned(),
                icon: "points",
                hint: String::new(),
                checked: None,
                stays: false,
                run: Arc::new(move || set_estimate(app, &ids, estimate)),
            }
        };
        let points = |text: &str| {
            let estimate = text.parse::<Estimate>().ok()?;
            let words =
                if estimate.tenths() == 10 { "1 point".to_owned() } else { format!("{estimate} points") };
            Some(choice(&words, Some(estimate)))
        };
        if typed.is_empty() {
            let usual = USUAL.iter().filter_map(|text| points(text));
            return usual.chain([choice("No estimate", None)]).collect();
        }
        points(typed).into_iter().collect()
    };
    let anchor = anchor_at(app, "estimate", anchor);
    app.overlay.set(Overlay::Picker(PickerSpec {
        label,
        placeholder: "Points",
        anchor,
        answers: Arc::new(answers),
    }));
}

/// Gives items an estimate, or takes it away.
fn set_estimate(app: App, ids: &[Id], estimate: Option<Estimate>) {
    let name = name_of(app, ids);
    let label = match estimate {
        Some(estimate) => format!("Estimate of {name}: {estimate}"),
        None => format!("No estimate for {name}"),
    };
    change(app, ids, label, &ItemChange::Estimate(estimate));
}

/// Where items can be moved to: top, bottom, a position, before another item.
pub fn move_menu(app: App, ids: Vec<Id>, anchor: Option<Anchor>) {
    let label = format!("Move {} to", name_of(app, &ids));
    let answers = move |typed: &str| move_answers(app, &ids, typed);
    let anchor = anchor_at(app, "row", anchor);
    let placeholder = "Position, key or words of a title";
    app.overlay.set(Overlay::Picker(PickerSpec { label, placeholder, anchor, answers: Arc::new(answers) }));
}

fn move_answers(app: App, ids: &[Id], typed: &str) -> Vec<Choice> {
    let list = app.list.get_untracked();
    let choice = |label: String, icon: &'static str, hint: String, to: Destination| {
        let ids = ids.to_vec();
        Choice {
            label,
            icon,
            hint,
            checked: None,
            stays: false,
            run: Arc::new(move || move_to(app, ids.clone(), to)),
        }
    };
    let mut choices = Vec::new();
    let hint = |label: &str| {
        let keys = Action::named(label).and_then(|action| action.shortcuts(app).into_iter().next());
        keys.map(|keys| Shortcut::parse(&keys).to_string()).unwrap_or_default()
    };
    if fuzzy_match(typed, "Top of the list").is_some() {
        choices.push(choice("Top of the list".into(), "top", hint("Move to the top"), Destination::Top));
    }
    if fuzzy_match(typed, "Bottom of the list").is_some() {
        choices.push(choice(
            "Bottom of the list".into(),
            "bottom",
            hint("Move to the bottom"),
            Destination::Bottom,
        ));
    }
    if typed.trim().is_empty() {
        return choices;
    }
    let rest: Vec<Id> = list.ids.iter().copied().filter(|id| !ids.contains(id)).collect();
    if let Ok(position) = typed.trim().parse::<usize>()
        && position > 0
    {
        let to = rest.get(position - 1).map_or(Destination::Bottom, |id| Destination::Before(*id));
        let position = position.min(rest.len() + 1);
        choices
            .insert(0, choice(format!("Position {position}"), "move", format!("of {}", list.ids.len()), to));
    }
    app.read(|workspace| {
        let mut found: Vec<(u8, Choice)> = Vec::new();
        for id in &rest {
            let Some(row) = row_of(workspace.tables(), *id) else { continue };
            let is_key = row.key.eq_ignore_ascii_case(typed.trim());
            let rank =
                if is_key { Some(0) } else { fuzzy_match(typed, &row.title).map(|answer| answer.rank) };
            if let Some(rank) = rank.filter(|rank| *rank < 3) {
                let label = format!("Before {}", row.title);
                found.push((rank, choice(label, type_glyph(row.kind), row.key, Destination::Before(*id))));
            }
        }
        choices.extend(best_first(found).take(ANSWERS_MOST));
    });
    choices
}

/// Moves items and keeps the focus on them.
pub fn move_to(app: App, ids: Vec<Id>, to: Destination) {
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
        let place = ids.first().and_then(|first| list.ids.iter().position(|id| id == first));
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

/// Moves the items up (negative) or down past the next row in view.
pub fn move_by(app: App, by: isize) {
    let ids = app.targets();
    let list = app.list.get_untracked();
    let places: Vec<usize> =
        ids.iter().filter_map(|id| list.ids.iter().position(|other| other == id)).collect();
    let (Some(first), Some(last)) = (places.iter().min(), places.iter().max()) else { return };
    let is_other = |place: &usize| !places.contains(place);
    let to = if by < 0 {
        (0..*first).rev().find(is_other).map(|place| Destination::Before(list.ids[place]))
    } else {
        (last + 1..list.ids.len()).find(is_other).map(|place| Destination::After(list.ids[place]))
    };
    match to {
        Some(to) => move_to(app, ids, to),
        None => app.announce(if by < 0 { "Already at the top" } else { "Already at the bottom" }),
    }
}

/// Picks the items up, to be carried with the arrow keys; dropped again by the same key.
pub fn pick_up(app: App) {
    if let Some(carried) = app.carried.get_untracked() {
        return carried.drop_here(app);
    }
    let ids = app.targets();
    let list = app.list.get_untracked();
    let Some(at) = ids.first().and_then(|first| list.ids.iter().position(|id| id == first)) else { return };
    let name = name_of(app, &ids);
    app.announce_now(format!(
        "Picked up {name}, position {} of {}. Arrows move, Enter drops, Escape cancels.",
        at + 1,
        list.ids.len()
    ));
    app.carried.set(Some(Carried { ids, at, by_pointer: false }));
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

/// Opens the item at the cursor in the inspector, and goes there.
pub fn open(app: App) {
    if let Some(carried) = app.carried.get_untracked() {
        return carried.drop_here(app);
    }
    let cursor = app.selection.with_untracked(|selection| selection.cursor);
    if let Some(id) = cursor.or_else(|| app.targets().first().copied()) {
        app.inspect(id);
        browser::focus_soon(".insp textarea");
    }
}

/// Opens the item at the cursor in the inspector and stays in the list; closes it when it is open.
pub fn peek(app: App) {
    let cursor = app.selection.with_untracked(|selection| selection.cursor);
    match (untrack(|| app.open_item()), cursor) {
        (Some(open), Some(cursor)) if open == cursor => app.close_inspector(),
        (_, Some(cursor)) => app.inspect(cursor),
        _ => {}
    }
}

/// Edits the title of the item at the cursor, where it stands.
pub fn edit_title(app: App) {
    let cursor = app.selection.with_untracked(|selection| selection.cursor);
    if let Some(id) = cursor {
        app.go_to(id);
        app.editing.set(Some(id));
    }
}

/// Makes another item like each of these, right after it.
pub fn duplicate(app: App) {
    let ids = app.targets();
    let label = format!("Duplicate {}", name_of(app, &ids));
    if let Some(copies) = app.edit(label.clone(), |tx| command::duplicate_items(tx, &ids)) {
        app.selection.update(crate::view::Selection::clear);
        if let Some(first) = copies.first() {
            app.go_to(*first);
        }
        app.say_done(label);
    }
}

/// Copies the address of the record in the inspector, else of the item at the cursor.
pub fn copy_link(app: App) {
    let target = || app.targets().first().copied().map(RecordRef::to::<Item>);
    let Some(record) = untrack(|| app.open_record()).or_else(target) else { return };
    let Some(route) = app.route_to(record) else { return };
    let url = browser::page_url() + &route.href();
    let key = super::mend::name(app, record);
    leptos::task::spawn_local(async move {
        if browser::copy_text(url.clone()).await {
            app.say(format!("Copied the link to {key}."));
        } else {
            app.say(format!("The browser does not let this page copy. The link is {url}"));
        }
    });
}

/// Puts the items into Trash; many only after a question.
pub fn delete_targets(app: App) {
    let ids = app.targets();
    if ids.len() <= DELETE_UNASKED {
        return delete(app, &ids);
    }
    app.overlay.set(Overlay::Confirm(Confirm {
        title: format!("Delete {}?", count(ids.len(), "item")),
        text: "They go to Trash for 30 days, and one Undo brings all of them back.".into(),
        button: "Delete",
        run: Arc::new(move || delete(app, &ids)),
    }));
}

fn delete(app: App, ids: &[Id]) {
    let list = app.list.get_untracked();
    let heir = app.selection.with_untracked(|selection| selection.heir(&list.ids, ids));
    let label = format!("Delete {}", name_of(app, ids));
    let is_open = untrack(|| app.open_item()).is_some_and(|open| ids.contains(&open));
    let done = app.edit(label.clone(), |tx| {
        command::delete_items(tx, ids);
        Ok(())
    });
    if done.is_none() {
        return;
    }
    if is_open {
        app.close_inspector();
    }
    app.selection.update(|selection| {
        selection.clear();
        selection.cursor = heir;
    });
    match heir {
        Some(heir) => app.go_to(heir),
        None => browser::focus_soon(".empty .btn, h1"),
    }
    app.say_done(label);
}

/// The menu of everything that can be done with the items.
pub fn open_menu(app: App) {
    let cursor = app.selection.with_untracked(|selection| selection.cursor);
    let mut anchor = Anchor::of(&cursor.map(|id| format!("row-{id}")).unwrap_or_default());
    anchor.left += 96.0;
    menu_of_items(app, anchor);
}

/// The menu of everything that can be done with the items, at a place.
pub fn menu_of_items(app: App, anchor: Anchor) {
    let ids = app.targets();
    let of_item =
        |action: &&Action| (action.group == Group::Item || action.label == "Open") && !action.is_motion();
    let items = ACTIONS.iter().filter(of_item).map(|action| {
        let keys = action.shortcuts(app).into_iter().next();
        let keys = keys.map(|keys| Shortcut::parse(&keys).parts(browser::is_mac()).join(" "));
        MenuItem {
            hint: keys.unwrap_or_default(),
            is_danger: action.label == "Delete",
            starts_group: matches!(action.label, "Status" | "Move to…" | "Duplicate" | "Delete"),
            ..MenuItem::new(action.icon, action.label, move || (action.run)(app))
        }
    });
    let items = items.collect();
    app.overlay.set(Overlay::Menu(MenuSpec { label: name_of(app, &ids), anchor, items }));
}
