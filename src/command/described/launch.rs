//! Launches: the tasks each begins with, go or no-go, the review after it; and the actions of a meeting.

use serde_json::Value;

use super::decision::keep_decision;
use super::{add_row, set_field, set_in_row};
use crate::analysis::tasks_of;
use crate::command::{CommandError, Destination, Draft, add_item};
use crate::model::kind::{
    ACTION_ITEM, ACTION_TEXT, ACTIONS, FUNCTION, Field, LAUNCH_ON, LAUNCH_RELEASE, LAUNCH_REVIEW,
    LAUNCH_STATE, LAUNCH_TASKS, LAUNCH_TIER, LAUNCHES, MEETINGS, TASK_BEFORE, TASK_DONE, TASK_TEXT, row_id,
};
use crate::model::{Id, Item, ItemType, Product, Record, RecordRef, Release, link_text};
use crate::workspace::{Described, Tx, Values};

/// After how many days a launch is looked at again, where no day is said.
const REVIEW_DAYS: i32 = 28;

/// The task that is done when somebody has said go or no go.
const GO_TASK: &str = "Go or no-go";
/// What is usually done for a launch: the smallest tier that needs it has the largest number; by whom, what, and how many days
/// before.
const USUAL: [(u8, &str, &str, i64); 14] = [
    (3, "engineering", "Every item of the release is accepted", 5),
    (3, "support", "Support knows what changes, and what to answer", 5),
    (3, "marketing", "Release notes are written", 3),
    (3, "engineering", "The way back is tried", 2),
    (2, "design", "Help pages and pictures are new", 7),
    (2, "sales", "Sales can show it, and knows the price", 10),
    (2, "marketing", "Those who asked for it are told", 0),
    (2, "leadership", GO_TASK, 2),
    (1, "marketing", "What we say of it: positioning and messages", 28),
    (1, "marketing", "Page, mail and posts are ready", 7),
    (1, "leadership", "Numbers that say it worked are agreed", 21),
    (1, "partner", "Partners and press are told", 7),
    (1, "customer", "Three customers say in public what it does for them", 14),
    (1, "support", "Support has people for the first week", 7),
];

fn find<'a>(tx: &'a Tx<'_>, launch: RecordRef) -> Result<&'a Described, CommandError> {
    tx.tables().described(&LAUNCHES, launch.id).ok_or(CommandError::Missing(LAUNCHES.noun))
}

/// Fills a launch without tasks with those of its tier.
pub(in crate::command) fn begin_tasks(tx: &mut Tx<'_>, launch: RecordRef) -> Result<(), CommandError> {
    let kept = find(tx, launch)?;
    let Ok(tier) = kept.words(&LAUNCH_TIER).parse::<u8>() else { return Ok(()) };
    if !kept.rows(&LAUNCH_TASKS).is_empty() {
        return Ok(());
    }
    for (_, function, text, before) in USUAL.into_iter().filter(|(least, ..)| *least >= tier) {
        let row = [(&TASK_TEXT, text.into()), (&FUNCTION, function.into()), (&TASK_BEFORE, before.into())];
        add_row(tx, launch, &[], &LAUNCH_TASKS, None, &row)?;
    }
    Ok(())
}

/// A launch without a day is on the day its release is planned for.
pub(in crate::command) fn take_day(
    tx: &mut Tx<'_>,
    launch: RecordRef,
    release: Id,
) -> Result<(), CommandError> {
    let planned = tx.get::<Release>(release).and_then(Release::day);
    match planned.filter(|_| find(tx, launch).is_ok_and(|it| it.day(&LAUNCH_ON).is_none())) {
        Some(day) => set_field(tx, launch, &LAUNCH_ON, Some(day.to_string().into())),
        None => Ok(()),
    }
}

/// What follows from where a launch has got: go or no-go is kept as a decision, and what is launched is looked at again.
pub(in crate::command) fn go_on(tx: &mut Tx<'_>, launch: RecordRef) -> Result<(), CommandError> {
    let kept = find(tx, launch)?;
    let state = kept.words(&LAUNCH_STATE).to_owned();
    let product = kept.product().ok_or(CommandError::Missing(Product::NOUN))?;
    let day = kept.day(&LAUNCH_ON).unwrap_or(tx.today());
    match state.as_str() {
        "go" | "no_go" => {
            if kept.linked(&LAUNCH_RELEASE).is_empty() {
                return Err(CommandError::NoRelease);
            }
            let question = format!("Does “{}” go?", kept.name());
            let asked = tasks_of(kept).into_iter().find(|task| task.text == GO_TASK && !task.is_done);
            let word = LAUNCH_STATE.word(&state).map_or("", |word| word.name);
            keep_decision(tx, product, &question, launch, word)?;
            asked.map_or(Ok(()), |task| do_task(tx, launch, &LAUNCH_TASKS, task.id, true))
        }
        "launched" if kept.day(&LAUNCH_REVIEW).is_none() => {
            let review = day.plus(REVIEW_DAYS).to_string();
            set_field(tx, launch, &LAUNCH_REVIEW, Some(review.into()))
        }
        _ => Ok(()),
    }
}

/// Says that a task among the rows of a record is done, or is not.
pub fn do_task(
    tx: &mut Tx<'_>,
    record: RecordRef,
    rows: &Field,
    task: Id,
    is_done: bool,
) -> Result<(), CommandError> {
    set_in_row(tx, record, &[(rows, task)], &TASK_DONE, is_done.then(|| "yes".into()))
}

/// Makes an item of an action of a meeting, at the top of the backlog.
pub fn action_to_item(tx: &mut Tx<'_>, meeting: RecordRef, action: Id) -> Result<Id, CommandError> {
    let kept = tx.tables().described(&MEETINGS, meeting.id).ok_or(CommandError::Missing(MEETINGS.noun))?;
    let product = kept.product().ok_or(CommandError::Missing(Product::NOUN))?;
    let row = kept.rows(&ACTIONS).into_iter().find(|row| row_id(row) == Some(action));
    let row = row.ok_or(CommandError::Missing("action"))?;
    let title = Values(row).words(&ACTION_TEXT).to_owned();
    let item =
        add_item(tx, product, Draft { title, kind: ItemType::Chore, ..Draft::default() }, Destination::Top)?;
    let link = Value::from(link_text(Item::TABLE, item));
    set_in_row(tx, meeting, &[(&ACTIONS, action)], &ACTION_ITEM, Some(link))?;
    Ok(item)
}
