//! The board: the work of the sprint that runs, in the columns of the workflow.

use std::cmp::Ordering;
use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::card::Card;
use super::plan::{SprintHead, figure, read_sprint};
use super::walk::Walk;
use crate::analysis::sprint::{Burndown, span, sprint_state};
use crate::browser::{self, Anchor};
use crate::command::{self, CommandError, Destination, Draft};
use crate::model::kind::{FINISHED, RUNNING};
use crate::model::{Category, Estimate, Id, Item, ItemType, Record, RecordRef, Release, SortedSet};
use crate::ui::action::{
    add_here, compose, finish_sprint, move_to, name_of, plan_sprint, regroup, set_status, value_of_group,
};
use crate::ui::app::{App, use_app};
use crate::ui::component::{Add, AddField, EmptyState, Icon, drop_target, each, each_id};
use crate::ui::listen::listen_here;
use crate::ui::page::backlog::ViewBar;
use crate::ui::reactive::{Memo, effect};
use crate::view::{Board, BoardColumn, Tab, count, points_words};

/// The whole board; what is drawn of it asks for its own part.
type Whole = Memo<Board>;

/// So many cards of a cell are drawn until a person asks for more.
const CARDS_MOST: usize = 60;

/// The page.
#[component]
pub fn BoardPage() -> impl IntoView {
    let app = use_app();
    let is_map = on_map(app);
    let board: Whole = Memo::new(move |_| {
        let list = app.list.get();
        app.track_content();
        let lanes = app.route.with(|route| route.at().and_then(|at| at.look.group));
        let Some(product) = app.product.get() else { return Board::default() };
        app.read(|workspace| {
            let tables = workspace.tables();
            let owner = tables.products.get(product);
            let laid_out = if is_map { Board::map } else { Board::of };
            owner.map(|owner| laid_out(tables, owner, &list.ids, lanes)).unwrap_or_default()
        })
    });
    let has_sprint = Memo::new(move |_| app.sprint.with(Option::is_some));
    let is_empty = move || {
        // An activity or a slice alone is a map already.
        let has_frame = is_map && board.with(|board| board.columns.len() > 1 || !board.lanes.is_empty());
        !has_frame
            && app.list.with(|list| list.ids.is_empty())
            && app
                .route
                .with(|route| route.at().is_some_and(|at| at.look.filters.is_empty() && at.search.is_empty()))
    };
    keep_focus(app);
    if is_map {
        listen_here(ev::beforeprint, |_| fit_to_paper());
    }
    let walked = RwSignal::new(None);
    let columns = Memo::new(move |_| board.with(|board| board.columns.clone()));
    let names = Memo::new(move |_| {
        board.with(|board| board.columns.iter().map(|it| it.name.clone()).collect::<Vec<_>>())
    });
    let lanes = move || board.with(|board| board.lanes.iter().map(|lane| lane.key.clone()).collect());
    let is_empty = Memo::new(move |_| is_empty());
    view! {
        {move || has_sprint.get().then(|| view! { <div id="whole"><SprintHead><Pace /></SprintHead></div> })}
        <ViewBar more=move || if is_map {
            view! { <AddToMap /> }.into_any()
        } else {
            let walk = walked.get().is_none().then(|| view! { <button class="btn" on:click=move |_| walked.set(Some(0))>"Walk by age"</button> });
            walk.into_any()
        } />
        <Walk walked />
        {move || {
            // Another workflow is another board.
            let number = names.with(Vec::len).to_string();
            if is_empty.get() {
                return view! { <Empty /> }.into_any();
            }
            view! {
                <div
                    class="board"
                    id="rows"
                    tabindex="-1"
                    role="region"
                    aria-label=if is_map { "Story map" } else { "Board" }
                    data-kind=is_map.then_some("map")
                    style=("--columns", number)
                    on:keydown=move |event| on_key(app, board, &event)
                >
                    <div class="board-heads">{move || columns.get().iter().map(column_head).collect_view()}</div>
                    {each(lanes, move |key| view! { <LaneView key board /> }.into_any())}
                </div>
            }
            .into_any()
        }}
    }
}

