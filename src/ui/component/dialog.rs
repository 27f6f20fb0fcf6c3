//! What takes the screen for a moment: dialogs, the palette, sheets. Focus stays inside and goes back afterwards.

use leptos::html;
use leptos::prelude::*;

use crate::browser::{self, FocusBefore};
use crate::ui::app::{Overlay, use_app};
use crate::ui::component::Icon;

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

/// A modal dialog, open as long as it is mounted. Esc and a press beside it close it; what has been written in it is let go
/// by Esc alone, and not before the dialog has said so.
#[component]
pub fn Dialog(
    #[prop(into)] label: String,
    kind: DialogKind,
    /// What Esc stops in it before it closes it; says whether there was something.
    #[prop(optional, into)]
    stop: Option<Callback<(), bool>>,
    children: Children,
) -> impl IntoView {
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
    let (is_begun, is_warned) = (StoredValue::new(false), RwSignal::new(false));
    let pressed_beside = StoredValue::new(false);
    // The main button alone, and outside of the dialog.
    let is_beside = |event: &leptos::ev::PointerEvent| {
        event.target() == event.current_target() && event.button() == 0 && !browser::is_inside(event)
    };
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
                    if stop.is_some_and(|stop| stop.run(())) {
                        return;
                    }
                    if is_begun.get_value() && !is_warned.get_untracked() {
                        is_warned.set(true);
                    } else {
                        close();
                    }
                }
            }
            // A browser closes it by itself when Esc is pressed twice in a row.
            on:close=move |event| {
                if event.target() == event.current_target() {
                    close();
                }
            }
            on:input=move |event| {
                // What one searches for is no work.
                if kind != DialogKind::Palette && browser::is_editing(&event) {
                    is_begun.set_value(true);
                    is_warned.set(false);
                }
            }
            on:keydown=move |event| {
                // What opens something else would close this.
                if is_begun.get_value() {
                    event.stop_propagation();
                }
            }
            on:pointerdown=move |event| pressed_beside.set_value(is_beside(&event))
            on:pointerup=move |event| {
                if pressed_beside.get_value() && is_beside(&event) && !stop.is_some_and(|stop| stop.run(())) {
                    if is_begun.get_value() { is_warned.set(true) } else { close() }
                }
            }
        >
            {children()}
            {move || {
                is_warned
                    .get()
                    .then(|| view! { <p class="why" role="alert"><Icon name="warn" /> "This is not saved. Save it, or press Esc to close without it."</p> })
            }}
        </dialog>
    }
}

/// A dialog that is a form: a heading, and fields with the buttons below them.
#[component]
pub fn FormDialog(
    /// What it is about.
    heading: String,
    /// Does what the form is for.
    #[prop(into)]
    on_submit: Callback<()>,
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
                    on_submit.run(());
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
