//! The only way anything changes: a transaction that knows what it touched, and is kept or taken back whole.

use std::borrow::Cow;

use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::any_record::Revision;
use super::delta::{Delta, Fields};
use super::described::EVERYWHERE;
use super::entry::{Entry, RecordChange, Role};
use super::knowledge::{Knowledge, MERGED};
use super::registry::{Registered, Tables};
use super::stamp::{Stamp, Stamps, TabId};
use crate::model::{Day, Id, Ids, Instant, MergeClass, Pace, Product, Record, SortedMap, SortedSet, set_of};

/// What a transaction needs from outside: time, place and chance.
#[derive(Clone, Debug)]
pub struct Context {
    /// The present moment.
    pub now: Instant,
    /// The civil date where the person is.
    pub today: Day,
    /// The tab that acts.
    pub tab: TabId,
    /// Where new identifiers come from.
    pub ids: Ids,
}

struct Before {
    record: Option<(Fields, Stamps)>,
    /// The record as it came with stamps of its own; what is changed of it after that gets the transaction's.
    adopted: Option<Fields>,
}

/// A transaction under way.
pub struct Tx<'a> {
    tables: &'a mut Tables,
    known: &'a Knowledge,
    context: &'a mut Context,
    label: String,
    touched: SortedMap<(String, Id), Before>,
    /// The largest logical clock among the stamps that records brought along.
    adopted: u64,
}

impl<'a> Tx<'a> {
    pub(super) fn begin(
        tables: &'a mut Tables,
        known: &'a Knowledge,
        context: &'a mut Context,
        label: String,
    ) -> Self {
        Self { tables, known, context, label, touched: SortedMap::new(), adopted: 0 }
    }

    /// Everything, as this transaction has it so far.
    pub fn tables(&self) -> &Tables {
        self.tables
    }

    /// The transactions that were made or heard of in this browser before.
    pub fn known(&self) -> &Knowledge {
        self.known
    }

    /// The present moment.
    pub fn now(&self) -> Instant {
        self.context.now
    }

    /// The civil date where the person is.
    pub fn today(&self) -> Day {
        self.context.today
    }

    /// The tab that acts.
    pub fn tab(&self) -> TabId {
        self.context.tab
    }

    /// A new identifier.
    pub fn new_id(&mut self) -> Id {
        self.context.ids.next_id()
    }

    /// Says what the transaction does, where that is known only while doing it.
    pub fn set_label(&mut self, label: impl Into<String>) {
        self.label = label.into();
    }

    /// The record, unless it is in Trash.
    pub fn get<T: Registered>(&self, id: Id) -> Option<&T> {
        T::table(self.tables).get(id)
    }

    /// Puts a new record into its table.
    pub fn insert<T: Registered>(&mut self, record: T) {
        self.touch(T::TABLE, record.meta().id);
        T::table_mut(self.tables).put(record, Self::unstamped());
    }

    /// Changes a record; nothing happens to one that is not there.
    pub fn edit<T: Registered>(&mut self, id: Id, change: impl FnOnce(&mut T)) {
        if T::table(self.tables).get_kept(id).is_some() {
            self.touch(T::TABLE, id);
            T::table_mut(self.tables).change(id, change);
        }
    }

    /// Changes the fields of a record whatever its kind; nothing happens to one that is not there, and nothing where they
    /// would be no record of its kind any more.
    pub fn change(&mut self, table: &str, id: Id, change: impl FnOnce(&mut Fields)) -> bool {
        let Some(mut fields) = self.tables.any(table).and_then(|table| table.fields(id)) else {
            return false;
        };
        change(&mut fields);
        self.put(table, id, &fields).is_ok()
    }

    /// The next number of a product's record in this table; it is never given again.
    pub fn take_number(&mut self, table: &str, product: Id) -> u32 {
        let last = self.get(product).map_or(0, |it: &Product| it.last_number(table));
        let mut number = last.saturating_add(1);
        while self.tables.any(table).is_some_and(|table| table.numbered(product, number).is_some()) {
            number += 1;
        }
        self.edit(product, |product: &mut Product| product.set_last_number(table, number));
        number
    }

