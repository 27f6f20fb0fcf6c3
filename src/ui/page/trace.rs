//! Trace: the whole line as a tree, from the vision down to the stories and on to what came of the releases, with what
//! is missing at its place.

use leptos::prelude::*;

use super::coverage::gap_link;
use super::roadmap::outcome_words;
use super::strategy::stories;
use super::today::stations;
use crate::analysis::{Gap, Joint, Trace as Tree, TraceNode, current_vision};
use crate::browser::{self, Anchor};
use crate::model::{
    Goal, Id, Initiative, Item, ItemType, Metric, Record, RecordRef, Release, format_measure, in_order_of,
};
use crate::ui::action::{mend, mend_words};
use crate::ui::app::{App, use_app};
use crate::ui::component::{GoalShape, Icon};
use crate::view::row_of;

/// How many stories are drawn under one head: more are counted, and their list is a link away.
const STORIES_MOST: usize = 50;

/// The tree of a product; drawn when its content changes.
#[component]
pub fn Trace() -> impl IntoView {
    let app = use_app();
    let tree = move || {
        app.track_content();
        let product = app.product.get()?;
        let (vision, tree) = app.read(|workspace| {
            let tables = workspace.tables();
            let vision = current_vision(tables, product).map(|vision| vision.statement.clone());
            (vision, Tree::of(tables, product))
        });
        let lacking = Lacking::of(app);
        let goals = lacking.branches(&tree.goals);
        let lonely = app.overview.with(|overview| overview.lacking(Gap::StoryGoal).len());
        let all = (lonely > STORIES_MOST).then(|| gap_link(app, Gap::StoryGoal, lonely, "link"));
        let head = |words, branches: &[TraceNode], more: Option<AnyView>| {
            let drawn = lacking.branches(branches);
            (!branches.is_empty())
                .then(|| view! { <li><p class="kind">{words}</p><ul>{drawn}</ul>{more}</li> }.into_any())
        };
        let initiatives = head("Initiatives without a goal", &tree.initiatives, None);
        let items = head("Work without a goal", &tree.items, all);
        let releases = releases(app, product, &lacking);
        Some(view! {
            <ul class="tree">
                <li><p class="kind">"Vision"</p><p class="big">{vision.unwrap_or_else(|| "Not written yet".into())}</p></li>
                {goals}
                {initiatives}
                {items}
                {releases}
            </ul>
        })
    };
    view! {
        <div class="viewbar">
            <span class="push"></span>
            <button class="btn" on:click=move |_| browser::print()>"Print"</button>
        </div>
        <div class="page">
            <section class="sec">{move || stations(app)}</section>
            {tree}
        </div>
    }
}

/// Which link each record misses, looked up by record.
struct Lacking {
    app: App,
    joints: Vec<(Id, Joint)>,
}

impl Lacking {
    fn of(app: App) -> Self {
        let joints = app.overview.with(|overview| {
            let gaps = overview.gaps.iter().filter_map(|(gap, ids)| Some((gap.joint()?, ids)));
            gaps.flat_map(|(joint, ids)| ids.iter().map(move |id| (*id, joint))).collect::<Vec<_>>()
        });
        Self { app, joints: in_order_of(joints, |(id, _)| *id) }
    }

    /// The buttons that make what a record misses.
    fn buttons(&self, record: RecordRef) -> Vec<AnyView> {
        let from = self.joints.partition_point(|(id, _)| *id < record.id);
        let own = self.joints.iter().skip(from).take_while(|(id, _)| *id == record.id);
        own.map(|(_, joint)| missing(self.app, record, *joint)).collect()
    }

    fn branches(&self, branches: &[TraceNode]) -> Vec<AnyView> {
        let drawn = branches.iter().take(STORIES_MOST).filter_map(|branch| self.branch(branch));
        let more = branches.len().saturating_sub(STORIES_MOST);
        let more = (more > 0).then(|| view! { <li class="sub">{format!("and {more} more")}</li> }.into_any());
        drawn.chain(more).collect()
    }

