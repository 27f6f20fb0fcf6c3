//! Parts of a list that came in several files.

use super::Sheet;

impl Sheet {
    /// Adds the rows of another part of the same list, whose columns may stand in another order; whether it is one.
    pub fn append(&mut self, other: &Self) -> bool {
        let named = |sheet: &Self, name: &str| sheet.columns.iter().position(|(it, _)| it == name);
        let shared = other.columns.iter().filter(|(name, _)| named(self, name).is_some()).count();
        let is_part = self.kind() == other.kind()
            && self.heading.is_some()
            && other.heading.is_some()
            && self.delimiter == other.delimiter
            && shared * 2 > self.columns.len().max(other.columns.len());
        if !is_part {
            return false;
        }
        let places: Vec<usize> = other
            .columns
            .iter()
            .map(|column| {
                named(self, &column.0).unwrap_or_else(|| {
                    self.columns.push(column.clone());
                    self.columns.len() - 1
                })
            })
            .collect();
        if let Some(heading) = self.heading.and_then(|row| self.table.get_mut(row - 1)) {
            let more = self.columns.iter().skip(heading.len()).map(|(name, _)| name.clone());
            heading.extend(more.collect::<Vec<_>>());
        }
        for cells in other.rows().filter_map(|row| row.cells.ok()) {
            let mut row = vec![String::new(); self.columns.len()];
            for (place, cell) in places.iter().zip(cells) {
                if let Some(own) = row.get_mut(*place) {
                    own.clone_from(cell);
                }
            }
            self.table.push(row);
        }
        true
    }
}
