//! Who changed a field last: Lamport stamps, by which tabs and devices agree without asking each other.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

use crate::model::SortedMap;

/// One opening of the app in one browser tab; drawn at random each time the page loads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TabId(pub u32);

/// A transaction's place in the order of all transactions: logical clock first, tab as the tie-break.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// Lamport clock: larger than any the tab had seen.
    pub clock: u64,
    /// The tab that made the transaction.
    pub tab: TabId,
}

/// No life is long enough for more transactions; a larger clock in a file would leave none to come after it.
const CLOCK_LARGEST: u64 = 1 << 48;

/// Why a text is no [`Stamp`] or [`TabId`].
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("“{0}” is not a stamp")]
pub struct StampError(String);

impl fmt::Display for TabId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

impl FromStr for TabId {
    type Err = StampError;

    fn from_str(text: &str) -> Result<Self, StampError> {
        let wrong = || StampError(text.chars().take(40).collect());
        if text.len() != 8 {
            return Err(wrong());
        }
        u32::from_str_radix(text, 16).map(Self).map_err(|_| wrong())
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.clock, self.tab)
    }
}

impl FromStr for Stamp {
    type Err = StampError;

    fn from_str(text: &str) -> Result<Self, StampError> {
        let wrong = || StampError(text.chars().take(40).collect());
        let (clock, tab) = text.split_once('.').ok_or_else(wrong)?;
        let clock: u64 = clock.parse().map_err(|_| wrong())?;
        if clock > CLOCK_LARGEST {
            return Err(wrong());
        }
        Ok(Self { clock, tab: tab.parse()? })
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// The stamps of one record: of its making, and of each field or element that changed since.
///
/// A path is a field's name, `field/element` for an element of a set or list, `field/` for a list's order, and goes on
/// within an element: `field/element/its field`. What has no stamp of its own goes by that of the element around it.
/// Where an element of a list was put elsewhere since it came, `field/element@` says what its place goes by, and
/// `field/|element|other` the order in which they were put: one may be out of the list when others hear of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamps {
    base: Stamp,
    /// When the record came again, if it had gone for good.
    life: Option<Stamp>,
    changed: SortedMap<String, Stamp>,
}

/// Where the stamp of a record's life stands among those of its paths: no field has this name.
const LIFE: &str = "@";

impl Stamp {
    /// Before all transactions.
    pub const NEVER: Self = Self { clock: 0, tab: TabId(0) };
}

impl Stamps {
    /// The stamps of a record nobody has changed since it was made.
    pub fn made(base: Stamp) -> Self {
        Self { base, life: None, changed: SortedMap::new() }
    }

    /// The stamps of a record that had gone for good, and came again.
    pub fn made_again(base: Stamp) -> Self {
        Self { life: Some(base), ..Self::made(base) }
    }

    /// The same stamps of a record that had gone for good, and came again at this one.
    pub(super) fn in_life_of(self, stamp: Stamp) -> Self {
        Self { life: Some(stamp), ..self }
    }

    /// Which of its lives the record is in: none is the first.
    pub fn life(&self) -> Option<Stamp> {
        self.life
    }

    /// When the value at `path` was last written.
    pub fn of(&self, path: &str) -> Stamp {
        self.known(path, self.base)
    }

    /// When the value at `path` was last written, by itself or with what is around it.
    pub(super) fn known(&self, path: &str, around: Stamp) -> Stamp {
        self.changed.get(path).map_or(around, |stamp| around.max(*stamp))
    }

    /// When the value at `path`, or anything in the list or the set there, was last written.
    pub fn newest_under(&self, path: &str) -> Stamp {
        self.newest_within(path, self.base)
    }

    /// The same of what goes by the stamp of what is around it.
    pub(super) fn newest_within(&self, path: &str, around: Stamp) -> Stamp {
        self.changed.range(within(path)).map(|(_, stamp)| *stamp).fold(self.known(path, around), Stamp::max)
    }

    /// Whether the value at `path` was written by itself.
    pub(super) fn has(&self, path: &str) -> bool {
        self.changed.contains_key(path)
    }

