//! The cells of a list: one text, and where each cell and row ends in it.
//!
//! A list of a few megabytes has a hundred thousand cells; a text of its own for each would take three times the file.

use crate::model::clean_text;

/// Rows of cells, each cleaned, in the order of the file. They are put in cell by cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellTable {
    text: String,
    /// Where each cell ends in the text.
    cells: Vec<u32>,
    /// Where each row ends in the cells.
    rows: Vec<u32>,
    /// In how many rows each column has something.
    filled: Vec<u32>,
    /// How many rows have something.
    full: usize,
    /// Where a quote opens and does not close, as row and cell, from 1: it was read as a letter.
    pub(super) open_quotes: Vec<(usize, usize)>,
}

/// The cells of one row.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a> {
    table: &'a CellTable,
    from: usize,
    to: usize,
}

impl CellTable {
    /// Rows whose cells stand in lists.
    pub fn of_rows<'a, R: IntoIterator<Item = &'a str>>(rows: impl IntoIterator<Item = R>) -> Self {
        let mut table = Self::default();
        for row in rows {
            row.into_iter().for_each(|cell| table.push_cell(cell));
            table.end_row();
        }
        table
    }

    /// The same of rows that are texts of their own.
    pub(super) fn of_texts(rows: &[Vec<String>]) -> Self {
        Self::of_rows(rows.iter().map(|row| row.iter().map(String::as_str)))
    }

    /// Makes room for a text of so many bytes with at most so many cells: a table that grows is there twice for a moment.
    pub(super) fn reserve(&mut self, bytes: usize, cells: usize) {
        self.text.reserve_exact(bytes);
        self.cells.reserve_exact(cells);
    }

    /// The next cell of the row, cleaned, and without the quote that keeps spreadsheets from running it as a formula.
    pub fn push_cell(&mut self, cell: &str) {
        let guarded = cell.strip_prefix('\'').filter(|_| is_formula(cell.trim_start_matches('\'')));
        let cell = guarded.unwrap_or(cell);
        let is_plain = |byte: u8| (b' '..0x7f).contains(&byte) || byte == b'\n';
        if cell.bytes().all(is_plain) {
            self.text.push_str(cell);
        } else {
            self.text.push_str(&clean_text(cell));
        }
        self.cells.push(self.text.len() as u32);
    }

    /// The row is over; the next cell begins another.
    pub fn end_row(&mut self) {
        let (from, to) = (self.end_of(self.rows.len()), self.cells.len());
        let mut is_blank = true;
        for (place, cell) in (from..to).enumerate() {
            if !self.cell(cell).trim().is_empty() {
                is_blank = false;
                if self.filled.len() <= place {
                    self.filled.resize(place + 1, 0);
                }
                if let Some(filled) = self.filled.get_mut(place) {
                    *filled += 1;
                }
            }
        }
        self.full += usize::from(!is_blank);
        // A line with nothing in it has no cells.
        if self.start_of(from) == self.text.len() {
            self.cells.truncate(from);
        }
        self.rows.push(self.cells.len() as u32);
    }

    /// How many cells the row has that is not over.
    pub(super) fn open_cells(&self) -> usize {
        self.cells.len() - self.end_of(self.rows.len())
    }

    /// How many bytes it takes.
    pub fn bytes(&self) -> usize {
        self.text.capacity() + 4 * (self.cells.capacity() + self.rows.capacity())
    }

    /// How many rows there are, those without anything among them.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many rows from a place on have something.
    pub(super) fn full_from(&self, start: usize) -> usize {
        self.full.saturating_sub(self.rows().take(start).filter(|row| !row.is_blank()).count())
    }

    /// In how many rows from a place on a column has something.
    pub(super) fn filled_from(&self, start: usize, column: usize) -> usize {
        let has = |row: &Cells<'_>| row.get(column).is_some_and(|cell| !cell.trim().is_empty());
        let filled = self.filled.get(column).map_or(0, |filled| *filled as usize);
        filled.saturating_sub(self.rows().take(start).filter(has).count())
    }

    /// One row, by its place.
    pub fn row(&self, place: usize) -> Option<Cells<'_>> {
        (place < self.rows.len()).then(|| Cells {
            table: self,
            from: self.end_of(place),
            to: self.end_of(place + 1),
        })
    }

    /// Every row.
    pub fn rows(&self) -> impl Iterator<Item = Cells<'_>> + Clone {
        (0..self.rows.len()).filter_map(|place| self.row(place))
    }

    /// Where the first so many rows end in the cells.
    fn end_of(&self, rows: usize) -> usize {
        rows.checked_sub(1).and_then(|last| self.rows.get(last)).map_or(0, |end| *end as usize)
    }

    fn start_of(&self, cell: usize) -> usize {
        cell.checked_sub(1).and_then(|before| self.cells.get(before)).map_or(0, |end| *end as usize)
    }

    fn cell(&self, cell: usize) -> &str {
        self.text.get(self.start_of(cell)..self.start_of(cell + 1)).unwrap_or_default()
    }
}

/// Whether a spreadsheet would run a text as a formula.
pub fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// Writes a cell of a row that is still being written, however long the row is.
pub(super) fn put(row: &mut Vec<String>, place: usize, cell: String) {
    row.resize(row.len().max(place + 1), String::new());
    if let Some(own) = row.get_mut(place) {
        *own = cell;
    }
}

impl<'a> Cells<'a> {
    /// How many there are.
    pub fn len(self) -> usize {
        self.to - self.from
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether there is something in none of them.
    pub fn is_blank(self) -> bool {
        self.iter().all(|cell| cell.trim().is_empty())
    }

    /// One of them.
    pub fn get(self, place: usize) -> Option<&'a str> {
        (place < self.len()).then(|| self.table.cell(self.from + place))
    }

    /// Each of them.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = &'a str> + ExactSizeIterator + Clone {
        (self.from..self.to).map(move |cell| self.table.cell(cell))
    }

    /// The first so many, and the others.
    pub(super) fn split_at(self, place: usize) -> (Self, Self) {
        let middle = self.to.min(self.from + place);
        (Self { to: middle, ..self }, Self { from: middle, ..self })
    }
}

impl PartialEq for Cells<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Cells<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_where_they_were_put() {
        let table =
            CellTable::of_rows([vec!["a", "", "'=1"], vec![], vec!["", ""], vec![" ", "b\r\nc\u{0}"]]);
        let read: Vec<Vec<&str>> = table.rows().map(|row| row.iter().collect()).collect();
        assert_eq!(read, [vec!["a", "", "=1"], vec![], vec![], vec![" ", "b\nc"]]);
        assert_eq!((table.full_from(0), table.full_from(1), table.filled_from(0, 1)), (2, 1, 1));
        assert_eq!((table.filled_from(0, 0), table.filled_from(1, 0), table.filled_from(0, 9)), (1, 0, 0));
        assert_eq!(table.row(0).and_then(|row| row.get(2)), Some("=1"));
        assert_eq!(table.row(0).and_then(|row| row.get(3)), None);
        assert!(table.row(4).is_none());
    }
}
