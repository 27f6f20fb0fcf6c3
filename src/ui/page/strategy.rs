//! Strategy: the vision, the goals that lead there, and how far each is.

use leptos::prelude::*;

use super::coverage::{Coverage, GapChip};
use super::inspector::{Meter, score_text, track_metrics};
use super::values::Series;
use crate::analysis::{
    CHECK_IN_DAYS, current_value, current_vision, goal_state, key_result_score, last_seen, share_due,
    values_seen,
};
use crate::browser;
use crate::command::{self, VisionDraft};
use crate::model::kind::{GOAL_STATE, GOALS};
use crate::model::{Goal, Id, KeyResult, Product, RecordRef, Vision, format_measure, in_order_of};
use crate::ui::action::{go_to_tab, make_described};
use crate::ui::app::{App, Overlay, use_app};
use crate::ui::component::{Dialog, DialogKind, DraftField, EmptyState, GoalShape, Icon, each_id};
use crate::ui::reactive::{Memo, effect};
use crate::view::{Place, Tab, count};

/// How many days of check-ins the small line shows.
const TREND_DAYS: i32 = 91;
/// The vision and the goals.
#[component]
pub fn Strategy() -> impl IntoView {
    let app = use_app();
    let goals = Memo::new(move |_| {
        app.track_content();
        let Some(product) = app.product.get() else { return Vec::new() };
        let mut ids: Vec<Id> = app.read(|workspace| workspace.tables().goals.in_order(product).collect());
        if let Some(lacking) = app.lacking() {
            ids.retain(|id| lacking.contains(id));
        }
        ids
    });
    let vision = Memo::new(move |_| {
        app.track_content();
        let product = app.product.get()?;
        app.read(|workspace| current_vision(workspace.tables(), product).cloned())
    });
    let is_empty = Memo::new(move |_| vision.with(Option::is_none) && goals.with(Vec::is_empty));
    move || {
        if is_empty.get() {
            return view! { <Empty /> }.into_any();
        }
        view! {
            <GapChip />
            <div class="page">
                <VisionBlock vision />
                <section class="sec">
                    <header>
                        <h2>"Goals"</h2>
                        <button class="link" on:click=move |_| go_to_tab(app, Place::Strategy, Tab::Kind(&GOALS))>"As a list"</button>
                    </header>
                    <div class="scroll" tabindex="0" role="region" aria-label="Goals">
                        <table class="table goals" data-kind="goals" aria-label="Goals and key results">
                            <colgroup>
                                <col /><col class="col-now" /><col class="col-from" /><col class="col-meter" />
                                <col class="col-to" /><col class="col-trend" /><col class="col-last" />
                            </colgroup>
                            <thead>
                                <tr>
                                    <th>"Goal, key result"</th>
                                    <th class="num">"Now"</th>
                                    <th class="num">"From"</th>
                                    <th><span class="aloud">"Progress"</span></th>
                                    <th>"To"</th>
                                    <th>"13 weeks"</th>
                                    <th>"Last check-in"</th>
                                </tr>
                            </thead>
                            {each_id(move || goals.get(), |id| view! { <GoalRows id /> }.into_any())}
                        </table>
                    </div>
                </section>
                <Coverage />
            </div>
        }
        .into_any()
    }
}

#[component]
fn Empty() -> impl IntoView {
    let app = use_app();
    view! {
        <EmptyState heading="What will be so, when it has worked?" words="One sentence of vision, then two to four goals that lead there. Everything you build can then say what it is for.">
                <button class="btn" data-kind="primary" on:click=move |_| app.overlay.set(Overlay::Vision { is_new_version: false })>
                    "Write the vision"
                </button>
                <button class="btn" data-kind="edge" on:click=move |_| make_described(app, &GOALS)>"Add goal"</button>
            </EmptyState>
    }
}

#[component]
fn VisionBlock(vision: Memo<Option<Vision>>) -> impl IntoView {
    let app = use_app();
    let write = move |is_new_version: bool| app.overlay.set(Overlay::Vision { is_new_version });
    let block = move || {
        let Some(vision) = vision.get() else {
            return view! {
                <div>
                    <button class="mend" on:click=move |_| write(false)>"Write the vision"</button>
                </div>
            }
            .into_any();
        };
        let name = app.get::<Product>(vision.product).map(|it| it.name.clone()).unwrap_or_default();
        let parts = [
            ("For".to_owned(), &vision.audience),
            ("who need".to_owned(), &vision.need),
            (format!("{name} is"), &vision.category),
            ("unlike".to_owned(), &vision.alternative),
            ("it".to_owned(), &vision.difference),
            ("Horizon".to_owned(), &vision.horizon),
        ];
        let parts = parts
            .into_iter()
            .filter(|(_, words)| !words.is_empty())
            .map(|(word, words)| view! { <dt>{word}</dt><dd>{words.clone()}</dd> })
            .collect_view();
        let by = format!("Version {}, since {}", vision.number, browser::day_text(vision.since));
        let changed = (vision.number > 1).then(|| {
            view! { <button class="link" on:click=move |_| app.overlay.set(Overlay::VisionChanges)>"What changed"</button> }
        });
        view! {
            <div>
                <blockquote>{vision.statement}</blockquote>
                <p class="by">
                    <span>{by}</span>
                    {changed}
                    <button class="link" on:click=move |_| write(false)>"Edit"</button>
                    <button class="link" on:click=move |_| write(true)>"New version"</button>
                </p>
            </div>
            <dl class="parts">{parts}</dl>
        }
        .into_any()
    };
    view! { <section class="vision" aria-label="Vision">{block}</section> }
}

