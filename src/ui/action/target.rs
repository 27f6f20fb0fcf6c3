//! What an action is about: how its records are called in a sentence, where its menu opens, and what all of its items share.

use leptos::prelude::*;

use super::is_narrowed;
use crate::browser::Anchor;
use crate::command::{self, ItemChange};
use crate::model::kind::Kind;
use crate::model::{Category, Id, Item, ItemType, Product, Record as _, RecordRef};
use crate::ui::app::App;
use crate::view::count;

/// What a record is called in a sentence: an item its key, all else its name.
pub fn name_of(app: App, record: RecordRef) -> String {
    app.read(|workspace| {
        let key = (record.table == Item::TABLE).then(|| workspace.key_of(record)).flatten();
        let title =
            || workspace.tables().any(record.table)?.title(record.id).map(|title| format!("“{title}”"));
        key.or_else(title).unwrap_or_default()
    })
}

/// What a record is called, and its key; empty where it has none.
pub fn title_and_key(app: App, record: RecordRef) -> (String, String) {
    app.read(|workspace| {
        let title = workspace.tables().any(record.table).and_then(|kept| kept.title(record.id));
        (title.unwrap_or_default().to_owned(), workspace.key_of(record).unwrap_or_default())
    })
}

/// What a sentence calls records.
pub fn names(app: App, records: &[RecordRef]) -> String {
    match records {
        [one] => name_of(app, *one),
        _ => {
            let table = records.first().map_or("", |record| record.table);
            Kind::of_any_table(table)
                .map_or_else(|| count(records.len(), "item"), |kind| kind.count(records.len()))
        }
    }
}

/// What a sentence calls rows of the list in view.
pub fn listed_names(app: App, ids: &[Id]) -> String {
    names(app, &ids.iter().map(|id| app.listed(*id)).collect::<Vec<_>>())
}

/// Opens a menu where it was asked for: at its anchor or the button for all picked rows, else at the cell of the row at
/// the cursor.
pub fn anchor_at(app: App, cell: &str, given: Option<Anchor>) -> Anchor {
    given.or_else(|| Anchor::of_focused(".bulk .btn")).unwrap_or_else(|| {
        let cursor = app.rows.selection.with_untracked(|selection| selection.cursor);
        Anchor::of(&cursor.map(|id| format!("{cell}-{id}")).unwrap_or_default())
    })
}

/// The value all items have in common.
pub fn common<T: PartialEq>(app: App, ids: &[Id], value: impl Fn(&Item) -> T) -> Option<T> {
    let mut values = ids.iter().filter_map(|id| app.get::<Item>(*id)).map(|item| value(&item));
    let first = values.next()?;
    values.all(|other| other == first).then_some(first)
}

/// What is said of items that filters hide; nothing where all are in view.
pub fn out_of_view(app: App, ids: &[Id]) -> String {
    let list = app.list.get_untracked();
    match ids.iter().filter(|id| !list.fitting.contains(id)).count() {
        _ if !is_narrowed(app) => String::new(),
        0 => String::new(),
        1 if ids.len() == 1 => ". The filters hide it: clear them to see it".to_owned(),
        hidden => format!(". The filters hide {hidden} of them: clear them to see all"),
    }
}

/// What is said of stories that are accepted by nothing that is written down.
fn unmeasured(app: App, ids: &[Id], change: &ItemChange) -> String {
    let ItemChange::Status(state) = change else { return String::new() };
    let is_unmeasured = |item: &Item| {
        let product = app.get::<Product>(item.product);
        let state = product.as_ref().and_then(|product| product.workflow.state(state));
        let is_done = state.is_some_and(|state| state.category == Category::Done);
        is_done && item.kind == ItemType::Story && item.criteria.is_empty()
    };
    let number = ids.iter().filter_map(|id| app.get::<Item>(*id)).filter(|item| is_unmeasured(item)).count();
    match number {
        0 => String::new(),
        1 if ids.len() == 1 => ". It has no acceptance criteria".to_owned(),
        number => format!(". {number} of them have no acceptance criteria"),
    }
}

/// Changes items, with the words for Undo and History.
pub fn change(app: App, ids: &[Id], label: String, change: &ItemChange) {
    let said = label.clone();
    let was_out = out_of_view(app, ids);
    let done = app.edit(label, |tx| {
        command::change_items(tx, ids, change);
        Ok(())
    });
    if done.is_some() {
        let (is_out, unmeasured) = (out_of_view(app, ids), unmeasured(app, ids, change));
        if ids.len() > 1 || is_out != was_out || !unmeasured.is_empty() {
            app.say_done([said, unmeasured, is_out].concat());
        } else {
            app.announce(said);
        }
    }
}
