//! What a person has in hand of the list in view.

use leptos::prelude::*;

use super::Carried;
use crate::browser;
use crate::model::Id;
use crate::view::{Left, Route, Selection};

/// What is picked, edited, begun and carried in the list in view. Two lists never share it: each begins anew, and one that
/// comes back as it was looked at has its cursor and what was picked again.
#[derive(Clone, Copy)]
pub struct ListState {
    /// The cursor and what is picked.
    pub selection: RwSignal<Selection>,
    /// The cell of the row at the cursor that has the focus; none for the row itself.
    pub column: RwSignal<Option<usize>>,
    /// The item whose title is edited.
    pub editing: RwSignal<Option<Id>>,
    /// Whether the line for new items is open.
    pub composing: RwSignal<bool>,
    /// The title begun there and not yet added: it waits while a person looks something up elsewhere.
    pub begun_title: StoredValue<String>,
    /// Items that are carried, and the place they would drop at.
    pub carried: RwSignal<Option<Carried>>,
    /// When rows carried by the pointer were last dropped, in milliseconds of the page's life.
    pub dropped_at: StoredValue<f64>,
    /// What was typed on a cell, for the menu that opens by it.
    pub typed_first: StoredValue<String>,
    /// How far the page is scrolled, in CSS pixels.
    pub scrolled: RwSignal<f64>,
    left: StoredValue<Left<Selection>>,
}

impl ListState {
    /// That of a page that opens; a title that was begun before it was closed is still there.
    pub(super) fn new() -> Self {
        let begun_title = browser::take_begun_title();
        Self {
            selection: RwSignal::new(Selection::default()),
            column: RwSignal::new(None),
            editing: RwSignal::new(None),
            composing: RwSignal::new(!begun_title.is_empty()),
            begun_title: StoredValue::new(begun_title),
            carried: RwSignal::new(None),
            dropped_at: StoredValue::new(f64::NEG_INFINITY),
            typed_first: StoredValue::new(String::new()),
            scrolled: RwSignal::new(0.0),
            left: StoredValue::new(Left::default()),
        }
    }

    /// Goes over from one list to another.
    pub(super) fn change_list(self, from: Route, to: &Route) {
        let before = self.selection.get_untracked();
        let found = self.left.try_update_value(|left| left.go(from, before, to));
        self.selection.set(found.flatten().unwrap_or_default());
        self.column.set(None);
        self.editing.set(None);
        self.composing.set(false);
        self.carried.set(None);
    }
}
