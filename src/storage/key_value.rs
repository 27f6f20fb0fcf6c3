//! What the store needs of a disk: texts under keys, as `localStorage` has them.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use thiserror::Error;

use crate::model::SortedMap;

/// Why a text could not be written or read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum KeyValueError {
    /// No room is left.
    #[error("The browser’s storage is full.")]
    Full,
    /// The browser refuses.
    #[error("The browser refuses to store anything for this page.")]
    Blocked,
}

/// Texts under keys.
pub trait KeyValue {
    /// The text under a key.
    fn get(&self, key: &str) -> Option<String>;
    /// Puts a text under a key.
    fn set(&self, key: &str, text: &str) -> Result<(), KeyValueError>;
    /// Takes a key out.
    fn remove(&self, key: &str);
    /// Every key.
    fn keys(&self) -> Vec<String>;
}

/// A key-value store in memory with a limit: for tests, and for reading what a browser once stored from a file.
#[derive(Clone, Debug)]
pub struct Memory {
    texts: Rc<RefCell<SortedMap<String, String>>>,
    used: Rc<Cell<usize>>,
    limit: usize,
}

impl Memory {
    /// An empty store that takes `limit` UTF-16 units, keys counted.
    pub fn with_limit(limit: usize) -> Self {
        Self { texts: Rc::default(), used: Rc::default(), limit }
    }
}

impl Memory {
    /// What a browser once stored, from the file `web/boot.js` writes; none for any other text.
    pub fn of_raw(json: &str) -> Option<Self> {
        let root: serde_json::Value = serde_json::from_str(json).ok()?;
        let ours = root.as_object()?.iter().filter(|(key, _)| key.starts_with(super::PREFIX));
        let memory = Self::with_limit(usize::MAX);
        for (key, text) in ours {
            memory.set(key, text.as_str()?).ok()?;
        }
        (!memory.keys().is_empty()).then_some(memory)
    }
}

impl Default for Memory {
    fn default() -> Self {
        Self::with_limit(super::DEFAULT_LIMIT)
    }
}

impl KeyValue for Memory {
    fn get(&self, key: &str) -> Option<String> {
        self.texts.borrow().get(key).cloned()
    }
    fn set(&self, key: &str, text: &str) -> Result<(), KeyValueError> {
        let mut texts = self.texts.borrow_mut();
        let replaced = texts.get(key).map_or(0, |text| units(key) + units(text));
        let used = self.used.get() - replaced + units(key) + units(text);
        if used > self.limit {
            return Err(KeyValueError::Full);
        }
        self.used.set(used);
        texts.insert(key.to_owned(), text.to_owned());
        Ok(())
    }
    fn remove(&self, key: &str) {
        if let Some(text) = self.texts.borrow_mut().remove(key) {
            self.used.set(self.used.get() - units(key) - units(&text));
        }
    }
    fn keys(&self) -> Vec<String> {
        self.texts.borrow().keys().cloned().collect()
    }
}

/// The length of a text as browsers count it.
pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}
