//! Now, next, later: what is promised, what is meant, what is a thought.

use leptos::prelude::*;

use super::{confidence_mark, goal_of, outcome_glyph, outcome_words, progress};
use crate::browser;
use crate::command::Destination;
use crate::model::{Confidence, Horizon, Id, Initiative, RecordRef, Release};
use crate::ui::action::{make_initiative_in, move_initiative};
use crate::ui::app::{App, use_app};
use crate::ui::component::{Icon, drop_target, each_id};
use crate::ui::reactive::Memo;

/// The three columns.
#[component]
pub fn Columns() -> impl IntoView {
    let columns = Horizon::ALL.map(|horizon| view! { <Column horizon /> }).collect_view();
    view! { <div class="nnl">{columns}</div> }
}

#[component]
fn Column(horizon: Horizon) -> impl IntoView {
    let app = use_app();
    let ids = Memo::new(move |_| {
        app.track_content();
        let Some(product) = app.product.get() else { return Vec::new() };
        let mut ids: Vec<Id> = app.read(|workspace| {
            let table = &workspace.tables().initiatives;
            table
                .in_order(product)
                .filter(|id| table.get(*id).is_some_and(|it| it.horizon == horizon))
                .collect()
        });
        if let Some(lacking) = app.lacking() {
            ids.retain(|id| lacking.contains(id));
        }
        ids
    });
    let words = move || {
        app.track_content();
        let ids = ids.get();
        let is_usual = app.read(|workspace| {
            let table = &workspace.tables().initiatives;
            let mut all = ids.iter().filter_map(|id| table.get(*id));
            all.all(|it| it.confidence == Confidence::usual(horizon))
        });
        match (horizon, is_usual) {
            (Horizon::Now, true) => "promised, being built",
            (Horizon::Now, false) => "being built",
            (Horizon::Next, true) => "likely, being shaped",
            (Horizon::Next, false) => "being shaped",
            (Horizon::Later, true) => "ideas, not promised",
            (Horizon::Later, false) => "not begun",
        }
    };
    let drop_at = move |event: &leptos::ev::DragEvent| {
        let before = browser::mark_drop(event).and_then(|card| card.parse().ok());
        browser::unmark_drop();
        let Some(id) = browser::dragged(event).and_then(|id| id.parse().ok()) else { return };
        if before == Some(id) {
            return;
        }
        let to = before.map_or(Destination::Bottom, Destination::Before);
        move_initiative(app, id, horizon, Some(to));
    };
    view! {
        <section
            aria-label=horizon.name()
            {..drop_target(drop_at)}
            on:dragover=|event| drop(browser::mark_drop(&event))
            on:dragleave=|_| browser::unmark_drop()
        >
            <header>
                <h2>{horizon.name()}</h2>
                <p>{words}</p>
                <span class="n">{move || ids.with(Vec::len)}</span>
            </header>
            {each_id(move || ids.get(), |id| view! { <Card id /> }.into_any())}
            <p class="more">
                <button
                    class="link"
                    aria-label=format!("Add to {}", horizon.name())
                    on:click=move |_| make_initiative_in(app, horizon)
                    id=format!("add-to-{}", horizon.name().to_lowercase())
                >
                    "Add"
                </button>
            </p>
            {(horizon == Horizon::Now).then(|| view! { <Shipped /> })}
        </section>
    }
}

#[component]
fn Card(id: Id) -> impl IntoView {
    let app = use_app();
    let initiative = app.record::<Initiative>(id);
    let record = RecordRef::to::<Initiative>(id);
    let body = move || {
        let it = initiative.get()?;
        let work = app.overview.with(|overview| overview.initiative(id));
        // A goal may have been renamed.
        app.track_shared();
        let href = app.route_to(record).map(|route| route.href());
        Some(view! {
            <h3>
                <a
                    href=href
                    id=format!("card-{id}")
                    data-card=id.to_string()
                    on:click=move |event| {
                        if !event.ctrl_key() && !event.meta_key() {
                            event.prevent_default();
                            app.inspect_record(record);
                        }
                    }
                >
                    <bdi>{it.name.clone()}</bdi>
                </a>
            </h3>
            {(!it.outcome.is_empty()).then(|| view! { <p>{it.outcome.clone()}</p> })}
            <div class="foot">
                {goal_of(id, it.goal)}
                {progress(work.done, work.all)}
                {confidence_mark(&it)}
            </div>
        })
    };
    view! {
        <article
            class="init"
            draggable="true"
            data-card=id.to_string()
            data-open=move || app.open_mark(record)
            on:dragstart=move |event| browser::drag(&event, &id.to_string())
        >
            {body}
        </article>
    }
}

/// Releases that went out lately, each with what came of it.
#[component]
fn Shipped() -> impl IntoView {
    let app = use_app();
    move || {
        app.track_content();
        let product = app.product.get()?;
        let today = browser::today();
        let releases: Vec<Release> = app.read(|workspace| {
            let table = &workspace.tables().releases;
            table.of(product).filter(|release| release.is_lately_out(today)).cloned().collect()
        });
        let rows = releases.iter().rev().map(|release| shipped(app, release)).collect_view();
        (!releases.is_empty()).then(|| {
            view! {
                <div class="sec">
                    <header><h3>"Shipped this quarter"</h3><span class="n">"did it work?"</span></header>
                    <ul class="rows">{rows}</ul>
                </div>
            }
        })
    }
}

fn shipped(app: App, release: &Release) -> AnyView {
    let record = RecordRef::to::<Release>(release.meta.id);
    let (glyph, state) = outcome_glyph(app, release);
    view! {
        <li>
            <span class="status" data-s=state><Icon name=glyph /></span>
            <button class="t" on:click=move |_| app.inspect_record(record)>{release.name.clone()}</button>
            <span class="end">{outcome_words(app, release, "shipped")}</span>
        </li>
    }
    .into_any()
}
