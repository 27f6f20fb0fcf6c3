//! What is done with rituals, what is put off, time, products beside each other and whether to go on with one.

use throughline::analysis::{Ritual, running_ritual};
use throughline::command;
use throughline::model::kind::{ACTIVITIES, SKILLS};

use crate::support::Desk;

impl Desk {
    pub(super) fn guide(&mut self, n: usize, how: usize, word: &str) {
        let (product, today) = (self.product, self.context.today);
        let runs = running_ritual(self.workspace.tables(), product).map(|(_, run)| run.meta.id);
        let until = n.is_multiple_of(2).then(|| today.plus(n as i32));
        let key = Ritual::all()[n % Ritual::all().len()].key;
        match how % 10 {
            0 | 1 => match runs {
                None => drop(self.attempt(|tx| command::begin_ritual(tx, product, key))),
                Some(run) if how % 20 < 10 => drop(self.attempt(|tx| command::finish_ritual(tx, run, word))),
                Some(run) => drop(self.attempt(|tx| command::leave_ritual(tx, run))),
            },
            2 => drop(self.attempt(|tx| command::skip_ritual(tx, product, key, until))),
            3 => drop(self.attempt(|tx| command::put_off(tx, product, word, word, until))),
            4 => {
                if let Some(item) = self.item_id(n) {
                    self.edit(|tx| command::toggle_focus(tx, product, item));
                }
            }
            5 => {
                let by = if n.is_multiple_of(2) { 1 } else { -1 };
                self.attempt(|tx| command::move_product(tx, product, by));
            }
            6 => {
                let kind = if n.is_multiple_of(2) { &ACTIVITIES } else { &SKILLS };
                self.attempt(|tx| command::add_usual(tx, kind, product));
            }
            7 => {
                if let Some(activity) = self.keyed(ACTIVITIES.table, n) {
                    self.attempt(|tx| command::log_time(tx, product, activity.id, 30 * n as i64));
                }
            }
            8 => match self.keyed(ACTIVITIES.table, n) {
                Some(activity) if n.is_multiple_of(2) => {
                    self.attempt(|tx| command::start_timer(tx, product, activity.id));
                }
                _ => drop(self.attempt(|tx| command::stop_timer(tx, product, Some(n as i64)))),
            },
            _ => drop(self.attempt(|tx| command::invest_or_retire(tx, product, |day| day.to_string()))),
        }
    }
}
