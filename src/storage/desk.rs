//! The desk: workspace, store and clock of one tab, and the saving of what is done at it.
//!
//! It holds no browser and no signals: the moment comes in with each act, and what an act gives back says what changed.

use std::sync::Arc;

use super::{Caught, FoldProgress, Found, KeyValue, KeyValueError, OpenError, Opening, SaveError, Store};
use crate::analysis::trash_ends;
use crate::model::{Day, Ids, Instant, SortedSet};
use crate::workspace::{Context, Difference, Entry, Stamp, TabId, Tx, UndoOutcome, Workspace};

/// A transaction of more records than this is refused when it does not fit, instead of being kept unsaved.
pub(super) const LARGE: usize = 100;

/// A moment, where the person is.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// In milliseconds of UTC.
    pub now: Instant,
    /// The civil date.
    pub today: Day,
}

fn tab_of(seed: u64) -> TabId {
    TabId((seed >> 32) as u32)
}

/// Workspace, store and clock of one tab.
pub struct Desk<K> {
    /// Everything there is.
    pub workspace: Workspace,
    /// Where it is kept.
    pub store: Store<K>,
    /// What was in the segments when it was opened, by table.
    pub found: Vec<Found>,
    context: Context,
    /// Whether nothing more is written: a later build has the store, or the person only looks around.
    is_closed: bool,
    /// Everything as of the moment a person looks back to; the present goes on beside it.
    past: Option<Workspace>,
    /// The long transaction that is being made on a copy; everything else waits for it.
    held: Option<u64>,
    helds: u64,
    /// The day Trash was last looked at, and the moment up to which its days are counted: that of the last work, so that a
    /// computer whose clock has jumped ahead throws nothing away.
    purged_on: Option<Day>,
    worked_at: Instant,
}

/// Why a transaction was not made.
#[derive(Debug)]
pub enum Refused<E> {
    /// The command said no.
    Command(E),
    /// There is no room for it.
    Room(SaveError),
    /// Nothing more is written here.
    Closed,
    /// The person looks at the past.
    Past,
    /// A long transaction is being made.
    Busy,
    /// Something else was taken in while it was being made.
    Overtaken,
}

impl<K: KeyValue + Clone> Desk<K> {
    /// Begins to read what is stored, for a tab named by the upper half of a random `seed`.
    ///
    /// # Errors
    /// Where a later build has written to the store.
    pub fn begin(kv: K, seed: u64) -> Result<Opening<K>, OpenError> {
        Opening::begin(kv, tab_of(seed))
    }

    /// Opens what was read; `lineage` are the names the tab had before it was reloaded.
    ///
    /// # Errors
    /// Where a later build has written to the store meanwhile.
    pub fn open(
        opening: Opening<K>,
        seed: u64,
        moment: Moment,
        lineage: impl FnOnce(TabId) -> SortedSet<TabId>,
    ) -> Result<Self, OpenError> {
        let tab = tab_of(seed);
        let (store, loaded) = opening.finish()?;
        let worked_at = loaded.entries.iter().map(|entry| entry.at).max().unwrap_or_default();
        let mut workspace = loaded.workspace;
        workspace.restore_undo(loaded.entries, &lineage(tab));
        let context = Context { now: moment.now, today: moment.today, tab, ids: Ids::seeded(seed) };
        Ok(Self {
            workspace,
            store,
            found: loaded.found,
            context,
            is_closed: false,
            past: None,
            held: None,
            helds: 0,
            purged_on: None,
            worked_at,
        })
    }

