//! What is deleted rests in Trash, comes back from there, and leaves it in the end.

use throughline::analysis::{Joint, trash};
use throughline::command::{self, Destination, Draft, ItemChange, OnConflict};
use throughline::format::{Document, write_document};
use throughline::model::{Goal, Id, Initiative, Instant, Item, ItemType, Lens, Product, Record, RecordRef};
use throughline::storage::Memory;
use throughline::workspace::{find_problems, may_unfit};

use crate::disk::Hand;
use crate::support::{Desk, contents, rows};

fn titles(desk: &Desk) -> Vec<Vec<String>> {
    let batches = trash(&desk.workspace);
    batches.iter().map(|batch| batch.records.iter().map(|record| record.title.clone()).collect()).collect()
}

/// Takes records that were deleted in one act out of Trash, with the links that were cut then.
fn restore(desk: &mut Desk, table: &str, ids: &[Id]) {
    let at = desk.workspace.tables().any(table).unwrap().deleted_at(ids[0]).unwrap();
    let deletions: Vec<_> = desk.workspace.undo_stack().deletions(at).cloned().collect();
    let records: Vec<_> = ids.iter().map(|id| (table.to_owned(), *id)).collect();
    desk.edit(|tx| command::restore_trashed(tx, &records, &deletions).unwrap());
}

#[test]
fn what_is_deleted_is_listed_by_the_act_and_comes_back() {
    let mut desk = Desk::new();
    let (a, b, c) = (desk.add("a"), desk.add("b"), desk.add("c"));
    let before = contents(&desk.workspace);
    desk.edit(|tx| command::delete_items(tx, &[a]));
    desk.edit(|tx| command::delete_items(tx, &[b, c]));
    assert_eq!(titles(&desk).len(), 2);
    assert_eq!(titles(&desk)[1], ["a"]);
    assert_eq!(trash(&desk.workspace)[1].records[0].key.as_deref(), Some("SPK-1"));
    for id in [a, b, c] {
        restore(&mut desk, Item::TABLE, &[id]);
    }
    assert_eq!(titles(&desk), Vec::<Vec<String>>::new());
    assert_eq!(contents(&desk.workspace), before, "each is where it was");
}

#[test]
fn links_to_what_has_gone_meanwhile_do_not_come_back() {
    let mut desk = Desk::new();
    let (story, product) = (desk.add("story"), desk.product);
    let initiative = desk.edit(|tx| command::add_named(tx, Initiative::TABLE, product, "bet").unwrap());
    let from = RecordRef::to::<Item>(story);
    desk.edit(|tx| command::join(tx, from, Joint::Initiative, Some(initiative)).unwrap());
    desk.edit(|tx| command::delete_items(tx, &[story]));
    desk.edit(|tx| tx.trash(Initiative::TABLE, &[initiative]));
    restore(&mut desk, Item::TABLE, &[story]);
    assert_eq!(desk.workspace.tables().items.get(story).unwrap().initiative, None);
    assert_eq!(find_problems(desk.workspace.tables()), []);
}

#[test]
fn a_product_brings_along_what_went_with_it_and_nothing_else() {
    let mut desk = Desk::new();
    let other = desk.edit(|tx| command::create_product(tx, "Other", "OTH", Lens::Both).unwrap());
    let add = |desk: &mut Desk, title: &str| -> Id {
        let draft = Draft { title: title.into(), ..Draft::default() };
        desk.edit(|tx| command::add_item(tx, other, draft, Destination::Bottom).unwrap())
    };
    let (_stays, went_before) = (add(&mut desk, "stays"), add(&mut desk, "went before"));
    desk.edit(|tx| command::delete_items(tx, &[went_before]));
    let before = contents(&desk.workspace);
    desk.edit(|tx| command::delete_product(tx, other));
    let batches = trash(&desk.workspace);
    assert_eq!(batches.len(), 1, "what lay there before lies there with its product");
    assert_eq!((batches[0].records[0].title.as_str(), batches[0].records[0].along), ("Other", 1));
    restore(&mut desk, Product::TABLE, &[other]);
    assert_eq!(contents(&desk.workspace), before);
    assert_eq!(titles(&desk), [["went before"]]);
}

#[test]
fn a_product_whose_key_was_taken_meanwhile_gets_another() {
    let mut desk = Desk::new();
    let first = desk.edit(|tx| command::create_product(tx, "First", "TWO", Lens::Both).unwrap());
    desk.edit(|tx| command::delete_product(tx, first));
    desk.edit(|tx| command::create_product(tx, "Second", "TWO", Lens::Both).unwrap());
    restore(&mut desk, Product::TABLE, &[first]);
    assert_eq!(find_problems(desk.workspace.tables()), []);
    assert!(desk.workspace.tables().products.get(first).is_some());
}

