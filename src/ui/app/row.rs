//! What stands in a row of the list in view.

use leptos::prelude::*;

use super::{App, register};
use crate::model::kind::Holds;
use crate::model::{Estimate, Id, Item};
use crate::ui::reactive::Memo;
use crate::view::{Cell, Column, ListRow, RowCells, row_of};
use crate::workspace::Tables;

impl App {
    /// The row of an item and its cells, tracked by its id and by what rows share.
    pub fn row(self, id: Id, columns: Memo<Vec<Column>>) -> Memo<Option<(ListRow, RowCells)>> {
        let trigger = self.trigger(id);
        Memo::new(move |_| {
            trigger.track();
            self.shared.track();
            let (kind, product) = (self.kind(), self.product.get_untracked());
            // What follows from other records follows with them.
            let is_computed = |column: &Column| match column {
                Column::Field(field) => matches!(field.holds, Holds::Computed(_) | Holds::ComputedNumber),
                _ => false,
            };
            if columns.with(|columns| columns.iter().any(is_computed)) {
                self.content.track();
            }
            self.read(|workspace| {
                let tables = workspace.tables();
                if let Some(kind) = kind {
                    let register = register(tables, kind, product?);
                    let record = register.record(id)?;
                    let cells = columns.with(|columns| register.cells(record, columns));
                    let place = |(column, cell)| (column, self.place_cell(id, column).unwrap_or(cell));
                    return Some((register.row(id)?, cells.into_iter().map(place).collect()));
                }
                let item = tables.items.get(id)?;
                let cells = columns.with(|columns| self.cells(tables, item, columns));
                Some((row_of(tables, id)?, cells))
            })
        })
    }

    /// What stands in the columns of an item.
    pub fn cells(self, tables: &Tables, item: &Item, columns: &[Column]) -> RowCells {
        let cell = |column: &Column| match column {
            Column::Total => {
                let total = self.totals.with(|totals| totals.get(&item.meta.id).copied()).unwrap_or(0);
                (*column, Cell::Text(Estimate::from_tenths(total).to_string()))
            }
            _ => {
                let place = self.place_cell(item.meta.id, *column);
                (*column, place.unwrap_or_else(|| column.cell(tables, item)))
            }
        };
        columns.iter().map(cell).collect()
    }

    /// What stands in the columns that say a place by the score in view.
    fn place_cell(self, id: Id, column: Column) -> Option<Cell> {
        let is_place = matches!(column, Column::Rank | Column::Range);
        is_place.then(|| Cell::Text(self.ranking.with(|ranking| ranking.words(id, column))))
    }
}
