//! What a forecast is about: the work that is left of something.

use super::history::counts;
use crate::analysis::{category_of, up};
use crate::model::{Category, Id, Initiative, Item, ItemType, RecordRef, Release, set_of};
use crate::workspace::Tables;

/// Something whose end is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WorkLeft {
    /// All that is agreed to and not done.
    #[default]
    Backlog,
    /// What goes out with a release.
    Release(Id),
    /// What is under an initiative.
    Initiative(Id),
    /// What is under an epic.
    Epic(Id),
}

impl WorkLeft {
    /// The record it is, where it is one.
    pub fn record(self) -> Option<RecordRef> {
        match self {
            Self::Backlog => None,
            Self::Release(id) => Some(RecordRef::to::<Release>(id)),
            Self::Initiative(id) => Some(RecordRef::to::<Initiative>(id)),
            Self::Epic(id) => Some(RecordRef::to::<Item>(id)),
        }
    }

    fn has(self, tables: &Tables, item: &Item) -> bool {
        match self {
            Self::Backlog => true,
            Self::Release(release) => item.release == Some(release),
            Self::Initiative(initiative) => up(tables, item).initiative == Some(initiative),
            Self::Epic(epic) => up(tables, item).epic == Some(epic),
        }
    }
}

/// Whether an item is agreed to and not done: an idea is neither work nor left.
fn is_left(tables: &Tables, item: &Item) -> bool {
    let category = category_of(tables, item);
    counts(item) && matches!(category, Category::Open | Category::Active | Category::Review)
}

/// How many items of a subject are agreed to and not done.
pub fn items_left(tables: &Tables, product: Id, subject: WorkLeft) -> usize {
    tables.items.of(product).filter(|item| is_left(tables, item) && subject.has(tables, item)).count()
}

/// How many of some items are agreed to and not done.
pub fn left_among(tables: &Tables, ids: &[Id]) -> usize {
    ids.iter().filter_map(|id| tables.items.get(*id)).filter(|item| is_left(tables, item)).count()
}

/// What can be asked for, with its name: the backlog, then releases, initiatives and epics of which something is left, in
/// their order.
pub fn subjects(tables: &Tables, product: Id) -> Vec<(WorkLeft, String)> {
    let mut found = vec![(WorkLeft::Backlog, "The open backlog".to_owned())];
    let releases = tables.releases.in_order(product).filter_map(|id| tables.releases.get(id));
    found.extend(releases.map(|it| (WorkLeft::Release(it.meta.id), format!("Release {}", it.name))));
    let initiatives = tables.initiatives.in_order(product).filter_map(|id| tables.initiatives.get(id));
    found.extend(initiatives.map(|it| (WorkLeft::Initiative(it.meta.id), format!("Initiative {}", it.name))));
    let items = tables.items.in_order(product).filter_map(|id| tables.items.get(id));
    let epics = items.filter(|item| item.kind == ItemType::Epic);
    found.extend(epics.map(|it| (WorkLeft::Epic(it.meta.id), format!("Epic {}", it.shown_title()))));
    // One walk over the items, however many subjects there are.
    let left = tables.items.of(product).filter(|item| is_left(tables, item));
    let with_rest = set_of(left.flat_map(|item| {
        let up = up(tables, item);
        [item.release, up.initiative, up.epic].into_iter().flatten()
    }));
    found.retain(|(subject, _)| match subject {
        WorkLeft::Backlog => true,
        WorkLeft::Release(id) | WorkLeft::Initiative(id) | WorkLeft::Epic(id) => with_rest.contains(id),
    });
    found
}
