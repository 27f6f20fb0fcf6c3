//! Throughline.

pub mod command;
pub mod model;
pub mod workspace;
