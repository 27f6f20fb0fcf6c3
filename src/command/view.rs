//! Saving ways to look at a list.

use super::CommandError;
use super::product::new_meta;
use crate::model::{Id, Record, SavedView, clean_line};
use crate::workspace::Tx;

/// Saves a look under a name, for one product or for all; `table` is empty for a look at items.
pub fn add_view(
    tx: &mut Tx<'_>,
    product: Option<Id>,
    name: &str,
    table: &str,
    query: String,
    is_tree: bool,
) -> Result<Id, CommandError> {
    let name = clean_line(name);
    if name.is_empty() {
        return Err(CommandError::NoName(SavedView::NOUN));
    }
    let meta = new_meta(tx);
    let id = meta.id;
    tx.insert(SavedView { meta, product, name, table: table.to_owned(), query, is_tree });
    Ok(id)
}

/// Gives a saved view the look a list has now.
pub fn save_view(tx: &mut Tx<'_>, id: Id, query: String, is_tree: bool) -> Result<(), CommandError> {
    if tx.get::<SavedView>(id).is_none() {
        return Err(CommandError::Missing(SavedView::NOUN));
    }
    tx.edit(id, |view: &mut SavedView| (view.query, view.is_tree) = (query, is_tree));
    Ok(())
}

/// Shows a view in all products, or in one alone.
pub fn share_view(tx: &mut Tx<'_>, id: Id, product: Option<Id>) {
    tx.edit(id, |view: &mut SavedView| view.product = product);
}
