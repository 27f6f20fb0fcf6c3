//! How often the end of the plan hangs on each thing, when work takes as long as it takes.
//!
//! Criticality index: the share of simulated runs in which an activity is critical (R. M. Van Slyke, “Monte Carlo Methods
//! and the PERT Problem”, 1963). Convention: the days of an initiative say how long it takes on average. In a run, past weeks
//! are drawn with replacement until as much is done as on average in that time; what that took is how long it takes in this
//! run. The drawing begins from the same number every time: same data, same answer.

use super::{Network, Plan};
use crate::analysis::flow::{LONGEST_WEEKS, NoForecast, Throughput};
use crate::model::{Day, Id, Initiative, Record, SortedMap, map_of};

/// How many runs are looked at.
pub const RUNS: u32 = 500;

/// Numbers that look drawn: `SplitMix64` (G. L. Steele and others, 2014).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ (it >> 31)
    }

    fn one_of(&mut self, weeks: &[u32]) -> u32 {
        let at = self.next() % weeks.len().max(1) as u64;
        weeks.get(at as usize).copied().unwrap_or(0)
    }
}

/// How long so many weeks of average work take in a run, as a multiple of them.
fn stretch(planned: f64, mean: f64, weeks: &[u32], draw: &mut Draw) -> f64 {
    let wanted = planned * mean;
    let (mut done, mut passed) = (0.0, 0.0);
    while passed < LONGEST_WEEKS as f64 {
        let week = f64::from(draw.one_of(weeks));
        if done + week >= wanted {
            // Of the last week only as much as it takes.
            passed += (wanted - done) / week.max(f64::MIN_POSITIVE);
            break;
        }
        (done, passed) = (done + week, passed + 1.0);
    }
    passed / planned
}

/// In how many runs of a hundred the end of everything hangs on each record.
pub type Shares = SortedMap<Id, u32>;

/// In how many runs the end of everything hangs on each thing of the plan; none of what has no days, and none
/// at all where some wait for each other in a ring. `weeks` are the items done in past weeks; refuses too few, and weeks in
/// which nothing was done. What is over by `today` takes as long as it took.
pub fn critical_shares(plan: &Plan, weeks: &[u32], today: Day) -> Result<Shares, NoForecast> {
    Throughput::of(weeks)?;
    let mean = f64::from(weeks.iter().sum::<u32>()) / weeks.len() as f64;
    let (dated, tasks, arcs) = plan.network();
    let Ok(network) = Network::of(tasks.len(), &arcs) else { return Ok(Shares::new()) };
    let weeks_of = |place: &usize| {
        let thing = plan.things.get(*place)?;
        let (first, last) = thing.days.filter(|(_, last)| *last >= today)?;
        let is_work = thing.record.table == Initiative::TABLE;
        is_work.then(|| f64::from(first.days_until(last) + 1) / 7.0)
    };
    let planned: Vec<Option<f64>> = dated.iter().map(weeks_of).collect();
    let mut critical = vec![0_u32; tasks.len()];
    let mut draw = Draw(1);
    let mut run = tasks.clone();
    for _ in 0..RUNS {
        for ((task, it), planned) in tasks.iter().zip(&mut run).zip(&planned) {
            if let Some(planned) = planned {
                let length = f64::from(task.length) * stretch(*planned, mean, weeks, &mut draw);
                it.length = length.round() as i32;
            }
        }
        for (slot, critical) in network.slots(&run).into_iter().zip(&mut critical) {
            *critical += u32::from(slot.is_critical());
        }
    }
    let share = |(place, critical): (&usize, u32)| {
        Some((plan.things.get(*place)?.record.id, (critical * 100 + RUNS / 2) / RUNS))
    };
    Ok(map_of(dated.iter().zip(critical).filter_map(share)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::plan::tests::{day, plan};

    const A: (&str, &str, &str) = ("initiatives", "2026-11-02", "2027-01-29");
    const SHORT: (&str, &str, &str) = ("initiatives", "2026-11-02", "2026-11-06");

    #[test]
    fn what_is_alone_is_always_critical_and_two_alike_share_it() {
        let weeks = [1, 3, 5, 3, 7, 8, 0, 5];
        let today = day("2026-11-02");
        let shares = |things: &[(&str, &str, &str)]| -> Vec<u32> {
            let shares = critical_shares(&plan(things, &[]), &weeks, today).unwrap();
            let mut shares: Vec<u32> = shares.into_values().collect();
            shares.sort_unstable();
            shares
        };
        assert_eq!(shares(&[A]), [100]);
        let both = shares(&[A, A]);
        assert!(both.iter().all(|share| (40..65).contains(share)), "{both:?}");
        assert!(both.iter().sum::<u32>() >= 100, "one of them is in every run");
        assert_eq!(shares(&[A, A]), both, "same data, same answer");
        assert_eq!(shares(&[A, SHORT]), [0, 100]);
        // Where every week is like the other the answer is that of the critical path.
        let sure = critical_shares(&plan(&[A, A], &[]), &[4; 6], today);
        assert_eq!(sure.unwrap().into_values().collect::<Vec<_>>(), [100, 100]);
    }

    #[test]
    fn too_little_history_and_a_ring_are_said() {
        let today = day("2026-11-02");
        let one = plan(&[A], &[]);
        assert_eq!(critical_shares(&one, &[3, 4], today), Err(NoForecast::TooFewWeeks(2)));
        assert_eq!(critical_shares(&one, &[0; 6], today), Err(NoForecast::NothingDone));
        let ring = plan(&[A, A], &[(0, 1, 0), (1, 0, 0)]);
        assert_eq!(critical_shares(&ring, &[4; 6], today), Ok(Shares::new()));
    }
}