#[test]
fn what_has_lain_there_long_enough_leaves_for_good_and_undo_passes_it_by() {
    let mut desk = Desk::new();
    let (old, new) = (desk.add("old"), desk.add("new"));
    desk.edit(|tx| command::delete_items(tx, &[old]));
    let until = desk.context.now;
    desk.edit(|tx| command::delete_items(tx, &[new]));
    let purged = desk.workspace.purge(&mut desk.context, until).expect("something to take out");
    assert_eq!(purged.label, "1 record left Trash after 30 days");
    assert!(desk.workspace.tables().items.get_kept(old).is_none());
    assert_eq!(titles(&desk), [["new"]]);
    assert!(desk.workspace.purge(&mut desk.context, until).is_none());
    assert!(desk.undo(), "the newest thing a person did is taken back");
    assert!(desk.workspace.tables().items.get(new).is_some());
    desk.edit(|tx| command::change_items(tx, &[new], &ItemChange::Title("goes on".into())));
}

#[test]
fn an_epic_gets_its_stories_and_an_initiative_its_work_back() {
    let mut desk = Desk::new();
    let (epic, one, two, product) = (desk.add("epic"), desk.add("one"), desk.add("two"), desk.product);
    desk.edit(|tx| command::change_items(tx, &[epic], &ItemChange::Kind(ItemType::Epic)));
    let initiative = desk.edit(|tx| command::add_named(tx, Initiative::TABLE, product, "bet").unwrap());
    let join = |desk: &mut Desk, item: Id, joint, to| {
        desk.edit(|tx| command::join(tx, RecordRef::to::<Item>(item), joint, Some(to)).unwrap());
    };
    join(&mut desk, epic, Joint::Initiative, initiative);
    for story in [one, two] {
        join(&mut desk, story, Joint::Epic, epic);
    }
    let before = contents(&desk.workspace);
    for (table, id) in [(Item::TABLE, epic), (Initiative::TABLE, initiative)] {
        desk.edit(|tx| tx.trash(table, &[id]));
        restore(&mut desk, table, &[id]);
        assert_eq!(contents(&desk.workspace), before);
    }
    // What was hung elsewhere meanwhile stays there.
    let other = desk.add("other epic");
    desk.edit(|tx| command::change_items(tx, &[other], &ItemChange::Kind(ItemType::Epic)));
    desk.edit(|tx| tx.trash(Item::TABLE, &[epic]));
    join(&mut desk, one, Joint::Epic, other);
    restore(&mut desk, Item::TABLE, &[epic]);
    let parent = |id: Id| desk.workspace.tables().items.get(id).unwrap().parent;
    assert_eq!((parent(one), parent(two)), (Some(other), Some(epic)));
}

/// Looked at one by one, so many would take minutes.
#[test]
fn five_thousand_are_deleted_restored_and_taken_back_in_one_act_each() {
    let mut desk = Desk::new();
    let product = desk.product;
    let ids: Vec<Id> = desk.edit(|tx| {
        let add = |n: usize| {
            let draft = Draft { title: n.to_string(), ..Draft::default() };
            command::add_item(tx, product, draft, Destination::Bottom).unwrap()
        };
        (0..5_000).map(add).collect()
    });
    let epic = desk.add("epic");
    desk.edit(|tx| {
        for pair in ids.chunks(2) {
            tx.edit(pair[0], |item: &mut Item| {
                item.parent = Some(epic);
                item.related.insert(pair[1]);
            });
        }
    });
    let before = contents(&desk.workspace);
    let second_halves: Vec<Id> = ids.iter().skip(1).step_by(2).copied().collect();
    desk.edit(|tx| command::delete_items(tx, &second_halves));
    restore(&mut desk, Item::TABLE, &second_halves);
    assert!(contents(&desk.workspace) == before, "with the links between them");
    desk.undo();
    desk.redo();
    assert!(contents(&desk.workspace) == before);
    let copies = desk.edit(|tx| command::duplicate_items(tx, &ids).unwrap());
    let order = desk.items();
    assert_eq!(order[..4], [ids[0], copies[0], ids[1], copies[1]]);
}

/// Two tabs on one disk: while the first deletes the product, the second has written another item in it.
fn written_while_the_product_went() -> ([Hand<Memory>; 2], Id, Id) {
    let disk = Memory::default();
    let mut one = Hand::open(disk.clone(), 1);
    one.desk.add("before");
    one.save();
    let mut two = Hand::open(disk, 2);
    let product = one.desk.product;
    let written = two.desk.add("written meanwhile");
    two.save();
    one.desk.edit(|tx| command::delete_product(tx, product));
    one.save();
    ([one, two], product, written)
}

