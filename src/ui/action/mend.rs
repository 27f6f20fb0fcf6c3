//! Making and changing the links of the line: choose a record, or name a new one, in one box.

use std::sync::Arc;

use leptos::prelude::*;

use super::target::{name_of, names, title_and_key};
use crate::analysis::{Joint, current_vision};
use crate::browser::{self, Anchor};
use crate::command;
use crate::model::kind::{Kind, SPRINTS};
use crate::model::{Goal, Id, Initiative, Item, ItemType, Metric, Product, Record, RecordRef, Release};
use crate::ui::app::{App, Choice, Overlay};
use crate::view::Matches;
use crate::workspace::Tx;

/// What a link leads to, or why it cannot be made.
type Linked = Result<Option<Id>, command::CommandError>;

/// The table whose records a joint links to.
fn target(joint: Joint) -> Option<&'static str> {
    match joint {
        Joint::Goal => Some(Goal::TABLE),
        Joint::Initiative => Some(Initiative::TABLE),
        Joint::Epic => Some(Item::TABLE),
        Joint::Release => Some(Release::TABLE),
        Joint::Sprint => Some(SPRINTS.table),
        Joint::Metric => Some(Metric::TABLE),
        Joint::Vision | Joint::Criteria => None,
    }
}

/// What one of the records a joint links to is called.
fn noun(joint: Joint) -> &'static str {
    match joint {
        Joint::Vision => "vision",
        Joint::Goal => "goal",
        Joint::Initiative => "initiative",
        Joint::Epic => "epic",
        Joint::Criteria => "acceptance criterion",
        Joint::Release => "release",
        Joint::Sprint => "sprint",
        Joint::Metric => "outcome metric",
    }
}

/// The words of the button that makes a missing link.
pub fn mend_words(app: App, from: RecordRef, joint: Joint) -> &'static str {
    match joint {
        Joint::Vision if from.table == Product::TABLE => "Write the vision",
        Joint::Vision => {
            let product = app.product.get_untracked();
            let number = product.and_then(|it| {
                app.read(|workspace| current_vision(workspace.tables(), it).map(|vision| vision.number))
            });
            if number.is_some() { "Serve the current vision" } else { "Write the vision" }
        }
        Joint::Goal => "Choose a goal",
        Joint::Initiative => "Choose an initiative",
        Joint::Epic => "Choose an epic",
        Joint::Criteria => "Write the first criterion",
        Joint::Release => "Choose a release",
        Joint::Sprint => "Choose a sprint",
        Joint::Metric => "Add an outcome metric",
    }
}

/// Makes or changes a link of a record, where it can be made at once; else opens what is needed for it.
pub fn mend(app: App, from: RecordRef, joint: Joint, anchor: Anchor) {
    let Some(product) = app.product.get_untracked() else { return };
    let vision = app.read(|workspace| current_vision(workspace.tables(), product).map(|it| it.meta.id));
    match (joint, vision) {
        (Joint::Vision, Some(vision)) if from.table == Goal::TABLE => {
            let label = format!("{} serves the vision", name_of(app, from));
            let joined = app.edit(label.clone(), |tx| command::join(tx, from, joint, Some(vision)));
            if joined.is_some() {
                app.say_done(label);
            }
        }
        (Joint::Vision, _) => app.overlay.set(Overlay::Vision { is_new_version: false }),
        (Joint::Criteria, _) => {
            app.inspect_record(from);
            browser::focus_soon(".insp .add");
        }
        _ => pick(app, product, vec![from], joint, anchor),
    }
}

/// Makes or changes a link of several items at once.
pub fn link_items(app: App, ids: &[Id], joint: Joint, anchor: Anchor) {
    let Some(product) = app.product.get_untracked() else { return };
    pick(app, product, ids.iter().map(|id| RecordRef::to::<Item>(*id)).collect(), joint, anchor);
}

fn pick(app: App, product: Id, from: Vec<RecordRef>, joint: Joint, anchor: Anchor) {
    let Some(table) = target(joint) else { return };
    let label = format!("The {} of {}", noun(joint), names(app, &from));
    let from: Arc<[RecordRef]> = from.into();
    let answers = move |typed: &str| answers(app, product, &from, joint, table, typed);
    app.ask(label, "Choose, or name a new one", anchor, answers);
}

