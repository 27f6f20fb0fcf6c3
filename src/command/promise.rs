//! Promising a day: what the forecast said of it is kept with it.

use serde_json::Value;

use super::CommandError;
use super::described::{add_described, set_field, set_link};
use crate::model::kind::{ABOUT, PROMISE_ODDS, PROMISED_FOR, PROMISES};
use crate::model::{Day, Id, RecordRef};
use crate::workspace::Tx;

/// Keeps that a day was told, today, with so many per cent; about what is promised, where that is a record.
pub fn promise(
    tx: &mut Tx<'_>,
    product: Id,
    name: &str,
    (day, odds): (Day, u32),
    about: Option<RecordRef>,
) -> Result<Id, CommandError> {
    let id = add_described(tx, PROMISES.table, product, name)?;
    let record = RecordRef { table: PROMISES.table, id };
    set_field(tx, record, &PROMISED_FOR, Some(Value::from(day.to_string())))?;
    set_field(tx, record, &PROMISE_ODDS, Some(odds.into()))?;
    if let Some(about) = about {
        set_link(tx, record, &ABOUT, about, true)?;
    }
    Ok(id)
}
