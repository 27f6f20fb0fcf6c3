//! The plans of all products side by side.

use crate::analysis::products_in_order;
use crate::model::{Confidence, Day, Id, in_order_of};
use crate::workspace::Tables;

/// An initiative with its days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upcoming {
    /// The initiative.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// How firm it is.
    pub confidence: Confidence,
    /// Its first and its last day.
    pub days: (Day, Day),
}

/// What lies ahead in a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// The product.
    pub product: Id,
    /// The initiatives that are not behind, in the order of their first days; at most [`AHEAD_MOST`].
    pub initiatives: Vec<Upcoming>,
    /// How many more there are.
    pub more: usize,
}

/// So many initiatives of a product are shown beside those of others.
pub const AHEAD_MOST: usize = 12;

/// What lies ahead in each product that has plans.
pub fn ahead(tables: &Tables, today: Day) -> Vec<Ahead> {
    let products = products_in_order(tables);
    let of = |product: Id| {
        let dated = tables.initiatives.of(product).filter_map(|it| {
            let days = it.days().filter(|(_, last)| *last >= today)?;
            Some(Upcoming { id: it.meta.id, name: it.name.clone(), confidence: it.confidence, days })
        });
        let mut all =
            in_order_of(dated.collect(), |it: &Upcoming| i64::from(Day::first().days_until(it.days.0)));
        let more = all.len().saturating_sub(AHEAD_MOST);
        all.truncate(AHEAD_MOST);
        Ahead { product, initiatives: all, more }
    };
    let all = products.into_iter().map(|product| of(product.meta.id));
    all.filter(|ahead| !ahead.initiatives.is_empty()).collect()
}
