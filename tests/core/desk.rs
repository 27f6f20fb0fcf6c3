//! The desk at a disk that loses, fails and is shared: whatever was made is in the workspace, and in the end on the disk.

use std::collections::BTreeSet;

use throughline::command::{self, Destination, Draft, ItemChange};
use throughline::model::{Day, Id, Instant, Lens, SortedSet};
use throughline::storage::{Caught, Desk, KeyValue, Memory, Moment};
use throughline::workspace::{Tx, Workspace};

use crate::disk::{Disk, Fold, copy, finish, fold_in, reopen};
use crate::support::rows;

pub const NOW: i64 = 1_000_000;

/// A tab at a disk that never fails.
pub type Tabbed = Desk<Memory>;

pub fn moment(now: i64) -> Moment {
    Moment { now: Instant(now), today: Day::new(2026, 11, 28).unwrap() }
}

pub fn open<K: KeyValue + Clone>(disk: &K, tab: u32) -> Desk<K> {
    let seed = u64::from(tab) << 32;
    let opening = Desk::begin(disk.clone(), seed).unwrap();
    Desk::open(opening, seed, moment(NOW), |tab| SortedSet::from([tab])).unwrap()
}

fn product(workspace: &Workspace) -> Id {
    workspace.tables().products.iter().next().unwrap().meta.id
}

pub fn add<K: KeyValue + Clone>(desk: &mut Desk<K>, titles: &[&str]) -> Vec<Id> {
    let made = desk.edit(moment(NOW), "Add".into(), |tx| {
        let here = tx.tables().products.iter().next().map(|product| product.meta.id);
        let product = match here {
            Some(id) => id,
            None => command::create_product(tx, "Spoke", "SPK", Lens::Both)?,
        };
        let draft = |title: &&str| Draft { title: (*title).into(), ..Draft::default() };
        titles
            .iter()
            .map(|title| command::add_item(tx, product, draft(title), Destination::Bottom))
            .collect::<Result<Vec<_>, _>>()
    });
    made.unwrap().0
}

