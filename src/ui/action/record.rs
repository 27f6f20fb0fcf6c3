//! What can be done with a record that is no item: choose its values, move it, delete it.

use leptos::prelude::*;

use super::own_field::{ask_new_field, lost_with};
use super::target::name_of;
use super::{Action, Group};
use crate::browser::{self, Anchor};
use crate::command::{self, Destination, OpenItems};
use crate::model::kind::{CONFIDENCE, NEXT_DUE, NEXT_STEP, OWN_OF, STAKEHOLDERS};
use crate::model::{
    Confidence, Handover, Horizon, Id, Initiative, Metric, Product, Record, RecordRef, Release, ReleaseState,
};
use crate::ui::app::{App, Confirm, MenuItem, MenuSpec, Overlay};
use std::sync::Arc;

/// A menu of values, the current one checked.
fn values_menu<V: Copy + PartialEq + Send + Sync + 'static>(
    app: App,
    label: String,
    anchor: Anchor,
    values: &[(V, &'static str)],
    current: Option<V>,
    set: impl Fn(V) + Clone + Send + Sync + 'static,
) {
    let items = values.iter().enumerate().map(|(place, &(value, words))| {
        let set = set.clone();
        MenuItem {
            hint: (place + 1).to_string(),
            checked: Some(current == Some(value)),
            ..MenuItem::new("", words, move || set(value))
        }
    });
    let items = items.collect();
    app.overlay.set(Overlay::Menu(MenuSpec { label, anchor, items }));
}

/// The columns an initiative can stand in.
pub fn horizon_menu(app: App, id: Id, anchor: Anchor) {
    let current = app.get::<Initiative>(id).map(|it| it.horizon);
    let values = Horizon::ALL.map(|horizon| (horizon, horizon.name()));
    let label = format!("Move {} to", name_of(app, RecordRef::to::<Initiative>(id)));
    values_menu(app, label, anchor, &values, current, move |horizon| {
        move_initiative(app, id, horizon, Some(Destination::Bottom));
    });
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

/// How firm an initiative can be.
pub fn confidence_menu(app: App, id: Id, anchor: Anchor) {
    let current = app.get::<Initiative>(id).map(|it| it.confidence);
    let values = Confidence::ALL.map(|confidence| (confidence, confidence.name()));
    values_menu(app, "Confidence".into(), anchor, &values, current, move |confidence| {
        app.edit(format!("Confidence: {}", confidence.name()), |tx| {
            command::write_field(tx, RecordRef::to::<Initiative>(id), &CONFIDENCE, confidence.name())
        });
    });
}

/// How far an initiative can be on its way to the backlog.
pub fn handover_menu(app: App, id: Id, anchor: Anchor) {
    let current = app.get::<Initiative>(id).map(|it| it.handover);
    let values = Handover::ALL.map(|handover| (handover, handover.name()));
    values_menu(app, "Handover".into(), anchor, &values, current, move |handover| {
        app.edit(format!("Handover: {}", handover.name()), |tx| {
            command::set_handover(tx, id, handover);
            Ok(())
        });
    });
}

/// How far a release can be; closing it over open items asks first.
pub fn release_state_menu(app: App, id: Id, anchor: Anchor) {
    let current = app.get::<Release>(id).map(|it| it.state);
    let values = ReleaseState::ALL.map(|state| (state, state.name()));
    values_menu(app, "State of the release".into(), anchor, &values, current, move |state| {
        let label = format!("{}: {}", name_of(app, RecordRef::to::<Release>(id)), state.name());
        let set = move |open: OpenItems| {
            app.try_edit(label.clone(), |tx| command::set_release_state(tx, id, state, open))
        };
        let Err(reason) = set(OpenItems::Refuse) else { return };
        let release_and = |open: OpenItems| -> Arc<dyn Fn() + Send + Sync> {
            let set = set.clone();
            Arc::new(move || drop(set(open)))
        };
        let next = app.read(|workspace| command::next_release(workspace.tables(), id));
        let next = next.map(|next| {
            let called = app.get::<Release>(next).map(|release| release.name.clone()).unwrap_or_default();
            (format!("Move them to {called}"), release_and(OpenItems::Go(Some(next))))
        });
        let none = ("Take them out".to_owned(), release_and(OpenItems::Go(None)));
        app.overlay.set(Overlay::Confirm(Confirm {
            title: "Release it all the same?".into(),
            text: format!(
                "{reason} They can go elsewhere, or stay in the release as they are. One Undo takes it back."
            ),
            others: next.into_iter().chain([none]).collect(),
            button: "Release",
            run: release_and(OpenItems::Stay),
        }));
    });
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
    app.overlay.set(Overlay::Menu(MenuSpec { label: name_of(app, record), anchor, items }));
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