    /// When the record was made.
    pub fn base(&self) -> Stamp {
        self.base
    }

    /// Notes that the value at `path` was written.
    pub fn set(&mut self, path: &str, stamp: Stamp) {
        self.changed.insert(path.to_owned(), stamp);
    }

    /// Notes that the value at `path` was written, unless something newer was.
    pub(super) fn advance(&mut self, path: &str, around: Stamp, stamp: Stamp) -> bool {
        let is_newer = stamp > self.known(path, around);
        if is_newer {
            self.set(path, stamp);
        }
        is_newer
    }

    /// What the place of a list's element goes by: when it came, or when the list was last put in order with it. Lists
    /// stand in the order of these, whichever way round two tabs hear of each other.
    pub(super) fn place_of(&self, path: &str, around: Stamp) -> Stamp {
        self.changed.get(&place(path)).copied().unwrap_or_else(|| self.known(path, around))
    }

    /// Notes that a list's element came; whether it is newer than what is known of it.
    pub(super) fn came(&mut self, path: &str, around: Stamp, stamp: Stamp) -> bool {
        let is_newer = self.advance(path, around, stamp);
        let place = place(path);
        if self.changed.get(&place).is_some_and(|placed| *placed < stamp) {
            if is_newer {
                self.changed.remove(&place);
            } else {
                self.changed.insert(place, stamp);
            }
        }
        self.drop_orders(path.rsplit_once('/').map_or("", |(list, _)| list), around);
        is_newer
    }

    /// Notes that a list's element went or was written as a whole, and keeps what its place goes by.
    pub(super) fn changed(&mut self, path: &str, around: Stamp, stamp: Stamp) -> bool {
        let known = self.place_of(path, around);
        let is_newer = self.advance(path, around, stamp);
        if is_newer && !self.changed.contains_key(&place(path)) {
            self.set(&place(path), known);
        }
        is_newer
    }

    /// Notes that a list's element was put in order with others.
    pub(super) fn placed(&mut self, path: &str, around: Stamp, stamp: Stamp) {
        if stamp > self.place_of(path, around) {
            self.set(&place(path), stamp);
        }
    }

    /// Notes in which order the elements of a list were put; it counts as long as the place of one goes by it.
    pub(super) fn put_in_order(&mut self, path: &str, around: Stamp, ids: &[String], stamp: Stamp) {
        for id in ids {
            self.placed(&format!("{path}/{id}"), around, stamp);
        }
        self.advance(&format!("{path}/{BETWEEN}{}", ids.join(BETWEEN)), Stamp::NEVER, stamp);
        self.drop_orders(path, around);
    }

    /// Drops the orders of a list by which no place goes any more.
    fn drop_orders(&mut self, path: &str, around: Stamp) {
        let counts = |known: &str, stamp: Stamp| {
            let mut ids = known.split(BETWEEN).skip(1);
            ids.any(|id| self.place_of(&format!("{path}/{id}"), around) == stamp)
        };
        let gone = self.orders(path).filter(|(known, stamp)| !counts(known, *stamp));
        let gone: Vec<String> = gone.map(|(known, _)| known.to_owned()).collect();
        for known in gone {
            self.changed.remove(&known);
        }
    }

    /// The orders in which the elements of a list were put, as they are noted.
    fn orders(&self, path: &str) -> impl Iterator<Item = (&str, Stamp)> {
        let from = format!("{path}/{BETWEEN}");
        let orders = self.changed.range(from.clone()..format!("{path}/}}"));
        orders
            .filter(move |(known, _)| known.starts_with(&from))
            .map(|(known, stamp)| (known.as_str(), *stamp))
    }

    /// Where an element stood among those of its list that were put in order with it at a stamp.
    pub(super) fn place_at(&self, path: &str, id: &str, stamp: Stamp) -> Option<usize> {
        let (known, _) = self.orders(path).find(|(_, at)| *at == stamp)?;
        known.split(BETWEEN).skip(1).position(|it| it == id)
    }

