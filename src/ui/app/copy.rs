//! The copy of the tail beside the store: opened after the first paint, and kept up with what is made.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{App, SaveState};
use crate::browser::{self, TailCopy};
use crate::storage::Copy;

impl App {
    /// Opens the copy and catches up with what it has and the store lacks.
    pub fn open_copy(self) {
        let open = async move {
            let copy = TailCopy::open().await;
            let texts = match &copy {
                Some(copy) => copy.read().await,
                None => None,
            };
            let caught = self.desk.try_update_value(|desk| match texts {
                Some(texts) => Some(desk.take_copy(browser::moment(), texts)),
                None => {
                    desk.store.copy_worked(false);
                    None
                }
            });
            self.tail.set_value(copy);
            caught.flatten().into_iter().for_each(|caught| self.take_in(caught));
            self.show_copy();
            self.keep_copying();
            self.settle_later();
        };
        browser::after_paint(move || spawn_local(open));
    }

    /// Gives the copy what it does not have yet, as long as there is any.
    pub(super) fn keep_copying(self) {
        let Some(Some(work)) = self.desk.try_update_value(|desk| desk.store.copy_work()) else { return };
        let Some(copy) = self.tail.try_update_value(Option::take).flatten() else { return };
        spawn_local(async move {
            let is_done = copy.write(&work).await;
            self.tail.set_value(Some(copy));
            self.desk.try_update_value(|desk| desk.store.copy_worked(is_done));
            self.show_copy();
            self.show_saved();
            self.keep_copying();
        });
    }

    /// Says that what was made is saved, once it is.
    pub(super) fn show_saved(self) {
        let is_shown = matches!(self.save.try_get_untracked(), Some(SaveState::Saved(_)));
        // The time shown is that of the last change, not of a later look at the disk.
        if !is_shown && self.desk.try_with_value(|desk| desk.store.is_saved()).unwrap_or(false) {
            self.save.set(SaveState::Saved(browser::now()));
        }
    }

    fn show_copy(self) {
        let known = self.desk.try_with_value(|desk| desk.store.copy()).unwrap_or(Copy::Missing);
        if self.copy.try_get_untracked() != Some(known) {
            self.copy.set(known);
        }
    }
}
