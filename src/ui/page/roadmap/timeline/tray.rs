//! Beside the timeline: what has no days yet, and where the days do not fit.

use leptos::prelude::*;

use super::TimelineFrame;
use super::what_if::{fit_to, schedule};
use crate::browser::{self, day_text};
use crate::model::{Id, Initiative, Record, RecordRef};
use crate::ui::action::go_to_tab;
use crate::ui::app::use_app;
use crate::ui::component::{GoalMark, each_id};
use crate::ui::page::strategy::stories;
use crate::ui::reactive::Memo;
use crate::view::{Place, Tab, count};

/// So many conflicts are named beside the timeline; the list of dependencies has all.
const CONFLICTS_MOST: usize = 20;

/// The tray.
#[component]
pub fn Tray(frame: TimelineFrame) -> impl IntoView {
    let app = use_app();
    let undated = move || frame.rows.with(|rows| rows.undated.clone());
    let number = Memo::new(move |_| frame.rows.with(|rows| rows.undated.len()));
    let conflicts = Memo::new(move |_| {
        frame.plan.with(|plan| plan.as_ref().map(|plan| plan.conflicts()).unwrap_or_default())
    });
    let conflict = move |(it, days, first): (crate::analysis::plan::Dependency, i32, crate::model::Day)| {
        // Names may change where the days do not.
        let plan = frame.plan.get()?;
        let (on, waiting) = plan.things.get(it.from).zip(plan.things.get(it.to))?;
        let (record, name) = (waiting.record, waiting.name.clone());
        let is_initiative = record.table == Initiative::TABLE;
        let verb = if is_initiative { "starts" } else { "comes" };
        let words =
            format!("{verb} {} too early: {} is not over by then", count(days as usize, "day"), on.name);
        let shift = format!("Shift to {}", day_text(first));
        let label = format!("{shift}: {name}");
        Some(view! {
            <li>
                <button class="t" on:click=move |_| app.inspect_record(record)><bdi>{name}</bdi></button>
                <span class="meta">{words}</span>
                <span><button class="link" aria-label=label on:click=move |_| fit_to(app, frame, record, first)>{shift}</button></span>
            </li>
        })
    };
    let ring = move || {
        let names = frame.plan.with(|plan| {
            let plan = plan.as_ref().filter(|plan| !plan.ring.is_empty())?;
            let name = |place: &usize| plan.things.get(*place).map(|it| it.name.clone());
            Some(plan.ring.iter().filter_map(name).collect::<Vec<String>>().join(" → "))
        })?;
        Some(
            view! { <li><span class="meta">{format!("These wait for each other, so none can begin: {names}. Take one of the waits off.")}</span></li> },
        )
    };
    let has_conflicts = move || {
        !conflicts.with(Vec::is_empty)
            || frame.plan.with(|plan| plan.as_ref().is_some_and(|plan| !plan.ring.is_empty()))
    };
    view! {
        <aside class="tray" aria-label="Unscheduled and conflicts">
            {move || has_conflicts().then(|| view! {
                <section aria-label="Conflicts">
                    <h2>"Conflicts " <span class="n">{move || conflicts.with(Vec::len)}</span></h2>
                    <ul>{ring} {move || conflicts.get().into_iter().take(CONFLICTS_MOST).map(conflict).collect_view()}</ul>
                    {move || (conflicts.with(Vec::len) > CONFLICTS_MOST).then(|| view! {
                        <p><button class="link" on:click=move |_| go_to_tab(app, Place::Roadmap, Tab::Dependencies)>"All conflicts, in Dependencies"</button></p>
                    })}
                </section>
            })}
            <section aria-label="Unscheduled">
                <h2>"Unscheduled " <span class="n">{move || number.get()}</span></h2>
                <ul>{each_id(undated, move |id| view! { <Undated id /> }.into_any())}</ul>
                <p>{move || if number.get() == 0 { "Everything that is shown has its days." } else { "Drag one onto the timeline, or choose its days." }}</p>
            </section>
        </aside>
    }
}

#[component]
fn Undated(id: Id) -> impl IntoView {
    let app = use_app();
    let it = app.record::<Initiative>(id);
    let record = RecordRef::to::<Initiative>(id);
    let body = move || {
        let it = it.get()?;
        let work = app.overview.with(|overview| overview.initiative(id));
        let work = (work.all > 0).then(|| view! { <span>{stories(work.all)}</span> });
        let label = format!("Give {} days", it.name);
        Some(view! {
            <button class="t" on:click=move |_| app.inspect_record(record)><bdi>{it.name.clone()}</bdi></button>
            <span class="meta">
                {it.goal.map(|goal| view! { <GoalMark goal /> })} {work}
                <button class="link" aria-label=label on:click=move |_| schedule(app, id, browser::today())>"Schedule"</button>
            </span>
        })
    };
    view! { <li draggable="true" on:dragstart=move |event| browser::drag(&event, &id.to_string())>{body}</li> }
}
