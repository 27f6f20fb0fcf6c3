//! What the inspector shows of a release.

use leptos::prelude::*;

use super::{gather_button, item_list};
use crate::model::{Id, RecordRef, Release};
use crate::ui::app::use_app;
use crate::ui::reactive::Memo;

/// The items of a release.
#[component]
pub fn Contents(id: Id) -> impl IntoView {
    let app = use_app();
    let items = Memo::new(move |_| {
        app.track_content();
        let product = app.get::<Release>(id).map(|it| it.product)?;
        Some(app.read(|workspace| {
            let items = &workspace.tables().items;
            items
                .in_order(product)
                .filter(|item| items.get(*item).is_some_and(|it| it.release == Some(id)))
                .collect::<Vec<_>>()
        }))
    });
    move || {
        app.track_content();
        let items = items.get().unwrap_or_default();
        let count = (!items.is_empty()).then(|| view! { <span>{items.len()}</span> });
        let gather = gather_button(app, RecordRef::to::<Release>(id));
        view! { <section><h3>"Items " {count} {gather}</h3>{item_list(app, items)}</section> }
    }
}
