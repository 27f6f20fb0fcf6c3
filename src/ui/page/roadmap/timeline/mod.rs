//! The roadmap in time: bars of initiatives in lanes, milestones and releases over them, arrows between.
//!
//! The lanes are the groups of the list of initiatives, so filters, groups, saved views, selection and bulk actions are
//! those of any list; only what can be seen is mounted.

mod arrows;
mod bar;
mod detail;
mod load;
mod points;
mod scale;
mod scroll;
mod tray;
mod what_if;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::{ev, html};

use crate::analysis::flow::{NoForecast, past_weeks};
use crate::analysis::plan::{
    Detail, Outlook, Plan, Planned, Shares, Then, asks_of_initiatives, critical_shares, outlook, then,
};
use crate::browser::{self, Anchor};
use crate::model::kind::{BASELINE_ON, BASELINES, INITIATIVES};
use crate::model::{Day, Id, SortedMap, SortedSet, set_of};
use crate::ui::action::{compare_menu, go_to_tab};
use crate::ui::app::{App, MenuItem, Overlay, use_app};
use crate::ui::component::{GoalMark, Icon, each};
use crate::ui::listen::listen_here;
use crate::ui::page::NoneYet;
use crate::ui::page::backlog::ViewBar;
use crate::ui::reactive::Memo;
use crate::view::{BarPart, Head, LineAt, Lines, Place, Tab, Zoom, count, span_of};
use arrows::Arrows;
use bar::Row;
use detail::{Unfolded, toggle_all, work_under};
use load::Months;
use points::Points;
use scale::{Scale, grid};
use scroll::{fit, set_zoom, show_day, show_first, show_today};
use tray::Tray;
use what_if::{Strip, begin};

/// Heights of a row and of the head of a lane, in CSS pixels.
const ROW: f64 = 36.0;
const LANE: f64 = 40.0;

/// A bar under way: nothing changes until it is let go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drag {
    id: Id,
    part: BarPart,
    /// Where the pointer pressed.
    from_x: i32,
    /// By how many days it has moved.
    days: i32,
}

/// What had days in a baseline, and when it was taken.
type Before = (Vec<Then>, Option<Day>);

/// What is foreseen of each initiative, or why nothing is.
type Foreseen = Result<Vec<Outlook>, NoForecast>;

/// What all parts of the timeline look at.
#[derive(Clone, Copy)]
pub struct TimelineFrame {
    zoom: Memo<Zoom>,
    /// The first and the last day.
    span: Memo<(Day, Day)>,
    /// The plan as it is shown: the real one, or one that is tried out.
    plan: Memo<Option<Arc<Plan>>>,
    /// The plan as it is stored.
    real: Memo<Option<Arc<Plan>>>,
    rows: Memo<Arc<Dated>>,
    drag: RwSignal<Option<Drag>>,
    /// Whether what the end hangs on is marked.
    is_critical: RwSignal<bool>,
    /// Whether it is shown when one's own throughput would be done.
    is_foreseen: RwSignal<bool>,
    /// What is foreseen, or why nothing is; nothing while nobody asks.
    outlook: Memo<Option<Arc<Foreseen>>>,
    /// In how many runs of a hundred the end hangs on each, while what the end hangs on is marked.
    shares: Memo<Option<Arc<Shares>>>,
    /// The initiatives under which the work is shown.
    unfolded: RwSignal<SortedSet<Id>>,
    /// How many questions between the hats wait at each initiative.
    asks: Memo<SortedMap<Id, usize>>,
    /// The baseline the plan is compared with.
    compared: RwSignal<Option<Id>>,
    /// What had days then, and when that was.
    then: Memo<Option<Arc<Before>>>,
}

impl TimelineFrame {
    /// Shows the work under a bar, or no longer.
    fn toggle_work(self, id: Id) {
        self.unfolded.update(|unfolded| {
            if !unfolded.remove(&id) {
                unfolded.insert(id);
            }
        });
    }
}

