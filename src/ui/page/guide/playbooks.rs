//! Playbooks: what to do, in which order, and where.

use leptos::prelude::*;

use crate::ui::action::go_to_tab;
use crate::ui::app::use_app;
use crate::view::{PLAYBOOKS, Playbook, PlaybookStep};

/// How discovery, a launch, a quarter and a sprint are run.
#[component]
pub fn Playbooks() -> impl IntoView {
    let app = use_app();
    let step = |step: &PlaybookStep| {
        let (place, tab) = (step.place, step.tab);
        let there = if tab.name(place) == place.name() {
            place.name().to_owned()
        } else {
            format!("{}, {}", place.name(), tab.name(place).to_lowercase())
        };
        view! { <li>{step.words}" "<button class="link" on:click=move |_| go_to_tab(app, place, tab)>{there}</button></li> }
            .into_any()
    };
    let playbook = |it: &Playbook| {
        let steps: Vec<AnyView> = it.steps.iter().map(step).collect();
        view! {
            <section class="sec" aria-label=it.name>
                <header><h2>{it.name}</h2><span class="n">{it.gist}</span></header>
                <div class="prose"><ol>{steps}</ol></div>
            </section>
        }
        .into_any()
    };
    view! { <div class="page">{PLAYBOOKS.iter().map(playbook).collect::<Vec<AnyView>>()}</div> }
}
