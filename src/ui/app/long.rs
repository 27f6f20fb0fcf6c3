//! Long work: a slice, a breath of the page, the next slice.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;

use super::work::refusal;
use super::{App, Desk, List};
use crate::browser::{self, LocalDisk};
use crate::model::{Pace, next_slice};
use crate::storage::{self, Reach};
use crate::workspace::{Context, Tx, Workspace};

/// The most rows of a slice.
const SLICE_STEPS: usize = 250;
/// How long a slice takes, in milliseconds: a key that is pressed meanwhile is answered within a few frames.
const SLICE_MS: f64 = 16.0;

impl Reach<LocalDisk> for App {
    fn reach<T>(&self, act: impl FnOnce(&mut Desk) -> T) -> Option<T> {
        self.desk.try_update_value(act)
    }
}

/// The pace of the page.
pub fn pace() -> Pace {
    Pace::timed(SLICE_STEPS, SLICE_MS, browser::now_ms)
}

/// Does work slice by slice; none where after one of them `goes_on` says no.
pub async fn in_slices<T>(
    mut work: Pin<Box<dyn Future<Output = T>>>,
    goes_on: impl Fn() -> bool,
) -> Option<T> {
    loop {
        browser::mark("throughline:slice");
        if let Some(result) = next_slice(&mut work) {
            return Some(result);
        }
        browser::breathe().await;
        if !goes_on() {
            return None;
        }
    }
}

impl App {
    /// Makes a transaction slice by slice; where it is let fall, nothing has happened.
    pub async fn edit_in_slices<R>(
        self,
        label: &str,
        change: impl AsyncFnOnce(&mut Tx<'_>) -> Result<R, String>,
        pace: &Pace,
    ) -> Result<R, String> {
        self.back_up("Before an import");
        let cursor = self.rows.selection.with_untracked(|selection| selection.cursor);
        let made = storage::edit_in_slices(&self, browser::moment(), label.to_owned(), change, pace).await;
        let (result, entry) = made.map_err(refusal)?;
        pace.rest().await;
        self.made(entry.as_deref(), cursor);
        Ok(result)
    }

    /// Takes back the last transaction slice by slice, or makes again what was taken back.
    pub(super) fn step_in_slices(self, is_redo: bool, before: List) {
        leptos::task::spawn_local(async move {
            let step = async move {
                let pace = pace();
                storage::step_in_slices(&self, browser::moment(), is_redo, &pace).await
            };
            match in_slices(Box::pin(step), || true).await {
                Some(Ok(outcome)) => self.stepped(is_redo, outcome, &before),
                Some(Err(refused)) => self.say(refusal(refused)),
                None => {}
            }
        });
    }

    /// A copy of everything, to see on it what a transaction would do.
    pub fn copy_of_all(self) -> Option<(Workspace, Context)> {
        self.desk.try_update_value(|desk| desk.copy(browser::moment()))
    }
}