/// Both hear each other and mend what does not fit, until there is nothing more to say.
fn settle(tabs: &mut [Hand<Memory>; 2]) {
    for _ in 0..2 {
        for hand in &mut *tabs {
            hand.store.catch_up(&mut hand.desk.workspace);
            let mended = hand.desk.workspace.mend(&mut hand.desk.context);
            hand.desk.entries.extend(mended);
            hand.save();
        }
    }
    tabs.iter_mut().for_each(|hand| drop(hand.store.catch_up(&mut hand.desk.workspace)));
    let [one, two] = tabs.each_ref().map(|hand| rows(&hand.desk.workspace));
    assert_eq!(one, two);
}

#[test]
fn what_was_written_while_its_product_went_to_trash_goes_and_comes_back_with_it() {
    let (mut tabs, product, written) = written_while_the_product_went();
    settle(&mut tabs);
    for hand in &tabs {
        let tables = hand.desk.workspace.tables();
        assert_eq!(find_problems(tables), []);
        let at = |table, id| tables.any(table).unwrap().deleted_at(id);
        assert!(at(Item::TABLE, written).is_some());
        assert_eq!(at(Item::TABLE, written), at(Product::TABLE, product));
        assert_eq!(trash(&hand.desk.workspace)[0].records[0].along, 2);
    }
    restore(&mut tabs[1].desk, Product::TABLE, &[product]);
    tabs[1].save();
    settle(&mut tabs);
    assert_eq!(tabs[0].desk.items().len(), 2);
}

#[test]
fn undoing_the_deletion_of_a_product_brings_what_went_after_it() {
    let (mut tabs, product, written) = written_while_the_product_went();
    settle(&mut tabs);
    let is_live = |tabs: &[Hand<Memory>; 2]| {
        tabs.each_ref().map(|hand| hand.desk.workspace.tables().items.get(written).is_some())
    };
    assert!(tabs[0].desk.undo(), "the mending is passed by");
    tabs[0].save();
    settle(&mut tabs);
    assert!(tabs[0].desk.workspace.tables().products.get(product).is_some());
    assert_eq!(is_live(&tabs), [true, true]);
    assert!(tabs[0].desk.redo());
    tabs[0].save();
    settle(&mut tabs);
    assert_eq!(is_live(&tabs), [false, false]);
}

#[test]
fn what_a_document_brings_for_a_product_in_trash_goes_there_too() {
    let mut there = Desk::new();
    there.add("a");
    let mut here = Desk::of_tab(there.workspace.clone(), 2);
    let product = there.product;
    let written = there.add("b");
    let text = write_document(&there.workspace, None, "test", Instant(1));
    let document = Document::parse(&text).unwrap();
    here.edit(|tx| command::delete_product(tx, product));
    let report = here.edit(|tx| command::restore(tx, &document, &OnConflict::KeepMine.into()).unwrap());
    assert_eq!(report.mended, ["Item “b” belongs to a product in Trash. It goes there, too."]);
    assert!(here.workspace.tables().items.get_kept(written).is_some());
    restore(&mut here, Product::TABLE, &[product]);
    assert_eq!(here.items().len(), 2);
}

#[test]
fn a_record_of_a_product_that_is_nowhere_comes_into_one_that_is_made_again() {
    let mut desk = Desk::new();
    let id = desk.add("a");
    let product = desk.product;
    desk.edit(|tx| tx.remove(Product::TABLE, product));
    desk.workspace.mend(&mut desk.context).unwrap();
    let item = desk.workspace.tables().items.get(id).unwrap();
    assert_eq!(desk.workspace.tables().products.get(item.product).unwrap().name, "Recovered");
}

#[test]
fn a_goal_deleted_in_one_tab_and_linked_in_another_is_no_longer_linked() {
    let disk = Memory::default();
    let mut one = Hand::open(disk.clone(), 1);
    let product = one.desk.product;
    let goal = one.desk.edit(|tx| command::add_named(tx, Goal::TABLE, product, "goal").unwrap());
    let bet = one.desk.edit(|tx| command::add_named(tx, Initiative::TABLE, product, "bet").unwrap());
    one.save();
    let mut two = Hand::open(disk, 2);
    two.desk.edit(|tx| tx.edit(bet, |bet: &mut Initiative| bet.other_goals.extend([goal])));
    two.save();
    one.desk.edit(|tx| tx.trash(Goal::TABLE, &[goal]));
    one.save();
    for (hand, what) in [(&one, "the goal that went"), (&two, "the link")] {
        assert!(may_unfit(hand.desk.entries.last().unwrap()), "{what} is looked at in the other tab");
    }
    let mut tabs = [one, two];
    settle(&mut tabs);
    for hand in &tabs {
        assert!(hand.desk.workspace.tables().initiatives.get(bet).unwrap().other_goals.is_empty());
    }
}
