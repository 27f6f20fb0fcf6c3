//! What is handed over between the app and the scripts beside it (`web/boot.js`, `web/offline.js`), and to the page that
//! comes after a reload.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, Storage};

use super::{listen, window};

/// Where a title that was begun lies while the page is loaded anew.
const BEGUN_TITLE: &str = "throughline-begun-title";

/// Tells the scripts beside the app that something is so, or is wanted, with a text that goes with it.
pub fn tell(event: &str, text: &str) {
    tell_value(event, &text.into());
}

/// Tells them so with words and the bytes of a text: one that is long is never made a string of theirs.
pub fn tell_bytes(event: &str, words: &str, bytes: &[u8]) {
    tell_value(event, &Array::of2(&words.into(), &Uint8Array::from(bytes)));
}

fn tell_value(event: &str, detail: &JsValue) {
    let init = CustomEventInit::new();
    init.set_detail(detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(event, &init) {
        // With the page gone there is nobody left to tell.
        let _ = window().dispatch_event(&event);
    }
}

/// Calls back when a script beside the app tells something, with the text that goes with it.
pub fn on_told(event: &str, callback: impl Fn(String) + 'static) {
    listen(event, move |event| {
        let text = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().as_string());
        callback(text.unwrap_or_default());
    });
}

/// Hands everything that is stored to the person, exactly as it is.
pub fn download_raw() {
    tell("throughline:download-raw", "");
}

/// Loads the page anew: in the new version, where one waits.
pub fn reload() {
    tell("throughline:reload", "");
}

/// Keeps a title that was begun for this tab's next page.
pub fn keep_begun_title(title: &str) {
    if let Some(kept) = of_this_tab() {
        // Where there is no room the title is all that is lost.
        let _ = kept.set_item(BEGUN_TITLE, title);
    }
}

/// The title that was begun on the page before, once.
pub fn take_begun_title() -> String {
    let Some(kept) = of_this_tab() else { return String::new() };
    let title = kept.get_item(BEGUN_TITLE).ok().flatten();
    let _ = kept.remove_item(BEGUN_TITLE);
    title.unwrap_or_default()
}

fn of_this_tab() -> Option<Storage> {
    window().session_storage().ok().flatten()
}
