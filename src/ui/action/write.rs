//! Writing at an item: for whom it is, who does it, what it has to do with others, what people said.

use std::sync::Arc;

use leptos::prelude::*;

use super::target::{anchor_at, common, listed_names};
use crate::analysis::speaks_for;
use crate::browser::Anchor;
use crate::command::{self, ItemChange, NoteList, Relation};
use crate::model::kind::{FEEDBACK, PERSONAS, SOURCE, SPEAKS_FOR};
use crate::model::{Id, Item, Person, Record, RecordRef, fold};
use crate::ui::app::{App, Choice, MenuItem};
use crate::view::{ANSWERS_MOST, Matches, row_of};
use crate::workspace::{Described, Tx};

/// A name that was chosen or written.
#[derive(Clone, Debug)]
enum Named {
    Known(Id, String),
    New(String),
    None,
}

/// A box for a name among those that are known, for a new one, or for none.
struct NameBox {
    label: String,
    placeholder: &'static str,
    noun: &'static str,
    none: &'static str,
    /// The table whose names are known; asked for each time something is typed.
    known: &'static str,
    current: Option<Id>,
    icon: &'static str,
}

impl NameBox {
    fn open(self, app: App, anchor: Anchor, choose: impl Fn(Named) + Send + Sync + 'static) {
        let choose: Arc<dyn Fn(Named) + Send + Sync> = Arc::new(choose);
        let Self { label, placeholder, noun, none, known, current, icon } = self;
        let answers = move |typed: &str| {
            let choice = |words: String, icon, named: Named| {
                let choose = Arc::clone(&choose);
                Choice::new(words, icon, move || choose(named.clone()))
            };
            let mut found = Matches::to(typed);
            let all = names(app, known);
            for (id, name) in &all {
                found.offer(name, false, RecordRef { table: known, id: *id });
            }
            let new = found
                .new_name()
                .map(|name| choice(format!("New {noun} “{name}”"), "plus", Named::New(name.to_owned())));
            let is_some = current.is_some() && typed.trim().is_empty();
            let none = is_some.then(|| choice(none.to_owned(), "x", Named::None));
            let mut choices = Vec::new();
            for record in found.best() {
                if let Some((id, name)) = all.iter().find(|(id, _)| *id == record.id) {
                    let known = Named::Known(*id, name.clone());
                    choices.push(choice(name.clone(), icon, known).ticked(current == Some(*id)));
                }
            }
            choices.extend(new.or(none));
            choices
        };
        app.ask(label, placeholder, anchor, answers);
    }
}

/// The names of a table: of the product of the place where they belong to one.
fn names(app: App, table: &str) -> Vec<(Id, String)> {
    let product = app.product.get_untracked();
    app.read(|workspace| {
        let Some(kept) = workspace.tables().any(table) else { return Vec::new() };
        let name = |id: Id| Some((id, kept.title(id)?.to_owned()));
        kept.live_in(product).into_iter().filter_map(name).collect()
    })
}

/// The record of a name, made where it is new.
fn id_of(tx: &mut Tx<'_>, named: &Named, make: impl FnOnce(&mut Tx<'_>, &str) -> Option<Id>) -> Option<Id> {
    match named {
        Named::Known(id, _) => Some(*id),
        Named::New(name) => make(tx, name),
        Named::None => None,
    }
}

/// Asks for whom items are.
pub fn persona_picker(app: App, ids: Vec<Id>, anchor: Option<Anchor>) {
    let Some(product) = app.product.get_untracked() else { return };
    let name_box = NameBox {
        label: format!("Persona of {}", listed_names(app, &ids)),
        placeholder: "Who is it for?",
        noun: "persona",
        none: "Nobody in particular",
        known: PERSONAS.table,
        current: common(app, &ids, |item| item.persona).flatten(),
        icon: "person",
    };
    let anchor = anchor_at(app, "persona", anchor);
    name_box.open(app, anchor, move |named| {
        let label = match &named {
            Named::Known(_, name) | Named::New(name) => {
                format!("{} is for “{name}”", listed_names(app, &ids))
            }
            Named::None => format!("{} is for nobody in particular", listed_names(app, &ids)),
        };
        let ids = ids.clone();
        app.edit(label, move |tx| {
            let persona =
                id_of(tx, &named, |tx, name| command::described_named(tx, &PERSONAS, product, name));
            command::change_items(tx, &ids, &ItemChange::Persona(persona));
            Ok(())
        });
    });
}

