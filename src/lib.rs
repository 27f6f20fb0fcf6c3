//! Throughline.

pub mod model;
