//! A panic stops the app for good: plain JavaScript outside of it says so, in `web/boot.js`.

use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit};

use super::window;

/// Tells the page of every panic.
pub fn watch_panics() {
    std::panic::set_hook(Box::new(|info| {
        let init = CustomEventInit::new();
        init.set_detail(&JsValue::from_str(&info.to_string()));
        if let Ok(event) = CustomEvent::new_with_event_init_dict("throughline:panic", &init) {
            // With the page gone there is nobody left to tell.
            let _ = window().dispatch_event(&event);
        }
    }));
}
