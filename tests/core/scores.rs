//! What is scored: its history, what is kept when work is committed, the order it gives, and what came of it; the
//! story map.

use serde_json::json;
use throughline::analysis::score::{Scorable, Score, Scorer, formula, frozen, hindsight};
use throughline::command::{self, CommandError, Destination, Draft, ItemChange};
use throughline::model::kind::{
    FORMULA, FORMULAS, FROZEN, Field, INITIATIVES, METHODS, OWN_OF, PERSON_MONTHS, REACH, SCORE_LOG, SCORED,
    SCORED_BY, SCORING, SPRINTS,
};
use throughline::model::{Horizon, Id, Initiative, Item, ItemType, Record, RecordRef, SortedSet};
use throughline::view::{
    Board, Column, Look, Ranking, Register, Shape, Subject as Listed, list, priorities, ranked_register,
    score_columns,
};
use throughline::workspace::{EVERYWHERE, Search, Values};

use crate::support::{Desk, contents};

fn scoring(key: &str) -> &'static Field {
    SCORING.into_iter().find(|field| field.key == key).unwrap()
}

fn judge(desk: &mut Desk, record: RecordRef, values: &[(&str, &str)]) {
    for (key, written) in values {
        let field = scoring(key);
        desk.edit(|tx| command::write_field(tx, record, field, written)).unwrap();
    }
}

fn item(id: Id) -> RecordRef {
    RecordRef::to::<Item>(id)
}

fn rice(desk: &mut Desk, title: &str, [reach, months]: [&str; 2]) -> Id {
    let id = desk.add(title);
    let values = [("reach", reach), ("impact", "2"), ("confidence_percent", "80"), ("person_months", months)];
    judge(desk, item(id), &values);
    id
}

fn log(desk: &Desk, id: Id) -> Vec<(String, i64, bool)> {
    let item = desk.workspace.tables().items.get(id).unwrap();
    let rows = Values(&item.meta.unknown).rows(&SCORE_LOG);
    let row = |row| {
        let row = Values(row);
        (row.words(&SCORED_BY).to_owned(), row.number(&SCORED).unwrap(), !row.words(&FROZEN).is_empty())
    };
    rows.into_iter().map(row).collect()
}

#[test]
fn what_it_came_to_is_kept_by_the_day_and_frozen_when_work_is_committed() {
    let mut desk = Desk::new();
    let id = rice(&mut desk, "Reminder", ["2000", "4"]);
    assert_eq!(log(&desk, id), [("rice".to_owned(), 80_000, false)]);
    judge(&mut desk, item(id), &[("person_months", "2")]);
    assert_eq!(log(&desk, id), [("rice".to_owned(), 160_000, false)], "the last of a day stands for it");
    desk.context.today = desk.context.today.plus(1);
    judge(&mut desk, item(id), &[("person_months", "1")]);
    assert_eq!(log(&desk, id).len(), 2, "another day is another row");
    let before = contents(&desk.workspace);
    desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::Status("doing".into())));
    assert_eq!(log(&desk, id)[2], ("rice".to_owned(), 320_000, true));
    let kept = desk.workspace.tables().items.get(id).unwrap().clone();
    assert_eq!(
        Values(frozen(Values(&kept.meta.unknown)).unwrap()).number(&REACH),
        Some(2000),
        "with its inputs"
    );
    desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::Status("accepted".into())));
    assert_eq!(log(&desk, id).len(), 3, "the same is not kept again");
    assert!(desk.undo() && desk.undo());
    assert_eq!(contents(&desk.workspace), before);
}

