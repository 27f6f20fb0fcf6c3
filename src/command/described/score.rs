//! What is scored: what it came to on each day is kept, work that is committed keeps what it was scored by, and the backlog is put
//! in the order of a score.

use serde_json::{Value, json};

use super::outcome_check::fix_checks;
use super::{list_in, revise};
use crate::analysis::score::{Scorable, Scorer, score_in};
use crate::command::CommandError;
use crate::command::order::ranks_at;
use crate::model::kind::{
    FROZEN, Field, Holds, IMPACT_EACH, PERSON_MONTHS, REACH, SCORE_LOG, SCORED, SCORED_BY, SCORED_ON, UX_RISK,
};
use crate::model::{Category, Id, Initiative, Item, Product, Record, RecordRef, set_of};
use crate::workspace::{Fields, Tx, Values};

/// Whether records of a table are scored.
fn is_scored(table: &str) -> bool {
    [Item::TABLE, Initiative::TABLE].contains(&table)
}

/// What a record comes to now by each method and formula whose inputs count and that comes to a number, in hundredths, with
/// those inputs.
fn scores_now(
    tx: &Tx<'_>,
    record: RecordRef,
    counts: impl Fn(&[&Field]) -> bool,
) -> Vec<(&'static Field, i64, Vec<&'static Field>)> {
    let tables = tx.tables();
    let Some(subject) = Scorable::of(tables, record) else { return Vec::new() };
    let score = |by: &'static Field| {
        let inputs = Scorer::of(tables, by)?.inputs();
        if !counts(&inputs) {
            return None;
        }
        Some((by, score_in(tables, by, &subject)?, inputs))
    };
    let fields = tables.own_fields().of(record.table).into_iter();
    fields.filter(|by| by.holds == Holds::ComputedNumber).filter_map(score).collect()
}

/// Notes what a record comes to by the methods one of whose inputs was written: the last score of a day stands for it.
pub(in crate::command) fn note_scores(tx: &mut Tx<'_>, record: RecordRef, field: &Field) {
    if is_scored(record.table) {
        // An initiative says how sure it is in a field of its own, under the same key.
        note_by(tx, record, |inputs| inputs.iter().any(|it| it.key == field.key) || *field == UX_RISK);
    }
}

/// The same by every method, of what came in with its scores.
pub(in crate::command) fn note_all_scores(tx: &mut Tx<'_>, record: RecordRef) {
    note_by(tx, record, |_| true);
}

fn note_by(tx: &mut Tx<'_>, record: RecordRef, counts: impl Fn(&[&Field]) -> bool) {
    let today = tx.today().to_string();
    for (by, score, _) in scores_now(tx, record, counts) {
        let row = row(tx, &today, by, score);
        revise(tx, record, |fields| {
            let Some(rows) = list_in(fields, &SCORE_LOG) else { return };
            let is_it = |row: &&mut Fields| {
                let row = Values(row);
                row.words(&SCORED_ON) == today
                    && row.words(&SCORED_BY) == by.key
                    && row.words(&FROZEN).is_empty()
            };
            match rows.iter_mut().filter_map(Value::as_object_mut).find(is_it) {
                Some(known) => drop(known.insert(SCORED.key.into(), score.into())),
                None => rows.push(Value::Object(row)),
            }
        });
    }
}

fn row(tx: &mut Tx<'_>, today: &str, by: &Field, score: i64) -> Fields {
    let row = json!({
        "id": tx.new_id().to_string(), SCORED_ON.key: today, SCORED_BY.key: by.key, SCORED.key: score,
    });
    if let Value::Object(row) = row { row } else { Fields::new() }
}

