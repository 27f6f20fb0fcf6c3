//! How work has flowed: what was where, how long it took, how much was done, and how much of the time was work.

use std::sync::Arc;

use leptos::prelude::*;

use super::Tracks;
use crate::analysis::flow::{
    Finished, Track, cumulative, done_between, efficiency, finished, mean, mean_in_work, monday_of,
    percentile, throughput_by_little, weeks_done,
};
use crate::browser::{self, day_text};
use crate::model::{Day, Id, Item, RecordRef};
use crate::ui::app::{App, use_app};
use crate::ui::chart::ChartSection;
use crate::ui::component::SplitBar;
use crate::ui::reactive::Memo;
use crate::view::chart::{Bar, Dot, Figure, bar_chart, cumulative_chart, scatter_chart};
use crate::view::{Period, count};

const CUMULATIVE: &str = "For each day, how many items were in which kind of state at its end, from the changes of state that items keep. Done lies at the foot, then review, active and open; ideas and what was dropped are left out. Before its first known day an item is not counted. Stories, bugs, chores and spikes count; an epic is its parts.";
const CYCLE: &str = "Days from the first day an item was in an active state to the day it was done, both included: begun and done on one day is 1. What was put back keeps its first day; what was taken up again counts when it is done again. The lines are percentiles by nearest rank: so many in a hundred took no longer. Items that were done without having been begun are left out.";
const THROUGHPUT: &str = "Items that were done from Monday to Sunday. Weeks in which nothing was done count. The week under way has a dashed edge and is not in the sentence.";

/// The first and the last day that are looked at.
type Span = Memo<(Day, Day)>;

/// The page.
#[component]
pub fn Flow(tracks: Tracks) -> impl IntoView {
    let app = use_app();
    let period = Memo::new(move |_| app.device.with(|device| device.period));
    let span: Span = Memo::new(move |_| {
        let today = browser::today();
        let known = tracks.with(|tracks| tracks.iter().filter_map(Track::first_day).min());
        (period.get().first_day(known.unwrap_or(today), today), today)
    });
    let done = Memo::new(move |_| {
        let (first, last) = span.get();
        Arc::new(tracks.with(|tracks| finished(tracks, first, last)))
    });
    let choice = move |it: Period| {
        let is_on = move || (period.get() == it).to_string();
        view! { <button aria-pressed=is_on on:click=move |_| app.device.update(|device| device.period = it)>{it.name()}</button> }
    };
    let days_note = Signal::derive(move || {
        let (first, last) = span.get();
        format!("items, {} to {}", day_text(first), day_text(last))
    });
    let done_note = Signal::derive(move || {
        let timed = done.with(|done| done.iter().filter(|it| it.cycle.is_some()).count());
        format!("{}, days from begun to done", count(timed, "item"))
    });
    let cumulative = Arc::new(move |width| {
        let (first, last) = span.get();
        tracks.with(|tracks| cumulative_chart(first, &cumulative(tracks, first, last), width, day_text))
    });
    let cycle = Arc::new(move |width| {
        let dots: Vec<Dot> = done.with(|done| done.iter().filter_map(|it| dot(app, it)).collect());
        scatter_chart(&dots, span.get(), width, day_text)
    });
    let throughput = Arc::new(move |width| tracks.with(|tracks| week_figure(tracks, span.get(), width)));
    view! {
        <div class="viewbar">
            <div class="seg" role="group" aria-label="Period">{Period::ALL.map(choice).collect_view()}</div>
        </div>
        <div class="page charts">
            <ChartSection title="Cumulative flow" note=days_note how=CUMULATIVE draw=cumulative />
            <ChartSection title="Cycle time" note=done_note how=CYCLE draw=cycle />
            <ChartSection title="Throughput" note="items done in a week" how=THROUGHPUT draw=throughput />
            <Time tracks span done />
        </div>
    }
}

/// The key of an item, as it is said.
fn key_of(app: App, id: Id) -> String {
    app.read(|workspace| workspace.address_of(RecordRef::to::<Item>(id))).unwrap_or_default()
}

fn dot(app: App, it: &Finished) -> Option<Dot> {
    Some(Dot { name: key_of(app, it.id), on: it.on, days: it.cycle? })
}

