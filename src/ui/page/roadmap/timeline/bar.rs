//! A row of the timeline: the name of an initiative and its bar, which is dragged, or moved with keys.

use leptos::ev;
use leptos::prelude::*;

use super::what_if::{leave_out, menu_of_tried, move_bars, schedule};
use super::{Drag, TimelineFrame, show_day};
use crate::analysis::plan::{OUTLOOK_ODDS, Outlook};
use crate::browser::{self, Anchor, day_text};
use crate::model::{Day, Goal, Id, Initiative, RecordRef};
use crate::ui::action::menu_of_items;
use crate::ui::app::{App, use_app};
use crate::ui::component::Icon;
use crate::ui::page::roadmap::changes::moved_words;
use crate::ui::page::roadmap::dependencies::share_words;
use crate::ui::page::roadmap::progress;
use crate::ui::reactive::Memo;
use crate::view::{BarPart, count};

/// So near to the end of a bar, in CSS pixels, a press takes that end.
const EDGE: i32 = 8;
/// Bars narrower than this have no ends to take.
const TWO_ENDS: i32 = 32;

/// The row.
#[component]
pub fn Row(id: Id, frame: TimelineFrame) -> impl IntoView {
    let app = use_app();
    let record = RecordRef::to::<Initiative>(id);
    let it = app.record::<Initiative>(id);
    let top = move || {
        frame
            .rows
            .with(|rows| rows.middle(id).map(|middle| format!("{}px", (middle - super::ROW / 2.0) as i64)))
    };
    let label = move || {
        let name = it.get()?.name.clone();
        let work = app.overview.with(|overview| overview.initiative(id));
        let asked = frame.asks.with(|asks| asks.get(&id).copied()).map(|asked| {
            let words = count(asked, "open question");
            view! { <span class="asked"><Icon name="comment" /><span aria-hidden="true">{asked}</span><span class="aloud">{words}</span></span> }
        });
        Some(view! { <bdi>{name}</bdi> <span class="n">{asked} {progress(work.done, work.all)}</span> })
    };
    let open = move |_| {
        // A bar that lies beside what can be seen comes into view.
        if let Some((first, _)) = untrack(|| frame.days(id)) {
            show_day(frame, first);
        }
        // While something is tried the panel, which writes into the real plan, stays closed.
        if app.what_if.with_untracked(Option::is_none) {
            app.inspect_record(record);
        }
    };
    let has_work = Memo::new(move |_| app.overview.with(|overview| overview.initiative(id).all > 0));
    let is_unfolded = Memo::new(move |_| frame.unfolded.with(|unfolded| unfolded.contains(&id)));
    let fold = move || {
        has_work.get().then(|| {
            let label = move || it.get().map(|it| format!("Work under {}", it.name));
            view! { <button class="fold" tabindex="-1" title="W" aria-label=label aria-expanded=move || is_unfolded.get().to_string() on:click=move |_| frame.toggle_work(id)><Icon name="down" /></button> }
        })
    };
    view! {
        <div class="row" style:inset-block-start=move || top().unwrap_or_default()>
            {fold}
            <button class="label" tabindex="-1" on:click=open>{label}</button>
            <Bar id frame />
        </div>
    }
}

/// What a bar says: its days, how firm it is, its goal, and where it does not fit.
fn said(app: App, frame: TimelineFrame, it: &Initiative) -> String {
    let Some((first, last)) = frame.days(it.meta.id) else { return it.name.clone() };
    let mut words = format!(
        "{}, {} to {}, {}",
        it.name,
        day_text(first),
        day_text(last),
        it.confidence.name().to_lowercase()
    );
    if let Some(goal) = it.goal.and_then(|id| app.get::<Goal>(id)) {
        words.extend([", goal ", &goal.name]);
    }
    frame.plan.with(|plan| {
        let Some(plan) = plan else { return };
        let place = plan.place(it.meta.id);
        for dependency in plan.dependencies.iter().filter(|it| Some(it.to) == place) {
            let on = plan.things.get(dependency.from).map_or("", |on| on.name.as_str());
            words.extend([", waits for ", on]);
        }
        if let Some(days) = plan.early(it.meta.id) {
            words.extend([", ", &count(days as usize, "day"), " too early"]);
        }
        if frame.is_critical.get() && plan.is_critical(it.meta.id) {
            words.push_str(", critical");
        }
    });
    if let Some(share) = share_of(frame, it.meta.id) {
        words.extend([", ", &share]);
    }
    if let Some(asked) = frame.asks.with(|asks| asks.get(&it.meta.id).copied()) {
        words.extend([", ", &count(asked, "open question")]);
    }
    words
}

