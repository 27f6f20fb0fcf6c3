//! The copy of the tail beside the store, in `IndexedDB`: the one place of a browser that says when a text is on the disk.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction};

use super::{later, window};
use crate::storage::CopyWork;

const DATABASE: &str = "throughline";
const STORE: &str = "tail";
/// After so many milliseconds without an answer it counts as not there.
const PATIENCE_MS: u32 = 10_000;

#[wasm_bindgen]
extern "C" {
    /// A database whose transactions take the options that web-sys does not have yet.
    #[wasm_bindgen(extends = IdbDatabase)]
    type Database;
    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn begin(this: &Database, store: &str, mode: &str, options: &JsValue) -> Result<IdbTransaction, JsValue>;
}

/// The copy, opened.
pub struct TailCopy(Database);

impl TailCopy {
    /// Opens it; none where the browser has no such place or does not let this page have it.
    pub async fn open() -> Option<Self> {
        let request = window().indexed_db().ok()??.open_with_u32(DATABASE, 1).ok()?;
        let begun = request.clone();
        let make = Closure::once_into_js(move || {
            let database: Option<IdbDatabase> = begun.result().ok().map(JsCast::unchecked_into);
            // A database that was just made has no store of this name.
            let _ = database.map(|database| database.create_object_store(STORE));
        });
        request.set_onupgradeneeded(Some(make.unchecked_ref()));
        answer(&request, "onsuccess", &["onerror", "onblocked"]).await?;
        Some(Self(request.result().ok()?.unchecked_into()))
    }

    /// Everything in it, texts with their keys; none where it cannot be read.
    pub async fn read(&self) -> Option<Vec<(String, String)>> {
        let store = self.0.transaction_with_str(STORE).ok()?.object_store(STORE).ok()?;
        let (keys, texts) = (store.get_all_keys().ok()?, store.get_all().ok()?);
        answer(&texts, "onsuccess", &["onerror"]).await?;
        let list = |request: &IdbRequest| request.result().ok().map(|list| Array::from(&list));
        let (keys, texts) = (list(&keys)?, list(&texts)?);
        let pair = |(key, text): (JsValue, JsValue)| Some((key.as_string()?, text.as_string()?));
        Some(keys.iter().zip(texts.iter()).filter_map(pair).collect())
    }

    /// Does some work at once, and says whether it is on the disk.
    pub async fn write(&self, work: &CopyWork) -> bool {
        self.on_disk(|store| {
            for (key, text) in &work.puts {
                store.put_with_key(&text.into(), &key.into())?;
            }
            for key in &work.drops {
                store.delete(&key.into())?;
            }
            Ok(())
        })
        .await
        .is_some()
    }

    async fn on_disk(&self, change: impl FnOnce(&IdbObjectStore) -> Result<(), JsValue>) -> Option<()> {
        let options = Object::new();
        // A plain object takes every field.
        let _ = Reflect::set(&options, &"durability".into(), &"strict".into());
        let transaction = self.0.begin(STORE, "readwrite", &options).ok()?;
        change(&transaction.object_store(STORE).ok()?).ok()?;
        answer(&transaction, "oncomplete", &["onabort", "onerror"]).await
    }
}

/// Empties the copy, where there is one.
pub async fn clear_copy() {
    if let Some(copy) = TailCopy::open().await {
        copy.on_disk(|store| store.clear().map(drop)).await;
    }
}

/// Waits until an object of the browser calls one of its handlers, and not for ever.
async fn answer(of: &JsValue, good: &str, bad: &[&str]) -> Option<()> {
    let answered = Promise::new(&mut |resolve, reject| {
        // Such an object takes its handlers.
        let _ = Reflect::set(of, &good.into(), &resolve);
        for bad in bad {
            let _ = Reflect::set(of, &(*bad).into(), &reject);
        }
    });
    let too_late = Promise::new(&mut |_, reject| later(PATIENCE_MS, &reject));
    JsFuture::from(Promise::race(&Array::of2(&answered, &too_late))).await.ok().map(drop)
}
