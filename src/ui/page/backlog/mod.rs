//! A list with its columns, filters, groups and keys: the backlog, everything that may be built, best first; and the
//! records of each described kind.

mod body;
mod bulk;
mod carry;
mod composer;
mod event;
mod head;
mod row;
mod view_bar;

pub use bulk::BulkBar;
pub use view_bar::ViewBar;

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use crate::browser::{self, Anchor};
use crate::model::kind::{ACTIVITIES, FEEDBACK, Kind, SKILLS};
use crate::model::{Id, Item, Product, Record, set_of};
use crate::ui::action::column::{Resizable, usual_columns};
use crate::ui::action::{
    add_usual, clear_filters, columns_of, compose, make_described, menu_of_items, on_copy, select_all,
};
use crate::ui::app::{App, List, Overlay, at_rest, use_app};
use crate::ui::component::{EmptyState, Icon, Keys, each};
use crate::ui::listen::listen_here;
use crate::ui::reactive::{Memo, effect};
use crate::view::{At, Column, Lines, Shape, SortBy, points_words};
use body::{BodyLine, Mounted, keep_lines};
use carry::DragStart;
use event::{on_click, on_focus, on_key, row_of_event, save_title};
use head::{ColumnHead, GroupHead, Sizes, SortHead};
use row::{PaperRows, RowContext, RowView};

/// Height of a row on a narrow screen, in CSS pixels: there it stands in two lines.
const NARROW_ROW: f64 = 60.0;

/// A list that moves by more rows than this from one frame to the next is not read.
const STRIDE_ROWS: f64 = 3.0;
/// How long it stands still until its rows are whole again.
const FLIGHT_RESTS: Duration = Duration::from_millis(100);

/// The page.
#[component]
pub fn Backlog() -> impl IntoView {
    let app = use_app();
    let row_height = RwSignal::new(32.0);
    let head_height = RwSignal::new(40.0);
    let view_height = RwSignal::new(800.0);
    // What is drawn over a list of a described kind.
    let above = RwSignal::new(0.0);
    let measure = move || {
        let token = browser::root_px("--h-row").unwrap_or(32.0);
        row_height.try_set(if browser::is_narrow() { NARROW_ROW } else { token });
        head_height.try_set(browser::root_px("--h-group").unwrap_or(40.0));
        view_height.try_set(browser::main_height());
        above.try_set(browser::by_id("whole").map_or(0.0, |whole| f64::from(whole.offset_height())));
    };
    measure();
    listen_here(ev::resize, move |_| measure());
    listen_here(ev::copy, move |event| on_copy(app, &event));
    listen_here(ev::paste, move |event| composer::on_paste(app, &event));
    effect(move |_| {
        app.device.track();
        browser::after_paint(measure);
    });
    if app.kind().is_some() || app.sprint.with_untracked(Option::is_some) {
        effect(move |_| {
            app.list.track();
            browser::after_paint(measure);
        });
        listen_here(ev::click, move |_| browser::after_paint(measure));
    }
    app.rows.scrolled.set(browser::main_scrolled());
    let is_empty = Memo::new(move |_| {
        app.track_content();
        app.product.get().is_none_or(|product| {
            app.read(|workspace| match app.kind() {
                Some(kind) => !workspace.tables().has_described(kind, product),
                None => workspace.tables().items.count(product) == 0,
            })
        })
    });
    let lines = Memo::new(move |_| {
        let list = app.list.get();
        Lines::new(
            list.ids.len(),
            list.heads.iter().map(|head| head.at).collect(),
            row_height.get(),
            head_height.get(),
        )
    });
    let flight = flight(app, row_height, view_height);
    let mounted = Memo::new(move |before: Option<&Mounted>| {
        let list = app.list.get();
        let cursor = app.rows.selection.with(|selection| selection.cursor);
        let stays = cursor.and_then(|cursor| list.place(cursor));
        lines.with(|lines| {
            let scrolled = (app.rows.scrolled.get() - above.get()).max(0.0);
            let (height, flight) = (view_height.get(), flight.get());
            // What is out of view is so in the next frame, too.
            let is_racing = flight == Flight::Races;
            let in_view =
                if is_racing { lines.seen(scrolled, height) } else { lines.visible(scrolled, height) };
            Mounted::of(&list.ids, lines, in_view, stays, before.filter(|_| flight != Flight::Not))
        })
    });
    keep_cursor(app);
    effect(move |_| {
        if let Some(id) = app.rows.editing.get() {
            // After the row has been drawn with its field, and before the next key.
            queue_microtask(move || browser::select_field(&format!("#row-{id} input")));
        }
    });
    let shows_empty = Memo::new(move |_| is_empty.get() && !app.rows.composing.get());
    let nothing_found = move || lines.with(Lines::is_empty);
    view! {
        {move || {
            if shows_empty.get() {
                return view! { <Empty /> }.into_any();
            }
            view! {
                <ViewBar />
                <Show when=move || is_empty.get() || !nothing_found() fallback=NothingFound>
                    <Grid mounted lines flight />
                </Show>
            }
            .into_any()
        }}
    }
}

