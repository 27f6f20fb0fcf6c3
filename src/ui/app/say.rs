//! What is said: at the foot of the work, and aloud.

use std::sync::atomic::{AtomicU64, Ordering};

use leptos::prelude::*;

use super::App;
use crate::browser;
use crate::model::Instant;
use crate::view::done_words;

/// What is said at the foot of the work for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// What happened.
    pub text: String,
    /// Whether it can be taken back.
    pub can_undo: bool,
    /// Tells one toast from the next of the same words.
    pub number: u64,
    /// When it was said.
    pub at: Instant,
}

impl App {
    /// Says something at the foot of the work, and aloud.
    pub fn say(self, text: impl Into<String>) {
        self.show_toast(text.into(), false);
    }

    /// Says what was done, with a way back: in the words of its step, or in others.
    pub fn say_done(self, text: impl AsRef<str>) {
        self.show_toast(done_words(text.as_ref()), true);
    }

    pub(super) fn show_toast(self, text: String, can_undo: bool) {
        // One that was dismissed must not take the next along when its time is over.
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        self.announce(text.clone());
        self.toast.set(Some(Toast { text, can_undo, number, at: browser::now() }));
    }

    /// Says something aloud when there is time.
    pub fn announce(self, text: impl Into<String>) {
        let text = text.into();
        let status = self.status;
        status.set(String::new());
        browser::after_paint(move || drop(status.try_set(text)));
    }

    /// Says something aloud at once.
    pub fn announce_now(self, text: impl Into<String>) {
        let text = text.into();
        let alert = self.alert;
        alert.set(String::new());
        browser::after_paint(move || drop(alert.try_set(text)));
    }
}
