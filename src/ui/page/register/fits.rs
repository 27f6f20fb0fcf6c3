//! How much the goals of the product serve those of the organisation, and what serves nothing.

use leptos::prelude::*;

use crate::analysis::{Alignment, FIT_STEPS};
use crate::browser::Anchor;
use crate::command;
use crate::model::kind::ORGANISATION_GOALS;
use crate::model::{Id, RecordRef};
use crate::ui::app::{App, MenuItem, use_app};
use crate::ui::component::GoalMark;
use crate::ui::reactive::Memo;
use crate::view::count;

/// The words of a fit.
fn fit_words(fit: i64) -> &'static str {
    match fit {
        1 => "a little",
        2 => "much",
        3 => "directly",
        _ => "not at all",
    }
}

fn set_fit(app: App, row: Id, goal: Id, fit: Option<i64>) {
    let label = format!("Fit: {}", fit.map_or("not judged", fit_words));
    app.edit(label.clone(), |tx| command::set_fit(tx, row, goal, fit));
    app.announce(label);
}

fn fit_menu(app: App, row: Id, goal: Id, current: Option<i64>, anchor: Anchor) {
    let entry = |fit: Option<i64>| {
        let words = fit.map_or("Not judged".to_owned(), |fit| format!("{fit}, {}", fit_words(fit)));
        let item = MenuItem::new("", words, move || set_fit(app, row, goal, fit));
        MenuItem { checked: Some(current == fit), starts_group: fit.is_none(), ..item }
    };
    let items = FIT_STEPS.map(Some).chain([None]).map(entry).collect();
    app.offer("How much does it serve it?", anchor, items);
}

/// The matrix of goals: those of the organisation down, those of the product across.
#[component]
pub fn Fits() -> impl IntoView {
    let app = use_app();
    let alignment = Memo::new(move |_| {
        app.track_content();
        let product = app.product.get()?;
        Some(app.read(|workspace| Alignment::of(workspace.tables(), product)))
    });
    move || {
        let it = alignment.get()?;
        if it.goals.is_empty() {
            return Some(view! { <section class="brief"><div><h2>"The product has no goals yet"</h2><p>"Write its goals under Vision and goals; then say here how much each serves the organisation."</p></div></section> }.into_any());
        }
        let served = it.rows.iter().filter(|row| row.best > 0).count();
        let heading = format!("{served} of {} served", count(it.rows.len(), "organisation goal"));
        let orphans: Vec<String> = it
            .goals
            .iter()
            .zip(&it.best)
            .filter(|(_, best)| **best == 0)
            .map(|(goal, _)| goal.1.clone())
            .collect();
        let said = if orphans.is_empty() {
            "Every goal of the product serves one of them.".to_owned()
        } else {
            format!("Serving none of them: {}.", orphans.join(", "))
        };
        let heads = it
            .goals
            .iter()
            .map(|(goal, name)| view! { <th class="num" title=name.clone()><GoalMark goal=*goal /></th> });
        let rows = it.rows.iter().map(|row| {
            let (id, name) = (row.id, row.name.clone());
            let record = RecordRef { table: ORGANISATION_GOALS.table, id };
            let cells = it.goals.iter().zip(&row.fits).map(|((goal, goal_name), fit)| {
                let (goal, fit) = (*goal, *fit);
                let button = format!("fit-{id}-{goal}");
                let anchor = button.clone();
                let said = format!("{goal_name} serves {name}: {}", fit.map_or("not judged", fit_words));
                let on_key = move |event: leptos::ev::KeyboardEvent| {
                    if let Some(step) = event.key().parse::<i64>().ok().filter(|step| FIT_STEPS.contains(step)) {
                        event.prevent_default();
                        event.stop_propagation();
                        set_fit(app, id, goal, Some(step));
                        crate::browser::focus_soon(format!("#fit-{id}-{goal}"));
                    }
                };
                view! {
                    <td class="num">
                        <button class="cell sub" id=button aria-haspopup="menu" aria-label=said on:keydown=on_key on:click=move |_| fit_menu(app, id, goal, fit, Anchor::of(&anchor))>
                            {fit.map_or("–".to_owned(), |fit| fit.to_string())}
                        </button>
                    </td>
                }
            });
            let coverage = if row.best == 0 { "not served".to_owned() } else { fit_words(row.best).to_owned() };
            view! {
                <tr>
                    <th scope="row"><button class="title" on:click=move |_| app.inspect_record(record)><span>{name.clone()}</span></button></th>
                    {cells.collect_view()}
                    <td><span class="state" data-t=(row.best == 0).then_some("warn")>{coverage}</span></td>
                </tr>
            }
        });
        Some(view! {
            <section class="brief" aria-label="Alignment"><div><h2>{heading}</h2><p>{said}</p></div></section>
            <section class="scroll fits" tabindex="0" aria-label="Goals against organisation goals">
                <table class="table" aria-label="Fit of the product’s goals">
                    <thead><tr><th>"Organisation goal"</th>{heads.collect_view()}<th>"Served"</th></tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </section>
        }
        .into_any())
    }
}
