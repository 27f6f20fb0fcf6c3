//! What an item has to do with others: what waits for what, and which quotes speak for it.

use super::is_over;
use super::voice::{findings_behind, heard, voices_behind, voices_of};
use crate::model::kind::{ABOUT, KINDS, Kind, SPEAKS_FOR};
use crate::model::{Id, Item, Record, RecordRef, SortedMap, map_of, set_of};
use crate::workspace::{Described, Tables};

/// The way from an item over what it waits for to another: both ends are on it; none where it does not wait for it.
pub fn waits_for(tables: &Tables, item: Id, other: Id) -> Option<Vec<Id>> {
    let mut came_from: SortedMap<Id, Option<Id>> = map_of([(item, None)]);
    let mut next = vec![item];
    while let Some(id) = next.pop() {
        if id == other {
            let mut way = vec![id];
            let mut at = id;
            while let Some(Some(before)) = came_from.get(&at) {
                way.push(*before);
                at = *before;
            }
            way.reverse();
            return Some(way);
        }
        for blocker in tables.items.get(id).into_iter().flat_map(|item| &item.blocked_by) {
            if !came_from.contains_key(blocker) {
                came_from.insert(*blocker, Some(id));
                next.push(*blocker);
            }
        }
    }
    None
}

/// Whether an item waits for another that is neither accepted nor dropped.
pub fn is_waiting(tables: &Tables, item: &Item) -> bool {
    item.blocked_by.iter().filter_map(|id| tables.items.get(*id)).any(|item| !is_over(tables, item))
}

/// What people said that speaks for an item, as a whole or with a passage.
pub fn quotes_of(tables: &Tables, item: Id) -> Vec<&Described> {
    let about = |it: &&Described| it.linked(&ABOUT).iter().any(|(_, id)| *id == item);
    voices_of(tables, item).into_iter().filter(|it| !about(it) || speaks_for(it, item)).collect()
}

/// What people said that speaks for an item by way of its themes, needs and opportunities alone.
pub fn quotes_through(tables: &Tables, item: Id) -> Vec<&Described> {
    let own = set_of(voices_of(tables, item).into_iter().map(|it| it.meta.id));
    let all = voices_behind(tables, Item::TABLE, item).into_iter();
    all.filter(|it| !own.contains(&it.meta.id)).collect()
}

/// How much speaks for an item: people, in whichever way, and findings of studies.
pub fn evidence(tables: &Tables, item: Id) -> usize {
    let voices = [quotes_of(tables, item), quotes_through(tables, item)];
    heard(&voices.concat()) + findings_behind(tables, Item::TABLE, item).len()
}

/// Whether a piece of feedback speaks for an item as a whole.
pub fn speaks_for(feedback: &Described, item: Id) -> bool {
    feedback.linked(&SPEAKS_FOR).iter().any(|(_, id)| *id == item)
}

/// The items of a product that name an item: those that wait for it, relate to it, and are its duplicates.
pub fn named_by(tables: &Tables, product: Id, id: Id) -> [Vec<Id>; 3] {
    let mut found = [Vec::new(), Vec::new(), Vec::new()];
    for item in tables.items.of(product) {
        let names =
            [item.blocked_by.contains(&id), item.related.contains(&id), item.duplicate_of == Some(id)];
        for (found, _) in found.iter_mut().zip(names).filter(|(_, is_named)| *is_named) {
            found.push(item.meta.id);
        }
    }
    found
}

/// The records of described kinds that name any of these, in the order of their kinds.
pub fn records_about(tables: &Tables, records: &[RecordRef]) -> Vec<RecordRef> {
    let of_kind = |kind: &'static Kind| {
        let kept = tables.any(kind.table);
        let naming = kept.into_iter().flat_map(|kept| records.iter().flat_map(|it| kept.naming(it.id)));
        set_of(naming.copied()).into_iter().map(|id| RecordRef { table: kind.table, id }).collect::<Vec<_>>()
    };
    KINDS.into_iter().flat_map(of_kind).collect()
}
