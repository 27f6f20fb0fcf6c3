//! Whether items meet the rules of their product, and what keeps them out of a state.

use super::acceptance::has_failed;
use super::{evidence, is_over, is_waiting, up};
use crate::model::{Category, Check, Definition, EntryRule, Id, Item, ItemType, Product, Rule, set_of};
use crate::workspace::Tables;

/// Whether an item meets a rule.
pub fn meets(tables: &Tables, item: &Item, rule: &Rule) -> bool {
    match rule.check {
        Check::ByHand => item.confirmed.contains(&rule.id),
        Check::Goal => up(tables, item).goal.is_some(),
        Check::Initiative => up(tables, item).initiative.is_some(),
        // Only a story is told as one.
        Check::Story => {
            item.kind != ItemType::Story || item.persona.is_some() && !item.benefit.trim().is_empty()
        }
        Check::Evidence => evidence(tables, item.meta.id) > 0,
        Check::Criteria => !item.criteria.is_empty(),
        Check::Estimate => item.estimate.is_some(),
        Check::Questions => item.questions.iter().all(|question| !question.answer.is_empty()),
        Check::Waiting => !is_waiting(tables, item),
        // A story without criteria has not said when it is done.
        Check::CriteriaMet if item.criteria.is_empty() => item.kind != ItemType::Story,
        Check::CriteriaMet => item.criteria.iter().all(|criterion| criterion.met),
        Check::Checklist => item.checklist.iter().all(|step| step.done),
        Check::Children => tables
            .items
            .any
            .children(item.meta.id)
            .all(|id| tables.items.get(id).is_none_or(|child| is_over(tables, child))),
    }
}

/// The definition a state asks for.
fn asked_for(product: &Product, entry: EntryRule) -> Option<&Definition> {
    match entry {
        EntryRule::Free => None,
        EntryRule::Ready => Some(&product.ready),
        EntryRule::Done => Some(&product.done),
    }
}

/// What keeps items out of a state of their product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gate {
    /// The items that do not meet the rules, with the rules they do not meet.
    pub lacking: Vec<(Id, Vec<String>)>,
    /// How many would be in the state, and how many may be, where that is more than may.
    pub over: Option<(usize, u32)>,
}

impl Gate {
    /// Whether the way is free.
    pub fn is_open(&self) -> bool {
        self.lacking.is_empty() && self.over.is_none()
    }

    /// What stands against moving these items into a state; those that are in it already do not count.
    pub fn before(tables: &Tables, ids: &[Id], state: &str) -> Self {
        let mut gate = Self::default();
        let items = ids.iter().filter_map(|id| tables.items.get(*id)).filter(|item| item.status != state);
        let coming: Vec<&Item> = items.collect();
        let Some(product) = coming.first().and_then(|item| tables.products.get(item.product)) else {
            return gate;
        };
        let Some(into) = product.workflow.state(state) else { return gate };
        if let Some(definition) = asked_for(product, into.entry) {
            for item in &coming {
                let unmet = definition.0.iter().filter(|rule| !meets(tables, item, rule));
                let unmet: Vec<String> = unmet.map(|rule| rule.text.clone()).collect();
                if !unmet.is_empty() {
                    gate.lacking.push((item.meta.id, unmet));
                }
            }
        }
        // What was tried and did not hold is no rule of a list: it is asked about wherever work is accepted.
        for item in coming.iter().filter(|_| into.category == Category::Done) {
            let failed = item.criteria.iter().filter(|criterion| !criterion.met && has_failed(criterion));
            let failed: Vec<String> =
                failed.map(|criterion| format!("Tried, and did not hold: {}", criterion.text)).collect();
            if !failed.is_empty() {
                match gate.lacking.iter_mut().find(|(id, _)| *id == item.meta.id) {
                    Some((_, lacking)) => lacking.extend(failed),
                    None => gate.lacking.push((item.meta.id, failed)),
                }
            }
        }
        if let Some(limit) = into.limit {
            let coming = set_of(coming.iter().map(|item| item.meta.id));
            let all = tables.items.of(product.meta.id);
            let there = all.filter(|item| item.status == state && !coming.contains(&item.meta.id)).count();
            let would_be = there + coming.len();
            gate.over = (would_be > limit as usize).then_some((would_be, limit));
        }
        gate
    }
}
