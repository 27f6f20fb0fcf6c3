//! The store: what was appended is there again after opening, wherever the journal was folded or cut.

use std::cell::Cell;
use std::rc::Rc;

use proptest::prelude::*;
use throughline::command::{self, Destination, Draft, ItemChange};
use throughline::model::{CRC32, Instant};
use throughline::storage::{
    DEFAULT_LIMIT, FoldProgress, KeyValue, KeyValueError, Memory, OpenError, Opening, Store,
};
use throughline::workspace::{TabId, Workspace};

use crate::disk::{Fold, several_segments};
use crate::support::{Desk, any_act, rows};

/// A disk that stops taking writes after so many.
#[derive(Clone)]
struct Failing {
    disk: Memory,
    writes_left: Rc<Cell<usize>>,
}

impl KeyValue for Failing {
    fn get(&self, key: &str) -> Option<String> {
        self.disk.get(key)
    }
    fn set(&self, key: &str, text: &str) -> Result<(), KeyValueError> {
        let left = self.writes_left.get().checked_sub(1).ok_or(KeyValueError::Full)?;
        self.writes_left.set(left);
        self.disk.set(key, text)
    }
    fn remove(&self, key: &str) {
        // A page that was killed deletes nothing either.
        if self.writes_left.get() > 0 {
            self.disk.remove(key);
        }
    }
    fn keys(&self) -> Vec<String> {
        self.disk.keys()
    }
}

fn open(disk: &Memory) -> (Store<Memory>, Workspace, Vec<String>) {
    let (store, loaded) = Store::open(disk.clone(), TabId(77)).unwrap();
    let damage = store.damage().iter().map(|it| format!("{}: {}", it.key, it.words)).collect();
    (store, loaded.workspace, damage)
}