#[component]
fn GoalRows(id: Id) -> impl IntoView {
    let app = use_app();
    let goal = app.record::<Goal>(id);
    let rows = move || {
        let goal = goal.get()?;
        track_metrics(app, &goal);
        let (work, initiatives, has_work) = app
            .overview
            .with(|overview| (overview.goal(id), overview.initiatives_of(id), overview.has_work(id)));
        let today = browser::today();
        let state = app.read(|workspace| goal_state(workspace.tables(), &goal, has_work, today));
        let word = GOAL_STATE.word_or_first(state)?;
        let (tone, words) = match goal.closed_on {
            Some(on) => {
                let score = goal.score.map_or(String::new(), |score| format!(", {}", score_text(score)));
                (grade_tone(goal.score), format!("closed {}{score}", browser::day_text(on)))
            }
            None => {
                let tone = match word.glyph {
                    "tick" => "ok",
                    _ if word.is_warning => "warn",
                    _ => "",
                };
                (tone, word.name.to_lowercase())
            }
        };
        let icon = word.glyph;
        let serving = format!("{}, {}", count(initiatives, "initiative"), stories(work.all));
        let results: Vec<AnyView> = goal.key_results.iter().map(|it| result_row(app, &goal, it)).collect();
        Some(view! {
            <tr class="group">
                <th colspan="3">
                    <button class="title" on:click=move |_| app.inspect_record(RecordRef::to::<Goal>(id))>
                        <GoalShape number=goal.number />
                        <span>{goal.name.clone()}</span>
                    </button>
                </th>
                <td><span class="state" data-t=tone><Icon name=icon /> {words}</span></td>
                <td></td>
                <td colspan="2"><span class="n">{serving}</span></td>
            </tr>
            {results}
        })
    };
    view! { <tbody data-open=move || app.open_mark(RecordRef::to::<Goal>(id))>{rows}</tbody> }
}

/// How good a score is: from 0.7 on it is met, from 0.4 on in part.
fn grade_tone(score: Option<i64>) -> &'static str {
    match score {
        Some(7_000..) => "ok",
        Some(4_000..) => "warn",
        Some(_) => "bad",
        None => "",
    }
}

/// So many stories in words.
pub fn stories(number: usize) -> String {
    if number == 1 { "1 story".into() } else { format!("{number} stories") }
}

fn result_row(app: App, goal: &Goal, result: &KeyResult) -> AnyView {
    let (id, key_result) = (goal.meta.id, result.id);
    let today = browser::today();
    let unit = result.unit.as_str();
    let (points, last, now, score) = app.read(|workspace| {
        let tables = workspace.tables();
        let lately =
            values_seen(tables, result).into_iter().filter(|(on, _)| on.days_until(today) <= TREND_DAYS);
        let (last, now) = (last_seen(tables, result), current_value(tables, result));
        (lately.collect(), last, now, key_result_score(tables, result))
    });
    let age = last.map(|(on, _)| on.days_until(today));
    let is_old = age.is_none_or(|age| age > CHECK_IN_DAYS);
    let words = match age {
        None => "never".to_owned(),
        Some(0) => "today".to_owned(),
        Some(days) => count(days.unsigned_abs() as usize, "day"),
    };
    let said = format!(
        "Check in: {}, last {words}{}",
        result.name,
        if age.is_some_and(|age| age > 0) { " ago" } else { "" }
    );
    let clock = is_old.then(|| view! { <Icon name="clock" /> });
    view! {
        <tr>
            <td>
                <button class="title" data-indent="" on:click=move |_| app.inspect_record(RecordRef::to::<Goal>(id))>
                    <span>{result.name.clone()}</span>
                </button>
            </td>
            <td class="num"><b>{format_measure(now, unit)}</b></td>
            <td class="num sub">{format_measure(result.baseline, unit)}</td>
            <td><Meter score due=share_due(goal, result, today) /></td>
            <td class="sub">{format_measure(result.target, unit)}</td>
            <td><Series points /></td>
            <td class="sub">
                <button
                    class="state check-in"
                    data-t=if is_old { "warn" } else { "" }
                    aria-label=said
                    title="Check in"
                    on:click=move |_| app.overlay.set(Overlay::CheckIn(id, key_result))
                >
                    {clock}
                    {words}
                </button>
            </td>
        </tr>
    }
    .into_any()
}

