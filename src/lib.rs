//! Throughline: a workbench for one person's product work, from the vision to the measured outcome.
//!
//! The rooms, from the top down; arrows only point down, and `tests/core/layers.rs` holds them to it:
//!
//! - `ui` draws and listens; `browser` is the only room with a browser in it. Both exist in WebAssembly only.
//! - [`storage`] puts transactions on disk, over a small trait that stands for `localStorage`.
//! - [`view`] computes what a screen shows, without a browser.
//! - [`command`] is what a person does: each command is the body of one transaction.
//! - [`format`] reads and writes outside shapes.
//! - [`analysis`] says what follows from the data: the line a record stands on, its gaps, progress.
//! - [`workspace`] holds the tables of everything: transactions, undo, merge, search, integrity.
//! - [`model`] is the records: plain data and the rules of one record.
//!
//! Clock, chance and identifiers come in as arguments from the top; nothing below `browser` fetches them itself.

pub mod analysis;
#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod command;
pub mod format;
pub mod model;
pub mod storage;
#[cfg(target_arch = "wasm32")]
pub mod ui;
pub mod view;
pub mod workspace;
