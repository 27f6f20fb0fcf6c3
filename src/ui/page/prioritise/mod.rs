//! Over the list in the order of a score: by which method, what is not scored yet, and taking the order over.

mod hindsight;
mod reasons;

use leptos::prelude::*;

use super::Backlog;
use crate::analysis::score::{hundredths, score_words};
use crate::browser::{self, Anchor};
use crate::command;
use crate::model::kind::{Field, METHODS, formula_id};
use crate::model::{Id, Item, Record};
use crate::ui::action::{change_field, new_formula, order_by, weight_menu};
use crate::ui::app::{App, use_app};
use crate::ui::reactive::Memo;
use crate::view::{At, Column, count, is_score, missing_input, name_of_score};
use hindsight::CameOfIt;
use reasons::Why;

/// The page.
#[component]
pub fn Prioritise() -> impl IntoView {
    let app = use_app();
    let has_items = move || {
        app.track_content();
        app.product
            .get()
            .is_some_and(|product| app.read(|workspace| workspace.tables().items.count(product) > 0))
    };
    let has_items = Memo::new(move |_| has_items());
    view! {
        <div class="prioritise">
            <div id="whole">{move || has_items.get().then(|| view! { <Head /> <Why /> <CameOfIt /> })}</div>
            <Backlog />
        </div>
    }
}

/// Over the list of initiatives: the same, where somebody has chosen a score to put them in order by.
#[component]
pub fn PrioritiseInitiatives() -> impl IntoView {
    let app = use_app();
    let is_scored = Memo::new(move |_| by(app).is_some());
    view! { <Head /> {move || is_scored.get().then(|| view! { <Why /> })} }
}

/// What the list is in the order of; tracked.
fn by(app: App) -> Option<&'static Field> {
    app.route.with(|route| route.at().and_then(At::by))
}

/// What the list is of: its table, and the word for one.
fn listed(app: App) -> (&'static str, &'static str) {
    app.kind().map_or((Item::TABLE, Item::NOUN), |kind| (kind.table, kind.noun))
}

#[component]
fn Head() -> impl IntoView {
    let app = use_app();
    let (table, noun) = listed(app);
    let fields = move || {
        app.own.with(|own| own.of(table).into_iter().filter(|field| is_score(field)).collect::<Vec<_>>())
    };
    let choice = move |field: Option<&'static Field>| {
        let is_on = move || (by(app) == field).to_string();
        let name = field.map_or("Own order", name_of_score);
        view! { <button aria-pressed=is_on on:click=move |_| order_by(app, field)>{name}</button> }
    };
    // As they stand in menus: the methods in their order, then a person's own.
    let methods = move || {
        let of_methods = METHODS.iter().map(|method| method.score);
        let own = fields().into_iter().filter(|field| formula_id(field).is_some());
        let unordered = app.kind().map(|_| None);
        unordered.into_iter().chain(of_methods.chain(own).map(Some)).map(choice).collect_view()
    };
    let tally = move || {
        app.ranking.with(|ranking| match (ranking.order.len(), ranking.unscored.len()) {
            (0, 0) => String::new(),
            (scored, 0) => format!("{scored} scored"),
            (scored, rest) => format!("{scored} scored, {rest} not"),
        })
    };
    let order =
        if noun == Item::NOUN { "Order the backlog like this" } else { "Order the roadmap like this" };
    let next = move || app.ranking.with(|ranking| !ranking.unscored.is_empty());
    let ordered = move || app.ranking.with(|ranking| !ranking.order.is_empty());
    view! {
        <section class="brief" aria-label="Prioritise">
            <div class="seg" role="group" aria-label="Method">{methods}</div>
            <button class="btn" id="own-formula" aria-haspopup="dialog" on:click=move |_| new_formula(app, Anchor::of("own-formula"))>"Own formula…"</button>
            <span class="push" role="status" aria-label="Scored">{tally}</span>
            {move || next().then(|| view! { <button class="btn" data-kind="edge" id="score-next" on:click=move |_| score_next(app)>"Score next"</button> })}
            {move || ordered().then(|| view! { <button class="btn" data-kind="edge" on:click=move |_| order_like_this(app)>{order}</button> })}
        </section>
    }
}

/// Asks for the first input that is missing, of the first in the list that has no score.
fn score_next(app: App) {
    let Some(field) = untrack(|| by(app)) else { return };
    let found = app.ranking.with_untracked(|ranking| {
        ranking.unscored.iter().find_map(|id| {
            let missing = app.read(|workspace| missing_input(workspace.tables(), field, app.listed(*id)));
            Some((*id, missing?))
        })
    });
    let Some((id, missing)) = found else {
        return app.say("What is left has a 0 by which nothing can be divided.");
    };
    app.go_to(id);
    // The row has to be there before anything opens at it.
    browser::after_paint(move || {
        let anchor = Anchor::of(&format!("row-{id}"));
        let weigh = |change| weight_menu(app, vec![id], missing.label, change, Some(anchor));
        match app.subject().column(missing.key) {
            Some(Column::Value) => weigh(command::ItemChange::Value),
            Some(Column::Effort) => weigh(command::ItemChange::Effort),
            _ => change_field(app, vec![app.listed(id)], missing, anchor),
        }
    });
}

fn order_like_this(app: App) {
    let (Some(product), Some(by)) = (app.product.get_untracked(), untrack(|| by(app))) else { return };
    let ids: Vec<Id> =
        app.ranking.with_untracked(|ranking| ranking.order.iter().map(|place| place.id).collect());
    let (table, noun) = listed(app);
    let label = format!("Order {} by {}", count(ids.len(), noun), name_of_score(by));
    let (list, each) = if noun == Item::NOUN { ("backlog", "") } else { ("roadmap", ", each in its column") };
    match app.edit(label.clone(), |tx| Ok(command::order_like(tx, table, product, &ids))) {
        Some(true) => {
            app.say_done(format!("{label}{each}: the rest of the {list} follows"));
        }
        Some(false) => app.say(format!("The {list} is in this order already.")),
        None => {}
    }
}

/// A number as a person reads it.
fn rounded(value: f64) -> String {
    score_words(hundredths(value))
}
