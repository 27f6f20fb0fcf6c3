//! What past weeks say about weeks to come, as odds.
//!
//! The question is that of a Monte-Carlo forecast: a trial takes a number of items from `low` to `high`, each equally
//! likely, then past weeks, each equally likely and with replacement, until all are done. Here the trials are not drawn
//! but counted: the chances of every total after one week more follow from those before (a convolution). Same data, same
//! answer, to the last digit, and without dice; see decision 23.

use thiserror::Error;

/// With fewer weeks of history nothing is said.
pub const ENOUGH_WEEKS: usize = 5;
/// How far is looked ahead, in weeks: ten years.
pub const LONGEST_WEEKS: usize = 520;
/// The most items that are looked at.
pub const SIZE_MOST: usize = 9_999;
/// The odds a person reads, in per cent.
pub const ODDS: [u32; 4] = [50, 70, 85, 95];

/// Below this a chance changes no answer, and is left out.
const TINY: f64 = 1e-15;
/// What sums of chances may be short of by rounding.
const ROUNDING: f64 = 1e-9;
/// From here on it counts as certain.
const CERTAIN: f64 = 0.9999;

/// Why there is no forecast.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum NoForecast {
    /// Fewer weeks of history than it takes.
    #[error("{} of history are counted, and a forecast takes five.", weeks(*.0))]
    TooFewWeeks(usize),
    /// Nothing was done in any of the weeks.
    #[error(
        "Nothing was done in any of the weeks that are counted, so nothing says how long the rest will take."
    )]
    NothingDone,
}

fn weeks(number: usize) -> String {
    match number {
        0 => "No whole weeks".to_owned(),
        1 => "1 whole week".to_owned(),
        _ => format!("{number} whole weeks"),
    }
}

/// How many items a week may bring, each number with its chance.
#[derive(Clone, Debug, PartialEq)]
pub struct Throughput(Vec<(usize, f64)>);

impl Throughput {
    /// The items done in each of some weeks, in any order; those with nothing count. Refuses fewer than
    /// [`ENOUGH_WEEKS`], and weeks in which nothing was done.
    pub fn of(weeks: &[u32]) -> Result<Self, NoForecast> {
        if weeks.len() < ENOUGH_WEEKS {
            return Err(NoForecast::TooFewWeeks(weeks.len()));
        }
        if weeks.iter().all(|done| *done == 0) {
            return Err(NoForecast::NothingDone);
        }
        Ok(Self::of_any(weeks))
    }

    fn of_any(weeks: &[u32]) -> Self {
        let mut chances: Vec<(usize, f64)> = Vec::new();
        let one = 1.0 / weeks.len() as f64;
        for done in weeks.iter().map(|done| *done as usize) {
            match chances.iter_mut().find(|(number, _)| *number == done) {
                Some((_, chance)) => *chance += one,
                None => chances.push((done, one)),
            }
        }
        Self(chances)
    }

    /// The chances of each total after one week more; what goes beyond the last total is counted there.
    fn add_week(&self, totals: &[f64]) -> Vec<f64> {
        let mut next = vec![0.0; totals.len()];
        let last = totals.len().saturating_sub(1);
        for (total, chance) in totals.iter().enumerate().filter(|(_, chance)| **chance > TINY) {
            for (done, share) in &self.0 {
                if let Some(it) = next.get_mut((total + done).min(last)) {
                    *it += chance * share;
                }
            }
        }
        next
    }

    /// The chance that a number of items from `low` to `high`, each equally likely, is done after 0, 1, 2 … weeks, until
    /// it is certain or [`LONGEST_WEEKS`] have passed. At most [`SIZE_MOST`] items are looked at.
    pub fn done_by(&self, low: usize, high: usize) -> Vec<f64> {
        let high = high.min(SIZE_MOST);
        let low = low.min(high);
        let mut totals = vec![0.0; high + 1];
        totals.iter_mut().take(1).for_each(|chance| *chance = 1.0);
        let mut done_by = Vec::new();
        while done_by.len() <= LONGEST_WEEKS {
            // P(done) is the mean, over the sizes, of the chance that the total is at least the size.
            let (mut at_least, mut sum) = (0.0, 0.0);
            for chance in totals.iter().skip(low).rev() {
                at_least += chance;
                sum += at_least;
            }
            let done: f64 = sum / (high - low + 1) as f64;
            done_by.push(done);
            if done > CERTAIN {
                break;
            }
            totals = self.add_week(&totals);
        }
        done_by
    }

