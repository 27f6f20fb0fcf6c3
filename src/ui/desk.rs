//! The desk: workspace, store and clock of this tab, and the saving of what is done at it.
//!
//! Nothing here is reactive; `App` tells the signals what a transaction changed.

use std::sync::Arc;

use crate::analysis::trash_ends;
use crate::browser::{self, LocalDisk};
use crate::model::{Day, Ids, Instant};
use crate::storage::{Caught, Found, KeyValueError, OpenError, Progress, SaveError, Store};
use crate::workspace::{Context, Entry, Outcome, Tab, Tx, Workspace};

/// A transaction of more records than this is refused when it does not fit, instead of being kept unsaved.
const LARGE: usize = 100;

/// Workspace, store and clock of this tab.
pub struct Desk {
    /// Everything there is.
    pub workspace: Workspace,
    /// Where it is kept.
    pub store: Store<LocalDisk>,
    /// What was in the segments when the page opened, by table.
    pub found: Vec<Found>,
    context: Context,
    /// Transactions the disk has not taken, oldest first.
    unsaved: Vec<Arc<Entry>>,
    /// Whether a later build has written to the store: then nothing more is written here.
    is_closed: bool,
    /// The day Trash was last looked at, and the moment up to which its days are counted: that of the last work, so that a
    /// computer whose clock has jumped ahead throws nothing away.
    purged_on: Option<Day>,
    worked_at: Instant,
}

/// Why a transaction was not made.
pub enum Refused<E> {
    /// The command said no.
    Command(E),
    /// There is no room for it.
    Room(SaveError),
    /// A later build has the store: this page is for reading.
    Closed,
}

impl Desk {
    /// Opens what is stored in this browser.
    pub fn open() -> Result<Self, OpenError> {
        let seed = browser::seed();
        let tab = Tab((seed >> 32) as u32);
        let (store, loaded) = Store::open(LocalDisk, tab)?;
        let worked_at = loaded.entries.iter().map(|entry| entry.at).max().unwrap_or_default();
        let mut workspace = loaded.workspace;
        workspace.restore_undo(loaded.entries, &browser::lineage(tab));
        let context = Context { now: browser::now(), today: browser::today(), tab, ids: Ids::seeded(seed) };
        Ok(Self {
            workspace,
            store,
            found: loaded.found,
            context,
            unsaved: Vec::new(),
            is_closed: false,
            purged_on: None,
            worked_at,
        })
    }

