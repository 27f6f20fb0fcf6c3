//! A field that is written in: it saves on leaving, on Enter and after a second of rest, and nothing is written back
//! into it while a person writes.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::browser;
use crate::ui::app::use_app;
use crate::ui::reactive::effect;

/// How long typing rests before it is saved.
const REST_MS: u64 = 1_000;

/// Takes what was written.
///
/// One type for all fields: each closure of its own would be the whole field once more. It outlives the page it was made
/// for, which may go before what is written is saved.
#[derive(Clone)]
pub struct SaveText(Arc<dyn Fn(String) + Send + Sync>);

impl<F: Fn(String) + Send + Sync + 'static> From<F> for SaveText {
    fn from(save: F) -> Self {
        Self(Arc::new(save))
    }
}

/// What is said where what was being written meets what another tab has written since.
const CONTESTED: &str =
    "Another tab has changed this meanwhile. What you wrote stands; Undo brings the other back.";

/// A field of one line or of many.
#[component]
pub fn TextField(
    /// What it is, for the ear.
    #[prop(into)]
    label: String,
    /// What it shows while nobody writes in it.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what was written, when it differs.
    #[prop(into)]
    on_save: SaveText,
    /// Style of the field.
    class: &'static str,
    /// What stands in it while it is empty.
    #[prop(optional)]
    placeholder: &'static str,
    /// Whether Enter begins another line; else it saves.
    #[prop(optional)]
    is_prose: bool,
    /// After Ctrl Enter, Esc, and in a field of one line Enter.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let app = use_app();
    let field = NodeRef::<leptos::html::Textarea>::new();
    let draft = StoredValue::new(None::<String>);
    // What the draft began from, and the value as this field last wrote or showed it: any other is from elsewhere.
    let (base, known) = (StoredValue::new(String::new()), StoredValue::new(String::new()));
    let rests = StoredValue::new(0u64);
    let save = move || {
        let written = draft.try_update_value(Option::take).flatten();
        // The value may have gone with the page it stood on.
        let differs = |written: &String| value.try_with_untracked(|value| value != written).unwrap_or(false);
        if let Some(written) = written.filter(differs) {
            let now = value.try_get_untracked();
            let is_contested = base.try_with_value(|base| now.as_ref().is_some_and(|now| now != base));
            (on_save.0)(written);
            known.try_set_value(value.try_get_untracked().unwrap_or_default());
            if is_contested == Some(true) {
                app.say_done(CONTESTED);
            }
        }
    };
    app.keep_draft(move || draft.try_with_value(Option::is_some).unwrap_or(false), save.clone());
    effect(move |_| {
        let value = value.get();
        let is_own = known.try_with_value(|known| *known == value).unwrap_or(true);
        let is_begun = draft.try_with_value(Option::is_some).unwrap_or(true);
        let may_show = |field: &web_sys::HtmlTextAreaElement| {
            field.value() != value && (!browser::has_focus(field) || !is_own && !is_begun)
        };
        if let Some(field) = field.get().filter(may_show) {
            field.set_value(&value);
        }
        known.try_set_value(value);
    });
    let leave = move || {
        if let Some(on_leave) = on_leave {
            on_leave.run(());
        }
    };
    let (save_now, save_later, save_on_blur) = (save.clone(), save.clone(), save);
    // With its text from the start: it may get the focus before any effect runs, and then nothing is written into it.
    let first = value.get_untracked();
    view! {
        <textarea
            node_ref=field
            prop:value=first
            class=class
            rows="1"
            aria-label=label
            placeholder=placeholder
            spellcheck="true"
            autocomplete="off"
            on:input=move |event| {
                if draft.with_value(Option::is_none) {
                    base.set_value(value.get_untracked());
                }
                draft.set_value(Some(event_target_value(&event)));
                let number = rests.try_update_value(|number| { *number += 1; *number });
                let save = save_later.clone();
                set_timeout(
                    move || {
                        // Emptied, it may be about to be written anew: that is for leaving to say.
                        let is_empty = draft.try_with_value(|it| it.as_ref().is_none_or(|it| it.trim().is_empty()));
                        if rests.try_get_value() == number && is_empty == Some(false) {
                            save();
                        }
                    },
                    Duration::from_millis(REST_MS),
                );
            }
            on:blur=move |event| {
                save_on_blur();
                // What was saved may have been cleaned: now that nobody writes, show it as it is.
                let field = event.target().and_then(|it| it.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
                if let Some((field, value)) = field.zip(value.try_get_untracked()) {
                    field.set_value(&value);
                }
            }
            on:keydown=move |event| {
                let with_command = event.ctrl_key() || event.meta_key();
                match event.key().as_str() {
                    // What is saved as it is written is not lost by Esc.
                    "Escape" if is_prose => {
                        save_now();
                        leave();
                    }
                    "Enter" if with_command || !is_prose && !event.shift_key() => {
                        save_now();
                        leave();
                    }
                    // With nothing to put back, Esc is for whoever holds the field.
                    "Escape" if on_leave.is_none() && draft.with_value(Option::is_none) => return,
                    "Escape" => {
                        draft.set_value(None);
                        if let Some(field) = field.get_untracked() {
                            field.set_value(&value.get_untracked());
                        }
                        leave();
                    }
                    _ => return,
                }
                event.prevent_default();
                event.stop_propagation();
            }
        ></textarea>
    }
}
