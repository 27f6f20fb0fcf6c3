//! The row of an item, in the words and glyphs it is drawn with.

use super::cell::ListRow;
use super::glyph::status_glyph;
use super::place::Place;
use super::route::Route;
use crate::model::{Id, Item, Product, sorted_names};
use crate::workspace::Tables;

/// The row of an item; none once it has gone.
pub fn row_of(tables: &Tables, id: Id) -> Option<ListRow> {
    let item = tables.items.get(id)?;
    let product = tables.products.get(item.product)?;
    let state = product.workflow.state(&item.status);
    let labels = item.labels.iter().filter_map(|id| tables.labels.get(*id)).map(|label| label.name.clone());
    let key = item_key(product, item);
    Some(ListRow {
        id,
        href: Route::place(product.key.as_str(), Place::Backlog).with_record(Some(key.clone())).href(),
        key,
        title: item.shown_title().into_owned(),
        kind: Some(item.kind),
        status: item.status.clone(),
        status_name: state.map_or_else(|| item.status.clone(), |state| state.name.clone()),
        is_blocked: item.block().is_some(),
        status_glyph: if item.block().is_some() { "s-blocked" } else { status_glyph(product, &item.status) },
        labels: sorted_names(labels.collect()),
        estimate: item.estimate.map(|estimate| estimate.to_string()),
    })
}

fn item_key(product: &Product, item: &Item) -> String {
    format!("{}-{}", product.key, item.number)
}