    /// Makes a transaction and writes it down.
    ///
    /// # Errors
    /// Where the command refuses, or a large transaction has no room; nothing is changed then.
    pub fn edit<R, E>(
        &mut self,
        moment: Moment,
        label: String,
        change: impl FnOnce(&mut Tx<'_>) -> Result<R, E>,
    ) -> Result<(R, Option<Arc<Entry>>), Refused<E>> {
        self.may_act()?;
        self.look_at(moment);
        let store = &self.store;
        let fits = |entry: &Entry| match entry.changes.len() {
            ..=LARGE => Ok(()),
            _ => store.check_room(store.cost(entry)).map_err(Refused::Room),
        };
        let change = |tx: &mut Tx<'_>| change(tx).map_err(Refused::Command);
        let (result, entry) = self.workspace.edit_if(&mut self.context, label, change, fits)?;
        if let Some(entry) = &entry {
            self.write_down(entry);
        }
        Ok((result, entry))
    }

    /// Takes back the newest transaction of this tab.
    pub fn undo(&mut self, moment: Moment) -> Option<UndoOutcome> {
        if self.may_act::<()>().is_err() {
            return None;
        }
        self.look_at(moment);
        let outcome = self.workspace.undo(&mut self.context)?;
        outcome.entry.iter().for_each(|entry| self.write_down(entry));
        Some(outcome)
    }

    /// Makes again what was last taken back.
    pub fn redo(&mut self, moment: Moment) -> Option<UndoOutcome> {
        if self.may_act::<()>().is_err() {
            return None;
        }
        self.look_at(moment);
        let outcome = self.workspace.redo(&mut self.context)?;
        outcome.entry.iter().for_each(|entry| self.write_down(entry));
        Some(outcome)
    }

    /// Takes in what another tab has written.
    pub fn hear(&mut self, key: &str, text: &str) -> Caught {
        if self.is_held() {
            return Caught::Nothing;
        }
        if Store::<K>::is_list(key) {
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
        if self.is_resting() {
            return Caught::Nothing;
        }
        let caught = self.store.catch_up(&mut self.workspace);
        self.is_closed |= matches!(caught, Caught::Newer);
        caught
    }

    /// Mends what does not fit together after tabs have changed the same.
    pub fn mend(&mut self, moment: Moment) -> Option<Arc<Entry>> {
        if self.is_resting() {
            return None;
        }
        self.look_at(moment);
        let entry = self.workspace.mend(&mut self.context)?;
        self.write_down(&entry);
        Some(entry)
    }

    /// Takes out for good what has lain in Trash long enough; looks once a day.
    pub fn purge(&mut self, moment: Moment) -> Option<Arc<Entry>> {
        if self.may_act::<()>().is_err() {
            return None;
        }
        self.look_at(moment);
        let today = Some(self.context.today);
        if std::mem::replace(&mut self.purged_on, today) == today {
            return None;
        }
        let now = self.context.now;
        let worked_at = std::mem::replace(&mut self.worked_at, now).min(now);
        let entry = self.workspace.purge(&mut self.context, trash_ends(worked_at))?;
        self.write_down(&entry);
        Some(entry)
    }

    /// Puts what could not be read out of the way, and goes on with the rest.
    pub fn set_damage_aside(&mut self, moment: Moment) -> Result<(), SaveError> {
        self.let_go();
        self.look_at(moment);
        self.store.set_damage_aside(&self.workspace, self.context.now)
    }

    /// Writes what can no longer be read once more, from what this page still has.
    pub fn write_damaged_again(&mut self, moment: Moment) -> Result<(), SaveError> {
        self.let_go();
        self.look_at(moment);
        self.store.write_damaged_again(&self.workspace, self.context.now)
    }

    /// Writes everything again, for a disk that was cleared under this page.
    pub fn write_again(&mut self, moment: Moment) -> Result<(), SaveError> {
        self.let_go();
        self.look_at(moment);
        self.store.write_again(&self.workspace, self.context.now)
    }

    /// Takes in what the copy beside the store had when it was opened.
    pub fn take_copy(&mut self, moment: Moment, texts: Vec<(String, String)>) -> Caught {
        if self.is_closed {
            return Caught::Nothing;
        }
        self.let_go();
        let entries = self.store.take_copy(texts, &mut self.workspace, moment.now);
        if entries.is_empty() { Caught::Nothing } else { Caught::Entries(entries) }
    }

    /// Tries again to write what the disk did not take, and reads back what it did take: why something is not on disk.
    pub fn settle(&mut self, moment: Moment) -> Result<(), SaveError> {
        if self.is_resting() {
            return Ok(());
        }
        self.store.flush(&self.workspace)?;
        let lost = self.store.confirm();
        self.store.thin_copy(moment.now);
        if lost == 0 { Ok(()) } else { Err(SaveError::KeyValue(KeyValueError::Full)) }
    }

    /// Writes nothing more.
    pub fn close(&mut self) {
        self.is_closed = true;
    }

    /// Whether there is something to fold.
    pub fn wants_fold(&self) -> bool {
        !self.is_resting() && (self.store.is_folding() || self.store.wants_checkpoint())
    }

    /// Folds a slice of the journal; none when there is nothing to fold.
    pub fn fold(&mut self, moment: Moment) -> Option<FoldProgress> {
        if self.is_resting() {
            return None;
        }
        if self.store.is_folding()
            || (self.store.wants_checkpoint() && self.store.begin_checkpoint(&self.workspace, moment.now))
        {
            return Some(self.store.step_checkpoint(&self.workspace));
        }
        None
    }

    /// What the disk refuses waits in the store, and is tried again by [`Desk::settle`].
    fn write_down(&mut self, entry: &Arc<Entry>) {
        let _ = self.store.append(entry, &self.workspace);
    }

    /// Whether a long transaction is being made: then edits are refused, and what others write is taken in afterwards.
    pub fn is_held(&self) -> bool {
        self.held.is_some()
    }

    /// Whether nothing is done at this moment.
    fn is_resting(&self) -> bool {
        self.is_closed || self.is_held()
    }

    fn may_act<E>(&self) -> Result<(), Refused<E>> {
        match self {
            Self { is_closed: true, .. } => Err(Refused::Closed),
            Self { past: Some(_), .. } => Err(Refused::Past),
            Self { held: Some(_), .. } => Err(Refused::Busy),
            _ => Ok(()),
        }
    }

    /// What is to be seen: everything as it is, or as of the moment a person looks back to.
    pub fn seen(&self) -> &Workspace {
        self.past.as_ref().unwrap_or(&self.workspace)
    }

    /// Shows everything as it was when a transaction had been made. The person changes nothing meanwhile; what other tabs
    /// do goes into the present.
    pub fn look_back(&mut self, until: Stamp) {
        let (known, _) = self.store.transactions();
        self.past = Some(self.workspace.as_of(until, &known));
    }

    /// Shows the present again.
    pub fn look_at_now(&mut self) {
        self.past = None;
    }

    /// What differs between what is seen and the present.
    pub fn differences(&self) -> Vec<Difference> {
        self.past.as_ref().map(|past| self.workspace.differences(past)).unwrap_or_default()
    }

    /// A copy of everything, to see on it what a transaction would do.
    pub fn copy(&mut self, moment: Moment) -> (Workspace, Context) {
        self.look_at(moment);
        (self.workspace.clone(), self.context.clone())
    }

    /// The same, to make a transaction on it that comes back: its number.
    pub(super) fn set_out<E>(&mut self, moment: Moment) -> Result<(u64, Workspace, Context), Refused<E>> {
        self.may_act()?;
        self.helds += 1;
        self.held = Some(self.helds);
        let (workspace, context) = self.copy(moment);
        Ok((self.helds, workspace, context))
    }

    /// Whether that transaction is still being made.
    pub(super) fn is_out(&self, number: u64) -> bool {
        self.held == Some(number) && !self.is_closed
    }

    /// Takes over the copy with the transaction in it.
    pub(super) fn come_back(&mut self, workspace: Workspace, context: Context) {
        self.held = None;
        self.workspace = workspace;
        self.context = context;
    }

    /// Gives up the long transaction: what is written of it goes.
    pub(super) fn let_go(&mut self) {
        if self.held.take().is_some() {
            self.store.leave_at_once();
        }
    }

    fn look_at(&mut self, moment: Moment) {
        self.context.now = moment.now;
        self.context.today = moment.today;
    }
}
