//! Outcomes: what is counted about the product, and how it moves.

use leptos::prelude::*;

use super::values::Series;
use crate::browser;
use crate::model::{Id, Initiative, Metric, RecordRef, Release, format_measure};
use crate::ui::action::make_metric;
use crate::ui::app::{App, use_app};
use crate::ui::component::EmptyState;

/// The metrics and their readings.
#[component]
pub fn Outcomes() -> impl IntoView {
    let app = use_app();
    let ids = Memo::new(move |_| {
        app.track_content();
        let Some(product) = app.product.get() else { return Vec::new() };
        app.read(|workspace| workspace.tables().metrics.in_order(product).collect::<Vec<Id>>())
    });
    move || {
        app.track_content();
        if ids.with(Vec::is_empty) {
            return view! {
                <EmptyState heading="How will you know that it worked?" words="A metric is something you can count: bookings made online, hours of empty stands. Write down a reading now and then, and releases and initiatives can show what they moved."><button class="btn" data-kind="primary" on:click=move |_| make_metric(app)>"Add metric"</button></EmptyState>
            }
            .into_any();
        }
        let rows = ids
            .get()
            .into_iter()
            .filter_map(|id| app.get::<Metric>(id))
            .map(|it| row(app, &it))
            .collect_view();
        view! {
            <div class="page">
                <section class="scroll" tabindex="0" aria-label="Metrics">
                    <table class="table goals" data-kind="lines" aria-label="Metrics">
                        <colgroup><col /><col class="col-value" /><col class="col-value" /><col class="col-trend" /><col class="col-last" /><col class="col-outcome" /></colgroup>
                        <thead><tr><th>"Metric"</th><th class="num">"Now"</th><th class="num">"Target"</th><th>"Trend"</th><th>"Last reading"</th><th>"To be moved by"</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </section>
            </div>
        }
        .into_any()
    }
}

fn row(app: App, metric: &Metric) -> AnyView {
    let record = RecordRef::to::<Metric>(metric.meta.id);
    let id = metric.meta.id;
    let words = |value: Option<i64>| value.map(|value| format_measure(value, &metric.unit));
    let moved_by = app.read(|workspace| {
        let tables = workspace.tables();
        let initiatives = tables
            .initiatives
            .iter()
            .filter(|it| it.metric == Some(id))
            .map(|it: &Initiative| it.name.clone());
        let releases =
            tables.releases.iter().filter(|it| it.metric == Some(id)).map(|it: &Release| it.name.clone());
        initiatives.chain(releases).collect::<Vec<String>>().join(", ")
    });
    let points = metric.readings.iter().map(|it| (it.on, it.value)).collect();
    let last = metric.latest().map_or_else(|| "Add a reading".to_owned(), |it| browser::day_text(it.on));
    let go = move |_: leptos::ev::MouseEvent| {
        app.inspect_record(record);
        browser::focus_soon(".insp .value-form input");
    };
    view! {
        <tr data-open=move || app.open_mark(record)>
            <td><button class="title" on:click=move |_| app.inspect_record(record)><span>{metric.name.clone()}</span></button></td>
            <td class="num"><b>{words(metric.latest().map(|it| it.value))}</b></td>
            <td class="num sub to">{words(metric.target)}</td>
            <td><Series points /></td>
            <td class="sub"><button class="state check-in" aria-label=format!("Add a reading of {}", metric.name) on:click=go>{last}</button></td>
            <td class="sub">{moved_by}</td>
        </tr>
    }
    .into_any()
}
