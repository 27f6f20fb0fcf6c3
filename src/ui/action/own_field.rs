//! Adding a field of one's own: what it is called, what it holds, and what can be chosen or in what it counts.

use super::column::show_column;
use super::field::choice_of_error;
use super::in_list;
use super::mend::ask_name;
use crate::analysis::score::check_formula;
use crate::analysis::{records_about, records_with};
use crate::browser::Anchor;
use crate::command;
use crate::model::kind::{FIELDS, FORMULA, FORMULAS, OWN_HOLDS, OWN_OF, Word, formula_field};
use crate::model::{Id, Item, Record, RecordRef};
use crate::ui::app::{App, Choice, MenuItem};
use crate::view::{Column, table_glyph};

/// Asks of what a new field is, then what it is called.
pub fn ask_of(app: App, anchor: Anchor) {
    let entry = |word: &'static Word| {
        MenuItem::new(table_glyph(word.key), word.name, move || ask_new_field(app, word.key, anchor))
    };
    let items = OWN_OF.choices().iter().map(entry).collect();
    app.offer("A new field of", anchor, items);
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
    app.offer(label, anchor, items);
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
        vec![Choice::new(words, "check", run)]
    };
    // It takes the place of a box, and of what was typed there.
    crate::browser::clear_input(".menu input");
    app.ask(label, ask, anchor, answers);
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

/// Asks for a formula of a person's own, its name and then how it reads, and puts the list in its order.
pub fn new_formula(app: App, anchor: Anchor) {
    let words = |name: &str| format!("Score by “{name}”…");
    let make = move |name: &str, _| ask_formula(app, name.to_owned(), anchor);
    ask_name(app, "Own formula".to_owned(), "What the score is called", anchor, words, make);
}

fn ask_formula(app: App, name: String, anchor: Anchor) {
    let label = format!("{name}: with the names of fields, + − × ÷ and brackets");
    let answers = move |typed: &str| {
        let typed = typed.trim().to_owned();
        if typed.is_empty() {
            return Vec::new();
        }
        if let Err(error) = app.read(|workspace| check_formula(workspace.tables(), &typed)) {
            return vec![choice_of_error(app, error.to_string())];
        }
        let name = name.clone();
        let words = format!("{name} = {typed}");
        let run = move || add_formula(app, &name, &typed);
        vec![Choice::new(words, "check", run)]
    };
    // It takes the place of a box, and of what was typed there.
    crate::browser::clear_input(".menu input");
    app.ask(label, "Reach × Impact ÷ Job size", anchor, answers);
}

fn add_formula(app: App, name: &str, text: &str) {
    let Some(product) = app.product.get_untracked() else { return };
    let made = app.edit(format!("Own formula “{name}”"), |tx| {
        let id = command::add_described(tx, FORMULAS.table, product, name)?;
        command::write_field(tx, RecordRef { table: FORMULAS.table, id }, &FORMULA, text).map(|()| id)
    });
    if let Some(id) = made {
        app.look(|look| look.by = Some(formula_field(id, name)));
        app.say_done(format!("{name} = {text}"));
    }
}
