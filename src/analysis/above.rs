//! What stands above an item.

use crate::model::{Id, Item, ItemType};
use crate::workspace::Tables;

/// What stands above an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Up {
    /// The nearest epic above it, or itself.
    pub epic: Option<Id>,
    /// The initiative of it or of what is above it.
    pub initiative: Option<Id>,
    /// The goal of it, of what is above it, else of its initiative.
    pub goal: Option<Id>,
    /// The version of the vision that goal serves.
    pub vision: Option<Id>,
}

/// How many items may stand above each other; past that a ring of parents is being followed.
const DEEPEST: usize = 64;

/// What stands above an item: the nearest of each wins.
pub fn up(tables: &Tables, item: &Item) -> Up {
    let mut up = Up::default();
    let mut next = Some(item);
    for _ in 0..DEEPEST {
        let Some(at) = next else { break };
        if at.kind == ItemType::Epic {
            up.epic = up.epic.or(Some(at.meta.id));
        }
        up.goal = up.goal.or(at.goal);
        up.initiative = up.initiative.or(at.initiative);
        next = at.parent.and_then(|parent| tables.items.get(parent));
    }
    let initiative = up.initiative.and_then(|id| tables.initiatives.get(id));
    up.goal = up.goal.or(initiative.and_then(|initiative| initiative.goal));
    up.vision = up.goal.and_then(|id| tables.goals.get(id)).and_then(|goal| goal.vision);
    up
}