    /// Puts records of one kind into Trash: those under them move up to what is above, and every link to them goes.
    pub fn trash(&mut self, table: &str, ids: &[Id]) {
        let gone = set_of(ids.iter().copied());
        let Some(own) = self.tables.any(table) else { return };
        for (id, parent) in ids.iter().map(|id| (*id, own.parent(*id))).collect::<Vec<_>>() {
            let mut parent = parent;
            // What goes along lifts its children past itself.
            for _ in 0..gone.len() {
                let Some(above) = parent.filter(|parent| gone.contains(parent)) else { break };
                parent = self.tables.any(table).and_then(|own| own.parent(above)).filter(|next| *next != id);
            }
            let parent = parent.filter(|parent| !gone.contains(parent));
            let children: Vec<Id> =
                self.tables.any(table).into_iter().flat_map(|own| own.children(id)).collect();
            for child in children.into_iter().filter(|child| !gone.contains(child)) {
                self.revise(table, child, &Revision::Lifted(parent));
            }
        }
        let mut naming: Vec<(String, Id, SortedSet<Id>)> = Vec::new();
        for other in self.tables.all() {
            for id in other.ids().into_iter().filter(|id| !gone.contains(id)) {
                let links = other.links(id).into_iter().filter(|link| link.table == table);
                let named = set_of(links.map(|link| link.id).filter(|id| gone.contains(id)));
                if !named.is_empty() {
                    naming.push((other.name().to_owned(), id, named));
                }
            }
        }
        for (other, id, named) in naming {
            self.revise(&other, id, &Revision::Unlinked(&named));
        }
        self.trash_with_owner(table, ids);
    }

    /// Puts records into Trash together with what they belong to: their links among each other stay.
    pub fn trash_with_owner(&mut self, table: &str, ids: &[Id]) {
        let now = self.now();
        for id in ids {
            self.revise(table, *id, &Revision::Trashed(Some(now)));
        }
    }

    /// Puts a record into Trash where its product lies, as if it had gone with it.
    pub(super) fn follow_owner(&mut self, table: &str, id: Id) {
        let owner = self.tables.any(table).and_then(|own| own.owner(id));
        if let Some(at) = owner.and_then(|owner| self.tables.products.any.deleted_at(owner)) {
            self.revise(table, id, &Revision::Trashed(Some(at)));
        }
    }

    /// Takes a record out of Trash; a product brings along what went with it.
    pub fn take_back(&mut self, table: &str, id: Id) {
        let at = self.lies_since(table, id);
        self.revise(table, id, &Revision::Trashed(None));
        self.bring_along(id, at);
    }

    /// Since when a product lies in Trash.
    fn lies_since(&self, table: &str, id: Id) -> Option<Instant> {
        self.tables.any(table).filter(|_| table == Product::TABLE)?.deleted_at(id)
    }

    /// Takes out of Trash what went there with a product that lay there since `at` and no longer does.
    fn bring_along(&mut self, product: Id, at: Option<Instant>) {
        if at.is_none() || !self.tables.products.any.has_live(product) {
            return;
        }
        let mut back = Vec::new();
        for table in self.tables.all() {
            let went_along = |it: &Id| table.owner(*it) == Some(product) && table.deleted_at(*it) == at;
            back.extend(table.ids().into_iter().filter(went_along).map(|it| (table.name().to_owned(), it)));
        }
        for (table, id) in back {
            self.revise(&table, id, &Revision::Trashed(None));
        }
    }

    /// Takes out for good what was put into Trash at a moment or before: how many records.
    pub fn empty_trash(&mut self, until: Instant) -> usize {
        let mut gone: Vec<(String, Id)> = Vec::new();
        for table in self.tables.all() {
            let is_old = |id: &Id| table.deleted_at(*id).is_some_and(|at| at <= until);
            gone.extend(table.ids().into_iter().filter(is_old).map(|id| (table.name().to_owned(), id)));
        }
        for (table, id) in &gone {
            self.remove(table, *id);
        }
        gone.len()
    }

