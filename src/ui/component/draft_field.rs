//! A labelled field of a form whose text is kept by the form until it is sent.

use leptos::prelude::*;

/// The field; what is written goes to the form at each key.
#[component]
pub fn DraftField(
    /// What it is.
    #[prop(into)]
    label: String,
    /// `text` or `date`.
    kind: &'static str,
    /// An example, shown while it is empty.
    hint: &'static str,
    /// What it begins with.
    value: String,
    /// Takes what is written.
    #[prop(into)]
    on_write: Callback<String>,
) -> impl IntoView {
    view! {
        <label class="field">
            <span>{label}</span>
            <input
                type=kind
                value=value
                placeholder=hint
                autocomplete="off"
                min="1900-01-01"
                max="2199-12-31"
                on:input=move |event| on_write.run(event_target_value(&event))
            />
        </label>
    }
}
