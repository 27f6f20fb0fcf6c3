//! Reading a cell of a list for a field of a described record.

use std::collections::BTreeMap;

use serde_json::Value;

use super::described::is_written;
use crate::analysis::{Computed, computed};
use crate::command::{label_named, person_named};
use crate::format::split_list;
use crate::model::kind::{Field, Holds, Kind};
use crate::model::{Id, Label, Person, Record, RecordRef, clean_line, fold, set_of};
use crate::workspace::{Described, Tx, link_text, open_tables};

/// Reads cells, and finds what they name.
pub(super) struct Reader {
    kind: &'static Kind,
    product: Id,
    /// Of each field that names records, those there are by what they are called.
    names: BTreeMap<&'static str, BTreeMap<String, RecordRef>>,
    people: usize,
}

impl Reader {
    pub fn new(kind: &'static Kind, product: Id) -> Self {
        Self { kind, product, names: BTreeMap::new(), people: 0 }
    }

    /// What was made for what cells name, in words.
    pub fn made(&self) -> Vec<String> {
        match self.people {
            0 => Vec::new(),
            1 => vec!["1 person".to_owned()],
            people => vec![format!("{people} people")],
        }
    }

    /// What a cell gives a field of a record; nothing where that stands there already. Where the record is kept as it is,
    /// nobody is made for it.
    pub fn read(
        &mut self,
        tx: &mut Tx<'_>,
        id: Id,
        field: &'static Field,
        cell: &str,
        is_kept: bool,
    ) -> Result<Option<Value>, String> {
        let Some(record) = tx.tables().described(self.kind, id) else { return Ok(None) };
        if is_written(tx.tables(), record, field, cell) {
            return Ok(None);
        }
        let read = |field: &Field| field.read(cell).map_err(|error| error.to_string());
        match field.holds {
            Holds::Link(tables) | Holds::Links(tables) => {
                let links = self.links(tx, id, field, tables, cell, is_kept)?;
                let record = tx.tables().described(self.kind, id);
                let now = record.map(|record| links_of(record, field)).unwrap_or_default();
                let is_one = matches!(field.holds, Holds::Link(_));
                let value =
                    if is_one { links.first().cloned().map(Value::from) } else { Some(links.clone().into()) };
                Ok(value.filter(|_| set_of(&links) != set_of(&now)))
            }
            Holds::Latest { word, .. } => {
                let value = read(word)?;
                let latest = computed(tx.tables(), self.product, record, field, tx.today());
                let is_so = |value: &Value| matches!(latest, Some(Computed::Word(key)) if value == key);
                Ok(value.filter(|value| !is_so(value)))
            }
            _ => Ok(read(field)?.filter(|value| record.value(field) != Some(value))),
        }
    }

    /// Links to all that a cell names. Where one is nowhere, that is said, and nothing is linked.
    fn links(
        &mut self,
        tx: &mut Tx<'_>,
        id: Id,
        field: &'static Field,
        tables: &[&'static str],
        cell: &str,
        is_kept: bool,
    ) -> Result<Vec<String>, String> {
        let mut names = split_list(cell);
        // Who stands alone in a field may have a comma in the name.
        if matches!(field.holds, Holds::Link(_)) && names.len() > 1 {
            names = vec![cell.to_owned()];
        }
        let mut links = Vec::new();
        for name in names.iter().map(|name| clean_line(name)).filter(|name| !name.is_empty()) {
            let folded = fold(&name);
            let record = tx.tables().described(self.kind, id);
            let linked = record.map(|record| record.linked(field)).unwrap_or_default();
            // Of several that are called so, the one that is linked already.
            let is_it = |(table, id): &(&str, Id)| {
                tx.tables().any(table).and_then(|it| it.title(*id)).is_some_and(|title| fold(title) == folded)
            };
            if let Some((table, id)) = linked.into_iter().find(is_it) {
                links.push(link_text(table, id));
                continue;
            }
            let known = self.named(tx, field, tables);
            if let Some(to) = known.get(&folded).filter(|to| to.id != id) {
                links.push(link_text(to.table, to.id));
                continue;
            }
            let make: fn(&mut Tx<'_>, &str) -> Option<Id> = match tables {
                [Person::TABLE] => person_named,
                [Label::TABLE] => label_named,
                _ => return Err(format!("{}: nothing here is called “{name}”.", field.label)),
            };
            let [table] = tables else { continue };
            if is_kept {
                links.push(name);
            } else if let Some(id) = make(tx, &name) {
                self.people += usize::from(*table == Person::TABLE);
                self.names.entry(field.key).or_default().insert(folded, RecordRef { table, id });
                links.push(link_text(table, id));
            }
        }
        Ok(links)
    }

    /// The records a field can name, by what they are called; of several of a name, the first.
    fn named(
        &mut self,
        tx: &Tx<'_>,
        field: &'static Field,
        tables: &[&'static str],
    ) -> &BTreeMap<String, RecordRef> {
        let product = self.product;
        self.names.entry(field.key).or_insert_with(|| {
            let mut names = BTreeMap::new();
            let all = if tables.is_empty() { open_tables() } else { tables.to_vec() };
            for table in all {
                let Some(kept) = tx.tables().any(table) else { continue };
                let is_here = |id: &Id| kept.has_live(*id) && kept.owner(*id).is_none_or(|it| it == product);
                for id in kept.ids().into_iter().filter(is_here) {
                    let title = fold(kept.title(id).unwrap_or_default());
                    names.entry(title).or_insert(RecordRef { table, id });
                }
            }
            names
        })
    }
}

fn links_of(record: &Described, field: &Field) -> Vec<String> {
    record.linked(field).into_iter().map(|(table, id)| link_text(table, id)).collect()
}
