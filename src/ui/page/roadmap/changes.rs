//! What became of the plan since a baseline: what moved, came and went, and what was decided about it.

use leptos::prelude::*;

use crate::analysis::plan::{Became, OUTLOOK_ODDS, Outlook, Plan, PlanChange, baselines, changes, outlook};
use crate::browser::{self, Anchor, day_text};
use crate::model::kind::{BASELINE_ON, BASELINES};
use crate::model::{Day, Id, Initiative, RecordRef, in_order_of};
use crate::ui::action::{compare_menu, go_to_tab, take_baseline};
use crate::ui::app::{App, use_app};
use crate::ui::component::{EmptyState, Icon};
use crate::ui::reactive::Memo;
use crate::view::{Place, Tab, count, table_glyph};

/// The page.
#[component]
pub fn Changes() -> impl IntoView {
    let app = use_app();
    let chosen = RwSignal::new(None::<Id>);
    let found = Memo::new(move |_| {
        app.track_content();
        let product = app.product.get()?;
        let chosen = chosen.get();
        app.read(|workspace| {
            let tables = workspace.tables();
            let all = baselines(tables, product);
            let baseline = all.iter().find(|it| Some(it.meta.id) == chosen).or(all.first())?;
            let plan = Plan::of(tables, product)?;
            let on = baseline.day(&BASELINE_ON);
            Some((baseline.name().to_owned(), on, changes(tables, &plan, baseline)))
        })
    });
    move || {
        let Some((name, on, changes)) = found.get() else {
            return view! {
                <div class="page"><EmptyState heading="Nothing to compare with yet" words="A baseline keeps the days of everything on the timeline. Take one now, or before the next review: later this page says what moved, what came and what went, and what was decided about it.">
                    <button class="btn" data-kind="primary" on:click=move |_| take_baseline(app)>"Take a baseline"</button>
                </EmptyState><Slips /></div>
            }
            .into_any();
        };
        // A baseline that is called by its day says it already.
        let since = on.map(day_text).filter(|day| *day != name).map(|day| format!("kept on {day}"));
        let said = sentence(&changes);
        let rows = changes.iter().map(|change| row(app, change)).collect_view();
        view! {
            <div class="viewbar">
                <button class="btn" id="baseline" aria-haspopup="menu" on:click=move |_| compare_menu(app, chosen, false, Anchor::of("baseline"))>"Since " <span class="v">{name}</span> <Icon name="updown" /></button>
                <span class="saved">{since}</span>
                <span class="push"></span>
                <button class="btn" on:click=move |_| go_to_tab(app, Place::Roadmap, Tab::Kind(&BASELINES))>"All baselines"</button>
                <button class="btn" data-kind="edge" on:click=move |_| take_baseline(app)>"Take a baseline"</button>
            </div>
            <div class="page">
            <h2 class="claim">{said}</h2>
            <section class="scroll" tabindex="0" aria-label="What changed">
                <table class="table goals" data-kind="lines" aria-label="What changed">
                    <colgroup><col /><col class="col-outcome" /><col class="col-outcome" /><col class="col-outcome" /><col /></colgroup>
                    <thead><tr><th>"What"</th><th>"Then"</th><th>"Now"</th><th>"Change"</th><th>"Decided since"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
            <Slips />
            </div>
        }
        .into_any()
    }
}

/// What changed, in a sentence.
fn sentence(changes: &[PlanChange]) -> String {
    let number = |is_it: fn(&Became) -> bool| changes.iter().filter(|it| is_it(&it.became)).count();
    let later = number(|it| matches!(it, Became::Moved { last, .. } if *last > 0));
    let moved = number(|it| matches!(it, Became::Moved { .. }));
    let (came, went) = (number(|it| *it == Became::Came), number(|it| *it == Became::Went));
    if changes.is_empty() {
        return "Nothing has moved, come or gone.".to_owned();
    }
    let parts = [(later, "later"), (moved - later, "moved otherwise"), (came, "came in"), (went, "went out")];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, words)| format!("{number} {words}"))
        .collect();
    format!("{}.", parts.join(", "))
}

/// A move in words: “14 days later”.
pub fn moved_words(days: i32) -> String {
    match days {
        0 => "same day".to_owned(),
        1.. => format!("{} later", count(days as usize, "day")),
        _ => format!("{} earlier", count(days.unsigned_abs() as usize, "day")),
    }
}

