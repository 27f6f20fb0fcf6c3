//! Trying out another plan: bars move, what follows is shown, and nothing is stored until a person keeps it.

use std::sync::Arc;

use leptos::prelude::*;

use super::TimelineFrame;
use crate::analysis::plan::{Compared, Plan, WhatIf, loads};
use crate::browser::{self, Anchor};
use crate::command;
use crate::model::{Day, Estimate, Id, Initiative, Product, Record, RecordRef};
use crate::ui::action::{FOUR_WEEKS, move_days, move_to_fit, plan_from, work_day};
use crate::ui::app::{App, MenuItem, use_app};
use crate::ui::component::ValueField;
use crate::ui::page::roadmap::changes::moved_words;
use crate::ui::reactive::Memo;
use crate::view::{BarPart, count};

/// Moves bars, or an end of each, by so many days: in the plan that is tried, where one is, else in the real one.
pub fn move_bars(app: App, frame: TimelineFrame, ids: &[Id], part: BarPart, by: i32) {
    if app.what_if.with_untracked(Option::is_none) {
        return move_days(app, ids, part, by);
    }
    let mut moved = Vec::new();
    for id in ids {
        let Some(days) = untrack(|| frame.days(*id)) else { continue };
        moved.push((*id, part.moved(days, by)));
    }
    // All of them, or none.
    if moved.iter().any(|(_, (first, last))| first > last) {
        return app.say("The end lies before the start.");
    }
    for (id, days) in moved {
        try_days(app, id, Some(days));
    }
    let first = ids.first().and_then(|id| untrack(|| frame.days(*id)));
    if let Some((first, last)) = first {
        app.announce(browser::span_text((first, last)));
    }
}

/// Tries other days for an initiative, or none.
pub fn try_days(app: App, id: Id, days: Option<(Day, Day)>) {
    app.what_if.update(|tried| {
        if let Some(tried) = tried {
            tried.days.insert(id, days);
        }
    });
}

/// Gives an initiative four weeks from a day: in the plan that is tried, where one is, else in the real one.
pub fn schedule(app: App, id: Id, first: Day) {
    if app.what_if.with_untracked(Option::is_none) {
        return plan_from(app, id, first);
    }
    let first = work_day(app, first);
    try_days(app, id, Some((first, first.plus(FOUR_WEEKS - 1))));
    app.go_to(id);
}

/// Moves a thing to the first day on which it fits; it takes as long as before. Only initiatives are tried.
pub fn fit_to(app: App, frame: TimelineFrame, record: RecordRef, to: Day) {
    if app.what_if.with_untracked(Option::is_none) {
        return move_to_fit(app, record, to);
    }
    match untrack(|| frame.days(record.id)).filter(|_| record.table == Initiative::TABLE) {
        Some((first, _)) => move_bars(app, frame, &[record.id], BarPart::Whole, first.days_until(to)),
        None => app.say("Only initiatives are tried: keep this or drop it, then shift the day."),
    }
}

/// Tries the plan without an initiative.
pub fn leave_out(app: App, id: Id) {
    try_days(app, id, None);
    let name = app.get::<Initiative>(id).map(|it| it.name.clone()).unwrap_or_default();
    app.announce(format!("{name} is left out"));
    browser::focus_soon("#tl-x");
}

/// What can be tried with a bar.
pub fn menu_of_tried(app: App, id: Id, anchor: Anchor) {
    let label = app.get::<Initiative>(id).map(|it| it.name.clone()).unwrap_or_default();
    let back = move || {
        app.what_if.update(|tried| {
            if let Some(tried) = tried {
                tried.days.remove(&id);
            }
        });
    };
    let items = vec![
        MenuItem { hint: "Del".into(), ..MenuItem::new("x", "Leave it out", move || leave_out(app, id)) },
        MenuItem::new("undo", "Back to where it is planned", back),
    ];
    app.offer(label, anchor, items);
}

/// Begins to try.
pub fn begin(app: App) {
    let product = app.product.get_untracked();
    app.what_if.set(Some(WhatIf { product, ..WhatIf::default() }));
    // What is written in the panel is the real plan.
    app.close_inspector();
    app.announce("Nothing is stored until you keep it");
    browser::focus_soon("#tl-x");
}

