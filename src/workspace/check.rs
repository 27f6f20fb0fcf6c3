//! Whether the records fit together: what is broken, said in words, and mended the same way everywhere.

use std::cmp::Reverse;

use serde_json::Value;

use super::delta::Fields;
use super::entry::{Entry, RecordChange};
use super::registry::Tables;
use super::stamp::{Stamp, Stamps};
use super::table::AnyTable;
use super::transaction::Tx;
use super::values::forget_links;
use crate::model::kind::{Kind, is_own, is_own_link};
use crate::model::{
    Id, Item, Lens, Product, ProductKey, Record, SortedMap, SortedSet, capitalised, in_order_by, map_of,
    set_of,
};

/// Fields of which no record but their own depends: what tabs write there at the same time always fits. Any other field
/// counts as one that may not, a new one among them.
const FREE_FIELDS: [&str; 17] = [
    "title",
    "name",
    "description",
    "want",
    "benefit",
    "type",
    "estimate",
    "value",
    "effort",
    "rank",
    "criteria",
    "checklist",
    "questions",
    "comments",
    "confirmed",
    "follow_up",
    "readings",
];

/// What a product is called that had to be made again.
const RECOVERED: &str = "Recovered";

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// It belongs to a product that is nowhere.
    Ownerless(Id),
    /// It belongs to a product that lies in Trash.
    LeftBehind,
    /// A field names a record that is not there.
    Dangling {
        /// The field.
        field: &'static str,
        /// The record that is not there.
        target: Id,
    },
    /// It stands under itself.
    Cycle,
    /// Another record of the product has its number.
    SharedNumber(u32),
    /// Another product has its key.
    SharedKey(ProductKey),
    /// Its state is not in the product's workflow.
    UnknownState(String),
    /// It waits for an item that in the end waits for it.
    Ring(Id),
}

/// A problem and the record that has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The record's table.
    pub table: String,
    /// The record.
    pub id: Id,
    /// What it is called, with its kind.
    pub name: String,
    /// What is wrong.
    pub problem: Problem,
}

impl Finding {
    /// What is wrong and what mending it does, in a sentence.
    pub fn sentence(&self) -> String {
        let name = &self.name;
        match &self.problem {
            Problem::Ownerless(_) => {
                format!(
                    "{name} belongs to a product that is not there. It comes into a product “{RECOVERED}”."
                )
            }
            Problem::LeftBehind => format!("{name} belongs to a product in Trash. It goes there, too."),
            Problem::Dangling { field, .. } => {
                format!("The {field} of {name} names a record that is not there. The link is removed.")
            }
            Problem::Cycle => format!("{name} stands under itself. It moves to the top level."),
            Problem::SharedNumber(0) => format!("{name} has no number. It gets the next free one."),
            Problem::SharedNumber(number) => {
                format!("{name} has the number {number}, which is another’s. It gets the next free one.")
            }
            Problem::SharedKey(key) => {
                format!("{name} has the key {key} of another product. It gets a free one.")
            }
            Problem::UnknownState(state) => {
                format!("{name} is in the state “{state}”, which its product does not have. It becomes open.")
            }
            Problem::Ring(_) => {
                format!("{name} waits for an item that in the end waits for it. It no longer does.")
            }
        }
    }
}

/// Everything that does not fit, in the order of tables and ids.
pub fn find_problems(tables: &Tables) -> Vec<Finding> {
    let mut findings = Vec::new();
    for table in tables.all() {
        let mut report = |id: Id, problem| {
            let title: String = table.title(id).unwrap_or_default().chars().take(60).collect();
            let name = format!("{} “{title}”", capitalised(table.noun()));
            findings.push(Finding { table: table.name().to_owned(), id, name, problem });
        };
        for id in table.ids().into_iter().filter(|id| table.has_live(*id)) {
            let product = table.owner(id).filter(|product| !tables.products.any.has_live(*product));
            if let Some(product) = product {
                let is_kept = tables.products.any.has(product);
                report(id, if is_kept { Problem::LeftBehind } else { Problem::Ownerless(product) });
                continue;
            }
            for link in table.links(id) {
                if !tables.any(link.table).is_some_and(|target| target.has_live(link.id)) {
                    report(id, Problem::Dangling { field: link.field, target: link.id });
                }
            }
            if stands_under_itself(id, |id| table.parent(id)) && closed_the_ring(table, id) {
                report(id, Problem::Cycle);
            }
            if let Some((product, number)) = table.owner(id).zip(table.numbers(id).first().copied())
                && (number == 0 || earliest_holder(table, product, number) != Some(id))
            {
                report(id, Problem::SharedNumber(number));
            }
        }
    }
    let mut keys: SortedMap<&ProductKey, Id> = SortedMap::new();
    for product in tables.products.iter() {
        for key in std::iter::once(&product.key).chain(&product.former_keys) {
            if *keys.entry(key).or_insert(product.meta.id) != product.meta.id {
                findings.push(finding(product, Problem::SharedKey(key.clone())));
            }
        }
    }
    for item in tables.items.iter() {
        let product = tables.products.get(item.product);
        if product.is_some_and(|product| product.workflow.state(&item.status).is_none()) {
            findings.push(finding(item, Problem::UnknownState(item.status.clone())));
        }
    }
    let rings = rings_of_waiting(tables).into_iter().filter_map(|(id, on)| Some((tables.items.get(id)?, on)));
    findings.extend(rings.map(|(item, on)| finding(item, Problem::Ring(on))));
    findings
}

