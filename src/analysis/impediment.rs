//! Impediments: what they keep from going on, and since when.

use std::collections::BTreeMap;

use crate::model::kind::{BLOCKS, IMPEDED_SINCE, IMPEDIMENTS, RESOLVED_ON};
use crate::model::{Day, Id};
use crate::workspace::Tables;

/// A time in which an impediment kept an item from going on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impeded {
    /// What is in the way.
    pub name: String,
    /// The first day.
    pub since: Day,
    /// The day it was cleared away; none while it is there.
    pub until: Option<Day>,
}

/// The times in which items of a product were kept from going on; an impediment without a first day has none.
pub fn impeded(tables: &Tables, product: Id) -> BTreeMap<Id, Vec<Impeded>> {
    let mut found: BTreeMap<Id, Vec<Impeded>> = BTreeMap::new();
    for impediment in tables.described_of(&IMPEDIMENTS, product) {
        let Some(since) = impediment.day(&IMPEDED_SINCE) else { continue };
        for (_, item) in impediment.linked(&BLOCKS) {
            let until = impediment.day(&RESOLVED_ON);
            let name = impediment.name().to_owned();
            found.entry(item).or_default().push(Impeded { name, since, until });
        }
    }
    found
}
