//! One row: it knows its item by id alone, and is drawn by one effect when the item, or its place in the list, changes.

use std::borrow::Cow;

use leptos::ev;
use leptos::prelude::*;

use super::body::Mounted;
use crate::browser;
use crate::model::Id;
use crate::ui::app::{App, Carried, register, use_app};
use crate::ui::listen::listen_here;
use crate::ui::reactive::{Memo, effect};
use crate::view::{Branch, Column, LineAt, RowMarkup, head_markup, row_of};
use crate::workspace::Tables;

/// What the rows of a list have in common.
#[derive(Clone, Copy)]
pub struct RowContext {
    /// Which are mounted, and where.
    pub mounted: Memo<Mounted>,
    /// The columns after the title.
    pub columns: Memo<Vec<Column>>,
    /// The record in the inspector.
    pub open: Memo<Option<Id>>,
    /// Whether rows have keys.
    pub has_key: bool,
}

/// How a row stands in the list.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an attribute of the row, and any of them can go together"
)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Standing {
    line: Option<usize>,
    branch: Option<Branch>,
    is_picked: bool,
    is_cursor: bool,
    is_open: bool,
    is_edited: bool,
    is_carried: bool,
    drop: Option<&'static str>,
}

impl Standing {
    /// How the row of an item stands; tracked.
    fn of(app: App, rows: RowContext, id: Id) -> Self {
        let at = rows.mounted.with(|mounted| mounted.places.get(&id).copied());
        let place = at.map(|(place, _)| place);
        let drop = |carried: &Carried| {
            let last = app.list.with_untracked(|list| list.ids.len());
            match place? {
                place if carried.into == Some(LineAt::Row(place)) => Some("into"),
                _ if carried.into.is_some() => None,
                place if carried.at == place => Some("before"),
                place if carried.at == last && place + 1 == last => Some("after"),
                _ => None,
            }
        };
        let (is_picked, is_cursor) = app.selection.with(|selection| {
            // The list is one stop of the Tab key even before anyone was in it.
            let is_cursor = selection.cursor.map_or(place == Some(0), |cursor| cursor == id);
            (selection.picked.contains(&id), is_cursor)
        });
        let (is_carried, drop) = app.carried.with(|carried| {
            let carried = carried.as_ref();
            (carried.is_some_and(|carried| carried.ids.contains(&id)), carried.and_then(drop))
        });
        Self {
            line: at.map(|(_, line)| line),
            branch: place.and_then(|place| app.list.with(|list| list.branches.get(place).copied())),
            is_picked,
            is_cursor,
            is_open: rows.open.get() == Some(id),
            is_edited: app.editing.get() == Some(id),
            is_carried,
            drop,
        }
    }

    /// The attributes of the row.
    fn attributes(self) -> [(&'static str, Option<Cow<'static, str>>); 9] {
        let mark = |is_so: bool| is_so.then_some("".into());
        let word = |is_so: bool| Cow::from(if is_so { "true" } else { "false" });
        let branch = self.branch;
        [
            ("tabindex", Some(if self.is_cursor { "0".into() } else { "-1".into() })),
            ("aria-rowindex", self.line.map(|line| (line + 2).to_string().into())),
            ("aria-level", branch.map(|branch| (branch.depth + 1).to_string().into())),
            ("aria-expanded", branch.and_then(|branch| branch.is_open).map(word)),
            ("aria-selected", Some(word(self.is_picked))),
            ("data-context", mark(branch.is_some_and(|branch| branch.is_context))),
            ("data-open", mark(self.is_open)),
            ("data-carried", mark(self.is_carried)),
            ("data-drop", self.drop.map(Cow::from)),
        ]
    }
}

