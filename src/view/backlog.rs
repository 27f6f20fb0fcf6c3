//! A row of a list, in the words and glyphs it is drawn with.

use super::place::Place;
use super::route::Route;
use crate::model::{Category, Id, Item, ItemType, Product, sorted_names};
use crate::workspace::Tables;

/// Everything a row shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// The item, or the record of a described kind.
    pub id: Id,
    /// Its key, `SPK-12`; empty where the kind has none.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The address it opens at.
    pub href: String,
    /// Its type, of an item.
    pub kind: Option<ItemType>,
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

impl ListRow {
    /// A row with a title and nothing else.
    pub fn new(id: Id, title: String) -> Self {
        Self {
            id,
            key: String::new(),
            title,
            href: String::new(),
            kind: None,
            status: String::new(),
            status_name: String::new(),
            is_blocked: false,
            status_glyph: "",
            labels: Vec::new(),
            estimate: None,
        }
    }

    /// The glyph of its type.
    pub fn glyph(&self) -> &'static str {
        self.kind.map_or("", type_glyph)
    }

    /// What it is called in a sentence: its key, else its title.
    pub fn said(&self) -> &str {
        if self.key.is_empty() { &self.title } else { &self.key }
    }

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
pub fn row_of(tables: &Tables, id: Id) -> Option<ListRow> {
    let item = tables.items.get(id)?;
    let product = tables.products.get(item.product)?;
    let state = product.workflow.state(&item.status);
    let labels = item.labels.iter().filter_map(|id| tables.labels.get(*id)).map(|label| label.name.clone());
    let key = item_key(product, item);
    Some(ListRow {
        id,
        href: Route::place(product.key.as_str(), Place::Backlog).with_record(Some(key.clone())).href(),
        key,
        title: item.shown_title().into_owned(),
        kind: Some(item.kind),
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
