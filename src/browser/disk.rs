//! `localStorage` as the store sees it, and what tells this tab from others.

use gloo_storage::{LocalStorage, SessionStorage, Storage};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;

use super::window;
use crate::model::{SortedSet, set_of};
use crate::storage::{DEFAULT_LIMIT, KeyValue, KeyValueError};
use crate::workspace::TabId;

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

/// How many UTF-16 units this browser gives an origin; `used` are taken already. Only for a store that is new: another
/// tab could lose what it writes at that very moment.
///
/// Chromium and Firefox give [`DEFAULT_LIMIT`], and are not tried: Chromium puts off writing to the disk by the amount
/// that was written lately, so that trying alone would keep the first hour's work in memory. In `WebKit` the limit
/// depends on the text, and is found out.
pub fn probe_limit(used: usize) -> usize {
    let vendor = js_sys::Reflect::get(&window().navigator(), &"vendor".into());
    if !vendor.is_ok_and(|vendor| vendor.as_string().is_some_and(|vendor| vendor.starts_with("Apple"))) {
        return DEFAULT_LIMIT;
    }
    const KEY: &str = "throughline-probe";
    const STEP: usize = 8_192;
    let storage = LocalStorage::raw();
    // Texts of Latin letters alone take half the room in some browsers: ours never are.
    let fits = |units: usize| storage.set_item(KEY, &"\u{3400}".repeat(units)).is_ok();
    let (mut low, mut high) = (0, DEFAULT_LIMIT.saturating_sub(used + 1_000));
    if fits(high) {
        low = high;
    }
    while high - low > STEP {
        let middle = usize::midpoint(low, high);
        if fits(middle) { low = middle } else { high = middle }
    }
    LocalStorage::delete(KEY);
    if low + used + 2 * STEP > DEFAULT_LIMIT { DEFAULT_LIMIT } else { low + used }
}

/// The names this tab had before it was reloaded, with the one it has now: undo goes on over a reload.
pub fn lineage(tab: TabId) -> SortedSet<TabId> {
    const KEY: &str = "throughline-lineage";
    const LONGEST: usize = 50;
    let mut names: Vec<String> = SessionStorage::get(KEY).unwrap_or_default();
    names.push(tab.to_string());
    let surplus = names.len().saturating_sub(LONGEST);
    names.drain(..surplus);
    // Without session storage undo begins anew.
    let _ = SessionStorage::set(KEY, &names);
    set_of(names.iter().filter_map(|name| name.parse().ok()))
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
