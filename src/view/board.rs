//! The lists of Delivery: a sprint as it is planned, and its work in columns and lanes.

use super::cell::Token;
use super::look::{Facet, FacetValue, Listing, Look, Places, Shape, list};
use crate::analysis::up;
use crate::model::{
    Category, Day, Estimate, Id, Item, ItemType, Product, ReleaseState, SortedSet, map_of, set_of,
};
use crate::workspace::Tables;

/// How long what is done stays on a board without a sprint, in days.
const DONE_DAYS: i32 = 14;

/// The rows of a plan: what is in the sprint, then what could be pulled into it, in the order of the backlog.
pub fn plan_list(
    tables: &Tables,
    product: Id,
    mut found: Vec<Id>,
    look: &Look,
    sprint: Id,
    folded: &SortedSet<String>,
) -> Listing {
    let Some(owner) = tables.products.get(product) else { return Listing::default() };
    let is_open = |item: &Item| !owner.workflow.is_over(&item.status) && item.kind != ItemType::Epic;
    found.retain(|id| {
        let item = tables.items.get(*id);
        item.is_some_and(|item| item.sprint == Some(sprint) || item.sprint.is_none() && is_open(item))
    });
    let look = Look { group: Some(Facet::Sprint), ..look.clone() };
    let mut listing = list(tables, product, found, &look, Shape::List, folded);
    for head in &mut listing.heads {
        // How much of all the rest is done says nothing here.
        (head.done, head.all) = (0, 0);
        if head.key.ends_with("/none") {
            "Next in order".clone_into(&mut head.name);
        }
    }
    listing
}

/// The estimates of the rows of a plan added up, what is in the sprint first, in tenths of a point.
pub fn running_totals(tables: &Tables, sprint: Id, ids: &[Id]) -> Vec<(Id, u32)> {
    let mut total = 0;
    let is_in = |id: &&Id| tables.items.get(**id).is_some_and(|item| item.sprint == Some(sprint));
    let (inside, outside): (Vec<&Id>, Vec<&Id>) = ids.iter().partition(is_in);
    let add = |id: &Id| {
        total += tables.items.get(*id).and_then(|item| item.estimate).map_or(0, Estimate::tenths);
        (*id, total)
    };
    inside.into_iter().chain(outside).map(add).collect()
}

/// A column of a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardColumn {
    /// What it is called.
    pub name: String,
    /// The states whose items stand in it.
    pub states: Vec<String>,
    /// What an item comes to when it is moved there: a state, or on a map an epic or none.
    pub into: String,
    /// What its states mean.
    pub category: Category,
    /// So many items of the product may be in it, and so many are.
    pub limit: Option<(u32, usize)>,
    /// How many of the board are in it.
    pub items: usize,
    /// How large they are together, in tenths of a point.
    pub tenths: u32,
}

/// A lane of a board: what belongs together, in the columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// By which it is folded.
    pub key: String,
    /// What it is called; empty where there is one lane.
    pub name: String,
    /// The items of each column.
    pub cells: Vec<Vec<Id>>,
    /// How many of them are done.
    pub done: usize,
    /// How large they are together, in tenths of a point.
    pub tenths: u32,
}

impl Lane {
    /// How many items stand in it.
    pub fn all(&self) -> usize {
        self.cells.iter().map(Vec::len).sum()
    }
}

/// A board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// The columns, in the order work passes through them.
    pub columns: Vec<BoardColumn>,
    /// The lanes, in the order of what they stand for.
    pub lanes: Vec<Lane>,
}

impl Board {
    /// A board of items, in lanes by a facet.
    pub fn of(tables: &Tables, product: &Product, ids: &[Id], lanes: Option<Facet>) -> Self {
        let columns = columns(tables, product);
        let column_of = |item: &Item| columns.iter().position(|column| column.states.contains(&item.status));
        Self::laid_out(tables, product, ids, lanes, (columns.clone(), column_of), |_| false)
    }

