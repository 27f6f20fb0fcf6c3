//! Throughline.

pub mod command;
pub mod format;
pub mod model;
pub mod storage;
pub mod workspace;
