//! What an import knows again, and whose word counts: the file's, or what was said here since.

use throughline::command::{self, Draft, ImportReport, ItemChange, OnConflict, import_sheet};
use throughline::format::{backlog_csv, parse_sheet};
use throughline::model::{Id, Instant, Item};

use crate::support::{Desk, contents};

fn bring_in(desk: &mut Desk, list: &str, on_conflict: OnConflict) -> ImportReport {
    let sheet = parse_sheet(list).unwrap();
    let product = desk.product;
    desk.edit(|tx| import_sheet(tx, product, &sheet, on_conflict).unwrap())
}

fn import(desk: &mut Desk, list: &str) -> ImportReport {
    bring_in(desk, list, OnConflict::NewerWins)
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

fn labels(desk: &Desk, id: Id) -> Vec<String> {
    let tables = desk.workspace.tables();
    let names = item(desk, id).labels.into_iter().filter_map(|label| tables.labels.get(label));
    let mut names: Vec<String> = names.map(|label| label.name.clone()).collect();
    names.sort();
    names
}

fn change(desk: &mut Desk, id: Id, change: &ItemChange) {
    desk.edit(|tx| command::change_items(tx, &[id], change));
}

fn label(desk: &mut Desk, id: Id, name: &str) {
    change(desk, id, &ItemChange::AddLabel(name.into()));
}

#[test]
fn our_own_list_is_known_under_the_key_the_product_had_and_the_number_an_item_had() {
    let mut desk = Desk::new();
    let (one, two) = (desk.add("one"), desk.add("two"));
    let product = desk.product;
    desk.edit(|tx| command::relate(tx, two, command::Relation::WaitsFor, one, true).unwrap());
    // Without a time in its rows it is as new as it is brought in.
    let list = own_list(&desk).replace("Updated", "Seen");
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

#[test]
fn a_label_taken_off_here_is_not_put_on_again_and_one_deleted_in_the_file_goes() {
    let mut desk = Desk::new();
    let list = "ID,Title,Labels\nA-1,One,\"ux, mobile\"\nA-2,Two,\"ux, mobile\"\n";
    let items = import(&mut desk, list).items;
    let ux = desk.workspace.tables().labels.iter().find(|label| label.name == "ux").unwrap().meta.id;
    change(&mut desk, items[0], &ItemChange::RemoveLabel(ux));
    import(&mut desk, &list.replace("One", "One more").replace("\"ux, mobile\"", "\"ux; desk\""));
    assert_eq!(labels(&desk, items[0]), ["mobile"]);
    assert_eq!(labels(&desk, items[1]), ["desk", "ux"]);
    // What is here before a list is first seen is not taken off by it.
    let mine = desk.add("Mine");
    label(&mut desk, mine, "own");
    import(&mut desk, "Title,Labels\nMine,theirs\n");
    assert_eq!(labels(&desk, mine), ["own", "theirs"]);
    import(&mut desk, "Title,Labels\nMine,other\n");
    assert_eq!(labels(&desk, mine), ["own", "theirs"]);
}

#[test]
fn labels_come_back_from_our_own_list_as_they_are() {
    let mut desk = Desk::new();
    let one = desk.add("one");
    let names = ["UX, mobile", "a; b", "\"quoted\"", "say \"hi\"", "[x,y]", "none", "plain", "=1", "-"];
    names.iter().for_each(|name| label(&mut desk, one, name));
    let list = own_list(&desk);
    assert!(list.contains("UX, mobile"), "{list}");
    let before = contents(&desk.workspace);
    assert_eq!(counts(&import(&mut desk, &list)), (0, 0, 1));
    assert_eq!(contents(&desk.workspace), before);
    import(&mut desk, &list.replace("plain", ""));
    assert_eq!(labels(&desk, one).len(), names.len() - 1);
}

#[test]
fn our_own_list_gives_every_text_back_to_the_letter() {
    let mut desk = Desk::new();
    let product = desk.product;
    let texts = [
        "    code\n\n- point\n",
        "\n\tx ",
        "'=1",
        "''-2",
        "null",
        "-",
        "[a,b]",
        "n/a",
        "\"open",
        "a\"b",
        " ",
        "x\n\n",
    ];
    for text in texts {
        let draft = Draft { title: text.into(), description: text.into(), ..Draft::default() };
        desk.edit(|tx| command::add_item(tx, product, draft, command::Destination::Bottom).unwrap());
    }
    desk.edit(|tx| {
        let nameless: Vec<Id> =
            tx.tables().items.iter().filter(|item| item.title.is_empty()).map(|item| item.meta.id).collect();
        command::delete_items(tx, &nameless);
    });
    let before = contents(&desk.workspace);
    let list = own_list(&desk);
    let report = import(&mut desk, &list);
    assert_eq!((counts(&report), &report.errors), ((0, 0, texts.len() - 1), &Vec::new()));
    assert_eq!(contents(&desk.workspace), before);
}

#[test]
fn what_the_file_took_it_goes_on_writing() {
    let mut desk = Desk::new();
    let list = "ID,Title,Estimate\nA-1,First,1\n";
    let one = import(&mut desk, list).items[0];
    for (file, here) in
        [(list.replace("First", "Second"), "Here"), (list.replace("First", "Second"), "Here again")]
    {
        change(&mut desk, one, &ItemChange::Title(here.into()));
        import(&mut desk, &list.replace(",1\n", ",2\n"));
        assert_eq!(item(&desk, one).title, here);
        bring_in(&mut desk, &file, OnConflict::TakeTheirs);
        assert_eq!(item(&desk, one).title, "Second");
        import(&mut desk, &list.replace("First", "Third"));
        assert_eq!(item(&desk, one).title, "Third");
        import(&mut desk, &file);
    }
    // Also where the row is the very one that came before.
    change(&mut desk, one, &ItemChange::Title("Here".into()));
    bring_in(&mut desk, &list.replace("First", "Second"), OnConflict::TakeTheirs);
    import(&mut desk, &list.replace("First", "Fourth"));
    assert_eq!(item(&desk, one).title, "Fourth");
}

fn import_saved(desk: &mut Desk, list: &str, saved_at: i64) -> ImportReport {
    let mut sheet = parse_sheet(list).unwrap();
    sheet.saved_at = Some(Instant(saved_at));
    let product = desk.product;
    desk.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::NewerWins).unwrap())
}

