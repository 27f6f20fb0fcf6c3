//! Taking things back out of Trash.

use super::CommandError;
use crate::model::{Id, Product, Record};
use crate::workspace::{Entry, Tx, mend_all, relink};

/// Takes a record out of Trash; a product brings along what was deleted with it. `deletion` is the transaction that put it
/// there, where it is still known: the links it cut come back as far as nothing has changed them since.
pub fn restore_trashed(
    tx: &mut Tx<'_>,
    table: &str,
    id: Id,
    deletion: Option<&Entry>,
) -> Result<(), CommandError> {
    let Some(at) = tx.tables().any(table).and_then(|own| own.deleted_at(id)) else {
        let noun = tx.tables().any(table).map_or("record", |own| own.noun());
        return Err(CommandError::Missing(noun));
    };
    let mut back = vec![(table.to_owned(), id)];
    if table == Product::TABLE {
        for other in tx.tables().all() {
            let went_along = |it: &Id| other.owner(*it) == Some(id) && other.deleted_at(*it) == Some(at);
            back.extend(other.ids().into_iter().filter(went_along).map(|it| (other.name().to_owned(), it)));
        }
    }
    for (table, id) in back {
        tx.take_back(&table, id);
    }
    if let Some(deletion) = deletion {
        relink(tx, deletion, id);
    }
    // What it hung on may have gone meanwhile, and its key been taken.
    mend_all(tx);
    Ok(())
}
