//! How much the goals of a product serve those of the organisation.

use std::ops::RangeInclusive;

use serde_json::Value;

use crate::model::kind::{FIT, FIT_GOAL, FITS, ORGANISATION_GOALS};
use crate::model::{Goal, Id, Record};
use crate::workspace::{Tables, links_in};

/// The steps of a fit: 0 not at all, 3 directly.
pub const FIT_STEPS: RangeInclusive<i64> = 0..=3;

/// The fits of a product's goals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// The product's goals and their names, in their order.
    pub goals: Vec<(Id, String)>,
    /// The best fit of each goal.
    pub best: Vec<i64>,
    /// The organisation's goals.
    pub rows: Vec<AlignmentRow>,
}

/// A goal of the organisation and what serves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlignmentRow {
    /// The goal.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// How much each goal of the product serves it, where that was judged.
    pub fits: Vec<Option<i64>>,
    /// The best of them; 0 where nothing serves it.
    pub best: i64,
}

impl Alignment {
    /// The fits of a product's goals.
    pub fn of(tables: &Tables, product: Id) -> Self {
        let goals: Vec<(Id, String)> =
            tables.goals.of(product).map(|goal| (goal.meta.id, goal.name.clone())).collect();
        let mut best = vec![0; goals.len()];
        let mut rows = Vec::new();
        for served in tables.described_of(&ORGANISATION_GOALS, product) {
            let fit = |goal: Id| {
                let is_of = |row: &&serde_json::Map<String, Value>| {
                    links_in(row, &FIT_GOAL).contains(&(Goal::TABLE, goal))
                };
                served
                    .rows(&FITS)
                    .into_iter()
                    .rev()
                    .find(is_of)
                    .and_then(|row| row.get(FIT.key))
                    .and_then(Value::as_i64)
            };
            let fits: Vec<Option<i64>> = goals.iter().map(|(goal, _)| fit(*goal)).collect();
            for (best, fit) in best.iter_mut().zip(&fits) {
                *best = fit.unwrap_or(0).max(*best);
            }
            rows.push(AlignmentRow {
                id: served.meta.id,
                name: served.name().to_owned(),
                best: fits.iter().flatten().copied().max().unwrap_or(0),
                fits,
            });
        }
        Self { goals, best, rows }
    }
}
