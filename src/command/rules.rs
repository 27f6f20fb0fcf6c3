//! The rules of a product: its workflow, its Definition of Ready and of Done, and going past them.

use super::CommandError;
use super::item::{ItemChange, change_items};
use crate::analysis::Gate;
use crate::model::{
    Category, Check, Definition, EntryRule, Id, Item, Override, Product, Record, Rule, State, clean_line,
    step_among,
};
use crate::workspace::Tx;

/// The most items a state may be limited to.
const LIMIT_MOST: u32 = 9_999;

/// A change of a workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkflowChange {
    /// Another state, before the states that end work.
    Add(String),
    /// Another name.
    Name(String, String),
    /// Another meaning.
    Category(String, Category),
    /// So many items at once, or as many as one likes.
    Limit(String, Option<u32>),
    /// What entering it asks for.
    Entry(String, EntryRule),
    /// Up (negative) or down among the others.
    Step(String, isize),
    /// Taken out: its items go to another state.
    Remove(String, String),
}

fn state<'a>(states: &'a mut [State], id: &str) -> Result<&'a mut State, CommandError> {
    states.iter_mut().find(|state| state.id == id).ok_or(CommandError::Missing("state"))
}

/// Changes a product's workflow. There is always a state to begin in and one that is done.
pub fn change_workflow(tx: &mut Tx<'_>, product: Id, change: &WorkflowChange) -> Result<(), CommandError> {
    let owner = tx.get::<Product>(product).ok_or(CommandError::Missing(Product::NOUN))?;
    let mut states = owner.workflow.0.clone();
    let place = |states: &[State], id: &str| {
        states.iter().position(|state| state.id == id).ok_or(CommandError::Missing("state"))
    };
    match change {
        WorkflowChange::Add(name) => {
            let name = free_name(&states, name, None)?;
            let at = states.iter().position(|state| state.category.is_over()).unwrap_or(states.len());
            let id = tx.new_id().to_string();
            states.insert(
                at,
                State { id, name, category: Category::Active, limit: None, entry: EntryRule::Free },
            );
        }
        WorkflowChange::Name(id, name) => {
            let name = free_name(&states, name, Some(id))?;
            state(&mut states, id)?.name = name;
        }
        WorkflowChange::Category(id, category) => {
            state(&mut states, id)?.category = *category;
        }
        WorkflowChange::Limit(id, limit) => {
            state(&mut states, id)?.limit = limit.filter(|limit| (1..=LIMIT_MOST).contains(limit));
        }
        WorkflowChange::Entry(id, entry) => {
            state(&mut states, id)?.entry = *entry;
        }
        WorkflowChange::Step(id, by) => {
            let from = place(&states, id)?;
            step_among(&mut states, from, *by);
        }
        WorkflowChange::Remove(id, into) => {
            let at = place(&states, id)?;
            place(&states, into)?;
            if id == into {
                return Err(CommandError::SameState);
            }
            states.remove(at);
        }
    }
    let has = |category: Category| states.iter().any(|state| state.category == category);
    if !has(Category::Open) || !has(Category::Done) {
        return Err(CommandError::NoEnds);
    }
    if let WorkflowChange::Remove(id, into) = change {
        let there = items_in(tx, product, id);
        change_items(tx, &there, &ItemChange::Status(into.clone()));
    }
    let today = tx.today();
    tx.edit(product, |product: &mut Product| {
        if product.workflow.0 != states {
            product.workflow.0 = states;
            product.rules_on = Some(today);
        }
    });
    if let WorkflowChange::Category(id, category) = change
        && category.is_over()
    {
        // What is over waits for nothing.
        let (now, today) = (tx.now(), tx.today());
        for item in items_in(tx, product, id) {
            tx.edit(item, |item: &mut Item| item.unblock(now, today));
        }
    }
    Ok(())
}

/// The items in a state, those in Trash among them: they may come back.
fn items_in(tx: &Tx<'_>, product: Id, state: &str) -> Vec<Id> {
    let is_there = |item: &&Item| item.product == product && item.status == state;
    tx.tables().items.iter_kept().filter(is_there).map(|item| item.meta.id).collect()
}

