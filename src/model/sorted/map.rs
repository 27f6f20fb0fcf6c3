//! The map.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Bound, RangeBounds};
use std::{slice, vec};

/// Values by their keys, in the order of these.
///
/// What is put in or taken out moves four bytes for each entry behind it: ten thousand are moved in microseconds.
#[derive(Clone)]
pub struct SortedMap<K, V> {
    /// The places in `entries`, in the order of their keys.
    order: Vec<u32>,
    entries: Vec<(K, V)>,
}

/// Where a key is, or would be: the one search there is.
fn search(order: &[u32], compare: &dyn Fn(usize) -> Ordering) -> Result<usize, usize> {
    order.binary_search_by(|place| compare(*place as usize))
}

/// Says of each place in the order that it is now another: the entry that was last fills the gap.
fn renumber(order: &mut [u32], from: u32, to: u32) {
    if let Some(place) = order.iter_mut().find(|place| **place == from) {
        *place = to;
    }
}

impl<K, V> SortedMap<K, V> {
    /// Without an entry.
    pub const fn new() -> Self {
        Self { order: Vec::new(), entries: Vec::new() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries in order.
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter { order: self.order.iter(), entries: &self.entries }
    }

    /// The keys in order.
    pub fn keys(&self) -> Keys<'_, K, V> {
        Keys(self.iter())
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + Clone {
        self.iter().map(|(_, value)| value)
    }

    /// The entries in order, their values to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)> {
        self.settle();
        self.entries.iter_mut().map(|(key, value)| (&*key, value))
    }

    /// The values in the order of their keys, taken out.
    pub fn into_values(self) -> impl Iterator<Item = V> {
        self.into_iter().map(|(_, value)| value)
    }

    /// Puts the entries themselves in order.
    fn settle(&mut self) {
        for start in 0..self.order.len() {
            let mut at = start;
            while let Some(place) = self.order.get_mut(at) {
                let from = *place as usize;
                *place = at as u32;
                if from == start {
                    break;
                }
                self.entries.swap(at, from);
                at = from;
            }
        }
    }

    fn entry_at(&self, at: usize) -> Option<&(K, V)> {
        self.entries.get(*self.order.get(at)? as usize)
    }

    fn value_at(&mut self, at: usize) -> Option<&mut V> {
        let (_, value) = self.entries.get_mut(*self.order.get(at)? as usize)?;
        Some(value)
    }

    fn put(&mut self, at: usize, key: K, value: V) {
        self.order.insert(at, self.entries.len() as u32);
        self.entries.push((key, value));
    }

    fn take(&mut self, at: usize) -> (K, V) {
        let place = self.order.remove(at);
        renumber(&mut self.order, self.entries.len() as u32 - 1, place);
        self.entries.swap_remove(place as usize)
    }

    /// Those for which it holds stay.
    pub fn retain(&mut self, mut holds: impl FnMut(&K, &mut V) -> bool) {
        self.settle();
        self.entries.retain_mut(|(key, value)| holds(key, value));
        self.order.truncate(self.entries.len());
    }

    /// Takes all out.
    pub fn clear(&mut self) {
        self.order.clear();
        self.entries.clear();
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        let compare =
            |place: usize| self.entries.get(place).map_or(Ordering::Less, |(it, _)| it.borrow().cmp(key));
        search(&self.order, &compare)
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let (_, value) = self.entry_at(self.find(key).ok()?)?;
        Some(value)
    }

