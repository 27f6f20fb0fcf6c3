//! Putting items in order.

use crate::model::{Id, Item, Rank, Record, set_of};
use crate::workspace::Tx;

/// Where items are to go, in their product's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// Before every other.
    Top,
    /// After every other.
    Bottom,
    /// Right before this item.
    Before(Id),
    /// Right after this item.
    After(Id),
}

/// The ordering key after the last of a product's records in a table.
pub(super) fn last_rank(tx: &Tx<'_>, table: &str, product: Id) -> Rank {
    let last = tx.tables().any(table).and_then(|table| table.place(table.in_order(product).next_back()?));
    Rank::between(last.as_ref().map(|(_, rank)| rank), None)
}

/// The keys that bring `block` to place `at` among `rest`, the others in their order.
///
/// Only what moves gets a key, but for others that share the key before that place: they stand in the order of their
/// ids, and nothing fits between them until they have keys of their own.
pub(super) fn ranks_at(tx: &Tx<'_>, table: &str, rest: &[Id], at: usize, block: &[Id]) -> Vec<(Id, Rank)> {
    let table = tx.tables().any(table);
    let rank_of = |id: &Id| table.and_then(|table| table.place(*id)).map(|(_, rank)| rank);
    let (before, after) = rest.split_at_checked(at).unwrap_or((rest, &[]));
    let low = before.last().and_then(rank_of);
    let is_same = |id: &&Id| low.is_some() && rank_of(id) <= low;
    let run = after.iter().take_while(is_same).count();
    let high = after.get(run).and_then(rank_of);
    let ranks = Rank::spread(low.as_ref(), high.as_ref(), block.len() + run);
    block.iter().chain(after).copied().zip(ranks).collect()
}

/// Moves items, which keep the order they have among each other, and says whether anything moved.
///
/// Only the moved items get new keys; the rest of the list is not written.
pub fn move_items(tx: &mut Tx<'_>, ids: &[Id], to: Destination) -> bool {
    let moving = set_of(ids.iter().copied());
    let Some(product) = ids.iter().find_map(|id| tx.get::<Item>(*id)).map(|item| item.product) else {
        return false;
    };
    let items = &tx.tables().items;
    let order: Vec<Id> = items.in_order(product).collect();
    let block: Vec<Id> = order.iter().copied().filter(|id| moving.contains(id)).collect();
    let rest: Vec<Id> = order.iter().copied().filter(|id| !moving.contains(id)).collect();
    let at = match to {
        Destination::Top => 0,
        Destination::Bottom => rest.len(),
        Destination::Before(anchor) | Destination::After(anchor) => {
            // An anchor that moves along stands for the first unmoved item past it.
            let Some(anchor_at) = order.iter().position(|id| *id == anchor) else { return false };
            let past = match to {
                Destination::Before(_) => anchor_at,
                _ => anchor_at + 1,
            };
            order.iter().take(past).filter(|id| !moving.contains(id)).count()
        }
    };
    let (before, after) = rest.split_at_checked(at).unwrap_or((&rest, &[]));
    if [before, &block, after].concat() == order {
        return false;
    }
    for (id, rank) in ranks_at(tx, Item::TABLE, &rest, at, &block) {
        tx.edit(id, |item: &mut Item| item.rank = rank);
    }
    true
}
