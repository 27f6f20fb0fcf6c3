//! The words of the method, under those of the product.

use leptos::prelude::*;

use crate::view::METHOD_WORDS;

/// What the words of the method mean.
#[component]
pub fn MethodWords() -> impl IntoView {
    let row = |(word, meaning): (&'static str, &'static str)| {
        view! { <div><dt>{word}</dt><dd>{meaning}</dd></div> }.into_any()
    };
    let rows: Vec<AnyView> = METHOD_WORDS.into_iter().map(row).collect();
    view! {
        <section class="sec words" aria-labelledby="method-words">
            <header><h2 id="method-words">"Words of the method"</h2><span class="n">"as they are used and computed here"</span></header>
            <dl>{rows}</dl>
        </section>
    }
}