#[component]
fn Bar(id: Id, frame: TimelineFrame) -> impl IntoView {
    let app = use_app();
    let it = app.record::<Initiative>(id);
    let record = RecordRef::to::<Initiative>(id);
    let drag = Memo::new(move |_| frame.drag.get().filter(|drag| drag.id == id));
    let end = move |is_end: bool| {
        let (first, last) = frame.days(id)?;
        let (span_first, span_last) = frame.span.get();
        let moved = match drag.get() {
            Some(drag) if drag.part == (if is_end { BarPart::End } else { BarPart::Start }) => drag.days,
            _ => 0,
        };
        let day = if is_end { frame.at(last) + 1 } else { frame.at(first) } + moved;
        // What lies farther than the scale reaches is cut off there.
        Some(day.clamp(0, span_first.days_until(span_last)).to_string())
    };
    let by =
        move || drag.get().filter(|drag| drag.part == BarPart::Whole).map_or(0, |drag| drag.days).to_string();
    let words = move || {
        app.track_content();
        it.get().map(|it| said(app, frame, &it))
    };
    let is_cursor = Memo::new(move |_| {
        let cursor = app.selection.with(|selection| selection.cursor);
        frame.rows.with(|rows| match cursor.filter(|cursor| rows.ids.contains(cursor)) {
            Some(cursor) => cursor == id,
            None => rows.ids.first() == Some(&id),
        })
    });
    let is_picked = Memo::new(move |_| app.selection.with(|selection| selection.picked.contains(&id)));
    let is_critical = move || {
        let is_critical = frame.is_critical.get()
            && frame.plan.with(|plan| plan.as_ref().is_some_and(|plan| plan.is_critical(id)));
        is_critical.then_some("")
    };
    // Letting go of a bar that was dragged, or put back, is no press on it.
    let has_moved = StoredValue::new(false);
    let down = move |event: ev::PointerEvent| {
        if event.button() != 0 {
            return;
        }
        let Some((x, width)) = browser::place_in(&event).map(|(x, _)| x).zip(browser::width_at(&event))
        else {
            return;
        };
        let part = match x {
            _ if width < TWO_ENDS => BarPart::Whole,
            ..EDGE => BarPart::Start,
            _ if x > width - EDGE => BarPart::End,
            _ => BarPart::Whole,
        };
        browser::capture_pointer(&event);
        has_moved.set_value(false);
        frame.drag.set(Some(Drag { id, part, from_x: event.client_x(), days: 0 }));
    };
    let go = move |event: ev::PointerEvent| {
        let Some(drag) = drag.get_untracked() else { return };
        let zoom = frame.zoom.get_untracked();
        let step = if event.ctrl_key() || event.meta_key() { 1 } else { zoom.step() };
        let days = zoom.days(event.client_x() - drag.from_x) + step / 2;
        let days = days.div_euclid(step) * step;
        if days != drag.days {
            has_moved.set_value(true);
            frame.drag.set(Some(Drag { days, ..drag }));
        }
    };
    let up = move |_: ev::PointerEvent| {
        let Some(drag) = drag.get_untracked() else { return };
        frame.drag.set(None);
        if drag.days != 0 {
            move_bars(app, frame, &picked_with(app, id), drag.part, drag.days);
        }
    };
    let click = move |event: ev::MouseEvent| {
        if has_moved.try_update_value(std::mem::take).unwrap_or(false) {
            return;
        }
        if app.what_if.with_untracked(Option::is_some) {
            // The panel writes into the real plan.
            menu_of_tried(app, id, Anchor::of(&format!("row-{id}")));
        } else if event.shift_key() || event.ctrl_key() || event.meta_key() {
            app.selection.update(|selection| selection.toggle(id));
        } else {
            app.inspect_record(record);
        }
    };
    let context = move |event: ev::MouseEvent| {
        event.prevent_default();
        app.selection.update(|selection| selection.cursor = Some(id));
        let at = Anchor::point(f64::from(event.client_x()), f64::from(event.client_y()));
        if app.what_if.with_untracked(Option::is_some) {
            menu_of_tried(app, id, at);
        } else {
            menu_of_items(app, at);
        }
    };
    let confidence = move || it.with(|it| it.as_ref().map(|it| it.confidence.key()));
    view! {
        <button
            class="bar"
            id=format!("row-{id}")
            data-id=id.to_string()
            data-c=confidence
            data-critical=is_critical
            data-picked=move || is_picked.get().then_some("")
            data-open=move || app.open_mark(record)
            data-moving=move || drag.get().map(|_| "")
            tabindex=move || if is_cursor.get() { "0" } else { "-1" }
            aria-label=words
            title=words
            style=("--s", move || end(false).unwrap_or_default())
            style=("--e", move || end(true).unwrap_or_default())
            style=("--by", by)
            on:pointerdown=down
            on:pointermove=go
            on:pointerup=up
            on:pointercancel=move |_| {
                has_moved.set_value(false);
                frame.drag.set(None);
            }
            on:click=click
            on:contextmenu=context
            on:focusin=move |_| app.selection.update(|selection| selection.cursor = Some(id))
            on:keydown=move |event| on_key(app, frame, id, &event)
        >
            <i></i><i></i>
        </button>
        {move || was(frame, id)}
        {move || foreseen(frame, id)}
        {move || it.get().and_then(|it| note(frame, &it))}
    }
}

