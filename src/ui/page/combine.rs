//! Splitting an item, merging several, and the list of those that may say the same.

use leptos::prelude::*;

use crate::analysis::duplicates;
use crate::analysis::quotes_of;
use crate::model::{Id, Item, set_of};
use crate::ui::action::{differ, merge_now, split_into};
use crate::ui::app::{App, Overlay, use_app};
use crate::ui::component::{Cancel, Dialog, DialogKind, EmptyState, FormDialog, Icon};
use crate::ui::reactive::Memo;
use crate::view::{ListRow, count, row_of};

/// How many pairs are shown at once; more come when these are settled.
const PAIRS_MOST: usize = 50;

fn row(app: App, id: Id) -> Option<ListRow> {
    app.read(|workspace| row_of(workspace.tables(), id))
}

/// Splitting an item in two: the title of the new one, and which criteria go over to it.
#[component]
pub fn SplitForm(id: Id) -> impl IntoView {
    let app = use_app();
    let Some((row, item)) = row(app, id).zip(app.get::<Item>(id)) else { return ().into_any() };
    let title = RwSignal::new(String::new());
    let moved = RwSignal::new(Vec::<Id>::new());
    let error = RwSignal::new(false);
    let criteria = item.criteria.iter().map(|criterion| {
        let id = criterion.id;
        let is_moved = move || moved.with(|moved| moved.contains(&id));
        view! {
            <label class="pick">
                <input
                    type="checkbox"
                    prop:checked=is_moved
                    on:change=move |_| moved.update(|moved| {
                        match moved.iter().position(|it| *it == id) {
                            Some(place) => drop(moved.remove(place)),
                            None => moved.push(id),
                        }
                    })
                />
                <span class="lines">{criterion.text.clone()}</span>
            </label>
        }
    });
    let criteria = (!item.criteria.is_empty()).then(|| {
        view! {
            <fieldset>
                <legend>"Criteria that go over"</legend>
                {criteria.collect_view()}
            </fieldset>
        }
    });
    let heading = format!("Split {}", row.key);
    view! {
        <FormDialog
            heading
            on_submit=move || {
                    let title = title.get_untracked();
                    error.set(title.trim().is_empty());
                    if !title.trim().is_empty() {
                        split_into(app, id, &title, &moved.get_untracked());
                    }
            }
        >
                <p class="say"><b>{row.title}</b> " stays. The new one follows it and serves what it serves: epic, goal, release, labels, persona and evidence go with both."</p>
                <label class="field">
                    <span>"Title of the new one"</span>
                    <input
                        autofocus
                        autocomplete="off"
                        aria-invalid=move || error.get().then_some("true")
                        on:input=move |event| title.set(event_target_value(&event))
                    />
                    {move || error.get().then(|| view! { <span class="error">"It needs a title."</span> })}
                </label>
                {criteria}
                <div class="go">
                    <button class="btn" data-kind="primary" type="submit">"Split in two"</button>
                    <Cancel />
                </div>
        </FormDialog>
    }
    .into_any()
}

/// Merging items: which of them stays, and what comes over to it.
#[component]
pub fn MergeForm(
    ids: Vec<Id>,
    /// Whether they were found among the duplicates.
    is_found: bool,
) -> impl IntoView {
    let app = use_app();
    let rows: Vec<ListRow> = ids.iter().filter_map(|id| row(app, *id)).collect();
    let Some(first) = rows.first().map(|row| row.id) else { return ().into_any() };
    let into = RwSignal::new(first);
    let choices = rows.iter().map(|row| {
        let id = row.id;
        view! {
            <label class="pick">
                <input type="radio" name="into" prop:checked=move || into.get() == id on:change=move |_| into.set(id) />
                <Icon name=row.glyph() />
                <span>{row.title.clone()}</span>
                <span class="meta">{row.key.clone()}</span>
            </label>
        }
    });
    let choices = choices.collect_view();
    let all = ids.clone();
    let comes = move || coming_over(app, &all, into.get());
    let heading = format!("Merge {}", count(ids.len(), "item"));
    view! {
        <FormDialog heading on_submit=move || merge_now(app, into.get_untracked(), &ids, is_found)>
                <fieldset><legend>"Which stays?"</legend>{choices}</fieldset>
                <p class="say">{comes}</p>
                <div class="go">
                    <button class="btn" data-kind="primary" type="submit">"Merge"</button>
                    <Cancel />
                </div>
        </FormDialog>
    }
    .into_any()
}

