//! History: every transaction that is known, and the state at any of them.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use proptest::prelude::*;
use throughline::analysis::flow::tracks;
use throughline::command::{self, Destination, Draft, ItemChange, restore_past, restore_record};
use throughline::model::{ItemType, in_order_of};
use throughline::storage::{KeyValue, KeyValueError, Memory, Refused, Store};
use throughline::workspace::{Entry, Fields, RecordChange, Role, Stamp, TabId, Workspace};

use crate::desk::{self, moment};
use crate::disk::{Disk, Fold, Hand, any_step, copy, finish, reopen, scripts, two_tabs, wake};
use crate::support::{Desk, any_act, differences, rows};

const HOUR: i64 = 3_600_000;

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
    differences(&document(left), &document(right))
}

/// Goes back to each moment from what is known, and compares it with what was made up to then.
fn compare_every_moment(now: &Workspace, known: &[Entry], made: &[Arc<Entry>]) -> Result<(), TestCaseError> {
    compare_some_moments(1, now, known, made)
}

fn compare_some_moments(
    every: usize,
    now: &Workspace,
    known: &[Entry],
    made: &[Arc<Entry>],
) -> Result<(), TestCaseError> {
    let made = in_order_of(made.to_vec(), |entry| entry.stamp);
    let mut then = Workspace::default();
    for entry in &made {
        then.apply(entry).unwrap();
        if known.iter().step_by(every).any(|known| known.stamp == entry.stamp) {
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
        let mut tabs = two_tabs(&disk, &script);
        tabs.iter_mut().for_each(wake);
        let made: Vec<Arc<Entry>> = tabs.iter().flat_map(|hand| hand.desk.entries.clone()).collect();
        let (known, _) = tabs[0].store.transactions();
        prop_assert_eq!(known.len(), made.len());
        compare_every_moment(&tabs[0].desk.workspace, &known, &made)?;
    }
}

proptest! {
    #![proptest_config(scripts(6))]

    #[test]
    fn joined_steps_lead_to_the_same_documents_and_restoring_one_of_them_leads_there(
        script in prop::collection::vec(any_act(), 40..120),
        lengths in prop::collection::vec(1usize..9, 12),
    ) {
        let mut desk = Desk::new();
        script.iter().for_each(|act| desk.act(act));
        let known: Vec<Entry> = desk.entries.iter().map(|entry| Entry::clone(entry)).collect();
        let runs: Vec<usize> = lengths.iter().scan(known.len(), |left, length| {
            *left = left.checked_sub(*length)?;
            Some(*length)
        }).collect();
        let joined = desk.workspace.join(&known, &runs);
        let later: usize = runs.iter().sum();
        let thinned: Vec<Entry> = joined.iter().cloned().chain(known[later..].iter().cloned()).collect();
        compare_every_moment(&desk.workspace, &thinned, &desk.entries)?;
        // And once more, of steps that are joined already.
        let runs = vec![3; joined.len() / 3];
        let again = desk.workspace.join(&thinned, &runs);
        let thinned: Vec<Entry> = again.into_iter().chain(thinned[3 * runs.len()..].iter().cloned()).collect();
        compare_every_moment(&desk.workspace, &thinned, &desk.entries)?;
    }
}

/// The room of a store whose share for history is soon used up.
const LITTLE: usize = 60_000;

/// A tab that has worked for two months, an edit every few hours, and folded now and then.
fn two_months<K: KeyValue + Clone>(disk: K) -> Hand<K> {
    let mut hand = Hand::open(disk, 1);
    let ids: Vec<_> = (0..20).map(|n| hand.desk.add(&format!("item {n}"))).collect();
    for n in 0..600usize {
        hand.desk.context.now.0 += if n % 6 == 0 { 13 * HOUR } else { HOUR / 8 };
        let state = ["doing", "review", "ready"][n % 3];
        let title = ItemChange::Title(format!("title {}", n * n));
        let change = if n % 2 == 0 { title } else { ItemChange::Status(state.into()) };
        hand.desk.edit(|tx| command::change_items(tx, &[ids[n / 6 % 20]], &change));
    }
    hand.save();
    hand
}

fn fold_now<K: KeyValue + Clone>(hand: &mut Hand<K>) {
    let now = hand.desk.context.now;
    hand.store.begin_checkpoint(&hand.desk.workspace, now);
    finish(&mut hand.store, &hand.desk.workspace);
    hand.store.confirm();
}

#[test]
fn past_its_share_history_is_joined_before_any_of_it_goes_and_charts_keep_what_they_need() {
    let disk = Memory::default();
    let mut hand = two_months(disk.clone());
    fold_now(&mut hand);
    let whole = hand.store.usage().history;
    // One step more is past the share.
    let share = whole + 1;
    hand.store.set_limit(share * 100 / 12);
    hand.desk.add("One more");
    hand.save();
    let made = hand.desk.entries.clone();
    let (before, product) = (rows(&hand.desk.workspace), hand.desk.product);
    let charts = tracks(hand.desk.workspace.tables(), product, hand.desk.context.today);
    fold_now(&mut hand);
    let (store, workspace) = reopen(&disk);
    let (known, damaged) = store.transactions();
    assert!(damaged.is_empty());
    assert!(store.usage().history <= share, "{} units of {share}", store.usage().history);
    let joined = known.iter().filter(|entry| entry.role.is_joined()).count();
    assert!(joined > 20 && known.len() < made.len() / 2, "{joined} of {} of {}", known.len(), made.len());
    // What is joined reaches back to the beginning; what is young is whole.
    let steps = |entry: &Entry| if let Role::Joined(number) = entry.role { number } else { 1 };
    assert_eq!(known.iter().map(steps).sum::<usize>(), made.len());
    let young = made.iter().filter(|entry| entry.at.0 > hand.desk.context.now.0 - 72 * HOUR).count();
    assert!(known.iter().rev().take(young).all(|entry| !entry.role.is_joined()));
    compare_some_moments(7, &workspace, &known, &made).unwrap();
    assert_eq!(rows(&workspace), before);
    assert_eq!(tracks(workspace.tables(), product, hand.desk.context.today), charts);
    // With less room still the oldest go, and what is left leads to the same.
    hand.store.set_limit(share * 100 / 12 / 4);
    hand.desk.add("And one");
    hand.save();
    fold_now(&mut hand);
    let (known, _) = hand.store.transactions();
    assert!(known.iter().map(steps).sum::<usize>() < made.len());
    compare_some_moments(7, &hand.desk.workspace, &known, &hand.desk.entries).unwrap();
}

#[test]
fn a_write_that_fails_while_history_is_joined_loses_nothing() {
    let whole = Memory::default();
    let hand = two_months(whole.clone());
    let before = rows(&hand.desk.workspace);
    for failing in 0.. {
        let disk = Disk { kept: copy(&whole), ..Disk::default() };
        let (mut store, loaded) = Store::open(disk.clone(), TabId(2)).unwrap();
        store.set_limit(LITTLE);
        disk.failing.set((disk.writes.get() + failing, 1));
        store.begin_checkpoint(&loaded.workspace, hand.desk.context.now);
        finish(&mut store, &loaded.workspace);
        let (store, workspace) = reopen(&disk.kept);
        assert!(store.damage().is_empty());
        assert_eq!(rows(&workspace), before);
        let (known, _) = store.transactions();
        compare_some_moments(100, &workspace, &known, &hand.desk.entries).unwrap();
        if disk.writes.get() <= disk.failing.get().0 {
            assert!(known.iter().any(|entry| entry.role.is_joined()));
            break;
        }
    }
}

/// A disk that counts what is read of it.
#[derive(Clone, Default)]
struct Read {
    disk: Memory,
    units: Rc<Cell<usize>>,
}

impl KeyValue for Read {
    fn get(&self, key: &str) -> Option<String> {
        let text = self.disk.get(key)?;
        self.units.set(self.units.get() + text.len());
        Some(text)
    }
    fn set(&self, key: &str, text: &str) -> Result<(), KeyValueError> {
        self.disk.set(key, text)
    }
    fn remove(&self, key: &str) {
        self.disk.remove(key);
    }
    fn keys(&self) -> Vec<String> {
        self.disk.keys()
    }
}

#[test]
fn opening_a_past_day_reads_no_more_than_a_start() {
    let disk = Read::default();
    let mut hand = two_months(disk.clone());
    let product = hand.desk.product;
    hand.desk.edit(|tx| {
        for n in 0..2_000 {
            let draft = Draft { title: format!("item {n}"), ..Draft::default() };
            command::add_item(tx, product, draft, Destination::Bottom).unwrap();
        }
    });
    hand.save();
    fold_now(&mut hand);
    let read = |act: &mut dyn FnMut()| {
        let before = disk.units.get();
        act();
        disk.units.get() - before
    };
    let mut tab = None;
    let of_start = read(&mut || tab = Some(desk::open(&disk, 2)));
    let mut tab = tab.unwrap();
    let known = tab.store.transactions().0;
    let until = known[known.len() / 2].stamp;
    let of_past = read(&mut || tab.look_back(until));
    assert!(of_past <= of_start, "{of_past} of {of_start} units");
}

#[test]
fn who_looks_back_changes_nothing_and_finds_the_present_as_it_was() {
    let disk = Memory::default();
    let mut tab = desk::open(&disk, 1);
    let ids = desk::add(&mut tab, &["Before"]);
    let until = tab.store.transactions().0[0].stamp;
    desk::rename(&mut tab, ids[0], "After");
    desk::add(&mut tab, &["Later"]);
    let bytes =
        |disk: &Memory| -> Vec<_> { disk.keys().into_iter().map(|key| (disk.get(&key), key)).collect() };
    let (written, present) = (bytes(&disk), rows(&tab.workspace));
    tab.look_back(until);
    let titles = |workspace: &Workspace| -> Vec<_> {
        workspace.tables().items.iter().map(|item| item.title.clone()).collect()
    };
    assert_eq!(titles(tab.seen()), ["Before"]);
    let refused = tab.edit(moment(desk::NOW), "Edit".into(), |tx| {
        tx.remove("items", ids[0]);
        Ok::<_, ()>(())
    });
    assert!(matches!(refused, Err(Refused::Past)));
    assert!(tab.undo(moment(desk::NOW)).is_none() && tab.purge(moment(desk::NOW)).is_none());
    assert_eq!(bytes(&disk), written);
    // What another tab does goes into the present.
    desk::add(&mut desk::open(&disk, 2), &["Elsewhere"]);
    tab.catch_up();
    assert_eq!(titles(tab.seen()), ["Before"]);
    assert_eq!(tab.differences().len(), 3);
    tab.look_at_now();
    assert_eq!(rows(tab.seen()).len(), present.len() + 1);
}

#[test]
fn all_is_restored_in_one_step_and_undo_takes_it_back() {
    let mut desk = Desk::new();
    let (first, second) = (desk.add("One"), desk.add("Two"));
    let until = desk.entries.last().unwrap().stamp;
    let then = document(&desk.workspace);
    desk.edit(|tx| command::change_items(tx, &[first], &ItemChange::Title("Changed".into())));
    desk.edit(|tx| tx.remove("items", second));
    let third = desk.add("Three");
    let present = document(&desk.workspace);
    let known: Vec<Entry> = desk.entries.iter().map(|entry| Entry::clone(entry)).collect();
    let past = desk.workspace.as_of(until, &known);
    let differences = desk.workspace.differences(&past);
    assert_eq!(differences.iter().filter(|it| it.is_here).count(), 2);
    assert_eq!(differences.len(), 3, "that a number was given out is no difference");
    desk.edit(|tx| restore_past(tx, &differences).unwrap());
    let tables = desk.workspace.tables();
    assert!(tables.items.any.deleted_at(third).is_some());
    for id in [first, second] {
        assert_eq!(document(&desk.workspace)[&format!("items {id}")], then[&format!("items {id}")]);
    }
    assert!(desk.undo());
    assert_eq!(document(&desk.workspace), present);
}

#[test]
fn what_hung_on_a_restored_record_and_hangs_on_nothing_now_hangs_on_it_again() {
    let mut desk = Desk::new();
    let (epic, lost, moved, other) =
        (desk.add("Epic"), desk.add("Lost"), desk.add("Moved"), desk.add("Other"));
    for epic in [epic, other] {
        desk.edit(|tx| command::change_items(tx, &[epic], &ItemChange::Kind(ItemType::Epic)));
    }
    desk.edit(|tx| command::set_parents(tx, &[lost, moved], Some(epic)).unwrap());
    let until = desk.entries.last().unwrap().stamp;
    desk.edit(|tx| command::set_parents(tx, &[moved], Some(other)).unwrap());
    desk.edit(|tx| tx.trash("items", &[epic]));
    let now = desk.context.now;
    desk.edit(|tx| tx.empty_trash(now));
    let present = document(&desk.workspace);
    assert_eq!(desk.workspace.tables().items.get(lost).unwrap().parent, None);
    let known: Vec<Entry> = desk.entries.iter().map(|entry| Entry::clone(entry)).collect();
    let past = desk.workspace.as_of(until, &known);
    let differences = desk.workspace.differences(&past);
    desk.edit(|tx| restore_record(tx, epic, &differences).unwrap());
    let items = &desk.workspace.tables().items;
    assert_eq!(items.get(epic).unwrap().title, "Epic");
    assert_eq!(items.get(lost).unwrap().parent, Some(epic));
    assert_eq!(items.get(moved).unwrap().parent, Some(other), "what was moved since stays");
    assert!(desk.undo());
    assert_eq!(document(&desk.workspace), present);
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
    let (store, _) = Store::open(disk, TabId(2)).unwrap();
    let (known, damaged) = store.transactions();
    assert_eq!((known.len(), damaged.len()), (1, 1));
    assert_eq!(known[0].stamp, hand.desk.entries.last().unwrap().stamp);
}
