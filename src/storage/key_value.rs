//! What the store needs of a disk: texts under keys, as `localStorage` has them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use thiserror::Error;

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

/// A key-value store in memory with a limit, for tests and for rehearsals without a browser.
#[derive(Clone, Debug)]
pub struct Memory {
    texts: Rc<RefCell<BTreeMap<String, String>>>,
    limit: usize,
}

impl Memory {
    /// An empty store that takes `limit` UTF-16 units, keys counted.
    pub fn with_limit(limit: usize) -> Self {
        Self { texts: Rc::default(), limit }
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
        let others = texts.iter().filter(|(other, _)| *other != key);
        let used: usize = others.map(|(key, text)| units(key) + units(text)).sum();
        if used + units(key) + units(text) > self.limit {
            return Err(KeyValueError::Full);
        }
        texts.insert(key.to_owned(), text.to_owned());
        Ok(())
    }
    fn remove(&self, key: &str) {
        self.texts.borrow_mut().remove(key);
    }
    fn keys(&self) -> Vec<String> {
        self.texts.borrow().keys().cloned().collect()
    }
}

/// The length of a text as browsers count it.
pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}