    /// The weeks after which each of some numbers of items is done, with odds in per cent; none for what takes more than
    /// [`LONGEST_WEEKS`]. All are looked at in one walk over the weeks.
    pub fn weeks_for_each(&self, sizes: &[usize], percent: u32) -> Vec<Option<usize>> {
        let most = sizes.iter().copied().max().unwrap_or(0).min(SIZE_MOST);
        let mut found = vec![None; sizes.len()];
        let mut totals = vec![0.0; most + 1];
        totals.iter_mut().take(1).for_each(|chance| *chance = 1.0);
        let odds = f64::from(percent) / 100.0 - ROUNDING;
        for week in 0..=LONGEST_WEEKS {
            let mut at_least = totals.clone();
            let mut sum = 0.0;
            for chance in at_least.iter_mut().rev() {
                sum += *chance;
                *chance = sum;
            }
            for (size, found) in sizes.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
                let chance = at_least.get((*size).min(most)).copied().unwrap_or(0.0);
                *found = (chance >= odds).then_some(week);
            }
            if found.iter().all(Option::is_some) {
                break;
            }
            totals = self.add_week(&totals);
        }
        found
    }

    /// The chance that at least 0, 1, 2 … items are done in so many weeks, at most [`LONGEST_WEEKS`].
    pub fn at_least(&self, weeks: usize) -> Vec<f64> {
        let weeks = weeks.min(LONGEST_WEEKS);
        let most = self.0.iter().map(|(done, _)| *done).max().unwrap_or(0);
        let mut totals = vec![0.0; (most * weeks).min(SIZE_MOST) + 1];
        totals.iter_mut().take(1).for_each(|chance| *chance = 1.0);
        for _ in 0..weeks {
            totals = self.add_week(&totals);
        }
        let mut at_least = 0.0;
        for chance in totals.iter_mut().rev() {
            at_least += *chance;
            *chance = at_least;
        }
        totals
    }
}

fn is_reached(chance: f64, percent: u32) -> bool {
    chance * 100.0 + ROUNDING >= f64::from(percent)
}

/// The fewest weeks after which it is done with at least these odds, of [`Throughput::done_by`]; none where they are not
/// reached.
pub fn weeks_for(done_by: &[f64], percent: u32) -> Option<usize> {
    done_by.iter().position(|chance| is_reached(*chance, percent))
}

