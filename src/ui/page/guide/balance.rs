//! The two hats beside each other: the last seven days, and how far the plan reaches.

use leptos::prelude::*;

use super::{Facts, facts, product_key};
use crate::analysis::{Balance, running_timer};
use crate::model::Estimate;
use crate::ui::action::ActionId;
use crate::ui::app::use_app;
use crate::ui::component::SplitBar;
use crate::view::{Place, Route, Tab, count};

/// The last seven days as a bar, and in words.
pub fn week_body(week: &Balance) -> AnyView {
    let is_logged = week.minutes != [0, 0];
    let [pm, po] = if is_logged {
        week.minutes.map(|minutes| usize::try_from(minutes).unwrap_or(0))
    } else {
        week.touched
    };
    let all = pm + po;
    let of =
        if is_logged { count(all.div_ceil(60), "hour") } else { format!("{} touched", count(all, "record")) };
    let share = (po * 100 + all / 2).checked_div(all);
    let words = match share {
        None => "Nothing was touched by either hat in seven days.".to_owned(),
        Some(share) => format!("Owner {share} %, manager {} % of {of} in seven days.", 100 - share),
    };
    let [pm_stale, po_stale] = week.stale;
    let stale = format!("Stale duties: {pm_stale} of the manager, {po_stale} of the owner.");
    view! { <div class="body"><SplitBar parts=vec![("3", po), ("1", pm)] /><p class="say">{words}" "{stale}</p></div> }
        .into_any()
}

/// How many initiatives and open points lie now, next and later; what is missing is said.
pub fn ahead_body(facts: &Facts) -> AnyView {
    let rows: Vec<AnyView> = facts
        .ahead
        .iter()
        .map(|it| {
            let points = Estimate::from_tenths(it.open_tenths);
            let words = format!("{}, {points} points open", count(it.initiatives, "initiative"));
            view! { <li><span class="t">{it.horizon.name()}</span><span class="meta end">{it.warning().map_or(words, str::to_owned)}</span></li> }
                .into_any()
        })
        .collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

/// The balance of the week, as Today shows it.
#[component]
pub fn BalanceCard() -> impl IntoView {
    let app = use_app();
    let facts = facts(app);
    move || {
        let week = facts.with(|facts| (!facts.all.is_empty()).then(|| week_body(&facts.week)));
        let href = Route::tab(&product_key(app), Place::Guide, Tab::Duties).href();
        let timer = app.product.get().and_then(|product| {
            app.read(|workspace| {
                running_timer(workspace.tables(), product).map(|(it, _)| it.name().to_owned())
            })
        });
        let timer = timer.map(|name| {
            let stop = move |_| ActionId::StartOrStopTheTimer.run(app);
            view! { <p class="say">{format!("A timer runs on {name}. ")}<button class="link" on:click=stop>"Stop it"</button></p> }
        });
        view! { <section class="sec" data-kind="hats"><header><h2>"Two hats"</h2><span class="n">"this week"</span><a class="link" href=href>"Guide"</a></header>{week}{timer}</section> }
    }
}