/// Asks who does items for us.
pub fn delegate_picker(app: App, ids: Vec<Id>, anchor: Option<Anchor>) {
    let name_box = NameBox {
        label: format!("{} is delegated to", listed_names(app, &ids)),
        placeholder: "Who does it?",
        noun: "person",
        none: "Nobody: I do it",
        known: Person::TABLE,
        current: common(app, &ids, |item| item.delegate).flatten(),
        icon: "person",
    };
    let anchor = anchor_at(app, "delegate", anchor);
    name_box.open(app, anchor, move |named| {
        let label = match &named {
            Named::Known(_, name) | Named::New(name) => {
                format!("Delegate {} to {name}", listed_names(app, &ids))
            }
            Named::None => format!("Take {} back", listed_names(app, &ids)),
        };
        let (ids, said) = (ids.clone(), label.clone());
        let done = app.edit(label, move |tx| {
            let person = id_of(tx, &named, command::person_named);
            command::change_items(tx, &ids, &ItemChange::Delegate(person));
            Ok(())
        });
        if done.is_some() {
            app.announce(said);
        }
    });
}

/// Says that a piece of feedback speaks for an item, or no longer.
pub fn set_speaks_for(app: App, feedback: Id, item: Id, is_on: bool) {
    let label = if is_on { "A quote speaks for it" } else { "A quote speaks for it no longer" };
    let (from, to) = (RecordRef { table: FEEDBACK.table, id: feedback }, RecordRef::to::<Item>(item));
    app.edit(label, |tx| command::set_link(tx, from, &SPEAKS_FOR, to, is_on));
}

/// Asks which quote of the product speaks for an item too.
pub fn quote_picker(app: App, item: Id, anchor: Anchor) {
    let answers = move |typed: &str| {
        let needle = fold(typed.trim());
        app.read(|workspace| {
            let tables = workspace.tables();
            let Some(product) = tables.items.get(item).map(|item| item.product) else { return Vec::new() };
            let kept = tables.any(FEEDBACK.table);
            let fits = |it: &&Described| kept.is_some_and(|kept| kept.contains(it.meta.id, &needle));
            let all = tables.described_of(&FEEDBACK, product).into_iter().filter(fits).take(ANSWERS_MOST);
            let choice = |quote: &Described| {
                let id = quote.meta.id;
                let is_in = speaks_for(quote, item);
                let source = SOURCE.word(quote.words(&SOURCE)).map_or("", |word| word.name);
                let run = move || set_speaks_for(app, id, item, !is_in);
                Choice::to_check(quote.name().to_owned(), is_in, run).with_hint(source.to_owned())
            };
            all.map(choice).collect()
        })
    };
    app.ask(format!("Evidence of {}", listed_names(app, &[item])), "A word of the quote", anchor, answers);
}

/// Asks what an item has to do with another, then with which.
pub fn relation_menu(app: App, id: Id, anchor: Option<Anchor>) {
    let anchor = anchor_at(app, "status", anchor);
    let items = Relation::ALL.into_iter().map(|relation| {
        MenuItem::new("link", format!("{}…", relation.name()), move || {
            relation_picker(app, id, relation, anchor);
        })
    });
    let label = format!("Link {}", listed_names(app, &[id]));
    app.offer(label, anchor, items.collect());
}

