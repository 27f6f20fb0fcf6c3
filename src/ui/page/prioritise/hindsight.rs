//! What work was committed with, beside what came of it.

use std::sync::Arc;

use leptos::prelude::*;

use super::rounded;
use crate::analysis::score::hindsight;
use crate::browser::day_text;
use crate::command;
use crate::model::kind::Field;
use crate::model::{Item, RecordRef};
use crate::ui::action::name_of;
use crate::ui::app::{App, Confirm, Overlay, use_app};
use crate::ui::reactive::Memo;
use crate::view::count;

/// From so many on, what was seen says what is usual.
const SEEN_LEAST: usize = 3;

/// What was expected when work was committed, beside what came.
#[component]
pub fn CameOfIt() -> impl IntoView {
    let app = use_app();
    let seen = Memo::new(move |_| {
        app.track_content();
        let product = app.product.get();
        product
            .map(|product| app.read(|workspace| hindsight(workspace.tables(), product)))
            .unwrap_or_default()
    });
    move || {
        let hindsight = seen.get();
        if hindsight.seen.is_empty() {
            return None;
        }
        let cell = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), rounded);
        let rows = hindsight.seen.iter().take(20).map(|seen| {
            let id = seen.id;
            let each = seen.each.map(|(expected, came)| view! { <td class="num">{format!("{} → {}", cell(expected), cell(came))}</td> });
            let sure = seen.sure.0.map_or_else(|| "–".to_owned(), |sure| format!("{} %", rounded(sure * 100.0)));
            let came = match seen.sure.1 {
                Some(true) => "came true",
                Some(false) => "did not",
                None => "–",
            };
            view! {
                <tr>
                    <th scope="row"><button class="title" on:click=move |_| app.inspect(id)><span>{name_of(app, RecordRef::to::<Item>(id))}</span></button></th>
                    <td>{seen.on.map(day_text)}</td>
                    {each.into_iter().collect_view()}
                    <td class="num">{sure}", "{came}</td>
                </tr>
            }
        });
        let rows = rows.collect_view();
        let bias = hindsight.bias.iter().map(|bias| {
            let (field, ratio, of) = (bias.field, bias.ratio, bias.of);
            let words = format!(
                "{} came to {} times what was expected, over {}.",
                field.label,
                rounded(ratio),
                count(of, "item")
            );
            let take = move |_| {
                let label = format!("{} × {} for all that is not begun", field.label, rounded(ratio));
                app.overlay.set(Overlay::Confirm(Confirm {
                    title: "Correct by what was seen?".to_owned(),
                    text: format!(
                        "{label}: each is multiplied once more whenever you do this. Undo takes it back."
                    ),
                    others: Vec::new(),
                    button: "Correct",
                    run: Arc::new(move || correct(app, field, ratio)),
                }));
            };
            // Of fewer nobody can tell what is usual.
            let off = ratio > 0.0 && (ratio - 1.0).abs() > 0.05 && of >= SEEN_LEAST;
            let said = format!("Correct {} by it", field.label.to_lowercase());
            let button = off.then(
                || view! { <button class="link" aria-label=said on:click=take>"Correct by it"</button> },
            );
            view! { <li><span class="t">{words}</span><span class="end">{button}</span></li> }
        });
        let bias = bias.collect_view();
        let (many, few): (Vec<_>, Vec<_>) =
            hindsight.levels.iter().copied().partition(|(.., of)| *of >= SEEN_LEAST);
        let few: Vec<String> = few.iter().map(|(level, ..)| format!("{level} %")).collect();
        let few = (!few.is_empty()).then(|| {
            format!("About {} sure: no data yet, fewer than {SEEN_LEAST} items each.", few.join(", "))
        });
        let many = many.into_iter().map(|(level, came, of)| {
            let share = (came * 100 + of / 2) / of;
            format!("About {level} % sure: {came} of {} came true, {share} %.", count(of, "item"))
        });
        let level = |words: String| view! { <li><span class="t">{words}</span></li> };
        let levels = many.chain(few).map(level).collect_view();
        let brier = hindsight.brier.map(|(brier, of)| {
            format!(
                "Brier score {} over {}: 0 is always right, 0.25 is always saying 50 %.",
                rounded(brier),
                count(of, "item")
            )
        });
        Some(view! {
            <details class="drawing">
                <summary>"What came of it"</summary>
                <section class="scroll drawn-table" tabindex="0" role="region" aria-label="What came of it">
                    <table class="table goals" data-kind="lines" aria-label="What came of it">
                        <thead><tr><th>"Committed"</th><th>"On"</th><th class="num">"Reach"</th><th class="num">"Impact"</th><th class="num">"Person-months"</th><th class="num">"Confidence"</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </section>
                <ul class="rows">{bias}{levels}</ul>
                <p class="say">{brier}</p>
            </details>
        })
    }
}

/// Corrects an input of what is not begun by what was seen.
fn correct(app: App, field: &'static Field, ratio: f64) {
    let Some(product) = app.product.get_untracked() else { return };
    let label = format!("{} × {} for all that is not begun", field.label, rounded(ratio));
    match app.edit(label.clone(), |tx| command::correct_input(tx, product, field, ratio)) {
        Some(0) => app.say("Nothing that is not begun has this input."),
        Some(number) => {
            app.say_done(format!("{label}: {}", count(number, "item")));
        }
        None => {}
    }
}
