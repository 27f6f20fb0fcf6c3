//! Releases: what goes out together, when, and whether it worked.

use leptos::prelude::*;

use super::{outcome_words, progress};
use crate::analysis::Tally;
use crate::browser;
use crate::model::{RecordRef, Release};
use crate::ui::action::make_release;
use crate::ui::app::{App, use_app};
use crate::ui::component::EmptyState;
use crate::ui::reactive::Memo;

/// The table of releases.
#[component]
pub fn Releases() -> impl IntoView {
    let app = use_app();
    let releases = Memo::new(move |_| {
        app.track_content();
        let Some(product) = app.product.get() else { return Vec::new() };
        let mut releases: Vec<Release> = app.read(|workspace| {
            let table = &workspace.tables().releases;
            table.of(product).cloned().collect()
        });
        if let Some(lacking) = app.lacking() {
            releases.retain(|release| lacking.contains(&release.meta.id));
        }
        releases
    });
    move || {
        app.track_content();
        if releases.with(Vec::is_empty) {
            return view! {
                <EmptyState heading="No releases yet" words="A release is what goes out together on a day. Name the metric it is to move, and it will ask you whether it did."><button class="btn" data-kind="primary" on:click=move |_| make_release(app)>"Add release"</button></EmptyState>
            }
            .into_any();
        }
        let rows = releases
            .get()
            .into_iter()
            .map(|release| {
                let work = app.overview.with(|overview| overview.release(release.meta.id));
                row(app, &release, work)
            })
            .collect_view();
        view! {
            <section class="scroll" tabindex="0" aria-label="Releases">
                <table class="table goals" data-kind="lines" aria-label="Releases">
                    <colgroup><col /><col class="col-to" /><col class="col-last" /><col class="col-meter" /><col class="col-outcome" /></colgroup>
                    <thead><tr><th>"Release"</th><th>"State"</th><th>"Day"</th><th>"Work"</th><th>"Outcome"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
        }
        .into_any()
    }
}

fn row(app: App, release: &Release, work: Tally) -> AnyView {
    let record = RecordRef::to::<Release>(release.meta.id);
    view! {
        <tr data-open=move || app.open_mark(record)>
            <td><button class="title" on:click=move |_| app.inspect_record(record)><span>{release.name.clone()}</span></button></td>
            <td class="sub">{release.state.name()}</td>
            <td class="sub">{release.day().map(browser::day_text)}</td>
            <td class="sub">{progress(work.done, work.all)}</td>
            <td>{outcome_words(app, release, "table")}</td>
        </tr>
    }
    .into_any()
}
