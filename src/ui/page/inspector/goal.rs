//! What the inspector shows of a goal: its key results, and the forms they are written in.

use std::sync::Arc;

use leptos::prelude::*;

use crate::analysis::{
    current_value, goal_score, is_behind, key_result_score, last_seen, metric_behind, share_due, values_seen,
};
use crate::browser::{self, Anchor};
use crate::command::{self, KeyResultDraft};
use crate::model::{Goal, Id, KeyResult, MINUTES, Metric, RecordRef, clean_text, format_measure};
use crate::ui::app::{App, MenuItem, Overlay, use_app};
use crate::ui::component::{Dialog, DialogKind, DraftField, Icon, TextField};
use crate::ui::page::values::{Series, ValueForm, ValueList, noted_words};
use crate::ui::reactive::{Memo, effect};

/// The key results of a goal.
#[component]
pub fn KeyResults(id: Id) -> impl IntoView {
    let app = use_app();
    let goal = app.record::<Goal>(id);
    let lines = move || {
        let goal = goal.get()?;
        track_metrics(app, &goal);
        let today = browser::today();
        let lines = goal.key_results.iter().map(|result| {
            let (key_result, name) = (result.id, result.name.clone());
            let anchor = format!("kr-{key_result}");
            let due = result.due.map(|due| format!(", due {}", browser::day_text(due))).unwrap_or_default();
            let (now, last, score, points, metric) = app.read(|workspace| {
                let tables = workspace.tables();
                let metric = metric_behind(tables, result).map(|it| (it.meta.id, it.name.clone()));
                let (now, score) = (current_value(tables, result), key_result_score(tables, result));
                (now, last_seen(tables, result), score, values_seen(tables, result), metric)
            });
            let words =
                format!("{} → {}", format_measure(now, &result.unit), format_measure(result.target, &result.unit));
            let last = last.map_or_else(|| "No check-in yet".to_owned(), |(on, _)| browser::day_text(on));
            let metric = metric.map(|(id, name)| {
                let open = move |_| app.inspect_record(RecordRef::to::<Metric>(id));
                view! { <p class="n">"Read from " <button class="link" on:click=open>{name}</button></p> }
            });
            let menu_at = anchor.clone();
            let menu = move |_| key_result_menu(id, key_result, Anchor::of(&menu_at));
            view! {
                <li>
                    <div class="top"><b>{name.clone()}</b><span class="n">{words}</span></div>
                    <Meter score due=share_due(&goal, result, today) />
                    <div class="top">
                        <button class="link" on:click=move |_| app.overlay.set(Overlay::CheckIn(id, key_result))>"Check in"</button>
                        <span class="n">{format!("{last}{due}")}</span>
                        <Series points />
                        <button class="btn" data-kind="icon" id=anchor aria-haspopup="menu" aria-label=format!("More about {name}") on:click=menu>
                            <Icon name="more" />
                        </button>
                    </div>
                    {metric}
                </li>
            }
        });
        Some(lines.collect_view())
    };
    view! {
        <section>
            <h3>
                "Key results"
                <button class="link" on:click=move |_| app.overlay.set(Overlay::KeyResult(id, None))>"Add key result"</button>
            </h3>
            <ul class="results">{lines}</ul>
        </section>
        <Closing id />
    }
}

