//! Moving items to another state, past the rules of the product where a person says why.

use leptos::prelude::*;

use super::target::{change, listed_names};
use crate::analysis::Gate;
use crate::command::{self, ItemChange};
use crate::model::{Id, Item, Product};
use crate::ui::app::{App, Overlay};

/// Moves items to a state; where something stands against it, asks first.
pub fn set_status(app: App, ids: &[Id], state: &str) {
    if !asks_first(app, ids, state) {
        move_to_state(app, ids, state);
    }
}

/// Whether something stands against moving items to a state; then it is asked about.
pub fn asks_first(app: App, ids: &[Id], state: &str) -> bool {
    let is_open = app.read(|workspace| Gate::before(workspace.tables(), ids, state).is_open());
    if !is_open {
        app.overlay.set(Overlay::Gate(ids.to_vec(), state.to_owned()));
    }
    !is_open
}

/// What a state of the items' product is called.
pub fn state_name(app: App, ids: &[Id], state: &str) -> String {
    let product =
        ids.first().and_then(|id| app.get::<Item>(*id)).and_then(|it| app.get::<Product>(it.product));
    let found = product.and_then(|product| product.workflow.state(state).map(|state| state.name.clone()));
    found.unwrap_or_else(|| state.to_owned())
}

/// Moves items to a state, without a question.
pub fn move_to_state(app: App, ids: &[Id], state: &str) {
    let label = format!("{} to {}", listed_names(app, ids), state_name(app, ids, state));
    change(app, ids, label, &ItemChange::Status(state.to_owned()));
}

/// Moves items to a state past what stands against it, and keeps the reason.
pub fn move_anyway(app: App, ids: &[Id], state: &str, reason: &str) -> Result<(), String> {
    let label = format!("{} to {}: {}", listed_names(app, ids), state_name(app, ids, state), reason.trim());
    app.try_edit(label.clone(), |tx| command::enter_anyway(tx, ids, state, reason))?;
    app.overlay.set(Overlay::None);
    app.say_done(label);
    Ok(())
}
