//! Text as a person typed it, without what nobody can see or type.

/// Whether a character is a control character or a mark that reverses the text after it.
fn is_unwanted(character: char) -> bool {
    (character.is_control() && !matches!(character, '\n' | '\t'))
        || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether `text` holds characters that [`clean_text`] takes out, line ends aside.
pub fn has_unwanted(text: &str) -> bool {
    text.chars().any(|character| character != '\r' && is_unwanted(character))
}

/// Prose without control and direction characters, its lines ending in `\n`.
pub fn clean_text(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|&character| !is_unwanted(character))
        .collect()
}

/// One line: [`clean_text`] with every run of white space as one space, and none at the ends.
pub fn clean_line(text: &str) -> String {
    let text = clean_text(text);
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// A line of a list without `-`, `•`, `1.`, `#` or a check box before it, and whether that box is ticked.
pub fn read_point(line: &str) -> (&str, bool) {
    let line = line.trim();
    let bare = line.trim_start_matches(['-', '*', '•', '–', '—', '+', '#']);
    let bare = if bare.len() < line.len() && !bare.starts_with([' ', '\t']) && !bare.is_empty() {
        line
    } else {
        bare
    };
    let number = bare.trim_start_matches(|it: char| it.is_ascii_digit());
    let bare = match number.strip_prefix(['.', ')']) {
        Some(rest) if number.len() < bare.len() && rest.starts_with([' ', '\t']) => rest,
        _ => bare,
    };
    let bare = bare.trim_start();
    let ticked = ["[x]", "[X]"].iter().find_map(|sign| bare.strip_prefix(sign));
    let text = ticked.or_else(|| bare.strip_prefix("[ ]")).unwrap_or(bare);
    (text.trim_start(), ticked.is_some())
}

/// A word with a capital at its start, where it begins with one of the 26 letters: the capitals of all others are a table
/// that only this would need.
pub fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_gets_its_capital() {
        for (word, expected) in [("", ""), ("a", "A"), ("ä", "ä"), ("ärger", "ärger"), ("items", "Items")]
        {
            assert_eq!(capitalised(word), expected);
        }
    }

    #[test]
    fn a_line_loses_what_cannot_be_seen() {
        assert_eq!(clean_line(" pay\u{0}ment \u{202E}gpj.exe\r\n"), "payment gpj.exe");
    }

    #[test]
    fn prose_keeps_its_lines_and_tabs() {
        assert_eq!(clean_text("one\r\ntwo\rthree\tfour"), "one\ntwo\nthree\tfour");
    }
}
