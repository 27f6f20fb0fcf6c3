//! What can be done with all picked rows at once.

use leptos::prelude::*;

use crate::browser::Anchor;
use crate::model::kind::{FEEDBACK, Field};
use crate::ui::action::{Action, ActionId, Group, change_field, columns_of};
use crate::ui::app::{App, use_app};
use crate::ui::component::{Icon, Keys};
use crate::ui::reactive::Memo;
use crate::view::{Column, Selection};

/// A button for each field that is worth changing for many at once; of items, those that the list shows.
fn fields(app: App) -> AnyView {
    let shown = columns_of(app);
    let is_shown = |field| app.kind().is_some() || shown.contains(&Column::Field(field));
    let fields = app.subject().fields().into_iter();
    let worth = fields.filter(|field| field.is_facet() && field.is_edited() && is_shown(*field));
    let button = |field: &'static Field| {
        let id = format!("bulk-{}", field.key);
        let anchor = id.clone();
        let change = move |_| {
            let records = app.targets().into_iter().map(|id| app.listed(id)).collect();
            change_field(app, records, field, Anchor::of(&anchor));
        };
        view! { <button class="btn" id=id aria-haspopup="menu" on:click=change>{field.label}</button> }
    };
    worth.map(button).collect_view().into_any()
}

/// What is done with feedback.
fn triage_buttons(app: App) -> AnyView {
    let button = |action: &'static Action| {
        view! { <button class="btn" on:click=move |_| (action.run)(app)>{action.label}</button> }
    };
    Action::possible(app, Group::Discovery).map(button).collect_view().into_any()
}

/// The bar at the foot, as long as rows are picked.
#[component]
pub fn BulkBar() -> impl IntoView {
    let app = use_app();
    let picked = Memo::new(move |_| {
        app.rows.selection.with(|selection| {
            if selection.picked.is_empty() {
                return 0;
            }
            app.list.get().ids.iter().filter(|id| selection.picked.contains(id)).count()
        })
    });
    let button = move |id: ActionId, keys: Option<&'static str>, kind: Option<&'static str>| {
        view! {
            <button class="btn" data-kind=kind on:click=move |_| id.run(app)>
                {id.action().map(|action| action.label)}
                {keys.map(|keys| view! { " " <Keys shortcut=keys /> })}
            </button>
        }
    };
    move || {
        (picked.get() > 0).then(|| {
            let words = move || format!("{} selected", picked.get());
            view! {
                <section class="bulk" aria-label="Selection">
                    <div role="toolbar" aria-label=words>
                    <strong>{words}</strong>
                    {app.kind().is_none().then(|| view! {
                    {button(ActionId::Status, Some("S"), None)}
                    {button(ActionId::Type, Some("T"), None)}
                    {button(ActionId::Labels, Some("L"), None)}
                    {button(ActionId::Estimate, None, None)}
                    {button(ActionId::Goal, None, None)}
                    {button(ActionId::Initiative, None, None)}
                    {button(ActionId::Epic, None, None)}
                    {button(ActionId::Release, None, None)}
                    {button(ActionId::Sprint, None, None)}
                    {button(ActionId::MoveTo, Some("M"), None)}
                    })}
                    {if app.kind() == Some(&FEEDBACK) { triage_buttons(app) } else { fields(app) }}
                    {button(ActionId::Delete, None, Some("danger"))}
                    <button
                        class="btn"
                        data-kind="icon"
                        aria-label="Clear selection"
                        on:click=move |_| {
                            app.rows.selection.update(Selection::clear);
                            if let Some(cursor) = app.rows.selection.with_untracked(|selection| selection.cursor) {
                                app.go_to(cursor);
                            }
                        }
                    >
                        <Icon name="x" />
                    </button>
                    </div>
                </section>
            }
        })
    }
}
