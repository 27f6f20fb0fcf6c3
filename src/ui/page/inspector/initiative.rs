//! What the inspector shows of an initiative.

use leptos::prelude::*;

use super::{gather_button, item_list};
use crate::analysis::initiative_items;
use crate::model::{Id, Initiative, RecordRef, clean_line};
use crate::ui::app::use_app;
use crate::ui::component::TextField;
use crate::ui::reactive::Memo;

/// What will be different when an initiative is done.
#[component]
pub fn Outcome(id: Id) -> impl IntoView {
    let app = use_app();
    let outcome = app.watch(id, move |workspace| {
        workspace.tables().initiatives.get(id).map(|it| it.outcome.clone()).unwrap_or_default()
    });
    let save = move |text: String| {
        app.edit("Outcome of an initiative", |tx| {
            let outcome = clean_line(&text);
            tx.edit(id, |it: &mut Initiative| it.outcome = outcome);
            Ok(())
        });
    };
    view! { <TextField label="Outcome" class="outcome" value=outcome placeholder="What will be different when it is done?" on_save=save /> }
}

/// The work under an initiative.
#[component]
pub fn Work(id: Id) -> impl IntoView {
    let app = use_app();
    let work = Memo::new(move |_| {
        app.track_content();
        app.read(|workspace| initiative_items(workspace.tables(), id))
    });
    move || {
        app.track_content();
        let work = work.get();
        let done = work.iter().filter(|(_, is_done)| *is_done).count();
        let count = (!work.is_empty()).then(|| format!("{done} of {} accepted", work.len()));
        let count = count.map(|count| view! { <span>{count}</span> });
        let ids = work.into_iter().map(|(id, _)| id).collect();
        let gather = gather_button(app, RecordRef::to::<Initiative>(id));
        view! { <section><h3>"Stories " {count} {gather}</h3>{item_list(app, ids)}</section> }
    }
}
