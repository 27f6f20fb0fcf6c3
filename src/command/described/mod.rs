//! What a person does with records of described kinds: make one, write in its fields, link it, keep its rows.

pub(super) mod decision;
pub(super) mod feedback;
pub(super) mod impediment;
pub(super) mod launch;
pub(super) mod lifecycle;
pub(super) mod outcome_check;
pub(super) mod own_field;
pub(super) mod plan;
pub(super) mod release;
pub(super) mod score;
pub(super) mod sprint;
pub(super) mod time;

use serde_json::{Value, json};

use crate::analysis::score::check_formula;
use crate::analysis::sprint::span;
use crate::command::CommandError;
use crate::command::metric::check_parent;
use crate::command::order::last_rank;
use crate::model::kind::{
    BASELINES, CHECK_THEN, CONFIDENCE, EXPERIMENTS, FEEDBACK, FIELDS, FIXED_ON, FORMULA, Field, Holds,
    IMPEDED_SINCE, IMPEDIMENTS, INITIATIVE_END, INITIATIVE_GOAL, INITIATIVE_START, Kind, LAUNCH_RELEASE,
    LAUNCH_STATE, LAUNCH_TIER, MEASURE, MILESTONE_ON, ONE_ON_ONES, OTHER_GOALS, OWN_CHOICES, Owner, PROMISES,
    PULSES, QUOTE, RELEASE_PLANNED, RELEASE_STATE, ROLE_CHECKS, SPENT_ON, SPRINT_FIRST, SPRINT_LAST, SPRINTS,
    STAGE_IS, STAGES, THRESHOLD, TIME_ENTRIES, TOLD_ON, WENT_OUT, row_id,
};
use crate::model::{
    Confidence, Day, Id, Initiative, Item, Record, RecordRef, clean_line, link_text, parse_measure,
};
use crate::workspace::{EVERYWHERE, Fields, Tx, leave_out_tables, say_tables};
use feedback::{add_feedback, check_said};
use impediment::{held_up, settle};
use launch::{begin_tasks, go_on, take_day};
use lifecycle::{begin_criteria, begin_stage};
use outcome_check::{check_bar, conclude, unit_in};
use own_field::{check_change, check_name, forget_choice};
use plan::{check_wait, keep_month, set_initiative_day, take_baseline};
use release::{items_left, set_going_out};
use score::{commit, note_scores};
use sprint::{carry_people, check_days, keep_length, next_days};
use time::check_day;

/// Makes a record with a name and nothing else, after the others of its product or of the workspace.
pub fn add_described(tx: &mut Tx<'_>, table: &str, product: Id, name: &str) -> Result<Id, CommandError> {
    let Some(kind) = Kind::of_any_table(table) else { return Err(CommandError::Missing("kind")) };
    if *kind == BASELINES {
        return take_baseline(tx, product, name);
    }
    if *kind == FEEDBACK {
        return add_feedback(tx, product, name);
    }
    if *kind == FIELDS {
        // What says nothing else is of items.
        check_name(tx, Item::TABLE, name, None)?;
    }
    make(tx, kind, product, name)
}

/// Makes a record of a kind, whatever it is called.
pub(in crate::command) fn make(
    tx: &mut Tx<'_>,
    kind: &'static Kind,
    product: Id,
    name: &str,
) -> Result<Id, CommandError> {
    let table = kind.table;
    let name = clean_line(name);
    if name.is_empty() {
        return Err(CommandError::NoName(kind.noun));
    }
    let (id, now) = (tx.new_id(), tx.now().0);
    let scope = if kind.owner == Owner::Product { product } else { EVERYWHERE };
    let rank = last_rank(tx, table, scope).to_string();
    let made =
        json!({ "id": id.to_string(), "created_at": now, "updated_at": now, "name": &name, "rank": rank });
    let Value::Object(mut fields) = made else { return Err(CommandError::Missing(kind.noun)) };
    if kind.owner == Owner::Product {
        fields.insert("product".into(), product.to_string().into());
        if !kind.letter.is_empty() {
            fields.insert("number".into(), tx.take_number(table, product).into());
        }
    }
    first_values(tx, kind, product, &mut fields);
    // It has an id, and nothing else is needed.
    let _ = tx.put(table, id, &fields);
    if *kind == SPRINTS {
        carry_people(tx, product, id)?;
    } else if *kind == STAGES {
        begin_stage(tx, id, &name)?;
    }
    Ok(id)
}

