//! What an item has to do with others: what it waits for, what waits for it, and what looks the same.

use std::time::Duration;

use leptos::prelude::*;

use crate::analysis::{Likeness, like, named_by};
use crate::browser::{self, Anchor};
use crate::command::Relation;
use crate::model::Id;
use crate::ui::action::{differ, relation_menu, set_relation};
use crate::ui::app::{App, Overlay, at_rest, use_app};
use crate::ui::component::Icon;
use crate::view::row_of;

/// How many look-alikes are shown.
const ALIKE_MOST: usize = 3;
/// How long work rests before the backlog is searched for them.
const REST_MS: u64 = 120;

/// Everything an item is linked to, one line each.
fn related(app: App, id: Id) -> Vec<(Relation, Id)> {
    app.read(|workspace| {
        let tables = workspace.tables();
        let Some(item) = tables.items.get(id) else { return Vec::new() };
        let [waiting, relating, duplicates] = named_by(tables, item.product, id);
        let with = |relation: Relation, ids: Vec<Id>| ids.into_iter().map(move |id| (relation, id));
        let here = |ids: &crate::model::SortedSet<Id>| ids.iter().copied().collect::<Vec<Id>>();
        let mut related: Vec<(Relation, Id)> = with(Relation::WaitsFor, here(&item.blocked_by)).collect();
        related.extend(with(Relation::Blocks, waiting));
        related.extend(with(Relation::RelatesTo, here(&item.related)));
        related.extend(with(Relation::RelatesTo, relating).filter(|(_, id)| !item.related.contains(id)));
        related.extend(with(Relation::DuplicateOf, item.duplicate_of.into_iter().collect()));
        related.extend(with(Relation::HasDuplicate, duplicates));
        related
    })
}

/// The links of an item, and what looks the same; nothing where there is neither.
#[component]
pub fn Relations(id: Id) -> impl IntoView {
    let app = use_app();
    let depends = move || app.track_content();
    let links = at_rest(Duration::ZERO, depends, move |()| related(app, id));
    let alike = at_rest(Duration::from_millis(REST_MS), depends, move |()| {
        app.read(|workspace| {
            let tables = workspace.tables();
            tables.items.get(id).map(|item| like(tables, item, ALIKE_MOST)).unwrap_or_default()
        })
    });
    let rows = move || {
        links
            .get()
            .into_iter()
            .filter_map(|(relation, other)| {
                let row = app.read(|workspace| row_of(workspace.tables(), other))?;
                let said = format!("Take off: {} {}", relation.name().to_lowercase(), row.key);
                Some(view! {
                    <li>
                        <span class="meta">{relation.name()}</span>
                        <span class="status" data-s=row.status_glyph title=row.status_words()><Icon name=row.status_glyph /></span>
                        <button class="t" on:click=move |_| app.inspect(other)>{row.title}</button>
                        <span class="meta">{row.key}</span>
                        <button class="btn" data-kind="icon" aria-label=said on:click=move |_| { set_relation(app, id, relation, other, false); browser::focus_soon("#add-link, #begin-link"); }><Icon name="x" /></button>
                    </li>
                })
            })
            .collect_view()
    };
    let doubles = move || {
        alike
            .get()
            .into_iter()
            .filter_map(|Likeness { first, second, same, of }| {
                let other = if first == id { second } else { first };
                let row = app.read(|workspace| row_of(workspace.tables(), other))?;
                let words = format!("{same} of {of} words are the same.");
                Some(view! {
                    <div class="alike">
                        <p><b>"Much like "<button class="link" on:click=move |_| app.inspect(other)>{row.key}</button></b> " " {row.title}</p>
                        <p class="when">{words}</p>
                        <div class="go">
                            <button class="btn" data-kind="edge" on:click=move |_| app.overlay.set(Overlay::Merge { ids: vec![id, other], is_found: false })>"Merge…"</button>
                            <button class="btn" on:click=move |_| { differ(app, id, other); browser::focus_soon("#add-link, #begin-link"); }>"Not the same"</button>
                        </div>
                    </div>
                })
            })
            .collect_view()
    };
    move || {
        let has_links = links.with(|links| !links.is_empty());
        let has_alike = alike.with(|alike| !alike.is_empty());
        (has_links || has_alike).then(|| {
            view! {
                <section>
                    <h3>
                        "Links"
                        <button class="link" id="add-link" aria-haspopup="menu" on:click=move |_| relation_menu(app, id, Some(Anchor::of("add-link")))>
                            "Link an item"
                        </button>
                    </h3>
                    <ul class="rows links">{rows}</ul>
                    {doubles}
                </section>
            }
        })
    }
}
