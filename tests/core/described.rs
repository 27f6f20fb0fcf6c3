//! Records of described kinds: what they are worth together, what they ask for, and what no file may do to them.

use serde_json::json;
use throughline::analysis::{
    Alignment, Attention, BuyIn, Overview, Weighed, attention, is_untested, records_about, stance,
};
use throughline::command::{self, CommandError, VisionDraft};
use throughline::format::{Document, described_csv, write_document};
use throughline::model::kind::{
    ABOUT, CHOICE, CONTACT_HOW, CONTACT_ON, CONTACTED, CONTACTS, CRITERIA, CRITERION_NAME, CRITERION_WEIGHT,
    DECISION_STATE, DECISIONS, EVERY, FEEDBACK, FUNCTION, Field, HEARD, HEARD_WORDS, IMPACT, INTEREST, KINDS,
    Kind, MADE_AS, MET_ON, NEXT_DUE, OPTION_NAME, OPTIONS, ORGANISATION_GOALS, POWER, REVIEW_ON, RISK_DUE,
    RISK_STATE, RISKS, SAID_ON, SOURCE, STAKEHOLDERS, STANCE, STANCE_IS, STANCE_ON, STANCE_TOWARDS, STANCES,
};
use throughline::model::{
    Confidence, Horizon, Id, Initiative, Instant, Record, RecordRef, Vision, link_text,
};
use throughline::view::{Facet, Look, Register, SortBy};
use throughline::workspace::{Search, Tables, Tx, find_problems};

use crate::support::Desk;

fn make(desk: &mut Desk, kind: &'static Kind, name: &str) -> RecordRef {
    let product = desk.product;
    let id = desk.edit(|tx| command::add_described(tx, kind.table, product, name).unwrap());
    RecordRef { table: kind.table, id }
}

fn write(desk: &mut Desk, record: RecordRef, field: &Field, text: &str) {
    desk.edit(|tx| command::write_field(tx, record, field, text).unwrap());
}

fn stand(desk: &mut Desk, record: RecordRef, on: &str, how: &str, towards: Option<RecordRef>) {
    let mut values = vec![(&STANCE_ON, json!(on)), (&STANCE_IS, json!(how))];
    values.extend(towards.map(|to| (&STANCE_TOWARDS, json!(link_text(to.table, to.id)))));
    desk.edit(|tx| command::add_row(tx, record, &[], &STANCES, None, &values).unwrap());
}

fn person(
    desk: &mut Desk,
    (name, function, power, interest, how): (&str, &str, i64, i64, &str),
) -> RecordRef {
    let record = make(desk, &STAKEHOLDERS, name);
    write(desk, record, &FUNCTION, function);
    write(desk, record, &POWER, &power.to_string());
    write(desk, record, &INTEREST, &interest.to_string());
    if !how.is_empty() {
        stand(desk, record, "2026-09-09", how, None);
    }
    record
}

fn tables(desk: &Desk) -> &Tables {
    desk.workspace.tables()
}

#[test]
fn buy_in_is_the_power_that_is_for_the_vision() {
    let mut desk = Desk::new();
    for it in [
        ("Piet", "Sales", 5, 4, "against"),
        ("Otto", "Leadership", 4, 3, "neutral"),
        ("Hana", "Partners", 3, 3, "neutral"),
        ("Vera", "Engineering", 3, 2, "neutral"),
        ("Emil", "Other", 4, 1, ""),
        ("Ruth", "Leadership", 5, 5, "for"),
        ("Mira", "Customers", 5, 3, "for"),
        ("Lars", "Engineering", 4, 4, "for"),
        ("Jo", "Customers", 4, 5, "for"),
        ("Noor", "Partners", 4, 2, "for"),
        ("Ada", "Design", 3, 5, "for"),
        ("Ines", "Support", 2, 5, "for"),
        ("Ben", "Marketing", 2, 3, "for"),
        ("Kai", "Customers", 2, 4, "for"),
    ] {
        person(&mut desk, it);
    }
    let unknown = make(&mut desk, &STAKEHOLDERS, "Someone");
    let buy_in = BuyIn::of(tables(&desk), desk.product);
    assert_eq!((buy_in.power_for(), buy_in.all, buy_in.per_cent()), (31, 50, 62));
    let shares: Vec<(&str, i64)> =
        buy_in.by_stance.iter().map(|(key, sum)| (*key, buy_in.share(*sum))).collect();
    assert_eq!(shares, [("against", 10), ("neutral", 20), ("unaware", 8), ("for", 62)]);
    assert_eq!(
        (buy_in.groups, buy_in.against.as_slice(), buy_in.unweighed),
        ((9, 7), ["Sales"].as_slice(), 1)
    );
    let next = buy_in.next.unwrap();
    assert_eq!((next.name.as_str(), next.per_cent), ("Piet", 72));
    desk.edit(|tx| tx.trash(STAKEHOLDERS.table, &[unknown.id]));
    assert_eq!(BuyIn::of(tables(&desk), desk.product).unweighed, 0);
}

