//! Everything about one item, beside the list.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::super::action::{Action, estimate_at, label_picker, menu_of_items, status_menu, type_menu};
use super::super::super::app::{App, use_app};
use super::super::super::component::{Icon, Markdown, StatusMark, TextField};
use crate::browser::{self, Anchor};
use crate::command::{self, ItemChange};
use crate::model::{Criterion, Id, Item, Lens, Product};
use crate::view::type_glyph;

/// The inspector of an item.
#[component]
pub fn Inspector(id: Id) -> impl IntoView {
    let app = use_app();
    let item = app.record::<Item>(id);
    let row = app.row(id);
    let key = move || row.with(|row| row.as_ref().map(|row| row.key.clone()).unwrap_or_default());
    let kind = move || row.with(|row| row.as_ref().map(|row| row.kind).unwrap_or_default());
    let title = Signal::derive(move || {
        item.with(|item| item.as_ref().map(|item| item.title.clone()).unwrap_or_default())
    });
    let close = move || {
        app.close_inspector();
        if let Some(cursor) = app.selection.with_untracked(|selection| selection.cursor) {
            app.go_to(cursor);
        } else {
            browser::focus_first("h1");
        }
    };
    // The product owner judges, the product manager reads first.
    let criteria_first = Memo::new(move |_| app.lens() == Lens::Po);
    view! {
        <aside
            class="insp"
            aria-label="Inspector"
            on:keydown=move |event| {
                if event.key() == "Escape" && !event.default_prevented() && !event.is_composing() {
                    event.prevent_default();
                    close();
                }
            }
        >
            <header>
                <Icon name=Signal::derive(move || type_glyph(kind())) />
                <span>{key}</span>
                <span class="push"></span>
                <button class="btn" data-kind="icon" aria-label="Copy link" on:click=move |_| on_this(app, id, "Copy link")>
                    <Icon name="link" />
                </button>
                <button
                    class="btn"
                    data-kind="icon"
                    id="item-more"
                    aria-label="More"
                    aria-haspopup="menu"
                    on:click=move |_| {
                        act_on(app, id);
                        menu_of_items(app, Anchor::of("item-more"));
                    }
                >
                    <Icon name="more" />
                </button>
                <button class="btn" data-kind="icon" aria-label="Close" on:click=move |_| close()>
                    <Icon name="x" />
                </button>
            </header>
            <section>
                <h2 class="aloud">{title}</h2>
                <TextField
                    label="Title"
                    class="heading"
                    value=title
                    placeholder="Untitled"
                    on_save=move |text| {
                        let change = ItemChange::Title(text.clone());
                        edit(app, id, format!("Rename to “{}”", text.trim()), &change);
                    }
                />
                <Facts id />
            </section>
            {move || {
                if criteria_first.get() {
                    view! { <Criteria id /> <Description id /> }.into_any()
                } else {
                    view! { <Description id /> <Criteria id /> }.into_any()
                }
            }}
            <History id />
        </aside>
    }
}

fn edit(app: App, id: Id, label: String, change: &ItemChange) {
    app.edit(label, |tx| {
        command::change_items(tx, &[id], change);
        Ok(())
    });
}

/// Puts the cursor on the item in the inspector, so that commands act on it and on nothing that is picked.
fn act_on(app: App, id: Id) {
    app.selection.update(|selection| {
        selection.clear();
        selection.cursor = Some(id);
    });
}

fn on_this(app: App, id: Id, label: &str) {
    act_on(app, id);
    Action::run_named(app, label);
}

