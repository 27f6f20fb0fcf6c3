//! Lists of what is kept inside records: readings, check-ins and answers that come in, and come in again.

use throughline::command::{self, ImportReport, KeyResultDraft, OnConflict, import_sheet};
use throughline::format::{DayOrder, Sheet, parse_sheet, parse_sheet_on};
use throughline::model::kind::{ANSWERS, FEEDBACK, METRICS, SURVEYS};
use throughline::model::{Goal, Id, Instant, RecordRef};

use crate::support::{Desk, contents};

fn bring_in(desk: &mut Desk, sheet: &Sheet, rule: OnConflict) -> ImportReport {
    let product = desk.product;
    desk.edit(|tx| import_sheet(tx, product, sheet, rule).unwrap())
}

fn import(desk: &mut Desk, text: &str) -> ImportReport {
    bring_in(desk, &parse_sheet(text).unwrap(), OnConflict::NewerWins)
}

fn counts(report: &ImportReport) -> (usize, usize, usize) {
    (report.new, report.changed, report.same)
}

fn table_of(text: &str) -> Option<&'static str> {
    parse_sheet(text).unwrap().kind().map(|kind| kind.table)
}

fn metric(desk: &mut Desk, name: &str) -> Id {
    let product = desk.product;
    desk.edit(|tx| command::add_named(tx, "metrics", product, name).unwrap())
}

fn values(desk: &Desk, id: Id) -> Vec<(String, i64)> {
    let metric = desk.workspace.tables().metrics.get(id).unwrap();
    metric.readings.iter().map(|it| (it.on.to_string(), it.value)).collect()
}

fn key_result(desk: &mut Desk, goal: &str, name: &str, metric: Option<Id>) -> (Id, Id) {
    let product = desk.product;
    desk.edit(|tx| {
        let goal = command::add_goal(tx, product, goal).unwrap();
        let (baseline, target) = ("1".into(), "9".into());
        let draft = KeyResultDraft { name: name.into(), baseline, target, metric, ..Default::default() };
        (goal, command::write_key_result(tx, goal, None, &draft).unwrap())
    })
}

fn survey(desk: &mut Desk, name: &str, answers: &str) -> Id {
    let product = desk.product;
    desk.edit(|tx| {
        let id = command::add_named(tx, SURVEYS.table, product, name).unwrap();
        let record = RecordRef { table: SURVEYS.table, id };
        command::set_field(tx, record, &ANSWERS, Some(answers.into())).unwrap();
        id
    })
}

fn answers(desk: &Desk, id: Id) -> String {
    desk.workspace.tables().described(&SURVEYS, id).unwrap().words(&ANSWERS).to_owned()
}

const READINGS: &str = "Metric,Day,Value,Note\n\
    sign-ups,2026-11-03,11,Before the change\n\
    SPK-M1,4.11.2026,\"12,5\",\n\
    Visits,2026-11-03,900,\n\
    Sign-outs,2026-11-03,4,\n\
    Visits,2026-11-04,many,\n\
    Visits,soon,900,\n\
    Visits,2030-01-01,900,\n\
    Visits,,900,\n\
    Visits,2026-11-03,901,\n";

#[test]
fn readings_come_in_once_and_what_cannot_be_read_is_named() {
    let mut desk = Desk::new();
    let (sign_ups, visits) = (metric(&mut desk, "Sign-ups"), metric(&mut desk, "Visits"));
    let before = contents(&desk.workspace);
    let report = import(&mut desk, READINGS);
    assert_eq!(counts(&report), (3, 0, 0));
    assert_eq!(values(&desk, sign_ups), [("2026-11-03".into(), 1_100), ("2026-11-04".into(), 1_250)]);
    assert_eq!(values(&desk, visits), [("2026-11-03".into(), 90_000)]);
    assert_eq!(report.notes, ["Left out: Note."]);
    let errors: Vec<(usize, &str)> = report.errors.iter().map(|(row, why)| (*row, why.as_str())).collect();
    assert_eq!(errors[0], (5, "no metric here is called “Sign-outs”"));
    assert_eq!(errors.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [5, 6, 7, 8, 9, 10]);
    assert!(errors[1].1.contains("many") && errors[2].1.contains("soon"), "{errors:?}");
    assert!(errors[3].1.contains("has not come yet"), "{errors:?}");
    assert_eq!(errors[4].1, "has no day");
    assert_eq!(errors[5].1, "has another value for 2026-11-03 than row 4, which comes in");
    // What is here already is not written again.
    let after = contents(&desk.workspace);
    assert_eq!(counts(&import(&mut desk, READINGS)), (0, 0, 3));
    assert_eq!(contents(&desk.workspace), after);
    assert!(desk.undo());
    assert_eq!(contents(&desk.workspace), before);
}

