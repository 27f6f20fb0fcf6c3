//! What a person does with a record of any kind on the line.

use serde_json::Value;

use super::CommandError;
use super::described::check_fixed;
use super::described::own_field::check_change;
use super::order::ranks_at;
use super::strategy::add_goal;
use super::{
    Destination, Draft, add_described, add_initiative, add_item, described_named, label_named, person_named,
};
use crate::model::kind::{self, EXPERIMENTS, FIELDS, Kind};
use crate::model::{
    Goal, Horizon, Id, Initiative, Item, ItemType, Label, Person, Record, RecordRef, clean_line, clean_text,
};
use crate::workspace::{Tables, Tx};

/// The field that is the name of a table's records.
fn name_field(table: &str) -> &'static str {
    if table == Item::TABLE { "title" } else { "name" }
}

/// Gives a record another name; a name is needed for all but items.
pub fn rename(tx: &mut Tx<'_>, record: RecordRef, name: &str) -> Result<(), CommandError> {
    let name = clean_line(name);
    if name.is_empty() && record.table != Item::TABLE {
        let noun = tx.tables().any(record.table).map_or("record", |table| table.noun());
        return Err(CommandError::NoName(noun));
    }
    let name = Value::from(name);
    check_fixed(tx, record, EXPERIMENTS.name())?;
    if record.table == FIELDS.table {
        check_change(tx, record.id, name_field(record.table), &name)?;
    }
    tx.change(record.table, record.id, |fields| {
        fields.insert(name_field(record.table).into(), name);
    });
    Ok(())
}

/// Says more about a record.
pub fn describe(tx: &mut Tx<'_>, record: RecordRef, text: &str) {
    let text = clean_text(text);
    tx.change(record.table, record.id, |fields| {
        fields.insert("description".into(), text.into());
    });
}

/// What is said about a record.
pub fn description(tables: &Tables, record: RecordRef) -> Option<String> {
    let id = record.id;
    Some(match record.table {
        Item::TABLE => tables.items.get(id)?.description.clone(),
        table => tables.any(table)?.described(id)?.words(&kind::DESCRIPTION).to_owned(),
    })
}

/// Makes a record of a table with a name and nothing else, after the others of its product; an item is an epic.
pub fn add_named(tx: &mut Tx<'_>, table: &str, product: Id, name: &str) -> Result<Id, CommandError> {
    match table {
        Goal::TABLE => add_goal(tx, product, name),
        Initiative::TABLE => add_initiative(tx, product, name, Horizon::Later),
        _ if Kind::of_any_table(table).is_some() => add_described(tx, table, product, name),
        _ => {
            let draft = Draft { title: name.to_owned(), kind: ItemType::Epic, ..Draft::default() };
            add_item(tx, product, draft, Destination::Top)
        }
    }
}

/// Whether a record of a table can be made of a name alone, where something is to name it.
pub fn can_be_named(table: &str) -> bool {
    [Person::TABLE, Label::TABLE, Goal::TABLE].contains(&table)
        || Kind::of_table(table).is_some_and(|kind| kind.letter.is_empty())
}

/// The record of a table with this name, made where there is none; none of a table where a name is not enough.
pub fn record_named(tx: &mut Tx<'_>, table: &str, product: Id, name: &str) -> Option<Id> {
    match table {
        Person::TABLE => person_named(tx, name),
        Label::TABLE => label_named(tx, name),
        Goal::TABLE => add_goal(tx, product, name).ok(),
        _ if can_be_named(table) => described_named(tx, Kind::of_table(table)?, product, name),
        _ => None,
    }
}

/// Moves a record in its list by so many places, and says whether it moved.
pub fn step_in_order(tx: &mut Tx<'_>, record: RecordRef, by: isize) -> bool {
    let RecordRef { table, id } = record;
    let Some(own) = tx.tables().any(table) else { return false };
    let Some((scope, _)) = own.place(id) else { return false };
    let order: Vec<Id> = own.in_order(scope).collect();
    let Some(at) = order.iter().position(|it| *it == id) else { return false };
    let to = at.saturating_add_signed(by).min(order.len() - 1);
    if to == at {
        return false;
    }
    let rest: Vec<Id> = order.into_iter().filter(|it| *it != id).collect();
    for (id, rank) in ranks_at(tx, table, &rest, to, &[id]) {
        tx.change(table, id, |fields| {
            fields.insert("rank".into(), rank.to_string().into());
        });
    }
    true
}
