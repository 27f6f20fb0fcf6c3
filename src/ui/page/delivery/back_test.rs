//! The forecast held against what came.

use leptos::prelude::*;

use crate::analysis::flow::{BackTest, ODDS, Week, back_test, hit_rate};
use crate::browser::day_text;
use crate::ui::reactive::Memo;
use crate::view::count;

/// How many weeks each past forecast was about.
const AHEAD: usize = 4;
/// How many past times are looked at: a year of Mondays.
const TIMES_MOST: usize = 52;

/// How often the same method would have been right.
#[component]
pub fn BackTest(weeks: Memo<Vec<Week>>) -> impl IntoView {
    let checks = Memo::new(move |_| {
        let done: Vec<u32> = weeks.with(|weeks| weeks.iter().map(|week| week.done).collect());
        back_test(&done, AHEAD, TIMES_MOST)
    });
    let finding = move || {
        checks.with(|checks| match hit_rate(checks) {
            Some([_, _, rate, _]) => format!(
                "At 85 % it would have been right {rate} times in a hundred, of {}.",
                count(checks.len(), "past time")
            ),
            None => "There are too few weeks to look back: it takes nine.".to_owned(),
        })
    };
    let heads = || {
        let heads = ODDS.map(|odds| view! { <th scope="col" class="num">{format!("{odds} %")}</th> });
        heads.collect_view()
    };
    let rates = move || {
        let rates = checks.with(|checks| hit_rate(checks))?;
        let cells = rates.map(|rate| view! { <td class="num"><b>{format!("{rate} %")}</b></td> });
        Some(view! { <tr><td>"Right"</td>{cells.collect_view()}<td></td></tr> })
    };
    let row = move |check: BackTest| {
        let from = weeks.with_untracked(|weeks| weeks.get(check.known).map(|week| day_text(week.monday)));
        let said = check.said.map(|said| {
            let is_right = check.came >= said;
            view! { <td class="num" data-missed=(!is_right).then_some("")>{said}{(!is_right).then_some(" missed")}</td> }
        });
        view! { <tr><td>{from}</td>{said.collect_view()}<td class="num">{check.came}</td></tr> }
    };
    let rows = move || checks.get().into_iter().rev().map(row).collect_view();
    view! {
        <section class="sec" data-long aria-label="Was it right before?">
            <header><h2>"Was it right before?"</h2><span class="n">{format!("items in {AHEAD} weeks, said then and done")}</span></header>
            <div class="body">
                <h3 class="claim">{finding}</h3>
                <div class="scroll" tabindex="0" role="region" aria-label="Past forecasts">
                    <table class="table" data-kind="twin">
                        <thead><tr><th scope="col">"From"</th>{heads()}<th scope="col" class="num">"Done"</th></tr></thead>
                        <tbody>{rates}{rows}</tbody>
                    </table>
                </div>
                <div class="asides">
                    <details>
                        <summary>"How is this computed?"</summary>
                        <p class="say">"For each Monday of the last year: what the forecast would have said with the weeks known by then about the four that followed, against what was done in them. An honest forecast is right about as often as its odds, a little more because items come in whole numbers. Neighbours share weeks, so few of them prove little."</p>
                    </details>
                </div>
            </div>
        </section>
    }
}