#[test]
fn a_sprint_and_a_commitment_freeze_what_is_in_them() {
    let mut desk = Desk::new();
    let product = desk.product;
    let id = rice(&mut desk, "Reminder", ["100", "1"]);
    let sprint = desk.edit(|tx| command::add_named(tx, SPRINTS.table, product, "Sprint 1").unwrap());
    desk.edit(|tx| command::put_in_sprint(tx, &[id], Some(sprint)).unwrap());
    desk.edit(|tx| command::start_sprint(tx, sprint)).unwrap();
    assert!(log(&desk, id).iter().any(|(_, _, is_frozen)| *is_frozen));
    let horizon = Horizon::Now;
    let bet = desk.edit(|tx| command::add_initiative(tx, product, "Reminders", horizon)).unwrap();
    let record = RecordRef::to::<Initiative>(bet);
    for (key, written) in [("reach", "100"), ("impact", "1"), ("person_months", "2")] {
        desk.edit(|tx| command::write_field(tx, record, scoring(key), written)).unwrap();
    }
    let kind = throughline::model::kind::Kind::of_any_table(Initiative::TABLE).unwrap();
    let [sure, confidence] = ["confidence_percent", "confidence"].map(|key| kind.field(key).unwrap());
    desk.edit(|tx| command::write_field(tx, record, sure, "50 %")).unwrap();
    desk.edit(|tx| command::write_field(tx, record, confidence, "committed")).unwrap();
    let values = desk.workspace.tables().any(Initiative::TABLE).unwrap().values(bet).unwrap();
    let row = frozen(values).unwrap();
    assert_eq!(Values(row).number(&SCORED), Some(2_500), "an initiative is scored by its own confidence");
}

#[test]
fn the_backlog_takes_the_order_of_a_score_in_one_step() {
    let mut desk = Desk::new();
    let product = desk.product;
    let small = rice(&mut desk, "Small", ["10", "1"]);
    let none = desk.add("Not scored");
    let large = rice(&mut desk, "Large", ["99", "1"]);
    let tables = desk.workspace.tables();
    let owner = tables.products.get(product).unwrap();
    let all: Vec<Id> = tables.items.in_order(product).collect();
    let (listing, ranking) = priorities(tables, owner, all.clone(), &Look::default(), &SortedSet::new());
    assert_eq!(listing.ids, [large, small, none]);
    assert_eq!(ranking, Ranking::of(tables, Item::TABLE, METHODS[0].score, &all));
    assert_eq!(ranking.unscored, [none]);
    assert_eq!(score_columns(tables, None, METHODS[0].score).len(), 7);
    let before = contents(&desk.workspace);
    let ids: Vec<Id> = ranking.order.iter().map(|place| place.id).collect();
    assert!(desk.edit(|tx| command::order_like(tx, Item::TABLE, product, &ids)));
    assert_eq!(desk.workspace.tables().items.in_order(product).collect::<Vec<_>>(), [large, small, none]);
    assert!(!desk.edit(|tx| command::order_like(tx, Item::TABLE, product, &ids)), "it is so already");
    assert!(desk.undo());
    assert_eq!(contents(&desk.workspace), before);
}

