//! Releases: what goes out together, when, and whether it worked.

use leptos::prelude::*;

use super::super::super::action::{make_release, mend};
use super::super::super::app::{App, use_app};
use super::super::super::component::EmptyState;
use super::progress;
use crate::analysis::Joint;
use crate::browser::{self, Anchor};
use crate::model::{Category, Id, Metric, RecordRef, Release, format_measure};

/// The table of releases.
#[component]
pub fn Releases() -> impl IntoView {
    let app = use_app();
    let releases = Memo::new(move |_| {
        app.track_content();
        let Some(product) = app.product.get() else { return Vec::new() };
        let mut releases: Vec<(Release, usize, usize)> = app.read(|workspace| {
            let tables = workspace.tables();
            let Some(owner) = tables.products.get(product) else { return Vec::new() };
            let of = |release: Id| {
                let items = tables.items.iter().filter(|item| item.release == Some(release));
                items.fold((0, 0), |(done, all), item| {
                    let state = owner.workflow.state(&item.status);
                    let is_done = state.is_some_and(|state| state.category == Category::Done);
                    (done + usize::from(is_done), all + 1)
                })
            };
            let kept = tables.releases.in_order(product).filter_map(|id| tables.releases.get(id));
            kept.map(|release| {
                let (done, all) = of(release.meta.id);
                (release.clone(), done, all)
            })
            .collect()
        });
        if let Some(lacking) = app.lacking() {
            releases.retain(|(release, _, _)| lacking.contains(&release.meta.id));
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
            .map(|(release, done, all)| row(app, release, done, all))
            .collect_view();
        view! {
            <section class="scroll" tabindex="0" aria-label="Releases">
                <table class="table goals" aria-label="Releases">
                    <colgroup><col /><col class="col-to" /><col class="col-to" /><col class="col-meter" /><col class="col-outcome" /></colgroup>
                    <thead><tr><th>"Release"</th><th>"State"</th><th>"Day"</th><th>"Work"</th><th>"Outcome"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
        }
        .into_any()
    }
}

fn row(app: App, release: Release, done: usize, all: usize) -> AnyView {
    let record = RecordRef::to::<Release>(release.meta.id);
    let anchor = format!("outcome-{}", release.meta.id);
    let id = anchor.clone();
    let outcome = match release.metric.and_then(|id| app.get::<Metric>(id)) {
        Some(metric) => {
            let now = metric.latest().map(|it| format!(", {}", format_measure(it.value, &metric.unit))).unwrap_or_default();
            let metric_record = RecordRef::to::<Metric>(metric.meta.id);
            view! { <button class="title" on:click=move |_| app.inspect_record(metric_record)><span>{format!("{}{now}", metric.name)}</span></button> }.into_any()
        }
        None => view! {
            <button class="mend" id=id aria-haspopup="dialog" on:click=move |_| mend(app, record, Joint::Metric, Anchor::of(&anchor))>
                "+ Outcome metric"
            </button>
        }
        .into_any(),
    };
    view! {
        <tr>
            <td><button class="title" on:click=move |_| app.inspect_record(record)><span>{release.name.clone()}</span></button></td>
            <td class="sub">{release.state.name()}</td>
            <td class="sub">{release.day().map(browser::day_text)}</td>
            <td class="sub">{progress(done, all)}</td>
            <td>{outcome}</td>
        </tr>
    }
    .into_any()
}
