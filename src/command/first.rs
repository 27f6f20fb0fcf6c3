//! The first steps in a product: five things in order of value and effort, and a roadmap out of what there is.

use super::{CommandError, Destination, add_initiative, move_items};
use crate::model::{Confidence, Horizon, Id, Initiative, Item, ItemType, Product, Record};
use crate::workspace::Tx;

/// More initiatives than this are no roadmap.
const MOST: usize = 12;
/// How many initiatives come now, and how many next, at the most; the others come later.
const EACH: usize = 2;

/// Puts items to the top, the most value for the least effort first; of equal ones the more valuable, then as they
/// were. What is not weighed counts as 3 and 3. What an item stands under comes right before the first of its items, so
/// that the tree says the same as the list.
pub fn order_by_value(tx: &mut Tx<'_>, ids: &[Id]) {
    let mut rest: Vec<Id> = ids.to_vec();
    let mut ordered = Vec::with_capacity(rest.len());
    let weight = |id: &Id| {
        let item = tx.get::<Item>(*id);
        let value = u32::from(item.and_then(|item| item.value).unwrap_or(3));
        let effort = u32::from(item.and_then(|item| item.effort).unwrap_or(3));
        (value * 60 / effort.max(1), value)
    };
    // From the end on, for of equals the first is meant.
    while let Some((best, _)) = rest.iter().enumerate().rev().max_by_key(|(_, id)| weight(id)) {
        ordered.push(rest.remove(best));
    }
    let mut placed: Vec<Id> = Vec::with_capacity(ordered.len());
    for id in ordered {
        let at = placed.len();
        let mut next = Some(id);
        while let Some(item) = next.filter(|id| !placed.contains(id)).and_then(|id| tx.get::<Item>(id)) {
            placed.insert(at, item.meta.id);
            next = item.parent;
        }
    }
    for id in placed.iter().rev() {
        move_items(tx, &[*id], Destination::Top);
    }
}

/// Makes an initiative of each epic that has none, in the order of the first story under it, and of each story that
/// stands under no epic. A third of them comes now, a third next, two each at the most; the others later. None of it is
/// promised: a person says so.
pub fn draft_roadmap(tx: &mut Tx<'_>, product: Id) -> Result<Vec<Id>, CommandError> {
    if tx.get::<Product>(product).is_none() {
        return Err(CommandError::Missing(Product::NOUN));
    }
    let mut sources: Vec<Id> = Vec::new();
    let order: Vec<Id> = tx.tables().items.in_order(product).collect();
    for id in order {
        let Some(item) = tx.get::<Item>(id).filter(|_| !is_done(tx, id)) else { continue };
        let is_epic =
            |id: &Id| tx.get::<Item>(*id).is_some_and(|it| it.kind == ItemType::Epic) && !is_done(tx, *id);
        let source = match item.parent {
            _ if item.kind == ItemType::Task => continue,
            _ if item.kind == ItemType::Epic => id,
            Some(epic) if is_epic(&epic) => epic,
            Some(_) => continue,
            None => id,
        };
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources.retain(|id| tx.get::<Item>(*id).is_some_and(|item| item.initiative.is_none()));
    sources.truncate(MOST);
    let mut made = Vec::with_capacity(sources.len());
    let now = sources.len().div_ceil(3).min(EACH);
    let next = (sources.len() - now).div_ceil(2).min(EACH);
    for (place, source) in sources.into_iter().enumerate() {
        let Some(name) = tx.get::<Item>(source).map(|item| item.shown_title().into_owned()) else { continue };
        let horizon = match place {
            _ if place < now => Horizon::Now,
            _ if place < now + next => Horizon::Next,
            _ => Horizon::Later,
        };
        let goal = tx.tables().goals.in_order(product).next();
        let id = add_initiative(tx, product, &name, horizon)?;
        tx.edit(id, |initiative: &mut Initiative| {
            initiative.goal = goal;
            if horizon != Horizon::Later {
                initiative.confidence = Confidence::Likely;
            }
        });
        tx.edit(source, |item: &mut Item| item.initiative = Some(id));
        made.push(id);
    }
    Ok(made)
}

/// Whether nothing more is to be done at an item.
fn is_done(tx: &Tx<'_>, id: Id) -> bool {
    tx.get::<Item>(id).is_some_and(|item| super::item::is_over(tx, id, &item.status))
}
