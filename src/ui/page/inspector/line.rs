//! The line upright: what the record in focus is joined to, and buttons where a link is missing.

use leptos::prelude::*;

use crate::analysis::{Stop, StopState, line_of};
use crate::browser::Anchor;
use crate::model::{Goal, Product, Record, RecordRef};
use crate::ui::action::{mend, mend_words, name_of};
use crate::ui::app::use_app;
use crate::ui::component::{GoalMark, Icon};
use crate::ui::reactive::Memo;

/// The line through a record.
#[component]
pub fn LineOf(record: RecordRef) -> impl IntoView {
    let app = use_app();
    let stops = Memo::new(move |_| {
        app.track_content();
        app.read(|workspace| line_of(workspace.tables(), record))
    });
    let lines = move || stops.get().into_iter().map(|stop| draw(record, stop)).collect_view();
    view! { <section><ol class="trace" aria-label="The line">{lines}</ol></section> }
}

fn draw(focus: RecordRef, stop: Stop) -> AnyView {
    let app = use_app();
    let station = stop.station;
    let id = format!("stop-{}", station.name().to_lowercase());
    let is_here = stop.state == StopState::Here;
    let change = stop.mend.map(|(from, joint)| {
        let anchor = id.clone();
        move || mend(app, from, joint, Anchor::of(&anchor))
    });
    let words = stop.words.clone();
    let name = match (stop.state, stop.record, stop.mend) {
        (StopState::Missing, _, Some((from, joint))) => {
            let words = mend_words(app, from, joint);
            // What is made there holds for more than this record.
            let owner = (from != focus && from.table != Product::TABLE).then(|| name_of(app, from));
            let words = owner.map_or_else(|| words.to_owned(), |owner| format!("{words} for {owner}"));
            let change = change.clone();
            view! {
                <button class="mend" aria-haspopup="dialog" on:click=move |_| if let Some(change) = &change { change() }>
                    {words}
                </button>
            }
            .into_any()
        }
        (StopState::Joined, Some(record), _) => {
            let mark =
                (record.table == Goal::TABLE).then(|| view! { <GoalMark goal=record.id is_glyph=true /> });
            let go =
                app.route_to(record).map(|_| move |_: leptos::ev::MouseEvent| app.inspect_record(record));
            match go {
                Some(go) => {
                    view! { <button class="name" on:click=go>{mark}<span>{words}</span></button> }.into_any()
                }
                None => view! { <span class="name">{words}</span> }.into_any(),
            }
        }
        _ => view! { <span class="name">{words}</span> }.into_any(),
    };
    let own = stop.mend.filter(|(from, _)| *from == focus && stop.state == StopState::Joined);
    let edit = own.and(change).map(|change| {
        view! {
            <button
                class="btn quiet"
                data-kind="icon"
                aria-label=format!("Change the {}", station.name().to_lowercase())
                aria-haspopup="dialog"
                on:click=move |_| change()
            >
                <Icon name="edit" />
            </button>
        }
    });
    view! {
        <li
            id=id
            data-at=is_here.then_some("")
            data-gap=matches!(stop.state, StopState::Missing | StopState::Open).then_some("")
            aria-current=is_here.then_some("true")
        >
            <span class="node"></span>
            <span class="kind">{station.name()}</span>
            {name}
            {edit}
        </li>
    }
    .into_any()
}
