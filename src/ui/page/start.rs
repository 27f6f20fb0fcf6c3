//! The first screen: name a product, choose a hat, or bring work in.

use leptos::prelude::*;

use super::product_form::{ProductFields, ProductForm};
use crate::analysis::trash;
use crate::browser;
use crate::ui::action::explore_sample;
use crate::ui::app::{App, Overlay, use_app};
use crate::ui::component::Icon;
use crate::ui::reactive::effect;
use crate::view::{Route, SettingsTab};

/// The first screen.
#[component]
pub fn Start() -> impl IntoView {
    let app = use_app();
    let form = ProductForm::new(app, None);
    effect(move |_| browser::focus_soon("#product-name"));
    let stations = ["Goal", "Initiative", "Epic", "Story", "Acceptance", "Release", "Outcome"];
    let stations =
        stations.map(|name| view! { <li data-next><span class="kind">{name}</span></li> }).collect_view();
    view! {
        <div class="first">
            <header>
                <Icon name="line" />
                "Throughline"
            </header>
            <main>
                <div>
                    <h1 tabindex="-1">"From the vision to what came of it, on one line."</h1>
                    <p class="lede">
                        "A workbench for one person who decides what a product becomes. It keeps everything in this browser: no account, no server. Save it to a file whenever you like."
                    </p>
                </div>
                <ol class="thread" aria-label="The line">
                    <li data-at data-open><span class="kind">"Vision"</span></li>
                    {stations}
                </ol>
                <form
                    on:submit=move |event| {
                        event.prevent_default();
                        form.save(app);
                    }
                >
                    <ProductFields form />
                    <div class="go">
                        <button class="btn" data-kind="primary" type="submit">"Start"</button>
                        <button class="btn" data-kind="edge" type="button" on:click=move |_| explore_sample(app)>
                            "Explore the sample"
                        </button>
                        <button class="btn" data-kind="edge" type="button" on:click=move |_| app.overlay.set(Overlay::Import(Vec::new()))>
                            "Import…"
                        </button>
                        {move || ways_back(app)}
                    </div>
                </form>
            </main>
            <footer>
                <span>"Open format, one JSON file"</span>
                <span>"Nothing leaves this page"</span>
            </footer>
        </div>
    }
}

/// What can be taken back or made again, and the way to Trash, where everything was deleted.
fn ways_back(app: App) -> AnyView {
    app.track_content();
    let (undo, redo, lies) = app.read(|workspace| {
        let stack = workspace.undo_stack();
        let lies = !trash(workspace).is_empty();
        (stack.next_undo().map(str::to_owned), stack.next_redo().map(str::to_owned), lies)
    });
    let undo = undo.map(|label| {
        view! { <button class="link" type="button" aria-label="Undo" on:click=move |_| app.undo()>{format!("Undo: {label}")}</button> }
    });
    let redo = redo.map(|label| {
        view! { <button class="link" type="button" aria-label="Redo" on:click=move |_| app.redo()>{format!("Redo: {label}")}</button> }
    });
    let trash = lies.then(|| {
        let href = Route::Settings(SettingsTab::Trash).href();
        view! { <a class="link" href=href>"Trash"</a> }
    });
    view! { {undo} {redo} {trash} }.into_any()
}