    /// Makes a transaction and writes it down.
    pub fn edit<R, E>(
        &mut self,
        label: String,
        change: impl FnOnce(&mut Tx<'_>) -> Result<R, E>,
    ) -> Result<(R, Option<Arc<Entry>>), Refused<E>> {
        if self.is_closed {
            return Err(Refused::Closed);
        }
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
        if self.is_closed {
            return None;
        }
        self.look_at_the_clock();
        let outcome = self.workspace.undo(&mut self.context)?;
        outcome.entry.iter().for_each(|entry| self.write_down(Arc::clone(entry)));
        Some(outcome)
    }

    /// Makes again what was last taken back.
    pub fn redo(&mut self) -> Option<Outcome> {
        if self.is_closed {
            return None;
        }
        self.look_at_the_clock();
        let outcome = self.workspace.redo(&mut self.context)?;
        outcome.entry.iter().for_each(|entry| self.write_down(Arc::clone(entry)));
        Some(outcome)
    }

    /// Takes in what another tab has written.
    pub fn hear(&mut self, key: &str, text: &str) -> Caught {
        if Store::<LocalDisk>::is_list(key) {
            return self.catch_up();
        }
        let Some((slot, entry, units)) = self.store.read_other(key, text) else { return Caught::Nothing };
        if self.workspace.apply(&entry).is_err() {
            return Caught::Nothing;
        }
        self.store.accept_other(slot, &entry, units);
        Caught::Entries(vec![Arc::new(entry)])
    }

    /// Looks at the disk again: after a sleep, and when another tab has folded.
    pub fn catch_up(&mut self) -> Caught {
        if self.is_closed {
            return Caught::Nothing;
        }
        let caught = self.store.catch_up(&mut self.workspace);
        match caught {
            Caught::Newer => self.is_closed = true,
            // What the disk has not taken is in no list and no journal.
            Caught::Anew => self.unsaved.iter().for_each(|entry| drop(self.workspace.apply(entry))),
            _ => {}
        }
        caught
    }

    /// Mends what does not fit together after tabs have changed the same.
    pub fn mend(&mut self) -> Option<Arc<Entry>> {
        if self.is_closed {
            return None;
        }
        self.look_at_the_clock();
        let entry = self.workspace.mend(&mut self.context)?;
        self.write_down(Arc::clone(&entry));
        Some(entry)
    }

    /// Takes out for good what has lain in Trash long enough; looks once a day.
    pub fn purge(&mut self) -> Option<Arc<Entry>> {
        self.look_at_the_clock();
        let today = Some(self.context.today);
        if self.is_closed || std::mem::replace(&mut self.purged_on, today) == today {
            return None;
        }
        let now = self.context.now;
        let worked_at = std::mem::replace(&mut self.worked_at, now).min(now);
        let entry = self.workspace.purge(&mut self.context, trash_ends(worked_at))?;
        self.write_down(Arc::clone(&entry));
        Some(entry)
    }

    /// Puts what could not be read out of the way, and goes on with the rest.
    pub fn set_damage_aside(&mut self) -> Result<(), SaveError> {
        self.look_at_the_clock();
        self.store.set_damage_aside(&self.workspace, self.context.now)
    }

    /// Writes what can no longer be read once more, from what this page still has.
    pub fn write_damaged_again(&mut self) -> Result<(), SaveError> {
        self.look_at_the_clock();
        self.store.write_damaged_again(&self.workspace, self.context.now)
    }

    /// Writes everything again, for a disk that was cleared under this page.
    pub fn write_again(&mut self) -> Result<(), SaveError> {
        self.look_at_the_clock();
        self.unsaved.clear();
        self.store.write_again(&self.workspace, self.context.now)
    }

    /// Tries again to write what the disk did not take, and reads back what it did take: why something is not on disk.
    pub fn settle(&mut self) -> Result<(), SaveError> {
        if self.is_closed {
            return Ok(());
        }
        while let Some(entry) = self.unsaved.first().cloned() {
            self.store.append(&entry, &self.workspace)?;
            self.unsaved.remove(0);
        }
        self.unsaved = self.store.confirm();
        if self.unsaved.is_empty() { Ok(()) } else { Err(SaveError::KeyValue(KeyValueError::Full)) }
    }

    /// Writes nothing more.
    pub fn close(&mut self) {
        self.is_closed = true;
    }

    /// Whether there is something to fold.
    pub fn wants_fold(&self) -> bool {
        !self.is_closed && (self.store.is_folding() || self.store.wants_checkpoint())
    }

    /// Folds a slice of the journal; none when there is nothing to fold.
    pub fn fold(&mut self) -> Option<Progress> {
        if self.is_closed {
            return None;
        }
        if self.store.is_folding()
            || (self.store.wants_checkpoint() && self.store.begin_checkpoint(&self.workspace, browser::now()))
        {
            return Some(self.store.step_checkpoint(&self.workspace));
        }
        None
    }

    fn write_down(&mut self, entry: Arc<Entry>) {
        // Order matters: nothing is written past something that is still waiting.
        if !self.unsaved.is_empty() || self.store.append(&entry, &self.workspace).is_err() {
            self.unsaved.push(entry);
        }
    }

    fn look_at_the_clock(&mut self) {
        self.context.now = browser::now();
        self.context.today = browser::today();
    }
}