/// Whether what another tab did may no longer fit together with what was done here.
pub fn may_unfit(entry: &Entry) -> bool {
    let is_free = |table: &str, field: &str| {
        let described = Kind::of_table(table).and_then(|kind| kind.field(field));
        let is_free_own = is_own(field) && !is_own_link(field);
        is_free_own || FREE_FIELDS.contains(&field) || described.is_some_and(|field| !field.is_link())
    };
    entry.changes.iter().any(|change| match change {
        RecordChange::Edited { table, fields, .. } => !fields.keys().all(|field| is_free(table, field)),
        _ => true,
    })
}

/// The links by which items wait for each other in a ring: of each ring the one made last, as the item and what it waits for.
fn rings_of_waiting(tables: &Tables) -> Vec<(Id, Id)> {
    let there = |id: &&Id| tables.items.get(**id).is_some();
    let items = tables.items.iter();
    let waits = items.map(|item| (item.meta.id, set_of(item.blocked_by.iter().filter(there).copied())));
    let mut waits = map_of(waits.filter(|(_, on)| !on.is_empty()));
    // Whatever waits for nothing that waits is in no ring, and then whatever waits for that alone.
    let mut waited_for: SortedMap<Id, Vec<Id>> = SortedMap::new();
    for (id, on) in &waits {
        for on in on {
            waited_for.entry(*on).or_default().push(*id);
        }
    }
    let mut free: Vec<Id> = waited_for.keys().filter(|id| !waits.contains_key(id)).copied().collect();
    while let Some(id) = free.pop() {
        for waiter in waited_for.get(&id).into_iter().flatten() {
            if let Some(on) = waits.get_mut(waiter) {
                on.remove(&id);
                if on.is_empty() {
                    waits.remove(waiter);
                    free.push(*waiter);
                }
            }
        }
    }
    let made =
        |id: Id, on: Id| tables.items.any.stamps(id).map(|stamps| stamps.of(&format!("blocked_by/{on}")));
    let links: Vec<_> =
        waits.iter().flat_map(|(id, on)| on.iter().map(|on| (made(*id, *on), *id, *on))).collect();
    // In the order they were made: a link that closes a ring with those before it gives way.
    let mut kept: SortedMap<Id, Vec<Id>> = SortedMap::new();
    let mut closing = Vec::new();
    for (_, id, on) in in_order_by(links, Ord::cmp) {
        if leads_to(&kept, on, id) {
            closing.push((id, on));
        } else {
            kept.entry(id).or_default().push(on);
        }
    }
    closing
}

/// Whether links lead from one to another.
fn leads_to(links: &SortedMap<Id, Vec<Id>>, from: Id, to: Id) -> bool {
    let mut seen = set_of([from]);
    let mut next = vec![from];
    while let Some(id) = next.pop() {
        if id == to {
            return true;
        }
        next.extend(links.get(&id).into_iter().flatten().filter(|id| seen.insert(**id)));
    }
    false
}

/// Which of the records that have this number now has had it longest.
fn earliest_holder(table: &AnyTable, product: Id, number: u32) -> Option<Id> {
    let holders = table.holders(product, number).filter(|(is_former, _)| !is_former);
    holders.map(|(_, id)| id).min_by_key(|id| (table.stamps(*id).map(Stamps::base), *id))
}

fn finding<T: Record>(record: &T, problem: Problem) -> Finding {
    let title: String = record.name().chars().take(60).collect();
    let name = format!("{} “{title}”", capitalised(T::NOUN));
    Finding { table: T::TABLE.to_owned(), id: record.meta().id, name, problem }
}

/// Whether following `parent` from a record leads back to it.
pub fn stands_under_itself(id: Id, parent: impl Fn(Id) -> Option<Id>) -> bool {
    let mut seen = SortedSet::new();
    let mut above = parent(id);
    while let Some(next) = above {
        if next == id {
            return true;
        }
        if !seen.insert(next) {
            return false;
        }
        above = parent(next);
    }
    false
}

/// Mends everything that does not fit, and says in sentences what that was.
pub fn mend_all(tx: &mut Tx<'_>) -> Vec<String> {
    let mut sentences = Vec::new();
    // Mending one thing can uncover another: a product that is made again has none of the states of its items.
    for _ in 0..4 {
        let findings = find_problems(tx.tables());
        if findings.is_empty() {
            break;
        }
        sentences.extend(findings.iter().map(Finding::sentence));
        mend(tx, &findings);
    }
    sentences
}

