//! The line of months under the lanes: how much work falls into each, against what a month holds.

use leptos::prelude::*;

use super::TimelineFrame;
use crate::analysis::plan::loads;
use crate::browser::{self, month_text};
use crate::model::{Estimate, Product};
use crate::ui::app::use_app;
use crate::ui::reactive::Memo;

/// Narrower than this a month has no number, in CSS pixels.
const NUMBERED: i32 = 24;

/// The line; nothing where no open work has points.
#[component]
pub fn Months(frame: TimelineFrame) -> impl IntoView {
    let app = use_app();
    let capacity = Memo::new(move |_| {
        app.track_shared();
        let tried = app.what_if.with(|tried| tried.as_ref().and_then(|tried| tried.capacity));
        tried.or(app.product.get().and_then(|id| app.get::<Product>(id)).and_then(|product| product.capacity))
    });
    let months = Memo::new(move |_| {
        let Some(plan) = frame.plan.get() else { return Vec::new() };
        app.overview.with(|overview| loads(&plan, overview, browser::today()))
    });
    let has_work = Memo::new(move |_| months.with(|months| months.iter().any(|month| month.tenths > 0)));
    // What a month holds is shown, and why it is held against nothing.
    let is_some = Memo::new(move |_| has_work.get() || capacity.get().is_some());
    let held = move || match capacity.get() {
        Some(tenths) => format!("{} pt a month", Estimate::from_tenths(tenths)),
        None => String::new(),
    };
    let row = move || {
        let zoom = frame.zoom.get();
        let capacity = capacity.get();
        let (span_first, span_last) = frame.span.get();
        let most = months.with(|months| months.iter().map(|month| month.tenths).max()).unwrap_or(0);
        let whole = capacity.unwrap_or(most).max(1);
        let month = |month: crate::analysis::plan::Load| {
            let days = month.first.days_until(month.last) + 1;
            let is_over = capacity.is_some_and(|capacity| month.tenths > capacity);
            // Points of a month are no more exact than whole.
            let points = (month.tenths + 5) / 10;
            let name = month_text(month.first, true);
            let said = match capacity {
                Some(capacity) if is_over => {
                    format!(
                        "{name}: {points} points, {} more than it holds",
                        (month.tenths - capacity + 5) / 10
                    )
                }
                _ => format!("{name}: {points} points"),
            };
            let wide = u64::from(month.tenths.min(whole)) * 100 / u64::from(whole);
            let number = (zoom.width(days) >= NUMBERED).then_some(points);
            let aloud = said.clone();
            view! {
                <li data-tone=is_over.then_some("bad") style=("--s", frame.at(month.first).to_string()) style=("--e", (frame.at(month.last) + 1).to_string()) title=said>
                    <span class="aloud">{aloud}</span>
                    <span aria-hidden="true">{number}</span>
                    <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="all" width="100" height="4"></rect><rect width=wide.to_string() height="4"></rect></svg>
                </li>
            }
        };
        let shown =
            months.get().into_iter().filter(|it| span_first <= it.first.plus(31) && it.last <= span_last);
        shown.map(month).collect_view()
    };
    move || {
        is_some.get().then(|| {
            let ask = move || {
                capacity.get().is_none().then(
                    || view! { <a class="link" href="#/settings/workflow">"Say what a month holds"</a> },
                )
            };
            view! {
                <div class="row months">
                    <span class="label">"Work " <span class="n">{held} {ask}</span></span>
                    <ul aria-label="Work by month">{row}</ul>
                    {move || (!has_work.get()).then(|| view! { <p class="none">"No story under these has points yet: the work of a month is what is estimated and open."</p> })}
                </div>
            }
        })
    }
}
