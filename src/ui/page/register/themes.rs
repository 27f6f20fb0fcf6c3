//! Over the list of themes: who said what in each segment and lately, and what may be a theme.

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use crate::analysis::{
    Corpus, Suggestion, by_segment, by_source, by_week, heard, voices_of, words_said, worth,
};
use crate::browser;
use crate::command;
use crate::model::kind::{FEEDBACK, NO_THEME, SEGMENTS, SOURCE, THEME_STATE, THEMES};
use crate::model::{Day, Id, RecordRef, in_order_of};
use crate::ui::app::{App, SearchTask, pace, search_at_rest, use_app};
use crate::ui::reactive::Memo;
use crate::view::{count, spark_path};
use crate::workspace::Described;

/// So many themes are drawn; the list has all.
const DRAWN_MOST: usize = 12;
const WEEKS: usize = 13;

/// A row of who said something how often: a theme, or a way in which it reached us.
pub(super) struct HeardRow {
    /// What opens by its name.
    pub record: Option<RecordRef>,
    /// What it is called.
    pub name: String,
    /// How many said it.
    pub heard: usize,
    /// What stands between that and the weeks.
    pub cells: Vec<String>,
    /// How many said it in each of the last weeks, the oldest first.
    pub weeks: Vec<usize>,
}

/// Some rows of who said something how often, under their headings.
pub(super) struct HeardTable {
    pub heads: Vec<String>,
    pub rows: Vec<HeardRow>,
}

impl HeardTable {
    /// The table, with what its first column is called.
    pub fn draw(self, app: App, label: &'static str, first: &'static str) -> AnyView {
        let today = browser::today();
        let heads =
            self.heads.iter().map(|name| view! { <th class="num">{name.clone()}</th> }).collect_view();
        let rows = self.rows.into_iter().map(|row| {
            let cell = |(cell, head): (String, &String)| view! { <td class="num sub" data-head=head.clone()>{cell}</td> };
            let cells = row.cells.into_iter().zip(&self.heads).map(cell).collect_view();
            let (name, record) = (row.name, row.record);
            let title = match record {
                Some(record) => view! { <button class="title" on:click=move |_| app.inspect_record(record)><span>{name}</span></button> }.into_any(),
                None => name.into_any(),
            };
            view! {
                <tr data-open=move || record.and_then(|record| app.open_mark(record))>
                    <th scope="row">{title}</th>
                    <td class="num" data-head="Heard"><b>{row.heard}</b></td>
                    {cells}
                    <td>{spark(&row.weeks, today)}</td>
                </tr>
            }
        });
        view! {
            <section class="scroll drawn-table" tabindex="0" role="region" aria-label=label>
                <table class="table goals" data-kind="lines" aria-label=label>
                    <thead><tr><th>{first}</th><th class="num">"Heard"</th>{heads}<th>{format!("{WEEKS} weeks")}</th></tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </section>
        }
        .into_any()
    }
}

fn by_theme(app: App, product: Id, today: Day) -> HeardTable {
    app.read(|workspace| {
        let tables = workspace.tables();
        let themes = tables.described_of(&THEMES, product).into_iter();
        let themes = themes.filter(|theme| theme.words(&THEME_STATE) != NO_THEME);
        let themes = themes.map(|theme| (theme, voices_of(tables, theme.meta.id)));
        let themes = themes.map(|(theme, voices)| (heard(&voices), theme, voices));
        let themes = themes.filter(|(heard, ..)| *heard > 0).collect();
        let mut themes =
            in_order_of(themes, |(heard, ..): &(usize, &Described, Vec<&Described>)| -(*heard as i64));
        themes.truncate(DRAWN_MOST);
        let spoken: Vec<&Described> = themes.iter().flat_map(|(.., voices)| voices.iter().copied()).collect();
        let segments: Vec<Option<Id>> =
            by_segment(tables, product, &spoken).into_iter().map(|(segment, ..)| segment).collect();
        let name = |segment: &Option<Id>| {
            let segment = segment.and_then(|id| tables.described(&SEGMENTS, id));
            segment.map_or("No segment", Described::name).to_owned()
        };
        let heads = ["Worth a month".to_owned()].into_iter().chain(segments.iter().map(name)).collect();
        let rows = themes.into_iter().map(|(heard, theme, voices)| {
            let of_each = by_segment(tables, product, &voices);
            let of = |segment: &Option<Id>| {
                let found = of_each.iter().find(|(it, ..)| it == segment);
                found.map_or_else(|| "–".to_owned(), |(_, number, worth)| with_worth(*number, *worth))
            };
            let worth = Some(worth(tables, &voices) / 100).filter(|worth| *worth > 0);
            let worth = worth.map_or_else(|| "–".to_owned(), |worth| worth.to_string());
            HeardRow {
                record: Some(RecordRef { table: THEMES.table, id: theme.meta.id }),
                name: theme.name().to_owned(),
                heard,
                cells: [worth].into_iter().chain(segments.iter().map(of)).collect(),
                weeks: by_week(&voices, WEEKS, today),
            }
        });
        HeardTable { heads, rows: rows.collect() }
    })
}

