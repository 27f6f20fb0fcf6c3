//! Weighing, choosing, and saying how much a goal serves one of the organisation.

use serde_json::Value;

use super::{add_described, add_row, remove_row_in, set_field, set_in_row, set_link};
use crate::analysis::Weighed;
use crate::command::CommandError;
use crate::model::kind::{
    ABOUT, CHOICE, DECIDED_ON, DECISION_STATE, DECISIONS, FIT, FIT_GOAL, FITS, OPTION_NAME, OPTIONS,
    ORGANISATION_GOALS, REVIEW_ON, SCORE, SCORES, row_id, rows_of,
};
use crate::model::{Goal, Id, Record, RecordRef, clean_line, link_text};
use crate::workspace::{Described, Fields, Tx, links_in};

/// After how many days a decision comes back where no day is said.
const REVIEW_DAYS: i32 = 90;

/// Writes how well an option does by a criterion, from 1 to 5, or that nobody knows.
pub fn set_score(
    tx: &mut Tx<'_>,
    decision: RecordRef,
    option: Id,
    criterion: Id,
    score: Option<i64>,
) -> Result<(), CommandError> {
    let kept = tx.tables().described(&DECISIONS, decision.id).ok_or(CommandError::Missing(DECISIONS.noun))?;
    let row = kept.rows(&OPTIONS).into_iter().find(|row| row_id(row) == Some(option));
    let has_score =
        row.is_some_and(|row| rows_of(row, &SCORES).into_iter().any(|it| row_id(it) == Some(criterion)));
    let path = [(&OPTIONS, option)];
    match score {
        None => remove_row_in(tx, decision, &path, &SCORES, criterion),
        Some(score) => {
            if !has_score {
                add_row(tx, decision, &path, &SCORES, Some(criterion), &[])?;
            }
            set_in_row(tx, decision, &[path[0], (&SCORES, criterion)], &SCORE, Some(score.into()))
        }
    }
}

/// Gives an option another name; where it was chosen, the choice goes by that name.
pub fn rename_option(
    tx: &mut Tx<'_>,
    decision: RecordRef,
    option: Id,
    name: &str,
) -> Result<(), CommandError> {
    let name = clean_line(name);
    let kept = tx.tables().described(&DECISIONS, decision.id).ok_or(CommandError::Missing(DECISIONS.noun))?;
    let old = Weighed::of(kept).options.into_iter().find(|it| it.id == option).map(|it| it.name);
    let is_chosen = old.is_some_and(|old| !old.is_empty() && kept.words(&CHOICE) == old);
    set_in_row(tx, decision, &[(&OPTIONS, option)], &OPTION_NAME, Some(name.clone().into()))?;
    if is_chosen {
        set_field(tx, decision, &CHOICE, Some(name.into()))?;
    }
    Ok(())
}

/// Chooses an option: the decision is made today, and comes back for review where no day was said.
pub fn choose_option(tx: &mut Tx<'_>, decision: RecordRef, option: Id) -> Result<(), CommandError> {
    let kept = tx.tables().described(&DECISIONS, decision.id).ok_or(CommandError::Missing(DECISIONS.noun))?;
    let chosen = Weighed::of(kept).options.into_iter().find(|it| it.id == option);
    let name = chosen.ok_or(CommandError::Missing("option"))?.name;
    if name.is_empty() {
        return Err(CommandError::NoName("option"));
    }
    let has_review = kept.day(&REVIEW_ON).is_some();
    let today = tx.today();
    set_field(tx, decision, &CHOICE, Some(name.into()))?;
    set_field(tx, decision, &DECISION_STATE, Some("decided".into()))?;
    set_field(tx, decision, &DECIDED_ON, Some(today.to_string().into()))?;
    if !has_review {
        let review = today.plus(REVIEW_DAYS).to_string();
        set_field(tx, decision, &REVIEW_ON, Some(review.into()))?;
    }
    Ok(())
}

/// Keeps a choice as a decision of a product, about a record; said again, the decision changes.
pub(in crate::command) fn keep_decision(
    tx: &mut Tx<'_>,
    product: Id,
    question: &str,
    about: RecordRef,
    choice: &str,
) -> Result<RecordRef, CommandError> {
    let is_of_it =
        |it: &&Described| it.name() == question && it.linked(&ABOUT).contains(&(about.table, about.id));
    let known = tx.tables().described_of(&DECISIONS, product).into_iter().find(is_of_it).map(|it| it.meta.id);
    let id = match known {
        Some(id) => id,
        None => add_described(tx, DECISIONS.table, product, question)?,
    };
    let decision = RecordRef { table: DECISIONS.table, id };
    let today = Value::from(tx.today().to_string());
    set_link(tx, decision, &ABOUT, about, true)?;
    set_field(tx, decision, &CHOICE, Some(choice.into()))?;
    set_field(tx, decision, &DECIDED_ON, Some(today))?;
    set_field(tx, decision, &DECISION_STATE, Some("decided".into()))?;
    Ok(decision)
}

/// Says how much a goal of a product serves one of the organisation, from 0 to 3, or that it was not judged.
pub fn set_fit(tx: &mut Tx<'_>, served: Id, goal: Id, fit: Option<i64>) -> Result<(), CommandError> {
    let record = RecordRef { table: ORGANISATION_GOALS.table, id: served };
    let kept = tx.tables().described(&ORGANISATION_GOALS, served);
    let kept = kept.ok_or(CommandError::Missing(ORGANISATION_GOALS.noun))?;
    if tx.get::<Goal>(goal).is_none() {
        return Err(CommandError::Missing(Goal::NOUN));
    }
    let is_of = |row: &&Fields| links_in(row, &FIT_GOAL).contains(&(Goal::TABLE, goal));
    let rows: Vec<Id> = kept.rows(&FITS).into_iter().filter(is_of).filter_map(row_id).collect();
    match (rows.last(), fit) {
        (_, None) => rows.iter().try_for_each(|row| remove_row_in(tx, record, &[], &FITS, *row)),
        (Some(row), Some(fit)) => set_in_row(tx, record, &[(&FITS, *row)], &FIT, Some(fit.into())),
        (None, Some(fit)) => {
            let goal = Value::from(link_text(Goal::TABLE, goal));
            add_row(tx, record, &[], &FITS, None, &[(&FIT_GOAL, goal), (&FIT, fit.into())]).map(drop)
        }
    }
}
