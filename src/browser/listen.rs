//! Listening to the page, for as long as it lives or as a switch is on.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, EventTarget, KeyboardEvent};

use super::window;

/// Listens to an event of the window for as long as the page lives.
pub fn listen(name: &str, callback: impl Fn(Event) + 'static) {
    let closure = Closure::<dyn Fn(Event)>::new(callback);
    let _ = window().add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Listens to an event of the document for as long as the page lives.
pub(super) fn listen_to_document(name: &str, callback: impl Fn() + 'static) {
    let closure = Closure::<dyn Fn()>::new(callback);
    if let Some(document) = window().document() {
        let _ = document.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    }
    closure.forget();
}

/// Calls back when the person turns to another window or tab, and before the page is put to sleep.
pub fn on_left(callback: impl Fn() + Clone + 'static) {
    let asleep = callback.clone();
    listen("blur", move |_| callback());
    listen_to_document("freeze", asleep);
}

/// Calls back when the page is hidden or closed, as long as the switch it gives is on.
///
/// It is to be on only while there is something to lose: where a page listens to `visibilitychange`, `pagehide` or
/// `beforeunload`, a Chromium that is told to end nearly always loses what the page stored in the last seconds.
pub fn on_hidden(callback: impl Fn() + 'static) -> impl Fn(bool) {
    let closure = Closure::<dyn Fn()>::new(move || {
        if window().document().is_some_and(|document| document.hidden()) {
            callback();
        }
    });
    let document = window().document();
    move |is_on| {
        if let Some(document) = &document {
            switch(document, "visibilitychange", closure.as_ref(), is_on);
        }
    }
}

/// Has the browser ask before the page is left or loaded anew, as long as the switch it gives is on; for the price of it see
/// [`on_hidden`].
pub fn ask_before_leaving() -> impl Fn(bool) {
    let closure = Closure::<dyn Fn(Event)>::new(|event: Event| {
        event.prevent_default();
        // Safari asks for a text alone; no browser shows it.
        let _ = js_sys::Reflect::set(&event, &"returnValue".into(), &"Not saved".into());
    });
    move |is_on| switch(&window(), "beforeunload", closure.as_ref(), is_on)
}

/// Adding a listener that is there, or taking away one that is not, changes nothing.
fn switch(target: &EventTarget, name: &str, listener: &JsValue, is_on: bool) {
    let listener = listener.unchecked_ref();
    let _ = if is_on {
        target.add_event_listener_with_callback(name, listener)
    } else {
        target.remove_event_listener_with_callback(name, listener)
    };
}

/// Keeps the keys by which an input method makes a word from everything that listens here: they are no commands. In
/// Safari the key that ends a word comes when the word has ended, and only its code tells it.
pub fn leave_keys_to_input_methods() {
    const OF_INPUT_METHOD: u32 = 229;
    let closure = Closure::<dyn Fn(KeyboardEvent)>::new(|key: KeyboardEvent| {
        if key.is_composing() || key.key_code() == OF_INPUT_METHOD {
            key.stop_immediate_propagation();
        }
    });
    // On the way down to the field, before any other.
    let listener = closure.as_ref().unchecked_ref();
    let _ = window().add_event_listener_with_callback_and_bool("keydown", listener, true);
    closure.forget();
}