/// Whether it is a story map: epics across, what is done with them down.
fn on_map(app: App) -> bool {
    app.is_on(Tab::Map)
}

#[component]
fn Empty() -> impl IntoView {
    let app = use_app();
    if on_map(app) {
        return view! {
            <EmptyState heading="Nothing on the map yet" words="Epics stand across as what people do, one after the other; stories stand under them, in slices by release. Write the first item: as an epic it becomes an activity.">
                <button class="btn" data-kind="primary" on:click=move |_| compose(app)>"New item"</button>
            </EmptyState>
        }
        .into_any();
    }
    let has_sprint = app.sprint.with_untracked(Option::is_some);
    if has_sprint {
        return view! {
            <EmptyState heading="Nothing is in this sprint" words="Pull items into it from the top of the backlog: on Plan, with P on an item, or by its sprint in the panel." />
        }
        .into_any();
    }
    view! {
        <EmptyState heading="Nothing is under way" words="The board shows the sprint that runs. Without sprints it shows what is ready, in work and lately done.">
            <button class="btn" data-kind="primary" on:click=move |_| plan_sprint(app)>"Plan a sprint"</button>
        </EmptyState>
    }
    .into_any()
}

/// A card that comes to another column is drawn anew there: the focus goes along.
fn keep_focus(app: App) {
    effect(move |_| {
        app.list.track();
        let Some(cursor) = app.rows.selection.with_untracked(|selection| selection.cursor) else { return };
        browser::focus_when_drawn(move || {
            let is_here = app.list.with_untracked(|list| list.place(cursor).is_some());
            if is_here && browser::body_has_focus() {
                app.go_to(cursor);
            }
        });
    });
}

/// What is left, what an even pace would have left, and the days.
#[component]
fn Pace() -> impl IntoView {
    let app = use_app();
    let pace = move || {
        read_sprint(app, |tables, _, sprint| {
            let today = browser::today();
            let (first, last) = span(sprint)?;
            let burndown = Burndown::of(tables, sprint, today, today)?;
            Some((burndown, sprint_state(sprint), first.days_until(today), last.days_until(today)))
        })
    };
    let number = Estimate::from_tenths;
    let figures = move || {
        let (burndown, state, since, over) = pace()??;
        if state != RUNNING {
            let words = match -since {
                _ if state == FINISHED => "finished".to_owned(),
                ..=0 => "not started".to_owned(),
                days => format!("starts in {}", count(days as usize, "day")),
            };
            return Some(view! { {figure(points_words(burndown.committed), words)} }.into_any());
        }
        let now = burndown.days.last();
        let (left, all) = now.map_or((burndown.committed, burndown.committed), |day| (day.left(), day.scope));
        let even = burndown.even_this_morning();
        let pace = match left.cmp(&even) {
            Ordering::Equal => "just the even pace".to_owned(),
            Ordering::Greater => {
                format!("{} would be even this morning, {} behind", number(even), number(left - even))
            }
            Ordering::Less => {
                format!("{} would be even this morning, {} ahead", number(even), number(even - left))
            }
        };
        let days = match (over, burndown.days_left()) {
            (1.., _) => format!("{} over", count(over as usize, "day")),
            (_, 0) => "Last day".to_owned(),
            (_, left) => format!("{} left", count(left, "day")),
        };
        let day = format!("day {} of {}", burndown.days.len().max(1), burndown.length);
        let left = format!("{} of {} left", number(left), number(all));
        Some(view! { {figure(left, pace)} {figure(days, day)} }.into_any())
    };
    let finish = move || {
        let is_running = read_sprint(app, |_, _, sprint| sprint_state(sprint) == RUNNING)?;
        is_running.then(|| {
            view! { <button class="btn" on:click=move |_| finish_sprint(app)>"Finish sprint…"</button> }
        })
    };
    view! { <dl class="figures" aria-label="Pace">{figures}</dl> {finish} }
}

