//! How sprints went: burndown and burnup of one, velocity and predictability of all.

use std::sync::Arc;

use leptos::prelude::*;

use super::plan::read_sprint;

use crate::analysis::sprint::{Burndown, SprintResult, range, results, share, sprint_days};
use crate::browser::{self, Anchor, day_text};
use crate::model::{Day, Estimate};
use crate::ui::action::sprint_menu;
use crate::ui::app::use_app;
use crate::ui::chart::ChartSection;
use crate::ui::component::Icon;
use crate::ui::reactive::Memo;
use crate::view::chart::{Bar, Burn, Figure, bar_chart, bar_chart_to, burn_chart};
use crate::view::count;

const BURNDOWN: &str = "Points of the sprint that are not done at the end of each working day, Monday to Friday. The dashed line is an even pace: what was committed × (1 − day ÷ days). Scope is all that is in the sprint that day; what was dropped is not. Items count with the points they have now; of a finished sprint, with those they had at its end.";
const BURNUP: &str = "The same days from below: points done, and all points in the sprint. Where the upper line moves, something came in, went out or was estimated anew.";
const VELOCITY: &str = "Points of the items that were done when a sprint was finished; no part credit. The line across a bar is what was committed. The range leaves out as many sprints at each end as its number allows for 90 % (order statistics, Cohn): none of up to 7, one of 8 to 10, two of 11 and 12, and so on.";
const PREDICTABLE: &str = "Of the points that were in a sprint when it was started, the share that was done when it was finished. What came in later does not count.";

/// The charts; nothing where there is no sprint.
#[component]
pub fn SprintCharts() -> impl IntoView {
    let app = use_app();
    let sprint = Memo::new(move |_| {
        read_sprint(app, |tables, _, sprint| {
            let burndown = Burndown::of(tables, sprint, browser::today(), browser::today())?;
            Some((sprint.name().to_owned(), sprint_days(sprint), burndown))
        })
        .flatten()
    });
    let done = Memo::new(move |_| {
        app.track_content();
        let product = app.product.get();
        product.map(|id| app.read(|workspace| results(workspace.tables(), id))).unwrap_or_default()
    });
    let has_sprint = Memo::new(move |_| sprint.with(Option::is_some));
    let has_done = Memo::new(move |_| done.with(|done| !done.is_empty()));
    let burn = move |burn: Burn| -> crate::ui::chart::Draw {
        Arc::new(move |width| {
            sprint.with(|sprint| {
                let (days, burndown): (&[Day], _) = match sprint {
                    Some((_, days, burndown)) => (days, burndown.clone()),
                    None => (&[], Burndown::default()),
                };
                burn_chart(burn, &burndown, days, width, day_text)
            })
        })
    };
    let name = Signal::derive(move || {
        sprint.with(|sprint| sprint.as_ref().map(|(name, ..)| format!("{name}, points")).unwrap_or_default())
    });
    let one = move || {
        has_sprint.get().then(|| {
            view! {
                <ChartSection title="Burndown" note=name how=BURNDOWN draw=burn(Burn::Down) />
                <ChartSection title="Burnup" note=name how=BURNUP draw=burn(Burn::Up) />
            }
        })
    };
    let all = move || {
        has_done.get().then(|| {
            let velocity = Arc::new(move |width| done.with(|done| velocity_figure(done, width)));
            let kept = Arc::new(move |width| done.with(|done| kept_figure(done, width)));
            view! {
                <ChartSection title="Velocity" note="points done in each sprint" how=VELOCITY draw=velocity />
                <ChartSection title="Predictability" note="per cent done of committed" how=PREDICTABLE draw=kept />
            }
        })
    };
    move || {
        let is_there = has_sprint.get() || has_done.get();
        let choose = has_sprint.get().then(|| {
            let name = move || sprint.with(|sprint| sprint.as_ref().map(|(name, ..)| name.clone()));
            view! {
                <div class="viewbar">
                    <button class="btn" id="sprint" aria-haspopup="menu" on:click=move |_| sprint_menu(app, Anchor::of("sprint"))><span class="v">{name}</span> <Icon name="updown" /></button>
                </div>
            }
        });
        is_there.then(|| view! { {choose} <div class="page charts">{one} {all}</div> })
    }
}

fn velocity_figure(results: &[SprintResult], width: i32) -> Figure {
    let number = Estimate::from_tenths;
    let bar = |result: &SprintResult| Bar {
        value: (result.done as i32 + 5) / 10,
        aim: Some((result.committed as i32 + 5) / 10),
        look: "fill",
        number: number(result.done).to_string(),
        name: result.name.clone(),
        said: format!(
            "{}: {} done, {} committed",
            result.name,
            number(result.done),
            number(result.committed)
        ),
    };
    let row = |result: &SprintResult| {
        vec![
            result.name.clone(),
            result.on.map(day_text).unwrap_or_default(),
            number(result.committed).to_string(),
            number(result.done).to_string(),
            format!("{} of {}", result.items.0, result.items.1),
        ]
    };
    let done: Vec<u32> = results.iter().map(|result| result.done).collect();
    let finding = match range(&done) {
        Some(range) if range.sprints > 1 => format!(
            "{} gave {} to {} points, the middle one {}.",
            count(range.sprints, "sprint"),
            number(range.least),
            number(range.most),
            number(range.middle)
        ),
        Some(range) => format!("One sprint gave {} points: no range yet.", number(range.middle)),
        None => "No sprint is finished yet.".to_owned(),
    };
    Figure {
        chart: bar_chart(results.iter().map(bar).collect(), width),
        finding,
        heads: vec!["Sprint", "Finished", "Committed", "Done", "Items done"],
        rows: results.iter().map(row).collect(),
    }
}

fn kept_figure(results: &[SprintResult], width: i32) -> Figure {
    let committed: Vec<&SprintResult> = results.iter().filter(|result| result.committed > 0).collect();
    let kept_of = |result: &SprintResult| share(result.kept, result.committed);
    let number = Estimate::from_tenths;
    let bar = |result: &&SprintResult| Bar {
        value: kept_of(result) as i32,
        aim: None,
        look: "fill",
        number: kept_of(result).to_string(),
        name: result.name.clone(),
        said: format!(
            "{}: {} %, {} of {}",
            result.name,
            kept_of(result),
            number(result.kept),
            number(result.committed)
        ),
    };
    let row = |result: &&SprintResult| {
        vec![
            result.name.clone(),
            number(result.committed).to_string(),
            number(result.kept).to_string(),
            format!("{} %", kept_of(result)),
        ]
    };
    let (kept, all): (u32, u32) =
        (committed.iter().map(|it| it.kept).sum(), committed.iter().map(|it| it.committed).sum());
    let finding = match all {
        0 => "No finished sprint had points when it was started.".to_owned(),
        all => format!(
            "{} % of the points committed to were done, over {}.",
            share(kept, all),
            count(committed.len(), "sprint")
        ),
    };
    Figure {
        chart: bar_chart_to(100, committed.iter().map(bar).collect(), width),
        finding,
        heads: vec!["Sprint", "Committed", "Done of it", "Share"],
        rows: committed.iter().map(row).collect(),
    }
}
