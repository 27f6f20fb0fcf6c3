//! Charts as they are drawn: a sentence that says what is to be seen, the picture, a line that steps through its points,
//! and the same as a table.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser;
use crate::format::rows_csv;
use crate::ui::action::{NO_COPY, copy_text};
use crate::ui::app::use_app;
use crate::ui::reactive::Memo;
use crate::view::chart::{Caption, Chart, Figure, Mark};

/// The width a chart is laid out for until its own is known.
const WIDTH: f64 = 552.0;
/// How many points the keys for a page go over.
const PAGE: usize = 10;

/// Lays a figure out for a width in CSS pixels; what it reads is tracked.
pub type Draw = Arc<dyn Fn(i32) -> Figure + Send + Sync>;

/// A section with a chart in it.
#[component]
pub fn ChartSection(
    /// What is shown, in a word or two.
    title: &'static str,
    /// Of what, and in which unit.
    #[prop(into)]
    note: Signal<String>,
    /// How it is computed, in a few sentences.
    how: &'static str,
    draw: Draw,
) -> impl IntoView {
    let width = RwSignal::new(WIDTH);
    let body = NodeRef::<leptos::html::Figure>::new();
    // It ends with the section that keeps it.
    let watch = StoredValue::new_local(None);
    body.on_load(move |body| {
        watch.set_value(Some(browser::watch_width(&body, move |wide| {
            width.try_set(wide);
        })));
    });
    let figure = Memo::new(move |_| draw(width.get() as i32));
    let finding = move || figure.with(|figure| figure.finding.clone());
    let said = move || format!("{title}: {}", finding());
    let at = RwSignal::new(None::<usize>);
    let last = move || figure.with(|figure| figure.chart.points.len()).checked_sub(1);
    // The newest is the first a person asks for.
    let here = Memo::new(move |_| last().map(|last| at.get().map_or(last, |at| at.min(last))));
    view! {
        <section class="sec" aria-label=title>
            <header><h2>{title}</h2><span class="n">{note}</span></header>
            <figure class="body" node_ref=body>
                <h3 class="claim">{finding}</h3>
                <svg
                    class="chart"
                    role="img"
                    aria-label=said
                    height=move || figure.with(|figure| figure.chart.size.1)
                    viewBox=move || figure.with(|figure| format!("0 0 {} {}", figure.chart.size.0, figure.chart.size.1))
                    on:pointermove=move |event| {
                        if let Some(place) = browser::place_in(&event) {
                            at.set(figure.with_untracked(|figure| figure.chart.nearest(place)));
                        }
                    }
                >
                    {move || figure.with(|figure| drawn(&figure.chart))}
                    {move || {
                        let (x, y) = figure.with(|figure| Some(figure.chart.points.get(here.get()?)?.at))?;
                        at.get()?;
                        Some(view! { <circle class="here" cx=x.to_string() cy=y.to_string() r="5"></circle> })
                    }}
                </svg>
                <Show when=move || here.get().is_some()><Stepper title figure at here /></Show>
                <div class="asides">
                    <Twin title figure />
                    <details><summary>"How is this computed?"</summary><p class="say">{how}</p></details>
                </div>
            </figure>
        </section>
    }
}

fn drawn(chart: &Chart) -> AnyView {
    let mark = |mark: &Mark| {
        let fill = (mark.look == "hatch").then_some("url(#hatch)");
        view! { <path class=mark.look d=mark.path.clone() fill=fill></path> }
    };
    let label = |label: &Caption| {
        let (x, y) = label.at;
        view! { <text class=label.look x=x.to_string() y=y.to_string() text-anchor=label.anchor>{label.text.clone()}</text> }
    };
    // Where work in progress is an area, it is told from the others by more than its colour.
    let hatch = chart.marks.iter().any(|mark| mark.look == "hatch").then(|| {
        view! {
            <defs>
                <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <path class="hatching" d="M0 0V5"></path>
                </pattern>
            </defs>
        }
    });
    let marks = chart.marks.iter().map(mark).collect_view();
    let labels = chart.labels.iter().map(label).collect_view();
    view! { {hatch} {marks} {labels} }.into_any()
}

/// A line that says what a point of the chart says; keys go from one to the next.
#[component]
fn Stepper(
    title: &'static str,
    figure: Memo<Figure>,
    at: RwSignal<Option<usize>>,
    here: Memo<Option<usize>>,
) -> impl IntoView {
    let count = move || figure.with(|figure| figure.chart.points.len());
    let said = Memo::new(move |_| {
        let place = here.get()?;
        figure.with(|figure| Some(figure.chart.points.get(place)?.said.clone()))
    });
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let (Some(place), Some(last)) = (here.get_untracked(), untrack(count).checked_sub(1)) else { return };
        let next = match event.key().as_str() {
            "ArrowRight" | "ArrowUp" => place + 1,
            "ArrowLeft" | "ArrowDown" => place.saturating_sub(1),
            "PageUp" => place + PAGE,
            "PageDown" => place.saturating_sub(PAGE),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        at.set(Some(next.min(last)));
    };
    view! {
        <div
            class="stepper"
            role="slider"
            tabindex="0"
            aria-label=format!("Points of {title}")
            aria-valuemin="1"
            aria-valuemax=move || count().to_string()
            aria-valuenow=move || here.get().map(|place| (place + 1).to_string())
            aria-valuetext=move || said.get()
            on:keydown=on_key
            on:focus=move |_| at.set(here.get_untracked())
        >
            {move || said.get()}
        </div>
    }
}

/// The chart as a table; its rows are there once it is opened.
#[component]
fn Twin(title: &'static str, figure: Memo<Figure>) -> impl IntoView {
    let app = use_app();
    let is_open = RwSignal::new(false);
    let copy = move |_| {
        let text = figure.with_untracked(|figure| rows_csv(&figure.heads, &figure.rows));
        copy_text(app, text, "Copied the table as CSV.".into(), NO_COPY.into());
    };
    let table = move || {
        is_open.get().then(|| {
            figure.with(|figure| {
                let heads = figure.heads.iter().map(|head| view! { <th scope="col">{*head}</th> }).collect_view();
                let row = |row: &Vec<String>| {
                    let cells = row.iter().map(|cell| view! { <td>{cell.clone()}</td> }).collect_view();
                    view! { <tr>{cells}</tr> }
                };
                let rows = figure.rows.iter().map(row).collect_view();
                view! {
                    <div class="scroll" tabindex="0" role="region" aria-label=format!("{title} as a table")>
                        <table class="table" data-kind="twin"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
                    </div>
                    <button class="btn" data-kind="edge" on:click=copy>"Copy as CSV"</button>
                }
            })
        })
    };
    view! {
        <details on:toggle=move |_| is_open.update(|is_open| *is_open = !*is_open)>
            <summary>"Show data"</summary>
            {table}
        </details>
    }
}
