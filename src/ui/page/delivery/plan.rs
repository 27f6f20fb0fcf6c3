//! The plan of a sprint: its goal, what people can give, what speaks against it, and the list it is pulled from.

use leptos::prelude::*;

use crate::analysis::sprint::{
    Capacity, Risk, capacity, items_in, points, points_a_day, range, risks, running, span, sprint_days,
    velocity,
};
use crate::browser::{self, Anchor, day_text};
use crate::command;
use crate::model::kind::{SPRINT_GOAL, SPRINTS};
use crate::model::{Estimate, Id, Product, RecordRef};
use crate::ui::action::{name_of, plan_sprint, pull_fitting, sprint_menu};
use crate::ui::app::{App, use_app};
use crate::ui::component::{EmptyState, Icon, TextField};
use crate::ui::page::Backlog;
use crate::ui::reactive::Memo;
use crate::view::{count, points_words};
use crate::workspace::{Described, Tables};

/// The page.
#[component]
pub fn Plan() -> impl IntoView {
    let app = use_app();
    let is_planned = Memo::new(move |_| app.sprint.with(Option::is_some));
    let is_running = move || {
        let product = app.product.get();
        product.is_some_and(|id| app.read(|workspace| running(workspace.tables(), id).is_some()))
    };
    move || {
        if is_planned.get() {
            return view! {
                <div id="whole"><SprintHead><Sums /></SprintHead><Aside /></div>
                <Backlog />
            }
            .into_any();
        }
        view! {
            <EmptyState heading=if is_running() { "Plan the sprint after this one" } else { "What will be done in the next two weeks?" } words="A sprint has a goal, two days and the items you pull into it from the top of the backlog. What it commits to is kept when it starts; at its end you see what came of it.">
                <button class="btn" data-kind="primary" on:click=move |_| plan_sprint(app)>"Plan a sprint"</button>
            </EmptyState>
        }
        .into_any()
    }
}

/// Something read of the sprint in view, tracked: it is asked again whenever anything changes.
pub fn read_sprint<R>(app: App, read: impl FnOnce(&Tables, &Product, &Described) -> R) -> Option<R> {
    app.track_content();
    let sprint = app.sprint.get()?;
    app.read(|workspace| {
        let tables = workspace.tables();
        let sprint = tables.described(&SPRINTS, sprint)?;
        Some(read(tables, tables.products.get(sprint.product()?)?, sprint))
    })
}

/// The goal of the sprint in view, which it is, and its days; beside them what the page adds.
#[component]
pub fn SprintHead(children: Children) -> impl IntoView {
    let app = use_app();
    let goal = move || read_sprint(app, |_, _, sprint| sprint.words(&SPRINT_GOAL).to_owned());
    let name = move || read_sprint(app, |_, _, sprint| sprint.name().to_owned());
    let days = move || {
        read_sprint(app, |_, _, sprint| {
            span(sprint).map_or("no days yet".to_owned(), |(first, last)| {
                let number = sprint_days(sprint).len();
                format!("{} to {}, {}", day_text(first), day_text(last), count(number, "working day"))
            })
        })
    };
    let value = Signal::derive(move || goal().unwrap_or_default());
    let save = move |text: String| {
        let Some(id) = app.sprint.get_untracked() else { return };
        let record = RecordRef { table: SPRINTS.table, id };
        app.edit("Sprint goal", |tx| command::write_field(tx, record, &SPRINT_GOAL, &text));
    };
    view! {
        <section class="brief sprint" aria-label="Sprint">
            <div class="what">
                <TextField label="Sprint goal" class="cell goal-line" value placeholder="What will be so at its end?" on_save=save />
                <p>
                    <button class="btn" id="sprint" aria-haspopup="menu" on:click=move |_| sprint_menu(app, Anchor::of("sprint"))>
                        <span class="v">{name}</span>
                        <Icon name="updown" />
                    </button>
                    {days}
                </p>
            </div>
            {children()}
        </section>
    }
}

/// A number and what it means.
pub fn figure(number: String, words: String) -> AnyView {
    view! { <div><dt>{number}</dt><dd>{words}</dd></div> }.into_any()
}