fn fold(store: &mut Store<impl KeyValue>, workspace: &Workspace) -> FoldProgress {
    store.begin_checkpoint(workspace, Instant(1));
    loop {
        match store.step_checkpoint(workspace) {
            FoldProgress::More(_) => {}
            end => return end,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_was_appended_is_there_again(acts in prop::collection::vec((any_act(), 0u8..8), 1..60)) {
        let disk = Memory::default();
        let (mut store, loaded) = Store::open(disk.clone(), TabId(1)).unwrap();
        let mut desk = Desk::of_tab(loaded.workspace, 1);
        let mut saved = 0;
        for (act, folds) in &acts {
            desk.act(act);
            for entry in &desk.entries[saved..] {
                store.append(entry, &desk.workspace).unwrap();
            }
            saved = desk.entries.len();
            if *folds == 0 {
                prop_assert_eq!(fold(&mut store, &desk.workspace), FoldProgress::Done);
            }
        }
        prop_assert_eq!(store.confirm(), 0);
        let (_, again, damage) = open(&disk);
        prop_assert_eq!(damage, Vec::<String>::new());
        prop_assert_eq!(rows(&again), rows(&desk.workspace));
        prop_assert_eq!(again.clock(), desk.workspace.clock());
    }

    #[test]
    fn a_page_killed_at_any_write_loses_nothing_that_was_saved(
        acts in prop::collection::vec((any_act(), 0u8..5), 1..40),
        budget in 0usize..80,
    ) {
        let writes_left = Rc::new(Cell::new(usize::MAX));
        let disk = Failing { disk: Memory::default(), writes_left: Rc::clone(&writes_left) };
        let (mut store, loaded) = Store::open(disk.clone(), TabId(1)).unwrap();
        let mut desk = Desk::of_tab(loaded.workspace, 1);
        for entry in &desk.entries {
            store.append(entry, &desk.workspace).unwrap();
        }
        let mut saved = rows(&desk.workspace);
        let mut count = desk.entries.len();
        writes_left.set(budget);
        'script: for (act, folds) in &acts {
            desk.act(act);
            for entry in &desk.entries[count..] {
                if store.append(entry, &desk.workspace).is_err() {
                    break 'script;
                }
            }
            count = desk.entries.len();
            saved = rows(&desk.workspace);
            if *folds == 0 && fold(&mut store, &desk.workspace) != FoldProgress::Done {
                break 'script;
            }
        }
        let (_, again, damage) = open(&disk.disk);
        prop_assert_eq!(damage, Vec::<String>::new());
        prop_assert_eq!(rows(&again), saved);
    }

    #[test]
    fn a_cut_text_is_named_and_nothing_panics(
        acts in prop::collection::vec((any_act(), 0u8..6), 1..30),
        key in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
    ) {
        let disk = Memory::default();
        let (mut store, loaded) = Store::open(disk.clone(), TabId(1)).unwrap();
        let mut desk = Desk::of_tab(loaded.workspace, 1);
        let mut saved = 0;
        for (act, folds) in &acts {
            desk.act(act);
            for entry in &desk.entries[saved..] {
                store.append(entry, &desk.workspace).unwrap();
            }
            saved = desk.entries.len();
            if *folds == 0 {
                fold(&mut store, &desk.workspace);
            }
        }
        let keys: Vec<String> = disk.keys().into_iter().filter(|key| !key.ends_with("ballast")).collect();
        let key = &keys[key.index(keys.len())];
        let letters: Vec<char> = disk.get(key).unwrap().chars().collect();
        disk.set(key, &letters[..cut.index(letters.len())].iter().collect::<String>()).unwrap();
        let (mut store, again, damage) = open(&disk);
        let is_history_or_old = rows(&again) == rows(&desk.workspace);
        prop_assert!(is_history_or_old || !damage.is_empty(), "{key} was cut and nothing was said");
        if !damage.is_empty() {
            prop_assert!(!store.begin_checkpoint(&again, Instant(1)), "a damaged store was folded");
        }
    }
}

/// Words as people write them: an alphabet of noise would pack worse than any backlog.
fn lorem(seed: &mut fastrand::Rng, letters: usize) -> String {
    const WORDS: [&str; 32] = [
        "rider", "workshop", "booking", "reminder", "cancel", "the", "a", "when", "job", "stand", "message",
        "confirm", "day", "before", "price", "part", "mechanic", "to", "shows", "with", "without", "page",
        "order", "phone", "free", "time", "again", "should", "be", "is", "not", "every",
    ];
    let mut text = String::new();
    while text.len() < letters {
        text.push_str(WORDS[seed.usize(..WORDS.len())]);
        text.push_str(&seed.u16(..400).to_string());
        text.push(' ');
    }
    text
}

#[test]
fn ten_thousand_items_take_less_than_a_third_and_an_edit_stays_small() {
    let disk = Memory::default();
    let (mut store, loaded) = Store::open(disk.clone(), TabId(1)).unwrap();
    let mut desk = Desk::of_tab(loaded.workspace, 1);
    let product = desk.product;
    let mut seed = fastrand::Rng::with_seed(7);
    let drafts: Vec<Draft> = (0..10_000)
        .map(|_| Draft {
            title: lorem(&mut seed, 50),
            description: lorem(&mut seed, 550),
            ..Draft::default()
        })
        .collect();
    desk.edit(|tx| {
        for draft in drafts {
            command::add_item(tx, product, draft, Destination::Bottom).unwrap();
        }
    });
    for entry in &desk.entries {
        store.append(entry, &desk.workspace).unwrap();
    }
    assert_eq!(store.confirm(), 0);
    assert!(disk.keys().iter().all(|key| !key.contains("/j/")), "an import goes into segments at once");
    let share = store.used_units() * 100 / DEFAULT_LIMIT;
    assert!(share <= 30, "10,000 items take {share} % of the limit");

    let item = desk.items()[5_000];
    let top = desk.items()[0];
    let start = desk.entries.len();
    desk.edit(|tx| command::change_items(tx, &[item], &ItemChange::Title("Another title".into())));
    desk.edit(|tx| command::change_items(tx, &[item], &ItemChange::Status("doing".into())));
    desk.edit(|tx| command::move_items(tx, &[item], Destination::Before(top)));
    for entry in &desk.entries[start..] {
        let units = store.append(entry, &desk.workspace).unwrap();
        assert!(units < 2_000, "“{}” wrote {units} units", entry.label);
    }
    let (_, again, _) = open(&disk);
    assert_eq!(rows(&again), rows(&desk.workspace));
}

#[test]
fn a_newer_form_is_not_opened() {
    let disk = Memory::default();
    let json = r#"{"version":99,"generation":1,"clock":0,"folded":{},"segments":[],"history":[]}"#;
    let sum = CRC32.checksum(json.as_bytes());
    disk.set("throughline/m/1", &format!("p{sum:08x}{json}")).unwrap();
    assert_eq!(Store::open(disk, TabId(1)).err(), Some(OpenError::Newer));
}

#[test]
fn undo_reaches_back_over_a_fold_and_a_reload() {
    let disk = Memory::default();
    let (mut store, loaded) = Store::open(disk.clone(), TabId(1)).unwrap();
    let mut desk = Desk::of_tab(loaded.workspace, 1);
    let id = desk.add("one");
    desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::Title("two".into())));
    for entry in &desk.entries {
        store.append(entry, &desk.workspace).unwrap();
    }
    fold(&mut store, &desk.workspace);
    let (_, loaded) = Store::open(disk, TabId(2)).unwrap();
    let mut desk = Desk::of_tab(loaded.workspace, 2);
    desk.workspace.restore_undo(loaded.entries, &[TabId(1)].into());
    desk.undo();
    assert_eq!(desk.workspace.tables().items.get(id).unwrap().title, "one");
    desk.undo();
    assert!(desk.items().is_empty());
    desk.redo();
    desk.redo();
    assert_eq!(desk.workspace.tables().items.get(id).unwrap().title, "two");
}

