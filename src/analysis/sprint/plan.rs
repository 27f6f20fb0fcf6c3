//! What speaks for and against a plan: the days people can give, and what may not end in time.

use super::{items_in, points, range, results, span, sprint_state, velocity};
use crate::analysis::flow::percentile;
use crate::analysis::{is_begun, is_over, meets};
use crate::model::kind::{CAPACITY, CAPACITY_DAYS, CAPACITY_OFF, CAPACITY_WHO, FINISHED, SPRINTS};
use crate::model::{Day, Estimate, Id, Item, Person, Product, set_of};
use crate::workspace::{Described, Tables, Values, links_in};

/// From so many done items on their sizes say what is large.
const ENOUGH_ITEMS: usize = 5;

/// What a person can give to a sprint, in working days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// The row of the sprint.
    pub row: Id,
    /// Who; empty where nobody is named.
    pub name: String,
    /// The days there are.
    pub days: u32,
    /// The days that go to other things; at most all.
    pub off: u32,
    /// Why.
    pub note: String,
}

impl Capacity {
    /// The days that are left to work in.
    pub fn left(&self) -> u32 {
        self.days - self.off
    }
}

/// What each person can give to a sprint; who names no days has all of the sprint's.
pub fn capacity(tables: &Tables, sprint: &Described) -> Vec<Capacity> {
    let all = span(sprint).map_or(0, |(first, last)| super::working_days(first, last).len() as u32);
    let read = |row: &crate::workspace::Fields| {
        let values = Values(row);
        let number = |field| values.number(field).and_then(|days| u32::try_from(days).ok());
        let days = number(&CAPACITY_DAYS).unwrap_or(all);
        let who = links_in(row, &CAPACITY_WHO).into_iter().find_map(|(_, id)| tables.people.get(id));
        Some(Capacity {
            row: crate::model::kind::row_id(row)?,
            name: who.map(|who: &Person| who.name.clone()).unwrap_or_default(),
            days,
            off: number(&CAPACITY_OFF).unwrap_or(0).min(days),
            note: row.get("note").and_then(|note| note.as_str()).unwrap_or_default().to_owned(),
        })
    };
    sprint.rows(&CAPACITY).into_iter().filter_map(read).collect()
}

/// What was done in past days of capacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastPace {
    /// Tenths of a point that were done.
    pub done: u32,
    /// The days there were.
    pub days: u32,
}

impl PastPace {
    /// Hundredths of a point in a day.
    pub fn a_day(self) -> u32 {
        (self.done * 10 + self.days / 2) / self.days.max(1)
    }

    /// The tenths of a point that so many days make.
    pub fn of_days(self, days: u32) -> u32 {
        (self.done * days + self.days / 2) / self.days.max(1)
    }
}

/// What was done in the days of capacity of the finished sprints that have any.
pub fn points_a_day(tables: &Tables, product: Id) -> Option<PastPace> {
    let (mut days, mut done) = (0, 0);
    for result in results(tables, product) {
        let sprint = tables.described(&SPRINTS, result.id)?;
        let left: u32 = capacity(tables, sprint).iter().map(Capacity::left).sum();
        if left > 0 {
            (days, done) = (days + left, done + result.done);
        }
    }
    (days > 0).then_some(PastPace { done, days })
}

/// Something that speaks against a plan; points in tenths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Risk {
    /// It has no first or no last day.
    NoDays,
    /// Its days are those of another sprint that is not over.
    Overlaps(String),
    /// More than was done in any sprint that counts.
    OverRange(u32),
    /// More than fits into the days people can give, at the pace of the past.
    OverCapacity(u32),
    /// An item in it is blocked, for so many days.
    Blocked(Id, u32),
    /// An item in it waits for one that is not done and not in it.
    WaitsOutside(Id, Id),
    /// An item in it is larger than nearly all that were done before.
    TooLarge(Id),
    /// Items in it do not meet the Definition of Ready.
    NotReady(Vec<Id>),
    /// Items in it have no estimate.
    NoEstimate(Vec<Id>),
}

/// What speaks against the plan of a sprint, the gravest first.
pub fn risks(tables: &Tables, product: &Product, sprint: &Described, today: Day) -> Vec<Risk> {
    let mut risks = Vec::new();
    let (owner, id) = (product.meta.id, sprint.meta.id);
    let items: Vec<&Item> = items_in(tables, owner, id);
    let open: Vec<&Item> = items.iter().copied().filter(|item| !is_over(tables, item)).collect();
    match span(sprint) {
        None => risks.push(Risk::NoDays),
        Some((first, last)) => {
            let other = tables.described_of(&SPRINTS, owner).into_iter().find(|other| {
                let is_open = other.meta.id != id && sprint_state(other) != FINISHED;
                is_open && span(other).is_some_and(|(from, to)| from <= last && first <= to)
            });
            risks.extend(other.map(|other| Risk::Overlaps(other.name().to_owned())));
        }
    }
    let pulled = points(items.iter().copied());
    risks.extend(
        range(&velocity(tables, owner))
            .filter(|range| pulled > range.most)
            .map(|range| Risk::OverRange(range.most)),
    );
    let days: u32 = capacity(tables, sprint).iter().map(Capacity::left).sum();
    let has_capacity = !sprint.rows(&CAPACITY).is_empty();
    let fits = points_a_day(tables, owner).map(|pace| pace.of_days(days)).filter(|_| has_capacity);
    risks.extend(fits.filter(|fits| pulled > *fits).map(Risk::OverCapacity));
    for item in &open {
        if let Some(block) = item.block() {
            risks.push(Risk::Blocked(item.meta.id, block.on.days_until(today).max(0) as u32));
        }
    }
    let inside = set_of(items.iter().map(|item| item.meta.id));
    for item in &open {
        let outside = item.blocked_by.iter().find(|on| {
            let waits = tables.items.get(**on).is_some_and(|on| !is_over(tables, on));
            waits && !inside.contains(on)
        });
        risks.extend(outside.map(|on| Risk::WaitsOutside(item.meta.id, *on)));
    }
    let large = usual_most(tables, product);
    let is_large =
        |item: &&&Item| item.estimate.map(Estimate::tenths).zip(large).is_some_and(|(it, most)| it > most);
    risks.extend(open.iter().filter(is_large).map(|item| Risk::TooLarge(item.meta.id)));
    let ids = |which: &dyn Fn(&Item) -> bool| -> Vec<Id> {
        open.iter().filter(|item| which(item)).map(|item| item.meta.id).collect()
    };
    let unready =
        ids(&|item| !is_begun(tables, item) && !product.ready.0.iter().all(|rule| meets(tables, item, rule)));
    let not_sized = ids(&|item| item.estimate.is_none());
    risks.extend((!unready.is_empty()).then_some(Risk::NotReady(unready)));
    risks.extend((!not_sized.is_empty()).then_some(Risk::NoEstimate(not_sized)));
    risks
}

/// The size that 85 in a hundred of the items done before did not exceed, in tenths; none of too few.
pub fn usual_most(tables: &Tables, product: &Product) -> Option<u32> {
    let is_done = |item: &&Item| is_over(tables, item);
    let done = tables.items.of(product.meta.id).filter(is_done);
    let sizes: Vec<u32> = done.filter_map(|item| item.estimate).map(Estimate::tenths).collect();
    (sizes.len() >= ENOUGH_ITEMS).then(|| percentile(&sizes, 85)).flatten()
}
