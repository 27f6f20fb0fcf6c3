//! Taking things back out of Trash.

use std::sync::Arc;

use super::CommandError;
use crate::model::{Id, set_of};
use crate::workspace::{Entry, Tx, mend_all, relink};

/// Takes records out of Trash; a product brings along what was deleted with it. `deletions` are the transactions that put
/// them there, where they are still known: the links they cut come back as far as nothing has changed them since.
pub fn restore_trashed(
    tx: &mut Tx<'_>,
    records: &[(String, Id)],
    deletions: &[Arc<Entry>],
) -> Result<(), CommandError> {
    for (table, id) in records {
        let own = tx.tables().any(table);
        if own.and_then(|own| own.deleted_at(*id)).is_none() {
            return Err(CommandError::Missing(own.map_or("record", |own| own.noun())));
        }
        tx.take_back(table, *id);
    }
    let back = set_of(records.iter().map(|(_, id)| *id));
    for deletion in deletions {
        relink(tx, deletion, &back);
    }
    // What they hung on may have gone meanwhile, and their key been taken.
    mend_all(tx);
    Ok(())
}