/// What a record has from the beginning: days that nearly always are so.
fn first_values(tx: &Tx<'_>, kind: &'static Kind, product: Id, fields: &mut Fields) {
    let today = tx.today();
    let mut write = |field: &Field, day: Day| drop(fields.insert(field.key.into(), day.to_string().into()));
    if *kind == SPRINTS {
        let (first, last) = next_days(tx, product);
        write(&SPRINT_FIRST, first);
        write(&SPRINT_LAST, last);
    } else if *kind == IMPEDIMENTS {
        write(&IMPEDED_SINCE, today);
    } else if *kind == PROMISES {
        write(&TOLD_ON, today);
    } else if [&ROLE_CHECKS, &TIME_ENTRIES, &ONE_ON_ONES, &PULSES].contains(&kind) {
        write(&SPENT_ON, today);
    }
}

/// Refuses what stands against a value, whatever the field holds: a day of what was said that is still to come, another bar
/// of an experiment that is fixed, and a release that goes out over open items.
pub(in crate::command) fn check_allowed(
    tx: &Tx<'_>,
    record: RecordRef,
    field: &Field,
    value: Option<&Value>,
) -> Result<(), CommandError> {
    check_said(tx, field, value)?;
    match items_left(tx.tables(), record, field, value) {
        0 => {}
        left => return Err(CommandError::OpenItems(left)),
    }
    if *field == FORMULA {
        let text = value.and_then(Value::as_str).unwrap_or_default();
        check_formula(tx.tables(), text)?;
    }
    if let Some(value) = value.filter(|_| field.key == "parent") {
        check_parent(tx, record, value)?;
    }
    if record.table == TIME_ENTRIES.table {
        check_day(tx, record, field, value)?;
    }
    check_bar(tx, record, field)?;
    check_fixed(tx, record, field)
}

/// Refuses another hypothesis, measure or threshold of an experiment once they were fixed: nobody moves the bar after the jump.
pub(in crate::command) fn check_fixed(
    tx: &Tx<'_>,
    record: RecordRef,
    field: &Field,
) -> Result<(), CommandError> {
    let fixed = tx.tables().described(&EXPERIMENTS, record.id).and_then(|it| it.day(&FIXED_ON));
    let is_bar = [EXPERIMENTS.name(), &MEASURE, &THRESHOLD, &FIXED_ON].contains(&field);
    match fixed.filter(|_| is_bar) {
        Some(on) => Err(CommandError::Fixed(on)),
        None => Ok(()),
    }
}

fn check_live(tx: &Tx<'_>, record: RecordRef) -> Result<(), CommandError> {
    let own = tx.tables().any(record.table);
    if !own.is_some_and(|own| own.has_live(record.id)) {
        return Err(CommandError::Missing(own.map_or("record", |own| own.noun())));
    }
    Ok(())
}

fn change(tx: &mut Tx<'_>, record: RecordRef, change: impl FnOnce(&mut Fields)) -> Result<(), CommandError> {
    check_live(tx, record)?;
    revise(tx, record, change);
    Ok(())
}

/// Changes a record of a described kind, and what hangs on it: what an impediment names is blocked.
pub(in crate::command) fn revise(tx: &mut Tx<'_>, record: RecordRef, change: impl FnOnce(&mut Fields)) {
    let held = held_up(tx, record.id);
    tx.change(record.table, record.id, |fields| match Kind::of_any_table(record.table) {
        Some(kind) if kind.has_short_links() => {
            say_tables(kind, fields);
            change(fields);
            // The goal it serves first is none of the others.
            if let Some(goal) = fields.get(INITIATIVE_GOAL.key).cloned() {
                retain(fields, &OTHER_GOALS, |other| *other != goal);
            }
            leave_out_tables(kind, fields);
        }
        _ => change(fields),
    });
    settle(tx, record.id, &held);
}

