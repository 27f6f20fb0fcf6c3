//! When a product is worked on, and how much a month can hold: what the timeline counts with.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::day_text;
use crate::command;
use crate::model::{Day, Estimate, Holiday, Id, Product, in_order_of};
use crate::ui::app::use_app;
use crate::ui::component::{Icon, ValueField};

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The days of a week that are worked on, the holidays, and the points of a month.
#[component]
pub fn WorkingDays(product: Id) -> impl IntoView {
    let app = use_app();
    let owner = app.record::<Product>(product);
    let weekday = move |(number, name): (u8, &'static str)| {
        let works = move || owner.with(|it| it.as_ref().is_some_and(|it| !it.rest_days.contains(&number)));
        let toggle = move |_| {
            let rests = untrack(works);
            let label =
                if rests { format!("{name} is no working day") } else { format!("{name} is a working day") };
            app.edit(label, |tx| command::set_rest_day(tx, product, number, rests));
        };
        view! { <button aria-pressed=move || works().to_string() aria-label=name on:click=toggle>{name.chars().take(2).collect::<String>()}</button> }
    };
    let (on, name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if on.with_untracked(String::is_empty) {
            return app.say("Choose the day of the holiday first.");
        }
        let done = app.edit("Add a holiday", |tx| {
            command::add_holiday(tx, product, &on.get_untracked(), &name.get_untracked())
        });
        if done.is_some() {
            on.set(String::new());
            name.set(String::new());
        }
    };
    let holidays = move || {
        let all = owner.with(|it| it.as_ref().map(|it| it.holidays.clone()).unwrap_or_default());
        let all = in_order_of(all, |it: &Holiday| i64::from(Day::first().days_until(it.on)));
        let row = move |it: Holiday| {
            let said = format!("Remove the holiday of {}", day_text(it.on));
            let remove = move |_| {
                app.edit("Remove a holiday", |tx| {
                    command::remove_holiday(tx, product, it.id);
                    Ok(())
                });
            };
            view! {
                <li>
                    <span class="t">{day_text(it.on)} " " {it.name}</span>
                    <button class="btn quiet" data-kind="icon" aria-label=said on:click=remove><Icon name="x" /></button>
                </li>
            }
        };
        all.into_iter().map(row).collect_view()
    };
    let capacity = move || {
        let value = owner
            .with(|it| it.as_ref().and_then(|it| it.capacity))
            .map(|it| Estimate::from_tenths(it).to_string());
        let save = move |text: String| {
            app.try_edit("Points a month", |tx| command::set_capacity(tx, product, &text))
        };
        view! { <ValueField label="Points a month" kind="text" value=value.unwrap_or_default() save=Arc::new(save) /> }
    };
    view! {
        <section class="sec" aria-label="Working days">
            <header><h2>"Working days"</h2><span class="n">"the timeline counts with them"</span></header>
            <div class="line">
                <div><b>"Week"</b><p>"Days on which work is done"</p></div>
                <div class="seg push" role="group" aria-label="Working week">{(1..=7).zip(WEEKDAYS).map(weekday).collect_view()}</div>
            </div>
            <div class="line">
                <div><b>"A month holds"</b><p>"Points of open stories; the timeline says which months are fuller"</p></div>
                <div class="push">{capacity}</div>
            </div>
            <ul class="rows">{holidays}</ul>
            <form class="line holiday" on:submit=add>
                <label class="field"><span>"Day"</span><input type="date" min="1900-01-01" max="2199-12-31" prop:value=on on:input=move |event| on.set(event_target_value(&event)) /></label>
                <label class="field"><span>"Holiday"</span><input autocomplete="off" placeholder="such as New Year" prop:value=name on:input=move |event| name.set(event_target_value(&event)) /></label>
                <button class="btn" data-kind="edge" type="submit">"Add holiday"</button>
            </form>
        </section>
    }
}
