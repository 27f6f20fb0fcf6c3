//! The gaps of the line in words, each leading to the list behind it.

use leptos::prelude::*;

use super::super::app::{App, use_app};
use super::super::component::Icon;
use crate::analysis::Gap;
use crate::model::{Item, Product, Record, Release};
use crate::view::{Place, Route, Tab};

/// The address of the list of everything that has a gap.
pub fn gap_route(app: App, gap: Gap) -> Option<Route> {
    let product = app.get::<Product>(app.product.get()?)?;
    let place = match gap.table() {
        Product::TABLE => Place::Strategy,
        table => Place::of_table(table),
    };
    let tab = if gap.table() == Release::TABLE { Tab::Releases } else { Tab::First };
    let route = Route::tab(product.key.as_str(), place, tab);
    Some(if gap == Gap::Vision { route } else { route.with(|at| at.gap = Some(gap)) })
}

/// A gap in words, a link to its list.
pub fn gap_link(app: App, gap: Gap, number: usize, class: &'static str) -> AnyView {
    let href = gap_route(app, gap).map(|route| route.href());
    let words = if gap == Gap::Vision { "no vision yet".to_owned() } else { gap.sentence(number) };
    view! { <a class=class href=href>{words}</a> }.into_any()
}

/// A gap at its station of the line, where the station says what is counted.
pub fn gap_at_station(app: App, gap: Gap, number: usize) -> AnyView {
    let href = gap_route(app, gap).map(|route| route.href());
    let words = format!("{number} {}", gap.lack());
    let said = gap.sentence(number);
    view! { <a class="gap" href=href aria-label=said>{words}</a> }.into_any()
}

/// What hangs on a goal, and every gap.
#[component]
pub fn Coverage() -> impl IntoView {
    let app = use_app();
    let words = move || {
        let overview = app.overview.get();
        let gaps: Vec<AnyView> =
            overview.gaps.iter().map(|(gap, ids)| gap_link(app, *gap, ids.len(), "link")).collect();
        let joined = match overview.open_stories {
            0 => "No open stories yet".to_owned(),
            all => format!("{} of {all} open stories hang on a goal", overview.with_goal),
        };
        view! { <span>{joined}</span> {gaps} }
    };
    view! { <footer class="coverage"><b>"Coverage"</b>{words}</footer> }
}

/// The gap a list is narrowed to, with a way out of it.
pub fn gap_chip(app: App) -> Option<AnyView> {
    let gap = app.route.with(|route| route.at().and_then(|at| at.gap))?;
    let noun = match gap.table() {
        Item::TABLE => "Items",
        Product::TABLE => "Product",
        Release::TABLE => "Releases",
        table if Place::of_table(table) == Place::Strategy => "Goals",
        _ => "Initiatives",
    };
    let clear = move |_| {
        let route = app.route.with_untracked(|route| route.with(|at| at.gap = None));
        app.go(&route);
        crate::browser::focus_soon("h1");
    };
    let chip = view! {
        <button class="chip" aria-label=format!("{noun} {}: show all", gap.lack()) on:click=clear>
            {format!("{noun}\u{a0}")} <b>{gap.lack()}</b>
            <Icon name="x" />
        </button>
    };
    Some(chip.into_any())
}

/// The same, on a line of its own.
#[component]
pub fn GapChip() -> impl IntoView {
    let app = use_app();
    move || gap_chip(app).map(|chip| view! { <div class="viewbar">{chip}</div> })
}
