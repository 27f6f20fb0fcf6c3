//! Lists that come in and the backlog as one that goes out: what an import may never do.

use throughline::analysis::Joint;
use throughline::command::{self, ImportReport, OnConflict, import_sheet};
use throughline::format::{SheetColumn, backlog_csv, parse_sheet};
use throughline::model::{Horizon, Item, ItemType, RecordRef};

use crate::support::{Desk, contents, rows};

const TRAPS: &str = include_str!("../fixtures/backlog-traps.csv");

fn import(desk: &mut Desk, text: &str) -> ImportReport {
    let sheet = parse_sheet(text).unwrap();
    let product = desk.product;
    desk.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::NewerWins).unwrap())
}

#[test]
fn stories_in_descriptions_are_pointed_at() {
    let mut desk = Desk::new();
    let list = "Title,Description\nOne,\"As a rider, I want a bell\"\nTwo,\"As a rider, I want a lamp\"\nThree,Nothing\n";
    let report = import(&mut desk, list);
    assert_eq!(report.notes.len(), 1);
    assert!(
        report.notes[0].starts_with("2 descriptions begin with “As a …, I want …”."),
        "{:?}",
        report.notes
    );
}

#[test]
fn a_list_comes_in_once_however_often_it_is_imported() {
    let mut desk = Desk::new();
    let first = import(&mut desk, TRAPS);
    assert_eq!((first.new, first.changed, first.same, first.skipped), (12, 0, 0, 0));
    assert_eq!(
        first.errors,
        [
            (13, "has no title".to_owned()),
            (14, "has 7 cells, the heading has 6; a quote may be missing".to_owned())
        ]
    );
    assert_eq!(
        first.notes,
        [
            "Type “Wish” is not known here. 1 row comes in as Story with that label.",
            "Status “Parking” is not known here. 1 row comes in as Draft.",
            "Estimate “3-5” is no number of points. 1 row comes in without one and the value is kept with the item.",
        ]
    );
    let items = desk.items();
    let item =
        |desk: &Desk, n: usize| -> Item { desk.workspace.tables().items.get(items[n]).unwrap().clone() };
    assert_eq!(item(&desk, 3).title, item(&desk, 4).title, "titles may repeat");
    desk.edit(|tx| {
        tx.edit(items[3], |item: &mut Item| item.title = "Edited here".into());
        command::delete_items(tx, &[items[5]]);
    });
    let before = contents(&desk.workspace);
    let second = import(&mut desk, TRAPS);
    assert_eq!((second.new, second.changed, second.same, second.skipped), (0, 0, 11, 1));
    assert_eq!(contents(&desk.workspace), before);
    desk.undo();
    desk.undo();
    assert!(desk.items().is_empty(), "one undo takes the import back");
}

#[test]
fn a_row_with_a_key_that_changed_updates_what_was_not_edited_here() {
    let mut desk = Desk::new();
    import(&mut desk, "Key,Title,Estimate\nA-1,Pay,3\nA-2,Go,1\n");
    let items = desk.items();
    desk.edit(|tx| tx.edit(items[0], |item: &mut Item| item.title = "Pay by card".into()));
    let report = import(&mut desk, "Key,Title,Estimate\nA-1,Pay now,5\nA-2,Go,1\n");
    assert_eq!((report.new, report.changed, report.same), (0, 1, 1));
    let item = desk.workspace.tables().items.get(items[0]).unwrap();
    assert_eq!((item.title.as_str(), item.estimate.unwrap().to_string().as_str()), ("Pay by card", "5"));
    import(&mut desk, "Key,Title,Estimate\nA-1,Pay later,8\nA-2,Go,1\n");
    let item = desk.workspace.tables().items.get(items[0]).unwrap();
    assert_eq!((item.title.as_str(), item.estimate.unwrap().to_string().as_str()), ("Pay by card", "8"));
}

#[test]
fn a_list_with_fewer_columns_leaves_the_other_fields_alone() {
    let mut desk = Desk::new();
    import(&mut desk, "Key,Title,Estimate,Type,Description\nA-1,Pay,3,Bug,More\n");
    let report = import(&mut desk, "Key,Title\nA-1,Pay now\n");
    assert_eq!(report.changed, 1);
    let item = desk.workspace.tables().items.get(desk.items()[0]).unwrap();
    assert_eq!((item.title.as_str(), item.description.as_str()), ("Pay now", "More"));
    assert_eq!((item.kind, item.estimate.unwrap().tenths()), (ItemType::Bug, 30));
}

