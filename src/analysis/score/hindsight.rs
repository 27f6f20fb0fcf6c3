//! What was scored when work was committed, beside what came of it.
//!
//! Source of the calibration: G. Brier, “Verification of Forecasts Expressed in Terms of Probability”, 1950.

use std::cmp::Reverse;

use super::Scorable;
use crate::model::kind::{
    CAME_TRUE, FROZEN, Field, IMPACT_EACH, PERSON_MONTHS, REACH, SCORE_LOG, SCORED_BY, SCORED_ON,
    SEEN_IMPACT, SEEN_MONTHS, SEEN_REACH, SURENESS,
};
use crate::model::{Day, Id, Item, SortedMap, in_order_by};
use crate::workspace::{Fields, Tables, Values};

/// What something was committed with: the last that was frozen, by RICE where it was scored so.
pub fn frozen(values: Values<'_>) -> Option<&Fields> {
    let rows = values.rows(&SCORE_LOG).into_iter();
    let kept: Vec<&Fields> = rows.filter(|row| !Values(row).words(&FROZEN).is_empty()).collect();
    // Reach, impact and work are expected by one method alone.
    let by_rice = kept.iter().rfind(|row| Values(row).words(&SCORED_BY) == "rice");
    by_rice.or(kept.last()).copied()
}

/// One thing that was committed, and what was seen of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The item.
    pub id: Id,
    /// The day it was committed.
    pub on: Option<Day>,
    /// What was expected and what was seen: reach, impact, person-months.
    pub each: [(Option<f64>, Option<f64>); 3],
    /// How sure one was, from 0 to 1, and whether it came true.
    pub sure: (Option<f64>, Option<bool>),
}

/// How far one factor is off: what was seen is so many times what was expected, in the middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bias {
    /// The factor.
    pub field: &'static Field,
    /// The middle of all ratios.
    pub ratio: f64,
    /// Of how many.
    pub of: usize,
}

/// All that was committed and looked at again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hindsight {
    /// What was committed, the latest first.
    pub seen: Vec<Seen>,
    /// The factors of which something was seen.
    pub bias: Vec<Bias>,
    /// The mean square of how far confidence was from what came, from 0 (best) to 1, and of how many; 0.25 is what always
    /// saying 50 % gives.
    pub brier: Option<(f64, usize)>,
    /// Each confidence that was said, in tens of per cent and the most first: how many came true, and of how many.
    pub levels: Vec<(u32, usize, usize)>,
}

/// The fields in which what was seen stands, each with what was expected.
const PAIRS: [(&Field, &Field); 3] =
    [(&REACH, &SEEN_REACH), (&IMPACT_EACH, &SEEN_IMPACT), (&PERSON_MONTHS, &SEEN_MONTHS)];

fn seen(item: &Item) -> Option<Seen> {
    let subject = Scorable::item(item);
    let row = frozen(Values(&item.meta.unknown))?;
    let then = Scorable::record(Values(row));
    let came = match subject.word(&CAME_TRUE) {
        "" => None,
        word => Some(word == "yes"),
    };
    Some(Seen {
        id: item.meta.id,
        on: Values(row).day(&SCORED_ON),
        each: PAIRS.map(|(expected, seen)| (then.number(expected), subject.number(seen))),
        sure: (then.number(&SURENESS), came),
    })
}

/// What came of everything that was committed with a score.
pub fn hindsight(tables: &Tables, product: Id) -> Hindsight {
    let mut all: Vec<Seen> = tables
        .items
        .of(product)
        .filter(|item| item.meta.unknown.contains_key(SCORE_LOG.key))
        .filter_map(seen)
        .collect();
    all = in_order_by(all, |a, b| b.on.cmp(&a.on));
    let bias = PAIRS.into_iter().enumerate().filter_map(|(at, (field, _))| {
        let ratios = all.iter().filter_map(|seen| match seen.each.get(at) {
            Some((Some(expected), Some(seen))) if *expected > 0.0 => Some(seen / expected),
            _ => None,
        });
        let ratios = in_order_by(ratios.collect(), f64::total_cmp);
        // Of an even number the lower of the two in the middle.
        let ratio = *ratios.get(ratios.len().checked_sub(1)? / 2)?;
        Some(Bias { field, ratio, of: ratios.len() })
    });
    let (mut squares, mut told) = (0.0, 0usize);
    let mut levels: SortedMap<Reverse<u32>, (usize, usize)> = SortedMap::new();
    for (sure, came) in all.iter().filter_map(|seen| seen.sure.0.zip(seen.sure.1)) {
        squares += (sure - f64::from(u8::from(came))).powi(2);
        told += 1;
        let (true_ones, of) = levels.entry(Reverse((sure * 10.0).round() as u32 * 10)).or_default();
        (*true_ones, *of) = (*true_ones + usize::from(came), *of + 1);
    }
    let brier = (told > 0).then(|| (squares / told as f64, told));
    let levels = levels.into_iter().map(|(Reverse(level), (came, of))| (level, came, of)).collect();
    let bias = bias.collect();
    Hindsight { seen: all, bias, brier, levels }
}
