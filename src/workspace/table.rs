//! One kind's records with the indexes that lists need, and the face all kinds show to journal, undo and document.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::Stamps;
use super::delta::Fields;
use crate::model::{Id, Instant, Link, MergeClass, Rank, Record};

/// A record and the stamps of its fields.
#[derive(Clone, Debug)]
pub struct Row<T> {
    /// The record; shared with the views that show it.
    pub record: Arc<T>,
    /// When each field was last written.
    pub stamps: Stamps,
}

/// A row as the store writes it.
#[derive(Deserialize)]
struct StoredRow<'a> {
    #[serde(borrow)]
    r: &'a RawValue,
    s: Stamps,
}

// Each kind is read and written in one way alone, from and to JSON text: every further way would cost its code once a
// kind in the WebAssembly.

fn read<T: DeserializeOwned>(json: &str) -> Result<T, String> {
    // The place in the text is of no use: nobody has seen this text.
    serde_json::from_str(json).map_err(|error| error.to_string().split(" at line ").next().unwrap_or_default().to_owned())
}

fn write<T: Serialize>(record: &T) -> Option<String> {
    serde_json::to_string(record).ok()
}

fn write_row(record: String, stamps: &Stamps) -> Option<String> {
    Some(format!("{{\"r\":{record},\"s\":{}}}", write(stamps)?))
}

fn read_rows(
    json: &str,
    mut take: impl FnMut(&str, Stamps) -> Result<Id, String>,
) -> Result<Vec<Id>, String> {
    let rows: Vec<StoredRow<'_>> = serde_json::from_str(json).map_err(|error| error.to_string())?;
    rows.into_iter().map(|row| take(row.r.get(), row.s)).collect()
}

/// Where records are found besides by id; the same for every kind.
#[derive(Clone, Debug, Default)]
struct Indexes {
    orders: BTreeMap<Id, BTreeSet<(Rank, Id)>>,
    children: BTreeMap<Id, BTreeSet<Id>>,
    numbers: BTreeMap<(Id, u32), Id>,
}

/// Under what a record is found.
struct IndexKeys {
    id: Id,
    numbers: Vec<(Id, u32)>,
    place: Option<(Id, Rank)>,
    parent: Option<Id>,
}

impl IndexKeys {
    fn of<T: Record>(record: &T) -> Self {
        let is_live = record.meta().deleted_at.is_none();
        let numbers = record
            .owner()
            .into_iter()
            .flat_map(|owner| record.numbers().into_iter().map(move |it| (owner, it)));
        Self {
            id: record.meta().id,
            numbers: numbers.collect(),
            place: record.place().filter(|_| is_live).map(|place| (place.scope, place.rank.clone())),
            parent: record.parent().filter(|_| is_live),
        }
    }
}

impl Indexes {
    fn add(&mut self, keys: IndexKeys) {
        // An earlier holder keeps its number: a doubled one is for the integrity check to settle.
        for number in keys.numbers {
            self.numbers.entry(number).or_insert(keys.id);
        }
        if let Some((scope, rank)) = keys.place {
            self.orders.entry(scope).or_default().insert((rank, keys.id));
        }
        if let Some(parent) = keys.parent {
            self.children.entry(parent).or_default().insert(keys.id);
        }
    }

    fn remove(&mut self, keys: IndexKeys) {
        for number in keys.numbers {
            if self.numbers.get(&number) == Some(&keys.id) {
                self.numbers.remove(&number);
            }
        }
        if let Some((scope, rank)) = keys.place
            && let Some(order) = self.orders.get_mut(&scope)
        {
            order.remove(&(rank, keys.id));
        }
        if let Some(parent) = keys.parent
            && let Some(children) = self.children.get_mut(&parent)
        {
            children.remove(&keys.id);
        }
    }
}

/// All records of one kind, those in Trash among them.
#[derive(Clone, Debug)]
pub struct Table<T> {
    rows: BTreeMap<Id, Row<T>>,
    indexes: Indexes,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { rows: BTreeMap::new(), indexes: Indexes::default() }
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
        self.indexes.orders.get(&scope).into_iter().flatten().map(|(_, id)| *id)
    }

    /// How many records a product has.
    pub fn count(&self, scope: Id) -> usize {
        self.indexes.orders.get(&scope).map_or(0, BTreeSet::len)
    }

    /// The records directly under another, by id.
    pub fn children(&self, parent: Id) -> impl Iterator<Item = Id> {
        self.indexes.children.get(&parent).into_iter().flatten().copied()
    }

    /// The record that has or had this number in a product, in Trash or not.
    pub fn numbered(&self, product: Id, number: u32) -> Option<Id> {
        self.indexes.numbers.get(&(product, number)).copied()
    }

    /// Puts a record in the place of the one with its id.
    pub(super) fn put(&mut self, record: Arc<T>, stamps: Stamps) {
        let id = record.meta().id;
        if let Some(old) = self.rows.get(&id).map(|row| Arc::clone(&row.record)) {
            self.indexes.remove(IndexKeys::of(old.as_ref()));
        }
        self.indexes.add(IndexKeys::of(record.as_ref()));
        self.rows.insert(id, Row { record, stamps });
    }

    /// Takes a record as JSON.
    fn take(&mut self, json: &str, stamps: Stamps) -> Result<Id, String> {
        let record: T = read(json)?;
        let id = record.meta().id;
        self.put(Arc::new(record), stamps);
        Ok(id)
    }

    /// Changes a record in place, without a stamp; the transaction gives it one.
    pub(super) fn change<R>(&mut self, id: Id, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let row = self.rows.get(&id)?;
        let (mut record, stamps) = (Arc::clone(&row.record), row.stamps.clone());
        let result = change(Arc::make_mut(&mut record));
        self.put(record, stamps);
        Some(result)
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
        read(&self.record_json(id)?).ok()
    }
    fn record_json(&self, id: Id) -> Option<String> {
        write(self.rows.get(&id)?.record.as_ref())
    }
    fn row_json(&self, id: Id) -> Option<String> {
        write_row(self.record_json(id)?, self.stamps(id)?)
    }
    fn load_rows(&mut self, json: &str) -> Result<Vec<Id>, String> {
        read_rows(json, |record, stamps| self.take(record, stamps))
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
        self.take(&write(&fields).unwrap_or_default(), stamps)
    }
    fn remove(&mut self, id: Id) {
        if let Some(row) = self.rows.remove(&id) {
            self.indexes.remove(IndexKeys::of(row.record.as_ref()));
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
        write(self.rows.get(&id)?.record.as_ref())
    }
    fn row_json(&self, id: Id) -> Option<String> {
        write_row(self.record_json(id)?, self.stamps(id)?)
    }
    fn load_rows(&mut self, json: &str) -> Result<Vec<Id>, String> {
        read_rows(json, |record, stamps| self.put(Row { record: Arc::new(read(record)?), stamps }))
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
