//! What is under way wherever one goes meanwhile: rows that are carried, a time box that runs.

use leptos::prelude::*;

use super::App;
use crate::browser;
use crate::model::{Id, Item, ItemType};
use crate::view::LineAt;

/// Items under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The items, in list order.
    pub ids: Vec<Id>,
    /// They would drop before the row at this place; after the last where it is the list's length.
    pub at: usize,
    /// The row they would come to stand under, or the folded group they would go into, instead.
    pub into: Option<LineAt>,
    /// Whether an epic is among them, which stands under nothing.
    pub has_epic: bool,
    /// Whether the pointer carries them.
    pub by_pointer: bool,
}

impl Carried {
    /// Items that are picked up where they are.
    pub fn new(app: App, ids: Vec<Id>, at: usize, by_pointer: bool) -> Self {
        let has_epic = ids.iter().any(|id| app.is_epic(*id));
        Self { ids, at, into: None, has_epic, by_pointer }
    }
}

impl App {
    /// Whether a press has just ended as a drop: then it is no click.
    pub fn has_just_dropped(self) -> bool {
        browser::now_ms() - self.rows.dropped_at.get_value() < 300.0
    }

    /// Whether an item is an epic.
    pub fn is_epic(self, id: Id) -> bool {
        self.get::<Item>(id).is_some_and(|item| item.kind == ItemType::Epic)
    }
}

/// A time box that runs: its event, and when it is over in milliseconds of the page's life.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeBox {
    /// The event.
    pub event: &'static str,
    /// When it is over.
    pub until: f64,
}
