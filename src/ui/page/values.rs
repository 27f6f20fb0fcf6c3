//! Values seen on days: the form that takes one, and the small drawing of many.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::component::Icon;
use crate::model::Day;
use crate::view::spark_path;

/// Takes a value and its day, or says why not.
pub type SaveReading = Arc<dyn Fn(String, String) -> Result<(), String> + Send + Sync>;

/// A form for a value and its day, today where it is left open.
#[component]
pub fn ValueForm(label: &'static str, button: &'static str, save: SaveReading) -> impl IntoView {
    let value = RwSignal::new(String::new());
    let on = RwSignal::new(String::new());
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
                        on.try_set(String::new());
                        for field in [input, day].into_iter().filter_map(|it| it.try_get_untracked().flatten()) {
                            field.set_value("");
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
                aria-label="Day, today where it is left open"
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
