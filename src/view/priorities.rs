//! Work as it is prioritised: what is open in the order of a score, with its rank and how sure that is.

use super::look::{Column, Head, Listing, Look, Shape, Sort, SortBy, list};
use crate::analysis::score::{Order, Place, Scorer, Subject, order, ranked};
use crate::analysis::sprint::{range, velocity};
use crate::analysis::to_refine as flawed;
use crate::model::kind::{Field, METHODS, Method};
use crate::model::{Day, Estimate, Id, Item, ItemType, Product, SortedSet, map_of};
use crate::workspace::Tables;

/// What a look puts work in order by.
pub fn score_field(look: &Look) -> &'static Field {
    look.by.unwrap_or(METHODS.first().map_or(&crate::model::kind::VALUE_EFFORT, |method| method.score))
}

/// What a score is called: a method by its name.
pub fn name_of_score(field: &'static Field) -> &'static str {
    Method::of_score(field).map_or(field.label, |method| method.name)
}

/// What can still be put in order: not begun work counts as well as work under way.
fn open(tables: &Tables, product: &Product, mut found: Vec<Id>) -> Vec<Id> {
    found.retain(|id| {
        let item = tables.items.get(*id);
        item.is_some_and(|item| item.kind != ItemType::Epic && !product.workflow.is_over(&item.status))
    });
    found
}

/// The rows: what is open, the highest score first; what has none stands last, in the order of the backlog. And the ranks of
/// what is in view.
pub fn priorities(
    tables: &Tables,
    product: &Product,
    found: Vec<Id>,
    look: &Look,
    folded: &SortedSet<String>,
) -> (Listing, Ranking) {
    let by = score_field(look);
    let found = open(tables, product, found);
    let mut look = look.clone();
    if look.sort.is_empty() && look.group.is_none() {
        // Each is scored once, for its place and for its rank.
        let look = Look { by: None, ..look };
        let fitting = list(tables, product.meta.id, found, &look, Shape::List, folded).fitting;
        let ranking = Ranking::of(tables, by, &fitting);
        return (cut(tables, product.meta.id, &ranking, folded), ranking);
    }
    let by_score = SortBy::Field(by);
    if look.sorted_by(by_score).is_none() {
        look.sort.push(Sort { by: by_score, is_down: true });
    }
    let listing = list(tables, product.meta.id, found, &look, Shape::List, folded);
    let ranking = Ranking::of(tables, by, &listing.fitting);
    (listing, ranking)
}

/// The rows in the order of a score, under heads that say what fits into the next sprints at the usual pace; none where no
/// sprint was finished.
fn cut(tables: &Tables, product: Id, ranking: &Ranking, folded: &SortedSet<String>) -> Listing {
    let usual = range(&velocity(tables, product)).map_or(0, |range| range.middle);
    let ids = ranking.order.iter().map(|place| place.id).chain(ranking.unscored.iter().copied());
    let ids: Vec<Id> = ids.collect();
    if usual == 0 || ranking.order.is_empty() {
        return Listing { fitting: ids.clone(), ids, ..Listing::default() };
    }
    let mut listing = Listing { fitting: ids.clone(), ..Listing::default() };
    let mut scored = ranking.order.len();
    let mut items = ids.iter().filter_map(|id| tables.items.get(*id)).peekable();
    for (name, holds) in
        [("Fits into one sprint", usual), ("Fits into the next", usual), ("Below the line", u32::MAX)]
    {
        let (mut group, mut tenths, mut bare) = (Vec::new(), 0u32, 0usize);
        let is_last = holds > usual;
        while let Some(item) = items.next_if(|item| {
            let size = item.estimate.map_or(0, Estimate::tenths);
            is_last || scored > 0 && tenths.saturating_add(size) <= holds
        }) {
            tenths = tenths.saturating_add(item.estimate.map_or(0, Estimate::tenths));
            bare += usize::from(item.estimate.is_none());
            scored = scored.saturating_sub(1);
            group.push(item.meta.id);
        }
        if group.is_empty() {
            continue;
        }
        let key = ["cut/", name].concat();
        let is_open = !folded.contains(&key);
        let bare = if bare == 0 { String::new() } else { format!(", {bare} not estimated") };
        listing.heads.push(Head {
            at: listing.ids.len(),
            key,
            name: [name, &bare].concat(),
            items: group.len(),
            done: 0,
            all: 0,
            tenths,
            is_open,
        });
        if is_open {
            listing.ids.append(&mut group);
        }
    }
    listing
}

/// The rows of what is to be refined.
pub fn to_refine(tables: &Tables, product: &Product, found: Vec<Id>, look: &Look, today: Day) -> Listing {
    let found = flawed(tables, product, &found, today);
    list(tables, product.meta.id, found, look, Shape::List, &SortedSet::new())
}

/// The columns in which a score and its inputs stand.
pub fn score_columns(tables: &Tables, by: &'static Field) -> Vec<Column> {
    let inputs = Scorer::of(tables, by).map(|scorer| scorer.inputs()).unwrap_or_default();
    let inputs = inputs.into_iter().filter(|field| *field != by).map(column_of);
    inputs.chain([Column::Field(by), Column::Rank, Column::Range]).collect()
}

/// The column of an input: of items, value and effort have their own.
pub fn column_of(field: &'static Field) -> Column {
    match field.key {
        "value" => Column::Value,
        "effort" => Column::Effort,
        _ => Column::Field(field),
    }
}

/// Everything in view with its rank.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranking {
    /// What has a score, the highest first.
    pub order: Order,
    /// What has none.
    pub unscored: Vec<Id>,
}

