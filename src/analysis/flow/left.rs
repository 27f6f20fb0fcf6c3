//! What a forecast is about: the work that is left of something.

use super::history::counts;
use crate::analysis::{category_of, up};
use crate::model::{Category, Id, Item, ItemType, set_of};
use crate::workspace::Tables;

/// Something whose end is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subject {
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

impl Subject {
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
pub fn items_left(tables: &Tables, product: Id, subject: Subject) -> usize {
    tables.items.of(product).filter(|item| is_left(tables, item) && subject.has(tables, item)).count()
}

/// What can be asked for, with its name: the backlog, then releases, initiatives and epics of which something is left, in
/// their order.
pub fn subjects(tables: &Tables, product: Id) -> Vec<(Subject, String)> {
    let mut found = vec![(Subject::Backlog, "The open backlog".to_owned())];
    let releases = tables.releases.in_order(product).filter_map(|id| tables.releases.get(id));
    found.extend(releases.map(|it| (Subject::Release(it.meta.id), format!("Release {}", it.name))));
    let initiatives = tables.initiatives.in_order(product).filter_map(|id| tables.initiatives.get(id));
    found.extend(initiatives.map(|it| (Subject::Initiative(it.meta.id), format!("Initiative {}", it.name))));
    let items = tables.items.in_order(product).filter_map(|id| tables.items.get(id));
    let epics = items.filter(|item| item.kind == ItemType::Epic);
    found.extend(epics.map(|it| (Subject::Epic(it.meta.id), format!("Epic {}", it.shown_title()))));
    // One walk over the items, however many subjects there are.
    let left = tables.items.of(product).filter(|item| is_left(tables, item));
    let with_rest = set_of(left.flat_map(|item| {
        let up = up(tables, item);
        [item.release, up.initiative, up.epic].into_iter().flatten()
    }));
    found.retain(|(subject, _)| match subject {
        Subject::Backlog => true,
        Subject::Release(id) | Subject::Initiative(id) | Subject::Epic(id) => with_rest.contains(id),
    });
    found
}
