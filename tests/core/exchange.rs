//! What leaves and what comes in: documents and lists, good and bad.

use std::convert::Infallible;

use expect_test::expect_file;
use proptest::prelude::*;
use serde_json::{Value, json};
use throughline::analysis::Joint;
use throughline::command::{
    self, ImportReport, OnConflict, RestoreError, RestoreReport, import_sheet, restore,
};
use throughline::format::{Column, Document, backlog_csv, document_schema, parse_sheet, write_document};
use throughline::model::{Horizon, Ids, Instant, Item, ItemType, RecordRef};
use throughline::workspace::{Stamp, Stamps, Tab, Workspace, find_problems};

use crate::support::{Act, Desk, any_act, contents, differences, rows};

const FIXTURE: &str = include_str!("../fixtures/document-v1.json");
const TRAPS: &str = include_str!("../fixtures/backlog-traps.csv");

fn export(workspace: &Workspace) -> String {
    write_document(workspace, None, "0.1.0", Instant(1_795_285_920_000))
}

fn bring_in(desk: &mut Desk, text: &str, on_conflict: OnConflict) -> Result<RestoreReport, RestoreError> {
    let document = Document::parse(text).unwrap();
    let result = desk.workspace.edit(&mut desk.context, "Import", |tx| restore(tx, &document, on_conflict));
    let (report, entry) = result?;
    desk.entries.extend(entry);
    Ok(report)
}

fn import(desk: &mut Desk, text: &str) -> ImportReport {
    let sheet = parse_sheet(text).unwrap();
    let product = desk.product;
    desk.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::NewerWins).unwrap())
}

fn empty() -> Desk {
    let mut desk = Desk::new();
    desk.workspace = Workspace::default();
    desk.entries.clear();
    desk
}

proptest! {
    #[test]
    fn a_document_brings_everything_back(acts in prop::collection::vec(any_act(), 1..50)) {
        let mut desk = Desk::new();
        acts.iter().for_each(|act| desk.act(act));
        let written = export(&desk.workspace);
        let mut other = empty();
        let report = bring_in(&mut other, &written, OnConflict::NewerWins).unwrap();
        prop_assert_eq!(report.mended, Vec::<String>::new());
        prop_assert_eq!(rows(&other.workspace), rows(&desk.workspace));
        prop_assert_eq!(export(&other.workspace), written.clone());
        let again = bring_in(&mut other, &written, OnConflict::NewerWins).unwrap();
        prop_assert_eq!((again.new, again.changed), (0, 0));
        let mut replayed = Workspace::default();
        other.entries.iter().for_each(|entry| replayed.apply(entry).unwrap());
        prop_assert_eq!(export(&replayed), written);
    }

    #[test]
    fn an_older_document_changes_nothing_newer(
        before in prop::collection::vec(any_act(), 1..30),
        after in prop::collection::vec(any_act(), 1..30),
    ) {
        let mut desk = Desk::new();
        before.iter().for_each(|act| desk.act(act));
        let older = export(&desk.workspace);
        // What was taken out for good, by undo or with Trash, would come back with the file: that is what importing it
        // is for. A file that wins makes what it holds newer than this one.
        let goes_back = |act: &&Act| matches!(act, Act::Undo | Act::Redo | Act::EmptyTrash | Act::Import(..));
        after.iter().filter(|act| !goes_back(act)).for_each(|act| desk.act(act));
        let newer = contents(&desk.workspace);
        let report = bring_in(&mut desk, &older, OnConflict::NewerWins).unwrap();
        prop_assert_eq!((report.new, report.changed), (0, 0));
        prop_assert_eq!(contents(&desk.workspace), newer);
    }

    #[test]
    fn what_a_document_changes_is_the_same_after_a_reload(
        before in prop::collection::vec(any_act(), 1..20),
        here in prop::collection::vec(any_act(), 1..20),
        there in prop::collection::vec(any_act(), 1..20),
        rule in prop::sample::select(vec![OnConflict::NewerWins, OnConflict::KeepMine, OnConflict::TakeTheirs]),
    ) {
        let mut desk = Desk::new();
        before.iter().for_each(|act| desk.act(act));
        let mut other = Desk::of_tab(desk.workspace.clone(), 2);
        there.iter().for_each(|act| other.act(act));
        here.iter().for_each(|act| desk.act(act));
        bring_in(&mut desk, &export(&other.workspace), rule).unwrap();
        here.iter().for_each(|act| desk.act(act));
        let mut replayed = Workspace::default();
        desk.entries.iter().for_each(|entry| replayed.apply(entry).unwrap());
        let changed = differences(&rows(&desk.workspace), &rows(&replayed));
        prop_assert!(changed.is_empty(), "{}", changed.concat());
    }
}

