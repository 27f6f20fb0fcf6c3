//! The sign of a goal: colour, shape and letter, the same in lists, on the roadmap and on the line.

use leptos::prelude::*;

use crate::model::{Goal, Id};
use crate::ui::app::use_app;
use crate::view::goal_shape;

/// The shape of a goal's number, in its colour.
#[component]
pub fn GoalShape(number: u32) -> impl IntoView {
    let (series, shape) = goal_shape(number);
    view! {
        <span class="goal" data-g=series>
            <svg viewBox="0 0 10 10" aria-hidden="true"><path d=shape></path></svg>
        </span>
    }
}

/// The sign of a goal with its letter, or the glyph alone where its name stands beside it.
#[component]
pub fn GoalMark(goal: Id, #[prop(optional)] is_glyph: bool) -> impl IntoView {
    let app = use_app();
    let known = app.get::<Goal>(goal);
    known.map(|goal| {
        let letter = (!is_glyph).then(|| format!("G{}", goal.number));
        view! { <span class="goal" title=goal.name.clone()><GoalShape number=goal.number /> {letter}</span> }
    })
}
