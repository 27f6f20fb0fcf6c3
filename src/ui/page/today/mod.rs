//! Today: what to do first, what needs care, how whole the line is.

mod needs;

pub use needs::untested_route;

use leptos::prelude::*;

use super::coverage::gap_at_station;
use super::{BalanceCard, SprintGlance};
use crate::analysis::acceptance::in_review;
use crate::analysis::{Overview, Station, current_vision};
use crate::browser::{self, Anchor};
use crate::command;
use crate::model::{Id, Item, Lens, Product, RecordRef};
use crate::ui::action::{ActionId, export_everything};
use crate::ui::app::{App, Choice, use_app};
use crate::ui::component::Icon;
use crate::ui::reactive::Memo;
use crate::view::{Matches, Place, Route, Tab, count, row_of};
use needs::Needs;

/// What is said of a station where nothing stands.
const NONE_YET: &str = "none yet";

/// The page.
#[component]
pub fn Today() -> impl IntoView {
    let app = use_app();
    // The hat that leads reads first what is its own.
    let line_first = Memo::new(move |_| app.lens() == Lens::Pm);
    move || {
        let line = view! { <Line /> };
        let cards = view! {
            <div class="two">
                <div class="stack"><Focus /><Needs /></div>
                <div class="stack"><SprintGlance /><Checklist /><BalanceCard /><Backup /></div>
            </div>
        };
        if line_first.get() {
            view! { <div class="page">{line}{cards}</div> }.into_any()
        } else {
            view! { <div class="page">{cards}{line}</div> }.into_any()
        }
    }
}

#[component]
fn Focus() -> impl IntoView {
    let app = use_app();
    let focus = Memo::new(move |_| {
        app.track_content();
        let product = app.product.get().and_then(|id| app.get::<Product>(id));
        product.map(|product| product.focus.clone()).unwrap_or_default()
    });
    let rows = move || {
        app.track_content();
        let rows =
            focus.get().into_iter().filter_map(|id| app.read(|workspace| row_of(workspace.tables(), id)));
        rows.enumerate()
            .map(|(place, row)| {
                let record = RecordRef { table: "items", id: row.id };
                let status = row.status_word().to_owned();
                view! {
                    <li>
                        <span class="meta no">{place + 1}</span>
                        <button class="t" on:click=move |_| app.inspect_record(record)>{row.title}</button>
                        <span class="meta">{row.key}</span>
                        <span class="status end" data-s=row.status_glyph><Icon name=row.status_glyph /> {status}</span>
                    </li>
                }
            })
            .collect_view()
    };
    let is_empty = move || focus.with(Vec::is_empty);
    view! {
        <section class="sec">
            <header>
                <h2>"Focus"</h2>
                <span class="n">{move || (!is_empty()).then(|| focus.with(Vec::len))}</span>
                <button class="link" id="change-focus" aria-haspopup="dialog" on:click=move |_| choose_focus(app)>
                    {move || if is_empty() { "Choose three" } else { "Change" }}
                </button>
            </header>
            <ol class="rows" data-size="l">{rows}</ol>
            {move || is_empty().then(|| view! { <p class="say body">"Nothing chosen. What are the three things that matter today?"</p> })}
        </section>
    }
}

/// Lets a person say what matters today: chosen items are checked, and come first.
fn choose_focus(app: App) {
    let Some(product) = app.product.get_untracked() else { return };
    let answers = move |typed: &str| {
        app.read(|workspace| {
            let tables = workspace.tables();
            let Some(owner) = tables.products.get(product) else { return Vec::new() };
            let is_open = |item: &Item| !owner.workflow.is_over(&item.status);
            let mut found = Matches::to(typed);
            for item in tables.items.of(product).filter(|it| is_open(it)) {
                let is_chosen = owner.focus.contains(&item.meta.id);
                found.offer(&item.title, is_chosen, RecordRef::to::<Item>(item.meta.id));
            }
            let mut choices = Vec::new();
            for item in found.best().into_iter().filter_map(|record| tables.items.get(record.id)) {
                let id = item.meta.id;
                let run = move || {
                    app.edit("Change the focus", |tx| {
                        command::toggle_focus(tx, product, id);
                        Ok(())
                    });
                };
                let is_chosen = owner.focus.contains(&id);
                let choice = Choice::to_check(item.shown_title().into_owned(), is_chosen, run);
                choices.push(choice.with_hint(format!("{}-{}", owner.key, item.number)));
            }
            choices
        })
    };
    app.ask("Focus of today", "Three things that matter today", Anchor::of("change-focus"), answers);
}

