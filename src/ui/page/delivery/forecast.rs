//! When it will be done, and how much by a day: as odds, from the weeks behind.

use std::sync::Arc;

use leptos::prelude::*;

use super::Tracks;
use super::back_test::BackTest;
use super::weeks::{Weeks, is_left_out};
use crate::analysis::flow::{
    NoForecast, ODDS, SIZE_MOST, Throughput, Week, WorkLeft, how_many, items_left, left_among, subjects,
    weeks_done, weeks_for,
};
use crate::browser::{self, Anchor, day_text};
use crate::model::{Day, Id, RecordRef, SavedView};
use crate::ui::action::promise_day;
use crate::ui::action::view::{found_in, views_of};
use crate::ui::app::{App, use_app};
use crate::ui::chart::ChartSection;
use crate::ui::component::Icon;
use crate::ui::reactive::Memo;
use crate::view::chart::{Bar, Figure, bar_chart};
use crate::view::count;

const HOW: &str = "A number of items from the fewest to the most, each equally likely, is worked off by weeks like those of the history, each equally likely, until it is done. All ways in which that can go are counted, so that the same history gives the same odds, without dice. A day is said with 85 % where at least 85 of a hundred ways are done by then. Weeks are counted from today.";

/// What is asked about: a part of the work, or what a saved view shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Work(WorkLeft),
    View(Id),
}

impl Default for Asked {
    fn default() -> Self {
        Self::Work(WorkLeft::default())
    }
}

impl Asked {
    fn left(self, app: App, product: Id) -> usize {
        match self {
            Self::Work(work) => app.read(|workspace| items_left(workspace.tables(), product, work)),
            Self::View(view) => {
                let ids =
                    app.get::<SavedView>(view).map(|view| found_in(app, product, &view)).unwrap_or_default();
                app.read(|workspace| left_among(workspace.tables(), &ids))
            }
        }
    }

    /// The record it is, where a promise can be about it.
    fn record(self) -> Option<RecordRef> {
        match self {
            Self::Work(work) => work.record(),
            Self::View(_) => None,
        }
    }
}

/// What a person asks about.
#[derive(Clone, Copy)]
struct Question {
    subject: RwSignal<Asked>,
    /// The fewest and the most items it may come to; none for what is left now.
    low: RwSignal<Option<usize>>,
    high: RwSignal<Option<usize>>,
}

type Known = Memo<Result<Throughput, NoForecast>>;

/// The page.
#[component]
pub fn Forecast(tracks: Tracks) -> impl IntoView {
    let app = use_app();
    let weeks = Memo::new(move |_| tracks.with(|tracks| weeks_done(tracks, browser::today())));
    let counted = Memo::new(move |_| {
        weeks.get().into_iter().filter(|week| !is_left_out(app, *week)).collect::<Vec<Week>>()
    });
    let known: Known = Memo::new(move |_| {
        let done: Vec<u32> = counted.with(|weeks| weeks.iter().map(|week| week.done).collect());
        Throughput::of(&done)
    });
    let asked = Question {
        subject: RwSignal::new(Asked::default()),
        low: RwSignal::new(None),
        high: RwSignal::new(None),
    };
    let refused = Memo::new(move |_| known.with(|known| known.as_ref().err().map(ToString::to_string)));
    let answers = move || match refused.get() {
        Some(reason) => view! {
            <section class="sec" data-wide aria-label="No forecast">
                <header><h2>"No forecast"</h2></header>
                <div class="body"><p class="claim" role="status"><Icon name="warn" />{reason}</p></div>
            </section>
        }
        .into_any(),
        None => view! { <When known asked /> <HowMany known /> }.into_any(),
    };
    view! {
        <div class="page charts">
            {answers}
            <Weeks weeks />
            <BackTest weeks=counted />
        </div>
    }
}

/// The day a number of weeks from now.
fn in_weeks(weeks: usize) -> Day {
    browser::today().plus(weeks as i32 * 7)
}

