//! What came of a sprint: what was done, whether its goal was met, what follows, and what to do better.

use std::sync::Arc;

use leptos::prelude::*;

use super::plan::{SprintHead, figure, read_sprint};
use super::timer::Timer;
use crate::analysis::flow::{ODDS, Throughput, Track, WorkLeft, items_left, tracks, weeks_done, weeks_for};
use crate::analysis::is_over;
use crate::analysis::sprint::{
    Halves, SprintPart, SprintResult, came_to, items_in, points, share, sprint_state,
};
use crate::browser;
use crate::command;
use crate::format::sprint_report;
use crate::model::kind::{
    FINISHED, Field, GOAL_MET, RETRO, RETRO_IS, RETRO_ITEM, RETRO_TEXT, REVIEW_NOTES, RUNNING, SPRINTS,
    VERDICT, Word, row_id,
};
use crate::model::{Day, Estimate, Id, RecordRef};
use crate::ui::action::{NO_COPY, copy_text, decide, finish_sprint, set_field};
use crate::ui::app::{App, use_app};
use crate::ui::component::{AddField, EmptyState, Icon, TextField};
use crate::ui::reactive::Memo;
use crate::view::{count, points_words, row_of};
use crate::workspace::{Fields, Tables, Values, links_in};

/// The page.
#[component]
pub fn Review() -> impl IntoView {
    let app = use_app();
    let sprint = Memo::new(move |_| app.sprint.get());
    move || {
        match sprint.get() {
        None => view! {
            <EmptyState heading="No sprint to look back on" words="When a sprint runs, its review and retrospective are kept here: what was done, whether its goal was met, what follows, and what to do better." />
        }
        .into_any(),
        Some(id) => view! {
            <SprintHead><Result /></SprintHead>
            <div class="page review">
                <Timer />
                <Lists />
                <Judgement id />
                <Retrospective id />
                <Actions />
            </div>
        }
        .into_any(),
    }
    }
}

#[component]
fn Result() -> impl IntoView {
    let app = use_app();
    let result = move || {
        read_sprint(app, |tables, product, sprint| {
            let items = items_in(tables, product.meta.id, sprint.meta.id);
            let now = points(items.iter().copied().filter(|item| is_over(tables, item)));
            let is_over = sprint_state(sprint) == FINISHED;
            let result = SprintResult::of(sprint);
            (is_over, result.committed, if is_over { result.done } else { now }, result.kept)
        })
    };
    let is_running = move || result().is_some_and(|(is_over, ..)| !is_over);
    let figures = move || {
        let (is_over, committed, done, kept) = result()?;
        let number = Estimate::from_tenths;
        let words = match (is_over, committed) {
            (false, _) => "done so far".to_owned(),
            (true, 0) => "done".to_owned(),
            (true, all) => format!("done, {} % of what was committed", share(kept, all)),
        };
        Some(view! { {figure(format!("{} of {}", number(done), points_words(committed)), words)} })
    };
    let copy = move |_| {
        let Some(id) = app.sprint.get_untracked() else { return };
        let text = app.read(|workspace| sprint_report(workspace.tables(), id));
        copy_text(app, text, "Copied the report as Markdown.".into(), NO_COPY.into());
    };
    view! {
        <dl class="figures" aria-label="Result">{figures}</dl>
        <button class="btn" on:click=copy>"Copy report"</button>
        {move || is_running().then(|| view! { <button class="btn" data-kind="edge" on:click=move |_| finish_sprint(app)>"Finish sprint…"</button> })}
    }
}

/// The day by which so much is done with 85 %, as it was known on a day.
fn forecast_on(tables: &Tables, product: Id, tracks: &[Track], day: Day) -> Option<Day> {
    let known: Vec<_> = weeks_done(tracks, day).iter().map(|week| week.done).collect();
    let today = browser::today();
    let left = if day == today {
        items_left(tables, product, WorkLeft::default())
    } else {
        let is_left = |track: &&Track| {
            use crate::model::Category::{Active, Open, Review};
            matches!(track.category_on(day), Some(Open | Active | Review))
        };
        tracks.iter().filter(is_left).count()
    };
    let throughput = Throughput::of(&known).ok()?;
    let weeks = weeks_for(&throughput.done_by(left, left), ODDS[2])?;
    Some(day.plus(weeks as i32 * 7))
}

