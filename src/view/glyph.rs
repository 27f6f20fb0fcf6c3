//! The glyph of a record, whatever its kind.

use super::type_glyph;
use crate::model::{Goal, Initiative, Item, Metric, Record, RecordRef, Release};
use crate::workspace::Tables;

/// The glyph of a record's kind; of an item, of its type.
pub fn record_glyph(tables: &Tables, record: RecordRef) -> &'static str {
    match record.table {
        Item::TABLE => tables.items.get(record.id).map_or("story", |item| type_glyph(item.kind)),
        Goal::TABLE => "goal",
        Initiative::TABLE => "roadmap",
        Release::TABLE => "release",
        Metric::TABLE => "outcomes",
        _ => "line",
    }
}