fn column_head(column: &BoardColumn) -> AnyView {
    let number = match column.limit {
        // The limit is the column's, whatever is looked at.
        Some((limit, there)) if there > column.items => format!("{} shown, {there} of {limit}", column.items),
        Some((limit, there)) => format!("{there} of {limit}"),
        None => column.items.to_string(),
    };
    let points = (column.tenths > 0).then(|| format!(", {} pt", Estimate::from_tenths(column.tenths)));
    let full = column.limit.and_then(|(limit, there)| {
        let limit = limit as usize;
        if there > limit {
            Some(
                view! { <span class="over"><Icon name="warn" />{format!("{} over", there - limit)}</span> }
                    .into_any(),
            )
        } else {
            (there == limit).then(|| view! { <span>"full"</span> }.into_any())
        }
    });
    view! { <h2>{column.name.clone()} <span class="n">{number}{points}</span> {full}</h2> }.into_any()
}

/// A lane by its key: what stands in it is asked of the board.
#[component]
fn LaneView(key: String, board: Whole) -> impl IntoView {
    let app = use_app();
    let name =
        board.with_untracked(|board| board.lane(&key).map(|lane| lane.name.clone())).unwrap_or_default();
    let product = move || app.route.with(|route| route.at().map(|at| at.key.clone()));
    let folded_key = key.clone();
    let is_open = Memo::new(move |_| {
        let Some(product) = product() else { return true };
        app.device.with(|device| {
            device.folded.get(&product).is_none_or(|folded: &SortedSet<String>| !folded.contains(&folded_key))
        })
    });
    let lane = StoredValue::new(key.clone());
    let tally = Memo::new(move |_| {
        let lane = lane.get_value();
        board.with(|board| board.lane(&lane).map(|it| (it.done, it.all(), it.tenths))).unwrap_or_default()
    });
    let head = (!name.is_empty()).then(|| {
        let fold = move |_| {
            let Some(product) = untrack(product) else { return };
            app.device.update(|device| {
                let folded = device.folded.entry(product.clone()).or_default();
                if !folded.remove(&key) {
                    folded.insert(key.clone());
                }
            });
        };
        let is_map = on_map(app);
        let words = move || {
            let (done, all, tenths) = tally.get();
            let points =
                if tenths > 0 && is_map { format!("{}, ", points_words(tenths)) } else { String::new() };
            format!("{points}{done} of {all} done")
        };
        view! {
            <h3>
                <button class="lane" aria-expanded=move || is_open.get().to_string() on:click=fold>
                    <Icon name="down" />
                    <span>{name}</span>
                    <span class="n">{words}</span>
                </button>
            </h3>
        }
    });
    let number = board.with_untracked(|board| board.columns.len());
    let body = move || {
        is_open.get().then(|| {
            let cells = (0..number).map(|place| view! { <CellView lane place board /> }).collect_view();
            view! { <div class="lane-cells">{cells}</div> }
        })
    };
    view! { {head} {body} }
}

