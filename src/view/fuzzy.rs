//! How well a text answers what was typed: prefix before word start before anywhere before letters in order.

use std::ops::Range;

use crate::model::folded;

/// A text that answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FuzzyMatch {
    /// 0 for the whole start, 1 for the start of a word, 2 for anywhere, 3 for letters in order.
    pub rank: u8,
    /// The bytes of the text that answer, for marking.
    pub ranges: Vec<(usize, usize)>,
}

/// The worst rank.
const WORST: u8 = 3;

/// Answers in the order of their ranks; those of one rank stay in the order they came in.
pub fn best_first<T>(answers: Vec<(u8, T)>) -> impl Iterator<Item = T> {
    let mut by_rank: [Vec<T>; WORST as usize + 1] = Default::default();
    for (rank, answer) in answers {
        if let Some(answers) = by_rank.get_mut(usize::from(rank.min(WORST))) {
            answers.push(answer);
        }
    }
    by_rank.into_iter().flatten()
}

/// Whether and how well `text` answers `typed`, whatever case and marks either has.
pub fn fuzzy_match(typed: &str, text: &str) -> Option<FuzzyMatch> {
    let typed: Vec<char> = typed.trim().chars().flat_map(folded).collect();
    if typed.is_empty() {
        return Some(FuzzyMatch { rank: 3, ranges: Vec::new() });
    }
    let letters: Vec<(usize, char, char)> = text
        .char_indices()
        .flat_map(|(at, letter)| folded(letter).map(move |folded| (at, folded, letter)))
        .collect();
    let bytes = |range: Range<usize>| {
        let letters = letters.get(range)?;
        let ((start, ..), (end, _, last)) = (letters.first()?, letters.last()?);
        Some((*start, end + last.len_utf8()))
    };
    let stands_at = |start: usize| {
        let letters = letters.get(start..start + typed.len());
        letters.is_some_and(|it| typed.iter().zip(it).all(|(wanted, (_, letter, _))| wanted == letter))
    };
    let mut anywhere = None;
    for start in (0..letters.len()).filter(|start| stands_at(*start)) {
        let before = start.checked_sub(1).and_then(|before| letters.get(before));
        let is_word_start = before.is_none_or(|(_, letter, _)| !letter.is_alphanumeric());
        let found =
            |rank| FuzzyMatch { rank, ranges: bytes(start..start + typed.len()).into_iter().collect() };
        match (start, is_word_start) {
            (0, _) => return Some(found(0)),
            (_, true) => return Some(found(1)),
            _ => anywhere = anywhere.or_else(|| Some(found(2))),
        }
    }
    if anywhere.is_some() {
        return anywhere;
    }
    let mut wanted = typed.iter().filter(|letter| !letter.is_whitespace()).peekable();
    let mut ranges = Vec::new();
    for (place, (_, letter, _)) in letters.iter().enumerate() {
        if wanted.next_if(|wanted| *wanted == letter).is_some() {
            ranges.extend(bytes(place..place + 1));
        }
    }
    wanted.peek().is_none().then_some(FuzzyMatch { rank: 3, ranges })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rank(typed: &str, text: &str) -> Option<u8> {
        fuzzy_match(typed, text).map(|it| it.rank)
    }

    #[test]
    fn the_start_comes_before_the_middle() {
        assert_eq!(rank("rem", "Reminder in the language"), Some(0));
        assert_eq!(rank("rem", "Two-way reminders"), Some(1));
        assert_eq!(rank("minder", "Reminder"), Some(2));
        assert_eq!(rank("rdr", "Reminder"), Some(3));
        assert_eq!(rank("xyz", "Reminder"), None);
    }

    #[test]
    fn what_answers_is_marked() {
        let text = "Über die Straße";
        let (start, end) = fuzzy_match("str", text).unwrap().ranges[0];
        assert_eq!(text.get(start..end), Some("Str"));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(typed in ".{0,10}", text in ".{0,30}") {
            for (start, end) in fuzzy_match(&typed, &text).map(|it| it.ranges).unwrap_or_default() {
                prop_assert!(text.get(start..end).is_some());
            }
        }
    }
}