/// Whether no record of its ring was given its parent later: the last move is the one that gives way.
fn closed_the_ring(table: &AnyTable, id: Id) -> bool {
    let moved = |id: Id| (table.stamps(id).map(|stamps| stamps.of("parent")), Reverse(id));
    let ring = std::iter::successors(table.parent(id), |at| table.parent(*at)).take_while(|at| *at != id);
    ring.map(moved).all(|other| other < moved(id))
}

/// Mends what [`find_problems`] found.
fn mend(tx: &mut Tx<'_>, findings: &[Finding]) {
    for finding in findings {
        let (table, id) = (finding.table.as_str(), finding.id);
        match &finding.problem {
            Problem::Ownerless(product) => recover_product(tx, *product),
            Problem::LeftBehind => tx.follow_owner(table, id),
            Problem::Dangling { field, target } => {
                tx.change(table, id, |fields| forget(fields, field, *target));
            }
            Problem::Cycle => {
                tx.change(table, id, |fields| drop(fields.remove("parent")));
            }
            Problem::SharedNumber(number) => {
                let Some(product) = tx.tables().any(table).and_then(|table| table.owner(id)) else {
                    continue;
                };
                let next = tx.take_number(table, product);
                tx.change(table, id, |fields| {
                    fields.insert("number".into(), next.into());
                    if *number > 0
                        && let Value::Array(former) =
                            fields.entry("former_numbers").or_insert(Value::Array(Vec::new()))
                    {
                        former.push((*number).into());
                    }
                });
            }
            Problem::SharedKey(key) => {
                let name = tx.get::<Product>(id).map(|product| product.name.clone()).unwrap_or_default();
                if let Some(free) = free_key(tx, &name) {
                    tx.edit(id, |product: &mut Product| {
                        product.former_keys.retain(|former| former != key);
                        if product.key == *key {
                            product.key = free;
                        }
                    });
                }
            }
            Problem::Ring(on) => {
                tx.edit(id, |item: &mut Item| {
                    item.blocked_by.remove(on);
                });
            }
            Problem::UnknownState(_) => {
                let product = tx.get::<Item>(id).and_then(|item| tx.get::<Product>(item.product).cloned());
                if let Some(product) = product {
                    let open = product.workflow.first_open().to_owned();
                    tx.edit(id, |item: &mut Item| item.status = open);
                }
            }
        }
    }
}

/// Makes a product that is nowhere again, for what belongs to it. Whatever a file knows of it is newer, and where another
/// tab ends the product that went, this one goes on.
fn recover_product(tx: &mut Tx<'_>, id: Id) {
    if tx.tables().products.any.has(id) {
        return;
    }
    let Some(key) = free_key(tx, RECOVERED) else { return };
    let product = Product::new(id, tx.now(), RECOVERED.into(), key, Lens::default());
    let text = serde_json::to_string(&product).unwrap_or_default();
    if let Ok(fields) = serde_json::from_str::<Fields>(&text) {
        let oldest = Stamp { clock: 0, tab: tx.tab() };
        // What was just made from a product is one.
        let _ = tx.adopt(Product::TABLE, id, &fields, Stamps::made_again(oldest));
    }
}

fn free_key(tx: &Tx<'_>, name: &str) -> Option<ProductKey> {
    let is_taken = |key: &ProductKey| tx.tables().products.iter().any(|product| product.answers_to(key));
    ProductKey::propose(name, is_taken).or_else(|| ProductKey::propose("Product", is_taken))
}

/// Takes a link out of a record; those of described kinds name the table, too.
fn forget(fields: &mut Fields, field: &str, id: Id) {
    let target = Value::from(id.to_string());
    match fields.get_mut(field) {
        Some(Value::Array(elements)) => elements.retain(|element| *element != target),
        Some(value) if *value == target => drop(fields.remove(field)),
        _ => {}
    }
    forget_links(fields, id);
}

#[cfg(test)]
mod tests {
    use schemars::SchemaGenerator;

    use super::*;
    use crate::workspace::record_schemas;

    #[test]
    fn no_field_that_names_a_record_is_free() {
        let mut generator = SchemaGenerator::default();
        let kinds = record_schemas(&mut generator).len();
        let definitions = generator.take_definitions(true);
        let mut links = SortedSet::new();
        for kind in definitions.values() {
            for (field, schema) in kind["properties"].as_object().into_iter().flatten() {
                if schema.to_string().contains("/Id\"") {
                    links.insert(field.clone());
                }
            }
        }
        assert!(kinds > 0 && links.contains("other_goals") && links.contains("focus"), "{links:?}");
        let more = ["key", "former_keys", "number", "former_numbers", "status", "workflow", "deleted_at"];
        for field in links.iter().map(String::as_str).chain(more) {
            assert!(!FREE_FIELDS.contains(&field), "{field} can stop fitting together");
        }
    }
}
