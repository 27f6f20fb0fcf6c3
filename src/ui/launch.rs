//! What comes from outside of the app: a new version, a shortcut of the system, something shared, what is backed up. The
//! scripts in `web` tell it.

use leptos::prelude::*;

use super::action::{ACTIONS, share_feedback};
use super::app::App;
use crate::browser;

/// Takes in the text that goes with an event.
type Take = fn(App, &str);

/// What is told, and who takes it in.
const TOLD: [(&str, Take); 8] = [
    ("throughline:update", |app, _| show_update(app)),
    ("throughline:do", run_by_key),
    ("throughline:share", share_feedback),
    ("throughline:backup-due", App::back_up),
    ("throughline:backups", |app, list| app.kept.update(|kept| list.clone_into(&mut kept.backups))),
    ("throughline:file-state", |app, state| app.kept.update(|kept| state.clone_into(&mut kept.file))),
    ("throughline:file-due", |app, _| app.write_file()),
    ("throughline:file-written", |app, _| app.mark_saved()),
];

/// Begins to listen, and says that the app is there.
pub fn listen(app: App) {
    for (event, take) in TOLD {
        browser::on_told(event, move |text| take(app, &text));
    }
    // What is made from now on is not what the day began with.
    let begun = if app.is_begun() { "begun" } else { "" };
    browser::after_paint(move || browser::tell("throughline:ready", begun));
}

fn run_by_key(app: App, key: &str) {
    if let Some(action) = ACTIONS.iter().find(|action| action.key == key) {
        (action.run)(app);
    }
}

fn show_update(app: App) {
    if !app.has_update.get_untracked() {
        app.has_update.set(true);
        app.announce("A new version is ready");
    }
}
