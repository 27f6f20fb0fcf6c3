//! Strengths, weaknesses, opportunities and threats as four quadrants. The list below says the same.

use leptos::prelude::*;

use crate::analysis::backed_by;
use crate::model::kind::{POINT_TYPE, SWOT, Word};
use crate::model::{Id, RecordRef};
use crate::ui::app::{App, use_app};
use crate::ui::component::Icon;
use crate::ui::reactive::Memo;
use crate::view::count;

/// What several of each are called, in the order of their words: ours above, what comes from outside below.
const PLURALS: [&str; 4] = ["Strengths", "Weaknesses", "Opportunities", "Threats"];

/// A point: its quadrant, what it is called, and how much speaks for it.
type Point = (&'static str, Id, String, usize);

fn points(app: App) -> Vec<Point> {
    app.track_content();
    let list = app.list.get();
    app.read(|workspace| {
        let tables = workspace.tables();
        let point = |id: &Id| {
            let kept = tables.described(&SWOT, *id)?;
            let word = POINT_TYPE.word_or_first(kept.words(&POINT_TYPE))?;
            Some((word.key, *id, kept.name().to_owned(), backed_by(tables, kept)))
        };
        list.fitting.iter().filter_map(point).collect()
    })
}

/// The four quadrants.
#[component]
pub fn Quadrants() -> impl IntoView {
    let app = use_app();
    let points = Memo::new(move |_| points(app));
    let point = move |(_, id, name, backed): Point| {
        let record = RecordRef { table: SWOT.table, id };
        let backed = match backed {
            0 => "no evidence yet".to_owned(),
            backed => format!("{} of evidence", count(backed, "piece")),
        };
        view! {
            <li data-open=move || app.open_mark(record)>
                <button class="t" on:click=move |_| app.inspect_record(record)>{name}</button>
                <span class="meta">{backed}</span>
            </li>
        }
        .into_any()
    };
    let quadrant = move |(word, plural): (&'static Word, &'static str)| {
        let here = move || {
            points.with(|points| points.iter().filter(|it| it.0 == word.key).cloned().collect::<Vec<_>>())
        };
        view! {
            <section aria-label=plural class="quadrant">
                <h2><Icon name=word.glyph /> {plural} <span class="n">{move || here().len()}</span></h2>
                <ul class="rows">{move || here().into_iter().map(point).collect_view()}</ul>
            </section>
        }
        .into_any()
    };
    let quadrants = POINT_TYPE.choices().iter().zip(PLURALS).map(quadrant).collect_view();
    view! { <div class="quadrants">{quadrants}</div> }
}