#[test]
fn another_value_of_a_day_changes_it_unless_the_one_here_is_newer_or_mine() {
    let mut desk = Desk::new();
    let id = metric(&mut desk, "Sign-ups");
    import(&mut desk, "Metric,Day,Value\nSign-ups,2026-11-03,11\n");
    let mut sheet = parse_sheet("Metric,Date,Value\nSign-ups,2026-11-03,12\n").unwrap();
    let report = bring_in(&mut desk, &sheet, OnConflict::KeepMine);
    assert_eq!((counts(&report), report.kept.as_slice()), ((0, 0, 0), [id].as_slice()));
    sheet.saved_at = Some(Instant(1));
    let report = bring_in(&mut desk, &sheet, OnConflict::NewerWins);
    assert_eq!(report.kept, [id]);
    assert_eq!(
        report.notes,
        ["Sign-ups on 2026-11-03 was changed here after the list was saved, and stays as it is here."]
    );
    assert_eq!(values(&desk, id), [("2026-11-03".into(), 1_100)]);
    assert_eq!(counts(&bring_in(&mut desk, &sheet, OnConflict::TakeTheirs)), (0, 1, 0));
    assert_eq!(values(&desk, id), [("2026-11-03".into(), 1_200)]);
    sheet.saved_at = None;
    assert_eq!(counts(&bring_in(&mut desk, &sheet, OnConflict::NewerWins)), (0, 0, 1));
}

#[test]
fn days_in_two_orders_wait_for_a_word() {
    let mut desk = Desk::new();
    let id = metric(&mut desk, "Sign-ups");
    let mut sheet = parse_sheet("Metric,Day,Value\nSign-ups,05/11/2026,11\n").unwrap();
    let report = bring_in(&mut desk, &sheet, OnConflict::NewerWins);
    assert!(report.errors[0].1.contains("can be two days"), "{:?}", report.errors);
    assert_eq!(sheet.open_day(), Some("05/11/2026"));
    sheet.day_order_said = Some(DayOrder::MonthFirst);
    assert_eq!(counts(&bring_in(&mut desk, &sheet, OnConflict::NewerWins)), (1, 0, 0));
    assert_eq!(values(&desk, id), [("2026-05-11".into(), 1_100)]);
    // One day that can only be read one way says it for all.
    import(&mut desk, "Metric,Day,Value\nSign-ups,05/11/2026,12\nSign-ups,13/11/2026,13\n");
    assert_eq!(values(&desk, id)[1..], [("2026-11-05".into(), 1_200), ("2026-11-13".into(), 1_300)]);
}

