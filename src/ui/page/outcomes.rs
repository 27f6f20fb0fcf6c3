//! Outcomes: what is counted about the product, what drives what, and how the work itself goes.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::NoneYet;
use super::inspector::Meter;
use super::values::Series;
use crate::analysis::acceptance::judged;
use crate::analysis::flow::{done_between, tracks};
use crate::analysis::sprint::{results, share};
use crate::analysis::{margin, metric_due, metric_pace, metric_tree};
use crate::browser::{self, day_text};
use crate::model::kind::{DECIDED_ON, DECISIONS, METRICS};
use crate::model::{Direction, Estimate, Id, Metric, RecordRef, ReleaseState, format_measure};
use crate::ui::action::go_to_tab;
use crate::ui::app::{App, at_rest, use_app};
use crate::ui::chart::ChartSection;
use crate::ui::component::{GoalMark, Icon};
use crate::ui::reactive::Memo;
use crate::view::chart::{Series as Line, SeriesMark, series_chart};
use crate::view::{Place, Tab, count};

/// How many days of readings the small line shows.
const TREND_DAYS: i32 = 91;
/// How many sprints say how the work goes.
const SPRINTS: usize = 3;
const HOW: &str = "The readings by the day they speak of. The dashed slope is an even pace from where it began, the first reading unless you say otherwise, to the target on its day. Upright lines are releases and decisions; dashed ones are still planned. Of a conversion read as counts, the stroke through a point is the interval of 95 % (Wilson), of NPS 1.96 standard errors to either side.";

/// The first words of a name, as many as fit over a line of the chart.
fn short_name(name: &str) -> String {
    let mut short = String::new();
    for word in name.split_whitespace() {
        if !short.is_empty() && short.chars().count() + word.chars().count() > 11 {
            break;
        }
        short.push_str(if short.is_empty() { "" } else { " " });
        short.extend(word.chars().take(14));
    }
    short
}

/// The metrics and their readings.
#[component]
pub fn Outcomes() -> impl IntoView {
    let app = use_app();
    let tree = Memo::new(move |_| {
        app.track_content();
        let Some(product) = app.product.get() else { return Vec::new() };
        app.read(|workspace| metric_tree(workspace.tables(), product))
    });
    let is_empty = Memo::new(move |_| tree.with(Vec::is_empty));
    // What is drawn is the metric in the inspector, else the first.
    let drawn = Memo::new(move |_| {
        let open = app.open_record().filter(|record| record.table == METRICS.table).map(|record| record.id);
        open.or_else(|| tree.with(|tree| tree.first().map(|it| it.id)))
    });
    move || {
        if is_empty.get() {
            return view! { <NoneYet kind=&METRICS /> }.into_any();
        }
        let rows = move || {
            app.track_content();
            let rows = tree.get().into_iter();
            rows.filter_map(|it| Some(row(app, app.get::<Metric>(it.id)?.as_ref(), it.depth))).collect_view()
        };
        let due = move || {
            app.track_content();
            let today = browser::today();
            let due = tree.get().into_iter().filter_map(|it| metric_due(app.get::<Metric>(it.id)?.as_ref()));
            match due.filter(|due| *due <= today).count() {
                0 => None,
                due => Some(format!("{due} due for a reading")),
            }
        };
        view! {
            <div class="page">
                <div class="two" data-kind="metrics">
                    <section class="sec">
                        <header>
                            <h2>"Metrics"</h2><span class="n">{due}</span>
                            <button class="link" on:click=move |_| go_to_tab(app, Place::Outcomes, Tab::Kind(&METRICS))>"As a list"</button>
                        </header>
                        <div class="scroll" tabindex="0" role="region" aria-label="Metrics">
                            <table class="table goals" data-kind="lines" aria-label="Metrics">
                                <colgroup><col /><col class="col-goal" /><col class="col-now" /><col class="col-meter" /><col class="col-to" /><col class="col-trend" /><col class="col-last" /></colgroup>
                                <thead><tr><th>"Metric"</th><th>"Goal"</th><th class="num">"Now"</th><th><span class="aloud">"Progress"</span></th><th>"Target"</th><th>"13 weeks"</th><th>"Last reading"</th></tr></thead>
                                <tbody>{rows}</tbody>
                            </table>
                        </div>
                    </section>
                    {move || drawn.get().map(|id| view! { <Chart id /> })}
                </div>
                <Work />
            </div>
        }
        .into_any()
    }
}

