//! The line of a product as a tree: everything once, where it hangs.

use super::{Up, category_of, up};
use crate::model::{Category, Goal, Id, Initiative, Item, ItemType, Record, RecordRef};
use crate::workspace::Tables;

/// A record and what hangs on it, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceNode {
    /// The record.
    pub record: RecordRef,
    /// What hangs on it.
    pub under: Vec<TraceNode>,
}

/// All goals, initiatives and work of a product; tasks and what was dropped are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// Goals, with the initiatives, epics and stories that serve them.
    pub goals: Vec<TraceNode>,
    /// Initiatives without a goal.
    pub initiatives: Vec<TraceNode>,
    /// Epics and stories with neither.
    pub items: Vec<TraceNode>,
}

impl Trace {
    /// Walks over a product once.
    pub fn of(tables: &Tables, product: Id) -> Self {
        let mut trace = Self::default();
        trace.goals.extend(tables.goals.in_order(product).map(leaf::<Goal>));
        for initiative in tables.initiatives.of(product) {
            let home = find(&mut trace.goals, initiative.goal);
            home.unwrap_or(&mut trace.initiatives).push(leaf::<Initiative>(initiative.meta.id));
        }
        let items = || {
            let ids = tables.items.in_order(product);
            ids.filter_map(|id| tables.items.get(id)).filter(|item| is_drawn(tables, item))
        };
        for epic in items().filter(|item| item.kind == ItemType::Epic) {
            trace.hang(tables, up(tables, epic), None, leaf::<Item>(epic.meta.id));
        }
        for story in items().filter(|item| item.kind != ItemType::Epic) {
            let above = up(tables, story);
            let epic =
                above.epic.and_then(|epic| tables.items.get(epic)).filter(|epic| is_drawn(tables, epic));
            let of_epic = epic.map(|epic| up(tables, epic));
            // A story that names another initiative or goal than its epic hangs there.
            let is_with_epic =
                of_epic.is_some_and(|it| it.initiative == above.initiative && it.goal == above.goal);
            let at_epic = above.epic.filter(|_| is_with_epic);
            trace.hang(tables, above, at_epic, leaf::<Item>(story.meta.id));
        }
        trace
    }

    /// Hangs a branch where what stands under these does, on the epic if that hangs there.
    fn hang(&mut self, tables: &Tables, up: Up, epic: Option<Id>, branch: TraceNode) {
        let initiative = up.initiative.and_then(|id| tables.initiatives.get(id));
        let initiative = initiative.filter(|it| it.goal == up.goal).map(|it| it.meta.id);
        let list = match up.goal {
            Some(_) => find(&mut self.goals, up.goal),
            None if initiative.is_some() => Some(&mut self.initiatives),
            None => None,
        };
        let list = list.unwrap_or(&mut self.items);
        let list = match find(list, initiative) {
            Some(under) => under,
            None => list,
        };
        match find(list, epic) {
            Some(under) => under.push(branch),
            None => list.push(branch),
        }
    }
}

fn leaf<R: Record>(id: Id) -> TraceNode {
    TraceNode { record: RecordRef::to::<R>(id), under: Vec::new() }
}

fn find(branches: &mut [TraceNode], id: Option<Id>) -> Option<&mut Vec<TraceNode>> {
    branches.iter_mut().find(|branch| Some(branch.record.id) == id).map(|branch| &mut branch.under)
}

fn is_drawn(tables: &Tables, item: &Item) -> bool {
    item.kind != ItemType::Task && category_of(tables, item) != Category::Cancelled
}
