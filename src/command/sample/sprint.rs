//! The sprints of the sample: four that are finished, one that runs, and the next as it is planned.

use std::str::Split;

use super::{Reader, before, text, values};
use crate::command::CommandError;
use crate::command::described::{add_described, add_row, set_field};
use crate::command::story::person_named;
use crate::model::kind::{
    CAPACITY, CAPACITY_DAYS, CAPACITY_OFF, CAPACITY_WHO, COMMITMENT, FINISHED, LOGGED_POINTS, PLANNED,
    RESULT_DONE, RESULT_IS, RESULT_LEFT, RESULTS, RUNNING, SPRINT_FIRST, SPRINT_GOAL, SPRINT_LAST,
    SPRINT_STEPS, SPRINTS, STEP_ON, STEP_TO,
};
use crate::model::{Estimate, Id, Item, Person, Record, RecordRef, SprintChange, link_text};
use crate::workspace::{SAMPLE, Tx};

impl Reader {
    /// Someone of this name; one that is made here goes with the sample.
    fn person(&self, tx: &mut Tx<'_>, name: &str) -> Option<Id> {
        let before = tx.tables().people.iter().count();
        let id = person_named(tx, name)?;
        if tx.tables().people.iter().count() > before {
            let sample = self.product.to_string();
            tx.edit(id, |person: &mut Person| drop(person.meta.unknown.insert(SAMPLE.into(), sample.into())));
        }
        Some(id)
    }

    /// A sprint: name, goal, first and last day from today, state, capacity as `Lars:10:1`, then the numbers of its items.
    /// What was done within the days of a finished one is in it, too; what was not goes on to the next.
    pub(super) fn sprint(&self, tx: &mut Tx<'_>, parts: &mut Split<'_, char>) -> Result<(), CommandError> {
        let id = add_described(tx, SPRINTS.table, self.product, &text(parts))?;
        let record = RecordRef { table: SPRINTS.table, id };
        set_field(tx, record, &SPRINT_GOAL, Some(text(parts).into()))?;
        let mut day = || text(parts).parse::<i32>().unwrap_or(0);
        let (first, last) = (day(), day());
        for (field, days) in [(&SPRINT_FIRST, first), (&SPRINT_LAST, last)] {
            let on = tx.today().plus(days).to_string();
            set_field(tx, record, field, Some(on.into()))?;
        }
        let state = text(parts);
        // Each has its own people and days.
        set_field(tx, record, &CAPACITY, None)?;
        for (name, days) in values(parts) {
            let (all, off) = days.split_once(':').unwrap_or((days, "0"));
            let who = self.person(tx, name).map(|id| link_text(Person::TABLE, id)).unwrap_or_default();
            let number = |text: &str| text.parse::<i64>().unwrap_or(0);
            let row = [
                (&CAPACITY_WHO, who.into()),
                (&CAPACITY_DAYS, number(all).into()),
                (&CAPACITY_OFF, number(off).into()),
            ];
            add_row(tx, record, &[], &CAPACITY, None, &row)?;
        }
        let numbers = text(parts);
        let named: Vec<Id> = numbers.split(' ').filter_map(|number| self.numbered(tx, number)).collect();
        let (from, to) = (tx.today().plus(first), tx.today().plus(last));
        let done_on = |item: &Item| {
            let change = item.status_log.last().filter(|change| change.to == "accepted");
            change.is_some_and(|change| (from..=to).contains(&change.on))
        };
        let all = tx.tables().items.of(self.product);
        let sized = |item: &Item| (item.meta.id, item.estimate.map_or(0, Estimate::tenths), done_on(item));
        let there = all.filter(|item| named.contains(&item.meta.id) || state == FINISHED && done_on(item));
        let there: Vec<(Id, u32, bool)> = there.map(sized).collect();
        for (item, ..) in &there {
            let (change, at) = (tx.new_id(), before(tx.now(), first.min(0)));
            let on = tx.today().plus(first.min(0));
            tx.edit(*item, |item: &mut Item| {
                item.sprint = Some(id);
                item.sprint_log.push(SprintChange { id: change, at, on, to: Some(id) });
            });
        }
        if state == PLANNED {
            return Ok(());
        }
        let steps = [(RUNNING, first), (FINISHED, last)];
        for (to, days) in steps.into_iter().filter(|(to, _)| *to == RUNNING || state == FINISHED) {
            let on = tx.today().plus(days).to_string();
            add_row(tx, record, &[], &SPRINT_STEPS, None, &[(&STEP_TO, to.into()), (&STEP_ON, on.into())])?;
        }
        for (item, points, is_done) in there {
            add_row(tx, record, &[], &COMMITMENT, Some(item), &[(&LOGGED_POINTS, points.into())])?;
            if state == FINISHED {
                let is = if is_done { RESULT_DONE } else { RESULT_LEFT };
                let row = [(&LOGGED_POINTS, points.into()), (&RESULT_IS, is.into())];
                add_row(tx, record, &[], &RESULTS, Some(item), &row)?;
            }
        }
        Ok(())
    }
}
