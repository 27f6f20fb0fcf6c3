//! Whether a release moved what it was to move.

use std::cmp::Ordering;

use crate::model::{Day, Direction, Id, Metric, Reading, Release, ReleaseState, format_measure};
use crate::workspace::Tables;

/// What came of a release.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome<'a> {
    /// It is to move nothing that is counted.
    Unnamed,
    /// It is not out yet.
    Awaited(&'a Metric),
    /// It is out, and its metric has no reading since that day.
    Unchecked(&'a Metric, Day),
    /// It is out, and its metric was read: last up to that day, and last since.
    Checked(&'a Metric, Option<&'a Reading>, &'a Reading),
}

/// Whether a metric went where it was to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is at its target, or past it.
    Reached,
    /// It moved the right way, and nobody said how far it is to come.
    Better,
    /// It moved the right way, and not as far as it is to come.
    Closer,
    /// It did not move.
    Same,
    /// It moved the wrong way.
    Worse,
}

impl Verdict {
    /// The words a person reads.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reached => "target reached",
            Self::Better => "better",
            Self::Closer => "closer",
            Self::Same => "no change",
            Self::Worse => "worse",
        }
    }
}

impl Outcome<'_> {
    /// Whether it worked; none as long as there is nothing to compare.
    pub fn verdict(self) -> Option<Verdict> {
        let Outcome::Checked(metric, before, after) = self else { return None };
        // Turned round where less is better, so that more always is.
        let better = |value: i64| if metric.direction == Direction::Up { value } else { -value };
        let now = better(after.value);
        if metric.target.is_some_and(|target| now >= better(target)) {
            return Some(Verdict::Reached);
        }
        Some(match now.cmp(&better(before?.value)) {
            Ordering::Greater if metric.target.is_some() => Verdict::Closer,
            Ordering::Greater => Verdict::Better,
            Ordering::Equal => Verdict::Same,
            Ordering::Less => Verdict::Worse,
        })
    }
}

/// What came of a release, by the readings of its metric up to the day it went out and since: that day itself shows nothing
/// of it yet.
pub fn outcome<'a>(tables: &'a Tables, release: &Release) -> Outcome<'a> {
    let Some(metric) = release.metric.and_then(|id| tables.metrics.get(id)) else { return Outcome::Unnamed };
    match release.actual.filter(|_| release.state == ReleaseState::Released) {
        None => Outcome::Awaited(metric),
        Some(out) => match metric.latest().filter(|reading| reading.on > out) {
            None => Outcome::Unchecked(metric, out),
            Some(after) => {
                let before = metric.readings.iter().filter(|reading| reading.on <= out);
                Outcome::Checked(metric, before.max_by_key(|reading| (reading.on, reading.at)), after)
            }
        },
    }
}

/// What a release moved, in words, and the metric that says so; none where it is to move nothing. `day` writes the day since
/// which there is no reading.
pub fn outcome_words(
    tables: &Tables,
    release: &Release,
    day: &dyn Fn(Day) -> String,
) -> Option<(Id, String)> {
    let came = outcome(tables, release);
    Some(match came {
        Outcome::Unnamed => return None,
        Outcome::Awaited(metric) => {
            let now = metric.latest().map(|it| format!(", {}", format_measure(it.value, &metric.unit)));
            (metric.meta.id, format!("{}{}", metric.name, now.unwrap_or_default()))
        }
        Outcome::Unchecked(metric, out) => (metric.meta.id, format!("no reading since {}", day(out))),
        Outcome::Checked(metric, before, after) => {
            let measure = |reading: &Reading| format_measure(reading.value, &metric.unit);
            let from = before.map_or(String::new(), |it| format!("{} → ", measure(it)));
            let verdict = came.verdict().map_or("nothing to compare with", Verdict::name);
            (metric.meta.id, format!("{}, {from}{}, {verdict}", metric.name, measure(after)))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Id, Ids, Instant, Meta, Rank};

    fn metric(direction: Direction, target: Option<i64>) -> Metric {
        let id: Id = Ids::seeded(1).next_id();
        let mut metric = Metric::new(Meta::new(id, Instant(0)), id, 1, "Calls".into(), Rank::first());
        (metric.direction, metric.target) = (direction, target);
        metric
    }

    fn check(
        direction: Direction,
        target: Option<i64>,
        before: Option<i64>,
        after: i64,
        expected: Option<Verdict>,
    ) {
        let metric = metric(direction, target);
        let reading = |value| Reading {
            id: metric.meta.id,
            at: Instant(0),
            on: Day::first(),
            value,
            counts: Vec::new(),
        };
        let before = before.map(reading);
        let after = reading(after);
        assert_eq!(Outcome::Checked(&metric, before.as_ref(), &after).verdict(), expected);
    }

    #[test]
    fn whether_it_worked_goes_by_direction_and_target() {
        check(Direction::Up, None, Some(10), 12, Some(Verdict::Better));
        check(Direction::Up, None, Some(10), 8, Some(Verdict::Worse));
        check(Direction::Down, None, Some(10), 8, Some(Verdict::Better));
        check(Direction::Down, Some(8), Some(10), 8, Some(Verdict::Reached));
        check(Direction::Down, Some(5), Some(10), 10, Some(Verdict::Same));
        check(Direction::Up, None, None, 12, None);
        check(Direction::Up, Some(12), None, 12, Some(Verdict::Reached));
        check(Direction::Up, Some(12), Some(10), 11, Some(Verdict::Closer));
    }
}
