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

use leptos::prelude::*;

use crate::browser;
use crate::storage::OpenError;

/// Puts the app into the page, or says in plain words what stands in the way.
pub fn start() {
    browser::leave_keys_to_input_methods();
    mount_to_body(|| {
        let (app, obstacle) = match app::App::open() {
            Ok(app) => (Some(app), page::Obstacle::of(app)),
            Err(OpenError::Newer) => (None, Some(page::Obstacle::Newer)),
        };
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
    });
}
