//! What one tab learns of the others, and of its own sleep.

use std::future::Future;

use gloo_storage::{LocalStorage, Storage};
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{PageTransitionEvent, StorageEvent};

use super::device::DEVICE_KEY;
use super::listen::listen_to_document;
use super::{listen, window};
use crate::storage::PREFIX;

/// Set for a moment by the tab that erases everything, so that the others do not take it for a loss.
const ERASED: &str = "throughline-erased";
/// How often in a row the page has stopped soon after it was opened; `web/boot.js` counts.
const STOPS: &str = "throughline-stops";

/// What another tab did to the disk.
pub enum News {
    /// It wrote a text of ours under a key.
    Written(String, String),
    /// Something of ours was taken away.
    Taken,
    /// A person erased everything there.
    Erased,
    /// A person chose something there for this browser.
    Chosen,
}

/// Calls back with what other tabs do to the disk.
pub fn on_other_tab(callback: impl Fn(News) + 'static) {
    listen("storage", move |event| {
        let Some(event) = event.dyn_ref::<StorageEvent>() else { return };
        match (event.key(), event.new_value()) {
            (Some(key), Some(_)) if key == ERASED => callback(News::Erased),
            (Some(key), Some(_)) if key == DEVICE_KEY => callback(News::Chosen),
            (Some(key), Some(text)) if key.starts_with(PREFIX) => callback(News::Written(key, text)),
            (Some(key), None) if key.starts_with(PREFIX) => callback(News::Taken),
            (None, _) => callback(News::Taken),
            _ => {}
        }
    });
}

/// Tells the other tabs that a person is erasing everything.
pub fn tell_erased() {
    // Without room there is nothing to tell: they see it when they look at the disk.
    let _ = LocalStorage::set(ERASED, super::now());
    LocalStorage::delete(ERASED);
}

/// Calls back when the page is turned to again or wakes from a sleep: the storage's events of that time may be lost.
pub fn on_woken(callback: impl Fn() + Clone + 'static) {
    let (shown, woken) = (callback.clone(), callback.clone());
    listen("pageshow", move |event| {
        if event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted) {
            shown();
        }
    });
    listen_to_document("resume", woken);
    listen("focus", move |_| callback());
}

/// How often in a row the page has stopped within a minute of being opened.
pub fn stops() -> u32 {
    LocalStorage::get(STOPS).unwrap_or(0)
}

/// Begins to count anew.
pub fn forget_stops() {
    LocalStorage::delete(STOPS);
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"], js_name = request)]
    fn request_lock(name: &str, options: &JsValue, work: &JsValue) -> Result<JsValue, JsValue>;
}

/// Does some work while no other tab does it; not at all where another is at it. Browsers without locks have no help.
pub fn alone(name: &str, work: impl Future<Output = ()> + 'static) {
    let work = async move {
        work.await;
        Ok(JsValue::UNDEFINED)
    };
    let start = Closure::once_into_js(move |lock: JsValue| -> Promise {
        if lock.is_null() { Promise::resolve(&JsValue::UNDEFINED) } else { future_to_promise(work) }
    });
    let options = Object::new();
    // A plain object takes every field.
    let _ = Reflect::set(&options, &"ifAvailable".into(), &true.into());
    if request_lock(name, &options, &start).is_err() {
        let _ = start.unchecked_ref::<Function>().call1(&JsValue::NULL, &JsValue::UNDEFINED);
    }
}

/// Lets so many milliseconds go by.
pub async fn sleep(ms: u32) {
    let promise = Promise::new(&mut |resolve, _| later(ms, &resolve));
    // A timer does not fail.
    let _ = JsFuture::from(promise).await;
}

/// Lets the page paint and take what a person does; a page nobody sees need not, and its timers are slow.
pub async fn breathe() {
    if !window().document().is_some_and(|document| document.hidden()) {
        sleep(0).await;
    }
}

/// Calls a function of the browser after so many milliseconds.
pub(super) fn later(ms: u32, call: &Function) {
    let ms = i32::try_from(ms).unwrap_or(i32::MAX);
    // A timer does not fail.
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(call, ms);
}
