//! Items that may say the same: titles that share most of their words.
//!
//! Two titles are alike by the share of the words of both that stand in both (Jaccard 1901), counted without the little
//! words; items that were said to be others, and what was dropped, are left out. What is done already counts where all
//! words are the same: it need not be done twice.

use super::category_of;
use crate::model::{Category, Id, Item, Pace, SortedMap, SortedSet, finish, set_of};
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

impl Likeness {
    /// The one that is not this one.
    pub fn other(&self, id: Id) -> Id {
        if self.first == id { self.second } else { self.first }
    }
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
#[derive(Debug)]
struct Title {
    id: Id,
    number: u32,
    text: String,
    words: SortedSet<String>,
    is_done: bool,
    /// What it is known to be another than, or a part of.
    settled: Vec<Id>,
}

/// The titles of a product's items, but for dropped ones: a copy, so that work goes on while they are compared.
#[derive(Debug, Default)]
pub struct Titles(Vec<Title>);

/// What an item is known to be another than, or a part of.
fn settled(item: &Item) -> impl Iterator<Item = Id> {
    item.distinct_from.iter().copied().chain(item.duplicate_of).chain(item.parent)
}

/// Whether a person has said how two items stand to each other.
pub(super) fn are_settled(one: &Item, other: &Item) -> bool {
    settled(one).any(|id| id == other.meta.id) || settled(other).any(|id| id == one.meta.id)
}

impl Titles {
    /// Those of a product.
    pub fn of(tables: &Tables, product: Id) -> Self {
        let items = tables.items.of(product).map(|item| (item, category_of(tables, item)));
        let kept = items.filter(|(_, category)| *category != Category::Cancelled);
        let title = |(item, category): (&Item, Category)| Title {
            id: item.meta.id,
            number: item.number,
            text: item.title.clone(),
            words: SortedSet::new(),
            is_done: category == Category::Done,
            settled: settled(item).collect(),
        };
        Self(kept.map(title).collect())
    }

    async fn read(&mut self, pace: &Pace) {
        for title in &mut self.0 {
            title.words = words(&title.text);
            pace.breathe().await;
        }
    }

    /// The pairs that may say the same, the most alike first; at most so many.
    pub async fn pairs(mut self, most: usize, pace: &Pace) -> Vec<Likeness> {
        self.read(pace).await;
        let mut with_word: SortedMap<&str, Vec<usize>> = SortedMap::new();
        for (place, title) in self.0.iter().enumerate() {
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
                        && let (Some(one), Some(other)) = (self.0.get(one), self.0.get(other))
                    {
                        found.extend(compare(one, other));
                    }
                }
            }
            pace.breathe().await;
        }
        sort(&mut found);
        found.truncate(most);
        found
    }
}

fn compare(one: &Title, other: &Title) -> Option<Likeness> {
    let is_settled = one.settled.contains(&other.id) || other.settled.contains(&one.id);
    let same = one.words.intersection(&other.words).count();
    let of = one.words.len() + other.words.len() - same;
    let is_alike = match usize::from(one.is_done) + usize::from(other.is_done) {
        0 => same >= LEAST && same * 100 >= of * ALIKE || same == of && same > 0,
        1 => same == of && same > 0,
        _ => false,
    };
    let (first, second) = if one.number <= other.number { (one, other) } else { (other, one) };
    (is_alike && !is_settled).then_some(Likeness { first: first.id, second: second.id, same, of })
}

/// The pairs of a product at once: see [`Titles::pairs`].
pub fn duplicates(tables: &Tables, product: Id, most: usize) -> Vec<Likeness> {
    finish(Titles::of(tables, product).pairs(most, &Pace::whole()))
}

/// The items that may say the same as one, the most alike first; at most so many.
pub fn like(tables: &Tables, item: &Item, most: usize) -> Vec<Likeness> {
    let mut titles = Titles::of(tables, item.product);
    finish(titles.read(&Pace::whole()));
    let Some(own) = titles.0.iter().find(|it| it.id == item.meta.id) else { return Vec::new() };
    let others = titles.0.iter().filter(|other| other.id != own.id);
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
