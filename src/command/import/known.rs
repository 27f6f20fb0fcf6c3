//! Knowing rows again: which item of the product a row of a list is.

use super::row::ImportRow;
use crate::format::Sheet;
use crate::model::{Id, Item, Pace, Product, SortedMap, SortedSet, Source, set_of};
use crate::workspace::Tx;

/// An item that came with a key.
struct Keyed {
    /// The list the key is of; none for a key that is known everywhere, and for what an earlier build brought in.
    list: Option<String>,
    number: u32,
    title: String,
    id: Id,
}

/// The items an import can know again, by what their rows were.
pub(super) struct Known {
    is_ours: bool,
    own_keys: SortedMap<String, Id>,
    keys: SortedMap<String, Vec<Keyed>>,
    rows: SortedMap<(String, u32), Id>,
    titles: SortedMap<(String, u32), Id>,
}

/// The item of a row: none for a new one; of several with its key and none with its title, the numbers of all.
pub(super) type KnownItem = Result<Option<Id>, Vec<u32>>;

impl Known {
    pub async fn of(tx: &Tx<'_>, product: Id, sheet: &Sheet, pace: &Pace) -> Self {
        // A list that went out of here comes back under the keys it went out with.
        let owner = tx.get::<Product>(product).filter(|_| sheet.is_backlog());
        let items: Vec<&Item> =
            tx.tables().items.iter_kept().filter(|item| item.product == product).collect();
        let mut known = Self {
            is_ours: owner.is_some(),
            own_keys: owner.map(|owner| own_keys(owner, &items)).unwrap_or_default(),
            keys: SortedMap::new(),
            rows: SortedMap::new(),
            titles: SortedMap::new(),
        };
        let mut ordinals: SortedMap<String, u32> = SortedMap::new();
        for item in items {
            pace.breathe().await;
            let id = item.meta.id;
            if let Some(source) = &item.source {
                known.rows.insert((source.hash.clone(), source.ordinal), id);
            }
            match item.source.as_ref().and_then(|source| Some((source.key.clone()?, source.list.clone()))) {
                Some((key, list)) => {
                    let keyed = Keyed { list, number: item.number, title: item.title.clone(), id };
                    let others = known.keys.entry(key).or_default();
                    let place = others.partition_point(|other| other.number < keyed.number);
                    others.insert(place, keyed);
                }
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
        self.is_ours
    }

    /// Whether a row went out of here: then what another tool said of the item still holds.
    pub fn is_own(&self, source: &Source) -> bool {
        self.own(source).is_some()
    }

    /// The lists that gave the items their numbers.
    pub fn lists(&self) -> SortedSet<&String> {
        set_of(self.keys.values().flatten().filter_map(|keyed| keyed.list.as_ref()))
    }

    /// How many rows have a key of a list, and how many of them its title, too.
    pub fn shared_with(&self, list: &str, rows: &[ImportRow]) -> (usize, usize) {
        let keyed = rows.iter().filter_map(|row| {
            let keyed = self.keys.get(row.source.key.as_ref()?)?;
            let keyed = keyed.iter().find(|keyed| keyed.list.as_deref() == Some(list))?;
            Some(keyed.title == row.draft.title)
        });
        keyed.fold((0, 0), |(keys, titles), is_same| (keys + 1, titles + usize::from(is_same)))
    }

    /// The item of each row, where it is here already; no two rows are one item.
    ///
    /// A row is known by its key, or because it is the very same; a row without a key also by its title. Of several items
    /// with its key it is the one with its title; else they are taken in their order, where the rows are as many.
    pub fn find_all(&self, rows: &[ImportRow]) -> Vec<KnownItem> {
        let mut used = SortedSet::new();
        let mut found: Vec<Option<Id>> =
            rows.iter().map(|row| self.find(&row.source).filter(|id| used.insert(*id))).collect();
        let mut next: SortedMap<&str, u32> = SortedMap::new();
        for (found, row) in found.iter_mut().zip(rows).filter(|(found, _)| found.is_none()) {
            let title = row.draft.title.as_str();
            if row.source.key.is_some() {
                let same = self.keyed(&row.source).filter(|keyed| keyed.title == title).map(|keyed| keyed.id);
                *found = same.into_iter().find(|id| used.insert(*id));
                continue;
            }
            let ordinal = next.entry(title).or_insert(0);
            while let Some(id) = self.titles.get(&(title.to_owned(), *ordinal)) {
                *ordinal += 1;
                if used.insert(*id) {
                    *found = Some(*id);
                    break;
                }
            }
        }
        let mut waiting: SortedMap<&str, usize> = SortedMap::new();
        for key in rows
            .iter()
            .zip(&found)
            .filter_map(|(row, found)| row.source.key.as_deref().filter(|_| found.is_none()))
        {
            *waiting.entry(key).or_insert(0) += 1;
        }
        let mut all = Vec::with_capacity(rows.len());
        for (row, found) in rows.iter().zip(found) {
            let rows =
                row.source.key.as_deref().filter(|_| found.is_none()).and_then(|key| waiting.get_mut(key));
            let Some(rows) = rows else {
                all.push(Ok(found));
                continue;
            };
            let free: Vec<&Keyed> =
                self.keyed(&row.source).filter(|keyed| !used.contains(&keyed.id)).collect();
            if free.len() > *rows {
                all.push(Err(free.iter().map(|keyed| keyed.number).collect()));
                continue;
            }
            *rows -= 1;
            let first = free.first().map(|keyed| keyed.id);
            used.extend(first);
            all.push(Ok(first));
        }
        all
    }

    fn own(&self, source: &Source) -> Option<Id> {
        self.own_keys.get(&source.key.as_ref()?.to_lowercase()).copied()
    }

    fn keyed<'a>(&'a self, source: &'a Source) -> impl Iterator<Item = &'a Keyed> {
        let keyed = source.key.as_ref().and_then(|key| self.keys.get(key)).into_iter().flatten();
        keyed.filter(|keyed| keyed.list.is_none() || keyed.list == source.list)
    }

    fn find(&self, source: &Source) -> Option<Id> {
        // The same row is the same item, even where a file gives one key to several rows.
        self.own(source).or_else(|| self.rows.get(&(source.hash.clone(), source.ordinal)).copied())
    }
}

/// Items of a product by the keys they have and had, in lower case; who has a number comes before who had it.
pub(super) fn own_keys(product: &Product, items: &[&Item]) -> SortedMap<String, Id> {
    let mut keys = SortedMap::new();
    let mut add = |number: u32, id: Id| {
        for key in product.former_keys.iter().chain([&product.key]) {
            keys.insert(format!("{}-{number}", key.to_address()), id);
        }
    };
    for item in items {
        item.former_numbers.iter().for_each(|number| add(*number, item.meta.id));
    }
    for item in items {
        add(item.number, item.meta.id);
    }
    keys
}
