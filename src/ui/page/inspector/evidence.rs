//! What people said that speaks for an item.

use std::sync::Arc;

use leptos::prelude::*;

use super::voices::{rows, who_said};
use crate::analysis::{evidence, quotes_of, quotes_through, speakers, words_said};
use crate::browser::{self, Anchor};
use crate::command;
use crate::model::kind::{FEEDBACK, SAID_ON, SEGMENT, SEGMENTS, SOURCE};
use crate::model::{Id, Item, RecordRef, in_order_of};
use crate::ui::action::{change_field, quote_picker, set_speaks_for};
use crate::ui::app::use_app;
use crate::ui::component::{Add, AddField, Icon, TextField, ValueField, each_id};
use crate::ui::reactive::Memo;
use crate::workspace::{Described, Tables};

/// The quotes of an item, newest first, and a place for another.
#[component]
pub fn Evidence(id: Id) -> impl IntoView {
    let app = use_app();
    let quotes = Memo::new(move |_| {
        app.track_shared();
        app.read(|workspace| {
            let newest = in_order_of(quotes_of(workspace.tables(), id), |quote| -quote.meta.created_at.0);
            newest.into_iter().map(|quote| quote.meta.id).collect::<Vec<Id>>()
        })
    });
    let number = Memo::new(move |_| {
        app.track_content();
        app.read(|workspace| evidence(workspace.tables(), id))
    });
    let is_shown = Memo::new(move |_| app.quoting.get() == Some(id) || number.get() > 0);
    let tally = move || Some(number.get()).filter(|number| *number > 0);
    // Who they are, and what speaks for the item by way of its need, its theme or a study.
    let beside = move |is_through: bool| {
        app.track_content();
        let product = app.product.get()?;
        app.read(|workspace| {
            let tables = workspace.tables();
            let through = quotes_through(tables, id);
            if is_through {
                return Some(rows(app, tables, RecordRef::to::<Item>(id), through, None));
            }
            who_said(tables, product, &[quotes_of(tables, id), through].concat())
        })
    };
    let add: Add =
        Arc::new(move |text: String| app.edit("Add a quote", |tx| command::say_of(tx, id, &text)).is_some());
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
                    {move || beside(false)}
                    {each_id(move || quotes.get(), move |quote| view! { <Quote id=quote item=id /> }.into_any())}
                    {move || beside(true)}
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
    let feedback = RecordRef { table: FEEDBACK.table, id };
    let read = move |read: fn(&Tables, &Described) -> String| {
        Memo::new(move |_| {
            // The segment has a name of its own.
            app.track_content();
            app.read(|workspace| {
                let tables = workspace.tables();
                tables.described(&FEEDBACK, id).map(|it| read(tables, it)).unwrap_or_default()
            })
        })
    };
    let text = read(|_, it| words_said(it).to_owned());
    let (source_id, segment_id) = (format!("source-{id}"), format!("segment-{id}"));
    let (source_at, segment_at) = (source_id.clone(), segment_id.clone());
    let source = read(|_, it| SOURCE.word(it.words(&SOURCE)).map_or("Other", |word| word.name).to_owned());
    let segment = read(|tables, it| {
        let segment = it.linked(&SEGMENT).first().and_then(|(_, id)| tables.described(&SEGMENTS, *id));
        segment.map_or_else(|| "No segment".to_owned(), |it| it.name().to_owned())
    });
    let on = read(|_, it| it.words(&SAID_ON).to_owned());
    let by = read(|_, it| speakers(it).first().map_or(String::new(), |it| it.name.to_owned()));
    let day = move || {
        let save = Arc::new(move |text: String| {
            app.try_edit("Day of a quote", |tx| command::write_field(tx, feedback, &SAID_ON, &text))
        });
        view! { <ValueField label="Said on" kind="date" value=on.get() save of=format!("-{id}") /> }
    };
    let rewrite = move |text: String| {
        app.edit("Edit a quote", |tx| command::rewrite_feedback(tx, id, &text));
    };
    let said_by = move || {
        Some(by.get()).filter(|by| !by.is_empty()).map(|by| {
            let said = format!("Said by {by}");
            view! { <button class="cell" aria-label=said on:click=move |_| app.inspect_record(feedback)>{by}</button> }
        })
    };
    view! {
        <blockquote class="quote">
            <TextField label="Quote" class="cell" value=text on_save=rewrite />
            <footer>
                {said_by}
                <button class="cell" id=source_id aria-haspopup="menu" aria-label=move || format!("Source: {}", source.get()) on:click=move |_| change_field(app, vec![feedback], &SOURCE, Anchor::of(&source_at))>{move || source.get()}</button>
                <button class="cell" id=segment_id aria-haspopup="dialog" aria-label=move || format!("Segment: {}", segment.get()) on:click=move |_| change_field(app, vec![feedback], &SEGMENT, Anchor::of(&segment_at))>{move || segment.get()}</button>
                {day}
                <button
                    class="btn"
                    data-kind="icon"
                    aria-label="Take the quote off this item"
                    on:click=move |_| {
                        set_speaks_for(app, id, item, false);
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
