//! A disk that can fail, and a tab at work on it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use proptest::prelude::*;
use throughline::command;
use throughline::model::Instant;
use throughline::storage::{Caught, FoldProgress, KeyValue, KeyValueError, Memory, Store};
use throughline::workspace::{Entry, TabId, Workspace};

use crate::support::{Act, Desk, Rows, any_act, rows, rows_after};

/// What happens between two acts.
#[derive(Clone, Copy, Debug)]
pub enum Fold {
    Not,
    Begin,
    Step,
    Whole,
}

pub fn any_step() -> impl Strategy<Value = (Act, Fold)> {
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
pub enum Op {
    Set(String, String),
    Remove(String),
}

impl Op {
    /// Does it to another disk.
    pub fn redo(&self, disk: &Memory) {
        match self {
            Self::Set(key, text) => disk.set(key, text).unwrap(),
            Self::Remove(key) => disk.remove(key),
        }
    }
}

/// A disk that remembers what was done to it, and fails writes as it is told.
#[derive(Clone, Default)]
pub struct Disk {
    pub kept: Memory,
    pub ops: Rc<RefCell<Vec<Op>>>,
    pub writes: Rc<Cell<usize>>,
    /// Which writes fail: from the first, so many.
    pub failing: Rc<Cell<(usize, usize)>>,
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

/// A tab at work: what it did, what the store said of it, and how the workspace looked after each transaction of its own.
pub struct Hand<K> {
    pub store: Store<K>,
    pub desk: Desk,
    /// How many transactions were given to the store, and how many of them the disk has taken.
    pub given: usize,
    pub taken: usize,
    pub states: Vec<Rows>,
}

impl<K: KeyValue + Clone> Hand<K> {
    pub fn open(kv: K, tab: u32) -> Self {
        let (store, loaded) = Store::open(kv, TabId(tab)).unwrap();
        let before = rows(&loaded.workspace);
        let desk = Desk::of_tab(loaded.workspace, tab);
        Self { store, desk, given: 0, taken: 0, states: vec![before] }
    }

    /// Writes what is not yet written; what the disk does not take is tried again the next time.
    pub fn save(&mut self) {
        while let Some(entry) = self.desk.entries.get(self.states.len() - 1) {
            let before = self.states.last().unwrap();
            self.states.push(rows_after(before, entry, &self.desk.workspace));
        }
        self.taken = write_all(&mut self.store, &self.desk.entries, self.given, &self.desk.workspace);
        self.given = self.desk.entries.len();
    }

    pub fn fold(&mut self, fold: Fold) {
        fold_in(&mut self.store, &self.desk.workspace, fold);
    }

    pub fn run(&mut self, script: &[(Act, Fold)]) {
        self.save();
        for (act, fold) in script {
            self.desk.act(act);
            self.save();
            self.fold(*fold);
        }
    }
}

/// Gives the store what it was not given, and says how many of all the disk has taken.
fn write_all(
    store: &mut Store<impl KeyValue>,
    entries: &[Arc<Entry>],
    given: usize,
    workspace: &Workspace,
) -> usize {
    let _ = store.flush(workspace);
    for entry in &entries[given..] {
        let _ = store.append(entry, workspace);
    }
    entries.len() - store.waiting()
}

pub fn fold_in(store: &mut Store<impl KeyValue>, workspace: &Workspace, fold: Fold) {
    let at = Instant(1);
    match fold {
        Fold::Not => {}
        Fold::Begin if !store.is_folding() => drop(store.begin_checkpoint(workspace, at)),
        Fold::Begin | Fold::Step => drop(store.step_checkpoint(workspace)),
        Fold::Whole => {
            store.begin_checkpoint(workspace, at);
            finish(store, workspace);
        }
    }
}

/// Folds what has been begun to the end.
pub fn finish(store: &mut Store<impl KeyValue>, workspace: &Workspace) {
    while matches!(store.step_checkpoint(workspace), FoldProgress::More(_)) {}
}

/// A script that was worked once, to be written to many disks: the workspace after each act, and how many transactions
/// there were.
pub struct Tape {
    steps: Vec<(Workspace, usize, Fold)>,
    entries: Vec<Arc<Entry>>,
    pub states: Vec<Rows>,
}

impl Tape {
    pub fn record(script: &[(Act, Fold)]) -> Self {
        let mut hand = Hand::open(Memory::default(), 1);
        let mut steps = vec![(hand.desk.workspace.clone(), hand.desk.entries.len(), Fold::Not)];
        for (act, fold) in script {
            hand.desk.act(act);
            hand.save();
            steps.push((hand.desk.workspace.clone(), hand.desk.entries.len(), *fold));
        }
        Self { steps, entries: hand.desk.entries, states: hand.states }
    }

    /// Writes it to a disk: how many transactions that took.
    pub fn play<K: KeyValue>(&self, disk: K) -> usize {
        let (mut store, _) = Store::open(disk, TabId(1)).unwrap();
        let (mut given, mut taken) = (0, 0);
        for (workspace, count, fold) in &self.steps {
            taken = write_all(&mut store, &self.entries[..*count], given, workspace);
            given = *count;
            fold_in(&mut store, workspace, *fold);
        }
        taken
    }
}

pub fn reopen(disk: &Memory) -> (Store<Memory>, Workspace) {
    let (store, loaded) = Store::open(disk.clone(), TabId(0xfeed)).unwrap();
    (store, loaded.workspace)
}

pub fn copy(disk: &Memory) -> Memory {
    let copy = Memory::default();
    for key in disk.keys() {
        copy.set(&key, &disk.get(&key).unwrap()).unwrap();
    }
    copy
}

/// A store of several segments, folded, and then folded again after a change in each of them.
pub fn several_segments(disk: &Memory) -> Hand<Memory> {
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

/// What a tab of two does: which it is, the step, and whether it has slept before (none).
pub type TabStep = (bool, (Act, Fold), u8);

/// Looks at the disk again.
pub fn wake(hand: &mut Hand<Memory>) {
    let caught = hand.store.catch_up(&mut hand.desk.workspace);
    assert!(!matches!(caught, Caught::Gone | Caught::Newer), "{caught:?}");
}

/// Two tabs at work, each hearing the other late, sleeping and folding as it comes.
pub fn two_tabs(disk: &Memory, script: &[TabStep]) -> [Hand<Memory>; 2] {
    let mut first = Hand::open(disk.clone(), 1);
    first.save();
    let mut tabs = [first, Hand::open(disk.clone(), 2)];
    for (is_second, (act, fold), sleep) in script {
        let hand = &mut tabs[usize::from(*is_second)];
        if *sleep == 0 {
            wake(hand);
        }
        hand.desk.act(act);
        hand.save();
        hand.fold(*fold);
    }
    tabs
}

/// So many scripts. One that fails is made shorter for a minute, and not for a quarter of an hour.
pub fn scripts(count: u32) -> ProptestConfig {
    ProptestConfig {
        cases: count,
        max_shrink_iters: 100_000,
        max_shrink_time: 60_000,
        ..ProptestConfig::default()
    }
}

/// What should be there and is not.
pub fn missing_from(read: &Rows, expected: &Rows) -> Vec<Rc<str>> {
    expected.keys().filter(|key| !read.contains_key(*key)).cloned().collect()
}
