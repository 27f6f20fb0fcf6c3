//! Items that may say the same: titles that share most of their words.
//!
//! Two titles are alike by the share of the words of both that stand in both (Jaccard 1901), counted without the little
//! words; items that were said to be others, and what was dropped, are left out. What is done already counts where all
//! words are the same: it need not be done twice.

use super::category_of;
use crate::model::{Category, Id, Item, SortedMap, SortedSet, set_of};
use crate::workspace::Tables;

/// Two items that may say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// The one that was made first.
    pub first: Id,
    /// The other.
    pub second: Id,
    /// Words that stand in both titles.
    pub same: usize,
    /// Words that stand in one of them or in both.
    pub of: usize,
}

/// From this share on two titles are alike, in per cent.
const ALIKE: usize = 50;
/// A word in more titles than this says nothing about two of them.
const COMMON: usize = 60;
/// So few same words are chance.
const LEAST: usize = 2;

const LITTLE: [&str; 26] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "i", "in", "is", "it", "of", "on", "or",
    "so", "that", "the", "their", "them", "to", "when", "with", "want",
];

/// The words of a title that say something: folded, without plural and little words.
fn words(title: &str) -> SortedSet<String> {
    let folded = title.to_lowercase();
    let words = folded
        .split(|it: char| !it.is_alphanumeric())
        .filter(|word| word.chars().count() > 1 || word.parse::<u8>().is_ok());
    let bare = |word: &str| {
        let singular = word.strip_suffix('s').filter(|rest| rest.len() > 2 && !rest.ends_with('s'));
        singular.unwrap_or(word).to_owned()
    };
    set_of(words.filter(|word| !LITTLE.contains(word)).map(bare))
}

/// An item with the words of its title.
struct Title<'a> {
    item: &'a Item,
    words: SortedSet<String>,
    is_done: bool,
}

/// The titles of a product's items, but for dropped ones.
fn titles(tables: &Tables, product: Id) -> Vec<Title<'_>> {
    let items = tables.items.of(product).map(|item| (item, category_of(tables, item)));
    let kept = items.filter(|(_, category)| *category != Category::Cancelled);
    kept.map(|(item, category)| Title {
        item,
        words: words(&item.title),
        is_done: category == Category::Done,
    })
    .collect()
}

fn compare(one: &Title<'_>, other: &Title<'_>) -> Option<Likeness> {
    let (a, b) = (one.item, other.item);
    let is_settled = a.distinct_from.contains(&b.meta.id)
        || b.distinct_from.contains(&a.meta.id)
        || a.duplicate_of == Some(b.meta.id)
        || b.duplicate_of == Some(a.meta.id)
        || a.parent == Some(b.meta.id)
        || b.parent == Some(a.meta.id);
    let same = one.words.intersection(&other.words).count();
    let of = one.words.len() + other.words.len() - same;
    let is_alike = match usize::from(one.is_done) + usize::from(other.is_done) {
        0 => same >= LEAST && same * 100 >= of * ALIKE || same == of && same > 0,
        1 => same == of && same > 0,
        _ => false,
    };
    let (first, second) = if a.number <= b.number { (a, b) } else { (b, a) };
    (is_alike && !is_settled).then_some(Likeness { first: first.meta.id, second: second.meta.id, same, of })
}

/// The pairs of a product, the most alike first; at most so many.
pub fn duplicates(tables: &Tables, product: Id, most: usize) -> Vec<Likeness> {
    let titles = titles(tables, product);
    let mut with_word: SortedMap<&str, Vec<usize>> = SortedMap::new();
    for (place, title) in titles.iter().enumerate() {
        for word in &title.words {
            with_word.entry(word).or_default().push(place);
        }
    }
    let mut seen: SortedSet<(usize, usize)> = SortedSet::new();
    let mut found: Vec<Likeness> = Vec::new();
    for places in with_word.values().filter(|places| places.len() <= COMMON) {
        for (at, &one) in places.iter().enumerate() {
            for &other in places.iter().skip(at + 1) {
                if seen.insert((one, other))
                    && let (Some(one), Some(other)) = (titles.get(one), titles.get(other))
                {
                    found.extend(compare(one, other));
                }
            }
        }
    }
    sort(&mut found);
    found.truncate(most);
    found
}

/// The items that may say the same as one, the most alike first; at most so many.
pub fn like(tables: &Tables, item: &Item, most: usize) -> Vec<Likeness> {
    let titles = titles(tables, item.product);
    let Some(own) = titles.iter().find(|it| it.item.meta.id == item.meta.id) else { return Vec::new() };
    let others = titles.iter().filter(|other| other.item.meta.id != item.meta.id);
    let mut found: Vec<Likeness> = others.filter_map(|other| compare(own, other)).collect();
    sort(&mut found);
    found.truncate(most);
    found
}

/// The most alike first; of equals the one with more words, then in the backlog's order.
fn sort(found: &mut Vec<Likeness>) {
    let unlike = |it: &Likeness| (1_000 - it.same * 1_000 / it.of.max(1), usize::MAX - it.same);
    let mut keyed = SortedMap::new();
    for (place, it) in found.iter().enumerate() {
        keyed.insert((unlike(it), place), *it);
    }
    *found = keyed.into_values().collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_words_and_plurals_do_not_count() {
        let own: Vec<String> = words("Send the reminders to a rider’s phone").into_iter().collect();
        assert_eq!(own, ["phone", "reminder", "rider", "send"]);
    }
}
