//! What an import knows again, and whose word counts: the file's, or what was said here since.

use throughline::command::{self, Draft, ImportReport, ItemChange, OnConflict, import_sheet};
use throughline::format::{SharedKeys, SheetColumn, backlog_csv, parse_sheet};
use throughline::model::{Id, Instant, Item};
use throughline::workspace::Search;

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

fn import_named(desk: &mut Desk, list: &str, file: &str) -> ImportReport {
    let mut sheet = parse_sheet(list).unwrap();
    sheet.set_name(file);
    let product = desk.product;
    desk.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::NewerWins).unwrap())
}

fn titles(desk: &Desk) -> Vec<String> {
    desk.items().into_iter().map(|id| item(desk, id).title).collect()
}

#[test]
fn rows_that_share_a_key_are_told_and_each_stays_the_item_it_was() {
    let mut desk = Desk::new();
    let list = "ID,Title,Status\n1,First,Draft\n1,Second,Done\n1,Third,Done\n2,Other,Draft\n";
    let report = import(&mut desk, list);
    assert_eq!(report.notes, ["Rows 2, 3, 4 have the key “1”. Each is an item of its own."]);
    assert_eq!(report.shared_keys, [("1".to_owned(), vec![2, 3, 4])]);
    assert_eq!(counts(&import(&mut desk, &list.replace("Second,Done", "Second,Draft"))), (0, 1, 3));
    // In another order, renamed, and fewer.
    import(&mut desk, "ID,Title,Status\n1,Third,Draft\n1,Second now,Done\n1,First,Draft\n");
    assert_eq!(titles(&desk), ["First", "Second now", "Third", "Other"]);
    let report = import(&mut desk, "ID,Title,Status\n1,Third and last,Done\n");
    assert_eq!((counts(&report), report.errors[0].0), ((0, 0, 0), 2));
    assert_eq!(
        report.errors[0].1,
        "has the key “1” of the items 1 and 2 and 3 here and the title of none. Give it the title of the one it is"
    );
    let mut sheet = parse_sheet("ID,Title\n9,First\n9,Last\n").unwrap();
    sheet.shared_keys = SharedKeys::TakeLast;
    let product = desk.product;
    let report = desk.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::NewerWins).unwrap());
    assert_eq!((report.new, item(&desk, report.items[0]).title.as_str()), (1, "Last"));
}

#[test]
fn plain_numbers_of_two_lists_are_two_keys() {
    let mut desk = Desk::new();
    let first = import_named(&mut desk, "ID,Title,Parent\n1,Wash,\n2,Dry,1\n", "chores.csv").items;
    let report = import_named(&mut desk, "ID,Title,Parent\n1,Alpha,\n3,Gamma,1\n4,Delta,2\n", "greek.csv");
    assert_eq!((report.new, report.changed), (3, 0));
    assert!(
        report.notes[0].starts_with("Items that came with the list “chores” have some"),
        "{:?}",
        report.notes
    );
    assert_eq!(report.list, Some(("greek".to_owned(), vec!["chores".to_owned()])));
    assert_eq!(item(&desk, report.items[1]).parent, Some(report.items[0]));
    assert_eq!(item(&desk, report.items[2]).parent, None);
    // The next export, a copy of another name, and what a person says.
    assert_eq!(
        counts(&import_named(&mut desk, "ID,Title\n1,Wash it\n2,Dry\n", "chores 2026-12-01 (1).csv")),
        (0, 2, 0)
    );
    assert_eq!(counts(&import_named(&mut desk, "ID,Title\n1,Wash it\n2,Dry it\n", "copy.csv")), (0, 1, 1));
    assert_eq!(item(&desk, first[1]).title, "Dry it");
    let mut sheet = parse_sheet("ID,Title\n1,Water\n").unwrap();
    (sheet.list, sheet.is_list_said) = ("chores".into(), true);
    let product = desk.product;
    desk.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::NewerWins).unwrap());
    assert_eq!(item(&desk, first[0]).title, "Water");
}

#[test]
fn what_an_earlier_build_brought_in_is_known_again() {
    let mut desk = Desk::new();
    let one = desk.add("Wash");
    let source = r#"{"key":"1","hash":"0000000000000000","fields":{"Area":"x"}}"#;
    desk.edit(|tx| tx.edit(one, |item: &mut Item| item.source = serde_json::from_str(source).ok()));
    assert_eq!(counts(&import_named(&mut desk, "ID,Title\n1,Wash it\n", "chores.csv")), (0, 1, 0));
    assert_eq!(item(&desk, one).source.unwrap().list.as_deref(), Some("chores"));
    assert_eq!(import_named(&mut desk, "ID,Title\n1,Alpha\n", "greek.csv").new, 1);
}

