//! Words that are to stand nowhere in what leaves: taken out, and looked for once more in the whole file.

use std::cmp::Reverse;

use thiserror::Error;

use crate::model::{fold, in_order_of};

/// Why a file is not written.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("“{0}” is part of how the page is written, and cannot be kept out of it. Take a longer word.")]
pub struct NotRedacted(String);

/// What stands where a word was taken out.
const BLACKED: &str = "■■■";

/// The shortest word that can be kept out.
const WORD_LEAST: usize = 2;

/// The words a person wants kept out, with commas or line ends between.
pub fn words_to_redact(written: &str) -> Vec<String> {
    let words = written.split([',', '\n']).map(|word| word.trim().to_owned());
    words.filter(|word| !word.is_empty()).collect()
}

/// A text in which two ways to write a name look alike: without case and accents, and with blanks for hyphens.
fn plain(text: &str) -> String {
    fold(text).replace(['-', '\u{2010}', '\u{2011}', '–', '\u{a0}'], " ")
}

/// Takes the words out of a text, whichever way they are written.
pub(super) fn redact(text: &str, words: &[String]) -> String {
    let mut text = text.to_owned();
    let words = words.iter().map(|word| plain(word.trim())).filter(|word| word.chars().count() >= WORD_LEAST);
    // The longest first: of “Acme Bank” nothing is to be left because “Acme” was taken out before.
    for word in in_order_of(words.collect(), |word: &String| Reverse(word.len())) {
        let mut left = String::new();
        let mut rest = text.as_str();
        // Folding may change how long a text is: letters are compared one by one.
        while let Some(first) = rest.chars().next() {
            let taken = prefix_length(rest, &word);
            match taken {
                Some(length) => {
                    left.push_str(BLACKED);
                    rest = rest.split_at(length).1;
                }
                None => {
                    left.push(first);
                    rest = rest.split_at(first.len_utf8()).1;
                }
            }
        }
        text = left;
    }
    text
}

/// How many bytes at the begin of a text read as a word that is folded.
fn prefix_length(text: &str, word: &str) -> Option<usize> {
    let mut read = String::new();
    for (at, letter) in text.char_indices() {
        let mut buffer = [0; 4];
        read.push_str(&plain(letter.encode_utf8(&mut buffer)));
        if read == word {
            return Some(at + letter.len_utf8());
        }
        if !word.starts_with(&read) {
            return None;
        }
    }
    None
}

/// A file, once none of the words stands anywhere in its bytes.
pub(super) fn checked(file: String, words: &[String]) -> Result<String, NotRedacted> {
    let folded = plain(&file);
    let words = words.iter().map(|word| word.trim());
    let left =
        words.filter(|word| word.chars().count() >= WORD_LEAST).find(|word| folded.contains(&plain(word)));
    match left {
        Some(word) => Err(NotRedacted(word.to_owned())),
        None => Ok(file),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_out_whichever_way_they_are_written() {
        let words = vec!["Acme".to_owned(), "größe".to_owned(), "x".to_owned()];
        assert_eq!(redact("For ACME, acmes and GRÖSSE x", &words), "For ■■■, ■■■s and ■■■ x");
        assert_eq!(redact("Größe", &words), "■■■");
        assert_eq!(redact("The Acme Bank", &["Acme".to_owned(), "Acme Bank".to_owned()]), "The ■■■");
        assert_eq!(redact("Velo-Nord, velo nord", &["Velo Nord".to_owned()]), "■■■, ■■■");
        assert_eq!(redact("an acm", &words), "an acm");
        assert_eq!(redact("anything", &[" ".to_owned()]), "anything");
    }
}
