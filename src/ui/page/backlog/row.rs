//! One row: it knows its item by id alone, and is drawn again when that item changes.

use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;

use super::super::super::action::look::fold_branch;
use super::super::super::app::use_app;
use super::super::super::component::{GoalMark, Icon, StatusMark};
use super::Mounted;
use crate::browser;
use crate::command::{self, ItemChange};
use crate::model::{Id, clean_line};
use crate::view::{BacklogRow, Branch, Place, Route, type_glyph};

/// A row of the backlog.
#[component]
pub fn RowView(id: Id, mounted: Memo<Mounted>, is_tree: bool) -> impl IntoView {
    let app = use_app();
    let row = app.row(id);
    let part =
        move |part: fn(&BacklogRow) -> String| row.with(|row| row.as_ref().map(part).unwrap_or_default());
    let key = Memo::new(move |_| part(|row| row.key.clone()));
    let place = move || mounted.with(|mounted| mounted.places.get(&id).map(|(place, _)| *place));
    let line = move || mounted.with(|mounted| mounted.places.get(&id).map(|(_, line)| *line));
    // Only rows of a tree pay for standing in one.
    let branch = is_tree.then(|| {
        Memo::new(move |_| {
            let place = place()?;
            app.list.with(|list| list.branches.get(place).copied())
        })
    });
    let of_branch = move |part: fn(Branch) -> Option<String>| {
        branch.map(|branch| Signal::derive(move || branch.get().and_then(part)))
    };
    let is_picked = Memo::new(move |_| app.selection.with(|selection| selection.picked.contains(&id)));
    let is_cursor = Memo::new(move |_| {
        app.selection.with(|selection| match selection.cursor {
            Some(cursor) => cursor == id,
            // The list is one stop of the Tab key even before anyone was in it.
            None => mounted.with(|mounted| mounted.places.get(&id).is_some_and(|(place, _)| *place == 0)),
        })
    });
    let is_open = Memo::new(move |_| app.open_item() == Some(id));
    let is_edited = Memo::new(move |_| app.editing.get() == Some(id));
    let drop = move || {
        let place = place()?;
        let last = app.list.with_untracked(|list| list.ids.len());
        app.carried.with(|carried| match carried {
            Some(carried) if carried.at == place => Some("before"),
            Some(carried) if carried.at == last && place + 1 == last => Some("after"),
            _ => None,
        })
    };
    let is_carried =
        move || app.carried.with(|carried| carried.as_ref().is_some_and(|carried| carried.ids.contains(&id)));
    let href = move || {
        let key = key.get();
        let product = key.rsplit_once('-').map_or("", |(product, _)| product);
        Route::place(product, Place::Backlog).with_record(Some(key.clone())).href()
    };
    let kind = move || row.with(|row| row.as_ref().map(|row| row.kind).unwrap_or_default());
    let glyph = move || row.with(|row| row.as_ref().map_or("s-draft", |row| row.status_glyph));
    let labels = move || row.with(|row| row.as_ref().map(|row| row.labels.clone()).unwrap_or_default());
    let goal = Memo::new(move |_| row.with(|row| row.as_ref().and_then(|row| row.goal)));
    let estimate = move || row.with(|row| row.as_ref().and_then(|row| row.estimate.clone()));
    view! {
        <tr
            id=format!("row-{id}")
            data-id=id.to_string()
            tabindex=Signal::derive(move || if is_cursor.get() { "0" } else { "-1" })
            aria-rowindex=Signal::derive(move || line().map(|line| line + 2))
            {..custom_attribute("aria-level", of_branch(|branch| Some((branch.depth + 1).to_string())))}
            aria-expanded=of_branch(|branch| branch.is_open.map(|is_open| is_open.to_string()))
            data-context=of_branch(|branch| branch.is_context.then(String::new))
            aria-selected=Signal::derive(move || is_picked.get().to_string())
            data-open=Signal::derive(move || is_open.get().then_some(""))
            data-drop=drop
            data-carried=Signal::derive(move || is_carried().then_some(""))
        >
            <td>
                <button
                    class="check"
                    role="checkbox"
                    tabindex="-1"
                    data-cell="check"
                    aria-checked=Signal::derive(move || is_picked.get().to_string())
                    aria-label=Signal::derive(move || format!("Select {}", key.get()))
                >
                    <Icon name="check" />
                </button>
            </td>
            <td class="key">{key}</td>
            <td>
                <span class="title">
                    {branch.map(|branch| move || branch.get().map(|branch| view! { <Twisty id branch /> }))}
                    <button
                        class="glyph"
                        tabindex="-1"
                        data-cell="type"
                        id=format!("type-{id}")
                        aria-haspopup="menu"
                        aria-label=Signal::derive(move || format!("Type: {}", kind().name()))
                    >
                        <Icon name=Signal::derive(move || type_glyph(kind())) />
                    </button>
                    {move || {
                        if is_edited.get() {
                            view! { <TitleInput id title=part(|row| row.title.clone()) /> }.into_any()
                        } else {
                            view! {
                                <a href=href tabindex="-1" data-cell="title" draggable="false">
                                    <bdi>{move || part(|row| row.title.clone())}</bdi>
                                </a>
                            }
                            .into_any()
                        }
                    }}
                </span>
            </td>
            <td>
                <button
                    class="cell labels"
                    tabindex="-1"
                    data-cell="labels"
                    id=format!("labels-{id}")
                    aria-haspopup="dialog"
                    aria-label=Signal::derive(move || {
                        let labels = labels();
                        if labels.is_empty() { "Labels: none".to_owned() } else { format!("Labels: {}", labels.join(", ")) }
                    })
                >
                    {move || labels().join(", ")}
                </button>
            </td>
            <td>
                <button class="cell" tabindex="-1" data-cell="status" id=format!("status-{id}") aria-haspopup="menu">
                    <StatusMark glyph=Signal::derive(glyph) name=Signal::derive(move || part(|row| row.status_name.clone())) />
                </button>
            </td>
            <td>
                <button
                    class="cell"
                    tabindex="-1"
                    data-cell="goal"
                    id=format!("goal-{id}")
                    aria-haspopup="dialog"
                    aria-label=Signal::derive(move || goal.get().map_or_else(|| "Goal: none".into(), |(_, number)| format!("Goal: G{number}")))
                >
                    {move || match goal.get() {
                        Some((goal, _)) => view! { <GoalMark goal /> }.into_any(),
                        None => view! { <span class="mend">"+ Goal"</span> }.into_any(),
                    }}
                </button>
            </td>
            <td class="num">
                <button
                    class="cell sub"
                    tabindex="-1"
                    data-cell="estimate"
                    id=format!("estimate-{id}")
                    aria-haspopup="dialog"
                    aria-label=Signal::derive(move || estimate().map_or_else(|| "Estimate: none".into(), |points| format!("Estimate: {points}")))
                >
                    {move || match estimate() {
                        Some(points) => points.into_any(),
                        None => view! { <span class="none">"–"</span> }.into_any(),
                    }}
                </button>
            </td>
        </tr>
    }
}

