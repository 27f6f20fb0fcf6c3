//! What waits to be judged, criterion by criterion; and what each release still waits for.

use leptos::prelude::*;

use crate::analysis::acceptance::{Trial, in_review, not_accepted, sent_back, trials};
use crate::browser::{self, Anchor, day_text};
use crate::command::{self, TrialDraft};
use crate::format::test_plan;
use crate::model::{Criterion, Id, Item, Product, RecordRef, Release, ReleaseState};
use crate::ui::action::{NO_COPY, accept, copy_text, return_items};
use crate::ui::app::{App, use_app};
use crate::ui::component::{EmptyState, Icon, each_id};
use crate::ui::reactive::Memo;
use crate::view::{count, row_of, run_words};

/// The page.
#[component]
pub fn Acceptance() -> impl IntoView {
    let app = use_app();
    let ids = Memo::new(move |_| {
        app.track_content();
        let Some(product) = app.product.get() else { return Vec::new() };
        app.read(|workspace| {
            in_review(workspace.tables(), product).iter().map(|item| item.meta.id).collect::<Vec<Id>>()
        })
    });
    let build = app.device.with_untracked(|device| device.build.clone());
    let write = move |event| app.device.update(|device| device.build = event_target_value(&event));
    let number = move || ids.with(Vec::len);
    view! {
        <div class="viewbar">
            <label class="build">"Build" <input class="boxed" placeholder="such as 2.6 rc 1" autocomplete="off" prop:value=build on:input=write /></label>
            <span class="saved push">{move || format!("{} in review", count(number(), "item"))}</span>
        </div>
        <div class="page acceptance">
            {move || (number() == 0).then(|| view! { <EmptyState heading="Nothing waits to be judged" words="What is in review stands here with its criteria: try each, say whether it held and in which build, then accept the item or send it back with a reason." /> })}
            {each_id(move || ids.get(), move |id| view! { <Judged id /> }.into_any())}
            <Gates />
            <Returns />
        </div>
    }
}

/// An item in review.
#[component]
fn Judged(id: Id) -> impl IntoView {
    let app = use_app();
    let item = app.record::<Item>(id);
    let row = app.watch(id, move |workspace| row_of(workspace.tables(), id));
    let heading = move || {
        let row = row.get()?;
        Some(view! {
            <h2><button class="t" on:click=move |_| app.inspect(id)>{row.title}</button></h2>
            <span class="n">{row.key} ", in review since " {day_text(browser::day_of(item.get()?.since()))}</span>
        })
    };
    let criteria = move || {
        let criteria = item.with(|item| item.as_ref().map(|item| item.criteria.clone()).unwrap_or_default());
        if criteria.is_empty() {
            return view! { <p class="say">"No criteria are written. Open it and say what must hold."</p> }
                .into_any();
        }
        criteria.into_iter().map(|criterion| criterion_view(app, id, &criterion)).collect_view().into_any()
    };
    let anchor = format!("return-{id}");
    let at = anchor.clone();
    let key = move || row.with(|row| row.as_ref().map(|row| row.key.clone()).unwrap_or_default());
    view! {
        <section class="sec" aria-label=key>
            <header>{heading}</header>
            <div class="body">
                <ul class="trials">{criteria}</ul>
                <div class="go">
                    <button class="btn" data-kind="edge" aria-label=move || format!("Accept {}", key()) on:click=move |_| accept(app, &[id])>"Accept"</button>
                    <button class="btn" data-kind="edge" id=anchor aria-label=move || format!("Return {}", key()) on:click=move |_| return_items(app, vec![id], Some(Anchor::of(&at)))>"Return…"</button>
                </div>
            </div>
        </section>
    }
}

/// A criterion with its trials: an outline once for each row of its examples.
fn criterion_view(app: App, item: Id, criterion: &Criterion) -> AnyView {
    let rows = trials(criterion);
    let id = criterion.id;
    let is_one = rows.len() == 1;
    let text = criterion.text.clone();
    let rows = rows.into_iter().map(|trial| {
        let words = if is_one { text.clone() } else { trial.example.clone() };
        trial_view(app, (item, id), &trial, words)
    });
    let rows = rows.collect_view();
    let head = (!is_one).then(|| view! { <p class="criterion">{criterion.text.clone()}</p> });
    view! { <li>{head}<ul>{rows}</ul></li> }.into_any()
}

