//! The typed face of a table: records of one kind that has a type of its own.

use std::marker::PhantomData;
use std::sync::Arc;

use super::stamp::Stamps;
use super::table::{AnyTable, Row};
use crate::model::{Id, Record};

/// All records of one known kind.
#[derive(Clone, Debug)]
pub struct Table<T> {
    /// The same, whatever the kind.
    pub any: AnyTable,
    kind: PhantomData<T>,
}

impl<T: Record> Default for Table<T> {
    fn default() -> Self {
        Self { any: AnyTable::of::<T>(), kind: PhantomData }
    }
}

impl<T: Record> Table<T> {
    /// The record, unless it is in Trash.
    pub fn get(&self, id: Id) -> Option<&T> {
        self.get_kept(id).filter(|record| Record::meta(*record).deleted_at.is_none())
    }

    /// The record, in Trash or not.
    pub fn get_kept(&self, id: Id) -> Option<&T> {
        self.any.record(id)?.as_any().downcast_ref()
    }

    /// The record, unless it is in Trash, to be kept by who asks.
    pub fn share(&self, id: Id) -> Option<Arc<T>> {
        self.any.share(id)?.into_any().downcast().ok()
    }

    /// Every record that is not in Trash, by id.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.iter_kept().filter(|record| Record::meta(*record).deleted_at.is_none())
    }

    /// Every record, those in Trash among them, by id.
    pub fn iter_kept(&self) -> impl Iterator<Item = &T> {
        self.any.records().filter_map(|record| record.as_any().downcast_ref())
    }

    /// The ids of a product's records in their order.
    pub fn in_order(&self, scope: Id) -> impl DoubleEndedIterator<Item = Id> {
        self.any.in_order(scope)
    }

    /// The records of a product in their order.
    pub fn of(&self, product: Id) -> impl DoubleEndedIterator<Item = &T> {
        self.in_order(product).filter_map(|id| self.get(id))
    }

    /// How many records a product has.
    pub fn count(&self, scope: Id) -> usize {
        self.any.count(scope)
    }

    /// Puts a record in the place of the one with its id.
    pub(super) fn put(&mut self, record: T, stamps: Stamps) {
        self.any.put(Row::new(Arc::new(record), stamps));
    }

    /// Changes a record, without a stamp; the transaction gives it one.
    pub(super) fn change(&mut self, id: Id, change: impl FnOnce(&mut T)) {
        let Some((mut record, stamps)) = self.get_kept(id).cloned().zip(self.any.stamps(id).cloned()) else {
            return;
        };
        change(&mut record);
        self.put(record, stamps);
    }
}