#[test]
fn a_list_that_went_out_and_comes_back_unchanged_changes_nothing_that_came_from_elsewhere() {
    let mut desk = Desk::new();
    import(&mut desk, "ID,Title,Estimate,Area,Notes\nA-1,Pay,3-5,Menu,\"one\ntwo\"\nA-2,Order,2,Bar,x\n");
    let before = contents(&desk.workspace);
    let list = backlog_csv(desk.workspace.tables(), &desk.items());
    let report = import(&mut desk, &list);
    assert_eq!((report.new, report.changed, report.same), (0, 0, 2), "{report:?}");
    assert_eq!(contents(&desk.workspace), before);
    // What was changed in the list counts, and what the other tool said stays.
    let report = import(&mut desk, &list.replace("Pay", "Pay now"));
    assert_eq!((report.changed, report.same), (1, 1));
    let item = desk.workspace.tables().items.get(desk.items()[0]).unwrap();
    assert_eq!(
        (item.title.as_str(), item.source.as_ref().unwrap().fields.get("Area").unwrap().as_str()),
        ("Pay now", "Menu")
    );
}

#[test]
fn rows_that_share_a_key_stay_as_many_as_they_are() {
    let mut desk = Desk::new();
    let list = "ID,Title\n7,One\n7,Two\n";
    import(&mut desk, list);
    let again = import(&mut desk, list);
    assert_eq!((again.new, again.changed, again.same), (0, 0, 2));
}

#[test]
fn a_backlog_saved_as_a_list_comes_back_as_the_same_items() {
    let mut desk = Desk::new();
    let product = desk.edit(|tx| command::create_sample(tx).unwrap());
    desk.edit(|tx| {
        let draft = command::Draft {
            title: "=SUM(A1), \"quoted\"".into(),
            description: "two\nlines".into(),
            ..command::Draft::default()
        };
        command::add_item(tx, product, draft, command::Destination::Top).unwrap()
    });
    let ids: Vec<_> = desk.workspace.tables().items.in_order(product).collect();
    let list = backlog_csv(desk.workspace.tables(), &ids);
    assert!(list.starts_with("\u{FEFF}Key,Type,Title,"));
    assert!(list.contains("\"'=SUM(A1), \"\"quoted\"\"\""), "{}", &list[..200]);
    let sheet = parse_sheet(&list).unwrap();
    let report = desk.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::NewerWins).unwrap());
    assert_eq!((report.new, report.errors.len()), (0, 0));
    assert_eq!(desk.workspace.tables().items.in_order(product).count(), ids.len());
    let first = desk.workspace.tables().items.get(ids[0]).unwrap();
    assert_eq!((first.title.as_str(), first.description.as_str()), ("=SUM(A1), \"quoted\"", "two\nlines"));
}

#[test]
fn a_foreign_list_is_mapped_by_columns_and_values() {
    let mut desk = Desk::new();
    let product = desk.product;
    let mut sheet = parse_sheet("What,Phase,Sort,Secret\nOne,Parking,Wish,x\nTwo,Parking,Bug,y\n").unwrap();
    let refused = desk.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::NewerWins)).unwrap_err();
    assert_eq!(refused.to_string(), "No column gives the titles. Choose “Title” for the one that does.");
    for (place, column) in
        [(0, SheetColumn::Title), (1, SheetColumn::Status), (2, SheetColumn::Type), (3, SheetColumn::Ignored)]
    {
        sheet.set_column(place, column);
    }
    let report = desk
        .workspace
        .rehearse(&mut desk.context, |tx| import_sheet(tx, product, &sheet, OnConflict::NewerWins).unwrap());
    assert_eq!(
        report.unknown,
        [(SheetColumn::Type, "Wish".to_owned(), 1), (SheetColumn::Status, "Parking".to_owned(), 2)]
    );
    sheet.meanings.insert((SheetColumn::Status, "Parking".into()), "idea".into());
    sheet.meanings.insert((SheetColumn::Type, "Wish".into()), "Spike".into());
    let report = desk.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::NewerWins).unwrap());
    assert_eq!((report.new, report.unknown.len()), (2, 0));
    let items = &desk.workspace.tables().items;
    let one = items.get(report.items[0]).unwrap();
    assert_eq!((one.status.as_str(), one.kind), ("idea", ItemType::Spike));
    assert!(!one.source.as_ref().unwrap().fields.contains_key("Secret"));
}

