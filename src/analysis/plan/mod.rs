//! The plan in time: what is dated, what waits for what, what has slack, and where the dates do not fit.

mod all;
mod asks;
mod calendar;
mod changes;
mod criticality;
mod detail;
mod load;
mod outlook;
mod schedule;
mod what_if;

pub use all::{Ahead, Upcoming, ahead};
pub use asks::asks_of_initiatives;
pub use calendar::{Calendar, weekday};
pub use changes::{Became, PlanChange, Then, baselines, changes, has_baseline, then};
pub use criticality::{RUNS, Shares, critical_shares};
pub use detail::{Detail, details};
pub use load::{Load, loads};
pub use outlook::{OUTLOOK_ODDS, Outlook, outlook};
pub use schedule::{Arc, Network, PlanTask, Ring, ScheduleSlot, schedule, way};

pub use what_if::{Compared, WhatIf};

use crate::model::kind::{
    MILESTONE_DROPPED, MILESTONE_ON, MILESTONE_STATE, MILESTONES, REACHED, WAIT_LAG, WAITS_FOR, row_id,
};
use crate::model::{Day, Id, Initiative, Record, RecordRef, Release, ReleaseState, Wait, map_of};
use crate::workspace::{Described, Fields, Tables};

/// A thing of the plan: an initiative with its days, or a release or a milestone, which is the end of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The record.
    pub record: RecordRef,
    /// What it is called.
    pub name: String,
    /// Its first and its last day; of what is a day, twice that. None where none is known.
    pub days: Option<(Day, Day)>,
    /// The day its record was made.
    pub made: Day,
    /// Whether it is behind: nothing can move it any more.
    pub is_over: bool,
    /// What has to be over before it.
    pub waits: Vec<Wait>,
}

/// One thing that has to be over before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The wait's own id.
    pub id: Id,
    /// The place of what has to be over.
    pub from: usize,
    /// The place of what waits.
    pub to: usize,
    /// Working days between.
    pub lag: i32,
}

/// Further apart than this, in working days, nothing waits: a file can say anything.
const LAG_MOST: i32 = 1_000;

/// How the days of two things that wait for each other fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// One of them has no days.
    Unknown,
    /// So many working days lie between that need not.
    Spare(i32),
    /// What waits begins, or comes, so many days too early; and the first day on which it would fit.
    Early(i32, Day),
}

/// The plan of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Everything in it: initiatives, releases, milestones, each in its order.
    pub things: Vec<Planned>,
    /// What waits for what.
    pub dependencies: Vec<Dependency>,
    /// When each can be done; none of what has no days, and none at all where some wait for each other in a ring.
    pub slots: Vec<Option<ScheduleSlot>>,
    /// Those that wait for each other in a ring, in that order.
    pub ring: Vec<usize>,
    /// Which days are worked on.
    pub calendar: Calendar,
}

/// The waits in rows of a described record.
fn waits_of(record: &Described) -> Vec<Wait> {
    let wait = |row: &&Fields| {
        let on = row.get("on")?.as_str()?.to_owned();
        let lag = row.get(WAIT_LAG.key).and_then(serde_json::Value::as_i64).unwrap_or(0);
        Some(Wait { id: row_id(row)?, on, lag: lag as i32 })
    };
    record.rows(&WAITS_FOR).iter().filter_map(wait).collect()
}

fn of_initiative(it: &Initiative) -> Planned {
    Planned {
        record: RecordRef::to::<Initiative>(it.meta.id),
        name: it.name.clone(),
        days: it.days(),
        made: Day::of(it.meta.created_at),
        is_over: false,
        waits: it.waits_for.clone(),
    }
}

fn of_release(it: &Release) -> Planned {
    Planned {
        record: RecordRef::to::<Release>(it.meta.id),
        name: it.name.clone(),
        days: it.day().map(|day| (day, day)),
        made: Day::of(it.meta.created_at),
        is_over: it.state == ReleaseState::Released,
        waits: it.waits_for.clone(),
    }
}

