//! Putting things in order, once for all kinds of things: a kind that is sorted by itself is 3 kB of code more.

use std::cmp::Ordering;

use super::fold::sort_key;
use super::sorted::{SortedMap, SortedSet};

/// Things in an order, equal ones as they came.
pub fn in_order_by<T>(things: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let compared = |one: usize, two: usize| {
        things.get(one).zip(things.get(two)).map_or(Ordering::Equal, |(one, two)| compare(one, two))
    };
    let places = places_in_order(things.len(), &compared);
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    places.into_iter().filter_map(|place| things.get_mut(place)?.take()).collect()
}

/// Things by a key each has, computed once; the smallest first, equal ones as they came.
pub fn in_order_of<T, K: Ord>(things: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let keyed = things.into_iter().map(|thing| (key(&thing), thing)).collect();
    in_order_by(keyed, |(one, _): &(K, T), (two, _)| one.cmp(two))
        .into_iter()
        .map(|(_, thing)| thing)
        .collect()
}

/// Names in the order a person looks for them.
pub fn sorted_names(names: Vec<String>) -> Vec<String> {
    in_order_of(names, |name| sort_key(name))
}

/// Values as a set.
pub fn set_of<T: Ord>(values: impl IntoIterator<Item = T>) -> SortedSet<T> {
    values.into_iter().collect()
}

/// Keys with their values as a map; of two values of one key the later stays.
pub fn map_of<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> SortedMap<K, V> {
    pairs.into_iter().collect()
}

fn places_in_order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|one, two| compare(*one, *two));
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_a_stable_sort(numbers in prop::collection::vec(0i64..9, 0..60)) {
            let things: Vec<(i64, usize)> = numbers.into_iter().zip(0..).collect();
            let mut expected = things.clone();
            expected.sort_by_key(|(number, _)| *number);
            prop_assert_eq!(&in_order_of(things.clone(), |(number, _)| *number), &expected);
            prop_assert_eq!(&in_order_by(things.clone(), |(one, _), (two, _)| one.cmp(two)), &expected);
            prop_assert_eq!(set_of(things.clone()), things.iter().copied().collect());
            prop_assert_eq!(map_of(things.clone()), things.into_iter().collect());
        }
    }
}
