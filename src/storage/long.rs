//! Long transactions: made slice by slice on a copy of everything, written slice by slice, and only then seen.
//!
//! Until its list is written nothing of it counts on the disk, and until the copy is taken over nothing of it is there on
//! the screen. To take it back halfway is to let the copy fall.

use std::sync::Arc;

use super::desk::LARGE;
use super::journal::{self, Slot};
use super::store::Written;
use super::store::{Checkpoint, FoldProgress};
use super::{Desk, KeyValue, Moment, Refused, Store, units};
use crate::model::{Pace, PaceStage};
use crate::workspace::{Context, Entry, Tx, UndoOutcome, Workspace};

/// How a desk is reached between two slices, for as long as it is there.
pub trait Reach<K> {
    /// Does something at it.
    fn reach<T>(&self, act: impl FnOnce(&mut Desk<K>) -> T) -> Option<T>;
}

/// A transaction that is being made. Let fall, it is given up.
struct Long<'a, K: KeyValue + Clone, D: Reach<K>> {
    desk: &'a D,
    number: u64,
    workspace: Workspace,
    context: Context,
    disk: std::marker::PhantomData<K>,
}

/// Makes a transaction slice by slice, and writes it down.
///
/// # Errors
/// Where the command refuses, or there is no room; nothing is changed then.
pub async fn edit_in_slices<K: KeyValue + Clone, R, E>(
    desk: &impl Reach<K>,
    moment: Moment,
    label: String,
    change: impl AsyncFnOnce(&mut Tx<'_>) -> Result<R, E>,
    pace: &Pace,
) -> Result<(R, Option<Arc<Entry>>), Refused<E>> {
    let mut long = Long::begin(desk, moment)?;
    let made = long.workspace.edit_in_slices(&mut long.context, label, change, pace).await;
    let (result, entry) = made.map_err(Refused::Command)?;
    if let Some(entry) = &entry {
        long.land(entry, pace).await?;
    }
    Ok((result, entry))
}

/// Takes back the newest transaction of this tab, or makes again what was last taken back, slice by slice.
///
/// # Errors
/// Where there is no room for it; nothing is changed then.
pub async fn step_in_slices<K: KeyValue + Clone>(
    desk: &impl Reach<K>,
    moment: Moment,
    is_redo: bool,
    pace: &Pace,
) -> Result<Option<UndoOutcome>, Refused<String>> {
    let mut long = Long::begin(desk, moment)?;
    let outcome = long.workspace.step_in_slices(&mut long.context, is_redo, pace).await;
    if let Some(entry) = outcome.as_ref().and_then(|outcome| outcome.entry.as_ref()) {
        long.land(entry, pace).await?;
    } else {
        long.come_back()?;
    }
    Ok(outcome)
}

impl<'a, K: KeyValue + Clone, D: Reach<K>> Long<'a, K, D> {
    fn begin<E>(desk: &'a D, moment: Moment) -> Result<Self, Refused<E>> {
        let set_out = desk.reach(|desk| desk.set_out(moment)).unwrap_or(Err(Refused::Closed));
        let (number, workspace, context) = set_out?;
        Ok(Self { desk, number, workspace, context, disk: std::marker::PhantomData })
    }

    /// Does something at the desk, where the transaction is still wanted there.
    fn reach<T, E>(&self, act: impl FnOnce(&mut Desk<K>) -> T) -> Result<T, Refused<E>> {
        let done = self.desk.reach(|desk| desk.is_out(self.number).then(|| act(desk)));
        done.flatten().ok_or(Refused::Overtaken)
    }

    /// Takes over the copy as it is.
    fn come_back<E>(&mut self) -> Result<(), Refused<E>> {
        let (workspace, context) = (std::mem::take(&mut self.workspace), self.context.clone());
        self.reach(|desk| desk.come_back(workspace, context))
    }

    /// Writes the transaction, and takes over the copy it was made in.
    async fn land<E>(mut self, entry: &Arc<Entry>, pace: &Pace) -> Result<(), Refused<E>> {
        if entry.changes.len() <= LARGE {
            self.come_back()?;
            // What the disk refuses waits in the store.
            let written = self.desk.reach(|desk| desk.store.append(entry, &desk.workspace).is_ok());
            return written.map(drop).ok_or(Refused::Closed);
        }
        let sealed = journal::seal_in_slices(entry, false, pace).await;
        pace.rest().await;
        let slot = self.reach(|desk| {
            desk.store.flush(&desk.workspace)?;
            let slot = desk.store.next_slot();
            desk.store.check_room(units(&sealed)).map(|()| slot)
        })?;
        let slot = slot.map_err(Refused::Room)?;
        pace.rest().await;
        let mut texts = journal::texts(slot, &sealed);
        if texts.len() > 1 && self.write_at_once(slot, entry, pace).await? {
            texts.clear();
        } else {
            let written = self.reach(|desk| {
                let needed = desk.store.write_journal(&texts)?;
                desk.store.note(slot, entry, needed);
                Ok(())
            })?;
            written.map_err(Refused::Room)?;
        }
        // What counts on the disk is taken over at once: a stop in between would leave it there alone.
        self.reach(|desk| desk.store.take_note(slot, &texts, entry, &sealed))?;
        self.come_back()
    }

    /// Writes it into segments, a segment a slice; whether that went well.
    async fn write_at_once<E>(
        &self,
        slot: Slot,
        entry: &Arc<Entry>,
        pace: &Pace,
    ) -> Result<bool, Refused<E>> {
        // Of what came, history keeps the checksums alone; the stack of undo has them already.
        let thin = self.workspace.undo_stack().newest(entry.stamp).unwrap_or_else(|| Arc::clone(entry));
        let sealed = journal::seal_in_slices(&thin, true, pace).await;
        let workspace = &self.workspace;
        if !self.reach(|desk| desk.store.begin_at_once(slot, entry, thin, workspace))? {
            return Ok(false);
        }
        let left = self.reach(|desk| {
            desk.store.checkpoint.as_mut().map_or(0, |checkpoint| {
                checkpoint.set_sealed(sealed);
                checkpoint.left()
            })
        })?;
        pace.begin(PaceStage::Writing, left);
        loop {
            pace.step().await;
            pace.rest().await;
            let step = self.reach(|desk| desk.store.step_checkpoint(workspace))?;
            if matches!(step, FoldProgress::More(_)) {
                continue;
            }
            return self.reach(|desk| {
                desk.store.leave_at_once();
                let is_done = desk.store.is_folded(slot);
                if !is_done {
                    desk.store.unfolded.remove(&slot);
                }
                is_done
            });
        }
    }
}

impl<K: KeyValue + Clone, D: Reach<K>> Drop for Long<'_, K, D> {
    fn drop(&mut self) {
        let number = self.number;
        self.desk.reach(|desk| {
            if desk.is_out(number) {
                desk.let_go();
            }
        });
    }
}

