//! What an item has to do with other items: waiting, blocking, saying the same.

use super::CommandError;
use crate::analysis::waits_for;
use crate::model::{Id, Item, Record};
use crate::workspace::Tx;

/// How two items hang together, seen from the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The first waits for the second.
    WaitsFor,
    /// The second waits for the first.
    Blocks,
    /// They have to do with each other.
    RelatesTo,
    /// The first says the same as the second, which stays.
    DuplicateOf,
    /// The second says the same as the first.
    HasDuplicate,
}

impl Relation {
    /// All relations, in the order menus show them.
    pub const ALL: [Self; 5] =
        [Self::WaitsFor, Self::Blocks, Self::RelatesTo, Self::DuplicateOf, Self::HasDuplicate];

    /// As it is read before the second item: “Waits for SPK-3”.
    pub fn name(self) -> &'static str {
        match self {
            Self::WaitsFor => "Waits for",
            Self::Blocks => "Blocks",
            Self::RelatesTo => "Relates to",
            Self::DuplicateOf => "Is a duplicate of",
            Self::HasDuplicate => "Has a duplicate:",
        }
    }
}

/// Makes a relation of two items, or takes it back; a ring of waiting is refused with the way round.
pub fn relate(
    tx: &mut Tx<'_>,
    from: Id,
    relation: Relation,
    to: Id,
    is_made: bool,
) -> Result<(), CommandError> {
    let is_here = |id: Id| tx.get::<Item>(id).is_some();
    if is_made && !(is_here(from) && is_here(to)) {
        return Err(CommandError::Missing(Item::NOUN));
    }
    if is_made && from == to {
        return Err(CommandError::SameItem);
    }
    // Said once, at the item that waits or that is the duplicate.
    let (item, other) = match relation {
        Relation::Blocks | Relation::HasDuplicate => (to, from),
        _ => (from, to),
    };
    match relation {
        Relation::WaitsFor | Relation::Blocks => {
            if let Some(way) = waits_for(tx.tables(), other, item).filter(|_| is_made) {
                let keys = way.into_iter().filter_map(|id| tx.tables().item_key(id));
                return Err(CommandError::WaitRing(keys.collect::<Vec<_>>().join(", which waits for ")));
            }
            tx.edit(item, |item: &mut Item| put(&mut item.blocked_by, other, is_made));
        }
        Relation::RelatesTo => {
            let is_said_there = tx.get::<Item>(to).is_some_and(|item| item.related.contains(&from));
            if !(is_made && is_said_there) {
                tx.edit(from, |item: &mut Item| put(&mut item.related, to, is_made));
            }
            if !is_made {
                tx.edit(to, |item: &mut Item| put(&mut item.related, from, false));
            }
        }
        Relation::DuplicateOf | Relation::HasDuplicate => {
            // Of two that say the same one stays: the other way round is the same thing said again.
            if is_made && tx.get::<Item>(other).is_some_and(|it| it.duplicate_of == Some(item)) {
                tx.edit(other, |other: &mut Item| other.duplicate_of = None);
            }
            tx.edit(item, |item: &mut Item| {
                item.duplicate_of = is_made.then_some(other);
                item.distinct_from.remove(&other);
            });
        }
    }
    Ok(())
}

fn put(ids: &mut crate::model::SortedSet<Id>, id: Id, is_in: bool) {
    if is_in {
        ids.insert(id);
    } else {
        ids.remove(&id);
    }
}
