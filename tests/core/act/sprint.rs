//! What is done with sprints, and with what waits to be judged.

use throughline::command::{self, TrialDraft};
use throughline::model::kind::{RETRO, RETRO_IS, RETRO_TEXT, SPRINTS, VERDICT, row_id};
use throughline::model::{Id, Item, RecordRef};

use super::pick;
use crate::support::Desk;

impl Desk {
    pub(super) fn change_sprint(&mut self, n: usize, how: usize, word: &str) {
        let product = self.product;
        let tables = self.workspace.tables();
        let sprints: Vec<Id> = tables.described_of(&SPRINTS, product).iter().map(|it| it.meta.id).collect();
        let items: Vec<Id> = tables.items.in_order(product).collect();
        let Some(sprint) = pick(&sprints, n).copied() else {
            self.attempt(|tx| command::add_named(tx, SPRINTS.table, product, word));
            return;
        };
        let record = RecordRef { table: SPRINTS.table, id: sprint };
        let other = pick(&sprints, how).copied();
        let item = pick(&items, how).copied();
        match how % 9 {
            0 => self.attempt(|tx| command::add_named(tx, SPRINTS.table, product, word)).map(drop),
            1 => self.attempt(|tx| command::start_sprint(tx, sprint)),
            2 => self.attempt(|tx| command::finish_sprint(tx, sprint, other.filter(|_| n.is_multiple_of(2)))),
            3 => self.attempt(|tx| command::pull_fitting(tx, sprint, n as u32 * 10)).map(drop),
            4 => self.attempt(|tx| command::decide(tx, sprint, VERDICT.choices()[n % 3].key)),
            5 => {
                let is = RETRO_IS.choices()[n % 3].key;
                let values = [(&RETRO_IS, is.into()), (&RETRO_TEXT, word.into())];
                self.attempt(|tx| command::add_row(tx, record, &[], &RETRO, None, &values)).map(drop)
            }
            6 => {
                let kept = self.workspace.tables().described(&SPRINTS, sprint);
                let rows: Vec<Id> =
                    kept.into_iter().flat_map(|it| it.rows(&RETRO)).filter_map(row_id).collect();
                let Some(row) = pick(&rows, n).copied() else { return };
                self.attempt(|tx| command::act_on(tx, sprint, row)).map(drop)
            }
            _ => {
                let Some(item) = item else { return };
                let to = (!n.is_multiple_of(4)).then_some(sprint);
                self.attempt(|tx| command::put_in_sprint(tx, &[item], to))
            }
        };
    }

    pub(super) fn judge(&mut self, n: usize, how: usize, word: &str) {
        let Some(item) = self.one::<Item>(n) else { return };
        let id = item.meta.id;
        match pick(&item.criteria, how) {
            Some(criterion) if !how.is_multiple_of(3) => {
                let draft = TrialDraft {
                    passed: n.is_multiple_of(2),
                    example: String::new(),
                    note: word.into(),
                    build: word.into(),
                };
                let criterion = criterion.id;
                self.edit(|tx| command::try_criterion(tx, id, criterion, &draft));
            }
            _ => drop(self.attempt(|tx| command::return_items(tx, &[id], word))),
        }
    }
}
