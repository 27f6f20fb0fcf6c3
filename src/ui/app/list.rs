//! The list in view, as the page computed it.

use std::sync::Arc;

use crate::analysis::Alike;
use crate::browser;
use crate::model::kind::Kind;
use crate::model::{Id, SortedSet};
use crate::view::{self, Branch, Head, Listing, Look, Ranking, Register, Shape, Tab};
use crate::workspace::Tables;

/// The rows of a list; two are equal when they are the same computation's.
#[derive(Clone, Debug)]
pub struct List {
    version: u64,
    /// The ids, in order; those folded away are not among them.
    pub ids: Arc<[Id]>,
    /// The heads of groups, in order.
    pub heads: Arc<[Head]>,
    /// Where each row stands in the tree; empty for a list.
    pub branches: Arc<[Branch]>,
    /// The items that fit, in order; folded ones are among them, and none that is only there for what is under it.
    pub fitting: Arc<[Id]>,
    /// Their ranks by a score, where work is prioritised.
    pub ranking: Arc<Ranking>,
}

impl PartialEq for List {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version
    }
}

impl List {
    /// A list that is equal to no other.
    pub fn new(listing: Listing) -> Self {
        Self::ranked(listing, Ranking::default())
    }

    /// The same with the ranks of its rows.
    pub fn ranked(listing: Listing, ranking: Ranking) -> Self {
        use std::sync::atomic::{AtomicU64, Ordering};
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self {
            version: NEXT.fetch_add(1, Ordering::Relaxed),
            ids: listing.ids.into(),
            heads: listing.heads.into(),
            branches: listing.branches.into(),
            fitting: listing.fitting.into(),
            ranking: Arc::new(ranking),
        }
    }

    /// A list of records; where the one before shows the same, that one: nothing of it is looked at again.
    pub fn after(before: Option<&Self>, listing: Listing) -> Self {
        let is_same = |before: &&Self| {
            *before.ids == *listing.ids
                && *before.fitting == *listing.fitting
                && *before.heads == *listing.heads
        };
        before.filter(is_same).cloned().unwrap_or_else(|| Self::new(listing))
    }

    /// The rows that fit: in the tree, those that are only there for what is under them are left out.
    pub fn fitting_rows(&self) -> Vec<Id> {
        let fits = |place: usize| self.branches.get(place).is_none_or(|branch| !branch.is_context);
        self.ids.iter().enumerate().filter(|(place, _)| fits(*place)).map(|(_, id)| *id).collect()
    }

    /// The head of the group a row stands in.
    pub fn head_over(&self, place: usize) -> Option<usize> {
        self.heads.partition_point(|head| head.at <= place).checked_sub(1)
    }

    /// Where a row stands.
    pub fn place(&self, id: Id) -> Option<usize> {
        self.ids.iter().position(|other| *other == id)
    }
}

/// The items of a page in view: which of those that were found, in which order.
pub fn rows_of(
    tables: &Tables,
    product: Id,
    (tab, sprint): (Tab, Option<Id>),
    found: Vec<Id>,
    (look, shape, folded): (&Look, Shape, &SortedSet<String>),
    alike: &Alike,
) -> List {
    let listing = match (tab, sprint, tables.products.get(product)) {
        (Tab::Plan, Some(sprint), _) => view::plan_list(tables, product, found, look, sprint, folded),
        (Tab::Board, _, Some(owner)) => {
            let found = view::board_items(tables, owner, found, sprint, browser::today());
            view::board_list(tables, owner, found, look)
        }
        (Tab::Prioritise, _, Some(owner)) => {
            let (listing, ranking) = view::priorities(tables, owner, found, look, folded);
            return List::ranked(listing, ranking);
        }
        (Tab::Refine, _, Some(owner)) => {
            view::to_refine(tables, owner, found, look, (alike, browser::today()))
        }
        (Tab::Map, _, Some(owner)) => view::map_list(tables, owner, found, look),
        _ => view::list(tables, product, found, look, shape, folded),
    };
    List::new(listing)
}

/// The records of a described kind, as they are read here and today.
pub fn register<'a>(tables: &'a Tables, kind: &'static Kind, product: Id) -> Register<'a> {
    Register { tables, kind, product, today: browser::today(), lacking: None }
}
