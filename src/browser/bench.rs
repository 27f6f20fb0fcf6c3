//! What the benchmark compares a start with: the same rows through `serde_json` alone.

use serde::Deserialize;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{LocalDisk, now_ms};
use crate::model::Item;
use crate::storage::row_texts;
use crate::workspace::Stamps;

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is only parsed")]
struct Row {
    r: Item,
    s: Stamps,
}

/// How long it takes to parse the items that are stored, already inflated, in milliseconds; none of them: minus one.
#[wasm_bindgen]
pub fn parse_alone() -> f64 {
    let texts = row_texts(&LocalDisk, "items");
    let start = now_ms();
    let parsed = texts.iter().map(|text| serde_json::from_str::<Vec<Row>>(text).map_or(0, |rows| rows.len()));
    let count: usize = parsed.sum();
    if count == 0 { -1.0 } else { now_ms() - start }
}
