//! The field for another entry of a list: Enter and leaving add it, Esc leaves it as it is, and what cannot be added
//! stays.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser;
use crate::ui::app::use_app;

/// Adds what was written, and says whether it could.
pub type Add = Arc<dyn Fn(String) -> bool + Send + Sync>;

/// The field.
#[component]
pub fn AddField(
    /// By which it is found in the page.
    id: String,
    /// What it is, for the ear.
    label: String,
    /// What stands in it while it is empty.
    placeholder: &'static str,
    /// Adds what was written.
    add: Add,
) -> impl IntoView {
    let app = use_app();
    let draft = StoredValue::new(String::new());
    let field = format!("#{id}");
    let commit = move || {
        // The field may have gone, with what it held.
        let Some(written) =
            draft.try_update_value(std::mem::take).filter(|written| !written.trim().is_empty())
        else {
            return;
        };
        if add(written.clone()) {
            browser::clear_input(&field);
        } else {
            draft.try_set_value(written);
        }
    };
    let is_begun = move || draft.try_with_value(|draft| !draft.trim().is_empty()).unwrap_or(false);
    app.keep_draft(is_begun, commit.clone());
    let commit_on_leaving = commit.clone();
    let is_put_off = StoredValue::new(false);
    view! {
        <textarea
            class="cell add"
            id=id
            rows="1"
            aria-label=label
            placeholder=placeholder
            autocomplete="off"
            on:input=move |event| drop(draft.try_set_value(event_target_value(&event)))
            on:blur=move |_| {
                if is_put_off.try_update_value(std::mem::take) == Some(false) {
                    commit_on_leaving();
                }
            }
            on:keydown=move |event| {
                match event.key().as_str() {
                    "Enter" if !event.shift_key() => commit(),
                    "Escape" if is_begun() => {
                        is_put_off.set_value(true);
                        browser::focus_first(".insp h2");
                    }
                    _ => return,
                }
                event.prevent_default();
                event.stop_propagation();
            }
        ></textarea>
    }
}
