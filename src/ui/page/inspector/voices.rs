//! What people said of a record, in their own words, who they are and what that is worth; and what can be made of it.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use crate::analysis::{
    Corpus, Echo, by_segment, findings_behind, heard, triage, voices_behind, words_said, worth,
};
use crate::browser::{self, day_text};
use crate::model::kind::{
    ARCHIVED, FEEDBACK, Kind, NEEDS, OPPORTUNITIES, OWED, SAID_BY, SAID_ON, SEGMENTS, SOURCE, STUDIES, SWOT,
    THEMES, TO_TELL, TRIAGE,
};
use crate::model::{Id, Initiative, Item, Product, Record, RecordRef, in_order_of};
use crate::ui::action::{
    archive, copy_answers, differ_feedback, join_alike, make_need, make_story, mark_passage, promote,
    split_theme, tell,
};
use crate::ui::app::{App, SearchTask, pace, search_at_rest, use_app};
use crate::ui::component::{Add, AddField, Icon};
use crate::ui::reactive::Memo;
use crate::view::count;
use crate::workspace::{Described, Tables};

/// So many voices are shown; the rest are counted.
const SHOWN_MOST: usize = 20;

/// Whether what people said of records of a table has a section of its own.
pub fn has_voices(table: &str) -> bool {
    [&THEMES, &NEEDS, &OPPORTUNITIES, &SEGMENTS, &SWOT].into_iter().any(|kind| kind.table == table)
}

/// What people said of it; nothing where nobody did.
#[component]
pub fn Voices(record: RecordRef) -> impl IntoView {
    let app = use_app();
    let picked = RwSignal::new(Vec::<Id>::new());
    let can_split = record.table == THEMES.table;
    let add: Add = Arc::new(move |name: String| {
        let is_split = split_theme(app, record.id, &name, &picked.get_untracked());
        if is_split {
            picked.set(Vec::new());
        }
        is_split
    });
    let split = move || {
        let number = picked.with(Vec::len);
        (number > 0).then(|| view! {
            <AddField id="split-theme".to_owned() label=format!("New theme of {number}") placeholder="What do these have in common?" add=Arc::clone(&add) />
        })
    };
    let voices = move || {
        app.track_content();
        let product = app.product.get()?;
        app.read(|workspace| {
            let tables = workspace.tables();
            let found = voices_behind(tables, record.table, record.id);
            let number = found.len() + findings_behind(tables, record.table, record.id).len();
            let said = who_said(tables, product, &found);
            let voices = rows(app, tables, record, found, can_split.then_some(picked));
            (number > 0).then(|| {
                view! {
                    <section aria-label="In their words">
                        <h3>"In their words" <span>{number}</span></h3>
                        {said}
                        {voices}
                    </section>
                }
            })
        })
    };
    view! { {voices} {split} }
}

/// How many people said it, of which segments, and what they pay of what all pay; nothing of nobody.
pub(super) fn who_said(tables: &Tables, product: Id, found: &[&Described]) -> Option<AnyView> {
    let mut said = vec![count(heard(found), "person")];
    let segments = by_segment(tables, product, found);
    let named = segments.iter().filter_map(|(segment, number, worth)| {
        let segment = tables.described(&SEGMENTS, (*segment)?)?;
        let worth = if *worth >= 100 { format!(" ({} a month)", worth / 100) } else { String::new() };
        Some(format!("{} {number}{worth}", segment.name()))
    });
    said.extend(named);
    let (of_these, of_all) = (worth(tables, found), worth(tables, &tables.described_of(&FEEDBACK, product)));
    if of_these > 0 {
        said.push(format!(
            "{} a month, {} % of what all who spoke pay",
            of_these / 100,
            of_these * 100 / of_all.max(1)
        ));
    }
    (!found.is_empty()).then(|| view! { <p class="say">{said.join(", ")}</p> }.into_any())
}

/// What people said, the newest first, then what studies found for a record.
pub(super) fn rows(
    app: App,
    tables: &Tables,
    record: RecordRef,
    found: Vec<&Described>,
    picked: Option<RwSignal<Vec<Id>>>,
) -> AnyView {
    let more = found.len().checked_sub(SHOWN_MOST).filter(|more| *more > 0);
    let newest = in_order_of(found, |it| std::cmp::Reverse(it.words(&SAID_ON).to_owned()));
    let rows = newest.into_iter().take(SHOWN_MOST).map(|voice| quote(app, voice, picked)).collect_view();
    let findings = findings_behind(tables, record.table, record.id).into_iter().map(|(study, words)| {
        let from = RecordRef { table: STUDIES.table, id: study.meta.id };
        voice_row(app, from, words.to_owned(), format!("found by “{}”", study.name()), None)
    });
    view! {
        <ul class="voices">
            {rows}
            {more.map(|more| view! { <li class="meta">{format!("and {more} more")}</li> })}
            {findings.collect_view()}
        </ul>
    }
    .into_any()
}

fn voice_row(app: App, record: RecordRef, words: String, meta: String, beside: Option<AnyView>) -> AnyView {
    view! {
        <li class="quote">
            {beside}
            <button class="t" on:click=move |_| app.inspect_record(record)>{words}</button>
            <span class="meta">{meta}</span>
        </li>
    }
    .into_any()
}

