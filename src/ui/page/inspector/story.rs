//! The story sentence: as a …, I want …, so that …

use leptos::prelude::*;

use crate::analysis::read_story;
use crate::browser::{self, Anchor};
use crate::command::{self, ItemChange};
use crate::model::kind::PERSONAS;
use crate::model::{Id, Item, ItemType};
use crate::ui::action::persona_picker;
use crate::ui::app::use_app;
use crate::ui::component::TextField;
use crate::ui::reactive::Memo;

/// The sentence of an item, or a way to begin it.
#[component]
pub fn Story(id: Id) -> impl IntoView {
    let app = use_app();
    let item = app.record::<Item>(id);
    let part =
        move |part: fn(&Item) -> String| item.with(|item| item.as_deref().map(part).unwrap_or_default());
    let want = Signal::derive(move || part(|item| item.want.clone()));
    let benefit = Signal::derive(move || part(|item| item.benefit.clone()));
    let persona = Memo::new(move |_| item.with(|item| item.as_ref().and_then(|item| item.persona)));
    let persona_name = move || {
        app.track_shared();
        let id = persona.get()?;
        app.read(|workspace| Some(workspace.tables().described(&PERSONAS, id)?.name().to_owned()))
    };
    let is_begun = RwSignal::new(false);
    let is_told = Memo::new(move |_| {
        persona.get().is_some() || want.with(|it| !it.is_empty()) || benefit.with(|it| !it.is_empty())
    });
    let is_story =
        Memo::new(move |_| item.with(|item| item.as_ref().is_some_and(|item| item.kind == ItemType::Story)));
    let can_take = Memo::new(move |_| {
        item.with(|item| item.as_ref().is_some_and(|item| read_story(&item.description).is_some()))
    });
    let take = move |_| {
        let taken = app.edit("Take the story out of the description", |tx| Ok(command::take_story(tx, id)));
        if taken == Some(true) {
            app.say_done("The story stands in its own fields");
            browser::focus_soon("#persona-of-story");
        }
    };
    let begin = move |_| {
        is_begun.set(true);
        browser::focus_drawn("#persona-of-story");
        // The box follows the button it belongs to.
        browser::after_paint(move || {
            persona_picker(app, vec![id], Some(Anchor::of("persona-of-story")));
        });
    };
    let save = move |label: &'static str, change: ItemChange| {
        app.edit(label, |tx| {
            command::change_items(tx, &[id], &change);
            Ok(())
        });
    };
    let who = move || match persona_name() {
        Some(name) => view! { <span>{name}</span> }.into_any(),
        None => view! { <span class="none">"Choose who"</span> }.into_any(),
    };
    let fields = move || {
        view! {
            <dl class="tale">
                <dt>"As a"</dt>
                <dd>
                    <button
                        class="cell"
                        id="persona-of-story"
                        aria-haspopup="dialog"
                        aria-label=move || format!("Persona: {}", persona_name().unwrap_or_else(|| "none".into()))
                        on:click=move |_| persona_picker(app, vec![id], Some(Anchor::of("persona-of-story")))
                    >
                        {who}
                    </button>
                </dd>
                <dt>"I want"</dt>
                <dd>
                    <TextField
                        label="I want"
                        class="cell"
                        value=want
                        placeholder="to see, to be able to…"
                        on_save=move |text| save("What the story wants", ItemChange::Want(text))
                    />
                </dd>
                <dt>"so that"</dt>
                <dd>
                    <TextField
                        label="So that"
                        class="cell"
                        value=benefit
                        placeholder="what is better then?"
                        on_save=move |text| save("Why the story is wanted", ItemChange::Benefit(text))
                    />
                </dd>
            </dl>
        }
    };
    let shows = Memo::new(move |_| {
        (is_told.get() || is_begun.get(), is_story.get(), can_take.get() && !is_told.get())
    });
    move || {
        let (is_shown, is_story, can_take) = shows.get();
        if !is_shown && !is_story {
            return None;
        }
        let take = can_take
            .then(|| view! { <button class="link" on:click=take>"Take it from the description"</button> });
        let body = if is_shown {
            fields().into_any()
        } else {
            view! { <button class="mend" on:click=begin>"Say for whom and why"</button> }.into_any()
        };
        Some(view! { <section><h3>"Story" {take}</h3>{body}</section> })
    }
}
