//! Menus that list actions with the keys they have: drawn from the registry when they open.

use super::order::move_to;
use super::target::{anchor_at, listed_names};
use super::tree::move_under;
use super::{ACTIONS, Action, ActionId, Group};
use crate::browser::{self, Anchor};
use crate::command::Destination;
use crate::model::{Id, Item, ItemType, RecordRef, set_of};
use crate::ui::app::{App, Choice, MenuItem, MenuSpec, PickerSpec};
use crate::view::{Matches, Shortcut, fuzzy_match, type_glyph};

/// What begins a group in the menu of items.
const STARTS_GROUP: [ActionId; 5] =
    [ActionId::Status, ActionId::Goal, ActionId::MoveTo, ActionId::Duplicate, ActionId::Delete];

/// Everything that can be done with the items at the cursor.
pub fn item_menu(app: App, anchor: Anchor) -> MenuSpec {
    let of_item = |action: &&Action| {
        (action.group == Group::Item || action.id == ActionId::Open)
            && !action.is_motion()
            && (action.when)(app)
    };
    let items = ACTIONS.iter().filter(of_item).map(|action| {
        let keys = action.shortcuts(app).into_iter().next();
        let keys = keys.map(|keys| Shortcut::parse(&keys).parts(browser::is_mac()).join(" "));
        MenuItem {
            hint: keys.unwrap_or_default(),
            is_danger: action.id == ActionId::Delete,
            starts_group: STARTS_GROUP.contains(&action.id),
            ..MenuItem::new(action.icon, action.label, move || (action.run)(app))
        }
    });
    MenuSpec { label: listed_names(app, &app.targets()), anchor, items: items.collect() }
}

/// How many items are offered at once to be moved to; each as two places.
const PLACES_MOST: usize = 5;

/// Where the items at the cursor can be moved to: top, bottom, a position, before another item.
pub fn move_picker(app: App) -> PickerSpec {
    let ids = app.targets();
    let label = format!("Move {} to", listed_names(app, &ids));
    let answers = move |typed: &str| move_answers(app, &ids, typed);
    PickerSpec::new(label, "Position, key or words of a title", anchor_at(app, "row", None), answers)
}

fn move_answers(app: App, ids: &[Id], typed: &str) -> Vec<Choice> {
    let list = app.list.get_untracked();
    let choice = |label: String, icon: &'static str, hint: String, to: Destination| {
        let ids = ids.to_vec();
        Choice::new(label, icon, move || move_to(app, ids.clone(), to)).with_hint(hint)
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
        let key_of = |item: &Item| format!("{}-{}", owner.key, item.number);
        let mut found = Matches::closely(typed);
        // All there are, and not only what is in view.
        for item in tables.items.of(owner.meta.id).filter(|item| !moving.contains(&item.meta.id)) {
            let record = RecordRef::to::<Item>(item.meta.id);
            if key_of(item).eq_ignore_ascii_case(typed.trim()) {
                found.offer_first(record);
            } else {
                found.offer(&item.shown_title(), false, record);
            }
        }
        let best = found.best().into_iter().take(PLACES_MOST);
        for item in best.filter_map(|record| tables.items.get(record.id)) {
            let (id, title, key) = (item.meta.id, item.shown_title(), key_of(item));
            let before = format!("Before {title}");
            let before = choice(before, type_glyph(item.kind), key.clone(), Destination::Before(id));
            let ids = ids.to_vec();
            let run = move || move_under(app, &ids, Some(id), None);
            let under = Choice::new(format!("Under {title}"), "down", run).with_hint(key);
            // An epic is there to have things under it.
            choices.extend(if item.kind == ItemType::Epic { [under, before] } else { [before, under] });
        }
    });
    choices
}