#[test]
fn a_foreign_key_that_looks_like_ours_never_meets_our_item() {
    let mut desk = Desk::new();
    let product = desk.product;
    let mine = desk.add("made here");
    let sheet = parse_sheet("Key,Summary\nSPK-1,from Jira\n").unwrap();
    let report = desk.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::NewerWins).unwrap());
    assert_eq!((report.new, report.changed), (1, 0));
    assert_eq!(desk.workspace.tables().items.get(mine).unwrap().title, "made here");
}

#[test]
fn a_saved_list_that_was_edited_changes_just_what_was_edited() {
    let mut desk = Desk::new();
    let product = desk.product;
    let (one, two) = (desk.add("one"), desk.add("two"));
    desk.edit(|tx| command::change_items(tx, &[one], &command::ItemChange::Title("one, better".into())));
    let list = backlog_csv(desk.workspace.tables(), &[one, two])
        .replace("one, better", "one, best")
        .replace("\"one, best\"", "best");
    let sheet = parse_sheet(&list).unwrap();
    let report = desk.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::NewerWins).unwrap());
    assert_eq!((report.new, report.changed, report.same), (0, 1, 1));
    assert_eq!(desk.workspace.tables().items.get(one).unwrap().title, "best");
}

#[test]
fn a_list_brings_its_epics_goals_releases_people_and_what_waits_for_what() {
    let mut desk = Desk::new();
    let list = "Id,Title,Epic,Goal,Initiative,Release,Value,Effort,Blocked By,Assignee,Status\n\
        A-1,Pay by card,Checkout,Sell more,Faster pay,2.0,5,2,,Ada <ada@example.org>,Blocked\n\
        A-2,Pay by bill,checkout,Sell more,,2.0,9,,A-1,Unassigned,Doing\n\
        A-3,Refund,A-2,,,,,,\"A-1, A-99\",Ada,\n\
        A-4,Lost,A-77,,,,,,,,\n";
    let report = import(&mut desk, list);
    assert_eq!((report.new, report.errors.len()), (4, 0));
    assert_eq!(
        report.notes,
        [
            "Made, for what the file names: 1 epic, 1 initiative, 1 goal, 1 release, 1 person.",
            "Value “9” is none of 1 to 5. 1 row comes in without one and the value is kept with the item.",
            "Epic or parent: nothing is called “A-77”. 1 row comes in without it and the value is kept with the item.",
            "Waits for: nothing is called “A-1, A-99”. 1 row comes in without it and the value is kept with the item.",
        ]
    );
    let tables = desk.workspace.tables();
    let [card, bill, refund, lost] = report.items[..] else { panic!("{:?}", report.items) };
    let item = |id| tables.items.get(id).unwrap();
    let epic = item(item(card).parent.unwrap());
    assert_eq!((epic.title.as_str(), epic.kind), ("Checkout", ItemType::Epic));
    assert_eq!(item(bill).parent, item(card).parent);
    assert_eq!(item(refund).parent, Some(bill));
    assert_eq!(item(lost).source.as_ref().unwrap().fields.get("Epic").unwrap(), "A-77");
    assert_eq!((item(card).value, item(card).effort), (Some(5), Some(2)));
    assert!(item(card).block().is_some() && item(bill).block().is_none());
    assert!(item(refund).blocked_by.contains(&card));
    assert_eq!(tables.people.get(item(card).delegate.unwrap()).unwrap().name, "Ada");
    assert_eq!((item(refund).delegate, item(bill).delegate), (item(card).delegate, None));
    let order: Vec<_> = tables.items.in_order(desk.product).collect();
    assert_eq!(order, [epic.meta.id, card, bill, refund, lost]);

    let again = import(&mut desk, list);
    assert_eq!((again.new, again.changed, again.same), (0, 0, 4));
    let moved = import(&mut desk, &list.replace("A-3,Refund,A-2", "A-3,Refund,").replace("A-1, A-99", "A-1"));
    assert_eq!((moved.new, moved.changed, moved.same), (0, 1, 3));
    assert_eq!(desk.workspace.tables().items.get(refund).unwrap().parent, None);
}

