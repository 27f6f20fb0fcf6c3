//! What the store survives: a cut between any two writes, a write that fails, a text that was damaged.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use throughline::model::Instant;
use throughline::storage::{KeyValue, Memory, Slot, set_aside};
use throughline::workspace::RecordChange;

use crate::disk::{Disk, Hand, Op, Tape, any_step, copy, missing_from, reopen, scripts};
use crate::support::{Desk, differences, row_key, rows};

/// Forty scripts of 200 acts, each cut after every write: 10,000 cases and more.
#[test]
fn a_cut_between_any_two_writes_loses_nothing_that_was_saved() {
    let cuts = Cell::new(0);
    let cut_everywhere = |script: Vec<_>| {
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
        let cut = Memory::default();
        for (done, op) in disk.ops.borrow().iter().enumerate() {
            op.redo(&cut);
            let (store, again) = reopen(&cut);
            prop_assert!(store.damage().is_empty(), "{:?}", store.damage());
            let saved = saved_at.partition_point(|ops| *ops <= done + 1) - 1;
            let again = rows(&again);
            let is_there = hand.states[saved..].iter().take(2).any(|state| *state == again);
            let changed = || differences(&hand.states[saved], &again).concat();
            prop_assert!(is_there, "cut after {done}, {saved} transactions saved: {}", changed());
        }
        cuts.set(cuts.get() + disk.ops.borrow().len());
        Ok(())
    };
    let run = TestRunner::new(scripts(40)).run(&prop::collection::vec(any_step(), 200), cut_everywhere);
    run.unwrap_or_else(|failed| panic!("{failed}"));
    assert!(cuts.get() >= 10_000, "only {} cuts", cuts.get());
}

proptest! {
    #![proptest_config(scripts(1))]

    /// Each write of a script of 200 transactions fails in turn: alone, with its repetition, and with all that follow for
    /// a while.
    #[test]
    fn whichever_write_fails_nothing_that_was_saved_is_lost(
        script in prop::collection::vec(any_step(), 200),
    ) {
        let tape = Tape::record(&script);
        let whole = Disk::default();
        tape.play(whole.clone());
        for first in 0..whole.writes.get() {
            for count in [1, 2, 9] {
                let disk = Disk::default();
                disk.failing.set((first, count));
                let taken = tape.play(disk.clone());
                let (store, again) = reopen(&disk.kept);
                prop_assert!(store.damage().is_empty(), "{:?}", store.damage());
                let changed = differences(&tape.states[taken], &rows(&again));
                prop_assert!(changed.is_empty(), "write {first} failed {count} times: {}", changed.concat());
            }
        }
    }
}

proptest! {
    #![proptest_config(scripts(6))]

    /// Each key in turn, cut short and changed by a bit: what it held may be missing or as it was before, and nothing
    /// else is.
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
                let held = held_by(&hand, &disk, &key);
                let beside = |rows: Vec<Rc<str>>| rows.into_iter().filter(|row| !held.contains(row)).collect::<Vec<_>>();
                let missing = beside(missing_from(&rows(&again), expected));
                prop_assert!(missing.is_empty(), "{key}: {missing:?} are missing");
                let surplus = beside(missing_from(expected, &rows(&again)));
                prop_assert!(surplus.is_empty(), "{key}: {surplus:?} are back");
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

/// The rows that the text under a key speaks of: those a transaction touched, those a segment holds.
fn held_by(hand: &Hand<Disk>, disk: &Disk, key: &str) -> BTreeSet<Rc<str>> {
    if let Some(slot) = Slot::of_key(key) {
        let entry = &hand.desk.entries[usize::try_from(slot.seq - 1).unwrap()];
        let targets = entry.changes.iter().map(RecordChange::target);
        return targets.map(|(table, id)| row_key(table, id)).collect();
    }
    // A segment's rows are those that are missing without it, where there is no list of the state before to fill them in by.
    let alone = copy(&disk.kept);
    let is_list = |key: &String| key.contains("/m/");
    let listing = disk.ops.borrow().iter().rev().find_map(|op| match op {
        Op::Set(key, _) if is_list(key) => Some(key.clone()),
        _ => None,
    });
    let gone = disk.keys().into_iter().filter(|key| is_list(key) && Some(key) != listing.as_ref());
    gone.for_each(|key| alone.remove(&key));
    if !is_list(&key.to_owned()) {
        alone.remove(key);
    }
    let without = rows(&reopen(&alone).1);
    hand.states.last().unwrap().keys().filter(|row| !without.contains_key(*row)).cloned().collect()
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
