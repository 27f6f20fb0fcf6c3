//! What stands over the list of stages: where the product is, what keeps it there, and the signs of decline.

use leptos::prelude::*;

use crate::analysis::{
    criteria_of, met_words, sign_words, signs_of_decline, stage_after, stage_name, stage_now,
};
use crate::browser::{self, day_text};
use crate::model::kind::STAGE_ON;
use crate::model::{Metric, RecordRef};
use crate::ui::action::invest_or_retire;
use crate::ui::app::use_app;
use crate::ui::component::{TableCell, read_table};
use crate::view::count;
use crate::workspace::Described;

/// What keeps a product in its stage.
fn way_on(stage: &Described) -> String {
    let exits = criteria_of(stage, "exit");
    let next = stage_after(stage).map_or("the next stage", |word| word.name);
    let open: Vec<String> =
        exits.iter().filter(|it| !it.is_done).map(|it| format!("“{}”", it.text)).collect();
    match (exits.is_empty(), open.is_empty()) {
        (true, _) => "Nothing is asked for to leave it: write what is to be met.".to_owned(),
        (_, true) => format!("Everything to leave it is met: next comes {}.", next.to_lowercase()),
        _ => format!("Still to be met to leave it: {}.", open.join(", ")),
    }
}

/// Where the product is in its life.
#[component]
pub fn StagesBrief() -> impl IntoView {
    let app = use_app();
    move || {
        app.track_content();
        let product = app.product.get()?;
        let (heading, words, rows) = app.read(|workspace| {
            let tables = workspace.tables();
            let (signs, unknown) = signs_of_decline(tables, product);
            let (heading, words) = match stage_now(tables, product, browser::today()) {
                Some(stage) => {
                    let since = stage.day(&STAGE_ON).map(day_text).unwrap_or_default();
                    let met = met_words(stage).map(|met| format!(", {met} met")).unwrap_or_default();
                    (format!("{} since {since}{met}", stage_name(stage)), way_on(stage))
                }
                None => ("No stage entered yet".to_owned(), "Say on which day it entered one.".to_owned()),
            };
            let said = if unknown > 0 {
                let metrics = count(unknown, "metric");
                format!("Of {metrics} it is not known yet whether it gets worse: there are too few readings.")
            } else if tables.metrics.count(product) == 0 {
                "Signs of decline are not known yet: nothing is counted.".to_owned()
            } else if signs.is_empty() {
                "No metric shows a sign of decline.".to_owned()
            } else {
                String::new()
            };
            let words = format!("{words} {said}");
            let row = |(metric, sign): &(&Metric, crate::analysis::DeclineSign)| {
                let record = RecordRef::to::<Metric>(metric.meta.id);
                vec![
                    TableCell::record(metric.name.clone(), record),
                    TableCell::words(sign_words(metric, sign, day_text)),
                ]
            };
            (heading, words, signs.iter().map(row).collect::<Vec<_>>())
        });
        let signs = (!rows.is_empty())
            .then(|| read_table("Signs of decline", &["Sign of decline", "From which readings"], rows));
        Some(view! {
            <section class="brief" aria-label="Stages">
                <div><h2>{heading}</h2><p>{words}</p></div>
                <button class="btn" data-kind="edge" on:click=move |_| invest_or_retire(app)>"Invest, hold, harvest or retire?"</button>
            </section>
            {signs}
        })
    }
}
