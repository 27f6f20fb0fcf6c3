//! The glyph of a record, whatever its kind.

use crate::model::kind::Kind;
use crate::model::{Category, Item, ItemType, Label, Person, Product, Record, RecordRef};
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
        Label::TABLE => "tag",
        Person::TABLE => "person",
        _ => Kind::of_any_table(table).map_or("line", |kind| kind.glyph),
    }
}

/// The glyph that fills as work proceeds.
pub fn status_glyph(product: &Product, status: &str) -> &'static str {
    let Some(state) = product.workflow.state(status) else { return "s-draft" };
    match state.category {
        Category::Idea => "s-idea",
        // The first open state is empty, the later ones a quarter full.
        Category::Open if product.workflow.first_open() == status => "s-draft",
        Category::Open => "s-ready",
        Category::Active => "s-doing",
        Category::Review => "s-review",
        Category::Done => "s-accepted",
        Category::Cancelled => "s-dropped",
    }
}

/// The glyph of a type.
pub fn type_glyph(kind: ItemType) -> &'static str {
    match kind {
        ItemType::Epic => "epic",
        ItemType::Story => "story",
        ItemType::Bug => "bug",
        ItemType::Task => "task",
        ItemType::Chore => "chore",
        ItemType::Spike => "spike",
    }
}

/// The outlines of the four shapes, in the order of the goals, in a square of 10.
const SHAPES: [(&str, &str); 4] = [
    ("1", "M5 .5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z"),
    (
        "2",
        "M2 .75h6A1.25 1.25 0 0 1 9.25 2v6A1.25 1.25 0 0 1 8 9.25H2A1.25 1.25 0 0 1 .75 8V2A1.25 1.25 0 0 1 2 .75z",
    ),
    ("3", "M5 .6 9.7 9.1H.3z"),
    ("4", "M5 0l5 5-5 5-5-5z"),
];

/// The colour of a goal's number, by its series from 1 to 4, and the outline of its shape in a square of 10.
pub fn goal_shape(number: u32) -> (&'static str, &'static str) {
    SHAPES.get((number.max(1) as usize - 1) % SHAPES.len()).copied().unwrap_or_default()
}
