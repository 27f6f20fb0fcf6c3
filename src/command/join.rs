//! Joining records into the line, and taking a link out again.

use super::CommandError;
use super::described::sprint::put_in_sprint;
use super::described::{revise, set};
use crate::analysis::{Joint, up};
use crate::model::kind::{Field, Holds, INITIATIVE_GOAL, Kind, MOVES, VISION};
use crate::model::{Id, Item, ItemType, Record, RecordRef, link_text};
use crate::workspace::{Tables, Tx, stands_under_itself};

/// Makes a link of the line at a record, or takes it out.
pub fn join(tx: &mut Tx<'_>, from: RecordRef, joint: Joint, to: Option<Id>) -> Result<(), CommandError> {
    let id = from.id;
    match (from.table, joint) {
        (Item::TABLE, Joint::Goal) => tx.edit(id, |item: &mut Item| item.goal = to),
        (Item::TABLE, Joint::Initiative) => tx.edit(id, |item: &mut Item| item.initiative = to),
        (Item::TABLE, Joint::Release) => tx.edit(id, |item: &mut Item| item.release = to),
        (Item::TABLE, Joint::Sprint) => put_in_sprint(tx, &[id], to)?,
        (Item::TABLE, Joint::Epic) => set_parent(tx, id, to)?,
        _ => {
            if let Some((field, table)) = link_of(from, joint) {
                let link = to.map(|id| link_text(table, id).into());
                revise(tx, from, |fields| set(fields, field, link));
            }
        }
    }
    Ok(())
}

/// The field of a listed kind in which a joint is written, and the table it names.
fn link_of(from: RecordRef, joint: Joint) -> Option<(&'static Field, &'static str)> {
    let field = match joint {
        Joint::Vision => &VISION,
        Joint::Goal => &INITIATIVE_GOAL,
        Joint::Metric => &MOVES,
        _ => return None,
    };
    let Holds::Link([table]) = field.holds else { return None };
    Kind::built(from.table)?.each_field().find(|it| *it == field).map(|field| (field, *table))
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
        (Item::TABLE, Joint::Goal) => up(tx, tx.items.get(from.id)?).goal,
        (Item::TABLE, Joint::Initiative) => up(tx, tx.items.get(from.id)?).initiative,
        (Item::TABLE, Joint::Release) => tx.items.get(from.id)?.release,
        (Item::TABLE, Joint::Sprint) => tx.items.get(from.id)?.sprint,
        (Item::TABLE, Joint::Epic) => tx.items.get(from.id)?.parent,
        _ => {
            let (field, _) = link_of(from, joint)?;
            tx.any(from.table)?.described(from.id)?.linked(field).first().map(|(_, id)| *id)
        }
    }
}
