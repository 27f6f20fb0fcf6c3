//! Text cut into rows and cells: the quoting rules of lists, and what to make of a quote that does not close.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::CharIndices;

use super::CellTable;
use crate::model::{Pace, PaceStage, finish};

/// Cuts a text into at most so many rows at once.
pub(super) fn first_rows(text: &str, delimiter: char, most: usize) -> CellTable {
    finish(read_table(text, delimiter, most, &Pace::whole()))
}

/// The cells of a pasted column where a spreadsheet put some in quotes, because lines or quotes are in them.
pub fn quoted_cells(text: &str) -> Option<Vec<String>> {
    if !text.contains('"') {
        return None;
    }
    let table = first_rows(text, '\0', usize::MAX);
    // Quotes that hold nothing together are the person's.
    let is_quoted = table.len() < text.lines().count() || text.contains("\"\"");
    is_quoted.then(|| table.rows().map(|row| row.iter().collect()).collect())
}

/// Cuts a text into at most so many rows.
///
/// A quote at the start of a cell opens it, two within it are one, and one before the end of the cell closes it. A quote
/// in the middle is a letter, unless lines lie between: then a cell begins there and the quote before was never closed.
pub(super) async fn read_table(text: &str, delimiter: char, most: usize, pace: &Pace) -> CellTable {
    let mut table = CellTable::default();
    if most > WHOLE_FROM {
        let lines = text.bytes().filter(|byte| *byte == b'\n').count();
        pace.begin(PaceStage::Reading, lines);
        table.reserve(text.len(), lines + text.matches(delimiter).count() + 1);
    }
    let mut rest = text;
    // Once nothing closed a quote to the end of the text, later ones have to close in their line.
    let mut may_span = true;
    while !rest.is_empty() && table.len() < most {
        let (cell, after) = match quoted(rest, delimiter, may_span) {
            Quoted::None => plain(rest, delimiter),
            Quoted::Closed(cell, after) => (Cow::Owned(cell), after),
            Quoted::Open { is_to_end } => {
                table.open_quotes.push((table.len() + 1, table.open_cells() + 1));
                may_span &= !is_to_end;
                plain(rest, delimiter)
            }
        };
        table.push_cell(&cell);
        rest = after;
        if let Some(next) = rest.strip_prefix(delimiter) {
            rest = next;
            if rest.is_empty() {
                table.push_cell("");
            }
            continue;
        }
        rest = ["\r\n", "\n", "\r"].iter().find_map(|end| rest.strip_prefix(end)).unwrap_or(rest);
        table.end_row();
        pace.step().await;
    }
    if table.open_cells() > 0 && table.len() < most {
        table.end_row();
    }
    table
}

/// Where so many rows are wanted, it is all of them.
const WHOLE_FROM: usize = 1_000;

enum Quoted<'a> {
    None,
    Closed(String, &'a str),
    Open { is_to_end: bool },
}

fn plain(text: &str, delimiter: char) -> (Cow<'_, str>, &str) {
    let end = text.find([delimiter, '\n', '\r']).unwrap_or(text.len());
    let (cell, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    (Cow::Borrowed(cell), rest)
}

fn quoted(text: &str, delimiter: char, may_span: bool) -> Quoted<'_> {
    let Some(inner) = text.strip_prefix('"') else { return Quoted::None };
    let mut cell = String::new();
    let mut has_lines = false;
    let mut letters: Peekable<CharIndices<'_>> = inner.char_indices().peekable();
    while let Some((_, letter)) = letters.next() {
        match (letter, letters.peek().copied()) {
            ('"', Some((_, '"'))) => {
                cell.push('"');
                letters.next();
            }
            ('"', next) => {
                let after =
                    next.and_then(|(at, _)| inner.get(at..)).unwrap_or_default().trim_start_matches(' ');
                if after.is_empty() || after.starts_with([delimiter, '\n', '\r']) {
                    return Quoted::Closed(cell, after);
                }
                if has_lines {
                    return Quoted::Open { is_to_end: false };
                }
                cell.push('"');
            }
            ('\n' | '\r', _) if !may_span => return Quoted::Open { is_to_end: false },
            _ => {
                has_lines |= matches!(letter, '\n' | '\r');
                cell.push(letter);
            }
        }
    }
    Quoted::Open { is_to_end: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, rows: &[&[&str]]) {
        let read = first_rows(text, ',', usize::MAX);
        let read: Vec<Vec<&str>> = read.rows().map(|row| row.iter().collect()).collect();
        assert_eq!(read, rows, "{text}");
    }

    #[test]
    fn quotes_hold_a_cell_together() {
        check("a,\"b, \"\"c\"\"\nd\",\r\ne", &[&["a", "b, \"c\"\nd", ""], &["e"]]);
        check("\"\",x\n\n\"y\"\n", &[&["", "x"], &[], &["y"]]);
        check("a,", &[&["a", ""]]);
        check("5\" pipe,\"say \"hi\" now\",x", &[&["5\" pipe", "say \"hi\" now", "x"]]);
    }

    #[test]
    fn a_quote_that_does_not_close_swallows_no_row() {
        check("1,\"open\n2,x\n", &[&["1", "\"open"], &["2", "x"]]);
        check("1,\"open\n2,\"fine\"\n", &[&["1", "\"open"], &["2", "fine"]]);
        check("1,\"open\n2,\"\"\n3,\"a\"\n", &[&["1", "\"open"], &["2", ""], &["3", "a"]]);
        assert_eq!(first_rows("1,\"open\n2,x\n", ',', 9).open_quotes, [(1, 2)]);
    }

    #[test]
    fn many_quotes_that_do_not_close_take_no_longer_than_one_each() {
        let text = "\"\"a\n".repeat(20_000);
        assert_eq!(first_rows(&text, ',', usize::MAX).len(), 20_000);
    }
}
