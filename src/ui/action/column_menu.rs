//! The menus of columns: which there are, and what can be done with one.

use leptos::prelude::*;

use super::column::{
    Resizable, columns_of, set_columns, set_width, step_column, toggle, usual_columns, width_of,
};
use super::own_field::new_field;
use crate::browser::{self, Anchor};
use crate::model::RecordRef;
use crate::model::kind::{FIELDS, own_field_id};
use crate::ui::app::{App, Choice, MenuItem};
use crate::view::{Column, Shortcut, fuzzy_match};

/// By how much a key makes a column wider, in CSS pixels.
const STEP: u32 = 24;

/// Asks which columns there are; each is taken or left while the list follows.
pub fn column_picker(app: App, anchor: Option<Anchor>) {
    let anchor = anchor.unwrap_or_else(|| Anchor::of("choose-columns"));
    let answers = move |typed: &str| {
        let columns = untrack(|| columns_of(app));
        let known =
            app.subject().columns().into_iter().filter(|it| fuzzy_match(typed.trim(), it.name()).is_some());
        let mut choices: Vec<Choice> = known
            .map(|column| {
                let is_on = columns.contains(&column);
                Choice::to_check(column.name().to_owned(), is_on, move || toggle(app, column))
            })
            .collect();
        if fuzzy_match(typed.trim(), "The usual columns").is_some() {
            let usual = move || {
                set_columns(app, untrack(|| usual_columns(app)));
                app.device.update(|device| device.widths.clear());
            };
            let choice = Choice::new("The usual columns".to_owned(), "", usual);
            choices.push(choice.with_hint("and widths".to_owned()));
        }
        let words = if typed.trim().is_empty() {
            "New field…".to_owned()
        } else {
            format!("New field “{}”…", typed.trim())
        };
        let is_known =
            app.subject().columns().iter().any(|column| column.name().eq_ignore_ascii_case(typed.trim()));
        if !is_known {
            let (name, anchor) = (typed.trim().to_owned(), anchor);
            choices.push(Choice::to_make(words, false, move || new_field(app, &name, anchor)));
        }
        choices
    };
    app.ask("Columns", "A column", anchor, answers);
}

/// The entries that make a column wider and narrower.
fn width_entries(app: App, resizable: Resizable, width: u32) -> [MenuItem; 2] {
    [
        MenuItem::new("", "Wider", move || set_width(app, resizable, width + STEP)),
        MenuItem::new("", "Narrower", move || set_width(app, resizable, width.saturating_sub(STEP))),
    ]
}

/// What can be done with the title's column: it takes what the others leave, and has a width of its own where they
/// leave too little.
pub fn title_menu(app: App, anchor: Anchor) {
    let width = (anchor.right - anchor.left) as u32;
    let [wider, narrower] = width_entries(app, Resizable::Title, width);
    let mut items = vec![wider];
    // Where all columns have room the title takes what they leave.
    items.extend(browser::main_scrolls_sideways().then_some(narrower));
    items.push(MenuItem::new("plus", "Columns…", move || column_picker(app, Some(anchor))));
    app.offer("Column Title", anchor, items);
}

/// What can be done with a column.
pub fn column_menu(app: App, column: Column, anchor: Anchor) {
    let mut hide = MenuItem::new("x", "Hide the column", move || toggle(app, column));
    hide.starts_group = true;
    let keys = |keys: &str| Shortcut::parse(keys).parts(browser::is_mac()).join(" ");
    let mut items = vec![
        MenuItem {
            hint: keys("Ctrl Shift ArrowLeft"),
            ..MenuItem::new("", "Move towards the title", move || step_column(app, column, -1))
        },
        MenuItem {
            hint: keys("Ctrl Shift ArrowRight"),
            ..MenuItem::new("", "Move away from the title", move || step_column(app, column, 1))
        },
    ];
    items.extend(width_entries(app, column.into(), untrack(|| width_of(app, column.into()))));
    if let Column::Field(field) = column
        && let Some(id) = own_field_id(field)
    {
        let record = RecordRef { table: FIELDS.table, id };
        items.push(MenuItem {
            starts_group: true,
            ..MenuItem::new("edit", "Rename or change the field", move || app.go_to_record(record))
        });
    }
    items.extend([hide, MenuItem::new("plus", "Columns…", move || column_picker(app, Some(anchor)))]);
    app.offer(format!("Column {}", column.name()), anchor, items);
}
