//! Rituals: begun, finished with a note, left out or put off; and what a person does not want to be asked for.

use serde_json::Value;

use super::CommandError;
use super::described::{add_described, set_field};
use crate::analysis::{Ritual, running_ritual};
use crate::model::kind::{
    PUT_OFF, PUT_OFF_UNTIL, PUT_OFF_WHAT, RITUAL, RITUAL_DONE, RITUAL_FINISHED, RITUAL_LATER, RITUAL_LEFT,
    RITUAL_NOTE, RITUAL_ON, RITUAL_RUNS, RITUAL_SKIPPED, RITUAL_STATE, RITUAL_UNTIL, RITUALS,
};
use crate::model::{Day, Id, Product, RecordRef};
use crate::workspace::{Described, Tx};

/// So many things a person has in mind at once.
const FOCUS_MOST: usize = 3;

fn written(day: Day) -> Value {
    day.to_string().into()
}

fn add_run(tx: &mut Tx<'_>, product: Id, key: &str, state: &str) -> Result<RecordRef, CommandError> {
    let ritual = Ritual::of(key).ok_or(CommandError::Missing(RITUALS.noun))?;
    let id = add_described(tx, RITUALS.table, product, ritual.name())?;
    let run = RecordRef { table: RITUALS.table, id };
    let today = tx.today();
    set_field(tx, run, &RITUAL, Some(key.into()))?;
    set_field(tx, run, &RITUAL_ON, Some(written(today)))?;
    set_field(tx, run, &RITUAL_STATE, Some(state.into()))?;
    Ok(run)
}

/// Begins a ritual, or takes up the one of today that was left. One that goes on is finished or left first.
pub fn begin_ritual(tx: &mut Tx<'_>, product: Id, key: &str) -> Result<Id, CommandError> {
    if let Some((ritual, _)) = running_ritual(tx.tables(), product) {
        return Err(CommandError::RitualRuns(ritual.name()));
    }
    let today = tx.today();
    let is_left = |it: &&Described| {
        it.words(&RITUAL) == key
            && it.words(&RITUAL_STATE) == RITUAL_LEFT
            && it.day(&RITUAL_ON) == Some(today)
    };
    let left = tx.tables().described_of(&RITUALS, product).into_iter().rfind(is_left);
    if let Some(id) = left.map(|it| it.meta.id) {
        set_field(tx, RecordRef { table: RITUALS.table, id }, &RITUAL_STATE, Some(RITUAL_RUNS.into()))?;
        return Ok(id);
    }
    Ok(add_run(tx, product, key, RITUAL_RUNS)?.id)
}

/// Leaves a ritual out for now, or until a day.
pub fn skip_ritual(tx: &mut Tx<'_>, product: Id, key: &str, until: Option<Day>) -> Result<(), CommandError> {
    let run = add_run(tx, product, key, if until.is_some() { RITUAL_LATER } else { RITUAL_SKIPPED })?;
    set_field(tx, run, &RITUAL_UNTIL, until.map(written))
}

/// Leaves a run on its way.
pub fn leave_ritual(tx: &mut Tx<'_>, run: Id) -> Result<(), CommandError> {
    set_field(tx, RecordRef { table: RITUALS.table, id: run }, &RITUAL_STATE, Some(RITUAL_LEFT.into()))
}

/// Ends a run with what came of it.
pub fn finish_ritual(tx: &mut Tx<'_>, run: Id, note: &str) -> Result<(), CommandError> {
    let run = RecordRef { table: RITUALS.table, id: run };
    let today = tx.today();
    set_field(tx, run, &RITUAL_STATE, Some(RITUAL_DONE.into()))?;
    set_field(tx, run, &RITUAL_FINISHED, Some(written(today)))?;
    set_field(tx, run, &RITUAL_NOTE, Some(note.trim().into()))
}

/// Has Today not ask for something until a day, or for good.
pub fn put_off(
    tx: &mut Tx<'_>,
    product: Id,
    what: &str,
    name: &str,
    until: Option<Day>,
) -> Result<(), CommandError> {
    let known = tx.tables().described_of(&PUT_OFF, product).into_iter();
    let known = known.filter(|it| it.words(&PUT_OFF_WHAT) == what).map(|it| it.meta.id).next();
    let id = match known {
        Some(id) => id,
        None => add_described(tx, PUT_OFF.table, product, name)?,
    };
    let record = RecordRef { table: PUT_OFF.table, id };
    set_field(tx, record, &PUT_OFF_WHAT, Some(what.into()))?;
    set_field(tx, record, &PUT_OFF_UNTIL, until.map(written))
}

/// Puts an item among the few that matter today, or takes it out; the one chosen first makes room.
pub fn toggle_focus(tx: &mut Tx<'_>, product: Id, item: Id) {
    let now = tx.now();
    tx.edit(product, |product: &mut Product| {
        if product.focus.contains(&item) {
            product.focus.retain(|it| *it != item);
        } else {
            product.focus.push(item);
            let surplus = product.focus.len().saturating_sub(FOCUS_MOST);
            product.focus.drain(..surplus);
            product.focus_at = Some(now);
        }
    });
}
