//! Where one looks at the days, and from how near.

use leptos::prelude::*;

use super::TimelineFrame;
use crate::browser;
use crate::model::Day;
use crate::ui::app::App;
use crate::view::Zoom;

/// How much of the days can be seen beside the names, in CSS pixels.
fn view_width() -> i32 {
    let names = browser::left_of("tl-days") - browser::left_of("tl-x") + browser::scrolled_across("tl-x");
    browser::width_of("tl-x") - names
}

/// Looks at the days from another distance. Today stays where it is, where it can be seen; else the day in the middle.
pub fn set_zoom(app: App, frame: TimelineFrame, zoom: Zoom) {
    let before = frame.zoom.get_untracked();
    let (scrolled, wide) = (browser::scrolled_across("tl-x"), view_width());
    let today = untrack(|| frame.at(browser::today()));
    let from_left = before.width(today) - scrolled;
    let (day, at) = if (0..wide).contains(&from_left) {
        (today, from_left)
    } else {
        (before.days(scrolled + wide / 2), wide / 2)
    };
    app.device.update(|device| device.zoom = zoom);
    browser::after_paint(move || browser::scroll_across("tl-x", zoom.width(day) - at));
}

/// Scrolls to a day, a quarter of the way in; one that can be seen stays where it is.
pub fn show_day(frame: TimelineFrame, day: Day) {
    let x = frame.zoom.get_untracked().width(untrack(|| frame.at(day)));
    let (scrolled, wide) = (browser::scrolled_across("tl-x"), view_width());
    if !(scrolled..scrolled + wide).contains(&x) {
        browser::scroll_across("tl-x", x - wide / 4);
    }
}

/// Scrolls to today, a quarter of the way in.
pub fn show_today(frame: TimelineFrame) {
    let x = frame.zoom.get_untracked().width(untrack(|| frame.at(browser::today())));
    browser::scroll_across("tl-x", x - view_width() / 4);
}

/// Where a person begins to look: at today; where nothing lies there, at the first bar.
pub fn show_first(frame: TimelineFrame) {
    show_today(frame);
    let days = frame.zoom.get_untracked().days(view_width() * 3 / 4);
    let end = browser::today().plus(days);
    let firsts = frame.rows.with_untracked(|rows| rows.ids.clone());
    let first = untrack(|| firsts.into_iter().filter_map(|id| frame.days(id)).map(|(first, _)| first).min());
    if let Some(first) = first.filter(|first| *first > end) {
        show_day(frame, first);
    }
}

/// Looks from as near as the whole plan can be seen.
pub fn fit(app: App, frame: TimelineFrame) {
    let ends = frame.plan.with_untracked(|plan| plan.as_ref().and_then(|plan| plan.ends()));
    let today = browser::today();
    let (first, last) = ends.unwrap_or((today, today));
    let zoom = Zoom::that_fits(first.days_until(last) + 28, view_width());
    app.device.update(|device| device.zoom = zoom);
    let at = untrack(|| frame.at(first));
    browser::after_paint(move || browser::scroll_across("tl-x", zoom.width(at - 7)));
}
