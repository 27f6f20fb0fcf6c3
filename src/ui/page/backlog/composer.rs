//! Where new items are written.

use leptos::prelude::*;

use crate::command::{self, Destination, Draft};
use crate::format::{is_table, quoted_cells};
use crate::model::{Id, Item, clean_line};
use crate::ui::action::{filtered_values, out_of_view};
use crate::ui::app::{App, Brought, Overlay, use_app};
use crate::ui::component::Icon;
use crate::view::count;

/// The field for new items.
#[component]
pub fn Composer() -> impl IntoView {
    let app = use_app();
    let input = NodeRef::<leptos::html::Input>::new();
    input.on_load(move |input| {
        input.set_value(&app.rows.begun_title.get_value());
        crate::browser::focus(&input);
        input.select();
    });
    let last = StoredValue::new(None::<Id>);
    view! {
        <label class="composer">
            <Icon name="plus" />
            <input
                node_ref=input
                aria-label="Title of the new item"
                placeholder="What should be built?"
                autocomplete="off"
                on:input=move |event| app.rows.begun_title.set_value(event_target_value(&event))
                on:keydown=move |event| {
                    match event.key().as_str() {
                        "Enter" => {
                            app.rows.begun_title.set_value(String::new());
                            last.update_value(|last| *last = add(app, &event_target_value(&event), *last));
                            crate::browser::clear_input(".composer input");
                            if event.ctrl_key() || event.meta_key() {
                                close(app);
                            }
                        }
                        // What was begun waits for the next time.
                        "Escape" => close(app),
                        _ => return,
                    }
                    event.prevent_default();
                    event.stop_propagation();
                }
                on:paste=move |event| {
                    let text = crate::browser::pasted_text(&event).unwrap_or_default();
                    let is_cell = quoted_cells(&text).is_some_and(|cells| cells.len() == 1);
                    if text.trim().lines().count() > 1 && !is_cell {
                        event.prevent_default();
                        bring_in(app, &text);
                    }
                }
                on:blur=move |event| {
                    if event_target_value(&event).trim().is_empty() {
                        app.rows.composing.set(false);
                    }
                }
            />
            <span class="saved">"Enter adds, Esc closes, pasted lines become items"</span>
        </label>
    }
    .into_any()
}

/// Adds an item at the top, or after the one that was written before it; gives the one that is last now.
fn add(app: App, title: &str, last: Option<Id>) -> Option<Id> {
    let product = app.product.get_untracked()?;
    let title = clean_line(title);
    if title.is_empty() {
        return last;
    }
    let label = format!("Add “{title}”");
    let said = format!("Added “{title}”");
    let draft = Draft { title, ..Draft::default() };
    let given = filtered_values(app);
    let to =
        last.filter(|last| app.get::<Item>(*last).is_some()).map_or(Destination::Top, Destination::After);
    let added = app.edit(label.clone(), |tx| {
        let id = command::add_item(tx, product, draft, to)?;
        crate::view::give_filtered(tx, id, &given)?;
        Ok(id)
    });
    let Some(id) = added else { return last };
    if app.list.with_untracked(|list| list.place(id).is_some()) {
        app.rows.selection.update(|selection| selection.cursor = Some(id));
        app.announce(label);
    } else {
        app.say_done(said + &out_of_view(app, &[id]));
    }
    Some(id)
}

/// What is pasted on the page comes in; a cell that a spreadsheet put in quotes comes into a field without them.
pub fn on_paste(app: App, event: &leptos::ev::ClipboardEvent) {
    let text = crate::browser::pasted_text(event).unwrap_or_default();
    if event.default_prevented() || text.trim().is_empty() {
        return;
    }
    if crate::browser::is_editing(event) {
        if let Some([cell]) = quoted_cells(&text).as_deref() {
            event.prevent_default();
            crate::browser::write_in_field(cell);
        }
    } else if app.overlay.with_untracked(Overlay::is_none) {
        event.prevent_default();
        bring_in(app, &text);
        let first = app.rows.selection.with_untracked(|selection| selection.cursor);
        if let Some(first) =
            first.filter(|first| app.list.with_untracked(|list| list.place(*first).is_some()))
        {
            app.go_to(first);
        }
    }
}

/// A table is looked at before it comes in, and so is all on the page of a kind. Else each line is an item at the top, in
/// the order of the lines; what is indented stands under the line above.
fn bring_in(app: App, text: &str) {
    if app.kind().is_some() || is_table(text) {
        return app.overlay.set(Overlay::Import(vec![Brought::pasted(text)]));
    }
    let Some(product) = app.product.get_untracked() else { return };
    let added = app.edit("Paste a list", |tx| command::paste_outline(tx, product, text, true));
    let Some(ids) = added else { return };
    if let Some(first) = ids.first() {
        app.rows.selection.update(|selection| selection.cursor = Some(*first));
        app.say_done(format!("Added {}{}", count(ids.len(), "item"), out_of_view(app, &ids)));
    }
}

fn close(app: App) {
    app.rows.composing.set(false);
    match app.rows.selection.with_untracked(|selection| selection.cursor) {
        Some(cursor) => app.go_to(cursor),
        None => crate::browser::focus_soon(".empty .btn, h1"),
    }
}