#[test]
fn no_file_turns_a_counter_back() {
    let mut desk = Desk::new();
    desk.add("a");
    let older = export(&desk.workspace);
    let gone = [desk.add("b"), desk.add("c")];
    desk.edit(|tx| command::delete_items(tx, &gone));
    desk.edit(|tx| tx.empty_trash(tx.now()));
    let report = bring_in(&mut desk, &older, OnConflict::TakeTheirs).unwrap();
    assert_eq!((report.changed, report.kept), (0, 1), "nothing but the counter was older");
    let last = |workspace: &Workspace| workspace.tables().products.iter().next().unwrap().last_item;
    let mut replayed = Workspace::default();
    desk.entries.iter().for_each(|entry| replayed.apply(entry).unwrap());
    assert_eq!((last(&desk.workspace), last(&replayed)), (3, 3));
    let next = desk.add("d");
    assert_eq!(desk.workspace.tables().item_key(next).as_deref(), Some("SPK-4"));
}

#[test]
fn what_was_mended_of_a_file_is_mended_after_a_reload_too() {
    let mut desk = Desk::new();
    let id = desk.add("here");
    let mut other = Desk::of_tab(desk.workspace.clone(), 2);
    other.edit(|tx| command::change_items(tx, &[id], &command::ItemChange::Title("there".into())));
    // An older item of the same number: the one that is here gives way.
    let mut tables = other.workspace.tables().clone();
    let mut older = tables.any("items").unwrap().fields(id).unwrap();
    older.insert("id".into(), json!(other.context.ids.next_id()));
    let made = Stamps::made(Stamp { clock: 0, tab: Tab(2) });
    tables.any_mut("items").put_fields(&older, made).unwrap();
    let text = export(&Workspace::from_tables(tables, 0));
    let report = bring_in(&mut desk, &text, OnConflict::NewerWins).unwrap();
    assert_eq!(
        report.mended,
        ["Item “there” has the number 1, which is another’s. It gets the next free one."]
    );
    assert_eq!(desk.workspace.tables().item_key(id).as_deref(), Some("SPK-2"));
    let mut replayed = Workspace::default();
    desk.entries.iter().for_each(|entry| replayed.apply(entry).unwrap());
    let changed = differences(&rows(&desk.workspace), &rows(&replayed));
    assert!(changed.is_empty(), "{}", changed.concat());
}