impl<K: KeyValue> Store<K> {
    /// Writes a large transaction straight into segments and commits it with their list: it would not fit twice, once
    /// in the journal and once there. All or nothing; whether it went well.
    pub(super) fn fold_at_once(&mut self, slot: Slot, entry: &Arc<Entry>, workspace: &Workspace) -> bool {
        if !self.begin_at_once(slot, entry, Arc::clone(entry), workspace) {
            return false;
        }
        let is_done = self.run(workspace) == FoldProgress::Done;
        if !is_done {
            self.unfolded.remove(&slot);
        }
        is_done
    }

    /// Begins to do so; `thin` is what history keeps of it. Nothing counts before the last step.
    fn begin_at_once(&mut self, slot: Slot, entry: &Entry, thin: Arc<Entry>, workspace: &Workspace) -> bool {
        self.abandon();
        if !self.may_fold(workspace) {
            return false;
        }
        self.note(slot, entry, 0);
        let touched = self.touched();
        self.plan(workspace, entry.at, &touched, vec![(slot, thin)]);
        true
    }

    /// Gives up what was begun so: what is written of it goes.
    pub(super) fn leave_at_once(&mut self) {
        let slots: Vec<Slot> = self.checkpoint.iter().flat_map(Checkpoint::direct).collect();
        if !slots.is_empty() {
            self.abandon();
            self.unfolded.retain(|slot, _| !slots.contains(slot));
        }
    }

    /// Takes note of a transaction that was written.
    fn take_note(&mut self, slot: Slot, texts: &[(String, String)], entry: &Arc<Entry>, sealed: &str) {
        self.next_seq = slot.seq + 1;
        self.tail.put(slot, sealed);
        self.unconfirmed.push(Written::of(slot, texts, entry));
    }
}