#[test]
fn a_stance_towards_an_earlier_vision_no_longer_counts() {
    let mut desk = Desk::new();
    let product = desk.product;
    let draft = |statement: &str| VisionDraft { statement: statement.into(), ..VisionDraft::default() };
    let visions = |desk: &Desk| -> Vec<Id> { tables(desk).visions.iter().map(|it| it.meta.id).collect() };
    desk.edit(|tx| command::write_vision(tx, product, &draft("First"), true).unwrap());
    let first = visions(&desk)[0];
    let piet = person(&mut desk, ("Piet", "Sales", 5, 4, ""));
    stand(&mut desk, piet, "2026-09-01", "for", Some(RecordRef::to::<Vision>(first)));
    let how = |desk: &Desk| {
        let kept = tables(desk).described(&STAKEHOLDERS, piet.id).unwrap();
        stance(tables(desk), desk.product, kept).map(|word| word.key)
    };
    assert_eq!(how(&desk), Some("for"));
    desk.edit(|tx| command::write_vision(tx, product, &draft("Second"), true).unwrap());
    assert_eq!(how(&desk), None);
    let second = visions(&desk).into_iter().find(|id| *id != first).unwrap();
    stand(&mut desk, piet, "2026-09-02", "against", Some(RecordRef::to::<Vision>(second)));
    assert_eq!(how(&desk), Some("against"));
}

#[test]
fn a_stance_chosen_in_its_cell_is_one_of_today() {
    let mut desk = Desk::new();
    let piet = person(&mut desk, ("Piet", "Sales", 5, 4, "against"));
    for how in ["neutral", "for"] {
        desk.edit(|tx| command::set_field(tx, piet, &STANCE, Some(how.into())).unwrap());
    }
    let kept = tables(&desk).described(&STAKEHOLDERS, piet.id).unwrap();
    let stances: Vec<String> =
        kept.rows(&STANCES).iter().map(|row| format!("{} {}", row["on"], row["stance"])).collect();
    assert_eq!(
        stances,
        ["\"2026-09-09\" \"against\"", "\"2026-11-21\" \"neutral\"", "\"2026-11-21\" \"for\""]
    );
    assert_eq!(stance(tables(&desk), desk.product, kept).map(|word| word.key), Some("for"));
    assert!(desk.attempt(|tx| command::set_field(tx, piet, &STANCE, Some(3.into()))).is_none());
}

