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
                event.prevent_default();
                close();
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
