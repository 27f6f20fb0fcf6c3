//! Two tabs at once: whatever they hear late or not at all, both end with the same.

use proptest::prelude::*;
use std::collections::BTreeSet;

use throughline::command::{self, WorkflowChange};
use throughline::format::write_document;
use throughline::model::{Instant, Item, Record};
use throughline::storage::Memory;
use throughline::workspace::find_problems;

use crate::disk::{Fold, Hand, any_step, reopen, scripts, two_tabs, wake};
use crate::support::{Act, Desk, any_act, differences, rows};

proptest! {
    #![proptest_config(scripts(6))]

    /// Two tabs at work, each hearing the other late, sleeping and folding as it comes.
    #[test]
    fn two_tabs_that_sleep_and_fold_end_up_with_the_same(
        script in prop::collection::vec((any::<bool>(), any_step(), 0u8..6), 60..160),
    ) {
        let disk = Memory::default();
        let mut tabs = two_tabs(&disk, &script);
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
    std::iter::repeat_with(|| any_act().new_tree(&mut runner).unwrap().current()).take(count).collect()
}

#[test]
fn an_element_that_was_out_of_its_list_stands_where_another_tab_put_it() {
    let disk = Memory::default();
    let mut first = Hand::open(disk.clone(), 1);
    first.save();
    let mut second = Hand::open(disk, 2);
    let product = first.desk.product;
    let remove = WorkflowChange::Remove("review".into(), "doing".into());
    second.desk.edit(|tx| command::change_workflow(tx, product, &remove).unwrap());
    second.save();
    second.desk.undo();
    second.save();
    let step = WorkflowChange::Step("review".into(), -1);
    first.desk.edit(|tx| command::change_workflow(tx, product, &step).unwrap());
    first.desk.edit(|tx| command::change_workflow(tx, product, &step).unwrap());
    first.desk.edit(|tx| command::change_workflow(tx, product, &step).unwrap());
    first.save();
    for hand in [&mut first, &mut second] {
        hand.store.catch_up(&mut hand.desk.workspace);
    }
    let exports =
        [&first, &second].map(|hand| write_document(&hand.desk.workspace, None, "test", Instant(1)));
    assert!(exports[0] == exports[1]);
}

#[test]
fn two_tabs_of_a_thousand_edits_each_export_the_same_and_history_names_the_repairs() {
    // Not each pair of scripts breaks something; of several, some do.
    let repairs: usize = [5, 15, 21].into_iter().map(two_tabs_of_a_thousand_edits).sum();
    assert!(repairs > 0);
}

/// How many repairs there were, all of which history names.
fn two_tabs_of_a_thousand_edits(seed: u8) -> usize {
    let disk = Memory::default();
    let mut first = Hand::open(disk.clone(), 1);
    first.save();
    let mut tabs = [first, Hand::open(disk.clone(), 2)];
    let mut chance = fastrand::Rng::with_seed(11);
    let scripts = [acts(seed, 1_000), acts(seed + 1, 1_000)];
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
    let mut repairs = Vec::new();
    for _ in 0..3 {
        for hand in &mut tabs {
            hand.store.catch_up(&mut hand.desk.workspace);
            let is_broken = !find_problems(hand.desk.workspace.tables()).is_empty();
            let mended = hand.desk.workspace.mend(&mut hand.desk.context);
            assert_eq!(mended.is_some(), is_broken);
            repairs.extend(mended.iter().map(|entry| entry.label.clone()));
            hand.desk.entries.extend(mended);
            hand.save();
        }
    }
    tabs.iter_mut().for_each(|hand| drop(hand.store.catch_up(&mut hand.desk.workspace)));
    let exports = tabs.each_ref().map(|hand| {
        assert_eq!(find_problems(hand.desk.workspace.tables()), []);
        write_document(&hand.desk.workspace, None, "test", Instant(1))
    });
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<String>>();
    let (one, other) = (lines(&exports[0]), lines(&exports[1]));
    let differing: Vec<&String> = one.symmetric_difference(&other).collect();
    assert!(exports[0] == exports[1], "the exports differ: {differing:#?}");
    let mended = tabs.iter().flat_map(|hand| hand.desk.workspace.undo_stack().mended());
    let mended: Vec<String> = mended.map(|entry| entry.label.clone()).collect();
    assert!(repairs.iter().all(|label| mended.contains(label)), "{repairs:?} {mended:?}");
    repairs.len()
}

#[test]
fn what_another_tab_emptied_out_of_trash_does_not_come_back() {
    let disk = Memory::default();
    let mut one = Hand::open(disk.clone(), 1);
    let item = one.desk.add("a");
    one.save();
    one.fold(Fold::Whole);
    let mut two = Hand::open(disk.clone(), 2);
    two.desk.edit(|tx| tx.trash(Item::TABLE, &[item]));
    let now = two.desk.context.now;
    two.desk.edit(|tx| tx.empty_trash(now));
    two.save();
    // More than one list behind, the first tab reads all anew.
    two.fold(Fold::Whole);
    two.desk.add("b");
    two.save();
    two.fold(Fold::Whole);
    one.store.catch_up(&mut one.desk.workspace);
    assert_eq!(one.desk.items().len(), 1);
    assert!(!one.desk.workspace.tables().items.any.has(item));
}

#[test]
fn what_had_gone_and_was_put_again_is_not_deleted_by_who_knew_it_before() {
    let disk = Memory::default();
    let mut first = Hand::open(disk.clone(), 1);
    first.save();
    let mut second = Hand::open(disk, 2);
    let id = first.desk.add("Booked by phone");
    first.save();
    second.store.catch_up(&mut second.desk.workspace);
    let fields = first.desk.workspace.tables().any(Item::TABLE).unwrap().fields(id).unwrap();
    first.desk.undo();
    // As going back to a moment of the past puts it.
    first.desk.edit(|tx| tx.put(Item::TABLE, id, &fields).unwrap());
    first.save();
    second.desk.edit(|tx| command::delete_items(tx, &[id]));
    second.save();
    for hand in [&mut first, &mut second] {
        hand.store.catch_up(&mut hand.desk.workspace);
        assert!(hand.desk.workspace.tables().items.get(id).is_some());
    }
    let [one, two] = [&first, &second].map(|hand| rows(&hand.desk.workspace));
    assert_eq!(differences(&one, &two).concat(), "");
}

#[test]
fn two_items_made_to_wait_for_each_other_no_longer_do() {
    let disk = Memory::default();
    let mut one = Hand::open(disk.clone(), 1);
    let (a, b, c) = (one.desk.add("a"), one.desk.add("b"), one.desk.add("c"));
    one.save();
    let mut two = Hand::open(disk.clone(), 2);
    let waits = |hand: &mut Hand<Memory>, item, on| {
        hand.desk.edit(|tx| tx.edit(item, |item: &mut Item| item.blocked_by.extend([on])));
        hand.save();
    };
    waits(&mut one, a, b);
    waits(&mut two, b, c);
    waits(&mut two, c, a);
    for hand in [&mut one, &mut two] {
        hand.store.catch_up(&mut hand.desk.workspace);
    }
    for hand in [&mut one, &mut two] {
        let mended = hand.desk.workspace.mend(&mut hand.desk.context).expect("a ring to mend");
        assert!(
            mended.label.contains("“c” waits for an item that in the end waits for it"),
            "{}",
            mended.label
        );
        hand.desk.entries.push(mended);
        hand.save();
    }
    for hand in [&mut one, &mut two] {
        hand.store.catch_up(&mut hand.desk.workspace);
        assert!(find_problems(hand.desk.workspace.tables()).is_empty());
        let waits = |id| hand.desk.workspace.tables().items.get(id).unwrap().blocked_by.clone();
        assert_eq!(
            (waits(a), waits(b), waits(c)),
            ([b].into(), [c].into(), [].into()),
            "the last made gives way"
        );
    }
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

#[test]
fn a_state_taken_out_in_one_tab_and_moved_and_renamed_in_another_stands_at_one_place_in_both() {
    let base = Desk::new();
    let mut tabs = [2, 3].map(|tab| Desk::of_tab(base.workspace.clone(), tab));
    let product = base.product;
    let mut change = |tab: usize, change: WorkflowChange| {
        tabs[tab].attempt(|tx| command::change_workflow(tx, product, &change)).unwrap();
    };
    change(0, WorkflowChange::Remove("dropped".into(), "accepted".into()));
    change(1, WorkflowChange::Step("dropped".into(), -1));
    change(1, WorkflowChange::Name("dropped".into(), "Given up".into()));
    let said = tabs.each_ref().map(|desk| desk.entries.clone());
    said[1].iter().for_each(|entry| tabs[0].workspace.apply(entry).unwrap());
    said[0].iter().for_each(|entry| tabs[1].workspace.apply(entry).unwrap());
    let changed = differences(&rows(&tabs[0].workspace), &rows(&tabs[1].workspace));
    assert!(changed.is_empty(), "{}", changed.concat());
}
