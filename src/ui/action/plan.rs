//! Giving things of the plan their days, and moving them.

use leptos::prelude::*;

use super::target::{listed_names, name_of};
use crate::analysis::plan::{Calendar, baselines};
use crate::browser::{self, Anchor, day_text};
use crate::command;
use crate::model::kind::BASELINE_ON;
use crate::model::{Day, Id, Initiative, Product, RecordRef};
use crate::ui::app::{App, MenuItem};
use crate::view::{BarPart, count};

/// How long something is planned that has only a first day, in days.
pub const FOUR_WEEKS: i32 = 28;

/// Moves bars, or an end of each, by so many days, and says where the first of them is now.
pub fn move_days(app: App, ids: &[Id], part: BarPart, days: i32) {
    let later = if days > 0 { "later" } else { "earlier" };
    let what = match part {
        BarPart::Whole => "",
        BarPart::Start => "start of ",
        BarPart::End => "end of ",
    };
    let label = format!(
        "Move {what}{} {} {later}",
        listed_names(app, ids),
        count(days.unsigned_abs() as usize, "day")
    );
    let done = app.edit(label, |tx| {
        ids.iter().try_for_each(|id| {
            let Some(it) = tx.get::<Initiative>(*id) else { return Ok(()) };
            let Some((first, last)) = it.days() else { return Ok(()) };
            match part {
                BarPart::Whole => command::shift(tx, RecordRef::to::<Initiative>(*id), days),
                BarPart::Start => command::plan_between(tx, *id, first.plus(days), last),
                BarPart::End => command::plan_between(tx, *id, first, last.plus(days)),
            }
        })
    });
    let first = ids.first().and_then(|id| app.get::<Initiative>(*id));
    if let (Some(()), Some(it)) = (done, first) {
        let day = |day: Option<Day>| day.map(day_text).unwrap_or_default();
        app.say_done(format!("{}: {} to {}", it.name, day(it.start), day(it.end)));
    }
}

/// A day, or the first working day after it where it is none.
pub fn work_day(app: App, day: Day) -> Day {
    let product = app.product.get_untracked().and_then(|id| app.get::<Product>(id));
    product.map_or(day, |product| {
        let calendar = Calendar::of(&product);
        calendar.day(calendar.before(day))
    })
}

/// Plans an initiative for four weeks from a day.
pub fn plan_from(app: App, id: Id, first: Day) {
    let first = work_day(app, first);
    let last = first.plus(FOUR_WEEKS - 1);
    let record = RecordRef::to::<Initiative>(id);
    let label = format!("Schedule {}: {} to {}", name_of(app, record), day_text(first), day_text(last));
    if app.edit(label.clone(), |tx| command::plan_between(tx, id, first, last)).is_some() {
        app.say_done(label);
        app.go_to(id);
    }
}

/// Moves a thing of the plan to the first day on which it fits; it takes as long as before.
pub fn move_to_fit(app: App, record: RecordRef, to: Day) {
    let Some(days) = app.read(|workspace| days_to(workspace.tables(), record, to)) else { return };
    let label = format!("Shift {} to {}", name_of(app, record), day_text(to));
    if app.edit(label.clone(), |tx| command::shift(tx, record, days)).is_some() {
        app.say_done(label);
        browser::focus_soon("#tl-x, h1");
    }
}

/// How many days lie between the first day of a thing and another.
fn days_to(tables: &crate::workspace::Tables, record: RecordRef, to: Day) -> Option<i32> {
    let product = tables.any(record.table)?.owner(record.id)?;
    let plan = crate::analysis::plan::Plan::of(tables, product)?;
    let (first, _) = plan.things.get(plan.place(record.id)?)?.days?;
    Some(first.days_until(to))
}

/// Keeps the plan as it is, under the name of the day.
pub fn take_baseline(app: App) {
    let Some(product) = app.product.get_untracked() else { return };
    let name = day_text(browser::today());
    let label = format!("Baseline of {name}");
    if app.edit(label.clone(), |tx| command::take_baseline(tx, product, &name)).is_some() {
        app.say_done(label);
    }
}

/// The baselines the plan can be compared with; none where that is asked for.
pub fn compare_menu(app: App, chosen: RwSignal<Option<Id>>, can_be_none: bool, anchor: Anchor) {
    let Some(product) = app.product.get_untracked() else { return };
    let all: Vec<(Id, String, Option<Day>)> = app.read(|workspace| {
        let all = baselines(workspace.tables(), product);
        all.iter().map(|it| (it.meta.id, it.name().to_owned(), it.day(&BASELINE_ON))).collect()
    });
    let current = chosen.get_untracked();
    let mut items: Vec<MenuItem> = Vec::new();
    if can_be_none {
        let none = MenuItem::new("", "Nothing", move || chosen.set(None));
        items.push(MenuItem { checked: Some(current.is_none()), ..none });
    }
    for (id, name, on) in all {
        let item = MenuItem::new("clock", name, move || chosen.set(Some(id)));
        items.push(MenuItem {
            hint: on.map(day_text).unwrap_or_default(),
            checked: Some(current == Some(id)),
            ..item
        });
    }
    let take = MenuItem::new("plus", "Take a baseline now", move || take_baseline(app));
    items.push(MenuItem { starts_group: true, ..take });
    app.offer("Compare with", anchor, items);
}
