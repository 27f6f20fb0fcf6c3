//! The line of milestones and releases over the lanes.

use leptos::prelude::*;

use super::TimelineFrame;
use crate::analysis::is_running;
use crate::browser::day_text;
use crate::model::kind::{
    MILESTONE_FIRM, MILESTONE_STATE, MILESTONES, OPTION_BY, REACHED, RELEASE_PHASE, REQUEST_BY, REQUESTS,
    TECHNICAL_OPTIONS,
};
use crate::model::{Day, Id, Initiative, Record, RecordRef, Release, ReleaseState};
use crate::ui::app::use_app;
use crate::ui::reactive::Memo;
use crate::view::count;
use crate::workspace::Tables;

/// How wide a letter is at most, and the sign before a name, in CSS pixels.
const LETTER: i32 = 7;
const SIGN: i32 = 26;

/// What a point is, by the name of its sign.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Meant, and not certain.
    Meant,
    /// Certain, or over.
    Firm,
    /// Something has to be decided by then.
    Ask,
    /// A step of a release is to be done by then.
    Step,
}

impl Mark {
    fn key(self) -> &'static str {
        match self {
            Self::Meant => "meant",
            Self::Firm => "firm",
            Self::Ask => "ask",
            Self::Step => "step",
        }
    }
}

/// A milestone or a release on its day, and what is due on the way there.
#[derive(Clone, PartialEq)]
struct Point {
    record: RecordRef,
    name: String,
    day: Day,
    mark: Mark,
    /// Whether what it waits for is not over by then.
    is_early: bool,
    said: String,
}

/// The days by which something has to be decided: technical options, and requests for what is needed.
fn asks(tables: &Tables, product: Id) -> Vec<Point> {
    let mut asks = Vec::new();
    for (kind, by) in [(&TECHNICAL_OPTIONS, &OPTION_BY), (&REQUESTS, &REQUEST_BY)] {
        for it in tables.described_of(kind, product).into_iter().filter(|it| is_running(tables, kind, it)) {
            if let Some(day) = it.day(by) {
                let said = format!("{}, {}, decide by {}", it.name(), kind.noun, day_text(day));
                let record = RecordRef { table: kind.table, id: it.meta.id };
                let name = it.name().to_owned();
                asks.push(Point { record, name, day, mark: Mark::Ask, is_early: false, said });
            }
        }
    }
    asks
}

/// The days by which steps of releases are to be done, of those that are not.
fn steps(tables: &Tables, product: Id) -> Vec<Point> {
    let mut steps = Vec::new();
    for release in tables.releases.of(product).filter(|it| it.state != ReleaseState::Released) {
        for step in release.steps.iter().filter(|step| step.done.is_empty()) {
            if let Some(day) = step.until {
                let phase = RELEASE_PHASE.word(&step.phase).map(|word| word.name.to_lowercase());
                let phase = phase.map(|phase| format!(", {phase}")).unwrap_or_default();
                let said = format!("{}: {}{phase}, by {}", release.name, step.text, day_text(day));
                let record = RecordRef::to::<Release>(release.meta.id);
                let name = step.text.clone();
                steps.push(Point { record, name, day, mark: Mark::Step, is_early: false, said });
            }
        }
    }
    steps
}

/// The line.
#[component]
pub fn Points(frame: TimelineFrame) -> impl IntoView {
    let app = use_app();
    let points = Memo::new(move |_| {
        app.track_content();
        let plan = frame.plan.get();
        let things = plan.iter().flat_map(|plan| plan.things.iter());
        let point = |thing: &crate::analysis::plan::Planned| {
            let (day, _) = thing.days.filter(|_| thing.record.table != Initiative::TABLE)?;
            let (what, is_firm) = app.read(|workspace| {
                let tables = workspace.tables();
                match tables.described(&MILESTONES, thing.record.id) {
                    Some(it) => {
                        let state = it.words(&MILESTONE_STATE);
                        let name = MILESTONE_STATE.word(state).map_or("", |word| word.name).to_lowercase();
                        (format!("milestone, {name}"), state == MILESTONE_FIRM || state == REACHED)
                    }
                    None => {
                        let state = tables.releases.get(thing.record.id).map(|it: &Release| it.state);
                        let name = state.map_or("", |state| state.name()).to_lowercase();
                        (format!("release, {name}"), thing.is_over)
                    }
                }
            });
            let mut said = format!("{}, {what}, {}", thing.name, day_text(day));
            let early = plan.as_ref()?.early(thing.record.id);
            if let Some(days) = early {
                said.extend([", ", &count(days as usize, "day"), " too early"]);
            }
            Some(Point {
                record: thing.record,
                name: thing.name.clone(),
                day,
                mark: if is_firm { Mark::Firm } else { Mark::Meant },
                is_early: early.is_some(),
                said,
            })
        };
        let mut points: Vec<Point> = things.filter_map(point).collect();
        if let Some(product) = app.product.get() {
            app.read(|workspace| {
                points.extend(asks(workspace.tables(), product));
                points.extend(steps(workspace.tables(), product));
            });
        }
        points = crate::model::in_order_of(points, |point| i64::from(Day::first().days_until(point.day)));
        points
    });
    let row = move || {
        let points = points.get();
        let zoom = frame.zoom.get();
        let (first, last) = frame.span.get();
        let mut from = i32::MIN;
        let mut marks = Vec::new();
        for point in points.iter().filter(|point| (first..=last).contains(&point.day)) {
            // Signs that would cover each other stand beside each other: what each says has its day.
            from = zoom.width(frame.at(point.day) + 1).max(from);
            marks.push((from, point));
            from += SIGN;
        }
        let at: Vec<i32> = marks.iter().map(|(at, _)| *at).collect();
        marks
            .into_iter()
            .enumerate()
            .map(|(place, (x, point))| {
                let wide = point.name.chars().count() as i32 * LETTER + SIGN;
                // A name that would run into the next sign stands in the title alone.
                let has_room = at.get(place + 1).is_none_or(|next| next - x >= wide);
                let name = has_room.then(|| point.name.clone());
                let record = point.record;
                view! {
                    <button class="mile" data-mark=point.mark.key() data-tone=point.is_early.then_some("bad") style=("--x", format!("{x}px")) aria-label=point.said.clone() title=point.said.clone() on:click=move |_| app.inspect_record(record)>{name}</button>
                }
            })
            .collect_view()
    };
    view! { <div class="row points"><span class="label">"Milestones"</span>{row}</div> }
}
