//! Everything about the record in focus, beside the work: the same frame for every kind on the line.

mod business;
mod described;
mod evidence;
mod facts;
mod goal;
mod handover;
mod initiative;
mod item;
mod line;
mod metric;
mod notes;
mod priority;
mod readiness;
mod relations;
mod release;
mod role;
mod story;
mod survey;
mod voices;
mod weigh;

pub use goal::{CheckInForm, KeyResultForm, Meter, score_text, track_metrics};
pub use handover::HandOverForm;
pub use metric::PasteReadings;
pub use notes::note_segment;

use std::time::Duration;

use leptos::prelude::*;

use crate::analysis::records_about;
use crate::browser::{self, Anchor};
use crate::command::{self, NoteList};
use crate::model::kind::{FEEDBACK, INITIATIVES, Kind, QUOTE, RELEASE_STEPS, RELEASES, WAITS_FOR};
use crate::model::{Goal, Id, Initiative, Item, Lens, Metric, Record, RecordRef, Release, capitalised};
use crate::ui::action::{ActionId, gather_items, menu_of_items, record_menu, relation_menu};
use crate::ui::app::{App, HistoryOf, at_rest, use_app};
use crate::ui::component::{Icon, Markdown, TextField};
use crate::ui::reactive::Memo;
use crate::view::{record_glyph, row_of, table_glyph};
use business::Effects;
use described::{DescribedBody, Prose, RowsOf};
use evidence::Evidence;
use facts::{Fact, Facts};
use handover::HandoverOf;
use line::LineOf;
use notes::Notes;
use priority::Priority;
use readiness::Readiness;
use relations::Relations;
use story::Story;
use voices::{Voices, has_voices};

/// How many items are listed under a record; more are counted.
const ITEMS_MOST: usize = 50;

/// The inspector of a record.
#[component]
pub fn Inspector(record: RecordRef) -> impl IntoView {
    let app = use_app();
    let id = record.id;
    let key = app.watch(id, move |workspace| {
        // What has no key is called by its kind.
        let kind = || Kind::of_table(record.table).map(|kind| capitalised(kind.noun));
        workspace.key_of(record).or_else(kind).unwrap_or_default()
    });
    let title = app.watch(id, move |workspace| {
        let table = workspace.tables().any(record.table);
        table.and_then(|table| table.title(id)).unwrap_or_default().to_owned()
    });
    let glyph = app.watch(id, move |workspace| record_glyph(workspace.tables(), record));
    let close = move || {
        app.close_inspector();
        match app.rows.selection.with_untracked(|selection| selection.cursor) {
            Some(cursor) => app.go_to(cursor),
            None => browser::focus_first("h1"),
        }
    };
    view! {
        <aside
            class="insp"
            aria-label="Inspector"
            on:keydown=move |event| {
                if event.key() == "Escape" && !event.default_prevented() {
                    event.prevent_default();
                    close();
                }
            }
        >
            <header>
                {move || view! { <Icon name=glyph.get() /> }}
                <span>{move || key.get()}</span>
                <span class="push"></span>
                <button class="btn" data-kind="icon" aria-label="History of this" on:click=move |_| app.history.set(Some(HistoryOf::Record(record)))>
                    <Icon name="clock" />
                </button>
                <button class="btn" data-kind="icon" aria-label="Copy link" on:click=move |_| ActionId::CopyLink.run(app)>
                    <Icon name="link" />
                </button>
                <button
                    class="btn"
                    data-kind="icon"
                    id="record-more"
                    aria-label="More"
                    aria-haspopup="menu"
                    on:click=move |_| more(app, record)
                >
                    <Icon name="more" />
                </button>
                <button class="btn" data-kind="icon" aria-label="Close" on:click=move |_| close()>
                    <Icon name="x" />
                </button>
            </header>
            <section>
                <h2 class="aloud" tabindex="-1">{move || title.get()}</h2>
                <TextField
                    label="Title"
                    class="heading"
                    value=title
                    placeholder="Untitled"
                    on_save=move |text: String| {
                        let label = format!("Rename to “{}”", text.trim());
                        app.edit(label, |tx| command::rename(tx, record, &text));
                    }
                />
                {(record.table == Initiative::TABLE).then(|| view! { <initiative::Outcome id /> })}
                // What somebody said stands over everything that is noted about it.
                {(record.table == FEEDBACK.table).then(|| view! { <Prose record field=&QUOTE class="cell" /> })}
                {facts_of(app, record)}
            </section>
            {match Kind::of_table(record.table) {
                Some(kind) => view! { <DescribedBody record kind /> <AlsoHere record /> }.into_any(),
                None => view! { <LineOf record /> {body_of(app, record)} <AlsoHere record /> }.into_any(),
            }}
        </aside>
    }
}

