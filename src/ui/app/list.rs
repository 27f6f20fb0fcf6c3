//! The list in view, as the page computed it.

use std::ops::Deref;
use std::sync::Arc;

use crate::analysis::Alike;
use crate::browser;
use crate::model::kind::Kind;
use crate::model::{Id, SortedSet};
use crate::view::{self, Listing, Look, Ranking, Register, Shape, Tab};
use crate::workspace::Tables;

/// The rows of a list; two are equal when they are the same computation's.
#[derive(Clone, Debug)]
pub struct List {
    version: u64,
    listing: Arc<Listing>,
    /// Their ranks by a score, where work is prioritised.
    pub ranking: Arc<Ranking>,
}

impl PartialEq for List {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version
    }
}

impl Deref for List {
    type Target = Listing;
    fn deref(&self) -> &Listing {
        &self.listing
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
            listing: Arc::new(listing),
            ranking: Arc::new(ranking),
        }
    }

    /// A list of records; where the one before shows the same, that one: nothing of it is looked at again.
    pub fn after(before: Option<&Self>, listing: Listing) -> Self {
        let is_same = |before: &&Self| {
            before.ids == listing.ids && before.fitting == listing.fitting && before.heads == listing.heads
        };
        before.filter(is_same).cloned().unwrap_or_else(|| Self::new(listing))
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
