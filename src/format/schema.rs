//! The JSON Schema of the document, from the types of the records themselves.

use schemars::SchemaGenerator;
use serde_json::{Map, Value, json};

use super::DOCUMENT_VERSION;
use crate::model::kind::{FEEDBACK, Field, Holds, KINDS, Kind, Owner};
use crate::workspace::record_schemas;

const ID: &str = "^[0-9a-hjkmnp-tv-z]{16}$";

/// The schema of a record of a described kind.
fn schema_of(kind: &Kind) -> Value {
    let moment = json!({ "description": "Milliseconds since 1970 UTC.", "type": "integer" });
    let mut properties = Map::new();
    let mut required = vec!["id", "created_at", "updated_at"];
    // Feedback without a name is called by its first words.
    required.extend((*kind != FEEDBACK).then_some("name"));
    properties.insert("id".into(), json!({ "type": "string", "pattern": ID }));
    properties.insert("created_at".into(), moment.clone());
    properties.insert("updated_at".into(), moment.clone());
    properties.insert("deleted_at".into(), moment);
    properties.insert("rank".into(), json!({ "description": "Its place in the order.", "type": "string" }));
    if kind.owner == Owner::Product {
        let number = json!({ "type": "integer", "minimum": 0 });
        properties.insert("product".into(), json!({ "type": "string", "pattern": ID }));
        properties.insert("number".into(), number.clone());
        properties.insert("former_numbers".into(), json!({ "type": "array", "items": number }));
        required.push("product");
    }
    properties.extend(kind.all_fields().into_iter().filter_map(|field| {
        let is_short = kind.has_short_links() && kind.fields.contains(&field);
        Some((field.key.to_owned(), schema_in(field, is_short)?))
    }));
    json!({ "description": kind.title, "type": "object", "properties": properties, "required": required })
}

/// The schema of what stands in a field; none where nothing is written.
fn schema_in(field: &Field, has_short_links: bool) -> Option<Value> {
    let described = |mut schema: Value| {
        if let Some(schema) = schema.as_object_mut() {
            let help = if field.help.is_empty() { field.label } else { field.help };
            schema.insert("description".into(), help.into());
        }
        schema
    };
    let link = |tables: &[&str]| {
        // A type that knows the table has the id alone.
        if let (true, [_]) = (has_short_links, tables) {
            return json!({ "type": "string", "pattern": ID });
        }
        let table =
            if tables.is_empty() { "[a-z0-9_]+".to_owned() } else { format!("({})", tables.join("|")) };
        json!({ "type": "string", "pattern": format!("^{table}/[0-9a-hjkmnp-tv-z]{{16}}$") })
    };
    Some(described(match field.holds {
        Holds::Line | Holds::Prose => json!({ "type": "string" }),
        Holds::Choice(words) | Holds::State(words) => {
            let known: Vec<&str> = words.iter().map(|word| word.key).collect();
            json!({ "type": "string", "examples": known })
        }
        Holds::Number { least, most, .. } | Holds::Scale(least, most) => {
            json!({ "type": "integer", "minimum": least, "maximum": most })
        }
        Holds::Measure(_) => json!({ "type": "integer" }),
        Holds::Day | Holds::Due => {
            json!({ "type": "string", "pattern": "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$" })
        }
        Holds::Link(tables) => link(tables),
        Holds::Links(tables) => json!({ "type": "array", "items": link(tables) }),
        Holds::Rows(fields) | Holds::Log(fields) => {
            let mut properties = Map::new();
            properties.insert("id".into(), json!({ "type": "string", "pattern": ID }));
            properties
                .extend(fields.iter().filter_map(|it| Some((it.key.to_owned(), schema_in(it, false)?))));
            let row = json!({ "type": "object", "properties": properties, "required": ["id"] });
            json!({ "type": "array", "items": row })
        }
        Holds::Computed(_) | Holds::ComputedNumber | Holds::Latest { .. } => return None,
    }))
}

/// The schema every export validates against; it is published beside the app as `schema.json`.
pub fn document_schema() -> Value {
    let mut generator = SchemaGenerator::default();
    let mut tables: Map<String, Value> = record_schemas(&mut generator)
        .into_iter()
        .map(|(table, schema)| (table.to_owned(), json!({ "type": "array", "items": schema })))
        .collect();
    for kind in KINDS {
        tables.insert(kind.table.to_owned(), json!({ "type": "array", "items": schema_of(kind) }));
    }
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
            "known": {
                "description": "Per tab: the logical clock up to which its transactions were known; under \"\", up to which some may be missing.",
                "type": "object",
                "required": [""],
                "additionalProperties": { "type": "integer", "minimum": 0 },
            },
            "only": { "description": "The product it is of alone.", "type": "string", "pattern": ID },
        },
        "$defs": generator.take_definitions(true),
    })
}
