//! What a screen computes without a browser: addresses, keys, ranking of the palette, windowing, selection, words.

mod backlog;
mod fuzzy;
mod list;
mod route;
mod shortcut;
mod window;
mod words;

pub use backlog::{BacklogRow, row_of, status_glyph, type_glyph};
pub use fuzzy::{FuzzyMatch, best_first, fuzzy_match};
pub use list::Selection;
pub use route::{Place, Route, SettingsTab};
pub use shortcut::{Chord, KeyPress, Shortcut, ShortcutState, matching};
pub use window::{MOUNTED_MOST, visible_rows};
pub use words::{count, megabytes, sorted_names};