/// How a goal ends: with what it has come to, and what was learned by it.
#[component]
fn Closing(id: Id) -> impl IntoView {
    let app = use_app();
    let goal = app.record::<Goal>(id);
    let close = move |is_closed: bool, label: &'static str, learned: String| {
        if app.edit(label, |tx| command::close_goal(tx, id, is_closed, &learned)).is_some() {
            app.say_done(label);
            browser::focus_soon(if is_closed { ".insp .writing" } else { "#record-more" });
        }
    };
    let learned = app.watch(id, move |workspace| {
        workspace.tables().goals.get(id).map(|goal| goal.learned.clone()).unwrap_or_default()
    });
    let state = Memo::new(move |_| goal.get().map(|goal| (goal.closed_on, goal.score)));
    move || {
        let (closed, score) = state.get()?;
        Some(match closed {
            None => view! {
                <section class="begin" aria-label="Close the goal"><button class="btn" data-kind="edge" on:click=move |_| close(true, "Close the goal", learned.get_untracked())>"Close the goal"</button></section>
            }
            .into_any(),
            Some(on) => {
                let now = app.read(|workspace| {
                    let tables = workspace.tables();
                    goal_score(tables, tables.goals.get(id)?)
                });
                let said = |score: Option<i64>| score.map_or("no score".to_owned(), |score| format!("{} of 1", score_text(score)));
                let since = (now != score).then(|| format!(" Its key results have moved since: {}.", said(now)));
                let save = move |text: String| close_learned(app, id, &text);
                view! {
                    <section>
                        <h3>"What was learned" <button class="link" on:click=move |_| close(false, "Open the goal again", learned.get_untracked())>"Open again"</button></h3>
                        <p class="say">{format!("Closed on {} with {}.", browser::day_text(on), said(score))}{since}</p>
                        <TextField label="What was learned" class="writing short" value=learned is_prose=true placeholder="What would you do again, and what not?" on_save=save />
                    </section>
                }
                .into_any()
            }
        })
    }
}

fn close_learned(app: App, id: Id, text: &str) {
    app.edit("What was learned", |tx| {
        let learned = clean_text(text);
        tx.edit(id, |goal: &mut Goal| goal.learned = learned);
        Ok(())
    });
}

fn key_result_menu(goal: Id, key_result: Id, anchor: Anchor) {
    let app = use_app();
    let remove = move || {
        let removed = app.edit("Remove a key result", |tx| {
            command::remove_key_result(tx, goal, key_result);
            Ok(())
        });
        if removed.is_some() {
            app.say_done("Removed the key result");
        }
    };
    let items = vec![
        MenuItem::new("edit", "Edit…", move || app.overlay.set(Overlay::KeyResult(goal, Some(key_result)))),
        MenuItem { is_danger: true, starts_group: true, ..MenuItem::new("trash", "Remove", remove) },
    ];
    app.offer("Key result", anchor, items);
}

/// How far along the way a value is, and where an even pace would be.
#[component]
pub fn Meter(score: Option<i64>, due: Option<i64>) -> impl IntoView {
    let per_cent = |share: i64| format!("{}%", share / 100);
    let come = score.unwrap_or(0);
    let is_behind = come < 0 || due.is_some_and(|due| is_behind(come, due));
    let said = match is_behind {
        _ if come < 0 => "It went the wrong way".to_owned(),
        true => format!("{} % of the way, behind an even pace", come / 100),
        false => format!("{} % of the way", come / 100),
    };
    view! {
        <span class="meter" role="img" title=(come < 0).then(|| said.clone()) aria-label=said data-tone=is_behind.then_some("warn") data-back=(come < 0).then_some("")>
            <i class="come" style:inline-size=per_cent(come.abs())></i>
            {due.map(|due| view! { <i class="due" style:inset-inline-start=per_cent(due)></i> })}
        </span>
    }
}

