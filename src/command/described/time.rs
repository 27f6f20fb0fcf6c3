//! Time: logged in one step or by a timer; the activities and skills that are usual.

use serde_json::Value;

use super::{add_row, make, remove_row_in, set_field, set_link};
use crate::analysis::{DAY_MINUTES, TIMER_MOST, minutes_on, minutes_run, minutes_words, running_timer};
use crate::command::CommandError;
use crate::model::kind::{
    ABOUT, ACTIVITIES, Field, HAT, Kind, SPENT_ACTIVITY, SPENT_MINUTES, SPENT_ON, TIME_ENTRIES, TIMER,
    TIMER_AT, row_id,
};
use crate::model::{Day, Id, Product, RecordRef, fold};
use crate::workspace::{EVERYWHERE, Tx};

/// Kinds of work by hat. No share is published for any of them, and so none has a target.
static USUAL_ACTIVITIES: [(&str, &str); 11] = [
    ("pm", "Strategy"),
    ("pm", "Discovery"),
    ("pm", "Roadmap"),
    ("pm", "Stakeholders"),
    ("pm", "Metrics"),
    ("po", "Backlog"),
    ("po", "Refinement"),
    ("po", "Team and sprint"),
    ("po", "Acceptance"),
    ("both", "Coaching"),
    ("both", "Mail and admin"),
];
/// Skills by hat.
static USUAL_SKILLS: [(&str, &str); 14] = [
    ("pm", "Strategic thinking"),
    ("pm", "Market research"),
    ("pm", "Customer insight"),
    ("pm", "Roadmapping"),
    ("pm", "Prioritisation"),
    ("pm", "Metrics and analysis"),
    ("pm", "Communicating and presenting"),
    ("pm", "Negotiation"),
    ("pm", "Leading without authority"),
    ("po", "Writing stories"),
    ("po", "Backlog refinement"),
    ("po", "Working with the team"),
    ("po", "Acceptance"),
    ("po", "Facilitation"),
];

/// Adds the usual activities, or skills, that are not there by name; how many those are.
pub fn add_usual(tx: &mut Tx<'_>, kind: &'static Kind, product: Id) -> Result<usize, CommandError> {
    let usual: &[(&str, &str)] = if *kind == ACTIVITIES { &USUAL_ACTIVITIES } else { &USUAL_SKILLS };
    let mut added = 0;
    for (hat, name) in usual {
        let all = tx.tables().described_of(kind, product);
        if all.iter().any(|it| fold(it.name()) == fold(name)) {
            continue;
        }
        let id = make(tx, kind, product, name)?;
        set_field(tx, RecordRef { table: kind.table, id }, &HAT, Some((*hat).into()))?;
        added += 1;
    }
    Ok(added)
}

fn entry(id: Id) -> RecordRef {
    RecordRef { table: TIME_ENTRIES.table, id }
}

/// Makes an entry of today on an activity.
fn begin(tx: &mut Tx<'_>, product: Id, activity: Id) -> Result<RecordRef, CommandError> {
    let of = tx.tables().described(&ACTIVITIES, activity).ok_or(CommandError::Missing(ACTIVITIES.noun))?;
    let name = of.name().to_owned();
    let record = entry(make(tx, &TIME_ENTRIES, product, &name)?);
    let to = RecordRef { table: ACTIVITIES.table, id: activity };
    set_link(tx, record, &SPENT_ACTIVITY, to, true)?;
    // The activity is of all products; the time is of the one in view.
    set_link(tx, record, &ABOUT, RecordRef::to::<Product>(product), true)?;
    Ok(record)
}

/// Logs so many minutes of today on an activity.
pub fn log_time(tx: &mut Tx<'_>, product: Id, activity: Id, minutes: i64) -> Result<Id, CommandError> {
    let record = begin(tx, product, activity)?;
    set_field(tx, record, &SPENT_MINUTES, Some(minutes.into()))?;
    Ok(record.id)
}

/// Starts a timer on an activity; one at a time.
pub fn start_timer(tx: &mut Tx<'_>, product: Id, activity: Id) -> Result<Id, CommandError> {
    if let Some((running, _)) = running_timer(tx.tables(), product) {
        return Err(CommandError::TimerRuns(running.name().to_owned()));
    }
    let record = begin(tx, product, activity)?;
    let now = Value::from(tx.now().0);
    add_row(tx, record, &[], &TIMER, None, &[(&TIMER_AT, now)])?;
    Ok(record.id)
}

/// Stops the timer that runs, and logs what it says, or so many minutes. One that was forgotten is not believed.
pub fn stop_timer(tx: &mut Tx<'_>, product: Id, minutes: Option<i64>) -> Result<i64, CommandError> {
    let running = running_timer(tx.tables(), product);
    let (record, began) = running.map(|(it, at)| (entry(it.meta.id), at)).ok_or(CommandError::NoTimer)?;
    let run = minutes_run(began, tx.now());
    if minutes.is_none() && run > TIMER_MOST {
        return Err(CommandError::TimerForgotten(run / 60));
    }
    let minutes = minutes.unwrap_or(run);
    set_field(tx, record, &SPENT_MINUTES, Some(minutes.into()))?;
    let kept = tx.tables().described(&TIME_ENTRIES, record.id);
    let rows: Vec<Id> = kept.map(|it| it.rows(&TIMER)).into_iter().flatten().filter_map(row_id).collect();
    for row in rows {
        remove_row_in(tx, record, &[], &TIMER, row)?;
    }
    Ok(minutes)
}

/// Refuses more than 24 hours in a day, unless it is less than there was.
pub(in crate::command) fn check_day(
    tx: &Tx<'_>,
    record: RecordRef,
    field: &Field,
    value: Option<&Value>,
) -> Result<(), CommandError> {
    let kept = tx.tables().described(&TIME_ENTRIES, record.id);
    let Some(kept) = kept.filter(|_| [&SPENT_ON, &SPENT_MINUTES].contains(&field)) else { return Ok(()) };
    let written = |of: &Field| if field == of { value } else { kept.value(of) };
    let day = written(&SPENT_ON).and_then(Value::as_str).and_then(|day| day.parse::<Day>().ok());
    let minutes = written(&SPENT_MINUTES).and_then(Value::as_i64);
    let (Some(day), Some(minutes)) = (day, minutes) else { return Ok(()) };
    let product = kept.sample().unwrap_or(EVERYWHERE);
    let of_day = |but: Option<Id>| minutes_on(tx.tables(), product, day, but);
    let sum = of_day(Some(record.id)).saturating_add(minutes);
    if sum > DAY_MINUTES && sum > of_day(None) {
        Err(CommandError::DayTooLong(minutes_words(sum), day))
    } else {
        Ok(())
    }
}