    fn branch(&self, branch: &TraceNode) -> Option<AnyView> {
        let app = self.app;
        let record = branch.record;
        let head = match record.table {
            Goal::TABLE => app.get(record.id).map(|goal| goal_head(app, &goal)),
            Initiative::TABLE => app.get(record.id).map(|initiative| initiative_head(app, &initiative)),
            _ => item_head(app, record, branch.under.len()),
        }?;
        let buttons = self.buttons(record);
        let under = self.branches(&branch.under);
        let none = record.table == Goal::TABLE && under.is_empty();
        let none = none.then(|| view! { <li class="sub">"Nothing serves it yet"</li> });
        let under = (none.is_some() || !under.is_empty()).then(|| view! { <ul>{under}{none}</ul> });
        Some(view! { <li><p class="row">{head}{buttons}</p>{under}</li> }.into_any())
    }
}

/// The button that makes a missing link.
fn missing(app: App, from: RecordRef, joint: Joint) -> AnyView {
    let anchor = format!("trace-{}-{joint:?}", from.id);
    let id = anchor.clone();
    let words = mend_words(app, from, joint);
    view! { <button class="mend" id=id aria-haspopup="dialog" on:click=move |_| mend(app, from, joint, Anchor::of(&anchor))>{words}</button> }
        .into_any()
}

fn goal_head(app: App, goal: &Goal) -> AnyView {
    let record = RecordRef::to::<Goal>(goal.meta.id);
    view! {
        <button class="title" on:click=move |_| app.inspect_record(record)>
            <GoalShape number=goal.number />
            <span>{goal.name.clone()}</span>
        </button>
    }
    .into_any()
}

fn initiative_head(app: App, initiative: &Initiative) -> AnyView {
    let record = RecordRef::to::<Initiative>(initiative.meta.id);
    let moves = initiative.metric.and_then(|id| app.get::<Metric>(id)).map(|metric| {
        let now = metric.latest().map(|it| format!(", {}", format_measure(it.value, &metric.unit)));
        let words = format!("moves {}{}", metric.name, now.unwrap_or_default());
        view! { <span class="n">{words}</span> }
    });
    view! {
        <button class="title" on:click=move |_| app.inspect_record(record)><span>{initiative.name.clone()}</span></button>
        <span class="n">{initiative.horizon.name()}</span>
        {moves}
    }
    .into_any()
}

fn item_head(app: App, record: RecordRef, under: usize) -> Option<AnyView> {
    let row = app.read(|workspace| row_of(workspace.tables(), record.id))?;
    let item = app.get::<Item>(record.id)?;
    let release = item.release.and_then(|id| app.get::<Release>(id)).map(|release| release.name.clone());
    let is_epic = item.kind == ItemType::Epic;
    let epic = is_epic.then(|| view! { <span class="n">{format!("epic, {}", stories(under))}</span> });
    Some(
        view! {
            <span class="status" data-s=row.status_glyph title=row.status_words()><Icon name=row.status_glyph /></span>
            <button class="t" on:click=move |_| app.inspect_record(record)>{row.title}</button>
            <span class="n">{row.key}</span>
            {epic}
            {release.map(|name| view! { <span class="n">{name}</span> })}
        }
        .into_any(),
    )
}

/// Where the line ends: what goes out, and what came of it.
fn releases(app: App, product: Id, lacking: &Lacking) -> Option<AnyView> {
    let releases: Vec<Release> = app.read(|workspace| {
        let table = &workspace.tables().releases;
        table.of(product).cloned().collect()
    });
    let rows: Vec<AnyView> = releases
        .iter()
        .map(|release| {
            let record = RecordRef::to::<Release>(release.meta.id);
            let day = release.day().map(browser::day_text);
            let outcome = match lacking.buttons(record) {
                buttons if buttons.is_empty() => outcome_words(app, release, "trace"),
                buttons => buttons.into_any(),
            };
            view! {
                <li>
                    <p class="row">
                        <button class="title" on:click=move |_| app.inspect_record(record)><span>{release.name.clone()}</span></button>
                        <span class="n">{release.state.name()}</span>
                        <span class="n">{day}</span>
                        {outcome}
                    </p>
                </li>
            }
            .into_any()
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! { <li><p class="kind">"Releases, and what came of them"</p><ul>{rows}</ul></li> }.into_any()
    })
}
