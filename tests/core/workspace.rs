//! Transactions, replay, undo: what the store and every screen rely on.

use proptest::prelude::*;
use throughline::command::{self, CommandError, Destination, ItemChange};
use throughline::model::{Id, Lens, ProductKey, Record};
use throughline::workspace::{Tables, Workspace, find_problems};

use crate::support::{Desk, any_act, contents, differences, key, rows};

proptest! {
    #[test]
    fn replaying_what_was_written_gives_the_same_workspace(acts in prop::collection::vec(any_act(), 1..60)) {
        let mut desk = Desk::new();
        acts.iter().for_each(|act| desk.act(act));
        let mut replayed = Workspace::default();
        for entry in &desk.entries {
            let written = serde_json::to_string(entry).unwrap();
            replayed.apply(&serde_json::from_str(&written).unwrap()).unwrap();
        }
        prop_assert_eq!(rows(&replayed), rows(&desk.workspace));
        prop_assert_eq!(replayed.clock(), desk.workspace.clock());
        for entry in &desk.entries {
            replayed.apply(entry).unwrap();
        }
        prop_assert_eq!(rows(&replayed), rows(&desk.workspace), "applying twice is not the same as once");
    }

    #[test]
    fn undo_to_the_beginning_and_redo_to_the_end(acts in prop::collection::vec(any_act(), 1..60)) {
        let mut desk = Desk::new();
        let start = contents(&desk.workspace);
        acts.iter().for_each(|act| desk.act(act));
        while desk.redo() {}
        let end = contents(&desk.workspace);
        while desk.workspace.undo_stack().past().len() > 1 {
            desk.undo();
        }
        prop_assert_eq!(contents(&desk.workspace), start);
        while desk.redo() {}
        prop_assert_eq!(contents(&desk.workspace), end);
        prop_assert_eq!(find_problems(desk.workspace.tables()), vec![]);
    }

    #[test]
    fn a_transaction_that_fails_leaves_no_trace(acts in prop::collection::vec(any_act(), 1..30)) {
        let mut desk = Desk::new();
        for title in ["one", "two", "three"] {
            desk.add(title);
        }
        let before = (rows(&desk.workspace), desk.items());
        let items = desk.items();
        let product = desk.product;
        let failed = desk.workspace.edit(&mut desk.context, "Fails", |tx| {
            for (step, _) in acts.iter().enumerate() {
                let id = items[step % items.len()];
                command::change_items(tx, &[id], &ItemChange::AddLabel(format!("label {step}")));
                command::move_items(tx, &[id], Destination::Top);
            }
            command::delete_product(tx, product);
            Err::<(), _>("no")
        });
        prop_assert!(failed.is_err());
        prop_assert_eq!((rows(&desk.workspace), desk.items()), before);
    }

    #[test]
    fn moving_leaves_everything_else_in_order(from in prop::collection::btree_set(0usize..12, 1..5), to in 0usize..12) {
        let mut desk = Desk::new();
        for n in 0..12 {
            desk.add(&n.to_string());
        }
        let before = desk.items();
        let moving: Vec<Id> = from.iter().map(|n| before[*n]).collect();
        desk.edit(|tx| command::move_items(tx, &moving, Destination::Before(before[to])));
        let after = desk.items();
        let rest = |list: &[Id]| list.iter().copied().filter(|id| !moving.contains(id)).collect::<Vec<_>>();
        prop_assert_eq!(rest(&after), rest(&before));
        let first = after.iter().position(|id| *id == moving[0]).unwrap();
        prop_assert_eq!(&after[first..first + moving.len()], &moving[..]);
        if !from.contains(&to) {
            prop_assert_eq!(after[first + moving.len()], before[to]);
        }
    }

    #[test]
    fn two_tabs_that_hear_of_each_other_agree(
        mine in prop::collection::vec(any_act(), 1..25),
        theirs in prop::collection::vec(any_act(), 1..25),
    ) {
        let mut base = Desk::new();
        for title in ["one", "two", "three"] {
            base.add(title);
        }
        let mut one = Desk::of_tab(base.workspace.clone(), 2);
        let mut two = Desk::of_tab(base.workspace.clone(), 3);
        mine.iter().for_each(|act| one.act(act));
        theirs.iter().for_each(|act| two.act(act));
        let (from_one, from_two) = (one.entries.clone(), two.entries.clone());
        from_two.iter().for_each(|entry| one.workspace.apply(entry).unwrap());
        from_one.iter().for_each(|entry| two.workspace.apply(entry).unwrap());
        let changed = differences(&rows(&one.workspace), &rows(&two.workspace));
        prop_assert!(changed.is_empty(), "{}", changed.concat());
    }
}

#[test]
fn what_is_made_undone_and_redone_beside_an_edit_elsewhere_is_the_same_in_both() {
    // Whether the other tab's clock is behind or ahead makes no difference.
    for edits in [1, 2, 5] {
        let mut one = Desk::new();
        let id = one.add("made");
        let mut two = Desk::of_tab(one.workspace.clone(), 2);
        one.undo();
        one.redo();
        for n in 0..edits {
            two.edit(|tx| command::change_items(tx, &[id], &ItemChange::Title(format!("edited {n}"))));
        }
        let mut replayed = Workspace::default();
        let mut all: Vec<_> = one.entries.iter().chain(&two.entries).collect();
        all.sort_by_key(|entry| entry.stamp);
        all.iter().for_each(|entry| replayed.apply(entry).unwrap());
        let from_one = one.entries[2..].to_vec();
        two.entries.iter().for_each(|entry| one.workspace.apply(entry).unwrap());
        from_one.iter().for_each(|entry| two.workspace.apply(entry).unwrap());
        assert_eq!(rows(&one.workspace), rows(&two.workspace));
        assert_eq!(rows(&one.workspace), rows(&replayed));
        assert_eq!(one.workspace.tables().items.get(id).unwrap().title, "made");
        // What is edited from here on is heard in both.
        two.edit(|tx| command::change_items(tx, &[id], &ItemChange::Title("edited since".into())));
        one.workspace.apply(two.entries.last().unwrap()).unwrap();
        assert_eq!(rows(&one.workspace), rows(&two.workspace));
    }
}