/// The number in a field; none where it is empty or no number that can be looked at.
fn number(text: &str) -> Option<usize> {
    text.trim().parse().ok().filter(|number| *number <= SIZE_MOST)
}

/// When something will be done.
#[component]
fn When(known: Known, asked: Question) -> impl IntoView {
    let app = use_app();
    let left = Memo::new(move |_| {
        app.track_content();
        let Some(product) = app.product.get() else { return 0 };
        asked.subject.get().left(app, product)
    });
    let range = Memo::new(move |_| {
        let low = asked.low.get().unwrap_or_else(|| left.get());
        let high = asked.high.get().unwrap_or_else(|| left.get());
        (low.min(high), low.max(high))
    });
    let done_by = Memo::new(move |_| {
        let (low, high) = range.get();
        known.with(|known| known.as_ref().map(|known| known.done_by(low, high)).unwrap_or_default())
    });
    let choices = Memo::new(move |_| {
        app.track_content();
        let Some(product) = app.product.get() else { return Vec::new() };
        let work = app.read(|workspace| subjects(workspace.tables(), product));
        let work = work.into_iter().map(|(work, name)| (Asked::Work(work), name));
        let of_items = views_of(app, product).into_iter().filter(|view| view.table.is_empty());
        let views = of_items.map(|view| (Asked::View(view.meta.id), format!("View {}", view.name)));
        work.chain(views).collect::<Vec<(Asked, String)>>()
    });
    let options = move || {
        let option = |(place, (subject, name)): (usize, (Asked, String))| {
            let is_chosen = subject == asked.subject.get_untracked();
            view! { <option value=place.to_string() selected=is_chosen>{name}</option> }
        };
        choices.get().into_iter().enumerate().map(option).collect_view()
    };
    let choose = move |event| {
        let place: Option<usize> = event_target_value(&event).parse().ok();
        let chosen = choices.with_untracked(|choices| choices.get(place?).map(|(subject, _)| *subject));
        asked.subject.set(chosen.unwrap_or_default());
        asked.low.set(None);
        asked.high.set(None);
    };
    let size = move |name: &'static str, field: RwSignal<Option<usize>>| {
        let value = move || field.get().unwrap_or_else(|| left.get()).to_string();
        view! {
            <label>
                <span>{name}</span>
                <input class="boxed" type="number" min="0" max=SIZE_MOST.to_string() inputmode="numeric" prop:value=value on:change=move |event| field.set(number(&event_target_value(&event))) />
            </label>
        }
    };
    let note = Signal::derive(move || match range.get() {
        (low, high) if low == high => format!("{}, chances in per cent", count(low, "item")),
        (low, high) => format!("{low} to {high} items, chances in per cent"),
    });
    let draw = Arc::new(move |width| done_by.with(|done_by| odds_figure(done_by, width)));
    let dates = move || {
        let answers = ODDS.map(|odds| {
            let weeks = done_by.with(|done_by| weeks_for(done_by, odds));
            let (day, far) = match weeks {
                Some(0) => ("Done".to_owned(), "nothing is left".to_owned()),
                Some(weeks) => (day_text(in_weeks(weeks)), count(weeks, "week")),
                None => ("Not foreseeable".to_owned(), "more than ten years".to_owned()),
            };
            let promise = weeks.filter(|weeks| *weeks > 0).map(|weeks| {
                let anchor = format!("promise-{odds}");
                let said = format!("Promise {day}");
                let at = anchor.clone();
                let ask = move |_| {
                    let name = choices.with_untracked(|choices| {
                        let subject = asked.subject.get_untracked();
                        choices.iter().find(|(it, _)| *it == subject).map(|(_, name)| name.clone())
                    });
                    let told = (in_weeks(weeks), odds);
                    promise_day(app, name.unwrap_or_default(), told, asked.subject.get_untracked().record(), Anchor::of(&at));
                };
                view! { <button class="link" id=anchor aria-haspopup="dialog" aria-label=said on:click=ask>"Promise"</button> }
            });
            view! { <div><dt>{format!("{odds} %")}</dt><dd><b>{day}</b><span>{far}</span>{promise}</dd></div> }
        });
        answers.collect_view()
    };
    view! {
        <section class="sec" data-wide aria-label="When will it be done?">
            <header><h2>"When will it be done?"</h2><span class="n">{move || format!("{} left, ideas not counted", count(left.get(), "item"))}</span></header>
            <div class="body">
                <div class="ask">
                    <label><span>"What"</span><select class="boxed" on:change=choose>{options}</select></label>
                    {size("Fewest items", asked.low)}
                    {size("Most items", asked.high)}
                    <p class="say">"Most is more than what is left where items are added or split."</p>
                </div>
                <dl class="odds" aria-label="Odds">{dates}</dl>
            </div>
        </section>
        <div data-wide><ChartSection title="Odds by week" note how=HOW draw /></div>
    }
}

