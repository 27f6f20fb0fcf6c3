//! What needs care today: what waits, check-ins that are overdue, key results that lag, releases nobody looked at again.

use super::{
    Gap, Overview, Pace, goal_pace, is_over, is_running, key_result_score, last_contact, last_seen,
    metric_due, share_due, tasks_due, untested,
};
use crate::model::kind::{EVERY, Holds, KINDS, STAKEHOLDERS};
use crate::model::{Day, Handover, Id, RecordRef};
use crate::workspace::Tables;

/// After how many days without a check-in a key result asks for one.
pub const CHECK_IN_DAYS: i32 = 14;

/// Something that needs care, the most urgent kind first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attention {
    /// Something waits for something else.
    Blocked {
        /// The item.
        item: Id,
        /// Its title.
        title: String,
        /// What it waits for.
        reason: String,
        /// Days since.
        days: i32,
    },
    /// The day to ask how a delegated item goes has come.
    FollowUp {
        /// The item.
        item: Id,
        /// Its title.
        title: String,
        /// Who does it; empty where nobody is named.
        who: String,
        /// Days since that day.
        days: i32,
    },
    /// A day that was to be met has come: a next step, a review, a test.
    Due {
        /// The record.
        record: RecordRef,
        /// Its name.
        name: String,
        /// What the day is of.
        label: &'static str,
        /// Days since.
        days: i32,
    },
    /// A stakeholder was not talked to for longer than was meant.
    Talk {
        /// The stakeholder.
        record: RecordRef,
        /// As one calls them.
        name: String,
        /// Days since the last contact; none where there never was one.
        days: Option<i32>,
    },
    /// So many assumptions under committed work were never tested.
    Untested(usize),
    /// An initiative is agreed, and its stories are not in the backlog yet.
    ToHandOver {
        /// The initiative.
        initiative: Id,
        /// Its name.
        name: String,
    },
    /// A release went out, and its metric was not read since.
    Unchecked {
        /// The release.
        release: Id,
        /// Days since it went out.
        days: i32,
    },
    /// The day to read a metric again has come.
    Unread {
        /// The metric.
        metric: Id,
        /// What it counts.
        name: String,
        /// Days since that day.
        days: i32,
    },
    /// A key result has not been checked for long.
    Overdue {
        /// Its goal.
        goal: Id,
        /// The key result.
        key_result: Id,
        /// What it measures.
        name: String,
        /// Days since the last check-in; none where there never was one.
        days: Option<i32>,
    },
    /// A goal lies behind an even pace.
    Behind {
        /// The goal.
        goal: Id,
        /// Its name.
        name: String,
    },
    /// A kind of gap, and how many records have it.
    Gap(Gap, usize),
}

/// What records of described kinds ask for.
fn described(tables: &Tables, product: Id, today: Day, found: &mut Vec<Attention>) {
    for kind in KINDS {
        let due: Vec<_> = kind.fields.iter().filter(|field| matches!(field.holds, Holds::Due)).collect();
        for kept in
            tables.described_of(kind, product).into_iter().filter(|kept| is_running(tables, kind, kept))
        {
            let record = RecordRef { table: kind.table, id: kept.meta.id };
            for field in &due {
                let days = kept.day(field).map(|day| day.days_until(today)).filter(|days| *days >= 0);
                found.extend(days.map(|days| Attention::Due {
                    record,
                    name: kept.name().to_owned(),
                    label: field.label,
                    days,
                }));
            }
        }
    }
    for kept in tables.described_of(&STAKEHOLDERS, product) {
        let Some(every) = kept.number(&EVERY) else { continue };
        let days = last_contact(kept).map(|on| on.days_until(today));
        if days.is_none_or(|days| i64::from(days) > every) {
            let record = RecordRef { table: STAKEHOLDERS.table, id: kept.meta.id };
            found.push(Attention::Talk { record, name: kept.name().to_owned(), days });
        }
    }
    for (record, name, days) in tasks_due(tables, product, today) {
        found.push(Attention::Due { record, name, label: "Task", days });
    }
    let untested = untested(tables, product);
    found.extend((untested > 0).then_some(Attention::Untested(untested)));
}

/// Everything that needs care in a product.
pub fn attention(tables: &Tables, product: Id, overview: &Overview, today: Day) -> Vec<Attention> {
    let mut found = Vec::new();
    let mut follow_ups = Vec::new();
    for item in tables.items.of(product) {
        if let Some(block) = item.block() {
            let days = block.on.days_until(today);
            let (item, title) = (item.meta.id, item.shown_title().into_owned());
            found.push(Attention::Blocked { item, title, reason: block.reason.clone(), days });
        }
        let days = item.follow_up.map(|day| day.days_until(today)).filter(|days| *days >= 0);
        if let Some(days) = days.filter(|_| !is_over(tables, item)) {
            let who = item.delegate.and_then(|id| tables.people.get(id));
            follow_ups.push(Attention::FollowUp {
                item: item.meta.id,
                title: item.shown_title().into_owned(),
                who: who.map(|person| person.name.clone()).unwrap_or_default(),
                days,
            });
        }
    }
    found.extend(follow_ups);
    let initiatives = tables.initiatives.of(product);
    for agreed in initiatives.filter(|it| it.handover == Handover::Agreed) {
        found.push(Attention::ToHandOver { initiative: agreed.meta.id, name: agreed.name.clone() });
    }
    for &release in overview.lacking(Gap::ReleaseCheck) {
        let out = tables.releases.get(release).and_then(|it| it.actual);
        found.push(Attention::Unchecked { release, days: out.map_or(0, |out| out.days_until(today)) });
    }
    for metric in tables.metrics.of(product) {
        if let Some(days) = metric_due(metric).map(|due| due.days_until(today)).filter(|days| *days >= 0) {
            let (id, name) = (metric.meta.id, metric.name.clone());
            found.push(Attention::Unread { metric: id, name, days });
        }
    }
    // What is closed asks for nothing more.
    let goals: Vec<_> = tables.goals.of(product).filter(|goal| goal.closed_on.is_none()).collect();
    for goal in &goals {
        // What takes its values from a metric is read there.
        for result in goal.key_results.iter().filter(|result| result.metric.is_none()) {
            let started = result.start.unwrap_or_else(|| Day::of(goal.meta.created_at));
            let last = last_seen(tables, result);
            let since = last.map_or(started, |(on, _)| on).days_until(today);
            let is_reached = key_result_score(tables, result) == Some(super::WHOLE);
            if since > CHECK_IN_DAYS && !is_reached {
                found.push(Attention::Overdue {
                    goal: goal.meta.id,
                    key_result: result.id,
                    name: result.name.clone(),
                    days: last.map(|_| since),
                });
            }
        }
    }
    for goal in &goals {
        let has_due = goal.key_results.iter().any(|it| share_due(goal, it, today).is_some());
        if has_due && goal_pace(tables, goal, true, today) == Pace::Behind {
            found.push(Attention::Behind { goal: goal.meta.id, name: goal.name.clone() });
        }
    }
    described(tables, product, today, &mut found);
    let gaps = overview.gaps.iter().filter(|(gap, _)| *gap != Gap::ReleaseCheck);
    found.extend(gaps.map(|(gap, ids)| Attention::Gap(*gap, ids.len())));
    found
}
