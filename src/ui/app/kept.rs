//! What is kept beside the store: backups, and one file of the person's. The app writes the text, `web/backups.js` and
//! `web/file.js` keep it and tell what there is.

use leptos::prelude::*;

use super::{App, Desk};
use crate::browser;
use crate::format::write_document;

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
        if let Some(text) = self.everything() {
            browser::tell("throughline:back-up", &format!("{before}\n{text}"));
        }
    }

    /// Has everything written to the file.
    pub fn write_file(self) {
        if let Some(text) = self.everything() {
            browser::tell("throughline:file-text", &text);
        }
    }

    /// Notes that everything is in a file now.
    pub fn mark_saved(self) {
        let clock = self.read_desk(|desk| desk.workspace.clock());
        self.device.update(|device| {
            device.last_export = Some(browser::now().0);
            device.last_export_clock = clock;
        });
    }

    /// A document of everything; none where there is nothing yet or this tab may not have all of it: neither is to take the
    /// place of what was.
    fn everything(self) -> Option<String> {
        if self.trouble.with_untracked(Option::is_some) {
            return None;
        }
        let is_begun = |desk: &Desk| desk.workspace.tables().products.iter().next().is_some();
        self.read_desk(is_begun).then(|| self.document())
    }

    /// Everything as a document, also for one who looks at the past.
    pub fn document(self) -> String {
        self.read_desk(|desk| {
            write_document(&desk.workspace, None, env!("CARGO_PKG_VERSION"), browser::now())
        })
    }
}