/// What is pulled against what is usual, and the days there are.
#[component]
fn Sums() -> impl IntoView {
    let app = use_app();
    let sums = move || {
        read_sprint(app, |tables, product, sprint| {
            let pulled = points(items_in(tables, product.meta.id, sprint.meta.id));
            let done = velocity(tables, product.meta.id);
            (pulled, range(&done), capacity(tables, sprint))
        })
    };
    let figures = move || {
        let (pulled, range, people) = sums()?;
        let usual = match range {
            Some(range) if range.sprints == 1 => {
                format!("{} in the one before", Estimate::from_tenths(range.middle))
            }
            Some(range) => {
                let number = Estimate::from_tenths;
                format!(
                    "usual {} to {}, middle {}",
                    number(range.least),
                    number(range.most),
                    number(range.middle)
                )
            }
            None => "no sprint finished yet".to_owned(),
        };
        let left: u32 = people.iter().map(Capacity::left).sum();
        let all: u32 = people.iter().map(|it| it.days).sum();
        let days = (!people.is_empty()).then(|| {
            let who = if people.len() == 1 { "person" } else { "people" };
            figure(format!("{left} of {all} days"), format!("{} {who}", people.len()))
        });
        Some(view! { {figure(points_words(pulled), usual)} {days} })
    };
    view! {
        <dl class="figures" aria-label="Sums">{figures}</dl>
        <button class="btn" data-kind="edge" id="pull-fitting" on:click=move |_| pull_fitting(app)>"Pull what fits"</button>
    }
}

/// What people can give, what was usual, and what speaks against the plan.
#[component]
fn Aside() -> impl IntoView {
    view! {
        <details class="drawing" open>
            <summary>"Capacity and risks"</summary>
            <div class="plan"><People /><Usual /><Risks /></div>
        </details>
    }
}

#[component]
fn People() -> impl IntoView {
    let app = use_app();
    let people = move || {
        read_sprint(app, |tables, product, sprint| {
            (capacity(tables, sprint), points_a_day(tables, product.meta.id))
        })
    };
    let open = move |_| {
        if let Some(id) = app.sprint.get_untracked() {
            app.inspect_record(RecordRef { table: SPRINTS.table, id });
            browser::focus_drawn("#add-capacity".to_owned());
        }
    };
    let row = |person: Capacity| {
        let wide = (u64::from(person.left()) * 100 / u64::from(person.days.max(1))).to_string();
        let name = if person.name.is_empty() { "Nobody named".to_owned() } else { person.name.clone() };
        view! {
            <li>
                <span class="t">{name}</span>
                <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="all" width="100" height="4"></rect><rect width=wide height="4"></rect></svg>
                <span>{format!("{} of {}", person.left(), person.days)}</span>
                <span class="meta">{person.note}</span>
            </li>
        }
    };
    let rows = move || people().map(|(people, _)| people.into_iter().map(row).collect_view());
    let says = move || {
        let (people, pace) = people()?;
        let left: u32 = people.iter().map(Capacity::left).sum();
        Some(match pace.filter(|_| left > 0) {
            _ if people.is_empty() => "Who can give how many days? Then you see what fits.".to_owned(),
            Some(pace) => format!(
                "{} at your {}.{:02} points a day {} {}.",
                count(left as usize, "day"),
                pace.a_day() / 100,
                pace.a_day() % 100,
                if left == 1 { "is" } else { "are" },
                points_words(pace.of_days(left)),
            ),
            None => "The points of a day are known once a sprint with capacity is finished.".to_owned(),
        })
    };
    view! {
        <section aria-label="Capacity">
            <h2>"Capacity " <span>"days each can give"</span> <button class="link" on:click=open>"Edit"</button></h2>
            <ul class="people">{rows}</ul>
            <p class="say">{says}</p>
        </section>
    }
}

