//! Promises: how often days that were told were kept, by the odds they were told with.

use crate::model::Id;
use crate::model::kind::{PROMISE_KEPT, PROMISE_LATE, PROMISE_ODDS, PROMISE_STATE, PROMISES};
use crate::workspace::Tables;

/// The least odds of each band, from the surest down, in per cent.
const BANDS: [i64; 4] = [95, 80, 60, 0];

/// How promises that were told with about the same odds ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeptBand {
    /// The least odds and the most; none for those told without any.
    pub odds: Option<(i64, i64)>,
    /// How many were kept.
    pub kept: usize,
    /// How many ended: kept, or late.
    pub ended: usize,
}

/// The bands in which a promise ended, the surest first, those without odds last. What was withdrawn is in none.
pub fn kept_by_odds(tables: &Tables, product: Id) -> Vec<KeptBand> {
    let most = [100, 94, 79, 59];
    let bands = BANDS.into_iter().zip(most).map(Some).chain([None]);
    let mut found: Vec<KeptBand> = bands.map(|odds| KeptBand { odds, ..KeptBand::default() }).collect();
    for promise in tables.described_of(&PROMISES, product) {
        let state = promise.words(&PROMISE_STATE);
        let odds = promise.number(&PROMISE_ODDS);
        let is_in = |band: &&mut KeptBand| match (band.odds, odds) {
            (Some((least, most)), Some(odds)) => (least..=most).contains(&odds),
            (None, None) => true,
            _ => false,
        };
        if let Some(band) =
            found.iter_mut().find(is_in).filter(|_| [PROMISE_KEPT, PROMISE_LATE].contains(&state))
        {
            band.ended += 1;
            band.kept += usize::from(state == PROMISE_KEPT);
        }
    }
    found.retain(|band| band.ended > 0);
    found
}
