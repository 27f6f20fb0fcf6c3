//! Questions and forms that take the screen for a moment, and the pages that say why there is none.

use leptos::prelude::*;

use super::product_form::{ProductFields, ProductForm};
use crate::model::{Id, Product};
use crate::ui::action::export_everything;
use crate::ui::app::{Confirm, Overlay, use_app};
use crate::ui::component::{Dialog, DialogKind};
use crate::ui::reactive::Memo;
use crate::view::{Place, Route, SettingsTab};

/// Making a product, or changing name and key of one.
#[component]
pub fn ProductDialog(product: Option<Id>) -> impl IntoView {
    let app = use_app();
    let form = ProductForm::new(app, product);
    let title = if product.is_some() { "Name and key" } else { "New product" };
    view! {
        <Dialog label=title kind=DialogKind::Dialog>
            <header><h2>{title}</h2></header>
            <form
                class="narrow"
                on:submit=move |event| {
                    event.prevent_default();
                    form.save(app);
                }
            >
                <ProductFields form />
                <div class="go">
                    <button class="btn" data-kind="primary" type="submit">
                        {if product.is_some() { "Save" } else { "Make the product" }}
                    </button>
                    <button class="btn" data-kind="edge" type="button" on:click=move |_| app.overlay.set(Overlay::None)>
                        "Cancel"
                    </button>
                </div>
            </form>
        </Dialog>
    }
}

/// A question before something large; the safe button has the focus.
#[component]
pub fn ConfirmDialog(confirm: Confirm) -> impl IntoView {
    let app = use_app();
    let run = confirm.run;
    let others = confirm.others.into_iter().map(|(words, run)| {
        let go = move |_| {
            app.overlay.set(Overlay::None);
            run();
        };
        view! { <button class="btn" data-kind="edge" on:click=go>{words}</button> }
    });
    let others = others.collect_view();
    view! {
        <Dialog label=confirm.title.clone() kind=DialogKind::Dialog>
            <header><h2>{confirm.title}</h2></header>
            <div class="narrow">
                <p class="say">{confirm.text}</p>
                <div class="go">
                    <button class="btn" data-kind="edge" autofocus on:click=move |_| app.overlay.set(Overlay::None)>
                        "Cancel"
                    </button>
                    {others}
                    <button
                        class="btn"
                        data-kind="danger"
                        on:click=move |_| {
                            app.overlay.set(Overlay::None);
                            run();
                        }
                    >
                        {confirm.button}
                    </button>
                </div>
            </div>
        </Dialog>
    }
}

/// Removing everything: a name has to be typed first.
#[component]
pub fn EraseDialog() -> impl IntoView {
    let app = use_app();
    let mut names: Vec<String> = app
        .read(|workspace| workspace.tables().products.iter().map(|product| product.name.clone()).collect());
    let word = if names.len() == 1 { names.remove(0) } else { "everything".into() };
    let typed = RwSignal::new(String::new());
    let is_typed = {
        let word = word.clone();
        Memo::new(move |_| typed.with(|typed| typed.trim() == word.trim()))
    };
    view! {
        <Dialog label="Erase everything" kind=DialogKind::Dialog>
            <header><h2>"Erase everything?"</h2></header>
            <form
                class="narrow"
                on:submit=move |event| {
                    event.prevent_default();
                    if is_typed.get_untracked() {
                        app.erase();
                    }
                }
            >
                <p class="say">
                    "Every product, its items and their history are removed from this browser, and nothing here can bring them back. Files you have saved stay yours."
                </p>
                <div><button class="link" type="button" on:click=move |_| export_everything(app)>"Save everything to a file first"</button></div>
                <label class="field">
                    <span>"Type " <b>{word}</b> " to go on"</span>
                    <input autocomplete="off" spellcheck="false" on:input=move |event| typed.set(event_target_value(&event)) />
                </label>
                <div class="go">
                    <button class="btn" data-kind="edge" type="button" autofocus on:click=move |_| app.overlay.set(Overlay::None)>
                        "Cancel"
                    </button>
                    <button class="btn" data-kind="danger" type="submit" disabled=Signal::derive(move || !is_typed.get())>"Erase everything"</button>
                </div>
            </form>
        </Dialog>
    }
}

/// An address this build does not know.
#[component]
pub fn NotFound(address: String) -> impl IntoView {
    let app = use_app();
    let product = app.home_product().and_then(|id| app.get::<Product>(id));
    let today = product.map_or(Route::Start, |product| Route::place(product.key.as_str(), Place::Today));
    view! {
        <div class="empty">
            <div>
                <h2>"There is nothing at this address"</h2>
                <p>"The product may have been deleted, or its key or the address mistyped: " <code>{address}</code></p>
            </div>
            <div class="go">
                <a class="btn" data-kind="primary" href=today.href()>"Go to Today"</a>
                <a class="btn" data-kind="edge" href=Route::Settings(SettingsTab::Data).href()>"Settings"</a>
            </div>
        </div>
    }
}
