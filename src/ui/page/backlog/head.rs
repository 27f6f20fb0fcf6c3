//! What stands over rows: the heads of the columns, which sort, move and resize, and the heads of groups, which fold.

use leptos::prelude::*;

use crate::browser::{self, Anchor};
use crate::model::Estimate;
use crate::ui::action::column::{Resizable, columns_of, put_column, set_width, step_column, width_of};
use crate::ui::action::column_menu::{column_menu, title_menu};
use crate::ui::action::look::fold;
use crate::ui::app::{App, use_app};
use crate::ui::component::{Icon, asks_for_menu};
use crate::ui::listen::listen_here;
use crate::ui::reactive::Memo;
use crate::view::{Column, Facet, LineAt, SortBy};

/// How wide the column is whose edge is being dragged; it is kept when the pointer lets go.
#[derive(Clone, Copy)]
pub struct Sizes(RwSignal<Option<(Resizable, u32)>>);

impl Default for Sizes {
    fn default() -> Self {
        Self(RwSignal::new(None))
    }
}

impl Sizes {
    /// How wide a column is now, in CSS pixels; tracked.
    pub fn width(self, app: App, resizable: Resizable) -> u32 {
        let under_way = self.0.get().filter(|(it, _)| *it == resizable).map(|(_, width)| width);
        under_way.unwrap_or_else(|| width_of(app, resizable))
    }
}

/// The left edge of a column that was pressed: it makes the column wider, and the title gives way. Where the title
/// cannot, the edge beside it is the title’s.
#[derive(Clone, Copy)]
struct Edge {
    x: f64,
    resizable: Resizable,
    width: u32,
}

impl Edge {
    fn of(app: App, column: Column, x: i32) -> Self {
        let is_first = untrack(|| columns_of(app)).first() == Some(&column);
        let resizable =
            if is_first && browser::main_scrolls_sideways() { Resizable::Title } else { column.into() };
        Self { x: f64::from(x), resizable, width: untrack(|| width_of(app, resizable)) }
    }

    fn width_at(self, x: i32) -> u32 {
        let by = (f64::from(x) - self.x) as i32;
        let by = if self.resizable == Resizable::Title { by } else { -by };
        self.resizable.clamp(self.width.saturating_add_signed(by))
    }
}

/// The sign of what a list is sorted by, and the word for it.
fn sorting(
    by: SortBy,
) -> (impl Fn() -> Option<&'static str> + Copy + Send, impl Fn() -> Option<AnyView> + Send) {
    let app = use_app();
    let sort = move || app.route.with(|route| route.at().and_then(|at| at.look.sorted_by(by)));
    let said = move || sort().map(|sort| if sort.is_down { "descending" } else { "ascending" });
    let arrow = move || {
        let sort = sort()?;
        Some(view! { <Icon name=if sort.is_down { "arrow-down" } else { "arrow-up" } /> }.into_any())
    };
    (said, arrow)
}

/// The head of a column that is always there: a press sorts by it, then the other way, then no longer; with Shift beside
/// other keys.
#[component]
pub fn SortHead(by: SortBy) -> impl IntoView {
    let app = use_app();
    let name = app.kind().filter(|_| by == SortBy::Title).map_or(by.name(), |kind| kind.name().label);
    let (said, arrow) = sorting(by);
    let open_menu = move |event: &leptos::ev::Event| {
        event.prevent_default();
        event.stop_propagation();
        title_menu(app, Anchor::of("column-title"));
    };
    view! {
        <th
            id=(by == SortBy::Title).then_some("column-title")
            aria-sort=said
            on:contextmenu=move |event| {
                if by == SortBy::Title {
                    open_menu(&event);
                }
            }
        >
            <button
                class="colhead"
                title="Sort. With Shift: after the other keys"
                on:click=move |event| app.look(|look| look.step_sort(by, !event.shift_key()))
                on:keydown=move |event| {
                    if by == SortBy::Title && asks_for_menu(&event) {
                        open_menu(&event);
                    }
                }
            >
                {arrow}
                {name}
            </button>
        </th>
    }
}

