//! What a person sees: the app's state, its one registry of actions, components and pages.

mod action;
mod app;
mod component;
mod desk;
mod help;
mod keyboard;
mod overlay;
mod page;
mod palette;
mod shell;

use leptos::prelude::*;

use crate::browser;

/// Puts the app into the page, or says in plain words why it cannot be.
pub fn start() {
    mount_to_body(|| match app::App::open() {
        Ok(app) if app.is_lost() => {
            browser::drop_skeleton();
            view! { <page::CannotOpen reason="No part of it could be read.".to_owned() /> }.into_any()
        }
        Ok(app) => {
            provide_context(app);
            keyboard::listen(app);
            browser::drop_skeleton();
            view! { <shell::Shell /> }.into_any()
        }
        Err(error) => {
            browser::drop_skeleton();
            view! { <page::CannotOpen reason=error.to_string() /> }.into_any()
        }
    });
}
