//! How a transaction is made, whole or in slices.
//!
//! One that is made in slices is made in a copy of the workspace: nobody sees it before it is finished, and it is taken
//! back by letting the copy go.

use std::sync::Arc;

use super::Workspace;
use super::entry::{Entry, RecordChange, Role};
use super::transaction::{Context, Tx};
use super::undo::UndoOutcome;
use crate::model::{Pace, PaceStage};

impl Workspace {
    /// Makes a transaction slice by slice; letting it fall halfway leaves this copy of no use.
    pub async fn edit_in_slices<R, E>(
        &mut self,
        context: &mut Context,
        label: String,
        change: impl AsyncFnOnce(&mut Tx<'_>) -> Result<R, E>,
        pace: &Pace,
    ) -> Result<(R, Option<Arc<Entry>>), E> {
        self.transact(context, label, Role::Edit, change, |_| Ok(()), pace).await
    }

    /// Runs a transaction slice by slice and leaves what it did unfinished, to be looked at and let go.
    pub async fn rehearse_in_slices<R>(
        &mut self,
        context: &mut Context,
        change: impl AsyncFnOnce(&mut Tx<'_>) -> R,
    ) -> R {
        change(&mut Tx::begin(&mut self.tables, &self.known, context, String::new())).await
    }

    /// Takes back the newest transaction of this tab, or makes again what was last taken back, slice by slice.
    pub async fn step_in_slices(
        &mut self,
        context: &mut Context,
        is_redo: bool,
        pace: &Pace,
    ) -> Option<UndoOutcome> {
        let entry = self.undo.next(is_redo)?;
        let role = if is_redo { Role::Redo(entry.stamp) } else { Role::Undo(entry.stamp) };
        let outcome = self.revert(context, &entry, role, entry.label.clone(), pace).await;
        if outcome.entry.is_none() {
            self.undo.drop_next(is_redo);
        }
        Some(outcome)
    }

    pub(super) async fn transact<R, E>(
        &mut self,
        context: &mut Context,
        label: String,
        role: Role,
        change: impl AsyncFnOnce(&mut Tx<'_>) -> Result<R, E>,
        fits: impl FnOnce(&Entry) -> Result<(), E>,
        pace: &Pace,
    ) -> Result<(R, Option<Arc<Entry>>), E> {
        let mut tx = Tx::begin(&mut self.tables, &self.known, context, label);
        let result = match change(&mut tx).await {
            Ok(result) => result,
            Err(error) => {
                tx.roll_back();
                return Err(error);
            }
        };
        pace.begin(PaceStage::Closing, 2 * tx.touched());
        let clock = tx.next_clock(self.clock);
        let committed = tx.commit(clock, role, &self.gone, pace).await;
        let Some(entry) = committed else { return Ok((result, None)) };
        if let Err(error) = fits(&entry) {
            tx.roll_back();
            return Err(error);
        }
        drop(tx);
        let mut thin = Vec::with_capacity(entry.changes.len());
        for change in &entry.changes {
            if let RecordChange::Gone { table, id, lives, .. } = change {
                self.tables.any_mut(table).end_lives(*id, lives);
                self.gone.insert(*id);
            }
            thin.push(change.thin(&self.tables).unwrap_or_else(|| change.clone()));
            pace.step().await;
        }
        self.clock = clock;
        self.known.note(entry.stamp);
        self.see_stamps(&entry);
        let thin = Arc::new(entry.with(thin));
        self.undo.note_deletion(&thin);
        self.undo.note(&thin);
        Ok((result, Some(Arc::new(entry))))
    }
}
