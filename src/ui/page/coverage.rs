//! The gaps of the line in words, each leading to the list behind it.

use leptos::prelude::*;

use crate::analysis::Gap;
use crate::model::kind::Kind;
use crate::model::{Product, Record, State, capitalised};
use crate::ui::app::{App, use_app};
use crate::ui::component::Icon;
use crate::view::{Facet, Filter, Place, Route, Tab};

/// The address of the list of everything that has a gap.
pub fn gap_route(app: App, gap: Gap) -> Option<Route> {
    let product = app.get::<Product>(app.product.get()?)?;
    let (place, tab) = match gap.table() {
        Product::TABLE => (Place::Strategy, Tab::First),
        table => Place::of_table(table),
    };
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

/// How much of the open work hangs on something, in words: by stories, and by points where there are any.
fn share(what: &str, part: usize, all: usize, tenths: u32, all_tenths: u32) -> String {
    let by_stories = format!("{part} of {all} open stories {what} ({} %)", part * 100 / all.max(1));
    if all_tenths == 0 {
        return by_stories;
    }
    let points = u64::from(tenths) * 100 / u64::from(all_tenths);
    format!("{by_stories}, {points} % of the points")
}

/// The list of the open work that hangs on something.
fn traced_route(app: App, facet: Facet) -> Option<Route> {
    let product = app.get::<Product>(app.product.get()?)?;
    let is_over = |state: &&State| state.category.is_over();
    let over = product.workflow.0.iter().filter(is_over).map(|state| state.id.clone()).collect();
    let no_stories = ["epic".to_owned(), "task".to_owned()].into();
    let filters = vec![
        Filter { facet, is_not: true, values: vec!["none".to_owned()] },
        Filter { facet: Facet::Status, is_not: true, values: over },
        Filter { facet: Facet::Type, is_not: true, values: no_stories },
    ];
    let route = Route::place(product.key.as_str(), Place::Backlog);
    Some(route.with(|at| at.look.filters = filters))
}

/// What hangs on a goal, and every gap.
#[component]
pub fn Coverage() -> impl IntoView {
    let app = use_app();
    let words = move || {
        let overview = app.overview.get();
        let mut gaps: Vec<AnyView> = Vec::new();
        for (gap, ids) in &overview.gaps {
            gaps.push(gap_link(app, *gap, ids.len(), "link"));
            // The two counts are said of different things: with the rest between them they add up.
            let rest = overview.open_stories - overview.with_goal;
            let rest = rest.saturating_sub(ids.len());
            if *gap == Gap::StoryGoal && rest > 0 {
                gaps.push(
                    view! { <span>{format!("{rest} more under an epic or initiative without one")}</span> }
                        .into_any(),
                );
            }
        }
        if overview.open_stories == 0 {
            return view! { <span>"No open stories yet"</span> {gaps} }.into_any();
        }
        let all = overview.open_stories;
        let goal =
            share("hang on a goal", overview.with_goal, all, overview.goal_tenths, overview.open_tenths);
        let initiative = share(
            "on an initiative",
            overview.with_initiative,
            all,
            overview.initiative_tenths,
            overview.open_tenths,
        );
        let goal_list = traced_route(app, Facet::Goal).map(|route| route.href());
        let initiative_list = traced_route(app, Facet::Initiative).map(|route| route.href());
        view! { <a class="link" href=goal_list>{goal}</a> <a class="link" href=initiative_list>{initiative}</a> {gaps} }
            .into_any()
    };
    view! { <footer class="coverage"><b>"Coverage"</b>{words}</footer> }
}

/// The gap a list is narrowed to, with a way out of it.
pub fn gap_chip(app: App) -> Option<AnyView> {
    let gap = app.route.with(|route| route.at().and_then(|at| at.gap))?;
    let noun = match gap.table() {
        Product::TABLE => "Product".to_owned(),
        table => capitalised(Kind::of_any_table(table).map_or("items", |kind| kind.plural)),
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