impl TimelineFrame {
    /// The days of an initiative in the plan that is shown.
    fn days(self, id: Id) -> Option<(Day, Day)> {
        self.plan.with(|plan| {
            let plan = plan.as_ref()?;
            plan.things.get(plan.place(id)?)?.days
        })
    }

    /// How many days after the first one a day lies.
    fn at(self, day: Day) -> i32 {
        self.span.get().0.days_until(day)
    }
}

/// The rows that have a day, under the heads of their lanes, and those that have none.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    ids: Vec<Id>,
    heads: Vec<Head>,
    lines: Lines,
    undated: Vec<Id>,
    /// The epics and items among the rows.
    details: SortedMap<Id, Detail>,
}

impl Dated {
    /// How far below the first line the middle of a row lies.
    fn middle(&self, id: Id) -> Option<f64> {
        let row = self.ids.iter().position(|it| *it == id)?;
        Some(self.lines.top(self.lines.line_of_row(row)) + ROW / 2.0)
    }
}

fn dated(app: App, plan: Option<&Plan>, mut under: SortedMap<Id, Vec<Detail>>) -> Dated {
    app.track_content();
    let list = app.list.get();
    let dated = plan.into_iter().flat_map(|plan| &plan.things).filter(|thing| thing.days.is_some());
    let dated = set_of(dated.map(|thing| thing.record.id));
    let has_day = |id: &Id| dated.contains(id);
    let (mut ids, mut undated, mut details) = (Vec::new(), Vec::new(), SortedMap::new());
    let mut heads: Vec<Head> = Vec::new();
    let mut waiting = list.heads.iter().peekable();
    for (place, id) in list.ids.iter().enumerate() {
        while let Some(head) = waiting.next_if(|head| head.at <= place) {
            heads.push(Head { at: ids.len(), ..head.clone() });
        }
        if !has_day(id) {
            undated.push(*id);
            continue;
        }
        ids.push(*id);
        for detail in under.remove(id).unwrap_or_default() {
            ids.push(detail.id);
            details.insert(detail.id, detail);
        }
    }
    heads.extend(waiting.map(|head| Head { at: ids.len(), ..head.clone() }));
    // A lane in which nothing has a day is of the tray alone.
    let is_empty = |place: usize, heads: &[Head]| {
        let next = heads.get(place + 1).map_or(ids.len(), |next| next.at);
        heads.get(place).is_some_and(|head| head.is_open && head.at == next)
    };
    let kept: Vec<Head> = (0..heads.len())
        .filter(|place| !is_empty(*place, &heads))
        .filter_map(|place| heads.get(place).cloned())
        .collect();
    let lines = Lines::new(ids.len(), kept.iter().map(|head| head.at).collect(), ROW, LANE);
    Dated { ids, heads: kept, lines, undated, details }
}

