//! Rituals: begun, gone on with, left out or put off.

use leptos::prelude::*;

use crate::analysis::flow::monday_of;
use crate::analysis::{
    Ritual, RitualStep, Sighting, TimeLeft, ritual_of_day, running_ritual, steps_seen, time_left,
};
use crate::browser::{self, Anchor, day_text};
use crate::command;
use crate::model::kind::RITUAL_ON;
use crate::model::{Day, Id, Product};
use crate::ui::app::{App, Choice, MenuItem, Overlay};
use crate::view::{Route, fuzzy_match};

/// How far a ritual is.
#[derive(Clone, PartialEq)]
pub struct RitualProgress {
    /// Which ritual.
    pub ritual: &'static str,
    /// Its run; none while it is only offered.
    pub run: Option<Id>,
    /// The steps that are done.
    pub done: Vec<bool>,
    /// Those that were looked at, or passed over.
    passed: Vec<bool>,
    /// How much time there is.
    pub left: TimeLeft,
    /// The day it was begun.
    pub begun: Option<Day>,
}

impl RitualProgress {
    /// As it is now: what goes on, else what is due today.
    pub fn of(app: App) -> Option<Self> {
        Self::running(app).or_else(|| Self::offered(app))
    }

    /// What is due today.
    pub fn offered(app: App) -> Option<Self> {
        let product = app.product.get_untracked()?;
        let lens = app.lens();
        let ritual =
            app.read(|workspace| ritual_of_day(workspace.tables(), product, lens, browser::today()))?;
        let none = vec![false; ritual.steps.len()];
        let left = TimeLeft::Minutes(ritual.minutes);
        Some(Self { ritual: ritual.key, run: None, done: none.clone(), passed: none, left, begun: None })
    }

    /// What goes on.
    pub fn running(app: App) -> Option<Self> {
        let product = app.product.get_untracked()?;
        app.read(|workspace| {
            let tables = workspace.tables();
            let (ritual, run) = running_ritual(tables, product)?;
            let passed = passed_steps(app, run.meta.id, ritual);
            let seen = steps_seen(tables, run, ritual, browser::today());
            // A step that nothing shows is done once its page was looked at; what matters may be what it was.
            let has_focus = tables.products.get(product).is_some_and(|product| !product.focus.is_empty());
            let is_done = |((step, seen), passed): ((&RitualStep, &Option<Sighting>), &bool)| {
                let is_looked_at = step.signs.is_empty() || has_focus && step.is_focus();
                seen.is_some() || is_looked_at && *passed
            };
            Some(Self {
                ritual: ritual.key,
                run: Some(run.meta.id),
                done: ritual.steps.iter().zip(&seen).zip(&passed).map(is_done).collect(),
                passed,
                left: time_left(run, ritual, browser::now()),
                begun: run.day(&RITUAL_ON),
            })
        })
    }

    /// The first step that is neither done nor passed over.
    pub fn at(&self) -> Option<usize> {
        self.done.iter().zip(&self.passed).position(|(done, passed)| !done && !passed)
    }
}

/// Which steps of a run were looked at, or passed over.
fn passed_steps(app: App, run: Id, ritual: &Ritual) -> Vec<bool> {
    app.device.with_untracked(|device| {
        let kept = device.ritual_steps.get(&run.to_string());
        let is_kept = |at: usize| kept.is_some_and(|kept| kept.contains(&at.to_string()));
        (0..ritual.steps.len()).map(is_kept).collect()
    })
}

/// Where a step is done.
pub fn step_route(app: App, ritual: &Ritual, at: usize) -> Option<Route> {
    let step = ritual.steps.get(at)?;
    let product = app.product.get_untracked().and_then(|id| app.get::<Product>(id))?;
    let hash = format!("#/{}/{}", product.key.to_address(), step.page);
    Some(app.read(|workspace| Route::parse(&hash, &workspace.tables().own_fields())))
}

/// Whether a page is open.
pub fn is_on(app: App, route: &Route) -> bool {
    app.route.with_untracked(|here| here.bare() == route.bare())
}

/// Notes that a step was looked at, or passed over.
fn pass(app: App, run: Id, at: usize) {
    app.device.update(|device| {
        let key = run.to_string();
        // What was kept of other runs is over.
        device.ritual_steps.retain(|kept, _| *kept == key);
        device.ritual_steps.entry(key).or_default().insert(at.to_string());
    });
}

/// Begins a ritual and goes to its first step.
pub fn begin_ritual(app: App, key: &'static str) {
    let Some(product) = app.product.get_untracked() else { return };
    let label = format!("Start “{}”", Ritual::of(key).map_or("", Ritual::name));
    if app.edit(label, |tx| command::begin_ritual(tx, product, key)).is_some()
        && let Some(route) = Ritual::of(key).and_then(|ritual| step_route(app, ritual, 0))
    {
        app.go(&route);
    }
}

/// Goes on with the ritual of the day: begins it, goes to its next step, or ends it.
pub fn go_on_with_ritual(app: App) {
    let Some(progress) = untrack(|| RitualProgress::of(app)) else {
        app.say("No ritual is due today. All of them stand in Guide, Rituals.");
        return;
    };
    let Some(run) = progress.run else { return begin_ritual(app, progress.ritual) };
    let Some(ritual) = Ritual::of(progress.ritual) else { return };
    let Some(at) = progress.at() else { return app.overlay.set(Overlay::FinishRitual(run)) };
    match step_route(app, ritual, at) {
        Some(route) if !is_on(app, &route) => app.go(&route),
        _ => {
            pass(app, run, at);
            match untrack(|| RitualProgress::of(app)).and_then(|progress| progress.at()) {
                Some(next) => drop(step_route(app, ritual, next).map(|route| app.go(&route))),
                None => app.overlay.set(Overlay::FinishRitual(run)),
            }
        }
    }
}

/// Leaves a ritual out for now, or until a day.
pub fn skip(app: App, key: &'static str, until: Option<Day>) {
    let Some(product) = app.product.get_untracked() else { return };
    let name = Ritual::of(key).map_or("", Ritual::name);
    if app.edit(format!("Skip “{name}”"), |tx| command::skip_ritual(tx, product, key, until)).is_some() {
        app.say_done(until.map_or_else(
            || format!("Skipped “{name}”"),
            |day| format!("Put “{name}” off until {}", day_text(day)),
        ));
    }
}

/// Offers days until which a ritual is put off.
pub fn later_menu(app: App, key: &'static str) {
    let today = browser::today();
    let item = |label: &str, day: Day| MenuItem::new("clock", label, move || skip(app, key, Some(day)));
    let items = vec![
        item("Tomorrow", today.plus(1)),
        item("On Monday", monday_of(today).plus(7)),
        item("In two weeks", today.plus(14)),
    ];
    app.offer("Put off", Anchor::of("ritual-later"), items);
}

/// Lets a person choose which ritual to start.
pub fn choose_ritual(app: App) {
    let answers = move |typed: &str| {
        let all = Ritual::all().iter().filter(|it| fuzzy_match(typed, it.name()).is_some());
        let choice = |ritual: &'static Ritual| {
            Choice::new(ritual.name().to_owned(), "", move || begin_ritual(app, ritual.key))
                .with_hint(ritual.rhythm.words().to_owned())
        };
        all.map(choice).collect()
    };
    let anchor = Anchor::of("first-button");
    app.ask("Start a ritual", "Which ritual?", anchor, answers);
}
