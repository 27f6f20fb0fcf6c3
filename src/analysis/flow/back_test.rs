//! The forecast held against what came: what it would have said at each past week, and how often it was right.

use super::forecast::{ODDS, Throughput, how_many};

/// What the forecast would have said at the end of a week about those after it, and what was done in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackTest {
    /// How many of the weeks were known then.
    pub known: usize,
    /// How many items it promised, for each of [`ODDS`].
    pub said: [usize; ODDS.len()],
    /// How many were done.
    pub came: usize,
}

/// Holds the forecast of “how many in `ahead` weeks” against each past time: it knows the weeks before, as the forecast
/// of today knows all, and is asked about the `ahead` weeks after. Times at which it would have refused are left out, and
/// so is what lies further back than the last `most` times.
/// Neighbours share weeks, so ten checks say less than ten coins.
pub fn back_test(weeks: &[u32], ahead: usize, most: usize) -> Vec<BackTest> {
    let mut checks = Vec::new();
    let times = weeks.len().saturating_sub(ahead.saturating_sub(1));
    for known in times.saturating_sub(most)..times {
        let (before, after) = weeks.split_at(known);
        let Ok(throughput) = Throughput::of(before) else { continue };
        let at_least = throughput.at_least(ahead);
        let came = after.iter().take(ahead).sum::<u32>() as usize;
        checks.push(BackTest { known, said: ODDS.map(|odds| how_many(&at_least, odds)), came });
    }
    checks
}

/// How often at least as much was done as was said, in per cent, for each of [`ODDS`]; none without checks. An honest
/// forecast is right about as often as its odds, and a little more, since items come in whole numbers.
pub fn hit_rate(checks: &[BackTest]) -> Option<[usize; ODDS.len()]> {
    let mut hits = [0; ODDS.len()];
    for check in checks {
        for (hits, said) in hits.iter_mut().zip(check.said) {
            *hits += usize::from(check.came >= said);
        }
    }
    (!checks.is_empty()).then(|| hits.map(|hits| hits * 100 / checks.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_past_time_knows_only_what_came_before() {
        let checks = back_test(&[2, 2, 2, 2, 2, 2, 2, 1, 1], 2, usize::MAX);
        assert_eq!(checks.len(), 3);
        assert_eq!(checks[0], BackTest { known: 5, said: [4; 4], came: 4 });
        assert_eq!(checks[2], BackTest { known: 7, said: [4; 4], came: 2 });
        assert_eq!(hit_rate(&checks), Some([33; 4]));
        assert_eq!(back_test(&[2; 5], 2, usize::MAX), vec![]);
        assert_eq!(hit_rate(&[]), None);
    }

    #[test]
    fn on_weeks_that_do_not_change_it_is_right_as_often_as_it_says() {
        let mut dice = fastrand::Rng::with_seed(7);
        // Many weeks of many items: neither few data nor whole numbers blur the odds.
        let weeks: Vec<u32> = (0..700).map(|_| dice.u32(0..60)).collect();
        let checks = back_test(&weeks, 2, usize::MAX);
        let rates = hit_rate(&checks[100..]).unwrap();
        for (rate, odds) in rates.into_iter().zip(ODDS) {
            assert!(rate.abs_diff(odds as usize) <= 5, "{odds} %: right in {rate}");
        }
    }
}
