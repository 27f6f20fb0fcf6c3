//! The blocks of a text: what its lines are.

use super::inline;
use super::{DEEPEST, MarkdownNode, Tag};

/// Reads lines into blocks.
pub fn parse(lines: &[&str], depth: usize) -> Vec<MarkdownNode> {
    if depth > DEEPEST {
        return inline::parse(&lines.join(" "), depth);
    }
    let mut nodes = Vec::new();
    let mut rest = lines;
    while let Some((line, after)) = rest.split_first() {
        if line.trim().is_empty() {
            rest = after;
        } else if let Some(fence) = fence(line) {
            let (inside, left) = split_before(after, 0, &|line| closes(line, fence));
            nodes.push(code(inside));
            rest = left.get(1..).unwrap_or_default();
        } else if let Some((level, text)) = heading(line) {
            nodes.push(MarkdownNode::Element(Tag::Heading(level), inline::parse(text, depth)));
            rest = after;
        } else if is_rule(line) {
            nodes.push(MarkdownNode::Rule);
            rest = after;
        } else if quoted(line).is_some() {
            let inside: Vec<&str> = rest.iter().map_while(|line| quoted(line)).collect();
            rest = rest.get(inside.len()..).unwrap_or_default();
            nodes.push(MarkdownNode::Element(Tag::Quote, parse(&inside, depth + 1)));
        } else if let Some(marker) = marker(line) {
            let (list, left) = list(rest, marker.is_number, depth);
            nodes.push(list);
            rest = left;
        } else if is_table(line, after) {
            let (rows, left) = split_before(rest, 0, &|line| !line.contains('|'));
            nodes.push(table(rows, depth));
            rest = left;
        } else if is_indented(line) {
            let (inside, left) = split_before(rest, 0, &|line| !is_indented(line));
            let inside: Vec<&str> = inside.iter().map(|line| outdented(line, 4)).collect();
            nodes.push(code(&inside));
            rest = left;
        } else {
            let (own, left) = split_before(rest, 1, &begins_block);
            nodes.push(MarkdownNode::Element(Tag::Paragraph, inline::parse_lines(own, depth)));
            rest = left;
        }
    }
    nodes
}

/// Parts lines before the first that ends them; so many at their start cannot be it.
fn split_before<'a, 'b>(
    lines: &'a [&'b str],
    least: usize,
    ends: &dyn Fn(&str) -> bool,
) -> (&'a [&'b str], &'a [&'b str]) {
    let more = lines.iter().skip(least).take_while(|line| !ends(line)).count();
    lines.split_at_checked(least + more).unwrap_or((lines, &[]))
}

fn is_indented(line: &str) -> bool {
    line.starts_with("    ") || line.starts_with('\t')
}

fn code(lines: &[&str]) -> MarkdownNode {
    MarkdownNode::Element(Tag::CodeBlock, vec![MarkdownNode::Text(lines.join("\n"))])
}

/// Whether a paragraph ends before this line.
fn begins_block(line: &str) -> bool {
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
    let rest = line.trim_start_matches(sign);
    let length = line.len() - rest.len();
    let is_fence = length >= 3 && (sign == '~' || !rest.contains('`'));
    is_fence.then_some((sign, length))
}

fn closes(line: &str, (sign, length): (char, usize)) -> bool {
    let line = line.trim();
    line.len() >= length && line.chars().all(|letter| letter == sign)
}

fn heading(line: &str) -> Option<(u8, &str)> {
    let line = line.trim_start();
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    let text = rest.strip_prefix(' ').or(rest.is_empty().then_some(""))?;
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
    let rest = line.trim_start();
    let after_digits = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let digits = rest.len() - after_digits.len();
    let content = match digits {
        0 => rest.strip_prefix(['-', '*', '+'])?,
        1..=9 => after_digits.strip_prefix(['.', ')'])?,
        _ => return None,
    };
    let is_marker = content.is_empty() || content.starts_with([' ', '\t']);
    is_marker.then_some(Marker { indent: line.len() - content.len() + 1, is_number: digits > 0 })
}

/// Reads the list that lines begin with, and gives the lines after it.
fn list<'a, 'b>(lines: &'a [&'b str], is_number: bool, depth: usize) -> (MarkdownNode, &'a [&'b str]) {
    let mut entries = Vec::new();
    let mut rest = lines;
    while let Some((line, after)) = rest.split_first()
        && let Some(own) = marker(line).filter(|own| own.is_number == is_number)
    {
        let mut inside = vec![line.get(own.indent..).unwrap_or("")];
        rest = after;
        while let Some((line, after)) = rest.split_first() {
            let is_inside = spaces(line) >= own.indent.min(4) && !line.trim().is_empty();
            let goes_on =
                line.trim().is_empty() && after.first().is_some_and(|next| spaces(next) >= own.indent.min(4));
            let is_lazy = !line.trim().is_empty()
                && !begins_block(line)
                && marker(line).is_none()
                && !inside.last().is_some_and(|last| last.is_empty());
            if !(is_inside || goes_on || is_lazy) {
                break;
            }
            inside.push(outdented(line, own.indent));
            rest = after;
        }
        entries.push(MarkdownNode::Element(Tag::Entry, entry(&inside, depth)));
        // One empty line between entries does not end the list.
        if let Some((line, after)) = rest.split_first()
            && line.trim().is_empty()
            && after.first().is_some_and(|line| marker(line).is_some())
        {
            rest = after;
        }
    }
    let tag = if is_number { Tag::Numbers } else { Tag::Bullets };
    (MarkdownNode::Element(tag, entries), rest)
}

/// The content of an entry: a single paragraph stands without its element, a box before everything.
fn entry(lines: &[&str], depth: usize) -> Vec<MarkdownNode> {
    let mut lines = lines.to_vec();
    let mut nodes = Vec::new();
    for (sign, is_done) in [("[ ] ", false), ("[x] ", true), ("[X] ", true)] {
        if let Some(first) = lines.first_mut()
            && let Some(rest) = first.strip_prefix(sign)
        {
            nodes.push(MarkdownNode::Task(is_done));
            *first = rest;
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
    line.get(spaces.min(by)..).unwrap_or(line)
}

/// Whether a table begins here: a line of cells over a line of dashes.
fn is_table(line: &str, after: &[&str]) -> bool {
    let under = after.first().map(|line| line.trim()).unwrap_or_default();
    line.contains('|')
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
                cells.extend(line.get(start..place));
                start = place + 1;
            }
            _ => {}
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    cells.extend(line.get(start..));
    cells
}
