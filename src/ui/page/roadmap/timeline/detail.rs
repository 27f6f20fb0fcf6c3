//! The plan in detail: the epics and items under a bar.

use leptos::ev;
use leptos::prelude::*;

use super::bar::go_beside;
use super::{ROW, TimelineFrame};
use crate::analysis::plan::{Detail, details};
use crate::browser;
use crate::model::{Id, Item, RecordRef, SortedMap, SortedSet};
use crate::ui::app::{App, use_app};
use crate::ui::page::roadmap::progress;
use crate::ui::reactive::Memo;

/// The work under the initiatives that are unfolded.
pub fn work_under(app: App, unfolded: &SortedSet<Id>) -> SortedMap<Id, Vec<Detail>> {
    let Some(product) = app.product.get().filter(|_| !unfolded.is_empty()) else { return SortedMap::new() };
    app.track_content();
    app.read(|workspace| details(workspace.tables(), product, unfolded, browser::today()))
}

/// Shows the work under all bars; where any is shown, no longer.
pub fn toggle_all(frame: TimelineFrame) {
    let bars = frame.rows.with_untracked(|rows| rows.ids.iter().copied().collect());
    frame.unfolded.update(|unfolded| *unfolded = if unfolded.is_empty() { bars } else { SortedSet::new() });
}

/// The row of an epic or an item under an initiative.
#[component]
pub fn Unfolded(id: Id, frame: TimelineFrame) -> impl IntoView {
    let app = use_app();
    let record = RecordRef::to::<Item>(id);
    let it = app.record::<Item>(id);
    let detail = Memo::new(move |_| frame.rows.with(|rows| rows.details.get(&id).cloned()));
    let top = move || {
        frame.rows.with(|rows| rows.middle(id).map(|middle| format!("{}px", (middle - ROW / 2.0) as i64)))
    };
    let name = move || it.get().map(|it| it.title.clone());
    let days = move || {
        let days = detail.with(|detail| detail.as_ref().and_then(|detail| detail.days));
        days.map_or("no sprint, no release".to_owned(), browser::span_text)
    };
    let said = move || format!("{}, {}", name().unwrap_or_default(), days());
    let is_done = move || {
        detail.with(|it| it.as_ref().is_some_and(|it| it.work.all > 0 && it.work.done == it.work.all))
    };
    let work = move || {
        let work = detail.with(|detail| detail.as_ref().map(|detail| detail.work)).unwrap_or_default();
        (work.all > 1).then(|| progress(work.done, work.all))
    };
    let place = move || {
        let (first, last) = detail.with(|detail| detail.as_ref().and_then(|detail| detail.days))?;
        let (s, e) = (frame.at(first).to_string(), (frame.at(last) + 1).to_string());
        let is_whole = detail.with(|detail| detail.as_ref().is_some_and(|it| it.work.all > 1)).then_some("");
        Some(
            view! { <i class="part" aria-hidden="true" data-done=is_done().then_some("") data-whole=is_whole style=("--s", s) style=("--e", e)></i> },
        )
    };
    let is_cursor = Memo::new(move |_| app.selection.with(|selection| selection.cursor == Some(id)));
    let on_key = move |event: ev::KeyboardEvent| go_beside(app, frame, id, &event);
    view! {
        <div class="row" data-under=move || detail.with(|it| it.as_ref().is_some_and(|it| it.is_under)).then_some("") style:inset-block-start=move || top().unwrap_or_default()>
            <button
                class="label part-of"
                id=format!("row-{id}")
                data-done=move || is_done().then_some("")
                data-open=move || app.open_mark(record)
                aria-label=said
                title=said
                tabindex=move || if is_cursor.get() { "0" } else { "-1" }
                on:click=move |_| app.inspect_record(record)
                on:focusin=move |_| app.selection.update(|selection| selection.cursor = Some(id))
                on:keydown=on_key
            >
                <bdi>{name}</bdi> <span class="n">{work}</span>
            </button>
            {place}
        </div>
    }
}