/// What stands in a column of a lane; what is dropped there comes to its state.
#[component]
fn CellView(lane: StoredValue<String>, place: usize, board: Whole) -> impl IntoView {
    let app = use_app();
    let Some(column) = board.with_untracked(|board| board.columns.get(place).cloned()) else {
        return ().into_any();
    };
    let ids = Memo::new(move |_| {
        let lane = lane.get_value();
        board
            .with(|board| board.lane(&lane).and_then(|lane| lane.cells.get(place)).cloned())
            .unwrap_or_default()
    });
    let shown = RwSignal::new(CARDS_MOST);
    let (name, is_review) = (column.name.clone(), column.category == Category::Review);
    let column_into = column.into.clone();
    let drop_at = move |event: &ev::DragEvent| {
        let Some(id) = browser::dragged(event).and_then(|id| id.parse::<Id>().ok()) else { return };
        let is_picked = app.rows.selection.with_untracked(|selection| selection.picked.contains(&id));
        let targets = if is_picked { app.targets() } else { vec![id] };
        let stands_here = app.get::<Item>(id).is_some_and(|item| column.states.contains(&item.status));
        // In another lane it gets what that stands for.
        let (key, name) = board.with_untracked(|board| {
            let stands_in = board.place(id).and_then(|(lane, ..)| board.lanes.get(lane));
            let here = board.lane(&lane.get_value()).filter(|here| Some(*here) != stands_in);
            here.map(|here| (here.key.clone(), here.name.clone())).unwrap_or_default()
        });
        if let Some(group) = key.strip_prefix("lane/") {
            regroup(app, &targets, group, &name, None);
        }
        if on_map(app) {
            return put_under(app, &targets, &column.into, &column.name);
        }
        if !stands_here {
            return set_status(app, &targets, &column.into);
        }
        let before = browser::card_at(event).and_then(|card| card.parse().ok());
        if let Some(before) = before.filter(|before| *before != id) {
            move_to(app, targets, Destination::Before(before));
        }
    };
    let rest = move || ids.with(Vec::len).saturating_sub(shown.get());
    let (is_map, into, epic_name) = (on_map(app), column_into, name.clone());
    view! {
        <ul
            {..drop_target(drop_at)}
            aria-label=name
        >
            {each_id(
                move || ids.with(|ids| ids.iter().take(shown.get()).copied().collect()),
                move |id| view! { <Card id is_review /> }.into_any(),
            )}
            {is_map.then(|| view! { <li class="add"><AddStory lane=lane.get_value() epic=into.clone() name=epic_name.clone() /></li> })}
            {move || (rest() > 0).then(|| view! {
                <li class="more"><button class="link" on:click=move |_| shown.update(|shown| *shown += CARDS_MOST)>{format!("{} more", rest())}</button></li>
            })}
        </ul>
    }
    .into_any()
}

/// Writes a story where it stands on the map: under its epic, in its slice.
#[component]
fn AddStory(lane: String, epic: String, name: String) -> impl IntoView {
    let app = use_app();
    let is_open = RwSignal::new(false);
    // One of each cell.
    let place = [lane.as_str(), "-", &epic].concat().replace(|it: char| !it.is_ascii_alphanumeric(), "-");
    let said = format!("New story under {name}");
    let add: Add = Arc::new(move |title: String| {
        let Some(product) = app.product.get_untracked() else { return false };
        let given = lane.strip_prefix("lane/").and_then(|group| value_of_group(app, group));
        let (label, epic) = (format!("New story “{title}”"), epic.parse::<Id>().ok());
        let made = app.edit(label, |tx| {
            let draft = Draft { title: title.clone(), kind: ItemType::Story, ..Draft::default() };
            let id = command::add_item(tx, product, draft, Destination::Bottom)?;
            command::set_parents(tx, &[id], epic)?;
            crate::view::give_filtered(tx, id, given.as_slice())?;
            Ok::<_, CommandError>(id)
        });
        made.is_some()
    });
    move || {
        if is_open.get() {
            let id = format!("add-story-{place}");
            browser::focus_soon(format!("#{id}"));
            return view! { <AddField id label=said.clone() placeholder="Story" add=Arc::clone(&add) /> }
                .into_any();
        }
        let aloud = said.clone();
        view! { <button class="link" aria-label=aloud on:click=move |_| is_open.set(true)>"+ Story"</button> }
            .into_any()
    }
}

/// What a map is made of: an activity across, a slice down.
#[component]
fn AddToMap() -> impl IntoView {
    let app = use_app();
    let activity =
        move |_| add_here(app, Item::TABLE, "activity", "What do people do?", Anchor::of("add-activity"));
    let slice =
        move |_| add_here(app, Release::TABLE, "release", "What is it called?", Anchor::of("add-slice"));
    view! {
        <button class="btn" id="add-activity" aria-haspopup="dialog" on:click=activity>"Add activity"</button>
        <button class="btn" id="add-slice" aria-haspopup="dialog" on:click=slice>"Add release"</button>
    }
}

