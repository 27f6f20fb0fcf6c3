//! The desk: workspace, store and clock of this tab, and the saving of what is done at it.
//!
//! Nothing here is reactive; `App` tells the signals what a transaction changed.

use std::sync::Arc;

use crate::browser::{self, LocalDisk};
use crate::model::Ids;
use crate::storage::{KeyValueError, OpenError, Progress, SaveError, Store};
use crate::workspace::{Context, Entry, Outcome, Tab, Tx, Workspace};

/// A transaction of more records than this is refused when it does not fit, instead of being kept unsaved.
const LARGE: usize = 100;

/// Workspace, store and clock of this tab.
pub struct Desk {
    /// Everything there is.
    pub workspace: Workspace,
    /// Where it is kept.
    pub store: Store<LocalDisk>,
    /// What could not be read when the page opened, in sentences.
    pub damage: Vec<String>,
    context: Context,
    /// Transactions the disk has not taken, oldest first.
    unsaved: Vec<Arc<Entry>>,
}

/// Why a transaction was not made.
pub enum Refused<E> {
    /// The command said no.
    Command(E),
    /// There is no room for it.
    Room(SaveError),
}

impl Desk {
    /// Opens what is stored in this browser.
    pub fn open() -> Result<Self, OpenError> {
        let seed = browser::seed();
        let tab = Tab((seed >> 32) as u32);
        let (store, loaded) = Store::open(LocalDisk, tab)?;
        let mut workspace = loaded.workspace;
        workspace.restore_undo(loaded.entries, &browser::lineage(tab));
        let context = Context { now: browser::now(), today: browser::today(), tab, ids: Ids::seeded(seed) };
        Ok(Self { workspace, store, damage: loaded.damage, context, unsaved: Vec::new() })
    }

    /// Makes a transaction and writes it down.
    pub fn edit<R, E>(
        &mut self,
        label: String,
        change: impl FnOnce(&mut Tx<'_>) -> Result<R, E>,
    ) -> Result<(R, Option<Arc<Entry>>), Refused<E>> {
        self.look_at_the_clock();
        let store = &self.store;
        let fits = |entry: &Entry| match entry.changes.len() {
            ..=LARGE => Ok(()),
            _ => store.check_room(store.cost(entry)).map_err(Refused::Room),
        };
        let change = |tx: &mut Tx<'_>| change(tx).map_err(Refused::Command);
        let (result, entry) = self.workspace.edit_if(&mut self.context, label, change, fits)?;
        if let Some(entry) = &entry {
            self.write_down(Arc::clone(entry));
        }
        Ok((result, entry))
    }

    /// Runs a transaction to see what it would do, and takes it back.
    pub fn rehearse<R>(&mut self, change: impl FnOnce(&mut Tx<'_>) -> R) -> R {
        self.look_at_the_clock();
        self.workspace.rehearse(&mut self.context, change)
    }

    /// Takes back the newest transaction of this tab.
    pub fn undo(&mut self) -> Option<Outcome> {
        self.look_at_the_clock();
        let outcome = self.workspace.undo(&mut self.context)?;
        outcome.entry.iter().for_each(|entry| self.write_down(Arc::clone(entry)));
        Some(outcome)
    }

    /// Makes again what was last taken back.
    pub fn redo(&mut self) -> Option<Outcome> {
        self.look_at_the_clock();
        let outcome = self.workspace.redo(&mut self.context)?;
        outcome.entry.iter().for_each(|entry| self.write_down(Arc::clone(entry)));
        Some(outcome)
    }

    /// Takes in what another tab has written; the transaction, if it is new here.
    pub fn hear(&mut self, key: &str, text: &str) -> Option<Entry> {
        let (slot, entry) = self.store.read_other(key, text)?;
        self.workspace.apply(&entry).ok()?;
        self.store.accept_other(slot, &entry);
        Some(entry)
    }

    /// Tries again to write what the disk did not take, and reads back what it did take: why something is not on disk.
    pub fn settle(&mut self) -> Result<(), SaveError> {
        while let Some(entry) = self.unsaved.first().cloned() {
            self.store.append(&entry)?;
            self.unsaved.remove(0);
        }
        self.unsaved = self.store.confirm();
        if self.unsaved.is_empty() { Ok(()) } else { Err(SaveError::KeyValue(KeyValueError::Full)) }
    }

    /// Folds a slice of the journal; none when there is nothing to fold.
    pub fn fold(&mut self) -> Option<Progress> {
        if self.store.is_folding()
            || (self.store.wants_checkpoint() && self.store.begin_checkpoint(&self.workspace))
        {
            return Some(self.store.step_checkpoint(&self.workspace));
        }
        None
    }

    fn write_down(&mut self, entry: Arc<Entry>) {
        // Order matters: nothing is written past something that is still waiting.
        if !self.unsaved.is_empty() || self.store.append(&entry).is_err() {
            self.unsaved.push(entry);
        }
    }

    fn look_at_the_clock(&mut self) {
        self.context.now = browser::now();
        self.context.today = browser::today();
    }
}
