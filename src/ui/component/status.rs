//! A state of an item: the glyph fills as work proceeds, the word stands beside it.

use leptos::prelude::*;

use super::Icon;

/// Glyph and word of a state.
#[component]
pub fn StatusMark(glyph: &'static str, name: String) -> impl IntoView {
    view! {
        <span class="status" data-s=glyph>
            <Icon name=glyph />
            {name}
        </span>
    }
}
