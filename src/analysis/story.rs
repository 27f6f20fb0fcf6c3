//! The story sentence (Connextra): “As a …, I want …, so that …”.

/// Its three parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorySentence {
    /// For whom.
    pub role: String,
    /// What they want.
    pub want: String,
    /// Why; empty where it is not said.
    pub benefit: String,
}

const ROLES: [&str; 3] = ["as an ", "as a ", "as the "];
const WANTS: [&str; 6] = ["i want ", "i need ", "i would like ", "i’d like ", "i'd like ", "i can "];
const BENEFITS: [&str; 4] = ["so that ", "in order that ", "in order to ", "so i can "];

/// Reads the sentence where a text begins with it, and gives the text after it.
pub fn read_story(text: &str) -> Option<(StorySentence, &str)> {
    let text = text.trim_start();
    let end = end_of_sentence(text);
    let (text, rest) = text.split_at_checked(end)?;
    let line = plain(text);
    // As long as the line itself, so that places in the one are places in the other.
    let folded: String =
        line.chars().map(|it| if it.is_ascii() { it.to_ascii_lowercase() } else { it }).collect();
    let role_from = ROLES.iter().find_map(|it| folded.starts_with(it).then_some(it.len()))?;
    let (want_at, want_from) = first_of(&folded, role_from, &WANTS)?;
    let benefit = first_of(&folded, want_from, &BENEFITS);
    let want_to = benefit.map_or(line.len(), |(at, _)| at);
    let bare = |text: &str| text.trim().trim_end_matches([',', '.', ';']).trim().to_owned();
    let sentence = StorySentence {
        role: bare(line.get(role_from..want_at)?),
        want: bare(line.get(want_from..want_to)?),
        benefit: benefit.and_then(|(_, from)| line.get(from..)).map(bare).unwrap_or_default(),
    };
    let is_whole = !sentence.role.is_empty() && !sentence.want.is_empty();
    is_whole.then(|| (sentence, rest.trim()))
}

/// Where the sentence ends: at its full stop, before an empty line, or before a line that begins a list or a heading.
fn end_of_sentence(text: &str) -> usize {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        if at > 0 && (bare.is_empty() || bare.starts_with(['-', '#', '>', '|']) || bare.starts_with("* ")) {
            return at;
        }
        if let Some(stop) = line.find(". ") {
            return at + stop + 1;
        }
        at += line.len();
        if bare.ends_with('.') {
            return at;
        }
    }
    text.len()
}

/// One line without the signs of bold and italic, which stand at the edges of words.
fn plain(text: &str) -> String {
    let words = text.split_whitespace().map(|word| word.trim_matches(['*', '_']));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Where the first of some words begins and ends; they begin where a word begins.
fn first_of(text: &str, from: usize, words: &[&str]) -> Option<(usize, usize)> {
    let begins = |at: &usize| text.get(..*at).is_some_and(|before| before.ends_with(' '));
    let found = words.iter().filter_map(|word| {
        let places = text.get(from..)?.match_indices(word).map(|(at, _)| from + at);
        let at = places.into_iter().find(begins)?;
        Some((at, at + word.len()))
    });
    found.min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, parts: Option<(&str, &str, &str)>) {
        let read = read_story(text).map(|(sentence, _)| sentence);
        let read = read.as_ref().map(|it| (it.role.as_str(), it.want.as_str(), it.benefit.as_str()));
        assert_eq!(read, parts, "{text}");
    }

    #[test]
    fn the_sentence_is_read_in_the_ways_people_write_it() {
        let whole = Some(("rider", "to cancel by text", "I need not call"));
        check("As a rider, I want to cancel by text so that I need not call.", whole);
        check("**As a** rider\n**I want to** cancel by text\n**so that** I need not call\n\nMore.", whole);
        check("As an owner I need a list", Some(("owner", "a list", "")));
        check(
            "as the größte Kunde, I'd like to pay later in order to wait",
            Some(("größte Kunde", "to pay later", "wait")),
        );
        check(
            "As a clerk, I want to see also that order so that I can bill it. The user_name stays.",
            Some(("clerk", "to see also that order", "I can bill it")),
        );
        check("As soon as possible", None);
        check("As a rider", None);
    }

    #[test]
    fn what_follows_the_sentence_stays_as_it_is() {
        let rest = |text: &'static str| read_story(text).map(|(_, rest)| rest);
        assert_eq!(
            rest("As a rider I want a list\n- of days\n- of `user_name`"),
            Some("- of days\n- of `user_name`")
        );
        assert_eq!(rest("As a rider I want a list. It is short."), Some("It is short."));
        assert_eq!(rest("As a rider I want a list"), Some(""));
    }
}
