//! What is done with sprints: plan one, pull into it, start it, finish it; judge what is in review.

use leptos::prelude::*;

use super::everywhere::go_to_tab;
use super::mend::ask_name;
use super::rules::set_status;
use super::target::{anchor_at, listed_names};
use crate::analysis::sprint::{items_in, of_state, planned, points, range, running, sprint_state, velocity};
use crate::browser::{Anchor, day_text};
use crate::command;
use crate::model::kind::{FINISHED, PLANNED, RUNNING, SPRINTS, VERDICT};
use crate::model::{Category, Day, Estimate, Id, Item, Product, RecordRef};
use crate::ui::app::{App, Choice, MenuItem};
use crate::view::{Place, Tab, count};

/// What a sprint is called.
pub fn sprint_name(app: App, sprint: Id) -> String {
    app.read(|workspace| {
        workspace
            .tables()
            .described(&SPRINTS, sprint)
            .map(|sprint| sprint.name().to_owned())
            .unwrap_or_default()
    })
}

/// The sprint of the page, else the next one of the product, else the one that runs.
fn meant(app: App) -> Option<Id> {
    let product = app.product.get_untracked()?;
    app.sprint.get_untracked().or_else(|| {
        app.read(|workspace| {
            let tables = workspace.tables();
            let sprint = planned(tables, product).or_else(|| running(tables, product));
            sprint.map(|it| it.meta.id)
        })
    })
}

/// Plans another sprint: named after the last one, after its last day.
pub fn plan_sprint(app: App) {
    let Some(product) = app.product.get_untracked() else { return };
    let name = next_name_of(app, product);
    let label = format!("Plan “{name}”");
    let made = app.edit(label.clone(), |tx| command::add_named(tx, SPRINTS.table, product, &name));
    if let Some(id) = made {
        app.chosen_sprint.set(Some((Tab::Plan, id)));
        go_to_tab(app, Place::Delivery, Tab::Plan);
        app.say_done(label);
    }
}

/// The name of the next sprint of a product.
fn next_name_of(app: App, product: Id) -> String {
    app.read(|workspace| {
        let sprints = workspace.tables().described_of(&SPRINTS, product).into_iter();
        next_name(&sprints.map(|sprint| sprint.name().to_owned()).collect::<Vec<_>>())
    })
}

/// The name after the last one: “Sprint 15” after “Sprint 14”.
fn next_name(names: &[String]) -> String {
    let number = |name: &String| name.rsplit(' ').next()?.parse::<u32>().ok();
    let last = names.iter().filter_map(number).max();
    let lead = names.iter().rev().find(|name| number(name).is_some()).and_then(|name| name.rsplit_once(' '));
    format!("{} {}", lead.map_or("Sprint", |(lead, _)| lead), last.unwrap_or(0) + 1)
}

/// Pulls items into the sprint that is meant, or takes them out of it.
pub fn pull(app: App, ids: &[Id]) {
    let Some(sprint) = meant(app) else {
        return app.say("No sprint is planned. Plan one in Delivery first.");
    };
    let is_in = |id: &Id| app.get::<Item>(*id).is_some_and(|item| item.sprint == Some(sprint));
    let are_in = ids.iter().all(is_in);
    let (what, name) = (listed_names(app, ids), sprint_name(app, sprint));
    let label =
        if are_in { format!("Take {what} out of {name}") } else { format!("Pull {what} into {name}") };
    let to = (!are_in).then_some(sprint);
    if app.edit(label.clone(), |tx| command::put_in_sprint(tx, ids, to)).is_some() {
        app.say_done(label);
    }
}

/// The points that can be counted on in a sprint of a product, in tenths: the middle of the past ones.
pub fn usual_points(app: App) -> Option<u32> {
    let product = app.product.get_untracked()?;
    let done = app.read(|workspace| velocity(workspace.tables(), product));
    range(&done).map(|range| range.middle)
}

