//! Values seen on days: the form that takes one, and the small drawing of many.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::component::Icon;
use crate::browser;
use crate::command::Noted;
use crate::model::Day;
use crate::view::spark_path;

/// Takes a value and its day, or says why not.
pub type SaveReading = Arc<dyn Fn(String, String) -> Result<(), String> + Send + Sync>;

/// What was written down, for which day, and in place of what.
pub fn noted_words(verb: &str, noted: &Noted) -> String {
    let instead = noted.replaced.as_ref().map(|value| format!(", in place of {value}"));
    format!("{verb}: {} on {}{}", noted.value, browser::day_text(noted.on), instead.unwrap_or_default())
}

/// A form for a value and its day, which is today unless another is chosen.
#[component]
pub fn ValueForm(label: &'static str, button: &'static str, save: SaveReading) -> impl IntoView {
    let value = RwSignal::new(String::new());
    let today = || browser::today().to_string();
    let on = RwSignal::new(today());
    let error = RwSignal::new(None::<String>);
    let input = NodeRef::<leptos::html::Input>::new();
    let day = NodeRef::<leptos::html::Input>::new();
    view! {
        <form
            class="value-form"
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                match save(value.get_untracked(), on.get_untracked()) {
                    Ok(()) => {
                        error.try_set(None);
                        value.try_set(String::new());
                        on.try_set(today());
                        for (field, text) in [(input, String::new()), (day, today())] {
                            if let Some(field) = field.try_get_untracked().flatten() {
                                field.set_value(&text);
                            }
                        }
                    }
                    Err(reason) => error.set(Some(reason)),
                }
            }
        >
            <input
                node_ref=input
                class="boxed"
                aria-label=label
                placeholder=label
                autocomplete="off"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:input=move |event| {
                    error.set(None);
                    value.set(event_target_value(&event));
                }
            />
            <input
                node_ref=day
                class="boxed"
                type="date"
                aria-label="Day"
                value=today()
                min="1900-01-01"
                max="2199-12-31"
                on:input=move |event| {
                    error.set(None);
                    on.set(event_target_value(&event));
                }
            />
            <button class="btn" data-kind="edge" type="submit">{button}</button>
            {move || error.get().map(|reason| view! { <span class="why" role="alert"><Icon name="warn" /> {reason}</span> })}
        </form>
    }
}

/// A line through values, the last one marked; what it says stands in words beside it.
#[component]
pub fn Series(points: Vec<(Day, i64)>) -> impl IntoView {
    let drawn = spark_path(&points);
    drawn.map(|(path, x, y)| {
        view! {
            <svg class="spark" viewBox="0 0 72 16" aria-hidden="true">
                <path d=path></path>
                <circle cx=x cy=y r="2"></circle>
            </svg>
        }
    })
}