#[test]
fn an_edit_here_that_is_newer_than_the_list_stays() {
    let mut desk = Desk::new();
    let (one, two) = (desk.add("one"), desk.add("two"));
    let list = own_list(&desk);
    desk.context.now = Instant(90_000);
    change(&mut desk, one, &ItemChange::Title("one, here".into()));
    label(&mut desk, one, "here");
    // The rows say when they were written, whenever the file was saved.
    let report = import_saved(&mut desk, &list.replace(",two,", ",two in the list,"), 1_000_000);
    assert_eq!((counts(&report), &report.kept), ((0, 1, 0), &vec![one]));
    assert_eq!(report.notes, ["SPK-1 was changed here after the list was saved, and stays as it is here."]);
    assert_eq!(item(&desk, one).title, "one, here");
    assert_eq!(item(&desk, two).title, "two in the list");
    bring_in(&mut desk, &list, OnConflict::TakeTheirs);
    assert_eq!((item(&desk, one).title.as_str(), labels(&desk, one).len()), ("one", 0));
    // Of an earlier build, and of other tools, only the file has an age.
    desk.context.now = Instant(200_000);
    change(&mut desk, one, &ItemChange::Title("one, again".into()));
    let undated = list.replace("Updated", "Seen");
    let report = import_saved(&mut desk, &undated, 100_000);
    assert_eq!((counts(&report), report.kept.len()), ((0, 0, 1), 1));
    assert_eq!(counts(&import_saved(&mut desk, &undated, 300_000)), (0, 1, 1));
    assert_eq!(item(&desk, one).title, "one");
}

#[test]
fn a_list_older_than_the_one_before_it_takes_nothing_back() {
    let mut desk = Desk::new();
    desk.context.now = Instant(900_000);
    let mine = desk.add("Mine");
    change(&mut desk, mine, &ItemChange::Description("here".into()));
    let list = "ID,Title,Estimate\nA-1,First,1\n";
    let one = import_saved(&mut desk, list, 500).items[0];
    assert_eq!(counts(&import_saved(&mut desk, &list.replace("First", "Third"), 700)), (0, 1, 0));
    let report = import_saved(&mut desk, &list.replace("First", "Second"), 600);
    assert_eq!((counts(&report), &report.kept), ((0, 0, 0), &vec![one]));
    assert_eq!(item(&desk, one).title, "Third");
    // An old list fills what is empty here and leaves the rest.
    import_saved(&mut desk, "Title,Description,Estimate\nMine,there,3\n", 600);
    let mine = item(&desk, mine);
    assert_eq!((mine.description.as_str(), mine.estimate), ("here", "3".parse().ok()));
}

#[test]
fn an_edit_made_before_the_list_was_saved_gives_way_to_our_own_list() {
    let mut desk = Desk::new();
    let one = desk.add("one");
    desk.context.now = Instant(90_000);
    change(&mut desk, one, &ItemChange::Title("two".into()));
    let list = own_list(&desk);
    desk.context.now = Instant(100_000);
    assert_eq!(counts(&import_saved(&mut desk, &list.replace("two", "three"), 95_000)), (0, 1, 0));
    assert_eq!(item(&desk, one).title, "three");
    // Programs that show times without their last digits say the same moment.
    let list = own_list(&desk).replace(":40.001Z", ":40Z").replace("three", "four");
    assert_eq!(counts(&import(&mut desk, &list)), (0, 1, 0));
}
