//! The line of milestones and releases over the lanes.

use leptos::prelude::*;

use super::Frame;
use crate::browser::day_text;
use crate::model::kind::{MILESTONE_STATE, MILESTONES};
use crate::model::{Day, RecordRef, Release};
use crate::ui::app::use_app;

/// How wide a letter is at most, and the sign before a name, in CSS pixels.
const LETTER: i32 = 7;
const SIGN: i32 = 26;

/// A milestone or a release on its day.
#[derive(Clone, PartialEq)]
struct Point {
    record: RecordRef,
    name: String,
    day: Day,
    is_firm: bool,
    said: String,
}

/// The line.
#[component]
pub fn Points(frame: Frame) -> impl IntoView {
    let app = use_app();
    let points = Memo::new(move |_| {
        app.track_content();
        let plan = frame.plan.get();
        let things = plan.iter().flat_map(|plan| plan.things.iter());
        let point = |thing: &crate::analysis::plan::Planned| {
            let (day, _) = thing.days.filter(|_| thing.record.table != "initiatives")?;
            let (what, is_firm) = app.read(|workspace| {
                let tables = workspace.tables();
                match tables.described(&MILESTONES, thing.record.id) {
                    Some(it) => {
                        let state = it.words(&MILESTONE_STATE);
                        let name = MILESTONE_STATE.word(state).map_or("", |word| word.name).to_lowercase();
                        (format!("milestone, {name}"), state != "meant")
                    }
                    None => {
                        let state = tables.releases.get(thing.record.id).map(|it: &Release| it.state);
                        let name = state.map_or("", |state| state.name()).to_lowercase();
                        (format!("release, {name}"), thing.is_over)
                    }
                }
            });
            let said = format!("{}, {what}, {}", thing.name, day_text(day));
            Some(Point { record: thing.record, name: thing.name.clone(), day, is_firm, said })
        };
        let mut points: Vec<Point> = things.filter_map(point).collect();
        points = crate::model::in_order_of(points, |point| i64::from(Day::first().days_until(point.day)));
        points
    });
    let row = move || {
        let points = points.get();
        let zoom = frame.zoom.get();
        let (first, last) = frame.span.get();
        let marks = points.iter().enumerate().filter(|(_, point)| (first..=last).contains(&point.day));
        marks
            .map(|(place, point)| {
                let at = frame.at(point.day);
                let next = points.get(place + 1).map(|next| zoom.width(frame.at(next.day) - at));
                let wide = point.name.chars().count() as i32 * LETTER + SIGN;
                // A name that would run into the next sign stands in the title alone.
                let name = next.is_none_or(|room| room >= wide).then(|| point.name.clone());
                let record = point.record;
                view! {
                    <button class="mile" data-firm=point.is_firm.then_some("") style=("--s", (at + 1).to_string()) aria-label=point.said.clone() title=point.said.clone() on:click=move |_| app.inspect_record(record)>{name}</button>
                }
            })
            .collect_view()
    };
    view! { <div class="row points"><span class="label">"Milestones"</span>{row}</div> }
}
