//! How the file comes out of the tool a person moves from.

use leptos::prelude::*;

use crate::view::{TAKEOUTS, Takeout};

/// A tool to choose; then three steps, what comes in, and what does not.
#[component]
pub(super) fn TakeoutSteps() -> impl IntoView {
    let chosen = RwSignal::new(None::<&'static Takeout>);
    let choose = move |event| {
        let place = event_target_value(&event).parse::<usize>();
        chosen.set(place.ok().and_then(|place| TAKEOUTS.get(place)));
    };
    let tools = TAKEOUTS.iter().enumerate();
    let tools = tools.map(|(place, it)| view! { <option value=place.to_string()>{it.tool}</option> });
    let steps = move || {
        chosen.get().map(|it| {
            view! {
                <ol class="numbered">{it.steps.map(|step| view! { <li>{step}</li> })}</ol>
                <p class="say"><b>"Comes in: "</b>{it.comes}"."</p>
                <p class="say"><b>"Stays there: "</b>{it.stays}"."</p>
            }
        })
    };
    view! {
        <section class="takeout">
            <label class="field">
                <span>"How to get the file out of"</span>
                <select on:change=choose>
                    <option value="">"Choose your tool"</option>
                    {tools.collect_view()}
                </select>
            </label>
            <div role="status">{steps}</div>
        </section>
    }
}