fn quote(app: App, voice: &Described, picked: Option<RwSignal<Vec<Id>>>) -> AnyView {
    let feedback = RecordRef { table: FEEDBACK.table, id: voice.meta.id };
    let source = SOURCE.word(voice.words(&SOURCE)).map(|word| word.name.to_lowercase());
    let by = Some(voice.words(&SAID_BY).to_owned()).filter(|by| !by.is_empty());
    let on = voice.day(&SAID_ON).map(day_text);
    let who: Vec<String> = by.into_iter().chain(source).chain(on).collect();
    let id = voice.meta.id;
    let check = picked.map(|picked| {
        let is_picked = move || picked.with(|picked| picked.contains(&id));
        let toggle = move |_| picked.update(|picked| {
            if picked.contains(&id) { picked.retain(|it| *it != id) } else { picked.push(id) }
        });
        view! {
            <button class="check" role="checkbox" aria-checked=move || is_picked().to_string() aria-label=format!("Split off: {}", voice.name()) on:click=toggle><Icon name="check" /></button>
        }
        .into_any()
    });
    voice_row(app, feedback, format!("“{}”", words_said(voice)), who.join(", "), check)
}

/// What can be made of a theme, a need or an opportunity.
#[component]
pub fn Promote(record: RecordRef, kind: &'static Kind) -> impl IntoView {
    let app = use_app();
    let make = move |words: &'static str, to: &'static str| {
        view! { <button class="btn" data-kind="edge" on:click=move |_| promote(app, record, to)>{words}</button> }
    };
    let opportunity = (*kind != OPPORTUNITIES).then(|| make("Make an opportunity", OPPORTUNITIES.table));
    let story = (*kind != OPPORTUNITIES).then(|| make("Make a story", Item::TABLE));
    let product = (*kind == OPPORTUNITIES).then(|| make("Make a product", Product::TABLE));
    view! {
        <section class="begin" aria-label="What follows">
            {make("Make an initiative", Initiative::TABLE)} {opportunity} {story} {product}
        </section>
    }
}

/// The pieces that may say the same as one, looked for while work rests.
#[component]
pub fn MuchLikeIt(id: Id) -> impl IntoView {
    let app = use_app();
    let (found, set) = Memo::set_later(Vec::<Echo>::new());
    let search = move || -> Option<SearchTask> {
        let product = app.product.get_untracked()?;
        let corpus = app.read(|workspace| Corpus::beside(workspace.tables(), product, id));
        Some(Box::pin(async move { set(corpus.alike(id, &pace()).await) }))
    };
    search_at_rest(app, Duration::from_millis(300), || (), Rc::new(search));
    let row = move |it: Echo| {
        let (record, other) = (RecordRef { table: FEEDBACK.table, id: it.id }, it.id);
        let (name, words) = app.read(|workspace| {
            let kept = workspace.tables().described(&FEEDBACK, other);
            kept.map(|kept| (kept.name().to_owned(), format!("“{}”", words_said(kept)))).unwrap_or_default()
        });
        let choose = move |act: fn(App, Id, Id), words: &'static str, said: String| {
            let press = move |_| {
                act(app, id, other);
                browser::focus_soon("#much-like-it, #record-more");
            };
            view! { <button class="link" aria-label=said on:click=press>{words}</button> }.into_any()
        };
        let join = choose(join_alike, "Join", format!("Join “{name}” into this"));
        let differ = choose(differ_feedback, "Not the same", format!("“{name}” is not the same"));
        let said = format!("{} of {} words are the same", it.same, it.of);
        voice_row(
            app,
            record,
            words,
            said,
            Some(view! { <span class="end">{join} {differ}</span> }.into_any()),
        )
    };
    move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            view! {
                <section aria-labelledby="much-like-it">
                    <h3 id="much-like-it" tabindex="-1">"Much like it" <span>{found.len()}</span></h3>
                    <ul class="voices">{found.into_iter().map(row).collect_view()}</ul>
                </section>
            }
        })
    }
}

/// What is done with a piece of feedback.
#[component]
pub fn OfFeedback(id: Id) -> impl IntoView {
    let app = use_app();
    let state = Memo::new(move |_| {
        app.track_content();
        app.read(|workspace| {
            let tables = workspace.tables();
            tables.described(&FEEDBACK, id).map(|it| triage(tables, it)).unwrap_or_default().to_owned()
        })
    });
    let waits = move || [OWED, TO_TELL].contains(&state.get().as_str());
    let word = move || TRIAGE.word(&state.get()).map_or("", |word| word.name);
    let answer = move || {
        waits().then(|| view! {
            <button class="btn" data-kind="edge" on:click=move |_| copy_answers(app, &[id])>"Copy what to write"</button>
            <button class="btn" data-kind="edge" on:click=move |_| { tell(app, &[id]); browser::focus_soon("#record-more"); }>{move || if state.get() == TO_TELL { "Told" } else { "Answered" }}</button>
        })
    };
    let away = move || if state.get() == ARCHIVED { "Take back" } else { "Archive" };
    view! {
        <section class="begin" aria-label=move || format!("Feedback, {}", word().to_lowercase())>
            <button class="btn" data-kind="edge" on:click=move |_| make_story(app, &[id])>"Make a story"</button>
            <button class="btn" data-kind="edge" on:click=move |_| make_need(app, &[id])>"Make a need"</button>
            <button class="btn" data-kind="edge" id="mark-passage" aria-haspopup="dialog" title="What the words you have selected speak for" on:click=move |_| mark_passage(app, id)>"Mark the selection"</button>
            {answer}
            <button class="btn" data-kind="edge" on:click=move |_| archive(app, &[id])>{away}</button>
        </section>
    }
}