#[test]
fn what_two_tabs_bring_back_at_once_stays_until_both_take_it_out_again() {
    for is_taken_out_again in [false, true] {
        let mut one = Desk::new();
        let id = one.add("made");
        one.edit(|tx| command::delete_items(tx, &[id]));
        let mut two = Desk::of_tab(one.workspace.clone(), 2);
        two.context.now = one.context.now;
        let heard = one.entries.len();
        for desk in [&mut one, &mut two] {
            desk.edit(|tx| tx.empty_trash(tx.now()));
            desk.undo();
        }
        if is_taken_out_again {
            two.redo();
        }
        two.entries.iter().for_each(|entry| one.workspace.apply(entry).unwrap());
        one.entries[heard..].iter().for_each(|entry| two.workspace.apply(entry).unwrap());
        assert_eq!(rows(&one.workspace), rows(&two.workspace));
        let row = one.workspace.tables().items.any.row_json(id).unwrap();
        assert_eq!(row.contains(r#","o":[{"r":"#), !is_taken_out_again, "both lives are kept: {row}");
        let mut stored = Tables::default();
        stored.any_mut("items").load_rows(&format!("[{row}]")).unwrap();
        assert_eq!(stored.items.any.row_json(id), Some(row));
        one.edit(|tx| tx.remove("items", id));
        two.workspace.apply(one.entries.last().unwrap()).unwrap();
        assert!(!one.workspace.tables().items.any.has(id));
        assert_eq!(rows(&one.workspace), rows(&two.workspace));
    }
}

#[test]
fn numbers_given_out_stay_given_out() {
    let mut desk = Desk::new();
    desk.add("one");
    desk.undo();
    let second = desk.add("two");
    assert_eq!(desk.workspace.tables().items.get(second).unwrap().number, 2);
}

#[test]
fn undo_leaves_and_names_what_another_tab_changed_since() {
    let mut desk = Desk::new();
    let id = desk.add("one");
    desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::Title("two".into())));
    let mut other = Desk::of_tab(desk.workspace.clone(), 9);
    other.edit(|tx| command::change_items(tx, &[id], &ItemChange::Title("theirs".into())));
    desk.workspace.apply(other.entries.last().unwrap()).unwrap();
    let outcome = desk.workspace.undo(&mut desk.context).unwrap();
    assert_eq!(outcome.kept, ["title of “theirs”"]);
    assert_eq!(desk.workspace.tables().items.get(id).unwrap().title, "theirs");
}

#[test]
fn deleting_an_item_lifts_its_children() {
    let mut desk = Desk::new();
    let (epic, story, task) = (desk.add("epic"), desk.add("story"), desk.add("task"));
    desk.edit(|tx| {
        tx.edit(story, |item: &mut throughline::model::Item| item.set_parent(Some(epic)));
        tx.edit(task, |item: &mut throughline::model::Item| item.set_parent(Some(story)));
    });
    desk.edit(|tx| command::delete_items(tx, &[story]));
    assert_eq!(desk.workspace.tables().items.get(task).unwrap().parent, Some(epic));
    assert_eq!(find_problems(desk.workspace.tables()), vec![]);
    desk.undo();
    assert_eq!(desk.workspace.tables().items.get(task).unwrap().parent, Some(story));
}

#[test]
fn a_key_once_given_is_given_to_no_other_product() {
    let mut desk = Desk::new();
    let product = desk.product;
    desk.edit(|tx| command::rename_product(tx, product, "Spoke", "BIKE").unwrap());
    assert_eq!(desk.workspace.product_by_key("spk"), Some(product));
    let taken = desk
        .workspace
        .edit(&mut desk.context, "Make", |tx| command::create_product(tx, "Other", "SPK", Lens::Both));
    let refused = CommandError::TakenKey { key: key("SPK"), owner: "Spoke".into() };
    assert_eq!(taken.unwrap_err(), refused);
    assert_eq!(refused.to_string(), "SPK belongs to Spoke. Choose another key.");
    let empty: Result<ProductKey, _> = "".parse();
    assert!(empty.is_err());
}

#[test]
fn what_is_blocked_waits_until_it_goes_on_or_is_over() {
    let mut desk = Desk::new();
    let id = desk.add("waits");
    let item = |desk: &Desk| desk.workspace.tables().items.get(id).unwrap().clone();
    desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::Block("parts".into())));
    desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::Block("other parts".into())));
    assert_eq!(item(&desk).block().unwrap().reason, "other parts");
    assert_eq!(item(&desk).blocked.len(), 1, "one wait, not two");
    desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::Status("doing".into())));
    assert!(item(&desk).block().is_some(), "work may begin while it waits");
    desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::Status("accepted".into())));
    assert!(item(&desk).block().is_none());
    desk.undo();
    assert!(item(&desk).block().is_some());
    desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::Unblock));
    desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::Block(String::new())));
    assert_eq!(item(&desk).blocked.len(), 2, "each wait is kept");
}