/// Opens and folds what is under a row of the tree.
#[component]
fn Twisty(id: Id, branch: Branch) -> impl IntoView {
    let app = use_app();
    let indent = format!("{}rem", branch.depth as f64 * 1.25);
    let Some(is_open) = branch.is_open else {
        return view! { <span class="twisty" style:margin-inline-start=indent></span> }.into_any();
    };
    let turn = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        fold_branch(app, id, !is_open);
    };
    let label = if is_open { "Fold" } else { "Unfold" };
    view! {
        <button class="twisty" style:margin-inline-start=indent tabindex="-1" aria-label=label aria-expanded=is_open.to_string() on:dblclick=|event| event.stop_propagation() on:click=turn>
            <Icon name="down" />
        </button>
    }
    .into_any()
}

/// The title as a field: Enter and leaving save, Esc puts back.
#[component]
fn TitleInput(id: Id, title: String) -> impl IntoView {
    let app = use_app();
    let input = NodeRef::<leptos::html::Input>::new();
    input.on_load(|input| {
        browser::focus(&input);
        browser::select_text(&input);
    });
    let old = title.clone();
    let save = move |written: String| {
        if app.editing.try_get_untracked().flatten() != Some(id) {
            return;
        }
        app.editing.set(None);
        let written = clean_line(&written);
        if written != old && !written.is_empty() {
            let change = ItemChange::Title(written.clone());
            app.edit(format!("Rename to “{written}”"), |tx| {
                command::change_items(tx, &[id], &change);
                Ok(())
            });
        }
    };
    let save_on_blur = save.clone();
    view! {
        <input
            node_ref=input
            class="cell"
            data-cell="edit"
            aria-label="Title"
            value=title
            autocomplete="off"
            on:blur=move |event| save_on_blur(event_target_value(&event))
            on:keydown=move |event| {
                if event.is_composing() {
                    return;
                }
                match event.key().as_str() {
                    "Enter" | "Tab" => save(event_target_value(&event)),
                    "Escape" => app.editing.set(None),
                    _ => return event.stop_propagation(),
                }
                event.prevent_default();
                event.stop_propagation();
                app.go_to(id);
            }
        />
    }
}
