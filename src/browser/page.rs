//! The page itself: address, title, focus, layout.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, Event, HtmlDialogElement, HtmlElement, HtmlInputElement, KeyboardEvent, MouseEvent,
    ResizeObserver, ScrollIntoViewOptions, ScrollLogicalPosition,
};

use super::window;

/// The part of the address from `#` on.
pub fn address() -> String {
    window().location().hash().unwrap_or_default()
}

/// Goes to an address, so that Back leads here again.
pub fn set_address(hash: &str) {
    if address() != hash {
        // An address of ours is never refused.
        let _ = window().location().set_hash(hash);
    }
}

/// Goes to an address in place of this one: Back leads to the one before.
pub fn replace_address(hash: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(hash));
    }
}

/// The name of the site this page is of, as the address bar shows it.
pub fn host() -> String {
    window().location().host().unwrap_or_default()
}

/// Names the page, for the tab and for the ear.
pub fn set_title(title: &str) {
    if let Some(document) = window().document() {
        document.set_title(title);
    }
}

/// Takes away what stood in for the app while it was loading.
pub fn drop_skeleton() {
    if let Some(skeleton) = by_id("boot") {
        skeleton.remove();
    }
}

/// Calls back after the next frame is painted, when elements that a signal made are there.
pub fn after_paint(callback: impl FnOnce() + 'static) {
    let closure = Closure::once_into_js(callback);
    let _ = window().request_animation_frame(closure.unchecked_ref());
}

/// Calls back when what the change under way brings is drawn: before the next key, and before it is painted. A key that
/// may still do something by itself would do it to what gets the focus: after that it is called when all is painted.
pub fn when_drawn(callback: impl FnOnce() + 'static) {
    let key = window().event().dyn_into::<KeyboardEvent>().ok();
    let closure = Closure::once_into_js(move || match key {
        Some(key) if !key.default_prevented() => after_paint(callback),
        _ => callback(),
    });
    // What is drawn anew is drawn in a task of this kind that waits already.
    window().queue_microtask(closure.unchecked_ref());
}

/// The element with this id.
pub fn by_id(id: &str) -> Option<HtmlElement> {
    window().document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Where a menu opens: a rectangle of the window, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Anchor {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom edge.
    pub bottom: f64,
}

impl Anchor {
    /// A point, such as the pointer's.
    pub fn point(x: f64, y: f64) -> Self {
        Self { left: x, top: y, right: x, bottom: y }
    }

    /// The place of an element; the middle of the window where there is none.
    pub fn of(id: &str) -> Self {
        by_id(id).map_or_else(
            || Self::point(view_width() / 2.0 - 120.0, view_height() / 3.0),
            |it| Self::of_element(&it),
        )
    }

    /// The place of an element.
    pub fn of_element(element: &Element) -> Self {
        let rect = element.get_bounding_client_rect();
        Self { left: rect.left(), top: rect.top(), right: rect.right(), bottom: rect.bottom() }
    }

    /// The place of the element with the focus, where it is one of these: a button that was just pressed.
    pub fn of_focused(selector: &str) -> Option<Self> {
        let element = window().document()?.active_element()?;
        element.matches(selector).ok()?.then(|| Self::of_element(&element))
    }

    /// Puts a floating element under its anchor, or over it where there is no room, and always inside the window.
    pub fn place(&self, element: &HtmlElement) {
        const EDGE: f64 = 8.0;
        let rect = element.get_bounding_client_rect();
        let below = self.bottom + 4.0;
        let above = self.top - rect.height() - 4.0;
        let is_below = below + rect.height() + EDGE <= view_height() || above < EDGE;
        let top = if is_below { below.min(view_height() - rect.height() - EDGE) } else { above };
        let left = self.left.min(view_width() - rect.width() - EDGE);
        let style = element.style();
        // Lengths of our own making are never refused.
        let _ = style.set_property("left", &format!("{}px", left.max(EDGE) as i64));
        let _ = style.set_property("top", &format!("{}px", top.max(EDGE) as i64));
    }
}

/// Sends the form an event comes from, as its button would.
pub fn submit_form(event: &Event) {
    let form =
        event.target().and_then(|it| it.dyn_into::<Element>().ok()).and_then(|it| it.closest("form").ok()?);
    if let Some(form) = form.and_then(|it| it.dyn_into::<web_sys::HtmlFormElement>().ok()) {
        // A form on the page can be sent.
        let _ = form.request_submit();
    }
}

/// Opens the browser's print dialog.
pub fn print() {
    let _ = window().print();
}

/// Whether an event comes from a field that a person types in.
pub fn is_editing(event: &Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| {
        let is_text = !matches!(
            element.get_attribute("type").as_deref(),
            Some("checkbox" | "radio" | "button" | "file")
        );
        match element.tag_name().as_str() {
            "INPUT" => is_text,
            "TEXTAREA" | "SELECT" => true,
            _ => element.has_attribute("contenteditable"),
        }
    })
}

