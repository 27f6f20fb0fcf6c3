//! A page shown to others: the whole screen, its place's other pages one key away, and a way back.

use leptos::ev;
use leptos::prelude::*;

use crate::browser;
use crate::ui::action::present;
use crate::ui::app::{App, use_app};
use crate::ui::component::Icon;
use crate::ui::listen::listen_here;
use crate::ui::reactive::Memo;
use crate::view::{Route, Tab};

/// The page of the place so many further on, with its name.
fn beside(app: App, by: isize) -> Option<(Route, &'static str)> {
    app.route.with(|route| {
        let at = route.at()?;
        let tabs: Vec<Tab> = at.place.tabs().iter().copied().filter(|tab| !tab.is_beside()).collect();
        let here = tabs.iter().position(|tab| *tab == at.tab)?;
        let tab = *tabs.get(here.checked_add_signed(by)?)?;
        Some((route.on_tab_of(&Route::tab(&at.key, at.place, tab)), tab.name(at.place)))
    })
}

/// What leads to the page before and after, and out.
#[component]
pub fn Presenter() -> impl IntoView {
    let app = use_app();
    // The browser's own way out of the whole screen is a way out of this.
    listen_here(ev::fullscreenchange, move |_| {
        if !browser::is_whole_screen() {
            present(app, false);
        }
    });
    let step = move |by: isize, label: &'static str, class: &'static str| {
        let there = Memo::new(move |_| beside(app, by));
        let go = move |_| {
            if let Some((route, _)) = there.get_untracked() {
                app.go(&route);
            }
        };
        let said = move || there.get().map_or(label.to_owned(), |(_, name)| format!("{label}: {name}"));
        view! {
            <button class="btn" data-kind="icon" data-way=class aria-label=said title=said disabled=Signal::derive(move || there.with(Option::is_none)) on:click=go><Icon name="down" /></button>
        }
    };
    view! {
        <nav class="presenter" aria-label="Presentation">
            {step(-1, "Page before", "back")}
            {step(1, "Next page", "on")}
            <button class="btn" title="Esc" on:click=move |_| present(app, false)>"End"</button>
        </nav>
    }
}
