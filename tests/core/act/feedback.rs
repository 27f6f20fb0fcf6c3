//! What is done with feedback, themes and scores: made into work, joined, answered, put in order.

use throughline::command;
use throughline::model::kind::{FEEDBACK, NEEDS, OPPORTUNITIES, PERSON_MONTHS, SURVEYS, THEMES};
use throughline::model::{Id, Initiative, Item, Record};

use crate::support::Desk;

impl Desk {
    pub(super) fn discover(&mut self, n: usize, how: usize, word: &str) {
        let product = self.product;
        let some = |desk: &Self, table: &'static str| -> Vec<Id> {
            [n, n + 1, how].into_iter().filter_map(|n| desk.keyed(table, n)).map(|it| it.id).collect()
        };
        let (pieces, themes) = (some(self, FEEDBACK.table), some(self, THEMES.table));
        match how % 11 {
            0 => drop(self.attempt(|tx| command::add_many(tx, product, &format!("{word}\n{word} again")))),
            1 => drop(self.attempt(|tx| command::story_of(tx, product, &pieces))),
            2 => drop(self.attempt(|tx| command::need_of(tx, product, &pieces))),
            3 if pieces.len() > 1 => drop(self.attempt(|tx| command::join_feedback(tx, pieces[0], &pieces))),
            4 => drop(self.attempt(|tx| command::tell(tx, &pieces))),
            5 => drop(self.attempt(|tx| command::theme_of(tx, product, word, &pieces))),
            6 if themes.len() > 1 => drop(self.attempt(|tx| command::join_themes(tx, themes[0], &themes))),
            7 => {
                let from = [THEMES.table, NEEDS.table, OPPORTUNITIES.table][n % 3];
                let to = [Initiative::TABLE, Item::TABLE, OPPORTUNITIES.table][how / 9 % 3];
                if let Some(record) = self.keyed(from, n) {
                    self.attempt(|tx| command::promote(tx, product, record, to));
                }
            }
            8 => match self.keyed(SURVEYS.table, n) {
                Some(survey) => drop(self.attempt(|tx| command::survey_to_inbox(tx, product, survey.id))),
                None => drop(self.attempt(|tx| command::refuse_theme(tx, product, word))),
            },
            9 => {
                let items = [n, n + 2, how].into_iter().filter_map(|n| self.item_id(n)).collect::<Vec<Id>>();
                self.edit(|tx| command::order_like(tx, Item::TABLE, product, &items));
            }
            _ => drop(self.attempt(|tx| command::correct_input(tx, product, &PERSON_MONTHS, 1.5))),
        }
    }
}