/// Makes one link of each, with the words for Undo and History.
fn link(app: App, label: String, from: &[RecordRef], joint: Joint, to: impl Fn(&mut Tx<'_>) -> Linked) {
    let done = app.edit(label.clone(), |tx| {
        let to = to(tx)?;
        from.iter().try_for_each(|from| command::join(tx, *from, joint, to))
    });
    if done.is_some() {
        app.say_done(label);
    }
}

fn answers(
    app: App,
    product: Id,
    from: &Arc<[RecordRef]>,
    joint: Joint,
    table: &'static str,
    typed: &str,
) -> Vec<Choice> {
    let (current, has_own): (Vec<Option<Id>>, bool) = app.read(|workspace| {
        let tables = workspace.tables();
        let current = from.iter().map(|from| command::joined(tables, *from, joint)).collect();
        (current, from.iter().any(|from| command::joined_itself(tables, *from, joint).is_some()))
    });
    let set = |to: Option<Id>, words: String| {
        // What is so already is no change, and offers no Undo.
        let is_so = to.is_some() && current.iter().all(|current| *current == to);
        let from = Arc::clone(from);
        move || {
            if !is_so {
                link(app, format!("{}: {words}", names(app, &from)), &from, joint, |_| Ok(to));
            }
        }
    };
    let mut found = Matches::to(typed);
    app.read(|workspace| {
        let tables = workspace.tables();
        let Some(known) = tables.any(table) else { return };
        for id in known.in_order(product) {
            let is_epic = || tables.items.get(id).is_some_and(|item| item.kind == ItemType::Epic);
            if from.iter().any(|from| from.id == id) || table == Item::TABLE && !is_epic() {
                continue;
            }
            found.offer(known.title(id).unwrap_or_default(), false, RecordRef { table, id });
        }
    });
    let new = found.new_name().map(|name| {
        let (new, from) = (name.to_owned(), Arc::clone(from));
        let run = move || {
            let label = format!("New {} “{new}” for {}", noun(joint), names(app, &from));
            link(app, label, &from, joint, |tx| command::add_named(tx, table, product, &new).map(Some));
        };
        Choice::to_make(format!("New {} “{name}”", noun(joint)), false, run)
    });
    let none = (typed.trim().is_empty() && has_own).then(|| {
        let words = format!("No {}", noun(joint));
        let run = set(None, words.to_lowercase());
        Choice::new(words, "x", run)
    });
    let mut choices = Vec::new();
    for record in found.best() {
        let linked = current.iter().filter(|current| **current == Some(record.id)).count();
        let (title, hint) = title_and_key(app, record);
        let run = set(Some(record.id), title.clone());
        let choice = Choice::to_check(title, linked == from.len(), run);
        choices.push(Choice { hint, stays: false, ..choice.held_by(linked, from.len()) });
    }
    choices.extend(new.or(none));
    choices
}

/// Makes something of a name, under the words for doing it.
type Make = Arc<dyn Fn(&str, String) + Send + Sync>;

/// Asks for a name in a box at a place; `words` says what making it is called, `make` makes it.
pub(super) fn ask_name(
    app: App,
    label: String,
    placeholder: &'static str,
    anchor: Anchor,
    words: impl Fn(&str) -> String + Send + Sync + 'static,
    make: impl Fn(&str, String) + Send + Sync + 'static,
) {
    // Told by pointers from here on: the box is the same code for every name.
    let words: Arc<dyn Fn(&str) -> String + Send + Sync> = Arc::new(words);
    let make: Make = Arc::new(make);
    let answers = move |typed: &str| {
        let name = typed.trim().to_owned();
        if name.is_empty() {
            return Vec::new();
        }
        let label = words(&name);
        let (said, make) = (label.clone(), Arc::clone(&make));
        vec![Choice::to_make(label, false, move || make(&name, said.clone()))]
    };
    app.ask(label, placeholder, anchor, answers);
}

/// Names and makes a record, and stays where one is.
pub fn add_here(
    app: App,
    table: &'static str,
    noun: &'static str,
    placeholder: &'static str,
    anchor: Anchor,
) {
    let Some(product) = app.product.get_untracked() else { return };
    let words = move |name: &str| format!("Add {noun} “{name}”");
    let make = move |name: &str, label: String| {
        if app.edit(label.clone(), |tx| command::add_named(tx, table, product, name)).is_some() {
            app.say_done(format!("Added {noun} “{name}”"));
        }
    };
    ask_name(app, format!("New {noun}"), placeholder, anchor, words, make);
}

/// What a record of a table is called in a sentence.
fn noun_of(app: App, table: &'static str) -> &'static str {
    Kind::of_table(table).map_or_else(
        || app.read(|workspace| workspace.tables().any(table).map_or("record", |table| table.noun())),
        |kind| kind.noun,
    )
}

/// Makes a record of a table, after the others of the product, and opens it.
pub fn make_now(app: App, table: &'static str, name: &str) {
    let Some(product) = app.product.get_untracked() else { return };
    let noun = noun_of(app, table);
    let label = format!("Add {noun} “{name}”");
    if let Some(id) = app.edit(label, |tx| command::add_named(tx, table, product, name)) {
        app.go_to_record(RecordRef { table, id });
        app.say_done(format!("Added {noun} “{name}”"));
        if Kind::of_table(table).is_some() {
            // In the list, where the next key makes another or fills a cell.
            app.go_to(id);
        }
    }
}

/// Names and makes a record of a table.
pub fn make_named(app: App, table: &'static str, placeholder: &'static str) {
    if app.product.get_untracked().is_none() {
        return app.go(&crate::view::Route::Start);
    }
    let noun = noun_of(app, table);
    let words = move |name: &str| format!("Add {noun} “{name}”");
    let make = move |name: &str, _| make_now(app, table, name);
    let anchor = Anchor::of_focused(".btn").unwrap_or_else(|| Anchor::of("first-button"));
    ask_name(app, format!("New {noun}"), placeholder, anchor, words, make);
}
