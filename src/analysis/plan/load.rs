//! How much work falls into each month of the plan.

use super::Plan;
use crate::analysis::Overview;
use crate::model::{Day, Initiative, Record};

/// A month of the plan, and the work in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// Its first day.
    pub first: Day,
    /// Its last day.
    pub last: Day,
    /// The work that falls into it, in tenths of a point.
    pub tenths: u32,
}

/// So many years ahead months are looked at, as the timeline does.
const YEARS_AHEAD: i32 = 10;

/// The first day of the month after that of a day.
fn next_month(day: Day) -> Day {
    let (year, month) = if day.month() == 12 { (day.year() + 1, 1) } else { (day.year(), day.month() + 1) };
    Day::new(year, month, 1).unwrap_or(day.plus(31))
}

/// The work of each month from that of today to the end of the plan: the points that are open under an initiative fall
/// evenly on its working days from today on; what is over already, on today.
pub fn loads(plan: &Plan, overview: &Overview, today: Day) -> Vec<Load> {
    let Some((_, end)) = plan.ends() else { return Vec::new() };
    let mut loads: Vec<Load> = Vec::new();
    let mut first = Day::new(today.year(), today.month(), 1).unwrap_or(today);
    // Plans farther ahead say nothing of months.
    let end = end.clamp(today, today.plus(YEARS_AHEAD * 366));
    while first <= end {
        let next = next_month(first);
        if next <= first {
            break;
        }
        loads.push(Load { first, last: next.plus(-1), tenths: 0 });
        first = next;
    }
    for thing in plan.things.iter().filter(|thing| thing.record.table == Initiative::TABLE) {
        let open = overview.initiative(thing.record.id).open_tenths;
        let Some((first, last)) = thing.days.filter(|_| open > 0) else { continue };
        let (first, last) = (first.max(today), last.max(today));
        let all = plan.calendar.between(first, last);
        // Shares of what has been given out so far lose nothing to rounding.
        let share = |until: Day| {
            let days = plan.calendar.between(first, until.min(last));
            if all == 0 {
                u64::from(until >= last) * u64::from(open)
            } else {
                u64::from(open) * days as u64 / all as u64
            }
        };
        for load in loads.iter_mut().filter(|load| load.last >= first && load.first <= last) {
            let before = if load.first > first { share(load.first.plus(-1)) } else { 0 };
            let by_end = if load.last >= first { share(load.last) } else { 0 };
            load.tenths += by_end.saturating_sub(before) as u32;
        }
    }
    loads
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::plan::Planned;
    use crate::analysis::plan::tests::{day, plan};

    #[test]
    fn open_work_falls_evenly_on_the_working_days_from_today() {
        let it = plan(
            &[("initiatives", "2027-01-04", "2027-02-26"), ("initiatives", "2026-11-02", "2026-12-11")],
            &[],
        );
        let mut overview = Overview::default();
        for (thing, open_tenths) in it.things.iter().zip([400, 70]) {
            overview.count_open(thing.record.id, open_tenths);
        }
        let loads = loads(&it, &overview, day("2027-01-04"));
        let months: Vec<(Day, u32)> = loads.iter().map(|load| (load.first, load.tenths)).collect();
        // 20 of 40 working days lie in each month; what should be over is due today.
        assert_eq!(months, [(day("2027-01-01"), 270), (day("2027-02-01"), 200)]);
        let none: Vec<Planned> = Vec::new();
        assert!(super::loads(&Plan::new(none, it.calendar.clone()), &overview, day("2027-01-04")).is_empty());
    }
}