#[test]
fn initiatives_have_ranks_and_the_roadmap_takes_their_order_in_one_step() {
    let mut desk = Desk::new();
    let product = desk.product;
    let bet = |desk: &mut Desk, horizon: Horizon, reach: &str, sure: &str| {
        let id = desk.edit(|tx| command::add_initiative(tx, product, "Bet", horizon)).unwrap();
        let record = RecordRef::to::<Initiative>(id);
        if !reach.is_empty() {
            judge(desk, record, &[("reach", reach), ("impact", "1"), ("person_months", "1")]);
            let field = INITIATIVES.field("confidence_percent").unwrap();
            desk.edit(|tx| command::write_field(tx, record, field, sure)).unwrap();
        }
        id
    };
    let small = bet(&mut desk, Horizon::Now, "10", "100");
    let none = bet(&mut desk, Horizon::Now, "", "");
    let large = bet(&mut desk, Horizon::Later, "200", "50");
    let middle = bet(&mut desk, Horizon::Now, "60", "100");
    let tables = desk.workspace.tables();
    let rows = Values(&tables.initiatives.get(small).unwrap().meta.unknown).rows(&SCORE_LOG);
    assert_eq!(rows.len(), 1, "how sure one is is an input as any other");
    let own = tables.own_fields();
    let register = Register { tables, kind: &INITIATIVES, product, today: desk.context.today, lacking: None };
    let look = Look::of_query(&Listed::of(Some(&INITIATIVES), &own), "group=none&by=rice");
    let (listing, ranking) = ranked_register(&register, &Search::default(), look, &SortedSet::new());
    assert_eq!(listing.ids, [large, middle, small, none]);
    let words = |column| listing.ids.iter().map(|id| ranking.words(*id, column)).collect::<Vec<_>>();
    assert_eq!(words(Column::Rank), ["1", "2", "3", ""]);
    assert_eq!(words(Column::Range), ["1–2", "1–2", "3", ""], "half of 200 may be below 60");
    let columns = score_columns(tables, Some(&INITIATIVES), METHODS[0].score);
    let names: Vec<&str> = columns.into_iter().map(Column::name).collect();
    assert_eq!(names, ["Reach", "Impact", "How sure", "Person-months", "RICE", "Rank", "Range"]);
    let before = contents(&desk.workspace);
    let ids: Vec<Id> = ranking.order.iter().map(|place| place.id).collect();
    assert!(desk.edit(|tx| command::order_like(tx, Initiative::TABLE, product, &ids)));
    let order = |desk: &Desk| desk.workspace.tables().initiatives.in_order(product).collect::<Vec<Id>>();
    assert_eq!(order(&desk), [large, middle, small, none]);
    let horizon = |id: Id| desk.workspace.tables().initiatives.get(id).unwrap().horizon;
    assert_eq!((horizon(large), horizon(middle)), (Horizon::Later, Horizon::Now), "each in its column");
    assert!(!desk.edit(|tx| command::order_like(tx, Initiative::TABLE, product, &ids)), "it is so already");
    assert!(desk.undo());
    assert_eq!(contents(&desk.workspace), before);
}

#[test]
fn a_line_stands_where_what_fits_into_a_sprint_ends() {
    let mut desk = Desk::new();
    let product = desk.product;
    let sprint = desk.edit(|tx| command::add_named(tx, SPRINTS.table, product, "Sprint 1").unwrap());
    let done = desk.add("Done");
    let size = |desk: &mut Desk, id: Id, size: &str| {
        desk.edit(|tx| tx.edit(id, |item: &mut Item| item.estimate = size.parse().ok()));
    };
    size(&mut desk, done, "8");
    desk.edit(|tx| command::put_in_sprint(tx, &[done], Some(sprint)).unwrap());
    desk.edit(|tx| command::start_sprint(tx, sprint)).unwrap();
    desk.edit(|tx| command::change_items(tx, &[done], &ItemChange::Status("accepted".into())));
    let items = ["900", "800", "700", "600", "500"].map(|reach| rice(&mut desk, "Next", [reach, "1"]));
    let none = desk.add("Not scored");
    for (id, points) in items.iter().zip(["5", "", "3", "5", "5"]) {
        size(&mut desk, *id, points);
    }
    let heads = |desk: &Desk, folded: &[&str]| {
        let tables = desk.workspace.tables();
        let all: Vec<Id> = tables.items.in_order(product).collect();
        let folded: SortedSet<String> = folded.iter().map(|key| (*key).to_owned()).collect();
        let owner = tables.products.get(product).unwrap();
        let (listing, _) = priorities(tables, owner, all, &Look::default(), &folded);
        let heads = listing.heads.into_iter().map(|head| (head.at, head.name, head.items, head.tenths));
        (heads.collect::<Vec<_>>(), listing.ids, listing.fitting.len())
    };
    assert_eq!(heads(&desk, &[]).0, [], "no sprint was finished");
    desk.edit(|tx| command::finish_sprint(tx, sprint, None)).unwrap();
    let (found, ids, _) = heads(&desk, &[]);
    let head = |at, name: &str, items, tenths| (at, name.to_owned(), items, tenths);
    let of_all = [
        head(0, "Fits into one sprint, 1 not estimated", 3, 80),
        head(3, "Fits into the next", 1, 50),
        head(4, "Below the line, 1 not estimated", 2, 50),
    ];
    assert_eq!(found, of_all);
    assert_eq!(ids, [items.as_slice(), &[none]].concat());
    let (found, ids, fitting) = heads(&desk, &["cut/Fits into one sprint"]);
    assert_eq!((found[1].0, ids.len(), fitting), (0, 3, 6), "what is folded away still fits");
}