/// Pulls from the top what fits into the middle of the past sprints; without any, asks for the points.
pub fn pull_fitting(app: App) {
    let Some(sprint) = meant(app) else { return };
    let run = move |room: u32| {
        let label = format!("Pull what fits into {}", sprint_name(app, sprint));
        match app.edit(label, |tx| command::pull_fitting(tx, sprint, room)) {
            Some(0) => {
                app.say("Nothing more fits. Only what is estimated, not blocked and not done is pulled.");
            }
            Some(pulled) => app.say_done(format!("Pulled {}", count(pulled, "item"))),
            None => {}
        }
    };
    if let Some(room) = usual_points(app) {
        return run(room);
    }
    let answers = move |typed: &str| {
        let Ok(points) = typed.trim().parse::<Estimate>() else { return Vec::new() };
        let label = format!("Up to {points} points");
        vec![Choice::new(label, "points", move || run(points.tenths()))]
    };
    app.ask("How many points fit?", "Points", Anchor::of("pull-fitting"), answers);
}

/// Starts the sprint that is meant, and goes to its board.
pub fn start_sprint(app: App) {
    let Some(sprint) = meant(app) else { return plan_sprint(app) };
    let label = format!("Start {}", sprint_name(app, sprint));
    if app.edit(label.clone(), |tx| command::start_sprint(tx, sprint)).is_some() {
        app.chosen_sprint.set(None);
        go_to_tab(app, Place::Delivery, Tab::Board);
        app.say_done(label);
    }
}

/// Where what is not done goes when a sprint is finished.
#[derive(Clone, Copy)]
enum Rest {
    Backlog,
    Planned(Id),
    New,
}

/// Asks where what is not done goes, and finishes the sprint that runs.
pub fn finish_sprint(app: App) {
    let Some(product) = app.product.get_untracked() else { return };
    let found = app.read(|workspace| {
        let tables = workspace.tables();
        let sprint = of_state(tables, product, RUNNING).pop()?;
        let items = items_in(tables, product, sprint.meta.id);
        let left: Vec<&Item> =
            items.into_iter().filter(|item| !crate::analysis::is_over(tables, item)).collect();
        let next: Vec<(Id, String)> =
            of_state(tables, product, PLANNED).iter().map(|it| (it.meta.id, it.name().to_owned())).collect();
        Some((sprint.meta.id, sprint.name().to_owned(), left.len(), points(left), next))
    });
    let Some((sprint, name, left, tenths, next)) = found else { return app.say("No sprint runs.") };
    let finish = move |rest: Rest| {
        let label = format!("Finish {}", sprint_name(app, sprint));
        let new = next_name_of(app, product);
        let done = app.edit(label.clone(), |tx| {
            let to = match rest {
                Rest::Backlog => None,
                Rest::Planned(id) => Some(id),
                Rest::New => Some(command::add_named(tx, SPRINTS.table, product, &new)?),
            };
            command::finish_sprint(tx, sprint, to)
        });
        if done.is_some() {
            app.chosen_sprint.set(Some((Tab::Review, sprint)));
            go_to_tab(app, Place::Delivery, Tab::Review);
            app.say_done(label);
        }
    };
    if left == 0 {
        return finish(Rest::Backlog);
    }
    let are = if left == 1 { "is" } else { "are" };
    let label = format!(
        "Finish {name}: {}, {} points, {are} not done",
        count(left, "item"),
        Estimate::from_tenths(tenths)
    );
    let on = next.into_iter().map(|(id, name)| {
        let words = format!("What is left goes on to {name}");
        MenuItem::new("delivery", words, move || finish(Rest::Planned(id)))
    });
    let fresh = MenuItem::new("plus", "What is left goes on to a new sprint", move || finish(Rest::New));
    let back =
        MenuItem::new("backlog", "What is left goes back to the backlog", move || finish(Rest::Backlog));
    let items = on.chain([fresh, back]).collect();
    let anchor = Anchor::of_focused(".btn").unwrap_or_else(|| Anchor::of("first-button"));
    app.offer(label, anchor, items);
}