#[test]
fn links_of_a_list_that_cannot_be_are_told_and_what_follows_is_not_said_twice() {
    let mut desk = Desk::new();
    let report = import(
        &mut desk,
        "Id,Title,Type,Parent,Blocked By\n1,One,Story,2,2\n2,Two,Story,1,1\n3,Big,Epic,Bigger still,\n",
    );
    assert_eq!(
        report.notes,
        [
            "“Two” comes in without Epic or parent “1”. It would stand under itself.",
            "“Big” comes in without Epic or parent “Bigger still”. An epic has nothing above it but its initiative.",
            "“Two” comes in without Waits for “1”. They would wait for each other: SPK-1, which waits for SPK-2.",
        ]
    );
    let items = import(&mut desk, "Title,Epic\nOne,Checkout\nTwo,Checkout\n").items;
    let product = desk.product;
    let epic = desk.workspace.tables().items.get(items[0]).unwrap().parent.unwrap();
    desk.edit(|tx| {
        let bet = command::add_initiative(tx, product, "Faster pay", Horizon::Now).unwrap();
        command::join(tx, RecordRef::to::<Item>(epic), Joint::Initiative, Some(bet)).unwrap();
    });
    let own_list = backlog_csv(desk.workspace.tables(), &items);
    let before = rows(&desk.workspace);
    let report = import(&mut desk, &own_list);
    assert_eq!((report.new, report.changed, report.same), (0, 0, 2));
    assert_eq!(rows(&desk.workspace), before);
    // Another epic alone: what it serves follows from that.
    let moved = own_list.replacen("Checkout", "Search", 1);
    let report = import(&mut desk, &moved);
    assert_eq!((report.new, report.changed, report.same), (0, 1, 1));
    let tables = desk.workspace.tables();
    let one = tables.items.get(items[0]).unwrap();
    assert_eq!(tables.items.get(one.parent.unwrap()).unwrap().title, "Search");
    assert_eq!(one.initiative, None);
}

#[test]
fn what_was_brought_in_goes_out_again_and_comes_back_the_same() {
    let mut desk = Desk::new();
    let list = "ID,Title,Owner,Priority,Value,Effort,Blocked,Follow up,Depends on\n\
        F-1,Pay by card,Sara,High,9,XL,Legal must look,2026-12-01,\nF-2,Pay by bill,,Low,3,low,,,F-1\n";
    let items = import(&mut desk, list).items;
    let own_list = backlog_csv(desk.workspace.tables(), &items);
    let lines: Vec<&str> = own_list.trim_start_matches('\u{FEFF}').lines().collect();
    assert!(lines[0].ends_with(",Source key,Description,Priority,Value (file)"), "{}", lines[0]);
    let at = "1970-01-01T00:00:01.002Z";
    assert!(
        lines[1].ends_with(&format!(",,5,Sara,2026-12-01,,Legal must look,{at},F-1,,High,9")),
        "{}",
        lines[1]
    );
    assert!(lines[2].ends_with(&format!(",3,2,,,SPK-1,,{at},F-2,,Low,")), "{}", lines[2]);
    let before = rows(&desk.workspace);
    let report = import(&mut desk, &own_list);
    assert_eq!((report.new, report.changed, report.same), (0, 0, 2));
    assert_eq!(rows(&desk.workspace), before);
    let report = import(&mut desk, &own_list.replace("Legal must look", "no").replace("2026-12-01", ""));
    assert_eq!((report.new, report.changed, report.same), (0, 1, 1));
    let first = desk.workspace.tables().items.get(items[0]).unwrap();
    assert_eq!((first.block(), first.follow_up), (None, None));
}