/// Puts the cursor on an item, so that commands act on it and on nothing that is picked.
fn more(app: App, record: RecordRef) {
    let anchor = Anchor::of("record-more");
    if record.table != Item::TABLE {
        return record_menu(app, record, anchor);
    }
    app.rows.selection.update(|selection| {
        selection.clear();
        selection.cursor = Some(record.id);
    });
    menu_of_items(app, anchor);
}

fn facts_of(app: App, record: RecordRef) -> AnyView {
    let id = record.id;
    let own = described::own_facts(app, record);
    let built = match record.table {
        Item::TABLE => item::facts(app, id),
        Metric::TABLE => metric::facts(app, id),
        table => match Kind::of_any_table(table) {
            Some(kind) => described::facts(app, record, kind),
            None => return own_list(own),
        },
    };
    view! { <Facts facts=built /> {own_list(own)} }.into_any()
}

/// The facts a person added, under those that are always there.
fn own_list(own: Memo<Vec<Fact>>) -> AnyView {
    let has_some = Memo::new(move |_| own.with(|own| !own.is_empty()));
    let list = move || has_some.get().then(|| view! { <Facts facts=own of="-own" /> });
    list.into_any()
}

fn body_of(app: App, record: RecordRef) -> AnyView {
    let id = record.id;
    let description = move || view! { <Description record /> };
    match record.table {
        Item::TABLE => {
            // The product owner judges, the product manager reads first.
            let criteria_first = Memo::new(move |_| app.lens() == Lens::Po);
            view! {
                <Story id />
                {move || {
                    let criteria = move || view! { <Notes id list=NoteList::Criteria /> };
                    if criteria_first.get() {
                        view! { {criteria()} {description()} }.into_any()
                    } else {
                        view! { {description()} {criteria()} }.into_any()
                    }
                }}
                <Readiness id />
                <Priority record />
                <Effects record />
                <Written id />
                <item::History id />
            }
            .into_any()
        }
        Goal::TABLE => view! { <goal::KeyResults id /> {description()} }.into_any(),
        Initiative::TABLE => view! {
            {description()}
            <Priority record />
            <Effects record />
            <Voices record />
            <HandoverOf id />
            <RowsOf record kind=&INITIATIVES field=&WAITS_FOR />
            <initiative::Work id />
        }
        .into_any(),
        Release::TABLE => {
            view! { {description()} <Effects record /> <RowsOf record kind=&RELEASES field=&RELEASE_STEPS /> <RowsOf record kind=&RELEASES field=&WAITS_FOR /> <release::Contents id /> }.into_any()
        }
        _ => view! { <metric::Readings id /> {description()} }.into_any(),
    }
}

/// What else is written at an item, as far as something is, and the ways to begin the rest.
#[component]
fn Written(id: Id) -> impl IntoView {
    let app = use_app();
    let item = app.record::<Item>(id);
    let is_shown = move |list: NoteList| {
        Memo::new(move |_| {
            let has = |item: &Item| match list {
                NoteList::Criteria => true,
                NoteList::Checklist => !item.checklist.is_empty(),
                NoteList::Questions => !item.questions.is_empty(),
                NoteList::Comments => !item.comments.is_empty(),
            };
            app.beginning.get() == Some((id, list)) || item.with(|item| item.as_deref().is_some_and(has))
        })
    };
    let lists = [NoteList::Checklist, NoteList::Questions, NoteList::Comments];
    let shown = lists.map(|list| (list, is_shown(list)));
    let section = move |(list, is_shown): (NoteList, Memo<bool>)| {
        move || is_shown.get().then(|| view! { <Notes id list /> })
    };
    let [checklist, questions, comments] = shown.map(section);
    let begin = move |list: NoteList| {
        app.beginning.set(Some((id, list)));
        browser::focus_drawn(format!("#add-{}", note_segment(list)));
    };
    let quote = move |_| {
        app.quoting.set(Some(id));
        browser::focus_drawn("#add-quote");
    };
    view! {
        {checklist}
        {questions}
        <Evidence id />
        <Relations id />
        {comments}
        // A field keeps the focus until the click is done: leaving it saves, and what is saved moves what is below.
        <section class="begin" aria-label="Add to this item" on:mousedown=|event| event.prevent_default()>
            <button class="btn" data-kind="edge" on:click=move |_| begin(NoteList::Checklist)>"Checklist"</button>
            <button class="btn" data-kind="edge" on:click=move |_| begin(NoteList::Questions)>"Question"</button>
            <button class="btn" data-kind="edge" on:click=quote>"Evidence"</button>
            <button class="btn" data-kind="edge" id="begin-link" aria-haspopup="menu" on:click=move |_| relation_menu(app, id, Some(Anchor::of("begin-link")))>"Link"</button>
            <button class="btn" data-kind="edge" on:click=move |_| begin(NoteList::Comments)>"Comment"</button>
        </section>
    }
}

