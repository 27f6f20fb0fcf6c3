//! What the store survives: a cut between any two writes, a write that fails, a text that was damaged.

use proptest::prelude::*;
use throughline::model::Instant;
use throughline::storage::{KeyValue, Memory, Slot, set_aside};

use crate::disk::{Disk, Hand, any_step, copy, missing_from, reopen, scripts};
use crate::support::{Desk, differences, rows};

proptest! {
    #![proptest_config(scripts(40))]

    /// Forty scripts of 200 transactions, each cut after every write: 10,000 cases and more.
    #[test]
    fn a_cut_between_any_two_writes_loses_nothing_that_was_saved(
        script in prop::collection::vec(any_step(), 200),
    ) {
        let disk = Disk::default();
        let mut hand = Hand::open(disk.clone(), 1);
        // How many operations were done when so many transactions were reported saved.
        let mut saved_at = vec![0];
        hand.save();
        for (act, fold) in &script {
            hand.desk.act(act);
            hand.save();
            while saved_at.len() <= hand.taken {
                saved_at.push(disk.ops.borrow().len());
            }
            hand.fold(*fold);
        }
        let cuts = disk.ops.borrow().len();
        prop_assert!(cuts >= 250, "only {cuts} cuts");
        let cut = Memory::default();
        for (done, op) in disk.ops.borrow().iter().enumerate() {
            op.redo(&cut);
            let (store, again) = reopen(&cut);
            prop_assert!(store.damage().is_empty(), "{:?}", store.damage());
            let saved = saved_at.partition_point(|ops| *ops <= done + 1) - 1;
            let again = rows(&again);
            let prefix = hand.states[saved..].iter().take(2).position(|state| *state == again);
            prop_assert!(prefix.is_some(), "cut after {done}: not what {saved} saved transactions made");
        }
    }
}

proptest! {
    #![proptest_config(scripts(1))]

    /// Each write of a script of 200 transactions fails in turn: alone, with its repetition, and with all that follow for
    /// a while.
    #[test]
    fn whichever_write_fails_nothing_that_was_saved_is_lost(
        script in prop::collection::vec(any_step(), 200),
    ) {
        let whole = Disk::default();
        Hand::open(whole.clone(), 1).run(&script);
        for first in 0..whole.writes.get() {
            for count in [1, 2, 9] {
                let disk = Disk::default();
                disk.failing.set((first, count));
                let mut hand = Hand::open(disk.clone(), 1);
                hand.run(&script);
                let (store, again) = reopen(&disk.kept);
                prop_assert!(store.damage().is_empty(), "{:?}", store.damage());
                prop_assert!(rows(&again) == hand.states[hand.taken], "write {first} failed {count} times");
            }
        }
    }
}

proptest! {
    #![proptest_config(scripts(6))]

    /// Each key in turn, cut short and changed by a bit.
    #[test]
    fn what_is_damaged_is_named_kept_and_gone_on_without(
        script in prop::collection::vec(any_step(), 40..120),
        place in any::<prop::sample::Index>(),
    ) {
        let disk = Disk::default();
        let mut hand = Hand::open(disk.clone(), 1);
        hand.run(&script);
        let expected = hand.states.last().unwrap();
        for key in disk.keys() {
            for is_cut in [true, false] {
                let damaged = copy(&disk.kept);
                let text = damage(&damaged.get(&key).unwrap(), is_cut, place);
                damaged.set(&key, &text).unwrap();
                let (mut store, mut again) = reopen(&damaged);
                let named = store.damage().iter().any(|it| key.starts_with(&it.key));
                prop_assert!(named || rows(&again) == *expected, "{key} was damaged and nobody said so");
                prop_assert!(named || store.damage().is_empty());
                if !named {
                    continue;
                }
                prop_assert!(!store.begin_checkpoint(&again, Instant(1)), "a damaged store was folded");
                let missing = missing_from(&rows(&again), expected);
                let held = Slot::of_key(&key).map_or(1, |slot| {
                    let place = usize::try_from(slot.seq - 1).unwrap();
                    hand.desk.entries[place].changes.len()
                });
                prop_assert!(missing.len() <= held || key.contains("/s/"), "{key}: {missing:?}");
                store.set_damage_aside(&again, Instant(2)).unwrap();
                prop_assert!(set_aside(&damaged).iter().any(|aside| aside.ends_with(&key["throughline/".len()..])));
                let read = rows(&again);
                let (mut store, after) = reopen(&damaged);
                prop_assert_eq!(store.damage(), []);
                let changed = differences(&read, &rows(&after));
                prop_assert!(changed.is_empty(), "{key}: {}", changed.concat());
                again = after;
                let mut desk = Desk::of_tab(again, 9);
                desk.add("goes on");
                for entry in &desk.entries {
                    store.append(entry, &desk.workspace).unwrap();
                }
                let changed = differences(&rows(&reopen(&damaged).1), &rows(&desk.workspace));
                prop_assert!(changed.is_empty(), "{key}, going on: {}", changed.concat());
            }
        }
    }
}

fn damage(text: &str, is_cut: bool, place: prop::sample::Index) -> String {
    let letters: Vec<char> = text.chars().collect();
    let place = place.index(letters.len());
    if is_cut {
        return letters[..place].iter().collect();
    }
    let flipped = char::from_u32(letters[place] as u32 ^ 1).unwrap();
    letters[..place].iter().chain([&flipped]).chain(&letters[place + 1..]).collect()
}
