//! The line of a product as a tree: everything once, where it hangs.

use super::{Up, category_of, up};
use crate::model::{Category, Goal, Id, Initiative, Item, ItemType, Record, RecordRef};
use crate::workspace::Tables;

/// A record and what hangs on it, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// The record.
    pub record: RecordRef,
    /// What hangs on it.
    pub under: Vec<Branch>,
}

/// All goals, initiatives and work of a product; tasks and what was dropped are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// Goals, with the initiatives, epics and stories that serve them.
    pub goals: Vec<Branch>,
    /// Initiatives without a goal.
    pub initiatives: Vec<Branch>,
    /// Epics and stories with neither.
    pub items: Vec<Branch>,
}

impl Trace {
    /// Walks over a product once.
    pub fn of(tables: &Tables, product: Id) -> Self {
        let mut trace = Self::default();
        trace.goals.extend(tables.goals.in_order(product).map(leaf::<Goal>));
        for initiative in tables.initiatives.of(product) {
            let home = initiative.goal.and_then(|goal| find(&mut trace.goals, goal));
            home.unwrap_or(&mut trace.initiatives).push(leaf::<Initiative>(initiative.meta.id));
        }
        let items = || {
            let ids = tables.items.in_order(product);
            ids.filter_map(|id| tables.items.get(id)).filter(|item| is_drawn(tables, item))
        };
        for epic in items().filter(|item| item.kind == ItemType::Epic) {
            trace.home(tables, up(tables, epic)).push(leaf::<Item>(epic.meta.id));
        }
        for story in items().filter(|item| item.kind != ItemType::Epic) {
            let above = up(tables, story);
            let epic =
                above.epic.and_then(|epic| tables.items.get(epic)).filter(|epic| is_drawn(tables, epic));
            let of_epic = epic.map(|epic| up(tables, epic));
            // A story that names another initiative or goal than its epic hangs there.
            let is_with_epic =
                of_epic.is_some_and(|it| it.initiative == above.initiative && it.goal == above.goal);
            let home = trace.home(tables, above);
            let at_epic = above.epic.filter(|_| is_with_epic);
            let place = at_epic.and_then(|epic| home.iter().position(|branch| branch.record.id == epic));
            let home = match place {
                Some(place) => &mut home[place].under,
                None => home,
            };
            home.push(leaf::<Item>(story.meta.id));
        }
        trace
    }

    /// The list that what stands under these hangs in.
    fn home(&mut self, tables: &Tables, up: Up) -> &mut Vec<Branch> {
        let initiative = up.initiative.and_then(|id| tables.initiatives.get(id));
        let initiative = initiative.filter(|it| it.goal == up.goal).map(|it| it.meta.id);
        let list = match up.goal {
            Some(goal) => find(&mut self.goals, goal),
            None if initiative.is_some() => Some(&mut self.initiatives),
            None => None,
        };
        let Some(list) = list else { return &mut self.items };
        match initiative.and_then(|id| list.iter().position(|branch| branch.record.id == id)) {
            Some(place) => &mut list[place].under,
            None => list,
        }
    }
}

fn leaf<R: Record>(id: Id) -> Branch {
    Branch { record: RecordRef::to::<R>(id), under: Vec::new() }
}

fn find(branches: &mut [Branch], id: Id) -> Option<&mut Vec<Branch>> {
    branches.iter_mut().find(|branch| branch.record.id == id).map(|branch| &mut branch.under)
}

fn is_drawn(tables: &Tables, item: &Item) -> bool {
    item.kind != ItemType::Task && category_of(tables, item) != Category::Cancelled
}
