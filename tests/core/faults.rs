//! What the store survives: a cut between any two writes, a write that fails, a text that was damaged, tabs that slept.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use proptest::prelude::*;
use throughline::command::{self, Destination, Draft};
use throughline::format::write_document;
use throughline::model::{Instant, Item, Record};
use throughline::storage::{Caught, KeyValue, KeyValueError, Memory, OpenError, Progress, Store, set_aside};
use throughline::workspace::{Tab, find_problems};

use crate::support::{Act, Desk, any_act, differences, rows};

type Rows = BTreeMap<String, String>;

/// What happens between two acts.
#[derive(Clone, Copy, Debug)]
enum Fold {
    Not,
    Begin,
    Step,
    Whole,
}

fn any_step() -> impl Strategy<Value = (Act, Fold)> {
    let fold = prop_oneof![
        20 => Just(Fold::Not),
        2 => Just(Fold::Begin),
        6 => Just(Fold::Step),
        1 => Just(Fold::Whole),
    ];
    (any_act(), fold)
}

/// What was done to a disk, in order.
#[derive(Clone)]
enum Op {
    Set(String, String),
    Remove(String),
}

/// A disk that remembers what was done to it, and fails writes as it is told.
#[derive(Clone, Default)]
struct Disk {
    kept: Memory,
    ops: Rc<RefCell<Vec<Op>>>,
    writes: Rc<Cell<usize>>,
    /// Which writes fail: from the first, so many.
    failing: Rc<Cell<(usize, usize)>>,
}

impl KeyValue for Disk {
    fn get(&self, key: &str) -> Option<String> {
        self.kept.get(key)
    }
    fn set(&self, key: &str, text: &str) -> Result<(), KeyValueError> {
        let write = self.writes.get();
        self.writes.set(write + 1);
        let (first, count) = self.failing.get();
        if (first..first + count).contains(&write) {
            return Err(KeyValueError::Full);
        }
        self.ops.borrow_mut().push(Op::Set(key.to_owned(), text.to_owned()));
        self.kept.set(key, text)
    }
    fn remove(&self, key: &str) {
        self.ops.borrow_mut().push(Op::Remove(key.to_owned()));
        self.kept.remove(key);
    }
    fn keys(&self) -> Vec<String> {
        self.kept.keys()
    }
}

/// A tab at work: what it did, what the store said of it, and how the workspace looked after each transaction.
struct Hand<K> {
    store: Store<K>,
    desk: Desk,
    taken: usize,
    states: Vec<Rows>,
}

impl<K: KeyValue + Clone> Hand<K> {
    fn open(kv: K, tab: u32) -> Self {
        let (store, loaded) = Store::open(kv, Tab(tab)).unwrap();
        let desk = Desk::of_tab(loaded.workspace, tab);
        Self { store, desk, taken: 0, states: vec![Rows::new()] }
    }

    /// Writes what is not yet written; what the disk does not take is tried again the next time.
    fn save(&mut self) {
        while self.states.len() <= self.desk.entries.len() {
            self.states.push(rows(&self.desk.workspace));
        }
        while let Some(entry) = self.desk.entries.get(self.taken) {
            if self.store.append(entry, &self.desk.workspace).is_err() {
                break;
            }
            self.taken += 1;
        }
    }

    fn fold(&mut self, fold: Fold) {
        let at = Instant(1);
        match fold {
            Fold::Not => {}
            Fold::Begin if !self.store.is_folding() => {
                self.store.begin_checkpoint(&self.desk.workspace, at);
            }
            Fold::Begin | Fold::Step => drop(self.store.step_checkpoint(&self.desk.workspace)),
            Fold::Whole => {
                self.store.begin_checkpoint(&self.desk.workspace, at);
                while matches!(self.store.step_checkpoint(&self.desk.workspace), Progress::More(_)) {}
            }
        }
    }

