//! The copy of the tail: whatever the browser had not written to the disk when it was killed comes back from it.

use std::collections::BTreeMap;

use proptest::prelude::*;
use throughline::command;
use throughline::model::Instant;
use throughline::storage::{Caught, Copy, CopyWork, KeyValue, Memory, Store, last_label, set_last_aside};

use crate::desk::{NOW, act, add, fold, moment, open, rename};
use crate::disk::{Disk, Fold, Hand, any_step, fold_in, reopen, scripts};
use crate::support::{differences, rows};

const HOUR: i64 = 60 * 60 * 1000;

/// A place beside the store that is on the disk at once.
#[derive(Clone, Default)]
struct Beside(BTreeMap<String, String>);

impl Beside {
    fn texts(&self) -> Vec<(String, String)> {
        self.0.clone().into_iter().collect()
    }

    fn work<K: KeyValue>(&mut self, store: &mut Store<K>) {
        while let Some(CopyWork { puts, drops }) = store.copy_work() {
            self.0.extend(puts);
            drops.iter().for_each(|key| drop(self.0.remove(key)));
            store.copy_worked(true);
        }
    }
}

proptest! {
    #![proptest_config(scripts(8))]

    /// Scripts with reloads between; killed at moments after “Saved”, the disk as it was at any moment before.
    #[test]
    fn however_much_the_disk_lags_behind_nothing_that_was_saved_is_lost(
        script in prop::collection::vec((any_step(), 0u8..12), 40..90),
        lags in prop::collection::vec(any::<prop::sample::Index>(), 90),
    ) {
        let disk = Disk::default();
        let mut beside = Beside::default();
        let mut hand = Hand::open(disk.clone(), 1);
        hand.store.take_copy(Vec::new(), &mut hand.desk.workspace, Instant(NOW));
        let mut tab = 1;
        for (((act, fold), reload), lag) in script.iter().zip(&lags) {
            if *reload == 0 {
                tab += 1;
                hand = Hand::open(disk.clone(), tab);
                let lacking = hand.store.take_copy(beside.texts(), &mut hand.desk.workspace, Instant(NOW));
                prop_assert!(lacking.is_empty(), "the store has everything");
            }
            hand.desk.act(act);
            hand.save();
            hand.fold(*fold);
            beside.work(&mut hand.store);
            prop_assert!(hand.store.is_saved());
            let behind = Memory::default();
            let ops = disk.ops.borrow();
            ops.iter().take(lag.index(ops.len() + 1)).for_each(|op| op.redo(&behind));
            let (mut store, mut again) = reopen(&behind);
            store.take_copy(beside.texts(), &mut again, Instant(NOW));
            let expected = rows(&hand.desk.workspace);
            let changed = differences(&expected, &rows(&again));
            prop_assert!(changed.is_empty(), "caught up: {}", changed.concat());
            fold_in(&mut store, &again, Fold::Whole);
            let changed = differences(&expected, &rows(&reopen(&behind).1));
            prop_assert!(changed.is_empty(), "written down: {}", changed.concat());
        }
    }
}

#[test]
fn saved_means_the_copy_where_there_is_one_and_the_second_read_where_there_is_none() {
    let mut desk = open(&Memory::default(), 1);
    add(&mut desk, &["one"]);
    assert!(!desk.store.is_saved(), "nobody knows yet which of the two holds");
    desk.take_copy(moment(NOW), Vec::new());
    assert!(!desk.store.is_saved());
    let work = desk.store.copy_work().unwrap();
    assert_eq!(work.puts.len(), 1);
    assert!(!desk.store.is_saved(), "the copy has not answered");
    assert_eq!(desk.store.copy_work(), None, "one after the other");
    desk.store.copy_worked(true);
    assert!(desk.store.is_saved());
    add(&mut desk, &["two"]);
    desk.store.copy_work().unwrap();
    desk.store.copy_worked(false);
    assert_eq!(desk.store.copy(), Copy::Missing);
    assert!(!desk.store.is_saved(), "the store has not been read again");
    desk.settle(moment(NOW)).unwrap();
    assert!(desk.store.is_saved());
    add(&mut desk, &["three"]);
    assert_eq!(desk.store.copy_work(), None, "a copy that failed is asked nothing more");
}

#[test]
fn a_transaction_leaves_the_copy_long_after_it_was_folded_and_read_back() {
    let mut beside = Beside::default();
    let mut desk = open(&Memory::default(), 1);
    desk.take_copy(moment(NOW), Vec::new());
    let id = add(&mut desk, &["one"])[0];
    let mut at = |desk: &mut crate::desk::Tabbed, hours: i64| {
        desk.settle(moment(NOW + hours * HOUR)).unwrap();
        beside.work(&mut desk.store);
        beside.0.len()
    };
    assert_eq!(at(&mut desk, 9), 1, "it is not folded");
    fold(&mut desk);
    assert_eq!(at(&mut desk, 1), 1);
    rename(&mut desk, id, "two");
    assert_eq!(at(&mut desk, 3), 1, "the later one is not folded");
}