/// Whether what is typed is about what one looks at, and no text of one's own.
pub fn is_looking(event: &Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| {
        element.matches("[type=search], [role=combobox], [type=date], [type=number]") == Ok(true)
    })
}

/// Scrolls as little as needed to show an element.
pub fn scroll_into_view(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Opens a dialog over everything else.
pub fn show_modal(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        // It is in the page and closed: showing it does not fail.
        let _ = dialog.show_modal();
    }
}

/// Lifts a popover into the top layer.
pub fn show_popover(element: &HtmlElement) {
    let show = js_sys::Reflect::get(element, &"showPopover".into());
    if let Some(show) = show.ok().and_then(|show| show.dyn_into::<js_sys::Function>().ok()) {
        let _ = show.call0(element);
    }
}

/// Whether the keyboard is a Mac's.
pub fn is_mac() -> bool {
    window().navigator().user_agent().is_ok_and(|agent| agent.contains("Mac OS"))
}

/// Whether the window is narrower than a tablet's.
pub fn is_narrow() -> bool {
    matches("(width < 48rem)")
}

fn matches(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

/// The window's width in CSS pixels.
pub fn view_width() -> f64 {
    window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(1024.0)
}

/// The window's height in CSS pixels.
pub fn view_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(768.0)
}

/// The height of the work that can be seen, in CSS pixels.
pub fn main_height() -> f64 {
    by_id("main").map_or_else(view_height, |main| f64::from(main.client_height()))
}

/// A token of the style sheet that is a length in rem, in CSS pixels.
pub fn root_px(token: &str) -> Option<f64> {
    let root = window().document()?.document_element()?;
    let get = js_sys::Reflect::get(&window(), &"getComputedStyle".into()).ok()?;
    let style = get.dyn_into::<js_sys::Function>().ok()?.call1(&window(), &root).ok()?;
    let read = |name: &str| -> Option<String> {
        let function = js_sys::Reflect::get(&style, &"getPropertyValue".into()).ok()?;
        function.dyn_into::<js_sys::Function>().ok()?.call1(&style, &name.into()).ok()?.as_string()
    };
    // The browser reads numbers; reading them here is 13 kB of tables.
    let base = js_sys::parse_float(read("font-size")?.trim().strip_suffix("px")?);
    let rem = js_sys::parse_float(read(token)?.trim().strip_suffix("rem")?);
    (rem * base).is_finite().then_some(rem * base)
}

/// Milliseconds since the page began.
pub fn now_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Leaves a mark in the browser's performance timeline: tests count how often something was computed.
pub fn mark(name: &str) {
    if let Some(performance) = window().performance() {
        let _ = performance.mark(name);
        performance.clear_marks_with_mark_name(name);
    }
}

/// Empties the field a selector finds; whether there was one.
pub fn clear_input(selector: &str) -> bool {
    let found = window().document().and_then(|document| document.query_selector(selector).ok().flatten());
    let Some(found) = found else { return false };
    if let Some(input) = found.dyn_ref::<HtmlInputElement>() {
        input.set_value("");
    } else if let Some(text) = found.dyn_ref::<web_sys::HtmlTextAreaElement>() {
        text.set_value("");
    }
    true
}

/// Shows the search box where it is folded away.
pub fn open_search() {
    let found =
        window().document().and_then(|document| document.query_selector(".head .search").ok().flatten());
    if let Some(search) = found {
        let _ = search.set_attribute("data-open", "");
    }
}

/// The address of the page without its part from `#` on.
pub fn page_url() -> String {
    let href = window().location().href().unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// Whether an event comes from a button or a link, whose own keys come first.
pub fn is_on_control(event: &Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| matches!(element.tag_name().as_str(), "BUTTON" | "A" | "SUMMARY"))
}

