//! Records placed by two scales: power against interest, likelihood against impact. The list below says the same.

use leptos::prelude::*;
use serde_json::Value;

use crate::browser::{self, Anchor};
use crate::command;
use crate::model::kind::{Field, Holds, Kind};
use crate::model::{Id, RecordRef};
use crate::ui::action::{change_field, name_of};
use crate::ui::app::{App, MenuItem, register, use_app};
use crate::ui::component::{Icon, asks_for_menu, drop_target};
use crate::ui::reactive::Memo;
use crate::view::Cell;

/// How many records of a field of the matrix are named; more are counted.
const NAMED_MOST: usize = 6;

/// What a matrix is drawn of.
#[derive(Clone, Copy)]
pub struct Axes {
    /// From left to right.
    pub x: &'static Field,
    /// From bottom to top.
    pub y: &'static Field,
    /// The words of the four corners: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// The field whose word is the glyph of a record.
    pub glyph: &'static Field,
}

/// A record in the matrix.
#[derive(Clone, PartialEq)]
struct Mark {
    id: Id,
    name: String,
    at: (Option<i64>, Option<i64>),
    glyph: &'static str,
    is_warning: bool,
    said: String,
}

fn steps(field: &Field) -> std::ops::RangeInclusive<i64> {
    match field.holds {
        Holds::Scale(least, most) => least..=most,
        _ => 1..=5,
    }
}

fn marks(app: App, kind: &'static Kind, axes: Axes) -> Vec<Mark> {
    app.track_content();
    let list = app.list.get();
    let Some(product) = app.product.get() else { return Vec::new() };
    app.read(|workspace| {
        let register = register(workspace.tables(), kind, product);
        let mark = |id: &Id| {
            let record = register.record(*id)?;
            let (glyph, word, is_warning) = match register.cell(record, axes.glyph) {
                Cell::Word(glyph, word, is_warning) => (glyph, word, is_warning),
                _ => ("s-idea", String::new(), false),
            };
            let at = (record.number(axes.x), record.number(axes.y));
            let step = |field: &Field, step: Option<i64>| match step {
                Some(step) => format!("{} {step}", field.label.to_lowercase()),
                None => format!("no {}", field.label.to_lowercase()),
            };
            let mut said = format!("{}, {}, {}", record.name(), step(axes.y, at.1), step(axes.x, at.0));
            if !word.is_empty() {
                said.extend([", ", &word.to_lowercase()]);
            }
            Some(Mark { id: *id, name: record.name().to_owned(), at, glyph, is_warning, said })
        };
        list.fitting.iter().filter_map(mark).collect()
    })
}

/// Puts a record at a place, and keeps the focus on it.
fn place(app: App, kind: &'static Kind, axes: Axes, id: Id, x: i64, y: i64) {
    let (x, y) = (
        x.clamp(*steps(axes.x).start(), *steps(axes.x).end()),
        y.clamp(*steps(axes.y).start(), *steps(axes.y).end()),
    );
    let record = RecordRef { table: kind.table, id };
    let name = name_of(app, record);
    let label = format!("{name}: {} {y}, {} {x}", axes.y.label.to_lowercase(), axes.x.label.to_lowercase());
    let done = app.edit(label.clone(), |tx| {
        command::set_field(tx, record, axes.x, Some(Value::from(x)))?;
        command::set_field(tx, record, axes.y, Some(Value::from(y)))
    });
    if done.is_some() {
        app.announce(label);
        browser::focus_soon(format!("#mark-{id}"));
    }
}

/// What can be done with a record in the matrix: the steps it is placed by, and to take it off.
fn menu(app: App, record: RecordRef, axes: Axes, anchor: Anchor) {
    let value = |field: &'static Field| {
        let choose = move || change_field(app, vec![record], field, anchor);
        MenuItem::new("move", format!("{}…", field.label), choose)
    };
    let name = name_of(app, record);
    let words = format!("{name}: not placed");
    let take_off = move || {
        let done = app.edit(words.clone(), |tx| {
            command::set_field(tx, record, axes.x, None)?;
            command::set_field(tx, record, axes.y, None)
        });
        if done.is_some() {
            app.say_done(words.clone());
            browser::focus_soon(format!("#mark-{}", record.id));
        }
    };
    let items = vec![
        MenuItem::new("panel", "Open", move || app.inspect_record(record)),
        value(axes.y),
        value(axes.x),
        value(axes.glyph),
        MenuItem { starts_group: true, ..MenuItem::new("x", "Take off", take_off) },
    ];
    app.offer(name, anchor, items);
}

