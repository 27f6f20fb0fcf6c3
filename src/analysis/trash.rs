//! What lies in Trash, by when it was put there.

use std::cmp::Reverse;

use crate::model::{Id, Instant, Product, Record, RecordRef, in_order_of};
use crate::workspace::{Workspace, known_table};

/// How long what is deleted can be taken back, in days.
pub const TRASH_DAYS: i64 = 30;
const DAY_MS: i64 = 86_400_000;

/// What one act put into Trash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// When.
    pub at: Instant,
    /// Its records, without those that lie there with their product.
    pub records: Vec<Trashed>,
}

/// A record in Trash that can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trashed {
    /// Its table.
    pub table: String,
    /// The record.
    pub id: Id,
    /// What one of its kind is called.
    pub noun: &'static str,
    /// What it is called; empty where it has no name.
    pub title: String,
    /// The key it had, for kinds that have one.
    pub key: Option<String>,
    /// How many records a product brings along.
    pub along: usize,
}

/// What lies in Trash, the newest first. What belongs to a product that lies there itself is counted with it.
pub fn trash(workspace: &Workspace) -> Vec<Batch> {
    let tables = workspace.tables();
    let mut batches: Vec<Batch> = Vec::new();
    for table in tables.all() {
        for id in table.ids() {
            let Some(at) = table.deleted_at(id) else { continue };
            let owner = table.owner(id).filter(|owner| *owner != id);
            if owner.is_some_and(|owner| tables.products.get(owner).is_none()) {
                continue;
            }
            let went_along = |other: Id| tables.all().map(|it| count_with(it, other, at)).sum();
            let along = if table.name() == Product::TABLE { went_along(id) } else { 0 };
            let title = table.title(id).unwrap_or_default().to_owned();
            let known = known_table(table.name());
            let key = known.and_then(|table| workspace.key_of(RecordRef { table, id }));
            let record =
                Trashed { table: table.name().to_owned(), id, noun: table.noun(), title, key, along };
            match batches.iter_mut().find(|batch| batch.at == at) {
                Some(batch) => batch.records.push(record),
                None => batches.push(Batch { at, records: vec![record] }),
            }
        }
    }
    in_order_of(batches, |batch| Reverse(batch.at))
}

fn count_with(table: &crate::workspace::AnyTable, product: Id, at: Instant) -> usize {
    let is_with = |id: &Id| table.owner(*id) == Some(product) && table.deleted_at(*id) == Some(at);
    table.ids().iter().filter(|id| **id != product && is_with(id)).count()
}

/// What was put into Trash at this moment or before has lain there long enough.
pub fn trash_ends(now: Instant) -> Instant {
    Instant(now.0 - TRASH_DAYS * DAY_MS)
}

/// How many days are left to take something back, a begun one counted.
pub fn days_left(at: Instant, now: Instant) -> i64 {
    let left = at.0 - trash_ends(now).0;
    (left + DAY_MS - 1).div_euclid(DAY_MS).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_days_are_counted_down() {
        let day = |days: i64| Instant(days * DAY_MS);
        assert_eq!(days_left(day(100), day(100)), 30);
        assert_eq!(days_left(day(100), Instant(day(101).0 + 1)), 29);
        assert_eq!(days_left(day(100), Instant(day(130).0 - 1)), 1);
        assert_eq!(days_left(day(100), day(130)), 0);
        assert!(day(100) <= trash_ends(day(130)));
        assert!(day(100) > trash_ends(Instant(day(130).0 - 1)));
    }
}
