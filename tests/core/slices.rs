//! Long work in slices: whatever the slices are, wherever it is stopped, and whatever the disk does, it is all or nothing.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::pin::pin;

use proptest::prelude::*;
use throughline::command::{CommandError, ImportReport, OnConflict, import_in_slices, import_sheet};
use throughline::format::{Sheet, parse_sheet, read_sheet, write_document};
use throughline::model::{Ids, Instant, Pace, finish, next_slice};
use throughline::storage::{self, Caught, Desk as Tabbed, KeyValue, Memory, Reach, Refused};
use throughline::workspace::{Tx, Workspace};

use crate::desk::{NOW, add, moment, open, rename};
use crate::disk::{Disk, copy, reopen};
use crate::support::{Desk, contents, differences, rows};

/// A desk that is reached between slices.
struct Here<K>(RefCell<Tabbed<K>>);

impl<K> Reach<K> for Here<K> {
    fn reach<T>(&self, act: impl FnOnce(&mut Tabbed<K>) -> T) -> Option<T> {
        Some(act(&mut self.0.borrow_mut()))
    }
}

/// A list with epics, labels and text that does not shrink, so that it does not fit in one text of the journal.
fn list(count: usize, words: usize) -> Sheet {
    let mut ids = Ids::seeded(7);
    let mut text = "Key,Summary,Type,Status,Labels,Parent,Description\n".to_owned();
    for n in 1..=count {
        let (kind, parent) = if n % 20 == 1 {
            ("Epic", String::new())
        } else {
            ("Story", format!("K-{}", (n - 1) / 20 * 20 + 1))
        };
        let prose: Vec<String> = (0..words).map(|_| ids.next_id().to_string()).collect();
        let state = ["Draft", "Doing", "Done"][n % 3];
        let _ = writeln!(
            text,
            "K-{n},Number {n},{kind},{state},\"area {}, b\",{parent},\"{}\n{}\"",
            n % 7,
            n,
            prose.join(" ")
        );
    }
    parse_sheet(&text).unwrap()
}

fn export(workspace: &Workspace) -> String {
    write_document(workspace, None, "test", Instant(1))
}

/// Brings a list into the first product, so many slices of so many steps, then lets it fall; all where it ends before.
fn bring_in<K: KeyValue + Clone>(
    here: &Here<K>,
    sheet: &Sheet,
    (most, slices): (usize, usize),
    between: impl Fn(usize),
) -> Option<Result<ImportReport, Refused<CommandError>>> {
    let product = here.0.borrow().workspace.tables().products.iter().next().unwrap().meta.id;
    let pace = Pace::of(most);
    let import =
        async |tx: &mut Tx<'_>| import_in_slices(tx, product, sheet, OnConflict::NewerWins, &pace).await;
    let mut work = pin!(storage::edit_in_slices(here, moment(NOW), "Import".into(), import, &pace));
    for slice in 0..slices {
        if let Some(done) = next_slice(&mut work) {
            return Some(done.map(|(report, _)| report));
        }
        between(slice);
    }
    None
}

const WHOLE: (usize, usize) = (60, usize::MAX);

fn here<K: KeyValue + Clone>(disk: &K) -> Here<K> {
    let mut desk = open(disk, 1);
    add(&mut desk, &["here", "Number 3"]);
    desk.settle(moment(NOW)).unwrap();
    Here(RefCell::new(desk))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn slices_of_any_size_come_to_the_same(most in 1usize..300, count in 1usize..80, again in any::<bool>()) {
        let sheet = list(count, 2);
        let [mut whole, mut sliced] = [Desk::new(), Desk::new()];
        for _ in 0..=usize::from(again) {
            let product = whole.product;
            let report = whole.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::TakeTheirs).unwrap());
            let pace = Pace::of(most);
            sliced.context.now.0 += 1;
            let import = async |tx: &mut Tx<'_>| import_in_slices(tx, product, &sheet, OnConflict::TakeTheirs, &pace).await;
            let Desk { workspace, context, .. } = &mut sliced;
            let (other, entry) = finish(workspace.edit_in_slices(context, "Act".into(), import, &pace)).unwrap();
            prop_assert_eq!(report, other);
            sliced.entries.extend(entry);
        }
        prop_assert_eq!(rows(&whole.workspace), rows(&sliced.workspace));
        prop_assert_eq!(export(&whole.workspace), export(&sliced.workspace));
        let written = |desk: &Desk| serde_json::to_string(&desk.entries).unwrap();
        prop_assert_eq!(written(&whole), written(&sliced));
        for is_redo in [false, true] {
            if is_redo { whole.redo() } else { whole.undo() };
            sliced.context.now.0 += 1;
            let Desk { workspace, context, .. } = &mut sliced;
            finish(workspace.step_in_slices(context, is_redo, &Pace::of(most))).unwrap();
            prop_assert_eq!(rows(&whole.workspace), rows(&sliced.workspace));
        }
    }

    #[test]
    fn a_text_is_cut_the_same_in_slices(text in "(Title,Type\n)?([a-c ,;\"\n\t]|\"\"|\r\n){0,120}", most in 1usize..9) {
        let sliced = finish(read_sheet(text.clone(), None, &Pace::of(most)));
        prop_assert_eq!(parse_sheet(&text), sliced);
    }
}

