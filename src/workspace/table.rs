//! One kind's records with the indexes that lists need, and the face all kinds show to journal, undo and document.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Stamps;
use super::delta::Fields;
use crate::model::{Id, Instant, Link, MergeClass, Rank, Record};

/// A record and the stamps of its fields.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "T: Deserialize<'de>"))]
pub struct Row<T> {
    /// The record; shared with the views that show it.
    #[serde(rename = "r")]
    pub record: Arc<T>,
    /// When each field was last written.
    #[serde(rename = "s")]
    pub stamps: Stamps,
}

/// All records of one kind, those in Trash among them.
#[derive(Clone, Debug)]
pub struct Table<T> {
    rows: BTreeMap<Id, Row<T>>,
    orders: BTreeMap<Id, BTreeSet<(Rank, Id)>>,
    children: BTreeMap<Id, BTreeSet<Id>>,
    numbers: BTreeMap<(Id, u32), Id>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            rows: BTreeMap::new(),
            orders: BTreeMap::new(),
            children: BTreeMap::new(),
            numbers: BTreeMap::new(),
        }
    }
}

impl<T: Record> Table<T> {
    /// The record, unless it is in Trash.
    pub fn get(&self, id: Id) -> Option<&Arc<T>> {
        self.rows.get(&id).map(|row| &row.record).filter(|record| record.meta().deleted_at.is_none())
    }

    /// The record, in Trash or not.
    pub fn get_kept(&self, id: Id) -> Option<&Arc<T>> {
        self.rows.get(&id).map(|row| &row.record)
    }

    /// Every record that is not in Trash, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<T>> {
        self.rows.values().map(|row| &row.record).filter(|record| record.meta().deleted_at.is_none())
    }

    /// Every record, those in Trash among them, by id.
    pub fn iter_kept(&self) -> impl Iterator<Item = &Arc<T>> {
        self.rows.values().map(|row| &row.record)
    }

    /// When each field of a record was last written.
    pub fn stamps_of(&self, id: Id) -> Option<&Stamps> {
        self.rows.get(&id).map(|row| &row.stamps)
    }

    /// The ids of a product's records in their order.
    pub fn in_order(&self, scope: Id) -> impl DoubleEndedIterator<Item = Id> {
        self.orders.get(&scope).into_iter().flatten().map(|(_, id)| *id)
    }

    /// How many records a product has.
    pub fn count(&self, scope: Id) -> usize {
        self.orders.get(&scope).map_or(0, BTreeSet::len)
    }

    /// The neighbours of a place in a product's order: the last before `(rank, id)` and the first after it.
    pub fn neighbours(&self, scope: Id, rank: &Rank, id: Id) -> (Option<Id>, Option<Id>) {
        let Some(order) = self.orders.get(&scope) else { return (None, None) };
        let place = (rank.clone(), id);
        let before = order.range(..&place).next_back().map(|(_, id)| *id);
        let after = order.range(&place..).find(|(_, other)| *other != id).map(|(_, id)| *id);
        (before, after)
    }

    /// The records directly under another, by id.
    pub fn children(&self, parent: Id) -> impl Iterator<Item = Id> {
        self.children.get(&parent).into_iter().flatten().copied()
    }

    /// The record that has or had this number in a product, in Trash or not.
    pub fn numbered(&self, product: Id, number: u32) -> Option<Id> {
        self.numbers.get(&(product, number)).copied()
    }

    /// Puts a record in the place of the one with its id.
    pub(super) fn put(&mut self, record: Arc<T>, stamps: Stamps) {
        let id = record.meta().id;
        if let Some(old) = self.rows.get(&id).map(|row| Arc::clone(&row.record)) {
            self.unindex(&old);
        }
        self.index(&record);
        self.rows.insert(id, Row { record, stamps });
    }

    /// Changes a record in place, without a stamp; the transaction gives it one.
    pub(super) fn change<R>(&mut self, id: Id, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let row = self.rows.get(&id)?;
        let (mut record, stamps) = (Arc::clone(&row.record), row.stamps.clone());
        let result = change(Arc::make_mut(&mut record));
        self.put(record, stamps);
        Some(result)
    }

    fn index(&mut self, record: &T) {
        let id = record.meta().id;
        if let Some(product) = record.owner() {
            // An earlier holder keeps its number: a doubled one is for the integrity check to settle.
            for number in record.numbers() {
                self.numbers.entry((product, number)).or_insert(id);
            }
        }
        if record.meta().deleted_at.is_some() {
            return;
        }
        if let Some(place) = record.place() {
            self.orders.entry(place.scope).or_default().insert((place.rank.clone(), id));
        }
        if let Some(parent) = record.parent() {
            self.children.entry(parent).or_default().insert(id);
        }
    }

    fn unindex(&mut self, record: &T) {
        let id = record.meta().id;
        if let Some(product) = record.owner() {
            for number in record.numbers() {
                if self.numbers.get(&(product, number)) == Some(&id) {
                    self.numbers.remove(&(product, number));
                }
            }
        }
        if let Some(place) = record.place()
            && let Some(order) = self.orders.get_mut(&place.scope)
        {
            order.remove(&(place.rank.clone(), id));
        }
        if let Some(parent) = record.parent()
            && let Some(children) = self.children.get_mut(&parent)
        {
            children.remove(&id);
        }
    }
}

