//! A field for a number, a date or a short text with a rule: what breaks the rule stays in the field, with a sentence.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::Icon;
use crate::browser;
use crate::ui::app::use_app;

/// Takes what was written, or says why not.
pub type SaveValue = Arc<dyn Fn(String) -> Result<(), String> + Send + Sync>;

/// A field of one line that saves on Enter and on leaving, and keeps what cannot be saved.
#[component]
pub fn ValueField(
    /// What it is, for the ear.
    label: &'static str,
    /// `text` or `date`.
    kind: &'static str,
    /// What it shows while nobody writes in it.
    value: String,
    /// Takes what was written, or says why not.
    save: SaveValue,
    /// Tells it from others with its label on the page.
    #[prop(optional, into)]
    of: String,
) -> impl IntoView {
    let error = RwSignal::new(None::<String>);
    let saved = StoredValue::new(value.clone());
    let app = use_app();
    let draft = StoredValue::new(None::<String>);
    let save_on_leaving = Arc::clone(&save);
    let field = |event: &web_sys::Event| {
        event.target().and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok())
    };
    let commit = move |event: &web_sys::Event| {
        let Some(field) = field(event) else { return };
        let written = field.value();
        draft.try_set_value(None);
        // A date that is half written has no value of its own.
        let is_half = field.validity().bad_input();
        if is_half {
            return error.set(Some("That is not a date of any calendar.".into()));
        }
        if saved.try_with_value(|saved| *saved == written).unwrap_or(true) {
            return error.set(None);
        }
        match save(written.clone()) {
            Ok(()) => {
                saved.try_set_value(written);
                error.try_set(None);
            }
            Err(reason) => {
                error.try_set(Some(reason));
            }
        }
    };
    // What is written is not lost with the page or the panel it stands in.
    let is_begun = move || draft.try_with_value(Option::is_some).unwrap_or(false);
    app.keep_draft(is_begun, move || {
        if let Some(written) = draft.try_update_value(Option::take).flatten() {
            // What cannot be saved is not saved.
            let _ = save_on_leaving(written);
        }
    });
    let commit = Arc::new(commit);
    let commit_on_key = Arc::clone(&commit);
    let id = format!("fact-{}{of}", label.to_lowercase().replace(' ', "-"));
    let back_to = format!("#{id}");
    view! {
        <span class="valued">
            <input
                class="cell"
                id=id
                type=kind
                aria-label=label
                autocomplete="off"
                placeholder=if kind == "text" { "Not set" } else { "" }
                min="1900-01-01"
                max="2199-12-31"
                data-none=value.is_empty().then_some("")
                prop:value=value
                on:input=move |event| draft.set_value(Some(event_target_value(&event)))
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:blur=move |event| commit(&event)
                on:keydown=move |event| {
                    match event.key().as_str() {
                        "Enter" => {
                            commit_on_key(&event);
                            // What is saved may be drawn anew: the focus stays at its place.
                            let back_to = back_to.clone();
                            browser::focus_when_drawn(move || {
                                if browser::body_has_focus() {
                                    browser::focus_first(&back_to);
                                }
                            });
                        }
                        "Escape" => {
                            let Some(field) = field(&event) else { return };
                            draft.set_value(None);
                            let old = saved.get_value();
                            if field.value() == old {
                                return;
                            }
                            field.set_value(&old);
                            error.set(None);
                        }
                        _ => return,
                    }
                    event.prevent_default();
                    event.stop_propagation();
                }
            />
            {move || error.get().map(|reason| view! { <span class="why" role="alert"><Icon name="warn" /> {reason}</span> })}
        </span>
    }
}