/// How fast the list goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flight {
    /// It can be read.
    Not,
    /// From the second long stride on, until it rests.
    Flies,
    /// No row is in view for two frames.
    Races,
}

fn flight(app: App, row_height: RwSignal<f64>, view_height: RwSignal<f64>) -> Memo<Flight> {
    let rested_at = at_rest(FLIGHT_RESTS, move || app.rows.scrolled.get(), |scrolled| scrolled);
    let cursor = move || app.rows.selection.with_untracked(|selection| selection.cursor);
    let last = StoredValue::new((app.rows.scrolled.get_untracked(), cursor(), 0u32));
    Memo::new(move |_| {
        let scrolled = app.rows.scrolled.get();
        let rests = (rested_at.get() - scrolled).abs() < 1.0;
        let flight = last.try_update_value(|(before, at, strides)| {
            let stride = (scrolled - std::mem::replace(before, scrolled)).abs();
            let is_long = stride > STRIDE_ROWS * row_height.get_untracked();
            // Where keys lead, they go on: there a row is needed whole.
            let is_led = std::mem::replace(at, cursor()) != *at;
            *strides = if rests || is_led { 0 } else { *strides + u32::from(is_long) };
            match *strides {
                ..=1 => Flight::Not,
                _ if stride > view_height.get_untracked() => Flight::Races,
                _ => Flight::Flies,
            }
        });
        flight.unwrap_or(Flight::Not)
    })
}

#[component]
fn Empty() -> impl IntoView {
    let app = use_app();
    if let Some(kind) = app.kind() {
        return view! { <NoneYet kind /> }.into_any();
    }
    view! {
        <div class="empty">
            <ol class="thread" aria-label="The line">
                <li><span class="kind">"Vision"</span></li>
                <li data-open><span class="kind">"Goal"</span></li>
                <li data-at data-open><span class="kind">"Story"</span></li>
                <li data-next><span class="kind">"Release"</span></li>
                <li data-next><span class="kind">"Outcome"</span></li>
            </ol>
            <div>
                <h2>"Nothing to build yet"</h2>
                <p>"The backlog holds everything you may build, best first. Write the first story, or bring in a list you have: a CSV file of any tool, or rows you paste."</p>
            </div>
            <div class="go">
                <button class="btn" data-kind="primary" on:click=move |_| compose(app)>"New item " <Keys shortcut="C" /></button>
                <button class="btn" data-kind="edge" on:click=move |_| app.overlay.set(Overlay::Import(Vec::new()))>"Import…"</button>
            </div>
        </div>
    }
    .into_any()
}

