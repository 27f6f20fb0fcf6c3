//! What was done, said at the foot of the work with a way back: one at a time, and it waits while one looks at it.

use std::time::Duration;

use leptos::prelude::*;

use super::{Icon, Keys};
use crate::browser;
use crate::ui::app::{Toast, use_app};
use crate::ui::reactive::effect;
use crate::view::Route;

/// How long it stays.
const SHOWN_MS: u64 = 8_000;
/// How long it stays for certain: from then on it goes with the place it was said in.
const READ_MS: i64 = 2_000;

/// The toast, when there is one.
#[component]
pub fn ToastView() -> impl IntoView {
    let app = use_app();
    let is_held = RwSignal::new(false);
    let leave_later = move |number: u64| {
        set_timeout(
            move || {
                let is_current = app
                    .toast
                    .with_untracked(|toast| toast.as_ref().is_some_and(|toast| toast.number == number));
                if is_current && !is_held.get_untracked() {
                    app.toast.set(None);
                }
            },
            Duration::from_millis(SHOWN_MS),
        );
    };
    let mut before = None;
    effect(move |_| {
        let here = app.route.with(Route::here);
        let is_read = |toast: &Toast| browser::now().0 - toast.at.0 > READ_MS;
        let goes = before != here && !is_held.get_untracked();
        if goes && app.toast.with_untracked(|toast| toast.as_ref().is_some_and(is_read)) {
            app.toast.set(None);
        }
        before = here;
    });
    effect(move |_| {
        if let Some(toast) = app.toast.get() {
            // From when it can be read: a change of thousands takes a while until it is on the screen.
            browser::after_paint(move || leave_later(toast.number));
        }
    });
    let let_go = move || {
        is_held.set(false);
        if let Some(toast) = app.toast.get_untracked() {
            leave_later(toast.number);
        }
    };
    // Removing the focused button would drop the focus: it goes back to the list first.
    let leave = move || {
        app.toast.set(None);
        is_held.set(false);
        if let Some(cursor) = app.rows.selection.with_untracked(|selection| selection.cursor) {
            app.go_to(cursor);
        } else {
            browser::focus_first("h1");
        }
    };
    move || {
        app.toast.get().map(|toast| {
            let back = toast.can_undo.then(|| {
                view! {
                    <button class="btn" on:click=move |_| { leave(); app.undo(); }>
                        "Undo " <Keys shortcut="Ctrl Z" />
                    </button>
                }
            });
            view! {
                <div
                    class="toast"
                    role="region"
                    aria-label="Message"
                    on:pointerenter=move |_| is_held.set(true)
                    on:pointerleave=move |_| let_go()
                    on:focusin=move |_| is_held.set(true)
                    on:focusout=move |_| let_go()
                >
                    <span class="t">{toast.text}</span>
                    {back}
                    <button class="btn" data-kind="icon" aria-label="Dismiss" on:click=move |_| leave()>
                        <Icon name="x" />
                    </button>
                </div>
            }
        })
    }
}
