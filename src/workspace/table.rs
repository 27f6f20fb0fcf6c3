//! The tables: records of one kind with the indexes that lists need.
//!
//! What a table does is written once, for records of any kind ([`AnyTable`]); a `Table` is the typed face of one.
//! Each kind is read and written in one way alone, from and to JSON text. Both keep the WebAssembly small: code that is
//! made once a kind is paid forty times.

use std::borrow::Cow;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::any_record::{AnyRecord, Revision};
use super::delta::Fields;
use super::described::Described;
use super::index::Indexes;
use super::stamp::{Stamp, Stamps};
use super::values::Values;
use crate::model::kind::Kind;
use crate::model::{Id, Instant, Link, MergeClass, Rank, Record, SortedMap, SortedSet, in_order_of};

#[derive(Clone)]
pub(super) struct Row {
    record: Arc<dyn AnyRecord>,
    stamps: Stamps,
    /// The record as a description of its kind reads it, once somebody asked.
    described: OnceLock<Option<Arc<Described>>>,
}

impl Row {
    pub(super) fn new(record: Arc<dyn AnyRecord>, stamps: Stamps) -> Self {
        Self { record, stamps, described: OnceLock::new() }
    }

    fn read(form: &Form, json: &str, stamps: Stamps) -> Result<Self, String> {
        let record = match form {
            Form::Built { read, .. } => read(json)?,
            Form::Described(kind) => Arc::new(Described::read(Some(kind), parse(json)?)?),
            Form::Unknown => Arc::new(Described::read(None, parse(json)?)?),
        };
        Ok(Self::new(record, stamps))
    }

    /// What stands between the braces of its JSON.
    fn json(&self) -> Option<String> {
        let stamps = serde_json::to_string(&self.stamps).ok()?;
        Some(format!("\"r\":{},\"s\":{stamps}", self.record.json()?))
    }
}

/// A row as the store writes it.
#[derive(Deserialize)]
struct StoredRow<'a> {
    #[serde(borrow)]
    r: &'a RawValue,
    s: Stamps,
    /// Its other lives.
    #[serde(borrow, default)]
    o: Vec<Self>,
}

/// What a table knows of its records.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// They are of a type of their own.
    Built {
        noun: &'static str,
        /// The description of the kind, where it has one besides.
        kind: Option<&'static Kind>,
        letter: &'static str,
        merge_class: fn(&str) -> MergeClass,
        read: fn(&str) -> Result<Arc<dyn AnyRecord>, String>,
    },
    /// They are described.
    Described(&'static Kind),
    /// This build knows nothing of them.
    Unknown,
}

fn parse<T: DeserializeOwned>(json: &str) -> Result<T, String> {
    // The place in the text is of no use: nobody has seen this text.
    serde_json::from_str(json)
        .map_err(|error| error.to_string().split(" at line ").next().unwrap_or_default().to_owned())
}

fn read_kind<T: Record>(json: &str) -> Result<Arc<dyn AnyRecord>, String> {
    Ok(Arc::new(parse::<T>(json)?))
}

/// All records of one kind, those in Trash among them, whatever the kind: what journal, undo, document and checks use.
#[derive(Clone)]
pub struct AnyTable {
    name: Cow<'static, str>,
    form: Form,
    rows: SortedMap<Id, Row>,
    /// Records that two tabs brought back, each in a life of its own: the lives besides the one that is seen, the latest.
    others: SortedMap<Id, Vec<Row>>,
    indexes: Indexes,
    /// The records that name each record, once somebody asked.
    naming: OnceLock<SortedMap<Id, Vec<Id>>>,
    /// The number of its last change among those of all tables there are.
    changed: u64,
}

/// How often any table changed.
static CHANGES: AtomicU64 = AtomicU64::new(0);

impl fmt::Debug for AnyTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.rows.len(), self.name)
    }
}

impl AnyTable {
    pub(super) fn of<T: Record>() -> Self {
        let form = Form::Built {
            noun: T::NOUN,
            kind: Kind::built(T::TABLE),
            letter: T::LETTER,
            merge_class: T::merge_class,
            read: read_kind::<T>,
        };
        Self::empty(T::TABLE.into(), form)
    }

    /// The table of a described kind, or one this build has no kind for.
    pub(super) fn named(name: &str) -> Self {
        match Kind::of_table(name) {
            Some(kind) => Self::empty(kind.table.into(), Form::Described(kind)),
            None => Self::empty(name.to_owned().into(), Form::Unknown),
        }
    }

