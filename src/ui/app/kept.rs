//! What is kept beside the store: backups, and one file of the person's. The app writes the text, `web/backups.js` and
//! `web/file.js` keep it and tell what there is.

use leptos::prelude::*;

use super::App;
use super::long::{in_slices, pace};
use crate::browser;
use crate::format::{write_document, write_in_slices};

/// What the scripts have told.
#[derive(Clone, Default)]
pub struct Kept {
    /// The backups, the newest first: a line each, when it was made and before what.
    pub backups: String,
    /// How the file is: a line that says so, a line that explains it, and the names of buttons.
    pub file: String,
}

impl App {
    /// Has everything kept once more, before something that is named; without a name, as the first of a day.
    pub fn back_up(self, before: &str) {
        let before = before.to_owned();
        self.write_everything(move |text| {
            browser::tell_bytes("throughline:back-up", &before, text.as_bytes());
        });
    }

    /// Whether there is a product to keep.
    pub fn is_begun(self) -> bool {
        self.read_desk(|desk| desk.workspace.tables().has_product())
    }

    /// Has everything written to the file.
    pub fn write_file(self) {
        let clock = self.clock();
        self.write_everything(move |text| {
            // What has changed meanwhile is written soon.
            if self.clock() == clock {
                browser::tell_bytes("throughline:file-text", "", text.as_bytes());
            }
        });
    }

    fn clock(self) -> u64 {
        self.read_desk(|desk| desk.workspace.clock())
    }

    /// Notes that everything is in a file now.
    pub fn mark_saved(self) {
        let clock = self.clock();
        self.device.update(|device| {
            device.last_export = Some(browser::now().0);
            device.last_export_clock = clock;
        });
    }

    /// Writes a document of everything as it is now, slice by slice, and hands it over. None is written where there is nothing
    /// yet or this tab may not have all of it: neither is to take the place of what was.
    fn write_everything(self, hand_over: impl FnOnce(String) + 'static) {
        if self.trouble.with_untracked(Option::is_some) {
            return;
        }
        if !self.is_begun() {
            return;
        }
        let workspace = self.read_desk(|desk| desk.workspace.clone());
        leptos::task::spawn_local(async move {
            let write = async move {
                write_in_slices(&workspace, None, env!("CARGO_PKG_VERSION"), browser::now(), &pace()).await
            };
            if let Some(text) = in_slices(Box::pin(write), || true).await {
                hand_over(text);
            }
        });
    }

    /// Everything as a document, also for one who looks at the past.
    pub fn document(self) -> String {
        self.read_desk(|desk| {
            write_document(&desk.workspace, None, env!("CARGO_PKG_VERSION"), browser::now())
        })
    }
}
