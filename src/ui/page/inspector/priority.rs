//! Why something stands where it stands: what it is scored by, what it came to over time, and what was seen afterwards.

use leptos::prelude::*;

use super::described::score_facts;
use super::facts::Facts;
use crate::analysis::score::score_words;
use crate::browser::day_text;
use crate::model::RecordRef;
use crate::model::kind::{FROZEN, SCORE_LOG, SCORED, SCORED_BY, SCORED_ON};
use crate::ui::action::prioritise;
use crate::ui::app::use_app;
use crate::ui::reactive::Memo;
use crate::view::name_of_score;
use crate::workspace::Values;

/// So many scores of the past are named.
const PAST_MOST: usize = 6;

/// What it is scored by; nothing where nobody scored it.
#[component]
pub fn Priority(record: RecordRef) -> impl IntoView {
    let app = use_app();
    let facts = score_facts(app, record);
    let past = Memo::new(move |_| {
        app.track_content();
        let own = app.own.with(|own| own.of(record.table));
        app.read(|workspace| {
            let values = workspace.tables().any(record.table).and_then(|table| table.values(record.id));
            let rows = values.map(|values| values.rows(&SCORE_LOG)).unwrap_or_default();
            let line = |row| {
                let row = Values(row);
                let by = *own.iter().find(|field| field.key == row.words(&SCORED_BY))?;
                let on = row.day(&SCORED_ON).map(day_text).unwrap_or_default();
                let frozen = if row.words(&FROZEN).is_empty() { "" } else { ", committed" };
                Some(format!("{} {} on {on}{frozen}", name_of_score(by), score_words(row.number(&SCORED)?)))
            };
            rows.into_iter().rev().take(PAST_MOST).filter_map(line).collect::<Vec<String>>()
        })
    });
    let is_shown = Memo::new(move |_| facts.with(|facts| !facts.is_empty()));
    move || {
        is_shown.get().then(|| {
            let lines = move || past.get().into_iter().map(|line| view! { <li class="meta">{line}</li> }).collect_view();
            view! {
                <section aria-label="Priority">
                    <h3>"Priority" <button class="link" on:click=move |_| prioritise(app, record)>"Prioritise"</button></h3>
                    <Facts facts of="-score" />
                    <ul>{lines}</ul>
                </section>
            }
        })
    }
}
