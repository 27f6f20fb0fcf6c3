//! What a place shows while there is nothing: what it is for, and the first button.

use leptos::prelude::*;

/// A heading, a sentence or two, and what to do.
#[component]
pub fn EmptyState(
    heading: &'static str,
    words: &'static str,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <div>
                <h2>{heading}</h2>
                <p>{words}</p>
            </div>
            {children.map(|children| view! { <div class="go">{children()}</div> })}
        </div>
    }
}
