//! What a person does with the plan in time: give things their days, move them, say what waits for what.

use serde_json::{Value, json};

use super::{add_row, make, set_field};
use crate::analysis::plan::{Plan, Planned, has_baseline};
use crate::command::CommandError;
use crate::command::metric::optional_day;
use crate::model::kind::{
    BASELINE_DAYS, BASELINE_ON, BASELINES, Field, MILESTONE_ON, MILESTONES, WAIT_LAG, WAIT_ON, WAITS_FOR,
};
use crate::model::{
    Day, Estimate, Holiday, Id, Initiative, Product, Record, RecordRef, Release, clean_line, link_text,
    read_link,
};
use crate::workspace::Tx;

/// Keeps the plan as it is, under a name.
pub fn take_baseline(tx: &mut Tx<'_>, product: Id, name: &str) -> Result<Id, CommandError> {
    let id = make(tx, &BASELINES, product, name)?;
    let plan = Plan::read(tx.tables(), product).ok_or(CommandError::Missing(Product::NOUN))?;
    let row = |thing: &Planned| {
        let (first, last) = thing.days?;
        let days = json!({
            "id": thing.record.id.to_string(),
            "name": thing.name,
            "first": first.to_string(),
            "last": last.to_string(),
        });
        Some(days)
    };
    let rows: Vec<Value> = plan.things.iter().filter_map(row).collect();
    let today = tx.today();
    tx.change(BASELINES.table, id, |fields| {
        fields.insert(BASELINE_ON.key.into(), today.to_string().into());
        if !rows.is_empty() {
            fields.insert(BASELINE_DAYS.key.into(), rows.into());
        }
    });
    Ok(id)
}

/// Months as a baseline is called by.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Keeps the plan as it is before its first change in a month, where none was kept in it and something of it is older:
/// who begins to plan has nothing yet to compare with.
pub(in crate::command) fn keep_month(tx: &mut Tx<'_>, record: RecordRef) -> Result<(), CommandError> {
    let (tables, today) = (tx.tables(), tx.today());
    let owner = tables.any(record.table).and_then(|table| table.owner(record.id));
    let Some(product) = owner.filter(|owner| !has_baseline(tables, *owner, today)) else { return Ok(()) };
    let this_month = |it: &&Planned| (it.made.year(), it.made.month()) == (today.year(), today.month());
    let is_older = |it: &Planned| it.days.is_some() && !this_month(&it);
    if !Plan::read(tables, product).is_some_and(|plan| plan.things.iter().any(is_older)) {
        return Ok(());
    }
    let month = MONTHS.get(usize::try_from(today.month() - 1).unwrap_or(0)).copied().unwrap_or_default();
    let name = format!("Start of {month} {}", today.year());
    take_baseline(tx, product, &name).map(drop)
}

