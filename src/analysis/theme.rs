//! Which pieces of feedback may have a theme in common: by the words they share, and by nothing else.

use std::collections::HashMap;

use crate::model::kind::{DIFFERS, FEEDBACK, NO_THEME, PUT_AWAY, QUOTE, THEME_STATE, THEMES, THEMES_OF};
use crate::model::{Id, Pace, SortedMap, fold, in_order_of};
use crate::workspace::{Described, Tables};

/// So many pieces have to share words before they are offered as a theme.
const SUGGEST_LEAST: usize = 3;
/// So many suggestions are made at most.
const SUGGESTIONS_MOST: usize = 6;
/// So many of the most frequent words are looked at.
const WORDS_MOST: usize = 60;
/// From this share of the words of both on two pieces may say the same, in per cent.
const ALIKE: usize = 40;
/// So few same words are chance.
const ALIKE_LEAST: usize = 3;
/// So many pieces are offered as saying the same.
const ALIKE_MOST: usize = 3;

/// Pieces that may belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The theme they may belong to; none for a new one.
    pub theme: Option<Id>,
    /// The words they share.
    pub words: Vec<String>,
    /// The pieces.
    pub pieces: Vec<Id>,
}

/// A piece that may say the same as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Echo {
    /// The piece.
    pub id: Id,
    /// How many words stand in both.
    pub same: usize,
    /// How many stand in one of them or in both.
    pub of: usize,
}

/// Words that say nothing of what a text is about.
const COMMON_WORDS: [&str; 60] = [
    "about", "after", "again", "also", "always", "another", "because", "been", "before", "being", "cannot",
    "could", "does", "doing", "don't", "even", "every", "from", "have", "having", "here", "into", "just",
    "know", "like", "make", "many", "more", "most", "much", "must", "need", "never", "nobody", "often",
    "only", "other", "over", "please", "really", "should", "since", "some", "still", "than", "that", "their",
    "them", "then", "there", "these", "they", "this", "very", "want", "what", "when", "which", "with",
    "would",
];

/// The words a text is about, by their places, in the order of these; each once.
type Said = Vec<usize>;

/// Words by their places in the order in which they were met, those that say nothing first.
struct Words {
    places: HashMap<String, usize>,
    names: Vec<String>,
}

impl Words {
    fn new() -> Self {
        let mut words = Self { places: HashMap::new(), names: Vec::new() };
        for word in COMMON_WORDS {
            words.place(word);
        }
        words
    }

    /// The words a text is about, folded: those of four letters and more that are not common.
    fn of(&mut self, text: &str) -> Said {
        let folded = fold(text);
        let words = folded.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
        let words = words.filter(|word| word.chars().nth(3).is_some());
        let mut said = Said::new();
        for place in words.map(|word| self.place(word)).filter(|place| *place >= COMMON_WORDS.len()) {
            if let Err(at) = said.binary_search(&place) {
                said.insert(at, place);
            }
        }
        said
    }

    fn place(&mut self, word: &str) -> usize {
        if let Some(place) = self.places.get(word) {
            return *place;
        }
        let place = self.names.len();
        self.places.insert(word.to_owned(), place);
        self.names.push(word.to_owned());
        place
    }

    fn name(&self, place: usize) -> String {
        self.names.get(place).cloned().unwrap_or_default()
    }

    /// How many of some pieces have each word.
    fn counts<'a>(&self, pieces: impl IntoIterator<Item = &'a Said>) -> Vec<usize> {
        let mut counts = vec![0; self.names.len()];
        for place in pieces.into_iter().flatten() {
            if let Some(count) = counts.get_mut(*place) {
                *count += 1;
            }
        }
        counts
    }

    /// The words that at least so many have, the most frequent first.
    fn frequent(&self, counts: Vec<usize>, least: usize) -> Vec<usize> {
        let frequent = counts.into_iter().enumerate().filter(|(_, count)| *count >= least).collect();
        let key = |(place, count): &(usize, usize)| (-(*count as i64), self.names.get(*place));
        let frequent = in_order_of(frequent, key);
        frequent.into_iter().map(|(place, _)| place).collect()
    }
}

