//! Text cut into rows and cells: the quoting rules of lists, and what to make of a quote that does not close.

use std::iter::Peekable;
use std::str::CharIndices;

/// Rows of cells, no cell in those that have nothing.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// In the order of the text.
    pub rows: Vec<Vec<String>>,
    /// Where a quote opens and does not close, as row and cell, from 1: it was read as a letter.
    pub open_quotes: Vec<(usize, usize)>,
}

/// Cuts a text into at most so many rows.
///
/// A quote at the start of a cell opens it, two within it are one, and one before the end of the cell closes it. A quote
/// in the middle is a letter, unless lines lie between: then a cell begins there and the quote before was never closed.
pub(super) fn read_table(text: &str, delimiter: char, most: usize) -> Table {
    let mut table = Table::default();
    let mut row: Vec<String> = Vec::new();
    let mut rest = text;
    // Once nothing closed a quote to the end of the text, later ones have to close in their line.
    let mut may_span = true;
    while !rest.is_empty() && table.rows.len() < most {
        let (cell, after) = match quoted(rest, delimiter, may_span) {
            Quoted::None => plain(rest, delimiter),
            Quoted::Closed(cell, after) => (cell, after),
            Quoted::Open { is_to_end } => {
                table.open_quotes.push((table.rows.len() + 1, row.len() + 1));
                may_span &= !is_to_end;
                plain(rest, delimiter)
            }
        };
        row.push(cell);
        rest = after;
        if let Some(next) = rest.strip_prefix(delimiter) {
            rest = next;
            if rest.is_empty() {
                row.push(String::new());
            }
            continue;
        }
        rest = ["\r\n", "\n", "\r"].iter().find_map(|end| rest.strip_prefix(end)).unwrap_or(rest);
        let cells = std::mem::take(&mut row);
        table.rows.push(if cells.iter().all(String::is_empty) { Vec::new() } else { cells });
    }
    if !row.is_empty() && table.rows.len() < most {
        table.rows.push(row);
    }
    table
}

enum Quoted<'a> {
    None,
    Closed(String, &'a str),
    Open { is_to_end: bool },
}

fn plain(text: &str, delimiter: char) -> (String, &str) {
    let end = text.find([delimiter, '\n', '\r']).unwrap_or(text.len());
    let (cell, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    (cell.to_owned(), rest)
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
        assert_eq!(read_table(text, ',', usize::MAX).rows, rows, "{text}");
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
        assert_eq!(read_table("1,\"open\n2,x\n", ',', 9).open_quotes, [(1, 2)]);
    }

    #[test]
    fn many_quotes_that_do_not_close_take_no_longer_than_one_each() {
        let text = "\"\"a\n".repeat(20_000);
        assert_eq!(read_table(&text, ',', usize::MAX).rows.len(), 20_000);
    }
}
