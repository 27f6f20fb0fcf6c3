//! What is known of a product on one page, and why it is so: the decisions, looked through.

use leptos::prelude::*;

use super::paper::paper_tools;
use crate::browser::{self, day_text};
use crate::format::facts_markdown;
use crate::model::kind::{CHOICE, DECIDED_ON, DECISIONS};
use crate::model::{Id, Product, RecordRef};
use crate::ui::app::{Paper, use_app};
use crate::ui::component::Letter;
use crate::workspace::Search;

/// So many decisions are shown.
const FOUND_MOST: usize = 12;

/// The page.
#[component]
pub fn Facts() -> impl IntoView {
    let app = use_app();
    let text = Signal::derive(move || {
        app.track_content();
        let product = app.product.get();
        product
            .map(|product| app.read(|it| facts_markdown(it.tables(), product, browser::today(), day_text)))
            .unwrap_or_default()
    });
    let paper = move || {
        let product = app.product.get_untracked().and_then(|id| app.get::<Product>(id));
        let name = product.map(|product| format!("{}, facts", product.name)).unwrap_or_default();
        Paper { name, text: untrack(|| text.get()) }
    };
    let asked = RwSignal::new(String::new());
    let found = move || {
        app.track_content();
        let search = Search::parse(&asked.get());
        let Some(product) = app.product.get() else { return Vec::new() };
        app.read(|workspace| {
            let tables = workspace.tables();
            let Some(kept) = tables.any(DECISIONS.table) else { return Vec::new() };
            let all = tables.described_of(&DECISIONS, product).into_iter().rev();
            let fits = all.filter(|it| search.is_empty() || search.is_in(kept, it.meta.id));
            let said = fits.map(|it| {
                let on = it.day(&DECIDED_ON).map(day_text).unwrap_or_default();
                (it.meta.id, it.name().to_owned(), it.words(&CHOICE).to_owned(), on)
            });
            said.take(FOUND_MOST).collect::<Vec<(Id, String, String, String)>>()
        })
    };
    let answers = move || {
        let found = found();
        if found.is_empty() {
            return view! { <p class="say">"No decision says that. Write down the next one, with its reason: then this page knows."</p> }.into_any();
        }
        let row = |(id, question, choice, on): (Id, String, String, String)| {
            let record = RecordRef { table: DECISIONS.table, id };
            view! { <li><button class="t" on:click=move |_| app.inspect_record(record)>{question}</button><span class="sub">{choice}</span><span class="meta end">{on}</span></li> }.into_any()
        };
        let rows: Vec<AnyView> = found.into_iter().map(row).collect();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <div class="report">
            <div class="viewbar"><span class="push"></span>{paper_tools(app, paper)}</div>
            <div class="draft page">
                <section class="sec" aria-label="Why is it so?">
                    <header><h2>"Why is it so?"</h2></header>
                    <div class="body">
                        <input class="boxed" type="search" aria-label="Words of a decision" placeholder="Words of the question, the choice or the reason" on:input=move |event| asked.set(event_target_value(&event)) />
                        {answers}
                    </div>
                </section>
            </div>
            <div class="desktop" tabindex="0" role="region" aria-label="As it prints"><Letter text /></div>
        </div>
    }
}
