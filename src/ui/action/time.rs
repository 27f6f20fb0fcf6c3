//! What is done about time: log it, let a timer run; and the activities and skills that are usual.

use super::everywhere::go_to_tab;
use super::field::choice_of_error;
use crate::analysis::{TIMER_MOST, minutes_run, minutes_words, read_minutes, running_timer};
use crate::browser::{self, Anchor};
use crate::command;
use crate::model::Id;
use crate::model::kind::{ACTIVITIES, Kind};
use crate::ui::app::{App, Choice};
use crate::view::{Place, Tab, fuzzy_match};

fn anchor() -> Anchor {
    Anchor::of_focused(".btn").unwrap_or_else(|| Anchor::of("first-button"))
}

/// Adds the usual activities or skills, and shows them.
pub fn add_usual(app: App, kind: &'static Kind) {
    let Some(product) = app.product.get_untracked() else { return };
    let label = format!("Add the usual {}", kind.plural);
    match app.edit(label, |tx| command::add_usual(tx, kind, product)) {
        Some(0) => app.say("They are all there."),
        Some(added) => {
            go_to_tab(app, Place::Guide, Tab::Kind(kind));
            app.say_done(format!("Added {}", kind.count(added)));
        }
        None => {}
    }
}

/// Asks for an activity; without any, the usual ones are offered.
fn ask_activity(app: App, label: &'static str, run: fn(App, Id, String)) {
    let answers = move |typed: &str| {
        let Some(product) = app.product.get_untracked() else { return Vec::new() };
        let all: Vec<(Id, String)> = app.read(|workspace| {
            let all = workspace.tables().described_of(&ACTIVITIES, product).into_iter();
            all.map(|it| (it.meta.id, it.name().to_owned())).collect()
        });
        if all.is_empty() {
            let usual = move || add_usual(app, &ACTIVITIES);
            return vec![Choice::to_make("Add the usual activities first".into(), true, usual)];
        }
        let fits = all.into_iter().filter(|(_, name)| fuzzy_match(typed, name).is_some());
        let choice = |(id, name): (Id, String)| {
            Choice::new(name.clone(), ACTIVITIES.glyph, move || run(app, id, name.clone()))
        };
        let mut found: Vec<Choice> = fits.map(choice).collect();
        if found.is_empty() {
            let name = typed.trim().to_owned();
            let label = format!("Add activity “{name}”");
            let add = move || {
                let made = app.edit(format!("Add activity “{name}”"), |tx| {
                    command::add_described(tx, ACTIVITIES.table, product, &name)
                });
                if let Some(id) = made {
                    run(app, id, name.clone());
                }
            };
            found.push(Choice::to_make(label, true, add));
        }
        found
    };
    app.ask(label, "Activity", anchor(), answers);
}

/// Asks how long something was, and does with it what is to be done.
fn ask_minutes(app: App, label: String, run: impl Fn(i64) + Clone + Send + Sync + 'static) {
    let said = label.clone();
    let answers = move |typed: &str| {
        if typed.trim().is_empty() {
            return Vec::new();
        }
        let Some(minutes) = read_minutes(typed) else {
            let words = format!("“{}” is no length up to 24 h: write 1h 30, 45m or 1.5.", typed.trim());
            return vec![choice_of_error(app, words)];
        };
        let run = run.clone();
        vec![Choice::new(format!("{said}: {}", minutes_words(minutes)), "clock", move || run(minutes))]
    };
    // The box stays where the activity was typed, and what was typed in it with it.
    browser::clear_input(".menu input");
    let placeholder = "How long? 1h 30, 45m, 1.5";
    app.ask(label, placeholder, anchor(), answers);
}

/// Logs time of today on an activity, and how long it was.
pub fn log_time(app: App) {
    ask_activity(app, "Log time", |app, activity, name| {
        let label = format!("Log time on {name}");
        ask_minutes(app, label.clone(), move |minutes| {
            let Some(product) = app.product.get_untracked() else { return };
            if app.edit(label.clone(), |tx| command::log_time(tx, product, activity, minutes)).is_some() {
                app.say_done(format!("Logged {} on {name}", minutes_words(minutes)));
            }
        });
    });
}

/// Stops the timer that runs; where none does, starts one on an activity.
pub fn toggle_timer(app: App) {
    let Some(product) = app.product.get_untracked() else { return };
    let runs = app.read(|workspace| {
        let (entry, began) = running_timer(workspace.tables(), product)?;
        Some((entry.name().to_owned(), minutes_run(began, browser::now())))
    });
    let Some((name, run)) = runs else {
        return ask_activity(app, "Start a timer", |app, activity, name| {
            let Some(product) = app.product.get_untracked() else { return };
            let label = format!("Start a timer on {name}");
            if app.edit(label.clone(), |tx| command::start_timer(tx, product, activity)).is_some() {
                app.say_done(format!("Started a timer on {name}"));
            }
        });
    };
    let stop = move |minutes: Option<i64>| {
        let label = format!("Stop the timer on {name}");
        if let Some(minutes) = app.edit(label, |tx| command::stop_timer(tx, product, minutes)) {
            app.say_done(format!("Logged {} on {name}", minutes_words(minutes)));
        }
    };
    if run > TIMER_MOST {
        let label = format!("The timer has run for {} h: how long was it really?", run / 60);
        return ask_minutes(app, label, move |minutes| stop(Some(minutes)));
    }
    stop(None);
}
