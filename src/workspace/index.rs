//! Under what a table finds its records besides their ids: order, what stands under what, numbers.

use crate::model::{Id, Rank, SortedMap, SortedSet};

/// Under what a record is found besides its id.
pub(super) struct IndexKeys {
    pub(super) id: Id,
    pub(super) owner: Option<Id>,
    pub(super) numbers: Vec<u32>,
    pub(super) place: Option<(Id, Rank)>,
    pub(super) parent: Option<Id>,
}

impl IndexKeys {
    /// Each number it holds, the current one first, as the index has it.
    fn held(&self) -> Vec<(Id, u32, bool, Id)> {
        let Some(owner) = self.owner else { return Vec::new() };
        self.numbers.iter().enumerate().map(|(place, number)| (owner, *number, place > 0, self.id)).collect()
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Indexes {
    pub(super) orders: SortedMap<Id, SortedSet<(Rank, Id)>>,
    pub(super) children: SortedMap<Id, SortedSet<Id>>,
    /// Product, number, whether the number is a former one, record.
    pub(super) numbers: SortedSet<(Id, u32, bool, Id)>,
}

impl Indexes {
    pub(super) fn add(&mut self, keys: IndexKeys) {
        self.numbers.extend(keys.held());
        if let Some((scope, rank)) = keys.place {
            self.orders.entry(scope).or_default().insert((rank, keys.id));
        }
        if let Some(parent) = keys.parent {
            self.children.entry(parent).or_default().insert(keys.id);
        }
    }

    pub(super) fn remove(&mut self, keys: IndexKeys) {
        for held in keys.held() {
            self.numbers.remove(&held);
        }
        if let Some((scope, rank)) = keys.place {
            self.orders.entry(scope).or_default().remove(&(rank, keys.id));
        }
        if let Some(parent) = keys.parent {
            self.children.entry(parent).or_default().remove(&keys.id);
        }
    }
}
