//! What happens on the rows of the list: every event is heard once, by their table, and told by the cell it comes from.

use leptos::prelude::*;

use crate::analysis::Joint;
use crate::browser::{self, Anchor};
use crate::command::{self, ItemChange};
use crate::model::kind::Holds;
use crate::model::{Id, Item, Metric, RecordRef, Release, clean_line};
use crate::ui::action::{
    change_field, clear_cell, delegate_picker, estimate_at, label_picker, link_items, look, mend,
    persona_picker, set_field, set_weight, status_menu, type_menu, weight_menu,
};
use crate::ui::app::App;
use crate::view::Column;

/// The place among the cells of a row of the first column after the title.
const FIRST_COLUMN: usize = 3;

/// The item of the row an event comes from, and the cell.
pub fn row_of_event(event: &web_sys::Event) -> Option<(Id, Option<web_sys::HtmlElement>)> {
    let (id, cell) = browser::row_and_cell(event)?;
    Some((id.parse().ok()?, cell))
}

/// What a command started from a row's cell acts on: the picked rows when it is one of them, else the row alone.
pub fn targets_of(app: App, id: Id) -> Vec<Id> {
    if app.rows.selection.with_untracked(|selection| selection.picked.contains(&id)) {
        app.targets()
    } else {
        vec![id]
    }
}

/// A press on a row: on a cell it changes it, elsewhere it opens the item.
pub fn on_click(app: App, event: &leptos::ev::MouseEvent) {
    if app.has_just_dropped() {
        return event.prevent_default();
    }
    let Some((id, cell)) = row_of_event(event) else { return };
    if browser::is_within(event, "[data-fold]") {
        let is_open = app.list.with_untracked(|list| {
            let place = list.place(id)?;
            list.branches.get(place)?.is_open
        });
        return look::fold_branch(app, id, is_open == Some(false));
    }
    let with_command = event.ctrl_key() || event.meta_key();
    let name = cell.as_ref().and_then(|cell| cell.get_attribute("data-cell")).unwrap_or_default();
    let anchor = cell.as_ref().map(|cell| Anchor::of_element(cell));
    if let Some(column) = app.subject().column(&name).filter(|_| !event.shift_key() && !with_command) {
        // After a press the keys are for the row; who came to the cell by keys goes on there.
        if event.detail() > 0 {
            app.stay_at(id);
        }
        return change_cell(app, column, id, anchor);
    }
    match name.as_str() {
        "edit" => {}
        _ if event.shift_key() => {
            event.prevent_default();
            let list = app.list.get_untracked();
            app.rows.selection.update(|selection| selection.extend_to(&list.ids, id));
        }
        "check" => {
            app.rows.selection.update(|selection| selection.toggle(id));
            if event.detail() > 0 {
                app.stay_at(id);
            }
        }
        "type" => type_menu(app, targets_of(app, id), anchor),
        // A link pressed with a modifier opens a tab, as everywhere.
        "title" if with_command => {}
        _ if with_command => app.rows.selection.update(|selection| selection.toggle(id)),
        _ => {
            event.prevent_default();
            app.inspect_record(app.listed(id));
            app.stay_at(id);
        }
    }
}

/// Asks for another value of a cell, for all picked rows where it is in one of them.
fn change_cell(app: App, column: Column, id: Id, anchor: Option<Anchor>) {
    let ids = targets_of(app, id);
    let at_row = anchor.unwrap_or_else(|| Anchor::of(&format!("row-{id}")));
    let link = |joint| {
        let anchor = at_row;
        match ids.as_slice() {
            [one] => mend(app, RecordRef::to::<Item>(*one), joint, anchor),
            _ => link_items(app, &ids, joint, anchor),
        }
    };
    match column {
        Column::Labels => label_picker(app, ids, anchor),
        Column::Status => status_menu(app, ids, anchor),
        Column::Goal => link(Joint::Goal),
        Column::Initiative => link(Joint::Initiative),
        Column::Epic => link(Joint::Epic),
        Column::Release => link(Joint::Release),
        Column::Sprint => link(Joint::Sprint),
        Column::Estimate => estimate_at(app, ids, anchor),
        Column::Value => weight_menu(app, ids, column.name(), ItemChange::Value, anchor),
        Column::Effort => weight_menu(app, ids, column.name(), ItemChange::Effort, anchor),
        Column::Persona => persona_picker(app, ids, anchor),
        Column::Delegate => delegate_picker(app, ids, anchor),
        Column::Field(_) if column.leads() => {
            let metric = app.get::<Release>(id).and_then(|release| release.metric);
            match metric.map(RecordRef::to::<Metric>) {
                Some(metric) => app.inspect_record(metric),
                None => mend(app, app.listed(id), Joint::Metric, at_row),
            }
        }
        Column::Field(field) => {
            let records = ids.iter().map(|id| app.listed(*id)).collect();
            change_field(app, records, field, at_row);
        }
        Column::Criteria
        | Column::Evidence
        | Column::Questions
        | Column::Age
        | Column::Created
        | Column::Changed
        | Column::Total
        | Column::Rank
        | Column::Range => {}
    }
}

