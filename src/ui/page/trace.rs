//! Trace: the whole line as a tree, from the vision down to the stories, with what is missing at its place.

use leptos::prelude::*;

use super::super::action::{mend, mend_words};
use super::super::app::{App, use_app};
use super::super::component::{GoalShape, Icon};
use super::coverage::gap_link;
use super::today::stations;
use crate::analysis::{Gap, Joint, current_vision, initiative_items};
use crate::browser::{self, Anchor};
use crate::model::{Goal, Id, Initiative, Item, RecordRef};
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
        let vision =
            app.read(|workspace| current_vision(workspace.tables(), product).map(|it| it.statement.clone()));
        let goals: Vec<Goal> = app.read(|workspace| {
            let goals = &workspace.tables().goals;
            goals.in_order(product).filter_map(|id| goals.get(id)).cloned().collect()
        });
        let loose: Vec<Initiative> = initiatives(app, product, None);
        let goals: Vec<AnyView> = goals.into_iter().map(|goal| goal_branch(app, product, goal)).collect();
        let loose: Vec<AnyView> = loose.into_iter().map(|it| initiative_branch(app, product, it)).collect();
        let lonely = app.overview.with(|overview| overview.lacking(Gap::StoryGoal).to_vec());
        let more = (lonely.len() > STORIES_MOST).then(|| {
            view! { <li>{gap_link(app, Gap::StoryGoal, lonely.len(), "link")}</li> }
        });
        let stories: Vec<AnyView> =
            lonely.into_iter().take(STORIES_MOST).filter_map(|id| story(app, id)).collect();
        let loose = (!loose.is_empty()).then(|| {
            view! { <li><p class="kind">"Initiatives without a goal"</p><ul>{loose}</ul></li> }
        });
        let stories = (!stories.is_empty()).then(|| {
            view! { <li><p class="kind">"Stories without a goal"</p><ul>{stories}{more}</ul></li> }
        });
        Some(view! {
            <ul class="tree">
                <li><p class="kind">"Vision"</p><p class="big">{vision.unwrap_or_else(|| "Not written yet".into())}</p></li>
                {goals}
                {loose}
                {stories}
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

fn initiatives(app: App, product: Id, goal: Option<Id>) -> Vec<Initiative> {
    app.read(|workspace| {
        let table = &workspace.tables().initiatives;
        table.in_order(product).filter_map(|id| table.get(id)).filter(|it| it.goal == goal).cloned().collect()
    })
}

/// The button that makes a missing link, where the tree would go on.
fn missing(app: App, from: RecordRef, joint: Joint) -> AnyView {
    let anchor = format!("trace-{}-{joint:?}", from.id);
    let id = anchor.clone();
    let words = mend_words(app, from, joint);
    view! { <button class="mend" id=id aria-haspopup="dialog" on:click=move |_| mend(app, from, joint, Anchor::of(&anchor))>{words}</button> }
        .into_any()
}

fn goal_branch(app: App, product: Id, goal: Goal) -> AnyView {
    let id = goal.meta.id;
    let record = RecordRef::to::<Goal>(id);
    let serving: Vec<AnyView> = initiatives(app, product, Some(id))
        .into_iter()
        .map(|it| initiative_branch(app, product, it))
        .collect();
    let vision = goal.vision.is_none().then(|| missing(app, record, Joint::Vision));
    let none = serving.is_empty().then(|| view! { <li class="sub">"No initiative serves it yet"</li> });
    view! {
        <li>
            <p class="row">
                <button class="title" on:click=move |_| app.inspect_record(record)>
                    <GoalShape number=goal.number />
                    <span>{goal.name}</span>
                </button>
                {vision}
            </p>
            <ul>{serving}{none}</ul>
        </li>
    }
    .into_any()
}

fn initiative_branch(app: App, product: Id, initiative: Initiative) -> AnyView {
    let id = initiative.meta.id;
    let record = RecordRef::to::<Initiative>(id);
    let items = app.read(|workspace| initiative_items(workspace.tables(), product, id));
    let goal = initiative.goal.is_none().then(|| missing(app, record, Joint::Goal));
    let metric = initiative.metric.is_none().then(|| missing(app, record, Joint::Metric));
    let more = items.len().checked_sub(STORIES_MOST).filter(|more| *more > 0);
    let more = more.map(|more| view! { <li class="sub">{format!("and {more} more")}</li> });
    let stories: Vec<AnyView> =
        items.into_iter().take(STORIES_MOST).filter_map(|(item, _)| story(app, item)).collect();
    let horizon = initiative.horizon.name();
    view! {
        <li>
            <p class="row">
                <button class="title" on:click=move |_| app.inspect_record(record)><span>{initiative.name}</span></button>
                <span class="n">{horizon}</span>
                {goal}
                {metric}
            </p>
            <ul>{stories}{more}</ul>
        </li>
    }
    .into_any()
}

fn story(app: App, id: Id) -> Option<AnyView> {
    let row = app.read(|workspace| row_of(workspace.tables(), id))?;
    let item = app.get::<Item>(id)?;
    let record = RecordRef::to::<Item>(id);
    let goal = app.overview.with(|overview| overview.lacking(Gap::StoryGoal).contains(&id));
    let goal = goal.then(|| missing(app, record, Joint::Initiative));
    let criteria = item.criteria.is_empty().then(|| view! { <span class="n">"no criteria"</span> });
    Some(
        view! {
            <li>
                <p class="row">
                    <span class="status" data-s=row.status_glyph title=row.status_name><Icon name=row.status_glyph /></span>
                    <button class="t" on:click=move |_| app.inspect_record(record)>{row.title}</button>
                    <span class="n">{row.key}</span>
                    {criteria}
                    {goal}
                </p>
            </li>
        }
        .into_any(),
    )
}