/// The most items that are done with at least these odds, of [`Throughput::at_least`].
pub fn how_many(at_least: &[f64], percent: u32) -> usize {
    at_least.iter().rposition(|chance| is_reached(*chance, percent)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PUBLISHED: [u32; 11] = [1, 3, 5, 3, 7, 8, 0, 5, 3, 1, 8];

    fn check_weeks(size: usize, weeks: [usize; 4], at: usize, chance: f64) {
        let done_by = Throughput::of(&PUBLISHED).unwrap().done_by(size, size);
        assert_eq!(ODDS.map(|odds| weeks_for(&done_by, odds).unwrap()), weeks);
        assert!((done_by[at] - chance).abs() < 0.000_005, "{} of {size}", done_by[at]);
    }

    #[test]
    fn published_odds() {
        check_weeks(20, [5, 6, 7, 8], 7, 0.88097);
        check_weeks(100, [25, 27, 29, 32], 29, 0.87166);
        check_weeks(120, [30, 32, 34, 37], 34, 0.85240);
        let four = Throughput::of(&PUBLISHED).unwrap().at_least(4);
        assert_eq!(ODDS.map(|odds| how_many(&four, odds)), [16, 13, 10, 7]);
    }

    #[test]
    fn published_chances_of_one_or_two_a_week() {
        let done_by = Throughput::of_any(&[1, 2]).done_by(3, 3);
        assert_eq!((done_by[2], done_by[3]), (0.75, 1.0));
        assert_eq!(weeks_for(&done_by, 75), Some(2), "a chance that is just reached counts");
    }

    #[test]
    fn a_range_is_the_mean_of_its_sizes() {
        let it = Throughput::of(&PUBLISHED).unwrap();
        let range = it.done_by(18, 22);
        let each: Vec<Vec<f64>> = (18..=22).map(|size| it.done_by(size, size)).collect();
        let mean = each.iter().map(|done_by| done_by[6]).sum::<f64>() / 5.0;
        assert!((range[6] - mean).abs() < 1e-12);
        assert_eq!(it.done_by(0, 0), [1.0], "nothing left is done now");
    }

    #[test]
    fn it_refuses_with_the_reason() {
        let said = |weeks: &[u32]| Throughput::of(weeks).unwrap_err().to_string();
        assert_eq!(said(&[3, 4]), "2 whole weeks of history are counted, and a forecast takes five.");
        assert_eq!(Throughput::of(&[0; 9]), Err(NoForecast::NothingDone));
        assert!(Throughput::of(&[0, 0, 0, 0, 1]).is_ok());
    }

    #[test]
    fn what_takes_longer_than_ten_years_is_said_to_by_none() {
        let done_by = Throughput::of(&[0, 0, 0, 0, 1]).unwrap().done_by(9_000, SIZE_MOST * 2);
        assert_eq!(done_by.len(), LONGEST_WEEKS + 1);
        assert_eq!(weeks_for(&done_by, 50), None);
    }

    /// A trial as the question is put, with dice.
    fn trial(weeks: &[u32], low: usize, high: usize, dice: &mut fastrand::Rng) -> usize {
        let size = dice.usize(low..=high);
        let (mut done, mut week) = (0, 0);
        while done < size {
            done += weeks[dice.usize(0..weeks.len())] as usize;
            week += 1;
        }
        week
    }

    #[test]
    fn several_sizes_in_one_walk_are_what_each_is_alone() {
        let throughput = Throughput::of(&[0, 3, 1, 4, 2, 2]).unwrap();
        let sizes = [0, 1, 7, 7, 30];
        for odds in ODDS {
            let alone = sizes.map(|size| weeks_for(&throughput.done_by(size, size), odds));
            assert_eq!(throughput.weeks_for_each(&sizes, odds), alone, "{odds}");
        }
        assert_eq!(throughput.weeks_for_each(&[], 85), vec![]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn dice_say_the_same(
            mut weeks in prop::collection::vec(0u32..9, 5..20),
            low in 1usize..40,
            more in 0usize..12,
            seed in any::<u64>(),
        ) {
            weeks[0] = 4;
            let done_by = Throughput::of(&weeks).unwrap().done_by(low, low + more);
            let mut dice = fastrand::Rng::with_seed(seed);
            let trials: Vec<usize> = (0..4_000).map(|_| trial(&weeks, low, low + more, &mut dice)).collect();
            for (week, chance) in done_by.iter().enumerate() {
                let share = trials.iter().filter(|it| **it <= week).count() as f64 / 4_000.0;
                prop_assert!((share - chance).abs() < 0.05, "week {week}: {share} and {chance}");
            }
        }

        #[test]
        fn more_time_and_less_work_are_never_worse(
            mut weeks in prop::collection::vec(0u32..9, 5..20),
            size in 1usize..40,
        ) {
            weeks[0] = 4;
            let it = Throughput::of(&weeks).unwrap();
            let (less, more) = (it.done_by(size, size), it.done_by(size, size + 3));
            prop_assert!(less.windows(2).all(|pair| pair[0] <= pair[1] + 1e-12));
            prop_assert!(less.iter().zip(&more).all(|(less, more)| less + 1e-12 >= *more));
            let (four, five) = (it.at_least(4), it.at_least(5));
            prop_assert!(ODDS.iter().all(|odds| how_many(&four, *odds) <= how_many(&five, *odds)));
        }
    }
}