#[test]
fn a_tab_folds_nothing_while_another_knows_more() {
    let disk = Memory::default();
    let (mut first, loaded) = Store::open(disk.clone(), TabId(1)).unwrap();
    let mut one = Desk::of_tab(loaded.workspace, 1);
    one.add("by the first");
    for entry in &one.entries {
        first.append(entry, &one.workspace).unwrap();
    }
    let (mut second, loaded) = Store::open(disk.clone(), TabId(2)).unwrap();
    let mut two = Desk::of_tab(loaded.workspace, 2);
    two.add("by the second");
    for entry in &two.entries {
        second.append(entry, &two.workspace).unwrap();
    }
    assert!(
        !first.begin_checkpoint(&one.workspace, Instant(1)),
        "the first has not heard of what the second wrote"
    );
    assert_eq!(fold(&mut second, &two.workspace), FoldProgress::Done);
    one.add("later");
    first.append(one.entries.last().unwrap(), &one.workspace).unwrap();
    assert!(!first.begin_checkpoint(&one.workspace, Instant(1)), "the second has folded meanwhile");
    let (_, again, damage) = open(&disk);
    assert_eq!(damage, Vec::<String>::new());
    let mut titles: Vec<&str> = again.tables().items.iter().map(|item| item.title.as_str()).collect();
    titles.sort_unstable();
    assert_eq!(titles, ["by the first", "by the second", "later"]);
}

#[test]
fn a_write_that_got_lost_is_given_back_until_it_is_there() {
    let disk = Memory::default();
    let (mut store, loaded) = Store::open(disk.clone(), TabId(1)).unwrap();
    let mut desk = Desk::of_tab(loaded.workspace, 1);
    desk.add("one");
    for entry in &desk.entries {
        store.append(entry, &desk.workspace).unwrap();
    }
    let key = disk.keys().into_iter().rfind(|key| key.contains("/j/")).unwrap();
    disk.remove(&key);
    assert_eq!(store.confirm(), 1);
    store.flush(&desk.workspace).unwrap();
    assert_eq!(store.confirm(), 0);
    assert_eq!(rows(&open(&disk).1), rows(&desk.workspace));
}

#[test]
fn what_another_tab_folds_while_a_page_is_reading_is_read_all_the_same() {
    let disk = Memory::default();
    let mut other = several_segments(&disk);
    for parts in 0..6 {
        let mut opening = Opening::begin(disk.clone(), TabId(9)).unwrap();
        for _ in 0..parts {
            opening.read_on();
        }
        other.desk.add("written meanwhile");
        other.save();
        other.fold(Fold::Whole);
        let (store, loaded) = opening.finish().unwrap();
        assert_eq!((store.damage(), rows(&loaded.workspace)), (&[][..], rows(&other.desk.workspace)));
    }
}
