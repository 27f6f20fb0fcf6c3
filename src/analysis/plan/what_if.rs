//! A plan that is tried out beside the real one: nothing of it is stored until a person keeps it.

use super::{Load, Plan};
use crate::model::{Day, Id, SortedMap};

/// What is tried: other days, or none, and another capacity of a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhatIf {
    /// The product whose plan it is.
    pub product: Option<Id>,
    /// Of each initiative that is tried otherwise, its days; none where it is left out.
    pub days: SortedMap<Id, Option<(Day, Day)>>,
    /// What a month holds, in tenths of a point; none for what it holds now.
    pub capacity: Option<u32>,
}

/// How a plan that is tried compares with the real one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// How many things lie on other days, come in or are left out.
    pub changed: usize,
    /// By how many days the end of everything moves; later counted up.
    pub end: i32,
    /// How many things begin or come too early, now and then.
    pub conflicts: (usize, usize),
    /// How many months are fuller than they can be, now and then.
    pub over: (usize, usize),
}

impl Plan {
    /// The same plan with other days for some of its things.
    pub fn with_days(&self, days: &SortedMap<Id, Option<(Day, Day)>>) -> Self {
        let mut things = self.things.clone();
        for thing in &mut things {
            if let Some(other) = days.get(&thing.record.id) {
                thing.days = *other;
            }
        }
        Self::new(things, self.calendar.clone())
    }
}

/// How many months hold more than they can.
fn over(loads: &[Load], capacity: Option<u32>) -> usize {
    capacity.map_or(0, |capacity| loads.iter().filter(|load| load.tenths > capacity).count())
}

impl WhatIf {
    /// How the plan that is tried compares with the real one, each with the work of its months and what a month holds.
    pub fn compare(
        &self,
        (real, real_loads): (&Plan, &[Load]),
        (tried, tried_loads): (&Plan, &[Load]),
        capacity: Option<u32>,
    ) -> Compared {
        let is_changed = |(id, days): &(&Id, &Option<(Day, Day)>)| {
            real.place(**id).and_then(|at| real.things.get(at)).is_some_and(|it| it.days != **days)
        };
        let end = |plan: &Plan| plan.ends().map(|(_, last)| last);
        Compared {
            changed: self.days.iter().filter(is_changed).count(),
            end: end(real).zip(end(tried)).map_or(0, |(real, tried)| real.days_until(tried)),
            conflicts: (real.conflicts().len(), tried.conflicts().len()),
            over: (over(real_loads, capacity), over(tried_loads, self.capacity.or(capacity))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::plan::tests::{day, plan};

    #[test]
    fn what_is_tried_is_compared_and_the_real_plan_stays() {
        let real = plan(
            &[("initiatives", "2027-01-04", "2027-01-15"), ("initiatives", "2027-01-11", "2027-01-29")],
            &[(0, 1, 0)],
        );
        let second = real.things[1].record.id;
        let days = SortedMap::from([(second, Some((day("2027-01-18"), day("2027-02-05"))))]);
        let tried = WhatIf { days, ..WhatIf::default() };
        let plan = real.with_days(&tried.days);
        let load = |tenths| [Load { first: day("2027-01-01"), last: day("2027-01-31"), tenths }];
        let compared = tried.compare((&real, &load(500)), (&plan, &load(300)), Some(400));
        assert_eq!(compared, Compared { changed: 1, end: 7, conflicts: (1, 0), over: (1, 0) });
        let out = real.with_days(&SortedMap::from([(second, None)]));
        assert_eq!((out.ends(), out.slots[1]), (Some((day("2027-01-04"), day("2027-01-15"))), None));
        assert_eq!(real.things[1].days, Some((day("2027-01-11"), day("2027-01-29"))));
    }
}
