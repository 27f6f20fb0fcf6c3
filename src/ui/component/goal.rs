//! The sign of a goal: colour, shape and letter, the same in lists, on the roadmap and on the line.

use leptos::prelude::*;

use crate::model::{Goal, Id};
use crate::ui::app::use_app;

/// The outlines of the four shapes, in the order of the goals.
const SHAPES: [&str; 4] = [
    "M5 .5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z",
    "M2 .75h6A1.25 1.25 0 0 1 9.25 2v6A1.25 1.25 0 0 1 8 9.25H2A1.25 1.25 0 0 1 .75 8V2A1.25 1.25 0 0 1 2 .75z",
    "M5 .6 9.7 9.1H.3z",
    "M5 0l5 5-5 5-5-5z",
];

/// The shape of a goal's number, in its colour.
#[component]
pub fn GoalShape(number: u32) -> impl IntoView {
    let series = (number.max(1) as usize - 1) % SHAPES.len();
    view! {
        <span class="goal" data-g=(series + 1).to_string()>
            <svg viewBox="0 0 10 10" aria-hidden="true"><path d=SHAPES[series]></path></svg>
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
