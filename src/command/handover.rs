//! Handing a requirement over: from the product manager's roadmap to the product owner's backlog.

use super::CommandError;
use super::item::{Draft, add_item};
use super::outline::paste_outline;
use super::{Destination, move_items};
use crate::model::{Handover, Id, Initiative, Item, ItemType, Record};
use crate::workspace::{Tables, Tx};

/// The epic an initiative has in the backlog.
pub fn epic_of(tables: &Tables, initiative: &Initiative) -> Option<Id> {
    let is_its_epic =
        |item: &&Item| item.kind == ItemType::Epic && item.initiative == Some(initiative.meta.id);
    tables.items.of(initiative.product).find(is_its_epic).map(|epic| epic.meta.id)
}

/// Hands an initiative over: its epic, made where it has none, with a story for each line below those it has, and gives
/// the epic.
pub fn hand_over(tx: &mut Tx<'_>, id: Id, stories: &str) -> Result<Id, CommandError> {
    let initiative = tx.get::<Initiative>(id).cloned().ok_or(CommandError::Missing(Initiative::NOUN))?;
    let epic = match epic_of(tx.tables(), &initiative) {
        Some(epic) => epic,
        None => {
            let draft = Draft {
                title: initiative.name.clone(),
                description: initiative.description.clone(),
                kind: ItemType::Epic,
                ..Draft::default()
            };
            let epic = add_item(tx, initiative.product, draft, Destination::Top)?;
            tx.edit(epic, |epic: &mut Item| epic.initiative = Some(id));
            epic
        }
    };
    if !stories.trim().is_empty() {
        let made = paste_outline(tx, initiative.product, stories, false)?;
        // The last of the stories the epic has already: the new ones follow it.
        let last = tx.tables().items.in_order(initiative.product).rfind(|it| {
            tx.get::<Item>(*it).is_some_and(|item| item.parent == Some(epic)) && !made.contains(it)
        });
        for id in &made {
            tx.edit(*id, |item: &mut Item| {
                // Under an epic stand stories, and under stories tasks.
                item.kind = if item.parent.is_none() { ItemType::Story } else { ItemType::Task };
                item.parent = item.parent.or(Some(epic));
            });
        }
        move_items(tx, &made, Destination::After(last.unwrap_or(epic)));
    }
    tx.edit(id, |initiative: &mut Initiative| initiative.handover = Handover::HandedOver);
    Ok(epic)
}
