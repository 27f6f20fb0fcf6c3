//! What a person sees: the app's state, its one registry of actions, components and pages.

mod action;
mod app;
mod chart;
mod component;
mod help;
mod keyboard;
mod launch;
mod listen;
mod page;
mod palette;
mod reactive;
mod shell;

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::{self, LocalDisk};
use crate::storage::{OpenError, Opening};
use app::{App, Desk};
use page::Obstacle;

/// Puts the app into the page, or says in plain words what stands in the way.
///
/// Reading and drawing are tasks of their own: between them the browser paints, and takes what a person does.
pub fn start() {
    browser::leave_keys_to_input_methods();
    mount_to_body(|| {
        let opened = RwSignal::new(None);
        let owner = Owner::current().unwrap_or_default();
        let seed = browser::seed();
        let open = move |opening: Result<Opening<LocalDisk>, OpenError>| {
            let opened_app = owner.with(|| match opening.and_then(|opening| App::open(opening, seed)) {
                Ok(app) => (Some(app), Obstacle::of(app)),
                Err(OpenError::Newer) => (None, Some(Obstacle::Newer)),
            });
            next_task(move || opened.set(Some(opened_app)));
        };
        next_task(move || {
            browser::mark("throughline:open");
            match Desk::begin(LocalDisk, seed) {
                Ok(opening) => read_on(opening, move |opening| open(Ok(opening))),
                Err(error) => open(Err(error)),
            }
        });
        move || opened.get().map(|(app, obstacle)| draw(app, obstacle))
    });
}

/// Reads what is stored, each part in a task.
fn read_on(mut opening: Opening<LocalDisk>, then: impl FnOnce(Opening<LocalDisk>) + 'static) {
    if opening.read_on() {
        next_task(move || read_on(opening, then));
    } else {
        next_task(move || then(opening));
    }
}

fn next_task(task: impl FnOnce() + 'static) {
    set_timeout(task, Duration::ZERO);
}

fn draw(app: Option<App>, obstacle: Option<Obstacle>) -> impl IntoView {
    browser::drop_skeleton();
    if let (Some(app), None) = (app, obstacle) {
        app.open_copy();
    }
    let is_open = RwSignal::new(obstacle.is_none());
    let open = Callback::new(move |()| {
        app.into_iter().for_each(App::look_around);
        is_open.set(true);
    });
    move || match (app, obstacle) {
        (_, Some(obstacle)) if !is_open.get() => view! { <page::Recovery obstacle open /> }.into_any(),
        (Some(app), _) => {
            provide_context(app);
            keyboard::listen(app);
            launch::listen(app);
            view! { <shell::Shell /> }.into_any()
        }
        (None, _) => ().into_any(),
    }
}