#[test]
fn what_only_the_copy_has_is_written_down_before_anything_is_folded() {
    let disk = Memory::default();
    let mut desk = open(&disk, 1);
    for n in 0..1_100 {
        add(&mut desk, &[&format!("item {n}")]);
    }
    assert!(!desk.wants_fold(), "the copy is still being opened");
    desk.take_copy(moment(NOW), Vec::new());
    assert!(desk.wants_fold());
}

#[test]
fn the_last_change_a_person_went_on_without_does_not_come_back() {
    let (disk, mut beside) = (Memory::default(), Beside::default());
    let mut desk = open(&disk, 1);
    desk.take_copy(moment(NOW), Vec::new());
    let id = add(&mut desk, &["one"])[0];
    rename(&mut desk, id, "stops the page");
    beside.work(&mut desk.store);
    assert_eq!(set_last_aside(&disk), Some("Rename".into()));
    let mut desk = open(&disk, 2);
    assert!(matches!(desk.take_copy(moment(NOW), beside.texts()), Caught::Nothing));
    beside.work(&mut desk.store);
    assert_eq!(beside.0.len(), 1);
    assert_eq!(last_label(&disk), Some("Add".into()));
}

#[test]
fn what_could_not_be_read_and_was_set_aside_is_fetched_from_the_copy() {
    let (disk, mut beside) = (Memory::default(), Beside::default());
    let mut desk = open(&disk, 1);
    desk.take_copy(moment(NOW), Vec::new());
    let id = add(&mut desk, &["one"])[0];
    rename(&mut desk, id, "two");
    beside.work(&mut desk.store);
    let key = disk.keys().into_iter().rfind(|key| key.contains("/j/")).unwrap();
    disk.set(&key, "damaged").unwrap();
    let mut desk = open(&disk, 2);
    desk.set_damage_aside(moment(NOW)).unwrap();
    let mut desk = open(&disk, 3);
    assert!(matches!(desk.take_copy(moment(NOW), beside.texts()), Caught::Entries(_)));
    assert_eq!(desk.workspace.tables().items.get(id).unwrap().title, "two");
}

#[test]
fn what_a_full_store_did_not_take_is_there_at_the_next_start() {
    let (disk, mut beside) = (Disk::default(), Beside::default());
    let mut desk = open(&disk, 1);
    desk.take_copy(moment(NOW), Vec::new());
    add(&mut desk, &["one"]);
    disk.failing.set((disk.writes.get(), 100));
    add(&mut desk, &["two"]);
    beside.work(&mut desk.store);
    assert!(!desk.store.is_saved(), "the store does not have it");
    disk.failing.set((0, 0));
    let mut desk = open(&disk, 2);
    desk.take_copy(moment(NOW), beside.texts());
    assert_eq!(desk.workspace.tables().items.iter().count(), 2);
    assert_eq!(desk.store.waiting(), 0);
}

#[test]
fn a_copy_that_cannot_be_read_is_let_go_of() {
    let mut desk = open(&Memory::default(), 1);
    let texts = [("throughline/j/0000abcd/1", "torn"), ("something else", "")];
    let texts = texts.map(|(key, text)| (key.to_owned(), text.to_owned())).to_vec();
    assert!(matches!(desk.take_copy(moment(NOW), texts), Caught::Nothing));
    assert_eq!(desk.store.copy_work().unwrap().drops.len(), 2);
}

#[test]
fn a_tab_quiet_for_a_thousand_transactions_is_no_longer_marked_and_comes_back_from_no_copy() {
    let (disk, mut beside) = (Memory::default(), Beside::default());
    let mut first = open(&disk, 1);
    first.take_copy(moment(NOW), Vec::new());
    let id = add(&mut first, &["gone"])[0];
    fold(&mut first);
    beside.work(&mut first.store);
    let mut second = open(&disk, 2);
    second.take_copy(moment(NOW), beside.texts());
    act(&mut second, "Delete", |tx| {
        command::delete_items(tx, &[id]);
        tx.empty_trash(tx.now());
    });
    for n in 0..1_010 {
        add(&mut second, &[&format!("item {n}")]);
    }
    fold(&mut second);
    add(&mut second, &["last"]);
    fold(&mut second);
    let mut third = open(&disk, 3);
    assert!(matches!(third.take_copy(moment(NOW), beside.texts()), Caught::Nothing));
    assert!(third.workspace.tables().items.get(id).is_none());
}