    /// A map of items: epics across in their order, what has none last; releases, or another facet, down.
    pub fn map(tables: &Tables, product: &Product, ids: &[Id], lanes: Option<Facet>) -> Self {
        let column = |name: &str, into: String| BoardColumn {
            name: name.to_owned(),
            states: Vec::new(),
            into,
            category: Category::Open,
            limit: None,
            items: 0,
            tenths: 0,
        };
        let is_open = |item: &&Item| item.kind == ItemType::Epic && !product.workflow.is_over(&item.status);
        let used = set_of(ids.iter().filter_map(|id| up(tables, tables.items.get(*id)?).epic));
        let epics = tables.items.of(product.meta.id);
        let epics: Vec<&Item> = epics.filter(|item| is_open(item) || used.contains(&item.meta.id)).collect();
        let places = map_of(epics.iter().enumerate().map(|(place, epic)| (epic.meta.id, place)));
        let last = epics.len();
        let columns = epics.into_iter().map(|epic| column(&epic.shown_title(), epic.meta.id.to_string()));
        let columns = columns.chain([column("No activity", "none".to_owned())]).collect();
        let column_of = |item: &Item| {
            let epic = up(tables, item).epic;
            Some(epic.and_then(|epic| places.get(&epic).copied()).unwrap_or(last))
        };
        // A release that is to come has its slice before anything is in it.
        let is_to_come = |value: &FacetValue| match value.token {
            Token::Record(id) => {
                tables.releases.get(id).is_some_and(|release| release.state != ReleaseState::Released)
            }
            _ => false,
        };
        let lanes = Some(lanes.unwrap_or(Facet::Release));
        Self::laid_out(tables, product, ids, lanes, (columns, column_of), is_to_come)
    }

    fn laid_out(
        tables: &Tables,
        product: &Product,
        ids: &[Id],
        lanes: Option<Facet>,
        (mut columns, column_of): (Vec<BoardColumn>, impl Fn(&Item) -> Option<usize>),
        stays: impl Fn(&FacetValue) -> bool,
    ) -> Self {
        let places = lanes.map(|facet| (facet, Places::of(tables, product.meta.id, facet)));
        let lane_count = places.as_ref().map_or(1, |(_, places)| places.values.len() + 1);
        let mut cells = vec![vec![Vec::new(); columns.len()]; lane_count];
        for item in ids.iter().filter_map(|id| tables.items.get(*id)) {
            let Some(at) = column_of(item) else { continue };
            let lane =
                places.as_ref().and_then(|(_, places)| places.of_item(item).first().copied()).unwrap_or(0);
            if let Some((column, cell)) =
                columns.get_mut(at).zip(cells.get_mut(lane).and_then(|lane| lane.get_mut(at)))
            {
                column.items += 1;
                column.tenths += item.estimate.map_or(0, Estimate::tenths);
                cell.push(item.meta.id);
            }
        }
        let lane = |(place, cells): (usize, Vec<Vec<Id>>)| {
            let (key, name) = match &places {
                None => (String::new(), String::new()),
                Some((facet, places)) => {
                    let value = places.values.get(place);
                    let text = value.map_or("other", |value| value.text.as_str());
                    let name = value.map_or("Other", |value| value.name.as_str());
                    (format!("lane/{}/{text}", facet.segment()), name.to_owned())
                }
            };
            let items = || cells.iter().flatten().filter_map(|id| tables.items.get(*id));
            let is_done = |item: &&Item| {
                product.workflow.state(&item.status).is_some_and(|state| state.category == Category::Done)
            };
            let (done, tenths) = (
                items().filter(is_done).count(),
                items().filter_map(|item| item.estimate).map(Estimate::tenths).sum(),
            );
            Lane { key, name, cells, done, tenths }
        };
        let lanes = cells.into_iter().enumerate().map(lane);
        let values = places.as_ref().map(|(_, places)| places.values.as_slice()).unwrap_or_default();
        let is_there = |(place, lane): &(usize, Lane)| {
            lane.name.is_empty() || lane.all() > 0 || values.get(*place).is_some_and(&stays)
        };
        let lanes = lanes.enumerate().filter(is_there).map(|(_, lane)| lane).collect();
        Self { columns, lanes }
    }

    /// Its items, lane by lane and column by column.
    pub fn ids(&self) -> Vec<Id> {
        self.lanes.iter().flat_map(|lane| lane.cells.iter().flatten().copied()).collect()
    }

    /// The lane with this key.
    pub fn lane(&self, key: &str) -> Option<&Lane> {
        self.lanes.iter().find(|lane| lane.key == key)
    }

    /// The lane, the column and the place of an item.
    pub fn place(&self, id: Id) -> Option<(usize, usize, usize)> {
        self.lanes.iter().enumerate().find_map(|(lane, it)| {
            it.cells.iter().enumerate().find_map(|(column, cell)| {
                cell.iter().position(|other| *other == id).map(|place| (lane, column, place))
            })
        })
    }

