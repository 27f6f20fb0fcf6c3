//! All products: where each stands, in one list.

use leptos::prelude::*;

use crate::analysis::plan::{Ahead, Upcoming, ahead};
use crate::analysis::{PortfolioRow, portfolio};
use crate::browser::{self, day_text, span_text};
use crate::model::kind::STAGE_IS;
use crate::model::{Day, Initiative, Product, RecordRef, format_measure, in_order_of};
use crate::ui::action::move_product;
use crate::ui::app::{App, Overlay, use_app};
use crate::ui::component::Icon;
use crate::view::{Begin, Place, Route, Tab, Tick, Zoom, count, span_of};

const HEADS: [&str; 9] = [
    "Product",
    "Stage",
    "Goals",
    "Highest risk",
    "Spent of planned",
    "Time, 4 weeks",
    "Open stories",
    "Gaps",
    "Order",
];

/// How minutes and their share of all are said.
fn time_words(of: &PortfolioRow) -> String {
    let Some(minutes) = of.minutes else { return "–".into() };
    format!("{} h, {} %", format_measure(minutes * 100 / 60, ""), of.share)
}

fn row(app: App, of: PortfolioRow, is_moved: bool) -> Option<AnyView> {
    let product = app.get::<Product>(of.product)?;
    let (id, key) = (of.product, product.key.as_str());
    let name = product.name.clone();
    let risk = of.risk.as_ref().map(|(record, name, exposure)| {
        let (place, tab) = Place::of_table(record.table);
        let address = app.read(|workspace| workspace.address_of(*record));
        let href = Route::tab(key, place, tab).with_record(address).href();
        view! { <a class="link" href=href>{format!("{exposure}, {name}")}</a> }
    });
    let goals = match of.behind {
        0 => of.goals.to_string(),
        behind => format!("{}, {behind} behind", of.goals),
    };
    let cost = of.cost.map_or("–".into(), |(planned, actual)| {
        format!("{} of {}", format_measure(actual, ""), format_measure(planned, ""))
    });
    let numbers = [
        (2, goals),
        (4, cost),
        (5, time_words(&of)),
        (6, of.open_stories.to_string()),
        (7, of.gaps.to_string()),
    ];
    let number = |(at, text): (usize, String)| {
        view! { <td class="num" data-head=HEADS.get(at).copied()>{text}</td> }.into_any()
    };
    let [goals, cost, time, stories, gaps] = numbers.map(number);
    let step = |by: isize, icon: &'static str, way: &str| {
        let said = format!("Move {name} {way}");
        view! { <button class="btn" data-kind="icon" aria-label=said on:click=move |_| move_product(app, id, by)><Icon name=icon /></button> }.into_any()
    };
    let steps = is_moved.then(|| [step(-1, "arrow-up", "up"), step(1, "arrow-down", "down")]);
    Some(view! {
        <tr data-card=id.to_string()>
            <td><a class="title" id=format!("product-{id}") href=Route::place(key, Place::Today).href()><span>{product.name.clone()}</span></a></td>
            <td class="sub">{of.stage}</td>
            {goals}
            <td>{risk}</td>
            {cost}{time}{stories}{gaps}
            <td>{steps}</td>
        </tr>
    }
    .into_any())
}

/// The list of products.
#[component]
pub fn Portfolio() -> impl IntoView {
    let app = use_app();
    let by_stage = RwSignal::new(false);
    let rows = move || {
        app.track_content();
        let mut all = app.read(|workspace| portfolio(workspace.tables(), browser::today()));
        let is_by_stage = by_stage.get();
        if is_by_stage {
            let words = STAGE_IS.choices();
            // What has no stage comes last.
            let place =
                |of: &PortfolioRow| words.iter().position(|word| Some(word.name) == of.stage.as_deref());
            all = in_order_of(all, |of| place(of).unwrap_or(words.len()));
        }
        let is_moved = !is_by_stage && all.len() > 1;
        all.into_iter().filter_map(|of| row(app, of, is_moved)).collect::<Vec<AnyView>>()
    };
    let head = |head: &'static str| {
        let is_words = ["Product", "Stage", "Highest risk", "Order"].contains(&head);
        view! { <th class=if is_words { "" } else { "num" }>{head}</th> }.into_any()
    };
    view! {
        <div class="page">
            <section class="scroll" tabindex="0" aria-label="Products">
                <table class="table goals" data-kind="lines" aria-label="Products">
                    <thead><tr>{HEADS.map(head)}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
            <div class="go">
                <button class="btn" data-kind="edge" on:click=move |_| app.overlay.set(Overlay::Product(None))>"New product…"</button>
                <button class="btn" data-kind="edge" aria-pressed=move || by_stage.get().to_string() on:click=move |_| by_stage.update(|it| *it = !*it)>"By stage"</button>
            </div>
            <Roadmaps />
        </div>
    }
}