/// The dialog a value of a key result is written down in.
#[component]
pub fn CheckInForm(goal: Id, key_result: Id) -> impl IntoView {
    let app = use_app();
    let record = app.record::<Goal>(goal);
    let result = move || {
        let goal = record.get()?;
        track_metrics(app, &goal);
        goal.key_results.iter().find(|it| it.id == key_result).cloned()
    };
    let Some(known) = untrack(result) else { return ().into_any() };
    let save = Arc::new(move |value: String, on: String| {
        let label = format!("Check in: {value}");
        app.try_edit(label, |tx| command::check_in(tx, goal, key_result, &value, &on)).map(|noted| {
            app.overlay.set(Overlay::None);
            app.say_done(noted_words("Checked in", &noted));
        })
    });
    let now = move || {
        result().map(|known| {
            format!(
                "{} now, from {} to {}",
                format_measure(app.read(|workspace| current_value(workspace.tables(), &known)), &known.unit),
                format_measure(known.baseline, &known.unit),
                format_measure(known.target, &known.unit)
            )
        })
    };
    let remove = Callback::new(move |(check_in,): (Id,)| {
        let removed = app.edit("Remove a check-in", |tx| {
            command::remove_check_in(tx, goal, key_result, check_in);
            Ok(())
        });
        if removed.is_some() {
            app.say_done("Removed the check-in");
            browser::focus_first(".dialog .value-form input");
        }
    });
    let earlier = move || {
        let known = result()?;
        let values: Vec<_> = match known.metric.and_then(|metric| app.get::<Metric>(metric)) {
            Some(metric) => metric.readings.iter().map(|it| (it.id, it.on, it.value)).collect(),
            None => known.check_ins.iter().map(|it| (it.id, it.on, it.value)).collect(),
        };
        (!values.is_empty()).then(|| {
            view! {
                <h3>"Check-ins"</h3>
                <ValueList values unit=known.unit remove />
                <p class="hint">"Another value for a day takes the place of the one there."</p>
            }
        })
    };
    effect(move |_| browser::focus_soon(".dialog .value-form input"));
    view! {
        <Dialog label="Check in" kind=DialogKind::Dialog>
            <header><h2>{known.name.clone()}</h2></header>
            <div class="narrow">
                <p class="say">{now}</p>
                <ValueForm label="Value" button="Check in" save />
                {earlier}
                <div class="go">
                    <button class="btn" data-kind="edge" on:click=move |_| app.overlay.set(Overlay::None)>"Close"</button>
                </div>
            </div>
        </Dialog>
    }
    .into_any()
}

fn draft_of(known: &KeyResult) -> KeyResultDraft {
    let bare = |value: i64| format_measure(value, if known.unit == MINUTES { MINUTES } else { "" });
    KeyResultDraft {
        name: known.name.clone(),
        unit: known.unit.clone(),
        baseline: bare(known.baseline),
        target: bare(known.target),
        start: known.start.map(|day| day.to_string()).unwrap_or_default(),
        due: known.due.map(|day| day.to_string()).unwrap_or_default(),
        metric: known.metric,
    }
}

/// Fills what nobody has written yet with what a metric says of itself.
fn take_over(draft: &mut KeyResultDraft, metric: &Metric) {
    let fill = |part: &mut String, value: Option<i64>| {
        if let Some(value) = value.filter(|_| part.is_empty()) {
            *part = format_measure(value, if metric.unit == MINUTES { MINUTES } else { "" });
        }
    };
    fill(&mut draft.baseline, metric.baseline.or(metric.latest().map(|it| it.value)));
    fill(&mut draft.target, metric.target);
    if draft.unit.is_empty() {
        draft.unit.clone_from(&metric.unit);
    }
    if draft.due.is_empty() {
        draft.due = metric.due.map(|day| day.to_string()).unwrap_or_default();
    }
}

