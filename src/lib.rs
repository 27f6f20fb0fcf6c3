//! Throughline.

pub mod command;
pub mod model;
pub mod storage;
pub mod workspace;
