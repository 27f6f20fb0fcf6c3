//! The story sentence, who does it for us, and what people said.

use super::CommandError;
use super::item::{ItemChange, change_items};
use super::product::new_meta;
use super::strategy::optional_day;
use crate::analysis::read_story;
use crate::model::{
    Day, Feedback, FeedbackSource, Id, Item, Meta, Person, Persona, Record, Segment, clean_line, clean_text,
};
use crate::workspace::{Registered, Tx};

/// The record of a product, or of the workspace, with this name, whatever its case; made where there is none. An empty
/// name is none.
fn named<T: Registered>(
    tx: &mut Tx<'_>,
    owner: Option<Id>,
    name: &str,
    make: impl FnOnce(Meta, String) -> T,
) -> Option<Id> {
    let name = clean_line(name);
    if name.is_empty() {
        return None;
    }
    let folded = name.to_lowercase();
    let is_it = |it: &&T| Record::owner(*it) == owner && Record::name(*it).to_lowercase() == folded;
    let known = T::table(tx.tables()).iter().find(is_it).map(|it| Record::meta(it).id);
    known.or_else(|| {
        let meta = new_meta(tx);
        let id = meta.id;
        tx.insert(make(meta, name));
        Some(id)
    })
}

/// The persona of this name.
pub fn persona_named(tx: &mut Tx<'_>, product: Id, name: &str) -> Option<Id> {
    named(tx, Some(product), name, |meta, name| Persona { meta, product, name })
}

/// The segment of this name.
pub fn segment_named(tx: &mut Tx<'_>, product: Id, name: &str) -> Option<Id> {
    named(tx, Some(product), name, |meta, name| Segment { meta, product, name })
}

/// The person of this name.
pub fn person_named(tx: &mut Tx<'_>, name: &str) -> Option<Id> {
    named(tx, None, name, |meta, name| Person { meta, name })
}

/// Says when to ask how items go, by a written day; none is never.
pub fn follow_up(tx: &mut Tx<'_>, ids: &[Id], day: &str) -> Result<(), CommandError> {
    let day = optional_day(day)?;
    change_items(tx, ids, &ItemChange::FollowUp(day));
    Ok(())
}

/// Writes down what was said of an item: today, unless said otherwise later.
pub fn add_feedback(tx: &mut Tx<'_>, item: Id, quote: &str) -> Result<Id, CommandError> {
    let quote = clean_text(quote).trim().to_owned();
    if quote.is_empty() {
        return Err(CommandError::NoName(Feedback::NOUN));
    }
    let product = tx.get::<Item>(item).ok_or(CommandError::Missing(Item::NOUN))?.product;
    let meta = new_meta(tx);
    let (id, on) = (meta.id, tx.today());
    let items = [item].into();
    tx.insert(Feedback { meta, product, quote, source: FeedbackSource::Other, on, segment: None, items });
    Ok(id)
}

/// A change of what was said.
#[derive(Clone, Debug, PartialEq)]
pub enum FeedbackChange {
    /// Other words; without any it goes to Trash.
    Quote(String),
    /// How it reached us.
    Source(FeedbackSource),
    /// The day it was said.
    On(Day),
    /// The segment it comes from, by name; empty for none.
    Segment(String),
    /// It speaks for an item, or no longer.
    Item(Id, bool),
}

/// Changes what was said; the day may not be in the future.
pub fn change_feedback(tx: &mut Tx<'_>, id: Id, change: &FeedbackChange) -> Result<(), CommandError> {
    let product = tx.get::<Feedback>(id).ok_or(CommandError::Missing(Feedback::NOUN))?.product;
    let segment = match change {
        FeedbackChange::Segment(name) => segment_named(tx, product, name),
        FeedbackChange::On(day) if *day > tx.today() => return Err(CommandError::Future(*day)),
        FeedbackChange::Quote(text) if clean_text(text).trim().is_empty() => {
            tx.trash(Feedback::TABLE, &[id]);
            return Ok(());
        }
        _ => None,
    };
    tx.edit(id, |it: &mut Feedback| match change {
        FeedbackChange::Quote(text) => clean_text(text).trim().clone_into(&mut it.quote),
        FeedbackChange::Source(source) => it.source = *source,
        FeedbackChange::On(day) => it.on = *day,
        FeedbackChange::Segment(_) => it.segment = segment,
        FeedbackChange::Item(item, true) => {
            it.items.insert(*item);
        }
        FeedbackChange::Item(item, false) => {
            it.items.remove(item);
        }
    });
    Ok(())
}

/// Takes the story sentence out of the beginning of an item's description, where it stands there.
pub fn take_story(tx: &mut Tx<'_>, id: Id) -> bool {
    let Some(item) = tx.get::<Item>(id) else { return false };
    let Some((story, rest)) = read_story(&item.description) else { return false };
    let rest = rest.to_owned();
    let product = item.product;
    let persona = persona_named(tx, product, &story.role);
    tx.edit(id, |item: &mut Item| {
        item.persona = persona;
        item.want = story.want;
        item.benefit = story.benefit;
        item.description = rest;
    });
    true
}
