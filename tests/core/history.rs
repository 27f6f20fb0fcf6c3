//! History: every transaction that is known, and the state at any of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use throughline::model::in_order_of;
use throughline::storage::{KeyValue, Memory, Store};
use throughline::workspace::{Entry, Fields, RecordChange, Stamp, Tab, Workspace};

use crate::disk::{Fold, Hand, any_step, scripts};

/// What a document holds of each record, but for its stamps and the time of its last change.
fn document(workspace: &Workspace) -> BTreeMap<String, Fields> {
    let fields = |table: &throughline::workspace::AnyTable, id| {
        let mut fields = table.fields(id).unwrap();
        fields.remove("updated_at");
        (format!("{} {id}", table.name()), fields)
    };
    let tables = workspace.tables();
    tables.all().flat_map(|table| table.ids().into_iter().map(move |id| fields(table, id))).collect()
}

fn differing(left: &Workspace, right: &Workspace) -> Vec<String> {
    let (left, right) = (document(left), document(right));
    let keys = left.keys().chain(right.keys().filter(|key| !left.contains_key(*key)));
    let differing = keys.filter(|key| left.get(*key) != right.get(*key));
    differing.map(|key| format!("\n{key}\n  {:?}\n  {:?}", left.get(key), right.get(key))).collect()
}

/// Goes back to each moment from what is known, and compares it with what was made up to then.
fn compare_every_moment(now: &Workspace, known: &[Entry], made: &[Arc<Entry>]) -> Result<(), TestCaseError> {
    let made = in_order_of(made.to_vec(), |entry| entry.stamp);
    let mut then = Workspace::default();
    for entry in &made {
        then.apply(entry).unwrap();
        if known.iter().any(|known| known.stamp == entry.stamp) {
            let wrong = differing(&then, &now.as_of(entry.stamp, known));
            prop_assert!(wrong.is_empty(), "as of {} {:?}: {}", entry.stamp, entry.role, wrong.concat());
        }
    }
    Ok(())
}

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

proptest! {
    #![proptest_config(scripts(6))]

    #[test]
    fn going_back_to_any_transaction_gives_the_document_of_that_moment(
        script in prop::collection::vec(any_step(), 40..120),
        lost in 0usize..40,
    ) {
        let mut hand = Hand::open(Memory::default(), 1);
        hand.run(&script);
        let (known, _) = hand.store.transactions();
        compare_every_moment(&hand.desk.workspace, &known, &hand.desk.entries)?;
        let lost = lost.min(known.len());
        compare_every_moment(&hand.desk.workspace, &known[lost..], &hand.desk.entries)?;
    }

    #[test]
    fn going_back_past_what_two_tabs_did_unheard_gives_what_the_stamps_say(
        script in prop::collection::vec((any::<bool>(), any_step(), 0u8..6), 40..120),
    ) {
        let disk = Memory::default();
        let mut first = Hand::open(disk.clone(), 1);
        first.save();
        let mut tabs = [first, Hand::open(disk.clone(), 2)];
        let wake = |hand: &mut Hand<Memory>| drop(hand.store.catch_up(&mut hand.desk.workspace));
        for (is_second, (act, fold), sleep) in &script {
            let hand = &mut tabs[usize::from(*is_second)];
            if *sleep == 0 {
                wake(hand);
            }
            hand.desk.act(act);
            hand.save();
            hand.fold(*fold);
        }
        tabs.iter_mut().for_each(wake);
        let made: Vec<Arc<Entry>> = tabs.iter().flat_map(|hand| hand.desk.entries.clone()).collect();
        let (known, _) = tabs[0].store.transactions();
        prop_assert_eq!(known.len(), made.len());
        compare_every_moment(&tabs[0].desk.workspace, &known, &made)?;
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
