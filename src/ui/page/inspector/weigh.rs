//! The options of a decision, weighed by its criteria, and what follows: choosing, keeping, asking again.

use leptos::prelude::*;
use serde_json::Value;

use crate::analysis::Weighed;
use crate::browser::{self, Anchor};
use crate::command;
use crate::model::kind::{
    CHOICE, CRITERIA, CRITERION_NAME, CRITERION_WEIGHT, DECISION_STATE, DECISIONS, Field, OPTION_EFFECTS,
    OPTION_NAME, OPTIONS, REVIEW_ON,
};
use crate::model::{Id, RecordRef, SortedMap};
use crate::ui::action::set_row_field;
use crate::ui::app::{App, MenuItem, use_app};
use crate::ui::component::ValueField;
use crate::workspace::Values;

/// After how many days a decision that is kept open for longer comes back.
const AGAIN_DAYS: i32 = 30;

fn score_menu(app: App, record: RecordRef, option: Id, criterion: Id, now: Option<i64>, anchor: Anchor) {
    let entry = |score: Option<i64>| {
        let words = score.map_or("No score".to_owned(), |score| score.to_string());
        let run = move || {
            app.edit("Score of an option", |tx| command::set_score(tx, record, option, criterion, score));
        };
        MenuItem {
            checked: Some(now == score),
            starts_group: score.is_none(),
            ..MenuItem::new("", words, run)
        }
    };
    let items = (1..=5).map(Some).chain([None]).map(entry).collect();
    app.offer("Score from 1 to 5", anchor, items);
}