/// The page.
#[component]
pub fn Timeline() -> impl IntoView {
    let app = use_app();
    let real = Memo::new(move |_| {
        app.track_content();
        let product = app.product.get()?;
        app.read(|workspace| Plan::of(workspace.tables(), product)).map(Arc::new)
    });
    // What was tried in another product is let go.
    if app
        .what_if
        .with_untracked(|tried| tried.as_ref().is_some_and(|it| it.product != app.product.get_untracked()))
    {
        app.what_if.set(None);
    }
    let plan = Memo::new(move |_| {
        let real = real.get()?;
        Some(app.what_if.with(|tried| match tried {
            Some(tried) => Arc::new(real.with_days(&tried.days)),
            None => real,
        }))
    });
    let zoom = Memo::new(move |_| app.device.with(|device| device.zoom));
    let span = Memo::new(move |_| {
        span_of(plan.with(|plan| plan.as_ref().and_then(|plan| plan.ends())), browser::today())
    });
    let unfolded = RwSignal::new(SortedSet::new());
    let under = Memo::new(move |_| work_under(app, &unfolded.get()));
    let rows = Memo::new(move |_| Arc::new(plan.with(|plan| dated(app, plan.as_deref(), under.get()))));
    let compared = RwSignal::new(None::<Id>);
    let then = Memo::new(move |_| {
        // Beside what is tried stands the real plan.
        if app.what_if.with(Option::is_some) {
            let then = |thing: &Planned| {
                Some(Then { id: thing.record.id, name: thing.name.clone(), days: thing.days? })
            };
            return real.with(|real| {
                Some(Arc::new((real.as_ref()?.things.iter().filter_map(then).collect(), None)))
            });
        }
        app.track_content();
        let id = compared.get()?;
        app.read(|workspace| {
            let baseline = workspace.tables().described(&BASELINES, id)?;
            Some(Arc::new((then(baseline), baseline.day(&BASELINE_ON))))
        })
    });
    let (drag, is_critical) = (RwSignal::new(None), RwSignal::new(false));
    let is_foreseen = RwSignal::new(false);
    let outlook = Memo::new(move |_| {
        if !is_foreseen.get() {
            return None;
        }
        let (plan, product) = plan.get().zip(app.product.get())?;
        let today = browser::today();
        Some(Arc::new(app.overview.with(|overview| {
            app.read(|workspace| outlook(workspace.tables(), product, &plan, overview, today))
        })))
    });
    let shares = Memo::new(move |_| {
        let plan = is_critical.get().then(|| plan.get()).flatten()?;
        app.track_content();
        let (product, today) = (app.product.get()?, browser::today());
        let weeks = app.read(|workspace| past_weeks(workspace.tables(), product, today));
        critical_shares(&plan, &weeks, today).ok().map(Arc::new)
    });
    let asks = Memo::new(move |_| {
        app.track_content();
        let Some(product) = app.product.get() else { return SortedMap::new() };
        app.read(|workspace| asks_of_initiatives(workspace.tables(), product))
    });
    let frame = TimelineFrame {
        zoom,
        span,
        plan,
        real,
        rows,
        drag,
        is_critical,
        is_foreseen,
        outlook,
        shares,
        unfolded,
        asks,
        compared,
        then,
    };
    let is_empty = Memo::new(move |_| {
        app.track_content();
        let product = app.product.get();
        product.is_none_or(|id| app.read(|workspace| workspace.tables().initiatives.count(id) == 0))
    });
    move || {
        if is_empty.get() {
            return view! { <NoneYet kind=&INITIATIVES /> }.into_any();
        }
        view! {
            <ViewBar more=move || view! { <Tools frame /> } />
            <Strip frame />
            <Body frame />
        }
        .into_any()
    }
}

/// How near the days are looked at, and where.
#[component]
fn Tools(frame: TimelineFrame) -> impl IntoView {
    let app = use_app();
    let choice = move |it: Zoom| {
        let is_on = move || (frame.zoom.get() == it).to_string();
        view! { <button aria-pressed=is_on on:click=move |_| set_zoom(app, frame, it)>{it.name()}</button> }
    };
    let compared = move || {
        frame
            .then
            .with(|then| then.as_ref().and_then(|then| then.1))
            .map_or("none".to_owned(), browser::day_text)
    };
    let is_tried = move || app.what_if.with(Option::is_some).to_string();
    let try_out = move |_| {
        if app.what_if.with_untracked(Option::is_none) {
            begin(app);
        } else {
            app.what_if.set(None);
        }
    };
    view! {
        <button class="btn" aria-pressed=is_tried title="Try another plan beside the real one" on:click=try_out>"What if"</button>
        <button class="btn" id="compare" aria-haspopup="menu" on:click=move |_| compare_menu(app, frame.compared, true, Anchor::of("compare"))>"Compare " <span class="v">{compared}</span></button>
        <button class="btn" id="show" aria-haspopup="menu" on:click=move |_| show_menu(app, frame)>"Show" <Icon name="updown" /></button>
        <div class="seg" role="group" aria-label="Zoom">{Zoom::ALL.map(choice).collect_view()}</div>
    }
}

