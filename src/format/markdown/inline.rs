//! What stands inside of lines: emphasis, code, links.

use super::{DEEPEST, MarkdownNode, Tag};
use crate::format::markup::entity as letter_of;

/// How far the end of a link is looked for, in bytes.
const LINK_LONGEST: usize = 4_000;

/// Reads the lines of a paragraph; a line end stays one, as whoever pressed Enter meant it.
pub fn parse_lines(lines: &[&str], depth: usize) -> Vec<MarkdownNode> {
    let last = lines.len().saturating_sub(1);
    // Two blanks or a backslash before it say the same in Markdown.
    let line = |(place, line): (usize, &&str)| {
        let line = line.trim();
        if place < last { line.trim_end_matches('\\').trim_end().to_owned() } else { line.to_owned() }
    };
    let text: Vec<String> = lines.iter().enumerate().map(line).collect();
    parse(&text.join("\n"), depth)
}

/// Reads the text of a paragraph or of a cell.
pub fn parse(text: &str, depth: usize) -> Vec<MarkdownNode> {
    let mut reader = Reader { nodes: Vec::new(), plain: String::new(), depth };
    reader.read(text);
    reader.flush();
    reader.nodes
}

struct Reader {
    nodes: Vec<MarkdownNode>,
    plain: String,
    depth: usize,
}

impl Reader {
    fn flush(&mut self) {
        for (place, line) in std::mem::take(&mut self.plain).split('\n').enumerate() {
            if place > 0 {
                self.nodes.push(MarkdownNode::Break);
            }
            if !line.is_empty() {
                self.nodes.push(MarkdownNode::Text(line.to_owned()));
            }
        }
    }

    fn push(&mut self, node: MarkdownNode) {
        self.flush();
        self.nodes.push(node);
    }

    fn element(&mut self, tag: Tag, inside: &str) {
        let children = if self.depth < 2 * DEEPEST {
            parse(inside, self.depth + 1)
        } else {
            vec![MarkdownNode::Text(inside.into())]
        };
        self.push(MarkdownNode::Element(tag, children));
    }

    fn read(&mut self, text: &str) {
        let mut rest = text;
        let mut before = ' ';
        // Delimiters whose end was looked for in vain: there is no use in looking again from further on.
        let mut unclosed: Vec<&str> = Vec::new();
        while let Some(letter) = rest.chars().next() {
            let length = match letter {
                '\\' => self.escaped(rest),
                '&' => self.entity(rest),
                '`' => Some(self.code(rest, &mut unclosed)),
                '<' => self.auto_link(rest),
                '[' => self.link(rest),
                '!' if rest.starts_with("![") => {
                    rest.strip_prefix('!').and_then(|link| self.link(link)).map(|length| length + 1)
                }
                'h' if !before.is_alphanumeric() => self.bare_link(rest),
                '*' | '_' | '~' => self.stressed(rest, before, &mut unclosed),
                _ => None,
            };
            let length = length.unwrap_or_else(|| {
                self.plain.push(letter);
                letter.len_utf8()
            });
            let (read, left) = rest.split_at_checked(length).unwrap_or((rest, ""));
            before = read.chars().next_back().unwrap_or(' ');
            rest = left;
        }
    }

    fn escaped(&mut self, text: &str) -> Option<usize> {
        let sign = text.chars().nth(1).filter(char::is_ascii_punctuation)?;
        self.plain.push(sign);
        Some(2)
    }

    fn entity(&mut self, text: &str) -> Option<usize> {
        let (letter, length) = entity(text)?;
        self.plain.push(letter);
        Some(length)
    }

