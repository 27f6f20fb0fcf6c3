//! What something that is dragged can be dropped on.

use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::ev::DragEvent;
use leptos::prelude::*;

/// The attributes of a place for drops: it is marked while something is over it, and says what was let go there.
pub fn drop_target(drop: impl Fn(&DragEvent) + Send + 'static) -> AnyAttribute {
    let is_over = RwSignal::new(false);
    view! {
        <{..}
            data-over=move || is_over.get().then_some("")
            on:dragover=move |event: DragEvent| {
                event.prevent_default();
                is_over.set(true);
            }
            on:dragleave=move |_: DragEvent| is_over.set(false)
            on:drop=move |event: DragEvent| {
                event.prevent_default();
                is_over.set(false);
                drop(&event);
            }
        />
    }
    .into_any_attr()
}
