//! One handler for every key: it knows no shortcut itself and asks the registry of actions.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::action::{ACTIONS, Group};
use super::app::{App, Overlay};
use crate::browser;
use crate::ui::reactive::effect;
use crate::view::{KeyPress, Shortcut, ShortcutState, matching};

/// Shortcuts that work while a person is writing.
const IN_FIELDS: [&str; 2] = ["Ctrl K", "Escape"];
/// Shortcuts that work in a field as long as nothing has been written in it: it has nothing of its own to undo.
const IN_UNTOUCHED_FIELDS: [&str; 3] = ["Ctrl Z", "Ctrl Shift Z", "Ctrl Y"];
/// Keys that belong to the control that has the focus.
const OF_CONTROLS: [&str; 2] = ["Enter", "Space"];

/// Begins to listen.
pub fn listen(app: App) {
    let shortcuts: Rc<RefCell<Vec<(Shortcut, String, usize)>>> = Rc::default();
    let known = Rc::clone(&shortcuts);
    effect(move |_| {
        let mut all = Vec::new();
        for (place, action) in ACTIONS.iter().enumerate() {
            for keys in action.shortcuts(app) {
                all.push((Shortcut::parse(&keys), keys, place));
            }
        }
        *known.borrow_mut() = all;
    });
    let state = RefCell::new(ShortcutState::default());
    let is_touched = Rc::new(Cell::new(false));
    for (name, touches) in [("focusin", false), ("input", true)] {
        let is_touched = Rc::clone(&is_touched);
        browser::listen(name, move |_| is_touched.set(touches));
    }
    // What would be refused is not typed in vain.
    browser::listen("beforeinput", move |event| {
        if !browser::is_looking(&event) && app.refuses_to_write() {
            event.prevent_default();
        }
    });
    browser::listen("keydown", move |event| {
        let Some(key) = event.dyn_ref::<leptos::ev::KeyboardEvent>() else { return };
        if event.default_prevented() {
            return;
        }
        // Held down, it would delete one thing after another.
        if key.repeat() && matches!(key.key().as_str(), "Delete" | "Backspace") {
            return;
        }
        let press = KeyPress {
            key: key.key(),
            code: key.code(),
            command: key.ctrl_key() || key.meta_key(),
            shift: key.shift_key(),
            alt: key.alt_key(),
        };
        let is_free = app.overlay.with_untracked(Overlay::is_none);
        let is_editing = browser::is_editing(&event);
        let on_control = browser::is_on_control(&event);
        let can_run = |keys: &str| {
            (is_free || keys == "Ctrl K")
                && (!is_editing
                    || IN_FIELDS.contains(&keys)
                    || !is_touched.get() && IN_UNTOUCHED_FIELDS.contains(&keys))
                && (!on_control || !OF_CONTROLS.contains(&keys))
        };
        // The same keys mean one thing in the backlog and another on the roadmap.
        let is_at_home = |place: usize| ACTIONS.get(place).is_some_and(|action| action.group.is_at_home(app));
        let shortcuts = shortcuts.borrow();
        let known = shortcuts.iter().filter(|(_, keys, place)| can_run(keys) && is_at_home(*place));
        let known = known.map(|(it, _, place)| (it, *place));
        let can_be_done = |place: usize| ACTIONS.get(place).is_some_and(|action| (action.when)(app));
        let found = matching(&mut state.borrow_mut(), &press, browser::now_ms(), known, can_be_done);
        drop(shortcuts);
        if let Some(action) = found.and_then(|place| ACTIONS.get(place)) {
            event.prevent_default();
            if action.group == Group::Item {
                app.show_targets();
            }
            (action.run)(app);
        }
    });
}
