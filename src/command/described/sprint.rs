//! Sprints: plan one, pull items, start it with what it commits to, finish it with what came of it.

use serde_json::Value;

use super::decision::keep_decision;
use super::score::commit;
use super::{add_row, set_field, set_in_row};
use crate::analysis::sprint::{items_in, points, running, span, sprint_state, working_days};
use crate::analysis::{is_over, is_waiting};
use crate::command::{CommandError, Destination, Draft, add_item};
use crate::model::kind::{
    CAPACITY, CAPACITY_WHO, COMMITMENT, FINISHED, Field, LOGGED_POINTS, PLANNED, RESULT_DONE, RESULT_IS,
    RESULT_LEFT, RESULTS, RETRO, RETRO_ITEM, RETRO_TEXT, RUNNING, SPRINT_FIRST, SPRINT_LAST, SPRINT_STEPS,
    SPRINTS, STEP_ON, STEP_TO, VERDICT, row_id,
};
use crate::model::{Category, Day, Estimate, Id, Item, ItemType, Product, Record, RecordRef, link_text};
use crate::workspace::{Described, Fields, Tx, Values};

/// How long a sprint is until a person says otherwise: from a Monday to the Friday of the week after.
const USUAL_DAYS: i32 = 11;

/// The days of the next sprint of a product: after the last one as long as that, else from the next Monday on.
pub(in crate::command) fn next_days(tx: &Tx<'_>, product: Id) -> (Day, Day) {
    let sprints = tx.tables().described_of(&SPRINTS, product);
    let last = sprints.into_iter().filter_map(span).max_by_key(|(_, last)| *last);
    let (after, length) = match last {
        Some((first, last)) => (last.plus(1), first.days_until(last)),
        None => (tx.today(), USUAL_DAYS),
    };
    // On the next working day; a fresh series begins on a Monday.
    let is_start = |day: &Day| match last {
        Some(_) => working_days(*day, day.plus(6)).first() == Some(day),
        None => crate::analysis::flow::monday_of(*day) == *day,
    };
    let first = (0..7).map(|days| after.plus(days)).find(is_start).unwrap_or(after);
    (first, first.plus(length))
}

/// Takes the people of the sprint before over into a new one; how many days they have is another matter each time.
pub(in crate::command) fn carry_people(tx: &mut Tx<'_>, product: Id, new: Id) -> Result<(), CommandError> {
    let sprints = tx.tables().described_of(&SPRINTS, product);
    let before = sprints.into_iter().rev().find(|sprint| sprint.meta.id != new);
    let rows = before.map(|sprint| sprint.rows(&CAPACITY)).unwrap_or_default();
    let people: Vec<Value> = rows.into_iter().filter_map(|row| row.get(CAPACITY_WHO.key)).cloned().collect();
    let record = RecordRef { table: SPRINTS.table, id: new };
    for who in people {
        add_row(tx, record, &[], &CAPACITY, None, &[(&CAPACITY_WHO, who)])?;
    }
    Ok(())
}

/// Puts items into a sprint, or takes them out of theirs; what has gone meanwhile is passed over.
pub fn put_in_sprint(tx: &mut Tx<'_>, ids: &[Id], to: Option<Id>) -> Result<(), CommandError> {
    if let Some(to) = to {
        let sprint = find(tx, to)?;
        if sprint_state(sprint) == FINISHED {
            return Err(CommandError::SprintOver(sprint.name().to_owned()));
        }
    }
    for id in ids {
        let (change, now, today) = (tx.new_id(), tx.now(), tx.today());
        tx.edit(*id, |item: &mut Item| item.set_sprint(to, change, now, today));
    }
    Ok(())
}

fn find<'a>(tx: &'a Tx<'_>, id: Id) -> Result<&'a Described, CommandError> {
    tx.tables().described(&SPRINTS, id).ok_or(CommandError::Missing(SPRINTS.noun))
}

fn step_to(tx: &mut Tx<'_>, sprint: RecordRef, state: &str, on: Day) -> Result<(), CommandError> {
    let on = Value::from(on.to_string());
    add_row(tx, sprint, &[], &SPRINT_STEPS, None, &[(&STEP_TO, state.into()), (&STEP_ON, on)]).map(drop)
}