#[component]
fn Facts(id: Id) -> impl IntoView {
    let app = use_app();
    let row = app.row(id);
    let status = move || row.with(|row| row.as_ref().map(|row| row.status_name.clone()).unwrap_or_default());
    let glyph = move || row.with(|row| row.as_ref().map_or("s-draft", |row| row.status_glyph));
    let kind = move || row.with(|row| row.as_ref().map(|row| row.kind).unwrap_or_default());
    let labels = move || row.with(|row| row.as_ref().map(|row| row.labels.clone()).unwrap_or_default());
    let estimate = move || {
        let points = row.with(|row| row.as_ref().and_then(|row| row.estimate.clone()));
        match points.as_deref() {
            None => "None".to_owned(),
            Some("1") => "1 point".to_owned(),
            Some(points) => format!("{points} points"),
        }
    };
    let anchor = |cell: &str| Some(Anchor::of(cell));
    view! {
        <dl class="facts">
            <dt>"Status"</dt>
            <dd>
                <button
                    class="select"
                    id="fact-status"
                    aria-haspopup="menu"
                    aria-label=Signal::derive(move || format!("Status: {}", status()))
                    on:click=move |_| status_menu(app, vec![id], anchor("fact-status"))
                >
                    <StatusMark glyph=Signal::derive(glyph) name=Signal::derive(status) />
                </button>
            </dd>
            <dt>"Type"</dt>
            <dd>
                <button
                    class="select"
                    id="fact-type"
                    aria-haspopup="menu"
                    aria-label=Signal::derive(move || format!("Type: {}", kind().name()))
                    on:click=move |_| type_menu(app, vec![id], anchor("fact-type"))
                >
                    {move || kind().name()}
                </button>
            </dd>
            <dt>"Estimate"</dt>
            <dd>
                <button
                    class="select"
                    id="fact-estimate"
                    aria-haspopup="dialog"
                    aria-label=Signal::derive(move || format!("Estimate: {}", estimate()))
                    data-none=Signal::derive(move || (estimate() == "None").then_some(""))
                    on:click=move |_| estimate_at(app, vec![id], anchor("fact-estimate"))
                >
                    {estimate}
                </button>
            </dd>
            <dt>"Labels"</dt>
            <dd>
                <button
                    class="select"
                    id="fact-labels"
                    aria-haspopup="dialog"
                    aria-label=Signal::derive(move || {
                        let labels = labels();
                        if labels.is_empty() { "Labels: none".to_owned() } else { format!("Labels: {}", labels.join(", ")) }
                    })
                    data-none=Signal::derive(move || labels().is_empty().then_some(""))
                    on:click=move |_| label_picker(app, vec![id], anchor("fact-labels"))
                >
                    <span class="many">
                        {move || {
                            let labels = labels();
                            if labels.is_empty() { "None".to_owned() } else { labels.join(", ") }
                        }}
                    </span>
                </button>
            </dd>
        </dl>
    }
}