/// The table of options and criteria.
#[component]
pub fn Weighing(record: RecordRef) -> impl IntoView {
    let app = use_app();
    let weighed = app.watch(record.id, move |workspace| {
        workspace
            .tables()
            .described(&DECISIONS, record.id)
            .map(|kept| (Weighed::of(kept), kept.words(&CHOICE).to_owned()))
    });
    let effects = move || -> Vec<SortedMap<&'static str, String>> {
        app.read(|workspace| {
            let kept = workspace.tables().described(&DECISIONS, record.id);
            let rows = kept.into_iter().flat_map(|kept| kept.rows(&OPTIONS)).map(Values);
            rows.map(|row| OPTION_EFFECTS.map(|field| (field.key, row.words(field).to_owned())).into())
                .collect()
        })
    };
    let add = move |field: &'static Field, name: &'static Field, label: &'static str| {
        let added = app.edit(label, |tx| command::add_row(tx, record, &[], field, None, &[]));
        if let Some(id) = added {
            browser::focus_soon(format!("#fact-{}-{id}", name.label.to_lowercase()));
        }
    };
    let name_field = move |field: &'static Field, id: Id, label: &'static Field, value: String| {
        let save = std::sync::Arc::new(move |text: String| {
            if text.trim().is_empty() {
                let removed = app.try_edit("Remove a column or a row of the table", |tx| {
                    command::remove_row(tx, record, field, id)
                });
                if removed.is_ok() {
                    app.say_done("Removed it with its scores");
                }
                removed
            } else if field == &OPTIONS {
                app.try_edit("Name of an option", |tx| command::rename_option(tx, record, id, &text))
            } else {
                app.try_edit("Name of a criterion", |tx| {
                    command::write_in_row(tx, record, &[(field, id)], label, &text)
                })
            }
        });
        view! { <ValueField label=label.label kind="text" value save of=format!("-{id}") /> }
    };
    move || {
        let (weighed, choice) = weighed.get()?;
        let effects = effects();
        let sums = weighed.sums();
        let first = weighed.first().map(|option| option.id);
        let is_weighed = !weighed.criteria.is_empty() && !weighed.options.is_empty();
        let heads = weighed.options.iter().map(|option| {
            let (id, name) = (option.id, option.name.clone());
            let is_chosen = !choice.is_empty() && choice == name;
            let (said, chosen) = (format!("Choose {name}"), name.clone());
            let choose = move |_| {
                let label = format!("Decide: {chosen}");
                if app.edit(label.clone(), |tx| command::choose_option(tx, record, id)).is_some() {
                    app.say_done(label);
                }
            };
            view! {
                <th scope="col" data-on=is_chosen.then_some("")>
                    {name_field(&OPTIONS, id, &OPTION_NAME, name)}
                    {(!is_chosen).then(|| view! { <button class="link" aria-label=said on:click=choose>"Choose"</button> })}
                    {is_chosen.then_some("Chosen")}
                </th>
            }
        });
        let rows = weighed.criteria.iter().enumerate().map(|(place, (id, name, weight))| {
            let (id, weight) = (*id, *weight);
            let weight_id = format!("weight-{id}");
            let anchor = weight_id.clone();
            let said = format!("Weight of {name}: {}", weight.unwrap_or(1));
            let cells = weighed.options.iter().map(|option| {
                let (option_id, score) = (option.id, option.scores.get(place).copied().flatten());
                let cell = format!("score-{option_id}-{id}");
                let anchor = cell.clone();
                let said = format!("{} by {name}: {}", option.name, score.map_or("none".to_owned(), |it| it.to_string()));
                view! {
                    <td class="num"><button class="cell sub" id=cell aria-haspopup="menu" aria-label=said on:click=move |_| score_menu(app, record, option_id, id, score, Anchor::of(&anchor))>{score.map_or("–".to_owned(), |it| it.to_string())}</button></td>
                }
            });
            view! {
                <tr>
                    <th scope="row">{name_field(&CRITERIA, id, &CRITERION_NAME, name.clone())}</th>
                    <td class="num"><button class="cell sub" id=weight_id aria-haspopup="menu" aria-label=said on:click=move |_| set_row_field(app, record, (&CRITERIA, id), &CRITERION_WEIGHT, Anchor::of(&anchor))>{format!("× {}", weight.unwrap_or(1))}</button></td>
                    {cells.collect_view()}
                </tr>
            }
        });
        // What each option does to date and cost: the sheet one negotiates with.
        let traded = OPTION_EFFECTS.map(|field| {
            let cells = weighed.options.iter().zip(&effects).map(|(option, of)| {
                let (id, value) = (option.id, of.get(field.key).cloned().unwrap_or_default());
                let save = std::sync::Arc::new(move |text: String| {
                    app.try_edit(field.label, |tx| {
                        command::write_in_row(tx, record, &[(&OPTIONS, id)], field, &text)
                    })
                });
                view! { <td><ValueField label=field.label kind="text" value save of=format!("-{id}") /></td> }
                    .into_any()
            });
            let cells: Vec<AnyView> = cells.collect();
            view! { <tr><th scope="row" class="sub">{field.label}</th><td></td>{cells}</tr> }.into_any()
        });
        let traded = (!weighed.options.is_empty()).then(|| Vec::from(traded));
        let foot = is_weighed.then(|| {
            let sums = weighed.options.iter().zip(&sums).map(|(option, sum)| {
                let is_first = first == Some(option.id);
                view! { <td class="num">{if is_first { view! { <b>{*sum}</b> }.into_any() } else { view! { <span class="sub">{*sum}</span> }.into_any() }}</td> }
            });
            view! { <tfoot><tr><th scope="row" class="sub">{format!("of {}", weighed.most())}</th><td></td>{sums.collect_view()}</tr></tfoot> }
        });
        let sentence = match (weighed.options.len(), weighed.first(), weighed.flip()) {
            (0, ..) => "A decision without options is a choice nobody had. Add at least two.".to_owned(),
            (1, ..) => "One option is no choice: what else could be done?".to_owned(),
            (_, None, _) if is_weighed => {
                let best = sums.iter().max().copied().unwrap_or(0);
                let level = weighed.options.iter().zip(&sums).filter(|(_, sum)| **sum == best);
                let names: Vec<&str> = level.map(|(option, _)| option.name.as_str()).collect();
                if best == 0 { String::new() } else { format!("{} are level.", names.join(" and ")) }
            }
            (_, Some(first), Some(flip)) => {
                let way = if flip.is_or_less { "or less" } else { "or more" };
                format!("{} stays first while “{}” weighs {} {way}.", first.name, flip.criterion, flip.weight)
            }
            (_, Some(first), None) => format!("{} stays first whatever one criterion weighs.", first.name),
            _ => String::new(),
        };
        Some(view! {
            <section>
                <h3>
                    "Options"
                    <button class="link" on:click=move |_| add(&OPTIONS, &OPTION_NAME, "Add an option")>"Add option"</button>
                    <button class="link" on:click=move |_| add(&CRITERIA, &CRITERION_NAME, "Add a criterion")>"Add criterion"</button>
                </h3>
                <div class="scroll" tabindex="0" role="region" aria-label="Options by criteria">
                    <table class="table" data-kind="weigh" aria-label="Options by criteria">
                        <thead><tr><th>"Criterion"</th><th><span class="aloud">"Weight"</span></th>{heads.collect_view()}</tr></thead>
                        <tbody>{traded}{rows.collect_view()}</tbody>
                        {foot}
                    </table>
                </div>
                <p class="prose">{sentence}</p>
            </section>
        })
    }
}

/// What comes after a decision: it is kept, changed, or looked at again later.
#[component]
pub fn ReviewOf(record: RecordRef) -> impl IntoView {
    let app = use_app();
    let is_decided = app.watch(record.id, move |workspace| {
        let kept = workspace.tables().described(&DECISIONS, record.id);
        kept.is_some_and(|kept| kept.words(&DECISION_STATE) == "decided")
    });
    let set = move |field: &'static Field, value: Value, label: &'static str| {
        if app.edit(label, |tx| command::set_field(tx, record, field, Some(value))).is_some() {
            app.say_done(label);
        }
    };
    move || {
        is_decided.get().then(|| {
            let again = move |_| {
                let day = browser::today().plus(AGAIN_DAYS);
                set(&REVIEW_ON, day.to_string().into(), "Review in 30 days");
            };
            view! {
                <section class="go" aria-label="After the review">
                    <button class="btn" data-kind="edge" on:click=move |_| set(&DECISION_STATE, "kept".into(), "Keep the decision")>"Keep"</button>
                    <button class="btn" data-kind="edge" on:click=move |_| set(&DECISION_STATE, "changed".into(), "Change the decision")>"Change"</button>
                    <button class="btn" on:click=again>"Ask again in 30 days"</button>
                </section>
            }
        })
    }
}
