//! What is done with feedback, themes and needs: a theme, a link, a story, an answer.

use leptos::prelude::*;

use super::copy::{NO_COPY, copy_text};
use super::everywhere::go_to_place;
use super::field::{add_row_of, change_field};
use super::target::{anchor_at, names};
use crate::analysis::triage;
use crate::browser::{self, Anchor};
use crate::command;
use crate::format::answers;
use crate::model::kind::{
    FEEDBACK, Field, Holds, Kind, NEEDS, OPPORTUNITIES, PASSAGE, PASSAGE_OF, PASSAGES, PUT_AWAY, QUOTE,
    THEMES, TO_TELL, TRIAGE,
};
use crate::model::{Id, Initiative, Item, Product, Record, RecordRef, clean_line};
use crate::ui::app::{App, Overlay};
use crate::view::{Facet, Filter, Place, Route, count};

fn records(ids: &[Id]) -> Vec<RecordRef> {
    ids.iter().map(|id| RecordRef { table: FEEDBACK.table, id: *id }).collect()
}

/// Whether there is feedback to act on.
pub(super) fn on_feedback(app: App) -> bool {
    app.kind() == Some(&FEEDBACK) && !app.targets().is_empty()
}

/// Whether several of what can be joined are picked.
pub(super) fn can_join(app: App) -> bool {
    app.kind().is_some_and(|kind| [&FEEDBACK, &THEMES].contains(&kind)) && app.targets().len() > 1
}

/// Whether there is something that work can be made of.
pub(super) fn can_promote(app: App) -> bool {
    let can = |kind: &'static Kind| [&THEMES, &NEEDS, &OPPORTUNITIES].contains(&kind);
    app.kind().is_some_and(can) && !app.targets().is_empty()
}

/// Asks for another value of a field of feedback.
pub(super) fn change(app: App, field: &'static Field) {
    let ids = app.targets();
    change_field(app, records(&ids), field, anchor_at(app, field.key, None));
}

/// Makes a story of feedback and opens it.
pub fn make_story(app: App, ids: &[Id]) {
    let Some(product) = app.product.get_untracked() else { return };
    let label = format!("A story of {}", named(app, ids));
    if let Some(item) = app.edit(label.clone(), |tx| command::story_of(tx, product, ids)) {
        app.inspect_record(RecordRef::to::<Item>(item));
        app.say_done(label);
    }
}

/// Makes a need of feedback and opens it.
pub fn make_need(app: App, ids: &[Id]) {
    let Some(product) = app.product.get_untracked() else { return };
    let label = format!("A need of {}", named(app, ids));
    if let Some(id) = app.edit(label.clone(), |tx| command::need_of(tx, product, ids)) {
        app.inspect_record(RecordRef { table: NEEDS.table, id });
        app.say_done(label);
    }
}

fn named(app: App, ids: &[Id]) -> String {
    let records: Vec<_> = ids.iter().map(|id| RecordRef { table: FEEDBACK.table, id: *id }).collect();
    names(app, &records)
}

/// Marks the words that are selected in a piece as a passage, and asks what they speak for.
pub fn mark_passage(app: App, id: Id) {
    let words = clean_line(&browser::selected_in(&format!("textarea[aria-label=\"{}\"]", QUOTE.label)));
    let Holds::Link(tables) = PASSAGE_OF.holds else { return };
    if words.is_empty() {
        return app.say("Select some of their words first.");
    }
    let record = RecordRef { table: FEEDBACK.table, id };
    let more = vec![(&PASSAGE, words.into())];
    add_row_of(app, record, &PASSAGES, &PASSAGE_OF, tables, more, Anchor::of("mark-passage"));
}

/// Puts feedback away, or back.
pub fn archive(app: App, ids: &[Id]) {
    let is_away = app.read(|workspace| {
        let is_away = |id: &Id| {
            workspace.tables().described(&FEEDBACK, *id).is_some_and(|it| !it.words(&PUT_AWAY).is_empty())
        };
        ids.iter().all(is_away)
    });
    let verb = if is_away { "Take back" } else { "Archive" };
    let label = format!("{verb} {}", named(app, ids));
    let value = (!is_away).then(|| "yes".into());
    super::field::set_field(app, &records(ids), &PUT_AWAY, label, value);
}

/// Notes that people have heard from us.
pub fn tell(app: App, ids: &[Id]) {
    let label = format!("Answered or told: {}", named(app, ids));
    if app.edit(label.clone(), |tx| command::tell(tx, ids)).is_some() {
        app.say_done(label);
    }
}

/// Copies what to write to those who said it.
pub fn copy_answers(app: App, ids: &[Id]) {
    let text = app.read(|workspace| {
        let tables = workspace.tables();
        let pieces: Vec<_> = ids.iter().filter_map(|id| tables.described(&FEEDBACK, *id)).collect();
        answers(tables, &pieces, browser::day_text)
    });
    copy_text(app, text, "Copied. Once it is sent, say so with D.".into(), NO_COPY.into());
}

