//! A disk that can fail, and a tab at work on it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use proptest::prelude::*;
use throughline::command;
use throughline::model::Instant;
use throughline::storage::{KeyValue, KeyValueError, Memory, Progress, Store};
use throughline::workspace::{Tab, Workspace};

use crate::support::{Act, Desk, any_act, rows};

pub type Rows = BTreeMap<String, String>;

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

/// A tab at work: what it did, what the store said of it, and how the workspace looked after each transaction.
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
        let (store, loaded) = Store::open(kv, Tab(tab)).unwrap();
        let desk = Desk::of_tab(loaded.workspace, tab);
        Self { store, desk, given: 0, taken: 0, states: vec![Rows::new()] }
    }

    /// Writes what is not yet written; what the disk does not take is tried again the next time.
    pub fn save(&mut self) {
        while self.states.len() <= self.desk.entries.len() {
            self.states.push(rows(&self.desk.workspace));
        }
        let _ = self.store.flush(&self.desk.workspace);
        while let Some(entry) = self.desk.entries.get(self.given) {
            let _ = self.store.append(entry, &self.desk.workspace);
            self.given += 1;
        }
        self.taken = self.given - self.store.waiting();
    }

    pub fn fold(&mut self, fold: Fold) {
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

    pub fn run(&mut self, script: &[(Act, Fold)]) {
        self.save();
        for (act, fold) in script {
            self.desk.act(act);
            self.save();
            self.fold(*fold);
        }
    }
}

pub fn reopen(disk: &Memory) -> (Store<Memory>, Workspace) {
    let (store, loaded) = Store::open(disk.clone(), Tab(0xfeed)).unwrap();
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

/// So many scripts; `FAULTS=20` in the environment runs twenty times as many.
pub fn scripts(count: u32) -> ProptestConfig {
    let times = std::env::var("FAULTS").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    ProptestConfig::with_cases(count * times)
}

/// What should be there and is not.
pub fn missing_from(read: &Rows, expected: &Rows) -> Vec<String> {
    expected.keys().filter(|key| !read.contains_key(*key)).cloned().collect()
}
