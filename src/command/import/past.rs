//! The days a row brings along: when its item was asked for, begun and over, written as its history.

use crate::model::{Category, Day, Id, Instant, Item, StatusChange, Workflow, in_order_of};

/// A moment of another tool, and the civil day as it stands there.
pub(super) type TheirMoment = (Instant, Day);

/// What a row says of the past of its item.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct ItemPast {
    /// When it was asked for.
    pub created: Option<TheirMoment>,
    /// When work on it began.
    pub started: Option<TheirMoment>,
    /// When it was done, or given up.
    pub completed: Option<TheirMoment>,
    /// When it came to the state it is in.
    pub entered: Option<TheirMoment>,
}

impl ItemPast {
    /// When an item came to its state, as far as the row says it.
    pub fn came(&self, is_over: bool) -> Option<TheirMoment> {
        if is_over { self.completed } else { None }.or(self.entered)
    }

    /// Writes the way of an item that is new here, in the place of its having been made today.
    ///
    /// Where the row does not say when the item came to its state, what is known ends before, and the state is of today;
    /// of what is over and has no day, nobody knows when it was, and it has no way at all.
    pub fn write(&self, item: &mut Item, workflow: &Workflow, ids: [Id; 3]) {
        let Some(made) = item.status_log.pop() else { return };
        let category = workflow.state(&item.status).map(|state| state.category);
        let is_over = category.is_some_and(Category::is_over);
        if let Some((at, _)) = self.created {
            item.meta.created_at = at;
        }
        let is_waiting = matches!(category, None | Some(Category::Idea | Category::Open));
        let mut way: Vec<(TheirMoment, String)> = Vec::new();
        if !is_over || self.came(true).is_some() {
            let open = if is_waiting { item.status.clone() } else { workflow.first_open().to_owned() };
            way.extend(self.created.map(|at| (at, open)));
            if !is_waiting {
                let active = if category == Some(Category::Active) {
                    Some(item.status.clone())
                } else {
                    workflow.first(Category::Active).map(|state| state.id.clone())
                };
                way.extend(self.started.zip(active));
            }
        }
        if way.last().is_none_or(|(_, state)| *state != item.status) {
            let at = self.came(is_over).unwrap_or((made.at, made.on));
            way.push((at, item.status.clone()));
        }
        let way = in_order_of(way, |((_, on), state)| (*on, *state == item.status));
        let mut from = None;
        for (id, ((at, on), to)) in ids.into_iter().zip(way) {
            item.status_log.push(StatusChange { id, at, on, from: from.replace(to.clone()), to });
        }
    }
}
