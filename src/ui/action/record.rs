//! What can be done with a record that is no item: choose its values, move it, delete it.

use super::own_field::{ask_new_field, lost_with};
use super::target::name_of;
use super::{Action, Group};
use crate::browser::{self, Anchor};
use crate::command::{self, Destination};
use crate::model::kind::{NEXT_DUE, NEXT_STEP, OWN_OF, STAKEHOLDERS};
use crate::model::{Confidence, Horizon, Id, Initiative, Metric, Product, Record, RecordRef};
use crate::ui::app::{App, MenuItem};

/// The columns an initiative can stand in.
pub fn horizon_menu(app: App, id: Id, anchor: Anchor) {
    let current = app.get::<Initiative>(id).map(|it| it.horizon);
    let label = format!("Move {} to", name_of(app, RecordRef::to::<Initiative>(id)));
    let items = Horizon::ALL.into_iter().zip(1..).map(|(horizon, place)| MenuItem {
        hint: place.to_string(),
        checked: Some(current == Some(horizon)),
        ..MenuItem::new("", horizon.name(), move || {
            move_initiative(app, id, horizon, Some(Destination::Bottom));
        })
    });
    let items = items.collect();
    app.offer(label, anchor, items);
}

/// Moves an initiative to a place in a column, without one to where its place among all is there, and keeps the focus on it.
pub fn move_initiative(app: App, id: Id, horizon: Horizon, to: Option<Destination>) {
    let key = name_of(app, RecordRef::to::<Initiative>(id));
    let label = format!("Move {key} to {}", horizon.name());
    let moved = app.edit(label.clone(), |tx| Ok(command::move_initiative(tx, id, horizon, to)));
    if moved == Some(true) {
        // Where it stands now says otherwise of most.
        let odd = app.get::<Initiative>(id).filter(|it| it.confidence != Confidence::usual(horizon));
        let stays = odd.map(|it| format!(". Its confidence stays {}", it.confidence.name()));
        app.say_done(label + &stays.unwrap_or_default());
    }
    browser::focus_soon(format!("#card-{id}"));
}

/// The menu of everything that can be done with a record that is no item.
pub fn record_menu(app: App, record: RecordRef, anchor: Anchor) {
    let mut items = Vec::new();
    if record.table == Initiative::TABLE {
        for horizon in Horizon::ALL {
            let run = move || move_initiative(app, record.id, horizon, Some(Destination::Bottom));
            items.push(MenuItem::new("move", format!("Move to {}", horizon.name()), run));
        }
    } else {
        items.push(MenuItem::new("arrow-up", "Move up", move || step(app, record, -1)));
        items.push(MenuItem::new("arrow-down", "Move down", move || step(app, record, 1)));
    }
    if record.table == Metric::TABLE {
        let product = app.get::<Metric>(record.id).and_then(|it| app.get::<Product>(it.product));
        if let Some(product) = product {
            let is_star = product.north_star == Some(record.id);
            let words = if is_star { "No longer the north star" } else { "Make it the north star" };
            let id = product.meta.id;
            items.push(MenuItem::new("star", words, move || {
                let done = app.edit(words, |tx| {
                    command::set_north_star(tx, id, (!is_star).then_some(record.id));
                    Ok(())
                });
                if done.is_some() {
                    app.say_done(words);
                }
            }));
        }
    }
    let has_step = app.read(|workspace| {
        let kept = workspace.tables().described(&STAKEHOLDERS, record.id);
        kept.is_some_and(|kept| kept.value(&NEXT_STEP).is_some() || kept.value(&NEXT_DUE).is_some())
    });
    if has_step {
        items.push(MenuItem::new("check", "The next step is done", move || {
            let label = format!("Next step of {}: done", name_of(app, record));
            let done = app.edit(label.clone(), |tx| {
                command::set_field(tx, record, &NEXT_STEP, None)?;
                command::set_field(tx, record, &NEXT_DUE, None)
            });
            if done.is_some() {
                app.say_done(label);
            }
        }));
    }
    if OWN_OF.word(record.table).is_some() {
        items
            .push(MenuItem::new("columns", "New field…", move || ask_new_field(app, record.table, anchor)));
    }
    if app.kind().is_some_and(|kind| kind.table == record.table) {
        for action in Action::possible(app, Group::Discovery) {
            items.push(MenuItem::new(action.icon, action.label, move || (action.run)(app)));
        }
    }
    let delete = MenuItem::new("trash", "Delete", move || delete(app, record));
    items.push(MenuItem { is_danger: true, starts_group: true, ..delete });
    app.offer(name_of(app, record), anchor, items);
}

/// Moves a record up or down in its list.
pub fn step(app: App, record: RecordRef, by: isize) {
    let key = name_of(app, record);
    let moved = app.edit(format!("Move {key}"), |tx| Ok(command::step_in_order(tx, record, by)));
    app.announce(match (moved, by < 0) {
        (Some(true), true) => format!("{key} moved up"),
        (Some(true), false) => format!("{key} moved down"),
        (_, true) => "Already at the top".into(),
        (_, false) => "Already at the bottom".into(),
    });
}

/// Puts a record into Trash; what linked to it says so as a gap.
pub fn delete(app: App, record: RecordRef) {
    if delete_kept(app, record) {
        app.close_inspector();
        browser::focus_soon("h1");
    }
}

/// The same where no inspector shows it; whether it was done.
pub(super) fn delete_kept(app: App, record: RecordRef) -> bool {
    let label = format!("Delete {}", name_of(app, record));
    let said = [label.clone(), lost_with(app, &[record], None)].concat();
    let done = app.edit(label.clone(), |tx| {
        tx.trash(record.table, &[record.id]);
        Ok(())
    });
    if done.is_some() {
        app.say_done(said);
    }
    done.is_some()
}
