//! What two devices both changed, as a person reads it: record by record, field by field.

use serde_json::Value;

use super::value::names;
use super::words::change_words;
use crate::command::{Conflict, RecordKey, can_keep_both};
use crate::model::kind::{Field, Holds, Kind};
use crate::model::{Estimate, Id, Instant, Item, MergeClass, Record, capitalised};
use crate::workspace::{Before, Delta, Fields, Tables, links_in};

/// A field that both changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Disputed {
    /// What the field is called.
    pub field: String,
    /// What stood there before; none where it is not known.
    pub base: Option<String>,
    /// What stands here.
    pub mine: String,
    /// What stands in the file.
    pub theirs: String,
    /// What there is to decide.
    pub conflict: Conflict,
}

/// A record of which both changed something.
#[derive(Clone, Debug, PartialEq)]
pub struct DisputedRecord {
    /// The record.
    pub record: RecordKey,
    /// What one of its kind is called.
    pub noun: String,
    /// The key of an item; empty for other kinds.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// When it last changed here and there.
    pub changed_at: (Instant, Instant),
    /// Whether both may stay.
    pub can_keep_both: bool,
    /// What both changed.
    pub fields: Vec<Disputed>,
}

/// Puts conflicts together by record, with words read from `tables` in which the records of both sides are.
pub fn disputed(tables: &Tables, conflicts: &[Conflict]) -> Vec<DisputedRecord> {
    let mut records: Vec<DisputedRecord> = Vec::new();
    for conflict in conflicts {
        let words = Words { tables, record: &conflict.record, path: &conflict.path };
        let field = Disputed {
            field: words.label(),
            base: words.before(conflict.base.as_ref()),
            mine: words.of(conflict.mine.as_ref()),
            theirs: words.of(conflict.theirs.as_ref()),
            conflict: conflict.clone(),
        };
        if let Some(last) = records.last_mut().filter(|last| last.record == conflict.record) {
            last.fields.push(field);
            continue;
        }
        let (table, id) = (tables.any(&conflict.record.0), conflict.record.1);
        let title = table.and_then(|table| table.title(id)).unwrap_or_default();
        records.push(DisputedRecord {
            record: conflict.record.clone(),
            noun: table.map(|table| table.noun().to_owned()).unwrap_or_default(),
            key: tables.item_key(id).unwrap_or_default(),
            title: title.to_owned(),
            changed_at: conflict.changed_at,
            can_keep_both: can_keep_both(&conflict.record.0) && conflict.delta.is_some(),
            fields: vec![field],
        });
    }
    records
}

/// What changes of a record, in words: what it is called, and each field from what to what.
pub fn changed(before: &Tables, after: &Tables, record: &RecordKey) -> (String, String) {
    let (table, id) = (record.0.as_str(), record.1);
    let fields = |tables: &Tables| tables.any(table).and_then(|table| table.fields(id)).unwrap_or_default();
    let class = |field: &str| before.any(table).map_or(MergeClass::Scalar, |table| table.merge_class(field));
    let deltas = Delta::between_records(&fields(before), &fields(after), class);
    let title = before.any(table).and_then(|table| table.title(id)).unwrap_or_default();
    let title =
        [before.item_key(id), Some(title.to_owned())].into_iter().flatten().collect::<Vec<_>>().join(" ");
    if let Some(Delta::Value { new, .. }) = deltas.get("deleted_at") {
        return (title, if new.is_some() { "Goes to Trash" } else { "Comes out of Trash" }.into());
    }
    let words = deltas.iter().map(|(field, delta)| {
        let words = Words { tables: after, record, path: field };
        let Delta::Value { old, new } = delta else { return words.label() };
        change_words(&words.label(), &words.of(old.as_ref()), &words.of(new.as_ref()))
    });
    (title, words.collect::<Vec<_>>().join(", "))
}

struct Words<'a> {
    tables: &'a Tables,
    record: &'a RecordKey,
    /// Where in it, as stamps name it.
    path: &'a str,
}

