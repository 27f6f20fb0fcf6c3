//! A row of the backlog, in the words and glyphs it is drawn with.

use crate::model::{Category, Id, Item, ItemType, Product, sorted_names};
use crate::workspace::Tables;

/// Everything a row shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BacklogRow {
    /// The item.
    pub id: Id,
    /// Its key: `SPK-12`.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its type.
    pub kind: ItemType,
    /// Its state's id.
    pub status: String,
    /// Its state's name.
    pub status_name: String,
    /// Whether it waits for something: that is drawn over its state.
    pub is_blocked: bool,
    /// The glyph of its state, or of what is drawn over it.
    pub status_glyph: &'static str,
    /// Its labels by name, in the order of their names.
    pub labels: Vec<String>,
    /// Its estimate in points.
    pub estimate: Option<String>,
}

impl BacklogRow {
    /// The word for its state where there is room for one.
    pub fn status_word(&self) -> &str {
        if self.is_blocked { "Blocked" } else { &self.status_name }
    }

    /// All there is to say of its state: “Doing, blocked”.
    pub fn status_words(&self) -> String {
        if self.is_blocked { format!("{}, blocked", self.status_name) } else { self.status_name.clone() }
    }
}

/// The row of an item; none once it has gone.
pub fn row_of(tables: &Tables, id: Id) -> Option<BacklogRow> {
    let item = tables.items.get(id)?;
    let product = tables.products.get(item.product)?;
    let state = product.workflow.state(&item.status);
    let labels = item.labels.iter().filter_map(|id| tables.labels.get(*id)).map(|label| label.name.clone());
    Some(BacklogRow {
        id,
        key: item_key(product, item),
        title: item.shown_title().into_owned(),
        kind: item.kind,
        status: item.status.clone(),
        status_name: state.map_or_else(|| item.status.clone(), |state| state.name.clone()),
        is_blocked: item.block().is_some(),
        status_glyph: if item.block().is_some() { "s-blocked" } else { status_glyph(product, &item.status) },
        labels: sorted_names(labels.collect()),
        estimate: item.estimate.map(|estimate| estimate.to_string()),
    })
}

fn item_key(product: &Product, item: &Item) -> String {
    format!("{}-{}", product.key, item.number)
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
