//! Bringing back what was: records as they were at a moment of the past.

use super::CommandError;
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
