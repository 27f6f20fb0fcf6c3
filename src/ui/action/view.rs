//! Saved views: going there, saving, renaming, sharing, deleting.

use std::sync::Arc;

use leptos::prelude::*;

use super::column::columns_to_save;
use super::copy::copy_link_to;
use super::mend::ask_name;
use super::record::delete_kept;
use crate::browser::Anchor;
use crate::command;
use crate::model::kind::Kind;
use crate::model::{Id, Product, RecordRef, SavedView, SortedSet, in_order_of};
use crate::ui::app::{App, MenuItem, register};
use crate::view::{At, Look, Place, Route, Shape, Tab, list};
use crate::workspace::Search;

/// The views of a product and those of all products, in the order they were made; tracked.
pub fn views_of(app: App, product: Id) -> Vec<Arc<SavedView>> {
    app.track_shared();
    app.read(|workspace| {
        let views = &workspace.tables().views;
        let is_here = |view: &&SavedView| view.product.is_none_or(|owner| owner == product);
        let found: Vec<&SavedView> = views.iter().filter(is_here).collect();
        in_order_of(found, |view| view.meta.created_at.0)
            .into_iter()
            .filter_map(|view| views.share(view.meta.id))
            .collect()
    })
}

/// The records in a view, in the order of their product.
pub fn found_in(app: App, product: Id, view: &SavedView) -> Vec<Id> {
    app.read(|workspace| {
        let tables = workspace.tables();
        let kind = Kind::of_any_table(&view.table);
        let look = Look { sort: Vec::new(), ..app.look_of(kind, &view.query) };
        if let Some(kind) = kind {
            return register(tables, kind, product)
                .list(&Search::default(), &look, &SortedSet::new())
                .fitting;
        }
        let all = tables.items.in_order(product).collect();
        list(tables, product, all, &look, Shape::List, &SortedSet::new()).fitting
    })
}

/// The address of a view, in the product a person is in.
pub fn view_route(app: App, view: &SavedView) -> Option<Route> {
    let product = app.home_product().and_then(|id| app.get::<Product>(id))?;
    let kind = Kind::of_any_table(&view.table);
    let (place, tab) = match kind {
        Some(kind) => Place::of_list(kind),
        None if view.is_tree => (Place::Backlog, Tab::Tree),
        None if app.look_of(None, &view.query).by.is_some() => (Place::Backlog, Tab::Prioritise),
        None => (Place::Backlog, Tab::First),
    };
    let route = Route::tab(product.key.as_str(), place, tab);
    Some(route.with(|at| (at.look, at.view) = (app.look_of(kind, &view.query), Some(view.meta.id))))
}

/// The saved view a person is in; tracked.
pub fn open_view(app: App) -> Option<Arc<SavedView>> {
    let id = app.route.with(|route| route.at().and_then(|at| at.view))?;
    app.track_shared();
    app.get::<SavedView>(id)
}

/// The look of the list as the address has it, and whether it is the tree; tracked.
fn look_now(app: App) -> (Look, bool) {
    app.route
        .with(|route| route.at().map(|at| (at.look.clone(), at.shape() == Shape::Tree)).unwrap_or_default())
}

/// The same as a view keeps it, with the columns that are shown; tracked.
fn look_to_save(app: App) -> (Look, bool) {
    let (look, is_tree) = look_now(app);
    let by = app.route.with(|route| route.at().and_then(At::by));
    if by.is_some() {
        return (Look { by, ..look }, is_tree);
    }
    (Look { columns: columns_to_save(app), ..look }, is_tree)
}

/// Whether the list is looked at in another way than its saved view has it; tracked.
pub fn is_view_changed(app: App) -> bool {
    open_view(app).is_some_and(|view| {
        let (look, is_tree) = look_now(app);
        is_tree != view.is_tree || !look.shows_like(&app.look_of(look.kind, &view.query))
    })
}

/// Names and saves the look of the list as a new view.
pub fn save_view_as(app: App, anchor: Option<Anchor>) {
    let Some(product) = app.product.get_untracked() else { return };
    let make = move |name: &str, label: String| {
        let (look, is_tree) = untrack(|| look_to_save(app));
        let (query, kind) = (look.to_query(), look.kind);
        let table = kind.map_or("", |kind| kind.table);
        let made =
            app.edit(label, |tx| command::add_view(tx, Some(product), name, table, query.clone(), is_tree));
        if let Some(id) = made {
            let route = app.route.with_untracked(|route| {
                route.with(|at| (at.look, at.view) = (app.look_of(kind, &query), Some(id)))
            });
            app.replace(route);
            app.say_done(format!("Saved the view “{name}”"));
        }
    };
    let anchor = anchor.unwrap_or_else(|| Anchor::of("view"));
    let words = |name: &str| format!("Save the view “{name}”");
    ask_name(app, "Save this view".into(), "Its name, such as Ready to refine", anchor, words, make);
}

/// What can be done with the view of the list.
pub fn view_menu(app: App, anchor: Option<Anchor>) {
    let anchor = anchor.unwrap_or_else(|| Anchor::of("view"));
    let Some(view) = untrack(|| open_view(app)) else { return save_view_as(app, Some(anchor)) };
    let id = view.meta.id;
    let name = view.name.clone();
    let mut items = Vec::new();
    if untrack(|| is_view_changed(app)) {
        let saved = name.clone();
        items.push(MenuItem::new("check", format!("Save the changes to “{name}”"), move || {
            let (look, is_tree) = untrack(|| look_to_save(app));
            let label = format!("Change the view “{saved}”");
            let query = look.to_query();
            if app.edit(label, |tx| command::save_view(tx, id, query, is_tree)).is_some() {
                app.replace(app.route.with_untracked(|route| route.with(|at| at.look = look)));
                app.say_done(format!("Saved the view “{saved}”"));
            }
        }));
        if let Some(route) = view_route(app, &view) {
            items.push(MenuItem::new("undo", "Back to the view as it was saved", move || app.go(&route)));
        }
    }
    items.push(MenuItem::new("plus", "Save as a new view…", move || save_view_as(app, Some(anchor))));
    let old = name.clone();
    items.push(MenuItem::new("edit", "Rename…", move || {
        let words = |name: &str| format!("Rename to “{name}”");
        let rename = move |name: &str, label: String| {
            app.edit(label, |tx| command::rename(tx, RecordRef::to::<SavedView>(id), name));
        };
        ask_name(app, format!("Rename “{old}”"), "Its name", anchor, words, rename);
    }));
    if let Some(route) = view_route(app, &view) {
        let words = format!("the view “{name}”");
        items.push(MenuItem::new("link", "Copy link", move || copy_link_to(app, &route, &words)));
    }
    let here = app.product.get_untracked();
    let is_shared = view.product.is_none();
    let (label, icon) =
        if is_shared { ("Only in this product", "story") } else { ("In all products", "line") };
    items.push(MenuItem::new(icon, label, move || {
        let product = here.filter(|_| is_shared);
        let said = if is_shared { "Shown in this product only" } else { "Shown in all products" };
        app.edit(format!("{said}: “{name}”"), |tx| {
            command::share_view(tx, id, product);
            Ok(())
        });
        app.announce(said);
    }));
    let mut delete = MenuItem::new("trash", "Delete the view", move || {
        if delete_kept(app, RecordRef::to::<SavedView>(id)) {
            app.replace(app.route.with_untracked(|route| route.with(|at| at.view = None)));
        }
    });
    (delete.is_danger, delete.starts_group) = (true, true);
    items.push(delete);
    app.offer(format!("View “{}”", view.name), anchor, items);
}
