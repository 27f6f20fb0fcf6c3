//! The blocks of a text: what its lines are.

use super::inline;
use super::{DEEPEST, MarkdownNode, Tag};

/// Reads lines into blocks.
pub fn parse(lines: &[&str], depth: usize) -> Vec<MarkdownNode> {
    if depth > DEEPEST {
        return inline::parse(&lines.join(" "), depth);
    }
    let mut nodes = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        if line.trim().is_empty() {
            at += 1;
        } else if let Some(fence) = fence(line) {
            let end = (at + 1..lines.len()).find(|end| closes(lines[*end], fence)).unwrap_or(lines.len());
            nodes.push(code(&lines[at + 1..end]));
            at = end + 1;
        } else if let Some((level, text)) = heading(line) {
            nodes.push(MarkdownNode::Element(Tag::Heading(level), inline::parse(text, depth)));
            at += 1;
        } else if is_rule(line) {
            nodes.push(MarkdownNode::Rule);
            at += 1;
        } else if quoted(line).is_some() {
            let inside: Vec<&str> = lines[at..].iter().map_while(|line| quoted(line)).collect();
            at += inside.len();
            nodes.push(MarkdownNode::Element(Tag::Quote, parse(&inside, depth + 1)));
        } else if let Some(marker) = marker(line) {
            let (list, end) = list(lines, at, marker.is_number, depth);
            nodes.push(list);
            at = end;
        } else if is_table(lines, at) {
            let end = (at..lines.len()).find(|end| !lines[*end].contains('|')).unwrap_or(lines.len());
            nodes.push(table(&lines[at..end], depth));
            at = end;
        } else if line.starts_with("    ") || line.starts_with('\t') {
            let indented = |line: &&&str| line.starts_with("    ") || line.starts_with('\t');
            let count = lines[at..].iter().take_while(indented).count();
            let inside: Vec<&str> = lines[at..at + count].iter().map(|line| outdented(line, 4)).collect();
            nodes.push(code(&inside));
            at += count;
        } else {
            let end = (at + 1..lines.len()).find(|end| begins_block(lines, *end)).unwrap_or(lines.len());
            nodes.push(MarkdownNode::Element(Tag::Paragraph, inline::parse_lines(&lines[at..end], depth)));
            at = end;
        }
    }
    nodes
}

fn code(lines: &[&str]) -> MarkdownNode {
    MarkdownNode::Element(Tag::CodeBlock, vec![MarkdownNode::Text(lines.join("\n"))])
}

/// Whether a paragraph ends before this line.
fn begins_block(lines: &[&str], at: usize) -> bool {
    let line = lines[at];
    line.trim().is_empty()
        || fence(line).is_some()
        || heading(line).is_some()
        || is_rule(line)
        || quoted(line).is_some()
        || marker(line).is_some_and(|marker| !marker.is_number || line.trim_start().starts_with('1'))
}

/// The sign and the length of a fence of code.
fn fence(line: &str) -> Option<(char, usize)> {
    let line = line.trim_start();
    let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let length = line.chars().take_while(|letter| *letter == sign).count();
    let is_fence = length >= 3 && (sign == '~' || !line[length..].contains('`'));
    is_fence.then_some((sign, length))
}

fn closes(line: &str, (sign, length): (char, usize)) -> bool {
    let line = line.trim();
    line.len() >= length && line.chars().all(|letter| letter == sign)
}

fn heading(line: &str) -> Option<(u8, &str)> {
    let line = line.trim_start();
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let text = line[level..].strip_prefix(' ').or(line[level..].is_empty().then_some(""))?;
    (1..=6).contains(&level).then(|| (level as u8, text.trim().trim_end_matches('#').trim_end()))
}

fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|letter| !letter.is_whitespace());
    let Some(first) = signs.next().filter(|sign| matches!(sign, '*' | '-' | '_')) else { return false };
    let rest: Vec<char> = signs.collect();
    rest.len() >= 2 && rest.iter().all(|sign| *sign == first)
}

fn quoted(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix('>')?;
    Some(rest.strip_prefix(' ').unwrap_or(rest))
}

/// The beginning of a list's entry: how far its content is indented, and what kind of list it is of.
struct Marker {
    indent: usize,
    is_number: bool,
}

