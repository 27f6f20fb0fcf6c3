//! Putting items under others, and taking them out again.

use super::CommandError;
use super::join::{join, joined};
use super::order::{Destination, move_items};
use crate::analysis::Joint;
use crate::model::{Id, Item, RecordRef};
use crate::workspace::{Tables, Tx};

/// Those of the items that stand under none of the others: what is moved with something it stands under goes along.
pub fn roots_of(tables: &Tables, ids: &[Id]) -> Vec<Id> {
    let above = |id: Id| tables.items.get(id)?.parent;
    let stands_under = |id: Id| std::iter::successors(above(id), |id| above(*id)).any(|id| ids.contains(&id));
    ids.iter().copied().filter(|id| !stands_under(*id)).collect()
}

/// Puts items under another, or under none, and where among the others they are to stand.
pub fn put_under(
    tx: &mut Tx<'_>,
    ids: &[Id],
    parent: Option<Id>,
    to: Option<Destination>,
) -> Result<(), CommandError> {
    for id in ids {
        join(tx, RecordRef::to::<Item>(*id), Joint::Epic, parent)?;
    }
    if let Some(to) = to {
        move_items(tx, ids, to);
    }
    Ok(())
}

/// Takes items out of what they stand under, to right after it. They keep the initiative they served through it.
pub fn take_out(tx: &mut Tx<'_>, ids: &[Id]) -> Result<(), CommandError> {
    // The last first: each comes to stand right after what it stood under.
    for id in ids.iter().rev() {
        let Some(parent) = tx.get::<Item>(*id).and_then(|item| item.parent) else { continue };
        let above = tx.get::<Item>(parent).and_then(|item| item.parent);
        let record = RecordRef::to::<Item>(*id);
        let served = joined(tx.tables(), record, Joint::Initiative);
        join(tx, record, Joint::Epic, above)?;
        if joined(tx.tables(), record, Joint::Initiative).is_none() {
            join(tx, record, Joint::Initiative, served)?;
        }
        move_items(tx, &[*id], Destination::After(parent));
    }
    Ok(())
}
