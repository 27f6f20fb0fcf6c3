//! Maps and sets in the order of their keys. The trees of the standard library are written out once more for each pair of
//! types, and were a twentieth of the page; here what is ordered are numbers of places, by code that is the same for all.

mod map;
mod set;
mod text;

pub use map::SortedMap;
pub use set::SortedSet;

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::ops::Bound;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_does_what_the_tree_does(acts in prop::collection::vec((0u8..4, 0u8..40, any::<u8>()), 0..120)) {
            let (mut map, mut tree) = (SortedMap::new(), BTreeMap::new());
            for (act, key, value) in acts {
                match act {
                    0 | 1 => prop_assert_eq!(map.insert(key, value), tree.insert(key, value)),
                    2 => prop_assert_eq!(map.remove(&key), tree.remove(&key)),
                    _ => {
                        *map.entry(key).or_insert(value) ^= 1;
                        *tree.entry(key).or_insert(value) ^= 1;
                    }
                }
                prop_assert_eq!(map.len(), tree.len());
                prop_assert_eq!(map.get(&key), tree.get(&key));
                prop_assert!(map.iter().eq(&tree));
                prop_assert!(map.iter().rev().eq(tree.iter().rev()));
                let (low, high) = (key.min(value), key.max(value));
                prop_assert!(map.range(low..high).eq(tree.range(low..high)));
                prop_assert!(map.range(..=low).eq(tree.range(..=low)));
                prop_assert!(map.range((Bound::Excluded(low), Bound::Unbounded)).eq(tree.range((Bound::Excluded(low), Bound::Unbounded))));
            }
            let is_even = |value: &u8| value.is_multiple_of(2);
            let (mut few, mut less) = (map.clone(), tree.clone());
            few.retain(|_, value| is_even(value));
            less.retain(|_, value| is_even(value));
            prop_assert!(few.iter().eq(&less) && few.values().all(is_even));
            prop_assert_eq!(few == map, less == tree);
            let written = serde_json::to_string(&map).unwrap();
            prop_assert_eq!(&written, &serde_json::to_string(&tree).unwrap());
            prop_assert!(map == serde_json::from_str(&written).unwrap());
            prop_assert!(map.iter_mut().eq(tree.iter_mut()));
            prop_assert!(map.into_iter().eq(tree));
        }

        #[test]
        fn sets_differ_and_meet(one in prop::collection::vec(0u8..20, 0..20), other in prop::collection::vec(0u8..20, 0..20)) {
            let set = |values: &[u8]| values.iter().copied().collect::<SortedSet<u8>>();
            let tree = |values: &[u8]| values.iter().copied().collect::<BTreeSet<u8>>();
            prop_assert!(set(&one).difference(&set(&other)).eq(tree(&one).difference(&tree(&other))));
            prop_assert!(set(&one).intersection(&set(&other)).eq(tree(&one).intersection(&tree(&other))));
            prop_assert!(set(&one).into_iter().eq(tree(&one)));
            prop_assert_eq!((set(&one).first().copied(), set(&one).last().copied()), (tree(&one).first().copied(), tree(&one).last().copied()));
            prop_assert_eq!(set(&one) == set(&other), tree(&one) == tree(&other));
        }
    }
}
