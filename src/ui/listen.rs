//! Listening to the window for as long as a component lives.

use leptos::ev::EventDescriptor;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

/// Calls back at each event of the window until the component that asks goes.
pub fn listen_here<E: EventDescriptor + 'static>(event: E, callback: impl Fn(E::EventType) + 'static)
where
    E::EventType: JsCast,
{
    let handle = window_event_listener(event, callback);
    on_cleanup(move || handle.remove());
}