/// The days that all roadmaps are drawn over.
#[derive(Clone, Copy)]
struct Span {
    first: Day,
    last: Day,
}

impl Span {
    /// How far along a day lies, in tenths of a per cent.
    fn at(self, day: Day) -> String {
        let all = i64::from(self.first.days_until(self.last).max(1));
        let at = i64::from(self.first.days_until(day)).clamp(0, all);
        (at * 1_000 / all).to_string()
    }
}

/// What lies ahead in all products, over the same days.
#[component]
fn Roadmaps() -> impl IntoView {
    let app = use_app();
    move || {
        app.track_content();
        let today = browser::today();
        let all = app.read(|workspace| ahead(workspace.tables(), today));
        let days = all.iter().flat_map(|of| &of.initiatives).map(|it| it.days);
        let ends = days.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))?;
        let (first, last) = span_of(Some(ends), today);
        let span = Span { first, last };
        let zoom = if first.days_until(last) > 3 * 365 { Zoom::Year } else { Zoom::Quarter };
        let ticks = zoom.ticks(first, 0, first.days_until(last) - 1).into_iter().filter(|tick| tick.is_upper);
        let mark = |tick: Tick| {
            let words = match tick.begins {
                Begin::Quarter(quarter) => format!("Q{quarter} {}", tick.day.year()),
                _ => tick.day.year().to_string(),
            };
            view! { <span style=("--s", span.at(tick.day))>{words}</span> }
        };
        let said = format!("today, {}", day_text(today));
        Some(view! {
            <section class="sec all-plans" aria-labelledby="all-plans">
                <header><h2 id="all-plans">"Roadmaps"</h2><span class="n">"what lies ahead, over the same days"</span></header>
                <div class="marks" aria-hidden="true">{ticks.map(mark).collect_view()}</div>
                <div class="lanes">
                    <i class="now" title=said style=("--s", span.at(today))></i>
                    {all.into_iter().map(|of| lane(app, of, span)).collect_view()}
                </div>
            </section>
        })
    }
}

fn lane(app: App, of: Ahead, span: Span) -> Option<AnyView> {
    let product = app.get::<Product>(of.product)?;
    let timeline = Route::tab(product.key.as_str(), Place::Roadmap, Tab::Timeline).href();
    let more = (of.more > 0).then(|| {
        view! { <li><a class="link" href=timeline.clone()>{format!("{} more", count(of.more, "initiative"))}</a></li> }
    });
    let bar = |it: Upcoming| {
        let key = app.read(|workspace| workspace.address_of(RecordRef::to::<Initiative>(it.id)));
        let href = Route::tab(product.key.as_str(), Place::Roadmap, Tab::Timeline).with_record(key).href();
        let said = format!("{}, {}, {}", it.name, span_text(it.days), it.confidence.name().to_lowercase());
        let (s, e) = (span.at(it.days.0), span.at(it.days.1.plus(1)));
        view! {
            <li>
                <a class="name" href=href aria-label=said.clone() title=said><bdi>{it.name}</bdi></a>
                <span class="track" aria-hidden="true"><i data-c=it.confidence.key() style=("--s", s) style=("--e", e)></i></span>
            </li>
        }
    };
    let bars = of.initiatives.into_iter().map(bar).collect_view();
    Some(view! { <h3><a href=timeline>{product.name.clone()}</a></h3> <ul aria-label=product.name.clone()>{bars} {more}</ul> }.into_any())
}
