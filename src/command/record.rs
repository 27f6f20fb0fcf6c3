//! What a person does with a record of any kind on the line.

use super::CommandError;
use super::order::ranks_at;
use super::strategy::add_goal;
use super::{Destination, Draft, add_initiative, add_item, add_metric, add_release};
use crate::model::{
    Goal, Horizon, Id, Initiative, Item, ItemType, Metric, Rank, Record, RecordRef, Release, SavedView,
    clean_line, clean_text,
};
use crate::workspace::{Registered, Tx};

/// Gives a record another name; a name is needed for all but items.
pub fn rename(tx: &mut Tx<'_>, record: RecordRef, name: &str) -> Result<(), CommandError> {
    let name = clean_line(name);
    let id = record.id;
    if name.is_empty() && record.table != Item::TABLE {
        let noun = tx.tables().any(record.table).map_or("record", |table| table.noun());
        return Err(CommandError::NoName(noun));
    }
    match record.table {
        Goal::TABLE => tx.edit(id, |goal: &mut Goal| goal.name = name),
        Initiative::TABLE => tx.edit(id, |initiative: &mut Initiative| initiative.name = name),
        Release::TABLE => tx.edit(id, |release: &mut Release| release.name = name),
        Metric::TABLE => tx.edit(id, |metric: &mut Metric| metric.name = name),
        SavedView::TABLE => tx.edit(id, |view: &mut SavedView| view.name = name),
        Item::TABLE => tx.edit(id, |item: &mut Item| item.title = name),
        _ => {}
    }
    Ok(())
}

/// Says more about a record.
pub fn describe(tx: &mut Tx<'_>, record: RecordRef, text: &str) {
    let text = clean_text(text);
    let id = record.id;
    match record.table {
        Goal::TABLE => tx.edit(id, |goal: &mut Goal| goal.description = text),
        Initiative::TABLE => tx.edit(id, |initiative: &mut Initiative| initiative.description = text),
        Release::TABLE => tx.edit(id, |release: &mut Release| release.description = text),
        Metric::TABLE => tx.edit(id, |metric: &mut Metric| metric.description = text),
        Item::TABLE => tx.edit(id, |item: &mut Item| item.description = text),
        _ => {}
    }
}

/// What is said about a record.
pub fn description(tables: &crate::workspace::Tables, record: RecordRef) -> Option<String> {
    let id = record.id;
    Some(match record.table {
        Goal::TABLE => tables.goals.get(id)?.description.clone(),
        Initiative::TABLE => tables.initiatives.get(id)?.description.clone(),
        Release::TABLE => tables.releases.get(id)?.description.clone(),
        Metric::TABLE => tables.metrics.get(id)?.description.clone(),
        Item::TABLE => tables.items.get(id)?.description.clone(),
        _ => return None,
    })
}

/// Makes a record of a table with a name and nothing else, after the others of its product; an item is an epic.
pub fn add_named(tx: &mut Tx<'_>, table: &str, product: Id, name: &str) -> Result<Id, CommandError> {
    match table {
        Goal::TABLE => add_goal(tx, product, name),
        Initiative::TABLE => add_initiative(tx, product, name, Horizon::Later),
        Release::TABLE => add_release(tx, product, name),
        Metric::TABLE => add_metric(tx, product, name),
        _ => {
            let draft = Draft { title: name.to_owned(), kind: ItemType::Epic, ..Draft::default() };
            add_item(tx, product, draft, Destination::Top)
        }
    }
}

/// Moves a record of a product's list by so many places, and says whether it moved; `rank` is where it keeps its key.
pub fn step_in_order<T: Registered>(
    tx: &mut Tx<'_>,
    id: Id,
    by: isize,
    rank: impl Fn(&mut T) -> &mut Rank,
) -> bool {
    let Some(product) = tx.get::<T>(id).and_then(Record::owner) else { return false };
    let order: Vec<Id> = T::table(tx.tables()).in_order(product).collect();
    let Some(at) = order.iter().position(|it| *it == id) else { return false };
    let to = at.saturating_add_signed(by).min(order.len() - 1);
    if to == at {
        return false;
    }
    let rest: Vec<Id> = order.into_iter().filter(|it| *it != id).collect();
    for (id, key) in ranks_at::<T>(tx, &rest, to, &[id]) {
        tx.edit(id, |record: &mut T| *rank(record) = key);
    }
    true
}