/// Keeps the title written in the field of a row.
pub fn save_title(app: App, id: Id, written: &str) {
    if app.rows.editing.get_untracked() != Some(id) {
        return;
    }
    app.rows.editing.set(None);
    let written = clean_line(written);
    let record = app.listed(id);
    let is_same = app.read(|workspace| {
        let table = workspace.tables().any(record.table);
        table.and_then(|table| table.title(id)).is_none_or(|title| title == written)
    });
    if !is_same && !written.is_empty() {
        app.edit(format!("Rename to “{written}”"), |tx| command::rename(tx, record, &written));
    }
}

/// The keys of the field of a title: Enter and Tab save, Esc puts back, all others are for writing.
fn on_title_key(app: App, id: Id, event: &leptos::ev::KeyboardEvent) {
    event.stop_propagation();
    match event.key().as_str() {
        "Enter" => save_title(app, id, &event_target_value(event)),
        "Tab" => {
            save_title(app, id, &event_target_value(event));
            app.rows.column.set(Some(FIRST_COLUMN));
        }
        "Escape" => app.rows.editing.set(None),
        _ => return,
    }
    event.prevent_default();
    app.go_to(id);
}

/// The focus has come to a row: the cursor goes with it.
pub fn on_focus(app: App, event: &leptos::ev::FocusEvent) {
    let Some((id, cell)) = row_of_event(event) else { return };
    if app.rows.selection.with_untracked(|selection| selection.cursor != Some(id)) {
        app.rows.selection.update(|selection| selection.cursor = Some(id));
    }
    // The field of a title comes and goes: the focus belongs to the row.
    let cell = cell.filter(|cell| cell.get_attribute("data-cell").as_deref() != Some("edit"));
    let column = cell.and_then(|cell| {
        let row = browser::by_id(&format!("row-{id}"))?;
        browser::cells(&row).iter().position(|other| *other == cell)
    });
    app.rows.column.set(column);
}

/// Left and right go through the cells of a row; everything else is for the registry of actions.
///
/// On a row itself they first open and fold what is under it, or the group it stands in.
pub fn on_key(app: App, event: &leptos::ev::KeyboardEvent) {
    if let Some(id) = app.rows.editing.get_untracked().filter(|_| browser::is_editing(event)) {
        return on_title_key(app, id, event);
    }
    if let Some((id, Some(cell))) = row_of_event(event)
        && on_cell_key(app, id, &cell, event)
    {
        return event.stop_propagation();
    }
    let by = match event.key().as_str() {
        "ArrowRight" => 1,
        "ArrowLeft" => -1,
        _ => return,
    };
    let has_modifier = event.shift_key() || event.ctrl_key() || event.meta_key() || event.alt_key();
    if has_modifier || browser::is_editing(event) {
        return;
    }
    let Some((id, _)) = row_of_event(event) else { return };
    let Some(row) = browser::by_id(&format!("row-{id}")) else { return };
    event.prevent_default();
    if app.rows.column.get_untracked().is_none() && fold_at_row(app, id, by > 0) {
        return;
    }
    let cells = browser::cells(&row);
    let at = app.rows.column.get_untracked().map_or(-1, |column| column as isize) + by;
    match usize::try_from(at).ok().and_then(|at| cells.get(at.min(cells.len().saturating_sub(1)))) {
        Some(cell) => browser::focus(cell),
        None => browser::focus_row(&row.id(), None),
    }
}

