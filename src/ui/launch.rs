//! What comes from outside of the page: a new version, a shortcut of the system, something shared. `web/offline.js` tells it.

use leptos::prelude::*;

use super::action::{Action, share_feedback};
use super::app::App;
use crate::browser;

/// What is told, and what is done with the text that goes with it.
const TOLD: [(&str, fn(App, &str)); 3] = [
    ("throughline:update", |app, _| show_update(app)),
    ("throughline:do", Action::run_named),
    ("throughline:share", share_feedback),
];

/// Begins to listen, and says that the app is there.
pub fn listen(app: App) {
    for (event, take) in TOLD {
        browser::on_told(event, move |text| take(app, &text));
    }
    browser::after_paint(|| browser::tell("throughline:ready"));
}

fn show_update(app: App) {
    if !app.has_update.get_untracked() {
        app.has_update.set(true);
        app.announce("A new version is ready");
    }
}