#[test]
fn options_are_weighed_and_the_choice_comes_back_for_review() {
    let mut desk = Desk::new();
    let decision = make(&mut desk, &DECISIONS, "How does the reminder reach the rider?");
    let mut row = |field: &'static Field, values: &[(&Field, serde_json::Value)]| {
        desk.edit(|tx| command::add_row(tx, decision, &[], field, None, values).unwrap())
    };
    let criteria = [("Read in time", 3), ("Cost", 2), ("Work to build", 2), ("Works without data", 1)].map(
        |(name, weight)| {
            row(&CRITERIA, &[(&CRITERION_NAME, json!(name)), (&CRITERION_WEIGHT, json!(weight))])
        },
    );
    let options = ["Text", "E-mail", "Both"].map(|name| row(&OPTIONS, &[(&OPTION_NAME, json!(name))]));
    for (option, scores) in options.iter().zip([[5, 2, 4, 5], [2, 5, 5, 1], [5, 2, 2, 5]]) {
        for (criterion, score) in criteria.iter().zip(scores) {
            desk.edit(|tx| command::set_score(tx, decision, *option, *criterion, Some(score)).unwrap());
        }
    }
    let kept = |desk: &Desk| tables(desk).described(&DECISIONS, decision.id).unwrap().clone();
    assert_eq!(Weighed::of(&kept(&desk)).sums(), [32, 27, 28]);
    desk.edit(|tx| command::choose_option(tx, decision, options[0]).unwrap());
    let it = kept(&desk);
    assert_eq!((it.words(&CHOICE), it.words(&DECISION_STATE)), ("Text", "decided"));
    assert_eq!(it.day(&REVIEW_ON).unwrap().to_string(), "2027-02-19");
    desk.edit(|tx| command::rename_option(tx, decision, options[0], "Text message").unwrap());
    assert_eq!(kept(&desk).words(&CHOICE), "Text message");
    desk.edit(|tx| command::set_score(tx, decision, options[0], criteria[0], None).unwrap());
    assert_eq!(Weighed::of(&kept(&desk)).sums(), [17, 27, 28]);
    write(&mut desk, decision, &REVIEW_ON, "2026-11-20");
    let product = desk.product;
    let overview = Overview::of(tables(&desk), product);
    let asked = attention(tables(&desk), product, &overview, desk.context.today);
    let name = "How does the reminder reach the rider?".to_owned();
    let due = Attention::Due { record: decision, name, label: "Review", days: 1 };
    assert!(asked.contains(&due), "{asked:?}");
    write(&mut desk, decision, &DECISION_STATE, "Kept");
    assert!(!attention(tables(&desk), product, &overview, desk.context.today).contains(&due));
}

#[test]
fn who_was_not_talked_to_for_long_and_what_is_due_comes_to_today() {
    let mut desk = Desk::new();
    let piet = person(&mut desk, ("Piet", "Sales", 5, 4, ""));
    let asked = |desk: &Desk| {
        let overview = Overview::of(tables(desk), desk.product);
        let all = attention(tables(desk), desk.product, &overview, desk.context.today);
        all.into_iter().filter(|it| matches!(it, Attention::Talk { .. } | Attention::Due { .. })).count()
    };
    assert_eq!(asked(&desk), 0);
    write(&mut desk, piet, &EVERY, "14 days");
    assert_eq!(asked(&desk), 1, "never talked to");
    let log = |desk: &mut Desk, day: &str| {
        let on = [(&CONTACT_ON, json!(day)), (&CONTACT_HOW, json!("Call"))];
        desk.edit(|tx| command::add_row(tx, piet, &[], &CONTACTED, None, &on).unwrap())
    };
    log(&mut desk, "2026-11-07");
    assert_eq!(asked(&desk), 0, "fourteen days ago is in time");
    write(&mut desk, piet, &EVERY, "13");
    write(&mut desk, piet, &NEXT_DUE, "2026-11-21");
    assert_eq!(asked(&desk), 2, "a day late, and a step due today");
}

#[test]
fn an_assumption_under_committed_work_asks_to_be_tested() {
    let mut desk = Desk::new();
    let product = desk.product;
    let id = desk.edit(|tx| command::add_named(tx, Initiative::TABLE, product, "Reminders").unwrap());
    let initiative = RecordRef::to::<Initiative>(id);
    let risk = make(&mut desk, &RISKS, "Riders read texts");
    let untested = |desk: &Desk| is_untested(tables(desk), tables(desk).described(&RISKS, risk.id).unwrap());
    desk.edit(|tx| command::set_link(tx, risk, &ABOUT, initiative, true).unwrap());
    assert!(!untested(&desk));
    desk.edit(|tx| tx.edit(id, |it: &mut Initiative| it.confidence = Confidence::Committed));
    assert!(untested(&desk));
    write(&mut desk, risk, &RISK_STATE, "confirmed");
    assert!(!untested(&desk));
}

