//! The glyph of a record, whatever its kind.

use super::type_glyph;
use crate::model::{Goal, Initiative, Item, Label, Metric, Record, RecordRef, Release};
use crate::workspace::Tables;

/// The glyph of a record's kind; of an item, of its type.
pub fn record_glyph(tables: &Tables, record: RecordRef) -> &'static str {
    match record.table {
        Item::TABLE => tables.items.get_kept(record.id).map_or("story", |item| type_glyph(item.kind)),
        table => table_glyph(table),
    }
}

/// The glyph of a kind of record.
pub fn table_glyph(table: &str) -> &'static str {
    match table {
        Item::TABLE => "story",
        Goal::TABLE => "goal",
        Initiative::TABLE => "roadmap",
        Release::TABLE => "release",
        Metric::TABLE => "outcomes",
        Label::TABLE => "tag",
        _ => "line",
    }
}
