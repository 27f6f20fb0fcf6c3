//! History: every transaction that is known, and the state at any of them.

use proptest::prelude::*;
use throughline::storage::{KeyValue, Memory, Store};
use throughline::workspace::{RecordChange, Stamp, Tab};

use crate::disk::{Fold, Hand, any_step};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_transaction_is_known_in_order_folded_or_not(script in prop::collection::vec(any_step(), 1..60)) {
        let mut hand = Hand::open(Memory::default(), 1);
        hand.run(&script);
        let (known, damaged) = hand.store.transactions();
        prop_assert!(damaged.is_empty());
        let made: Vec<Stamp> = hand.desk.entries.iter().map(|entry| entry.stamp).collect();
        prop_assert_eq!(known.iter().map(|entry| entry.stamp).collect::<Vec<_>>(), made);
        for (known, made) in known.iter().zip(&hand.desk.entries) {
            let (known, made) = (known.changes.iter(), made.changes.iter());
            prop_assert!(known.map(RecordChange::target).eq(made.map(RecordChange::target)));
        }
    }
}

#[test]
fn what_of_history_cannot_be_read_is_said_and_the_rest_is_there() {
    let disk = Memory::default();
    let mut hand = Hand::open(disk.clone(), 1);
    hand.save();
    hand.fold(Fold::Whole);
    hand.desk.add("Later");
    hand.save();
    let is_history = |key: &String| key.ends_with(".history");
    let key = disk.keys().into_iter().find(is_history).unwrap();
    disk.set(&key, "nothing").unwrap();
    let (store, _) = Store::open(disk, Tab(2)).unwrap();
    let (known, damaged) = store.transactions();
    assert_eq!((known.len(), damaged.len()), (1, 1));
    assert_eq!(known[0].stamp, hand.desk.entries.last().unwrap().stamp);
}
