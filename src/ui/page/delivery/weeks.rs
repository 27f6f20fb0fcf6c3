//! The weeks a forecast is made of: each can be left out, such as a holiday.

use leptos::prelude::*;

use crate::analysis::flow::Week;
use crate::browser::day_text;
use crate::ui::app::{App, use_app};
use crate::ui::reactive::Memo;
use crate::view::count;

/// The key of the product in view, under which the choice is kept.
fn product_key(app: App) -> Option<String> {
    app.route.with(|route| route.at().map(|at| at.key.clone()))
}

/// Whether a week is left out.
pub fn is_left_out(app: App, week: Week) -> bool {
    let Some(key) = product_key(app) else { return false };
    let monday = week.monday.to_string();
    app.device.with(|device| device.left_out.get(&key).is_some_and(|weeks| weeks.contains(&monday)))
}

fn toggle(app: App, week: Week) {
    let Some(key) = untrack(|| product_key(app)) else { return };
    let monday = week.monday.to_string();
    app.device.update(|device| {
        let weeks = device.left_out.entry(key.clone()).or_default();
        if !weeks.remove(&monday) {
            weeks.insert(monday);
        }
        if weeks.is_empty() {
            device.left_out.remove(&key);
        }
    });
}

/// The weeks with what was done in them, the newest first.
#[component]
pub fn Weeks(weeks: Memo<Vec<Week>>) -> impl IntoView {
    let app = use_app();
    let line = move |week: Week| {
        let most = weeks.with_untracked(|weeks| weeks.iter().map(|week| week.done).max()).unwrap_or(0).max(1);
        let wide = (week.done * 100 / most).to_string();
        let is_counted = move || !is_left_out(app, week);
        view! {
            <li>
                <label>
                    <input type="checkbox" prop:checked=is_counted on:change=move |_| toggle(app, week) />
                    <span>{day_text(week.monday)}</span>
                    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width=wide height="8"></rect></svg>
                    <b>{week.done}</b>
                </label>
            </li>
        }
    };
    let note = move || {
        let (all, out) =
            weeks.with(|weeks| (weeks.len(), weeks.iter().filter(|week| is_left_out(app, **week)).count()));
        format!("{}, {out} left out", count(all, "whole week"))
    };
    view! {
        <section class="sec" data-long aria-label="History used">
            <header><h2>"History used"</h2><span class="n">{note}</span></header>
            <div class="body">
                <p class="say">"Leave out a week that will not come again, such as a holiday. A week that was only bad belongs in."</p>
                <ul class="tally">{move || weeks.get().into_iter().rev().map(line).collect_view()}</ul>
            </div>
        </section>
    }
}
