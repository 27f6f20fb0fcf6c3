//! What hangs on a field that a person added: the records that have a value in it.

use crate::model::kind::own_field;
use crate::model::{Id, RecordRef};
use crate::workspace::{Described, Tables};

/// The records, those in Trash apart, with a value in the field that a record describes; with a choice, those that have it.
pub fn records_with(tables: &Tables, of: &Described, choice: Option<Id>) -> Vec<RecordRef> {
    let Some((table, field)) = own_field(of.fields()) else { return Vec::new() };
    let Some(kept) = tables.any(table) else { return Vec::new() };
    let wanted = choice.map(|choice| choice.to_string());
    let has = |id: &Id| {
        let value = kept.values(*id).and_then(|values| values.value(field));
        value.is_some_and(|value| wanted.as_ref().is_none_or(|wanted| value.as_str() == Some(wanted)))
    };
    kept.ids().into_iter().filter(has).map(|id| RecordRef { table, id }).collect()
}
