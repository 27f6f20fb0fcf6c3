//! Values seen on days: the form that takes one, and the small drawing of many.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser;
use crate::command::Noted;
use crate::model::{Day, Id, format_measure, in_order_of};
use crate::ui::component::Icon;
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
pub fn ValueForm(
    /// What it takes, for the ear.
    label: &'static str,
    /// How one is written, shown while it is empty.
    #[prop(default = "Value")]
    hint: &'static str,
    button: &'static str,
    save: SaveReading,
) -> impl IntoView {
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
                placeholder=hint
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

/// Values by day, the newest first, each with a button that takes it out.
#[component]
pub fn ValueList(
    /// Each with its id, the day it speaks of, and what it is in hundredths of the unit.
    values: Vec<(Id, Day, i64)>,
    /// Their unit.
    unit: String,
    /// Takes out the one with an id.
    remove: Callback<(Id,)>,
) -> impl IntoView {
    let points = values.iter().map(|(_, on, value)| (*on, *value)).collect();
    let newest = in_order_of(values, |(_, on, _)| -i64::from(Day::first().days_until(*on)));
    let lines = newest.into_iter().map(|(id, on, value)| {
        let words = format_measure(value, &unit);
        view! {
            <li>
                <b>{words.clone()}</b>
                <time>{browser::day_text(on)}</time>
                <button class="btn quiet" data-kind="icon" type="button" aria-label=format!("Remove {words} of {}", browser::day_text(on)) on:click=move |_| remove.run((id,))>
                    <Icon name="x" />
                </button>
            </li>
        }
    });
    let lines = lines.collect_view();
    view! { <Series points /> <ul class="events values">{lines}</ul> }
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