    fn code<'a>(&mut self, text: &'a str, unclosed: &mut Vec<&'a str>) -> usize {
        let length = text.bytes().take_while(|byte| *byte == b'`').count();
        let (mark, after) = text.split_at_checked(length).unwrap_or((text, ""));
        let found = if unclosed.contains(&mark) { None } else { closing_ticks(after, length) };
        let Some(end) = found else {
            unclosed.push(mark);
            self.plain.push_str(mark);
            return length;
        };
        let code = after.get(..end).unwrap_or(after);
        let trimmed = code
            .strip_prefix(' ')
            .and_then(|code| code.strip_suffix(' '))
            .filter(|code| !code.trim().is_empty());
        self.push(MarkdownNode::Code(trimmed.unwrap_or(code).to_owned()));
        2 * length + end
    }

    fn auto_link(&mut self, text: &str) -> Option<usize> {
        let end = text.bytes().take(LINK_LONGEST).position(|byte| byte == b'>')?;
        let address = text.get(1..end)?;
        let is_address = ["http://", "https://", "mailto:"].iter().any(|start| address.starts_with(start));
        let address =
            safe_address(address).filter(|_| is_address && !address.contains(char::is_whitespace))?;
        self.push(MarkdownNode::Element(Tag::Link(address.clone()), vec![MarkdownNode::Text(address)]));
        Some(end + 1)
    }

    fn bare_link(&mut self, text: &str) -> Option<usize> {
        let start = ["http://", "https://"].into_iter().find(|start| text.starts_with(start))?;
        let mut parts = text.split(|letter: char| {
            letter.is_whitespace() || matches!(letter, '<' | '>' | '"' | ')' | ']' | '`')
        });
        let address = parts.next()?.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '\'']);
        if address.len() <= start.len() {
            return None;
        }
        let node = MarkdownNode::Text(address.to_owned());
        self.push(MarkdownNode::Element(Tag::Link(address.to_owned()), vec![node]));
        Some(address.len())
    }

    /// `[text](address "title")`; one with an unsafe address leaves its text.
    fn link(&mut self, text: &str) -> Option<usize> {
        let close = closing_bracket(text, '[', ']')?;
        let inside = text.get(1..close)?;
        let target = text.get(close + 1..).filter(|target| target.starts_with('('))?;
        let end = closing_bracket(target, '(', ')')?;
        let target = target.get(1..end)?.trim();
        let address = match target.strip_prefix('<') {
            Some(rest) => rest.split('>').next().unwrap_or_default(),
            None => target.split(char::is_whitespace).next().unwrap_or_default(),
        };
        match safe_address(address) {
            Some(address) => self.element(Tag::Link(address), inside),
            None => {
                self.flush();
                let nodes = if self.depth < 2 * DEEPEST { parse(inside, self.depth + 1) } else { Vec::new() };
                self.nodes.extend(nodes);
            }
        }
        Some(close + 1 + end + 1)
    }

    fn stressed<'a>(&mut self, text: &'a str, before: char, unclosed: &mut Vec<&'a str>) -> Option<usize> {
        let sign = text.chars().next()?;
        let run = text.bytes().take_while(|byte| *byte as char == sign).count();
        let width = match (sign, run) {
            ('~', 1) => return None,
            ('~', _) => 2,
            (_, 1) => 1,
            _ => 2,
        };
        let (mark, after) = text.split_at_checked(width)?;
        let opens = !after.chars().next().unwrap_or(' ').is_whitespace()
            && (sign != '_' || !before.is_alphanumeric());
        let end = if opens && !unclosed.contains(&mark) { closing_mark(after, mark) } else { None };
        let Some(end) = end.filter(|end| *end > 0) else {
            if opens {
                unclosed.push(mark);
            }
            self.plain.push_str(mark);
            return Some(width);
        };
        let tag = match (sign, width) {
            ('~', _) => Tag::Struck,
            (_, 1) => Tag::Emphasis,
            _ => Tag::Strong,
        };
        self.element(tag, after.get(..end)?);
        Some(2 * width + end)
    }
}

fn closing_ticks(text: &str, length: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let run = bytes.iter().skip(at).take_while(|byte| **byte == b'`').count();
        if run == length {
            return Some(at);
        }
        at += run.max(1);
    }
    None
}

/// Where a mark of emphasis closes: not after a space, and an underscore not inside of a word.
fn closing_mark(text: &str, mark: &str) -> Option<usize> {
    let sign = *mark.as_bytes().first()?;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match *byte {
            b'\\' => at += 2,
            byte if byte == sign => {
                let run = bytes.iter().skip(at).take_while(|byte| **byte == sign).count();
                let before = at.checked_sub(1).and_then(|before| bytes.get(before));
                let after_space = before.is_none_or(u8::is_ascii_whitespace);
                let after = text.get(at + run..).and_then(|after| after.chars().next());
                let before_word = after.is_some_and(char::is_alphanumeric);
                let fits = if mark.len() == 1 { run != 2 } else { run >= 2 };
                if fits && !after_space && (sign != b'_' || !before_word) {
                    // Of three, the outer two close this one.
                    return Some(at + run - mark.len());
                }
                at += run;
            }
            _ => at += 1,
        }
    }
    None
}

/// Where the bracket that a text begins with is closed, near enough to be a link's.
fn closing_bracket(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0usize;
    let mut is_escaped = false;
    for (at, letter) in text.char_indices().take_while(|(at, _)| *at < LINK_LONGEST) {
        if is_escaped {
            is_escaped = false;
        } else if letter == '\\' {
            is_escaped = true;
        } else if letter == open {
            depth += 1;
            if depth > DEEPEST {
                return None;
            }
        } else if letter == close {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// The letter an entity stands for, and the entity's length.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(..end)?.strip_prefix('&')?;
    let letter = letter_of(name)?;
    let letter = if letter.is_control() { '\u{fffd}' } else { letter };
    Some((letter, end + 1))
}

/// The address, if following it opens a page or a letter and runs nothing.
fn safe_address(address: &str) -> Option<String> {
    let mut plain = String::new();
    let mut rest = address;
    while let Some(letter) = rest.chars().next() {
        let (letter, length) = entity(rest).unwrap_or((letter, letter.len_utf8()));
        if !letter.is_control() && !letter.is_whitespace() && letter != '\u{fffd}' {
            plain.push(letter);
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    let scheme =
        plain.split(['/', '?', '#']).next().and_then(|start| start.split_once(':')).map(|(scheme, _)| scheme);
    let is_safe = scheme.is_none_or(|scheme| {
        ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
    });
    (is_safe && !plain.is_empty()).then_some(plain)
}