    fn run(&mut self, script: &[(Act, Fold)]) {
        self.save();
        for (act, fold) in script {
            self.desk.act(act);
            self.save();
            self.fold(*fold);
        }
    }
}

fn reopen(disk: &Memory) -> (Store<Memory>, throughline::workspace::Workspace) {
    let (store, loaded) = Store::open(disk.clone(), Tab(0xfeed)).unwrap();
    (store, loaded.workspace)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Some 400 cuts a script.
    #[test]
    fn a_cut_between_any_two_writes_loses_nothing_that_was_saved(
        script in prop::collection::vec(any_step(), 100..200),
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
        let cut = Memory::default();
        for (done, op) in disk.ops.borrow().iter().enumerate() {
            match op {
                Op::Set(key, text) => cut.set(key, text).unwrap(),
                Op::Remove(key) => cut.remove(key),
            }
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
    #![proptest_config(ProptestConfig::with_cases(6))]

    /// Each write of each script fails in turn: alone, with its repetition, and with all that follow for a while.
    #[test]
    fn whichever_write_fails_nothing_that_was_saved_is_lost(
        script in prop::collection::vec(any_step(), 30..60),
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
                prop_assert!(missing.len() <= 1 || key.contains("/s/"), "{key}: {missing:?}");
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

    /// Two tabs at work, each hearing the other late, sleeping and folding as it comes.
    #[test]
    fn two_tabs_that_sleep_and_fold_end_up_with_the_same(
        script in prop::collection::vec((any::<bool>(), any_step(), 0u8..6), 60..160),
    ) {
        let disk = Memory::default();
        let mut first = Hand::open(disk.clone(), 1);
        first.save();
        let mut tabs = [first, Hand::open(disk.clone(), 2)];
        let wake = |hand: &mut Hand<Memory>| {
            let caught = hand.store.catch_up(&mut hand.desk.workspace);
            assert!(!matches!(caught, Caught::Gone | Caught::Newer), "{caught:?}");
        };
        for (is_second, (act, fold), sleep) in &script {
            let hand = &mut tabs[usize::from(*is_second)];
            if *sleep == 0 {
                wake(hand);
            }
            // What was taken back here may have gone on elsewhere: the tabs then differ by what each still had to say.
            if !matches!(act, Act::Undo | Act::Redo) {
                hand.desk.act(act);
            }
            hand.save();
            hand.fold(*fold);
        }
        for _ in 0..2 {
            tabs.iter_mut().for_each(wake);
        }
        let [first, second] = tabs.map(|hand| rows(&hand.desk.workspace));
        let changed = differences(&first, &second);
        prop_assert!(changed.is_empty(), "{}", changed.concat());
        let changed = differences(&first, &rows(&reopen(&disk).1));
        prop_assert!(changed.is_empty(), "on disk: {}", changed.concat());
    }
}

/// Acts of one seed: the same in every run.
fn acts(seed: u8, count: usize) -> Vec<Act> {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    std::iter::repeat_with(|| any_act().new_tree(&mut runner).unwrap().current())
        .filter(|act| !matches!(act, Act::Undo | Act::Redo))
        .take(count)
        .collect()
}

#[test]
fn two_tabs_of_a_thousand_edits_each_export_the_same_and_history_names_the_repairs() {
    let disk = Memory::default();
    let mut first = Hand::open(disk.clone(), 1);
    first.save();
    let mut tabs = [first, Hand::open(disk.clone(), 2)];
    let mut chance = fastrand::Rng::with_seed(11);
    let scripts = [acts(1, 1_000), acts(2, 1_000)];
    for (mine, theirs) in scripts[0].iter().zip(&scripts[1]) {
        for (hand, act) in tabs.iter_mut().zip([mine, theirs]) {
            hand.desk.act(act);
            hand.save();
            match chance.u8(..60) {
                0 => hand.fold(Fold::Whole),
                1..4 => drop(hand.store.catch_up(&mut hand.desk.workspace)),
                _ => {}
            }
        }
    }
    for _ in 0..3 {
        for hand in &mut tabs {
            hand.store.catch_up(&mut hand.desk.workspace);
            let mended = hand.desk.workspace.mend(&mut hand.desk.context);
            hand.desk.entries.extend(mended);
            hand.save();
        }
    }
    tabs.iter_mut().for_each(|hand| drop(hand.store.catch_up(&mut hand.desk.workspace)));
    let exports = tabs.each_ref().map(|hand| {
        assert_eq!(find_problems(hand.desk.workspace.tables()), []);
        write_document(&hand.desk.workspace, None, "test", Instant(1))
    });
    assert!(exports[0] == exports[1], "the exports differ");
    let mended: Vec<String> = tabs
        .iter()
        .flat_map(|hand| hand.desk.workspace.undo_stack().mended().iter().map(|entry| entry.label.clone()))
        .collect();
    assert!(mended.iter().any(|label| label.contains("It gets the next free one.")), "{mended:?}");
}

#[test]
fn two_moves_that_make_a_ring_are_mended_the_same_way_in_both_tabs() {
    let disk = Memory::default();
    let mut one = Hand::open(disk.clone(), 1);
    let (a, b) = (one.desk.add("a"), one.desk.add("b"));
    one.save();
    let mut two = Hand::open(disk.clone(), 2);
    let under = |hand: &mut Hand<Memory>, child, parent| {
        hand.desk.edit(|tx| tx.edit(child, |item: &mut Item| item.set_parent(Some(parent))));
        hand.save();
    };
    under(&mut one, a, b);
    under(&mut two, b, a);
    for hand in [&mut one, &mut two] {
        hand.store.catch_up(&mut hand.desk.workspace);
    }
    for hand in [&mut one, &mut two] {
        let mended = hand.desk.workspace.mend(&mut hand.desk.context).expect("a ring to mend");
        assert!(mended.label.contains("stands under itself"), "{}", mended.label);
        hand.desk.entries.push(mended);
        hand.save();
    }
    for hand in [&mut one, &mut two] {
        hand.store.catch_up(&mut hand.desk.workspace);
        let parent = |id| hand.desk.workspace.tables().items.get(id).unwrap().parent;
        assert_eq!((parent(a), parent(b)), (Some(b), None), "the later move gives way");
        assert_eq!(hand.desk.workspace.undo_stack().next_undo(), Some("Act"), "undo passes the repair by");
    }
}

fn copy(disk: &Memory) -> Memory {
    let copy = Memory::default();
    for key in disk.keys() {
        copy.set(&key, &disk.get(&key).unwrap()).unwrap();
    }
    copy
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

fn missing_from(read: &Rows, expected: &Rows) -> Vec<String> {
    expected.keys().filter(|key| !read.contains_key(*key)).cloned().collect()
}

/// A store of several segments, folded, and then folded again after a change in each of them.
fn several_segments(disk: &Memory) -> Hand<Memory> {
    let mut hand = Hand::open(disk.clone(), 1);
    for n in 0..300 {
        hand.desk.add(&format!("item {n}"));
    }
    hand.save();
    hand.fold(Fold::Whole);
    for id in hand.desk.items().into_iter().step_by(30) {
        hand.desk.edit(|tx| command::change_items(tx, &[id], &command::ItemChange::Title("changed".into())));
    }
    hand.save();
    hand.fold(Fold::Whole);
    hand
}

#[test]
fn a_lost_segment_is_filled_in_from_the_state_before_and_the_rest_stays_new() {
    let disk = Memory::default();
    let hand = several_segments(&disk);
    let expected = rows(&hand.desk.workspace);
    let segments = || disk.keys().into_iter().filter(|key| key.contains("/s/2.") && key.contains(".items"));
    assert!(segments().count() >= 4);
    for key in segments() {
        let damaged = copy(&disk);
        damaged.remove(&key);
        let (store, again) = reopen(&damaged);
        assert_eq!(store.damage().len(), 1);
        assert_eq!(store.damage()[0].key, key);
        let again = rows(&again);
        assert_eq!(missing_from(&again, &expected), Vec::<String>::new());
        let older = expected.iter().filter(|(key, row)| again[*key] != **row).count();
        assert!((1..=4).contains(&older), "{older} rows are older than they were");
    }
}

#[test]
fn a_lost_list_is_made_up_for_by_what_lies_beside_it() {
    let disk = Memory::default();
    let hand = several_segments(&disk);
    let expected = rows(&hand.desk.workspace);
    disk.set("throughline/m/0", "z00").unwrap();
    let (mut store, again) = reopen(&disk);
    assert_eq!(store.damage().len(), 1);
    assert_eq!(rows(&again), expected);
    store.set_damage_aside(&again, Instant(5)).unwrap();
    let (store, again) = reopen(&disk);
    assert_eq!((store.damage(), rows(&again)), (&[][..], expected));
}

#[test]
fn a_large_import_is_whole_or_not_there_wherever_it_is_cut() {
    let disk = Disk::default();
    let mut hand = Hand::open(disk.clone(), 1);
    hand.desk.add("before");
    hand.save();
    let (before, ops) = (rows(&hand.desk.workspace), disk.ops.borrow().len());
    let product = hand.desk.product;
    let mut seed = fastrand::Rng::with_seed(3);
    hand.desk.edit(|tx| {
        for n in 0..1_500 {
            let noise: String = std::iter::repeat_with(|| seed.alphanumeric()).take(200).collect();
            let draft = Draft { title: format!("item {n}"), description: noise, ..Draft::default() };
            command::add_item(tx, product, draft, Destination::Bottom).unwrap();
        }
    });
    hand.save();
    assert!(!disk.keys().iter().any(|key| key.contains("/j/")), "it went into segments at once");
    let after = rows(&hand.desk.workspace);
    let cut = Memory::default();
    let mut seen = [0, 0];
    for (done, op) in disk.ops.borrow().iter().enumerate() {
        match op {
            Op::Set(key, text) => cut.set(key, text).unwrap(),
            Op::Remove(key) => cut.remove(key),
        }
        if done + 1 >= ops {
            let (store, again) = reopen(&cut);
            assert_eq!(store.damage(), []);
            let again = rows(&again);
            assert!(again == before || again == after, "{done}: a part of the import is there");
            seen[usize::from(again == after)] += 1;
        }
    }
    assert!(seen[0] > 20 && seen[1] > 0, "{seen:?}");
}

// The ways in which others have lost their users' work, each by its name.

#[test]
fn an_empty_state_is_never_used_to_prune_the_log() {
    let disk = Memory::default();
    let mut hand = several_segments(&disk);
    hand.desk.add("one more");
    hand.save();
    let keys = disk.keys();
    let empty = throughline::workspace::Workspace::default();
    assert!(
        !hand.store.begin_checkpoint(&empty, Instant(3)),
        "an empty workspace was folded over a full one"
    );
    assert_eq!(disk.keys(), keys);
}

#[test]
fn compaction_deletes_no_entry_it_has_not_applied() {
    let disk = Memory::default();
    let mut one = Hand::open(disk.clone(), 1);
    one.save();
    let mut two = Hand::open(disk.clone(), 2);
    one.fold(Fold::Begin);
    two.desk.add("written while the other folds");
    two.save();
    while matches!(one.store.step_checkpoint(&one.desk.workspace), Progress::More(_)) {}
    assert_eq!(rows(&reopen(&disk).1), rows(&two.desk.workspace));
}

#[test]
fn opening_a_damaged_store_wipes_nothing() {
    let disk = Memory::default();
    several_segments(&disk);
    for key in disk.keys().iter().filter(|key| key.contains("/s/") || key.contains("/m/")) {
        disk.set(key, "damaged").unwrap();
    }
    let before: Vec<Option<String>> = disk.keys().iter().map(|key| disk.get(key)).collect();
    let (mut store, again) = reopen(&disk);
    assert_eq!(store.damage().len(), 2, "both lists are named");
    assert_eq!(rows(&again).len(), 0);
    assert!(!store.begin_checkpoint(&again, Instant(1)));
    assert_eq!(disk.keys().iter().map(|key| disk.get(key)).collect::<Vec<_>>(), before);
}

#[test]
fn a_tab_of_an_older_build_does_not_rewrite_what_a_newer_one_wrote() {
    let disk = Memory::default();
    let mut old = several_segments(&disk);
    let json = r#"{"version":99,"generation":7,"clock":0,"folded":{},"segments":[],"history":[]}"#;
    let sum = crc32fast::hash(json.as_bytes());
    disk.set("throughline/m/1", &format!("p{sum:08x}{json}")).unwrap();
    assert!(matches!(old.store.catch_up(&mut old.desk.workspace), Caught::Newer));
    assert_eq!(Store::open(disk.clone(), Tab(9)).err(), Some(OpenError::Newer));
    old.desk.add("by the old tab");
    old.save();
    assert!(
        !old.store.begin_checkpoint(&old.desk.workspace, Instant(9)),
        "the old tab folded over the newer form"
    );
}

#[test]
fn a_full_disk_is_said_and_what_was_saved_stays() {
    let disk = Memory::with_limit(30_000);
    let mut hand = Hand::open(disk.clone(), 1);
    hand.save();
    while hand.taken == hand.desk.entries.len() {
        hand.desk.add("another one with a title of some length");
        hand.save();
    }
    assert_eq!(rows(&reopen(&disk).1), hand.states[hand.taken]);
}

#[test]
fn a_stale_tab_never_writes_a_whole_document_over_newer_work() {
    let disk = Memory::default();
    let mut fresh = several_segments(&disk);
    let mut stale = Hand::open(disk.clone(), 2);
    for n in 0..20 {
        fresh.desk.add(&format!("while the other slept {n}"));
    }
    fresh.save();
    fresh.fold(Fold::Whole);
    stale.desk.add("by the one that slept");
    stale.save();
    assert!(!stale.store.begin_checkpoint(&stale.desk.workspace, Instant(4)), "a stale tab folded");
    assert!(matches!(stale.store.catch_up(&mut stale.desk.workspace), Caught::Anew));
    assert!(matches!(fresh.store.catch_up(&mut fresh.desk.workspace), Caught::Entries(_)));
    assert_eq!(rows(&stale.desk.workspace), rows(&fresh.desk.workspace));
    assert!(stale.store.begin_checkpoint(&stale.desk.workspace, Instant(5)), "it knows everything now");
}

#[test]
fn what_was_cleared_under_a_running_tab_is_noticed_and_can_be_written_again() {
    let disk = Memory::default();
    let mut hand = several_segments(&disk);
    disk.keys().iter().for_each(|key| disk.remove(key));
    assert!(matches!(hand.store.catch_up(&mut hand.desk.workspace), Caught::Gone));
    hand.store.write_again(&hand.desk.workspace, Instant(9)).unwrap();
    assert_eq!(rows(&reopen(&disk).1), rows(&hand.desk.workspace));
    hand.desk.add("and on");
    hand.save();
    assert_eq!(rows(&reopen(&disk).1), rows(&hand.desk.workspace));
}

#[test]
fn the_last_change_can_be_set_aside() {
    let disk = Memory::default();
    let mut hand = Hand::open(disk.clone(), 1);
    hand.desk.add("kept");
    hand.save();
    let before = rows(&hand.desk.workspace);
    hand.desk.add("breaks the page");
    hand.save();
    assert_eq!(throughline::storage::last_label(&disk).as_deref(), Some("Act"));
    assert!(throughline::storage::set_last_aside(&disk).is_some());
    assert_eq!(rows(&reopen(&disk).1), before);
    assert_eq!(set_aside(&disk).len(), 1);
}