/// How many, and what they pay in a month: “3 · 120”.
fn with_worth(number: usize, worth: i64) -> String {
    if worth >= 100 { format!("{number} · {}", worth / 100) } else { number.to_string() }
}

/// Who said what in each segment and lately.
#[component]
pub fn HeardBySegment() -> impl IntoView {
    let app = use_app();
    move || {
        app.track_content();
        let table = by_theme(app, app.product.get()?, browser::today());
        (!table.rows.is_empty()).then(|| table.draw(app, "Heard by segment", "Theme"))
    }
}

/// How what is said reaches us, folded away until somebody asks.
#[component]
pub(super) fn HeardBySource() -> impl IntoView {
    let app = use_app();
    let is_open = RwSignal::new(false);
    let table = move || {
        app.track_content();
        let product = app.product.get().filter(|_| is_open.get())?;
        let today = browser::today();
        let table = app.read(|workspace| {
            let tables = workspace.tables();
            let row = |(way, voices): (&str, Vec<&Described>)| {
                let worth = worth(tables, &voices) / 100;
                HeardRow {
                    record: None,
                    name: SOURCE.word(way).map_or("Not said", |word| word.name).to_owned(),
                    heard: heard(&voices),
                    cells: vec![if worth > 0 { worth.to_string() } else { "–".to_owned() }],
                    weeks: by_week(&voices, WEEKS, today),
                }
            };
            let ways = by_source(&tables.described_of(&FEEDBACK, product));
            HeardTable { heads: vec!["Worth a month".to_owned()], rows: ways.into_iter().map(row).collect() }
        });
        Some(table.draw(app, "Heard by source", "Source"))
    };
    let toggle = move |event: leptos::ev::Event| {
        is_open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    };
    view! {
        <details class="drawing" on:toggle=toggle>
            <summary>"By source"</summary>
            {table}
        </details>
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
    let (found, set) = Memo::set_later(Vec::<Suggestion>::new());
    let search = move || -> Option<SearchTask> {
        let product = app.product.get_untracked()?;
        let corpus = app.read(|workspace| Corpus::of(workspace.tables(), product));
        Some(Box::pin(async move { set(corpus.suggestions(&pace()).await) }))
    };
    search_at_rest(app, Duration::from_millis(300), || (), Rc::new(search));
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
    let pieces = app.read(|workspace| {
        let kept = it.pieces.iter().filter_map(|id| workspace.tables().described(&FEEDBACK, *id));
        kept.map(|piece| (piece.meta.id, words_said(piece).to_owned())).collect::<Vec<_>>()
    });
    let pieces = pieces.into_iter().map(|(id, words)| {
        let feedback = RecordRef { table: FEEDBACK.table, id };
        view! { <li class="quote"><button class="t" on:click=move |_| app.inspect_record(feedback)>{format!("“{words}”")}</button></li> }
    });
    view! {
        <li>
            <details class="t"><summary>{said}</summary><ul class="voices">{pieces.collect_view()}</ul></details>
            <span class="meta">{shared}</span>
            <span class="end">{refuse} " " <button class="link" aria-label=aloud on:click=take>{press}</button></span>
        </li>
    }
    .into_any()
}