    fn revise(&mut self, table: &str, id: Id, revision: &Revision<'_>) {
        self.touch(table, id);
        self.tables.any_mut(table).revise(id, revision);
    }

    /// Puts a record, given as its fields, in the place of the one with its id.
    pub fn put(&mut self, table: &str, id: Id, fields: &Fields) -> Result<(), String> {
        let stamps = self.tables.any(table).and_then(|table| table.stamps(id)).cloned();
        self.replace(table, id, fields, stamps.unwrap_or_else(Self::unstamped))
    }

    /// The same for a record that brings its stamps along.
    pub fn adopt(&mut self, table: &str, id: Id, fields: &Fields, stamps: Stamps) -> Result<(), String> {
        self.adopted = self.adopted.max(stamps.clock());
        self.replace(table, id, fields, stamps)?;
        let adopted = self.tables.any(table).and_then(|table| table.fields(id));
        self.touch(table, id).adopted = adopted;
        Ok(())
    }

    /// Counters keep what they have come to: numbers once given are given to nothing else.
    fn replace(&mut self, table: &str, id: Id, fields: &Fields, stamps: Stamps) -> Result<(), String> {
        let was_lying = self.lies_since(table, id);
        self.touch(table, id);
        let own = self.tables.any_mut(table);
        let mut fields = Cow::Borrowed(fields);
        for (field, value) in own.fields(id).unwrap_or_default() {
            let number = |value: Option<&Value>| value.and_then(Value::as_u64).unwrap_or(0);
            if own.merge_class(&field) == MergeClass::Counter
                && number(fields.get(&field)) < number(Some(&value))
            {
                fields.to_mut().insert(field, value);
            }
        }
        own.put_fields(&fields, stamps)?;
        self.bring_along(id, was_lying);
        Ok(())
    }

    /// Takes a record out, and not into Trash.
    pub fn remove(&mut self, table: &str, id: Id) {
        self.touch(table, id);
        self.tables.any_mut(table).remove(id);
    }

    /// The stamps of a record before the transaction gives it one.
    fn unstamped() -> Stamps {
        Stamps::made(Stamp::NEVER)
    }

    fn touch(&mut self, table: &str, id: Id) -> &mut Before {
        let tables = &*self.tables;
        self.touched.entry((table.to_owned(), id)).or_insert_with(|| {
            let kept =
                tables.any(table).and_then(|table| Some((table.fields(id)?, table.stamps(id)?.clone())));
            Before { record: kept, adopted: None }
        })
    }

    /// The clock of what it writes itself, where the workspace has come to this one: later than all it brings in.
    pub(super) fn next_clock(&self, clock: u64) -> u64 {
        clock.max(self.adopted) + 1
    }

    /// How many records it has touched.
    pub(super) fn touched(&self) -> usize {
        self.touched.len()
    }

    /// Puts everything back as it was.
    pub(super) fn roll_back(self) {
        for ((table, id), before) in self.touched {
            let table = self.tables.any_mut(&table);
            match before.record {
                // What came out of a record goes back into one.
                Some((fields, stamps)) => drop(table.put_fields(&fields, stamps)),
                None => table.remove(id),
            }
        }
    }

    /// Takes note of what the one knew who saved a file, of a product alone or of everything: it is all here now.
    pub fn take_over(&mut self, known: &Knowledge, product: Option<Id>) {
        let before = Knowledge::in_all(self.known(), self.tables(), product);
        let mut after = before.clone();
        after.join(known);
        if after == before {
            return;
        }
        let id = product.unwrap_or(EVERYWHERE);
        let mut kept = Knowledge::of_record(self.tables(), id);
        kept.join(known);
        let now = self.now();
        let made = json!({ "id": id, "created_at": now, "updated_at": now, "known": kept.recent() });
        if let Value::Object(fields) = made {
            // A table without a type takes any fields.
            let _ = self.put(MERGED, id, &fields);
        }
    }

