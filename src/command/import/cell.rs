//! Reading a cell of a list for a field of a described record.

use serde_json::{Value, json};

use crate::analysis::plan::Plan;
use crate::analysis::{Computed, computed};
use crate::command::{CommandError, can_be_named, record_named};
use crate::format::{field_text, split_list};
use crate::model::kind::{Field, Holds, Kind, WAIT_ON, WAITS_FOR};
use crate::model::{
    Id, Label, PLANNED_TABLES, Person, Record, RecordRef, SortedMap, clean_line, clean_text, fold, link_text,
    read_link, set_of,
};
use crate::workspace::{Described, Fields, Tables, Tx, open_tables};

/// Reads cells, and finds what they name.
pub(super) struct Reader {
    kind: &'static Kind,
    product: Id,
    /// Of each field that names records, those there are by what they are called.
    names: SortedMap<&'static str, SortedMap<String, RecordRef>>,
    /// Of each table, how many records were made for what cells name.
    made: SortedMap<&'static str, usize>,
}

impl Reader {
    pub fn new(kind: &'static Kind, product: Id) -> Self {
        Self { kind, product, names: SortedMap::new(), made: SortedMap::new() }
    }

    /// What was made for what cells name, in words.
    pub fn made(&self) -> Vec<String> {
        let words = |(table, number): (&&'static str, &usize)| {
            let (one, many) = match *table {
                Person::TABLE => ("person", "people"),
                table => {
                    Kind::of_any_table(table).map_or(("record", "records"), |kind| (kind.noun, kind.plural))
                }
            };
            format!("{number} {}", if *number == 1 { one } else { many })
        };
        // Labels are words, and no record of their own.
        self.made.iter().filter(|(table, _)| **table != Label::TABLE).map(words).collect()
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
            Holds::Rows(_) if *field == WAITS_FOR => self.waits(tx, id, cell, is_kept),
            Holds::Latest { word, .. } => {
                let value = read(word)?;
                let latest = computed(tx.tables(), self.product, record, field, tx.today());
                let is_so = |value: &Value| matches!(latest, Some(Computed::Word(key)) if value == key);
                Ok(value.filter(|value| !is_so(value)))
            }
            _ => Ok(read(field)?.filter(|value| record.value(field) != Some(value))),
        }
    }

    /// What a record waits for, as a cell names it; what it waited for already keeps the days between.
    fn waits(&mut self, tx: &mut Tx<'_>, id: Id, cell: &str, is_kept: bool) -> Result<Option<Value>, String> {
        let links = self.links(tx, id, &WAIT_ON, &PLANNED_TABLES, cell, is_kept)?;
        let plan = Plan::read(tx.tables(), self.product);
        let record = tx.tables().described(self.kind, id);
        let known: Vec<Fields> =
            record.map(|record| record.rows(&WAITS_FOR).into_iter().cloned().collect()).unwrap_or_default();
        let known_links = known.iter().filter_map(|row| row.get(WAIT_ON.key)?.as_str().map(str::to_owned));
        if set_of(known_links) == set_of(links.iter().cloned()) {
            return Ok(None);
        }
        let mut rows = Vec::new();
        for link in links {
            if let Some(row) = known.iter().find(|row| row.get(WAIT_ON.key).is_some_and(|on| *on == link)) {
                rows.push(Value::Object(row.clone()));
                continue;
            }
            let on = read_link(&link).map(|(_, on)| on);
            if let Some(way) = plan.as_ref().zip(on).and_then(|(plan, on)| plan.ring_with(id, on)) {
                return Err(CommandError::WaitRing(way.join(" → ")).to_string());
            }
            rows.push(json!({ "id": tx.new_id().to_string(), "on": link }));
        }
        Ok(Some(rows.into()))
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
        if matches!(field.holds, Holds::Link(_)) && *field != WAIT_ON && names.len() > 1 {
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
            let table = match tables {
                [table] if can_be_named(table) => *table,
                _ => return Err(format!("{}: nothing here is called “{name}”.", field.label)),
            };
            if is_kept {
                links.push(name);
            } else if let Some(id) = record_named(tx, table, self.product, &name) {
                *self.made.entry(table).or_default() += 1;
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
    ) -> &SortedMap<String, RecordRef> {
        let product = self.product;
        self.names.entry(field.key).or_insert_with(|| {
            let mut names = SortedMap::new();
            let all = if tables.is_empty() { open_tables() } else { tables.to_vec() };
            for table in all {
                let Some(kept) = tx.tables().any(table) else { continue };
                for id in kept.live_in(Some(product)) {
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

/// Whether a cell says what a record has in a field.
pub(super) fn is_written(tables: &Tables, record: &Described, field: &Field, cell: &str) -> bool {
    clean_text(&field_text(tables, record.values(), field)) == cell
}
