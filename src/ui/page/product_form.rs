//! Name, key and hat of a product: the same form on the first screen and in the dialog.

use leptos::prelude::*;

use crate::browser;
use crate::command::{self, CommandError};
use crate::model::{Id, Lens, Product, ProductKey};
use crate::ui::action::go_to_step;
use crate::ui::app::{App, Overlay, use_app};
use crate::ui::component::Icon;
use crate::ui::reactive::effect;
use crate::view::{Place, Route, Tab};

/// What is in the form.
#[derive(Clone, Copy)]
pub struct ProductForm {
    name: RwSignal<String>,
    key: RwSignal<String>,
    /// Whether the person wrote the key: then it is proposed no longer.
    is_own_key: RwSignal<bool>,
    lens: RwSignal<Lens>,
    name_error: RwSignal<Option<String>>,
    key_error: RwSignal<Option<String>>,
    product: Option<Id>,
}

impl ProductForm {
    /// An empty form, or one of a product.
    pub fn new(app: App, product: Option<Id>) -> Self {
        let known = product.and_then(|id| app.get::<Product>(id));
        Self {
            name: RwSignal::new(known.as_ref().map(|it| it.name.clone()).unwrap_or_default()),
            key: RwSignal::new(known.as_ref().map(|it| it.key.to_string()).unwrap_or_default()),
            is_own_key: RwSignal::new(known.is_some()),
            lens: RwSignal::new(known.as_ref().map(|it| it.lens).unwrap_or_default()),
            name_error: RwSignal::new(None),
            key_error: RwSignal::new(None),
            product,
        }
    }

    fn propose(self, app: App) {
        if self.is_own_key.get_untracked() {
            return;
        }
        let proposed = app.read(|workspace| {
            let is_taken =
                |key: &ProductKey| workspace.tables().products.iter().any(|product| product.answers_to(key));
            self.name.with_untracked(|name| ProductKey::propose(name, is_taken))
        });
        self.key.set(proposed.map(|key| key.to_string()).unwrap_or_default());
    }

    /// Makes or changes the product and goes there; says at the field what is wrong.
    pub fn save(self, app: App) {
        self.name_error.set(None);
        self.key_error.set(None);
        let (name, key, lens) =
            (self.name.get_untracked(), self.key.get_untracked(), self.lens.get_untracked());
        let label = match self.product {
            Some(_) => format!("Product: {name}, {key}"),
            None => format!("Make product “{name}”"),
        };
        let was_empty = app.read(|workspace| !workspace.tables().has_product());
        let mut failed = None;
        let saved = app.try_edit(label, |tx| {
            let made = match self.product {
                Some(id) => command::rename_product(tx, id, &name, &key)
                    .map(|()| command::set_lens(tx, id, lens))
                    .map(|()| id),
                None => command::create_product(tx, &name, &key, lens),
            };
            made.inspect_err(|error| failed = Some(error.clone()))
        });
        match saved {
            Ok(id) => {
                app.overlay.set(Overlay::None);
                if let Some(product) = app.get::<Product>(id) {
                    app.go(&Route::place(product.key.as_str(), Place::Today));
                    // The first product begins with the first steps; who makes a second knows the way.
                    if self.product.is_none() && was_empty {
                        go_to_step(app, Tab::FirstVision);
                    }
                }
            }
            Err(reason) => {
                let at_name =
                    matches!(failed, Some(CommandError::NoName(_) | CommandError::Missing(_)) | None);
                let (error, field) = if at_name {
                    (self.name_error, "#product-name")
                } else {
                    (self.key_error, "#product-key")
                };
                error.set(Some(reason));
                browser::focus_first(field);
            }
        }
    }
}

/// The fields of the form.
#[component]
pub fn ProductFields(form: ProductForm) -> impl IntoView {
    let app = use_app();
    let why = |id: &'static str, error: RwSignal<Option<String>>| {
        view! {
            <span class="why" id=id>
                <Icon name="warn" />
                {error}
            </span>
        }
    };
    let choice = move |lens: Lens, icon: &'static str, name: &'static str, words: &'static str| {
        view! {
            <label class="choice" data-checked=Signal::derive(move || (form.lens.get() == lens).then_some(""))>
                <input
                    type="radio"
                    name="lens"
                    class="aloud"
                    checked=form.lens.get_untracked() == lens
                    on:change=move |_| form.lens.set(lens)
                />
                <Icon name=icon />
                <b>{name}</b>
                <span>{words}</span>
                <Icon name="check" />
            </label>
        }
    };
    view! {
        <div class="pair">
            <label class="field">
                <span>"Product"</span>
                <input
                    id="product-name"
                    autocomplete="off"
                    prop:value=form.name.get_untracked()
                    aria-invalid=Signal::derive(move || form.name_error.get().is_some().then_some("true"))
                    aria-describedby="why-name"
                    on:input=move |event| {
                        form.name.set(event_target_value(&event));
                        form.name_error.set(None);
                        form.propose(app);
                    }
                />
                {why("why-name", form.name_error)}
            </label>
            <label class="field">
                <span>"Key"</span>
                <KeyInput form />
                {why("why-key", form.key_error)}
            </label>
        </div>
        <fieldset class="field">
            <legend>"Which hat do you wear here?"</legend>
            <div>
                {choice(Lens::Pm, "pm", "PM", "Strategy, roadmap and outcomes first")}
                {choice(Lens::Po, "po", "PO", "Backlog, acceptance and releases first")}
                {choice(Lens::Both, "both", "Both", "All of it")}
            </div>
        </fieldset>
    }
}

#[component]
fn KeyInput(form: ProductForm) -> impl IntoView {
    let input = NodeRef::<leptos::html::Input>::new();
    // A proposal comes from the name's field, so this one has no focus and may be written to.
    effect(move |_| {
        let key = form.key.get();
        if let Some(input) = input.get().filter(|input| !browser::has_focus(input)) {
            input.set_value(&key);
        }
    });
    view! {
        <input
            node_ref=input
            id="product-key"
            class="product-key"
            autocomplete="off"
            spellcheck="false"
            aria-invalid=Signal::derive(move || form.key_error.get().is_some().then_some("true"))
            aria-describedby="why-key"
            on:input=move |event| {
                form.is_own_key.set(true);
                form.key_error.set(None);
                form.key.set(event_target_value(&event));
            }
        />
    }
}
