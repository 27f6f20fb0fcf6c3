//! One item made two, and several made one.

use std::fmt::Write as _;

use super::described::set_link;
use super::item::{Draft, add_item};
use super::{CommandError, Destination};
use crate::analysis::{quotes_of, up, waits_for};
use crate::model::kind::SPEAKS_FOR;
use crate::model::{Id, Item, ItemType, Note, Product, Record, RecordRef, SortedSet, set_of};
use crate::workspace::{Tx, stands_under_itself};

/// Splits an item: the new one follows it, with the criteria that go over, and serves what the old one serves.
pub fn split_item(tx: &mut Tx<'_>, id: Id, title: &str, criteria: &[Id]) -> Result<Id, CommandError> {
    let item = tx.get::<Item>(id).cloned().ok_or(CommandError::Missing(Item::NOUN))?;
    if title.trim().is_empty() {
        return Err(CommandError::NoName(Item::NOUN));
    }
    let draft = Draft {
        title: title.to_owned(),
        kind: item.kind,
        status: Some(item.status.clone()),
        parent: item.parent,
        ..Draft::default()
    };
    let part = add_item(tx, item.product, draft, Destination::After(id))?;
    let moved = item.criteria.iter().filter(|criterion| criteria.contains(&criterion.id)).cloned().collect();
    tx.edit(part, |part: &mut Item| {
        part.criteria = moved;
        part.persona = item.persona;
        part.benefit.clone_from(&item.benefit);
        part.labels.clone_from(&item.labels);
        (part.initiative, part.goal, part.release) = (item.initiative, item.goal, item.release);
        part.related.insert(id);
    });
    tx.edit(id, |item: &mut Item| item.criteria.retain(|criterion| !criteria.contains(&criterion.id)));
    // What people said of the whole is said of both parts.
    for quote in quote_ids(tx, id) {
        let _ = set_link(
            tx,
            super::described::feedback::of(quote),
            &SPEAKS_FOR,
            RecordRef::to::<Item>(part),
            true,
        );
    }
    Ok(part)
}

fn quote_ids(tx: &Tx<'_>, item: Id) -> Vec<Id> {
    quotes_of(tx.tables(), item).iter().map(|quote| quote.meta.id).collect()
}

/// Merges items into one: what is written at the others is added to it, what names them names it, and they go to Trash.
pub fn merge_items(tx: &mut Tx<'_>, into: Id, others: &[Id]) -> Result<(), CommandError> {
    let kept = tx.get::<Item>(into).cloned().ok_or(CommandError::Missing(Item::NOUN))?;
    let others: Vec<Item> =
        others.iter().filter(|id| **id != into).filter_map(|id| tx.get::<Item>(*id).cloned()).collect();
    if others.is_empty() {
        return Err(CommandError::SameItem);
    }
    let gone = set_of(others.iter().map(|item| item.meta.id));
    let parent = parent_of_merged(tx, &kept, &others, &gone);
    let serves = up(tx.tables(), &kept);
    let keys: Vec<String> =
        others.iter().map(|item| tx.tables().item_key(item.meta.id).unwrap_or_default()).collect();
    tx.edit(into, |item: &mut Item| {
        item.parent = parent;
        for (other, key) in others.iter().zip(&keys) {
            add_to(item, other, key);
            // What stands above it has the say.
            item.initiative = item.initiative.or(other.initiative.filter(|_| serves.initiative.is_none()));
            item.goal = item.goal.or(other.goal.filter(|_| serves.goal.is_none()));
        }
        for links in [&mut item.blocked_by, &mut item.related, &mut item.distinct_from] {
            links.retain(|id| *id != into && !gone.contains(id));
        }
        item.duplicate_of.take_if(|id| gone.contains(id));
    });
    name_instead(tx, into, &gone);
    // What waits for the one that stays is not waited for by it.
    let waited: Vec<Id> = tx.get::<Item>(into).into_iter().flat_map(|it| it.blocked_by.clone()).collect();
    let ring: Vec<Id> = waited.into_iter().filter(|id| waits_for(tx.tables(), *id, into).is_some()).collect();
    tx.edit(into, |item: &mut Item| item.blocked_by.retain(|id| !ring.contains(id)));
    let gone: Vec<Id> = gone.into_iter().collect();
    tx.trash(Item::TABLE, &gone);
    Ok(())
}

fn parent_of(tx: &Tx<'_>, id: Id) -> Option<Id> {
    tx.get::<Item>(id).and_then(|item| item.parent)
}

