//! Delivery: a sprint from its plan to its review, how the work has flowed, and when it will be done.

mod acceptance;
mod back_test;
mod board;
mod card;
mod charts;
mod flow;
mod forecast;
mod glance;
mod plan;
mod review;
mod timer;
mod walk;
mod weeks;

pub use board::BoardPage;
pub use glance::SprintGlance;
pub use timer::Timer;

use std::sync::Arc;

use leptos::prelude::*;

use crate::analysis::flow::{Track, tracks};
use crate::browser;
use crate::ui::app::use_app;
use crate::ui::component::EmptyState;
use crate::ui::reactive::Memo;
use crate::view::Tab;

/// The ways of all items of the product, as they are known today.
type Tracks = Memo<Arc<Vec<Track>>>;

/// The page of a tab.
#[component]
pub fn Delivery(tab: Tab) -> impl IntoView {
    match tab {
        Tab::Plan => view! { <plan::Plan /> }.into_any(),
        Tab::Board => view! { <BoardPage /> }.into_any(),
        Tab::Review => view! { <review::Review /> }.into_any(),
        Tab::Acceptance => view! { <acceptance::Acceptance /> }.into_any(),
        _ => view! { <Measured tab /> }.into_any(),
    }
}

/// What is read off the days on which items changed their state.
#[component]
fn Measured(tab: Tab) -> impl IntoView {
    let app = use_app();
    let tracks: Tracks = Memo::new(move |_| {
        app.track_content();
        let product = app.product.get();
        Arc::new(app.read(|workspace| {
            product.map(|id| tracks(workspace.tables(), id, browser::today())).unwrap_or_default()
        }))
    });
    let has_moved = Memo::new(move |_| {
        tracks.with(|tracks| tracks.iter().any(|track| track.begun().is_some() || track.done().is_some()))
    });
    move || {
        match (has_moved.get(), tab) {
        (false, _) => view! {
            <EmptyState heading="Nothing has moved yet" words="Charts and forecasts are read off the days on which items change their state. Begin an item, and later accept it: from then on they show here. Settings, Workflow says which state means what." />
        }
        .into_any(),
        (_, Tab::Forecast) => view! { <forecast::Forecast tracks /> }.into_any(),
        _ => view! { <charts::SprintCharts /> <flow::Flow tracks /> }.into_any(),
    }
    }
}
