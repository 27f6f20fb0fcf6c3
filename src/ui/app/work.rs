//! Transactions from the screen to the disk: made, told to the signals, written, read back, folded.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::{App, Desk, List, SaveState, Trouble};
use crate::browser;
use crate::command::CommandError;
use crate::model::{Id, Instant, Item, Product, Record, set_of};
use crate::storage::{Caught, FoldProgress, Moment, Refused, SaveError};
use crate::view::{Backup, Place, Route};
use crate::workspace::{Entry, RecordChange, Role, Tx, UndoOutcome, may_unfit};

/// Of so many transactions it is known where the cursor was.
const CURSORS_MOST: usize = 200;
/// What is of more records is taken back slice by slice.
const STEP_AT_ONCE: usize = 500;
/// How long after a write it is read back, in milliseconds: two tabs at the limit lose writes within a second.
const CONFIRM_MS: u64 = 1_200;
/// How long the desk is left alone before the journal is folded, in milliseconds.
const IDLE_MS: u64 = 4_000;
/// Fields on which the order of a list depends.
const ORDER_FIELDS: [&str; 3] = ["rank", "product", "deleted_at"];
/// Fields of an item that say what stands above it, for itself and for what is under it.
const LINE_FIELDS: [&str; 3] = ["parent", "initiative", "goal"];

/// Fields by which an item is named in the rows of what is under it.
const NAME_FIELDS: [&str; 2] = ["title", "type"];

/// Why a transaction was not made, in a sentence.
pub(super) fn refusal(refused: Refused<String>) -> String {
    match refused {
        Refused::Command(reason) => reason,
        Refused::Room(error) => error.to_string(),
        Refused::Closed => "This tab is for reading only: nothing was changed.".into(),
        Refused::Past => {
            format!("You look at {}. Go back to now to change something.", browser::weekday_text())
        }
        Refused::Busy => "A long change is under way. Wait for that, or cancel it.".into(),
        Refused::Overtaken => "Other work was taken in meanwhile. Do it once more.".into(),
    }
}

/// What is being written in a field.
#[derive(Clone)]
pub(super) struct FieldDraft {
    is_begun: Arc<dyn Fn() -> bool + Send + Sync>,
    save: Arc<dyn Fn() + Send + Sync>,
}

impl App {
    /// Saves what is being written when the field goes or the page is left; `is_begun` says whether there is something.
    pub fn keep_draft(
        self,
        is_begun: impl Fn() -> bool + Send + Sync + 'static,
        save: impl Fn() + Clone + Send + Sync + 'static,
    ) {
        let draft = FieldDraft { is_begun: Arc::new(is_begun), save: Arc::new(save.clone()) };
        let number = self.drafts.try_update_value(|drafts| {
            let number = drafts.keys().next_back().map_or(0, |last| last + 1);
            drafts.insert(number, draft);
            number
        });
        on_cleanup(move || {
            self.drafts.try_update_value(|drafts| number.and_then(|number| drafts.remove(&number)));
            save();
        });
    }

    /// Saves everything that is being written.
    pub fn save_drafts(self) {
        let drafts: Vec<FieldDraft> = self.drafts.with_value(|drafts| drafts.values().cloned().collect());
        for draft in drafts {
            (draft.save)();
        }
    }

    /// Goes over to the new version, and takes along what is being written.
    pub fn update(self) {
        self.save_drafts();
        self.settle();
        self.begun_title.with_value(|title| browser::keep_begun_title(title));
        browser::reload();
    }

    /// Hears of the page being closed for as long as something is written and not saved.
    pub(super) fn guard_drafts(self) {
        let is_begun = self.drafts.with_value(|drafts| drafts.values().any(|draft| (draft.is_begun)()));
        self.hear_hidden.with_value(|hear| hear.iter().for_each(|hear| hear(is_begun)));
    }