/// What stands where a kind has no record yet.
#[component]
pub fn NoneYet(kind: &'static Kind) -> impl IntoView {
    let app = use_app();
    let (heading, words) = kind.empty;
    view! {
        <EmptyState heading words>
            <button class="btn" data-kind="primary" on:click=move |_| make_described(app, kind)>{format!("Add {}", kind.noun)}</button>
            <button class="btn" data-kind="edge" on:click=move |_| app.overlay.set(Overlay::Import(Vec::new()))>"Import…"</button>
            {(*kind == FEEDBACK).then(|| view! { <button class="btn" data-kind="edge" on:click=move |_| app.overlay.set(Overlay::PasteFeedback)>"Paste many…"</button> })}
            {[&ACTIVITIES, &SKILLS].contains(&kind).then(|| view! { <button class="btn" data-kind="edge" on:click=move |_| add_usual(app, kind)>"Add the usual ones"</button> })}
        </EmptyState>
    }
}

#[component]
fn NothingFound() -> impl IntoView {
    let app = use_app();
    let show_all = move |_| {
        clear_filters(app);
        browser::focus_soon("h1");
    };
    let asked = move || {
        app.route.with(|route| {
            let at = route.at()?;
            Some((at.gap, !at.search.is_empty(), !at.look.filters.is_empty()))
        })
    };
    move || {
        let (heading, words, button) = match asked().unwrap_or_default() {
            (Some(_), false, false) => {
                ("Nothing is missing here", "Everything that should have this link has it.", "Show all")
            }
            (_, has_search, _) if app.kind().is_some() => (
                "Nothing matches",
                "Nothing here fits the search and the filters.",
                if has_search { "Show all" } else { "Clear filters" },
            ),
            (_, true, false) => (
                "No items match",
                "Every word you search for must stand in an item’s key, title, story, description, labels, criteria, steps, questions or comments.",
                "Clear the search",
            ),
            (_, true, true) => {
                ("No items match", "Nothing fits both the search and the filters.", "Clear both")
            }
            _ => ("No items match", "Nothing fits all of the filters.", "Clear filters"),
        };
        view! {
            <EmptyState heading words>
                <button class="btn" data-kind="edge" on:click=show_all>{button}</button>
            </EmptyState>
        }
    }
}

/// Where the row at the cursor leaves the list, the next that stays gets the cursor; in the tree, the one before.
fn keep_cursor(app: App) {
    effect(move |before: Option<List>| {
        let list = app.list.get();
        let Some(before) = before.filter(|before| *before != list) else { return list };
        let Some(cursor) = app.rows.selection.with_untracked(|selection| selection.cursor) else {
            return list;
        };
        let Some(place) = before.place(cursor).filter(|_| list.place(cursor).is_none()) else { return list };
        let there = set_of(list.ids.iter().copied());
        let stays = |id: &&Id| there.contains(id);
        let next = before.ids.iter().skip(place).find(stays);
        let last = before.ids.iter().take(place).rev().find(stays);
        let heir = if list.branches.is_empty() { next.or(last) } else { last.or(next) };
        if let Some(heir) = heir.copied() {
            app.rows.selection.update(|selection| selection.cursor = Some(heir));
            if browser::body_has_focus() || browser::focus_is_in("#rows [data-id]") {
                app.go_to(heir);
            }
        }
        list
    });
}

/// How wide the columns of the box and of the key are, in CSS pixels.
const BOX: u32 = 48;
const KEY: u32 = 88;
/// The least room for the name of a record of a described kind, in CSS pixels: its list has more columns than items have.
const NAME_LEAST: u32 = 200;