/// What makes a product ready to work in, until all of it is there or the person puts the list away.
#[component]
fn Checklist() -> impl IntoView {
    let app = use_app();
    let steps = Memo::new(move |_| {
        app.track_content();
        let product = app.product.get()?;
        let has_file = app.device.with(|device| device.last_export.is_some());
        let is_sample = app.get::<Product>(product).is_some_and(|product| product.is_sample);
        if is_sample || app.device.with(|device| device.is_checklist_away) {
            return None;
        }
        let steps = app.read(|workspace| {
            let tables = workspace.tables();
            [
                ("Write the vision", ActionId::WriteTheVision, current_vision(tables, product).is_some()),
                ("Set a goal", ActionId::AddGoal, tables.goals.count(product) > 0),
                ("Bring in what you have", ActionId::FirstSteps, tables.items.count(product) > 0),
                ("Draft the roadmap", ActionId::DraftTheRoadmap, tables.initiatives.count(product) > 0),
                ("Save everything to a file", ActionId::ExportEverything, has_file),
            ]
        });
        (steps.iter().filter(|(_, _, is_done)| *is_done).count() < steps.len()).then_some(steps)
    });
    move || {
        let steps = steps.get()?;
        let rows = steps.map(|(words, action, is_done)| {
            let step = if is_done {
                view! { <span class="t">{words}</span> }.into_any()
            } else {
                view! { <button class="link t" on:click=move |_| action.run(app)>{words}</button> }.into_any()
            };
            let glyph = if is_done { "s-accepted" } else { "s-draft" };
            view! { <li><span class="status" data-s=glyph><Icon name=glyph /></span>{step}</li> }
        });
        Some(view! {
            <section class="sec">
                <header>
                    <h2>"First steps"</h2>
                    <button class="link" on:click=move |_| app.device.update(|device| device.is_checklist_away = true)>"Put away"</button>
                </header>
                <ul class="rows">{rows.collect_view()}</ul>
            </section>
        })
    }
}

#[component]
fn Backup() -> impl IntoView {
    let app = use_app();
    let backup = move || app.backup();
    let is_due = move || backup().is_due(app.device.with(|device| device.reminder), browser::now());
    view! {
        <section class="sec">
            <header>
                <h2>"Backup"</h2>
                <button class="link" on:click=move |_| export_everything(app)>"Save to file"</button>
            </header>
            <p class="say body">
                {move || is_due().then(|| view! { <span class="state" data-t="warn"><Icon name="warn" /> "A file is due. "</span> " " })}
                {move || backup().words(browser::now())}
            </p>
        </section>
    }
}

#[component]
fn Line() -> impl IntoView {
    let app = use_app();
    let sum = move || {
        let overview = app.overview.get();
        match overview.open_stories {
            0 => String::new(),
            all => format!("{} of {all} open stories are joined from vision to acceptance", overview.joined),
        }
    };
    let trace = move || {
        let product = app.product.get().and_then(|id| app.get::<Product>(id))?;
        Some(Route::tab(product.key.as_str(), Place::Strategy, Tab::Trace).href())
    };
    view! {
        <section class="sec">
            <header>
                <h2>"The\u{a0}line"</h2>
                <span class="n">{sum}</span>
                <a class="link" href=trace>"Trace view"</a>
            </header>
            {move || stations(app)}
        </section>
    }
}

/// The line lying, with what stands at each station and what is missing there.
pub fn stations(app: App) -> AnyView {
    let overview = app.overview.get();
    let Some(product) = app.product.get() else { return ().into_any() };
    let stops = Station::ALL
        .map(|station| {
            let words = station_words(app, product, station, &overview);
            let gaps: Vec<AnyView> =
                overview.gaps_at(station).map(|(gap, number)| gap_at_station(app, gap, number)).collect();
            // Nothing there yet, or something missing: the line is not whole.
            let is_open = !gaps.is_empty() || words.starts_with('0') || words == NONE_YET;
            view! {
                <li data-open=is_open.then_some("")>
                    <span class="kind">{station.name()}</span>
                    <span class="n">{words}</span>
                    {gaps}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="thread" aria-label="The line">{stops}</ol> }.into_any()
}

fn station_words(app: App, product: Id, station: Station, overview: &Overview) -> String {
    app.read(|workspace| {
        let tables = workspace.tables();
        match station {
            Station::Vision => current_vision(tables, product)
                .map_or_else(|| NONE_YET.to_owned(), |vision| format!("version {}", vision.number)),
            Station::Goal => count(tables.goals.count(product), "goal"),
            Station::Initiative => tables.initiatives.count(product).to_string(),
            Station::Epic => overview.epics.to_string(),
            Station::Story => format!("{} open", overview.open_stories),
            Station::Acceptance => match in_review(tables, product).len() {
                0 => format!("{} written", overview.with_criteria),
                waiting => format!("{} written, {waiting} to judge", overview.with_criteria),
            },
            Station::Release => {
                let names: Vec<&str> =
                    tables.releases.of(product).map(|release| release.name.as_str()).collect();
                match names.as_slice() {
                    [] => NONE_YET.to_owned(),
                    [.., _, _, _, _] => format!("{} releases", names.len()),
                    few => few.join(", "),
                }
            }
            Station::Outcome => count(tables.metrics.count(product), "metric"),
        }
    })
}
