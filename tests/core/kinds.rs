//! Lists of described kinds that come in: what they write, what they say of bad cells, and what they never change.

use std::fmt::Write;

use proptest::prelude::*;
use throughline::analysis::stance;
use throughline::command::{self, CommandError, ImportReport, OnConflict, import_sheet};
use throughline::format::{Sheet, SheetColumn, described_csv, parse_sheet, parse_sheet_on};
use throughline::model::kind::{
    ABOUT, CONTACTS, DECISIONS, FUNCTION, Holds, KINDS, Kind, LABELS, NEXT_DUE, POWER, RISKS, STAKEHOLDERS,
    STANCE, TERMS, WAITS_FOR,
};
use throughline::model::{Goal, Id, Instant, Record, RecordRef};
use throughline::workspace::{Described, Tables};

use crate::support::{Desk, any_act, contents, rows};

fn read(kind: &'static Kind, text: &str) -> Sheet {
    parse_sheet_on(text, Some(kind)).unwrap()
}

fn bring_in(desk: &mut Desk, sheet: &Sheet) -> ImportReport {
    let product = desk.product;
    desk.edit(|tx| import_sheet(tx, product, sheet, OnConflict::NewerWins).unwrap())
}

fn import(desk: &mut Desk, kind: &'static Kind, text: &str) -> ImportReport {
    bring_in(desk, &read(kind, text))
}

fn counts(report: &ImportReport) -> (usize, usize, usize) {
    (report.new, report.changed, report.same)
}

fn tables(desk: &Desk) -> &Tables {
    desk.workspace.tables()
}

fn all<'a>(desk: &'a Desk, kind: &Kind) -> Vec<&'a Described> {
    tables(desk).described_of(kind, desk.product)
}

fn written(desk: &Desk, kind: &Kind) -> String {
    let ids: Vec<Id> = all(desk, kind).iter().map(|record| record.meta.id).collect();
    described_csv(tables(desk), kind, &ids)
}

fn names(desk: &Desk, kind: &Kind) -> Vec<String> {
    all(desk, kind).iter().map(|record| record.name().to_owned()).collect()
}

const PEOPLE: &str = "Name,Function,Power,Phone,Stance,Next step,Due,Labels\n\
    PIET,Support,4,123,for,Call him,3.12.2026,\"key, north\"\n\
    Ada,Design,9,,,,,\n\
    ,,3,,,,,\n\
    Ben,Gardening,2,,,,31.02.2026,\n\
    Cleo,Sales,,,,,9999-01-01,\n\
    Dora,,,,,,0000-01-01,\n";

#[test]
fn rows_of_a_spreadsheet_come_in_as_records() {
    let mut desk = Desk::new();
    let product = desk.product;
    desk.edit(|tx| command::add_described(tx, "stakeholders", product, "Piet").unwrap());
    let before = rows(&desk.workspace);
    let report = import(&mut desk, &STAKEHOLDERS, PEOPLE);
    assert_eq!(counts(&report), (4, 1, 0));
    assert_eq!(report.notes, ["Left out: Phone."]);
    assert_eq!(report.errors, [(4, "has no name".to_owned())]);
    let said = |row: usize, why: &str| (row, why.to_owned());
    assert_eq!(
        report.cells,
        [
            said(3, "Power is a whole number from 1 to 5, and not “9”."),
            said(
                5,
                "Function: “Gardening” is none of Engineering, Design, Marketing, Sales, Support, Leadership, Customers, Partners, Other."
            ),
            said(5, "Due: “2026-02-31” is not a date (write it as 2026-11-21)"),
            said(6, "Due: 9999-01-01 lies outside of 1900 to 2199"),
            said(7, "Due: 0000-01-01 lies outside of 1900 to 2199"),
        ]
    );
    let piet = all(&desk, &STAKEHOLDERS)[0];
    assert_eq!((piet.name(), piet.words(&FUNCTION), piet.number(&POWER)), ("PIET", "support", Some(4)));
    assert_eq!(piet.day(&NEXT_DUE).unwrap().to_string(), "2026-12-03");
    assert_eq!(piet.linked(&LABELS).len(), 2);
    assert_eq!(stance(tables(&desk), product, piet).map(|word| word.key), Some("for"));
    // The same once more writes nothing, and one undo takes all of it back.
    let entries = desk.entries.len();
    assert_eq!(counts(&import(&mut desk, &STAKEHOLDERS, PEOPLE)), (0, 0, 5));
    assert_eq!(desk.entries.len(), entries);
    desk.undo();
    assert_eq!(contents(&desk.workspace).len(), before.len());
    assert_eq!(names(&desk, &STAKEHOLDERS), ["Piet"]);
}

