//! What works on every page.

use leptos::prelude::*;

use super::super::app::App;
use super::in_backlog;
use crate::browser;
use crate::command;
use crate::model::Lens;
use crate::view::{Place, Route};

pub(super) fn focus_search(app: App) {
    if browser::is_narrow() {
        browser::open_search();
    }
    browser::focus_first(".search input");
    app.drawer.set(false);
}

/// Opens the line for new items, at the product's backlog.
pub fn compose(app: App) {
    if in_backlog(app) {
        return app.composing.set(true);
    }
    app.go(&Route::Start);
    browser::after_paint(move || browser::after_paint(move || app.composing.set(true)));
}

pub(super) fn go_to_place(app: App, place: Place) {
    let key = app
        .product
        .get_untracked()
        .and_then(|id| app.get::<crate::model::Product>(id))
        .map(|product| product.key.to_address());
    match key {
        Some(key) => app.go(&Route::place(&key, place)),
        None => app.go(&Route::Start),
    }
}

pub(super) fn switch_lens(app: App) {
    let next = match untrack(|| app.lens()) {
        Lens::Pm => Lens::Po,
        Lens::Po => Lens::Both,
        Lens::Both => Lens::Pm,
    };
    set_lens(app, next);
}

/// Puts another hat first, for the product of the place.
pub fn set_lens(app: App, lens: Lens) {
    let Some(product) = app.product.get_untracked() else { return };
    let name = match lens {
        Lens::Pm => "product manager",
        Lens::Po => "product owner",
        Lens::Both => "both hats",
    };
    let set = |tx: &mut crate::workspace::Tx<'_>| {
        command::set_lens(tx, product, lens);
        Ok(())
    };
    if app.edit(format!("Lens: {name}"), set).is_some() {
        app.announce(format!("Lens: {name}"));
    }
}

pub(super) fn toggle_places(app: App) {
    if browser::is_narrow() {
        app.drawer.update(|is_open| *is_open = !*is_open);
    } else {
        app.device.update(|device| device.rail = !device.rail);
    }
}

pub(super) fn toggle_inspector(app: App) {
    match untrack(|| app.open_item()) {
        Some(_) => app.close_inspector(),
        None => super::item::open(app),
    }
}

/// Saves everything as a file.
pub fn export_everything(app: App) {
    let text = app.read(|workspace| {
        crate::format::write_document(workspace, env!("CARGO_PKG_VERSION"), browser::now())
    });
    let name = format!("throughline-{}.json", browser::file_time());
    match browser::download(&name, "application/json", &text) {
        Ok(()) => {
            app.device.update(|device| device.last_export = Some(browser::now().0));
            app.say(format!("Saved everything to {name}."));
        }
        Err(_) => app.say("The browser did not take the file. Try again, or use another browser."),
    }
}
