//! Fields of a person's own: made, kept apart by their names, and their values with them.

use serde_json::Value;

use super::{add_row, make, set, set_field};
use crate::analysis::records_with;
use crate::command::CommandError;
use crate::format::{is_item_heading, split_list};
use crate::model::kind::{
    FIELDS, Field, Kind, OWN_CHOICE, OWN_CHOICES, OWN_HOLDS, OWN_OF, OWN_UNIT, SCORING, own_field,
};
use crate::model::{Id, RecordRef, clean_line, fold};
use crate::workspace::{EVERYWHERE, Tx};

/// Adds a field to the records of a table. `holds` is a word of [`OWN_HOLDS`]; `more` is the unit of a number or the
/// choices of a choice, between commas.
pub fn add_own_field(
    tx: &mut Tx<'_>,
    table: &str,
    name: &str,
    holds: &str,
    more: &str,
) -> Result<&'static Field, CommandError> {
    check_name(tx, table, name, None)?;
    // A field of the workspace: no product owns it.
    let id = make(tx, &FIELDS, EVERYWHERE, name)?;
    let record = RecordRef { table: FIELDS.table, id };
    set_field(tx, record, &OWN_OF, Some(table.into()))?;
    set_field(tx, record, &OWN_HOLDS, Some(holds.into()))?;
    match holds {
        "choice" => {
            for choice in split_list(more).iter().map(|choice| clean_line(choice)) {
                if !choice.is_empty() {
                    add_row(tx, record, &[], &OWN_CHOICES, None, &[(&OWN_CHOICE, choice.into())])?;
                }
            }
        }
        "number" => set_field(tx, record, &OWN_UNIT, OWN_UNIT.read(more)?)?,
        _ => {}
    }
    let made = tx.tables().described(&FIELDS, id).and_then(|made| own_field(made.fields()));
    made.map(|(_, field)| field).ok_or(CommandError::Missing(FIELDS.noun))
}

/// Whether a field can be called so: no other of its records is. `but` is the field that is renamed.
pub(in crate::command) fn check_name(
    tx: &Tx<'_>,
    table: &str,
    name: &str,
    but: Option<Id>,
) -> Result<(), CommandError> {
    let folded = fold(name.trim());
    let is_it = |label: &str| fold(label) == folded;
    let is_built = match Kind::of_table(table) {
        Some(kind) => kind.all_fields().into_iter().any(|field| is_it(field.label)),
        None => is_item_heading(name),
    };
    // What things are scored by is a field of theirs as well.
    let own = tx.tables().own_fields().of(table);
    let is_built = is_built || own.into_iter().any(|field| SCORING.contains(&field) && is_it(field.label));
    let fields = tx.tables().described_of(&FIELDS, EVERYWHERE).into_iter();
    let mut others = fields.filter(|other| Some(other.meta.id) != but && other.words(&OWN_OF) == table);
    if is_built || others.any(|other| is_it(other.name())) {
        return Err(CommandError::TakenField(clean_line(name)));
    }
    Ok(())
}

/// Whether what describes a field can change so: its name is its own, and what it holds and of what it is stays once
/// there are values.
pub(in crate::command) fn check_change(
    tx: &Tx<'_>,
    id: Id,
    key: &str,
    value: &Value,
) -> Result<(), CommandError> {
    let Some(field) = tx.tables().described(&FIELDS, id) else { return Ok(()) };
    let word = value.as_str().unwrap_or_default();
    if key == FIELDS.name().key {
        return check_name(tx, field.words(&OWN_OF), word, Some(id));
    }
    let fixed = [&OWN_OF, &OWN_HOLDS].into_iter().find(|it| it.key == key && field.words(it) != word);
    let with = fixed.map_or(0, |_| records_with(tx.tables(), field, None).len());
    if with > 0 {
        return Err(CommandError::FieldInUse(with));
    }
    match fixed {
        Some(fixed) if *fixed == OWN_OF => check_name(tx, word, field.name(), Some(id)),
        _ => Ok(()),
    }
}

/// Takes a choice that goes out of the records that have it.
pub(in crate::command) fn forget_choice(tx: &mut Tx<'_>, id: Id, choice: Id) {
    let Some(field) = tx.tables().described(&FIELDS, id) else { return };
    let Some((_, own)) = own_field(field.fields()) else { return };
    for record in records_with(tx.tables(), field, Some(choice)) {
        tx.change(record.table, record.id, |fields| set(fields, own, None));
    }
}
