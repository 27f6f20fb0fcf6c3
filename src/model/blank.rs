//! The place that a field is read into.

use serde::de::DeserializeOwned;

/// The place of a field, whatever its type: the code that finds it and the code that reads it meet here, and each stands
/// once.
pub trait Blank {
    /// Reads the field; what stood there before goes.
    fn fill(&mut self, json: &str) -> Result<(), serde_json::Error>;
}

impl<T: DeserializeOwned> Blank for T {
    fn fill(&mut self, json: &str) -> Result<(), serde_json::Error> {
        *self = serde_json::from_str(json)?;
        Ok(())
    }
}