/// Writes a value among the fields of a record, or takes it out.
pub(in crate::command) fn set(fields: &mut Fields, field: &Field, value: Option<Value>) {
    match value {
        Some(value) => drop(fields.insert(field.key.into(), value)),
        None => drop(fields.remove(field.key)),
    }
}

/// Takes out of the list in a field what is not to stay; a list of nothing is not kept.
fn retain(fields: &mut Fields, field: &Field, stays: impl Fn(&Value) -> bool) {
    let Some(list) = fields.get_mut(field.key).and_then(Value::as_array_mut) else { return };
    list.retain(stays);
    if list.is_empty() {
        fields.remove(field.key);
    }
}

/// The list in a field, made where there is none; nothing where something else stands there.
pub(in crate::command) fn list_in<'a>(fields: &'a mut Fields, field: &Field) -> Option<&'a mut Vec<Value>> {
    fields.entry(field.key).or_insert_with(|| json!([])).as_array_mut()
}

/// Writes a value in a field, or none.
pub fn set_field(
    tx: &mut Tx<'_>,
    record: RecordRef,
    field: &Field,
    value: Option<Value>,
) -> Result<(), CommandError> {
    // What the latest row says is changed by a later one.
    if let Holds::Latest { rows, word } = field.holds {
        let (Some(value), Holds::Rows(inner)) = (value, rows.holds) else { return Ok(()) };
        let day = inner.iter().find(|field| matches!(field.holds, Holds::Day)).copied();
        let today = Value::from(tx.today().to_string());
        let values: Vec<(&Field, Value)> =
            day.map(|day| (day, today)).into_iter().chain([(word, value)]).collect();
        return add_row(tx, record, &[], rows, None, &values).map(drop);
    }
    if let Some(value) = &value {
        field.check(value)?;
        if record.table == FIELDS.table {
            check_change(tx, record.id, field.key, value)?;
        }
    }
    let days = tx.tables().described(&SPRINTS, record.id).and_then(span);
    check_days(field, value.as_ref(), days)?;
    check_allowed(tx, record, field, value.as_ref())?;
    if record.table == Initiative::TABLE && (*field == INITIATIVE_START || *field == INITIATIVE_END) {
        let day = value.as_ref().and_then(Value::as_str).unwrap_or_default();
        return set_initiative_day(tx, record.id, *field == INITIATIVE_START, day);
    }
    if [&RELEASE_STATE, &WENT_OUT].contains(&field) {
        return set_going_out(tx, record, field, value.as_ref());
    }
    if [&MILESTONE_ON, &RELEASE_PLANNED].contains(&field) {
        keep_month(tx, record)?;
    }
    // What has no words any more keeps the name it was called by.
    let called = (*field == QUOTE && value.is_none())
        .then(|| tx.tables().described(&FEEDBACK, record.id).map(|it| it.name().to_owned()))
        .flatten();
    change(tx, record, |fields| {
        set(fields, field, value);
        fields.extend(called.map(|name| (FEEDBACK.name().key.to_owned(), name.into())));
        keep_length(fields, field, days);
    })?;
    note_scores(tx, record, field);
    // What is committed keeps what it was scored by.
    let initiative = tx.get::<Initiative>(record.id).filter(|_| *field == CONFIDENCE);
    if initiative.is_some_and(|it| it.confidence == Confidence::Committed) {
        commit(tx, record);
    }
    if *field == CHECK_THEN {
        conclude(tx, record)?;
    } else if *field == LAUNCH_TIER {
        begin_tasks(tx, record)?;
    } else if *field == STAGE_IS {
        begin_criteria(tx, record)?;
    } else if *field == LAUNCH_STATE {
        go_on(tx, record)?;
    }
    Ok(())
}

/// Writes what a person typed in a field; an empty text empties it, and a name stays.
pub fn write_field(
    tx: &mut Tx<'_>,
    record: RecordRef,
    field: &Field,
    written: &str,
) -> Result<(), CommandError> {
    let value = match unit_in(tx.tables(), record).filter(|_| matches!(field.holds, Holds::Measure(""))) {
        Some(unit) if !written.trim().is_empty() => Some(parse_measure(written, unit)?.into()),
        _ => field.read(written)?,
    };
    if value.is_none() && field.key == "name" {
        return Err(CommandError::NoName(
            Kind::of_any_table(record.table).map_or("record", |kind| kind.noun),
        ));
    }
    set_field(tx, record, field, value)
}