#[test]
fn goals_serve_the_organisation_or_nothing() {
    let mut desk = Desk::new();
    let product = desk.product;
    let goals = ["Fewer no-shows", "More workshops"].map(|name| {
        desk.edit(|tx| command::add_named(tx, throughline::model::Goal::TABLE, product, name).unwrap())
    });
    let growth = make(&mut desk, &ORGANISATION_GOALS, "Growth");
    desk.edit(|tx| command::set_fit(tx, growth.id, goals[1], Some(3)).unwrap());
    desk.edit(|tx| command::set_fit(tx, growth.id, goals[1], Some(2)).unwrap());
    let it = Alignment::of(tables(&desk), product);
    assert_eq!((it.best.as_slice(), it.rows[0].best), ([0, 2].as_slice(), 2));
    assert!(desk.attempt(|tx| command::set_fit(tx, growth.id, goals[0], Some(4))).is_none());
    desk.edit(|tx| command::set_fit(tx, growth.id, goals[1], None).unwrap());
    assert_eq!(Alignment::of(tables(&desk), product).rows[0].best, 0);
}

#[test]
fn what_a_record_is_about_goes_to_trash_and_comes_back_with_the_link() {
    let mut desk = Desk::new();
    let item = desk.add("Text the rider");
    let risk = make(&mut desk, &RISKS, "Riders read texts");
    let about = RecordRef { table: "items", id: item };
    desk.edit(|tx| command::set_link(tx, risk, &ABOUT, about, true).unwrap());
    let linked = |desk: &Desk| tables(desk).described(&RISKS, risk.id).unwrap().linked(&ABOUT).len();
    assert_eq!(linked(&desk), 1);
    desk.edit(|tx| command::delete_items(tx, &[item]));
    assert_eq!(linked(&desk), 0);
    assert_eq!(find_problems(tables(&desk)), []);
    let at = tables(&desk).items.any.deleted_at(item).unwrap();
    let deletions: Vec<_> = desk.workspace.undo_stack().deletions(at).cloned().collect();
    desk.edit(|tx| command::restore_trashed(tx, &[("items".into(), item)], &deletions).unwrap());
    assert_eq!(linked(&desk), 1);
}

#[test]
fn a_list_is_filtered_sorted_and_put_into_groups() {
    let mut desk = Desk::new();
    for it in [
        ("Piet", "Sales", 5, 4, "against"),
        ("Ruth", "Leadership", 5, 5, "for"),
        ("Ben", "Marketing", 2, 3, "for"),
    ] {
        person(&mut desk, it);
    }
    make(&mut desk, &STAKEHOLDERS, "ärger");
    let register = Register {
        tables: tables(&desk),
        kind: &STAKEHOLDERS,
        product: desk.product,
        today: desk.context.today,
        lacking: None,
    };
    let names = |look: &Look, search: &str| -> Vec<String> {
        let list = register.list(&Search::parse(search), look, &[].into());
        list.ids.iter().map(|id| register.record(*id).unwrap().name().to_owned()).collect()
    };
    let plain = Look { group: None, ..Look::usual(Some(&STAKEHOLDERS)) };
    assert_eq!(names(&plain, ""), ["Piet", "Ruth", "Ben", "ärger"]);
    assert_eq!(names(&plain, "arger"), ["ärger"]);
    let mut look = plain.clone();
    look.step_sort(SortBy::Title, true);
    assert_eq!(names(&look, ""), ["ärger", "Ben", "Piet", "Ruth"]);
    look.step_sort(SortBy::Field(&POWER), true);
    assert_eq!(names(&look, ""), ["Piet", "Ruth", "Ben", "ärger"], "the most powerful first, none last");
    look.step_sort(SortBy::Field(&POWER), true);
    assert_eq!(names(&look, ""), ["Ben", "Piet", "Ruth", "ärger"], "none is last whichever way");
    look.toggle(Facet::Field(&FUNCTION), "sales");
    assert_eq!(names(&look, ""), ["Piet"]);
    look.turn(Facet::Field(&FUNCTION));
    assert_eq!(names(&look, ""), ["Ben", "Ruth", "ärger"]);
    let list = register.list(&Search::default(), &Look::usual(Some(&STAKEHOLDERS)), &[].into());
    let heads: Vec<(&str, usize)> = list.heads.iter().map(|head| (head.name.as_str(), head.items)).collect();
    assert_eq!(heads, [("Against", 1), ("For", 2), ("No stance", 1)]);
}

