//! The line over the list: how it is looked at, what it has, and where new items are written.

use std::time::Duration;

use leptos::prelude::*;

use super::composer::Composer;
use super::summary;
use crate::browser::Anchor;
use crate::ui::action::column_menu::column_picker;
use crate::ui::action::look::{clear_filters, filter_picker, group_menu, sort_picker, value_picker};
use crate::ui::action::view::{is_view_changed, open_view, view_menu};
use crate::ui::app::{Overlay, at_rest, use_app};
use crate::ui::component::Icon;
use crate::ui::page::gap_chip;
use crate::ui::reactive::Memo;
use crate::view::{At, Facet, Place, Shape, Tab};

/// How long work rests before it is summed up: a few frames.
const SUM_MS: u64 = 50;

/// Chips, sums, groups and sort; while a person writes new items, the field for them.
#[component]
pub fn ViewBar(
    /// What the page has at the end of the line.
    #[prop(optional, into)]
    more: ViewFn,
) -> impl IntoView {
    let app = use_app();
    let tab = app.route.with_untracked(|route| route.at().map(|at| at.tab).unwrap_or_default());
    let is_board = matches!(tab, Tab::Board | Tab::Map);
    let is_timeline = tab == Tab::Timeline;
    let is_backlog =
        app.route.with_untracked(|route| route.at().is_some_and(|at| at.place == Place::Backlog))
            && !is_board;
    let look = Memo::new(move |_| {
        app.route.with(|route| route.at().map(|at| (at.look.clone(), at.shape())).unwrap_or_default())
    });
    let chips = move || {
        let filters = look.with(|(look, _)| look.filters.clone());
        let is_several = filters.len() > 1;
        let chips: Vec<_> = filters.into_iter().map(|filter| view! { <Chip filter /> }).collect();
        let clear = is_several.then(|| {
            view! { <button class="btn" on:click=move |_| { clear_filters(app); crate::browser::focus_soon("#filter"); }>"Clear all"</button> }
        });
        view! { {chips} {clear} }
    };
    let is_search = move || app.route.with(|route| route.at().is_some_and(|at| !at.search.is_empty()));
    let sorted = move || {
        look.with(|(look, shape)| match look.sort.as_slice() {
            [] if let Some(by) = app.route.with(|route| route.at().and_then(At::by)) => by.label.to_owned(),
            [] if *shape == Shape::List && is_search() => "best match".to_owned(),
            [] => "own order".to_owned(),
            [one] => one.by.name().to_lowercase(),
            [first, rest @ ..] => format!("{} and {} more", first.by.name().to_lowercase(), rest.len()),
        })
    };
    let grouped = move || {
        look.with(|(look, shape)| {
            let none = if tab == Tab::Map { "release" } else { "none" };
            let name = look.group.map_or(none.to_owned(), |facet| facet.name().to_lowercase());
            // A plan has its own groups.
            (*shape == Shape::List && tab != Tab::Plan).then_some(name)
        })
    };
    // A plain list is no view worth a name; a saved one is named, and says when it was changed.
    let view_button = move || {
        let view = open_view(app);
        let is_worth_saving = look.with(|(look, _)| !look.is_plain());
        if view.is_none() && !is_worth_saving {
            return None;
        }
        let words = match &view {
            Some(view) => {
                let changed = is_view_changed(app).then_some(" changed");
                view! { <span class="v">{view.name.clone()}</span> <span class="n">{changed}</span> }
                    .into_any()
            }
            None => "Save view".into_any(),
        };
        let kind = if view.is_some() { "menu" } else { "dialog" };
        Some(view! {
            <button class="btn" id="view" aria-haspopup=kind on:click=move |_| view_menu(app, None)>{words}</button>
        })
    };
    let depends = move || {
        app.track_content();
        (app.list.get(), app.product.get())
    };
    let summed =
        at_rest(Duration::from_millis(SUM_MS), depends, move |(list, product)| summary(app, &list, product));
    let more = StoredValue::new(more);
    move || {
        if app.rows.composing.get() {
            return view! { <div class="viewbar"><Composer /></div> }.into_any();
        }
        view! {
            <div class="viewbar" data-kind="look">
                <div class="chips">{move || gap_chip(app)} {chips}</div>
                <button class="btn" id="filter" aria-haspopup="dialog" on:click=move |_| filter_picker(app, None)>
                    <Icon name="plus" />
                    "Filter"
                </button>
                <span class="saved push" role="status" aria-label="In view">{move || summed.get()}</span>
                {view_button}
                {move || grouped().map(|name| view! {
                    <button class="btn" id="group" aria-haspopup="menu" on:click=move |_| group_menu(app, None)>
                        {if tab == Tab::Map { "Slices " } else if is_board { "Lanes " } else { "Group " }}
                        <span class="v">{name}</span>
                    </button>
                })}
                <button class="btn" id="sort" aria-haspopup="dialog" on:click=move |_| sort_picker(app, None)>
                    "Sort "
                    <span class="v">{sorted}</span>
                </button>
                {more.with_value(ViewFn::run)}
                {is_backlog.then(|| view! { <button
                    class="btn"
                    id="export"
                    data-kind="icon"
                    aria-label="Export…"
                    title="Export…"
                    aria-haspopup="dialog"
                    on:click=move |_| app.overlay.set(Overlay::Export)
                >
                    <Icon name="download" />
                </button> })}
                {(!is_board && !is_timeline).then(|| view! { <button
                    class="btn"
                    id="choose-columns"
                    data-kind="icon"
                    aria-label="Columns"
                    title="Columns"
                    aria-haspopup="dialog"
                    on:click=move |_| column_picker(app, None)
                >
                    <Icon name="columns" />
                </button> })}
            </div>
        }
        .into_any()
    }
}

/// A filter in words: a press changes its values, the cross takes it away.
#[component]
fn Chip(filter: crate::view::Filter) -> impl IntoView {
    let app = use_app();
    let facet = filter.facet;
    let id = format!("chip-{}", facet.segment());
    let anchor = id.clone();
    let words = filter.clone();
    let name = move || {
        app.track_shared();
        let product = app.product.get().filter(|_| facet != Facet::Blocked);
        product
            .map(|product| app.read(|workspace| words.words(workspace.tables(), product)))
            .unwrap_or_default()
    };
    let said_name = name.clone();
    let lead = match (facet, filter.is_not) {
        (Facet::Blocked, is_not) => match filter.values.as_slice() {
            [one] if (one == "yes") == is_not => "Not blocked".to_owned(),
            [_] => "Blocked".to_owned(),
            _ => "Blocked or not".to_owned(),
        },
        (_, true) => format!("{} is not ", facet.name()),
        (_, false) => format!("{} ", facet.name()),
    };
    let said = lead.clone();
    view! {
        <span class="chip" id=id>
            <button aria-haspopup="dialog" on:click=move |_| value_picker(app, facet, Anchor::of(&anchor))>
                {lead}
                <b>{name}</b>
            </button>
            <button
                aria-label=move || format!("Remove the filter: {said}{}", said_name())
                on:click=move |_| {
                    app.look(|look| look.drop_filter(facet));
                    crate::browser::focus_soon("#filter");
                }
            >
                <Icon name="x" />
            </button>
        </span>
    }
}