#[test]
fn words_for_nothing_are_nothing_and_a_bracketed_list_is_a_list() {
    let mut desk = Desk::new();
    let list = "ID,Name,Parent ID,Tags,Assignee\n1,Alpha,null,\"[a,b]\",[Ada]\n2,[Beta],1,[],N/A\n3,Gamma,-,none,None\n";
    let report = import(&mut desk, list);
    assert_eq!((report.new, titles(&desk)), (3, vec!["Alpha".into(), "[Beta]".into(), "Gamma".into()]));
    assert_eq!(
        (labels(&desk, report.items[0]), labels(&desk, report.items[1])),
        (vec!["a".into(), "b".into()], vec![])
    );
    assert_eq!(item(&desk, report.items[1]).parent, Some(report.items[0]));
    assert_eq!(desk.workspace.tables().people.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Ada"]);
}

#[test]
fn a_project_is_no_row_whatever_its_number() {
    let mut desk = Desk::new();
    let report = import(
        &mut desk,
        "Id,Subject,Project,Status,Type\n1,Wash,9,New,Task\n2,Dry,1,New,Task\n9,Iron,Home,New,Task\n4,Fold,home,New,Task\n",
    );
    let parents: Vec<Option<Id>> = report.items.iter().map(|id| item(&desk, *id).parent).collect();
    assert_eq!(parents[..2], [None, None]);
    assert!(parents[2].is_some() && parents[2] == parents[3]);
    assert!(report.notes.iter().any(|note| note.contains("nothing is called “9”")), "{:?}", report.notes);
}

#[test]
fn an_estimate_that_may_be_a_thousand_is_asked_for() {
    let mut desk = Desk::new();
    let report =
        import(&mut desk, "Title,Estimate\nOne,1.000\nTwo,\"1,000\"\nThree,0.500\nFour,3.0\nFive,2.50\n");
    let estimates: Vec<String> = report
        .items
        .iter()
        .map(|id| item(&desk, *id).estimate.map_or(String::new(), |it| it.to_string()))
        .collect();
    assert_eq!(estimates, ["", "", "0.5", "3", "2.5"]);
    assert_eq!(report.notes.len(), 2);
    assert!(report.notes[0].starts_with(
        "Estimate “1,000” is a thousand in some lists and a few points in others. 1 row comes in without one"
    ));
}

#[test]
fn every_column_that_writes_a_field_follows_one_rule() {
    let fields = [
        ("Title", "title", ["One", "Two", "Three"]),
        ("Description", "description", ["one", "two", "three"]),
        ("Type", "type", ["Bug", "Task", "Chore"]),
        ("Status", "status", ["Ready", "Doing", "In review"]),
        ("Estimate", "estimate", ["1", "2", "3"]),
        ("Value", "value", ["1", "2", "3"]),
        ("Effort", "effort", ["1", "2", "3"]),
        ("Labels", "labels", ["a", "b", "c"]),
        ("Epic", "parent", ["Sheds", "Bells", "Lamps"]),
        ("Project", "parent", ["Sheds", "Bells", "Lamps"]),
        ("Initiative", "initiative", ["Sheds", "Bells", "Lamps"]),
        ("Goal", "goal", ["Sheds", "Bells", "Lamps"]),
        ("Release", "release", ["2.0", "2.1", "2.2"]),
        ("Sprint", "sprint", ["Sprint 1", "Sprint 2", "Sprint 3"]),
        ("Waits for", "blocked_by", ["A-3", "A-4", "A-5"]),
        ("Assignee", "delegate", ["Ada", "Bob", "Cy"]),
        ("Follow up", "follow_up", ["2026-12-01", "2026-12-02", "2026-12-03"]),
        ("Blocked", "blocked", ["Legal", "Money", "Time"]),
    ];
    // The others say where a row comes from, add to what is there, say more of another column, or nothing.
    assert_eq!(fields.len(), SheetColumn::ALL.len() - 5 - 16);
    for (heading, field, [first, second, third]) in fields {
        let mut desk = Desk::new();
        let list = |one: &str, two: &str| {
            let rows = [("A-1", one), ("A-2", two), ("A-3", "x"), ("A-4", "x"), ("A-5", "x")];
            let row = |(key, cell): (&str, &str)| match heading {
                "Title" => format!("{key},{cell}\n"),
                _ if key > "A-2" => format!("{key},{key},\n"),
                _ => format!("{key},{key},{cell}\n"),
            };
            let head = if heading == "Title" { "ID,Title\n".into() } else { format!("ID,Title,{heading}\n") };
            head + &rows.map(row).concat()
        };
        let items = import(&mut desk, &list(first, second)).items;
        let value = |desk: &Desk, id: Id| serde_json::to_value(item(desk, id)).unwrap()[field].clone();
        let two = value(&desk, items[1]);
        assert_ne!(value(&desk, items[0]), two, "{heading}");
        desk.edit(|tx| {
            tx.edit(items[0], |item: &mut Item| {
                let mut fields = serde_json::to_value(&*item).unwrap();
                fields[field] = two.clone();
                *item = serde_json::from_str(&fields.to_string()).unwrap();
            });
        });
        import(&mut desk, &list(third, third));
        assert_eq!(value(&desk, items[0]), two, "{heading} was edited here");
        assert_ne!(value(&desk, items[1]), two, "{heading} follows the file");
        bring_in(&mut desk, &list(third, third), OnConflict::TakeTheirs);
        assert_ne!(value(&desk, items[0]), two, "{heading} of the file was to win");
    }
}

#[test]
fn an_item_is_found_by_the_key_it_had_elsewhere() {
    let mut desk = Desk::new();
    let items = import(&mut desk, "ID,Title\nJIRA-77,one\nJIRA-78,two\n").items;
    let found = Search::parse("jira-77").run(desk.workspace.tables(), desk.product);
    assert_eq!(found, items[..1]);
}
