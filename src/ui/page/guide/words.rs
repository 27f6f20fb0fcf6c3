//! The words of the method, under those of the product.

use leptos::prelude::*;

use crate::ui::component::{TableCell, read_table};
use crate::view::METHOD_WORDS;

/// What the words of the method mean.
#[component]
pub fn MethodWords() -> impl IntoView {
    let row = |(word, meaning): (&'static str, &'static str)| {
        vec![TableCell::words(word), TableCell::words(meaning)]
    };
    let rows = METHOD_WORDS.into_iter().map(row).collect();
    view! {
        <section class="sec" aria-labelledby="method-words">
            <header><h2 id="method-words">"Words of the method"</h2><span class="n">"as this app uses and computes them"</span></header>
            {read_table("Words of the method", &["Word", "What it means"], rows)}
        </section>
    }
}
