//! Parts of a list that came in several files.

use std::sync::Arc;

use super::{CellTable, Sheet};

impl Sheet {
    /// Adds the rows of another part of the same list, whose columns may stand in another order; whether it is one.
    pub fn append(&mut self, other: &Self) -> bool {
        let place = |sheet: &Self, name: &str| sheet.columns.iter().position(|(it, _)| it == name);
        let shared = other.columns.iter().filter(|(name, _)| place(self, name).is_some()).count();
        let is_part = self.kind() == other.kind()
            && self.heading.is_some()
            && other.heading.is_some()
            && self.delimiter == other.delimiter
            && shared * 2 > self.columns.len().max(other.columns.len());
        if !is_part {
            return false;
        }
        let more = other.columns.iter().filter(|(name, _)| place(self, name).is_none()).cloned();
        let more: Vec<_> = more.collect();
        let mut table = CellTable::default();
        table.open_quotes.clone_from(&self.table.open_quotes);
        for (number, row) in self.table.rows().enumerate() {
            row.iter().for_each(|cell| table.push_cell(cell));
            if Some(number + 1) == self.heading {
                for (name, _) in &more {
                    table.push_cell(name);
                }
            }
            table.end_row();
        }
        self.columns.extend(more);
        let places: Vec<Option<usize>> = self.columns.iter().map(|(name, _)| place(other, name)).collect();
        for cells in other.rows().filter_map(|row| row.cells.ok()) {
            let cell = |place: &Option<usize>| place.and_then(|place| cells.get(place)).unwrap_or_default();
            for place in &places {
                table.push_cell(cell(place));
            }
            table.end_row();
        }
        self.table = Arc::new(table);
        true
    }
}