fn row(app: App, metric: &Metric, depth: usize) -> AnyView {
    let record = RecordRef::to::<Metric>(metric.meta.id);
    let id = metric.meta.id;
    let today = browser::today();
    // A unit of several words stands once, beside the name.
    let is_long = metric.unit.chars().count() > 4;
    let (beside, unit) = if is_long { (Some(metric.unit.clone()), "") } else { (None, metric.unit.as_str()) };
    let words = |value: Option<i64>| value.map(|value| format_measure(value, unit));
    let (is_star, goals) = app.read(|workspace| {
        let tables = workspace.tables();
        let is_star = tables.products.get(metric.product).is_some_and(|it| it.north_star == Some(id));
        let names_it = |goal: &&crate::model::Goal| goal.key_results.iter().any(|it| it.metric == Some(id));
        let goals: Vec<Id> = tables.goals.of(metric.product).filter(names_it).map(|it| it.meta.id).collect();
        (is_star, goals)
    });
    let goals = goals.into_iter().map(|goal| view! { <GoalMark goal /> }).collect_view();
    let points = metric.readings.iter().filter(|it| it.on.days_until(today) <= TREND_DAYS);
    let points = points.map(|it| (it.on, it.value)).collect();
    let over = metric_due(metric).map(|due| due.days_until(today)).filter(|over| *over >= 0);
    let last = match (over, metric.latest().map(|it| it.on.days_until(today))) {
        (_, None) => "Add a reading".to_owned(),
        (Some(0), _) => "due today".to_owned(),
        (Some(over), _) => format!("{} over", count(over.unsigned_abs() as usize, "day")),
        (None, Some(0)) => "today".to_owned(),
        (None, Some(days)) => count(days.unsigned_abs() as usize, "day"),
    };
    let (score, due) = metric_pace(metric, today);
    let go = move |_: leptos::ev::MouseEvent| {
        app.inspect_record(record);
        browser::focus_soon(".insp .value-form input");
    };
    let star = is_star.then(|| view! { <Icon name="star" /><span class="aloud">"North star: "</span> });
    let branch = (depth > 0).then(|| view! { <span class="branch" aria-hidden="true"></span> });
    let said = format!("Add a reading of {}, last {last}", metric.name);
    view! {
        <tr data-open=move || app.open_mark(record)>
            <td><button class="title" data-depth=depth.min(4).to_string() on:click=move |_| app.inspect_record(record)>{branch}{star}<span>{metric.name.clone()}</span></button>{beside.map(|unit| view! { <span class="n">{unit}</span> })}</td>
            <td>{goals}</td>
            <td class="num"><b>{words(metric.latest().map(|it| it.value))}</b></td>
            <td>{score.map(|score| view! { <Meter score=Some(score) due /> })}</td>
            <td class="sub">{words(metric.target)}</td>
            <td><Series points /></td>
            <td class="sub"><button class="state check-in" data-t=over.map(|_| "warn") aria-label=said on:click=go>{over.map(|_| view! { <Icon name="clock" /> })}{last}</button></td>
        </tr>
    }
    .into_any()
}

