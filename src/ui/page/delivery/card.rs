//! A card of the board: a line or two of an item, how long it has been there, and in review its judgement.

use leptos::prelude::*;

use crate::analysis::acceptance::{met, was_returned};
use crate::analysis::{is_begun, up};
use crate::browser::{self, Anchor};
use crate::model::{Goal, Id, Item, RecordRef};
use crate::ui::action::{accept, menu_of_items, return_items};
use crate::ui::app::use_app;
use crate::ui::component::{GoalMark, Icon};
use crate::ui::reactive::Memo;
use crate::view::{Tab, row_of, type_glyph};

/// The card.
#[component]
pub fn Card(id: Id, is_review: bool) -> impl IntoView {
    let app = use_app();
    let card = app.watch(id, move |workspace| {
        let tables = workspace.tables();
        let (row, item) = row_of(tables, id).zip(tables.items.get(id))?;
        let goal = up(tables, item).goal;
        let blocked = item.block().map(|block| block.reason.clone());
        let who = item.delegate.and_then(|id| tables.people.get(id)).map(|who| who.name.clone());
        let is_back = tables.products.get(item.product).is_some_and(|it| was_returned(&it.workflow, item));
        Some((row, goal, blocked, met(item), (item.since(), is_begun(tables, item)), (who, is_back)))
    });
    let is_cursor = Memo::new(move |_| {
        app.rows.selection.with(|selection| {
            selection
                .cursor
                .map_or_else(|| app.list.with(|list| list.ids.first() == Some(&id)), |cursor| cursor == id)
        })
    });
    let is_picked = Memo::new(move |_| app.rows.selection.with(|selection| selection.picked.contains(&id)));
    let record = RecordRef::to::<Item>(id);
    let body = move || {
        app.track_shared();
        let (row, goal, blocked, (passed, criteria), (since, is_begun), (who, is_back)) = card.get()?;
        // The columns of a map do not say how far it is, nor does it matter there for how long.
        let is_map = app.is_on(Tab::Map);
        let age = (is_begun && !is_map).then(|| browser::age_text(since));
        let glyph = if is_map {
            Some((row.status_words(), row.status_glyph))
        } else {
            row.kind.map(|kind| (kind.name().to_owned(), type_glyph(kind)))
        };
        let glyph = glyph.map(|(said, glyph)| {
            view! { <span class="status" data-s=glyph role="img" aria-label=said.clone() title=said><Icon name=glyph /></span> }
        });
        let goal = goal.map(|goal| {
            let said = app.get::<Goal>(goal).map(|goal| format!("Goal: {}", goal.name));
            view! { <span role="img" aria-label=said><GoalMark goal /></span> }
        });
        let waits = blocked.map(|reason| {
            let since = browser::age_text(since);
            let reason = if reason.is_empty() { "Blocked".to_owned() } else { reason };
            view! { <p class="waits"><Icon name="s-blocked" /><span>{reason}</span><span class="n">{since}</span></p> }
        });
        let judge = is_review.then(|| {
            let words = if criteria == 0 { "No criteria".to_owned() } else { format!("{passed} of {criteria} met") };
            let is_whole = criteria > 0 && passed == criteria;
            let glyph = if is_whole { "tick" } else { "ring" };
            let anchor = format!("return-{id}");
            let at = anchor.clone();
            view! {
                <div class="judge" data-pass=is_whole.then_some("")>
                    <span><Icon name=glyph />{words}</span>
                    <button class="btn" id=anchor aria-label=format!("Return {}", row.key) on:click=move |event| {
                        event.stop_propagation();
                        return_items(app, vec![id], Some(Anchor::of(&at)));
                    }>"Return"</button>
                    <button class="btn" data-kind="edge" aria-label=format!("Accept {}", row.key) on:click=move |event| {
                        event.stop_propagation();
                        accept(app, &[id]);
                    }>"Accept"</button>
                </div>
            }
        });
        let open = move |event: leptos::ev::MouseEvent| {
            if !event.ctrl_key() && !event.meta_key() {
                event.prevent_default();
            }
        };
        Some(view! {
            <a class="title" tabindex="-1" draggable="false" href=row.href.clone() on:click=open>{row.title.clone()}</a>
            {waits}
            <div class="foot" id=format!("status-{id}")>
                {glyph} <span>{row.key.clone()}</span> {goal} <span>{who}</span> <span>{age}</span> {is_back.then(|| view! { <span class="back">"returned"</span> })} <b>{row.estimate.clone()}</b>
            </div>
            {judge}
        })
    };
    let click = move |event: leptos::ev::MouseEvent| {
        if event.shift_key() {
            let list = app.list.get_untracked();
            app.rows.selection.update(|selection| selection.extend_to(&list.ids, id));
        } else if event.ctrl_key() || event.meta_key() {
            app.rows.selection.update(|selection| selection.toggle(id));
        } else {
            app.inspect(id);
            app.stay_at(id);
        }
    };
    let context = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        app.rows.selection.update(|selection| selection.cursor = Some(id));
        menu_of_items(app, Anchor::point(f64::from(event.client_x()), f64::from(event.client_y())));
    };
    view! {
        <li
            class="card"
            id=format!("row-{id}")
            data-id=id.to_string()
            data-card=id.to_string()
            draggable="true"
            tabindex=move || if is_cursor.get() { "0" } else { "-1" }
            data-picked=move || is_picked.get().then_some("")
            data-open=move || app.open_mark(record)
            on:click=click
            on:contextmenu=context
            on:focusin=move |_| app.rows.selection.update(|selection| selection.cursor = Some(id))
            on:dragstart=move |event| browser::drag(&event, &id.to_string())
        >
            {body}
        </li>
    }
}
