//! Which transactions are known, whoever made them: by it two devices tell what one has seen of the other from what both
//! did without hearing of each other.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::described::EVERYWHERE;
use super::registry::Tables;
use super::stamp::{Stamp, Stamps, TabId};
use crate::model::{Id, SortedMap, in_order_of};

/// The table of what is known from files: a record a product, and one for files of everything. It stays in this browser.
pub const MERGED: &str = "merged_files";
/// Of so many tabs it is kept; of those quiet for longest it goes. What is not known any more is asked about once too often.
const TABS_MOST: usize = 500;
/// Where the clock of [`Knowledge::since`] stands among those of the tabs: no tab is called this.
const SINCE: &str = "";

/// Of each tab, the logical clock up to which all its transactions are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Knowledge {
    tabs: SortedMap<TabId, u64>,
    /// Of what was made at this clock or before, some may not be known, whatever the tabs say.
    since: u64,
}

impl Knowledge {
    /// What stamps show where nobody took notes: of each tab the latest, and nothing about what may be missing.
    pub fn shown_by<'a>(all: impl IntoIterator<Item = &'a Stamps>) -> Self {
        let mut shown = Self::default();
        all.into_iter().flat_map(Stamps::all).for_each(|stamp| shown.note(stamp));
        shown.since = shown.tabs.values().copied().max().unwrap_or(0);
        shown
    }

    /// Takes note of a transaction.
    pub fn note(&mut self, stamp: Stamp) {
        let clock = self.tabs.entry(stamp.tab).or_insert(0);
        *clock = stamp.clock.max(*clock);
    }

    /// Whether a transaction is known.
    pub fn has(&self, stamp: Stamp) -> bool {
        self.tabs.get(&stamp.tab).is_some_and(|clock| stamp.clock <= *clock)
    }

    /// Whether everything that was ever written in a record is known.
    pub fn has_all_of(&self, stamps: &Stamps) -> bool {
        stamps.all().all(|stamp| self.has(stamp))
    }

    /// Whether who knows this must have had the record: where it is not any more, it was taken out.
    pub fn has_had(&self, stamps: &Stamps) -> bool {
        self.has(stamps.base()) && stamps.base().clock > self.since
    }

    /// Takes in what another knows.
    pub fn join(&mut self, other: &Self) {
        for (tab, clock) in &other.tabs {
            self.note(Stamp { clock: *clock, tab: *tab });
        }
        self.since = self.since.max(other.since);
    }

    /// The same without the tabs that have been quiet for longest.
    pub fn recent(&self) -> Self {
        let newest = in_order_of(self.tabs.iter().collect(), |(_, clock)| u64::MAX - **clock);
        let newest = newest.into_iter().take(TABS_MOST).map(|(tab, clock)| (*tab, *clock));
        let mut recent = Self { tabs: SortedMap::new(), since: self.since };
        recent.tabs.extend(newest);
        recent
    }

    /// What is known of a product's records from files, or of everything's.
    pub(super) fn of_record(tables: &Tables, id: Id) -> Self {
        let fields = tables.any(MERGED).and_then(|table| table.fields(id));
        let known = fields.and_then(|mut fields| serde_json::from_value(fields.remove("known")?).ok());
        known.unwrap_or_default()
    }

    /// What is known of a product's records, or of everything's: from one's own transactions, and from files.
    pub fn in_all(own: &Self, tables: &Tables, product: Option<Id>) -> Self {
        let mut all = own.clone();
        for id in std::iter::once(EVERYWHERE).chain(product) {
            all.join(&Self::of_record(tables, id));
        }
        all
    }
}

impl Serialize for Knowledge {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let tabs = self.tabs.iter().map(|(tab, clock)| (tab.to_string(), *clock));
        serializer.collect_map(std::iter::once((SINCE.to_owned(), self.since)).chain(tabs))
    }
}

impl<'de> Deserialize<'de> for Knowledge {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut clocks = SortedMap::<String, u64>::deserialize(deserializer)?;
        let since = clocks.remove(SINCE).ok_or_else(|| de::Error::custom("without what came before"))?;
        let mut tabs = SortedMap::new();
        for (tab, clock) in clocks {
            tabs.insert(tab.parse().map_err(de::Error::custom)?, clock);
        }
        Ok(Self { tabs, since })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(clock: u64, tab: u32) -> Stamp {
        Stamp { clock, tab: TabId(tab) }
    }

    #[test]
    fn what_is_known_survives_being_written() {
        let mut known = Knowledge { since: 4, ..Knowledge::default() };
        known.note(at(9, 0xbeef));
        let text = serde_json::to_string(&known).unwrap();
        assert_eq!(text, r#"{"":4,"0000beef":9}"#);
        assert_eq!(serde_json::from_str::<Knowledge>(&text).unwrap(), known);
        assert!(serde_json::from_str::<Knowledge>(r#"{"0000beef":9}"#).is_err());
    }

    #[test]
    fn an_earlier_transaction_of_a_known_tab_is_known() {
        let mut known = Knowledge::default();
        known.note(at(9, 1));
        assert!(known.has(at(9, 1)) && known.has(at(3, 1)));
        assert!(!known.has(at(10, 1)) && !known.has(at(3, 2)));
    }

    #[test]
    fn who_may_lack_what_is_early_is_not_taken_to_have_had_it() {
        let mut known = Knowledge { since: 5, ..Knowledge::default() };
        known.note(at(9, 1));
        assert!(known.has_had(&Stamps::made(at(6, 1))));
        assert!(!known.has_had(&Stamps::made(at(5, 1))));
    }

    #[test]
    fn of_too_many_tabs_the_latest_are_kept() {
        let mut known = Knowledge::default();
        (0..600).for_each(|n| known.note(at(u64::from(n), n)));
        let recent = known.recent();
        assert_eq!(recent.tabs.len(), TABS_MOST);
        assert!(recent.has(at(599, 599)) && !recent.has(at(1, 99)));
    }
}