fn of_milestone(it: &Described) -> Planned {
    Planned {
        record: RecordRef { table: MILESTONES.table, id: it.meta.id },
        name: it.name().to_owned(),
        days: it.day(&MILESTONE_ON).map(|day| (day, day)),
        made: Day::of(it.meta.created_at),
        is_over: it.words(&MILESTONE_STATE) == REACHED,
        waits: waits_of(it),
    }
}

impl Plan {
    /// The plan of a product; none where there is no such product.
    pub fn of(tables: &Tables, product: Id) -> Option<Self> {
        let mut plan = Self::read(tables, product)?;
        plan.find_slots();
        Some(plan)
    }

    /// The same without when each can be done: what has days, and what waits for what.
    pub fn read(tables: &Tables, product: Id) -> Option<Self> {
        let calendar = Calendar::of(tables.products.get(product)?);
        let mut things = Vec::new();
        for it in tables.initiatives.of(product) {
            things.push(of_initiative(it));
        }
        for it in tables.releases.of(product) {
            things.push(of_release(it));
        }
        for it in tables.described_of(&MILESTONES, product) {
            if it.words(&MILESTONE_STATE) != MILESTONE_DROPPED {
                things.push(of_milestone(it));
            }
        }
        Some(Self::unscheduled(things, calendar))
    }

    fn new(things: Vec<Planned>, calendar: Calendar) -> Self {
        let mut plan = Self::unscheduled(things, calendar);
        plan.find_slots();
        plan
    }

    fn unscheduled(things: Vec<Planned>, calendar: Calendar) -> Self {
        let places = map_of(things.iter().zip(0..).map(|(it, at)| (it.record.id, at)));
        let mut dependencies = Vec::new();
        for (to, thing) in things.iter().enumerate() {
            for wait in &thing.waits {
                let from = wait.target().and_then(|(_, id)| places.get(&id).copied());
                let dependency =
                    |from| Dependency { id: wait.id, from, to, lag: wait.lag.clamp(-LAG_MOST, LAG_MOST) };
                dependencies.extend(from.map(dependency));
            }
        }
        Self { things, dependencies, slots: Vec::new(), ring: Vec::new(), calendar }
    }

    /// The days of work of a thing, counted: before which its first, and after which its last.
    fn span(&self, place: usize) -> Option<(i32, i32)> {
        let thing = self.things.get(place)?;
        let (first, last) = thing.days?;
        let end = self.calendar.before(last.plus(1));
        // A day without work of its own is the end of that day.
        Some((if thing.record.table == Initiative::TABLE { self.calendar.before(first) } else { end }, end))
    }

    /// What has days, by place, and as the critical path looks at it.
    fn network(&self) -> (Vec<usize>, Vec<PlanTask>, Vec<Arc>) {
        let spans: Vec<_> = (0..self.things.len()).map(|place| self.span(place)).collect();
        let dated: Vec<usize> =
            (0..spans.len()).filter(|place| matches!(spans.get(*place), Some(Some(_)))).collect();
        let at = |place: usize| dated.binary_search(&place).ok();
        let task = |place: &usize| {
            let (start, end) = spans.get(*place).copied().flatten().unwrap_or_default();
            PlanTask { start, length: end - start }
        };
        let arc = |it: &Dependency| Some(Arc { from: at(it.from)?, to: at(it.to)?, lag: it.lag });
        let tasks = dated.iter().map(task).collect();
        let arcs = self.dependencies.iter().filter_map(arc).collect();
        (dated, tasks, arcs)
    }

    fn find_slots(&mut self) {
        let (dated, tasks, arcs) = self.network();
        self.slots = vec![None; self.things.len()];
        match schedule(&tasks, &arcs) {
            Ok(slots) => {
                for (place, slot) in dated.iter().zip(slots) {
                    if let Some(known) = self.slots.get_mut(*place) {
                        *known = Some(slot);
                    }
                }
            }
            Err(Ring(ring)) => {
                self.ring = ring.into_iter().filter_map(|at| dated.get(at).copied()).collect();
            }
        }
    }

    /// Where a record stands among the things.
    pub fn place(&self, id: Id) -> Option<usize> {
        self.things.iter().position(|thing| thing.record.id == id)
    }