#[test]
fn a_file_with_a_value_that_cannot_be_is_refused_with_a_sentence() {
    let mut desk = Desk::new();
    let piet = person(&mut desk, ("Piet", "Sales", 5, 4, "for"));
    let whole = write_document(&desk.workspace, None, "test", Instant(0));
    assert!(Document::parse(&whole).is_ok());
    let refused = |from: &str, to: &str| {
        assert!(whole.contains(from), "{from}");
        Document::parse(&whole.replace(from, to)).unwrap_err().to_string()
    };
    let place = "Record 1 of “stakeholders” cannot be read: ";
    let end = ". Mend the file there, or export it again.";
    assert_eq!(
        refused("\"power\":5", "\"power\":9"),
        format!("{place}Power is a whole number from 1 to 5, and not “9”{end}")
    );
    assert_eq!(
        refused("\"power\":5", "\"power\":\"5\""),
        format!("{place}Power has another form than it must have{end}")
    );
    assert!(refused("2026-09-09", "9999-09-09").contains("1900 to 2199"));
    assert!(refused("2026-09-09", "0000-01-01").contains("On: "));
    let kept = Document::parse(
        &whole.replace("\"function\":\"sales\"", "\"function\":\"of a later build\",\"mood\":3"),
    );
    let mut other = Desk::new();
    other.attempt(|tx| command::restore(tx, &kept.unwrap(), &command::OnConflict::NewerWins.into())).unwrap();
    let written = write_document(&other.workspace, None, "test", Instant(0));
    assert!(written.contains("of a later build") && written.contains("\"mood\":3"));
    assert!(tables(&other).described(&STAKEHOLDERS, piet.id).is_some());
}

#[test]
fn what_cannot_be_is_refused_with_a_sentence_and_changes_nothing() {
    let mut desk = Desk::new();
    let item = desk.add("Text the rider");
    let risk = make(&mut desk, &RISKS, "Riders read texts");
    let decision = make(&mut desk, &DECISIONS, "How does the reminder reach the rider?");
    let gone = make(&mut desk, &CONTACTS, "Eurobike");
    desk.edit(|tx| tx.trash(gone.table, &[gone.id]));
    let criterion = desk.edit(|tx| {
        command::add_row(tx, decision, &[], &CRITERIA, None, &[(&CRITERION_NAME, json!("Cost"))]).unwrap()
    });
    let (item, who) = (RecordRef { table: "items", id: item }, RISKS.field("who").unwrap());
    let before = write_document(&desk.workspace, None, "test", Instant(0));
    let mut refused = |change: &dyn Fn(&mut Tx<'_>) -> Result<(), CommandError>| {
        let result = desk.workspace.edit(&mut desk.context, "Try", change);
        assert_eq!(write_document(&desk.workspace, None, "test", Instant(0)), before);
        result.unwrap_err().to_string()
    };
    assert!(
        refused(&|tx| command::write_field(tx, risk, &RISK_STATE, "Perhaps")).contains("is none of Open,")
    );
    assert_eq!(
        refused(&|tx| command::write_field(tx, risk, &IMPACT, "6")),
        "Impact is a whole number from 1 to 5, and not “6”."
    );
    for day in ["0000-01-01", "9999-12-31", "31.02.2026"] {
        assert!(refused(&|tx| command::write_field(tx, risk, &RISK_DUE, day)).starts_with("Due: "), "{day}");
    }
    assert_eq!(
        refused(&|tx| command::set_in_row(
            tx,
            decision,
            &[(&CRITERIA, criterion)],
            &CRITERION_WEIGHT,
            Some(json!(0))
        )),
        "Weight is a whole number from 1 to 9, and not “0”."
    );
    assert!(refused(&|tx| command::choose_option(tx, decision, criterion)).contains("no longer here"));
    assert!(refused(&|tx| command::set_link(tx, risk, &ABOUT, gone, true)).contains("no longer here"));
    assert_eq!(
        refused(&|tx| command::set_link(tx, risk, who, item, true)),
        format!("Who names a record of people, and not “items/{}”.", item.id)
    );
    let name = "\"name\":\"Riders read texts\"";
    for (field, link) in [("who", format!("\"items/{}\"", item.id)), ("about", "[\"nonsense\"]".into())] {
        let text = before.replace(name, &format!("{name},\"{field}\":{link}"));
        let why = Document::parse(&text).unwrap_err().to_string();
        assert!(why.contains(" names a record") && why.ends_with("or export it again."), "{why}");
    }
}

