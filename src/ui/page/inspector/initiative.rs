//! What the inspector shows of an initiative.

use leptos::prelude::*;

use super::facts::Fact;
use super::{gather_button, item_list};
use crate::analysis::initiative_items;
use crate::command::{self, CommandError};
use crate::model::{Id, Initiative, RecordRef, clean_line};
use crate::ui::action::{confidence_menu, horizon_menu};
use crate::ui::app::{App, use_app};
use crate::ui::component::TextField;
use crate::ui::reactive::Memo;
use crate::workspace::Tx;

/// Saves a field by a command, with the reason where it is refused.
pub fn save_by<R>(
    app: App,
    label: &'static str,
    command: impl Fn(&mut Tx<'_>, &str) -> Result<R, CommandError>,
) -> impl Fn(String) -> Result<(), String> {
    move |text| app.try_edit(label, |tx| command(tx, &text)).map(drop)
}

/// The facts of an initiative.
pub fn facts(app: App, id: Id) -> Memo<Vec<Fact>> {
    let initiative = app.record::<Initiative>(id);
    Memo::new(move |_| {
        let Some(it) = initiative.get() else { return Vec::new() };
        let day = |day: Option<crate::model::Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let percent = it.confidence_percent.map(|percent| format!("{percent} %")).unwrap_or_default();
        vec![
            Fact::picked("Horizon", it.horizon.name(), move |at| horizon_menu(app, id, at)),
            Fact::picked("Confidence", it.confidence.name(), move |at| confidence_menu(app, id, at)),
            Fact::written(
                "How sure",
                percent,
                "text",
                save_by(app, "Confidence of an initiative", move |tx, text| {
                    command::set_confidence(tx, id, text)
                }),
            ),
            Fact::written(
                "Start",
                day(it.start),
                "date",
                save_by(app, "Start of an initiative", move |tx, text| {
                    command::set_initiative_day(tx, id, true, text)
                }),
            ),
            Fact::written(
                "End",
                day(it.end),
                "date",
                save_by(app, "End of an initiative", move |tx, text| {
                    command::set_initiative_day(tx, id, false, text)
                }),
            ),
        ]
    })
}

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