/// Picks everything that is to be told, so that one letter or one press is for all.
pub fn pick_to_tell(app: App) {
    let Some(product) = app.product.get_untracked() else { return };
    let ids: Vec<Id> = app.read(|workspace| {
        let tables = workspace.tables();
        let all = tables.described_of(&FEEDBACK, product).into_iter();
        all.filter(|it| triage(tables, it) == TO_TELL).map(|it| it.meta.id).collect()
    });
    let Some(first) = ids.first().copied() else { return };
    // Narrowed to them: what is picked is what is seen.
    app.look(|look| {
        look.filters =
            vec![Filter { facet: Facet::Field(&TRIAGE), is_not: false, values: vec![TO_TELL.to_owned()] }];
        look.group = None;
    });
    app.rows.selection.update(|selection| {
        selection.picked = ids.iter().copied().collect();
        selection.cursor = Some(first);
    });
    app.go_to(first);
    app.announce(format!("{} selected", count(ids.len(), "piece")));
}

/// Joins what is picked into the first of it.
pub(super) fn join(app: App) {
    let Some(kind) = app.kind() else { return };
    let list = app.list.get_untracked();
    let targets = app.targets();
    let ids: Vec<Id> = list.ids.iter().copied().filter(|id| targets.contains(id)).collect();
    let Some(into) = ids.first().copied() else { return };
    let label = format!("Join {}", kind.count(ids.len()));
    let done = app.edit(label.clone(), |tx| {
        if *kind == THEMES {
            command::join_themes(tx, into, &ids)
        } else {
            command::join_feedback(tx, into, &ids)
        }
    });
    if done.is_some() {
        app.rows.selection.update(|selection| {
            selection.clear();
            selection.cursor = Some(into);
        });
        app.inspect_record(app.listed(into));
        app.say_done(label);
    }
}

/// Joins a piece into one that says the same.
pub fn join_alike(app: App, into: Id, other: Id) {
    let label = format!("Join {}", FEEDBACK.count(2));
    if app.edit(label.clone(), |tx| command::join_feedback(tx, into, &[other])).is_some() {
        app.say_done(label);
    }
}

/// Says that two pieces are not the same, for good.
pub fn differ_feedback(app: App, one: Id, other: Id) {
    let label = format!("{} and {} are not the same", named(app, &[one]), named(app, &[other]));
    if app.edit(label.clone(), |tx| command::differ_feedback(tx, one, other)).is_some() {
        app.say_done(label);
    }
}

/// Gives pieces of a theme another, which is made of a name; whether it was.
pub fn split_theme(app: App, from: Id, name: &str, pieces: &[Id]) -> bool {
    let label = format!("“{name}” of {}", FEEDBACK.count(pieces.len()));
    let made = app.edit(label.clone(), |tx| command::split_theme(tx, from, name, pieces));
    if made.is_some() {
        app.say_done(label);
    }
    made.is_some()
}

/// Makes an initiative, an opportunity or a story of a record and opens it.
pub fn promote(app: App, record: RecordRef, to: &'static str) {
    let Some(product) = app.product.get_untracked() else { return };
    let noun = match to {
        Initiative::TABLE => "initiative",
        Item::TABLE => "story",
        Product::TABLE => "product",
        _ => "opportunity",
    };
    let article = if ["story", "product"].contains(&noun) { "A" } else { "An" };
    let label = format!("{article} {noun} of {}", super::name_of(app, record));
    if let Some(made) = app.edit(label.clone(), |tx| command::promote(tx, product, record, to)) {
        match app.get::<Product>(made.id) {
            Some(product) => app.go(&Route::place(product.key.as_str(), Place::Today)),
            None => app.inspect_record(made),
        }
        app.say_done(label);
    }
}

/// The same of the record at the cursor.
pub(super) fn promote_at(app: App, to: &'static str) {
    if let Some(id) = app.targets().first() {
        promote(app, app.listed(*id), to);
    }
}

/// Opens the box in which many pieces are pasted.
pub(super) fn paste_many(app: App) {
    app.overlay.set(Overlay::PasteFeedback);
}

/// Writes down mails and notes, each a piece.
pub fn add_pieces(app: App, texts: &[String]) {
    let Some(product) = app.product.get_untracked() else { return };
    if let Some(added) = app.edit("Feedback from files", |tx| command::add_pieces(tx, product, texts)) {
        app.say_done(format!("{} came in", FEEDBACK.count(added)));
    }
}

/// Writes down what another app shared, and shows it in the inbox.
pub fn share_feedback(app: App, text: &str) {
    go_to_place(app, Place::Discovery);
    if app.product.get_untracked().is_none() {
        return app.say("There is no product yet to take this. Start one, then share it again.");
    }
    add_pieces(app, &[text.to_owned()]);
}

/// Writes down what was pasted.
pub fn add_pasted(app: App, text: &str) -> Result<(), String> {
    let Some(product) = app.product.get_untracked() else { return Ok(()) };
    let added = app.try_edit("Paste feedback", |tx| command::add_many(tx, product, text))?;
    app.say_done(format!("{} came in", FEEDBACK.count(added)));
    Ok(())
}
