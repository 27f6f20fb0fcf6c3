//! The store on disk: a journal of transactions, compressed segments of the tables, two manifests.
//!
//! It holds no browser: [`KeyValue`] stands for `localStorage`. The form on disk is drawn in `ARCHITECTURE.md`.

mod checkpoint;
mod desk;
mod history;
mod journal;
mod key_value;
mod long;
mod manifest;
mod recovery;
mod seal;
mod store;
mod tabs;
mod tail;
mod usage;

pub use checkpoint::Progress;
pub use desk::{Desk, Moment, Refused};
pub use journal::Slot;
pub use key_value::{KeyValue, KeyValueError, Memory, units};
pub use long::{Reach, edit_in_slices, step_in_slices};
pub use manifest::STORE_VERSION;
#[cfg(feature = "bench")]
pub use recovery::row_texts;
pub use recovery::{Damaged, Found, drop_set_aside, last_label, set_aside, set_last_aside};
pub use store::{Loaded, OpenError, Opening, SaveError, Store, erase};
pub use tabs::Caught;
pub use tail::{Copy, CopyWork};
pub use usage::Usage;

/// What every key of ours starts with.
pub const PREFIX: &str = "throughline/";
/// UTF-16 units an origin may store in Chromium and Firefox, keys counted.
pub const DEFAULT_LIMIT: usize = 5_242_880;
