//! What an impediment keeps from going on is blocked for as long as it is there.

use crate::command::item::is_over;
use crate::model::kind::{BLOCKS, IMPEDED_SINCE, IMPEDIMENTS, RESOLVED_ON};
use crate::model::{Block, Id, Instant, Item, SortedSet, set_of};
use crate::workspace::{Described, Tx};

/// The items an impediment keeps from going on now; none once it is resolved, and none of another record.
pub(in crate::command) fn held_up(tx: &Tx<'_>, id: Id) -> SortedSet<Id> {
    let named = |it: &Described| set_of(it.linked(&BLOCKS).into_iter().map(|(_, item)| item));
    let open = tx.tables().described(&IMPEDIMENTS, id).filter(|it| it.day(&RESOLVED_ON).is_none());
    open.map(named).unwrap_or_default()
}

/// Blocks what an impediment has come to keep from going on, by its name and since its first day; what it no longer does
/// goes on, unless it is blocked by something else.
pub(in crate::command) fn settle(tx: &mut Tx<'_>, id: Id, before: &SortedSet<Id>) {
    let Some(impediment) = tx.tables().described(&IMPEDIMENTS, id) else { return };
    let (name, now, today) = (impediment.name().to_owned(), tx.now(), tx.today());
    let since = impediment.day(&IMPEDED_SINCE).unwrap_or(today).min(today);
    let ended = impediment.day(&RESOLVED_ON).unwrap_or(today);
    let at = Instant(now.0 - i64::from(since.days_until(today)) * 86_400_000);
    let held = held_up(tx, id);
    for item in held.difference(before) {
        let status = tx.get::<Item>(*item).map(|item| item.status.clone()).unwrap_or_default();
        if is_over(tx, *item, &status) {
            continue;
        }
        let block =
            Block { id: tx.new_id(), reason: name.clone(), at, on: since, until: None, until_on: None };
        tx.edit(*item, |item: &mut Item| {
            if item.block().is_none() {
                item.blocked.push(block);
            }
        });
    }
    for item in before.difference(&held) {
        tx.edit(*item, |item: &mut Item| {
            if item.block().is_some_and(|block| block.reason == name) {
                item.unblock(now, ended);
            }
        });
    }
}