/// What can be shown besides, and the same plan in other forms.
fn show_menu(app: App, frame: TimelineFrame) {
    let critical = MenuItem::new("", "Critical path", move || frame.is_critical.update(|it| *it = !*it));
    let forecast = MenuItem::new("", "Forecast by your throughput", move || foresee(app, frame));
    let work = MenuItem::new("", "Work under the bars", move || toggle_all(frame));
    let has_work = frame.unfolded.with_untracked(|unfolded| !unfolded.is_empty());
    let table = move || go_to_tab(app, Place::Roadmap, Tab::Kind(&INITIATIVES));
    let share = move || app.overlay.set(Overlay::ShareRoadmap);
    let items = vec![
        MenuItem { checked: Some(frame.is_critical.get_untracked()), ..critical },
        MenuItem { checked: Some(frame.is_foreseen.get_untracked()), ..forecast },
        MenuItem { checked: Some(has_work), ..work },
        MenuItem { starts_group: true, ..MenuItem::new("backlog", "As a table", table) },
        MenuItem::new("download", "Save for others…", share),
    ];
    app.offer("Show", Anchor::of("show"), items);
}

/// Shows what is foreseen, or no longer; says so where there is too little history.
fn foresee(app: App, frame: TimelineFrame) {
    frame.is_foreseen.update(|it| *it = !*it);
    if let Some(Err(reason)) = frame.outlook.get_untracked().as_deref() {
        app.say(reason.to_string());
        frame.is_foreseen.set(false);
    }
}

#[component]
fn Body(frame: TimelineFrame) -> impl IntoView {
    let app = use_app();
    let head = NodeRef::<html::Div>::new();
    let above = RwSignal::new(0.0);
    let height = RwSignal::new(800.0);
    let is_printed = RwSignal::new(false);
    listen_here(ev::beforeprint, move |_| is_printed.set(true));
    listen_here(ev::afterprint, move |_| is_printed.set(false));
    let measure = move || {
        above.try_set(browser::offset_in_main("rows"));
        height.try_set(browser::main_height());
    };
    listen_here(ev::resize, move |_| measure());
    browser::after_paint(move || {
        measure();
        show_first(frame);
    });
    let mounted = Memo::new(move |_| {
        frame.rows.with(|rows| {
            let all = 0..rows.lines.len();
            let scrolled = (app.rows.scrolled.get() - above.get()).max(0.0);
            let seen = if is_printed.get() { all } else { rows.lines.visible(scrolled, height.get()) };
            let key = |line: usize| match rows.lines.line(line) {
                LineAt::Row(row) => rows.ids.get(row).map(ToString::to_string),
                LineAt::Head(place) => rows.heads.get(place).map(|head| format!("/{}", head.key)),
            };
            let mut keys = seen.filter_map(key).collect::<Vec<String>>();
            // The bar at the cursor stays: it has the focus, or is where Tab leads.
            let cursor =
                app.rows.selection.with(|selection| selection.cursor).filter(|id| rows.ids.contains(id));
            let cursor = cursor.or(rows.ids.first().copied()).map(|id| id.to_string());
            keys.extend(cursor.filter(|cursor| !keys.contains(cursor)));
            keys
        })
    });
    let on_key = move |event: ev::KeyboardEvent| keys(app, frame, &event);
    let width = move || {
        let (first, last) = frame.span.get();
        format!("{}px", frame.zoom.get().width(first.days_until(last)))
    };
    let rows_height =
        move || frame.rows.with(|rows| format!("{}px", rows.lines.top(rows.lines.len()) as i64));
    let line = move |key: String| match key.strip_prefix('/') {
        Some(key) => view! { <Lane key=key.to_owned() frame /> }.into_any(),
        None => key.parse().ok().map(|id| row(id, frame)).into_any(),
    };
    let today = move || frame.at(browser::today()).to_string();
    let is_none = Memo::new(move |_| frame.rows.with(|rows| rows.ids.is_empty()));
    let hint = move || {
        is_none.get().then(|| view! { <p class="none">"Nothing has days yet. Give an initiative its days from the list beside this, or drag it here."</p> })
    };
    view! {
        <div class="tl-page" on:keydown=on_key>
            <div class="tl" style=("--day", move || tenths_px(frame.zoom.get().tenths())) style=("--width", width)>
                <div class="scale">
                    <div class="corner">
                        <button class="btn" title="T" on:click=move |_| show_today(frame)>"Today"</button>
                        <button class="btn" title="0" on:click=move |_| fit(app, frame)>"Fit"</button>
                    </div>
                    <div class="marks" aria-hidden="true" node_ref=head><Scale frame /></div>
                </div>
                <div
                    class="tl-x"
                    id="tl-x"
                    tabindex="0"
                    role="region"
                    aria-label="Timeline"
                    on:scroll=move |_| if let Some(head) = head.get_untracked() {
                        browser::set_property(&head, "--x", &format!("{}px", browser::scrolled_across("tl-x")));
                    }
                    on:dragover=move |event| event.prevent_default()
                    on:drop=move |event| bar::drop_undated(app, frame, &event)
                >
                    <svg class="grid" aria-hidden="true">{move || grid(frame)}</svg>
                    <i class="now" aria-hidden="true" style=("--s", today)></i>
                    <Points frame />
                    <div class="tl-rows" id="rows" style:block-size=rows_height>
                        <Arrows frame mounted />
                        {each(move || mounted.get(), line)}
                        {hint}
                    </div>
                    <Months frame />
                </div>
            </div>
            <Tray frame />
        </div>
    }
}