impl Ranking {
    /// The ranks of items by a score.
    pub fn of(tables: &Tables, by: &Field, ids: &[Id]) -> Self {
        let Some(scorer) = Scorer::of(tables, by) else {
            return Self { unscored: ids.to_vec(), order: Order::new() };
        };
        let mut unscored = Vec::new();
        let mut scored = Vec::with_capacity(ids.len());
        for item in ids.iter().filter_map(|id| tables.items.get(*id)) {
            match ranked(&scorer, item.meta.id, &Subject::item(item)) {
                Some(ranked) => scored.push(ranked),
                None => unscored.push(item.meta.id),
            }
        }
        Self { order: order(scored), unscored }
    }

    /// Where an item stands; nowhere without a score.
    pub fn place(&self, id: Id) -> Option<&Place> {
        self.order.iter().find(|place| place.id == id)
    }

    /// The rank of an item, or the range of ranks it may have: “3”, “2–5”.
    pub fn words(&self, id: Id, column: Column) -> String {
        let Some(place) = self.place(id) else { return String::new() };
        if column == Column::Rank {
            return place.rank.to_string();
        }
        match place.range(&self.order) {
            range if range.best == range.worst => range.best.to_string(),
            range => format!("{}–{}", range.best, range.worst),
        }
    }
}

/// The first input of a score that an item has not.
pub fn missing_input(tables: &Tables, by: &Field, item: &Item) -> Option<&'static Field> {
    match Scorer::of(tables, by)?.score(&Subject::item(item)) {
        crate::analysis::score::Score::Missing(field) => Some(field),
        _ => None,
    }
}

/// Two methods that put the same items in another order.
#[derive(Clone, Debug, PartialEq)]
pub struct Disagreement {
    /// The other method.
    pub other: &'static Method,
    /// How much the two agree, from −1 to 1.
    pub tau: f64,
    /// Over how many items.
    pub of: usize,
    /// The items whose ranks differ most: by this method, and by the other, among those that both score.
    pub items: Vec<(Id, usize, usize)>,
}

/// Where the other methods disagree with one, the most at odds first.
pub fn disagreements(tables: &Tables, ranking: &Ranking, by: &Field) -> Vec<Disagreement> {
    /// Fewer items say nothing about two methods.
    const LEAST: usize = 4;
    /// So many items are named.
    const NAMED: usize = 2;
    let others = METHODS.iter().filter(|method| method.score != by);
    let found = others.filter_map(|other| {
        let scorer = Scorer::Method(other);
        let score = |place: &Place| {
            let item = tables.items.get(place.id)?;
            Some((place.id, place.score, scorer.score(&Subject::item(item)).number()?))
        };
        let both: Vec<(Id, f64, f64)> = ranking.order.iter().filter_map(score).collect();
        let pairs: Vec<(f64, f64)> = both.iter().map(|(_, one, two)| (*one, *two)).collect();
        let tau = crate::analysis::score::agreement(&pairs).filter(|_| both.len() >= LEAST)?;
        let ranks = |which: fn(&(Id, f64, f64)) -> f64| {
            let ranked = |it: &(Id, f64, f64)| crate::analysis::score::Ranked {
                id: it.0,
                score: which(it),
                doubt: 0.0,
            };
            map_of(order(both.iter().map(ranked).collect()).into_iter().map(|place| (place.id, place.rank)))
        };
        let (here, there) = (ranks(|it| it.1), ranks(|it| it.2));
        let items = both.iter().filter_map(|(id, ..)| Some((*id, *here.get(id)?, *there.get(id)?))).collect();
        let apart = |(_, here, there): &(Id, usize, usize)| -(here.abs_diff(*there) as i64);
        let mut items = crate::model::in_order_of(items, apart);
        items.retain(|(_, here, there)| here != there);
        items.truncate(NAMED);
        Some(Disagreement { other, tau, of: both.len(), items })
    });
    crate::model::in_order_by(found.collect(), |a, b| a.tau.total_cmp(&b.tau))
}
