//! Work as it is prioritised: what is open in the order of a score, with its rank and how sure that is.

use super::look::{self, Column, Head, Listing, Look, Shape, Sort, SortBy, list, score_field};
use super::register::Register;
use crate::analysis::score::{RankPlace, Scorable, Scorer, Standings, order, ranked};
use crate::analysis::sprint::{range, velocity};
use crate::analysis::{Alike, to_refine as flawed};
use crate::model::kind::{Field, Kind, METHODS, Method};
use crate::model::{Day, Estimate, Id, Item, ItemType, Pace, Product, Record, RecordRef, SortedSet, map_of};
use crate::workspace::{Search, Tables};

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
        let ranking = Ranking::of(tables, Item::TABLE, by, &fitting);
        return (cut(tables, product.meta.id, &ranking, folded), ranking);
    }
    sort_by_score(&mut look, by);
    let listing = list(tables, product.meta.id, found, &look, Shape::List, folded);
    let ranking = Ranking::of(tables, Item::TABLE, by, &listing.fitting);
    (listing, ranking)
}

/// What is equal by all else stands in the order of a score.
fn sort_by_score(look: &mut Look, by: &'static Field) {
    let by = SortBy::Field(by);
    if look.sorted_by(by).is_none() {
        look.sort.push(Sort { by, is_down: true });
    }
}

/// The rows of a kind, and where the look has a score to put them in order by, their ranks.
pub fn ranked_register(
    register: &Register<'_>,
    search: &Search,
    mut look: Look,
    folded: &SortedSet<String>,
) -> (Listing, Ranking) {
    let Some(by) = look.by else { return (register.list(search, &look, folded), Ranking::default()) };
    sort_by_score(&mut look, by);
    let listing = register.list(search, &look, folded);
    let ranking = Ranking::of(register.tables, register.kind.table, by, &listing.fitting);
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
pub fn to_refine(
    tables: &Tables,
    product: &Product,
    found: Vec<Id>,
    look: &Look,
    seen: (&Alike, Day),
) -> Listing {
    let found = flawed(tables, product, &found, seen);
    list(tables, product.meta.id, found, look, Shape::List, &SortedSet::new())
}

/// The columns in which a score and its inputs stand, of items or a kind.
pub fn score_columns(tables: &Tables, kind: Option<&'static Kind>, by: &'static Field) -> Vec<Column> {
    let subject = look::Subject::of(kind, &tables.own_fields());
    let inputs = Scorer::of(tables, by).map(|scorer| scorer.inputs()).unwrap_or_default();
    // Some inputs have a column or a field of the type's own.
    let inputs = inputs.into_iter().filter(|field| *field != by).filter_map(|it| subject.column(it.key));
    inputs.chain([Column::Field(by), Column::Rank, Column::Range]).collect()
}

/// Everything in view with its rank.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranking {
    /// What has a score, the highest first.
    pub order: Standings,
    /// What has none.
    pub unscored: Vec<Id>,
}

impl Ranking {
    /// The ranks of records of a table by a score.
    pub fn of(tables: &Tables, table: &'static str, by: &Field, ids: &[Id]) -> Self {
        let Some(scorer) = Scorer::of(tables, by) else {
            return Self { unscored: ids.to_vec(), order: Standings::new() };
        };
        let mut unscored = Vec::new();
        let mut scored = Vec::with_capacity(ids.len());
        for id in ids.iter().copied() {
            let Some(subject) = Scorable::of(tables, RecordRef { table, id }) else { continue };
            match ranked(&scorer, id, &subject) {
                Some(ranked) => scored.push(ranked),
                None => unscored.push(id),
            }
        }
        Self { order: order(scored), unscored }
    }

    /// Where something stands; nowhere without a score.
    pub fn place(&self, id: Id) -> Option<&RankPlace> {
        self.order.iter().find(|place| place.id == id)
    }

    /// The rank of something, or the range of ranks it may have: “3”, “2–5”.
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

/// The first input of a score that a record has not.
pub fn missing_input(tables: &Tables, by: &Field, record: RecordRef) -> Option<&'static Field> {
    match Scorer::of(tables, by)?.score(&Scorable::of(tables, record)?) {
        crate::analysis::score::Score::Missing(field) => Some(field),
        _ => None,
    }
}

/// Two methods that put the same records in another order.
#[derive(Clone, Debug, PartialEq)]
pub struct Disagreement {
    /// The other method.
    pub other: &'static Method,
    /// How much the two agree, from −1 to 1.
    pub tau: f64,
    /// Over how many.
    pub of: usize,
    /// Those whose ranks differ most: by this method, and by the other, among those that both score.
    pub items: Vec<(Id, usize, usize)>,
}

/// Where the other methods disagree with one, the most at odds first; a step a method.
pub async fn disagreements(
    tables: &Tables,
    table: &'static str,
    ranking: &Ranking,
    by: &Field,
    pace: &Pace,
) -> Vec<Disagreement> {
    let mut found = Vec::new();
    for other in METHODS.iter().filter(|method| method.score != by) {
        pace.step().await;
        found.extend(Disagreement::of(tables, table, ranking, other));
    }
    crate::model::in_order_by(found, |a, b| a.tau.total_cmp(&b.tau))
}

impl Disagreement {
    /// Where a method disagrees with a ranking; none where it says too little.
    fn of(tables: &Tables, table: &'static str, ranking: &Ranking, other: &'static Method) -> Option<Self> {
        /// Fewer say nothing about two methods.
        const LEAST: usize = 4;
        /// So many are named.
        const NAMED: usize = 2;
        let scorer = Scorer::Method(other);
        let score = |place: &RankPlace| {
            let subject = Scorable::of(tables, RecordRef { table, id: place.id })?;
            Some((place.id, place.score, scorer.score(&subject).number()?))
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
        Some(Self { other, tau, of: both.len(), items })
    }
}
