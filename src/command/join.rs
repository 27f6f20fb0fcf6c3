//! Joining records into the line, and taking a link out again.

use super::CommandError;
use super::described::sprint::put_in_sprint;
use crate::analysis::{Joint, up};
use crate::model::{Goal, Id, Initiative, Item, ItemType, Record, RecordRef, Release};
use crate::workspace::{Tables, Tx, stands_under_itself};

/// Makes a link of the line at a record, or takes it out.
pub fn join(tx: &mut Tx<'_>, from: RecordRef, joint: Joint, to: Option<Id>) -> Result<(), CommandError> {
    let id = from.id;
    match (from.table, joint) {
        (Goal::TABLE, Joint::Vision) => tx.edit(id, |goal: &mut Goal| goal.vision = to),
        (Initiative::TABLE, Joint::Goal) => tx.edit(id, |initiative: &mut Initiative| {
            initiative.goal = to;
            if let Some(goal) = to {
                initiative.other_goals.remove(&goal);
            }
        }),
        (Initiative::TABLE, Joint::Metric) => {
            tx.edit(id, |initiative: &mut Initiative| initiative.metric = to);
        }
        (Release::TABLE, Joint::Metric) => tx.edit(id, |release: &mut Release| release.metric = to),
        (Item::TABLE, Joint::Goal) => tx.edit(id, |item: &mut Item| item.goal = to),
        (Item::TABLE, Joint::Initiative) => tx.edit(id, |item: &mut Item| item.initiative = to),
        (Item::TABLE, Joint::Release) => tx.edit(id, |item: &mut Item| item.release = to),
        (Item::TABLE, Joint::Sprint) => put_in_sprint(tx, &[id], to)?,
        (Item::TABLE, Joint::Epic) => set_parent(tx, id, to)?,
        _ => {}
    }
    Ok(())
}

/// Hangs items under another, or under none.
pub fn set_parents(tx: &mut Tx<'_>, ids: &[Id], parent: Option<Id>) -> Result<(), CommandError> {
    ids.iter().try_for_each(|id| set_parent(tx, *id, parent))
}

/// Hangs an item under another, or under none; its initiative is then that of what stands above it.
fn set_parent(tx: &mut Tx<'_>, id: Id, parent: Option<Id>) -> Result<(), CommandError> {
    let Some(item) = tx.get::<Item>(id) else { return Err(CommandError::Missing(Item::NOUN)) };
    if item.kind == ItemType::Epic && parent.is_some() {
        return Err(CommandError::EpicUnderItem);
    }
    let above =
        |item: Id| if item == id { parent } else { tx.get::<Item>(item).and_then(|item| item.parent) };
    if parent == Some(id) || stands_under_itself(id, above) {
        return Err(CommandError::Ring);
    }
    // What stands above it has the say, where it was said of the item itself before.
    let above =
        parent.and_then(|parent| tx.get::<Item>(parent)).and_then(|it| up(tx.tables(), it).initiative);
    tx.edit(id, |item: &mut Item| {
        item.parent = parent;
        if above.is_some() {
            item.initiative = None;
        }
    });
    Ok(())
}

/// The link a record has at a joint of its own; what follows from others does not count.
pub fn joined_itself(tables: &Tables, from: RecordRef, joint: Joint) -> Option<Id> {
    match (from.table, joint) {
        (Item::TABLE, Joint::Goal) => tables.items.get(from.id)?.goal,
        (Item::TABLE, Joint::Initiative) => tables.items.get(from.id)?.initiative,
        _ => joined(tables, from, joint),
    }
}

/// The link a record has at a joint, its own or through what stands above it.
pub fn joined(tx: &Tables, from: RecordRef, joint: Joint) -> Option<Id> {
    match (from.table, joint) {
        (Goal::TABLE, Joint::Vision) => tx.goals.get(from.id)?.vision,
        (Initiative::TABLE, Joint::Goal) => tx.initiatives.get(from.id)?.goal,
        (Initiative::TABLE, Joint::Metric) => tx.initiatives.get(from.id)?.metric,
        (Release::TABLE, Joint::Metric) => tx.releases.get(from.id)?.metric,
        (Item::TABLE, Joint::Goal) => up(tx, tx.items.get(from.id)?).goal,
        (Item::TABLE, Joint::Initiative) => up(tx, tx.items.get(from.id)?).initiative,
        (Item::TABLE, Joint::Release) => tx.items.get(from.id)?.release,
        (Item::TABLE, Joint::Sprint) => tx.items.get(from.id)?.sprint,
        (Item::TABLE, Joint::Epic) => tx.items.get(from.id)?.parent,
        _ => None,
    }
}