    /// When a record can be done.
    pub fn slot(&self, id: Id) -> Option<ScheduleSlot> {
        self.slots.get(self.place(id)?).copied().flatten()
    }

    /// Whether the end of everything hangs on a record.
    pub fn is_critical(&self, id: Id) -> bool {
        self.slot(id).is_some_and(ScheduleSlot::is_critical)
    }

    /// How the days of two things fit.
    pub fn fit(&self, it: &Dependency) -> Fit {
        let Some(((_, over), (begins, _))) = self.span(it.from).zip(self.span(it.to)) else {
            return Fit::Unknown;
        };
        let spare = begins - over - it.lag;
        if spare >= 0 {
            return Fit::Spare(spare);
        }
        let is_span = self.things.get(it.to).is_some_and(|thing| thing.record.table == Initiative::TABLE);
        // What is the end of a day comes with the day before that on which something could begin.
        let first = self.calendar.day(over + it.lag - i32::from(!is_span));
        let meant = self.things.get(it.to).and_then(|thing| thing.days).map_or(first, |(first, _)| first);
        Fit::Early(meant.days_until(first).max(1), first)
    }

    /// By how many days a record begins, or comes, too early; none where it fits, or is behind.
    pub fn early(&self, id: Id) -> Option<i32> {
        let place = self.place(id)?;
        let waits = self.dependencies.iter().filter(|it| it.to == place);
        let early = waits.filter_map(|it| match self.fit(it) {
            Fit::Early(days, _) => Some(days),
            _ => None,
        });
        early.max().filter(|_| self.things.get(place).is_some_and(|thing| !thing.is_over))
    }

    /// Those that do not fit, with by how many days and the first day that would; what is behind cannot be moved.
    pub fn conflicts(&self) -> Vec<(Dependency, i32, Day)> {
        let open = |it: &&Dependency| self.things.get(it.to).is_some_and(|thing| !thing.is_over);
        let early = |it: &Dependency| match self.fit(it) {
            Fit::Early(days, first) => Some((*it, days, first)),
            _ => None,
        };
        self.dependencies.iter().filter(open).filter_map(early).collect()
    }

    /// The way round there would be if one waited for another, by name; none where there would be none.
    pub fn ring_with(&self, waiting: Id, on: Id) -> Option<Vec<&str>> {
        let (waiting, on) = self.place(waiting).zip(self.place(on))?;
        let arcs: Vec<Arc> =
            self.dependencies.iter().map(|it| Arc { from: it.from, to: it.to, lag: it.lag }).collect();
        let way = if waiting == on { vec![on] } else { way(self.things.len(), &arcs, waiting, on)? };
        let name = |place: usize| self.things.get(place).map(|thing| thing.name.as_str());
        Some(way.into_iter().chain([waiting]).filter_map(name).collect())
    }

