//! What is done with products, with what they ask of work, and with ways to look at them.

use throughline::command::{self, RuleChange, Which, WorkflowChange};
use throughline::model::{Category, Check, EntryRule, Id, Lens, Product, SavedView};

use super::pick;
use crate::support::Desk;

impl Desk {
    /// Another product, another one at hand, or another name, key or lens.
    pub(super) fn change_product(&mut self, n: usize, word: &str) {
        let products: Vec<&Product> = self.workspace.tables().products.iter().collect();
        let other = pick(&products, n).map(|it| it.meta.id);
        let product = self.product;
        match (n % 5, other) {
            (0, _) if products.len() < 4 => {
                self.attempt(|tx| command::create_product(tx, word, &format!("P{word}"), Lens::Both));
            }
            (1, _) => {
                self.attempt(|tx| command::rename_product(tx, product, word, &format!("P{word}")));
            }
            (2, _) => self.edit(|tx| command::set_lens(tx, product, [Lens::Both, Lens::Pm, Lens::Po][n % 3])),
            (3, Some(other)) => self.product = other,
            _ => {}
        }
    }

    /// The one at hand stays, and mostly the others, too: there would be little left to work on.
    pub(super) fn delete_product(&mut self, n: usize) {
        let others = self.workspace.tables().products.iter().map(|it| it.meta.id);
        let others: Vec<Id> = others.filter(|id| *id != self.product).collect();
        if let Some(id) = pick(&others, n).filter(|_| n.is_multiple_of(3)) {
            self.edit(|tx| command::delete_product(tx, *id));
        }
    }

    pub(super) fn change_view(&mut self, n: usize, how: usize, word: &str) {
        let product = self.product;
        let query = format!("search={word}");
        let Some(view) = self.one::<SavedView>(n).filter(|_| !how.is_multiple_of(3)) else {
            let owner = (how.is_multiple_of(2)).then_some(product);
            self.attempt(|tx| command::add_view(tx, owner, word, "", query, n.is_multiple_of(2)));
            return;
        };
        let id = view.meta.id;
        if how % 3 == 1 {
            self.attempt(|tx| command::save_view(tx, id, query, n.is_multiple_of(2)));
        } else {
            self.edit(|tx| command::share_view(tx, id, (n.is_multiple_of(2)).then_some(product)));
        }
    }

    pub(super) fn change_workflow(&mut self, n: usize, how: usize, word: &str) {
        let Some(product) = self.owner().cloned() else { return };
        let states = &product.workflow.0;
        let (Some(state), Some(other)) = (pick(states, n), pick(states, n + how)) else { return };
        let id = state.id.clone();
        let change = match how % 7 {
            0 => WorkflowChange::Add(word.into()),
            1 => WorkflowChange::Name(id, word.into()),
            2 => WorkflowChange::Category(id, Category::ALL[how % Category::ALL.len()]),
            3 => WorkflowChange::Limit(id, u32::try_from(how).ok().filter(|limit| limit.is_multiple_of(2))),
            4 => WorkflowChange::Entry(id, EntryRule::ALL[how % 3]),
            5 => WorkflowChange::Step(id, if n.is_multiple_of(2) { 1 } else { -1 }),
            _ => WorkflowChange::Remove(id, other.id.clone()),
        };
        self.attempt(|tx| command::change_workflow(tx, product.meta.id, &change));
    }

    pub(super) fn change_definition(&mut self, n: usize, how: usize, word: &str) {
        let Some(product) = self.owner().cloned() else { return };
        let which = if how.is_multiple_of(2) { Which::Ready } else { Which::Done };
        let change = match (pick(&which.of(&product).0, n), how / 2 % 4) {
            (None, _) | (_, 0) => RuleChange::Add(Check::ALL[n % Check::ALL.len()], word.into()),
            (Some(rule), 1) => RuleChange::Text(rule.id.clone(), word.into()),
            (Some(rule), 2) => RuleChange::Step(rule.id.clone(), if n.is_multiple_of(2) { 1 } else { -1 }),
            (Some(rule), _) => RuleChange::Remove(rule.id.clone()),
        };
        self.attempt(|tx| command::change_definition(tx, product.meta.id, which, &change));
    }
}