#[test]
fn a_person_says_what_columns_and_values_mean() {
    let mut desk = Desk::new();
    let mut sheet = read(&STAKEHOLDERS, "Wer,Macht,Haltung\nPiet,5,dagegen\n");
    assert_eq!(sheet.heading(), None, "nothing in it is called as anything here");
    sheet.set_heading(Some(1));
    let product = desk.product;
    let refused = desk.attempt(|tx| {
        let report = import_sheet(tx, product, &sheet, OnConflict::NewerWins);
        assert_eq!(report, Err(CommandError::NoColumn("names", "Name")));
        report
    });
    assert!(refused.is_none() && all(&desk, &STAKEHOLDERS).is_empty());
    let field = |key: &str| SheetColumn::Field(STAKEHOLDERS.field(key).unwrap());
    for (place, key) in ["name", "power", "stance"].into_iter().enumerate() {
        sheet.set_column(place, field(key));
    }
    let stance_of = SheetColumn::Field(&STANCE);
    sheet.meanings.insert((stance_of, "dagegen".into()), "against".into());
    let mut unsaid = sheet.clone();
    unsaid.meanings.clear();
    let report = desk
        .workspace
        .rehearse(&mut desk.context, |tx| import_sheet(tx, product, &unsaid, OnConflict::NewerWins).unwrap());
    assert_eq!(report.unknown, [(stance_of, "dagegen".into(), 1)]);
    assert_eq!(counts(&bring_in(&mut desk, &sheet)), (1, 0, 0));
    let piet = all(&desk, &STAKEHOLDERS)[0];
    assert_eq!(stance(tables(&desk), product, piet).map(|word| word.key), Some("against"));
    // The next with these headings means the same.
    let mut next = parse_sheet("Wer,Macht,Haltung\nOtto,4,\n").unwrap();
    next.set_kind(Some(&STAKEHOLDERS));
    next.set_heading(Some(1));
    assert_eq!(next.headings(), sheet.headings());
    next.set_mapping(&sheet.mapping());
    assert_eq!(next.columns, sheet.columns);
}

#[test]
fn a_row_is_known_by_its_key_and_by_its_name() {
    let mut desk = Desk::new();
    let product = desk.product;
    import(&mut desk, &DECISIONS, "Question\nFirst\nSecond\n");
    let list = "Key,Question,Choice\nspk-d2,Second of all,B\nSPK-D2,Once more,C\nABC-D1,FIRST,A\nSPK-D9,Third,\nSPK-A1,Fourth,\n";
    let report = import(&mut desk, &DECISIONS, list);
    assert_eq!(counts(&report), (2, 2, 0));
    assert_eq!(report.errors, [(3, "has the key SPK-D2 of row 2, which comes in".to_owned())]);
    assert_eq!(names(&desk, &DECISIONS), ["FIRST", "Second of all", "Third", "Fourth"]);
    // What is in Trash stays there.
    let second = all(&desk, &DECISIONS)[1].meta.id;
    desk.edit(|tx| tx.trash("decisions", &[second]));
    let report = import(&mut desk, &DECISIONS, "Key,Question\nSPK-D2,Second of all\n");
    assert_eq!((report.skipped, report.new), (1, 0));
    // Nothing but names, and a name that comes twice.
    let report = import(&mut desk, &CONTACTS, "Eurobike\nA visit\nEurobike\n");
    assert_eq!(report.new, 3);
    assert_eq!(
        report.notes,
        [
            "No row reads like headings: the first cell of each is taken for its name.",
            "Rows 1, 3 have the name “Eurobike”. Each is a record of its own."
        ]
    );
    let turned = "Contact,Where\nEurobike,Frankfurt\nEurobike,Berlin\n";
    assert_eq!(counts(&import(&mut desk, &CONTACTS, turned)), (0, 2, 0));
    let turned = "Contact,Where\nEurobike,Berlin\nEurobike,Frankfurt\nEurobike,Paris\n";
    assert_eq!(counts(&import(&mut desk, &CONTACTS, turned)), (1, 0, 2));
    assert_eq!(tables(&desk).products.get(product).unwrap().key.to_string(), "SPK");
}

