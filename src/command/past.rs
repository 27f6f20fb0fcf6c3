//! Bringing back what was: records as they were at a moment of the past.

use serde_json::Value;

use super::CommandError;
use crate::model::Id;
use crate::workspace::{Difference, Tx, mend_all};

/// Has records be what they were. Those that were not there go into Trash, and numbers given out stay given out.
pub fn restore_past(tx: &mut Tx<'_>, differences: &[Difference]) -> Result<(), CommandError> {
    for Difference { table, id, then, .. } in differences {
        match then {
            Some(fields) => tx.put(table, *id, fields).map_err(|_| CommandError::Missing("record"))?,
            None => tx.trash_with_owner(table, &[*id]),
        }
    }
    // What they hung on may have gone since, and their key been taken.
    mend_all(tx);
    Ok(())
}

/// Has one record be what it was, and hangs on it again what hung on it then and hangs on nothing now.
pub fn restore_record(tx: &mut Tx<'_>, record: Id, differences: &[Difference]) -> Result<(), CommandError> {
    let (of_it, others): (Vec<_>, Vec<_>) = differences.iter().cloned().partition(|it| it.id == record);
    restore_past(tx, &of_it)?;
    let name = record.to_string();
    for Difference { table, id, then, .. } in others {
        let Some(mut fields) = tx.tables().any(&table).and_then(|table| table.fields(id)) else { continue };
        let then = then.unwrap_or_default();
        let hung = then.into_iter().filter(|(_, value)| value.as_str() == Some(&name));
        let lost: Vec<(String, Value)> = hung.filter(|(field, _)| !fields.contains_key(field)).collect();
        if !lost.is_empty() {
            fields.extend(lost);
            tx.put(&table, id, &fields).map_err(|_| CommandError::Missing("record"))?;
        }
    }
    mend_all(tx);
    Ok(())
}
