//! Making, changing and deleting items.

use super::described::score::{commit_begun, note_scores};
use super::product::new_meta;
use super::{CommandError, Destination, move_items};
use crate::model::kind::{EFFORT, VALUE};
use crate::model::{
    Block, Criterion, Day, Estimate, Id, Instant, Item, ItemType, Label, Product, Rank, Record, RecordRef,
    StatusChange, clean_line, clean_text,
};
use crate::workspace::{Fields, Tables, Tx};

/// What is known of an item before it is made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// What it is called, in one line.
    pub title: String,
    /// More about it, in Markdown.
    pub description: String,
    /// What kind of work it is.
    pub kind: ItemType,
    /// A state of the product's workflow; none for the first open one.
    pub status: Option<String>,
    /// How large it is.
    pub estimate: Option<Estimate>,
    /// How much it is worth, from 1 to 5.
    pub value: Option<u8>,
    /// How much work it is beside others, from 1 to 5.
    pub effort: Option<u8>,
    /// When to ask how it goes.
    pub follow_up: Option<Day>,
    /// That it cannot go on, and why.
    pub blocked: Option<String>,
    /// Labels by name.
    pub labels: Vec<String>,
    /// The item it is a part of.
    pub parent: Option<Id>,
    /// What it has in fields a person added, as they keep it.
    pub own: Fields,
}

/// A change that several items can take at once.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemChange {
    /// Another title.
    Title(String),
    /// Another description.
    Description(String),
    /// Another type.
    Kind(ItemType),
    /// Another state.
    Status(String),
    /// Another estimate, or none.
    Estimate(Option<Estimate>),
    /// What it is worth, from 1 to 5, or not said.
    Value(Option<u8>),
    /// How much work it is, from 1 to 5, or not said.
    Effort(Option<u8>),
    /// It cannot go on, for this reason.
    Block(String),
    /// It can go on.
    Unblock,
    /// For whom it is, or not said.
    Persona(Option<Id>),
    /// What they want.
    Want(String),
    /// Why they want it.
    Benefit(String),
    /// Who does it for us, or nobody.
    Delegate(Option<Id>),
    /// When to ask how it goes, or never.
    FollowUp(Option<Day>),
    /// A label more, by name.
    AddLabel(String),
    /// A label less.
    RemoveLabel(Id),
}

/// Makes an item at a place in the product's order.
pub fn add_item(tx: &mut Tx<'_>, product: Id, draft: Draft, at: Destination) -> Result<Id, CommandError> {
    if let Destination::After(anchor) = at
        && let Some(rank) = rank_after(tx, product, anchor)
    {
        return add_ranked(tx, product, draft, rank);
    }
    let last = tx.tables().items.in_order(product).next_back();
    let last = last.and_then(|id| tx.get::<Item>(id)).map(|item| item.rank.clone());
    let id = add_ranked(tx, product, draft, Rank::between(last.as_ref(), None))?;
    if at != Destination::Bottom {
        move_items(tx, &[id], at);
    }
    Ok(id)
}

/// The ordering key right after an item of the product, where what follows leaves room for one.
fn rank_after(tx: &Tx<'_>, product: Id, anchor: Id) -> Option<Rank> {
    let rank_of = |id: Id| tx.get::<Item>(id).filter(|item| item.product == product).map(|item| &item.rank);
    let low = rank_of(anchor)?;
    let high = tx.tables().items.any.following(anchor).and_then(rank_of);
    high.is_none_or(|high| low < high).then(|| Rank::between(Some(low), high))
}

/// Makes an item with a given ordering key.
pub(crate) fn add_ranked(tx: &mut Tx<'_>, product: Id, draft: Draft, rank: Rank) -> Result<Id, CommandError> {
    let owner = tx.get::<Product>(product).ok_or(CommandError::Missing(Product::NOUN))?;
    let status = draft.status.unwrap_or_else(|| owner.workflow.first_open().to_owned());
    let number = tx.take_number(Item::TABLE, product);
    let meta = new_meta(tx);
    let id = meta.id;
    let made = StatusChange { id: tx.new_id(), at: tx.now(), on: tx.today(), from: None, to: status.clone() };
    let mut item = Item::new(meta, product, number, clean_line(&draft.title), status, rank);
    item.status_log.push(made);
    item.kind = draft.kind;
    item.description = clean_text(&draft.description);
    item.estimate = draft.estimate;
    (item.value, item.effort) = (draft.value, draft.effort);
    item.parent = draft.parent;
    item.follow_up = draft.follow_up;
    item.meta.unknown = draft.own;
    // What is over waits for nothing.
    let is_over = tx.get::<Product>(product).is_some_and(|owner| owner.workflow.is_over(&item.status));
    if let Some(reason) = draft.blocked.filter(|_| !is_over) {
        block_item(&mut item, &reason, tx.new_id(), tx.now(), tx.today());
    }
    for label in draft.labels {
        if let Some(label) = label_named(tx, &label) {
            item.labels.insert(label);
        }
    }
    tx.insert(item);
    Ok(id)
}

/// Whether a value or an effort is from 1 to 5, or not said.
fn is_weight(weight: Option<u8>) -> bool {
    weight.is_none_or(|weight| Item::WEIGHTS.contains(&weight))
}

