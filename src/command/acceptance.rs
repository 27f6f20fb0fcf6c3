//! Accepting work: criteria are tried one by one, and what does not hold goes back with a reason.

use super::CommandError;
use super::item::{ItemChange, change_items};
use crate::analysis::acceptance::trials;
use crate::model::{
    Category, Comment, CriterionRun, Id, Item, Note, Product, Record, clean_line, clean_text,
};
use crate::workspace::Tx;

/// A trial of a criterion as a person describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrialDraft {
    /// Whether it held.
    pub passed: bool,
    /// The row of examples; empty where it is no outline.
    pub example: String,
    /// What was seen.
    pub note: String,
    /// What it was tried on.
    pub build: String,
}

/// Writes down how a criterion was tried; it is met when all its trials held the last time.
pub fn try_criterion(tx: &mut Tx<'_>, item: Id, criterion: Id, draft: &TrialDraft) {
    let (id, at, on) = (tx.new_id(), tx.now(), tx.today());
    let run = CriterionRun {
        id,
        at,
        on,
        passed: draft.passed,
        example: draft.example.clone(),
        note: clean_text(&draft.note).trim().to_owned(),
        build: clean_line(&draft.build),
    };
    tx.edit(item, |item: &mut Item| {
        if let Some(criterion) = item.criteria.iter_mut().find(|it| it.id == criterion) {
            criterion.runs.push(run);
            criterion.met = trials(criterion).iter().all(crate::analysis::acceptance::Trial::passed);
        }
    });
}

/// Sends items back to be worked on, and keeps the reason as a comment.
pub fn return_items(tx: &mut Tx<'_>, ids: &[Id], reason: &str) -> Result<(), CommandError> {
    let reason = clean_line(reason);
    if reason.is_empty() {
        return Err(CommandError::NoReason);
    }
    for id in ids {
        let item = tx.get::<Item>(*id).ok_or(CommandError::Missing(Item::NOUN))?;
        let owner = tx.get::<Product>(item.product).ok_or(CommandError::Missing(Product::NOUN))?;
        let states = owner.workflow.0.iter();
        let active = states.clone().find(|state| state.category == Category::Active);
        let to = active.map_or(owner.workflow.first_open(), |state| &state.id).to_owned();
        change_items(tx, &[*id], &ItemChange::Status(to));
        let comment = Comment::new(tx.new_id(), format!("Returned: {reason}"), tx.now());
        tx.edit(*id, |item: &mut Item| item.comments.push(comment));
    }
    Ok(())
}
