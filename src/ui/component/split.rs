//! Parts of a whole, as a bar; the words stand beside it.

use leptos::prelude::*;

use crate::browser;

/// The bar; each part has a tone of the style sheet and a size.
#[component]
pub fn SplitBar(parts: Vec<(&'static str, usize)>) -> impl IntoView {
    let bars = parts
        .into_iter()
        .filter(|(_, size)| *size > 0)
        .map(|(tone, size)| {
            let bar = NodeRef::<leptos::html::I>::new();
            bar.on_load(move |bar| browser::set_property(&bar, "--v", &size.to_string()));
            view! { <i node_ref=bar data-tone=(!tone.is_empty()).then_some(tone)></i> }
        })
        .collect_view();
    view! { <div class="split" aria-hidden="true">{bars}</div> }
}
