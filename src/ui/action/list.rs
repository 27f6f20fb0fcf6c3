//! Moving about in the backlog and picking rows.

use leptos::prelude::*;

use super::in_list;
use crate::browser;
use crate::model::Id;
use crate::ui::app::App;
use crate::view::{Selection, count};

/// What one row of the list is called.
pub fn noun(app: App) -> &'static str {
    app.kind().map_or("item", |kind| kind.noun)
}

/// Moves the cursor by rows; while items are carried, the place they would drop at.
pub fn step(app: App, by: isize) {
    if app.rows.carried.with_untracked(Option::is_some) {
        return super::step_carried(app, by);
    }
    change(app, |selection, list| selection.step(list, by));
    // Once the inspector is open, it follows the cursor.
    if let (Some(_), Some(cursor)) =
        (untrack(|| app.open_listed()), app.rows.selection.with_untracked(|it| it.cursor))
    {
        let key = app.read(|workspace| workspace.address_of(app.listed(cursor)));
        let route = app.route.with_untracked(|route| route.with_record(key));
        app.replace(route);
    }
}

/// Moves the cursor by a row and picks everything from where the range began.
pub fn extend(app: App, by: isize) {
    change(app, |selection, list| selection.extend(list, by));
    say_picked(app);
}

/// Picks the row at the cursor, or lets it go.
pub fn toggle(app: App) {
    change(app, |selection, list| {
        let cursor = selection.cursor.filter(|cursor| list.contains(cursor));
        match cursor {
            Some(cursor) => selection.toggle(cursor),
            None => selection.step(list, 1),
        }
    });
    say_picked(app);
}

/// Picks every row in view, or lets all go.
pub fn toggle_all(app: App) {
    let list = app.list.get_untracked();
    app.rows.selection.update(|selection| selection.toggle_all(&list.fitting_rows()));
    say_picked(app);
}

/// Leaves whatever was begun last: carrying, writing, the selection, the inspector.
pub fn escape(app: App) {
    if app.presenting.get_untracked() {
        super::present(app, false);
    } else if app.rows.carried.with_untracked(Option::is_some) {
        app.rows.carried.set(None);
        app.announce_now("Cancelled. Everything is where it was.");
    } else if app.rows.composing.get_untracked() {
        app.rows.composing.set(false);
    } else if browser::focus_is_in("#rows [data-cell]") {
        // Out of the cells, to the row.
        app.rows.column.set(None);
        change(app, |_, _| {});
    } else if app.drawer.get_untracked() {
        app.drawer.set(false);
    } else if app.rows.selection.with_untracked(|selection| !selection.picked.is_empty()) {
        app.rows.selection.update(Selection::clear);
        app.announce("Nothing selected");
    } else if untrack(|| app.open_record()).is_some() {
        app.close_inspector();
    }
}

/// How many rows a page of the list has.
pub fn page_rows() -> isize {
    let height = browser::by_id("main").map_or(600.0, |main| f64::from(main.client_height()));
    let row = browser::root_px("--h-row").unwrap_or(32.0);
    ((height / row) as isize - 3).max(1)
}

fn change(app: App, change: impl FnOnce(&mut Selection, &[Id])) {
    let list = app.list.get_untracked();
    app.rows.selection.update(|selection| change(selection, &list.ids));
    if let Some(cursor) = app.rows.selection.with_untracked(|selection| selection.cursor) {
        app.go_to(cursor);
    }
}

fn say_picked(app: App) {
    let picked = app.rows.selection.with_untracked(|selection| selection.picked.len());
    app.announce(format!("{} selected", count(picked, noun(app))));
}

/// Opens the item at the cursor in the inspector, and goes there.
pub fn open(app: App) {
    if let Some(carried) = app.rows.carried.get_untracked() {
        return super::order::drop_carried(app, &carried);
    }
    let cursor = app.rows.selection.with_untracked(|selection| selection.cursor);
    if let Some(id) = cursor.or_else(|| app.targets().first().copied()) {
        app.inspect_record(app.listed(id));
        // Not in the title: keys go on being shortcuts.
        browser::focus_soon(".insp h2");
    }
}

/// Opens the item at the cursor in the inspector and stays in the list; closes it when it is open.
pub fn peek(app: App) {
    let cursor = app.rows.selection.with_untracked(|selection| selection.cursor);
    match (untrack(|| app.open_listed()), cursor) {
        (Some(open), Some(cursor)) if open == cursor => app.close_inspector(),
        (_, Some(cursor)) => app.inspect_record(app.listed(cursor)),
        _ => {}
    }
}

/// Shows what is at the cursor beside the list, or no longer.
pub fn toggle_inspector(app: App) {
    match untrack(|| app.open_record()) {
        Some(_) => app.close_inspector(),
        None if in_list(app) => open(app),
        None => app.announce("Open something first: a goal, a card, an item"),
    }
}