#[test]
fn a_cell_names_what_is_here_and_is_refused_whole_where_it_does_not() {
    let mut desk = Desk::new();
    let product = desk.product;
    let goals: Vec<Id> =
        ["Speed", "Speed"].map(|name| desk.edit(|tx| command::add_goal(tx, product, name).unwrap())).into();
    import(&mut desk, &RISKS, "Name,About,Who\nSlow,Speed,Ada\nSlower,Slow,ada\nLost,\"Speed, Nowhere\",\n");
    let risk = |desk: &Desk, n: usize| -> RecordRef {
        RecordRef { table: "risks", id: all(desk, &RISKS)[n].meta.id }
    };
    let about = |desk: &Desk, n: usize| -> Vec<(String, Id)> {
        all(desk, &RISKS)[n].linked(&ABOUT).into_iter().map(|(table, id)| (table.to_owned(), id)).collect()
    };
    let linked = about(&desk, 0)[0].1;
    assert!(goals.contains(&linked), "one of two of a name");
    assert_eq!(about(&desk, 1), [("risks".to_owned(), risk(&desk, 0).id)], "a row can be about another");
    assert_eq!(about(&desk, 2), []);
    assert_eq!(tables(&desk).people.iter().count(), 1);
    let report = import(&mut desk, &RISKS, "Name,About,Who\nLost,\"Speed, Nowhere\",Ben\n");
    assert_eq!(report.cells, [(2, "About: nothing here is called “Nowhere”.".to_owned())]);
    assert_eq!(report.notes, ["Made, for what the file names: 1 person."]);
    // Of two of a name the one that is linked already stays so.
    let other = *goals.iter().find(|goal| **goal != linked).unwrap();
    let first = risk(&desk, 0);
    let mut link = |goal: Id, is_on: bool| {
        let to = RecordRef { table: Goal::TABLE, id: goal };
        desk.edit(|tx| command::set_link(tx, first, &ABOUT, to, is_on).unwrap());
    };
    link(linked, false);
    link(other, true);
    assert_eq!(counts(&import(&mut desk, &RISKS, "Name,About\nSlow, speed\n")), (0, 0, 1));
    assert_eq!(about(&desk, 0), [("goals".to_owned(), other)]);
}

#[test]
fn what_is_newer_here_stays_unless_the_file_is_to_win() {
    let mut desk = Desk::new();
    import(&mut desk, &TERMS, "Term,Meaning\nStand,A place\n");
    let mut sheet = read(&TERMS, "Term,Meaning,Labels\nStand,A rack,New label\n");
    sheet.saved_at = Some(Instant(1));
    let before = contents(&desk.workspace);
    let report = bring_in(&mut desk, &sheet);
    assert_eq!((report.changed, report.kept.len()), (0, 1));
    assert_eq!(report.notes, ["Stand was changed here after the list was saved, and stays as it is here."]);
    assert_eq!(contents(&desk.workspace), before, "no label is made either");
    let product = desk.product;
    let report = desk.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::TakeTheirs).unwrap());
    assert_eq!(counts(&report), (0, 1, 0));
    let report = import(&mut desk, &TERMS, "Term,Meaning\nStand,\n");
    assert_eq!(counts(&report), (0, 0, 1), "an empty cell leaves what is there");
}