/// The texts in which themes are looked for: a copy, so that work goes on meanwhile.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// Each piece of feedback, what was said, and the themes it has.
    pieces: Vec<(Id, String, Vec<Id>)>,
    /// Each theme and its name.
    themes: Vec<(Id, String)>,
    /// What is no theme.
    refused: Vec<String>,
}

/// A piece without a theme, and its words.
type Bare = (Id, Said);

impl Corpus {
    fn among(tables: &Tables, product: Id, is_in: impl Fn(&Described) -> bool) -> Self {
        let pieces = tables.described_of(&FEEDBACK, product).into_iter();
        let pieces = pieces.filter(|it| it.words(&PUT_AWAY).is_empty() && is_in(it)).map(|it| {
            let themes = it.linked(&THEMES_OF).into_iter().map(|(_, theme)| theme).collect();
            (it.meta.id, [it.name(), it.words(&QUOTE)].join(" "), themes)
        });
        Self { pieces: pieces.collect(), ..Self::default() }
    }

    /// What was said of a product, but what was found to differ from one piece.
    pub fn beside(tables: &Tables, product: Id, id: Id) -> Self {
        let differ = |one: &Described, other: Id| one.linked(&DIFFERS).iter().any(|(_, it)| *it == other);
        let own = tables.described(&FEEDBACK, id);
        Self::among(tables, product, |it| !differ(it, id) && !own.is_some_and(|own| differ(own, it.meta.id)))
    }

    /// What was said of a product, and the themes that has.
    pub fn of(tables: &Tables, product: Id) -> Self {
        let mut corpus = Self::among(tables, product, |_| true);
        for theme in tables.described_of(&THEMES, product) {
            let name = theme.name().to_owned();
            if theme.words(&THEME_STATE) == NO_THEME {
                corpus.refused.push(name);
            } else {
                corpus.themes.push((theme.meta.id, name));
            }
        }
        corpus
    }

    /// The pieces that may say the same as one of them, the most alike first: by the share of the words of both that stand in
    /// both (Jaccard 1901).
    pub async fn alike(self, id: Id, pace: &Pace) -> Vec<Echo> {
        // The copy was made at once.
        pace.rest().await;
        let mut words = Words::new();
        let own = self.pieces.iter().find(|(it, ..)| *it == id);
        let own = own.map(|(_, text, _)| words.of(text)).unwrap_or_default();
        let mut found = Vec::new();
        for (other, text, _) in self.pieces.iter().filter(|(it, ..)| *it != id) {
            let said = words.of(text);
            let same = said.iter().filter(|place| own.binary_search(place).is_ok()).count();
            let of = own.len() + said.len() - same;
            if same >= ALIKE_LEAST && same * 100 >= of * ALIKE {
                found.push(Echo { id: *other, same, of });
            }
            pace.breathe().await;
        }
        let mut found = in_order_of(found, |it: &Echo| 100 - it.same * 100 / it.of.max(1));
        found.truncate(ALIKE_MOST);
        found
    }

