//! Fields a person adds: beside the others wherever records are looked at, and nothing of them is lost.

use throughline::command::{self, CommandError, Destination, Draft, ImportReport, OnConflict};
use throughline::format::{self, Sheet, backlog_csv, described_csv, parse_sheet, parse_sheet_on};
use throughline::model::kind::{DECISIONS, FIELDS, Field, OWN_CHOICES, OWN_HOLDS, is_scoring};
use throughline::model::{Goal, Id, Item, Record, RecordRef, SortedSet};
use throughline::view::{Cell, Column, Look, Shape, Subject, list};
use throughline::workspace::{Search, Tables, Tx, find_problems};

use crate::support::Desk;

fn tables(desk: &Desk) -> &Tables {
    desk.workspace.tables()
}

fn add(desk: &mut Desk, table: &str, name: &str, holds: &str, more: &str) -> &'static Field {
    desk.edit(|tx| command::add_own_field(tx, table, name, holds, more).unwrap())
}

fn items(desk: &mut Desk, titles: &[&str]) -> Vec<RecordRef> {
    let product = desk.product;
    let add = |title: &&str| {
        let draft = Draft { title: (*title).to_owned(), ..Draft::default() };
        let id = desk.edit(|tx| command::add_item(tx, product, draft, Destination::Bottom).unwrap());
        RecordRef::to::<Item>(id)
    };
    titles.iter().map(add).collect()
}

fn write(desk: &mut Desk, record: RecordRef, field: &'static Field, text: &str) {
    desk.edit(|tx| command::write_field(tx, record, field, text).unwrap());
}

