//! What the lists of the guide come to: which role, where time goes, which skill next, how the team is.

use std::sync::Arc;

use leptos::prelude::*;

use crate::analysis::advisor::{ask_again, latest_role_check};
use crate::analysis::{
    Computed, TIMER_MOST, TimeSplit, computed, minutes_run, minutes_words, pulse_trend, running_timer,
    second_person, skill_gaps, time_split,
};
use crate::browser::{self, day_text};
use crate::model::RecordRef;
use crate::model::kind::{ACTIVITIES, HAT, ROLE_RESULT, SKILLS, TIME_ENTRIES};
use crate::ui::action::{ActionId, go_to_tab};
use crate::ui::app::use_app;
use crate::ui::chart::ChartSection;
use crate::ui::component::{SplitBar, TableCell, brief, read_table};
use crate::view::chart::{Series, series_chart};
use crate::view::{Place, Tab, count};

/// So many skills are drawn; the list has all.
const SKILLS_MOST: usize = 5;

/// What the latest role check said, and whether the work asks for a second person.
#[component]
pub fn RolesBrief() -> impl IntoView {
    let app = use_app();
    move || {
        app.track_content();
        let product = app.product.get()?;
        let today = browser::today();
        app.read(|workspace| {
            let tables = workspace.tables();
            let signs = second_person(tables, product, today);
            let there = signs.iter().filter(|sign| sign.is_there()).count();
            let known = signs.iter().filter(|sign| sign.seen.is_some()).count();
            let words = match latest_role_check(tables, product, today) {
                None => "Answer the questions in its panel.".to_owned(),
                Some((check, days)) => {
                    let result = computed(tables, product, check, &ROLE_RESULT, today);
                    let word = match result {
                        Some(Computed::Word(key)) => ROLE_RESULT.word(key),
                        _ => None,
                    };
                    let again = ask_again(tables, product, today).map_or("", |_| " That is more than a year: ask again.");
                    let name = word.map_or("", |word| word.name);
                    {
                        let ago = if days <= 0 { "today".to_owned() } else { format!("{} ago", count(days as usize, "day")) };
                        format!("“{}” said {ago}: {name}.{again}", check.name())
                    }
                }
            };
            let rows = signs.into_iter().map(|sign| {
                let says = match sign.seen {
                    None => "Not known yet",
                    Some(_) if sign.is_there() => "A sign",
                    Some(_) => "No sign",
                };
                vec![
                    TableCell::words(sign.words),
                    TableCell::number(sign.seen.map_or("–".to_owned(), |seen| seen.to_string())),
                    TableCell::number(sign.most.to_string()),
                    TableCell::words(says),
                ]
            });
            let heading = format!("{there} of {known} signs ask for a second person");
            Some(view! {
                {brief("Which role?", heading, words)}
                {read_table("Signs for a second person", &["Sign", "Seen", "More than", "Says"], rows.collect())}
            })
        })
    }
}

/// What has to be said about how time was logged.
fn remarks(split: &TimeSplit) -> String {
    let mut said = Vec::new();
    match split.targets {
        Some(100) => {}
        Some(sum) => said.push(format!("Your targets add up to {sum} %, and not to 100.")),
        None => said.push("Set a target for each activity, and see how far you are from it.".to_owned()),
    }
    let loose = split.all - split.rows.iter().map(|row| row.minutes).sum::<i64>();
    if loose > 0 {
        said.push(format!("{} have no activity.", minutes_words(loose)));
    }
    for (day, minutes) in &split.too_long {
        said.push(format!(
            "{} has {}: a day has 24 h. Correct it in the log.",
            day_text(*day),
            minutes_words(*minutes)
        ));
    }
    said.join(" ")
}

