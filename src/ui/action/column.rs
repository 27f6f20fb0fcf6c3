//! The columns of the backlog: chosen, put in order, made wider and narrower.

use leptos::prelude::*;

use crate::model::step_among;
use crate::ui::app::App;
use crate::view::{At, Column, Subject, score_columns};

/// The columns as the address or its view has them, else as they were chosen for the product; tracked.
pub fn columns_of(app: App) -> Vec<Column> {
    let by = app.route.with(|route| route.at().filter(|at| at.look.columns.is_none()).and_then(At::by));
    if let Some(by) = by {
        app.track_shared();
        return app.read(|workspace| score_columns(workspace.tables(), app.kind(), by));
    }
    columns_to_save(app).unwrap_or_else(|| usual_columns(app))
}

/// The columns a list has until a person chooses: labels, once there are any; tracked.
pub fn usual_columns(app: App) -> Vec<Column> {
    app.track_shared();
    let mut columns = app.subject().usual_columns();
    if app.read(|workspace| workspace.tables().labels.iter().next().is_none()) {
        columns.retain(|column| !matches!(column, Column::Labels));
    }
    columns
}

/// Under what the columns of a list are kept: its product, and its kind where it is not of items.
fn kept_as(at: &At) -> String {
    at.tab.kind().map_or_else(|| at.key.clone(), |kind| format!("{}/{}", at.key, kind.table))
}

/// The columns a person chose for the list of the place; tracked.
fn chosen(app: App) -> Option<Vec<Column>> {
    let (key, kind) = app.route.with(|route| route.at().map(|at| (kept_as(at), at.tab.kind())))?;
    let subject = app.own.with(|own| Subject::of(kind, own));
    let list = |names: &Vec<String>| subject.columns_named(names.iter().map(String::as_str));
    app.device.with(|device| device.columns.get(&key).map(list))
}

/// The columns a saved view has to keep: those chosen for it, or for the product; tracked.
pub(super) fn columns_to_save(app: App) -> Option<Vec<Column>> {
    let of_look = app.route.with(|route| route.at().and_then(|at| at.look.columns.clone()));
    of_look.or_else(|| chosen(app))
}

/// Has other columns: in a view the view is changed, elsewhere the product's own list.
pub fn set_columns(app: App, columns: Vec<Column>) {
    let is_of_look = app.route.with_untracked(|route| {
        // The columns of a score are those of its inputs.
        route.at().is_some_and(|at| at.view.is_some() || at.look.columns.is_some() || at.by().is_some())
    });
    if is_of_look {
        return app.look(|look| look.columns = Some(columns));
    }
    let Some(key) = app.route.with_untracked(|route| route.at().map(kept_as)) else { return };
    let usual = untrack(|| usual_columns(app));
    app.device.update(|device| {
        if columns == usual {
            device.columns.remove(&key);
        } else {
            device.columns.insert(key, columns.iter().map(|column| column.segment().to_owned()).collect());
        }
    });
}

/// Shows a column, or no longer.
pub fn toggle(app: App, column: Column) {
    let mut columns = untrack(|| columns_of(app));
    match columns.iter().position(|it| *it == column) {
        Some(place) => drop(columns.remove(place)),
        None => columns.push(column),
    }
    set_columns(app, columns);
}

/// Shows a column after the others, where it is not shown.
pub fn show_column(app: App, column: Column) {
    if !untrack(|| columns_of(app)).contains(&column) {
        toggle(app, column);
    }
}

/// Puts a column in the place of another, which makes room towards where the column came from.
pub fn put_column(app: App, column: Column, other: Column) {
    let mut columns = untrack(|| columns_of(app));
    let place = |of: Column| columns.iter().position(|it| *it == of);
    let Some((from, to)) = place(column).zip(place(other)) else { return };
    let moved = columns.remove(from);
    columns.insert(to, moved);
    set_columns(app, columns);
}

/// Moves a column by one towards the title (negative) or away from it.
pub fn step_column(app: App, column: Column, by: isize) {
    let mut columns = untrack(|| columns_of(app));
    let Some(from) = columns.iter().position(|it| *it == column) else { return };
    let to = step_among(&mut columns, from, by);
    if from == to {
        return app.announce(if by < 0 { "It is the first already" } else { "It is the last already" });
    }
    let words = format!("{}, {} of {}", column.name(), to + 1, columns.len());
    set_columns(app, columns);
    app.announce(words);
}

/// What has a width: a chosen column, or the title, whose width is the least it has where the list is wider than the
/// page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resizable {
    /// The title.
    Title,
    /// A column.
    Column(Column),
}

impl From<Column> for Resizable {
    fn from(column: Column) -> Self {
        Self::Column(column)
    }
}

impl Resizable {
    /// The width it has where nobody has changed it, in CSS pixels.
    pub fn usual(self) -> u32 {
        match self {
            Self::Title => 240,
            Self::Column(column) => column.usual_width(),
        }
    }

    /// The name its width is kept by.
    fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Column(column) => column.segment(),
        }
    }

    /// The nearest width it can have, in CSS pixels.
    pub fn clamp(self, width: u32) -> u32 {
        match self {
            Self::Title => width.clamp(160, 1200),
            Self::Column(_) => width.clamp(Column::NARROWEST, Column::WIDEST),
        }
    }
}

/// How wide a column is, in CSS pixels; tracked.
pub fn width_of(app: App, resizable: Resizable) -> u32 {
    let kept = app.device.with(|device| device.widths.get(resizable.name()).copied());
    resizable.clamp(kept.unwrap_or_else(|| resizable.usual()))
}

/// Makes a column so wide, in CSS pixels, wherever it is shown.
pub fn set_width(app: App, resizable: Resizable, width: u32) {
    app.device.update(|device| {
        device.widths.insert(resizable.name().to_owned(), resizable.clamp(width));
    });
}
