//! Initiatives and releases.

use serde_json::Value;

use super::CommandError;
use super::described::make;
use super::described::outcome_check::set_check_days;
use super::described::plan::keep_month;
use super::metric::optional_day;
use super::order::{Destination, ranks_at};
use crate::model::kind::{Field, INITIATIVES, RELEASE_STATE, RELEASED, WENT_OUT};
use crate::model::{
    Confidence, Day, Horizon, Id, Initiative, Item, Product, Record, RecordRef, Release, ReleaseState,
};
use crate::workspace::{Tables, Tx};

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

/// How many items a release would leave open that goes out by a value of a field; none where it is out, or stays.
pub fn items_left(tables: &Tables, record: RecordRef, field: &Field, value: Option<&Value>) -> usize {
    let goes_out = match value {
        Some(value) if *field == RELEASE_STATE => value == RELEASED,
        Some(_) => *field == WENT_OUT,
        None => false,
    };
    let is_in = |release: &Release| release.state != ReleaseState::Released;
    if goes_out && tables.releases.get(record.id).is_some_and(is_in) {
        open_in_release(tables, record.id).len()
    } else {
        0
    }
}

/// Says how far a release is, or when it went out: one that is out has the day, and what has the day is out. Whether it may go
/// out over open items was asked before.
pub(super) fn set_going_out(
    tx: &mut Tx<'_>,
    record: RecordRef,
    field: &Field,
    value: Option<&Value>,
) -> Result<(), CommandError> {
    let RecordRef { id, .. } = record;
    let written = value.and_then(Value::as_str).unwrap_or_default();
    if *field == RELEASE_STATE {
        let states = RELEASE_STATE.choices().iter().zip(ReleaseState::ALL);
        let state = states.into_iter().find(|(word, _)| word.key == written).map(|(_, state)| state);
        return set_release_state(tx, id, state.unwrap_or_default(), OpenItems::Stay);
    }
    let day = optional_day(written)?;
    keep_month(tx, record)?;
    tx.edit(id, |release: &mut Release| release.actual = day);
    match day {
        Some(_) => set_release_state(tx, id, ReleaseState::Released, OpenItems::Stay),
        None => Ok(()),
    }
}

/// The items of a release that are neither accepted nor dropped.
fn open_in_release(tables: &Tables, id: Id) -> Vec<Id> {
    let is_open = |item: &&Item| {
        let product = tables.products.get(item.product);
        item.release == Some(id)
            && !product.is_some_and(|product: &Product| product.workflow.is_over(&item.status))
    };
    tables.items.iter().filter(is_open).map(|item| item.meta.id).collect()
}

/// The next release of the product that is not out.
pub fn next_release(tables: &Tables, id: Id) -> Option<Id> {
    let release = tables.releases.get(id)?;
    let after = tables.releases.in_order(release.product).skip_while(|other| *other != id).skip(1);
    let is_open = |id: &Id| tables.releases.get(*id).is_some_and(|it| it.state != ReleaseState::Released);
    after.into_iter().find(is_open)
}

/// What becomes of the open items of a release that goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenItems {
    /// It does not go out over them.
    Refuse,
    /// They stay in it.
    Stay,
    /// They go into another release, or into none.
    Go(Option<Id>),
}

/// Says how far a release is; one that is out has the day it went out.
///
/// # Errors
/// Where it would go out over open items and nobody has said what becomes of them.
pub fn set_release_state(
    tx: &mut Tx<'_>,
    id: Id,
    state: ReleaseState,
    open_items: OpenItems,
) -> Result<(), CommandError> {
    if state == ReleaseState::Released {
        let open = open_in_release(tx.tables(), id);
        match open_items {
            OpenItems::Refuse if !open.is_empty() => return Err(CommandError::OpenItems(open.len())),
            OpenItems::Refuse | OpenItems::Stay => {}
            OpenItems::Go(to) => {
                for item in open {
                    tx.edit(item, |item: &mut Item| item.release = to);
                }
            }
        }
    }
    keep_month(tx, RecordRef::to::<Release>(id))?;
    let today = tx.today();
    tx.edit(id, |release: &mut Release| {
        release.state = state;
        release.actual = if state == ReleaseState::Released { release.actual.or(Some(today)) } else { None };
    });
    if let Some(out) = tx.get::<Release>(id).and_then(|release| release.actual) {
        set_check_days(tx, id, out);
    }
    Ok(())
}

/// The days of an initiative that begins on another day: one that would begin after its end keeps its length.
fn moved_start(it: &Initiative, day: Option<Day>) -> (Option<Day>, Option<Day>) {
    match (it.start, it.end, day) {
        (Some(start), Some(end), Some(day)) if day > end => {
            (Some(day), Some(day.plus(start.days_until(end))))
        }
        _ => (day, it.end),
    }
}

/// Sets the first or the last day of work on an initiative; empty for not said.
pub fn set_initiative_day(tx: &mut Tx<'_>, id: Id, is_start: bool, day: &str) -> Result<(), CommandError> {
    let day = optional_day(day)?;
    let known = tx.get::<Initiative>(id).ok_or(CommandError::Missing(Initiative::NOUN))?;
    let (start, end) = if is_start { moved_start(known, day) } else { (known.start, day) };
    if start.zip(end).is_some_and(|(start, end)| end < start) {
        return Err(CommandError::EndBeforeStart);
    }
    if (start, end) != (known.start, known.end) {
        keep_month(tx, RecordRef::to::<Initiative>(id))?;
    }
    tx.edit(id, |initiative: &mut Initiative| (initiative.start, initiative.end) = (start, end));
    Ok(())
}
