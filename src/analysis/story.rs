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
const WANTS: [&str; 8] = [
    "i want to ",
    "i want ",
    "i need to ",
    "i need ",
    "i would like to ",
    "i’d like to ",
    "i'd like to ",
    "i can ",
];
const BENEFITS: [&str; 4] = ["so that ", "in order that ", "in order to ", "so i can "];

/// Reads the sentence where a text begins with it.
pub fn read_story(text: &str) -> Option<StorySentence> {
    let paragraph = text.trim_start().split("\n\n").next()?.replace(['\n', '*', '_'], " ");
    let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    // As long as the line itself, so that places in the one are places in the other.
    let folded: String =
        line.chars().map(|it| if it.is_ascii() { it.to_ascii_lowercase() } else { it }).collect();
    let role_from = ROLES.iter().find_map(|it| folded.starts_with(it).then_some(it.len()))?;
    let (want_at, want_from) = first_of(&folded, role_from, &WANTS)?;
    let benefit = first_of(&folded, want_from, &BENEFITS);
    let want_to = benefit.map_or(line.len(), |(at, _)| at);
    let bare = |text: &str| text.trim().trim_end_matches([',', '.', ';']).trim().to_owned();
    let sentence = StorySentence {
        role: bare(&line[role_from..want_at]),
        want: bare(&line[want_from..want_to]),
        benefit: benefit.map(|(_, from)| bare(&line[from..])).unwrap_or_default(),
    };
    (!sentence.role.is_empty() && !sentence.want.is_empty()).then_some(sentence)
}

/// Where the first of some words begins and ends.
fn first_of(text: &str, from: usize, words: &[&str]) -> Option<(usize, usize)> {
    let found = words.iter().filter_map(|word| {
        let at = from + text.get(from..)?.find(word)?;
        Some((at, at + word.len()))
    });
    // Of two that begin at the same place the longer one is meant.
    found.min_by_key(|(at, end)| (*at, usize::MAX - *end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, parts: Option<(&str, &str, &str)>) {
        let read = read_story(text);
        let read = read.as_ref().map(|it| (it.role.as_str(), it.want.as_str(), it.benefit.as_str()));
        assert_eq!(read, parts, "{text}");
    }

    #[test]
    fn the_sentence_is_read_in_the_ways_people_write_it() {
        let whole = Some(("rider", "cancel by text", "I need not call"));
        check("As a rider, I want to cancel by text so that I need not call.", whole);
        check("**As a** rider\n**I want to** cancel by text\n**so that** I need not call\n\nMore.", whole);
        check("As an owner I need a list", Some(("owner", "a list", "")));
        check(
            "as the größte Kunde, I'd like to pay later in order to wait",
            Some(("größte Kunde", "pay later", "wait")),
        );
        check("As soon as possible", None);
        check("As a rider", None);
    }
}
