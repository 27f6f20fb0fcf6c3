//! The events of a sprint: what each goes through, and a time box that says when it is over, wherever one is by then.

use std::time::Duration;

use leptos::prelude::*;

use super::plan::read_sprint;
use crate::analysis::sprint::span;
use crate::browser;
use crate::format::sprint_calendar;
use crate::ui::action::save_file;
use crate::ui::app::{App, TimeBox, use_app};

/// An event with its usual length and its agenda.
struct Event {
    name: &'static str,
    minutes: u64,
    agenda: &'static [&'static str],
}

static EVENTS: [Event; 5] = [
    Event {
        name: "Planning",
        minutes: 120,
        agenda: &[
            "Why is this sprint worth it? Write its goal.",
            "What can be done? Pull from the top, look at the range and the risks.",
            "How will it be done? Who begins with what?",
        ],
    },
    Event {
        name: "Daily",
        minutes: 15,
        agenda: &[
            "Walk the board, the oldest card first.",
            "What is blocked, and who clears it away?",
            "What is the plan until tomorrow?",
        ],
    },
    Event {
        name: "Review",
        minutes: 60,
        agenda: &[
            "The goal, and what came of it.",
            "Show what is done, and hear what people say.",
            "What moved in the forecast? What follows?",
        ],
    },
    Event {
        name: "Retrospective",
        minutes: 45,
        agenda: &[
            "What became of what we agreed last time?",
            "What went well? What is to be improved?",
            "One or two things to try: make items of them.",
        ],
    },
    Event {
        name: "Refinement",
        minutes: 60,
        agenda: &[
            "Take the first that is not ready: what is it for, and for whom?",
            "Is it one thing? Can it be shown that it is done? How large is it?",
            "Mark it ready, or leave it for whoever knows.",
        ],
    },
];

fn start(app: App, event: &'static Event) {
    let length = Duration::from_secs(event.minutes * 60);
    let running = TimeBox { event: event.name, until: browser::now_ms() + length.as_millis() as f64 };
    app.time_box.set(Some(running));
    set_timeout(
        move || {
            if app.time_box.get_untracked() == Some(running) {
                app.time_box.set(None);
                app.say(format!("Time is up: {}", running.event.to_lowercase()));
            }
        },
        length,
    );
}

/// What is left of a time box: “12:05”.
fn left_words(until: f64) -> String {
    let seconds = ((until - browser::now_ms()).max(0.0) / 1_000.0).ceil() as u64;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// The agenda of an event and its time box.
#[component]
pub fn Timer(
    /// The event that is chosen first, by its place.
    #[prop(default = 2)]
    event: usize,
) -> impl IntoView {
    let app = use_app();
    let at = RwSignal::new(event);
    let ticks = RwSignal::new(0u32);
    let clock = set_interval_with_handle(
        move || {
            if app.time_box.with_untracked(Option::is_some) {
                ticks.update(|ticks| *ticks += 1);
            }
        },
        Duration::from_secs(1),
    );
    on_cleanup(move || {
        if let Ok(clock) = clock {
            clock.clear();
        }
    });
    let event = move || EVENTS.get(at.get());
    let choice = move |(place, event): (usize, &'static Event)| {
        let is_on = move || (at.get() == place).to_string();
        view! { <button aria-pressed=is_on on:click=move |_| at.set(place)>{event.name}</button> }
    };
    let agenda = move || {
        let lines = event()?.agenda.iter().map(|line| view! { <li>{*line}</li> });
        Some(view! { <ol class="agenda">{lines.collect_view()}</ol> })
    };
    let when = move || {
        let (first, last) = read_sprint(app, |_, _, sprint| span(sprint))??;
        Some(format!(
            "Planning on {}, a daily on each working day, review and retrospective on {}.",
            browser::day_text(first),
            browser::day_text(last)
        ))
    };
    let save = move |_| {
        let text = untrack(|| {
            let text = read_sprint(app, |_, _, sprint| {
                Some((sprint.name().to_owned(), sprint_calendar(sprint, browser::now())?))
            });
            text.flatten()
        });
        match text {
            Some((name, text)) => {
                let _ = save_file(app, &name, "throughline-sprint.ics", "text/calendar", &text);
            }
            None => app.say("The sprint needs its first and its last day."),
        }
    };
    let button = move || {
        ticks.track();
        match app.time_box.get() {
            Some(running) => view! {
                <b role="timer" aria-label="Time left">{left_words(running.until)}</b>
                <span class="n">{running.event.to_lowercase()}</span>
                <button class="btn" on:click=move |_| app.time_box.set(None)>"Stop"</button>
            }
            .into_any(),
            None => event()
                .map(|event| view! {
                    <button class="btn" data-kind="edge" on:click=move |_| start(app, event)>{format!("Start {} minutes", event.minutes)}</button>
                })
                .into_any(),
        }
    };
    view! {
        <details class="timer">
            <summary>"Agenda and time box"</summary>
            <div class="go">
                <div class="seg" role="group" aria-label="Event">{EVENTS.iter().enumerate().map(choice).collect_view()}</div>
                {button}
            </div>
            {agenda}
            <p class="say">{when} " " <button class="link" on:click=save>"Save as a calendar file"</button></p>
        </details>
    }
}