#[test]
fn stopped_after_any_slice_it_leaves_no_trace() {
    for (count, words) in [(60, 1), (130, 1), (400, 40)] {
        let sheet = list(count, words);
        let disk = Disk::default();
        let here = here(&disk);
        let before = (export(&here.0.borrow().workspace), rows(&here.0.borrow().workspace));
        let texts =
            |disk: &Disk| disk.keys().into_iter().map(|key| (disk.get(&key), key)).collect::<Vec<_>>();
        let stored = texts(&disk);
        let mut slices = 1;
        while bring_in(&here, &sheet, (60, slices), |_| {}).is_none() {
            let desk = here.0.borrow();
            assert!(!desk.is_held());
            assert_eq!(export(&desk.workspace), before.0, "stopped after {slices}");
            assert_eq!(rows(&desk.workspace), before.1, "stopped after {slices}");
            assert!(texts(&disk) == stored, "stopped after {slices}, it left something on the disk");
            slices += 1;
        }
        assert!(slices > count / 30, "{slices} slices for {count} rows");
        let desk = here.0.borrow();
        assert!(desk.workspace.tables().items.iter().count() >= count);
        assert_eq!(rows(&reopen(&disk.kept).1), rows(&desk.workspace));
    }
}

#[test]
fn one_undo_takes_all_of_it_back_also_after_a_reload() {
    let sheet = list(400, 40);
    let disk = Memory::default();
    let at = here(&disk);
    let before = contents(&at.0.borrow().workspace);
    let report = bring_in(&at, &sheet, WHOLE, |_| {}).unwrap().unwrap();
    assert_eq!(report.new, 400);
    let after = contents(&at.0.borrow().workspace);
    let again = bring_in(&at, &sheet, WHOLE, |_| {}).unwrap().unwrap();
    assert_eq!((again.new, again.changed), (0, 0));
    let mut desk = open(&disk, 1);
    assert_eq!(contents(&desk.workspace), after);
    assert_eq!(desk.workspace.undo_stack().next_undo(), Some("Import 400 items"));
    desk.undo(moment(NOW)).unwrap();
    assert_eq!(contents(&desk.workspace), before);
    let here = Here(RefCell::new(open(&disk, 1)));
    finish(storage::step_in_slices(&here, moment(NOW), true, &Pace::of(50))).unwrap().unwrap();
    assert_eq!(contents(&here.0.borrow().workspace), after);
    finish(storage::step_in_slices(&here, moment(NOW), false, &Pace::of(50))).unwrap().unwrap();
    assert_eq!(contents(&here.0.borrow().workspace), before);
    assert_eq!(contents(&reopen(&disk).1), before);
}

#[test]
fn whichever_write_fails_it_is_all_there_or_nothing() {
    let sheet = list(300, 60);
    let whole = Disk::default();
    bring_in(&here(&whole), &sheet, WHOLE, |_| {}).unwrap().unwrap();
    let mut refused = 0;
    for first in 0..whole.writes.get() {
        for count in [1, 3, usize::MAX / 2] {
            let disk = Disk::default();
            let here = here(&disk);
            let before = rows(&here.0.borrow().workspace);
            disk.failing.set((disk.writes.get() + first, count));
            let done = bring_in(&here, &sheet, WHOLE, |_| {}).unwrap();
            let desk = here.0.borrow();
            if matches!(done, Err(Refused::Room(_))) {
                refused += 1;
                assert_eq!(rows(&desk.workspace), before, "write {first} failed {count} times");
            } else {
                assert_eq!(done.unwrap().new, 300);
            }
            let (store, again) = reopen(&disk.kept);
            assert!(store.damage().is_empty());
            let changed = differences(&rows(&desk.workspace), &rows(&again));
            assert!(changed.is_empty(), "write {first} failed {count} times: {}", changed.concat());
        }
    }
    assert!(refused > 0);
}

#[test]
fn without_room_nothing_is_begun() {
    let disk = Disk::default();
    let here = here(&disk);
    here.0.borrow_mut().store.set_limit(150_000);
    let writes = disk.writes.get();
    let done = bring_in(&here, &list(300, 60), WHOLE, |_| {}).unwrap();
    assert!(matches!(done, Err(Refused::Room(_))), "{done:?}");
    assert_eq!(disk.writes.get(), writes);
    assert_eq!(here.0.borrow().workspace.tables().items.iter().count(), 2);
}