#[test]
fn check_ins_of_two_browsers_come_together_whichever_way_the_files_go() {
    let mut one = Desk::new();
    let product = one.product;
    let goal = one.edit(|tx| command::add_goal(tx, product, "Faster").unwrap());
    let draft = command::KeyResultDraft {
        name: "Time to first reply".into(),
        baseline: "42".into(),
        target: "15".into(),
        ..command::KeyResultDraft::default()
    };
    let result = one.edit(|tx| command::write_key_result(tx, goal, None, &draft).unwrap());
    let mut two = empty();
    two.context.tab = Tab(2);
    two.context.ids = Ids::seeded(2);
    bring_in(&mut two, &export(&one.workspace), OnConflict::NewerWins).unwrap();
    one.edit(|tx| command::check_in(tx, goal, result, "30", "2026-11-19").unwrap());
    two.edit(|tx| command::check_in(tx, goal, result, "28", "2026-11-20").unwrap());
    let renamed = command::KeyResultDraft { name: "Hours to first reply".into(), ..draft };
    two.edit(|tx| command::write_key_result(tx, goal, Some(result), &renamed).unwrap());
    let (from_one, from_two) = (export(&one.workspace), export(&two.workspace));
    for rule in [OnConflict::KeepMine, OnConflict::TakeTheirs, OnConflict::NewerWins] {
        let mut other = Desk::of_tab(two.workspace.clone(), 3);
        let report = bring_in(&mut other, &from_one, rule).unwrap();
        let goal = other.workspace.tables().goals.get(goal).unwrap();
        let days: Vec<String> = goal.key_results[0].check_ins.iter().map(|it| it.on.to_string()).collect();
        match rule {
            OnConflict::KeepMine => assert_eq!(days, ["2026-11-20"]),
            OnConflict::TakeTheirs => assert_eq!(days, ["2026-11-19"]),
            OnConflict::NewerWins => {
                assert_eq!((report.changed, days), (1, vec!["2026-11-19".into(), "2026-11-20".into()]));
                assert_eq!(goal.key_results[0].name, "Hours to first reply");
            }
        }
    }
    bring_in(&mut one, &from_two, OnConflict::NewerWins).unwrap();
    bring_in(&mut two, &from_one, OnConflict::NewerWins).unwrap();
    assert_eq!(contents(&one.workspace), contents(&two.workspace));
    let mut replayed = Workspace::default();
    one.entries.iter().for_each(|entry| replayed.apply(entry).unwrap());
    assert_eq!(rows(&replayed), rows(&one.workspace));
    let again = bring_in(&mut one, &export(&two.workspace), OnConflict::NewerWins).unwrap();
    assert_eq!((again.new, again.changed), (0, 0));
}

#[test]
fn the_schema_is_the_one_published() {
    let schema = serde_json::to_string_pretty(&document_schema()).unwrap() + "\n";
    expect_file!["../../schema.json"].assert_eq(&schema);
}

#[test]
fn a_document_of_version_1_opens() {
    let mut desk = empty();
    let report = bring_in(&mut desk, FIXTURE, OnConflict::NewerWins).unwrap();
    assert_eq!(report.mended.len(), 4, "goals, releases and metrics had no numbers yet: {:?}", report.mended);
    assert_eq!((report.new, report.changed, report.same), (16, 0, 0));
    assert_eq!(find_problems(desk.workspace.tables()), vec![]);
    let item = desk.workspace.tables().items.iter().find(|item| item.number == 2).unwrap();
    assert_eq!(item.title, "Send a reminder the day before");
    assert_eq!(item.criteria.len(), 2);
    assert_eq!(item.meta.unknown["colour"], json!("teal"), "a field of a later build is kept");
    let text = export(&desk.workspace);
    assert!(text.contains("moods"), "a table of a later build is kept");
    let strip = |text: &str| {
        let mut root: Value = serde_json::from_str(text).unwrap();
        for part in ["exported_at", "checksum"] {
            root[part] = Value::Null;
        }
        root["data"]["stamps"] = Value::Null;
        root["data"]["versions"] = Value::Null;
        let numbered = ["goals", "releases", "metrics", "products"];
        for table in numbered {
            for record in root["data"][table].as_array_mut().into_iter().flatten() {
                let record = record.as_object_mut().unwrap();
                record.retain(|field, _| {
                    !matches!(
                        field.as_str(),
                        "number" | "updated_at" | "last_goal" | "last_release" | "last_metric"
                    )
                });
            }
        }
        root
    };
    assert_eq!(strip(&text), strip(FIXTURE));
}

/// The fixture's text with one record of a table changed.
fn spoilt(table: &str, number: usize, change: impl FnOnce(&mut Value)) -> String {
    let mut root: Value = serde_json::from_str(FIXTURE).unwrap();
    change(&mut root["data"][table][number]);
    root.to_string()
}

fn check_refused(text: &str, start: &str) {
    let mut desk = Desk::new();
    let before = rows(&desk.workspace);
    let error = bring_in(&mut desk, text, OnConflict::NewerWins).unwrap_err().to_string();
    assert!(error.starts_with(start), "{error}");
    assert_eq!(rows(&desk.workspace), before);
}