/// The address that a plain click on a link of the app leads to; one that is to open elsewhere has none.
pub fn followed_link(event: &Event) -> Option<String> {
    let click = event.dyn_ref::<MouseEvent>()?;
    let is_elsewhere = click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key();
    if click.button() != 0 || is_elsewhere || click.default_prevented() {
        return None;
    }
    let link = click.target()?.dyn_into::<Element>().ok()?.closest("a[href^='#/']").ok()??;
    link.get_attribute("href")
}

/// Scrolls the work up (negative) or down, in CSS pixels.
pub fn scroll_main(by: f64) {
    scroll_main_to(main_scrolled() + by);
}

/// Whether the work is wider than what can be seen of it.
pub fn main_scrolls_sideways() -> bool {
    by_id("main").is_some_and(|main| main.scroll_width() > main.client_width())
}

/// Scrolls the work to a place, in CSS pixels from its top.
pub fn scroll_main_to(at: f64) {
    if let Some(main) = by_id("main") {
        main.set_scroll_top(at as i32);
    }
}

/// The top edge of an element in the window, in CSS pixels.
pub fn top_of(selector: &str) -> Option<f64> {
    let element = window().document()?.query_selector(selector).ok()??;
    Some(element.get_bounding_client_rect().top())
}

/// Sets a property of the style sheet on one element.
pub fn set_property(element: &HtmlElement, name: &str, value: &str) {
    // A custom property takes any value.
    let _ = element.style().set_property(name, value);
}

/// Sets an attribute, or takes it off.
pub fn set_attribute(element: &Element, name: &str, value: Option<&str>) {
    // The names are the program's own: none is refused.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// How far the work is scrolled, in CSS pixels.
pub fn main_scrolled() -> f64 {
    by_id("main").map_or(0.0, |main| f64::from(main.scroll_top()))
}

/// Hears of the width of an element, in CSS pixels, now and whenever it changes, for as long as it is kept.
pub struct WidthWatch {
    observer: Option<ResizeObserver>,
    _hear: Closure<dyn Fn()>,
}

impl Drop for WidthWatch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// Begins to watch the width of an element.
pub fn watch_width(element: &Element, callback: impl Fn(f64) + 'static) -> WidthWatch {
    let watched = element.clone();
    let hear = Closure::<dyn Fn()>::new(move || callback(watched.get_bounding_client_rect().width()));
    let observer = ResizeObserver::new(hear.as_ref().unchecked_ref()).ok();
    if let Some(observer) = &observer {
        observer.observe(element);
    }
    WidthWatch { observer, _hear: hear }
}

/// How far an element is scrolled to the side, in CSS pixels.
pub fn scrolled_across(id: &str) -> i32 {
    by_id(id).map_or(0, |element| element.scroll_left())
}

/// Scrolls an element to the side, to a place in CSS pixels.
pub fn scroll_across(id: &str, at: i32) {
    if let Some(element) = by_id(id) {
        element.set_scroll_left(at.max(0));
    }
}

/// How much of an element can be seen, from side to side, in CSS pixels.
pub fn width_of(id: &str) -> i32 {
    by_id(id).map_or(0, |element| element.client_width())
}

/// The left edge of an element in the window, in CSS pixels.
pub fn left_of(id: &str) -> i32 {
    by_id(id).map_or(0, |element| element.get_bounding_client_rect().left() as i32)
}

/// How far below the top of the work an element begins, in CSS pixels.
pub fn offset_in_main(id: &str) -> f64 {
    let top = |id: &str| by_id(id).map_or(0.0, |element| element.get_bounding_client_rect().top());
    top(id) - top("main") + main_scrolled()
}

/// Scrolls an element to the side so far that the link in it that is current can be seen.
pub fn show_current(element: &Element) {
    let Ok(Some(current)) = element.query_selector("[aria-current]") else { return };
    let (own, all) = (current.get_bounding_client_rect(), element.get_bounding_client_rect());
    let over = (own.right() - all.right()).max(0.0) - (all.left() - own.left()).max(0.0);
    element.set_scroll_left(element.scroll_left() + over as i32);
}

/// Takes the whole screen, or gives it back; a browser may say no, and nothing is lost by that.
pub fn set_whole_screen(is_on: bool) {
    let Some(document) = window().document() else { return };
    if is_on {
        let _ = document.document_element().map(|root| root.request_fullscreen());
    } else if is_whole_screen() {
        document.exit_fullscreen();
    }
}

/// Whether the page has the whole screen.
pub fn is_whole_screen() -> bool {
    window().document().is_some_and(|document| document.fullscreen_element().is_some())
}
