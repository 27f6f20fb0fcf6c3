//! What needs care today: what waits, check-ins that are overdue, key results that lag, releases nobody looked at again.

use super::advisor::ask_again;
use super::{
    Gap, GoalPace, Overview, goal_pace, is_over, is_running, key_result_score, last_contact, last_seen,
    metric_due, share_due, tasks_due, triage, untested,
};
use crate::model::kind::{
    EVERY, FEEDBACK, Holds, KINDS, NEW, PUT_OFF, PUT_OFF_UNTIL, PUT_OFF_WHAT, STAKEHOLDERS, TO_TELL,
};
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
    /// Feedback that nobody has looked at.
    Inbox {
        /// How much.
        number: usize,
        /// Days since the oldest came.
        days: i32,
    },
    /// It is more than a year since it was asked which role is needed.
    RoleCheck {
        /// The answers of that time.
        check: Id,
        /// Days since.
        days: i32,
    },
    /// So many people may be told that what they asked for is out.
    ToTell(usize),
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

impl Attention {
    /// The rule that found it: its word, and what it looks for.
    pub fn rule(&self) -> (&'static str, &'static str) {
        match self {
            Self::Blocked { .. } => ("blocked", "Items that are marked as blocked."),
            Self::FollowUp { .. } => ("follow-up", "Items whose day to follow up has come."),
            Self::Due { .. } => {
                ("due", "Records with a day that has come: a next step, a review, an answer, a task.")
            }
            Self::Talk { .. } => {
                ("talk", "Stakeholders who were not spoken to for longer than their rhythm.")
            }
            Self::Untested(_) => ("untested", "Open assumptions under committed work."),
            Self::Inbox { .. } => {
                ("inbox", "Feedback that has no theme, need or item, and was not put away.")
            }
            Self::ToTell(_) => ("to-tell", "Feedback whose item is out, where nobody was told since."),
            Self::RoleCheck { .. } => {
                ("role", "The last answers to which role is needed, when they are older than a year.")
            }
            Self::ToHandOver { .. } => ("hand-over", "Initiatives that are agreed and not handed over."),
            Self::Unchecked { .. } => {
                ("unchecked", "Releases that are out, whose metric was not read since.")
            }
            Self::Unread { .. } => ("unread", "Metrics whose next reading is due by their cadence."),
            Self::Overdue { .. } => ("check-in", "Key results without a check-in for more than two weeks."),
            Self::Behind { .. } => ("behind", "Goals behind an even pace between start and due day."),
            Self::Gap(..) => ("gap", "Missing links between vision and outcome."),
        }
    }

    /// What it stands together with: what its rule found, of days that have come those of one kind.
    pub fn group(&self) -> (&'static str, &'static str) {
        let table = if let Self::Due { record, .. } = self { record.table } else { "" };
        (self.rule().0, table)
    }

    /// For how many days it waits; what was never done waits longest, and what is counted has no day.
    fn days(&self) -> i32 {
        match self {
            Self::Blocked { days, .. }
            | Self::FollowUp { days, .. }
            | Self::Due { days, .. }
            | Self::Inbox { days, .. }
            | Self::RoleCheck { days, .. }
            | Self::Unchecked { days, .. }
            | Self::Unread { days, .. } => *days,
            Self::Talk { days, .. } | Self::Overdue { days, .. } => days.unwrap_or(i32::MAX),
            Self::Untested(_)
            | Self::ToTell(_)
            | Self::ToHandOver { .. }
            | Self::Behind { .. }
            | Self::Gap(..) => 0,
        }
    }

    /// What it is called where it is put off: its rule, and what it is about. What is counted is as its rule.
    pub fn key(&self) -> String {
        let (rule, _) = self.rule();
        match self {
            Self::Blocked { item, .. } | Self::FollowUp { item, .. } => format!("{rule} {item}"),
            Self::Due { record, label, .. } => format!("{rule} {} {label}", record.id),
            Self::Talk { record, .. } => format!("{rule} {}", record.id),
            Self::ToHandOver { initiative: id, .. }
            | Self::Unchecked { release: id, .. }
            | Self::Unread { metric: id, .. }
            | Self::Overdue { key_result: id, .. }
            | Self::Behind { goal: id, .. } => format!("{rule} {id}"),
            Self::Gap(gap, _) => format!("{rule} {}", gap.segment()),
            Self::Untested(_) | Self::Inbox { .. } | Self::ToTell(_) | Self::RoleCheck { .. } => {
                rule.to_owned()
            }
        }
    }
}