#[component]
fn Lists() -> impl IntoView {
    let app = use_app();
    let halves =
        move || read_sprint(app, |tables, product, sprint| Halves::of(tables, product.meta.id, sprint));
    let shift = move || {
        read_sprint(app, |tables, product, sprint| {
            let began = came_to(sprint, RUNNING)?;
            let until = came_to(sprint, FINISHED).unwrap_or_else(browser::today);
            let id = product.meta.id;
            let tracks = tracks(tables, id, browser::today());
            Some((forecast_on(tables, id, &tracks, began)?, forecast_on(tables, id, &tracks, until)?))
        })
    };
    let rows = move |parts: Vec<SprintPart>, was: bool| {
        let row = |SprintPart { id, points, is_late }: SprintPart| {
            let row = app.read(|workspace| row_of(workspace.tables(), id))?;
            // What is over stands as it was; what runs, as it is.
            let state = (!was).then(|| {
                let word = row.status_word().to_owned();
                view! { <span class="status end" data-s=row.status_glyph><Icon name=row.status_glyph /> {word}</span> }
            });
            let points = (points > 0).then(|| Estimate::from_tenths(points).to_string());
            Some(view! {
                <li>
                    <span class="meta">{row.key}</span>
                    <button class="t" on:click=move |_| app.inspect(id)>{row.title}</button>
                    <span class="meta">{is_late.then_some("added later")}</span>
                    <span class="meta">{points}</span>
                    {state}
                </li>
            })
        };
        parts.into_iter().map(row).collect_view()
    };
    let list = move |heading: &'static str, parts: Vec<SprintPart>, was: bool| {
        let number = parts.len();
        view! {
            <section class="sec" aria-label=heading>
                <header><h2>{heading}</h2><span class="n">{count(number, "item")}</span></header>
                <ul class="rows">{rows(parts, was)}</ul>
            </section>
        }
    };
    let both = move || {
        let Halves { done, left, is_over } = halves().unwrap_or_default();
        view! { {list("Done", done, is_over)} {list("Not done", left, is_over)} }
    };
    let moved = move || {
        let (then, now) = shift()??;
        let days = then.days_until(now);
        let words = match days {
            0 => "has not moved".to_owned(),
            1.. => format!("moved back by {}", count(days as usize, "day")),
            _ => format!("moved up by {}", count(days.unsigned_abs() as usize, "day")),
        };
        let (then, now) = (browser::day_text(then), browser::day_text(now));
        Some(
            view! { <p class="say">{format!("The forecast of everything that is open {words}: for 85 %, {now} instead of {then}.")}</p> },
        )
    };
    view! { <div class="halves">{both}</div> {moved} }
}

fn choice_of(app: App, id: Id, field: &'static Field, word: &'static Word) -> AnyView {
    let is_on = move || {
        let is_it = read_sprint(app, |_, _, sprint| sprint.words(field) == word.key);
        is_it.unwrap_or_default().to_string()
    };
    let set = move |_| {
        if *field == VERDICT {
            return decide(app, id, word.key);
        }
        let record = RecordRef { table: SPRINTS.table, id };
        set_field(
            app,
            &[record],
            field,
            format!("{}: {}", field.label, word.name.to_lowercase()),
            Some(word.key.into()),
        );
    };
    view! { <button aria-pressed=is_on on:click=set>{word.name}</button> }.into_any()
}

/// Whether the goal was met, what was said, what follows.
#[component]
fn Judgement(id: Id) -> impl IntoView {
    let app = use_app();
    let notes = move || read_sprint(app, |_, _, sprint| sprint.words(&REVIEW_NOTES).to_owned());
    let value = Signal::derive(move || notes().unwrap_or_default());
    let save = move |text: String| {
        let record = RecordRef { table: SPRINTS.table, id };
        app.edit("Review notes", |tx| command::write_field(tx, record, &REVIEW_NOTES, &text));
    };
    let seg = move |field: &'static Field| {
        let words = field.choices().iter().map(|word| choice_of(app, id, field, word)).collect_view();
        view! { <div class="seg" role="group" aria-label=field.label>{words}</div> }
    };
    view! {
        <section class="sec" aria-label="Review">
            <header><h2>"Review"</h2></header>
            <div class="body">
                <div class="verdict"><span>"Was the goal met?"</span>{seg(&GOAL_MET)}</div>
                <div class="verdict"><span>"What follows?"</span>{seg(&VERDICT)}</div>
                <TextField label="Review notes" class="writing short" value is_prose=true placeholder="Who was there, what they said, what was shown…" on_save=save />
            </div>
        </section>
    }
}

/// What went well, what to improve, what to try; what is to be tried becomes an item.
#[component]
fn Retrospective(id: Id) -> impl IntoView {
    let column = move |word: &'static Word| view! { <Remarks id word /> };
    view! {
        <section class="sec" aria-label="Retrospective">
            <header><h2>"Retrospective"</h2><span class="n">"what is to be tried becomes an item, and is followed until it is done"</span></header>
            <div class="retro">{RETRO_IS.choices().iter().map(column).collect_view()}</div>
        </section>
    }
}

