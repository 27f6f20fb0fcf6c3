//! Rows of the backlog: what is in them, and the focus that goes from cell to cell.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

use super::focus::{active, focus};
use super::page::{Anchor, by_id, scroll_into_view, view_height};
use super::window;
use crate::model::SortedMap;

/// Puts the focus on a row or on one of its cells, and shows it.
pub fn focus_row(id: &str, column: Option<usize>) {
    let Some(row) = by_id(id) else { return };
    scroll_into_view(&row);
    let cell = column.and_then(|column| cells(&row).into_iter().nth(column));
    focus(cell.as_ref().unwrap_or(&row));
}

/// The controls of a row, in order.
pub fn cells(row: &Element) -> Vec<HtmlElement> {
    let Ok(found) = row.query_selector_all("[data-cell]") else { return Vec::new() };
    let nodes = (0..found.length()).filter_map(|place| found.item(place));
    nodes
        .filter_map(|node| node.dyn_into::<HtmlElement>().ok())
        .filter(|cell| cell.offset_parent().is_some())
        .collect()
}

/// The name of the cell that has the focus.
pub fn focused_cell() -> Option<String> {
    let cell = active()?.closest("#rows [data-cell]").ok()??;
    cell.get_attribute("data-cell")
}

/// The row an event comes from, by its item's id, with the cell, where it comes from one.
pub fn row_and_cell(event: &Event) -> Option<(String, Option<HtmlElement>)> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    let row = element.closest("[data-id]").ok()??;
    let cell = element.closest("[data-cell]").ok()?.and_then(|cell| cell.dyn_into().ok());
    Some((row.get_attribute("data-id")?, cell))
}

thread_local! {
    static SHAPES: RefCell<SortedMap<&'static str, &'static str>> = RefCell::default();
}

/// The shapes of one of the page's icons, as markup; each is read once and kept for good.
pub fn icon_shapes(name: &'static str) -> &'static str {
    SHAPES.with_borrow_mut(|shapes| {
        *shapes.entry(name).or_insert_with(|| {
            let symbol = window().document().and_then(|document| document.get_element_by_id(name));
            symbol.map(|symbol| &*symbol.inner_html().leak()).unwrap_or_default()
        })
    })
}

/// Puts other markup into a row; the cell that had the focus has it again.
pub fn set_inside(row: &HtmlElement, html: &str) {
    let active = active();
    let focused = active.filter(|active| row.contains(Some(active)) && !row.is_same_node(Some(active)));
    let had_focus = focused.is_some();
    let name = focused
        .and_then(|cell| cell.closest("[data-cell]").ok()?)
        .and_then(|it| it.get_attribute("data-cell"));
    row.set_inner_html(html);
    if had_focus {
        let find = |name: String| row.query_selector(&format!("[data-cell=\"{name}\"]")).ok().flatten();
        let again = name.and_then(find).and_then(|cell| cell.dyn_into().ok());
        focus(again.as_ref().unwrap_or(row));
    }
}

/// Scrolls as little as needed to show the element with this id.
pub fn show_row(id: &str) {
    if let Some(element) = by_id(id) {
        scroll_into_view(&element);
    }
}

/// Whether an element is inside of the window from top to bottom.
pub fn is_shown(id: &str) -> bool {
    by_id(id).is_some_and(|element| {
        let rect = Anchor::of_element(&element);
        rect.top >= 0.0 && rect.bottom <= view_height()
    })
}
