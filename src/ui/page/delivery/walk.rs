//! Walking the board: card by card, the oldest first.

use leptos::prelude::*;

use crate::analysis::is_begun;
use crate::browser;
use crate::model::{Id, Item, in_order_of};
use crate::ui::app::use_app;
use crate::ui::reactive::{Memo, effect};
use crate::view::row_of;

/// The board card by card, the oldest first: each opens in the panel, where notes and actions are written.
#[component]
pub fn Walk(walked: RwSignal<Option<usize>>) -> impl IntoView {
    let app = use_app();
    let cards = Memo::new(move |_| {
        if walked.with(Option::is_none) {
            return Vec::new();
        }
        app.track_content();
        let list = app.list.get();
        app.read(|workspace| {
            let tables = workspace.tables();
            let items = list.ids.iter().filter_map(|id| tables.items.get(*id));
            let items = items.filter(|item: &&Item| is_begun(tables, item) || item.block().is_some());
            let aged: Vec<(i64, Id)> = items.map(|item| (item.since().0, item.meta.id)).collect();
            in_order_of(aged, |(since, _)| *since).into_iter().map(|(_, id)| id).collect::<Vec<Id>>()
        })
    });
    let go = move |to: usize| {
        walked.set(Some(to));
        if let Some(id) = cards.with_untracked(|cards| cards.get(to).copied()) {
            app.inspect(id);
            browser::show_row(&format!("row-{id}"));
        }
    };
    let bar = move || {
        let at = walked.get()?;
        let all = cards.with(Vec::len);
        let id = cards.with(|cards| cards.get(at).copied());
        let words = match id.and_then(|id| app.read(|workspace| row_of(workspace.tables(), id))) {
            Some(row) => format!("{} of {all}: {} {}", at + 1, row.key, row.title),
            None if all == 0 => "Nothing is in work or in review.".to_owned(),
            None => format!("All {all} walked. What is the plan until tomorrow?"),
        };
        let is_last = at >= all;
        Some(view! {
            <section class="walk" aria-label="Walk the board">
                <p role="status">{words}</p>
                <button class="btn" disabled=at == 0 on:click=move |_| go(at.saturating_sub(1))>"Back"</button>
                <button class="btn" data-kind="edge" id="walk-next" disabled=is_last on:click=move |_| go(at + 1)>"Next"</button>
                <button class="btn" on:click=move |_| walked.set(None)>"End"</button>
            </section>
        })
    };
    // Begun at the bar, it opens its first card.
    effect(move |was: Option<bool>| {
        let is_walking = walked.with(Option::is_some);
        if is_walking && was == Some(false) {
            go(0);
            browser::focus_soon("#walk-next");
        }
        is_walking
    });
    bar
}