#[component]
fn Remarks(id: Id, word: &'static Word) -> impl IntoView {
    let app = use_app();
    let record = RecordRef { table: SPRINTS.table, id };
    let remarks = move || {
        read_sprint(app, move |_, _, sprint| {
            let rows = sprint.rows(&RETRO).into_iter().filter(|row| Values(row).words(&RETRO_IS) == word.key);
            let remark = |row: &Fields| {
                let item = links_in(row, &RETRO_ITEM).into_iter().map(|(_, id)| id).next();
                Some((row_id(row)?, Values(row).words(&RETRO_TEXT).to_owned(), item))
            };
            rows.filter_map(remark).collect::<Vec<_>>()
        })
    };
    let add = move |text: String| {
        let values = [(&RETRO_IS, word.key.into()), (&RETRO_TEXT, text.clone().into())];
        app.edit(format!("{}: {text}", word.name), |tx| {
            command::add_row(tx, record, &[], &RETRO, None, &values)
        })
        .is_some()
    };
    let line = move |(row, text, item): (Id, String, Option<Id>)| {
        let removing = format!("Remove: {text}");
        let remove = move |_| {
            if app.edit("Remove a remark", |tx| command::remove_row(tx, record, &RETRO, row)).is_some() {
                app.say_done("Removed the remark");
            }
        };
        let making = format!("Make an item of: {text}");
        let make = move |_| {
            if app.edit(making.clone(), |tx| command::act_on(tx, id, row)).is_some() {
                app.say_done("It stands at the top of the backlog");
            }
        };
        let said = format!("Make an item of: {text}");
        let follow = match item {
            Some(item) => {
                let key = app.read(|workspace| workspace.tables().item_key(item)).unwrap_or_default();
                view! { <button class="link" on:click=move |_| app.inspect(item)>{key}</button> }.into_any()
            }
            None => {
                view! { <button class="link" aria-label=said on:click=make>"Make item"</button> }.into_any()
            }
        };
        view! {
            <li>
                <span class="t">{text}</span>
                {follow}
                <button class="btn quiet" data-kind="icon" aria-label=removing on:click=remove><Icon name="x" /></button>
            </li>
        }
    };
    let lines = move || remarks().unwrap_or_default().into_iter().map(line).collect_view();
    view! {
        <div>
            <h3><Icon name=word.glyph /> {word.name}</h3>
            <ul class="remarks">{lines}</ul>
            <AddField id=format!("add-{}", word.key) label=word.name.to_owned() placeholder="Add…" add=Arc::new(add) />
        </div>
    }
}

/// What earlier retrospectives asked for, until it is done.
#[component]
fn Actions() -> impl IntoView {
    let app = use_app();
    let open = Memo::new(move |_| {
        app.track_content();
        let Some(product) = app.product.get() else { return Vec::new() };
        app.read(|workspace| {
            let tables = workspace.tables();
            let sprints = tables.described_of(&SPRINTS, product).into_iter();
            let asked = sprints.flat_map(|sprint| {
                let rows = sprint.rows(&RETRO).into_iter();
                let items = rows.flat_map(|row| links_in(row, &RETRO_ITEM)).map(|(_, id)| id);
                items.map(|id| (sprint.name().to_owned(), id)).collect::<Vec<_>>()
            });
            let is_open = |id: Id| tables.items.get(id).is_some_and(|item| !is_over(tables, item));
            asked.filter(|(_, id)| is_open(*id)).collect::<Vec<_>>()
        })
    });
    let row = move |(sprint, id): (String, Id)| {
        let row = app.read(|workspace| row_of(workspace.tables(), id))?;
        let state = row.status_word().to_owned();
        Some(view! {
            <li>
                <span class="meta">{row.key}</span>
                <button class="t" on:click=move |_| app.inspect(id)>{row.title}</button>
                <span class="meta">{sprint}</span>
                <span class="status end" data-s=row.status_glyph><Icon name=row.status_glyph /> {state}</span>
            </li>
        })
    };
    move || {
        app.track_content();
        let open = open.get();
        (!open.is_empty()).then(|| {
            view! {
                <section class="sec" aria-label="Agreed and not done">
                    <header><h2>"Agreed and not done"</h2><span class="n">{count(open.len(), "action")}</span></header>
                    <ul class="rows">{open.into_iter().map(row).collect_view()}</ul>
                </section>
            }
        })
    }
}
