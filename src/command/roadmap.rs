//! Initiatives on the roadmap: made in a column, and moved among them.

use super::CommandError;
use super::described::make;
use super::order::{Destination, ranks_at};
use crate::model::kind::INITIATIVES;
use crate::model::{Confidence, Horizon, Id, Initiative, Record};
use crate::workspace::Tx;

/// Makes an initiative at the end of a column.
pub fn add_initiative(
    tx: &mut Tx<'_>,
    product: Id,
    name: &str,
    horizon: Horizon,
) -> Result<Id, CommandError> {
    let id = make(tx, &INITIATIVES, product, name)?;
    // A person says otherwise where it is not so.
    tx.edit(id, |it: &mut Initiative| (it.horizon, it.confidence) = (horizon, Confidence::usual(horizon)));
    Ok(id)
}

/// Moves an initiative to a place in a column, or where none is named to where its place among all is there; nothing but
/// column and place changes.
pub fn move_initiative(tx: &mut Tx<'_>, id: Id, horizon: Horizon, to: Option<Destination>) -> bool {
    let Some(initiative) = tx.get::<Initiative>(id) else { return false };
    let Some(to) = to else {
        tx.edit(id, |initiative: &mut Initiative| initiative.horizon = horizon);
        return true;
    };
    let table = &tx.tables().initiatives;
    let in_column = |other: &Id| table.get(*other).is_some_and(|it| it.horizon == horizon);
    let column: Vec<Id> = table.in_order(initiative.product).filter(in_column).collect();
    let own = column.iter().position(|other| *other == id);
    let column: Vec<Id> = column.into_iter().filter(|other| *other != id).collect();
    let place_of = |anchor: Id| column.iter().position(|it| *it == anchor);
    let at = match to {
        Destination::Top => 0,
        Destination::Bottom => column.len(),
        Destination::Before(anchor) => place_of(anchor).unwrap_or(column.len()),
        Destination::After(anchor) => place_of(anchor).map_or(column.len(), |place| place + 1),
    };
    if own == Some(at) {
        return false;
    }
    let ranks = ranks_at(tx, Initiative::TABLE, &column, at, &[id]);
    tx.edit(id, |initiative: &mut Initiative| initiative.horizon = horizon);
    for (id, rank) in ranks {
        tx.edit(id, |initiative: &mut Initiative| initiative.rank = rank);
    }
    true
}
