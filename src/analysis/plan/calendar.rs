//! Which days are worked on: the week of a product, without its holidays.

use crate::model::{Day, Product, SortedSet};

/// Days of work, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Whether each day of a week is one, Monday first.
    week: [bool; 7],
    /// Days that are none although their weekday is.
    holidays: SortedSet<Day>,
}

impl Calendar {
    /// That of a product. A week without a day of work would never end anything: all its days count then.
    pub fn of(product: &Product) -> Self {
        let rests = |day: u8| product.rest_days.contains(&day);
        let week = [1, 2, 3, 4, 5, 6, 7].map(|day| !rests(day));
        let week = if week.contains(&true) { week } else { [true; 7] };
        let holidays = product.holidays.iter().map(|holiday| holiday.on);
        let calendar = Self { week, holidays: SortedSet::new() };
        let holidays = holidays.filter(|day| calendar.is_work(*day)).collect();
        Self { holidays, ..calendar }
    }

    /// Whether a day is one of work.
    pub fn is_work(&self, day: Day) -> bool {
        self.week.get(weekday(day)).copied().unwrap_or(true) && !self.holidays.contains(&day)
    }

    /// How many days of work lie before a day, from the first a plan may name.
    pub fn before(&self, day: Day) -> i32 {
        let days = Day::first().days_until(day);
        let in_week = self.week.iter().filter(|is_work| **is_work).count() as i32;
        let rest = self.week.iter().take(weekday(day)).filter(|is_work| **is_work).count() as i32;
        days / 7 * in_week + rest - self.holidays.range(..day).count() as i32
    }

    /// The day of work before which so many lie.
    pub fn day(&self, number: i32) -> Day {
        let in_week = self.week.iter().filter(|is_work| **is_work).count() as i32;
        // Holidays lie on days of work: no day is nearer than it would be without.
        let mut day = Day::first().plus(number.div_euclid(in_week) * 7);
        while self.before(day) < number || !self.is_work(day) {
            let next = day.plus(1);
            if next == day {
                break;
            }
            day = next;
        }
        day
    }

    /// How many days of work there are from one day to another, both included.
    pub fn between(&self, first: Day, last: Day) -> i32 {
        (self.before(last.plus(1)) - self.before(first)).max(0)
    }
}

/// Which day of its week it is: 0 is Monday.
pub fn weekday(day: Day) -> usize {
    // The first day there is, 1 January 1900, was a Monday.
    Day::first().days_until(day).rem_euclid(7) as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Holiday, Ids, Instant, Lens};

    fn calendar(rest: &[u8], holidays: &[&str]) -> Calendar {
        let mut ids = Ids::seeded(1);
        let key = "SPK".parse().unwrap();
        let mut product = Product::new(ids.next_id(), Instant(0), "Spoke".into(), key, Lens::Both);
        product.rest_days = rest.iter().copied().collect();
        product.holidays = holidays
            .iter()
            .map(|on| Holiday { id: ids.next_id(), on: on.parse().unwrap(), name: String::new() })
            .collect();
        Calendar::of(&product)
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn weekends_and_holidays_are_no_days_of_work() {
        let usual = calendar(&[6, 7], &["2026-12-25", "2026-12-26"]);
        assert!(usual.is_work(day("2026-12-24")) && !usual.is_work(day("2026-12-25")));
        assert_eq!(usual.between(day("2026-12-21"), day("2026-12-27")), 4);
        assert_eq!(usual.between(day("2026-12-26"), day("2026-12-27")), 0);
        assert_eq!(usual.day(usual.before(day("2026-12-24")) + 1), day("2026-12-28"));
        assert_eq!(calendar(&[1, 2, 3, 4, 5, 6, 7], &[]).between(day("2026-12-21"), day("2026-12-27")), 7);
    }

    #[test]
    fn a_leap_day_is_a_day_and_the_end_of_plans_is_an_end() {
        let all = calendar(&[], &[]);
        assert_eq!(all.between(day("2028-02-28"), day("2028-03-01")), 3);
        assert_eq!(all.day(i32::MAX / 8), day("2199-12-31"));
    }

    proptest! {
        #[test]
        fn counting_and_finding_are_each_others_way_back(
            rest in prop::collection::btree_set(1u8..=7, 0..6),
            off in prop::collection::vec(0i32..60, 0..9),
            from in 0i32..60,
        ) {
            let begin = day("2026-11-02");
            let off: Vec<String> = off.iter().map(|it| begin.plus(*it).to_string()).collect();
            let off: Vec<&str> = off.iter().map(String::as_str).collect();
            let rest: Vec<u8> = rest.into_iter().collect();
            let it = calendar(&rest, &off);
            let day = begin.plus(from);
            prop_assert_eq!(it.before(day.plus(1)) - it.before(day), i32::from(it.is_work(day)));
            if it.is_work(day) {
                prop_assert_eq!(it.day(it.before(day)), day);
            }
        }
    }
}