#[test]
fn a_formula_of_ones_own_reads_own_fields_and_says_when_one_is_gone() {
    let mut desk = Desk::new();
    let severity = desk.edit(|tx| command::add_own_field(tx, Item::TABLE, "Severity", "number", "")).unwrap();
    let product = desk.product;
    let made = desk.edit(|tx| command::add_described(tx, FORMULAS.table, product, "Pain")).unwrap();
    let record = RecordRef { table: FORMULAS.table, id: made };
    let key = format!("score_{made}");
    let write =
        |desk: &mut Desk, text: &str| desk.edit(|tx| command::write_field(tx, record, &FORMULA, text));
    assert!(matches!(write(&mut desk, "Severity × Mood"), Err(CommandError::Formula(_))));
    write(&mut desk, "Severity × 2 ÷ Job size").unwrap();
    let id = desk.add("Slow");
    desk.edit(|tx| command::write_field(tx, item(id), severity, "4.5")).unwrap();
    judge(&mut desk, item(id), &[("wsjf_size", "3")]);
    let score = |desk: &Desk| {
        let tables = desk.workspace.tables();
        let own =
            tables.own_fields().of(Item::TABLE).into_iter().find(|field| field.label == "Pain").unwrap();
        Scorer::of(tables, own).map(|scorer| scorer.score(&Scorable::item(tables.items.get(id).unwrap())))
    };
    assert_eq!(score(&desk), Some(Score::Is(3.0)));
    assert_eq!(log(&desk, id), [(key.clone(), 300, false)], "it is kept as those of the methods are");
    desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::Status("doing".into())));
    assert_eq!(log(&desk, id)[1], (key, 300, true), "and frozen");
    judge(&mut desk, item(id), &[("wsjf_size", "0")]);
    assert_eq!(score(&desk), Some(Score::ByZero));
    let field = desk.workspace.tables().described_of(&throughline::model::kind::FIELDS, EVERYWHERE)[0];
    assert_eq!(field.words(&OWN_OF), "items");
    let field = field.meta.id;
    desk.edit(|tx| tx.trash(throughline::model::kind::FIELDS.table, &[field]));
    assert_eq!(score(&desk), None);
    let said = formula(desk.workspace.tables(), made).unwrap().unwrap_err().to_string();
    assert_eq!(said, "No field with numbers is called “Severity”.");
}

#[test]
fn hindsight_says_how_far_each_factor_was_off_and_corrects_what_is_to_come() {
    let mut desk = Desk::new();
    let product = desk.product;
    for (months, spent, came) in [("1", "2", "yes"), ("2", "3", "yes"), ("1", "1.5", "no")] {
        let id = rice(&mut desk, "Done", ["100", months]);
        desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::Status("accepted".into())));
        judge(&mut desk, item(id), &[("seen_person_months", spent), ("came_true", came)]);
    }
    let next = rice(&mut desk, "Next", ["100", "2"]);
    let found = hindsight(desk.workspace.tables(), product);
    assert_eq!(found.seen.len(), 3);
    let bias: Vec<(&str, f64, usize)> = found.bias.iter().map(|it| (it.field.key, it.ratio, it.of)).collect();
    assert_eq!(bias, [("person_months", 1.5, 3)]);
    let (brier, of) = found.brier.unwrap();
    assert!((brier - (0.04 + 0.04 + 0.64) / 3.0).abs() < 1e-9 && of == 3, "{brier}");
    assert_eq!(found.levels, [(80, 2, 3)], "two of three where one was 80 % sure");
    assert_eq!(desk.edit(|tx| command::correct_input(tx, product, &PERSON_MONTHS, 1.5)), Ok(1));
    let values =
        |desk: &Desk| desk.workspace.tables().items.get(next).unwrap().meta.unknown["person_months"].clone();
    assert_eq!(values(&desk), json!(300));
    assert!(desk.undo());
    assert_eq!(values(&desk), json!(200));
    assert!(desk.edit(|tx| command::correct_input(tx, product, &PERSON_MONTHS, f64::NAN)).is_err());
}

