//! What waits for what, as arrows behind the bars; words say the same in the list of dependencies.

use leptos::prelude::*;

use super::{ROW, TimelineFrame};
use crate::analysis::plan::{Dependency, Fit};
use crate::model::{Id, set_of};
use crate::ui::reactive::Memo;
use crate::view::arrow;

/// An arrow: its way, whether it does not fit, and whether the end of the plan hangs on it.
type Way = (String, bool, bool);

/// The arrows that begin or end at a row that is mounted: hundreds of others would be laid out with each of them.
#[component]
pub fn Arrows(frame: TimelineFrame, mounted: Memo<Vec<String>>) -> impl IntoView {
    let ways = Memo::new(move |_| {
        let Some(plan) = frame.plan.get() else { return Vec::new() };
        let zoom = frame.zoom.get();
        let is_marked = frame.is_critical.get();
        let there = mounted.with(|keys| set_of(keys.iter().filter_map(|key| key.parse::<Id>().ok())));
        frame.rows.with(|rows| {
            let way = |it: &Dependency| -> Option<Way> {
                let (from, to) = plan.things.get(it.from).zip(plan.things.get(it.to))?;
                if !there.contains(&from.record.id) && !there.contains(&to.record.id) {
                    return None;
                }
                let (y, to_y) = rows.middle(from.record.id).zip(rows.middle(to.record.id))?;
                let ((_, last), (first, _)) = from.days.zip(to.days)?;
                let spot = |days: i32, y: f64| (zoom.width(days), y as i32);
                let path = arrow(spot(frame.at(last) + 1, y), spot(frame.at(first), to_y), ROW as i32);
                let marked = is_marked && plan.is_critical(from.record.id) && plan.is_critical(to.record.id);
                Some((path, matches!(plan.fit(it), Fit::Early(..)), marked))
            };
            plan.dependencies.iter().filter_map(way).collect::<Vec<Way>>()
        })
    });
    let paths = move || {
        let path = |(way, is_bad, is_critical): Way| {
            let tone = if is_bad { Some("bad") } else { is_critical.then_some("critical") };
            let end = if is_bad { "url(#arrow-bad)" } else { "url(#arrow)" };
            view! { <path data-tone=tone d=way marker-end=end></path> }
        };
        ways.get().into_iter().map(path).collect_view()
    };
    let marker = |id: &'static str, class: &'static str| {
        view! {
            <marker id=id viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class=class d="M2 1.5 6 4 2 6.5"></path></marker>
        }
    };
    view! {
        <svg class="deps" id="tl-days" aria-hidden="true">
            <defs>{marker("arrow", "tip")}{marker("arrow-bad", "tip bad")}</defs>
            {paths}
        </svg>
    }
}
