//! The ritual of the day: a bar that leads through the pages it needs, and the note it ends in.

use std::time::Duration;

use leptos::prelude::*;

use crate::analysis::{Ritual, TimeLeft, ritual_due, ritual_note};
use crate::browser::{self, day_text};
use crate::command;
use crate::model::kind::{RITUAL, RITUALS};
use crate::model::{Day, Id};
use crate::ui::action::ritual::{
    RitualProgress, begin_ritual, go_on_with_ritual, is_on, later_menu, skip, step_route,
};
use crate::ui::action::{NO_COPY, copy_text};
use crate::ui::app::{Overlay, use_app};
use crate::ui::component::{FormDialog, Icon};
use crate::ui::reactive::Memo;
use crate::view::Place;

/// How often the time that is left is read.
const TICK: Duration = Duration::from_secs(20);

fn left_words(progress: &RitualProgress) -> String {
    match (progress.left, progress.run) {
        (TimeLeft::Minutes(left), None) => format!("{left} min"),
        (TimeLeft::Minutes(left), Some(_)) if left > 0 => format!("about {left} min left"),
        (TimeLeft::Minutes(_), Some(_)) => "time is up".to_owned(),
        (TimeLeft::Left, _) => {
            format!("begun on {}", progress.begun.map(day_text).unwrap_or_default())
        }
        (TimeLeft::Unknown, _) => "time not known: the clock was set back".to_owned(),
    }
}

/// The bar: on Today what is due, elsewhere what goes on.
#[component]
pub fn RitualBar() -> impl IntoView {
    let app = use_app();
    let ticks = RwSignal::new(0u32);
    let clock = set_interval_with_handle(move || ticks.update(|ticks| *ticks += 1), TICK);
    on_cleanup(move || drop(clock.map(|clock| clock.clear())));
    let is_today = Memo::new(move |_| app.route.with(|route| route.here() == Some(Place::Today)));
    let progress = Memo::new(move |_| {
        ticks.track();
        app.track_content();
        app.product.track();
        app.device.track();
        // What is due is only asked where it is offered.
        let is_today = is_today.get();
        RitualProgress::running(app).or_else(|| if is_today { RitualProgress::offered(app) } else { None })
    });
    move || {
        let progress = progress.get()?;
        let ritual = Ritual::of(progress.ritual)?;
        app.route.track();
        let at = progress.at();
        let steps: Vec<AnyView> = ritual
            .steps
            .iter()
            .enumerate()
            .map(|(place, step)| {
                let is_done = progress.done.get(place) == Some(&true);
                let is_now = at == Some(place) && progress.run.is_some();
                let (glyph, said) = match (is_done, is_now) {
                    (true, _) => ("s-accepted", "done"),
                    (_, true) => ("s-doing", "now"),
                    _ => ("s-draft", "to do"),
                };
                view! {
                    <li data-done=is_done.then_some("") aria-current=is_now.then_some("step")>
                        <Icon name=glyph /><span class="aloud">{said}": "</span>{step.name}
                    </li>
                }
                .into_any()
            })
            .collect();
        let key = ritual.key;
        let here = at.and_then(|at| step_route(app, ritual, at)).is_some_and(|route| is_on(app, &route));
        let is_seen_here = at.and_then(|at| ritual.steps.get(at)).is_some_and(|step| step.signs.is_empty());
        let verb = match (progress.run, at) {
            (None, _) => "Start today’s ritual",
            (Some(_), None) => "Finish…",
            (Some(_), Some(_)) if here && !is_seen_here => "Pass this step",
            (Some(_), Some(_)) if here => "Next step",
            _ => "Continue",
        };
        let ask =
            at.filter(|_| progress.run.is_some()).and_then(|at| ritual.steps.get(at)).map(|step| step.ask);
        let buttons = match progress.run {
            None => view! {
                <button class="btn" on:click=move |_| skip(app, key, None)>"Skip today"</button>
                <button class="btn" id="ritual-later" aria-haspopup="menu" on:click=move |_| later_menu(app, key)>"Later"</button>
            }
            .into_any(),
            Some(run) => view! {
                <button class="btn" on:click=move |_| {
                    let made = app.edit("Leave the ritual", |tx| command::leave_ritual(tx, run));
                    if made.is_some() {
                        app.say_done("Left the ritual");
                    }
                }>"Leave"</button>
                {at.map(|_| view! { <button class="btn" on:click=move |_| app.overlay.set(Overlay::FinishRitual(run))>"Finish…"</button> })}
            }
            .into_any(),
        };
        Some(view! {
            <section class="ritual" aria-label="Ritual">
                <h2>{ritual.name()}</h2>
                <ol class="steps">{steps}</ol>
                <span class="saved push" role="timer">{left_words(&progress)}</span>
                {buttons}
                <button class="btn" data-kind="primary" title="G N" aria-keyshortcuts="G N" on:click=move |_| go_on_with_ritual(app)>{verb}</button>
                {ask.map(|ask| view! { <p class="say">{ask}</p> })}
            </section>
        })
    }
}