/// What is in a sprint, and how large each item is, in tenths of a point.
fn contents(tx: &Tx<'_>, product: Id, sprint: Id) -> Vec<(Id, u32)> {
    let size = |item: &&Item| item.estimate.map_or(0, Estimate::tenths);
    items_in(tx.tables(), product, sprint).iter().map(|item| (item.meta.id, size(item))).collect()
}

/// Starts a sprint: what is in it is what it commits to. One runs at a time, and has its days and something in it.
pub fn start_sprint(tx: &mut Tx<'_>, id: Id) -> Result<(), CommandError> {
    let sprint = find(tx, id)?;
    let product = sprint.product().ok_or(CommandError::Missing(Product::NOUN))?;
    if sprint_state(sprint) != PLANNED {
        return Err(CommandError::SprintBegun(sprint.name().to_owned()));
    }
    if span(sprint).is_none_or(|(first, last)| last < first) {
        return Err(CommandError::SprintDays);
    }
    if let Some(other) = running(tx.tables(), product) {
        return Err(CommandError::SprintRuns(other.name().to_owned()));
    }
    let committed = contents(tx, product, id);
    if committed.is_empty() {
        return Err(CommandError::SprintEmpty);
    }
    let record = RecordRef { table: SPRINTS.table, id };
    step_to(tx, record, RUNNING, tx.today())?;
    for (item, points) in committed {
        commit(tx, RecordRef::to::<Item>(item));
        add_row(tx, record, &[], &COMMITMENT, Some(item), &[(&LOGGED_POINTS, points.into())])?;
    }
    Ok(())
}

/// Finishes the sprint that runs: writes down what was done, and moves what is neither done nor dropped on to another
/// sprint, or back to the backlog.
pub fn finish_sprint(tx: &mut Tx<'_>, id: Id, rest: Option<Id>) -> Result<(), CommandError> {
    let sprint = find(tx, id)?;
    let product = sprint.product().ok_or(CommandError::Missing(Product::NOUN))?;
    if sprint_state(sprint) != RUNNING {
        return Err(CommandError::SprintIdle(sprint.name().to_owned()));
    }
    let left = write_results(tx, product, id)?;
    let record = RecordRef { table: SPRINTS.table, id };
    step_to(tx, record, FINISHED, tx.today())?;
    put_in_sprint(tx, &left, rest.filter(|rest| *rest != id))
}

/// Writes down what came of the items of a sprint, and gives those that are neither done nor dropped.
fn write_results(tx: &mut Tx<'_>, product: Id, id: Id) -> Result<Vec<Id>, CommandError> {
    let owner = tx.get::<Product>(product).ok_or(CommandError::Missing(Product::NOUN))?;
    let category = |item: Id| Some(owner.workflow.state(&tx.get::<Item>(item)?.status)?.category);
    let found: Vec<_> =
        contents(tx, product, id).into_iter().map(|(item, size)| (item, size, category(item))).collect();
    let record = RecordRef { table: SPRINTS.table, id };
    let mut left = Vec::new();
    for (item, size, category) in found {
        let is = if category == Some(Category::Done) { RESULT_DONE } else { RESULT_LEFT };
        let values = [(&LOGGED_POINTS, size.into()), (&RESULT_IS, is.into())];
        add_row(tx, record, &[], &RESULTS, Some(item), &values)?;
        if category.is_none_or(|category| !category.is_over()) {
            left.push(item);
        }
    }
    Ok(left)
}

/// Ends a sprint of another tool that lies behind: what is in it is what it committed to, and what is not done in it goes
/// back to the backlog.
pub(in crate::command) fn end_past_sprint(tx: &mut Tx<'_>, id: Id) -> Result<(), CommandError> {
    let sprint = find(tx, id)?;
    let product = sprint.product().ok_or(CommandError::Missing(Product::NOUN))?;
    let (first, last) = span(sprint).ok_or(CommandError::SprintDays)?;
    let record = RecordRef { table: SPRINTS.table, id };
    step_to(tx, record, RUNNING, first)?;
    for (item, points) in contents(tx, product, id) {
        add_row(tx, record, &[], &COMMITMENT, Some(item), &[(&LOGGED_POINTS, points.into())])?;
    }
    let left = write_results(tx, product, id)?;
    step_to(tx, record, FINISHED, last)?;
    put_in_sprint(tx, &left, None)
}