/// The dialog the vision is written in: the current version, or a new one that begins as the current one.
#[component]
pub fn VisionForm(is_new_version: bool) -> impl IntoView {
    let app = use_app();
    let Some(product) = app.product.get_untracked() else { return ().into_any() };
    let current = app.read(|workspace| current_vision(workspace.tables(), product).map(VisionDraft::of));
    let is_first = current.is_none();
    let draft = RwSignal::new(current.unwrap_or_default());
    let error = RwSignal::new(None::<String>);
    let field = move |label: String, hint, part: fn(&mut VisionDraft) -> &mut String| {
        let value = draft.with_untracked(|draft| part(&mut draft.clone()).clone());
        let on_write = move |written: String| draft.update(|draft| *part(draft) = written);
        view! { <DraftField label kind="text" hint value on_write /> }
    };
    let name = app.get::<Product>(product).map(|it| it.name.clone()).unwrap_or_default();
    let title = if is_new_version { "A new version of the vision" } else { "Vision" };
    let statement = draft.with_untracked(|draft| draft.statement.clone());
    effect(move |_| browser::focus_soon(".dialog textarea"));
    view! {
        <Dialog label=title kind=DialogKind::Dialog>
            <header><h2>{title}</h2></header>
            <form
                class="narrow"
                on:submit=move |event| {
                    event.prevent_default();
                    let written = draft.get_untracked();
                    let label = if is_first || is_new_version { "Write the vision" } else { "Edit the vision" };
                    match app.try_edit(label, |tx| command::write_vision(tx, product, &written, is_new_version)) {
                        Ok(_) => {
                            app.overlay.set(Overlay::None);
                            app.say_done(label);
                        }
                        Err(reason) => error.set(Some(reason)),
                    }
                }
            >
                <label class="field">
                    <span>"What will be so?"</span>
                    <textarea
                        rows="2"
                        placeholder="Every bike workshop knows its day before the door opens."
                        aria-invalid=move || error.with(Option::is_some).then_some("true")
                        on:input=move |event| {
                            error.set(None);
                            draft.update(|draft| draft.statement = event_target_value(&event));
                        }
                        on:keydown=move |event| {
                            // A vision is one sentence: Enter saves it.
                            if event.key() == "Enter" {
                                event.prevent_default();
                                browser::submit_form(&event);
                            }
                        }
                    >
                        {statement}
                    </textarea>
                    {move || error.get().map(|reason| view! { <span class="why" role="alert"><Icon name="warn" /> {reason}</span> })}
                </label>
                {field("For".into(), "independent bike workshops", |it| &mut it.audience)}
                {field("who need".into(), "a full day that holds", |it| &mut it.need)}
                {field(format!("{name} is"), "a booking tool that plans the stand", |it| &mut it.category)}
                {field("unlike".into(), "paper", |it| &mut it.alternative)}
                {field("it".into(), "knows how long each job takes", |it| &mut it.difference)}
                {field("Horizon".into(), "three years", |it| &mut it.horizon)}
                <div class="go">
                    <button class="btn" data-kind="primary" type="submit">"Save"</button>
                    <button class="btn" data-kind="edge" type="button" on:click=move |_| app.overlay.set(Overlay::None)>"Cancel"</button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

/// All versions of the vision, the newest first.
#[component]
pub fn VisionChanges() -> impl IntoView {
    let app = use_app();
    let product = app.product.get_untracked();
    let versions: Vec<Vision> = app.read(|workspace| {
        workspace.tables().visions.iter().filter(|vision| Some(vision.product) == product).cloned().collect()
    });
    let rows = in_order_of(versions, |vision| -i64::from(vision.number))
        .into_iter()
        .map(|vision| {
            let by = format!("Version {}, since {}", vision.number, browser::day_text(vision.since));
            view! { <li><p class="meta">{by}</p><p>{vision.statement}</p></li> }
        })
        .collect_view();
    view! {
        <Dialog label="Versions of the vision" kind=DialogKind::Dialog>
            <header><h2>"Versions of the vision"</h2></header>
            <div class="narrow">
                <ol class="versions">{rows}</ol>
                <div class="go">
                    <button class="btn" data-kind="edge" autofocus on:click=move |_| app.overlay.set(Overlay::None)>"Close"</button>
                </div>
            </div>
        </Dialog>
    }
}