#[test]
fn a_wrong_type_is_named_with_record_and_field() {
    check_refused(
        &spoilt("items", 0, |item| item["title"] = json!(7)),
        "Record 1 of “items”: the field “title” cannot be read",
    );
    check_refused(
        &spoilt("products", 0, |product| product["key"] = json!("")),
        "Record 1 of “products” (“Spoke”): the field “key” cannot be read (“” is not a product key.",
    );
    check_refused(
        &spoilt("releases", 0, |release| release["planned"] = json!("2026-02-31")),
        "Record 1 of “releases” (“2.6”): the field “planned” cannot be read (“2026-02-31” is not a date",
    );
}

/// The repairs but for the numbers that the fixture's goals, releases and metrics do not have yet.
fn without_numbering(mended: &[String]) -> Vec<&str> {
    mended.iter().map(String::as_str).filter(|sentence| !sentence.contains("has no number")).collect()
}

fn check_mended(text: &str, sentence: &str) {
    let mut desk = empty();
    let report = bring_in(&mut desk, text, OnConflict::NewerWins).unwrap();
    assert_eq!(without_numbering(&report.mended), [sentence]);
    assert_eq!(find_problems(desk.workspace.tables()), vec![]);
}

#[test]
fn what_does_not_fit_together_is_named_and_mended() {
    check_mended(
        &spoilt("items", 0, |item| item["goal"] = json!("zzzzzzzzzzzzzzzz")),
        "The goal of Item “Reminder messages” names a record that is not there. The link is removed.",
    );
    check_mended(
        &spoilt("items", 1, |item| item["number"] = json!(1)),
        "Item “Send a reminder the day before” has the number 1, which is another’s. It gets the next free one.",
    );
    check_mended(
        &spoilt("items", 1, |item| item["status"] = json!("limbo")),
        "Item “Send a reminder the day before” is in the state “limbo”, which its product does not have. It becomes open.",
    );
    check_mended(
        &spoilt("items", 1, |item| item["product"] = json!("zzzzzzzzzzzzzzzz")),
        "Item “Send a reminder the day before” belongs to a product that is not there. It is left out.",
    );
}

#[test]
fn of_two_items_with_one_number_the_later_gives_it_up_and_goes_on_answering_to_it() {
    let mut desk = Desk::new();
    let early = desk.add("early");
    let text = export(&desk.workspace);
    let mut root: Value = serde_json::from_str(&text).unwrap();
    let mut late = root["data"]["items"][0].clone();
    // Its id comes first, so that only the stamps can tell which was there before.
    late["id"] = json!("0000000000000001");
    late["title"] = json!("late");
    root["data"]["items"].as_array_mut().unwrap().push(late);
    root["data"]["stamps"]["items"]["0000000000000001"] = json!({"": "9000.0000ffff"});
    bring_in(&mut desk, &root.to_string(), OnConflict::NewerWins).unwrap();
    let items = &desk.workspace.tables().items;
    let late = items.iter().find(|item| item.title == "late").unwrap();
    assert_eq!((items.get(early).unwrap().number, late.number), (1, 2));
    assert_eq!(late.former_numbers, [1]);
    assert_eq!(items.any.numbered(desk.product, 1), Some(early), "who has a number comes before who had it");
    assert_eq!(find_problems(desk.workspace.tables()), vec![]);
}

#[test]
fn a_ring_of_parents_is_cut() {
    let mut root: Value = serde_json::from_str(FIXTURE).unwrap();
    let (one, two) = (root["data"]["items"][0]["id"].clone(), root["data"]["items"][1]["id"].clone());
    root["data"]["items"][0]["parent"] = two;
    root["data"]["items"][1]["parent"] = one;
    let mut desk = empty();
    let report = bring_in(&mut desk, &root.to_string(), OnConflict::NewerWins).unwrap();
    assert_eq!(
        without_numbering(&report.mended)[0],
        "Item “Reminder messages” stands under itself. It moves to the top level."
    );
    assert_eq!(find_problems(desk.workspace.tables()), vec![]);
}

