//! Undo and redo: a transaction that leads back, field by field, and leaves what something else changed since.

use std::sync::Arc;

use serde_json::Value;

use super::delta::{Delta, Fields};
use super::entry::{Entry, RecordChange, Role, checksum};
use super::stamp::{Stamp, TabId};
use super::transaction::Tx;
use super::values::read_link;
use super::{AnyTable, Context, Workspace};
use crate::model::{Id, Instant, MergeClass, Pace, PaceStage, Product, Record, SortedSet, finish, map_of};

/// How many steps one visit can take back.
const LONGEST: usize = 500;

/// The transactions this tab can take back, and those it took back.
#[derive(Clone, Debug, Default)]
pub struct UndoStack {
    past: Vec<Arc<Entry>>,
    undone: Vec<Arc<Entry>>,
    mended: Vec<Arc<Entry>>,
    /// Transactions of any tab that put something into Trash: what is taken out of it gets its links back.
    deletions: Vec<Arc<Entry>>,
}

/// What undo or redo did.
#[derive(Clone, Debug)]
pub struct UndoOutcome {
    /// The transaction that did it; none where everything had been changed since.
    pub entry: Option<Arc<Entry>>,
    /// What was taken back or made again, by its label.
    pub label: String,
    /// What was left alone, for something else changed it since: names of fields and records.
    pub kept: Vec<String>,
    /// The first record concerned, to put the focus on.
    pub focus: Option<(String, Id)>,
}

impl UndoStack {
    /// What undo would take back.
    pub fn next_undo(&self) -> Option<&str> {
        self.past.last().map(|entry| entry.label.as_str())
    }

    /// What undo would take back or redo make again.
    pub(super) fn next(&self, is_redo: bool) -> Option<Arc<Entry>> {
        if is_redo { self.undone.last().cloned() } else { self.past.last().cloned() }
    }

    /// Passes that by: there is nothing left of it.
    pub(super) fn drop_next(&mut self, is_redo: bool) {
        if is_redo {
            self.undone.pop()
        } else {
            self.past.pop()
        };
    }

    /// A transaction with this stamp, where it was the last that was made, taken back or made again.
    pub fn newest(&self, stamp: Stamp) -> Option<Arc<Entry>> {
        let newest = [self.past.last(), self.undone.last(), self.mended.last()];
        newest.into_iter().flatten().find(|entry| entry.stamp == stamp).cloned()
    }

    /// How many records the next undo, or redo, is of.
    pub fn next_size(&self, is_redo: bool) -> usize {
        self.next(is_redo).map_or(0, |entry| entry.changes.len())
    }

    /// What redo would make again.
    pub fn next_redo(&self) -> Option<&str> {
        self.undone.last().map(|entry| entry.label.as_str())
    }

    /// The transactions that can be taken back, the newest last.
    pub fn past(&self) -> &[Arc<Entry>] {
        &self.past
    }

    /// What was mended after tabs had changed the same, the newest last.
    pub fn mended(&self) -> &[Arc<Entry>] {
        &self.mended
    }

    /// The transactions that put something into Trash at this moment, where they are still known.
    pub fn deletions(&self, at: Instant) -> impl Iterator<Item = &Arc<Entry>> {
        self.deletions.iter().filter(move |entry| entry.at == at)
    }

    /// Takes note of a transaction of whatever tab, where it put something into Trash.
    pub(super) fn note_deletion(&mut self, entry: &Arc<Entry>) {
        if entry.changes.iter().any(|change| change.touches(&["deleted_at"])) {
            self.deletions.push(Arc::clone(entry));
            if self.deletions.len() > LONGEST {
                self.deletions.remove(0);
            }
        }
    }

    /// Takes note of a transaction of this tab or of one it goes on for.
    pub(super) fn note(&mut self, entry: &Arc<Entry>) {
        match entry.role {
            Role::Edit => {
                self.undone.clear();
                self.past.push(Arc::clone(entry));
            }
            Role::Undo(of) => {
                self.past.retain(|it| it.stamp != of);
                self.undone.push(Arc::clone(entry));
            }
            Role::Redo(of) => {
                self.undone.retain(|it| it.stamp != of);
                self.past.push(Arc::clone(entry));
            }
            Role::Mend => self.mended.push(Arc::clone(entry)),
            Role::Joined(_) => {}
        }
        if self.past.len() > LONGEST {
            self.past.remove(0);
        }
    }
}

impl Workspace {
    /// Rebuilds the stack from the transactions of this tab and of those it goes on for after a reload.
    pub fn restore_undo(&mut self, entries: Vec<Arc<Entry>>, lineage: &SortedSet<TabId>) {
        self.undo = UndoStack::default();
        for entry in &entries {
            self.undo.note_deletion(entry);
        }
        for entry in entries.iter().filter(|entry| lineage.contains(&entry.stamp.tab)) {
            self.undo.note(entry);
        }
    }

    /// Takes back the newest transaction of this tab.
    pub fn undo(&mut self, context: &mut Context) -> Option<UndoOutcome> {
        finish(self.step_in_slices(context, false, &Pace::whole()))
    }