/// What needs care in a product and is not put off, and how much is.
pub fn asked(tables: &Tables, product: Id, overview: &Overview, today: Day) -> (Vec<Attention>, usize) {
    let mut all = attention(tables, product, overview, today);
    let kept = tables.described_of(&PUT_OFF, product).into_iter();
    let off = kept.filter(|it| it.day(&PUT_OFF_UNTIL).is_none_or(|until| until > today));
    let off: Vec<&str> = off.map(|it| it.words(&PUT_OFF_WHAT)).filter(|what| !what.is_empty()).collect();
    let found = all.len();
    all.retain(|it| !off.contains(&it.rule().0) && !off.contains(&it.key().as_str()));
    let away = found - all.len();
    (all, away)
}

/// What feedback asks for.
fn voices(tables: &Tables, product: Id, today: Day, found: &mut Vec<Attention>) {
    let (mut number, mut days, mut to_tell) = (0, 0, 0);
    for voice in tables.described_of(&FEEDBACK, product) {
        match triage(tables, voice) {
            NEW => {
                number += 1;
                days = days.max(Day::of(voice.meta.created_at).days_until(today));
            }
            TO_TELL => to_tell += 1,
            _ => {}
        }
    }
    found.extend((number > 0).then_some(Attention::Inbox { number, days }));
    found.extend((to_tell > 0).then_some(Attention::ToTell(to_tell)));
}

/// What records of described kinds ask for.
fn described(tables: &Tables, product: Id, today: Day, found: &mut Vec<Attention>) {
    for kind in KINDS {
        let due: Vec<_> = kind.fields.iter().filter(|field| matches!(field.holds, Holds::Due)).collect();
        let running = tables.described_of(kind, product).into_iter();
        for kept in running.filter(|kept| is_running(tables, kind, kept)) {
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

/// Everything that needs care in a product, group by group.
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
        if has_due && goal_pace(tables, goal, true, today) == GoalPace::Behind {
            found.push(Attention::Behind { goal: goal.meta.id, name: goal.name.clone() });
        }
    }
    described(tables, product, today, &mut found);
    voices(tables, product, today, &mut found);
    let role = ask_again(tables, product, today);
    found.extend(role.map(|(check, days)| Attention::RoleCheck { check, days }));
    let gaps = overview.gaps.iter().filter(|(gap, _)| *gap != Gap::ReleaseCheck);
    found.extend(gaps.map(|(gap, ids)| Attention::Gap(*gap, ids.len())));
    in_groups(found)
}

/// Each group as a whole, where the first of it was found; in it, what waits longest comes first.
fn in_groups(found: Vec<Attention>) -> Vec<Attention> {
    let mut groups: Vec<Vec<Attention>> = Vec::new();
    for it in found {
        let group = it.group();
        match groups.iter_mut().find(|together| together.first().is_some_and(|it| it.group() == group)) {
            Some(together) => together.push(it),
            None => groups.push(vec![it]),
        }
    }
    for together in &mut groups {
        together.sort_by_key(|it| std::cmp::Reverse(it.days()));
    }
    groups.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Ids;

    #[test]
    fn what_belongs_together_stands_together_and_what_waits_longest_first() {
        let mut ids = Ids::seeded(1);
        let blocked =
            |item, days| Attention::Blocked { item, title: String::new(), reason: String::new(), days };
        let talk = |id, days| {
            let record = RecordRef { table: STAKEHOLDERS.table, id };
            Attention::Talk { record, name: String::new(), days }
        };
        let [one, two, three, four] = [ids.next_id(), ids.next_id(), ids.next_id(), ids.next_id()];
        // Two tasks of one meeting share the key by which they are put off.
        let task = |days| {
            let record = RecordRef { table: "meetings", id: three };
            Attention::Due { record, name: String::new(), label: "Task", days }
        };
        let found = vec![
            blocked(one, 0),
            task(1),
            talk(three, Some(9)),
            blocked(two, 40),
            Attention::Untested(2),
            task(5),
            talk(four, None),
        ];
        let sorted = [
            blocked(two, 40),
            blocked(one, 0),
            task(5),
            task(1),
            talk(four, None),
            talk(three, Some(9)),
            Attention::Untested(2),
        ];
        assert_eq!(in_groups(found), sorted);
    }
}