/// The readings of a metric in time.
#[component]
fn Chart(id: Id) -> impl IntoView {
    let app = use_app();
    let line = Memo::new(move |_| {
        app.track_content();
        app.read(|workspace| {
            let tables = workspace.tables();
            let metric = tables.metrics.get(id)?;
            let today = browser::today();
            let releases = tables.releases.of(metric.product).filter_map(|release| {
                let is_planned = release.state != ReleaseState::Released;
                let on = if is_planned { release.planned.filter(|on| *on >= today) } else { release.actual };
                Some(SeriesMark { on: on?, name: short_name(&release.name), is_planned })
            });
            let decisions = tables.described_of(&DECISIONS, metric.product);
            let about_it = |it: &&crate::workspace::Described| {
                it.linked(&crate::model::kind::ABOUT).contains(&(METRICS.table, id))
            };
            let decisions = decisions.into_iter().filter(about_it).filter_map(|it| {
                Some(SeriesMark { on: it.day(&DECIDED_ON)?, name: short_name(it.name()), is_planned: false })
            });
            let marks =
                crate::model::in_order_of(releases.chain(decisions).collect(), |it: &SeriesMark| it.on);
            Some((
                metric.name.clone(),
                Line {
                    unit: metric.unit.clone(),
                    points: metric.readings.iter().map(|it| (it.on, it.value)).collect(),
                    margins: metric.readings.iter().map(|it| margin(metric.form, it)).collect(),
                    baseline: metric.baseline,
                    target: metric.target,
                    due: metric.due,
                    is_down: metric.direction == Direction::Down,
                    marks,
                },
            ))
        })
    });
    let draw = Arc::new(move |width| {
        line.with(|line| {
            line.as_ref().map(|(_, line)| series_chart(line, width, day_text)).unwrap_or_default()
        })
    });
    let name = Signal::derive(move || {
        line.with(|line| line.as_ref().map(|(name, _)| name.clone()).unwrap_or_default())
    });
    view! { <ChartSection title="Readings" note=name how=HOW draw /> }
}

/// How the work itself goes: what a product owner is measured by.
#[component]
fn Work() -> impl IntoView {
    let app = use_app();
    let facts = at_rest(
        Duration::from_millis(100),
        move || {
            app.track_content();
            app.product.get()
        },
        move |product| {
            let product = product?;
            app.read(|workspace| {
                let tables = workspace.tables();
                let done = results(tables, product);
                let last: Vec<_> = done.iter().rev().take(SPRINTS).collect();
                let points: u32 = last.iter().map(|it| it.done).sum();
                let kept: u32 = last.iter().map(|it| it.kept).sum();
                let committed: u32 = last.iter().map(|it| it.committed).sum();
                let items: usize = last.iter().map(|it| it.items.0).sum();
                let today = browser::today();
                let since = today.plus(1 - TREND_DAYS);
                let (accepted, returned) = judged(tables, product, since, today);
                let weekly = done_between(&tracks(tables, product, today), since, today);
                Some((last.len(), items, points, (kept, committed), (returned, accepted + returned), weekly))
            })
        },
    );
    move || {
        let (sprints, items, points, (kept, committed), (returned, judged), weekly) = facts.get()?;
        let of = if sprints == 0 {
            "no sprint finished yet".to_owned()
        } else {
            format!("last {}", count(sprints, "sprint"))
        };
        let fact = |name: &'static str, value: String, note: String| {
            view! { <div><dt>{name}</dt><dd><b>{value}</b> <span class="n">{note}</span></dd></div> }
        };
        let points = Estimate::from_tenths(points);
        let facts = [
            fact("Completed", count(items, "item"), format!("{points} points, {of}")),
            fact(
                "Predictability",
                if committed == 0 { "–".into() } else { format!("{} %", share(kept, committed)) },
                "done of what was committed".into(),
            ),
            fact(
                "Returned",
                if judged == 0 { "–".into() } else { format!("{} %", share(returned, judged)) },
                format!("{returned} of {judged} judged in 13 weeks"),
            ),
            fact(
                "Throughput",
                format_measure(i64::from(weekly) * 10 / 13 * 10, ""),
                "items a week, over 13 weeks".into(),
            ),
        ];
        Some(view! {
            <section class="sec">
                <header><h2>"How the work goes"</h2><button class="link" on:click=move |_| go_to_tab(app, Place::Delivery, Tab::Charts)>"Charts"</button></header>
                <dl class="tallies">{facts.into_iter().collect_view()}</dl>
            </section>
        })
    }
}