    /// Makes a transaction; where it cannot be made, says why and gives nothing.
    pub fn edit<R>(
        self,
        label: impl Into<String>,
        change: impl FnOnce(&mut Tx<'_>) -> Result<R, CommandError>,
    ) -> Option<R> {
        match self.try_edit(label, change) {
            Ok(result) => Some(result),
            Err(reason) => {
                self.say(reason);
                None
            }
        }
    }

    /// The same, with the reason for the caller to show.
    pub fn try_edit<R, E: ToString>(
        self,
        label: impl Into<String>,
        change: impl FnOnce(&mut Tx<'_>) -> Result<R, E>,
    ) -> Result<R, String> {
        let (mut change, mut made) = (Some(change), None);
        self.run(label.into(), &mut |tx| {
            if let Some(change) = change.take() {
                made = Some(change(tx).map_err(|error| error.to_string())?);
            }
            Ok(())
        })?;
        made.ok_or_else(|| "The page is closing.".into())
    }

    /// Makes a transaction, whatever it is of: a copy of this for each would be a tenth of the app.
    fn run(
        self,
        label: String,
        change: &mut dyn FnMut(&mut Tx<'_>) -> Result<(), String>,
    ) -> Result<(), String> {
        let cursor = self.selection.with_untracked(|selection| selection.cursor);
        let made = self.desk.try_update_value(|desk| desk.edit(browser::moment(), label, change));
        match made {
            Some(Ok(((), entry))) => {
                self.made(entry.as_deref(), cursor);
                Ok(())
            }
            Some(Err(refused)) => Err(refusal(refused)),
            None => Ok(()),
        }
    }

    /// Tells the page of a transaction that was made while the cursor was somewhere.
    pub(super) fn made(self, entry: Option<&Entry>, cursor: Option<Id>) {
        let Some(entry) = entry else { return };
        self.cursors.update_value(|cursors| {
            cursors.extend(cursor.map(|cursor| (entry.stamp, cursor)));
            cursors.drain(..cursors.len().saturating_sub(CURSORS_MOST));
        });
        self.after(entry);
        // Its Undo would take back this, and not what it names.
        if self.toast.with_untracked(|toast| toast.as_ref().is_some_and(|toast| toast.can_undo)) {
            self.toast.set(None);
        }
    }

    /// Takes back the last transaction.
    pub fn undo(self) {
        self.step(false);
    }

    /// Makes again what was taken back.
    pub fn redo(self) {
        self.step(true);
    }

    fn step(self, is_redo: bool) {
        let before = self.list.get_untracked();
        let size = self.read_desk(|desk| desk.workspace.undo_stack().next_size(is_redo));
        if size > STEP_AT_ONCE {
            return self.step_in_slices(is_redo, before);
        }
        let step = if is_redo { Desk::redo } else { Desk::undo };
        let outcome = self.desk.try_update_value(|desk| step(desk, browser::moment())).flatten();
        self.stepped(is_redo, outcome, &before);
    }

    /// Says what undo or redo did, which began with this list.
    pub(super) fn stepped(self, is_redo: bool, outcome: Option<UndoOutcome>, before: &List) {
        let (verb, nothing) =
            if is_redo { ("Redid", "Nothing to redo.") } else { ("Undid", "Nothing to undo.") };
        self.report(verb, nothing, outcome, before);
        self.leave_first_screen();
    }

    /// Goes to the product that is there again.
    fn leave_first_screen(self) {
        let is_first = self.route.with_untracked(|route| *route == Route::Start);
        if is_first
            && let Some(product) = untrack(|| self.home_product()).and_then(|id| self.get::<Product>(id))
        {
            self.go(&Route::place(product.key.as_str(), Place::Today));
        }
    }

    fn report(self, verb: &str, nothing: &str, outcome: Option<UndoOutcome>, before: &List) {
        let Some(outcome) = outcome else { return self.say(nothing) };
        if let Some(entry) = &outcome.entry {
            self.after(entry);
        }
        let left = if outcome.kept.is_empty() {
            String::new()
        } else {
            format!(". Left as it is, for it was changed since: {}", outcome.kept.join(", "))
        };
        // Elsewhere than where a person looks, it says where.
        let owner = outcome
            .focus
            .as_ref()
            .and_then(|(table, id)| self.read(|workspace| workspace.tables().any(table)?.owner(*id)));
        let elsewhere = owner
            .filter(|owner| self.product.get_untracked().is_some_and(|here| here != *owner))
            .and_then(|owner| self.get::<Product>(owner));
        let place = elsewhere.map(|product| format!(" in {}", product.name)).unwrap_or_default();
        self.say(format!("{verb}{place}: {}{left}", outcome.label));
        if let Some(row) = self.row_after(&outcome, before) {
            self.go_to(row);
        }
    }

    /// The row a person goes on at after a step back or forward: what has come back; where the row they were at has gone,
    /// the one they were at when the step was made; else what has changed, and where they are among that, there they stay.
    fn row_after(self, outcome: &UndoOutcome, before: &List) -> Option<Id> {
        let list = self.list.get_untracked();
        if list.ids.len() > before.ids.len() {
            let were_here = set_of(before.ids.iter().copied());
            if let Some(came) = list.ids.iter().find(|id| !were_here.contains(id)) {
                return Some(*came);
            }
        }
        let cursor = self.selection.with_untracked(|selection| selection.cursor);
        let entry = outcome.entry.as_ref();
        if cursor.is_some_and(|cursor| list.place(cursor).is_none())
            && let Some(Role::Undo(of)) = entry.map(|entry| entry.role)
            && let Some(id) = self.cursors.with_value(|all| all.iter().find(|it| it.0 == of).map(|it| it.1))
            && list.place(id).is_some()
        {
            return Some(id);
        }
        let is_among =
            |id: &Id| entry.is_some_and(|entry| entry.changes.iter().any(|it| it.target().1 == *id));
        let (_, changed) = outcome.focus.as_ref().filter(|(table, _)| table == Item::TABLE)?;
        Some(cursor.filter(is_among).unwrap_or(*changed)).filter(|id| list.place(*id).is_some())
    }

    pub(super) fn after(self, entry: &Entry) {
        self.notify(entry);
        self.save.set(SaveState::Saving);
        browser::tell("throughline:changed", "");
        self.keep_copying();
        self.settle_later();
    }

    fn has_children(self, id: Id) -> bool {
        self.read(|workspace| workspace.tables().items.any.children(id).next().is_some())
    }

    /// Tells the signals what a transaction changed.
    pub(super) fn notify(self, entry: &Entry) {
        batch(|| {
            let of_order = |change: &RecordChange| change.touches(&ORDER_FIELDS);
            if entry.changes.iter().any(of_order) {
                self.order.update(|version| *version += 1);
            }
            // What many rows show: labels, the product's words, and what stands above an item.
            let is_shared = |change: &RecordChange| match change.target().0 {
                "items" => {
                    let is_named_below = change.touches(&NAME_FIELDS) && self.has_children(change.target().1);
                    let is_edited = matches!(change, RecordChange::Edited { .. });
                    is_edited && (change.touches(&LINE_FIELDS) || is_named_below)
                }
                _ => true,
            };
            if entry.changes.iter().any(is_shared) {
                self.shared.update(|version| *version += 1);
            }
            self.content.update(|version| *version += 1);
            let triggers: Vec<ArcTrigger> = self.triggers.with_value(|triggers| {
                let targets = entry.changes.iter().map(|change| change.target().1);
                targets.filter_map(|id| triggers.get(&id)).map(|(trigger, _)| trigger.clone()).collect()
            });
            triggers.iter().for_each(ArcTrigger::notify);
        });
        let is_product = |change: &RecordChange| change.target().0 == Product::TABLE;
        if entry.changes.iter().any(is_product) {
            self.leave_gone_product();
        }
    }

    /// Tells the signals that everything may have changed.
    pub(super) fn notify_all(self) {
        batch(|| {
            for version in [self.order, self.shared, self.content] {
                version.update(|version| *version += 1);
            }
            let triggers: Vec<ArcTrigger> = self
                .triggers
                .with_value(|triggers| triggers.values().map(|(trigger, _)| trigger.clone()).collect());
            triggers.iter().for_each(ArcTrigger::notify);
        });
    }

    /// Reads back what was written; what was done since the last call has been on disk for a while.
    pub(super) fn settle(self) {
        self.guard_drafts();
        let settled = self.desk.try_update_value(|desk| desk.settle(browser::moment()));
        match settled {
            Some(Ok(())) => self.show_saved(),
            Some(Err(error)) => {
                self.save.set(SaveState::Failed(error.to_string()));
                self.settle_later();
            }
            _ => {}
        }
    }

    pub(super) fn settle_later(self) {
        let number = self.settles.try_update_value(|number| {
            *number += 1;
            *number
        });
        let is_last = move || self.settles.try_get_value() == number;
        set_timeout(
            move || {
                if is_last() {
                    self.settle();
                }
            },
            Duration::from_millis(CONFIRM_MS),
        );
        set_timeout(
            move || {
                if is_last() {
                    self.purge();
                    self.fold();
                }
            },
            Duration::from_millis(IDLE_MS),
        );
    }

    /// How far the work has gone on from the last saved file; tracked.
    pub fn backup(self) -> Backup {
        self.track_content();
        let (saved, clock) = self.device.with(|device| (device.last_export, device.last_export_clock));
        let (now, begun) = self.read(|workspace| {
            let begun = workspace.tables().products.iter().map(|it| it.meta.created_at).min();
            (workspace.clock(), begun)
        });
        let changes = now.saturating_sub(clock);
        Backup { saved: saved.map(Instant), begun: begun.unwrap_or_else(browser::now), changes }
    }

    fn purge(self) {
        if let Some(entry) = self.desk.try_update_value(|desk| desk.purge(browser::moment())).flatten() {
            self.after(&entry);
        }
    }

    /// Folds the journal slice by slice while nothing else is done, in one tab at a time.
    pub(super) fn fold(self) {
        if !self.desk.try_with_value(Desk::wants_fold).unwrap_or(false) {
            return;
        }
        self.catch_up();
        browser::alone("throughline-fold", async move {
            loop {
                let step = self.desk.try_update_value(|desk| {
                    let units = match desk.fold(browser::moment())? {
                        FoldProgress::More(units) => units,
                        FoldProgress::Waiting => 0,
                        FoldProgress::Done | FoldProgress::Failed(_) => return None,
                    };
                    Some(desk.store.pause_after(units))
                });
                let Some(pause) = step.flatten() else { break };
                browser::sleep(pause).await;
            }
            // What was folded leaves the journal once its list was read back.
            browser::sleep(CONFIRM_MS as u32).await;
            self.settle();
            self.look_at_room();
        });
    }

    /// Finds out once how much room this browser gives, before there is anything to lose, and looks how much is taken.
    pub(super) fn measure_room(self) {
        const ALMOST_NOTHING: usize = 50_000;
        let used = self.read_desk(|desk| desk.store.used_units());
        let known = self.device.with_untracked(|device| device.limit);
        let limit = known.or_else(|| (used < ALMOST_NOTHING).then(|| browser::probe_limit(used)));
        if let Some(limit) = limit {
            self.desk.try_update_value(|desk| desk.store.set_limit(limit));
            if known.is_none() {
                self.device.update(|device| device.limit = Some(limit));
            }
        }
        self.show_fullness(used);
    }

    /// Looks how much of the browser's room is taken.
    pub(super) fn look_at_room(self) {
        self.show_fullness(self.read_desk(|desk| desk.store.used_units()));
    }

    fn show_fullness(self, used: usize) {
        let limit = self.read_desk(|desk| desk.store.limit());
        self.fullness.set(used * 100 / limit.max(1));
    }

    /// Takes in what was found on the disk, and shows it.
    pub(super) fn take_in(self, caught: Caught) {
        match caught {
            Caught::Nothing => {}
            Caught::Entries(entries) => {
                for entry in &entries {
                    self.notify(entry);
                    self.say_gone(entry);
                }
                if entries.iter().any(|entry| may_unfit(entry)) {
                    self.mend_later();
                }
            }
            Caught::Anew => {
                self.notify_all();
                self.leave_gone_product();
                self.mend_later();
            }
            Caught::Newer => self.close(Trouble::Newer),
            Caught::Gone => self.trouble.set(Some(Trouble::Gone)),
        }
    }

    /// Looks, once the tabs have gone quiet, whether what they did together still fits.
    fn mend_later(self) {
        let number = self.heard.try_update_value(|number| {
            *number += 1;
            *number
        });
        let mend = move || {
            if self.desk.try_with_value(Desk::is_held) == Some(true) {
                return self.mend_later();
            }
            if self.heard.try_get_value() == number
                && let Some(entry) = self.desk.try_update_value(|desk| desk.mend(browser::moment())).flatten()
            {
                self.after(&entry);
                self.say(entry.label.clone());
            }
        };
        set_timeout(mend, Duration::from_millis(CONFIRM_MS));
    }

    /// Writes nothing more, and says why.
    pub(super) fn close(self, trouble: Trouble) {
        self.desk.try_update_value(Desk::close);
        self.trouble.set(Some(trouble));
    }

    /// Looks at the disk again.
    pub fn catch_up(self) {
        if let Some(caught) = self.desk.try_update_value(Desk::catch_up) {
            self.take_in(caught);
        }
    }

    /// Opens for reading only, where a part cannot be read.
    pub fn look_around(self) {
        self.close(Trouble::Damaged);
    }

    /// Puts what cannot be read aside, or says why that cannot be.
    pub fn set_damage_aside(self) -> Result<(), String> {
        let done = self.desk.try_update_value(|desk| desk.set_damage_aside(browser::moment()));
        done.map_or_else(
            || Err("The page is closing.".into()),
            |done| done.map_err(|error| error.to_string()),
        )
    }

    /// Writes everything again, where it was taken away.
    pub fn write_again(self) {
        self.rewrite(Desk::write_again);
    }

    /// Writes what can no longer be read once more, from what this page still has.
    pub fn write_damaged_again(self) {
        self.catch_up();
        self.rewrite(Desk::write_damaged_again);
    }

    fn rewrite(self, write: fn(&mut Desk, Moment) -> Result<(), SaveError>) {
        match self.desk.try_update_value(|desk| write(desk, browser::moment())) {
            Some(Ok(())) => {
                self.trouble.set(None);
                self.save.set(SaveState::Saved(browser::now()));
                self.content.update(|version| *version += 1);
            }
            Some(Err(error)) => self.say(error.to_string()),
            None => {}
        }
    }
}