/// What came of a run, to be kept, and copied.
#[component]
pub fn FinishRitual(
    /// The run.
    run: Id,
) -> impl IntoView {
    let app = use_app();
    let passed = untrack(|| RitualProgress::running(app)).filter(|it| it.run == Some(run));
    let known = app.read(|workspace| {
        let tables = workspace.tables();
        let kept = tables.described(&RITUALS, run)?;
        let ritual = Ritual::of(kept.words(&RITUAL))?;
        let done = passed.map(|it| it.done).unwrap_or_default();
        Some((ritual.name(), ritual_note(tables, kept, ritual, &done, browser::today())))
    });
    let (name, note) = known.unwrap_or_default();
    let note = RwSignal::new(note);
    let submit = move || {
        let made = app.edit(format!("Finish “{name}”"), |tx| {
            command::finish_ritual(tx, run, &note.get_untracked())
        });
        if made.is_some() {
            app.overlay.set(Overlay::None);
            app.say_done(format!("Finished “{name}”; its note stands in Guide, Rituals"));
        }
    };
    let copy = move |_| {
        copy_text(
            app,
            note.get_untracked(),
            "Copied the note.".into(),
            format!("{NO_COPY} Select the text instead."),
        );
    };
    view! {
        <FormDialog heading=format!("Finish “{name}”") on_submit=submit>
            <label class="field">
                <span>"What came of it"</span>
                <textarea rows="9" on:input=move |event| note.set(event_target_value(&event))>{note.get_untracked()}</textarea>
            </label>
            <div class="go">
                <button class="btn" data-kind="primary" type="submit">"Keep the note"</button>
                <button class="btn" data-kind="edge" type="button" on:click=copy>"Copy the note"</button>
            </div>
        </FormDialog>
    }
}

/// Every ritual with when it comes, and the press that starts it.
#[component]
pub fn RitualCalendar() -> impl IntoView {
    let app = use_app();
    move || {
        app.track_content();
        let product = app.product.get()?;
        let today = browser::today();
        let all: Vec<(&'static Ritual, Option<Day>)> = app.read(|workspace| {
            Ritual::all().iter().map(|it| (it, ritual_due(workspace.tables(), product, it, today))).collect()
        });
        let rows = all.into_iter().map(|(ritual, due)| {
            let key = ritual.key;
            let when = match due {
                None => String::new(),
                Some(day) if day <= today => "due".to_owned(),
                Some(day) => day_text(day),
            };
            let said = format!("{}, {} min", ritual.rhythm.words(), ritual.minutes);
            let steps = ritual.steps.iter().map(|step| step.name).collect::<Vec<_>>().join(", ");
            view! {
                <li data-tone=(due.is_some_and(|day| day <= today)).then_some("warn") title=steps>
                    <span class="t">{ritual.name()}</span>
                    <span class="meta">{said}</span>
                    <span class="meta">{when}</span>
                    <button class="link end" aria-label=format!("Start: {}", ritual.name()) on:click=move |_| begin_ritual(app, key)>"Start"</button>
                </li>
            }
            .into_any()
        });
        let rows: Vec<AnyView> = rows.collect();
        Some(view! {
            <section class="sec calendar" aria-label="All rituals">
                <header><h2>"All rituals"</h2><span class="n">"what each goes through, and when it comes next"</span></header>
                <ul class="rows">{rows}</ul>
            </section>
        })
    }
}