/// Makes the map as small as it has to be to stand on one page of A4, laid on its side.
fn fit_to_paper() {
    /// What is left for it there, in CSS pixels.
    const PAPER: (f64, f64) = (1_020.0, 640.0);
    let Some(map) = browser::by_id("rows") else { return };
    let (wide, high) = (map.scroll_width(), map.scroll_height());
    let zoom = (PAPER.0 / f64::from(wide.max(1))).min(PAPER.1 / f64::from(high.max(1))).min(1.0);
    browser::set_property(&map, "--wide", &format!("{wide}px"));
    browser::set_property(&map, "--zoom", &format!("{}%", (zoom * 100.0) as i32));
}

/// Puts items under an epic, or under none.
fn put_under(app: App, ids: &[Id], into: &str, name: &str) {
    let epic = into.parse::<Id>().ok();
    let label = match ids {
        [one] => format!("{} under {name}", name_of(app, RecordRef::to::<Item>(*one))),
        _ => format!("{} under {name}", count(ids.len(), "item")),
    };
    let is_there = ids.iter().all(|id| app.get::<Item>(*id).is_some_and(|item| item.parent == epic));
    if !is_there && app.edit(label.clone(), |tx| command::set_parents(tx, ids, epic)).is_some() {
        app.say_done(label);
    }
}

/// With Ctrl and Shift, a card of the map goes up or down in its cell, and past its edge to the next slice.
fn step_on_map(app: App, board: Whole, event: &ev::KeyboardEvent) {
    let carries = (event.ctrl_key() || event.meta_key()) && event.shift_key();
    let cursor = app.rows.selection.with_untracked(|selection| selection.cursor);
    let Some(cursor) = cursor.filter(|_| carries && !browser::is_editing(event)) else { return };
    let is_down = event.key() == "ArrowDown";
    let by = if is_down { 1 } else { -1 };
    let Some((beside, slice)) = board.with_untracked(|board| {
        let (lane, column, place) = board.place(cursor)?;
        let beside = board.lanes.get(lane)?.cells.get(column)?;
        let beside = place.checked_add_signed(by).and_then(|place| beside.get(place).copied());
        let slice = lane.checked_add_signed(by).and_then(|lane| board.lanes.get(lane));
        Some((beside, slice.map(|lane| (lane.key.clone(), lane.name.clone()))))
    }) else {
        return;
    };
    event.prevent_default();
    event.stop_propagation();
    let targets = app.targets();
    match (beside, slice) {
        (Some(other), _) if is_down => move_to(app, targets, Destination::After(other)),
        (Some(other), _) => move_to(app, targets, Destination::Before(other)),
        (None, Some((key, name))) => {
            if let Some(group) = key.strip_prefix("lane/") {
                regroup(app, &targets, group, &name, None);
            }
        }
        (None, None) => {}
    }
}

/// The keys of a board: to the columns beside; with Ctrl and Shift, the card goes there.
fn on_key(app: App, board: Whole, event: &ev::KeyboardEvent) {
    let by = match event.key().as_str() {
        "ArrowRight" => 1,
        "ArrowLeft" => -1,
        "ArrowDown" | "ArrowUp" if on_map(app) => return step_on_map(app, board, event),
        _ => return,
    };
    let Some(cursor) = app.rows.selection.with_untracked(|selection| selection.cursor) else { return };
    let carries = (event.ctrl_key() || event.meta_key()) && event.shift_key();
    let is_other = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
    if browser::is_editing(event) || is_other && !carries {
        return;
    }
    event.prevent_default();
    event.stop_propagation();
    if carries {
        let into = board.with_untracked(|board| {
            let (_, column, _) = board.place(cursor)?;
            let column = board.columns.get(column.checked_add_signed(by)?)?;
            Some((column.into.clone(), column.name.clone()))
        });
        if let Some(into) = into {
            if on_map(app) {
                put_under(app, &app.targets(), &into.0, &into.1);
            } else {
                set_status(app, &app.targets(), &into.0);
            }
        }
    } else if let Some(id) = board.with_untracked(|board| board.beside(cursor, by)) {
        app.go_to(id);
    }
}