fn free_name(states: &[State], name: &str, own: Option<&str>) -> Result<String, CommandError> {
    let name = clean_line(name);
    if name.is_empty() {
        return Err(CommandError::NoName("state"));
    }
    let is_taken =
        |state: &State| Some(state.id.as_str()) != own && state.name.to_lowercase() == name.to_lowercase();
    if states.iter().any(is_taken) { Err(CommandError::TakenState(name)) } else { Ok(name) }
}

/// Which of the two definitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Of Ready.
    Ready,
    /// Of Done.
    Done,
}

impl Which {
    /// A product's definition of this kind.
    pub fn of(self, product: &Product) -> &Definition {
        match self {
            Self::Ready => &product.ready,
            Self::Done => &product.done,
        }
    }
}

/// A change of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleChange {
    /// Another rule at the end, with these words where it is one to tick.
    Add(Check, String),
    /// Other words.
    Text(String, String),
    /// Up (negative) or down among the others.
    Step(String, isize),
    /// Taken out.
    Remove(String),
}

/// Changes a definition of a product.
pub fn change_definition(
    tx: &mut Tx<'_>,
    product: Id,
    which: Which,
    change: &RuleChange,
) -> Result<(), CommandError> {
    let id = tx.new_id().to_string();
    let text = match change {
        RuleChange::Add(Check::ByHand, text) | RuleChange::Text(_, text) => clean_line(text),
        RuleChange::Add(check, _) => check.name().to_owned(),
        _ => String::from("-"),
    };
    if text.is_empty() {
        return Err(CommandError::NoName("rule"));
    }
    let today = tx.today();
    tx.edit(product, |product: &mut Product| {
        let Definition(rules) = match which {
            Which::Ready => &mut product.ready,
            Which::Done => &mut product.done,
        };
        let before = rules.clone();
        let place = |rules: &[Rule], id: &str| rules.iter().position(|rule| rule.id == id);
        match change {
            RuleChange::Add(check, _) => rules.push(Rule { id, text, check: *check }),
            RuleChange::Text(id, _) => {
                if let Some(rule) = rules.iter_mut().find(|rule| rule.id == *id) {
                    rule.text = text;
                }
            }
            RuleChange::Step(id, by) => {
                if let Some(from) = place(rules, id) {
                    step_among(rules, from, *by);
                }
            }
            RuleChange::Remove(id) => rules.retain(|rule| rule.id != *id),
        }
        if *rules != before {
            product.rules_on = Some(today);
        }
    });
    Ok(())
}

/// Says that an item meets a rule that is ticked by hand, or no longer.
pub fn confirm_rule(tx: &mut Tx<'_>, item: Id, rule: &str, is_met: bool) {
    tx.edit(item, |item: &mut Item| {
        if is_met {
            item.confirmed.insert(rule.to_owned());
        } else {
            item.confirmed.remove(rule);
        }
    });
}

/// Moves items to a state past what stands against it; the reason is kept at each item that did not meet the rules.
pub fn enter_anyway(tx: &mut Tx<'_>, ids: &[Id], state: &str, reason: &str) -> Result<(), CommandError> {
    let reason = clean_line(reason);
    if reason.is_empty() {
        return Err(CommandError::NoReason);
    }
    let is_coming = |id: &&Id| tx.get::<Item>(**id).is_some_and(|item| item.status != state);
    let ids: Vec<Id> = ids.iter().filter(is_coming).copied().collect();
    let gate = Gate::before(tx.tables(), &ids, state);
    let over = gate.over.map(|(would_be, limit)| format!("{would_be} of {limit} in this state"));
    change_items(tx, &ids, &ItemChange::Status(state.to_owned()));
    let at = tx.now();
    for id in &ids {
        let unmet = gate.lacking.iter().find(|(lacking, _)| lacking == id).map(|(_, unmet)| unmet.clone());
        let lacking: Vec<String> = unmet.into_iter().flatten().chain(over.clone()).collect();
        if lacking.is_empty() {
            continue;
        }
        let kept = Override { id: tx.new_id(), at, to: state.to_owned(), reason: reason.clone(), lacking };
        tx.edit(*id, |item: &mut Item| item.overrides.push(kept));
    }
    Ok(())
}
