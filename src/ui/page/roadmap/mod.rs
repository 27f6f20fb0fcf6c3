//! The roadmap: initiatives in now, next and later, under their goals, and in time.

mod by_goal;
mod changes;
mod columns;
mod dependencies;
mod outcome;
mod share;
mod timeline;

use leptos::prelude::*;

pub use outcome::{outcome_glyph, outcome_words};
pub use share::ShareForm;

use super::NoneYet;
use super::coverage::GapChip;
use super::today::untested_route;
use crate::analysis::{Joint, untested};
use crate::browser::Anchor;
use crate::model::kind::INITIATIVES;
use crate::model::{Confidence, Goal, Id, Initiative, RecordRef};
use crate::ui::action::{copy_roadmap_markdown, copy_roadmap_rich, mend};
use crate::ui::app::{Overlay, use_app};
use crate::ui::component::GoalMark;
use crate::ui::reactive::Memo;
use crate::view::{Tab, count};

/// The page of a tab.
#[component]
pub fn Roadmap(tab: Tab) -> impl IntoView {
    let app = use_app();
    let is_empty = Memo::new(move |_| {
        app.track_content();
        let Some(product) = app.product.get() else { return true };
        app.read(|workspace| workspace.tables().initiatives.count(product) == 0)
    });
    if tab == Tab::Timeline {
        return view! { <timeline::Timeline /> }.into_any();
    }
    let page = move || {
        if is_empty.get() {
            return view! { <NoneYet kind=&INITIATIVES /> }.into_any();
        }
        let page = match tab {
            Tab::ByGoal => view! { <by_goal::ByGoal /> }.into_any(),
            Tab::Dependencies => view! { <dependencies::Dependencies /> }.into_any(),
            Tab::Changes => return view! { <changes::Changes /> }.into_any(),
            _ => view! { <columns::Columns /> }.into_any(),
        };
        view! { <Bar /> <GapChip /> <div class="page">{page}</div> }.into_any()
    };
    page.into_any()
}

#[component]
fn Bar() -> impl IntoView {
    let app = use_app();
    // What waits for what is not more or less sure.
    let keys = move || {
        (!app.route.with(|route| route.at().is_some_and(|at| at.tab == Tab::Dependencies))).then(|| {
            let keys = Confidence::ALL.map(|confidence| {
                view! { <span class="conf" data-c=confidence.key()>{confidence.name()}</span> }
            });
            view! { <span class="keys">{keys.collect_view()}</span> }
        })
    };
    let risky = move || {
        app.track_content();
        let product = app.product.get()?;
        let number = app.read(|workspace| {
            let tables = workspace.tables();
            untested(tables, product)
        });
        let href = untested_route(app).filter(|_| number > 0)?.href();
        Some(view! { <a class="btn" href=href>{count(number, "untested assumption")}</a> })
    };
    view! {
        <div class="viewbar">
            {keys}
            {risky}
            <span class="push"></span>
            <button class="btn" on:click=move |_| app.overlay.set(Overlay::ShareRoadmap)>"Save for others…"</button>
            <button class="btn" on:click=move |_| copy_roadmap_markdown(app)>"Copy Markdown"</button>
            <button class="btn" on:click=move |_| copy_roadmap_rich(app)>"Copy rich text"</button>
        </div>
    }
}

/// The texture of an initiative's confidence, and the number where one is known.
fn confidence_mark(initiative: &Initiative) -> AnyView {
    let percent = initiative.confidence_percent.map(|percent| format!("{percent} %"));
    let said = format!(
        "{}{}",
        initiative.confidence.name(),
        percent.as_ref().map_or(String::new(), |it| format!(", {it}"))
    );
    view! { <span class="conf" data-c=initiative.confidence.key() aria-label=said role="img">{percent}</span> }
        .into_any()
}

/// The goal of an initiative, or the button that gives it one.
fn goal_of(initiative: Id, goal: Option<Id>) -> AnyView {
    let app = use_app();
    match goal {
        Some(goal) => {
            let record = RecordRef::to::<Goal>(goal);
            let said = app.get::<Goal>(goal).map(|goal| format!("Goal: {}", goal.name));
            view! {
                <button class="to-goal" aria-label=said on:click=move |_| app.go_to_record(record)><GoalMark goal /></button>
            }
            .into_any()
        }
        None => {
            let anchor = format!("goal-of-{initiative}");
            let id = anchor.clone();
            view! {
                <button
                    class="mend"
                    id=id
                    aria-haspopup="dialog"
                    on:click=move |_| mend(app, RecordRef::to::<Initiative>(initiative), Joint::Goal, Anchor::of(&anchor))
                >
                    "+ Goal"
                </button>
            }
            .into_any()
        }
    }
}

/// How far the work under an initiative is.
fn progress(done: usize, all: usize) -> AnyView {
    if done == 0 {
        return (all > 0).then(|| view! { <span>{super::strategy::stories(all)}</span> }).into_any();
    }
    let per_cent = format!("{}%", done * 100 / all.max(1));
    view! {
        <span class="prog">
            <span class="meter"><i class="come" style:inline-size=per_cent></i></span>
            {format!("{done} of {all}")}
        </span>
    }
    .into_any()
}
