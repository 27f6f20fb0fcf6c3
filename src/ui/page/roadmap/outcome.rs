//! What came of a release, in words, with the button for what is missing.

use leptos::prelude::*;

use crate::analysis::{Joint, Verdict, outcome, outcome_words as words_of};
use crate::browser::{self, Anchor};
use crate::model::{Metric, RecordRef, Release};
use crate::ui::action::mend;
use crate::ui::app::App;

/// The glyph of whether a release worked: a tick only where it did.
pub fn outcome_glyph(app: App, release: &Release) -> (&'static str, &'static str) {
    match app.read(|workspace| outcome(workspace.tables(), release).verdict()) {
        Some(Verdict::Reached | Verdict::Better) => ("s-accepted", "s-accepted"),
        Some(Verdict::Closer) => ("s-doing", "s-doing"),
        Some(Verdict::Worse | Verdict::Same) => ("warn", "warn"),
        None => ("s-idea", "s-idea"),
    }
}

/// What a release moved; a button where its metric is missing or was not read since. `place` keeps the names of
/// buttons apart where a release is drawn twice.
pub fn outcome_words(app: App, release: &Release, place: &str) -> AnyView {
    let record = RecordRef::to::<Release>(release.meta.id);
    let said = app.read(|workspace| words_of(workspace.tables(), release, &browser::day_text));
    match said {
        Some((metric, words)) => {
            let metric = RecordRef::to::<Metric>(metric);
            view! { <button class="link" data-kind="fact" on:click=move |_| app.inspect_record(metric)>{words}</button> }
                .into_any()
        }
        None => {
            let anchor = format!("outcome-{place}-{}", release.meta.id);
            let id = anchor.clone();
            view! {
                <button class="mend" id=id aria-haspopup="dialog" on:click=move |_| mend(app, record, Joint::Metric, Anchor::of(&anchor))>
                    "+ Outcome metric"
                </button>
            }
            .into_any()
        }
    }
}
