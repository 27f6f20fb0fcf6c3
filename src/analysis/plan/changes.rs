//! What became of the plan since a baseline: what moved, what came, what went, and what was decided about it.

use super::{Plan, Planned};
use crate::model::kind::{
    ABOUT, BASELINE_DAYS, BASELINE_FIRST, BASELINE_LAST, BASELINE_NAME, BASELINE_ON, BASELINES, DECIDED_ON,
    DECISIONS, row_id,
};
use crate::model::{Day, Id, RecordRef};
use crate::workspace::{Described, Fields, Tables};

/// A thing as a baseline has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Then {
    /// The record.
    pub id: Id,
    /// What it was called.
    pub name: String,
    /// Its days.
    pub days: (Day, Day),
}

/// What became of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    /// It begins and ends on other days: by how many days each moved, later counted up.
    Moved {
        /// The first day.
        first: i32,
        /// The last day.
        last: i32,
    },
    /// It had no days then, or was not there.
    Came,
    /// It has no days any more, or is not there.
    Went,
}

/// A change since a baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanChange {
    /// The record, where it is still there.
    pub record: Option<RecordRef>,
    /// What it is called, or was.
    pub name: String,
    /// Its days then and now.
    pub then: Option<(Day, Day)>,
    /// Its days now.
    pub now: Option<(Day, Day)>,
    /// What became of it.
    pub became: Became,
    /// What was decided about it since, by the decision and its name.
    pub decisions: Vec<(RecordRef, String)>,
}

/// What a baseline keeps.
pub fn then(baseline: &Described) -> Vec<Then> {
    let day = |row: &Fields, key: &str| row.get(key)?.as_str()?.parse().ok();
    let read = |row: &&Fields| {
        let days = (day(row, BASELINE_FIRST.key)?, day(row, BASELINE_LAST.key)?);
        let name = row.get(BASELINE_NAME.key).and_then(serde_json::Value::as_str).unwrap_or_default();
        Some(Then { id: row_id(row)?, name: name.to_owned(), days })
    };
    baseline.rows(&BASELINE_DAYS).iter().filter_map(read).collect()
}

/// The baselines of a product, the latest first.
pub fn baselines(tables: &Tables, product: Id) -> Vec<&Described> {
    let all = tables.described_of(&BASELINES, product);
    let on = |it: &&Described| it.day(&BASELINE_ON).unwrap_or_else(Day::first);
    let mut all = crate::model::in_order_of(all, |it| i64::from(Day::first().days_until(on(it))));
    all.reverse();
    all
}

/// Whether a baseline was taken in the month of a day.
pub fn has_baseline(tables: &Tables, product: Id, today: Day) -> bool {
    let is_it = |on: Day| (on.year(), on.month()) == (today.year(), today.month());
    tables.described_of(&BASELINES, product).iter().any(|it| it.day(&BASELINE_ON).is_some_and(is_it))
}

/// What changed since a baseline: what moved most first, then what came and what went.
pub fn changes(tables: &Tables, plan: &Plan, baseline: &Described) -> Vec<PlanChange> {
    let before = then(baseline);
    let since = baseline.day(&BASELINE_ON).unwrap_or_else(Day::first);
    let owner = baseline.product().unwrap_or(Id::FIRST);
    let decisions = tables.described_of(&DECISIONS, owner).into_iter();
    let decisions: Vec<&Described> =
        decisions.filter(|it| it.day(&DECIDED_ON).is_some_and(|on| on >= since)).collect();
    let decided = |record: RecordRef| {
        let about = decisions.iter().filter(|it| it.linked(&ABOUT).contains(&(record.table, record.id)));
        let named =
            about.map(|it| (RecordRef { table: DECISIONS.table, id: it.meta.id }, it.name().to_owned()));
        named.collect::<Vec<_>>()
    };
    let change = |thing: Option<&Planned>, then: Option<&Then>| {
        let (now, then_days) = (thing.and_then(|it| it.days), then.map(|it| it.days));
        let became = match (then_days, now) {
            (Some(then), Some(now)) if then == now => return None,
            (Some((first, last)), Some((now_first, now_last))) => {
                Became::Moved { first: first.days_until(now_first), last: last.days_until(now_last) }
            }
            (None, Some(_)) => Became::Came,
            (Some(_), None) => Became::Went,
            (None, None) => return None,
        };
        let name = thing.map(|it| it.name.clone()).or(then.map(|it| it.name.clone()));
        let record = thing.map(|it| it.record);
        let decisions = record.map(decided).unwrap_or_default();
        Some(PlanChange { record, name: name.unwrap_or_default(), then: then_days, now, became, decisions })
    };
    let known = |id: Id| before.iter().find(|it| it.id == id);
    let now = plan.things.iter().filter_map(|it| change(Some(it), known(it.record.id)));
    let gone = before.iter().filter(|it| plan.place(it.id).is_none()).filter_map(|it| change(None, Some(it)));
    let order = |it: &PlanChange| match it.became {
        Became::Moved { first, last } => i64::from(-last.abs().max(first.abs())),
        Became::Came => 1,
        Became::Went => 2,
    };
    crate::model::in_order_of(now.chain(gone).collect(), order)
}