/// Where a bar lay in the plan it is compared with.
fn was(frame: TimelineFrame, id: Id) -> Option<AnyView> {
    let then = frame.then.get()?;
    let before = then.0.iter().find(|it| it.id == id)?.days;
    // What lies where it lay has no shadow.
    let (first, last) = (frame.days(id) != Some(before)).then_some(before)?;
    let (s, e) = (frame.at(first).to_string(), (frame.at(last) + 1).to_string());
    Some(view! { <span class="was" aria-hidden="true" style=("--s", s) style=("--e", e)></span> }.into_any())
}

/// What is foreseen of an initiative.
fn outlook_of(frame: TimelineFrame, id: Id) -> Option<Outlook> {
    let outlook = frame.outlook.get()?;
    outlook.as_ref().as_ref().ok()?.iter().find(|it| it.id == id).cloned()
}

/// Where it is foreseen to be done.
fn foreseen(frame: TimelineFrame, id: Id) -> Option<AnyView> {
    let at = (frame.at(outlook_of(frame, id)?.foreseen?) + 1).to_string();
    Some(view! { <i class="foreseen" aria-hidden="true" style=("--s", at)></i> }.into_any())
}

/// The same in words, and by how much that is later than planned.
fn foreseen_words(frame: TimelineFrame, id: Id) -> Option<(String, bool)> {
    let it = outlook_of(frame, id)?;
    let slip = it.slip();
    let later = slip.map(|days| if days == 0 { "as planned".to_owned() } else { moved_words(days) });
    Some(match (it.came, it.foreseen, later) {
        (Some(came), _, Some(later)) => (format!("done {}, {later}", day_text(came)), false),
        (_, Some(day), Some(later)) => {
            (format!("{OUTLOOK_ODDS} % by {}, {later}", day_text(day)), slip.is_some_and(|days| days > 0))
        }
        _ if it.left > 0 => ("not foreseeable".to_owned(), true),
        _ => return None,
    })
}

/// By how much a thing ends on another day than in the plan it is compared with, in words.
fn moved(frame: TimelineFrame, id: Id, last: Day) -> Option<String> {
    let then = frame.then.get()?;
    let since = then.1.map(|on| format!(" than on {}", day_text(on))).unwrap_or_default();
    let Some(before) = then.0.iter().find(|it| it.id == id) else { return Some("new".to_owned()) };
    match before.days.1.days_until(last) {
        0 => None,
        days => Some(format!("{}{since}", moved_words(days))),
    }
}