/// Bars of whole weeks, and of the one under way.
fn week_figure(tracks: &[Track], (first, today): (Day, Day), width: i32) -> Figure {
    let mut weeks = weeks_done(tracks, today);
    weeks.retain(|week| week.monday >= monday_of(first));
    let numbers: Vec<u32> = weeks.iter().map(|week| week.done).collect();
    let bar = |monday: Day, done: u32, look, said: &str| Bar {
        value: done as i32,
        aim: None,
        look,
        number: done.to_string(),
        name: day_text(monday),
        said: format!("{said} {}: {done} done", day_text(monday)),
    };
    let mut bars: Vec<Bar> =
        weeks.iter().map(|week| bar(week.monday, week.done, "fill", "Week of")).collect();
    let now = monday_of(today);
    bars.push(bar(now, done_between(tracks, now, today), "s0", "Week under way, from"));
    let rows = bars.iter().map(|bar| vec![bar.name.clone(), bar.number.clone()]).collect();
    let (least, most) = (numbers.iter().min(), numbers.iter().max());
    let finding = match (least, most, percentile(&numbers, 50)) {
        (Some(least), Some(most), Some(middle)) if numbers.len() > 1 => {
            format!("{} gave {least} to {most}, the middle one {middle}.", count(numbers.len(), "week"))
        }
        _ => "There is no whole week to speak of yet.".to_owned(),
    };
    Figure { chart: bar_chart(bars, width), finding, heads: vec!["Week from", "Done"], rows }
}

/// A number in thousandths with one decimal.
fn one_decimal(thousandths: u64) -> String {
    let tenths = (thousandths + 50) / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// What became of the days between begun and done.
#[component]
fn Time(tracks: Tracks, span: Span, done: Memo<Arc<Vec<Finished>>>) -> impl IntoView {
    let days = Memo::new(move |_| {
        let (first, last) = span.get();
        tracks.with(|tracks| efficiency(tracks, first, last))
    });
    let finding = move || match days.get().percent() {
        Some(percent) => format!("{percent} % of the days between begun and done were work."),
        None => "Nothing that was begun has been done in this time.".to_owned(),
    };
    let parts = move || {
        let days = days.get();
        let parts =
            [("1", days.worked, "worked on"), ("bad", days.blocked, "blocked"), ("3", days.waited, "waited")];
        let bar = parts.iter().map(|(tone, days, _)| (*tone, *days as usize)).collect();
        let words = parts.map(|(tone, days, word)| {
            view! { <li><i data-tone=tone></i>{format!("{} {word}", count(days as usize, "day"))}</li> }
        });
        view! { <SplitBar parts=bar /><ul class="legend" data-kind="flow">{words.collect_view()}</ul> }
    };
    let little = move || {
        let (first, last) = span.get();
        let in_work = tracks.with(|tracks| mean_in_work(&cumulative(tracks, first, last)))?;
        let cycle = done.with(|done| mean(&done.iter().filter_map(|it| it.cycle).collect::<Vec<u32>>()))?;
        let weekly = throughput_by_little(in_work, cycle)? * 7;
        let came = done.with(|done| done.len() as u64 * 7_000) / (first.days_until(last) as u64 + 1);
        let lead =
            done.with(|done| percentile(&done.iter().filter_map(|it| it.lead).collect::<Vec<u32>>(), 50));
        let lead = lead.map(|days| {
            format!(" Half of them were done within {} of being asked for.", count(days as usize, "day"))
        });
        Some(format!(
            "Little’s law: {} in work on average, {} days each, make {} a week; {} were done.{}",
            one_decimal(in_work),
            one_decimal(cycle),
            one_decimal(weekly),
            one_decimal(came),
            lead.unwrap_or_default()
        ))
    };
    view! {
        <section class="sec" aria-label="Flow efficiency">
            <header><h2>"Flow efficiency"</h2><span class="n">"days of items done, from begun to done"</span></header>
            <div class="body">
                <h3 class="claim">{finding}</h3>
                {parts}
                <p class="say">{little}</p>
                <div class="asides">
                    <details>
                        <summary>"How is this computed?"</summary>
                        <p class="say">"A day counts as a whole, by how it ended: blocked if the item was blocked, worked on if its state was active, else waited, which review is, too. The day it was done counts as worked on. Efficiency is days worked on ÷ all days. Little’s law: throughput is work in progress ÷ cycle time, each an average; where the two numbers differ much, work piles up or runs out."</p>
                    </details>
                </div>
            </div>
        </section>
    }
}