/// Chooses which sprint the page looks at.
pub fn sprint_menu(app: App, anchor: Anchor) {
    let Some(product) = app.product.get_untracked() else { return };
    let current = app.sprint.get_untracked();
    let tab = app.route.with_untracked(|route| route.at().map(|at| at.tab).unwrap_or_default());
    let sprints: Vec<(Id, String)> = app.read(|workspace| {
        let all = workspace.tables().described_of(&SPRINTS, product);
        let fits = |it: &&&crate::workspace::Described| match tab {
            Tab::Plan => sprint_state(it) != FINISHED,
            Tab::Review | Tab::Charts => sprint_state(it) != PLANNED,
            _ => true,
        };
        all.iter().rev().filter(fits).map(|it| (it.meta.id, it.name().to_owned())).collect()
    });
    let entry = |(id, name): (Id, String)| MenuItem {
        checked: Some(current == Some(id)),
        ..MenuItem::new("delivery", name, move || app.chosen_sprint.set(Some((tab, id))))
    };
    let open = current.map(|id| {
        let open = move || app.inspect_record(RecordRef { table: SPRINTS.table, id });
        MenuItem { starts_group: true, ..MenuItem::new("panel", "Dates, capacity, name…", open) }
    });
    let another = MenuItem::new("plus", "Plan another sprint", move || plan_sprint(app));
    let is_running = current.is_some_and(|id| {
        app.read(|workspace| {
            workspace.tables().described(&SPRINTS, id).is_some_and(|it| sprint_state(it) == RUNNING)
        })
    });
    let finish =
        is_running.then(|| MenuItem::new("s-accepted", "Finish sprint…", move || finish_sprint(app)));
    let items = sprints.into_iter().map(entry).chain(open).chain([another]).chain(finish).collect();
    app.offer("Sprint", anchor, items);
}

/// The state of a product in which work is accepted.
fn accepted_state(app: App, ids: &[Id]) -> Option<String> {
    let product = ids.first().and_then(|id| app.get::<Item>(*id))?.product;
    let product = app.get::<Product>(product)?;
    let state = product.workflow.first(Category::Done)?;
    Some(state.id.clone())
}

/// Accepts items; what stands against it is asked about.
pub fn accept(app: App, ids: &[Id]) {
    if let Some(state) = accepted_state(app, ids) {
        set_status(app, ids, &state);
    }
}

/// Sends items back, with a reason.
pub fn return_items(app: App, ids: Vec<Id>, anchor: Option<Anchor>) {
    let goes = if ids.len() == 1 { "does" } else { "do" };
    let label = format!("Why {goes} {} go back?", listed_names(app, &ids));
    let words = |reason: &str| format!("Return: {reason}");
    let make = move |reason: &str, _| {
        let label = format!("Return {}", listed_names(app, &ids));
        if app.edit(label.clone(), |tx| command::return_items(tx, &ids, reason)).is_some() {
            app.say_done(label);
        }
    };
    let anchor = anchor_at(app, "row", anchor);
    ask_name(app, label, "What does not hold", anchor, words, make);
}

/// Asks what is promised for a day, and keeps it with the odds the forecast gives it now.
pub fn promise_day(
    app: App,
    what: String,
    (day, odds): (Day, u32),
    about: Option<RecordRef>,
    anchor: Anchor,
) {
    let Some(product) = app.product.get_untracked() else { return };
    let until = day_text(day);
    let label = format!("Promise {until}, told with {odds} %");
    let answers = move |typed: &str| {
        let name = if typed.trim().is_empty() { what.clone() } else { typed.trim().to_owned() };
        let said = format!("Promise “{name}” for {until}");
        let done = said.clone();
        let run = move || {
            if app.edit(done.clone(), |tx| command::promise(tx, product, &name, (day, odds), about)).is_some()
            {
                app.say_done("Kept in Promises: say there to whom");
            }
        };
        vec![Choice::to_make(said, false, run)]
    };
    app.ask(label, "What do you promise?", anchor, answers);
}

/// Says what follows from a sprint, and keeps it among the decisions.
pub fn decide(app: App, sprint: Id, verdict: &'static str) {
    let word = VERDICT.word(verdict).map_or(verdict, |word| word.name);
    let label = format!("{}: {}", sprint_name(app, sprint), word.to_lowercase());
    if app.edit(label.clone(), |tx| command::decide(tx, sprint, verdict)).is_some() {
        app.say_done(format!("{label}. Kept in Decisions"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_sprint_is_named_after_the_last() {
        let of = |names: &[&str]| next_name(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&[]), "Sprint 1");
        assert_eq!(of(&["Sprint 13", "Sprint 14"]), "Sprint 15");
        assert_eq!(of(&["Iteration 4", "Hardening"]), "Iteration 5");
    }
}
