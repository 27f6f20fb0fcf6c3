//! The pointer: what it presses, drags and drops.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::focus::active;
use super::page::Anchor;
use super::window;

/// Begins to drag a card.
pub fn drag(event: &web_sys::DragEvent, id: &str) {
    if let Some(data) = event.data_transfer() {
        data.set_effect_allowed("move");
        // A type of our own: nothing else takes it, and a file that is dropped is no card.
        let _ = data.set_data(CARD, id);
    }
}

/// The card that is dropped.
pub fn dragged(event: &web_sys::DragEvent) -> Option<String> {
    event.data_transfer()?.get_data(CARD).ok().filter(|id| !id.is_empty())
}

/// The card an event comes from.
pub fn card_at(event: &Event) -> Option<String> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    element.closest("[data-card]").ok()??.get_attribute("data-card")
}

/// Marks where in its column a dragged card comes down, and gives the card it comes before; none at the end.
pub fn mark_drop(event: &Event) -> Option<String> {
    unmark_drop();
    let pointer = f64::from(event.dyn_ref::<web_sys::MouseEvent>()?.client_y());
    let cards = event.target()?.dyn_into::<Element>().ok()?.closest(".nnl > section").ok()??;
    let cards = cards.query_selector_all(".init").ok()?;
    let mut last = None;
    for card in (0..cards.length()).filter_map(|place| cards.get(place)?.dyn_into::<Element>().ok()) {
        let edges = card.get_bounding_client_rect();
        if pointer < edges.top() + edges.height() / 2.0 {
            let _ = card.set_attribute("data-drop", "before");
            return card.get_attribute("data-card");
        }
        last = Some(card);
    }
    let _ = last.map(|card| card.set_attribute("data-drop", "after"));
    None
}

/// Takes the mark of [`mark_drop`] away.
pub fn unmark_drop() {
    let marked = window().document().and_then(|it| it.query_selector(".init[data-drop]").ok().flatten());
    let _ = marked.map(|card| card.remove_attribute("data-drop"));
}

/// The card that has the focus.
pub fn focused_card() -> Option<String> {
    active()?.closest("[data-card]").ok()??.get_attribute("data-card")
}

/// What a dragged card is called among the things that can be dragged.
const CARD: &str = "application/x-throughline-card";

/// Sends all further moves of the pointer that pressed to the element it pressed on.
pub fn capture_pointer(event: &web_sys::PointerEvent) {
    let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if let Some(element) = pressed {
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// Whether a press is inside of the element it was reported for; presses on a dialog's backdrop are not.
pub fn is_inside(event: &web_sys::PointerEvent) -> bool {
    let element = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| {
        let rect = Anchor::of_element(&element);
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        (rect.left..=rect.right).contains(&x) && (rect.top..=rect.bottom).contains(&y)
    })
}

/// Where the pointer is in the element an event was reported for, in CSS pixels from its top left corner.
pub fn place_in(event: &web_sys::PointerEvent) -> Option<(i32, i32)> {
    let element = event.current_target()?.dyn_into::<Element>().ok()?;
    let rect = element.get_bounding_client_rect();
    Some((event.client_x() - rect.left() as i32, event.client_y() - rect.top() as i32))
}

/// Whether an event comes from inside of what a selector finds.
pub fn is_within(event: &Event, selector: &str) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.closest(selector).is_ok_and(|found| found.is_some()))
}

/// How wide the element is that an event was reported for, in CSS pixels.
pub fn width_at(event: &web_sys::PointerEvent) -> Option<i32> {
    let element = event.current_target()?.dyn_into::<Element>().ok()?;
    Some(element.get_bounding_client_rect().width() as i32)
}