#[test]
fn check_ins_find_their_key_result_and_go_to_the_metric_that_gives_its_values() {
    let mut desk = Desk::new();
    let visits = metric(&mut desk, "Visits");
    let (goal, _) = key_result(&mut desk, "Faster", "Hours to reply", None);
    key_result(&mut desk, "Larger", "People", Some(visits));
    key_result(&mut desk, "Wider", "people", None);
    let before = contents(&desk.workspace);
    let text = "Goal,Key result,Day,Value,Confidence\n\
        ,hours to reply,2026-11-03,4,high\n\
        larger,People,2026-11-03,5,\n\
        SPK-G3,People,2026-11-03,6,\n\
        ,People,2026-11-03,7,\n\
        Faster,People,2026-11-03,8,\n";
    let report = import(&mut desk, text);
    assert_eq!(counts(&report), (3, 0, 0), "{:?}", report.errors);
    let errors: Vec<(usize, &str)> = report.errors.iter().map(|(row, why)| (*row, why.as_str())).collect();
    assert_eq!(
        errors,
        [
            (5, "several key results here are called “People”: write its goal, too"),
            (6, "no key result here is called “People”")
        ]
    );
    assert_eq!(values(&desk, visits), [("2026-11-03".into(), 500)]);
    let faster: &Goal = desk.workspace.tables().goals.get(goal).unwrap();
    assert_eq!(faster.key_results[0].check_ins[0].value, 400);
    assert_eq!(counts(&import(&mut desk, text)), (0, 0, 3));
    assert_eq!(counts(&import(&mut desk, "Key result,Day,Value\nHours to reply,2026-11-03,3\n")), (0, 1, 0));
    assert!(desk.undo() && desk.undo());
    assert_eq!(contents(&desk.workspace), before);
}

#[test]
fn answers_come_in_as_often_as_they_were_given() {
    let mut desk = Desk::new();
    let plain = survey(&mut desk, "NPS autumn", "10\n");
    let table = survey(&mut desk, "NPS spring", "Score;Segment;Why\n9;Small;Fine");
    let many = survey(&mut desk, "Both", "Speed,Looks\n9,8\n7,6\n");
    let before = contents(&desk.workspace);
    let text = "Survey,Answer,Segment,Why\n\
        nps autumn,10,,\n\
        NPS autumn,10,,\n\
        NPS autumn,6,\"Small, new\",\"Slow, and late\"\n\
        NPS autumn,12,,\n\
        NPS autumn,well,,\n\
        NPS spring,9,Small,Fine\n\
        NPS spring,3,Large,Dear\n\
        Both,3,,\n\
        Nowhere,3,,\n";
    let report = import(&mut desk, text);
    assert_eq!(counts(&report), (3, 0, 2), "{:?}", report.errors);
    assert_eq!(answers(&desk, plain), "10\n10\n6\tSmall, new\tSlow, and late");
    assert_eq!(answers(&desk, table), "Score;Segment;Why\n9;Small;Fine\n3;Large;Dear");
    assert_eq!(answers(&desk, many).lines().count(), 3);
    let errors: Vec<(usize, &str)> = report.errors.iter().map(|(row, why)| (*row, why.as_str())).collect();
    assert_eq!(
        errors,
        [
            (5, "12 is off the scale from 0 to 10"),
            (6, "“well” is no number from 0 to 10"),
            (9, "“Both” has answers to other questions: paste this one there"),
            (10, "no survey here is called “Nowhere”"),
        ]
    );
    assert_eq!(counts(&import(&mut desk, text)), (0, 0, 5));
    assert!(desk.undo());
    assert_eq!(contents(&desk.workspace), before);
}

#[test]
fn such_lists_are_known_by_their_headings_and_take_none_from_records_and_items() {
    assert_eq!(table_of("Metric,Date,Value\na,b,c\n"), Some("readings"));
    assert_eq!(table_of("Key result,Day,Value,Note\na,b,c,d\n"), Some("check_ins"));
    assert_eq!(table_of("Survey,Score,Segment,Comment\na,1,b,c\n"), Some("answers"));
    assert_eq!(table_of("Title,Value,Date\na,1,b\n"), None);
    assert_eq!(table_of("Name,Date,Value\na,b,1\n"), None);
    assert_eq!(table_of("Score,Segment,Comment\n1,b,c\n"), None);
    assert_eq!(table_of("Metric,Unit,Direction,From,Target\na,b,up,1,2\n"), Some(METRICS.table));
    assert_eq!(table_of("Survey,Asks for,Question,From,To\na,b,c,,\n"), Some(SURVEYS.table));
    let on = |text: &str, page| parse_sheet_on(text, Some(page)).unwrap().kind().unwrap().table;
    assert_eq!(on("Metric,Day,Value\na,b,c\n", &METRICS), "readings");
    assert_eq!(on("Name,Date,Value\na,b,c\n", &FEEDBACK), FEEDBACK.table);
}
