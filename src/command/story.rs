//! The story sentence, and who does it for us.

use super::CommandError;
use super::described::add_described;
use super::item::{ItemChange, change_items};
use super::metric::optional_day;
use super::product::new_meta;
use crate::analysis::read_story;
use crate::model::kind::{Kind, PERSONAS};
use crate::model::{Id, Item, Meta, Person, Record, clean_line};
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

/// The record of a described kind with this name, whatever its case; made where there is none. An empty name is none.
pub fn described_named(tx: &mut Tx<'_>, kind: &'static Kind, product: Id, name: &str) -> Option<Id> {
    let folded = clean_line(name).to_lowercase();
    let all = tx.tables().described_of(kind, product);
    let known = all.into_iter().find(|it| it.name().to_lowercase() == folded).map(|it| it.meta.id);
    known.or_else(|| add_described(tx, kind.table, product, name).ok())
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

/// Takes the story sentence out of the beginning of an item's description, where it stands there.
pub fn take_story(tx: &mut Tx<'_>, id: Id) -> bool {
    let Some(item) = tx.get::<Item>(id) else { return false };
    let Some((story, rest)) = read_story(&item.description) else { return false };
    let rest = rest.to_owned();
    let product = item.product;
    let persona = described_named(tx, &PERSONAS, product, &story.role);
    tx.edit(id, |item: &mut Item| {
        item.persona = persona;
        item.want = story.want;
        item.benefit = story.benefit;
        item.description = rest;
    });
    true
}
