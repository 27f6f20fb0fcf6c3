//! Export: what goes out, and for whom.

use leptos::prelude::*;

use crate::browser;
use crate::format::{TARGETS, Target, export};
use crate::model::Product;
use crate::ui::action::{in_items, say_saved};
use crate::ui::app::{App, Overlay, use_app};
use crate::ui::component::{Cancel, FormDialog, Icon};
use crate::view::count;

/// Writes the file for a tool and hands it over: the list in view, or the whole product.
fn save(app: App, product: &Product, target: &Target, is_list: bool) {
    let list = is_list.then(|| app.list.with_untracked(|list| list.fitting.clone()));
    let now = (browser::today(), browser::now());
    let file =
        app.read(|workspace| export(workspace.tables(), product.meta.id, list.as_deref(), target, now));
    let tool = target.name.split(' ').next().unwrap_or_default().to_lowercase();
    let name = format!("{}-{tool}-{}.{}", product.key.to_address(), browser::file_time(), target.ending);
    let is_saved = browser::download(&name, target.media, &file).is_ok();
    say_saved(app, &product.name, &name, is_saved);
    if is_saved {
        app.overlay.set(Overlay::None);
    }
}

/// The dialog.
#[component]
pub fn ExportForm() -> impl IntoView {
    let app = use_app();
    let product = untrack(|| app.home_product()).and_then(|id| app.get::<Product>(id));
    let Some(product) = product else { return ().into_any() };
    let id = product.meta.id;
    let all = app.read(|workspace| workspace.tables().items.count(id));
    // Where a list of items is narrowed, that is what one means.
    let in_view = untrack(|| in_items(app)).then(|| app.list.with_untracked(|list| list.fitting.len()));
    let narrowed = in_view.filter(|in_view| *in_view < all);
    let is_list = RwSignal::new(narrowed.is_some());
    let chosen = RwSignal::new(0_usize);
    let target = move || TARGETS.get(chosen.get()).unwrap_or(&TARGETS[0]);
    let what = narrowed.map(|in_view| {
        let choice = move |label: String, it: bool| {
            let is_on = move || (is_list.get() && !target().is_whole) == it;
            view! {
                <button
                    type="button"
                    aria-pressed=move || is_on().to_string()
                    disabled=move || it && target().is_whole
                    on:click=move |_| is_list.set(it)
                >
                    {label}
                </button>
            }
        };
        view! {
            <div class="seg" role="group" aria-label="What">
                {choice(format!("This list, {}", count(in_view, "item")), true)}
                {choice(format!("All {}", count(all, "item")), false)}
            </div>
        }
    });
    let lines = TARGETS.iter().enumerate().map(move |(place, target)| {
        view! {
            <label class="choice" data-checked=move || (chosen.get() == place).then_some("")>
                <input type="radio" name="target" class="aloud" checked=place == 0 on:change=move |_| chosen.set(place) />
                <b>{target.name}</b>
                <span class="meta">{target.file}</span>
                <Icon name="check" />
            </label>
        }
    });
    let submit = move || save(app, &product, target(), is_list.get_untracked() && !target().is_whole);
    view! {
        <FormDialog heading="Export".to_owned() on_submit=submit>
            {what}
            <fieldset class="targets">
                <legend>"For"</legend>
                {lines.collect_view()}
            </fieldset>
            <p class="say" role="status">{move || target().say}</p>
            <div class="go">
                <button class="btn" data-kind="primary" type="submit">"Save the file"</button>
                <Cancel />
            </div>
        </FormDialog>
    }
    .into_any()
}