/// What a merge brings to the item that stays, in words.
fn coming_over(app: App, ids: &[Id], into: Id) -> String {
    let others: Vec<_> = ids.iter().filter(|id| **id != into).filter_map(|id| app.get::<Item>(*id)).collect();
    let sum = |part: fn(&Item) -> usize| others.iter().map(|item| part(item)).sum::<usize>();
    let quotes = app.read(|workspace| {
        let quotes = others.iter().flat_map(|item| quotes_of(workspace.tables(), item.meta.id));
        set_of(quotes.map(|quote| quote.meta.id)).len()
    });
    let parts = [
        (sum(|item| usize::from(!item.description.is_empty())), "description"),
        (sum(|item| item.criteria.len()), "criterion"),
        (sum(|item| item.checklist.len()), "step"),
        (sum(|item| item.questions.len()), "question"),
        (sum(|item| item.comments.len()), "comment"),
        (quotes, "quote"),
    ];
    let named = |(number, noun): (usize, &str)| match noun {
        "criterion" if number != 1 => format!("{number} criteria"),
        noun => count(number, noun),
    };
    let parts: Vec<String> = parts.into_iter().filter(|(number, _)| *number > 0).map(named).collect();
    let comes = match parts.as_slice() {
        [] => "Labels and links come over to it".to_owned(),
        parts => format!("To it come {}, labels and links", parts.join(", ")),
    };
    format!("{comes}. The others go to Trash; one Undo brings everything back.")
}

/// The pairs of items that may say the same.
#[component]
pub fn Duplicates() -> impl IntoView {
    let app = use_app();
    let pairs = Memo::new(move |_| {
        app.track_content();
        let Some(product) = app.product.get() else { return Vec::new() };
        app.read(|workspace| duplicates(workspace.tables(), product, PAIRS_MOST))
    });
    let lines = move || {
        let lines = pairs.get().into_iter().filter_map(|pair| {
            let (one, two) = row(app, pair.first).zip(row(app, pair.second))?;
            let said = format!("{} of {} words are the same", pair.same, pair.of);
            let side = |row: ListRow| {
                let (id, state) = (row.id, row.status_words());
                view! {
                    <button class="t" on:click=move |_| { app.overlay.set(Overlay::None); app.inspect(id); }>
                        <span class="meta">{row.key}</span> " " {row.title} " " <span class="meta">{state}</span>
                    </button>
                }
            };
            let label = format!("{} and {}", one.key, two.key);
            let (merge_label, differ_label) = (format!("Merge {label}"), format!("{label} are not the same"));
            Some(view! {
                <li>
                    <div>{side(one)} {side(two)} <p class="when">{said}</p></div>
                    <div class="go">
                        <button class="btn" data-kind="edge" aria-label=merge_label on:click=move |_| app.overlay.set(Overlay::Merge { ids: vec![pair.first, pair.second], is_found: true })>"Merge…"</button>
                        <button class="btn" aria-label=differ_label on:click=move |_| { differ(app, pair.first, pair.second); crate::browser::focus_soon(".dialog header .btn"); }>"Not the same"</button>
                    </div>
                </li>
            })
        });
        lines.collect_view()
    };
    let tally = move || match pairs.with(Vec::len) {
        PAIRS_MOST => format!("the {PAIRS_MOST} most alike"),
        number => count(number, "pair"),
    };
    view! {
        <Dialog label="Duplicates" kind=DialogKind::Dialog>
            <header>
                <h2>"Duplicates"</h2>
                <span class="n">{tally}</span>
                <button class="btn push" data-kind="icon" aria-label="Close" on:click=move |_| app.overlay.set(Overlay::None)><Icon name="x" /></button>
            </header>
            <div class="doubles">
                <Show
                    when=move || pairs.with(|pairs| !pairs.is_empty())
                    fallback=|| view! { <EmptyState heading="No duplicates" words="No two items share most of the words of their titles." /> }
                >
                    <ul class="finds">{lines}</ul>
                </Show>
            </div>
        </Dialog>
    }
}
