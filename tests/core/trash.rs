//! What is deleted rests in Trash, comes back from there, and leaves it in the end.

use throughline::analysis::{Joint, trash};
use throughline::command::{self, Destination, Draft, ItemChange};
use throughline::model::{Id, Initiative, Item, ItemType, Lens, Product, Record, RecordRef};
use throughline::workspace::find_problems;

use crate::support::{Desk, contents};

fn titles(desk: &Desk) -> Vec<Vec<String>> {
    let batches = trash(&desk.workspace);
    batches.iter().map(|batch| batch.records.iter().map(|record| record.title.clone()).collect()).collect()
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
        desk.edit(|tx| command::restore_trashed(tx, Item::TABLE, id, None).unwrap());
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
    desk.edit(|tx| command::restore_trashed(tx, Item::TABLE, story, None).unwrap());
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
    desk.edit(|tx| command::restore_trashed(tx, Product::TABLE, other, None).unwrap());
    assert_eq!(contents(&desk.workspace), before);
    assert_eq!(titles(&desk), [["went before"]]);
}

#[test]
fn a_product_whose_key_was_taken_meanwhile_gets_another() {
    let mut desk = Desk::new();
    let first = desk.edit(|tx| command::create_product(tx, "First", "TWO", Lens::Both).unwrap());
    desk.edit(|tx| command::delete_product(tx, first));
    desk.edit(|tx| command::create_product(tx, "Second", "TWO", Lens::Both).unwrap());
    desk.edit(|tx| command::restore_trashed(tx, Product::TABLE, first, None).unwrap());
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
        let at = desk.workspace.tables().any(table).unwrap().deleted_at(id).unwrap();
        let deletion = desk.workspace.undo_stack().deletion(table, id, at).cloned();
        assert!(deletion.is_some());
        desk.edit(|tx| command::restore_trashed(tx, table, id, deletion.as_deref()).unwrap());
        assert_eq!(contents(&desk.workspace), before);
    }
    // What was hung elsewhere meanwhile stays there.
    let other = desk.add("other epic");
    desk.edit(|tx| command::change_items(tx, &[other], &ItemChange::Kind(ItemType::Epic)));
    desk.edit(|tx| tx.trash(Item::TABLE, &[epic]));
    join(&mut desk, one, Joint::Epic, other);
    let at = desk.workspace.tables().any(Item::TABLE).unwrap().deleted_at(epic).unwrap();
    let deletion = desk.workspace.undo_stack().deletion(Item::TABLE, epic, at).cloned();
    desk.edit(|tx| command::restore_trashed(tx, Item::TABLE, epic, deletion.as_deref()).unwrap());
    let parent = |id: Id| desk.workspace.tables().items.get(id).unwrap().parent;
    assert_eq!((parent(one), parent(two)), (Some(other), Some(epic)));
}
