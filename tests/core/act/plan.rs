//! What is done with the plan in time.

use throughline::command;
use throughline::model::kind::{BASELINES, MILESTONES, WAITS_FOR, row_id};
use throughline::model::{Day, Id, Initiative, Product, RecordRef, Release};

use super::pick;
use crate::support::Desk;

impl Desk {
    /// Everything that can wait and be waited for.
    fn planned(&self) -> Vec<RecordRef> {
        let tables = self.workspace.tables();
        let product = self.product;
        let initiatives = tables.initiatives.in_order(product).map(RecordRef::to::<Initiative>);
        let releases = tables.releases.in_order(product).map(RecordRef::to::<Release>);
        let milestones = tables.described_of(&MILESTONES, product).into_iter();
        let milestones = milestones.map(|it| RecordRef { table: MILESTONES.table, id: it.meta.id });
        initiatives.chain(releases).chain(milestones).collect()
    }

    pub(super) fn change_plan(&mut self, n: usize, how: usize, word: &str) {
        let product = self.product;
        let all = self.planned();
        let (Some(record), Some(other)) = (pick(&all, n).copied(), pick(&all, how / 9).copied()) else {
            self.attempt(|tx| command::add_named(tx, MILESTONES.table, product, word));
            return;
        };
        let day = |days: usize| Day::new(2026, 11, 2).unwrap().plus(days as i32 * 3);
        match how % 9 {
            0 => {
                self.attempt(|tx| command::plan_between(tx, record.id, day(n), day(how)));
            }
            1 => {
                self.attempt(|tx| command::shift(tx, record, n as i32 - how as i32));
            }
            2 | 3 => {
                self.attempt(|tx| command::wait_for(tx, record, other, n as i32 % 5 - 1));
            }
            4 => {
                let Some(table) = self.workspace.tables().any(record.table) else { return };
                let rows = table.described(record.id).map(|it| it.rows(&WAITS_FOR)).unwrap_or_default();
                let rows: Vec<Id> = rows.into_iter().filter_map(row_id).collect();
                let Some(row) = pick(&rows, n).copied() else { return };
                self.attempt(|tx| command::remove_row(tx, record, &WAITS_FOR, row));
            }
            5 => {
                self.attempt(|tx| command::add_named(tx, BASELINES.table, product, word));
            }
            6 => {
                let on = day(n).to_string();
                self.attempt(|tx| command::add_holiday(tx, product, &on, word));
            }
            7 => {
                let kept =
                    self.workspace.tables().products.get(product).map(|it: &Product| it.holidays.clone());
                let Some(holiday) = kept.as_deref().and_then(|kept| pick(kept, how)).map(|it| it.id) else {
                    let (weekday, rests) = ((n % 7) as u8 + 1, how.is_multiple_of(2));
                    self.attempt(|tx| command::set_rest_day(tx, product, weekday, rests));
                    return;
                };
                self.edit(|tx| command::remove_holiday(tx, product, holiday));
            }
            _ => {
                let points = if n.is_multiple_of(4) { String::new() } else { n.to_string() };
                self.attempt(|tx| command::set_capacity(tx, product, &points));
            }
        }
    }
}