#[test]
fn rows_without_keys_are_known_by_their_titles() {
    let mut desk = Desk::new();
    let mine = desk.add("Made here");
    desk.edit(|tx| command::change_items(tx, &[mine], &command::ItemChange::Description("mine".into())));
    let first = import(&mut desk, "Title,Estimate,Description\nOne,1,a\nMade here,3,\nTwin,1,x\nTwin,2,y\n");
    assert_eq!((first.new, first.changed), (3, 1));
    let item = |desk: &Desk, id| desk.workspace.tables().items.get(id).cloned().unwrap();
    let filled = item(&desk, mine);
    assert_eq!((filled.description.as_str(), filled.estimate), ("mine", "3".parse().ok()));
    let second =
        import(&mut desk, "Title,Estimate,Description\nTwin,2,y\nTwin,1,better\nOne,5,a\nMade here,,\n");
    assert_eq!((second.new, second.changed, second.same), (0, 3, 1));
    assert_eq!(item(&desk, first.items[1]).description, "better");
    assert_eq!(item(&desk, first.items[0]).estimate, "5".parse().ok());
    assert_eq!(item(&desk, mine).estimate, None);
    // What was here before the first of the files, none of them empties.
    assert_eq!(item(&desk, mine).description, "mine");
}

#[test]
fn what_a_file_says_in_words_nobody_knows_leaves_what_is_here() {
    let mut desk = Desk::new();
    let list = "ID,Title,Type,Estimate,Follow up\nA-1,Pay,Bug,3,2026-12-01\n";
    let id = import(&mut desk, list).items[0];
    import(&mut desk, "ID,Title,Type,Estimate,Follow up\nA-1,Pay by card,Wish,3-5,01.12.2026\n");
    let item = desk.workspace.tables().items.get(id).unwrap();
    assert_eq!((item.title.as_str(), item.kind), ("Pay by card", ItemType::Bug));
    assert_eq!(item.estimate, "3".parse().ok());
    assert_eq!(item.follow_up.map(|day| day.to_string()).as_deref(), Some("2026-12-01"));
}

#[test]
fn who_waits_is_said_by_the_file_until_it_is_said_here() {
    let mut desk = Desk::new();
    let list = "ID,Title,Status\nA-1,One,Blocked\nA-2,Two,Blocked\nA-3,Three,Done\n";
    let items = import(&mut desk, list).items;
    let [one, two, three] = items[..] else { panic!("{items:?}") };
    desk.edit(|tx| command::change_items(tx, &[two], &command::ItemChange::Block("Legal".into())));
    import(&mut desk, "ID,Title,Status,Blocked\nA-3,Three,Done,yes\n");
    import(&mut desk, "ID,Title,Status\nA-1,One,In progress\nA-2,Two is,In progress\nA-3,Three,Done\n");
    let reason = |id| {
        let item = desk.workspace.tables().items.get(id).unwrap();
        item.block().map(|block| block.reason.clone())
    };
    assert_eq!((reason(one), reason(two), reason(three)), (None, Some("Legal".into()), None));
    let list = "ID,Title,Blocked,Status\nB-1,Four,Legal must look,On hold\n";
    let four = import(&mut desk, list).items[0];
    assert_eq!(
        desk.workspace.tables().items.get(four).unwrap().block().map(|it| it.reason.as_str()),
        Some("Legal must look")
    );
}

#[test]
fn what_was_renamed_here_is_not_made_again_and_waits_can_be_taken_out() {
    let mut desk = Desk::new();
    let list = "ID,Title,Epic,Owner,Depends on\nA-1,One,Checkout,Sara,\nA-2,Two,Checkout,Sara,A-1\n";
    let items = import(&mut desk, list).items;
    let epic = desk.workspace.tables().items.get(items[0]).unwrap().parent.unwrap();
    desk.edit(|tx| command::change_items(tx, &[epic], &command::ItemChange::Title("Checkout flow".into())));
    let report = import(&mut desk, &list.replace("One,", "One and more,").replace("Sara,A-1", "Sara,"));
    assert_eq!((report.new, report.changed, report.notes.len()), (0, 2, 0), "{:?}", report.notes);
    let tables = desk.workspace.tables();
    assert_eq!(tables.items.get(items[0]).unwrap().parent, Some(epic));
    assert!(tables.items.get(items[1]).unwrap().blocked_by.is_empty());
    assert_eq!(tables.items.in_order(desk.product).count(), 3);
}

#[test]
fn a_key_of_ours_and_of_another_tool_are_two() {
    let mut desk = Desk::new();
    let list = "ID,Title\nSPK-2,First here\nSPK-1,Second here\n";
    let items = import(&mut desk, list).items;
    let more = import(&mut desk, "ID,Title,Parent\nSPK-9,Third,SPK-2\n").items;
    assert_eq!(desk.workspace.tables().items.get(more[0]).unwrap().parent, Some(items[0]));
}
