//! How far an initiative is on its way from the roadmap to the backlog.

use leptos::prelude::*;

use crate::analysis::handover_list;
use crate::browser::Anchor;
use crate::command;
use crate::model::kind::HANDOVER;
use crate::model::{Handover, Id, Initiative, Item, RecordRef};
use crate::ui::action::{change_field, name_of};
use crate::ui::app::{Overlay, use_app};
use crate::ui::component::{Cancel, FormDialog, Icon};
use crate::ui::reactive::Memo;

/// Its state, what it should say first, and the way over.
#[component]
pub fn HandoverOf(id: Id) -> impl IntoView {
    let app = use_app();
    let initiative = app.record::<Initiative>(id);
    let list =
        Memo::new(move |_| initiative.with(|it| it.as_ref().map(|it| (it.handover, handover_list(it)))));
    move || {
        let (state, list) = list.get()?;
        let lines = list.into_iter().map(|(words, is_said)| {
            let said = if is_said { "said" } else { "not said" };
            view! {
                <li data-pass=is_said.then_some("")>
                    <span class="glyph"><Icon name=if is_said { "tick" } else { "ring" } /></span>
                    <span>{words}<span class="aloud">{format!(", {said}")}</span></span>
                </li>
            }
        });
        let words = if state == Handover::HandedOver { "Add stories…" } else { "Hand over…" };
        Some(view! {
            <section>
                <h3>
                    "Handover"
                    <button class="link" id="handover" aria-haspopup="menu" aria-label=format!("Handover: {}", state.name()) on:click=move |_| change_field(app, vec![RecordRef::to::<Initiative>(id)], &HANDOVER, Anchor::of("handover"))>
                        {state.name()}
                    </button>
                </h3>
                <ul class="criteria rules">{lines.collect_view()}</ul>
                <button class="btn" data-kind="edge" on:click=move |_| app.overlay.set(Overlay::HandOver(id))>{words}</button>
            </section>
        })
    }
}

/// Handing an initiative over: the stories it begins with, one a line.
#[component]
pub fn HandOverForm(id: Id) -> impl IntoView {
    let app = use_app();
    let Some(initiative) = app.get::<Initiative>(id) else { return ().into_any() };
    let name = initiative.name.clone();
    let missing: Vec<&str> =
        handover_list(&initiative).iter().filter(|(_, is_said)| !is_said).map(|(words, _)| *words).collect();
    let missing = (!missing.is_empty()).then(|| {
        view! { <p class="say"><Icon name="warn" /> {format!("Not yet said: {}.", missing.join("; ").to_lowercase())}</p> }
    });
    let epic = app.read(|workspace| command::epic_of(workspace.tables(), &initiative));
    let says = epic.map_or_else(
        || "An epic of this name comes to the top of the backlog and serves the initiative; its goal follows. Stories you write here stand under it.".to_owned(),
        |epic| format!("It has an epic in the backlog, {}, which stays where it is. Stories you write here come below those it has.", name_of(app, RecordRef::to::<Item>(epic))),
    );
    let stories = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let heading = format!("Hand over “{name}”");
    let label = heading.clone();
    view! {
        <FormDialog
            heading
            on_submit=move || {
                    let made = app.try_edit(label.clone(), |tx| command::hand_over(tx, id, &stories.get_untracked()));
                    match made {
                        Ok(epic) => {
                            app.overlay.set(Overlay::None);
                            app.go_to_record(RecordRef::to::<Item>(epic));
                            app.say_done(format!("“{name}” is in the backlog, with its links"));
                        }
                        Err(reason) => error.set(Some(reason)),
                    }
            }
        >
                <p class="say">{says}</p>
                {missing}
                <label class="field">
                    <span>"Stories, one a line; a line that is indented is a task of the one above"</span>
                    <textarea rows="6" autofocus on:input=move |event| stories.set(event_target_value(&event))></textarea>
                    {move || error.get().map(|words| view! { <span class="error" role="alert">{words}</span> })}
                </label>
                <div class="go">
                    <button class="btn" data-kind="primary" type="submit">"Hand over"</button>
                    <Cancel />
                </div>
        </FormDialog>
    }
    .into_any()
}
