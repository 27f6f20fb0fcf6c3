//! What one hat asks the other at the plan.

use crate::analysis::is_running;
use crate::model::kind::{ABOUT, ASKS};
use crate::model::{Id, Initiative, Record, SortedMap};
use crate::workspace::Tables;

/// How many open questions between the hats there are about each initiative.
pub fn asks_of_initiatives(tables: &Tables, product: Id) -> SortedMap<Id, usize> {
    let mut asks = SortedMap::new();
    for ask in tables.described_of(&ASKS, product).into_iter().filter(|ask| is_running(tables, &ASKS, ask)) {
        for (table, id) in ask.linked(&ABOUT) {
            if table == Initiative::TABLE {
                *asks.entry(id).or_insert(0) += 1;
            }
        }
    }
    asks
}