    /// Stamps what changed and says what that was; nothing when nothing did. What had `gone` for good and is brought in
    /// again begins another life: another tab that takes it out meanwhile means the one before.
    pub(super) async fn commit(
        &mut self,
        clock: u64,
        role: Role,
        gone: &SortedSet<Id>,
        pace: &Pace,
    ) -> Option<Entry> {
        let stamp = Stamp { clock, tab: self.context.tab };
        let mut changes = Vec::with_capacity(self.touched.len());
        for ((name, id), before) in &self.touched {
            pace.step().await;
            let (name, id) = (name.clone(), *id);
            let table = self.tables.any_mut(&name);
            let adopted = before.adopted.as_ref().zip(table.stamps(id).cloned()).map(|(came, mut stamps)| {
                let now = table.fields(id).unwrap_or_default();
                for (field, mut delta) in Delta::between_records(came, &now, |field| table.merge_class(field))
                {
                    delta.stamp(&field, &mut stamps, stamp);
                }
                stamps
            });
            match &before.record {
                None => {
                    if !table.has(id) {
                        continue;
                    }
                    // What undo or redo brings back had gone: what others did to it before is not done to this.
                    let is_again = gone.contains(&id) || matches!(role, Role::Undo(_) | Role::Redo(_));
                    let stamps = match adopted.clone() {
                        Some(stamps) if is_again => Some(stamps.in_life_of(stamp)),
                        None if is_again => Some(Stamps::made_again(stamp)),
                        adopted => adopted,
                    };
                    let at = before.adopted.as_ref().map_or(self.context.now, updated_at);
                    table.stamp(id, stamps.clone().unwrap_or_else(|| Stamps::made(stamp)), at);
                    let Some(record) =
                        table.record_json(id).and_then(|json| RawValue::from_string(json).ok())
                    else {
                        continue;
                    };
                    changes.push(RecordChange::Made { table: name, id, record, stamps });
                }
                Some((old, stamps)) => {
                    let life = stamps.life();
                    let Some(new) = table.fields(id) else {
                        if let Ok(record) = serde_json::value::to_raw_value(old) {
                            let lives = table.other_lives(id).chain(life).collect();
                            changes.push(RecordChange::Gone { table: name, id, record, lives });
                        }
                        continue;
                    };
                    let mut fields = Delta::between_records(old, &new, |field| table.merge_class(field));
                    if let Some(adopted) = adopted {
                        if fields.is_empty() && adopted == *stamps {
                            table.stamp(id, stamps.clone(), updated_at(old));
                            continue;
                        }
                        let at = updated_at(old).max(updated_at(&new));
                        table.stamp(id, adopted.clone(), at);
                        changes.push(RecordChange::Edited {
                            table: name,
                            id,
                            fields,
                            adopted: Some((adopted, at)),
                            life,
                        });
                        continue;
                    }
                    if fields.is_empty() {
                        table.stamp(id, stamps.clone(), updated_at(old));
                        continue;
                    }
                    let mut stamps = stamps.clone();
                    for (field, delta) in fields.iter_mut() {
                        delta.stamp(field, &mut stamps, stamp);
                    }
                    table.stamp(id, stamps, updated_at(old).max(self.context.now));
                    changes.push(RecordChange::Edited { table: name, id, fields, adopted: None, life });
                }
            }
        }
        let entry = Entry { stamp, at: self.context.now, label: self.label.clone(), role, changes };
        (!entry.changes.is_empty()).then_some(entry)
    }
}

/// When the record these fields are of last changed.
pub(super) fn updated_at(fields: &Fields) -> Instant {
    Instant(fields.get("updated_at").and_then(Value::as_i64).unwrap_or(0))
}
