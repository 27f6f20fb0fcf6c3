//! The sprint that runs, at a glance.

use leptos::prelude::*;

use crate::analysis::acceptance::in_review;
use crate::analysis::sprint::{Burndown, running, span};
use crate::browser;
use crate::model::kind::SPRINT_GOAL;
use crate::model::{Estimate, Product};
use crate::ui::action::finish_sprint;
use crate::ui::app::use_app;
use crate::view::{Place, Route, Tab, count};

/// Where the sprint stands, and what waits to be judged; nothing where no sprint runs.
#[component]
pub fn SprintGlance() -> impl IntoView {
    let app = use_app();
    move || {
        app.track_content();
        let id = app.product.get()?;
        let today = browser::today();
        let (name, goal, burndown, ends_in, waiting) = app.read(|workspace| {
            let tables = workspace.tables();
            let sprint = running(tables, id)?;
            let (_, last) = span(sprint)?;
            let burndown = Burndown::of(tables, sprint, today, today)?;
            let goal = sprint.words(&SPRINT_GOAL).to_owned();
            Some((
                sprint.name().to_owned(),
                goal,
                burndown,
                today.days_until(last),
                in_review(tables, id).len(),
            ))
        })?;
        let key = app.get::<Product>(id)?.key.to_string();
        let board = Route::tab(&key, Place::Delivery, Tab::Board).href();
        let number = Estimate::from_tenths;
        let now = burndown.now();
        let state = format!(
            "Day {} of {}, {} of {} points left",
            burndown.days.len(),
            burndown.length,
            number(now.left()),
            number(now.scope)
        );
        let judge = (waiting > 0).then(|| {
            let href = Route::tab(&key, Place::Delivery, Tab::Acceptance).href();
            let words = format!("{} to judge", count(waiting, "item"));
            view! { <li><span class="t">{words}</span><a class="link end" href=href>"Open"</a></li> }
        });
        let over = (ends_in < 0).then(|| {
            let words = format!("It ended {} ago", count(ends_in.unsigned_abs() as usize, "day"));
            view! {
                <li data-tone="warn">
                    <span class="t">{words}</span>
                    <button class="link end" on:click=move |_| finish_sprint(app)>"Finish…"</button>
                </li>
            }
        });
        Some(view! {
            <section class="sec" aria-label="Sprint">
                <header><h2>{name}</h2><a class="link" href=board>"Board"</a></header>
                {(!goal.is_empty()).then(|| view! { <p class="body say">{goal}</p> })}
                <ul class="rows">
                    <li><span class="t">{state}</span></li>
                    {over}
                    {judge}
                </ul>
            </section>
        })
    }
}