#[test]
fn killed_at_any_write_it_comes_in_whole_the_next_time() {
    let sheet = list(300, 60);
    let disk = Disk::default();
    let at = here(&disk);
    let (start, before) = (disk.ops.borrow().len(), rows(&at.0.borrow().workspace));
    let cut = copy(&disk.kept);
    bring_in(&at, &sheet, WHOLE, |_| {}).unwrap().unwrap();
    let after = rows(&at.0.borrow().workspace);
    let ops = disk.ops.borrow();
    let mut is_in = false;
    for op in ops.iter().skip(start) {
        op.redo(&cut);
        let (store, again) = reopen(&cut);
        assert!(store.damage().is_empty());
        let again = rows(&again);
        is_in |= again == after;
        assert_eq!(again, if is_in { after.clone() } else { before.clone() });
        let other = copy(&cut);
        let desk = Here(RefCell::new(open(&other, 3)));
        let report = bring_in(&desk, &sheet, WHOLE, |_| {}).unwrap().unwrap();
        assert_eq!(report.new, if is_in { 0 } else { 300 });
        assert_eq!(desk.0.borrow().workspace.tables().items.iter().count(), 302);
    }
    assert!(is_in);
}

#[test]
fn what_another_tab_does_meanwhile_is_there_in_both() {
    // It edits, or folds what it knows.
    for folds in [false, true] {
        let sheet = list(400, 40);
        let disk = Memory::default();
        let here = here(&disk);
        let two = RefCell::new(open(&disk, 2));
        let item = two.borrow().workspace.tables().items.iter().next().unwrap().meta.id;
        let done = bring_in(&here, &sheet, (60, usize::MAX), |slice| {
            let mut two = two.borrow_mut();
            if slice % 7 == 0 {
                rename(&mut two, item, &format!("renamed {slice}"));
            }
            if slice == 20 || slice == 44 {
                add(&mut two, &["from the other"]);
                if folds {
                    let Tabbed { store, workspace, .. } = &mut *two;
                    crate::disk::fold_in(store, workspace, crate::disk::Fold::Whole);
                }
            }
            // What is written elsewhere is heard afterwards, and what is done here is refused.
            let mut one = here.0.borrow_mut();
            let key = disk.keys().into_iter().find(|key| key.contains("/j/")).unwrap_or_default();
            assert!(matches!(one.hear(&key, &disk.get(&key).unwrap_or_default()), Caught::Nothing));
            assert!(matches!(one.catch_up(), Caught::Nothing));
            let refused = one.edit(moment(NOW), "No".into(), |_| Ok::<_, ()>(()));
            assert!(matches!(refused, Err(Refused::Busy)));
            assert!(one.undo(moment(NOW)).is_none() && one.fold(moment(NOW)).is_none());
        });
        assert_eq!(done.unwrap().unwrap().new, 400);
        let mut one = here.0.into_inner();
        let mut two = two.into_inner();
        for _ in 0..2 {
            one.settle(moment(NOW)).unwrap();
            assert!(!matches!(one.catch_up(), Caught::Gone | Caught::Newer));
            assert!(!matches!(two.catch_up(), Caught::Gone | Caught::Newer));
        }
        let changed = differences(&rows(&one.workspace), &rows(&two.workspace));
        assert!(changed.is_empty(), "{}", changed.concat());
        let changed = differences(&rows(&one.workspace), &rows(&reopen(&disk).1));
        assert!(changed.is_empty(), "on disk: {}", changed.concat());
        assert_eq!(
            one.workspace.tables().items.iter().filter(|item| item.title == "from the other").count(),
            2
        );
        assert!(one.workspace.tables().items.get(item).unwrap().title.starts_with("renamed"));
        // Undo leaves what the other has made.
        one.undo(moment(NOW)).unwrap();
        two.catch_up();
        assert_eq!(one.workspace.tables().items.iter().count(), 4);
        assert_eq!(rows(&one.workspace), rows(&two.workspace));
    }
}

#[test]
fn what_the_copy_brings_meanwhile_comes_first() {
    let disk = Memory::default();
    let here = here(&disk);
    let done = bring_in(&here, &list(400, 40), WHOLE, |slice| {
        if slice == 40 {
            here.0.borrow_mut().take_copy(moment(NOW), Vec::new());
        }
    });
    assert!(matches!(done, Some(Err(Refused::Overtaken))), "{done:?}");
    let desk = here.0.borrow();
    assert!(!desk.is_held());
    assert_eq!(desk.workspace.tables().items.iter().count(), 2);
    assert_eq!(rows(&reopen(&disk).1), rows(&desk.workspace));
}

#[test]
fn a_long_list_is_there_once_and_a_half_while_it_is_read() {
    let mut text = String::from("Title,Type,Description\n");
    for n in 0..20_000 {
        let _ = writeln!(text, "Number {n},Story,\"Some words, and more of them {n}\"");
    }
    let sheet = parse_sheet(&text).unwrap();
    assert_eq!((sheet.len(), sheet.filled(2)), (20_000, 20_000));
    assert!(sheet.bytes() < text.len() * 3 / 2, "{} bytes for {}", sheet.bytes(), text.len());
    // What it is taken to mean is said without a copy of its cells.
    let mut other = sheet.clone();
    other.set_column(1, throughline::format::SheetColumn::Ignored);
    assert_eq!(other.rows().last(), sheet.rows().last());
}
