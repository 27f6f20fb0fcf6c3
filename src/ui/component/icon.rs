//! Glyphs of the sprite in `index.html`, and the signs of keys.

use leptos::prelude::*;

use crate::browser;
use crate::view::Shortcut;

/// A glyph; words beside it say what it means.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true">
            <use href=format!("#{name}")></use>
        </svg>
    }
}

/// The keys of a shortcut, as this keyboard has them.
#[component]
pub fn Keys(#[prop(into)] shortcut: String) -> impl IntoView {
    let mut parts = Shortcut::parse(&shortcut).parts(browser::is_mac()).into_iter();
    let first = parts.next();
    let rest = parts.map(|part| view! { <i>" then "</i> <kbd>{part}</kbd> }).collect_view();
    view! { <kbd>{first}</kbd> {rest} }
}
