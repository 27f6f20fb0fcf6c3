//! Over the list in the order of a score: by which method, what is not scored yet, and taking the order over.

mod hindsight;
mod reasons;

use leptos::prelude::*;

use super::Backlog;
use crate::analysis::score::{hundredths, score_words};
use crate::browser::{self, Anchor};
use crate::command;
use crate::model::kind::{Field, METHODS, formula_id};
use crate::model::{Id, Item, RecordRef};
use crate::ui::action::{change_field, new_formula, weight_menu};
use crate::ui::app::{App, use_app};
use crate::ui::reactive::Memo;
use crate::view::{Column, Look, count, is_score, missing_input, name_of_score, score_field};
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

/// What the list is in the order of; tracked.
fn by(app: App) -> &'static Field {
    app.route
        .with(|route| route.at().map_or_else(|| score_field(&Look::default()), |at| score_field(&at.look)))
}

#[component]
fn Head() -> impl IntoView {
    let app = use_app();
    let fields = move || {
        app.own.with(|own| own.of("items").into_iter().filter(|field| is_score(field)).collect::<Vec<_>>())
    };
    // As they stand in menus: the methods in their order, then a person's own.
    let choice = move |field: &'static Field| {
        let is_on = move || (by(app) == field).to_string();
        view! { <button aria-pressed=is_on on:click=move |_| choose(app, field)>{name_of_score(field)}</button> }
    };
    let methods = move || {
        let of_methods = METHODS.iter().map(|method| method.score);
        let own = fields().into_iter().filter(|field| formula_id(field).is_some());
        of_methods.chain(own).map(choice).collect_view()
    };
    let tally = move || {
        app.ranking.with(|ranking| match ranking.unscored.len() {
            0 => format!("{} scored", ranking.order.len()),
            rest => format!("{} scored, {rest} not", ranking.order.len()),
        })
    };
    let next = move || app.ranking.with(|ranking| !ranking.unscored.is_empty());
    let ordered = move || app.ranking.with(|ranking| !ranking.order.is_empty());
    view! {
        <section class="brief" aria-label="Prioritise">
            <div class="seg" role="group" aria-label="Method">{methods}</div>
            <button class="btn" id="own-formula" aria-haspopup="dialog" on:click=move |_| new_formula(app, Anchor::of("own-formula"))>"Own formula…"</button>
            <span class="push" role="status" aria-label="Scored">{tally}</span>
            {move || next().then(|| view! { <button class="btn" data-kind="edge" id="score-next" on:click=move |_| score_next(app)>"Score next"</button> })}
            {move || ordered().then(|| view! { <button class="btn" data-kind="edge" on:click=move |_| order_like_this(app)>"Order the backlog like this"</button> })}
        </section>
    }
}

/// Puts the list in the order of another score.
fn choose(app: App, field: &'static Field) {
    let first = score_field(&Look::default());
    app.look(|look| {
        look.by = (field != first).then_some(field);
        look.sort.clear();
        look.columns = None;
    });
}

/// Asks for the first input that is missing, of the first item that has no score.
fn score_next(app: App) {
    let field = untrack(|| by(app));
    let found = app.ranking.with_untracked(|ranking| {
        ranking.unscored.iter().find_map(|id| {
            let missing = app.read(|workspace| {
                let tables = workspace.tables();
                missing_input(tables, field, tables.items.get(*id)?)
            });
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
        let column = crate::view::column_of(missing);
        match column {
            Column::Value => {
                weight_menu(app, vec![id], column.name(), command::ItemChange::Value, Some(anchor));
            }
            Column::Effort => {
                weight_menu(app, vec![id], column.name(), command::ItemChange::Effort, Some(anchor));
            }
            _ => change_field(app, vec![RecordRef::to::<Item>(id)], missing, anchor),
        }
    });
}

fn order_like_this(app: App) {
    let Some(product) = app.product.get_untracked() else { return };
    let ids: Vec<Id> =
        app.ranking.with_untracked(|ranking| ranking.order.iter().map(|place| place.id).collect());
    let name = untrack(|| name_of_score(by(app)));
    let label = format!("Order {} by {name}", count(ids.len(), "item"));
    match app.edit(label.clone(), |tx| Ok(command::order_like(tx, product, &ids))) {
        Some(true) => {
            app.say_done(format!("{label}: the rest of the backlog follows"));
        }
        Some(false) => app.say("The backlog is in this order already."),
        None => {}
    }
}

/// A number as a person reads it.
fn rounded(value: f64) -> String {
    score_words(hundredths(value))
}