#[test]
fn a_map_has_epics_across_and_releases_down() {
    let mut desk = Desk::new();
    let product = desk.product;
    let epic = |desk: &mut Desk, title: &str| {
        let draft = Draft { title: title.into(), kind: ItemType::Epic, ..Draft::default() };
        desk.edit(|tx| command::add_item(tx, product, draft, Destination::Bottom)).unwrap()
    };
    let (book, pay) = (epic(&mut desk, "Book"), epic(&mut desk, "Pay"));
    let stories = ["Choose a day", "Pay by card", "Loose"].map(|title| desk.add(title));
    desk.edit(|tx| command::set_parents(tx, &stories[..1], Some(book))).unwrap();
    desk.edit(|tx| command::set_parents(tx, &stories[1..2], Some(pay))).unwrap();
    let release = desk.edit(|tx| command::add_named(tx, "releases", product, "2.6")).unwrap();
    desk.edit(|tx| tx.edit(stories[1], |item: &mut Item| item.release = Some(release)));
    let tables = desk.workspace.tables();
    let owner = tables.products.get(product).unwrap();
    let all: Vec<Id> = tables.items.in_order(product).collect();
    let listing = throughline::view::map_list(tables, owner, all, &Look::default());
    let map = Board::map(tables, owner, &listing.ids, None);
    let columns: Vec<&str> = map.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(columns, ["Book", "Pay", "No activity"]);
    let lanes: Vec<&str> = map.lanes.iter().map(|lane| lane.name.as_str()).collect();
    assert_eq!(lanes, ["2.6", "No release"]);
    assert_eq!(map.lanes[0].cells[1], [stories[1]]);
    assert_eq!(map.lanes[1].cells, [vec![stories[0]], vec![], vec![stories[2]]]);
}

#[test]
fn the_look_of_a_score_stands_in_the_address() {
    let desk = Desk::new();
    let subject = Listed::of(None, &desk.workspace.tables().own_fields());
    let look = Look::of_query(&subject, "by=wsjf&moscow=must");
    assert_eq!((look.by.map(|field| field.key), look.filters.len()), (Some("wsjf"), 1));
    assert_eq!(look.to_query(), "moscow=must&by=wsjf");
    assert_eq!(Look::of_query(&subject, "by=title").by, None);
    let listing =
        list(desk.workspace.tables(), desk.product, Vec::new(), &look, Shape::List, &SortedSet::new());
    assert!(listing.ids.is_empty());
}

#[test]
fn columns_of_a_sheet_are_known_by_what_stands_in_their_brackets() {
    let mut desk = Desk::new();
    let product = desk.product;
    let text = "Feature,Reach (users a quarter),Impact,Confidence,Effort,MoSCoW\nCards,4200,2,80%,3,Must\nOffline,1500,3,40%,6,Won't\n";
    let mut sheet = throughline::format::parse_sheet(text).unwrap();
    sheet.set_own(desk.workspace.tables().own_fields());
    let columns: Vec<&str> = sheet.columns.iter().map(|(_, column)| column.name()).collect();
    assert_eq!(columns[1..], ["Reach", "Impact", "Confidence", "Person-months", "MoSCoW"]);
    sheet.set_column(0, throughline::format::SheetColumn::Title);
    let report =
        desk.edit(|tx| command::import_sheet(tx, product, &sheet, command::OnConflict::NewerWins)).unwrap();
    assert_eq!(report.new, 2, "{:?}", report.notes);
    let words: Vec<String> = desk
        .workspace
        .tables()
        .items
        .of(product)
        .map(|item| Values(&item.meta.unknown).words(scoring("moscow")).to_owned())
        .collect();
    assert_eq!(words, ["must", "wont"]);
}