    /// The value of a key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let at = self.find(key).ok()?;
        self.value_at(at)
    }

    /// Whether a key has a value.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_ok()
    }

    /// Gives a key a value, and returns what it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(&key) {
            Ok(at) => self.value_at(at).map(|had| std::mem::replace(had, value)),
            Err(at) => {
                self.put(at, key, value);
                None
            }
        }
    }

    /// Takes a key out, and returns its value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let at = self.find(key).ok()?;
        Some(self.take(at).1)
    }

    /// The value of a key; where it has none, what is made is put there.
    pub fn or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let at = match self.find(&key) {
            Ok(at) => at,
            Err(at) => {
                self.put(at, key, make());
                at
            }
        };
        let place = self.order.get(at).map_or(0, |place| *place as usize);
        #[expect(clippy::indexing_slicing, reason = "the place was found or made just now")]
        &mut self.entries[place].1
    }

    /// A key to be given a value where it has none.
    pub fn entry(&mut self, key: K) -> MapEntry<'_, K, V> {
        MapEntry { map: self, key }
    }

    /// The entries with keys within bounds.
    pub fn range<Q: Ord + ?Sized>(&self, bounds: impl RangeBounds<Q>) -> Iter<'_, K, V>
    where
        K: Borrow<Q>,
    {
        let from = match bounds.start_bound() {
            Bound::Included(key) => self.find(key).unwrap_or_else(|at| at),
            Bound::Excluded(key) => self.find(key).map_or_else(|at| at, |at| at + 1),
            Bound::Unbounded => 0,
        };
        let to = match bounds.end_bound() {
            Bound::Included(key) => self.find(key).map_or_else(|at| at, |at| at + 1),
            Bound::Excluded(key) => self.find(key).unwrap_or_else(|at| at),
            Bound::Unbounded => self.order.len(),
        };
        Iter { order: self.order.get(from..to).unwrap_or_default().iter(), entries: &self.entries }
    }
}

/// A key of a map on its way to a value.
pub struct MapEntry<'a, K, V> {
    map: &'a mut SortedMap<K, V>,
    key: K,
}

impl<'a, K: Ord, V> MapEntry<'a, K, V> {
    /// Its value, or what is made for it.
    pub fn or_insert_with(self, make: impl FnOnce() -> V) -> &'a mut V {
        self.map.or_insert_with(self.key, make)
    }

    /// Its value, or this one.
    pub fn or_insert(self, value: V) -> &'a mut V {
        self.or_insert_with(|| value)
    }

    /// Its value, or that of its type.
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }
}

/// The entries of a map in order.
pub struct Iter<'a, K, V> {
    order: slice::Iter<'a, u32>,
    entries: &'a [(K, V)],
}

impl<'a, K, V> Iter<'a, K, V> {
    fn at(&self, place: u32) -> Option<(&'a K, &'a V)> {
        self.entries.get(place as usize).map(|(key, value)| (key, value))
    }
}

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Self { order: self.order.clone(), entries: self.entries }
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        let place = *self.order.next()?;
        self.at(place)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.order.size_hint()
    }
}

impl<K, V> DoubleEndedIterator for Iter<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let place = *self.order.next_back()?;
        self.at(place)
    }
}

impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}

/// The keys of a map, or the values of a set, in order.
pub struct Keys<'a, K, V>(pub(super) Iter<'a, K, V>);

impl<K, V> Clone for Keys<'_, K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<'a, K, V> Iterator for Keys<'a, K, V> {
    type Item = &'a K;

    fn next(&mut self) -> Option<&'a K> {
        self.0.next().map(|(key, _)| key)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<K, V> DoubleEndedIterator for Keys<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(|(key, _)| key)
    }
}

impl<K, V> ExactSizeIterator for Keys<'_, K, V> {}

impl<'a, K, V> IntoIterator for &'a SortedMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K, V> IntoIterator for SortedMap<K, V> {
    type Item = (K, V);
    type IntoIter = vec::IntoIter<(K, V)>;

    fn into_iter(mut self) -> Self::IntoIter {
        self.settle();
        self.entries.into_iter()
    }
}

impl<K: Ord, V> Extend<(K, V)> for SortedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for SortedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for SortedMap<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for SortedMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other)
    }
}

impl<K: Eq, V: Eq> Eq for SortedMap<K, V> {}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for SortedMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}
