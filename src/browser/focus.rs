//! What has the focus, and where it goes back to.

use std::cell::RefCell;

use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, Node};

use super::page::{focus, focus_first};
use super::window;

/// Whether nothing has the focus.
pub fn body_has_focus() -> bool {
    let document = window().document();
    document.and_then(|document| document.active_element()).is_none_or(|element| element.tag_name() == "BODY")
}

/// Whether the focus is inside of what a selector finds.
pub fn focus_is_in(selector: &str) -> bool {
    let active = window().document().and_then(|document| document.active_element());
    active.is_some_and(|active| active.closest(selector).is_ok_and(|found| found.is_some()))
}

/// The element that had the focus before something opened over the page.
#[derive(Clone, Debug)]
pub struct FocusBefore(Option<HtmlElement>, String);

thread_local! {
    /// What had the focus before the menu that is open: one that takes its place gives the focus back there.
    static BEFORE_MENU: RefCell<Option<FocusBefore>> = const { RefCell::new(None) };
}

impl FocusBefore {
    /// Remembers what has the focus now, and by what name it, or what it stands in, is found again when it is drawn anew.
    pub fn remember() -> Self {
        let element = window().document().and_then(|document| document.active_element());
        if let Some(before) = BEFORE_MENU.with_borrow(Clone::clone).filter(|_| focus_is_in(".menu")) {
            return before;
        }
        let named = element.as_ref().and_then(|element| element.closest("[id]").ok().flatten());
        let id = named.map(|named| named.id()).unwrap_or_default();
        let before = Self(element.and_then(|element| element.dyn_into().ok()), id);
        BEFORE_MENU.replace(Some(before.clone()));
        before
    }

    /// Gives the focus to what the Tab key would go to from the element. The cells of rows are no stops of their
    /// own.
    pub fn go_past(&self) -> Option<()> {
        let element = self.0.as_ref().filter(|element| element.is_connected())?;
        if element.closest("#rows").is_ok_and(|rows| rows.is_some()) {
            return None;
        }
        let stops = ":is(a[href], button, input, textarea, select):not(:disabled, [tabindex='-1'], .menu *)";
        let stops = element.owner_document()?.query_selector_all(stops).ok()?;
        let is_past = |other: &HtmlElement| {
            let place = element.compare_document_position(other);
            place & Node::DOCUMENT_POSITION_FOLLOWING != 0 && other.offset_parent().is_some()
        };
        let mut stops = (0..stops.length()).filter_map(|place| stops.get(place)?.dyn_into().ok());
        stops.find(is_past).map(|next| focus(&next))
    }

    /// Gives the focus back to the element, or to the one in its place, unless something else has taken it.
    pub fn give_back(&self) {
        if !body_has_focus() {
            return;
        }
        match self.0.as_ref().filter(|element| element.is_connected()) {
            Some(element) => focus(element),
            None if !self.1.is_empty() => {
                focus_first(&format!(
                    "#{0}:is(button, a, input, [tabindex]), #{0} :is(button, a, input)",
                    self.1
                ));
            }
            None => {}
        }
    }
}

/// The id of what has the focus.
pub fn focused_id() -> Option<String> {
    let active = window().document()?.active_element()?;
    Some(active.id()).filter(|id| !id.is_empty())
}
