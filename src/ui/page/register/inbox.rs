//! Over the inbox: who waits for an answer or is to be told, and pasting many pieces at once.

use std::time::Duration;

use leptos::prelude::*;

use super::themes::HeardBySource;

use crate::analysis::triage;
use crate::model::kind::{FEEDBACK, NEW, OWED, TO_TELL};
use crate::ui::action::{ActionId, add_pasted, pick_to_tell};
use crate::ui::app::{Overlay, at_rest, use_app};
use crate::ui::component::PasteForm;
use crate::view::count;

/// The brief over the list of feedback.
#[component]
pub fn InboxBrief() -> impl IntoView {
    let app = use_app();
    let states = at_rest(
        Duration::from_millis(100),
        move || {
            app.track_content();
            app.product.get()
        },
        move |product| {
            let product = product?;
            app.read(|workspace| {
                let tables = workspace.tables();
                let pieces = tables.described_of(&FEEDBACK, product);
                let states: Vec<&str> = pieces.into_iter().map(|it| triage(tables, it)).collect();
                Some([NEW, OWED, TO_TELL].map(|state| states.iter().filter(|it| **it == state).count()))
            })
        },
    );
    let brief = move || {
        // The list under it stays where it is while these are counted.
        let Some([new, owed, tell]) = states.get() else {
            return view! { <div class="brief"></div> }.into_any();
        };
        let heading = if new == 0 { "Nothing new".to_owned() } else { format!("{new} new") };
        let owed = (owed > 0).then(|| format!("{} owed. ", count(owed, "answer")));
        let tell = (tell > 0).then(|| {
            let words = format!("{} to be told that it is there.", count(tell, "person"));
            view! { {words} " " <button class="link" on:click=move |_| pick_to_tell(app)>"Select them"</button> }
        });
        view! {
            <section class="brief" aria-label="Inbox">
                <div><h2>{heading}</h2><p>{owed}{tell}</p></div>
                <button class="btn" data-kind="edge" on:click=move |_| ActionId::PasteMany.run(app)>"Paste many…"</button>
                <button class="btn" on:click=move |_| app.overlay.set(Overlay::Import(Vec::new()))>"Import…"</button>
            </section>
        }
        .into_any()
    };
    view! { {brief} <HeardBySource /> }
}

/// The box in which many pieces are pasted.
#[component]
pub fn PasteFeedback() -> impl IntoView {
    let app = use_app();
    let bring = move |text: String| add_pasted(app, &text);
    view! { <PasteForm heading="Paste feedback" label="What people said" say="Mails, notes, answers: an empty line between two pieces; without one, each line is a piece. A table comes in by Import, with its columns." bring /> }
}