/// The dialog a key result is written in.
#[component]
pub fn KeyResultForm(goal: Id, key_result: Option<Id>) -> impl IntoView {
    let app = use_app();
    let known = app
        .get::<Goal>(goal)
        .and_then(|goal| goal.key_results.iter().find(|it| Some(it.id) == key_result).map(draft_of));
    let target = known.as_ref().map(|known| known.target.clone());
    let draft = RwSignal::new(known.unwrap_or_default());
    let error = RwSignal::new(None::<String>);
    // Counts how often a metric has filled the fields.
    let filled = RwSignal::new(0_u32);
    let field = move |label: &'static str, kind, hint, part: fn(&mut KeyResultDraft) -> &mut String| {
        let value = draft.with_untracked(|draft| part(&mut draft.clone()).clone());
        let on_write = move |written: String| {
            error.set(None);
            draft.update(|draft| *part(draft) = written);
        };
        view! { <DraftField label kind hint value on_write /> }
    };
    // Where a metric gives its values, there is nothing to check in by hand.
    let metrics: Vec<(Id, String)> = app.read(|workspace| {
        let tables = workspace.tables();
        let product = tables.goals.get(goal).map(|goal| goal.product);
        let metrics = product.into_iter().flat_map(|product| tables.metrics.of(product));
        metrics.map(|metric| (metric.meta.id, metric.name.clone())).collect()
    });
    let chosen = draft.with_untracked(|draft| draft.metric);
    let by_metric = (!metrics.is_empty()).then(|| {
        let option = |(id, name): &(Id, String)| {
            view! { <option value=id.to_string() selected=Some(*id) == chosen>{name.clone()}</option> }
        };
        let options = metrics.iter().map(option).collect_view();
        let choose = move |event| {
            let metric: Option<Id> = event_target_value(&event).parse().ok();
            draft.update(|draft| {
                draft.metric = metric;
                if let Some(metric) = metric.and_then(|id| app.get::<Metric>(id)) {
                    take_over(draft, &metric);
                }
            });
            filled.update(|times| *times += 1);
        };
        view! {
            <label class="field"><span>"Values"</span>
                <select class="boxed" on:change=choose><option value="">"Checked in by hand"</option>{options}</select>
            </label>
        }
    });
    let title = if key_result.is_some() { "Key result" } else { "New key result" };
    effect(move |_| browser::focus_soon(".dialog .field input"));
    view! {
        <Dialog label=title kind=DialogKind::Dialog>
            <header><h2>{title}</h2></header>
            <form
                class="narrow"
            novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    let draft = draft.get_untracked();
                    // History tells a target that is moved.
                    let moved = target.as_ref().filter(|before| *before != draft.target.trim());
                    let moved = moved.map(|before| format!(": target {before} → {}", draft.target.trim()));
                    let label = format!("Key result “{}”{}", draft.name.trim(), moved.unwrap_or_default());
                    match app.try_edit(label.clone(), |tx| command::write_key_result(tx, goal, key_result, &draft)) {
                        Ok(_) => {
                            app.overlay.set(Overlay::None);
                            app.say_done(label);
                        }
                        Err(reason) => error.set(Some(reason)),
                    }
                }
            >
                {field("What is measured", "text", "Bookings made online", |it| &mut it.name)}
                {move || {
                    filled.get();
                    view! {
                        <div class="three">
                            {field("From", "text", "41", |it| &mut it.baseline)}
                            {field("To", "text", "70", |it| &mut it.target)}
                            {field("Unit", "text", "%", |it| &mut it.unit)}
                        </div>
                    }
                }}
                {by_metric}
                <div class="three">
                    {field("Since", "date", "", |it| &mut it.start)}
                    {field("Due", "date", "", |it| &mut it.due)}
                </div>
                {move || error.get().map(|reason| view! { <p class="why" role="alert"><Icon name="warn" /> {reason}</p> })}
                <div class="go">
                    <button class="btn" data-kind="primary" type="submit">"Save"</button>
                    <button class="btn" data-kind="edge" type="button" on:click=move |_| app.overlay.set(Overlay::None)>"Cancel"</button>
                </div>
            </form>
        </Dialog>
    }
}

/// A score of ten-thousandths as goals are scored: 0.7.
pub fn score_text(score: i64) -> String {
    format_measure(score / 100, "")
}

/// Has what is drawn of a goal drawn anew when a metric of its key results changes.
pub fn track_metrics(app: App, goal: &Goal) {
    for metric in goal.key_results.iter().filter_map(|result| result.metric) {
        app.track_record(metric);
    }
}