#[test]
fn what_was_heard_becomes_feedback_with_its_day_and_way() {
    let mut desk = Desk::new();
    let product = desk.product;
    let contact = make(&mut desk, &CONTACTS, "Eurobike");
    write(&mut desk, contact, &MADE_AS, "Visit");
    write(&mut desk, contact, &MET_ON, "2026-11-02");
    let words = [(&HEARD_WORDS, json!("Nobody picks up the phone."))];
    let heard = desk.edit(|tx| command::add_row(tx, contact, &[], &HEARD, None, &words).unwrap());
    let quote = desk.edit(|tx| command::heard_to_feedback(tx, product, contact, heard).unwrap());
    let it = tables(&desk).described(&FEEDBACK, quote).unwrap();
    assert_eq!(
        (throughline::analysis::words_said(it), it.words(&SOURCE), it.words(&SAID_ON)),
        ("Nobody picks up the phone.", "visit", "2026-11-02")
    );
    let row = tables(&desk).described(&CONTACTS, contact.id).unwrap().rows(&HEARD)[0].clone();
    assert_eq!(row["quote"], link_text("feedback", quote));
    desk.edit(|tx| tx.trash("feedback", &[quote]));
    assert!(!tables(&desk).described(&CONTACTS, contact.id).unwrap().rows(&HEARD)[0].contains_key("quote"));
}

#[test]
fn a_list_goes_out_for_a_spreadsheet() {
    let mut desk = Desk::new();
    let item = desk.add("Text the rider");
    let risk = make(&mut desk, &RISKS, "=cmd, or \"worse\"");
    write(&mut desk, risk, &RISK_STATE, "Being tested");
    let about = RecordRef { table: "items", id: item };
    desk.edit(|tx| command::set_link(tx, risk, &ABOUT, about, true).unwrap());
    let text = described_csv(tables(&desk), &RISKS, &[risk.id]);
    let lines: Vec<&str> = text.trim_start_matches('\u{FEFF}').split("\r\n").collect();
    assert_eq!(
        lines[0],
        "Key,What may be or not be so,Type,State,Likelihood,Impact,Sign,Test,Who,Due,Labels,About,Description"
    );
    assert_eq!(lines[1], "SPK-A1,\"'=cmd, or \"\"worse\"\"\",Assumption,Being tested,,,,,,,,Text the rider,");
}

#[test]
fn each_kind_has_a_page_a_name_and_words_for_when_it_is_empty() {
    for kind in KINDS {
        let (place, tab) = throughline::view::Place::of_table(kind.table);
        assert!(place.tabs().contains(&tab) && tab.kind() == Some(kind), "{}", kind.table);
        assert!(kind.empty.0.ends_with('?') && kind.empty.1.ends_with('.'), "{}", kind.table);
        let made = make(&mut Desk::new(), kind, "a");
        assert_eq!(made.table, kind.table);
    }
}

#[test]
fn what_is_about_a_record_is_known_before_it_goes() {
    let mut desk = Desk::new();
    let product = desk.product;
    let risk = make(&mut desk, &RISKS, "Riders answer");
    make(&mut desk, &RISKS, "Another");
    let id = desk.edit(|tx| command::add_initiative(tx, product, "Reminders", Horizon::Now).unwrap());
    let initiative = RecordRef::to::<Initiative>(id);
    assert_eq!(records_about(tables(&desk), &[initiative]), []);
    desk.edit(|tx| command::set_link(tx, risk, &ABOUT, initiative, true).unwrap());
    assert_eq!(records_about(tables(&desk), &[initiative]), [risk]);
}
