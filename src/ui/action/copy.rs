//! What goes to the clipboard: links, and rows as a spreadsheet takes them.

use leptos::prelude::*;

use super::super::app::App;
use super::super::overlay::Overlay;
use super::column::columns_of;
use crate::browser;
use crate::model::{Id, Item, RecordRef};
use crate::view::{Column, Route, count, row_of, rows_as_text};

/// Copies the link to the record in focus, else to the list or the page as it is.
pub fn copy_link(app: App) {
    let target = || app.targets().first().copied().map(RecordRef::to::<Item>);
    let record = untrack(|| app.open_record()).or_else(target);
    match record.and_then(|record| Some((record, app.route_to(record)?))) {
        Some((record, route)) => copy_link_to(app, &route, &super::mend::name(app, record)),
        None => copy_link_to(app, &app.route.get_untracked(), "this page"),
    }
}

/// Copies the link to an address, which is called so.
pub fn copy_link_to(app: App, route: &Route, what: &str) {
    let url = browser::page_url() + &route.href();
    let copied = format!("Copied the link to {what}.");
    leptos::task::spawn_local(async move {
        if browser::copy_text(url.clone()).await {
            app.say(copied);
        } else {
            app.say(format!("The browser does not let this page copy. The link is {url}"));
        }
    });
}

/// Copies the picked rows, else the one at the cursor, with the columns in view.
pub fn copy_rows(app: App) {
    let (text, said) = (rows_text(app), said(app));
    leptos::task::spawn_local(async move {
        if browser::copy_text(text).await {
            app.say(said);
        } else {
            app.say("The browser does not let this page copy. Press Ctrl C on the list instead.");
        }
    });
}

/// What Ctrl C copies on the list, where no text is selected.
pub fn on_copy(app: App, event: &leptos::ev::ClipboardEvent) {
    let is_free = app.overlay.with_untracked(Overlay::is_none) && !browser::is_editing(event);
    if !is_free || browser::has_selected_text() || app.targets().is_empty() {
        return;
    }
    // The cell a person has gone to; what is picked is meant as a whole.
    let is_picked = app.selection.with_untracked(|selection| !selection.picked.is_empty());
    let cell = browser::focused_cell().and_then(|name| Column::of_segment(&name)).filter(|_| !is_picked);
    let (text, said) = match (cell, app.targets().first()) {
        (Some(column), Some(id)) => (words_of(app, *id, &[column]).concat(), "Copied the cell.".to_owned()),
        _ => (rows_text(app), said(app)),
    };
    if browser::set_copied_text(event, &text) {
        event.prevent_default();
        app.say(said);
    }
}

fn said(app: App) -> String {
    format!("Copied {}.", count(app.targets().len(), "row"))
}

fn rows_text(app: App) -> String {
    let columns = untrack(|| columns_of(app));
    let row = |id: &Id| {
        let row = app.read(|workspace| row_of(workspace.tables(), *id))?;
        Some([row.key, row.title].into_iter().chain(words_of(app, *id, &columns)).collect())
    };
    rows_as_text(&columns, app.targets().iter().filter_map(row).collect())
}

/// What stands in the columns for an item, in words.
fn words_of(app: App, id: Id, columns: &[Column]) -> Vec<String> {
    let day = |at| browser::day_of(at).to_string();
    app.read(|workspace| {
        let tables = workspace.tables();
        let Some((row, item)) = row_of(tables, id).zip(tables.items.get(id)) else { return Vec::new() };
        let words = |column: &Column| column.cell(tables, item).words(&row, day, browser::age_text);
        columns.iter().map(words).collect()
    })
}
