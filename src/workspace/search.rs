//! Finding items by the words in them.

use std::collections::BTreeSet;

use super::registry::Tables;
use crate::model::{Id, Item, Product, Record, set_of};

/// A search for items: every word must stand somewhere in the item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    words: Vec<String>,
}

impl Search {
    /// Reads what a person typed.
    pub fn parse(text: &str) -> Self {
        Self { words: text.split_whitespace().map(str::to_lowercase).collect() }
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
        let labels: Vec<BTreeSet<Id>> = self.words.iter().map(|word| labels_with(tables, word)).collect();
        let has_all = |item: &Item| {
            self.words.iter().zip(&labels).all(|(word, labels)| {
                item.contains(word)
                    || has_key(owner, item, word)
                    || item.labels.iter().any(|label| labels.contains(label))
            })
        };
        let items = tables.items.of(product);
        let mut found: [Vec<Id>; 4] = Default::default();
        for item in items.filter(|item| has_all(item)) {
            if let Some(found) = found.get_mut(self.rank(owner, item)) {
                found.push(item.meta.id);
            }
        }
        found.concat()
    }

    /// How well an item fits, 0 the best.
    fn rank(&self, product: &Product, item: &Item) -> usize {
        let title = item.title.to_lowercase();
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

fn labels_with(tables: &Tables, word: &str) -> BTreeSet<Id> {
    set_of(tables.labels.iter().filter(|label| label.contains(word)).map(|label| label.meta.id))
}

/// Whether a word is the start of an item's key: `spk-1` finds SPK-1 and SPK-12.
fn has_key(product: &Product, item: &Item, word: &str) -> bool {
    let Some((key, number)) = word.split_once('-') else { return false };
    key.eq_ignore_ascii_case(product.key.as_str()) && item.number.to_string().starts_with(number)
}
