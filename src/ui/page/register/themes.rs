//! Over the list of themes: who said what in each segment and lately, and what may be a theme.

use std::time::Duration;

use leptos::prelude::*;

use crate::analysis::{Suggestion, by_segment, by_week, heard, suggestions, voices_of};
use crate::browser;
use crate::command;
use crate::model::kind::{FEEDBACK, NO_THEME, SEGMENTS, THEME_STATE, THEMES};
use crate::model::{Day, Id, RecordRef, in_order_of};
use crate::ui::app::{App, at_rest, use_app};
use crate::view::{count, spark_path};
use crate::workspace::Described;

/// So many themes are drawn; the list has all.
const DRAWN_MOST: usize = 12;
const WEEKS: usize = 13;

/// A theme as it is drawn: how many said it in all, in each segment, and in each of the last weeks.
#[derive(Clone, PartialEq)]
struct Drawn {
    id: Id,
    name: String,
    heard: usize,
    segments: Vec<(Option<Id>, usize)>,
    weeks: Vec<usize>,
}

fn drawn(app: App, product: Id, today: Day) -> Vec<Drawn> {
    app.read(|workspace| {
        let tables = workspace.tables();
        let themes = tables.described_of(&THEMES, product).into_iter();
        let themes = themes.filter(|theme| theme.words(&THEME_STATE) != NO_THEME);
        let themes = themes.map(|theme| (theme, voices_of(tables, theme.meta.id)));
        let themes = themes.map(|(theme, voices)| (heard(&voices), theme, voices));
        let themes = themes.filter(|(heard, ..)| *heard > 0).collect();
        let themes =
            in_order_of(themes, |(heard, ..): &(usize, &Described, Vec<&Described>)| -(*heard as i64));
        let themes = themes.into_iter().take(DRAWN_MOST).map(|(heard, theme, voices)| Drawn {
            id: theme.meta.id,
            name: theme.name().to_owned(),
            heard,
            segments: by_segment(tables, product, &voices),
            weeks: by_week(&voices, WEEKS, today),
        });
        themes.collect()
    })
}

/// The table.
#[component]
pub fn HeardBySegment() -> impl IntoView {
    let app = use_app();
    move || {
        app.track_content();
        let product = app.product.get()?;
        let today = browser::today();
        let themes = drawn(app, product, today);
        if themes.is_empty() {
            return None;
        }
        let segments: Vec<(Option<Id>, String)> = app.read(|workspace| {
            let all = workspace.tables().described_of(&SEGMENTS, product).into_iter();
            let all = all.map(|it| (Some(it.meta.id), it.name().to_owned()));
            let is_used =
                |id: &Option<Id>| themes.iter().any(|theme| theme.segments.iter().any(|(it, _)| it == id));
            all.chain([(None, "No segment".to_owned())]).filter(|(id, _)| is_used(id)).collect()
        });
        let heads =
            segments.iter().map(|(_, name)| view! { <th class="num">{name.clone()}</th> }).collect_view();
        let rows = themes.into_iter().map(|theme| {
            let record = RecordRef { table: THEMES.table, id: theme.id };
            let of = |segment: &Option<Id>| theme.segments.iter().find(|(it, _)| it == segment).map(|(_, number)| *number);
            let cells = segments.iter().map(|(id, _)| {
                view! { <td class="num sub">{of(id).map_or("–".to_owned(), |number| number.to_string())}</td> }
            });
            let cells = cells.collect_view();
            view! {
                <tr data-open=move || app.open_mark(record)>
                    <th scope="row"><button class="title" on:click=move |_| app.inspect_record(record)><span>{theme.name.clone()}</span></button></th>
                    <td class="num"><b>{theme.heard}</b></td>
                    {cells}
                    <td>{spark(&theme.weeks, today)}</td>
                </tr>
            }
        });
        Some(view! {
            <section class="scroll drawn-table" tabindex="0" role="region" aria-label="Heard by segment">
                <table class="table goals" data-kind="lines" aria-label="Heard by segment">
                    <thead><tr><th>"Theme"</th><th class="num">"Heard"</th>{heads}<th>{format!("{WEEKS} weeks")}</th></tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </section>
        })
    }
}