#[test]
fn a_taken_key_is_given_up_by_the_product_that_comes() {
    let mut desk = Desk::new();
    bring_in(&mut desk, FIXTURE, OnConflict::NewerWins).unwrap();
    let mut keys: Vec<String> =
        desk.workspace.tables().products.iter().map(|product| product.key.to_string()).collect();
    keys.sort();
    assert_eq!(keys, ["SPK", "SPO"]);
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
        (item.title.as_str(), item.source.as_ref().unwrap().fields["Area"].as_str()),
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
fn rehearsing_an_import_changes_nothing() {
    let mut desk = Desk::new();
    desk.add("one");
    let before = rows(&desk.workspace);
    let document = Document::parse(FIXTURE).unwrap();
    let report = desk
        .workspace
        .rehearse(&mut desk.context, |tx| restore(tx, &document, OnConflict::NewerWins))
        .unwrap();
    assert!(report.new > 0);
    assert_eq!(rows(&desk.workspace), before);
    let nothing = desk.workspace.edit(&mut desk.context, "Nothing", |_| Ok::<_, Infallible>(()));
    assert!(nothing.unwrap().1.is_none());
}

#[test]
fn one_product_goes_out_with_what_belongs_to_it_and_nothing_else() {
    let mut desk = Desk::new();
    desk.add("of Spoke");
    let own = export(&desk.workspace);
    let sample = desk.edit(|tx| command::create_sample(tx).unwrap());
    let one = write_document(&desk.workspace, Some(desk.product), "0.1.0", Instant(1_795_285_920_000));
    let parse = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(parse(&one)["data"]["items"], parse(&own)["data"]["items"]);
    assert_eq!(parse(&one)["counts"], parse(&own)["counts"]);
    let mut other = empty();
    let text = write_document(&desk.workspace, Some(sample), "0.1.0", Instant(0));
    let report = bring_in(&mut other, &text, OnConflict::NewerWins).unwrap();
    assert_eq!(report.mended, Vec::<String>::new());
    assert_eq!(other.workspace.tables().items.iter().count(), 83);
    assert_eq!(find_problems(other.workspace.tables()), vec![]);
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
    for (place, column) in [(0, Column::Title), (1, Column::Status), (2, Column::Type), (3, Column::Ignored)]
    {
        sheet.set_column(place, column);
    }
    let report = desk
        .workspace
        .rehearse(&mut desk.context, |tx| import_sheet(tx, product, &sheet, OnConflict::NewerWins).unwrap());
    assert_eq!(
        report.unknown,
        [(Column::Type, "Wish".to_owned(), 1), (Column::Status, "Parking".to_owned(), 2)]
    );
    sheet.meanings.insert((Column::Status, "Parking".into()), "idea".into());
    sheet.meanings.insert((Column::Type, "Wish".into()), "Spike".into());
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
    assert_eq!(item(lost).source.as_ref().unwrap().fields["Epic"], "A-77");
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
    assert!(lines[1].ends_with(",,5,Sara,2026-12-01,,Legal must look,F-1,,High,9"), "{}", lines[1]);
    assert!(lines[2].ends_with(",3,2,,,SPK-1,,F-2,,Low,"), "{}", lines[2]);
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

#[test]
fn a_file_that_wins_takes_no_number_back() {
    let mut desk = Desk::new();
    let older = export(&desk.workspace);
    let one = desk.add("one");
    desk.edit(|tx| {
        command::delete_items(tx, &[one]);
        tx.empty_trash(tx.now());
    });
    bring_in(&mut desk, &older, OnConflict::TakeTheirs).unwrap();
    let mut replayed = Workspace::default();
    desk.entries.iter().for_each(|entry| replayed.apply(entry).unwrap());
    assert_eq!(rows(&replayed), rows(&desk.workspace), "what is written is not what is here");
    let two = desk.add("two");
    assert_eq!(desk.workspace.tables().items.get(two).unwrap().number, 2);
}
