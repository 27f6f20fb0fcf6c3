//! What is done with a product as a whole: asking whether it goes on.

use leptos::prelude::*;

use crate::browser;
use crate::command;
use crate::model::RecordRef;
use crate::model::kind::DECISIONS;
use crate::ui::app::App;

/// Asks whether to invest in the product, hold, harvest or retire it, and goes to that decision.
pub fn invest_or_retire(app: App) {
    let Some(product) = app.product.get_untracked() else { return };
    let label = "Invest, hold, harvest or retire?";
    if let Some(id) = app.edit(label, |tx| command::invest_or_retire(tx, product, browser::day_text)) {
        app.go_to_record(RecordRef { table: DECISIONS.table, id });
    }
}
