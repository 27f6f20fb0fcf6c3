//! What the inspector shows of what is written for others: what a business case brings, what a launch still needs, what a bet is
//! to change.

use leptos::prelude::*;
use serde_json::Value;

use crate::analysis::{Flows, LaunchTask, check_verdict, expected_words, lanes_of, stage_lanes};
use crate::browser::{self, day_text};
use crate::command;
use crate::format::{SCENARIO_HEADS, brief_markdown, launch_markdown, returns_of, scenarios_of};
use crate::model::kind::{
    ABOUT, BUSINESS_CASES, CHECK_VERDICT, DECISIONS, Field, Kind, LAUNCH_STATE, LAUNCH_TASKS, LAUNCHES,
    OUTCOME_CHECKS, PROMISE_STATE, PROMISED_FOR, PROMISES, STAGE_CRITERIA, STAGES,
};
use crate::model::{Id, RecordRef};
use crate::ui::app::{App, Overlay, Paper, use_app};
use crate::ui::component::{Icon, TableCell, read_table};
use crate::view::count;
use crate::workspace::{Described, Tables};

/// Tasks under their headings.
type Lanes = Vec<(&'static str, Vec<LaunchTask>)>;

/// The button that shows a record as it is handed out.
fn hand_out(
    app: App,
    words: &'static str,
    write: impl Fn(&Tables) -> Option<Paper> + Send + Sync + 'static,
) -> AnyView {
    let open = move |_| {
        if let Some(paper) = app.read(|workspace| write(workspace.tables())) {
            app.overlay.set(Overlay::Paper(paper));
        }
    };
    view! { <button class="btn" data-kind="edge" on:click=open>{words}</button> }.into_any()
}

fn paper(record: &Described, text: String) -> Paper {
    Paper { name: record.name().to_owned(), text }
}

/// What a business case brings.
#[component]
pub fn Returns(id: Id) -> impl IntoView {
    let app = use_app();
    let figures = move || {
        app.track_content();
        app.read(|workspace| {
            let case = workspace.tables().described(&BUSINESS_CASES, id)?;
            let scenarios = scenarios_of(case);
            let table = (!scenarios.is_empty()).then(|| {
                let cells = |row: Vec<String>| {
                    let cell = |(at, text)| if at == 0 { TableCell::words(text) } else { TableCell::number(text) };
                    row.into_iter().enumerate().map(cell).collect::<Vec<_>>()
                };
                read_table("Price and volume", &SCENARIO_HEADS, scenarios.into_iter().map(cells).collect())
            });
            let Some(flows) = Flows::of(case) else {
                let words = "Write a cost and a gain for each period below: then it says what that is worth.";
                return Some(view! { <p class="say">{words}</p> {table} }.into_any());
            };
            let facts = returns_of(&flows).into_iter();
            let facts: Vec<AnyView> =
                facts.map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> }.into_any()).collect();
            let several = (flows.irr().len() > 1).then_some(" The flows change their sign more than once, and so it has several internal rates: go by the NPV.");
            let none = (flows.npv(flows.rate).is_none()).then_some(" At −100 % and below nothing can be discounted: choose another rate.");
            Some(view! {
                <dl class="facts">{facts}</dl>
                <details><summary>"How is this computed?"</summary><p class="say">"ROI is (gain − cost) ÷ cost. NPV adds up each period’s gain less cost, divided by (1 + rate) for each period after the first. IRR is the rate at which that is nothing: there can be none, or several. MIRR puts out and discounts at the same rate. Payback is when the sum stays at or above nothing, money flowing evenly within a period."</p></details>
                <p class="say">{several}{none}</p>
                {table}
            }
            .into_any())
        })
    };
    let brief = hand_out(app, "As a brief…", move |tables| {
        let case = tables.described(&BUSINESS_CASES, id)?;
        Some(paper(case, brief_markdown(tables, case)))
    });
    view! { <section aria-label="What it brings"><h3>"What it brings"</h3>{figures}<div class="acts">{brief}</div></section> }
}

/// What is to be done, or met, under headings: the rows of a field of a record, each to be ticked.
#[component]
fn TaskLanes(
    record: RecordRef,
    kind: &'static Kind,
    field: &'static Field,
    lanes_of: fn(&Described) -> Lanes,
) -> impl IntoView {
    let app = use_app();
    move || {
        app.track_content();
        let lanes = app.read(|it| it.tables().described(kind, record.id).map(lanes_of)).unwrap_or_default();
        let today = browser::today();
        let lane = |(name, tasks): (&'static str, Vec<LaunchTask>)| {
            let row = |task: LaunchTask| {
                let (row, is_done) = (task.id, task.is_done);
                let over = !is_done && task.by.is_some_and(|by| by <= today);
                let toggle = move |_| {
                    app.edit("Done, or not", |tx| command::do_task(tx, record, field, row, !is_done));
                };
                let by = task.by.map(|by| {
                    let left = today.days_until(by);
                    let over = count(left.unsigned_abs() as usize, "day");
                    if !is_done && left < 0 { format!("{over} over") } else { day_text(by) }
                });
                view! {
                    <li>
                        <button class="check" role="checkbox" aria-checked=is_done.to_string() aria-label=format!("Done: {}", task.text) on:click=toggle><Icon name="check" /></button>
                        <span class="t">{task.text}</span>
                        <span class="meta" data-t=over.then_some("warn")>{by}</span>
                    </li>
                }
                .into_any()
            };
            let rows: Vec<AnyView> = tasks.into_iter().map(row).collect();
            view! { <h4>{name}</h4><ul class="rows tasks">{rows}</ul> }.into_any()
        };
        lanes.into_iter().map(lane).collect::<Vec<AnyView>>()
    }
}

