//! What leaves and what comes in: documents and lists, good and bad.

use std::convert::Infallible;

use expect_test::expect_file;
use proptest::prelude::*;
use serde_json::{Value, json};
use throughline::command::{self, OnConflict, RestoreError, RestoreReport, restore};
use throughline::format::{Document, document_schema, write_document};
use throughline::model::{Ids, Instant};
use throughline::workspace::{Stamp, Stamps, TabId, Workspace, find_problems};

use crate::support::{Act, Desk, any_act, contents, differences, rows, shared};

const FIXTURE: &str = include_str!("../fixtures/document-v1.json");

/// Without what this browser knows of others: two that have the same know it from different sides.
fn export(workspace: &Workspace) -> String {
    let text = write_document(workspace, None, "0.1.0", Instant(1_795_285_920_000));
    let (head, tail) = text.split_once(",\"known\":{").unwrap();
    format!("{head},{}", tail.split_once("},").unwrap().1)
}

fn bring_in(desk: &mut Desk, text: &str, on_conflict: OnConflict) -> Result<RestoreReport, RestoreError> {
    let document = Document::parse(text).unwrap();
    let result =
        desk.workspace.edit(&mut desk.context, "Import", |tx| restore(tx, &document, &on_conflict.into()));
    let (report, entry) = result?;
    desk.entries.extend(entry);
    Ok(report)
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
        prop_assert_eq!(shared(&other.workspace), shared(&desk.workspace));
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
        rule in prop::sample::select(vec![OnConflict::NewerWins, OnConflict::KeepMine, OnConflict::TakeTheirs, OnConflict::PutBack]),
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
fn everything_is_put_back_as_a_file_has_it_and_undo_takes_that_back() {
    let mut desk = Desk::new();
    let (changed, deleted) = (desk.add("a"), desk.add("b"));
    let file = export(&desk.workspace);
    desk.edit(|tx| command::change_items(tx, &[changed], &command::ItemChange::Title("c".into())));
    desk.edit(|tx| command::delete_items(tx, &[deleted]));
    let since = desk.add("d");
    let present = contents(&desk.workspace);
    let report = bring_in(&mut desk, &file, OnConflict::PutBack).unwrap();
    assert_eq!((report.changed, report.trashed), (2, 1));
    let items = &desk.workspace.tables().items;
    let title = |id| items.any.has_live(id).then(|| items.get(id).unwrap().title.clone());
    assert_eq!([changed, deleted, since].map(title), [Some("a".into()), Some("b".into()), None]);
    assert!(desk.undo());
    assert_eq!(contents(&desk.workspace), present);
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
    let made = Stamps::made(Stamp { clock: 0, tab: TabId(2) });
    tables.any_mut("items").put_fields(&older, made).unwrap();
    let text = export(&Workspace::from_tables(tables, 0, None));
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
    two.context.tab = TabId(2);
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
            OnConflict::TakeTheirs | OnConflict::PutBack => assert_eq!(days, ["2026-11-19"]),
            OnConflict::NewerWins => {
                assert_eq!((report.changed, days), (1, vec!["2026-11-19".into(), "2026-11-20".into()]));
                assert_eq!(goal.key_results[0].name, "Hours to first reply");
            }
        }
    }
    bring_in(&mut one, &from_two, OnConflict::NewerWins).unwrap();
    bring_in(&mut two, &from_one, OnConflict::NewerWins).unwrap();
    assert_eq!(shared(&one.workspace), shared(&two.workspace));
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
        "Item “Send a reminder the day before” belongs to a product that is not there. It comes into a product “Recovered”.",
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
fn rehearsing_an_import_changes_nothing() {
    let mut desk = Desk::new();
    desk.add("one");
    let before = rows(&desk.workspace);
    let document = Document::parse(FIXTURE).unwrap();
    let report = desk
        .workspace
        .rehearse(&mut desk.context, |tx| restore(tx, &document, &OnConflict::NewerWins.into()))
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
    assert_eq!(other.workspace.tables().items.iter().count(), 111);
    assert_eq!(find_problems(other.workspace.tables()), vec![]);
}
