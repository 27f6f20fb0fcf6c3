//! Whether a release moved what it was to move.

use crate::model::{Day, Metric, Reading, Release, ReleaseState};
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
    /// It is out, and its metric was read: last before that day, and last since.
    Checked(&'a Metric, Option<&'a Reading>, &'a Reading),
}

/// What came of a release, by the readings of its metric before and since the day it went out.
pub fn outcome<'a>(tables: &'a Tables, release: &Release) -> Outcome<'a> {
    let Some(metric) = release.metric.and_then(|id| tables.metrics.get(id)) else { return Outcome::Unnamed };
    match release.actual.filter(|_| release.state == ReleaseState::Released) {
        None => Outcome::Awaited(metric),
        Some(out) => match metric.latest().filter(|reading| reading.on >= out) {
            None => Outcome::Unchecked(metric, out),
            Some(after) => {
                let before = metric.readings.iter().filter(|reading| reading.on < out);
                Outcome::Checked(metric, before.max_by_key(|reading| (reading.on, reading.at)), after)
            }
        },
    }
}