fn trial_view(app: App, (item, criterion): (Id, Id), trial: &Trial, words: String) -> AnyView {
    let last = trial.last.clone();
    let (glyph, state) = match &last {
        None if trial.is_ticked => ("tick", "pass"),
        None => ("ring", "not tried"),
        Some(run) if run.passed => ("tick", "pass"),
        Some(_) => ("x", "fail"),
    };
    let said = last.as_ref().map(|run| run_words(run, day_text));
    let note = NodeRef::<leptos::html::Input>::new();
    let example = trial.example.clone();
    let run = move |passed: bool| {
        let written = note.get_untracked().map(|note| note.value()).unwrap_or_default();
        let draft = TrialDraft {
            passed,
            example: example.clone(),
            note: written,
            build: app.device.with_untracked(|device| device.build.clone()),
        };
        let label = if passed { "A criterion held" } else { "A criterion did not hold" };
        let done = app.edit(label, |tx| {
            command::try_criterion(tx, item, criterion, &draft);
            Ok(())
        });
        if done.is_some() {
            app.announce(label);
        }
    };
    let (pass, fail) = (run.clone(), run);
    let (pass_said, fail_said) = (format!("Pass: {words}"), format!("Fail: {words}"));
    let note_said = format!("What was seen: {words}");
    view! {
        <li class="trial" data-state=state>
            <Icon name=glyph />
            <span class="t">{words}<span class="n">{said}</span></span>
            <input class="boxed" node_ref=note placeholder="What was seen" aria-label=note_said autocomplete="off" />
            <button class="btn" data-kind="edge" aria-label=pass_said on:click=move |_| pass(true)>"Pass"</button>
            <button class="btn" data-kind="edge" aria-label=fail_said on:click=move |_| fail(false)>"Fail"</button>
        </li>
    }
    .into_any()
}

/// The releases that are not out, and what each waits for.
#[component]
fn Gates() -> impl IntoView {
    let app = use_app();
    let gates = Memo::new(move |_| {
        app.track_content();
        let Some(product) = app.product.get() else { return Vec::new() };
        app.read(|workspace| {
            let tables = workspace.tables();
            let open = tables.releases.of(product).filter(|it| it.state != ReleaseState::Released);
            let gate = |release: &Release| {
                let all =
                    tables.items.of(product).filter(|item| item.release == Some(release.meta.id)).count();
                let left = not_accepted(tables, product, release.meta.id);
                let left: Vec<Id> = left.iter().map(|item| item.meta.id).collect();
                (release.meta.id, release.name.clone(), all, left)
            };
            open.map(gate).filter(|(_, _, all, _)| *all > 0).collect::<Vec<_>>()
        })
    });
    let gate = move |(release, name, all, left): (Id, String, usize, Vec<Id>)| {
        let words = match left.len() {
            0 => format!("All {} accepted: it can go out.", count(all, "item")),
            waiting => format!("{waiting} of {} not accepted.", count(all, "item")),
        };
        let rows = left.iter().filter_map(|id| app.read(|workspace| row_of(workspace.tables(), *id)));
        let rows = rows.map(|row| {
            let id = row.id;
            let state = row.status_word().to_owned();
            let criteria = app.get::<Item>(id).map(|item| item.criteria.clone()).unwrap_or_default();
            let criteria = criteria.into_iter().map(|criterion| {
                let glyph = if criterion.met { "tick" } else { "ring" };
                view! { <li><Icon name=glyph /><span>{criterion.text}</span></li> }
            });
            let criteria = criteria.collect_view();
            view! {
                <li>
                    <span class="meta">{row.key}</span>
                    <button class="t" on:click=move |_| app.inspect(id)>{row.title}</button>
                    <span class="status end" data-s=row.status_glyph><Icon name=row.status_glyph /> {state}</span>
                    <ul class="steps">{criteria}</ul>
                </li>
            }
        });
        let rows = rows.collect_view();
        let plan_said = format!("Copy the test plan of {name}");
        let copy = move |_| {
            let text = app.read(|workspace| test_plan(workspace.tables(), release));
            copy_text(app, text, "Copied the test plan as Markdown.".into(), NO_COPY.into());
        };
        let record = RecordRef::to::<Release>(release);
        view! {
            <details class="gate">
                <summary><b>{name}</b> " " <span class="n">{words}</span></summary>
                <ul class="rows">{rows}</ul>
                <div class="go">
                    <button class="btn" aria-label=plan_said on:click=copy>"Copy test plan"</button>
                    <button class="btn" on:click=move |_| app.go_to_record(record)>"Open release"</button>
                </div>
            </details>
        }
    };
    move || {
        let gates = gates.get();
        (!gates.is_empty()).then(|| {
            view! {
                <section class="sec" aria-label="Release gate">
                    <header><h2>"Release gate"</h2><span class="n">"what is not accepted yet"</span></header>
                    <div class="body">{gates.into_iter().map(gate).collect_view()}</div>
                </section>
            }
        })
    }
}

/// What came back, counted.
#[component]
fn Returns() -> impl IntoView {
    let app = use_app();
    let sums = Memo::new(move |_| {
        app.track_content();
        let product = app.product.get()?;
        app.read(|workspace| {
            let tables = workspace.tables();
            let owner: &Product = tables.products.get(product)?;
            let counts = tables.items.of(product).map(|item| sent_back(&owner.workflow, item));
            Some(counts.fold((0, 0), |sum, (returned, reopened)| (sum.0 + returned, sum.1 + reopened)))
        })
    });
    move || {
        let (returned, reopened) = sums.get().filter(|sums| *sums != (0, 0))?;
        let times = |number| count(number, "time");
        Some(view! {
            <section class="sec" aria-label="What came back">
                <header><h2>"What came back"</h2></header>
                <p class="say body">{format!("Sent back from review {}; taken up again after it had been accepted {}.", times(returned), times(reopened))}</p>
            </section>
        })
    }
}