#[component]
fn Grid(mounted: Memo<Mounted>, lines: Memo<Lines>, flight: Memo<Flight>) -> impl IntoView {
    let app = use_app();
    let drag = StoredValue::new(None::<DragStart>);
    carry::follow_pointer(app, drag, lines);
    let shape = Memo::new(move |_| app.route.with(|route| route.at().map(At::shape).unwrap_or_default()));
    let is_all = move || {
        let picked = app.rows.selection.with(|selection| selection.picked.len());
        let all = app.list.with(|list| list.ids.len());
        if picked == 0 {
            "false"
        } else if picked == all {
            "true"
        } else {
            "mixed"
        }
    };
    let row_count = move || lines.with(Lines::len) + 1;
    let columns = Memo::new(move |_| {
        // A plan is added up from the top.
        let total = app.sprint.with(Option::is_some).then_some(Column::Total);
        columns_of(app).into_iter().chain(total).collect::<Vec<Column>>()
    });
    let kind = app.kind();
    let is_plan = app.sprint.with_untracked(Option::is_some);
    let has_key = kind.is_none_or(|kind| !kind.letter.is_empty());
    let rows = RowContext { mounted, columns, open: Memo::new(move |_| app.open_listed()), has_key };
    let sizes = Sizes::default();
    let width = move |column: Column| format!("{}px", sizes.width(app, column.into()));
    // As wide as the longest key: “SPK-10000” has two letters more than most.
    let key_width = move || {
        app.track_shared();
        let product = app.product.get().and_then(|id| app.get::<Product>(id))?;
        let (letter, table) = kind.map_or(("", Item::TABLE), |kind| (kind.letter, kind.table));
        let letters = format!("{}-{letter}{}", product.key, product.last_number(table)).len();
        Some(format!("max(88px, {letters}ch + 1.25rem)"))
    };
    // The usual columns give way on a narrow page; chosen ones stay, and the page scrolls.
    let least = move || {
        columns.with(|columns| {
            let title = sizes.width(app, Resizable::Title);
            // A list with many columns leaves its names less.
            let is_crowded = kind.is_some() || columns.contains(&Column::Rank);
            let room = if is_crowded && title == Resizable::Title.usual() { NAME_LEAST } else { title };
            let is_own = *columns != usual_columns(app) || title != Resizable::Title.usual();
            let key = if has_key { KEY } else { 0 };
            let width =
                BOX + key + room + columns.iter().map(|it| sizes.width(app, (*it).into())).sum::<u32>();
            (is_own || kind.is_some()).then(|| format!("{width}px"))
        })
    };
    let before = if has_key { 3 } else { 2 };
    let count = move || (columns.with(Vec::len) + before).to_string();
    let body = NodeRef::new();
    let cursor = move || app.rows.selection.with_untracked(|selection| selection.cursor);
    keep_lines(body, mounted, cursor, move |line| match line {
        BodyLine::Row(id) => view! { <RowView id rows /> }.into_any(),
        BodyLine::Sketch(id) => row::sketch(app, id, rows, flight.get_untracked() == Flight::Races),
        BodyLine::Head(place) => view! { <GroupHead place columns has_key /> }.into_any(),
        BodyLine::Gap { from, to, .. } => {
            let height = move || format!("{}px", lines.with(|lines| lines.top(to) - lines.top(from)) as i64);
            view! { <tr class="gap" aria-hidden="true"><td colspan=count style:height=height></td></tr> }
                .into_any()
        }
    });
    view! {
        <table
            class="table"
            data-kind="items"
            data-of=kind.map(|kind| kind.table)
            role=move || if shape.get() == Shape::Tree { "treegrid" } else { "grid" }
            aria-label=kind.map_or(if is_plan { "Plan" } else { "Backlog" }, |kind| kind.title)
            aria-multiselectable="true"
            aria-rowcount=row_count
            data-wide=move || least().map(|_| "")
            style=("--least", move || least().unwrap_or_default())
            style=("--key", move || key_width().unwrap_or_default())
            data-acting=Signal::derive(move || app.overlay.with(Overlay::is_menu).then_some(""))
            data-carrying=Signal::derive(move || app.rows.carried.with(Option::is_some).then_some(""))
        >
            <colgroup>
                <col class="col-check" />
                {has_key.then(|| view! { <col class="col-key" /> })}
                <col />
                {move || columns.get().into_iter().map(|column| view! { <col data-col=column.segment() style=("--w", move || width(column)) /> }).collect_view()}
            </colgroup>
            <thead>
                <tr aria-rowindex="1">
                    <th>
                        <button
                            class="check"
                            role="checkbox"
                            aria-checked=is_all
                            aria-label="Select all"
                            on:click=move |_| select_all(app)
                        >
                            {move || view! { <Icon name=if is_all() == "mixed" { "minus" } else { "check" } /> }}
                        </button>
                    </th>
                    {has_key.then(|| view! { <SortHead by=SortBy::Key /> })}
                    <SortHead by=SortBy::Title />
                    {each(
                        move || columns.with(|columns| columns.iter().map(|column| column.segment().to_owned()).collect()),
                        move |name| {
                            let is_it = |column: &&Column| column.segment() == name;
                            let column = columns.with_untracked(|columns| columns.iter().find(is_it).copied());
                            column.map(|column| view! { <ColumnHead column sizes /> }).into_any()
                        },
                    )}
                </tr>
            </thead>
            <tbody
                node_ref=body
                id="rows"
                on:click=move |event| on_click(app, &event)
                on:dblclick=move |event| {
                    if let Some((id, cell)) = row_of_event(&event)
                        && !browser::is_within(&event, "[data-fold]")
                        && cell.is_none_or(|cell| cell.get_attribute("data-cell").as_deref() == Some("title"))
                    {
                        app.rows.editing.set(Some(id));
                    }
                }
                on:contextmenu=move |event| {
                    if let Some((id, _)) = row_of_event(&event) {
                        event.prevent_default();
                        app.rows.selection.update(|selection| selection.cursor = Some(id));
                        if app.rows.selection.with_untracked(|selection| !selection.picked.contains(&id)) {
                            app.rows.selection.update(crate::view::Selection::clear);
                        }
                        menu_of_items(app, Anchor::point(f64::from(event.client_x()), f64::from(event.client_y())));
                    }
                }
                on:mousedown=move |event| {
                    // The focus would take the cursor along, from which a range begins.
                    if event.shift_key() && !browser::is_editing(&event) {
                        event.prevent_default();
                    }
                }
                on:focusin=move |event| on_focus(app, &event)
                on:focusout=move |event| {
                    if let Some(id) = app.rows.editing.get_untracked().filter(|_| browser::is_editing(&event)) {
                        save_title(app, id, &event_target_value(&event));
                    }
                }
                on:keydown=move |event| on_key(app, &event)
                on:pointerdown=move |event| drag.set_value(DragStart::of(app, &event))
            >
            </tbody>
            <PaperRows columns />
        </table>
    }
}

/// What the list has, in words: “28 of 62 items, 140 points”.
fn summary(app: App, list: &List, product: Option<Id>) -> String {
    let Some(product) = product else { return String::new() };
    let found_of = |all: usize, noun: &str, plural: &str| {
        let words = if all == 1 { format!("1 {noun}") } else { format!("{all} {plural}") };
        if list.fitting.len() == all { words } else { format!("{} of {words}", list.fitting.len()) }
    };
    app.read(|workspace| {
        if let Some(kind) = app.kind() {
            let all = workspace.tables().described_of(kind, product).len();
            return found_of(all, kind.noun, kind.plural);
        }
        let items = &workspace.tables().items;
        let all = items.count(product);
        let fitting = list.fitting.iter().filter_map(|id| items.get(*id));
        let tenths: u32 =
            fitting.filter_map(|item: &Item| item.estimate).map(crate::model::Estimate::tenths).sum();
        let shown = found_of(all, "item", "items");
        if tenths == 0 {
            return shown;
        }
        format!("{shown}, {}", points_words(tenths))
    })
}