/// The records of described kinds that are about this one: “Also here”.
#[component]
fn AlsoHere(record: RecordRef) -> impl IntoView {
    let app = use_app();
    let about = at_rest(
        Duration::ZERO,
        move || app.track_content(),
        move |()| {
            app.read(|workspace| {
                let tables = workspace.tables();
                let named =
                    |other: RecordRef| Some((other, tables.any(other.table)?.title(other.id)?.to_owned()));
                // What people said of these stands by itself.
                let is_said =
                    [Item::TABLE, Initiative::TABLE].contains(&record.table) || has_voices(record.table);
                let others = records_about(tables, &[record]).into_iter();
                let others = others.filter(|it| !is_said || it.table != FEEDBACK.table);
                others.filter_map(named).collect::<Vec<_>>()
            })
        },
    );
    move || {
        let about = about.get();
        (!about.is_empty()).then(|| {
            let rows = about.into_iter().map(|(other, title)| {
                let noun = Kind::of_table(other.table).map_or("", |kind| kind.noun);
                view! {
                    <li>
                        <Icon name=table_glyph(other.table) />
                        <button class="t" on:click=move |_| app.go_to_record(other)>{title}</button>
                        <span class="meta">{noun}</span>
                    </li>
                }
            });
            view! { <section><h3>"Also here"</h3><ul class="rows links">{rows.collect_view()}</ul></section> }
        })
    }
}

/// The button that puts items into a release or under an initiative.
fn gather_button(app: App, into: RecordRef) -> AnyView {
    view! {
        <button
            class="link"
            id="gather"
            aria-haspopup="dialog"
            on:click=move |_| gather_items(app, into, Anchor::of("gather"))
        >
            "Add items"
        </button>
    }
    .into_any()
}

/// The items of a list, each with its state; pressing one opens it.
fn item_list(app: App, ids: Vec<Id>) -> AnyView {
    let more = ids.len().checked_sub(ITEMS_MOST).filter(|more| *more > 0);
    let more = more.map(|more| view! { <li class="meta">{format!("and {more} more")}</li> });
    let rows = ids
        .into_iter()
        .take(ITEMS_MOST)
        .filter_map(|id| app.read(|workspace| row_of(workspace.tables(), id)));
    let rows = rows
        .map(|row| {
            let id = row.id;
            view! {
                <li>
                    <span class="status" data-s=row.status_glyph title=row.status_words()>
                        <Icon name=row.status_glyph />
                    </span>
                    <button class="t" on:click=move |_| app.inspect(id)>{row.title}</button>
                    <span class="meta">{row.key}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="rows">{rows}{more}</ul> }.into_any()
}

#[component]
fn Description(record: RecordRef) -> impl IntoView {
    let app = use_app();
    let text = app.watch(record.id, move |workspace| {
        command::description(workspace.tables(), record).unwrap_or_default()
    });
    let text = Signal::from(text);
    let is_writing = RwSignal::new(false);
    let write = move || {
        is_writing.set(true);
        browser::focus_drawn(".insp .writing");
    };
    let read = move || {
        app.save_drafts();
        is_writing.set(false);
        browser::focus_soon("#description-toggle");
    };
    view! {
        <section>
            <h3>
                "Description"
                <button class="link" id="description-toggle" on:click=move |_| if is_writing.get() { read() } else { write() }>
                    {move || if is_writing.get() { "Preview" } else { "Edit" }}
                </button>
            </h3>
            {move || {
                if is_writing.get() {
                    view! {
                        <TextField
                            label="Description"
                            class="writing"
                            value=text
                            is_prose=true
                            placeholder="Markdown: **bold**, - lists, [links](https://…), `code`"
                            on_leave=Callback::new(move |()| read())
                            on_save=move |text: String| {
                                app.edit("Edit the description", |tx| {
                                    command::describe(tx, record, &text);
                                    Ok(())
                                });
                            }
                        />
                        <p class="hint">"Saved as you write. Ctrl Enter shows it as it will be read."</p>
                    }
                    .into_any()
                } else if text.with(String::is_empty) {
                    view! { <button class="mend" on:click=move |_| write()>"Add a description"</button> }.into_any()
                } else {
                    view! { <Markdown text /> }.into_any()
                }
            }}
        </section>
    }
}
