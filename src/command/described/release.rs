//! How far a release is: it goes out with its day, and never over open items that nobody has said anything of.

use serde_json::Value;

use super::outcome_check::set_check_days;
use super::plan::keep_month;
use crate::command::CommandError;
use crate::command::metric::optional_day;
use crate::model::kind::{Field, RELEASE_STATE, RELEASED, WENT_OUT};
use crate::model::{Id, Item, Product, RecordRef, Release, ReleaseState};
use crate::workspace::{Tables, Tx};

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
        match open_items {
            OpenItems::Refuse => match open_in_release(tx.tables(), id).len() {
                0 => {}
                left => return Err(CommandError::OpenItems(left)),
            },
            OpenItems::Stay => {}
            OpenItems::Go(to) => {
                for item in open_in_release(tx.tables(), id) {
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