/// The keys that are about a cell, as in a table anywhere: what is typed or pasted changes it, Delete empties it.
fn on_cell_key(app: App, id: Id, cell: &web_sys::HtmlElement, event: &leptos::ev::KeyboardEvent) -> bool {
    let name = cell.get_attribute("data-cell").unwrap_or_default();
    let column = app.subject().column(&name);
    let with_command = event.ctrl_key() || event.meta_key();
    let key = event.key();
    let is_letter = key.chars().count() == 1 && key.chars().all(char::is_alphanumeric);
    let is_pasted = with_command && !event.shift_key() && key.eq_ignore_ascii_case("v");
    let is_typed = is_letter && !with_command && !event.alt_key();
    match (key.as_str(), column) {
        ("Delete" | "Backspace", Some(column)) => {
            event.prevent_default();
            clear_cell(app, column, &targets_of(app, id));
        }
        ("Delete" | "Backspace", None) if name != "check" => {
            event.prevent_default();
            app.say(format!("A {name} cannot be empty. Esc leaves the cell; then Delete is for the item."));
        }
        // The box or the field has the focus before the browser types or pastes.
        (_, Some(Column::Field(field))) if is_typed && matches!(field.holds, Holds::Scale(..)) => {
            event.prevent_default();
            let records: Vec<RecordRef> = targets_of(app, id).into_iter().map(|id| app.listed(id)).collect();
            match field.read(&key) {
                Ok(value) => set_field(app, &records, field, format!("{}: {key}", field.label), value),
                Err(error) => app.say(error.to_string()),
            }
        }
        (_, Some(column)) if column.is_edited() && (is_typed || is_pasted) => {
            type_in(app, column, id, cell, event);
        }
        // With several picked a letter is for all of them.
        (_, None)
            if is_typed
                && name == "title"
                && app.rows.selection.with_untracked(|it| it.picked.is_empty()) =>
        {
            app.rows.editing.set(Some(id));
        }
        (_, None) if is_typed && name == "type" => {
            event.prevent_default();
            app.rows.typed_first.set_value(key.to_lowercase());
            type_menu(app, targets_of(app, id), Some(Anchor::of_element(cell)));
        }
        _ => return false,
    }
    true
}

/// Begins to change a cell with what is typed: a box takes it in, a menu goes to it, a weight is one digit.
fn type_in(app: App, column: Column, id: Id, cell: &web_sys::HtmlElement, event: &leptos::ev::KeyboardEvent) {
    let is_pasted = event.ctrl_key() || event.meta_key();
    let make: fn(Option<u8>) -> ItemChange = match column {
        _ if is_pasted => return change_cell(app, column, id, Some(Anchor::of_element(cell))),
        Column::Value => ItemChange::Value,
        Column::Effort => ItemChange::Effort,
        _ => {
            if column.has_menu() {
                event.prevent_default();
                app.rows.typed_first.set_value(event.key().to_lowercase());
            }
            return change_cell(app, column, id, Some(Anchor::of_element(cell)));
        }
    };
    event.prevent_default();
    match event.key().parse().ok().filter(|weight| Item::WEIGHTS.contains(weight)) {
        Some(weight) => set_weight(app, &targets_of(app, id), column.name(), make, Some(weight)),
        None => app.say(format!("{} is a number from 1 to 5.", column.name())),
    }
}

/// Opens what is under a row, or folds it; where there is nothing to fold, goes to the row or the head above.
fn fold_at_row(app: App, id: Id, is_open: bool) -> bool {
    let list = app.list.get_untracked();
    let Some(place) = list.place(id) else { return false };
    if let Some(branch) = list.branches.get(place) {
        match branch.is_open {
            Some(now) if now != is_open => look::fold_branch(app, id, is_open),
            _ if is_open => return false,
            _ => {
                let mut above = list.ids.iter().zip(list.branches.iter()).take(place).rev();
                if let Some((above, _)) = above.find(|(_, above)| above.depth < branch.depth) {
                    app.go_to(*above);
                }
            }
        }
        return true;
    }
    let head = list.head_over(place).filter(|_| !is_open);
    match head.and_then(|head| Some((head, list.heads.get(head)?))) {
        Some((place, head)) => {
            // The focus first: rows that go would hand it on.
            browser::focus_first(&format!("#head-{place} button"));
            look::fold(app, &head.key, false);
            true
        }
        None => false,
    }
}
