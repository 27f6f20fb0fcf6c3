//! The line over the list: what is in it, and where new items are written.

use leptos::prelude::*;

use super::super::super::app::{App, use_app};
use super::super::super::component::Icon;
use super::summary;
use crate::command::{self, Destination, Draft};
use crate::model::clean_line;
use crate::view::count;

/// What the list has; while a person writes new items, the field for them.
#[component]
pub fn Composer() -> impl IntoView {
    let app = use_app();
    move || {
        if !app.composing.get() {
            return view! {
                <span class="saved">{move || summary(app)}</span>
            }
            .into_any();
        }
        let input = NodeRef::<leptos::html::Input>::new();
        input.on_load(move |input| {
            input.set_value(&app.begun_title.get_value());
            crate::browser::focus(&input);
        });
        view! {
            <label class="composer">
                <Icon name="plus" />
                <input
                    node_ref=input
                    aria-label="Title of the new item"
                    placeholder="What should be built?"
                    autocomplete="off"
                    on:input=move |event| app.begun_title.set_value(event_target_value(&event))
                    on:keydown=move |event| {
                        if event.is_composing() {
                            return;
                        }
                        match event.key().as_str() {
                            "Enter" => {
                                app.begun_title.set_value(String::new());
                                add(app, &[event_target_value(&event)]);
                                crate::browser::clear_input(".composer input");
                                if event.ctrl_key() || event.meta_key() {
                                    close(app);
                                }
                            }
                            "Escape" => {
                                app.begun_title.set_value(String::new());
                                close(app);
                            }
                            _ => return,
                        }
                        event.prevent_default();
                        event.stop_propagation();
                    }
                    on:paste=move |event| {
                        let text = crate::browser::pasted_text(&event).unwrap_or_default();
                        let lines: Vec<String> = text.lines().map(clean_line).filter(|line| !line.is_empty()).collect();
                        if lines.len() > 1 {
                            event.prevent_default();
                            add(app, &lines);
                        }
                    }
                    on:blur=move |event| {
                        if event_target_value(&event).trim().is_empty() {
                            app.composing.set(false);
                        }
                    }
                />
                <span class="saved">"Enter adds, Esc closes, pasted lines become items"</span>
            </label>
        }
        .into_any()
    }
}

/// Adds items at the top, in the order of the titles.
fn add(app: App, titles: &[String]) {
    let Some(product) = app.product.get_untracked() else { return };
    let drafts: Vec<Draft> = titles
        .iter()
        .map(|title| clean_line(title))
        .filter(|title| !title.is_empty())
        .map(|title| Draft { title, ..Draft::default() })
        .collect();
    let label = match drafts.as_slice() {
        [] => return,
        [draft] => format!("Add “{}”", draft.title),
        _ => format!("Add {}", count(drafts.len(), "item")),
    };
    let many = drafts.len() > 1;
    let added = app.edit(label.clone(), |tx| {
        let mut ids = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let at = ids.last().map_or(Destination::Top, |last| Destination::After(*last));
            ids.push(command::add_item(tx, product, draft, at)?);
        }
        Ok(ids)
    });
    let Some(first) = added.and_then(|ids| ids.first().copied()) else { return };
    app.selection.update(|selection| selection.cursor = Some(first));
    if many {
        app.say_done(label);
    } else {
        app.announce(label);
    }
}

fn close(app: App) {
    app.composing.set(false);
    match app.selection.with_untracked(|selection| selection.cursor) {
        Some(cursor) => app.go_to(cursor),
        None => crate::browser::focus_soon(".empty .btn, h1"),
    }
}