impl Words<'_> {
    fn table(&self) -> &str {
        &self.record.0
    }

    /// The description of the field, and of the field in its element.
    fn described(&self) -> (Option<&'static Field>, Option<&'static Field>) {
        let table = self.table();
        let (key, part) = (self.path.split('/').next(), self.path.rsplit('/').next());
        let kind = Kind::of_table(table).or_else(|| Kind::built(table));
        let kept = kind.into_iter().flat_map(Kind::all_fields);
        let mut all = kept.chain(self.tables.own_fields().of(table));
        let field = all.find(|field| Some(field.key) == key);
        let parts: &[&'static Field] = match field.map(|field| field.holds) {
            Some(Holds::Rows(parts) | Holds::Log(parts)) => parts,
            _ => &[],
        };
        (field, parts.iter().find(|field| Some(field.key) == part).copied())
    }

    fn label(&self) -> String {
        let path = self.path;
        if path.is_empty() || path == "deleted_at" {
            return "Deleted".into();
        }
        let named = |field: Option<&'static Field>, key: &str| {
            field.map_or_else(|| capitalised(&key.replace('_', " ")), |field| field.label.to_owned())
        };
        let (field, part) = self.described();
        let mut keys = path.split('/');
        let label = named(field, keys.next().unwrap_or_default());
        match path.split('/').count() {
            1 | 2 => label,
            _ => format!(
                "{label}, {}",
                named(part, path.rsplit('/').next().unwrap_or_default()).to_lowercase()
            ),
        }
    }

    /// What stood there before, where that is known.
    fn before(&self, base: Option<&Before>) -> Option<String> {
        if matches!(self.path, "" | "deleted_at") {
            return Some("No".into());
        }
        base.map(|base| self.of(base.0.as_ref()))
    }

    fn of(&self, value: Option<&Value>) -> String {
        match (self.path, value) {
            ("", None) => "Yes".into(),
            ("deleted_at", Some(_)) => "Yes, in Trash".into(),
            ("", Some(_)) | ("deleted_at", None) => "No, and changed since".into(),
            (_, None) => "none".into(),
            (_, Some(value)) => self.value(value),
        }
    }

    fn value(&self, value: &Value) -> String {
        let (field, part) = self.described();
        if let Some(field) = part.or(field) {
            let mut row = Fields::new();
            row.insert(field.key.to_owned(), value.clone());
            let words = match field.holds {
                Holds::Link(_) | Holds::Links(_) => names(self.tables, links_in(&row, field)).join(", "),
                _ => field.written(value),
            };
            if !words.is_empty() {
                return words;
            }
        }
        self.plain(value)
    }

    fn plain(&self, value: &Value) -> String {
        match value {
            Value::String(text) => self.name_of(text).unwrap_or_else(|| text.clone()),
            Value::Number(number) if self.table() == Item::TABLE && self.path == "estimate" => {
                let tenths = number.as_u64().and_then(|tenths| u32::try_from(tenths).ok());
                tenths.map_or_else(|| number.to_string(), |tenths| Estimate::from_tenths(tenths).to_string())
            }
            Value::Number(number) => number.to_string(),
            Value::Bool(is_so) => if *is_so { "yes" } else { "no" }.into(),
            Value::Null => "none".into(),
            Value::Array(all) => all.iter().map(|it| self.plain(it)).collect::<Vec<_>>().join(", "),
            Value::Object(fields) => {
                let told = ["text", "name", "title"].iter().find_map(|key| fields.get(*key)?.as_str());
                told.map_or_else(|| value.to_string(), str::to_owned)
            }
        }
    }

    /// What a text means that is no text: a record, or a state of the product's workflow.
    fn name_of(&self, text: &str) -> Option<String> {
        if let Ok(id) = text.parse::<Id>() {
            return self.tables.all().find_map(|table| table.title(id)).map(str::to_owned);
        }
        let owner = self.tables.any(self.table())?.owner(self.record.1)?;
        let is_state = self.path == "status";
        let state = self.tables.products.get(owner).filter(|_| is_state)?.workflow.state(text)?;
        Some(state.name.clone())
    }
}