/// What the item that stays stands under: its own parent, else one of the others', past those that go. An epic stands
/// under nothing, and nothing under itself.
fn parent_of_merged(tx: &Tx<'_>, kept: &Item, others: &[Item], gone: &SortedSet<Id>) -> Option<Id> {
    let into = kept.meta.id;
    let first_that_stays = |mut parent: Option<Id>| {
        let mut left = gone.len();
        while let Some(above) = parent.filter(|above| gone.contains(above) && left > 0) {
            parent = parent_of(tx, above);
            left -= 1;
        }
        parent
    };
    let mut parents = [kept].into_iter().chain(others).filter_map(|item| first_that_stays(item.parent));
    parents.find(|parent| {
        let above = |id: Id| if id == into { Some(*parent) } else { parent_of(tx, id) };
        kept.kind != ItemType::Epic && *parent != into && !stands_under_itself(into, above)
    })
}

/// Adds what is written at one item to another; where both say something of which there is one, the first stays.
fn add_to(item: &mut Item, other: &Item, key: &str) {
    if !other.description.trim().is_empty() {
        if !item.description.trim().is_empty() {
            item.description.push_str("\n\n---\n\n");
        }
        let _ = write!(item.description, "*From {key}, “{}”:*\n\n{}", other.shown_title(), other.description);
    }
    add_new(&mut item.criteria, &other.criteria, |one, other| one.text == other.text);
    add_new(&mut item.checklist, &other.checklist, |one, other| one.text == other.text);
    add_new(&mut item.questions, &other.questions, |_, _| false);
    add_new(&mut item.comments, &other.comments, |_, _| false);
    // What it is scored by, and what stands in the fields a person added.
    for (key, value) in &other.meta.unknown {
        item.meta.unknown.entry(key.clone()).or_insert_with(|| value.clone());
    }
    item.labels.extend(&other.labels);
    item.blocked_by.extend(&other.blocked_by);
    item.related.extend(&other.related);
    if item.want.is_empty() {
        item.want.clone_from(&other.want);
    }
    if item.benefit.is_empty() {
        item.benefit.clone_from(&other.benefit);
    }
    item.persona = item.persona.or(other.persona);
    item.release = item.release.or(other.release);
    item.estimate = item.estimate.or(other.estimate);
    item.value = item.value.max(other.value);
    item.effort = item.effort.or(other.effort);
    item.delegate = item.delegate.or(other.delegate);
    item.follow_up = item.follow_up.or(other.follow_up);
}

/// Adds the entries of one list to another but those it has: the same one, or one that says the same.
fn add_new<N: Note>(notes: &mut Vec<N>, others: &[N], is_same: fn(&N, &N) -> bool) {
    for other in others {
        if notes.iter().all(|note| note.id() != other.id() && !is_same(note, other)) {
            notes.push(other.clone());
        }
    }
}

/// Whatever names one of the items that go names the one that stays.
fn name_instead(tx: &mut Tx<'_>, into: Id, gone: &SortedSet<Id>) {
    let names_any = |item: &Item| {
        item.parent.is_some_and(|parent| gone.contains(&parent))
            || item.duplicate_of.is_some_and(|other| gone.contains(&other))
            || item.blocked_by.intersection(gone).next().is_some()
            || item.related.intersection(gone).next().is_some()
    };
    let naming: Vec<Id> = tx
        .tables()
        .items
        .iter()
        .filter(|item| item.meta.id != into && !gone.contains(&item.meta.id) && names_any(item))
        .map(|item| item.meta.id)
        .collect();
    for id in naming {
        let would_ring = stands_under_itself(id, |at| if at == id { Some(into) } else { parent_of(tx, at) });
        let stays_out = would_ring || tx.get::<Item>(id).is_some_and(|it| it.kind == ItemType::Epic);
        tx.edit(id, |item: &mut Item| {
            if item.parent.is_some_and(|parent| gone.contains(&parent)) && !stays_out {
                item.parent = Some(into);
            }
            if item.duplicate_of.is_some_and(|other| gone.contains(&other)) {
                item.duplicate_of = Some(into);
            }
            for links in [&mut item.blocked_by, &mut item.related] {
                let before = links.len();
                links.retain(|id| !gone.contains(id));
                if links.len() < before {
                    links.insert(into);
                }
            }
        });
    }
    for quote in gone.iter().flat_map(|id| quote_ids(tx, *id)).collect::<Vec<_>>() {
        let _ = set_link(
            tx,
            super::described::feedback::of(quote),
            &SPEAKS_FOR,
            RecordRef::to::<Item>(into),
            true,
        );
    }
    let products: Vec<Id> = tx.tables().products.iter().map(|product| product.meta.id).collect();
    for product in products {
        tx.edit(product, |product: &mut Product| {
            let is_there = product.focus.contains(&into);
            if let Some(first) = product.focus.iter_mut().find(|id| gone.contains(id)).filter(|_| !is_there) {
                *first = into;
            }
        });
    }
}