fn spark(weeks: &[usize], today: Day) -> Option<AnyView> {
    let last = weeks.len() as i32;
    let points: Vec<(Day, i64)> =
        weeks.iter().zip(1..).map(|(number, at)| (today.plus(7 * (at - last)), *number as i64)).collect();
    let (path, x, y) = spark_path(&points)?;
    let words: Vec<String> = weeks.iter().map(ToString::to_string).collect();
    let said = format!("By week, the latest last: {}", words.join(", "));
    Some(view! {
        <svg class="spark" viewBox="0 0 72 16" role="img" aria-label=said><path d=path></path><circle cx=x cy=y r="1.75"></circle></svg>
    }.into_any())
}

/// What may be a theme, by the words that pieces without one share.
#[component]
pub fn Suggestions() -> impl IntoView {
    let app = use_app();
    let found = at_rest(
        Duration::from_millis(300),
        move || app.track_content(),
        move |()| {
            let product = app.product.get_untracked();
            product
                .map(|product| app.read(|workspace| suggestions(workspace.tables(), product)))
                .unwrap_or_default()
        },
    );
    move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            let rows = found.into_iter().map(|it| row(app, it)).collect_view();
            view! {
                <section class="sec suggestions" aria-labelledby="suggestions">
                    <header><h2 id="suggestions" tabindex="-1">"Suggestions"</h2><span class="n">"from words that pieces without a theme share"</span></header>
                    <ul class="rows">{rows}</ul>
                </section>
            }
        })
    }
}

fn row(app: App, it: Suggestion) -> AnyView {
    let pieces = FEEDBACK.count(it.pieces.len());
    let words = it.words.join(", ");
    let theme = it.theme.and_then(|id| {
        app.read(|workspace| Some((id, workspace.tables().described(&THEMES, id)?.name().to_owned())))
    });
    let Some(product) = app.product.get_untracked() else { return ().into_any() };
    let said = match &theme {
        Some((_, name)) => format!("“{name}” may have {pieces} more"),
        None => format!("“{words}”: {pieces}"),
    };
    let (ids, name) = (it.pieces.clone(), words.clone());
    let label = match &theme {
        Some((_, name)) => format!("{pieces}: theme “{name}”"),
        None => format!("{pieces}: theme “{words}”"),
    };
    let press = if theme.is_some() { "Give it to them" } else { "Make a theme" };
    let aloud = format!("{press}: {said}");
    let known = theme.as_ref().map(|(id, _)| *id);
    let take = move |_| {
        let made = app.edit(label.clone(), |tx| match known {
            Some(id) => command::give_theme(tx, id, &ids).map(|()| id),
            None => command::theme_of(tx, product, &name, &ids),
        });
        if let Some(id) = made {
            app.inspect_record(RecordRef { table: THEMES.table, id });
            app.say_done(label.clone());
        }
    };
    let refused = words.clone();
    let refuse = known.is_none().then(|| {
        let aloud = format!("No theme: {words}");
        let no = move |_| {
            let label = format!("“{refused}” is no theme");
            if app.edit(label.clone(), |tx| command::refuse_theme(tx, product, &refused)).is_some() {
                app.say_done(label);
                browser::focus_soon("#suggestions, h1");
            }
        };
        view! { <button class="link" aria-label=aloud on:click=no>"No theme"</button> }
    });
    let shared = theme.is_some().then(|| count(it.words.len(), "word") + " shared: " + &it.words.join(", "));
    view! {
        <li>
            <span class="t">{said}</span>
            <span class="meta">{shared}</span>
            <span class="end">{refuse} " " <button class="link" aria-label=aloud on:click=take>{press}</button></span>
        </li>
    }
    .into_any()
}