/// The matrix, and below it what has no place in it yet.
#[component]
pub fn Matrix(kind: &'static Kind, axes: Axes) -> impl IntoView {
    let app = use_app();
    let marks = Memo::new(move |_| marks(app, kind, axes));
    let mark_view = move |mark: Mark| {
        let id = mark.id;
        let record = RecordRef { table: kind.table, id };
        let (x, y) =
            (mark.at.0.unwrap_or(*steps(axes.x).start()), mark.at.1.unwrap_or(*steps(axes.y).start()));
        let anchor = move || Anchor::of(&format!("mark-{id}"));
        let on_key = move |event: leptos::ev::KeyboardEvent| {
            if asks_for_menu(&event) {
                event.prevent_default();
                event.stop_propagation();
                return menu(app, record, axes, anchor());
            }
            let (right, up) = match event.key().as_str() {
                "ArrowRight" => (1, 0),
                "ArrowLeft" => (-1, 0),
                "ArrowUp" => (0, 1),
                "ArrowDown" => (0, -1),
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            place(app, kind, axes, id, x + right, y + up);
        };
        view! {
            <button
                class="mark"
                id=format!("mark-{id}")
                draggable="true"
                aria-label=mark.said
                data-t=mark.is_warning.then_some("warn")
                data-open=move || app.open_mark(record)
                on:dragstart=move |event| browser::drag(&event, &id.to_string())
                on:keydown=on_key
                on:contextmenu=move |event| {
                    event.prevent_default();
                    menu(app, record, axes, anchor());
                }
                on:click=move |_| app.inspect_record(record)
            >
                <Icon name=mark.glyph />
                <span>{mark.name}</span>
            </button>
        }
        .into_any()
    };
    let cell = move |x: i64, y: i64| {
        let here = move || {
            let here: Vec<Mark> =
                marks.with(|marks| marks.iter().filter(|it| it.at == (Some(x), Some(y))).cloned().collect());
            let more = here.len().checked_sub(NAMED_MOST).filter(|more| *more > 0);
            let more = more.map(|more| view! { <span class="n">{format!("and {more} more")}</span> });
            view! { {here.into_iter().take(NAMED_MOST).map(mark_view).collect_view()} {more} }
        };
        view! {
            <div
                class="spot"
                {..drop_target(move |event| {
                    if let Some(id) = browser::dragged(event).and_then(|id| id.parse().ok()) {
                        place(app, kind, axes, id, x, y);
                    }
                })}
            >
                {here}
            </div>
        }
    };
    let rows = steps(axes.y).rev().map(|y| steps(axes.x).map(|x| cell(x, y)).collect_view()).collect_view();
    let unplaced = move || {
        let unplaced: Vec<Mark> = marks.with(|marks| {
            marks.iter().filter(|it| it.at.0.is_none() || it.at.1.is_none()).cloned().collect()
        });
        (!unplaced.is_empty()).then(|| {
            let more = unplaced.len().checked_sub(NAMED_MOST * 2).filter(|more| *more > 0);
            let more = more.map(|more| view! { <span class="n">{format!("and {more} more")}</span> });
            view! {
                <p class="unplaced">
                    <span class="n">"Not placed yet"</span>
                    {unplaced.into_iter().take(NAMED_MOST * 2).map(mark_view).collect_view()}
                    {more}
                </p>
            }
        })
    };
    let [top_left, top_right, foot_left, foot_right] = axes.corners;
    let label = format!("{} against {}", axes.y.label, axes.x.label.to_lowercase());
    view! {
        <div class="matrix" role="group" aria-label=label>
            <span class="n axis-y" aria-hidden="true">{axes.y.label.to_lowercase()}</span>
            <div class="plot">
                {rows}
                <span class="n corner" data-at="tl" aria-hidden="true">{top_left}</span>
                <span class="n corner" data-at="tr" aria-hidden="true">{top_right}</span>
                <span class="n corner" data-at="bl" aria-hidden="true">{foot_left}</span>
                <span class="n corner" data-at="br" aria-hidden="true">{foot_right}</span>
            </div>
            <span class="n axis-x" aria-hidden="true"><span>"1"</span><span>{axes.x.label.to_lowercase()}</span><span>{steps(axes.x).end().to_string()}</span></span>
        </div>
        {unplaced}
    }
}