fn days_text(days: Option<(Day, Day)>) -> String {
    match days {
        None => "no days".to_owned(),
        Some(days) => browser::span_text(days),
    }
}

fn row(app: App, change: &PlanChange) -> AnyView {
    let name = change.name.clone();
    let what = match change.record {
        Some(record) => view! {
            <button class="title" on:click=move |_| app.inspect_record(record)><Icon name=table_glyph(record.table) /><span>{name}</span></button>
        }
        .into_any(),
        None => view! { <span class="title"><span>{name}</span></span> }.into_any(),
    };
    let (words, is_late) = match change.became {
        Became::Came => ("came in".to_owned(), false),
        Became::Went => ("went out".to_owned(), false),
        Became::Moved { first, last } if first == last => (moved_words(last), last > 0),
        Became::Moved { first: 0, last } => (format!("ends {}", moved_words(last)), last > 0),
        Became::Moved { first, last: 0 } => (format!("begins {}", moved_words(first)), false),
        Became::Moved { first, last } => {
            (format!("begins {}, ends {}", moved_words(first), moved_words(last)), last > 0)
        }
    };
    let decisions = change.decisions.iter().map(|(record, name)| {
        let record = *record;
        view! { <button class="link" on:click=move |_| app.inspect_record(record)>{name.clone()}</button> " " }
    });
    view! {
        <tr>
            <td>{what}</td>
            <td class="sub">{days_text(change.then)}</td>
            <td class="sub">{days_text(change.now)}</td>
            <td><span class="state" data-t=is_late.then_some("warn")>{words}</span></td>
            <td>{decisions.collect_view()}</td>
        </tr>
    }
    .into_any()
}

/// The plan against what is foreseen and what came: one table, what slips most first.
#[component]
fn Slips() -> impl IntoView {
    let app = use_app();
    let outlooks = Memo::new(move |_| {
        app.track_content();
        let product = app.product.get()?;
        let today = browser::today();
        app.overview.with(|overview| {
            app.read(|workspace| {
                let tables = workspace.tables();
                let plan = Plan::of(tables, product)?;
                Some(outlook(tables, product, &plan, overview, today))
            })
        })
    });
    move || {
        let body = match outlooks.get()? {
            Err(reason) => view! { <p class="say">{reason.to_string()}</p> }.into_any(),
            Ok(outlooks) => {
                let shown = outlooks
                    .into_iter()
                    .filter(|it| it.foreseen.is_some() || it.came.is_some() || it.left > 0);
                let shown =
                    in_order_of(shown.collect(), |it: &Outlook| i64::from(-it.slip().unwrap_or(i32::MAX)));
                if shown.is_empty() {
                    return None;
                }
                let rows = shown.into_iter().map(|it| slip_row(app, it)).collect_view();
                view! {
                    <div class="scroll" tabindex="0" role="region" aria-label="Plan, forecast, actual">
                        <table class="table goals" data-kind="lines" aria-label="Plan, forecast, actual">
                            <colgroup><col /><col class="col-last" /><col class="col-outcome" /><col class="col-outcome" /><col class="col-outcome" /></colgroup>
                            <thead><tr><th>"Initiative"</th><th>"Items left"</th><th>"Planned end"</th><th>{format!("Done with {OUTLOOK_ODDS} %")}</th><th>"Slip"</th></tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                }
                .into_any()
            }
        };
        Some(view! {
            <section class="sec">
                <header><h2>"Plan, forecast, actual"</h2><span class="n">"what begins first is worked off first, by your own throughput"</span></header>
                {body}
            </section>
        })
    }
}

fn slip_row(app: App, it: Outlook) -> AnyView {
    let record = RecordRef::to::<Initiative>(it.id);
    let slip = it.slip();
    let when = match (it.came, it.foreseen) {
        (Some(came), _) => format!("done {}", day_text(came)),
        (_, Some(day)) => day_text(day),
        _ => "not foreseeable".to_owned(),
    };
    let words =
        slip.map(|days| if days == 0 { "none".to_owned() } else { moved_words(days) }).unwrap_or_default();
    view! {
        <tr>
            <td><button class="title" on:click=move |_| app.inspect_record(record)><span>{it.name}</span></button></td>
            <td class="sub">{it.left}</td>
            <td class="sub">{day_text(it.planned)}</td>
            <td class="sub">{when}</td>
            <td><span class="state" data-t=slip.is_some_and(|days| days > 0).then_some("warn")>{words}</span></td>
        </tr>
    }
    .into_any()
}