/// Pulls items from the top of the backlog into a sprint for as long as they fit into so many tenths of a point: those
/// that are open, estimated and not blocked. Gives how many.
pub fn pull_fitting(tx: &mut Tx<'_>, sprint: Id, room: u32) -> Result<usize, CommandError> {
    let product = find(tx, sprint)?.product().ok_or(CommandError::Missing(Product::NOUN))?;
    let tables = tx.tables();
    let mut left = room.saturating_sub(points(items_in(tables, product, sprint)));
    let mut pulled = Vec::new();
    for item in tables.items.of(product) {
        let is_free = item.sprint.is_none() && item.kind != ItemType::Epic && item.block().is_none();
        let is_free = is_free && !is_over(tables, item) && !is_waiting(tables, item);
        if let Some(size) = item.estimate.map(Estimate::tenths).filter(|size| is_free && *size <= left) {
            left -= size;
            pulled.push(item.meta.id);
        }
    }
    put_in_sprint(tx, &pulled, Some(sprint))?;
    Ok(pulled.len())
}

/// Says what follows from a sprint, and keeps it among the decisions of its product; said again, the decision changes.
pub fn decide(tx: &mut Tx<'_>, sprint: Id, verdict: &str) -> Result<(), CommandError> {
    let record = RecordRef { table: SPRINTS.table, id: sprint };
    let kept = find(tx, sprint)?;
    let (name, product) =
        (kept.name().to_owned(), kept.product().ok_or(CommandError::Missing(Product::NOUN))?);
    set_field(tx, record, &VERDICT, Some(verdict.into()))?;
    let word = VERDICT.word(verdict).map_or(verdict, |word| word.name);
    let question = format!("What follows from {name}?");
    keep_decision(tx, product, &question, record, word).map(drop)
}

/// Makes an item of a remark of a retrospective, at the top of the backlog, so that it is followed until it is done.
pub fn act_on(tx: &mut Tx<'_>, sprint: Id, remark: Id) -> Result<Id, CommandError> {
    let kept = find(tx, sprint)?;
    let product = kept.product().ok_or(CommandError::Missing(Product::NOUN))?;
    let row = kept.rows(&RETRO).into_iter().find(|row| row_id(row) == Some(remark));
    let row = row.ok_or(CommandError::Missing("remark"))?;
    let draft =
        Draft { title: Values(row).words(&RETRO_TEXT).to_owned(), kind: ItemType::Chore, ..Draft::default() };
    let item = add_item(tx, product, draft, Destination::Top)?;
    let record = RecordRef { table: SPRINTS.table, id: sprint };
    let link = Value::from(link_text(Item::TABLE, item));
    set_in_row(tx, record, &[(&RETRO, remark)], &RETRO_ITEM, Some(link))?;
    Ok(item)
}

/// Refuses a last day that lies before the first.
pub(in crate::command) fn check_days(
    field: &Field,
    value: Option<&Value>,
    before: Option<(Day, Day)>,
) -> Result<(), CommandError> {
    let last = value.and_then(Value::as_str).and_then(|day| day.parse::<Day>().ok());
    match (before, last) {
        (Some((first, _)), Some(last)) if *field == SPRINT_LAST && last < first => {
            Err(CommandError::EndBeforeStart)
        }
        _ => Ok(()),
    }
}

/// What a day of a sprint moves along: beginning after its end it is as long as before.
pub(in crate::command) fn keep_length(fields: &mut Fields, field: &Field, before: Option<(Day, Day)>) {
    let day =
        |field: &Field, fields: &Fields| -> Option<Day> { fields.get(field.key)?.as_str()?.parse().ok() };
    let (Some((first, last)), Some(now)) = (before, day(field, fields)) else { return };
    if *field == SPRINT_FIRST && now > last {
        fields.insert(SPRINT_LAST.key.into(), now.plus(first.days_until(last)).to_string().into());
    }
}
