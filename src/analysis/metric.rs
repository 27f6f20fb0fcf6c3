//! What follows from a metric: when to read it, how sure a value is, whether it moved for real, and what drives it.

use super::even_share;
use super::progress::share_come;
use super::survey::{Nps, Share, is_share_changed};
use crate::model::{Day, Id, Metric, MetricForm, Reading, in_order_of, set_of};
use crate::workspace::Tables;

/// The day a metric is to be read again; none where nobody said how often.
pub fn metric_due(metric: &Metric) -> Option<Day> {
    let every = i32::try_from(metric.every?).ok()?;
    let last = metric.latest().map_or_else(|| Day::of(metric.meta.created_at), |it| it.on);
    Some(last.plus(every))
}

/// How much of the way to its target a metric has come, and how much of the time has gone by, both in ten-thousandths.
///
/// The way begins at the baseline, else at the first reading; the time with the first reading.
pub fn metric_pace(metric: &Metric, today: Day) -> (Option<i64>, Option<i64>) {
    let first = metric.readings.iter().min_by_key(|it| it.on);
    let from = metric.baseline.or(first.map(|it| it.value));
    let come = metric.latest().zip(from).zip(metric.target);
    let come = come.and_then(|((now, from), to)| share_come(now.value, from, to));
    let even = first.zip(metric.due).filter(|_| metric.target.is_some());
    (come, even.map(|(first, due)| even_share(first.on, due, today)))
}

fn counts(reading: &Reading) -> Vec<usize> {
    reading.counts.iter().map(|count| *count as usize).collect()
}

fn nps(reading: &Reading) -> Option<Nps> {
    let [promoters, passives, detractors] = counts(reading)[..] else { return None };
    Nps::of_counts(promoters, passives, detractors)
}

fn share(reading: &Reading) -> Option<(usize, usize)> {
    let [some, of] = counts(reading)[..] else { return None };
    (some <= of && of > 0).then_some((some, of))
}

/// Between which values what was counted lies with 95 %, in hundredths of the unit; none where only the result is known.
///
/// Of a conversion Wilson's interval, of NPS the normal one.
pub fn margin(form: MetricForm, reading: &Reading) -> Option<(i64, i64)> {
    let hundredths = |share: f64| (share * 10_000.0).round() as i64;
    match form {
        MetricForm::Conversion => {
            let (some, of) = share(reading)?;
            let share = Share::of(some, of)?;
            Some((hundredths(share.low), hundredths(share.high)))
        }
        MetricForm::Nps => {
            let nps = nps(reading)?;
            let (score, off) = (nps.score / 100.0, nps.margin()? / 100.0);
            Some((hundredths(score - off), hundredths(score + off)))
        }
        MetricForm::Number | MetricForm::Revenue => None,
    }
}

/// Whether a value differs from one before for real, with 95 %; none where that cannot be known.
pub fn is_real_change(form: MetricForm, before: &Reading, after: &Reading) -> Option<bool> {
    match form {
        MetricForm::Conversion => Some(is_share_changed(share(after)?, share(before)?)),
        MetricForm::Nps => Some(nps(after)?.is_changed_from(nps(before)?)),
        MetricForm::Number | MetricForm::Revenue => None,
    }
}

/// A metric in the tree, and how many stand above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tree {
    /// The metric.
    pub id: Id,
    /// How many stand above it.
    pub depth: usize,
}

/// The metrics of a product, each under what it drives; the north star and all under it first.
pub fn metric_tree(tables: &Tables, product: Id) -> Vec<Tree> {
    let north_star = tables.products.get(product).and_then(|it| it.north_star);
    let all: Vec<&Metric> = tables.metrics.of(product).collect();
    let there = set_of(all.iter().map(|it| it.meta.id));
    let roots = all.iter().filter(|it| it.parent.is_none_or(|above| !there.contains(&above)));
    let roots = in_order_of(roots.collect(), |it| Some(it.meta.id) != north_star);
    let mut tree: Vec<Tree> = Vec::new();
    let mut next: Vec<Tree> = roots.iter().rev().map(|it| Tree { id: it.meta.id, depth: 0 }).collect();
    while let Some(at) = next.pop() {
        tree.push(at);
        let under = all.iter().rev().filter(|it| it.parent == Some(at.id));
        next.extend(under.map(|it| Tree { id: it.meta.id, depth: at.depth + 1 }));
    }
    // What stands in a ring until that is mended is shown, too.
    let seen = set_of(tree.iter().map(|it| it.id));
    let rest = all.iter().map(|it| it.meta.id).filter(|id| !seen.contains(id));
    tree.extend(rest.map(|id| Tree { id, depth: 0 }));
    tree
}