fn marker(line: &str) -> Option<Marker> {
    let spaces = line.len() - line.trim_start().len();
    let rest = &line[spaces..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let length = if digits > 0 && digits <= 9 && rest[digits..].starts_with(['.', ')']) {
        digits + 1
    } else if rest.starts_with(['-', '*', '+']) {
        1
    } else {
        return None;
    };
    let content = &rest[length..];
    let is_marker = content.is_empty() || content.starts_with([' ', '\t']);
    is_marker.then_some(Marker { indent: spaces + length + 1, is_number: digits > 0 })
}

/// Reads the list that begins at a line, and says where it ends.
fn list(lines: &[&str], start: usize, is_number: bool, depth: usize) -> (MarkdownNode, usize) {
    let mut entries = Vec::new();
    let mut at = start;
    while let Some(own) = lines.get(at).and_then(|line| marker(line)).filter(|own| own.is_number == is_number)
    {
        let mut inside = vec![lines[at].get(own.indent..).unwrap_or("")];
        at += 1;
        while let Some(line) = lines.get(at) {
            let is_inside = spaces(line) >= own.indent.min(4) && !line.trim().is_empty();
            let goes_on = line.trim().is_empty()
                && lines.get(at + 1).is_some_and(|next| spaces(next) >= own.indent.min(4));
            let is_lazy = !line.trim().is_empty()
                && !begins_block(lines, at)
                && marker(line).is_none()
                && !inside.last().is_some_and(|last| last.is_empty());
            if !(is_inside || goes_on || is_lazy) {
                break;
            }
            inside.push(outdented(line, own.indent));
            at += 1;
        }
        entries.push(MarkdownNode::Element(Tag::Entry, entry(&inside, depth)));
        // One empty line between entries does not end the list.
        if lines.get(at).is_some_and(|line| line.trim().is_empty())
            && lines.get(at + 1).is_some_and(|line| marker(line).is_some())
        {
            at += 1;
        }
    }
    let tag = if is_number { Tag::Numbers } else { Tag::Bullets };
    (MarkdownNode::Element(tag, entries), at.max(start + 1))
}

/// The content of an entry: a single paragraph stands without its element, a box before everything.
fn entry(lines: &[&str], depth: usize) -> Vec<MarkdownNode> {
    let mut lines = lines.to_vec();
    let mut nodes = Vec::new();
    for (sign, is_done) in [("[ ] ", false), ("[x] ", true), ("[X] ", true)] {
        if let Some(rest) = lines[0].strip_prefix(sign) {
            nodes.push(MarkdownNode::Task(is_done));
            lines[0] = rest;
        }
    }
    let blocks = parse(&lines, depth + 1);
    let paragraphs =
        blocks.iter().filter(|block| matches!(block, MarkdownNode::Element(Tag::Paragraph, _))).count();
    for block in blocks {
        match block {
            MarkdownNode::Element(Tag::Paragraph, children) if paragraphs == 1 => nodes.extend(children),
            block => nodes.push(block),
        }
    }
    nodes
}

fn spaces(line: &str) -> usize {
    line.bytes()
        .map_while(|byte| match byte {
            b' ' => Some(1),
            b'\t' => Some(4),
            _ => None,
        })
        .sum()
}

/// The line without so many spaces at its start.
fn outdented(line: &str, by: usize) -> &str {
    if let Some(rest) = line.strip_prefix('\t') {
        return rest;
    }
    let spaces = line.bytes().take_while(|byte| *byte == b' ').count();
    &line[spaces.min(by)..]
}

/// Whether a table begins here: a line of cells over a line of dashes.
fn is_table(lines: &[&str], at: usize) -> bool {
    let under = lines.get(at + 1).map(|line| line.trim()).unwrap_or_default();
    lines[at].contains('|')
        && under.contains('-')
        && under.contains('|')
        && under.chars().all(|letter| matches!(letter, '|' | '-' | ':' | ' '))
}

fn table(lines: &[&str], depth: usize) -> MarkdownNode {
    let row = |line: &&str| {
        let cells = cells(line.trim()).into_iter();
        let cells = cells.map(|cell| MarkdownNode::Element(Tag::Cell, inline::parse(cell.trim(), depth)));
        MarkdownNode::Element(Tag::Row, cells.collect())
    };
    let rows = lines.iter().enumerate().filter(|(place, _)| *place != 1).map(|(_, line)| row(line));
    MarkdownNode::Element(Tag::Table, rows.collect())
}

/// The cells of a row; a bar inside of code or after a backslash is no border.
fn cells(line: &str) -> Vec<&str> {
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').unwrap_or(line);
    let (mut cells, mut start, mut is_code, mut is_escaped) = (Vec::new(), 0, false, false);
    for (place, byte) in line.bytes().enumerate() {
        match byte {
            b'`' => is_code = !is_code,
            b'|' if !is_code && !is_escaped => {
                cells.push(&line[start..place]);
                start = place + 1;
            }
            _ => {}
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    cells.push(&line[start..]);
    cells
}