/// Gives an initiative its first and its last day.
pub fn plan_between(tx: &mut Tx<'_>, id: Id, first: Day, last: Day) -> Result<(), CommandError> {
    if last < first {
        return Err(CommandError::EndBeforeStart);
    }
    keep_month(tx, RecordRef::to::<Initiative>(id))?;
    tx.edit(id, |it: &mut Initiative| (it.start, it.end) = (Some(first), Some(last)));
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
pub(super) fn set_initiative_day(
    tx: &mut Tx<'_>,
    id: Id,
    is_start: bool,
    day: &str,
) -> Result<(), CommandError> {
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

/// Takes its days from an initiative: it is on the roadmap, and not in time.
pub fn unplan(tx: &mut Tx<'_>, id: Id) -> Result<(), CommandError> {
    keep_month(tx, RecordRef::to::<Initiative>(id))?;
    tx.edit(id, |it: &mut Initiative| (it.start, it.end) = (None, None));
    Ok(())
}

/// Moves a thing of the plan by so many days, later or earlier; what has no day stays without.
pub fn shift(tx: &mut Tx<'_>, record: RecordRef, days: i32) -> Result<(), CommandError> {
    let id = record.id;
    keep_month(tx, record)?;
    match record.table {
        Initiative::TABLE => tx.edit(id, |it: &mut Initiative| {
            it.start = it.start.map(|day| day.plus(days));
            it.end = it.end.map(|day| day.plus(days));
        }),
        Release::TABLE => {
            tx.edit(id, |it: &mut Release| it.planned = it.planned.map(|day| day.plus(days)));
        }
        _ => {
            let on = tx.tables().described(&MILESTONES, id).and_then(|it| it.day(&MILESTONE_ON));
            if let Some(on) = on {
                let on = Value::from(on.plus(days).to_string());
                set_field(tx, record, &MILESTONE_ON, Some(on))?;
            }
        }
    }
    Ok(())
}

/// Says that something has to be over before a thing of the plan, and how many working days lie between.
pub fn wait_for(tx: &mut Tx<'_>, record: RecordRef, on: RecordRef, lag: i32) -> Result<Id, CommandError> {
    let on = Value::from(link_text(on.table, on.id));
    let lag = (lag != 0).then(|| (&WAIT_LAG, Value::from(lag)));
    let values: Vec<(&Field, Value)> = [(&WAIT_ON, on)].into_iter().chain(lag).collect();
    add_row(tx, record, &[], &WAITS_FOR, None, &values)
}

/// Refuses what would make things wait for each other in a ring, with the way round.
pub(in crate::command) fn check_wait(
    tx: &Tx<'_>,
    record: RecordRef,
    rows: &Field,
    field: &Field,
    value: &Value,
) -> Result<(), CommandError> {
    if *rows != WAITS_FOR || *field != WAIT_ON {
        return Ok(());
    }
    let tables = tx.tables();
    let on = value.as_str().and_then(read_link).map(|(_, id)| id);
    let owner = tables.any(record.table).and_then(|table| table.owner(record.id));
    let plan = owner.and_then(|product| Plan::read(tables, product));
    match plan.as_ref().zip(on).and_then(|(plan, on)| plan.ring_with(record.id, on)) {
        Some(way) => Err(CommandError::WaitRing(way.join(" → "))),
        None => Ok(()),
    }
}

/// Makes a weekday one of rest, or of work; at least one is left for work.
pub fn set_rest_day(tx: &mut Tx<'_>, product: Id, weekday: u8, rests: bool) -> Result<(), CommandError> {
    let known = tx.get::<Product>(product).ok_or(CommandError::Missing(Product::NOUN))?;
    let mut days = known.rest_days.clone();
    if rests {
        days.insert(weekday);
    } else {
        days.remove(&weekday);
    }
    if (1..=7).all(|day| days.contains(&day)) {
        return Err(CommandError::NoWorkDay);
    }
    tx.edit(product, |it: &mut Product| it.rest_days = days);
    Ok(())
}

/// Makes a day one on which nobody works; one that is named so already gets the new name.
pub fn add_holiday(tx: &mut Tx<'_>, product: Id, on: &str, name: &str) -> Result<(), CommandError> {
    let on: Day = on.trim().parse()?;
    let holiday = Holiday { id: tx.new_id(), on, name: clean_line(name) };
    tx.edit(product, |it: &mut Product| {
        it.holidays.retain(|known| known.on != on);
        it.holidays.push(holiday);
    });
    Ok(())
}

/// Takes a day off the holidays.
pub fn remove_holiday(tx: &mut Tx<'_>, product: Id, id: Id) {
    tx.edit(product, |it: &mut Product| it.holidays.retain(|known| known.id != id));
}

/// Says how many points can be done in a month; empty for not said.
pub fn set_capacity(tx: &mut Tx<'_>, product: Id, points: &str) -> Result<(), CommandError> {
    let points = points.trim();
    let capacity = if points.is_empty() { None } else { Some(points.parse::<Estimate>()?.tenths()) };
    let today = tx.today();
    tx.edit(product, |it: &mut Product| {
        if it.capacity != capacity {
            (it.capacity, it.capacity_on) = (capacity, Some(today));
        }
    });
    Ok(())
}
