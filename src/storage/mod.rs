//! The store on disk: a journal of transactions, compressed segments of the tables, two manifests.
//!
//! It holds no browser: [`KeyValue`] stands for `localStorage`. The form on disk is drawn in `ARCHITECTURE.md`.

mod desk;
mod journal;
mod key_value;
mod long;
mod manifest;
mod seal;
mod store;

pub use desk::{Desk, Moment, Refused};
pub use journal::Slot;
pub use key_value::{KeyValue, KeyValueError, Memory, units};
pub use long::{Reach, edit_in_slices, step_in_slices};
pub use manifest::STORE_VERSION;
#[cfg(feature = "bench")]
pub use store::row_texts;
pub use store::{
    Caught, Copy, CopyWork, Damaged, FoldProgress, Found, Loaded, OpenError, Opening, SaveError, Store,
    Usage, drop_set_aside, erase, last_label, set_aside, set_last_aside,
};

/// What every key of ours starts with.
pub const PREFIX: &str = "throughline/";
/// UTF-16 units an origin may store in Chromium and Firefox, keys counted.
pub const DEFAULT_LIMIT: usize = 5_242_880;
