//! What an import knows again, and whose word counts: the file's, or what was said here since.

use throughline::command::{self, ImportReport, OnConflict, import_sheet};
use throughline::format::{backlog_csv, parse_sheet};
use throughline::model::{Id, Item};

use crate::support::{Desk, contents};

fn import(desk: &mut Desk, list: &str) -> ImportReport {
    let sheet = parse_sheet(list).unwrap();
    let product = desk.product;
    desk.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::NewerWins).unwrap())
}

fn counts(report: &ImportReport) -> (usize, usize, usize) {
    (report.new, report.changed, report.same)
}

fn item(desk: &Desk, id: Id) -> Item {
    desk.workspace.tables().items.get(id).cloned().unwrap()
}

fn own_list(desk: &Desk) -> String {
    backlog_csv(desk.workspace.tables(), &desk.items())
}

#[test]
fn our_own_list_is_known_under_the_key_the_product_had_and_the_number_an_item_had() {
    let mut desk = Desk::new();
    let (one, two) = (desk.add("one"), desk.add("two"));
    let product = desk.product;
    desk.edit(|tx| command::relate(tx, two, command::Relation::WaitsFor, one, true).unwrap());
    let list = own_list(&desk);
    desk.edit(|tx| {
        command::rename_product(tx, product, "Spoke", "BIKE").unwrap();
        tx.edit(two, |item: &mut Item| {
            item.former_numbers.push(item.number);
            item.number = 9;
        });
    });
    let before = contents(&desk.workspace);
    assert_eq!(counts(&import(&mut desk, &list)), (0, 0, 2));
    assert_eq!(contents(&desk.workspace), before);
    assert_eq!(counts(&import(&mut desk, &list.replace("two", "two and more"))), (0, 1, 1));
    assert_eq!(item(&desk, two).title, "two and more");
    // Another tool's list names items by the keys they had, too.
    let report = import(&mut desk, "Title,Parent,Waits for\nThree,SPK-1,\"SPK-2, bike-9\"\n");
    let three = item(&desk, report.items[0]);
    assert_eq!((three.parent, three.blocked_by), (Some(one), [two].into()));
}

#[test]
fn who_has_a_number_comes_before_who_had_it() {
    let mut desk = Desk::new();
    let (one, two) = (desk.add("one"), desk.add("two"));
    desk.edit(|tx| tx.edit(one, |item: &mut Item| item.former_numbers.push(2)));
    let list = own_list(&desk);
    assert_eq!(counts(&import(&mut desk, &list.replace(",two,", ",two now,"))), (0, 1, 1));
    assert_eq!((item(&desk, one).title, item(&desk, two).title), ("one".into(), "two now".into()));
}