    /// The first and the last day of everything that has days.
    pub fn ends(&self) -> Option<(Day, Day)> {
        let days = || self.things.iter().filter_map(|thing| thing.days);
        Some((days().map(|(first, _)| first).min()?, days().map(|(_, last)| last).max()?))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::{Ids, Instant, Lens, Product};

    pub fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// Initiatives and milestones by their days, and what waits for what: from, to, days between.
    pub fn plan(things: &[(&str, &str, &str)], waits: &[(usize, usize, i32)]) -> Plan {
        let mut ids = Ids::seeded(1);
        let all: Vec<Id> = things.iter().map(|_| ids.next_id()).collect();
        let thing = |(at, (table, first, last)): (usize, &(&'static str, &str, &str))| {
            let on = waits.iter().filter(|(_, to, _)| *to == at);
            Planned {
                record: RecordRef { table, id: all[at] },
                name: format!("T{at}"),
                days: first.parse().ok().zip(last.parse().ok()),
                made: day("2026-01-01"),
                is_over: false,
                waits: on
                    .map(|(from, _, lag)| Wait {
                        id: Ids::seeded(9).next_id(),
                        on: format!("{}/{}", things[*from].0, all[*from]),
                        lag: *lag,
                    })
                    .collect(),
            }
        };
        let things: Vec<(&'static str, &str, &str)> = things
            .iter()
            .map(|(table, first, last)| {
                let known = crate::model::PLANNED_TABLES.into_iter().find(|known| known == table);
                (known.unwrap(), *first, *last)
            })
            .collect();
        let key = "SPK".parse().unwrap();
        let product = Product::new(Ids::seeded(2).next_id(), Instant(0), "Spoke".into(), key, Lens::Both);
        Plan::new(things.iter().enumerate().map(thing).collect(), Calendar::of(&product))
    }

    #[test]
    fn what_begins_before_what_it_waits_for_is_over_is_too_early() {
        // Deposits end on Friday, 9 April 2027; invoices were to begin on 1 March.
        let it = plan(
            &[("initiatives", "2027-02-08", "2027-04-09"), ("initiatives", "2027-03-01", "2027-05-07")],
            &[(0, 1, 0)],
        );
        assert_eq!(it.fit(&it.dependencies[0]), Fit::Early(42, day("2027-04-12")), "the Monday after");
        assert_eq!(it.conflicts().len(), 1);
        let lagged = plan(
            &[("initiatives", "2027-02-08", "2027-04-09"), ("initiatives", "2027-04-14", "2027-05-07")],
            &[(0, 1, 5)],
        );
        assert_eq!(lagged.fit(&lagged.dependencies[0]), Fit::Early(5, day("2027-04-19")));
        let fits = plan(
            &[("initiatives", "2027-02-08", "2027-04-09"), ("initiatives", "2027-04-14", "2027-05-07")],
            &[(0, 1, 0)],
        );
        assert_eq!(fits.fit(&fits.dependencies[0]), Fit::Spare(2));
    }

    #[test]
    fn a_milestone_is_the_end_of_its_day() {
        let days = [("initiatives", "2027-02-08", "2027-04-09"), ("milestones", "2027-04-09", "2027-04-09")];
        let same_day = plan(&days, &[(0, 1, 0)]);
        assert_eq!(same_day.fit(&same_day.dependencies[0]), Fit::Spare(0));
        let before = plan(&[days[0], ("milestones", "2027-04-07", "2027-04-07")], &[(0, 1, 0)]);
        assert_eq!(before.fit(&before.dependencies[0]), Fit::Early(2, day("2027-04-09")));
        let after = plan(&[days[1], ("initiatives", "2027-04-12", "2027-04-30")], &[(0, 1, 0)]);
        assert_eq!(after.fit(&after.dependencies[0]), Fit::Spare(0), "the weekend is no time lost");
    }

    #[test]
    fn slack_is_in_working_days_and_what_has_no_days_takes_no_part() {
        let it = plan(
            &[
                ("initiatives", "2027-01-04", "2027-01-15"),
                ("initiatives", "2027-01-25", "2027-01-29"),
                ("initiatives", "2027-01-04", "2027-01-22"),
                ("initiatives", "", ""),
            ],
            &[(0, 1, 0), (3, 1, 0)],
        );
        let slot = |place: usize| it.slots[place].map(|slot| (slot.total(), slot.free));
        assert_eq!((slot(0), slot(1), slot(2), slot(3)), (Some((5, 5)), Some((0, 0)), Some((5, 5)), None));
        assert_eq!(it.fit(&it.dependencies[1]), Fit::Unknown);
    }

    #[test]
    fn a_ring_is_foreseen_and_named_where_two_tabs_made_one() {
        let days = ("initiatives", "2027-01-04", "2027-01-15");
        let it = plan(&[days, days, days], &[(0, 1, 0), (1, 2, 0)]);
        let id = |place: usize| it.things[place].record.id;
        assert_eq!(it.ring_with(id(0), id(2)), Some(vec!["T0", "T1", "T2", "T0"]));
        assert_eq!(it.ring_with(id(2), id(0)), None);
        assert_eq!(it.ring_with(id(1), id(1)), Some(vec!["T1", "T1"]));
        let round = plan(&[days, days], &[(0, 1, 0), (1, 0, 0)]);
        assert_eq!((round.ring.len(), round.slots), (2, vec![None, None]));
    }
}
