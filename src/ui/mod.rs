//! What a person sees: the app's state, its one registry of actions, components and pages.

mod action;
mod app;
mod component;
mod help;
mod keyboard;
mod listen;
mod overlay;
mod page;
mod palette;
mod shell;

use std::time::Duration;

use leptos::prelude::*;

use crate::browser;
use crate::storage::OpenError;

/// Puts the app into the page, or says in plain words what stands in the way.
///
/// Reading and drawing are tasks of their own: between them the browser paints, and takes what a person does.
pub fn start() {
    browser::leave_keys_to_input_methods();
    mount_to_body(|| {
        let opened = RwSignal::new(None);
        let owner = Owner::current().unwrap_or_default();
        let read = move || {
            let read = owner.with(|| match app::App::open() {
                Ok(app) => (Some(app), page::Obstacle::of(app)),
                Err(OpenError::Newer) => (None, Some(page::Obstacle::Newer)),
            });
            set_timeout(move || opened.set(Some(read)), Duration::ZERO);
        };
        set_timeout(read, Duration::ZERO);
        move || opened.get().map(|(app, obstacle)| draw(app, obstacle))
    });
}

fn draw(app: Option<app::App>, obstacle: Option<page::Obstacle>) -> impl IntoView {
    browser::drop_skeleton();
    if let (Some(app), None) = (app, obstacle) {
        app.open_copy();
    }
    let is_open = RwSignal::new(obstacle.is_none());
    let open = Callback::new(move |()| {
        app.into_iter().for_each(app::App::look_around);
        is_open.set(true);
    });
    move || match (app, obstacle) {
        (_, Some(obstacle)) if !is_open.get() => view! { <page::Recovery obstacle open /> }.into_any(),
        (Some(app), _) => {
            provide_context(app);
            keyboard::listen(app);
            view! { <shell::Shell /> }.into_any()
        }
        (None, _) => ().into_any(),
    }
}
