//! By what the rows of a list are read.

use crate::format::{DayOrder, Sheet, SheetColumn};
use crate::model::{Day, Workflow};

/// What rows are read by.
pub(super) struct RowReader<'a> {
    /// The list they are of.
    pub sheet: &'a Sheet,
    /// The states of the product they go into.
    pub workflow: &'a Workflow,
    /// Whether the list went out of here.
    pub is_ours: bool,
    /// In which order its days are written.
    pub days: DayOrder,
    /// The civil date where the person is.
    pub today: Day,
}

/// What a value of a column means here: what a person said, else the value itself.
pub(super) fn meaning<'a>(sheet: &'a Sheet, column: SheetColumn, cell: &'a str) -> &'a str {
    sheet.meanings.get(&(column, short(cell))).map_or(cell, String::as_str)
}

/// A value as it is listed.
pub(super) fn short(value: &str) -> String {
    value.chars().take(40).collect()
}