/// Changes items; what has gone meanwhile is passed over.
pub fn change_items(tx: &mut Tx<'_>, ids: &[Id], change: &ItemChange) {
    let label = match change {
        ItemChange::AddLabel(name) => label_named(tx, name),
        _ => None,
    };
    for &id in ids {
        let change_id = tx.new_id();
        let (now, today) = (tx.now(), tx.today());
        // What is over waits for nothing.
        if let ItemChange::Status(state) = change {
            commit_begun(tx, &[id], state);
        }
        let is_end = matches!(change, ItemChange::Status(state) if is_over(tx, id, state));
        tx.edit(id, |item: &mut Item| match change {
            ItemChange::Title(title) => item.title = clean_line(title),
            ItemChange::Description(text) => item.description = clean_text(text),
            ItemChange::Kind(kind) => item.kind = *kind,
            ItemChange::Status(state) => {
                item.set_status(state, change_id, now, today);
                if is_end {
                    item.unblock(now, today);
                }
            }
            ItemChange::Estimate(estimate) => item.estimate = *estimate,
            ItemChange::Value(weight) if is_weight(*weight) => item.value = *weight,
            ItemChange::Effort(weight) if is_weight(*weight) => item.effort = *weight,
            ItemChange::Value(_) | ItemChange::Effort(_) => {}
            ItemChange::Block(reason) => block_item(item, reason, change_id, now, today),
            ItemChange::Unblock => {
                item.unblock(now, today);
            }
            ItemChange::Persona(persona) => item.persona = *persona,
            ItemChange::Want(text) => item.want = clean_line(text),
            ItemChange::Benefit(text) => item.benefit = clean_line(text),
            ItemChange::Delegate(person) => {
                // Whoever takes an item back need not ask how it goes.
                if std::mem::replace(&mut item.delegate, *person).is_some() && person.is_none() {
                    item.follow_up = None;
                }
            }
            ItemChange::FollowUp(day) => item.follow_up = *day,
            ItemChange::AddLabel(_) => item.labels.extend(label),
            ItemChange::RemoveLabel(label) => drop(item.labels.remove(label)),
        });
        match change {
            ItemChange::Value(_) => note_scores(tx, RecordRef::to::<Item>(id), &VALUE),
            ItemChange::Effort(_) => note_scores(tx, RecordRef::to::<Item>(id), &EFFORT),
            _ => {}
        }
    }
}

/// Says that an item cannot go on and why, or why it still cannot.
pub(super) fn block_item(item: &mut Item, reason: &str, id: Id, at: Instant, on: Day) {
    let reason = clean_line(reason);
    match item.blocked.iter_mut().find(|block| block.until.is_none()) {
        Some(block) => block.reason = reason,
        None => item.blocked.push(Block { id, reason, at, on, until: None, until_on: None }),
    }
}

/// Whether a state of an item's product means that nothing more is done.
pub(super) fn is_over(tx: &Tx<'_>, id: Id, state: &str) -> bool {
    let product = tx.tables().items.get_kept(id).and_then(|item| tx.get::<Product>(item.product));
    product.is_some_and(|product| product.workflow.is_over(state))
}

/// The label of this name, whatever its case; none where there is none.
pub(super) fn label_known(tables: &Tables, name: &str) -> Option<Id> {
    let folded = name.to_lowercase();
    tables.labels.iter().find(|label| label.name.to_lowercase() == folded).map(|label| label.meta.id)
}

/// The label of this name, whatever its case; made where there is none. An empty name is no label.
pub fn label_named(tx: &mut Tx<'_>, name: &str) -> Option<Id> {
    let name = clean_line(name);
    if name.is_empty() {
        return None;
    }
    if let Some(label) = label_known(tx.tables(), &name) {
        return Some(label);
    }
    let meta = new_meta(tx);
    let id = meta.id;
    tx.insert(Label { meta, name });
    Some(id)
}

/// Puts items into Trash: their children move up to the item above, and links to them go.
pub fn delete_items(tx: &mut Tx<'_>, ids: &[Id]) {
    tx.trash(Item::TABLE, ids);
}

/// Makes another item like each of these, right after it and not yet begun, and gives their ids.
pub fn duplicate_items(tx: &mut Tx<'_>, ids: &[Id]) -> Result<Vec<Id>, CommandError> {
    let mut copies = Vec::with_capacity(ids.len());
    for &id in ids {
        let item = tx.get::<Item>(id).cloned().ok_or(CommandError::Missing(Item::NOUN))?;
        let draft = Draft {
            title: item.title.clone(),
            description: item.description.clone(),
            kind: item.kind,
            estimate: item.estimate,
            parent: item.parent,
            ..Draft::default()
        };
        let copy = add_item(tx, item.product, draft, Destination::After(id))?;
        let texts = item.criteria.iter().map(|criterion| criterion.text.clone());
        let criteria: Vec<Criterion> =
            texts.map(|text| Criterion { id: tx.new_id(), text, met: false, runs: Vec::new() }).collect();
        tx.edit(copy, |copy: &mut Item| {
            copy.labels.clone_from(&item.labels);
            copy.criteria = criteria;
            copy.persona = item.persona;
            copy.want.clone_from(&item.want);
            copy.benefit.clone_from(&item.benefit);
            (copy.initiative, copy.goal) = (item.initiative, item.goal);
        });
        copies.push(copy);
    }
    Ok(copies)
}
