//! The scale over the timeline, and the lines below its marks.

use std::fmt::Write as _;

use leptos::prelude::*;

use super::TimelineFrame;
use crate::browser::{self, day_text, month_text};
use crate::view::{Begin, Tick, Zoom};

/// The words of a mark.
fn words(tick: Tick, zoom: Zoom) -> String {
    let year = tick.day.year();
    match tick.begins {
        Begin::Year => year.to_string(),
        Begin::Quarter(quarter) if tick.is_upper => format!("Q{quarter} {year}"),
        Begin::Quarter(quarter) => format!("Q{quarter}"),
        Begin::Month => month_text(tick.day, tick.is_upper),
        Begin::Week if zoom == Zoom::Week => day_text(tick.day),
        Begin::Week => tick.day.day().to_string(),
    }
}

fn ticks(frame: TimelineFrame) -> Vec<Tick> {
    let (first, last) = frame.span.get();
    frame.zoom.get().ticks(first, 0, first.days_until(last) - 1)
}

/// The marks in words, and which day it is.
#[component]
pub fn Scale(frame: TimelineFrame) -> impl IntoView {
    let marks = move || {
        let zoom = frame.zoom.get();
        let all = ticks(frame);
        let begins_bare = !all.first().is_some_and(|tick| tick.at == 0 && tick.is_upper);
        // Where the first mark comes later, one says where the scale begins.
        let (first, _) = frame.span.get();
        let lead = begins_bare.then_some(Tick { at: 0, day: first, begins: Begin::Month, is_upper: true });
        let mark = |tick: Tick| {
            let upper = tick.is_upper.then_some("");
            view! { <span data-upper=upper style=("--s", tick.at.to_string())>{words(tick, zoom)}</span> }
        };
        lead.into_iter().chain(all).map(mark).collect_view()
    };
    let today = move || {
        let today = browser::today();
        view! { <mark style=("--s", frame.at(today).to_string())>{day_text(today)}</mark> }
    };
    view! { {marks} {today} }
}

/// Lines from top to foot, one path each for the strong and the quiet ones.
pub fn grid(frame: TimelineFrame) -> AnyView {
    let zoom = frame.zoom.get();
    let (mut upper, mut lower) = (String::new(), String::new());
    for tick in ticks(frame) {
        let path = if tick.is_upper { &mut upper } else { &mut lower };
        // Writing into a text does not fail.
        let _ = write!(path, "M{} 0v99999", zoom.width(tick.at));
    }
    view! { <path class="rest" d=rests(frame, zoom)></path><path class="quiet" d=lower></path><path d=upper></path> }
        .into_any()
}

/// The days on which nobody works, where days are wide enough to be told apart.
fn rests(frame: TimelineFrame, zoom: Zoom) -> String {
    let mut path = String::new();
    if !matches!(zoom, Zoom::Week | Zoom::Month) {
        return path;
    }
    let (first, last) = frame.span.get();
    frame.plan.with(|plan| {
        let Some(plan) = plan else { return };
        for at in 0..first.days_until(last) {
            if !plan.calendar.is_work(first.plus(at)) {
                let (from, wide) = (zoom.width(at), zoom.width(at + 1) - zoom.width(at));
                let _ = write!(path, "M{from} 0h{wide}v99999h-{wide}z");
            }
        }
    });
    path
}
