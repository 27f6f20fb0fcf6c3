//! What takes the screen for a moment: dialogs, the palette, sheets. Focus stays inside and goes back afterwards.

use leptos::html;
use leptos::prelude::*;

use crate::browser::{self, FocusBefore};
use crate::ui::app::use_app;
use crate::ui::overlay::Overlay;

/// How a dialog lies on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DialogKind {
    /// In the middle.
    Dialog,
    /// Near the top, for typing and choosing.
    Palette,
    /// From the right edge, for work with steps.
    Sheet,
}

/// A modal dialog, open as long as it is mounted; Esc and a press beside it close it.
#[component]
pub fn Dialog(#[prop(into)] label: String, kind: DialogKind, children: Children) -> impl IntoView {
    let app = use_app();
    let before = FocusBefore::remember();
    let dialog = NodeRef::<html::Dialog>::new();
    dialog.on_load(move |dialog| {
        browser::show_modal(&dialog);
    });
    on_cleanup({
        let before = StoredValue::new_local(before);
        move || {
            if let Some(before) = before.try_get_value() {
                app.give_focus_back(before);
            }
        }
    });
    let close = move || app.overlay.set(Overlay::None);
    let class = match kind {
        DialogKind::Dialog => "dialog",
        DialogKind::Palette => "palette",
        DialogKind::Sheet => "sheet",
    };
    view! {
        <dialog
            node_ref=dialog
            class=class
            aria-label=label
            on:cancel=move |event: leptos::ev::Event| {
                // A file chooser in it says the same of itself.
                if event.target() == event.current_target() {
                    event.prevent_default();
                    close();
                }
            }
            on:pointerdown=move |event| {
                let is_beside = event.target().zip(event.current_target()).is_some_and(|(at, dialog)| at == dialog);
                if is_beside && !browser::is_inside(&event) {
                    close();
                }
            }
        >
            {children()}
        </dialog>
    }
}

/// A dialog that is a form: a heading, and fields with the buttons below them.
#[component]
pub fn FormDialog(
    /// What it is about.
    heading: String,
    /// Does what the form is for.
    on_submit: impl Fn() + Send + Sync + 'static,
    /// Fields and buttons.
    children: Children,
) -> impl IntoView {
    view! {
        <Dialog label=heading.clone() kind=DialogKind::Dialog>
            <header><h2>{heading}</h2></header>
            <form
                class="narrow"
                on:submit=move |event| {
                    event.prevent_default();
                    on_submit();
                }
            >
                {children()}
            </form>
        </Dialog>
    }
}

/// The button that closes a dialog and does nothing.
#[component]
pub fn Cancel() -> impl IntoView {
    let app = use_app();
    view! {
        <button class="btn" data-kind="edge" type="button" on:click=move |_| app.overlay.set(Overlay::None)>"Cancel"</button>
    }
}