/// A row of the backlog: one effect writes what differs.
#[component]
pub fn RowView(id: Id, rows: RowContext) -> impl IntoView {
    let app = use_app();
    let row = app.row(id, rows.columns);
    let standing = Memo::new(move |_| Standing::of(app, rows, id));
    let inside = Memo::new(move |before: Option<&(bool, String)>| {
        let Standing { branch, is_picked, is_edited, .. } = standing.get();
        // What is being typed stays, whatever comes in.
        if let Some(before) = before.filter(|(was_edited, _)| *was_edited && is_edited) {
            return before.clone();
        }
        let html = row.with(|row| {
            row.as_ref().map(|(row, cells)| {
                let (wording, icon) = (browser::ON_SCREEN, browser::icon_shapes);
                let has_key = rows.has_key;
                RowMarkup { row, has_key, cells, branch, is_picked, is_edited, wording, icon }.into_text()
            })
        });
        (is_edited, html.unwrap_or_default())
    });
    let first = inside.with_untracked(|(_, html)| html.clone());
    let mounted = first.clone();
    effect(move |before: Option<(Standing, String)>| {
        let standing = standing.get();
        let html = inside.with(|(_, html)| html.clone());
        if let Some(row) = browser::by_id(&format!("row-{id}")) {
            let old = before.as_ref().map(|(standing, _)| standing.attributes());
            for (place, (name, value)) in standing.attributes().into_iter().enumerate() {
                let old = old.as_ref().and_then(|old| old.get(place));
                if old.map_or(value.is_some(), |(_, old)| *old != value) {
                    browser::set_attribute(&row, name, value.as_deref());
                }
            }
            if html != *before.as_ref().map_or(&mounted, |(_, html)| html) {
                browser::set_inside(&row, &html);
            }
        }
        (standing, html)
    });
    view! { <tr id=format!("row-{id}") data-id=id.to_string() tabindex="-1" inner_html=first></tr> }
}

/// A row that nobody works in, as markup: whole, or its words alone.
fn still_row(
    app: App,
    tables: &Tables,
    id: Id,
    columns: &[Column],
    branch: Option<Branch>,
    is_sketch: bool,
) -> Option<String> {
    let (wording, icon) = (browser::ON_SCREEN, browser::icon_shapes);
    let kind = app.kind();
    let (row, cells): (_, Vec<_>) = if let Some(kind) = kind {
        let register = register(tables, kind, app.product.get_untracked()?);
        (register.row(id)?, register.cells(register.record(id)?, columns))
    } else {
        let (row, item) = row_of(tables, id).zip(tables.items.get(id))?;
        (row, app.cells(tables, item, columns))
    };
    let (row, cells, has_key) = (&row, &cells, kind.is_none_or(|kind| !kind.letter.is_empty()));
    let row = RowMarkup { row, has_key, cells, branch, is_picked: false, is_edited: false, wording, icon };
    Some(if is_sketch { row.into_sketch() } else { row.into_text() })
}

/// The words of a row, for as long as the list flies by; of one that races, key and title.
pub fn sketch(app: App, id: Id, rows: RowContext, is_racing: bool) -> AnyView {
    let place = rows.mounted.with_untracked(|mounted| mounted.places.get(&id).map(|(place, _)| *place));
    let branch = place.and_then(|place| app.list.with_untracked(|list| list.branches.get(place).copied()));
    let html = rows.columns.with_untracked(|columns| {
        let shown = if is_racing { &[] } else { columns.as_slice() };
        app.read(|workspace| still_row(app, workspace.tables(), id, shown, branch, true))
    });
    view! { <tr class="sketch" data-id=id.to_string() inner_html=html.unwrap_or_default()></tr> }.into_any()
}

/// Everything in view as markup, for paper: on the screen only what can be seen is mounted.
fn paper(app: App, columns: &[Column]) -> String {
    let list = app.list.get_untracked();
    let mut html = String::new();
    let mut heads = list.heads.iter().peekable();
    app.read(|workspace| {
        for (place, id) in list.ids.iter().enumerate() {
            while let Some(head) = heads.next_if(|head| head.at <= place) {
                html.extend(["<tr class=\"group\">", &head_markup(head, columns.len()), "</tr>"]);
            }
            let branch = list.branches.get(place).copied();
            let row = still_row(app, workspace.tables(), *id, columns, branch, false);
            html.extend(row.iter().flat_map(|row| ["<tr>", row, "</tr>"]));
        }
    });
    for head in heads {
        html.extend(["<tr class=\"group\">", &head_markup(head, columns.len()), "</tr>"]);
    }
    html
}

/// The rows of the list on paper: all there are, for as long as the page is printed.
#[component]
pub fn PaperRows(columns: Memo<Vec<Column>>) -> impl IntoView {
    let app = use_app();
    let set = |html: &str| {
        if let Some(body) = browser::by_id("paper-rows") {
            browser::set_inside(&body, html);
        }
    };
    listen_here(ev::beforeprint, move |_| set(&columns.with_untracked(|columns| paper(app, columns))));
    listen_here(ev::afterprint, move |_| set(""));
    view! { <tbody id="paper-rows" role="presentation"></tbody> }
}