/// Where time went, beside where it was to go.
#[component]
pub fn TimeBrief() -> impl IntoView {
    let app = use_app();
    let log = move |_| go_to_tab(app, Place::Guide, Tab::Kind(&TIME_ENTRIES));
    move || {
        app.track_content();
        let product = app.product.get()?;
        let (split, timer) = app.read(|workspace| {
            let tables = workspace.tables();
            let timer = running_timer(tables, product).map(|(it, began)| (it.name().to_owned(), began));
            (time_split(tables, product, browser::today()), timer)
        });
        let timer = timer.map(|(name, began)| {
            let run = minutes_run(began, browser::now());
            if run > TIMER_MOST {
                format!("The timer on {name} has run for {} h: it was forgotten. Stop it, and say how long it was. ", run / 60)
            } else {
                format!("A timer runs on {name} since {}. ", browser::clock_text(began))
            }
        });
        let words = [timer.clone().unwrap_or_default(), remarks(&split)].concat();
        let heading = match split.all {
            0 => "No time logged in the last four weeks".to_owned(),
            all => format!(
                "{} a week, over {}",
                minutes_words(split.per_week(all)),
                count(split.weeks as usize, "week")
            ),
        };
        // The owner first, as on Today.
        let hats = [("po", "3"), ("pm", "1"), ("both", "4")].into_iter();
        let hats = hats.filter_map(|(key, tone)| Some((HAT.word(key)?, tone)));
        let hats = hats.map(|(word, tone)| (word.name, tone, split.of_hat(word.key)));
        let hats: Vec<(&str, &str, i64)> = hats.filter(|(.., minutes)| *minutes > 0).collect();
        let named =
            hats.iter().map(|(name, _, minutes)| format!("{name} {} %", split.share(*minutes).unwrap_or(0)));
        let named = named.collect::<Vec<_>>().join(", ");
        let bars = hats.into_iter().map(|(_, tone, minutes)| (tone, minutes as usize)).collect();
        let rows = split.rows.iter().map(|row| {
            let share = split.share(row.minutes);
            let off = share.zip(row.target).map(|(share, target)| share - target);
            let per_cent = |share: Option<i64>| share.map_or("–".to_owned(), |share| format!("{share} %"));
            let off = off.map_or("–".to_owned(), |off| match off {
                0 => "as meant".to_owned(),
                1.. => format!("{off} more"),
                _ => format!("{} less", -off),
            });
            vec![
                TableCell::record(row.name.clone(), RecordRef { table: ACTIVITIES.table, id: row.id }),
                TableCell::words(HAT.word(&row.hat).map_or("–", |word| word.name)),
                TableCell::number(minutes_words(split.per_week(row.minutes))),
                TableCell::number(per_cent(share)),
                TableCell::number(per_cent(row.target)),
                TableCell::words(off),
            ]
        });
        let table = (split.all > 0).then(|| {
            read_table(
                "Time by activity",
                &["Activity", "Hat", "A week", "Share", "Target", "Points off"],
                rows.collect(),
            )
        });
        let act = |words: &'static str, action: ActionId| {
            view! { <button class="btn" data-kind="edge" on:click=move |_| action.run(app)>{words}</button> }
                .into_any()
        };
        let stop = if timer.is_some() { "Stop the timer" } else { "Start a timer" };
        Some(
            view! {
                <section class="brief" aria-label="Time">
                    <div><h2>{heading}</h2><p>{words}</p></div>
                    <div class="buyin push"><SplitBar parts=bars /><span class="n">{named}</span></div>
                    {act("Log time", ActionId::LogTime)}
                    {act(stop, ActionId::StartOrStopTheTimer)}
                    <button class="btn" on:click=log>"The log"</button>
                </section>
                {table}
            }
            .into_any(),
        )
    }
}

/// The skills that are furthest from where they are to be, and the next step of each.
#[component]
pub fn SkillsBrief() -> impl IntoView {
    let app = use_app();
    move || {
        app.track_content();
        let product = app.product.get()?;
        let gaps = app.read(|workspace| skill_gaps(workspace.tables(), product));
        let Some(first) = gaps.first() else {
            let words = "Rate a skill and give it a target: those furthest from it come first here.";
            return Some(brief("Skills", "No gap is known yet".into(), words.into()));
        };
        let without = gaps.iter().filter(|gap| gap.next.is_none()).count();
        let words = match without {
            0 => "Each gap has a next step.".to_owned(),
            _ => format!("{} without a next step.", count(without, "gap")),
        };
        let heading = format!("Furthest to go: {}", first.name);
        let rows = gaps.into_iter().take(SKILLS_MOST).map(|gap| {
            let (step, by) = gap.next.unwrap_or(("None yet".to_owned(), None));
            vec![
                TableCell::record(gap.name, RecordRef { table: SKILLS.table, id: gap.id }),
                TableCell::words(gap.hat),
                TableCell::number(format!("{} of {}", gap.from_to.0, gap.from_to.1)),
                TableCell::words(step),
                TableCell::number(by.map(day_text).unwrap_or_default()),
            ]
        });
        let rows = rows.collect();
        Some(
            view! {
                {brief("Skills", heading, words)}
                {read_table("Widest gaps", &["Skill", "Hat", "Level", "Next step", "By"], rows)}
            }
            .into_any(),
        )
    }
}

/// How the team is, over time.
#[component]
pub fn PulsesTrend() -> impl IntoView {
    let app = use_app();
    let draw = Arc::new(move |width: i32| {
        app.track_content();
        let product = app.product.get();
        let points = product.map(|product| app.read(|workspace| pulse_trend(workspace.tables(), product)));
        let points = points.unwrap_or_default();
        series_chart(&Series { unit: "of 5".into(), points, ..Series::default() }, width, day_text)
    });
    view! {
        <div class="whole-chart"><ChartSection title="Team health" note="mean of four answers from 1 to 5" draw
            how="The mean of mood, workload, direction and working together, of each day on which a team was asked; of several teams on one day, the mean of theirs." /></div>
    }
}