/// What journal, undo, document and checks need of a table, whatever its kind.
pub trait AnyTable {
    /// Its name in the document.
    fn name(&self) -> &str;
    /// What one of its records is called in a sentence.
    fn noun(&self) -> &str;
    /// How many records it keeps, those in Trash among them.
    fn len(&self) -> usize;
    /// Whether it keeps none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Every id, in order.
    fn ids(&self) -> Vec<Id>;
    /// Whether it keeps this record.
    fn has(&self, id: Id) -> bool;
    /// Whether it keeps this record, and not in Trash.
    fn has_live(&self, id: Id) -> bool;
    /// The record as its fields.
    fn fields(&self, id: Id) -> Option<Fields>;
    /// The record as JSON.
    fn record_json(&self, id: Id) -> Option<String>;
    /// The record and its stamps as the store writes them: `{"r":…,"s":…}`.
    fn row_json(&self, id: Id) -> Option<String>;
    /// Takes a list of rows as [`AnyTable::row_json`] wrote each.
    fn load_rows(&mut self, json: &str) -> Result<Vec<Id>, String>;
    /// The record's stamps.
    fn stamps(&self, id: Id) -> Option<&Stamps>;
    /// Replaces the record's stamps and the time of its last change.
    fn stamp(&mut self, id: Id, stamps: Stamps, updated_at: Instant);
    /// Puts a record, given as its fields, in the place of the one with its id.
    fn put_fields(&mut self, fields: Fields, stamps: Stamps) -> Result<Id, String>;
    /// Takes a record out, and not into Trash.
    fn remove(&mut self, id: Id);
    /// How concurrent changes of a field come together.
    fn merge_class(&self, field: &str) -> MergeClass;
    /// The product the record belongs to.
    fn owner(&self, id: Id) -> Option<Id>;
    /// The records the record names.
    fn links(&self, id: Id) -> Vec<Link>;
    /// The record above it.
    fn parent(&self, id: Id) -> Option<Id>;
    /// What a person calls the record.
    fn title(&self, id: Id) -> Option<String>;
}