/// The same for the item at the cursor.
pub fn link_item(app: App) {
    if let Some(id) = app.targets().first() {
        relation_menu(app, *id, None);
    }
}

fn relation_picker(app: App, id: Id, relation: Relation, anchor: Anchor) {
    let name = listed_names(app, &[id]);
    let label = format!("{name} {}", relation.name().to_lowercase());
    let answers = move |typed: &str| {
        let run = move |other: Id| set_relation(app, id, relation, other, true);
        item_choices(app, typed.trim(), &[id], run)
    };
    app.ask(label, "Which item? Title or key", anchor, answers);
}

/// Makes a relation, or takes it back.
pub fn set_relation(app: App, id: Id, relation: Relation, other: Id, is_made: bool) {
    let (one, two) = (listed_names(app, &[id]), listed_names(app, &[other]));
    let words = relation.name().to_lowercase();
    let label =
        if is_made { format!("{one} {words} {two}") } else { format!("No longer: {one} {words} {two}") };
    if app.edit(label.clone(), |tx| command::relate(tx, id, relation, other, is_made)).is_some() {
        app.say_done(label);
    }
}

/// The items of the product of the place that fit what was typed.
pub fn item_choices(
    app: App,
    typed: &str,
    without: &[Id],
    run: impl Fn(Id) + Clone + Send + Sync + 'static,
) -> Vec<Choice> {
    let Some(product) = app.product.get_untracked() else { return Vec::new() };
    app.read(|workspace| {
        let tables = workspace.tables();
        let key = tables.products.get(product).map(|it| it.key.to_string()).unwrap_or_default();
        let number = typed.rsplit_once('-').filter(|(before, _)| before.eq_ignore_ascii_case(&key));
        let number = number.map_or(typed, |(_, number)| number).parse::<u32>().ok();
        let mut found = Matches::to(typed);
        let others = tables.items.in_order(product).filter(|id| !without.contains(id));
        for item in others.filter_map(|id| tables.items.get(id)) {
            let record = RecordRef::to::<Item>(item.meta.id);
            if number == Some(item.number) {
                found.offer_first(record);
            } else {
                found.offer(&item.title, false, record);
            }
        }
        let mut choices = Vec::new();
        for RecordRef { id, .. } in found.best() {
            if let Some(row) = row_of(tables, id) {
                let (icon, run) = (row.glyph(), run.clone());
                choices.push(Choice::new(row.title, icon, move || run(id)).with_hint(row.key));
            }
        }
        choices
    })
}

/// Takes the story sentence out of the descriptions that begin with it.
pub fn take_stories(app: App) {
    let ids = app.targets();
    let label = format!("Take the story of {} out of the description", listed_names(app, &ids));
    let taken = app.edit(label, |tx| Ok(ids.iter().filter(|id| command::take_story(tx, **id)).count()));
    match taken {
        Some(0) => app.say("No description here begins with “As a …, I want …”."),
        Some(taken) => app.say_done(format!("Taken out of {}", crate::view::count(taken, "description"))),
        None => {}
    }
}

/// Opens the item at the cursor, with a list of it begun.
pub fn begin_note(app: App, list: NoteList) {
    let Some(id) = app.targets().first().copied() else { return };
    app.inspect(id);
    app.beginning.set(Some((id, list)));
    crate::browser::focus_drawn(format!("#add-{}", crate::ui::page::note_segment(list)));
}

/// Opens the item at the cursor, with a place for what somebody said.
pub fn begin_quote(app: App) {
    let Some(id) = app.targets().first().copied() else { return };
    app.inspect(id);
    app.quoting.set(Some(id));
    crate::browser::focus_drawn("#add-quote");
}

/// Says when to ask how items go.
pub fn follow_up(app: App, ids: &[Id], written: &str) -> Result<(), String> {
    let label = format!("Follow up on {}", listed_names(app, ids));
    app.try_edit(label.clone(), |tx| command::follow_up(tx, ids, written))?;
    app.announce(label);
    Ok(())
}
