//! Finding items by the words in them.

use super::registry::Tables;
use super::table::AnyTable;
use super::values::own_contains;
use crate::model::kind::{ACCOUNT, FEEDBACK, QUOTE, SAID_BY, SPEAKS_FOR};
use crate::model::{Id, Item, Product, Record, SortedSet, fold, set_of};

/// A search for items: every word must stand somewhere in the item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    words: Vec<String>,
}

impl Search {
    /// Reads what a person typed.
    pub fn parse(text: &str) -> Self {
        Self { words: text.split_whitespace().map(fold).collect() }
    }

    /// Whether it asks for nothing, so that everything is found.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The ids of a product's items that have every word: first those whose key is meant, then those whose title begins
    /// with what was typed, then those with every word in the title, then the rest; each in the product's order.
    pub fn run(&self, tables: &Tables, product: Id) -> Vec<Id> {
        let Some(owner) = tables.products.get(product) else { return Vec::new() };
        if self.is_empty() {
            return tables.items.in_order(product).collect();
        }
        let finder = self.finder(tables);
        let items = tables.items.of(product);
        let mut found: [Vec<Id>; 4] = Default::default();
        for item in items.filter(|item| finder.finds(owner, item)) {
            if let Some(found) = found.get_mut(self.rank(owner, item)) {
                found.push(item.meta.id);
            }
        }
        found.concat()
    }

    /// The same for items of any product, one at a time.
    pub fn finder<'a>(&'a self, tables: &'a Tables) -> Finder<'a> {
        Finder(self.words.iter().map(|word| Wanted::of(tables, word)).collect())
    }

    /// Whether a record, whatever its kind, has every word.
    pub fn is_in(&self, table: &AnyTable, id: Id) -> bool {
        self.words.iter().all(|word| table.contains(id, word))
    }

    /// The same for a record that has a key: a word may be the start of that.
    pub fn is_in_or_key(&self, table: &AnyTable, id: Id, key: impl Fn() -> String) -> bool {
        let has_key = |word: &str| word.contains('-') && fold(&key()).starts_with(word);
        self.words.iter().all(|word| table.contains(id, word) || has_key(word))
    }

    /// How well an item fits, 0 the best.
    fn rank(&self, product: &Product, item: &Item) -> usize {
        let title = fold(&item.title);
        if self.words.iter().any(|word| has_key(product, item, word)) {
            0
        } else if title.starts_with(&self.words.join(" ")) {
            1
        } else if self.words.iter().all(|word| title.contains(word)) {
            2
        } else {
            3
        }
    }
}

/// Finds items by words that may stand in them, in their labels, in who does them or in what was said for them.
pub struct Finder<'a>(Vec<Wanted<'a>>);

/// A word, with the records beside an item that have it.
struct Wanted<'a> {
    word: &'a str,
    labels: SortedSet<Id>,
    people: SortedSet<Id>,
    quoted: SortedSet<Id>,
}

impl Finder<'_> {
    /// Whether an item of a product has every word.
    pub fn finds(&self, owner: &Product, item: &Item) -> bool {
        self.0.iter().all(|Wanted { word, labels, people, quoted }| {
            item.contains(word)
                || own_contains(&item.meta.unknown, word)
                || has_key(owner, item, word)
                || item.labels.iter().any(|label| labels.contains(label))
                || item.delegate.is_some_and(|person| people.contains(&person))
                || quoted.contains(&item.meta.id)
        })
    }
}

impl<'a> Wanted<'a> {
    fn of(tables: &Tables, word: &'a str) -> Self {
        let kept = tables.any(FEEDBACK.table);
        let said = |kept: &AnyTable| -> Vec<Id> {
            let named = |id: Id| kept.described(id).map(|it| it.linked(&SPEAKS_FOR)).unwrap_or_default();
            let says = |id: &Id| {
                kept.described(*id).is_some_and(|it| {
                    let of = [FEEDBACK.name(), &QUOTE, &SAID_BY, &ACCOUNT].into_iter();
                    of.map(|field| it.words(field)).any(|words| fold(words).contains(word))
                })
            };
            let found = kept.ids().into_iter().filter(says);
            found.flat_map(named).map(|(_, item)| item).collect()
        };
        Self {
            word,
            labels: set_of(tables.labels.iter().filter(|it| it.contains(word)).map(|it| it.meta.id)),
            people: set_of(tables.people.iter().filter(|it| it.contains(word)).map(|it| it.meta.id)),
            quoted: set_of(kept.map(said).unwrap_or_default()),
        }
    }
}

/// Whether a word is the start of an item's key: `spk-1` finds SPK-1 and SPK-12.
fn has_key(product: &Product, item: &Item, word: &str) -> bool {
    let Some((key, number)) = word.split_once('-') else { return false };
    key.eq_ignore_ascii_case(product.key.as_str()) && item.number.to_string().starts_with(number)
}
