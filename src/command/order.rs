//! Putting items in order.

use crate::model::{Id, Item, Rank, id_set};
use crate::workspace::{Registered, Tx};

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

/// The ordering key after the last of a product's records of this kind.
pub(super) fn last_rank<T: Registered>(tx: &Tx<'_>, product: Id) -> Rank {
    let last = T::table(tx.tables()).in_order(product).next_back().and_then(|id| tx.get::<T>(id));
    Rank::between(last.and_then(T::place).map(|place| place.rank), None)
}

/// An ordering key between two others, or beyond one; between equal ones, right after.
pub(super) fn place_between(low: Option<&Rank>, high: Option<&Rank>) -> Rank {
    Rank::between(low, high.filter(|high| low.is_none_or(|low| low < *high)))
}

/// Moves items, which keep the order they have among each other, and says whether anything moved.
///
/// Only the moved items get new keys; the rest of the list is not written.
pub fn move_items(tx: &mut Tx<'_>, ids: &[Id], to: Destination) -> bool {
    let moving = id_set(ids.iter().copied());
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
            order[..past].iter().filter(|id| !moving.contains(id)).count()
        }
    };
    let mut wanted = rest[..at].to_vec();
    wanted.extend(&block);
    wanted.extend(&rest[at..]);
    if wanted == order {
        return false;
    }
    let rank_of = |id: &Id| items.get(*id).map(|item| item.rank.clone());
    let low = at.checked_sub(1).and_then(|before| rank_of(&rest[before]));
    // Items with equal keys stand in the order of their ids: the next larger key is the end of the gap.
    let high = rest[at..].iter().filter_map(rank_of).find(|rank| low.as_ref().is_none_or(|low| rank > low));
    let ranks = Rank::spread(low.as_ref(), high.as_ref(), block.len());
    for (id, rank) in block.into_iter().zip(ranks) {
        tx.edit(id, |item: &mut Item| item.rank = rank);
    }
    true
}