/// Names a record in a field, or no longer; a field for one names no other then.
pub fn set_link(
    tx: &mut Tx<'_>,
    record: RecordRef,
    field: &Field,
    to: RecordRef,
    is_on: bool,
) -> Result<(), CommandError> {
    check_live(tx, to)?;
    let link = Value::from(link_text(to.table, to.id));
    if is_on {
        field.check_link(&link)?;
        check_allowed(tx, record, field, Some(&link))?;
    }
    change(tx, record, |fields| match field.holds {
        Holds::Links(_) => {
            retain(fields, field, |other| *other != link);
            if is_on && let Some(named) = list_in(fields, field) {
                named.push(link);
            }
        }
        _ => set(fields, field, is_on.then_some(link)),
    })?;
    if is_on && *field == LAUNCH_RELEASE { take_day(tx, record, to.id) } else { Ok(()) }
}

/// The way to a row: the field that has it and its id, from the record inwards.
pub type RowPath<'a> = &'a [(&'a Field, Id)];

fn row_of<'a>(mut fields: &'a mut Fields, path: RowPath<'_>) -> Option<&'a mut Fields> {
    for (field, id) in path {
        let rows = fields.get_mut(field.key)?.as_array_mut()?;
        let mut rows = rows.iter_mut().filter_map(Value::as_object_mut);
        fields = rows.find(|row| row_id(row) == Some(*id))?;
    }
    Some(fields)
}

/// Adds a row to a field of a record, or of one of its rows, with the values some of its fields have; `id` where the row
/// has that of something else.
pub fn add_row(
    tx: &mut Tx<'_>,
    record: RecordRef,
    path: RowPath<'_>,
    field: &Field,
    id: Option<Id>,
    values: &[(&Field, Value)],
) -> Result<Id, CommandError> {
    for (inner, value) in values {
        inner.check(value)?;
        check_wait(tx, record, field, inner, value)?;
    }
    let id = id.unwrap_or_else(|| tx.new_id());
    change(tx, record, |fields| {
        let Some(fields) = row_of(fields, path) else { return };
        let mut row = Fields::new();
        row.insert("id".into(), id.to_string().into());
        row.extend(values.iter().map(|(inner, value)| (inner.key.to_owned(), value.clone())));
        if let Some(rows) = list_in(fields, field) {
            rows.push(Value::Object(row));
        }
    })?;
    Ok(id)
}

/// Writes a value in a field of a row, or none.
pub fn set_in_row(
    tx: &mut Tx<'_>,
    record: RecordRef,
    path: RowPath<'_>,
    field: &Field,
    value: Option<Value>,
) -> Result<(), CommandError> {
    if let Some(value) = &value {
        field.check(value)?;
        if let Some((rows, _)) = path.last() {
            check_wait(tx, record, rows, field, value)?;
        }
    }
    change(tx, record, |fields| {
        if let Some(row) = row_of(fields, path) {
            set(row, field, value);
        }
    })
}

/// Writes what a person typed in a field of a row.
pub fn write_in_row(
    tx: &mut Tx<'_>,
    record: RecordRef,
    path: RowPath<'_>,
    field: &Field,
    written: &str,
) -> Result<(), CommandError> {
    let value = field.read(written)?;
    set_in_row(tx, record, path, field, value)
}

/// Takes a row out of a field of a record.
pub fn remove_row(tx: &mut Tx<'_>, record: RecordRef, field: &Field, id: Id) -> Result<(), CommandError> {
    if *field == OWN_CHOICES {
        forget_choice(tx, record.id, id);
    }
    remove_row_in(tx, record, &[], field, id)
}

/// Takes a row out of a field of a record, or of one of its rows.
pub(in crate::command) fn remove_row_in(
    tx: &mut Tx<'_>,
    record: RecordRef,
    path: RowPath<'_>,
    field: &Field,
    id: Id,
) -> Result<(), CommandError> {
    change(tx, record, |fields| {
        if let Some(fields) = row_of(fields, path) {
            retain(fields, field, |row| row.as_object().and_then(row_id) != Some(id));
        }
    })
}
