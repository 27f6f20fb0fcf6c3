//! The ways in which others have lost their users' work, each by its name, and what is done here when a part is lost.

use throughline::command::{self, Destination, Draft, OnConflict};
use throughline::format::{Document, write_document};
use throughline::model::{CRC32, Instant};
use throughline::storage::{Caught, KeyValue, Memory, OpenError, Store, set_aside};
use throughline::workspace::{TabId, Workspace, find_problems};

use crate::disk::{Disk, Fold, Hand, copy, finish, missing_from, reopen, several_segments};
use crate::support::{Desk, contents, differences, rows};

#[test]
fn an_empty_state_is_never_used_to_prune_the_log() {
    let disk = Memory::default();
    let mut hand = several_segments(&disk);
    hand.desk.add("one more");
    hand.save();
    let keys = disk.keys();
    let empty = Workspace::default();
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
    finish(&mut one.store, &one.desk.workspace);
    assert_eq!(rows(&reopen(&disk).1), rows(&two.desk.workspace));
}

#[test]
fn a_near_empty_backup_takes_nothing_from_a_full_store() {
    let disk = Memory::default();
    let mut hand = several_segments(&disk);
    let before = contents(&hand.desk.workspace);
    let mut small = Desk::new();
    small.add("the only item of a small backup");
    let document = write_document(&small.workspace, None, "test", Instant(9));
    let document = Document::parse(&document).unwrap();
    for rule in [OnConflict::NewerWins, OnConflict::KeepMine, OnConflict::TakeTheirs] {
        hand.desk.edit(|tx| command::restore(tx, &document, &rule.into()).unwrap());
        hand.save();
        let after = contents(&reopen(&disk).1);
        assert!(before.keys().all(|record| after.contains_key(record)), "{rule:?} took something away");
    }
}

#[test]
fn demo_data_is_laid_beside_real_data_and_never_over_it() {
    let disk = Memory::default();
    let mut hand = several_segments(&disk);
    let before = contents(&hand.desk.workspace);
    hand.desk.edit(|tx| command::create_sample(tx).unwrap());
    hand.save();
    hand.fold(Fold::Whole);
    let after = contents(&reopen(&disk).1);
    assert!(after.len() > before.len() + 100);
    assert!(
        before.iter().all(|(record, fields)| after.get(record) == Some(fields)),
        "the sample changed something"
    );
}

#[test]
fn what_was_lost_under_a_running_tab_is_named_and_written_again() {
    let disk = Memory::default();
    let hand = several_segments(&disk);
    let expected = rows(&hand.desk.workspace);
    for key in disk.keys().into_iter().filter(|key| key.contains("/s/")) {
        let damaged = copy(&disk);
        let (mut store, workspace) = reopen(&damaged);
        let (parts, found) = store.look_through();
        assert!(parts > 5 && found.is_empty());
        damaged.set(&key, "z00").unwrap();
        let (_, found) = store.look_through();
        // The state before is not in use: what it lost is lost to nobody.
        assert!(found.iter().all(|it| it.key == key));
        store.write_damaged_again(&workspace, Instant(9)).unwrap();
        assert_eq!(store.look_through().1, []);
        let (store, again) = reopen(&damaged);
        assert_eq!((store.damage(), rows(&again)), (&[][..], expected.clone()), "{key}");
        assert_eq!(set_aside(&damaged).len(), found.len());
    }
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
    let sum = CRC32.checksum(json.as_bytes());
    disk.set("throughline/m/1", &format!("p{sum:08x}{json}")).unwrap();
    assert!(matches!(old.store.catch_up(&mut old.desk.workspace), Caught::Newer));
    assert_eq!(Store::open(disk.clone(), TabId(9)).err(), Some(OpenError::Newer));
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
        // History says what was done to them since.
        assert!(again == expected, "{}", differences(&again, &expected).concat());
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
    assert_eq!(hand.store.confirm(), 0);
    assert!(!disk.keys().iter().any(|key| key.contains("/j/")), "it went into segments at once");
    let after = rows(&hand.desk.workspace);
    let cut = Memory::default();
    let mut seen = [0, 0];
    for (done, op) in disk.ops.borrow().iter().enumerate() {
        op.redo(&cut);
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

#[test]
fn what_was_taken_out_for_good_stays_out_whatever_is_damaged_later() {
    let disk = Memory::default();
    let mut hand = several_segments(&disk);
    let gone: Vec<_> = hand.desk.items().into_iter().step_by(40).collect();
    hand.desk.edit(|tx| {
        command::delete_items(tx, &gone);
        tx.empty_trash(tx.now());
    });
    hand.save();
    hand.fold(Fold::Whole);
    let expected = rows(&hand.desk.workspace);
    for key in disk.keys() {
        let damaged = copy(&disk);
        damaged.set(&key, "z00").unwrap();
        let back = missing_from(&expected, &rows(&reopen(&damaged).1));
        assert_eq!(back, [], "{key} was damaged and brought back what had gone");
    }
}

#[test]
fn what_belonged_to_a_product_that_is_lost_comes_into_one_that_is_made_again() {
    let disk = Memory::default();
    let hand = several_segments(&disk);
    let of_items = |workspace: &Workspace| {
        let items = workspace.tables().items.iter();
        items.map(|item| (item.meta.id, item.title.clone(), item.number, item.product)).collect::<Vec<_>>()
    };
    let expected = of_items(&hand.desk.workspace);
    assert!(!expected.is_empty());
    for key in disk.keys().into_iter().filter(|key| key.contains("/s/") && key.contains(".products")) {
        disk.remove(&key);
    }
    let (mut store, again) = reopen(&disk);
    assert_eq!(again.tables().products.iter().count(), 0);
    store.set_damage_aside(&again, Instant(5)).unwrap();
    let mut context = Desk::new().context;
    let mut workspace = reopen(&disk).1;
    workspace.mend(&mut context).unwrap();
    let called = |workspace: &Workspace| {
        let products = workspace.tables().products.iter();
        products.map(|product| format!("{} {}", product.key, product.name)).collect::<Vec<_>>()
    };
    assert_eq!((called(&workspace), of_items(&workspace)), (vec!["RCV Recovered".into()], expected));
    assert_eq!(find_problems(workspace.tables()), []);
    // A file of before says what it was called.
    let file = write_document(&hand.desk.workspace, None, "test", Instant(9));
    let file = Document::parse(&file).unwrap();
    let restored = workspace
        .edit(&mut context, "Restore", |tx| command::restore(tx, &file, &OnConflict::NewerWins.into()));
    assert!(restored.is_ok());
    assert_eq!(called(&workspace), called(&hand.desk.workspace));
}