    /// Makes again what was last taken back.
    pub fn redo(&mut self, context: &mut Context) -> Option<UndoOutcome> {
        finish(self.step_in_slices(context, true, &Pace::whole()))
    }

    pub(super) async fn revert(
        &mut self,
        context: &mut Context,
        entry: &Entry,
        role: Role,
        label: String,
        pace: &Pace,
    ) -> UndoOutcome {
        pace.begin(PaceStage::Making, entry.changes.len());
        let back = async |tx: &mut Tx<'_>| {
            let mut kept = Vec::new();
            // A product goes after what belongs to it, and so is seen to be empty.
            let is_product = |change: &&RecordChange| change.target().0 == Product::TABLE;
            let (products, others): (Vec<_>, Vec<_>) = entry.changes.iter().rev().partition(is_product);
            for change in others.into_iter().chain(products) {
                revert_change(tx, change, &mut kept);
                pace.step().await;
            }
            Ok::<_, std::convert::Infallible>(kept)
        };
        let made = self.transact(context, label.clone(), role, back, |_| Ok(()), pace).await;
        let Ok((kept, made)) = made;
        let focus = entry.changes.iter().map(RecordChange::target).find(|(table, id)| {
            *table != "products" && self.tables().any(table).is_some_and(|table| table.has_live(*id))
        });
        UndoOutcome { entry: made, label, kept, focus: focus.map(|(table, id)| (table.to_owned(), id)) }
    }
}

/// Puts back the links to records that were cut when they went into Trash, as far as nothing has changed them since.
pub fn relink(tx: &mut Tx<'_>, deletion: &Entry, ids: &SortedSet<Id>) {
    for change in &deletion.changes {
        let RecordChange::Edited { table, id, fields, .. } = change else { continue };
        let cut = fields.iter().filter(|(_, delta)| cuts_links(delta, ids));
        let fields = map_of(cut.map(|(field, delta)| (field.clone(), delta.clone())));
        if !fields.is_empty() {
            let back =
                RecordChange::Edited { table: table.clone(), id: *id, fields, adopted: None, life: None };
            revert_change(tx, &back, &mut Vec::new());
        }
    }
}

/// Whether a change took out the link to one of these records, at whatever depth.
fn cuts_links(delta: &Delta, ids: &SortedSet<Id>) -> bool {
    let names = |value: &Value| {
        let text = value.as_str().unwrap_or_default();
        let id = text.parse().ok().or_else(|| Some(read_link(text)?.1));
        id.is_some_and(|id: Id| ids.contains(&id))
    };
    match delta {
        Delta::Value { old, .. } => old.as_ref().is_some_and(names),
        Delta::Set { removed, .. } => removed.iter().any(names),
        Delta::List { elements, .. } => {
            elements.iter().any(|element| element.fields.values().any(|delta| cuts_links(delta, ids)))
        }
    }
}

fn revert_change(tx: &mut Tx<'_>, change: &RecordChange, kept: &mut Vec<String>) {
    let (table, id) = change.target();
    let current = tx.tables().any(table).and_then(|table| table.fields(id));
    let name = |tx: &Tx<'_>| {
        let table = tx.tables().any(table);
        let title = table.and_then(|table| table.title(id)).filter(|title| !title.is_empty());
        title.map_or_else(
            || table.map_or("record", |table| table.noun()).to_owned(),
            |title| format!("“{title}”"),
        )
    };
    match change {
        RecordChange::Made { .. } | RecordChange::Born { .. } => {
            let Some(fields) = current else { return };
            let owns =
                |other: &AnyTable| other.ids().into_iter().any(|record| other.owner(record) == Some(id));
            if table == Product::TABLE && tx.tables().all().any(owns) {
                // Another tab has begun to work in it.
                return kept.push(name(tx));
            }
            let now = tx.tables().any(table).map(|table| checksum(table, &fields));
            if now.is_some() && change.made_sum(tx.tables()) == now {
                tx.remove(table, id);
            } else {
                kept.push(name(tx));
            }
        }
        RecordChange::Gone { record, .. } => {
            let fields: Option<Fields> = serde_json::from_str(record.get()).ok();
            if let (None, Some(fields)) = (current, fields)
                && tx.put(table, id, &fields).is_err()
            {
                kept.push(name(tx));
            }
        }
        RecordChange::Edited { fields, .. } => {
            let Some(before) = current else {
                kept.push(name(tx));
                return;
            };
            let mut record = before.clone();
            for (field, delta) in fields {
                let class =
                    tx.tables().any(table).map_or(MergeClass::Scalar, |table| table.merge_class(field));
                if class == MergeClass::Counter {
                    continue;
                }
                let (back, was_changed) = delta.clone().inverse_where_unchanged(before.get(field));
                if let Some(back) = back {
                    back.write(field, &mut record);
                }
                if was_changed {
                    kept.push(format!("{} of {}", field.replace('_', " "), name(tx)));
                }
            }
            if tx.put(table, id, &record).is_err() {
                kept.push(name(tx));
            }
        }
    }
}