    /// Drops the stamps within an element that went, or was put as a whole.
    pub(super) fn forget_within(&mut self, path: &str) {
        let paths: Vec<String> = self.changed.range(within(path)).map(|(path, _)| path.clone()).collect();
        for path in paths {
            self.changed.remove(&path);
        }
    }

    /// Every stamp in it.
    pub fn all(&self) -> impl Iterator<Item = Stamp> {
        std::iter::once(self.base).chain(self.changed.values().copied())
    }

    /// The largest logical clock in it.
    pub fn clock(&self) -> u64 {
        self.all().map(|stamp| stamp.clock).max().unwrap_or(0)
    }

    /// Takes the newer of both at every path; the record stays in the life it is in.
    pub fn join(&mut self, other: &Self) {
        let paths: Vec<String> = self.changed.keys().chain(other.changed.keys()).cloned().collect();
        let (places, paths): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| path.ends_with(PLACE));
        let placed = |path: String| {
            let element = path.strip_suffix(PLACE).unwrap_or_default();
            let [mine, theirs] = [&*self, other].map(|stamps| stamps.place_of(element, stamps.base));
            (element.to_owned(), mine.max(theirs))
        };
        let placed: Vec<(String, Stamp)> = places.into_iter().map(placed).collect();
        for path in paths {
            let newer = self.of(&path).max(other.of(&path));
            if self.has(&path) || !self.goes_by_more(&path, newer) {
                self.set(&path, newer);
            }
        }
        self.base = self.base.max(other.base);
        for (element, placed) in placed {
            // What came last has no place of its own.
            if placed == self.of(&element) {
                self.changed.remove(&place(&element));
            } else {
                self.set(&place(&element), placed);
            }
        }
    }

    /// Whether the record or an element around the value at a path was written as a whole then or later.
    fn goes_by_more(&self, path: &str, stamp: Stamp) -> bool {
        let ends = path.match_indices('/').map(|(end, _)| end).skip(1).step_by(2);
        let mut around = ends.filter_map(|end| self.changed.get(path.get(..end)?));
        stamp <= self.base || around.any(|written| *written >= stamp)
    }
}

/// What stands before each element where an order is noted.
const BETWEEN: &str = "|";
/// What ends the path of an element's place.
const PLACE: &str = "@";

fn place(path: &str) -> String {
    format!("{path}{PLACE}")
}

/// The paths within another: what follows the slash comes before what follows the sign after it.
fn within(path: &str) -> Range<String> {
    format!("{path}/")..format!("{path}0")
}

impl Serialize for Stamps {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let base = std::iter::once(("", &self.base)).chain(self.life.iter().map(|life| (LIFE, life)));
        serializer.collect_map(base.chain(self.changed.iter().map(|(path, stamp)| (path.as_str(), stamp))))
    }
}

impl<'de> Deserialize<'de> for Stamps {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut changed = SortedMap::<String, Stamp>::deserialize(deserializer)?;
        let base = changed
            .remove("")
            .ok_or_else(|| de::Error::custom("stamps without the stamp of the record's making"))?;
        Ok(Self { base, life: changed.remove(LIFE), changed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_survive_being_written() {
        let stamp = |clock| Stamp { clock, tab: TabId(0xbeef) };
        let mut stamps = Stamps::made(stamp(3));
        stamps.set("title", stamp(9));
        let text = serde_json::to_string(&stamps).unwrap();
        assert_eq!(text, r#"{"":"3.0000beef","title":"9.0000beef"}"#);
        assert_eq!(serde_json::from_str::<Stamps>(&text).unwrap(), stamps);
    }

    #[test]
    fn an_older_write_does_not_advance() {
        let mut stamps = Stamps::made(Stamp { clock: 5, tab: TabId(1) });
        let base = stamps.base();
        assert!(!stamps.advance("title", base, Stamp { clock: 5, tab: TabId(0) }));
        assert!(stamps.advance("title", base, Stamp { clock: 5, tab: TabId(2) }));
    }
}
