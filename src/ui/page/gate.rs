//! What stands against moving items to a state, with the ways on: only those that may, or all with a reason.

use leptos::prelude::*;

use crate::analysis::Gate;
use crate::model::{Id, Item};
use crate::ui::action::{move_anyway, move_to_state, state_name};
use crate::ui::app::{Overlay, use_app};
use crate::ui::component::{Cancel, FormDialog};
use crate::view::{count, row_of};

/// How many items are named with what they lack; more are counted.
const NAMED_MOST: usize = 6;

/// The question.
#[component]
pub fn GateForm(ids: Vec<Id>, state: String) -> impl IntoView {
    let app = use_app();
    let gate = app.read(|workspace| Gate::before(workspace.tables(), &ids, &state));
    let name = state_name(app, &ids, &state);
    let is_coming = |id: &Id| app.get::<Item>(*id).is_some_and(|item| item.status != state);
    let coming: Vec<Id> = ids.iter().copied().filter(is_coming).collect();
    let is_kept_out = |id: &Id| gate.lacking.iter().any(|(lacking, _)| lacking == id);
    let may: Vec<Id> = coming.iter().copied().filter(|id| !is_kept_out(id)).collect();
    let more = gate.lacking.len().saturating_sub(NAMED_MOST);
    let lacking = gate.lacking.iter().take(NAMED_MOST).filter_map(|(id, unmet)| {
        let row = app.read(|workspace| row_of(workspace.tables(), *id))?;
        let rules = unmet.iter().map(|rule| view! { <li>{rule.clone()}</li> }).collect_view();
        Some(view! { <div class="lack"><b>{row.key} " " {row.title}</b><ul>{rules}</ul></div> })
    });
    let lacking = lacking.collect_view();
    let more =
        (more > 0).then(|| view! { <p class="when">{format!("and {} more", count(more, "item"))}</p> });
    let over = gate.over.map(|(would_be, limit)| {
        view! { <p class="say">{format!("{name} would have {}, and its limit is {limit}.", count(would_be, "item"))}</p> }
    });
    let says = match (gate.lacking.len(), coming.len()) {
        (0, _) => String::new(),
        (1, 1) => "It does not yet meet these rules:".to_owned(),
        (1, all) => format!("1 of {all} does not yet meet the rules:"),
        (lacking, all) => format!("{lacking} of {all} do not yet meet the rules:"),
    };
    let reason = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let some = (!may.is_empty() && may.len() < coming.len() && gate.over.is_none()).then(|| {
        let (may, state) = (may.clone(), state.clone());
        let words = format!("Move only the {}", may.len());
        view! {
            <button class="btn" data-kind="edge" type="button" on:click=move |_| { app.overlay.set(Overlay::None); move_to_state(app, &may, &state); }>{words}</button>
        }
    });
    let heading = format!("Not yet {name}");
    view! {
        <FormDialog
            heading
            on_submit=move || {
                    if let Err(words) = move_anyway(app, &ids, &state, &reason.get_untracked()) {
                        error.set(Some(words));
                    }
            }
        >
                {over}
                {(!says.is_empty()).then(|| view! { <p class="say">{says}</p> })}
                {lacking}
                {more}
                <label class="field">
                    <span>"Why move it all the same?"</span>
                    <input
                        autocomplete="off"
                        autofocus
                        on:keydown=move |event| {
                            // Who types on from the list must not have said why by that: Enter leads to the button.
                            if event.key() == "Enter" && !event.ctrl_key() && !event.meta_key() {
                                event.prevent_default();
                                crate::browser::focus_first("#move-anyway");
                            }
                        }
                        aria-invalid=move || error.with(Option::is_some).then_some("true") on:input=move |event| reason.set(event_target_value(&event)) />
                    {move || error.get().map(|words| view! { <span class="error" role="alert">{words}</span> })}
                </label>
                <div class="go">
                    <button class="btn" data-kind="primary" type="submit" id="move-anyway">"Move anyway"</button>
                    {some}
                    <Cancel />
                </div>
        </FormDialog>
    }
}
