//! The JSON Schema of the document, from the types of the records themselves.

use schemars::SchemaGenerator;
use serde_json::{Map, Value, json};

use super::DOCUMENT_VERSION;
use crate::workspace::record_schemas;

/// The schema every export validates against; it is published beside the app as `schema.json`.
pub fn document_schema() -> Value {
    let mut generator = SchemaGenerator::default();
    let mut tables: Map<String, Value> = record_schemas(&mut generator)
        .into_iter()
        .map(|(table, schema)| (table.to_owned(), json!({ "type": "array", "items": schema })))
        .collect();
    let stamp = json!({ "type": "string", "pattern": "^[0-9]+\\.[0-9a-f]{8}$" });
    tables.insert(
        "stamps".into(),
        json!({
            "description": "Per table and record: the stamp of its making under \"\", and of each field or element written since.",
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": { "type": "object", "required": [""], "additionalProperties": stamp },
            },
        }),
    );
    tables.insert(
        "versions".into(),
        json!({
            "description": "Per tab: the largest logical clock it has written.",
            "type": "object",
            "additionalProperties": { "type": "integer", "minimum": 0 },
        }),
    );
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Throughline document",
        "description": "Everything a person keeps in Throughline. Tables and fields not named here are kept as they are.",
        "type": "object",
        "required": ["format", "version", "app", "exported_at", "counts", "checksum", "data"],
        "properties": {
            "format": { "const": "throughline" },
            "version": { "const": DOCUMENT_VERSION },
            "app": { "type": "string" },
            "exported_at": { "type": "string", "pattern": "Z$" },
            "counts": { "type": "object", "additionalProperties": { "type": "integer", "minimum": 0 } },
            "checksum": { "description": "CRC-32 of data as JSON without white space, keys sorted.", "type": "string", "pattern": "^[0-9a-f]{8}$" },
            "data": { "type": "object", "properties": tables },
        },
        "$defs": generator.take_definitions(true),
    })
}
