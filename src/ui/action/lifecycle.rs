//! What is done with a product as a whole: asking whether it goes on.

use leptos::prelude::*;

use crate::browser;
use crate::command;
use crate::model::kind::DECISIONS;
use crate::model::{Id, RecordRef};
use crate::ui::app::App;
use crate::view::Route;

/// The product whose row has the focus, in the list of all.
fn focused_product(app: App) -> Option<Id> {
    let is_there = app.route.with_untracked(|route| *route == Route::Portfolio);
    is_there.then(browser::focused_card).flatten()?.parse().ok()
}

/// Whether a product has the focus.
pub(super) fn on_product(app: App) -> bool {
    focused_product(app).is_some()
}

/// Moves a product up or down among all, and keeps the focus at it.
pub fn move_product(app: App, id: Id, by: isize) {
    let label = if by < 0 { "Move the product up" } else { "Move the product down" };
    if app.edit(label, |tx| command::move_product(tx, id, by)).is_some() {
        app.announce(label);
        browser::focus_soon(format!("#product-{id}"));
    }
}

/// The same for the product that has the focus.
pub(super) fn step_product(app: App, by: isize) {
    if let Some(id) = focused_product(app) {
        move_product(app, id, by);
    }
}

/// Asks whether to invest in the product, hold, harvest or retire it, and goes to that decision.
pub fn invest_or_retire(app: App) {
    let Some(product) = app.product.get_untracked() else { return };
    let label = "Invest, hold, harvest or retire?";
    if let Some(id) = app.edit(label, |tx| command::invest_or_retire(tx, product, browser::day_text)) {
        app.go_to_record(RecordRef { table: DECISIONS.table, id });
    }
}