/// Does something that is never refused.
pub fn act<K: KeyValue + Clone>(desk: &mut Desk<K>, label: &str, change: impl FnOnce(&mut Tx<'_>)) {
    let done = desk.edit(moment(NOW), label.into(), |tx| {
        change(tx);
        Ok::<_, ()>(())
    });
    done.unwrap();
}

pub fn rename<K: KeyValue + Clone>(desk: &mut Desk<K>, id: Id, title: &str) {
    let change = ItemChange::Title(title.into());
    act(desk, "Rename", |tx| command::change_items(tx, &[id], &change));
}

/// Folds everything, whether or not it is worth it, and reads it back.
pub fn fold<K: KeyValue + Clone>(desk: &mut Desk<K>) {
    assert!(desk.store.begin_checkpoint(&desk.workspace, Instant(NOW)), "nothing is folded");
    finish(&mut desk.store, &desk.workspace);
    desk.settle(moment(NOW)).unwrap();
}

fn titles(workspace: &Workspace) -> Vec<String> {
    let mut titles: Vec<String> = workspace.tables().items.iter().map(|item| item.title.clone()).collect();
    titles.sort();
    titles
}

fn numbered(from: usize, to: usize) -> Vec<String> {
    (from..to).map(|n| format!("item {n:04}")).collect()
}

/// Two hundred items that stay and a hundred that were taken back, each act folded.
fn with_a_hundred_taken_back(disk: &Memory) -> Desk<Memory> {
    let mut desk = open(disk, 1);
    let all = numbered(0, 300);
    let names: Vec<&str> = all.iter().map(String::as_str).collect();
    let kept = add(&mut desk, &names[..200]);
    fold(&mut desk);
    add(&mut desk, &names[200..]);
    fold(&mut desk);
    desk.undo(moment(NOW)).unwrap();
    rename(&mut desk, kept[7], "changed at last");
    fold(&mut desk);
    desk
}

#[test]
fn damage_brings_back_nothing_that_was_taken_out_and_takes_only_what_the_text_held() {
    let disk = Memory::default();
    let desk = with_a_hundred_taken_back(&disk);
    let expected = rows(&desk.workspace);
    for key in disk.keys() {
        let damaged = copy(&disk);
        let text = damaged.get(&key).unwrap();
        damaged.set(&key, &text.chars().skip(5).collect::<String>()).unwrap();
        let (mut store, workspace) = reopen(&damaged);
        let read = rows(&workspace);
        let surplus: Vec<_> = read.keys().filter(|row| !expected.contains_key(*row)).collect();
        assert!(surplus.is_empty(), "{key} brought back {surplus:?}");
        let missing = expected.keys().filter(|row| !read.contains_key(*row)).count();
        assert!(missing <= if key.contains("/s/") { 64 } else { 0 }, "{key} took {missing}");
        if store.damage().is_empty() {
            continue;
        }
        store.set_damage_aside(&workspace, Instant(NOW)).unwrap();
        let (store, again) = reopen(&damaged);
        assert_eq!(store.damage(), [], "{key}");
        assert!(rows(&again) == read, "going on without {key} changed what was read");
    }
}

#[test]
fn rows_of_an_older_state_go_through_what_was_done_since() {
    let disk = Memory::default();
    let mut desk = open(&disk, 1);
    let id = add(&mut desk, &["one", "two"])[0];
    fold(&mut desk);
    rename(&mut desk, id, "renamed");
    fold(&mut desk);
    let newest = disk.keys().into_iter().find(|key| key.contains("/s/2.") && key.contains(".items")).unwrap();
    disk.set(&newest, "damaged").unwrap();
    let (store, workspace) = reopen(&disk);
    assert_eq!(store.damage().len(), 1);
    assert_eq!(titles(&workspace), ["renamed", "two"]);
}

#[test]
fn what_got_lost_on_the_disk_while_another_tab_folded_is_not_lost_here() {
    let disk = Memory::default();
    let mut one = open(&disk, 1);
    add(&mut one, &["by one"]);
    one.settle(moment(NOW)).unwrap();
    let mut two = open(&disk, 2);
    let before: BTreeSet<String> = disk.keys().into_iter().collect();
    add(&mut one, &["lost"]);
    for key in disk.keys().into_iter().filter(|key| !before.contains(key)) {
        disk.remove(&key);
    }
    for title in ["by two", "by two again"] {
        add(&mut two, &[title]);
        fold(&mut two);
    }
    assert!(matches!(one.catch_up(), Caught::Anew));
    assert_eq!(titles(&one.workspace), ["by one", "by two", "by two again", "lost"]);
    assert!(one.settle(moment(NOW)).is_err(), "it is not on the disk");
    one.settle(moment(NOW)).unwrap();
    fold(&mut one);
    assert_eq!(titles(&reopen(&disk).1), ["by one", "by two", "by two again", "lost"]);
}

#[test]
fn nothing_is_folded_while_something_waits_also_after_reading_anew() {
    let disk = Disk::default();
    let mut one = open(&disk, 1);
    add(&mut one, &["by one"]);
    let mut two = open(&disk, 2);
    disk.failing.set((disk.writes.get(), 4));
    add(&mut one, &["waits"]);
    assert_eq!(one.store.waiting(), 1);
    disk.failing.set((0, 0));
    for title in ["by two", "by two again"] {
        add(&mut two, &[title]);
        fold(&mut two);
    }
    assert!(matches!(one.catch_up(), Caught::Anew));
    assert_eq!(titles(&one.workspace), ["by one", "by two", "by two again", "waits"]);
    assert!(!one.store.begin_checkpoint(&one.workspace, Instant(NOW)), "a part of what waits was folded");
    one.settle(moment(NOW)).unwrap();
    assert_eq!(titles(&reopen(&disk.kept).1), ["by one", "by two", "by two again", "waits"]);
}

#[test]
fn two_lists_of_one_generation_are_told_apart_and_lose_nothing() {
    let shared = Disk::default();
    let mut one = open(&shared, 1);
    add(&mut one, &["by one"]);
    let mut two = open(&shared, 2);
    add(&mut two, &["by two"]);
    one.catch_up();
    // The second looks before the first writes, and writes after it.
    let apart = Disk { kept: copy(&shared.kept), ..Disk::default() };
    let mut other = open(&apart, 3);
    add(&mut other, &["at the same moment"]);
    assert!(other.store.begin_checkpoint(&other.workspace, Instant(NOW)));
    finish(&mut other.store, &other.workspace);
    assert!(one.store.begin_checkpoint(&one.workspace, Instant(NOW)));
    finish(&mut one.store, &one.workspace);
    apart.ops.borrow().iter().for_each(|op| op.redo(&shared.kept));
    one.catch_up();
    one.settle(moment(NOW)).unwrap();
    let expected = ["at the same moment", "by one", "by two"];
    assert_eq!(titles(&one.workspace), expected);
    assert_eq!(titles(&reopen(&shared.kept).1), expected);
    add(&mut one, &["later"]);
    fold(&mut one);
    assert_eq!(reopen(&shared.kept).1.tables().items.count(product(&one.workspace)), 4);
}

#[test]
fn parts_of_a_transaction_that_was_cut_off_do_not_stay_for_ever() {
    let disk = Memory::default();
    let mut desk = open(&disk, 1);
    add(&mut desk, &["one"]);
    let part = "throughline/j/0000abcd/7.1";
    disk.set(part, "the beginning of a large import").unwrap();
    desk.settle(moment(NOW)).unwrap();
    assert!(disk.get(part).is_some(), "another tab may be writing it at this moment");
    desk.settle(moment(NOW)).unwrap();
    assert!(disk.get(part).is_none());
}

#[test]
fn going_on_after_a_damaged_list_leaves_both_lists_whole() {
    let disk = Memory::default();
    let mut desk = open(&disk, 1);
    let all = numbered(0, 3_200);
    for some in all.chunks(800) {
        add(&mut desk, &some.iter().map(String::as_str).collect::<Vec<_>>());
    }
    fold_in(&mut desk.store, &desk.workspace, Fold::Whole);
    add(&mut desk, &["last"]);
    fold(&mut desk);
    let newest = desk.store.usage();
    assert!(newest.records > 0);
    for list in ["throughline/m/0", "throughline/m/1"] {
        let damaged = copy(&disk);
        damaged.set(list, "damaged").unwrap();
        let (mut store, workspace) = reopen(&damaged);
        let read = rows(&workspace);
        store.set_damage_aside(&workspace, Instant(NOW)).unwrap();
        for key in ["throughline/m/0", "throughline/m/1"] {
            assert!(damaged.get(key).is_some(), "{key} was taken away with the damaged {list}");
        }
        assert!(rows(&reopen(&damaged).1) == read);
    }
}

#[test]
fn the_same_damage_is_named_once_however_often_one_looks() {
    let disk = Memory::default();
    let mut desk = open(&disk, 1);
    add(&mut desk, &["one"]);
    disk.set("throughline/j/0000abcd/1", "no transaction").unwrap();
    desk.catch_up();
    desk.catch_up();
    assert_eq!(desk.store.damage().len(), 1);
}
