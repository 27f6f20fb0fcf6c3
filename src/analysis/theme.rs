//! Which pieces of feedback may have a theme in common: by the words they share, and by nothing else.

use crate::model::kind::{FEEDBACK, NO_THEME, PUT_AWAY, QUOTE, THEME_STATE, THEMES, THEMES_OF};
use crate::model::{Id, SortedMap, SortedSet, fold, in_order_of, map_of};
use crate::workspace::{Described, Tables};

/// So many pieces have to share words before they are offered as a theme.
const SUGGEST_LEAST: usize = 3;
/// So many suggestions are made at most.
const SUGGESTIONS_MOST: usize = 6;
/// So many of the most frequent words are looked at.
const WORDS_MOST: usize = 60;

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

/// Words that say nothing of what a text is about.
const COMMON_WORDS: [&str; 60] = [
    "about", "after", "again", "also", "always", "another", "because", "been", "before", "being", "cannot",
    "could", "does", "doing", "don't", "even", "every", "from", "have", "having", "here", "into", "just",
    "know", "like", "make", "many", "more", "most", "much", "must", "need", "never", "nobody", "often",
    "only", "other", "over", "please", "really", "should", "since", "some", "still", "than", "that", "their",
    "them", "then", "there", "these", "they", "this", "very", "want", "what", "when", "which", "with",
    "would",
];

/// The words a text is about, folded: those of four letters and more that are not common.
fn words_of(text: &str) -> SortedSet<String> {
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    let is_telling = |word: &&str| word.chars().count() >= 4 && !COMMON_WORDS.contains(word);
    words.filter(is_telling).map(str::to_owned).collect()
}

fn words_in(feedback: &Described) -> SortedSet<String> {
    let mut words = words_of(feedback.name());
    words.extend(words_of(feedback.words(&QUOTE)));
    words
}

/// How many of some pieces have each word.
fn counts<'a>(pieces: impl IntoIterator<Item = &'a SortedSet<String>>) -> SortedMap<&'a str, usize> {
    let mut counts = SortedMap::new();
    for word in pieces.into_iter().flatten() {
        *counts.entry(word.as_str()).or_insert(0) += 1;
    }
    counts
}

/// What may belong together among the pieces of a product that have no theme: first those that share two words with a theme
/// there is, then those that share words with each other. What was refused is not offered again.
pub fn suggestions(tables: &Tables, product: Id) -> Vec<Suggestion> {
    let all = tables.described_of(&FEEDBACK, product);
    let mut bare: Vec<(Id, SortedSet<String>)> = Vec::new();
    let mut of_theme: SortedMap<Id, Vec<SortedSet<String>>> = SortedMap::new();
    for it in all.into_iter().filter(|it| it.words(&PUT_AWAY).is_empty()) {
        let themes = it.linked(&THEMES_OF);
        if themes.is_empty() {
            bare.push((it.meta.id, words_in(it)));
        }
        for (_, theme) in themes {
            of_theme.entry(theme).or_default().push(words_in(it));
        }
    }
    let themes = tables.described_of(&THEMES, product);
    let (refused, themes): (Vec<&Described>, Vec<&Described>) =
        themes.into_iter().partition(|theme| theme.words(&THEME_STATE) == NO_THEME);
    let mut found = Vec::new();
    for theme in themes {
        let voices = of_theme.remove(&theme.meta.id).unwrap_or_default();
        let mut telling = words_of(theme.name());
        // A word that a third of its pieces have says what it is about.
        let least = voices.len().div_ceil(3).max(2);
        telling.extend(
            counts(&voices).into_iter().filter(|(_, n)| *n >= least).map(|(word, _)| word.to_owned()),
        );
        let shares = |words: &SortedSet<String>| words.intersection(&telling).count() >= 2;
        let (taken, rest): (Vec<_>, Vec<_>) = bare.into_iter().partition(|(_, words)| shares(words));
        bare = rest;
        if !taken.is_empty() {
            let (pieces, said): (Vec<Id>, Vec<SortedSet<String>>) = taken.into_iter().unzip();
            let shared = counts(&said).into_iter().filter(|(word, _)| telling.contains(*word));
            let shared = in_order_of(shared.collect(), |(_, n): &(&str, usize)| -(*n as i64));
            let words = shared.into_iter().take(3).map(|(word, _)| word.to_owned()).collect();
            found.push(Suggestion { theme: Some(theme.meta.id), words, pieces });
        }
    }
    let refused: Vec<SortedSet<String>> = refused.iter().map(|theme| words_of(theme.name())).collect();
    while found.len() < SUGGESTIONS_MOST {
        let Some(next) = most_shared(&bare, &refused) else { break };
        bare.retain(|(id, _)| !next.pieces.contains(id));
        found.push(next);
    }
    found.truncate(SUGGESTIONS_MOST);
    found
}

/// The two words that most pieces have in common, with the pieces that have both.
fn most_shared(bare: &[(Id, SortedSet<String>)], refused: &[SortedSet<String>]) -> Option<Suggestion> {
    let counted = counts(bare.iter().map(|(_, words)| words));
    let frequent: Vec<(&str, usize)> =
        counted.into_iter().filter(|(_, count)| *count >= SUGGEST_LEAST).collect();
    let frequent = in_order_of(frequent, |(_, count)| -(*count as i64));
    let places = map_of(frequent.iter().take(WORDS_MOST).zip(0..).map(|((word, _), at)| (*word, at)));
    let mut pairs: SortedMap<(usize, usize), usize> = SortedMap::new();
    for (_, words) in bare {
        let here: Vec<usize> = words.iter().filter_map(|word| places.get(word.as_str()).copied()).collect();
        for (at, one) in here.iter().enumerate() {
            for other in here.iter().skip(at + 1) {
                *pairs.entry((*one.min(other), *one.max(other))).or_insert(0) += 1;
            }
        }
    }
    let word = |at: usize| frequent.get(at).map_or("", |(word, _)| *word);
    let is_refused =
        |one: &str, other: &str| refused.iter().any(|words| words.contains(one) && words.contains(other));
    let fits = |((one, other), count): &((usize, usize), usize)| {
        *count >= SUGGEST_LEAST && !is_refused(word(*one), word(*other))
    };
    let (one, other) =
        pairs.into_iter().filter(fits).max_by_key(|(pair, count)| (*count, std::cmp::Reverse(*pair)))?.0;
    let words = vec![word(one).to_owned(), word(other).to_owned()];
    let has_both = |(_, of): &&(Id, SortedSet<String>)| words.iter().all(|word| of.contains(word));
    let pieces = bare.iter().filter(has_both).map(|(id, _)| *id).collect();
    Some(Suggestion { theme: None, words, pieces })
}