#[component]
fn Usual() -> impl IntoView {
    let app = use_app();
    let usual = move || {
        read_sprint(app, |tables, product, sprint| {
            let pulled = points(items_in(tables, product.meta.id, sprint.meta.id));
            let done = velocity(tables, product.meta.id);
            let as_much = done.iter().filter(|points| **points >= pulled).count();
            (pulled, range(&done), as_much)
        })
    };
    let body = move || {
        let (pulled, range, as_much) = usual()?;
        let Some(range) = range else {
            return Some(
                view! { <p class="say">"Finish a sprint, and its points show here as the range to plan in."</p> }.into_any(),
            );
        };
        let most = pulled.max(range.most).max(1);
        let at = |tenths: u32| format!("{}", u64::from(tenths) * 100 / u64::from(most));
        let wide = format!("{}", u64::from(range.most - range.least) * 100 / u64::from(most));
        let number = Estimate::from_tenths;
        let said = format!(
            "{} {} {} to {} points, the middle one {}.",
            count(range.sprints, "sprint"),
            "gave",
            number(range.least),
            number(range.most),
            number(range.middle),
        );
        let held = format!("{as_much} of {} gave {} or more.", range.sprints, number(pulled));
        Some(
            view! {
                <svg class="usual" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="band" x=at(range.least) width=wide height="12"></rect>
                    <rect class="pulled" y="5" width=at(pulled) height="2"></rect>
                    <rect class="middle" x=at(range.middle) width="0.6" height="12"></rect>
                </svg>
                <p class="say">{said}" "{held}</p>
            }
            .into_any(),
        )
    };
    view! { <section aria-label="Range"><h2>"Range " <span>"points done in past sprints"</span></h2>{body}</section> }
}

#[component]
fn Risks() -> impl IntoView {
    let app = use_app();
    let body = move || {
        let found =
            read_sprint(app, |tables, product, sprint| risks(tables, product, sprint, browser::today()));
        let found = found.unwrap_or_default();
        let number = found.len();
        let none = (number == 0).then(|| view! { <p class="say">"Nothing speaks against this plan."</p> });
        let rows = found.into_iter().map(|risk| risk_row(app, risk)).collect_view();
        let number = (number > 0).then_some(number);
        view! { <h2>"Risks " <span>{number}</span></h2> <ul class="rows risks">{rows}</ul> {none} }
    };
    view! { <section aria-label="Risks">{body}</section> }
}

fn risk_row(app: App, risk: Risk) -> AnyView {
    let key = |id: Id| name_of(app, RecordRef { table: "items", id });
    let of = |ids: &[Id]| match ids {
        [one] => format!("{} has", key(*one)),
        many => format!("{} have", count(many.len(), "item")),
    };
    let (tone, icon, words, item) = match risk {
        Risk::NoDays => ("bad", "clock", "It has no first and last day.".to_owned(), None),
        Risk::Overlaps(other) => ("warn", "clock", format!("Its days overlap those of {other}."), None),
        Risk::OverRange(most) => {
            ("warn", "warn", format!("More than the {} of your best usual sprint.", points_words(most)), None)
        }
        Risk::OverCapacity(fits) => {
            ("warn", "warn", format!("At your pace {} fit into these days.", points_words(fits)), None)
        }
        Risk::Blocked(id, days) => {
            let since = if days == 0 {
                "since today".to_owned()
            } else {
                format!("for {}", count(days as usize, "day"))
            };
            ("bad", "s-blocked", format!("{} is blocked {since}.", key(id)), Some(id))
        }
        Risk::WaitsOutside(id, on) => {
            ("warn", "link", format!("{} waits for {}, which is not in.", key(id), key(on)), Some(id))
        }
        Risk::TooLarge(id) => {
            ("warn", "points", format!("{} is larger than 85 % of what you finished.", key(id)), Some(id))
        }
        Risk::NotReady(ids) => {
            let one = ids.as_slice();
            let words = match one {
                [id] => format!("{} does not meet the Definition of Ready.", key(*id)),
                _ => format!("{} do not meet the Definition of Ready.", count(ids.len(), "item")),
            };
            ("warn", "s-draft", words, ids.first().copied())
        }
        Risk::NoEstimate(ids) => ("", "points", format!("{} no estimate.", of(&ids)), ids.first().copied()),
    };
    let open = item.map(|id| {
        let said = format!("Open: {words}");
        view! { <button class="link end" aria-label=said on:click=move |_| app.inspect(id)>"Open"</button> }
    });
    view! { <li data-tone=tone><Icon name=icon /><span class="t">{words}</span>{open}</li> }.into_any()
}