    /// What may belong together among the pieces that have no theme: first those that share two words with a theme there is,
    /// then those that share words with each other. What was refused is not offered again.
    pub async fn suggestions(self, pace: &Pace) -> Vec<Suggestion> {
        // The copy was made at once.
        pace.rest().await;
        let mut words = Words::new();
        let mut bare: Vec<Bare> = Vec::new();
        let mut of_theme: SortedMap<Id, Vec<Said>> = SortedMap::new();
        for (id, text, themes) in self.pieces {
            let said = words.of(&text);
            for theme in &themes {
                of_theme.entry(*theme).or_default().push(said.clone());
            }
            if themes.is_empty() {
                bare.push((id, said));
            }
            pace.breathe().await;
        }
        let mut found = Vec::new();
        for (theme, name) in self.themes {
            let voices = of_theme.remove(&theme).unwrap_or_default();
            let own = words.of(&name);
            // A word that a third of its pieces have says what it is about.
            let least = voices.len().div_ceil(3).max(2);
            let counts = words.counts(&voices).into_iter().enumerate();
            let telling: Vec<bool> =
                counts.map(|(at, count)| count >= least || own.binary_search(&at).is_ok()).collect();
            let is_telling = |at: &usize| telling.get(*at) == Some(&true);
            let shares = |said: &Said| said.iter().filter(|at| is_telling(at)).count() >= 2;
            let (taken, rest): (Vec<Bare>, Vec<Bare>) = bare.into_iter().partition(|(_, said)| shares(said));
            bare = rest;
            if !taken.is_empty() {
                let shared = words.frequent(words.counts(taken.iter().map(|(_, said)| said)), 1);
                let shared = shared.into_iter().filter(is_telling).take(3).map(|place| words.name(place));
                let pieces = taken.iter().map(|(id, _)| *id).collect();
                found.push(Suggestion { theme: Some(theme), words: shared.collect(), pieces });
            }
            pace.breathe().await;
        }
        let refused: Vec<Said> = self.refused.iter().map(|name| words.of(name)).collect();
        while found.len() < SUGGESTIONS_MOST {
            let Some(next) = most_shared(&words, &bare, &refused) else { break };
            bare.retain(|(id, _)| !next.pieces.contains(id));
            found.push(next);
            pace.breathe().await;
        }
        found.truncate(SUGGESTIONS_MOST);
        found
    }
}

/// The two words that most pieces have in common, with the pieces that have both.
fn most_shared(words: &Words, bare: &[Bare], refused: &[Said]) -> Option<Suggestion> {
    let mut frequent = words.frequent(words.counts(bare.iter().map(|(_, said)| said)), SUGGEST_LEAST);
    frequent.truncate(WORDS_MOST);
    let mut ranks = vec![WORDS_MOST; words.names.len()];
    for (rank, place) in frequent.iter().enumerate() {
        if let Some(kept) = ranks.get_mut(*place) {
            *kept = rank;
        }
    }
    // How many have both words of a pair, by their ranks: a row for the one, a column for the other.
    let mut both = vec![0_usize; WORDS_MOST * WORDS_MOST];
    for (_, said) in bare {
        let here: Vec<usize> = said.iter().filter_map(|place| ranks.get(*place).copied()).collect();
        for one in here.iter().filter(|rank| **rank < WORDS_MOST) {
            for other in here.iter().filter(|rank| *rank > one && **rank < WORDS_MOST) {
                if let Some(count) = both.get_mut(one * WORDS_MOST + other) {
                    *count += 1;
                }
            }
        }
    }
    let mut most = (SUGGEST_LEAST - 1, None);
    for (at, count) in both.into_iter().enumerate() {
        let pair = frequent.get(at / WORDS_MOST).zip(frequent.get(at % WORDS_MOST));
        let Some((one, other)) = pair.filter(|_| count > most.0) else { continue };
        if !refused.iter().any(|words| words.contains(one) && words.contains(other)) {
            most = (count, Some([*one, *other]));
        }
    }
    let pair = most.1?;
    let has_both = |(_, of): &&Bare| pair.iter().all(|word| of.binary_search(word).is_ok());
    let pieces: Vec<Id> = bare.iter().filter(has_both).map(|(id, _)| *id).collect();
    Some(Suggestion { theme: None, words: pair.map(|word| words.name(word)).to_vec(), pieces })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_and_short_ones_say_nothing() {
        let mut words = Words::new();
        let said = words.of("The Tablet that they have shows tablets");
        let names: Vec<String> = said.into_iter().map(|place| words.name(place)).collect();
        assert_eq!(names, ["tablet", "shows", "tablets"]);
    }
}
