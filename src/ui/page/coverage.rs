//! The gaps of the line in words, each leading to the list behind it.

use leptos::prelude::*;

use crate::analysis::{Gap, Overview};
use crate::model::kind::Kind;
use crate::model::{Product, Record, capitalised};
use crate::ui::app::{App, use_app};
use crate::ui::component::Icon;
use crate::view::{Facet, Filter, Place, Route, Tab, count};

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

/// How many gaps are named under the goals; the tree has all of them.
const GAPS_MOST: usize = 3;

/// How much of the open work hangs on something, in words: by stories, and by points where there are any.
fn share(words: String, part: usize, all: usize, tenths: u32, all_tenths: u32) -> String {
    let by_stories = format!("{words} ({} %", part * 100 / all.max(1));
    if all_tenths == 0 {
        return by_stories + ")";
    }
    let points = u64::from(tenths) * 100 / u64::from(all_tenths);
    format!("{by_stories}, {points} % of the points)")
}

/// The list of the open work that hangs on something.
fn traced_route(app: App, facet: Facet) -> Option<Route> {
    let product = app.get::<Product>(app.product.get()?)?;
    let no_stories = ["epic".to_owned(), "task".to_owned()].into();
    let filters = vec![
        Filter { facet, is_not: true, values: vec!["none".to_owned()] },
        Filter { facet: Facet::Status, is_not: true, values: product.workflow.over() },
        Filter { facet: Facet::Type, is_not: true, values: no_stories },
    ];
    let route = Route::place(product.key.as_str(), Place::Backlog);
    Some(route.with(|at| at.look.filters = filters))
}

fn link(route: Option<Route>, words: String, kind: &'static str) -> AnyView {
    view! { <a class="link" data-kind=kind href=route.map(|route| route.href())>{words}</a> }.into_any()
}

/// What hangs on a goal, and the first gaps.
#[component]
pub fn Coverage() -> impl IntoView {
    let app = use_app();
    let words = move || {
        let overview = app.overview.get();
        let mut gaps: Vec<AnyView> = Vec::new();
        for (gap, ids) in overview.gaps.iter().take(GAPS_MOST) {
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
        let more = overview.gaps.len().saturating_sub(GAPS_MOST);
        let product = app.product.get().and_then(|id| app.get::<Product>(id))?;
        if more > 0 {
            let tree = Route::tab(product.key.as_str(), Place::Strategy, Tab::Trace);
            gaps.push(link(Some(tree), count(more, "more gap"), ""));
        }
        let all = overview.open_stories;
        let nothing = if app.read(|workspace| workspace.tables().goals.count(product.meta.id) == 0) {
            "No goals yet: two to four lead to the vision."
        } else if all == 0 {
            "No open stories yet"
        } else {
            ""
        };
        if !nothing.is_empty() {
            return Some(view! { <span>{nothing}</span> {gaps} }.into_any());
        }
        let Overview { with_goal, with_initiative, goal_tenths, initiative_tenths, .. } = *overview;
        let share = |words: String, part, tenths| share(words, part, all, tenths, overview.open_tenths);
        let goal = share(format!("{with_goal} of {all} open stories hang on a goal"), with_goal, goal_tenths);
        let initiative = format!("{with_initiative} on an initiative");
        let initiative = share(initiative, with_initiative, initiative_tenths);
        let goal = link(traced_route(app, Facet::Goal), goal, "fact");
        let initiative = link(traced_route(app, Facet::Initiative), initiative, "fact");
        Some(view! { {goal} {initiative} {gaps} }.into_any())
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