/// The chance that it is done in each week to come.
fn odds_figure(done_by: &[f64], width: i32) -> Figure {
    let percent = |chance: f64| (chance * 100.0 + 0.5) as i32;
    let sure = weeks_for(done_by, 85);
    let first = done_by.iter().position(|chance| percent(*chance) > 0).unwrap_or(0);
    let mut before = 0.0;
    let (mut bars, mut rows) = (Vec::new(), Vec::new());
    for (week, chance) in done_by.iter().copied().enumerate().skip(first) {
        let (here, by) = (percent(chance - before), percent(chance));
        // The end of the tail says nothing.
        if here == 0 && by > 50 {
            break;
        }
        before = chance;
        let day = day_text(in_weeks(week));
        let said = format!("By {day}: {by} %, in that week {here} %");
        rows.push(vec![day.clone(), week.to_string(), format!("{here} %"), format!("{by} %")]);
        let look = if sure.is_none_or(|sure| week <= sure) { "fill-1" } else { "fill" };
        bars.push(Bar { value: here, aim: None, look, number: format!("{here}"), name: day, said });
    }
    let finding = match sure {
        Some(0) => "Nothing is left to do.".to_owned(),
        Some(weeks) => {
            format!("For 85 %, say {}: {} from today.", day_text(in_weeks(weeks)), count(weeks, "week"))
        }
        None => "It does not end within ten years at this pace.".to_owned(),
    };
    Figure {
        chart: bar_chart(bars, width),
        finding,
        heads: vec!["By", "Weeks", "In that week", "Done by then"],
        rows,
    }
}

/// How much will be done by a day.
#[component]
fn HowMany(known: Known) -> impl IntoView {
    let day = RwSignal::new(in_weeks(4).to_string());
    let weeks = Memo::new(move |_| {
        let until: Day = day.get().parse().ok()?;
        usize::try_from(browser::today().days_until(until) / 7).ok().filter(|weeks| *weeks > 0)
    });
    let numbers = move || {
        let weeks = weeks.get()?;
        let at_least = known.with(|known| known.as_ref().ok().map(|known| known.at_least(weeks)))?;
        let answers = ODDS.map(|odds| {
            let number = how_many(&at_least, odds);
            view! { <div><dt>{format!("{odds} %")}</dt><dd><b>{number}</b><span>"or more"</span></dd></div> }
        });
        Some(view! { <dl class="odds" aria-label="Items by then">{answers.collect_view()}</dl> })
    };
    let said = move || match weeks.get() {
        Some(weeks) => format!("{} from today.", count(weeks, "whole week")),
        None => "Choose a day that is at least a week from now.".to_owned(),
    };
    view! {
        <section class="sec" data-wide aria-label="How many by a day?">
            <header><h2>"How many by a day?"</h2><span class="n">"items, whatever they are"</span></header>
            <div class="body">
                <div class="ask">
                    <label><span>"Day"</span><input class="boxed" type="date" min="1900-01-01" max="2199-12-31" value=day.get_untracked() on:input=move |event| day.set(event_target_value(&event)) /></label>
                    <p class="say" role="status" aria-label="Weeks from today">{said}</p>
                </div>
                {numbers}
            </div>
        </section>
    }
}