fn tried(
    desk: &mut Desk,
    change: impl FnOnce(&mut Tx<'_>) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    desk.workspace.edit(&mut desk.context, "Try", change).map(drop)
}

/// The record that describes the one field there is.
fn described(desk: &Desk) -> RecordRef {
    let id = tables(desk).any(FIELDS.table).unwrap().ids()[0];
    RecordRef { table: FIELDS.table, id }
}

/// The items a look at them shows, with the heads over them.
fn shown(desk: &Desk, query: &str) -> (Vec<Id>, Vec<String>) {
    let look = Look::of_query(&Subject::of(None, &tables(desk).own_fields()), query);
    assert_eq!(look.to_query(), query, "the address names what it did not before");
    let all = tables(desk).items.in_order(desk.product).collect();
    let listing = list(tables(desk), desk.product, all, &look, Shape::List, &SortedSet::new());
    (listing.ids, listing.heads.into_iter().map(|head| head.name).collect())
}

#[test]
fn a_field_of_items_is_a_column_a_filter_a_group_and_an_order() {
    let mut desk = Desk::new();
    let [one, two, three] = items(&mut desk, &["One", "Two", "Three"])[..] else { panic!() };
    let severity = add(&mut desk, Item::TABLE, "Severity", "choice", "High, Medium, Low");
    write(&mut desk, one, severity, "low");
    write(&mut desk, three, severity, "High");
    let low = severity.choices()[2].key;
    let key = severity.key;
    assert_eq!(shown(&desk, &format!("{key}={low}")).0, [one.id]);
    assert_eq!(shown(&desk, &format!("{key}=!{low}")).0, [two.id, three.id]);
    assert_eq!(shown(&desk, &format!("sort={key}")).0, [three.id, one.id, two.id]);
    let (ids, heads) = shown(&desk, &format!("group={key}"));
    assert_eq!(
        (ids, heads.as_slice()),
        (vec![three.id, one.id, two.id], ["High", "Low", "No severity"].map(str::to_owned).as_slice())
    );
    let item = tables(&desk).items.get(one.id).unwrap();
    assert_eq!(Column::Field(severity).cell(tables(&desk), item), Cell::Word("", "Low".into(), false));
    let csv = backlog_csv(tables(&desk), &[one.id, two.id]);
    let heading = csv.lines().next().unwrap();
    assert!(heading.ends_with("Description,Severity"), "{heading}");
    assert!(csv.lines().nth(1).unwrap().ends_with(",Low"), "{csv}");
}

#[test]
fn values_of_every_form_are_written_sorted_and_found() {
    let mut desk = Desk::new();
    let [one, two] = items(&mut desk, &["One", "Two"])[..] else { panic!() };
    for (name, holds, more, low, high) in [
        ("Customer", "text", "", "Aachen", "Zürich"),
        ("Cost", "number", "€", "9.5", "10 €"),
        ("Promised", "day", "", "2026-12-01", "2027-01-02"),
        ("Regulated", "yes_no", "", "yes", "no"),
    ] {
        let field = add(&mut desk, Item::TABLE, name, holds, more);
        write(&mut desk, two, field, low);
        write(&mut desk, one, field, high);
        assert_eq!(shown(&desk, &format!("sort={}", field.key)).0, [two.id, one.id], "{name}");
        assert_eq!(shown(&desk, &format!("group={}", field.key)).1.len(), 2, "{name}");
    }
    let found = Search::parse("zurich").run(tables(&desk), desk.product);
    assert_eq!(found, [one.id]);
}

#[test]
fn a_link_goes_with_what_it_names_and_comes_back_with_it() {
    let mut desk = Desk::new();
    let [item] = items(&mut desk, &["One"])[..] else { panic!() };
    let product = desk.product;
    let goal = desk.edit(|tx| command::add_goal(tx, product, "Grow").unwrap());
    let goal = RecordRef::to::<Goal>(goal);
    let about = add(&mut desk, Item::TABLE, "Also for", "link", "");
    desk.edit(|tx| command::set_link(tx, item, about, goal, true).unwrap());
    let linked = |desk: &Desk| tables(desk).any(Item::TABLE).unwrap().links(item.id).len();
    assert_eq!(linked(&desk), 1);
    desk.edit(|tx| tx.trash(Goal::TABLE, &[goal.id]));
    assert_eq!((linked(&desk), find_problems(tables(&desk))), (0, Vec::new()));
    desk.undo();
    assert_eq!(linked(&desk), 1);
}

#[test]
fn a_field_keeps_apart_from_others_by_its_name() {
    let mut desk = Desk::new();
    add(&mut desk, Item::TABLE, "Severity", "text", "");
    let refused = |desk: &mut Desk, table: &str, name: &str| {
        tried(desk, |tx| command::add_own_field(tx, table, name, "text", "").map(drop))
            .unwrap_err()
            .to_string()
    };
    let taken = "There is a field “severity” already. Choose another name.";
    assert_eq!(refused(&mut desk, Item::TABLE, " severity "), taken);
    assert!(refused(&mut desk, Item::TABLE, "Estimate").contains("already"));
    assert!(refused(&mut desk, DECISIONS.table, "Choice").contains("already"));
    add(&mut desk, DECISIONS.table, "Severity", "text", "");
    let record = described(&desk);
    assert!(tried(&mut desk, |tx| command::rename(tx, record, "Labels")).is_err());
    assert!(tried(&mut desk, |tx| command::rename(tx, record, "Gravity")).is_ok());
}

#[test]
fn what_a_field_holds_stays_once_there_are_values() {
    let mut desk = Desk::new();
    let [item] = items(&mut desk, &["One"])[..] else { panic!() };
    let field = add(&mut desk, Item::TABLE, "Severity", "text", "");
    write(&mut desk, item, field, "bad");
    let record = described(&desk);
    let error =
        tried(&mut desk, |tx| command::set_field(tx, record, &OWN_HOLDS, Some("day".into()))).unwrap_err();
    assert_eq!(error.to_string(), "1 record has a value in it already. Make another field instead.");
    write(&mut desk, item, field, "");
    assert!(tried(&mut desk, |tx| command::set_field(tx, record, &OWN_HOLDS, Some("day".into()))).is_ok());
}

#[test]
fn a_choice_that_goes_takes_its_values_along_and_undo_brings_both_back() {
    let mut desk = Desk::new();
    let [item] = items(&mut desk, &["One"])[..] else { panic!() };
    let field = add(&mut desk, Item::TABLE, "Severity", "choice", "High, Low");
    write(&mut desk, item, field, "High");
    let value = |desk: &Desk| {
        let values = tables(desk).any(Item::TABLE).unwrap().values(item.id).unwrap();
        values.words(field).to_owned()
    };
    let (record, high) = (described(&desk), field.choices()[0].key);
    desk.edit(|tx| command::remove_row(tx, record, &OWN_CHOICES, high.parse().unwrap()).unwrap());
    assert_eq!(value(&desk), "");
    desk.undo();
    assert_eq!(value(&desk), high);
    // A field in Trash is no column, and what was written in it waits.
    desk.edit(|tx| tx.trash(FIELDS.table, &[record.id]));
    assert!(tables(&desk).own_fields().0.iter().all(|(_, field)| is_scoring(field)));
    assert_eq!(value(&desk), high);
}

#[test]
fn a_choice_of_another_tab_that_is_gone_says_so() {
    let mut desk = Desk::new();
    let [item] = items(&mut desk, &["One"])[..] else { panic!() };
    let field = add(&mut desk, Item::TABLE, "Severity", "choice", "High, Low");
    desk.edit(|tx| command::set_field(tx, item, field, Some("0000000000000000".into())).unwrap());
    let cell = Column::Field(field).cell(tables(&desk), tables(&desk).items.get(item.id).unwrap());
    assert_eq!(cell, Cell::Word("warn", "No longer a choice".into(), true));
}

#[test]
fn a_kind_has_them_in_its_list_and_its_files() {
    let mut desk = Desk::new();
    let product = desk.product;
    let id = desk.edit(|tx| command::add_described(tx, DECISIONS.table, product, "Which database?").unwrap());
    let field = add(&mut desk, DECISIONS.table, "Sponsor", "text", "");
    write(&mut desk, RecordRef { table: DECISIONS.table, id }, field, "Ruth");
    let subject = Subject::of(Some(&DECISIONS), &tables(&desk).own_fields());
    assert!(subject.columns().contains(&Column::Field(field)) && subject.facet(field.key).is_some());
    let csv = described_csv(tables(&desk), &DECISIONS, &[id]);
    assert!(csv.lines().next().unwrap().ends_with("Sponsor") && csv.contains("Ruth"), "{csv}");
}

fn bring_in(desk: &mut Desk, sheet: &Sheet) -> ImportReport {
    let product = desk.product;
    desk.edit(|tx| command::import_sheet(tx, product, sheet, OnConflict::NewerWins).unwrap())
}

#[test]
fn a_column_nothing_here_has_becomes_a_field_where_a_person_says_so() {
    let text = "Title,Severity,Hours\nOne,High,2.5\nTwo,low,3\nThree,High,\nFour,Low,1\n";
    let mut desk = Desk::new();
    let mut sheet = parse_sheet(text).unwrap();
    sheet.set_column(1, format::SheetColumn::NewField);
    sheet.set_column(2, format::SheetColumn::NewField);
    let report = bring_in(&mut desk, &sheet);
    let notes = report.notes.join(" ");
    assert!(notes.contains("“Severity” becomes a field of all items. It holds one of High, low."), "{notes}");
    assert!(notes.contains("“Hours” becomes a field of all items. It holds a number."), "{notes}");
    let own = tables(&desk).own_fields().of(Item::TABLE);
    let own: Vec<&Field> = own.into_iter().filter(|field| !is_scoring(field)).collect();
    let key = own[0].key;
    assert_eq!(shown(&desk, &format!("group={key}")).1, ["High", "low"]);
    assert_eq!(report.new, 4);
    // The same file again: the columns are known, and nothing is new.
    let mut again = parse_sheet(text).unwrap();
    again.set_own(tables(&desk).own_fields());
    assert!(again.columns.iter().skip(1).all(|(_, column)| matches!(column, format::SheetColumn::Field(_))));
    assert_eq!((bring_in(&mut desk, &again).changed, bring_in(&mut desk, &again).same), (0, 4));
    // One cell is another, and one cannot be read.
    let mut other = parse_sheet("Title,Severity,Hours\nOne,Low,many\n").unwrap();
    other.set_own(tables(&desk).own_fields());
    let report = bring_in(&mut desk, &other);
    assert_eq!(report.changed, 1);
    assert!(report.notes.join(" ").contains("“many” is not a number"), "{:?}", report.notes);
    let first = tables(&desk).items.in_order(desk.product).next().unwrap();
    let values = tables(&desk).any(Item::TABLE).unwrap().values(first).unwrap();
    assert_eq!((values.words(own[0]), values.number(own[1])), (own[0].choices()[1].key, Some(250)));
    // And the list that goes out comes back as the same.
    let ids: Vec<Id> = tables(&desk).items.in_order(desk.product).collect();
    let mut out = parse_sheet(&backlog_csv(tables(&desk), &ids)).unwrap();
    out.set_own(tables(&desk).own_fields());
    let report = bring_in(&mut desk, &out);
    assert_eq!((report.new, report.changed, report.same), (0, 0, 4));
}

#[test]
fn a_kind_takes_its_own_fields_from_a_list() {
    let mut desk = Desk::new();
    let mut sheet = parse_sheet_on("Question,Sponsor\nWhich database?,Ruth\n", Some(&DECISIONS)).unwrap();
    assert_eq!(sheet.columns[1].1, format::SheetColumn::Ignored);
    sheet.set_column(1, format::SheetColumn::NewField);
    bring_in(&mut desk, &sheet);
    let own = tables(&desk).own_fields().of(DECISIONS.table);
    let records = tables(&desk).described_of(&DECISIONS, desk.product);
    assert_eq!((records.len(), records[0].words(own[0])), (1, "Ruth"));
}
