//! How the way to the disk is: what is known of the last change, and what keeps this tab from writing.

use crate::model::Instant;

/// What is known of the last change's way to the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Written, not yet read back.
    Saving,
    /// Read back at this moment.
    Saved(Instant),
    /// The disk does not take it, and why.
    Failed(String),
}

/// What keeps this tab from writing, or has taken away what it wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A later build has written to the store.
    Newer,
    /// Everything was erased in another tab.
    Erased,
    /// What was stored was taken away, and not by us.
    Gone,
    /// A part cannot be read; the person only looks around.
    Damaged,
}
