//! Rows that come and go one by one: what stays is not drawn anew, and keeps its focus and what is being written.
//!
//! The rows are told by a pointer: a keyed list of each kind would be the whole of it once more.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::Id;

/// Draws the row with a key.
type Row = Arc<dyn Fn(String) -> AnyView + Send + Sync>;

#[component]
fn Each(keys: Signal<Vec<String>>, row: Row) -> impl IntoView {
    view! { <For each=move || keys.get() key=|key: &String| key.clone() children=move |key| row(key) /> }
}

/// A row for each key, in their order.
pub fn each(
    keys: impl Fn() -> Vec<String> + Send + Sync + 'static,
    row: impl Fn(String) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    view! { <Each keys=Signal::derive(keys) row=Arc::new(row) /> }.into_any()
}

/// A row for each record or element, in their order.
pub fn each_id(
    ids: impl Fn() -> Vec<Id> + Send + Sync + 'static,
    row: impl Fn(Id) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let keys = move || ids().iter().map(Id::to_string).collect();
    each(keys, move |key| key.parse().ok().map(&row).into_any())
}
