//! What is asked before releases go out over items that are neither accepted nor dropped.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;

use crate::command::{self, CommandError, OpenItems};
use crate::model::kind::Field;
use crate::model::{Id, RecordRef, Release, ReleaseState};
use crate::ui::app::{App, Confirm, Overlay};
use crate::workspace::Tables;

/// Asks what becomes of the open items of releases that a value of a field says are out, and writes it then.
pub(super) fn ask_open_items(
    app: App,
    records: &[RecordRef],
    field: &'static Field,
    label: &str,
    value: Option<&Value>,
    left: usize,
) {
    let records: Arc<[RecordRef]> = records.into();
    let release_and = |open_items: fn(&Tables, Id) -> OpenItems| -> Arc<dyn Fn() + Send + Sync> {
        let (records, label, value) = (Arc::clone(&records), label.to_owned(), value.cloned());
        Arc::new(move || {
            let done = app.edit(label.clone(), |tx| {
                records.iter().try_for_each(|record| {
                    let open_items = open_items(tx.tables(), record.id);
                    command::set_release_state(tx, record.id, ReleaseState::Released, open_items)?;
                    command::set_field(tx, *record, field, value.clone())
                })
            });
            if done.is_some() {
                app.say_done(label.clone());
            }
        })
    };
    let next =
        |record: &RecordRef| app.read(|workspace| command::next_release(workspace.tables(), record.id));
    let next = records.iter().find_map(next).and_then(|next| app.get::<Release>(next)).map(|next| {
        let to_next = |tables: &Tables, id| OpenItems::Go(command::next_release(tables, id));
        (format!("Move them to {}", next.name), release_and(to_next))
    });
    let none = ("Take them out".to_owned(), release_and(|_, _| OpenItems::Go(None)));
    app.overlay.set(Overlay::Confirm(Confirm {
        title: "Release it all the same?".into(),
        text: format!(
            "{} They can go elsewhere, or stay in the release as they are. One Undo takes it back.",
            CommandError::OpenItems(left)
        ),
        others: next.into_iter().chain([none]).collect(),
        button: "Release",
        run: release_and(|_, _| OpenItems::Stay),
    }));
}