/// Makes what was tried the plan, in one step.
fn keep(app: App, frame: TimelineFrame, tried: &WhatIf) {
    let Some(product) = tried.product else { return };
    let real = frame.real.get_untracked();
    let now = |id: Id| real.as_ref().and_then(|real| real.things.get(real.place(id)?)?.days);
    // What lies where it lay is no change.
    let changed: Vec<_> = tried.days.iter().filter(|(id, days)| now(**id) != **days).collect();
    let label = match changed.len() {
        0 => "Keep what was tried".to_owned(),
        number => format!("Keep what was tried: {}", count(number, "initiative")),
    };
    let done = app.edit(label.clone(), |tx| {
        for (id, days) in changed {
            match days {
                Some((first, last)) => command::plan_between(tx, *id, *first, *last)?,
                None => command::unplan(tx, *id)?,
            }
        }
        if let Some(capacity) = tried.capacity {
            command::set_capacity(tx, product, &Estimate::from_tenths(capacity).to_string())?;
        }
        Ok(())
    });
    if done.is_some() {
        app.what_if.set(None);
        app.say_done(label);
    }
}

/// What follows of it, in a sentence.
fn words(it: Compared) -> String {
    let changed = match it.changed {
        0 => "Nothing is stored. Drag a bar, press it for more, or change what a month holds.".to_owned(),
        number => format!(
            "{} otherwise; the plan ends {}",
            count(number, "initiative"),
            match it.end {
                0 => "on the same day.".to_owned(),
                days => format!("{}.", moved_words(days)),
            }
        ),
    };
    let fits = match it.conflicts {
        (0, 0) => String::new(),
        (before, now) => format!(" Conflicts: {now} instead of {before}."),
    };
    let over = match it.over {
        (0, 0) => String::new(),
        (before, now) => format!(" Months that are too full: {now} instead of {before}."),
    };
    format!("{changed}{fits}{over}")
}

/// The strip over the timeline while something is tried.
#[component]
pub fn Strip(frame: TimelineFrame) -> impl IntoView {
    let app = use_app();
    let is_tried = Memo::new(move |_| app.what_if.with(Option::is_some));
    let capacity = move || {
        app.track_shared();
        app.product.get().and_then(|id| app.get::<Product>(id)).and_then(|product| product.capacity)
    };
    let compared = move || {
        let tried = app.what_if.get()?;
        let (real, plan): (Arc<Plan>, Arc<Plan>) = frame.real.get().zip(frame.plan.get())?;
        let today = browser::today();
        app.overview.with(|overview| {
            let (before, now) = (loads(&real, overview, today), loads(&plan, overview, today));
            Some(words(tried.compare((&real, &before), (&plan, &now), capacity())))
        })
    };
    let holds = move || {
        let now = app.what_if.with(|tried| tried.as_ref().and_then(|tried| tried.capacity)).or_else(capacity);
        let save = move |text: String| -> Result<(), String> {
            let tenths = match text.trim() {
                "" => None,
                text => Some(text.parse::<Estimate>().map_err(|error| error.to_string())?.tenths()),
            };
            app.what_if.update(|tried| {
                if let Some(tried) = tried {
                    tried.capacity = tenths;
                }
            });
            Ok(())
        };
        let value = now.map(|tenths| Estimate::from_tenths(tenths).to_string()).unwrap_or_default();
        view! { <ValueField label="A month holds, in points" kind="text" value save=Arc::new(save) /> }
    };
    move || {
        is_tried.get().then(|| {
            let kept = move |_| {
                if let Some(tried) = app.what_if.get_untracked() {
                    keep(app, frame, &tried);
                }
            };
            view! {
                <section class="what-if" aria-label="What if">
                    <b>"What if"</b>
                    <p role="status">{compared}</p>
                    <label class="push">"A month holds " {holds}</label>
                    <button class="btn" on:click=move |_| app.what_if.set(None)>"Drop it"</button>
                    <button class="btn" data-kind="primary" on:click=kept>"Keep it as the plan"</button>
                </section>
            }
        })
    }
}