#[component]
fn Description(id: Id) -> impl IntoView {
    let app = use_app();
    let item = app.record::<Item>(id);
    let text = Signal::derive(move || {
        item.with(|item| item.as_ref().map(|item| item.description.clone()).unwrap_or_default())
    });
    let is_writing = RwSignal::new(false);
    let write = move || {
        is_writing.set(true);
        browser::focus_soon(".insp .writing");
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
                            on_save=move |text| {
                                edit(app, id, "Edit the description".into(), &ItemChange::Description(text));
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

#[component]
fn Criteria(id: Id) -> impl IntoView {
    let app = use_app();
    let item = app.record::<Item>(id);
    let criteria = Memo::new(move |_| {
        item.with(|item| item.as_ref().map(|item| item.criteria.clone()).unwrap_or_default())
    });
    let met = move || {
        criteria.with(|criteria| {
            let met = criteria.iter().filter(|criterion| criterion.met).count();
            (!criteria.is_empty()).then(|| format!("{met} of {}", criteria.len()))
        })
    };
    view! {
        <section>
            <h3>"Acceptance criteria" <span>{met}</span></h3>
            <ul class="criteria">
                <For
                    each=move || criteria.get()
                    key=|criterion| criterion.id
                    children=move |criterion| view! { <CriterionLine item=id criterion criteria /> }
                />
            </ul>
            <input
                class="cell add"
                aria-label="New acceptance criterion"
                placeholder="Add a criterion"
                autocomplete="off"
                on:keydown=move |event| {
                    if event.key() == "Enter" && !event.is_composing() {
                        event.prevent_default();
                        let text = event_target_value(&event);
                        app.edit("Add an acceptance criterion", |tx| Ok(command::add_criterion(tx, id, &text)));
                        browser::clear_input(".insp .add");
                    }
                }
                on:blur=move |event| {
                    let text = event_target_value(&event);
                    if !text.trim().is_empty() {
                        app.edit("Add an acceptance criterion", |tx| Ok(command::add_criterion(tx, id, &text)));
                        browser::clear_input(".insp .add");
                    }
                }
            />
        </section>
    }
}

#[component]
fn CriterionLine(item: Id, criterion: Criterion, criteria: Memo<Vec<Criterion>>) -> impl IntoView {
    let app = use_app();
    let id = criterion.id;
    let find = move |criteria: &Vec<Criterion>| criteria.iter().find(|it| it.id == id).cloned();
    let text = Signal::derive(move || criteria.with(find).map(|it| it.text).unwrap_or_default());
    let is_met = Memo::new(move |_| criteria.with(find).is_some_and(|it| it.met));
    let change = move |label: &str, text: Option<&str>, met: Option<bool>| {
        app.edit(label, |tx| {
            command::change_criterion(tx, item, id, text, met);
            Ok(())
        });
    };
    let step = move |by: isize| {
        app.edit("Move an acceptance criterion", |tx| {
            command::move_criterion(tx, item, id, by);
            Ok(())
        });
    };
    view! {
        <li data-pass=Signal::derive(move || is_met.get().then_some(""))>
            <button
                class="glyph"
                role="checkbox"
                aria-checked=Signal::derive(move || is_met.get().to_string())
                aria-label=Signal::derive(move || format!("Met: {}", text.get()))
                on:click=move |_| change(if is_met.get_untracked() { "Criterion not met" } else { "Criterion met" }, None, Some(!is_met.get_untracked()))
            >
                {move || view! { <Icon name=if is_met.get() { "tick" } else { "ring" } /> }}
            </button>
            <TextField
                label="Acceptance criterion"
                class="cell"
                value=text
                on_save=move |text| change("Edit an acceptance criterion", Some(&text), None)
            />
            <span class="do">
                <button class="btn" data-kind="icon" aria-label="Move up" on:click=move |_| step(-1)><Icon name="arrow-up" /></button>
                <button class="btn" data-kind="icon" aria-label="Move down" on:click=move |_| step(1)><Icon name="arrow-down" /></button>
                <button
                    class="btn"
                    data-kind="icon"
                    aria-label="Remove"
                    on:click=move |_| {
                        let removed = app.edit("Remove an acceptance criterion", |tx| {
                            command::remove_criterion(tx, item, id);
                            Ok(())
                        });
                        if removed.is_some() {
                            app.say_done("Removed the criterion");
                            browser::focus_first(".insp .add");
                        }
                    }
                >
                    <Icon name="x" />
                </button>
            </span>
        </li>
    }
}

#[component]
fn History(id: Id) -> impl IntoView {
    let app = use_app();
    let item = app.record::<Item>(id);
    let lines = move || {
        app.track_shared();
        let item = item.get()?;
        let product = app.get::<Product>(item.product)?;
        let name = |state: &str| {
            product.workflow.state(state).map_or_else(|| state.to_owned(), |state| state.name.clone())
        };
        let lines = item
            .status_log
            .iter()
            .rev()
            .map(|change| {
                let words = match &change.from {
                    Some(from) => format!("{} to {}", name(from), name(&change.to)),
                    None => format!("Made as {}", name(&change.to)),
                };
                view! { <li>{words}<time>{browser::day_and_clock_text(change.at)}</time></li> }
            })
            .collect_view();
        Some(view! { <ul class="events">{lines}</ul> })
    };
    let source = move || {
        item.with(|item: &Option<Arc<Item>>| {
            let fields =
                item.as_ref().and_then(|item| item.source.as_ref()).map(|source| source.fields.clone())?;
            (!fields.is_empty()).then(|| {
                let lines = fields
                    .into_iter()
                    .map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> })
                    .collect_view();
                view! { <section><h3>"From the file"</h3><dl class="source">{lines}</dl></section> }
            })
        })
    };
    view! {
        {source}
        <section>
            <h3>"History"</h3>
            {lines}
        </section>
    }
}