/// A row: an initiative, or an item under one.
fn row(id: Id, frame: TimelineFrame) -> AnyView {
    if frame.rows.with_untracked(|rows| rows.details.contains_key(&id)) {
        view! { <Unfolded id frame /> }.into_any()
    } else {
        view! { <Row id frame /> }.into_any()
    }
}

/// The head of a lane, at its place.
/// Tenths of a pixel as a style writes them.
fn tenths_px(tenths: i32) -> String {
    format!("{}.{}px", tenths / 10, tenths % 10)
}

#[component]
fn Lane(key: String, frame: TimelineFrame) -> impl IntoView {
    let place = {
        let key = key.clone();
        Memo::new(move |_| frame.rows.with(|rows| rows.heads.iter().position(|head| head.key == key)))
    };
    let top = move || {
        frame.rows.with(|rows| {
            let place = place.get()?;
            let row = rows.heads.get(place)?.at;
            Some(format!("{}px", rows.lines.top(row + place) as i64))
        })
    };
    let goal: Option<Id> =
        key.rsplit('/').next().filter(|_| key.contains("/goal/")).and_then(|id| id.parse().ok());
    let name = move || {
        frame.rows.with(|rows| place.get().and_then(|it| rows.heads.get(it)).map(|it| it.name.clone()))
    };
    let number = move || {
        let head = frame.rows.with(|rows| place.get().and_then(|it| rows.heads.get(it)).cloned())?;
        Some(format!("{}{}", count(head.items, "initiative"), if head.is_open { "" } else { ", folded" }))
    };
    view! {
        <h2 class="tl-lane" style:inset-block-start=move || top().unwrap_or_default()>
            <span>{goal.map(|goal| view! { <GoalMark goal is_glyph=true /> })} <bdi>{name}</bdi> <span class="n">{number}</span></span>
        </h2>
    }
}

/// The keys of the timeline: nearer and farther, to today, all of it.
fn keys(app: App, frame: TimelineFrame, event: &ev::KeyboardEvent) {
    if browser::is_editing(event) || event.alt_key() || event.ctrl_key() || event.meta_key() {
        return;
    }
    match event.key().as_str() {
        "+" => set_zoom(app, frame, frame.zoom.get_untracked().beside(-1)),
        "-" => set_zoom(app, frame, frame.zoom.get_untracked().beside(1)),
        "0" => fit(app, frame),
        "t" | "T" => show_today(frame),
        "Escape" if frame.drag.with_untracked(Option::is_some) => frame.drag.set(None),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}