    /// The item in the next column to the right (1) or to the left (-1) that has any in this lane, as far down as this one.
    pub fn beside(&self, id: Id, by: isize) -> Option<Id> {
        let (lane, mut column, place) = self.place(id)?;
        let cells = &self.lanes.get(lane)?.cells;
        loop {
            column = column.checked_add_signed(by)?;
            let cell = cells.get(column)?;
            if let Some(last) = cell.len().checked_sub(1) {
                return cell.get(place.min(last)).copied();
            }
        }
    }
}

/// The columns of a product's board: what is not begun stands in one, what will not be made in none.
fn columns(tables: &Tables, product: &Product) -> Vec<BoardColumn> {
    let column = |name: &str, states: Vec<String>, into: String, category, limit: Option<u32>| {
        let there = |limit| {
            let all = tables.items.of(product.meta.id);
            (limit, all.filter(|item| states.contains(&item.status)).count())
        };
        let limit = limit.map(there);
        BoardColumn { name: name.to_owned(), states, into, category, limit, items: 0, tenths: 0 }
    };
    let states = product.workflow.0.iter();
    let open = states.clone().filter(|state| matches!(state.category, Category::Idea | Category::Open));
    let into = open.clone().next_back().map(|state| state.id.clone()).unwrap_or_default();
    let limit = open.clone().next_back().and_then(|state| state.limit);
    let to_do = column("To do", open.map(|state| state.id.clone()).collect(), into, Category::Open, limit);
    let begun = states
        .filter(|state| !matches!(state.category, Category::Idea | Category::Open | Category::Cancelled));
    let begun = begun.map(|state| {
        column(&state.name, vec![state.id.clone()], state.id.clone(), state.category, state.limit)
    });
    std::iter::once(to_do).chain(begun).collect()
}

/// What stands on a board: the items of a sprint; without one, what is ready, under way, or was done lately.
pub fn board_items(
    tables: &Tables,
    product: &Product,
    found: Vec<Id>,
    sprint: Option<Id>,
    today: Day,
) -> Vec<Id> {
    let ready = product.workflow.0.iter().rev().find(|state| state.category == Category::Open);
    let is_here = |item: &Item| match sprint {
        Some(sprint) => item.sprint == Some(sprint),
        None => {
            let state = product.workflow.state(&item.status);
            item.kind != ItemType::Epic
                && match state.map(|state| state.category) {
                    Some(Category::Active | Category::Review) => true,
                    Some(Category::Open) => state == ready,
                    Some(Category::Done) => {
                        item.status_log.last().is_some_and(|it| it.on.days_until(today) <= DONE_DAYS)
                    }
                    _ => false,
                }
        }
    };
    let mut found = found;
    found.retain(|id| tables.items.get(*id).is_some_and(is_here));
    found
}

/// The rows of a board as one list, so that selection, cursor and keys are those of every list.
pub fn board_list(tables: &Tables, product: &Product, found: Vec<Id>, look: &Look) -> Listing {
    // Lanes are no groups of rows.
    let rows = Look { group: None, ..look.clone() };
    let listing = list(tables, product.meta.id, found, &rows, Shape::List, &set_of([]));
    let ids = Board::of(tables, product, &listing.ids, look.group).ids();
    Listing { ids, ..listing }
}

/// What stands on a map, as one list in its order: stories and what else is no epic, not what will not be made.
pub fn map_list(tables: &Tables, product: &Product, mut found: Vec<Id>, look: &Look) -> Listing {
    found.retain(|id| {
        let item = tables.items.get(*id);
        item.is_some_and(|item| {
            let state = product.workflow.state(&item.status);
            let is_under_an_item =
                item.parent.and_then(|id| tables.items.get(id)).is_some_and(|it| it.kind != ItemType::Epic);
            // What went out is told by its release; the map is of what is to come.
            let is_out = item
                .release
                .and_then(|id| tables.releases.get(id))
                .is_some_and(|it| it.state == ReleaseState::Released);
            item.kind != ItemType::Epic
                && !is_out
                && !is_under_an_item
                && state.is_none_or(|state| state.category != Category::Cancelled)
        })
    });
    let rows = Look { group: None, ..look.clone() };
    let listing = list(tables, product.meta.id, found, &rows, Shape::List, &set_of([]));
    let ids = Board::map(tables, product, &listing.ids, look.group).ids();
    Listing { ids, ..listing }
}
