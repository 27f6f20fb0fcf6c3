//! Initiatives under the goals they serve.

use leptos::prelude::*;

use super::{confidence_mark, goal_of, progress};
use crate::model::{Goal, Id, Initiative, RecordRef, in_order_of};
use crate::ui::app::{App, use_app};
use crate::ui::component::GoalShape;
use crate::ui::reactive::Memo;

/// The table of goals and their initiatives.
#[component]
pub fn ByGoal() -> impl IntoView {
    let app = use_app();
    let groups = Memo::new(move |_| {
        app.track_content();
        let Some(product) = app.product.get() else { return Vec::new() };
        app.read(|workspace| {
            let tables = workspace.tables();
            let serving = |goal: Option<Id>| -> Vec<Initiative> {
                let all = tables.initiatives.of(product);
                let serving: Vec<Initiative> = all.filter(|it| it.goal == goal).cloned().collect();
                in_order_of(serving, |it| it.horizon as i64)
            };
            let goals = tables.goals.of(product);
            let mut groups: Vec<(Option<Goal>, Vec<Initiative>)> =
                goals.map(|goal| (Some(goal.clone()), serving(Some(goal.meta.id)))).collect();
            groups.push((None, serving(None)));
            groups.retain(|(goal, serving)| goal.is_some() || !serving.is_empty());
            groups
        })
    });
    let body =
        move || groups.get().into_iter().map(|(goal, serving)| group(app, goal, &serving)).collect_view();
    view! {
        <section class="scroll" tabindex="0" aria-label="Initiatives by goal">
            <table class="table goals" data-kind="lines" aria-label="Initiatives by goal">
                <colgroup><col /><col class="col-to" /><col class="col-meter" /><col class="col-last" /></colgroup>
                <thead><tr><th>"Goal, initiative"</th><th>"When"</th><th>"Work"</th><th>"Confidence"</th></tr></thead>
                {body}
            </table>
        </section>
    }
}

fn group(app: App, goal: Option<Goal>, serving: &[Initiative]) -> AnyView {
    let head = match goal {
        Some(goal) => {
            let record = RecordRef::to::<Goal>(goal.meta.id);
            view! {
                <button class="title" on:click=move |_| app.inspect_record(record)>
                    <GoalShape number=goal.number />
                    <span>{goal.name}</span>
                </button>
            }
            .into_any()
        }
        None => view! { <span class="title"><span>"Without a goal"</span></span> }.into_any(),
    };
    let none = serving.is_empty().then(|| view! { <tr><td class="sub" colspan="4">"No work yet"</td></tr> });
    let rows = serving
        .iter()
        .map(|it| {
            let id = it.meta.id;
            let work = app.overview.with(|overview| overview.initiative(id));
            let mend = it.goal.is_none().then(|| goal_of(id, None));
            view! {
                <tr data-open=move || app.open_mark(RecordRef::to::<Initiative>(id))>
                    <td>
                        <button class="title" data-indent="" on:click=move |_| app.inspect_record(RecordRef::to::<Initiative>(id))>
                            <span>{it.name.clone()}</span>
                        </button>
                        {mend}
                    </td>
                    <td class="sub">{it.horizon.name()}</td>
                    <td class="sub">{progress(work.done, work.all)}</td>
                    <td>{confidence_mark(it)}</td>
                </tr>
            }
        })
        .collect_view();
    view! { <tbody><tr class="group"><th colspan="4">{head}</th></tr>{rows}{none}</tbody> }.into_any()
}