/// What a stage asks for.
#[component]
pub fn StagePlan(record: RecordRef) -> impl IntoView {
    view! {
        <section aria-label="Criteria of the stage">
            <TaskLanes record kind=&STAGES field=&STAGE_CRITERIA lanes_of=stage_lanes />
        </section>
    }
}

/// What has to be done for a launch, by function, and whether it goes.
#[component]
pub fn LaunchPlan(record: RecordRef) -> impl IntoView {
    let app = use_app();
    let id = record.id;
    let state = move |key: &'static str, words: &'static str| {
        let set = move |_| {
            let done =
                app.edit(words, |tx| command::set_field(tx, record, &LAUNCH_STATE, Some(Value::from(key))));
            if done.is_some() {
                let kept = if key == "launched" { "" } else { ": kept as a decision" };
                app.say_done(format!("{words}{kept}"));
            }
        };
        view! { <button class="btn" data-kind="edge" on:click=set>{words}</button> }.into_any()
    };
    let plan = hand_out(app, "As a plan…", move |tables| {
        let launch = tables.described(&LAUNCHES, id)?;
        Some(paper(launch, launch_markdown(tables, launch, day_text)))
    });
    view! {
        <section aria-label="Before it goes">
            <h3>"Before it goes"</h3>
            <TaskLanes record kind=&LAUNCHES field=&LAUNCH_TASKS lanes_of />
            <div class="acts">{state("go", "Go")}{state("no_go", "No go")}{state("launched", "It is launched")}{plan}</div>
        </section>
    }
}

/// What a bet is to change: its outcome checks, and the way to one more.
#[component]
pub fn Effects(record: RecordRef) -> impl IntoView {
    let app = use_app();
    let rows = move || {
        app.track_content();
        let found: Vec<(Id, String, String)> = app.read(|workspace| {
            let tables = workspace.tables();
            let kept = tables.any(OUTCOME_CHECKS.table);
            let checks = kept
                .into_iter()
                .flat_map(|kept| kept.naming(record.id))
                .filter_map(|id| tables.described(&OUTCOME_CHECKS, *id));
            let said = checks.map(|check| {
                let verdict = check_verdict(tables, check, browser::today());
                let word = CHECK_VERDICT.word(verdict).map_or("", |word| word.name).to_lowercase();
                let words =
                    expected_words(tables, check).unwrap_or_else(|| "say what is expected".to_owned());
                (check.meta.id, words, word)
            });
            said.collect()
        });
        let row = |(id, words, verdict): (Id, String, String)| {
            let check = RecordRef { table: OUTCOME_CHECKS.table, id };
            view! { <li><Icon name="outcomes" /><button class="t" on:click=move |_| app.go_to_record(check)>{words}</button><span class="meta">{verdict}</span></li> }.into_any()
        };
        found.into_iter().map(row).collect::<Vec<AnyView>>()
    };
    let add = move |_| {
        if let Some(id) = app.edit("Expect an effect", |tx| command::expect_of(tx, record)) {
            app.go_to_record(RecordRef { table: OUTCOME_CHECKS.table, id });
            browser::focus_soon("#fact-expected-value");
        }
    };
    view! {
        <section aria-label="Expected effect">
            <h3>"Expected effect" <button class="link" on:click=add>"Add"</button></h3>
            <ul class="rows links">{rows}</ul>
        </section>
    }
}

/// The promises that are about the same as a decision: what one can offer is bound by what one has told.
#[component]
pub fn PromisesBeside(id: Id) -> impl IntoView {
    let app = use_app();
    move || {
        app.track_content();
        let found: Vec<(Id, String, String)> = app
            .read(|workspace| {
                let tables = workspace.tables();
                let decision = tables.described(&DECISIONS, id)?;
                let about = decision.linked(&ABOUT);
                let promises = tables.described_of(&PROMISES, decision.product()?).into_iter();
                let open = promises.filter(|it| it.words(&PROMISE_STATE) == "open");
                let beside = open.filter(|it| it.linked(&ABOUT).iter().any(|node| about.contains(node)));
                let said = beside.map(|it| {
                    let day = it.day(&PROMISED_FOR).map(day_text).unwrap_or_default();
                    (it.meta.id, it.name().to_owned(), day)
                });
                Some(said.collect())
            })
            .unwrap_or_default();
        (!found.is_empty()).then(|| {
            let row = |(id, name, day): (Id, String, String)| {
                let promise = RecordRef { table: PROMISES.table, id };
                view! { <li><Icon name="clock" /><button class="t" on:click=move |_| app.go_to_record(promise)>{name}</button><span class="meta">{day}</span></li> }.into_any()
            };
            let rows: Vec<AnyView> = found.into_iter().map(row).collect();
            view! { <section><h3>"Promised about the same"</h3><ul class="rows links">{rows}</ul></section> }
        })
    }
}