#[test]
fn a_list_of_ours_is_known_by_its_headings() {
    let mut desk = Desk::new();
    for kind in KINDS {
        let product = desk.product;
        desk.edit(|tx| command::add_described(tx, kind.table, product, "a").unwrap());
        let text = written(&desk, kind);
        assert_eq!(parse_sheet(&text).unwrap().kind(), Some(kind), "{}", kind.table);
        for page in KINDS {
            assert_eq!(parse_sheet_on(&text, Some(page)).unwrap().kind(), Some(kind), "on {}", page.table);
        }
        let semicolons = text.replace(',', ";");
        assert_eq!(parse_sheet(&semicolons).unwrap().kind(), Some(kind), "{}", kind.table);
    }
    for items in
        ["Title,Status,Description\na,b,c\n", "Name,Due,Description\na,,\n", "Summary;Issue key\na;b\n"]
    {
        assert_eq!(parse_sheet(items).unwrap().kind(), None, "{items}");
    }
    let backlog = throughline::format::backlog_csv(tables(&desk), &[]) + "SPK-1,Story,a\n";
    assert_eq!(parse_sheet(&backlog).unwrap().kind(), None);
}

#[test]
fn ten_thousand_rows_come_in_and_are_known_again() {
    let mut desk = Desk::new();
    let mut text = String::from("Question,State,Labels,Review\n");
    for n in 0..10_000 {
        writeln!(text, "Question {n},Decided,north,2026-12-{:02}", n % 28 + 1).unwrap();
    }
    assert_eq!(counts(&import(&mut desk, &DECISIONS, &text)), (10_000, 0, 0));
    assert_eq!(counts(&import(&mut desk, &DECISIONS, &text)), (0, 0, 10_000));
}

proptest! {
    #[test]
    fn what_went_out_comes_in_again_and_changes_nothing(acts in prop::collection::vec(any_act(), 1..60)) {
        let mut desk = Desk::new();
        acts.iter().for_each(|act| desk.act(act));
        prop_assume!(tables(&desk).products.get(desk.product).is_some());
        for kind in KINDS {
            let ids = all(&desk, kind).len();
            if ids == 0 {
                continue;
            }
            let sheet = read(kind, &written(&desk, kind));
            let before = rows(&desk.workspace);
            let report = bring_in(&mut desk, &sheet);
            prop_assert_eq!(counts(&report), (0, 0, ids), "{}: {:?}", kind.table, report);
            prop_assert_eq!((&report.errors, &report.cells), (&Vec::new(), &Vec::new()));
            prop_assert_eq!(rows(&desk.workspace), before);
        }
    }

    #[test]
    fn no_list_of_a_kind_makes_it_panic(text in "(Name,About,Power,Due,Key\n)?[a-c0-9,;\"\n-]{0,80}", kind in 0usize..8) {
        let mut desk = Desk::new();
        if let Ok(sheet) = parse_sheet_on(&text, Some(KINDS[kind])) {
            let product = desk.product;
            desk.attempt(|tx| import_sheet(tx, product, &sheet, OnConflict::TakeTheirs));
        }
    }
}

#[test]
fn a_column_can_be_every_field_that_is_written() {
    for kind in KINDS {
        let read = SheetColumn::all(Some(kind));
        for field in kind.all_fields() {
            let is_read = *field == WAITS_FOR
                || !matches!(
                    field.holds,
                    Holds::Computed(_) | Holds::ComputedNumber | Holds::Rows(_) | Holds::Log(_)
                );
            assert_eq!(read.contains(&SheetColumn::Field(field)), is_read, "{}.{}", kind.table, field.key);
        }
        assert_eq!(read.contains(&SheetColumn::OwnKey), !kind.letter.is_empty());
    }
}
