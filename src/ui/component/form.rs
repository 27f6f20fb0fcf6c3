//! Forms that stand in more than one dialog: what is pasted, and what is kept out of a file for others.

use leptos::prelude::*;

use super::{Cancel, FormDialog};
use crate::ui::app::{Overlay, use_app};

/// A dialog with a box to paste in; it closes once what was pasted is in.
#[component]
pub fn PasteForm(
    /// What it is about.
    heading: &'static str,
    /// How it is read.
    say: &'static str,
    /// What is pasted.
    label: &'static str,
    /// Takes it, or says why not.
    #[prop(into)]
    bring: Callback<String, Result<(), String>>,
) -> impl IntoView {
    let app = use_app();
    let (text, error) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let submit = move || match bring.run(text.get_untracked()) {
        Ok(()) => app.overlay.set(Overlay::None),
        Err(reason) => error.set(Some(reason)),
    };
    view! {
        <FormDialog heading=heading.to_owned() on_submit=submit>
            <p class="say">{say}</p>
            <label class="field">
                <span>{label}</span>
                <textarea rows="10" on:input=move |event| text.set(event_target_value(&event))></textarea>
                {move || error.get().map(|words| view! { <span class="error" role="alert">{words}</span> })}
            </label>
            <div class="go">
                <button class="btn" data-kind="primary" type="submit">"Bring them in"</button>
                <Cancel />
            </div>
        </FormDialog>
    }
}

/// The end of a form that saves a file for others: the words that must stand nowhere in it, why it cannot be, and its buttons.
#[component]
pub fn RedactFields(
    /// The words, as they are written.
    words: RwSignal<String>,
    /// Why there is no file.
    error: RwSignal<Option<String>>,
) -> impl IntoView {
    view! {
        <label class="field">
            <span>"Words to black out wherever they stand, with commas between"</span>
            <input autocomplete="off" placeholder="such as names of customers" on:input=move |event| words.set(event_target_value(&event)) />
            {move || error.get().map(|words| view! { <span class="error" role="alert">{words}</span> })}
        </label>
        <div class="go">
            <button class="btn" data-kind="primary" type="submit">"Save the file"</button>
            <Cancel />
        </div>
    }
}
