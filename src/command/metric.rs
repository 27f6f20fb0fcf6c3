//! Metrics and their readings.

use serde_json::Value;

use super::CommandError;
use crate::format::read_readings;
use crate::model::{
    Day, Id, Metric, Product, Reading, Record, RecordRef, format_measure, parse_measure, read_link,
};
use crate::workspace::{Tx, stands_under_itself};

/// A value as it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The day it speaks of.
    pub on: Day,
    /// The value with its unit.
    pub value: String,
    /// What stood there for that day.
    pub replaced: Option<String>,
}

/// Says where a metric is to be, or was to begin with, in its unit; empty for nowhere in particular.
pub fn set_metric_value(tx: &mut Tx<'_>, id: Id, is_target: bool, written: &str) -> Result<(), CommandError> {
    let unit = tx.get::<Metric>(id).map(|metric| metric.unit.clone()).unwrap_or_default();
    let value = if written.trim().is_empty() { None } else { Some(parse_measure(written, &unit)?) };
    tx.edit(id, |metric: &mut Metric| {
        *(if is_target { &mut metric.target } else { &mut metric.baseline }) = value;
    });
    Ok(())
}

/// Makes a metric the one that everything is to move in the end, or none.
pub fn set_north_star(tx: &mut Tx<'_>, product: Id, metric: Option<Id>) {
    tx.edit(product, |product: &mut Product| product.north_star = metric);
}

/// Refuses a metric that would in the end drive itself.
pub(super) fn check_parent(tx: &Tx<'_>, record: RecordRef, value: &Value) -> Result<(), CommandError> {
    let parent = value.as_str().and_then(read_link).map(|(_, id)| id);
    let above = |id: Id| if id == record.id { parent } else { tx.get::<Metric>(id).and_then(|it| it.parent) };
    if record.table == Metric::TABLE && (parent == Some(record.id) || stands_under_itself(record.id, above)) {
        return Err(CommandError::MetricRing);
    }
    Ok(())
}

/// Writes down a reading; one of the same day is replaced.
pub fn add_reading(tx: &mut Tx<'_>, id: Id, value: &str, on: &str) -> Result<Noted, CommandError> {
    let known = tx.get::<Metric>(id).ok_or(CommandError::Missing(Metric::NOUN))?;
    let (unit, form) = (known.unit.clone(), known.form);
    let (value, counts) = form.read(value, &unit)?;
    let on = past_day(tx, on)?;
    let replaced = known.readings.iter().find(|it| it.on == on).map(|it| format_measure(it.value, &unit));
    let reading = Reading { id: tx.new_id(), at: tx.now(), on, value, counts };
    tx.edit(id, |metric: &mut Metric| {
        metric.readings.retain(|it| it.on != on);
        metric.readings.push(reading);
    });
    Ok(Noted { on, value: format_measure(value, &unit), replaced })
}

/// Takes a reading out of a metric.
pub fn remove_reading(tx: &mut Tx<'_>, metric: Id, reading: Id) {
    tx.edit(metric, |metric: &mut Metric| metric.readings.retain(|it| it.id != reading));
}

/// What came of pasting readings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastedReadings {
    /// How many came in.
    pub added: usize,
    /// How many of them in place of one of the same day.
    pub replaced: usize,
    /// The lines that cannot be read, from 1, and why.
    pub unread: Vec<(usize, String)>,
}

/// Writes down a reading a line; lines that cannot be read are left out and named.
pub fn paste_readings(tx: &mut Tx<'_>, id: Id, text: &str) -> Result<PastedReadings, CommandError> {
    let mut pasted = PastedReadings::default();
    for (line, read) in read_readings(text) {
        let noted =
            read.and_then(|(on, value)| add_reading(tx, id, &value, &on).map_err(|it| it.to_string()));
        match noted {
            Ok(noted) => {
                pasted.added += 1;
                pasted.replaced += usize::from(noted.replaced.is_some());
            }
            Err(reason) => pasted.unread.push((line, reason)),
        }
    }
    if pasted.added == 0 {
        let first = pasted.unread.first().map(|(line, reason)| format!(" Line {line}: {reason}."));
        return Err(CommandError::NoReadings(first.unwrap_or_default()));
    }
    Ok(pasted)
}

/// Reads a day that may be left open.
pub(super) fn optional_day(text: &str) -> Result<Option<Day>, CommandError> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { Ok(Some(text.parse()?)) }
}

/// Reads a day that has been, today where it is left open.
pub(super) fn past_day(tx: &Tx<'_>, text: &str) -> Result<Day, CommandError> {
    match optional_day(text)? {
        Some(day) if day > tx.today() => Err(CommandError::Future(day)),
        day => Ok(day.unwrap_or(tx.today())),
    }
}
