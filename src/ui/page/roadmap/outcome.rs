//! What came of a release, in words, with the button for what is missing.

use leptos::prelude::*;

use crate::analysis::{Joint, Outcome, Verdict, outcome};
use crate::browser::{self, Anchor};
use crate::model::{Metric, RecordRef, Release, format_measure};
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
    let (words, metric) = app.read(|workspace| match outcome(workspace.tables(), release) {
        Outcome::Unnamed => (None, None),
        Outcome::Awaited(metric) => {
            let now = metric.latest().map(|it| format_measure(it.value, &metric.unit));
            (Some(joined(&metric.name, now)), Some(metric.meta.id))
        }
        Outcome::Unchecked(metric, out) => {
            (Some(format!("no reading since {}", browser::day_text(out))), Some(metric.meta.id))
        }
        Outcome::Checked(metric, before, after) => {
            let measure = |value| format_measure(value, &metric.unit);
            let from = before.map_or(String::new(), |it| format!("{} → ", measure(it.value)));
            let verdict = outcome(workspace.tables(), release).verdict();
            let said = verdict.map_or_else(
                || ", nothing to compare with".to_owned(),
                |verdict| format!(", {}", verdict.name()),
            );
            (
                Some(joined(&metric.name, Some(format!("{from}{}{said}", measure(after.value))))),
                Some(metric.meta.id),
            )
        }
    });
    match words.zip(metric) {
        Some((words, metric)) => {
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

fn joined(name: &str, value: Option<String>) -> String {
    value.map_or_else(|| name.to_owned(), |value| format!("{name}, {value}"))
}
