//! What has the focus, and where it goes back to.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, FocusOptions, HtmlElement, HtmlInputElement, HtmlTextAreaElement, Node};

use super::page::{after_paint, scroll_into_view, when_drawn};
use super::window;

/// What has the focus; the body where nothing has.
pub(super) fn active() -> Option<Element> {
    window().document()?.active_element()
}

/// Whether nothing has the focus.
pub fn body_has_focus() -> bool {
    active().is_none_or(|element| element.tag_name() == "BODY")
}

/// Whether the focus is inside of what a selector finds.
pub fn focus_is_in(selector: &str) -> bool {
    let active = active();
    active.is_some_and(|active| active.closest(selector).is_ok_and(|found| found.is_some()))
}

/// Puts the focus on an element without scrolling to it.
pub fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Puts the focus on the first element a selector finds.
pub fn focus_first(selector: &str) {
    let found = window().document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        focus(&element);
    }
}

/// Puts the focus on the first element a selector finds when it is drawn: before the next key, or, where it comes later
/// than that, when the next frame is painted and the focus has not gone on by then.
pub fn focus_soon(selector: impl Into<String>) {
    let selector = selector.into();
    focus_when_drawn(move || focus_first(&selector));
}

/// Moves the focus as [`focus_soon`] does, by whatever moves it.
pub fn focus_when_drawn(go: impl Fn() + 'static) {
    let go = Rc::new(go);
    let before = active();
    let soon = (Rc::clone(&go), before.clone());
    let has_gone = Rc::new(Cell::new(false));
    let went = Rc::clone(&has_gone);
    when_drawn(move || {
        let (go, before) = soon;
        go();
        went.set(active() != before);
    });
    after_paint(move || {
        if body_has_focus() || !has_gone.get() && active() == before {
            go();
        }
    });
}

/// The same for a selector that finds nothing else before, and shows what it finds.
pub fn focus_drawn(selector: impl Into<String>) {
    let selector = selector.into();
    let focus = Closure::once_into_js(move || {
        focus_first(&selector);
        if let Some(active) = active().filter(|active| active.matches(&selector) == Ok(true)) {
            scroll_into_view(&active);
        }
    });
    window().queue_microtask(focus.unchecked_ref());
}

/// Puts the focus on the heading of a page that is about to come, unless a person writes by then.
pub fn focus_heading() {
    focus_when_drawn(|| {
        let active = active();
        if active.is_none_or(|active| !matches!(active.tag_name().as_str(), "INPUT" | "TEXTAREA")) {
            focus_first("h1");
        }
    });
}

/// Puts the focus on a field and selects its text.
pub fn select_field(selector: &str) {
    focus_first(selector);
    let active = active();
    match active.map(Element::dyn_into::<HtmlInputElement>) {
        Some(Ok(input)) => input.select(),
        Some(Err(area)) => drop(area.dyn_into().map(|area: HtmlTextAreaElement| area.select())),
        None => {}
    }
}

/// Whether an element has the focus.
pub fn has_focus(element: &Element) -> bool {
    let active = active();
    active.is_some_and(|active| active == *element)
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
        let element = active();
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
    let active = active()?;
    Some(active.id()).filter(|id| !id.is_empty())
}
