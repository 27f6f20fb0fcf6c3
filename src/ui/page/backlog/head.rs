//! What stands over rows: the heads of the columns, which sort, and the heads of groups, which fold.

use leptos::prelude::*;

use super::super::super::action::look::fold;
use super::super::super::app::use_app;
use super::super::super::component::Icon;
use crate::model::Estimate;
use crate::view::{Facet, SortBy};

/// The head of a column: a press sorts by it, then the other way, then no longer; with Shift beside other keys.
#[component]
pub fn SortHead(by: SortBy, #[prop(optional)] is_number: bool) -> impl IntoView {
    let app = use_app();
    let sort = move || app.route.with(|route| route.at().and_then(|at| at.look.sorted_by(by)));
    let said = move || sort().map(|sort| if sort.is_down { "descending" } else { "ascending" });
    let arrow = move || {
        let sort = sort()?;
        Some(view! { <Icon name=if sort.is_down { "arrow-down" } else { "arrow-up" } /> })
    };
    view! {
        <th class=is_number.then_some("num") aria-sort=said>
            <button
                class="colhead"
                title="Sort. With Shift: after the other keys"
                on:click=move |event| app.look(|look| look.step_sort(by, !event.shift_key()))
            >
                {arrow}
                {by.name()}
            </button>
        </th>
    }
}

/// The head of a group, with what it has and what it sums to.
#[component]
pub fn GroupHead(place: usize) -> impl IntoView {
    let app = use_app();
    let head = Memo::new(move |_| app.list.with(|list| list.heads.get(place).cloned()));
    move || {
        let head = head.get()?;
        let (key, is_open) = (head.key.clone(), head.is_open);
        let label = format!("{} {}", if is_open { "Fold" } else { "Unfold" }, head.name);
        // Of a state everything or nothing is accepted.
        let is_of_states = head.key.starts_with(Facet::Status.segment());
        let done = (head.all > 0 && !is_of_states).then(|| format!("{} of {} accepted", head.done, head.all));
        let points = (head.tenths > 0).then(|| Estimate::from_tenths(head.tenths).to_string());
        Some(view! {
            <tr class="group" id=format!("head-{place}")>
                <th>
                    <button
                        aria-expanded=is_open.to_string()
                        aria-label=label
                        on:click=move |event| {
                            event.stop_propagation();
                            fold(app, &key, !is_open);
                            crate::browser::focus_soon(format!("#head-{place} button"));
                        }
                    >
                        <Icon name="down" />
                    </button>
                </th>
                <th colspan="3" scope="rowgroup">
                    <span class="title"><bdi>{head.name}</bdi><span class="n">{head.items}</span></span>
                </th>
                <td colspan="2"><span class="n">{done}</span></td>
                <td class="num">{points}</td>
            </tr>
        })
    }
}
