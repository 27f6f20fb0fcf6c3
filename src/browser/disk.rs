//! `localStorage` as the store sees it, and what tells this tab from others.

use std::collections::BTreeSet;

use gloo_storage::{LocalStorage, SessionStorage, Storage};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::StorageEvent;

use super::listen;
use crate::storage::{KeyValue, KeyValueError, PREFIX};
use crate::workspace::Tab;

/// This origin's `localStorage`; `web/boot.js` has made sure that it is there.
#[derive(Clone, Copy, Debug)]
pub struct LocalDisk;

impl KeyValue for LocalDisk {
    fn get(&self, key: &str) -> Option<String> {
        LocalStorage::raw().get_item(key).ok().flatten()
    }
    fn set(&self, key: &str, text: &str) -> Result<(), KeyValueError> {
        LocalStorage::raw().set_item(key, text).map_err(|error| {
            let name = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.name()));
            let name = name.or_else(|| js_sys::Reflect::get(&error, &"name".into()).ok()?.as_string());
            match name.as_deref() {
                Some("SecurityError") => KeyValueError::Blocked,
                _ => KeyValueError::Full,
            }
        })
    }
    fn remove(&self, key: &str) {
        // Removing a key that is there does not fail; one that is not is as wanted.
        let _ = LocalStorage::raw().remove_item(key);
    }
    fn keys(&self) -> Vec<String> {
        let storage = LocalStorage::raw();
        let count = storage.length().unwrap_or(0);
        (0..count).filter_map(|place| storage.key(place).ok().flatten()).collect()
    }
}

/// Calls back with key and text whenever another tab writes a text of ours.
pub fn on_other_tab(callback: impl Fn(String, String) + 'static) {
    listen("storage", move |event| {
        let Some(event) = event.dyn_ref::<StorageEvent>() else { return };
        if let (Some(key), Some(text)) = (event.key(), event.new_value())
            && key.starts_with(PREFIX)
        {
            callback(key, text);
        }
    });
}

/// The names this tab had before it was reloaded, with the one it has now: undo goes on over a reload.
pub fn lineage(tab: Tab) -> BTreeSet<Tab> {
    const KEY: &str = "throughline-lineage";
    const LONGEST: usize = 50;
    let mut names: Vec<String> = SessionStorage::get(KEY).unwrap_or_default();
    names.push(tab.to_string());
    let surplus = names.len().saturating_sub(LONGEST);
    names.drain(..surplus);
    // Without session storage undo begins anew.
    let _ = SessionStorage::set(KEY, &names);
    names.iter().filter_map(|name| name.parse().ok()).collect()
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn get_random_values(bytes: &js_sys::Uint32Array);
}

/// 64 bits of chance, for ids and the tab's name.
pub fn seed() -> u64 {
    let words = js_sys::Uint32Array::new_with_length(2);
    get_random_values(&words);
    u64::from(words.get_index(0)) << 32 | u64::from(words.get_index(1))
}