    fn empty(name: Cow<'static, str>, form: Form) -> Self {
        Self {
            name,
            form,
            rows: SortedMap::new(),
            others: SortedMap::new(),
            indexes: Indexes::default(),
            naming: OnceLock::new(),
            changed: 0,
        }
    }

    /// Its name in the document.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What one of its records is called in a sentence.
    pub fn noun(&self) -> &'static str {
        match self.form {
            Form::Built { noun, .. } => noun,
            Form::Described(kind) => kind.noun,
            Form::Unknown => "record",
        }
    }

    /// What stands before the number in the keys of its records.
    pub fn letter(&self) -> &'static str {
        match self.form {
            Form::Built { letter, .. } => letter,
            Form::Described(kind) => kind.letter,
            Form::Unknown => "",
        }
    }

    /// How concurrent changes of a field come together.
    pub fn merge_class(&self, field: &str) -> MergeClass {
        match self.form {
            Form::Built { merge_class, .. } => merge_class(field),
            Form::Described(kind) => kind.merge_class(field),
            Form::Unknown => MergeClass::Scalar,
        }
    }

    /// How many records it keeps, those in Trash among them.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it keeps none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Every id, in order.
    pub fn ids(&self) -> Vec<Id> {
        self.rows.keys().copied().collect()
    }

    /// Whether it keeps this record.
    pub fn has(&self, id: Id) -> bool {
        self.rows.contains_key(&id)
    }

    /// Whether it keeps this record, and not in Trash.
    pub fn has_live(&self, id: Id) -> bool {
        self.record(id).is_some_and(|record| record.meta().deleted_at.is_none())
    }

    /// The records of a product that are not in Trash, with those that belong to none, by id.
    pub fn live_in(&self, product: Option<Id>) -> Vec<Id> {
        let is_here =
            |id: &Id| self.has_live(*id) && self.owner(*id).is_none_or(|owner| Some(owner) == product);
        self.ids().into_iter().filter(is_here).collect()
    }

    /// The record as JSON.
    pub fn record_json(&self, id: Id) -> Option<String> {
        self.record(id)?.json()
    }

    /// The record as its fields.
    pub fn fields(&self, id: Id) -> Option<Fields> {
        parse(&self.record_json(id)?).ok()
    }

    /// The record and its stamps as the store writes them: `{"r":…,"s":…}`, and its other lives where it has any.
    pub fn row_json(&self, id: Id) -> Option<String> {
        let row = self.rows.get(&id)?.json()?;
        let Some(others) = self.others.get(&id) else { return Some(format!("{{{row}}}")) };
        let others: Option<Vec<String>> =
            others.iter().map(|row| Some(format!("{{{}}}", row.json()?))).collect();
        Some(format!("{{{row},\"o\":[{}]}}", others?.join(",")))
    }

    /// Takes a list of rows as [`AnyTable::row_json`] wrote each, and gives their ids.
    pub fn load_rows(&mut self, json: &str) -> Result<Vec<Id>, String> {
        let rows: Vec<StoredRow<'_>> = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let load = |row: StoredRow<'_>| {
            let id = self.put_json(row.r.get(), row.s)?;
            self.others.remove(&id);
            if !row.o.is_empty() {
                let others: Result<Vec<Row>, String> =
                    row.o.into_iter().map(|row| Row::read(&self.form, row.r.get(), row.s)).collect();
                self.others.insert(id, others?);
            }
            Ok(id)
        };
        rows.into_iter().map(load).collect()
    }

    /// Puts a record, given as its fields, in the place of the one with its id.
    pub fn put_fields(&mut self, fields: &Fields, stamps: Stamps) -> Result<Id, String> {
        self.put_json(&serde_json::to_string(fields).unwrap_or_default(), stamps)
    }

    fn put_json(&mut self, json: &str, stamps: Stamps) -> Result<Id, String> {
        Ok(self.put(Row::read(&self.form, json, stamps)?))
    }

    pub(super) fn put(&mut self, row: Row) -> Id {
        let id = row.record.meta().id;
        if let Some(old) = self.rows.get(&id) {
            self.indexes.remove(old.record.keys());
        }
        self.indexes.add(row.record.keys());
        self.rows.insert(id, row);
        self.note_change();
        id
    }

    fn note_change(&mut self) {
        self.naming.take();
        self.changed = CHANGES.fetch_add(1, Ordering::Relaxed) + 1;
    }

    /// Which state it is in: no other state of any table has this number, but for the first, without records.
    pub fn changed(&self) -> u64 {
        self.changed
    }

    /// The record in one of its lives, with its stamps.
    pub(super) fn in_life(&self, id: Id, life: Option<Stamp>) -> Option<(Fields, Stamps)> {
        let mut lives = self.rows.get(&id).into_iter().chain(self.others.get(&id).into_iter().flatten());
        let row = lives.find(|row| row.stamps.life() == life)?;
        Some((parse(&row.record.json()?).ok()?, row.stamps.clone()))
    }

    /// Puts a record in the place of the one in the same life, changed at a moment; of several lives the latest is seen.
    pub(super) fn put_in_life(
        &mut self,
        fields: &Fields,
        stamps: Stamps,
        updated_at: Option<Instant>,
    ) -> Result<(), String> {
        let mut row = Row::read(&self.form, &serde_json::to_string(fields).unwrap_or_default(), stamps)?;
        if let Some(at) = updated_at.filter(|at| row.record.meta().updated_at != *at) {
            row.record = row.record.revised(&Revision::Updated(at));
        }
        let mut lives = self.take_lives(row.record.meta().id);
        lives.retain(|other| other.stamps.life() != row.stamps.life());
        lives.push(row);
        self.put_lives(lives);
        Ok(())
    }

    /// Ends the first life of a record and those named: it goes unless another was begun elsewhere.
    pub(super) fn end_lives(&mut self, id: Id, named: &[Stamp]) {
        let mut lives = self.take_lives(id);
        lives.retain(|row| row.stamps.life().is_some_and(|life| !named.contains(&life)));
        self.put_lives(lives);
    }

    /// The lives of a record besides the one that is seen.
    pub(super) fn other_lives(&self, id: Id) -> impl Iterator<Item = Stamp> {
        self.others.get(&id).into_iter().flatten().filter_map(|row| row.stamps.life())
    }

    /// Takes a record out in all of its lives.
    pub(super) fn take_lives(&mut self, id: Id) -> Vec<Row> {
        let mut lives = self.others.remove(&id).unwrap_or_default();
        if let Some(row) = self.rows.remove(&id) {
            self.indexes.remove(row.record.keys());
            self.note_change();
            lives.push(row);
        }
        lives
    }

    fn put_lives(&mut self, lives: Vec<Row>) {
        let mut lives = in_order_of(lives, |row| row.stamps.life());
        if let Some(latest) = lives.pop() {
            let id = self.put(latest);
            if !lives.is_empty() {
                self.others.insert(id, lives);
            }
        }
    }

    /// Takes a record out, and not into Trash.
    pub fn remove(&mut self, id: Id) {
        if let Some(row) = self.rows.remove(&id) {
            self.indexes.remove(row.record.keys());
            self.note_change();
        }
    }

    /// The largest logical clock in its stamps.
    pub fn clock(&self) -> u64 {
        self.rows.values().map(|row| row.stamps.clock()).max().unwrap_or(0)
    }

    /// The stamps of all its records.
    pub(super) fn all_stamps(&self) -> impl Iterator<Item = &Stamps> {
        self.rows.values().map(|row| &row.stamps)
    }

    /// The record's stamps.
    pub fn stamps(&self, id: Id) -> Option<&Stamps> {
        self.rows.get(&id).map(|row| &row.stamps)
    }

    /// Puts a revision of a record in its place, without a stamp; the transaction gives it one.
    pub(super) fn revise(&mut self, id: Id, revision: &Revision<'_>) {
        if let Some((record, stamps)) =
            self.rows.get(&id).map(|row| (row.record.revised(revision), row.stamps.clone()))
        {
            self.put(Row::new(record, stamps));
        }
    }

    /// Replaces the record's stamps and the time of its last change; neither is in an index.
    pub fn stamp(&mut self, id: Id, stamps: Stamps, updated_at: Instant) {
        if let Some(row) = self.rows.get_mut(&id) {
            row.stamps = stamps;
            if row.record.meta().updated_at != updated_at {
                row.record = row.record.revised(&Revision::Updated(updated_at));
                row.described.take();
            }
        }
    }

    /// When the record was put into Trash, if it lies there.
    pub fn deleted_at(&self, id: Id) -> Option<Instant> {
        self.record(id)?.meta().deleted_at
    }

    /// The product the record belongs to.
    pub fn owner(&self, id: Id) -> Option<Id> {
        self.record(id)?.owner()
    }

    /// The records the record names.
    pub fn links(&self, id: Id) -> Vec<Link> {
        self.record(id).map(AnyRecord::links).unwrap_or_default()
    }

    /// The records that name another, in whichever field, by id; those in Trash are not among them. It is read once for
    /// all after a change of the table.
    pub fn naming(&self, target: Id) -> &[Id] {
        let naming = self.naming.get_or_init(|| {
            let mut naming: SortedMap<Id, Vec<Id>> = SortedMap::new();
            for (id, row) in &self.rows {
                if row.record.meta().deleted_at.is_none() {
                    for link in row.record.links() {
                        let named = naming.entry(link.id).or_default();
                        if named.last() != Some(id) {
                            named.push(*id);
                        }
                    }
                }
            }
            naming
        });
        naming.get(&target).map_or(&[], Vec::as_slice)
    }

    /// The record above it.
    pub fn parent(&self, id: Id) -> Option<Id> {
        self.record(id)?.parent()
    }

    /// The numbers after its product's key, the current one first.
    pub fn numbers(&self, id: Id) -> Vec<u32> {
        self.record(id).map(AnyRecord::keys).map(|keys| keys.numbers).unwrap_or_default()
    }

    /// What a person calls the record.
    pub fn title(&self, id: Id) -> Option<&str> {
        self.record(id).map(AnyRecord::name)
    }

    /// Whether `needle`, already folded, stands in the words of a record.
    pub fn contains(&self, id: Id, needle: &str) -> bool {
        self.record(id).is_some_and(|record| record.contains(needle))
    }

    /// The records directly under another, by id.
    pub fn children(&self, parent: Id) -> impl Iterator<Item = Id> {
        self.indexes.children.get(&parent).into_iter().flatten().copied()
    }

    /// The ids of a product's records in their order.
    pub fn in_order(&self, scope: Id) -> impl DoubleEndedIterator<Item = Id> {
        self.indexes.orders.get(&scope).into_iter().flatten().map(|(_, id)| *id)
    }

    /// Whose list the record stands in, and its key there.
    pub fn place(&self, id: Id) -> Option<(Id, Rank)> {
        self.record(id)?.keys().place
    }

    /// The record that comes next in its product's order.
    pub fn following(&self, id: Id) -> Option<Id> {
        let (scope, rank) = self.place(id)?;
        self.indexes.orders.get(&scope)?.range((rank, id)..).nth(1).map(|(_, id)| *id)
    }

    /// How many records a product has.
    pub fn count(&self, scope: Id) -> usize {
        self.indexes.orders.get(&scope).map_or(0, SortedSet::len)
    }

    /// The records that have this number in a product, then those that had it, in Trash or not.
    pub fn holders(&self, product: Id, number: u32) -> impl Iterator<Item = (bool, Id)> {
        let from = (product, number, false, Id::FIRST);
        let same =
            self.indexes.numbers.range(from..).take_while(move |held| (held.0, held.1) == (product, number));
        same.map(|(_, _, is_former, id)| (*is_former, *id))
    }

    /// The record that has this number in a product, else one that had it, in Trash or not.
    pub fn numbered(&self, product: Id, number: u32) -> Option<Id> {
        self.holders(product, number).next().map(|(_, id)| id)
    }

    /// A record as its description reads it, unless it is in Trash; none of a kind that has no description.
    pub fn described(&self, id: Id) -> Option<&Described> {
        let row = self.rows.get(&id).filter(|row| row.record.meta().deleted_at.is_none())?;
        let Form::Built { kind, .. } = self.form else { return row.record.as_any().downcast_ref() };
        let described = row
            .described
            .get_or_init(|| Described::of_built(kind?, parse(&row.record.json()?).ok()?).ok().map(Arc::new));
        described.as_deref()
    }

    /// What fields that are described, a person's own among them, have for a record that is not in Trash.
    pub fn values(&self, id: Id) -> Option<Values<'_>> {
        if let Some(described) = self.described(id) {
            return Some(described.values());
        }
        let record = self.record(id).filter(|record| record.meta().deleted_at.is_none())?;
        Some(record.values())
    }

    /// Whether another state of the table has the very same record.
    pub(super) fn shares(&self, other: &Self, id: Id) -> bool {
        let record = |table: &Self| table.rows.get(&id).map(|row| Arc::as_ptr(&row.record).cast::<()>());
        record(self) == record(other)
    }

    /// Every record, those in Trash among them, by id.
    pub(super) fn records(&self) -> impl Iterator<Item = &dyn AnyRecord> {
        self.rows.values().map(|row| row.record.as_ref())
    }

    /// A record, to be kept by who asks; none in Trash.
    pub(super) fn share(&self, id: Id) -> Option<Arc<dyn AnyRecord>> {
        let row = self.rows.get(&id).filter(|row| row.record.meta().deleted_at.is_none())?;
        Some(Arc::clone(&row.record))
    }

    /// A record, in Trash or not.
    pub(super) fn record(&self, id: Id) -> Option<&dyn AnyRecord> {
        self.rows.get(&id).map(|row| row.record.as_ref())
    }
}
