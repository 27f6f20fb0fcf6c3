//! Bringing back what was: records as they were at a moment of the past.

use serde_json::Value;

use super::CommandError;
use crate::model::Id;
use crate::workspace::{Difference, Fields, Tx, mend_all};

/// Has records be what they were. Those that were not there go into Trash, and numbers given out stay given out.
pub fn restore_past(tx: &mut Tx<'_>, differences: &[Difference]) -> Result<(), CommandError> {
    for difference in differences {
        put_back(tx, difference)?;
    }
    // What they hung on may have gone since, and their key been taken.
    mend_all(tx);
    Ok(())
}

/// Has one record be what it was, and hangs on it again what hung on it then and hangs on nothing now.
pub fn restore_record(tx: &mut Tx<'_>, record: Id, differences: &[Difference]) -> Result<(), CommandError> {
    let (of_it, others): (Vec<_>, Vec<_>) = differences.iter().partition(|it| it.id == record);
    for difference in of_it {
        put_back(tx, difference)?;
    }
    let name = record.to_string();
    for Difference { table, id, then, .. } in others {
        let Some(mut fields) = tx.tables().any(table).and_then(|table| table.fields(*id)) else { continue };
        let hung = then.iter().flatten().filter(|(_, value)| value.as_str() == Some(&name));
        let lost = hung.filter(|(field, _)| !fields.contains_key(*field));
        let lost: Vec<(String, Value)> = lost.map(|(field, value)| (field.clone(), value.clone())).collect();
        if !lost.is_empty() {
            fields.extend(lost);
            put(tx, table, *id, &fields)?;
        }
    }
    mend_all(tx);
    Ok(())
}

fn put_back(tx: &mut Tx<'_>, Difference { table, id, then, .. }: &Difference) -> Result<(), CommandError> {
    match then {
        Some(fields) => put(tx, table, *id, fields),
        None => {
            tx.trash_with_owner(table, &[*id]);
            Ok(())
        }
    }
}

fn put(tx: &mut Tx<'_>, table: &str, id: Id, fields: &Fields) -> Result<(), CommandError> {
    tx.put(table, id, fields).map_err(|_| CommandError::Missing("record"))
}
