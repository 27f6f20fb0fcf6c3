//! Knowing rows again: which item of the product a row of a list is.

use std::collections::{BTreeMap, BTreeSet};

use super::row::Row;
use crate::format::{Sheet, is_backlog_csv};
use crate::model::{Id, Item, Product, Source};
use crate::workspace::Tx;

/// The items an import can know again, by what their rows were.
pub(super) struct Known {
    own_keys: BTreeMap<String, Id>,
    keys: BTreeMap<String, Id>,
    rows: BTreeMap<(String, u32), Id>,
    titles: BTreeMap<(String, u32), Id>,
}

impl Known {
    pub fn of(tx: &Tx<'_>, product: Id, sheet: &Sheet) -> Self {
        // A list that went out of here comes back under the keys it went out with.
        let owner = tx.get::<Product>(product).filter(|_| is_backlog_csv(sheet));
        let items: Vec<&Item> =
            tx.tables().items.iter_kept().filter(|item| item.product == product).collect();
        let mut known = Self {
            own_keys: owner.map(|owner| own_keys(owner, &items)).unwrap_or_default(),
            keys: BTreeMap::new(),
            rows: BTreeMap::new(),
            titles: BTreeMap::new(),
        };
        let mut ordinals: BTreeMap<String, u32> = BTreeMap::new();
        for item in items {
            let id = item.meta.id;
            let key = item.source.as_ref().and_then(|source| source.key.clone());
            if let Some(source) = &item.source {
                known.rows.insert((source.hash.clone(), source.ordinal), id);
            }
            match key {
                Some(key) => drop(known.keys.insert(key, id)),
                None if tx.get::<Item>(id).is_some() => {
                    let ordinal = ordinals.entry(item.title.clone()).or_insert(0);
                    known.titles.insert((item.title.clone(), *ordinal), id);
                    *ordinal += 1;
                }
                None => {}
            }
        }
        known
    }

    /// Whether the list went out of here.
    pub fn is_ours(&self) -> bool {
        !self.own_keys.is_empty()
    }

    /// Whether a row went out of here: then what another tool said of the item still holds.
    pub fn is_own(&self, source: &Source) -> bool {
        self.own(source).is_some()
    }

    /// The item of each row, where it is here already; no two rows are one item.
    ///
    /// A row is known by its key, or because it is the very same; a row without a key also by its title.
    pub fn find_all(&self, rows: &[Row]) -> Vec<Option<Id>> {
        let mut used = BTreeSet::new();
        let mut found: Vec<Option<Id>> =
            rows.iter().map(|row| self.find(&row.source).filter(|id| used.insert(*id))).collect();
        let mut next: BTreeMap<String, u32> = BTreeMap::new();
        let unkeyed = |(found, row): &(&mut Option<Id>, &Row)| found.is_none() && row.source.key.is_none();
        for (found, row) in found.iter_mut().zip(rows).filter(unkeyed) {
            let ordinal = next.entry(row.draft.title.clone()).or_insert(0);
            while let Some(id) = self.titles.get(&(row.draft.title.clone(), *ordinal)) {
                *ordinal += 1;
                if used.insert(*id) {
                    *found = Some(*id);
                    break;
                }
            }
        }
        found
    }

    fn own(&self, source: &Source) -> Option<Id> {
        self.own_keys.get(&source.key.as_ref()?.to_lowercase()).copied()
    }

    fn find(&self, source: &Source) -> Option<Id> {
        if let Some(id) = self.own(source) {
            return Some(id);
        }
        // The same row is the same item, even where a file gives one key to several rows.
        let rows = self.rows.get(&(source.hash.clone(), source.ordinal));
        rows.or_else(|| self.keys.get(source.key.as_ref()?)).copied()
    }
}

/// Items of a product by the keys they have and had, in lower case; who has a number comes before who had it.
pub(super) fn own_keys(product: &Product, items: &[&Item]) -> BTreeMap<String, Id> {
    let mut keys = BTreeMap::new();
    let mut add = |number: u32, id: Id| {
        for key in product.former_keys.iter().chain([&product.key]) {
            keys.insert(format!("{}-{number}", key.to_address()), id);
        }
    };
    for item in items {
        item.former_numbers.iter().for_each(|number| add(*number, item.meta.id));
    }
    items.iter().for_each(|item| add(item.number, item.meta.id));
    keys
}