/// Keeps the scores of a record with all they were computed from, as work on it is committed. What was kept before with the
/// same score is not kept again.
pub(in crate::command) fn freeze_scores(tx: &mut Tx<'_>, record: RecordRef) {
    let today = tx.today().to_string();
    for (by, score, fields) in scores_now(tx, record, |_| true) {
        let Some(subject) = Scorable::of(tx.tables(), record) else { return };
        let rows = subject.rows(&SCORE_LOG).into_iter();
        let mut of_it = rows
            .filter(|row| Values(row).words(&SCORED_BY) == by.key && !Values(row).words(&FROZEN).is_empty());
        let last = of_it.next_back().and_then(|row| Values(row).number(&SCORED));
        if last == Some(score) {
            continue;
        }
        let mut inputs = Fields::new();
        for field in fields {
            inputs.extend(subject.raw(field).map(|number| (field.key.to_owned(), number.into())));
        }
        let mut row = row(tx, &today, by, score);
        row.insert(FROZEN.key.into(), "yes".into());
        row.extend(inputs);
        revise(tx, record, |fields| {
            if let Some(rows) = list_in(fields, &SCORE_LOG) {
                rows.push(Value::Object(row));
            }
        });
    }
}

/// Keeps what a record was scored by, and fixes what is expected of it, as work on it is committed.
pub(in crate::command) fn commit(tx: &mut Tx<'_>, record: RecordRef) {
    freeze_scores(tx, record);
    fix_checks(tx, record);
}

/// Does so for items that are about to go into work: from what waits into a state in which something is done with them.
pub(in crate::command) fn commit_begun(tx: &mut Tx<'_>, ids: &[Id], state: &str) {
    for id in ids {
        let item = tx.get::<Item>(*id);
        let Some((item, product)) = item.and_then(|item| Some((item, tx.get::<Product>(item.product)?)))
        else {
            continue;
        };
        let category = |state: &str| product.workflow.state(state).map(|state| state.category);
        let waits = matches!(category(&item.status), None | Some(Category::Idea | Category::Open));
        if waits && matches!(category(state), Some(Category::Active | Category::Review | Category::Done)) {
            commit(tx, RecordRef::to::<Item>(*id));
        }
    }
}

/// Puts items or initiatives before all others of their table, in this order; whether anything moved. An initiative stays in
/// its column.
pub fn order_like(tx: &mut Tx<'_>, table: &'static str, product: Id, ids: &[Id]) -> bool {
    let all: Vec<Id> = tx.tables().any(table).into_iter().flat_map(|table| table.in_order(product)).collect();
    let there = set_of(all.iter().copied());
    let block: Vec<Id> = ids.iter().copied().filter(|id| there.contains(id)).collect();
    let moving = set_of(block.iter().copied());
    let rest: Vec<Id> = all.iter().copied().filter(|id| !moving.contains(id)).collect();
    if [block.as_slice(), rest.as_slice()].concat() == all {
        return false;
    }
    for (id, rank) in ranks_at(tx, table, &rest, 0, &block) {
        if table == Initiative::TABLE {
            tx.edit(id, |initiative: &mut Initiative| initiative.rank = rank);
        } else {
            tx.edit(id, |item: &mut Item| item.rank = rank);
        }
    }
    true
}

/// Multiplies an input of everything that is not begun by what hindsight says it is off; gives how many were changed.
pub fn correct_input(tx: &mut Tx<'_>, product: Id, field: &Field, ratio: f64) -> Result<usize, CommandError> {
    if ![&REACH, &PERSON_MONTHS, &IMPACT_EACH].contains(&field) || !ratio.is_finite() || ratio <= 0.0 {
        return Err(CommandError::Missing("correction"));
    }
    let owner = tx.get::<Product>(product).ok_or(CommandError::Missing(Product::NOUN))?;
    let is_open = |item: &&Item| {
        let state = owner.workflow.state(&item.status);
        matches!(state.map(|state| state.category), Some(Category::Idea | Category::Open))
    };
    let written = tx.tables().items.of(product).filter(is_open);
    let written = written.filter_map(|item| Some((item.meta.id, Values(&item.meta.unknown).number(field)?)));
    let written: Vec<(Id, i64)> = written.collect();
    for (id, number) in &written {
        let corrected = (*number as f64 * ratio).round() as i64;
        crate::command::set_field(tx, RecordRef::to::<Item>(*id), field, Some(corrected.into()))?;
    }
    Ok(written.len())
}