/// The head of a chosen column: it sorts, is dragged to another place, and its edge makes it wider or narrower. What
/// the pointer does there stands in its menu too.
#[component]
pub fn ColumnHead(column: Column, sizes: Sizes) -> impl IntoView {
    let app = use_app();
    let sort = column.sort().map(|by| (by, sorting(by)));
    let said = sort.as_ref().map(|(_, (said, _))| *said);
    let id = format!("column-{}", column.segment());
    let menu_id = id.clone();
    let open_menu = move || column_menu(app, column, Anchor::of(&menu_id));
    let menu_of_press = open_menu.clone();
    let menu_of_key = open_menu.clone();
    let by = column.sort();
    let press = move |event: leptos::ev::MouseEvent| match by {
        Some(by) => app.look(|look| look.step_sort(by, !event.shift_key())),
        None => menu_of_press(),
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowLeft" => -1,
            "ArrowRight" => 1,
            _ => 0,
        };
        if asks_for_menu(&event) {
            menu_of_key();
        } else if step != 0 && event.shift_key() && (event.ctrl_key() || event.meta_key()) {
            step_column(app, column, step);
            browser::focus_soon(format!("#column-{}", column.segment()));
        } else {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let pressed = StoredValue::new(None::<Edge>);
    let is_over = RwSignal::new(false);
    // Put back by Esc, no head hears of it.
    listen_here(leptos::ev::dragend, move |_| is_over.set(false));
    view! {
        <th
            class=column.is_number().then_some("num")
            data-col=column.segment()
            aria-sort=move || said.and_then(|said| said())
            draggable="true"
            data-over=move || is_over.get().then_some("")
            on:dragstart=move |event| {
                if pressed.get_value().is_some() {
                    event.prevent_default();
                } else {
                    browser::drag(&event, column.segment());
                }
            }
            on:dragover=move |event| {
                event.prevent_default();
                is_over.set(true);
            }
            on:dragleave=move |_| is_over.set(false)
            on:drop=move |event| {
                event.prevent_default();
                is_over.set(false);
                let dropped = browser::dragged(&event).and_then(|name| app.subject().column(&name));
                if let Some(dropped) = dropped.filter(|dropped| *dropped != column) {
                    put_column(app, dropped, column);
                }
            }
            on:contextmenu=move |event| {
                event.prevent_default();
                open_menu();
            }
        >
            <button
                class="colhead"
                id=id
                aria-haspopup=by.is_none().then_some("menu")
                title=if by.is_some() { "Sort. With Shift: after the other keys" } else { "Move, hide, widen" }
                on:click=press
                on:keydown=on_key
            >
                {sort.map(|(_, (_, arrow))| arrow)}
                {column.name()}
            </button>
            <span
                class="edge"
                aria-hidden="true"
                on:pointerdown=move |event| {
                    event.prevent_default();
                    browser::capture_pointer(&event);
                    pressed.set_value(Some(Edge::of(app, column, event.client_x())));
                }
                on:pointermove=move |event| {
                    if let Some(edge) = pressed.get_value() {
                        sizes.0.set(Some((edge.resizable, edge.width_at(event.client_x()))));
                    }
                }
                on:pointercancel=move |_| {
                    pressed.set_value(None);
                    sizes.0.set(None);
                }
                on:pointerup=move |_| {
                    pressed.set_value(None);
                    if let Some((resizable, width)) = sizes.0.get_untracked() {
                        set_width(app, resizable, width);
                    }
                    sizes.0.set(None);
                }
            ></span>
        </th>
    }
}

/// The head of a group, with what it has and what it sums to.
#[component]
pub fn GroupHead(place: usize, columns: Memo<Vec<Column>>, has_key: bool) -> impl IntoView {
    let app = use_app();
    let head = Memo::new(move |_| app.list.with(|list| list.heads.get(place).cloned()));
    let into = Some(LineAt::Head(place));
    let is_aimed_at = Signal::derive(move || {
        app.rows.carried.with(|carried| carried.as_ref().is_some_and(|it| it.into == into)).then_some("into")
    });
    move || {
        let head = head.get()?;
        let (key, is_open) = (head.key.clone(), head.is_open);
        let label = format!("{} {}", if is_open { "Fold" } else { "Unfold" }, head.name);
        // Of a state everything or nothing is accepted.
        let is_of_states = head.key.starts_with(Facet::Status.segment());
        let done = (head.all > 0 && !is_of_states).then(|| format!("{} of {} accepted", head.done, head.all));
        let points = (head.tenths > 0).then(|| Estimate::from_tenths(head.tenths).to_string());
        Some(view! {
            <tr class="group" id=format!("head-{place}") data-drop=is_aimed_at>
                <th>
                    <button
                        aria-expanded=is_open.to_string()
                        aria-label=label
                        on:click=move |event| {
                            event.stop_propagation();
                            fold(app, &key, !is_open);
                            browser::focus_soon(format!("#head-{place} button"));
                        }
                    >
                        <Icon name="down" />
                    </button>
                </th>
                <th colspan=if has_key { "2" } else { "1" } scope="rowgroup">
                    <span class="title">
                        <bdi>{head.name}</bdi>
                        <span class="n">{head.items}</span>
                        <span class="n push">{done}</span>
                    </span>
                </th>
                {columns.with(|columns| sums(columns, points))}
            </tr>
        })
    }
}

/// The cells of a group's head under the columns: the sum of the points under the estimates, else at the end.
fn sums(columns: &[Column], points: Option<String>) -> AnyView {
    let place = columns.iter().position(|column| *column == Column::Estimate);
    let before = place.unwrap_or(columns.len());
    let words = points.map(|points| if place.is_some() { points } else { format!("{points} points") });
    let empty = |columns: usize| (columns > 0).then(|| view! { <td colspan=columns.to_string()></td> });
    match place {
        Some(place) => {
            view! { {empty(before)} <td class="num">{words}</td> {empty(columns.len() - place - 1)} }
                .into_any()
        }
        None if before == 0 => ().into_any(),
        None => view! { <td class="num" colspan=before.to_string()>{words}</td> }.into_any(),
    }
}
