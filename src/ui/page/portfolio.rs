//! All products: where each stands, in one list.

use leptos::prelude::*;

use crate::analysis::Overview;
use crate::analysis::plan::{Ahead, Upcoming, ahead};
use crate::browser::{self, day_text, span_text};
use crate::model::{Day, Initiative, Lens, Product, RecordRef, in_order_of};
use crate::ui::app::{App, use_app};
use crate::ui::overlay::Overlay;
use crate::view::{Begin, Place, Route, Tab, Tick, Zoom, count, span_of};

/// The list of products.
#[component]
pub fn Portfolio() -> impl IntoView {
    let app = use_app();
    let rows = move || {
        app.track_content();
        let products: Vec<Product> =
            app.read(|workspace| workspace.tables().products.iter().cloned().collect());
        let products = in_order_of(products, |product| product.meta.created_at.0);
        let rows = products.into_iter().map(|product| {
            let (overview, goals, releases) = app.read(|workspace| {
                let tables = workspace.tables();
                let id = product.meta.id;
                (Overview::of(tables, id), tables.goals.count(id), tables.releases.count(id))
            });
            let gaps: usize = overview.gaps.iter().map(|(_, ids)| ids.len()).sum();
            let lens = match product.lens {
                Lens::Pm => "PM",
                Lens::Po => "PO",
                Lens::Both => "Both",
            };
            let href = Route::place(product.key.as_str(), Place::Today).href();
            view! {
                <tr>
                    <td><a class="title" href=href><span>{product.name.clone()}</span></a></td>
                    <td class="sub">{product.key.to_string()}</td>
                    <td class="sub">{lens}</td>
                    <td class="num">{goals}</td>
                    <td class="num">{overview.open_stories}</td>
                    <td class="num">{releases}</td>
                    <td class="num">{gaps}</td>
                </tr>
            }
        });
        rows.collect_view()
    };
    view! {
        <div class="page">
            <section class="scroll" tabindex="0" aria-label="Products">
                <table class="table goals" aria-label="Products">
                    <colgroup><col /><col class="col-last" /><col class="col-last" /><col class="col-last" /><col class="col-last" /><col class="col-last" /><col class="col-last" /></colgroup>
                    <thead>
                        <tr>
                            <th>"Product"</th><th>"Key"</th><th>"Lens"</th><th class="num">"Goals"</th>
                            <th class="num">"Open stories"</th><th class="num">"Releases"</th><th class="num">"Gaps"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
            <Roadmaps />
            <div><button class="btn" data-kind="edge" on:click=move |_| app.overlay.set(Overlay::Product(None))>"New product…"</button></div>
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