impl<T: Record> AnyTable for Table<T> {
    fn name(&self) -> &str {
        T::TABLE
    }
    fn noun(&self) -> &str {
        T::NOUN
    }
    fn len(&self) -> usize {
        self.rows.len()
    }
    fn ids(&self) -> Vec<Id> {
        self.rows.keys().copied().collect()
    }
    fn has(&self, id: Id) -> bool {
        self.rows.contains_key(&id)
    }
    fn has_live(&self, id: Id) -> bool {
        self.get(id).is_some()
    }
    fn fields(&self, id: Id) -> Option<Fields> {
        let row = self.rows.get(&id)?;
        match serde_json::to_value(row.record.as_ref()) {
            Ok(Value::Object(fields)) => Some(fields),
            _ => None,
        }
    }
    fn record_json(&self, id: Id) -> Option<String> {
        serde_json::to_string(self.rows.get(&id)?.record.as_ref()).ok()
    }
    fn row_json(&self, id: Id) -> Option<String> {
        serde_json::to_string(self.rows.get(&id)?).ok()
    }
    fn load_rows(&mut self, json: &str) -> Result<Vec<Id>, String> {
        let rows: Vec<Row<T>> = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let mut ids = Vec::with_capacity(rows.len());
        for row in rows {
            ids.push(row.record.meta().id);
            self.put(row.record, row.stamps);
        }
        Ok(ids)
    }
    fn stamps(&self, id: Id) -> Option<&Stamps> {
        self.stamps_of(id)
    }
    fn stamp(&mut self, id: Id, stamps: Stamps, updated_at: Instant) {
        // Neither touches an index, so the row is written in place.
        if let Some(row) = self.rows.get_mut(&id) {
            Arc::make_mut(&mut row.record).meta_mut().updated_at = updated_at;
            row.stamps = stamps;
        }
    }
    fn put_fields(&mut self, fields: Fields, stamps: Stamps) -> Result<Id, String> {
        let record: T = serde_json::from_value(Value::Object(fields)).map_err(|error| error.to_string())?;
        let id = record.meta().id;
        self.put(Arc::new(record), stamps);
        Ok(id)
    }
    fn remove(&mut self, id: Id) {
        if let Some(row) = self.rows.remove(&id) {
            self.unindex(&row.record);
        }
    }
    fn merge_class(&self, field: &str) -> MergeClass {
        T::merge_class(field)
    }
    fn owner(&self, id: Id) -> Option<Id> {
        self.get_kept(id)?.owner()
    }
    fn links(&self, id: Id) -> Vec<Link> {
        self.get_kept(id).map(|record| record.links()).unwrap_or_default()
    }
    fn parent(&self, id: Id) -> Option<Id> {
        self.get_kept(id)?.parent()
    }
    fn title(&self, id: Id) -> Option<String> {
        self.get_kept(id).map(|record| record.name().to_owned())
    }
}

/// A table this build has no kind for: its records are kept as they came.
#[derive(Clone, Debug, Default)]
pub struct UnknownTable {
    name: String,
    rows: BTreeMap<Id, Row<Fields>>,
}

impl UnknownTable {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), rows: BTreeMap::new() }
    }

    fn put(&mut self, row: Row<Fields>) -> Result<Id, String> {
        let id = row.record.get("id").and_then(Value::as_str).ok_or("missing field `id`")?;
        let id: Id = id.parse().map_err(|error: crate::model::IdError| error.to_string())?;
        self.rows.insert(id, row);
        Ok(id)
    }
}

impl AnyTable for UnknownTable {
    fn name(&self) -> &str {
        &self.name
    }
    fn noun(&self) -> &'static str {
        "record"
    }
    fn len(&self) -> usize {
        self.rows.len()
    }
    fn ids(&self) -> Vec<Id> {
        self.rows.keys().copied().collect()
    }
    fn has(&self, id: Id) -> bool {
        self.rows.contains_key(&id)
    }
    fn has_live(&self, id: Id) -> bool {
        self.has(id)
    }
    fn fields(&self, id: Id) -> Option<Fields> {
        self.rows.get(&id).map(|row| row.record.as_ref().clone())
    }
    fn record_json(&self, id: Id) -> Option<String> {
        serde_json::to_string(self.rows.get(&id)?.record.as_ref()).ok()
    }
    fn row_json(&self, id: Id) -> Option<String> {
        serde_json::to_string(self.rows.get(&id)?).ok()
    }
    fn load_rows(&mut self, json: &str) -> Result<Vec<Id>, String> {
        let rows: Vec<Row<Fields>> = serde_json::from_str(json).map_err(|error| error.to_string())?;
        rows.into_iter().map(|row| self.put(row)).collect()
    }
    fn stamps(&self, id: Id) -> Option<&Stamps> {
        self.rows.get(&id).map(|row| &row.stamps)
    }
    fn stamp(&mut self, id: Id, stamps: Stamps, _: Instant) {
        if let Some(row) = self.rows.get_mut(&id) {
            row.stamps = stamps;
        }
    }
    fn put_fields(&mut self, fields: Fields, stamps: Stamps) -> Result<Id, String> {
        self.put(Row { record: Arc::new(fields), stamps })
    }
    fn remove(&mut self, id: Id) {
        self.rows.remove(&id);
    }
    fn merge_class(&self, _: &str) -> MergeClass {
        MergeClass::Scalar
    }
    fn owner(&self, _: Id) -> Option<Id> {
        None
    }
    fn links(&self, _: Id) -> Vec<Link> {
        Vec::new()
    }
    fn parent(&self, _: Id) -> Option<Id> {
        None
    }
    fn title(&self, _: Id) -> Option<String> {
        None
    }
}
