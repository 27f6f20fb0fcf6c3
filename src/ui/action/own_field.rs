//! Adding a field of one's own: what it is called, what it holds, and what can be chosen or in what it counts.

use std::sync::Arc;

use leptos::prelude::*;

use super::column::show_column;
use super::in_list;
use super::mend::ask_name;
use crate::analysis::{records_about, records_with};
use crate::browser::Anchor;
use crate::command;
use crate::model::kind::{FIELDS, OWN_HOLDS, OWN_OF, Word};
use crate::model::{Id, Item, Record, RecordRef};
use crate::ui::app::App;
use crate::ui::component::{Choice, MenuItem, MenuSpec, PickerSpec};
use crate::ui::overlay::Overlay;
use crate::view::{Column, table_glyph};

/// Asks of what a new field is, then what it is called.
pub fn ask_of(app: App, anchor: Anchor) {
    let entry = |word: &'static Word| {
        MenuItem::new(table_glyph(word.key), word.name, move || ask_new_field(app, word.key, anchor))
    };
    let items = OWN_OF.choices().iter().map(entry).collect();
    app.overlay.set(Overlay::Menu(MenuSpec { label: "A new field of".to_owned(), anchor, items }));
}

/// Of what a field is added: the table of the list in view, else items.
fn table_in_view(app: App) -> &'static str {
    app.kind().map_or(Item::TABLE, |kind| kind.table)
}

/// What a sentence calls the records of a table.
fn plural(table: &str) -> String {
    OWN_OF.word(table).map(|word| word.name.to_lowercase()).unwrap_or_default()
}

/// Asks what a new field of the records of the list in view holds; where it has no name yet, what it is called.
pub fn new_field(app: App, name: &str, anchor: Anchor) {
    let table = table_in_view(app);
    if name.is_empty() {
        ask_new_field(app, table, anchor);
    } else {
        ask_holds(app, table, name.to_owned(), anchor);
    }
}

/// Asks what a new field of the records of a table is called.
pub fn ask_new_field(app: App, table: &'static str, anchor: Anchor) {
    let words = move |name: &str| format!("Add “{name}” to all {}", plural(table));
    let make = move |name: &str, _| ask_holds(app, table, name.to_owned(), anchor);
    let label = format!("New field of {}", plural(table));
    ask_name(app, label, "What is it called?", anchor, words, make);
}

fn ask_holds(app: App, table: &'static str, name: String, anchor: Anchor) {
    let label = format!("What does “{name}” hold?");
    let items = OWN_HOLDS.choices().iter().enumerate().map(|(place, word)| {
        let (name, holds) = (name.clone(), word.key);
        let run = move || match holds {
            "choice" => ask_more(app, table, name.clone(), holds, "Choices, between commas", anchor),
            "number" => ask_more(app, table, name.clone(), holds, "Its unit: hours, €, %", anchor),
            _ => add(app, table, &name, holds, ""),
        };
        MenuItem { hint: (place + 1).to_string(), ..MenuItem::new("", word.name, run) }
    });
    let items = items.collect();
    app.overlay.set(Overlay::Menu(MenuSpec { label, anchor, items }));
}

fn ask_more(
    app: App,
    table: &'static str,
    name: String,
    holds: &'static str,
    ask: &'static str,
    anchor: Anchor,
) {
    let label = format!("{name}: {}", ask.to_lowercase());
    let answers = move |typed: &str| {
        let (name, more) = (name.clone(), typed.trim().to_owned());
        // A number can do without a unit; a choice of nothing is none.
        if more.is_empty() && holds == "choice" {
            return Vec::new();
        }
        let words = if more.is_empty() { "No unit".to_owned() } else { more.clone() };
        let run = move || add(app, table, &name, holds, &more);
        vec![Choice {
            label: words,
            icon: "check",
            hint: String::new(),
            checked: None,
            stays: false,
            run: Arc::new(run),
        }]
    };
    // It takes the place of a box, and of what was typed there.
    crate::browser::clear_input(".menu input");
    app.overlay.set(Overlay::Picker(PickerSpec::new(label, ask, anchor, answers)));
}

/// Adds a field, shows it where its records are in view, and says so.
fn add(app: App, table: &'static str, name: &str, holds: &str, more: &str) {
    let label = format!("Add the field “{name}”");
    let added = app.edit(label, |tx| command::add_own_field(tx, table, name, holds, more));
    let Some(field) = added else { return };
    if table_in_view(app) == table && in_list(app) {
        show_column(app, Column::Field(field));
    }
    app.say_done(format!("All {} have the field “{name}” now", plural(table)));
}

/// What others lose with records, or with a choice of a field, in words after a comma; nothing where none does.
pub fn lost_with(app: App, records: &[RecordRef], choice: Option<Id>) -> String {
    let (values, about) = app.read(|workspace| {
        let tables = workspace.tables();
        let fields = records.iter().filter_map(|record| tables.described(&FIELDS, record.id));
        let values: usize = fields.map(|field| records_with(tables, field, choice).len()).sum();
        let about = if choice.is_none() { records_about(tables, records) } else { Vec::new() };
        (values, about.iter().filter(|record| !records.contains(record)).count())
    });
    let lost = |number: usize, one: &str, several: &str| match number {
        0 => String::new(),
        1 => format!(", 1 record {one}"),
        _ => format!(", {number} records {several}"),
    };
    let it = if records.len() == 1 { "it" } else { "them" };
    [
        lost(values, "loses its value", "lose their value"),
        lost(about, &format!("no longer names {it}"), &format!("no longer name {it}")),
    ]
    .concat()
}
