//! What the inspector shows of a release.

use leptos::prelude::*;

use super::facts::Fact;
use super::initiative::save_by;
use super::{gather_button, item_list};
use crate::command;
use crate::model::{Day, Id, RecordRef, Release, ReleaseState};
use crate::ui::action::release_state_menu;
use crate::ui::app::{App, use_app};
use crate::ui::reactive::Memo;

/// The facts of a release.
pub fn facts(app: App, id: Id) -> Memo<Vec<Fact>> {
    let release = app.record::<Release>(id);
    Memo::new(move |_| {
        let Some(it) = release.get() else { return Vec::new() };
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let mut facts = vec![
            Fact::picked("State", it.state.name(), move |at| release_state_menu(app, id, at)),
            Fact::written(
                "Planned",
                day(it.planned),
                "date",
                save_by(app, "Plan a release", move |tx, text| command::plan_release(tx, id, text)),
            ),
        ];
        if it.state == ReleaseState::Released {
            facts.push(Fact::written(
                "Went out",
                day(it.actual),
                "date",
                save_by(app, "Date a release", move |tx, text| command::date_release(tx, id, text)),
            ));
        }
        facts
    })
}

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
