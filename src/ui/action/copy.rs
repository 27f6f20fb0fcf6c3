//! What goes to the clipboard: links, and rows as a spreadsheet takes them.

use leptos::prelude::*;

use super::column::columns_of;
use crate::browser;
use crate::model::Id;
use crate::ui::app::{App, Overlay, register};
use crate::view::{Column, Route, count, row_of, rows_as_text};

/// Copies the link to the record in focus, else to the list or the page as it is.
pub fn copy_link(app: App) {
    let target = || app.targets().first().map(|id| app.listed(*id));
    let record = untrack(|| app.open_record()).or_else(target);
    match record.and_then(|record| Some((record, app.route_to(record)?))) {
        Some((record, route)) => copy_link_to(app, &route, &super::name_of(app, record)),
        None => copy_link_to(app, &app.route.get_untracked(), "this page"),
    }
}

/// Copies a text and says so, or what to do where the browser does not let it.
pub fn copy_text(app: App, text: String, said: String, else_said: String) {
    leptos::task::spawn_local(async move {
        let done = browser::copy_text(text).await;
        app.say(if done { said } else { else_said });
    });
}

/// What is said where nothing can be copied.
pub const NO_COPY: &str = "The browser does not let this page copy.";

/// Copies the link to an address, which is called so.
pub fn copy_link_to(app: App, route: &Route, what: &str) {
    let url = browser::page_url() + &route.href();
    let else_said = format!("{NO_COPY} The link is {url}");
    copy_text(app, url, format!("Copied the link to {what}."), else_said);
}

/// Copies the picked rows, else the one at the cursor, with the columns in view.
pub fn copy_rows(app: App) {
    let (text, said) = rows_to_copy(app, &app.targets());
    copy_text(app, text, said, format!("{NO_COPY} Press Ctrl C on the list instead."));
}

/// What Ctrl C copies on the list, where no text is selected.
pub fn on_copy(app: App, event: &leptos::ev::ClipboardEvent) {
    let is_free = app.overlay.with_untracked(Overlay::is_none) && !browser::is_editing(event);
    let ids = app.targets();
    let Some(first) = ids.first().filter(|_| is_free && !browser::has_selected_text()) else { return };
    // The cell a person has gone to; what is picked is meant as a whole.
    let is_picked = app.rows.selection.with_untracked(|selection| !selection.picked.is_empty());
    let cell = browser::focused_cell().and_then(|name| app.subject().column(&name)).filter(|_| !is_picked);
    let words = cell.and_then(|column| words_of(app, *first, &[column])?.pop());
    let (text, said) = match words {
        Some(words) => (words, "Copied the cell.".to_owned()),
        None => rows_to_copy(app, &ids),
    };
    if browser::set_copied_text(event, &text) {
        event.prevent_default();
        app.say(said);
    }
}

/// Rows with the columns in view as text, and what is said once they are copied.
fn rows_to_copy(app: App, ids: &[Id]) -> (String, String) {
    let columns = untrack(|| columns_of(app));
    let rows = ids.iter().filter_map(|id| words_of(app, *id, &columns)).collect();
    (rows_as_text(&columns, rows), format!("Copied {}.", count(ids.len(), "row")))
}

/// The key and the title of an item, and what stands in the columns for it, in words.
fn words_of(app: App, id: Id, columns: &[Column]) -> Option<Vec<String>> {
    app.read(|workspace| {
        let tables = workspace.tables();
        if let Some(kind) = app.kind() {
            let register = register(tables, kind, app.product.get_untracked()?);
            let (row, record) = (register.row(id)?, register.record(id)?);
            let cells = register.cells(record, columns).into_iter();
            let words = cells.map(|(_, cell)| cell.words(&row, browser::IN_SHEETS));
            return Some([row.key.clone(), row.title.clone()].into_iter().chain(words).collect());
        }
        let (row, item) = row_of(tables, id).zip(tables.items.get(id))?;
        let words = |column: &Column| column.cell(tables, item).words(&row, browser::IN_SHEETS);
        let columns = columns.iter().map(words);
        Some([row.key.clone(), row.title.clone()].into_iter().chain(columns).collect())
    })
}