/// What stands behind a bar: by how much it begins too early, or how much slack it has.
fn note(frame: TimelineFrame, it: &Initiative) -> Option<AnyView> {
    let (first, last) = frame.days(it.meta.id)?;
    // While it is dragged: where it would come to lie.
    if let Some(drag) = frame.drag.get().filter(|drag| drag.id == it.meta.id && drag.days != 0) {
        let (from, to) = drag.part.moved((first, last), drag.days);
        let words = browser::span_text((from, to));
        let at = (frame.at(to.max(last)) + 1).to_string();
        return Some(view! { <span class="note" style=("--s", at)><b>{words}</b></span> }.into_any());
    }
    // Behind the bar, and behind where it is foreseen to be done.
    let foreseen = outlook_of(frame, it.meta.id).and_then(|it| it.foreseen);
    let at = (frame.at(foreseen.map_or(last, |day| day.max(last))) + 1).to_string();
    let early = frame.plan.with(|plan| plan.as_ref().and_then(|plan| plan.early(it.meta.id)));
    if let Some(days) = early {
        let words = format!("{} too early", count(days as usize, "day"));
        return Some(
            view! { <span class="note" data-tone="bad" style=("--s", at)><Icon name="warn" />{words}</span> }
                .into_any(),
        );
    }
    if let Some((words, is_late)) = foreseen_words(frame, it.meta.id) {
        return Some(
            view! { <span class="note" data-tone=is_late.then_some("care") style=("--s", at)>{words}</span> }
                .into_any(),
        );
    }
    if let Some(words) = moved(frame, it.meta.id, last) {
        return Some(view! { <span class="note" style=("--s", at)>{words}</span> }.into_any());
    }
    let slot = frame.plan.with(|plan| plan.as_ref().and_then(|plan| plan.slot(it.meta.id)));
    let words = slot.filter(|_| frame.is_critical.get()).map(|slot| match slot.total() {
        ..=0 => "critical".to_owned(),
        days => format!("{} to spare", count(days as usize, "working day")),
    });
    let words = words.map(|words| {
        [Some(words), share_of(frame, it.meta.id)].into_iter().flatten().collect::<Vec<_>>().join(", ")
    });
    words.map(|words| view! { <span class="note" style=("--s", at)>{words}</span> }.into_any())
}

/// In how many runs the end of the plan hangs on an initiative, while that is shown.
fn share_of(frame: TimelineFrame, id: Id) -> Option<String> {
    frame.shares.with(|shares| share_words(shares.as_deref()?, id))
}

/// A bar and those picked with it; one that is not picked alone.
fn picked_with(app: App, id: Id) -> Vec<Id> {
    app.selection.with_untracked(|selection| {
        if selection.picked.contains(&id) { selection.picked.iter().copied().collect() } else { vec![id] }
    })
}

/// Up and down lead to the row above and below.
pub fn go_beside(app: App, frame: TimelineFrame, id: Id, event: &ev::KeyboardEvent) {
    let step = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    if event.ctrl_key() || event.meta_key() || event.shift_key() {
        return;
    }
    let next = frame.rows.with_untracked(|rows| {
        let place = rows.ids.iter().position(|it| *it == id)?;
        rows.ids.get(place.checked_add_signed(step)?).copied()
    });
    if let Some(next) = next {
        app.go_to(next);
    }
    event.prevent_default();
    event.stop_propagation();
}

/// The keys of a bar: to the sides it moves, by single days with Ctrl; with Shift its end does, with Ctrl and Shift its
/// start; up and down lead to the others.
fn on_key(app: App, frame: TimelineFrame, id: Id, event: &ev::KeyboardEvent) {
    let is_tried = app.what_if.with_untracked(Option::is_some);
    let by = match event.key().as_str() {
        "Delete" | "Backspace" if is_tried => {
            event.prevent_default();
            event.stop_propagation();
            return leave_out(app, id);
        }
        "ArrowRight" => 1,
        "ArrowLeft" => -1,
        "ArrowDown" | "ArrowUp" => return go_beside(app, frame, id, event),
        "w" | "W" if !event.ctrl_key() && !event.meta_key() && !event.alt_key() => {
            event.prevent_default();
            event.stop_propagation();
            return frame.toggle_work(id);
        }
        _ => return,
    };
    if event.alt_key() {
        return;
    }
    let is_free = event.ctrl_key() || event.meta_key();
    let is_single = is_free && !event.shift_key();
    let days = by * if is_single { 1 } else { frame.zoom.get_untracked().step() };
    let part = match event.shift_key() {
        true if is_free => BarPart::Start,
        true => BarPart::End,
        false => BarPart::Whole,
    };
    event.prevent_default();
    event.stop_propagation();
    move_bars(app, frame, &picked_with(app, id), part, days);
}

/// An initiative without days that is dropped on the timeline begins there, for four weeks.
pub fn drop_undated(app: App, frame: TimelineFrame, event: &ev::DragEvent) {
    let Some(id) = browser::dragged(event).and_then(|id| id.parse().ok()) else { return };
    event.prevent_default();
    let x = event.client_x() - browser::left_of("tl-days");
    let (first, _) = frame.span.get_untracked();
    schedule(app, id, first.plus(frame.zoom.get_untracked().days(x).max(0)));
}
