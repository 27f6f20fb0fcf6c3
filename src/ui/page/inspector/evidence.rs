//! What people said that speaks for an item.

use std::sync::Arc;

use leptos::prelude::*;

use crate::analysis::quotes_of;
use crate::browser::{self, Anchor};
use crate::command::{self, FeedbackChange};
use crate::model::{Day, Feedback, Id, Segment, in_order_of, set_of};
use crate::ui::action::{change_quote, quote_picker, segment_picker, source_menu};
use crate::ui::app::use_app;
use crate::ui::component::{Add, AddField, Icon, TextField, ValueField, each_id};
use crate::view::count;

/// The quotes of an item, newest first, and a place for another.
#[component]
pub fn Evidence(id: Id) -> impl IntoView {
    let app = use_app();
    let quotes = Memo::new(move |_| {
        app.track_shared();
        app.read(|workspace| {
            let found: Vec<&Feedback> = quotes_of(workspace.tables(), id).collect();
            let newest = in_order_of(found, |quote| -quote.meta.created_at.0);
            newest.into_iter().map(|quote| quote.meta.id).collect::<Vec<Id>>()
        })
    });
    let segments = Memo::new(move |_| {
        app.track_shared();
        let of = |id: &Id| app.get::<Feedback>(*id).and_then(|quote| quote.segment);
        quotes.with(|quotes| set_of(quotes.iter().filter_map(of)).len())
    });
    let is_shown =
        Memo::new(move |_| app.quoting.get() == Some(id) || quotes.with(|quotes| !quotes.is_empty()));
    let tally = move || {
        let number = quotes.with(Vec::len);
        match (number, segments.get()) {
            (0, _) => None,
            (_, 0) => Some(number.to_string()),
            (_, segments) => Some(format!("{number} from {}", count(segments, "segment"))),
        }
    };
    let add: Add = Arc::new(move |text: String| {
        app.edit("Add a quote", |tx| command::add_feedback(tx, id, &text)).is_some()
    });
    move || {
        is_shown.get().then(|| {
            view! {
                <section data-notes="quotes">
                    <h3>
                        "Evidence"
                        <span>{tally}</span>
                        <button class="link" id="known-quote" aria-haspopup="dialog" on:click=move |_| quote_picker(app, id, Anchor::of("known-quote"))>
                            "Use a quote"
                        </button>
                    </h3>
                    {each_id(move || quotes.get(), move |quote| view! { <Quote id=quote item=id /> }.into_any())}
                    <AddField
                        id="add-quote".to_owned()
                        label="New quote".to_owned()
                        placeholder="What did somebody say, in their own words?"
                        add=Arc::clone(&add)
                    />
                </section>
            }
        })
    }
}

#[component]
fn Quote(id: Id, item: Id) -> impl IntoView {
    let app = use_app();
    let quote = app.record::<Feedback>(id);
    let text =
        Signal::derive(move || quote.with(|it| it.as_ref().map(|it| it.quote.clone()).unwrap_or_default()));
    let (source_id, segment_id) = (format!("source-{id}"), format!("segment-{id}"));
    let (source_at, segment_at) = (source_id.clone(), segment_id.clone());
    let source = move || quote.with(|it| it.as_ref().map(|it| it.source.name()).unwrap_or_default());
    let segment = move || {
        app.track_shared();
        let id = quote.with(|it| it.as_ref().and_then(|it| it.segment));
        id.and_then(|id| app.get::<Segment>(id)).map_or_else(|| "No segment".to_owned(), |it| it.name.clone())
    };
    let day = move || {
        let on = quote.with(|it| it.as_ref().map(|it| it.on.to_string()).unwrap_or_default());
        let save = Arc::new(move |text: String| {
            let day: Day = text.parse().map_err(|error: crate::model::DayError| error.to_string())?;
            app.try_edit("Day of a quote", |tx| command::change_feedback(tx, id, &FeedbackChange::On(day)))
        });
        view! { <ValueField label="Said on" kind="date" value=on save of=format!("-{id}") /> }
    };
    view! {
        <blockquote class="quote">
            <TextField
                label="Quote"
                class="cell"
                value=text
                on_save=move |text| change_quote(app, id, "Edit a quote", &FeedbackChange::Quote(text))
            />
            <footer>
                <button class="cell" id=source_id aria-haspopup="menu" aria-label=move || format!("Source: {}", source()) on:click=move |_| source_menu(app, id, Anchor::of(&source_at))>{source}</button>
                <button class="cell" id=segment_id aria-haspopup="dialog" aria-label=move || format!("Segment: {}", segment()) on:click=move |_| segment_picker(app, id, Anchor::of(&segment_at))>{segment}</button>
                {day}
                <button
                    class="btn"
                    data-kind="icon"
                    aria-label="Take the quote off this item"
                    on:click=move |_| {
                        change_quote(app, id, "Take a quote off an item", &FeedbackChange::Item(item, false));
                        app.say_done("The quote no longer speaks for this item");
                        browser::focus_soon("#add-quote, .begin .btn");
                    }
                >
                    <Icon name="x" />
                </button>
            </footer>
        </blockquote>
    }
}