/// What a metric has to do with the one above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drives {
    /// Both are counted in one unit: this share of it, in ten-thousandths.
    Share(i64),
    /// Since a day, by how much each moved of what it was then, in ten-thousandths: this one, and the one above.
    Moved(Day, i64, i64),
}

/// The newest reading on or before a day.
pub(super) fn read_by(metric: &Metric, day: Day) -> Option<&Reading> {
    metric.readings.iter().filter(|it| it.on <= day).max_by_key(|it| (it.on, it.at))
}

/// What a metric contributes to the one above it: its share where both are counted in one unit, else how both moved since the
/// first day both are known.
pub fn drives(tables: &Tables, metric: &Metric) -> Option<Drives> {
    let above = tables.metrics.get(metric.parent?)?;
    let (now, now_above) = (metric.latest()?, above.latest()?);
    let of = |part: i64, whole: i64| {
        (whole != 0).then(|| (i128::from(part) * 10_000 / i128::from(whole.abs())) as i64)
    };
    if metric.unit == above.unit && metric.unit != "%" && metric.form == MetricForm::Number {
        return Some(Drives::Share(of(now.value, now_above.value)?));
    }
    let first = |metric: &Metric| metric.readings.iter().map(|it| it.on).min();
    let since = first(metric)?.max(first(above)?);
    let (then, then_above) = (read_by(metric, since)?, read_by(above, since)?);
    if then.on == now.on || then_above.on == now_above.on {
        return None;
    }
    let moved = of(now.value - then.value, then.value)?;
    Some(Drives::Moved(since, moved, of(now_above.value - then_above.value, then_above.value)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Ids, Instant, Meta, Rank};

    fn reading(value: i64, counts: &[u32], on: i32) -> Reading {
        let id = Ids::seeded(on as u64).next_id();
        Reading { id, at: Instant(0), on: Day::first().plus(on), value, counts: counts.to_vec() }
    }

    #[test]
    fn published_intervals() {
        let content = reading(8_000, &[80, 100], 1);
        assert_eq!(margin(MetricForm::Conversion, &content), Some((7_112, 8_666)), "71.1 to 86.7 per cent");
        // p = 1/2, d = 1/6 of six answers: 33.3, variance 5/9, so 1.96 × √(5/54) = 59.6 to either side.
        let nps = reading(3_333, &[3, 2, 1], 1);
        assert_eq!(margin(MetricForm::Nps, &nps), Some((-2_631, 9_297)));
        assert_eq!(margin(MetricForm::Conversion, &reading(8_000, &[], 1)), None, "only the result is known");
        assert_eq!(margin(MetricForm::Number, &content), None);
    }

    #[test]
    fn a_change_is_real_or_may_be_chance() {
        let read = |some| reading(0, &[some, 1_000], 1);
        assert_eq!(is_real_change(MetricForm::Conversion, &read(100), &read(140)), Some(true));
        assert_eq!(is_real_change(MetricForm::Conversion, &read(100), &read(110)), Some(false));
        assert_eq!(is_real_change(MetricForm::Conversion, &reading(1_000, &[], 1), &read(110)), None);
    }

    #[test]
    fn the_way_begins_at_the_baseline_and_the_time_with_the_first_reading() {
        let id = Ids::seeded(1).next_id();
        let mut metric = Metric::new(Meta::new(id, Instant(0)), id, 1, "No-shows".into(), Rank::first());
        (metric.baseline, metric.target) = (Some(1_400), Some(600));
        metric.due = Some(Day::first().plus(101));
        metric.readings = vec![reading(1_400, &[], 1), reading(1_000, &[], 51)];
        assert_eq!(metric_pace(&metric, Day::first().plus(51)), (Some(5_000), Some(5_000)));
        metric.every = Some(14);
        assert_eq!(metric_due(&metric), Some(Day::first().plus(65)));
        metric.every = None;
        assert_eq!(metric_due(&metric), None);
    }
}
