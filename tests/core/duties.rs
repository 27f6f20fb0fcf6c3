//! The duties: for each, what a person does makes it live, time makes it stale, and doing more makes nothing worse.

use proptest::prelude::*;
use serde_json::{Value, json};
use throughline::analysis::{DUTIES, DutyState, Overview, Standing, ahead, neglect, tally, weigh_duties};
use throughline::command::{
    self, Destination, Draft, ItemChange, KeyResultDraft, NoteChange, NoteList, Relation, RuleChange,
    TrialDraft, VisionDraft, Which,
};
use throughline::model::kind::{Kind, STAKEHOLDERS};
use throughline::model::{
    Check, Day, Horizon, Id, Initiative, Instant, Item, ItemType, Lens, RecordRef, link_text,
};
use throughline::workspace::Tx;

use crate::support::Desk;

const MONDAY: &str = "2026-11-02";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn go_to(desk: &mut Desk, on: Day) {
    desk.context.today = on;
    desk.context.now = Instant(on.noon().0 + 1_000 + desk.context.now.0 % 1_000);
}

fn desk() -> Desk {
    let mut desk = Desk::new();
    go_to(&mut desk, day(MONDAY));
    desk
}

fn all(desk: &Desk, today: Day) -> Vec<Standing> {
    weigh_duties(desk.workspace.tables(), desk.product, today).0
}

fn state(desk: &Desk, number: u8, today: Day) -> DutyState {
    all(desk, today)[usize::from(number) - 1].state()
}

fn write(tx: &mut Tx<'_>, table: &str, id: Id, fields: Value) {
    let fields = fields.as_object().unwrap().clone();
    assert!(tx.change(table, id, |kept| kept.extend(fields)), "{table}");
}

/// A record of a described kind with these fields; none of a kind that is not there yet.
fn made(desk: &mut Desk, table: &str, fields: Value) -> Option<Id> {
    Kind::of_table(table)?;
    let product = desk.product;
    let id = desk.edit(|tx| {
        let id = command::add_described(tx, table, product, "It").unwrap();
        write(tx, table, id, fields);
        id
    });
    Some(id)
}

/// The same with rows that have a day, of today.
fn with_row(desk: &mut Desk, table: &str, rows: &str, row: Value) {
    let id = desk.context.ids.next_id().to_string();
    let mut row = row.as_object().unwrap().clone();
    row.insert("id".into(), id.into());
    row.entry("on").or_insert(desk.context.today.to_string().into());
    made(desk, table, json!({ rows: [row] }));
}

fn initiative(desk: &mut Desk, horizon: Horizon) -> Id {
    let product = desk.product;
    desk.edit(|tx| command::add_initiative(tx, product, "Bet", horizon).unwrap())
}

fn item(desk: &mut Desk, kind: ItemType) -> Id {
    let product = desk.product;
    let draft = Draft { title: "Work".into(), kind, ..Draft::default() };
    desk.edit(|tx| command::add_item(tx, product, draft, Destination::Bottom).unwrap())
}

fn goal(desk: &mut Desk) -> (Id, Id) {
    let product = desk.product;
    desk.edit(|tx| {
        let goal = command::add_goal(tx, product, "Goal").unwrap();
        let draft = KeyResultDraft {
            name: "It".into(),
            baseline: "1".into(),
            target: "2".into(),
            ..KeyResultDraft::default()
        };
        (goal, command::write_key_result(tx, goal, None, &draft).unwrap())
    })
}

fn reading(desk: &mut Desk, form: &str) {
    let (product, today) = (desk.product, desk.context.today.to_string());
    desk.edit(|tx| {
        let id = command::add_named(tx, "metrics", product, "It").unwrap();
        write(tx, "metrics", id, json!({ "form": form }));
        command::add_reading(tx, id, "4", &today).unwrap();
    });
}

fn note(desk: &mut Desk, list: NoteList) -> (Id, Id) {
    let id = item(desk, ItemType::Chore);
    desk.edit(|tx| command::change_notes(tx, id, list, &NoteChange::Add("Words".into())));
    let kept = desk.workspace.tables().items.get(id).unwrap();
    let note = match list {
        NoteList::Criteria => kept.criteria[0].id,
        NoteList::Questions => kept.questions[0].id,
        _ => kept.comments[0].id,
    };
    (id, note)
}

fn done(desk: &mut Desk, initiative: Option<Id>) {
    let id = item(desk, ItemType::Chore);
    desk.edit(|tx| {
        tx.edit(id, |item: &mut Item| item.initiative = initiative);
        command::change_items(tx, &[id], &ItemChange::Status("accepted".into()));
    });
}

/// What a person does for a duty.
#[expect(clippy::too_many_lines, reason = "a table")]
fn do_it(desk: &mut Desk, number: u8) {
    let (product, today) = (desk.product, desk.context.today.to_string());
    let words =
        json!([{ "id": desk.context.ids.next_id().to_string(), "text": "It", "name": "It", "on": today }]);
    let link = json!(["items/0123456789abcdef"]);
    match number {
        1 => {
            let draft = VisionDraft { statement: "So".into(), ..VisionDraft::default() };
            desk.edit(|tx| command::write_vision(tx, product, &draft, true).unwrap());
        }
        2 => with_row(desk, "stakeholders", "stances", json!({ "stance": "for" })),
        3 => drop(goal(desk)),
        4 => drop(made(desk, "organisation_goals", json!({ "fits": words }))),
        5 => drop(made(desk, "opportunities", json!({}))),
        6 => drop(made(desk, "studies", json!({ "findings": words }))),
        7 => with_row(desk, "capabilities", "ratings", json!({ "rating": 2 })),
        8 => drop(made(desk, "needs", json!({}))),
        9 => drop(made(desk, "risks", json!({}))),
        10 => drop(made(desk, "claims", json!({}))),
        11 => drop(made(desk, "business_cases", json!({ "scenarios": words }))),
        12 => drop(made(desk, "contacts", json!({ "day": today }))),
        13 => drop(made(desk, "feedback", json!({ "source": "sales" }))),
        14 => drop(initiative(desk, Horizon::Now)),
        15 => {
            let id = initiative(desk, Horizon::Now);
            desk.edit(|tx| write(tx, "initiatives", id, json!({ "outcome": "Better" })));
        }
        16 => drop(desk.edit(|tx| command::add_named(tx, "releases", product, "1.0").unwrap())),
        17 => {
            let (one, other) = (item(desk, ItemType::Chore), item(desk, ItemType::Chore));
            desk.edit(|tx| command::relate(tx, one, Relation::WaitsFor, other, true).unwrap());
        }
        18 => drop(made(desk, "requests", json!({}))),
        19 => drop(made(desk, "costs", json!({}))),
        20 => {
            let points = (desk.context.now.0 % 900).to_string();
            desk.edit(|tx| command::set_capacity(tx, product, &points).unwrap());
        }
        21 => drop(item(desk, ItemType::Spike)),
        22 => drop(made(desk, "asks", json!({ "to": "pm" }))),
        23 => {
            let id = initiative(desk, Horizon::Now);
            desk.edit(|tx| write(tx, "initiatives", id, json!({ "handover": "agreed" })));
        }
        24 => drop(item(desk, ItemType::Chore)),
        25 => {
            let judged =
                [("reach", "3"), ("impact", "2"), ("confidence_percent", "80"), ("person_months", "1")];
            let id = item(desk, ItemType::Chore);
            let record = RecordRef { table: "items", id };
            for (key, written) in judged {
                let field =
                    throughline::model::kind::SCORING.into_iter().find(|field| field.key == key).unwrap();
                desk.edit(|tx| command::write_field(tx, record, field, written).unwrap());
            }
        }
        26 => drop(item(desk, ItemType::Story)),
        27 => drop(made(desk, "feedback", json!({ "items": link }))),
        28 => {
            let (id, criterion) = note(desk, NoteList::Criteria);
            desk.edit(|tx| command::try_criterion(tx, id, criterion, &TrialDraft::default()));
        }
        29 => {
            let change = RuleChange::Add(Check::ByHand, "Looked at".into());
            desk.edit(|tx| command::change_definition(tx, product, Which::Ready, &change).unwrap());
        }
        30 => drop(made(desk, "sprints", json!({}))),
        31 => drop(made(desk, "meetings", json!({ "on": today }))),
        32 => drop(made(desk, "sprints", json!({ "retro": words }))),
        33 => {
            let (id, question) = note(desk, NoteList::Questions);
            let change = NoteChange::Answer(question, "Yes".into());
            desk.edit(|tx| command::change_notes(tx, id, NoteList::Questions, &change));
        }
        34 => drop(made(desk, "impediments", json!({}))),
        35 => drop(made(desk, "sprints", json!({ "verdict": "go-on" }))),
        36 => {
            let (goal, result) = goal(desk);
            desk.edit(|tx| command::check_in(tx, goal, result, "1.5", &today).unwrap());
        }
        37 => {
            let id = item(desk, ItemType::Chore);
            let person = desk.edit(|tx| command::person_named(tx, "Lars").unwrap());
            desk.edit(|tx| tx.edit(id, |item: &mut Item| item.delegate = Some(person)));
        }
        38 => {
            let bet = initiative(desk, Horizon::Now);
            done(desk, Some(bet));
        }
        39 => drop(made(desk, "surveys", json!({}))),
        40 => drop(made(desk, "themes", json!({}))),
        41 => drop(made(desk, "feedback", json!({ "answered_on": today }))),
        42 => drop(made(desk, "experiments", json!({}))),
        43 => drop(desk.edit(|tx| command::add_named(tx, "metrics", product, "It").unwrap())),
        44 => reading(desk, "number"),
        45 => reading(desk, "nps"),
        46 => done(desk, None),
        47 => drop(made(desk, "outcome_checks", json!({ "fixed_on": today }))),
        48 => with_row(desk, "stakeholders", "contacts", json!({ "how": "Call" })),
        49 => drop(made(desk, "reports", json!({ "kept_on": today }))),
        50 => drop(made(desk, "launches", json!({ "tasks": words }))),
        51 => drop(made(desk, "business_cases", json!({ "flows": words }))),
        52 => drop(made(desk, "decisions", json!({ "options": words }))),
        53 => drop(made(desk, "terms", json!({}))),
        54 => drop(made(desk, "feedback", json!({ "passages": words }))),
        55 => drop(note(desk, NoteList::Comments)),
        56 => drop(made(desk, "decisions", json!({ "decided_on": today }))),
        57 => drop(made(desk, "launches", json!({}))),
        58 | 59 => drop(made(desk, "stages", json!({ "on": today }))),
        60 => {
            let number = desk.context.now.0 % 1_000;
            let key = format!("P{}", number % 900 + 10);
            let known = desk.workspace.product_by_key(&key);
            let other = known.unwrap_or_else(|| {
                desk.edit(|tx| command::create_product(tx, "Other", &key, Lens::Both).unwrap())
            });
            let draft = Draft { title: "Work".into(), ..Draft::default() };
            desk.edit(|tx| command::add_item(tx, other, draft, Destination::Bottom).unwrap());
        }
        61 => drop(made(desk, "one_on_ones", json!({ "on": today }))),
        62 => drop(made(desk, "role_checks", json!({ "on": today }))),
        63 => with_row(desk, "skills", "ratings", json!({ "rating": 3 })),
        64 => drop(made(desk, "time_entries", json!({ "on": today, "minutes": 30 }))),
        65 | 67 => drop(made(desk, "rituals", json!({ "finished_on": today }))),
        66 => {
            for horizon in Horizon::ALL {
                initiative(desk, horizon);
            }
        }
        _ => unreachable!("{number}"),
    }
}

#[test]
fn each_duty_is_live_once_it_is_done_and_stale_after_its_time() {
    let monday = day(MONDAY);
    for duty in &DUTIES {
        let number = duty.number;
        let mut desk = desk();
        assert_eq!(state(&desk, number, monday), DutyState::Never, "D{number}");
        do_it(&mut desk, number);
        for (after, expected) in [
            (0, DutyState::Live),
            (duty.limit(), DutyState::Live),
            (duty.limit() + 1, DutyState::Stale),
            (-1, DutyState::Live),
        ] {
            // A person’s own clock that was set back makes it today, and days that are written are still to come.
            if after < 0 && state(&desk, number, monday.plus(after)) == DutyState::Never {
                continue;
            }
            assert_eq!(state(&desk, number, monday.plus(after)), expected, "D{number} after {after} days");
        }
        assert!(all(&desk, monday.plus(-1)).iter().all(|it| it.days >= 0));
    }
}

#[test]
fn duties_are_numbered_and_say_what_counts() {
    for (place, duty) in DUTIES.iter().enumerate() {
        assert_eq!(usize::from(duty.number), place + 1);
        assert!(duty.how.ends_with('.') && !duty.signs.is_empty(), "D{}", duty.number);
    }
    let of = |hat| DUTIES.iter().filter(|duty| duty.hat == hat).count();
    assert_eq!([Lens::Pm, Lens::Both, Lens::Po].map(of), [25, 28, 14]);
}

#[test]
fn the_hat_that_lies_is_named_and_nothing_is_guessed() {
    let monday = day(MONDAY);
    let empty = all(&desk(), monday);
    assert_eq!(neglect(&empty), None);
    assert_eq!(tally(&empty, None), [0, 0, 67]);
    for (does, lies) in [(Lens::Po, Lens::Pm), (Lens::Pm, Lens::Po)] {
        let mut desk = desk();
        for duty in DUTIES.iter().filter(|duty| duty.hat == does) {
            do_it(&mut desk, duty.number);
        }
        let found = neglect(&all(&desk, monday)).unwrap();
        assert_eq!((found.hat, found.most.len()), (lies, 3));
        assert!(found.most.iter().all(|it| it.duty.hat == lies), "{found:?}");
    }
}

#[test]
fn what_lies_longest_by_its_own_rhythm_comes_first_with_its_reason() {
    let mut desk = desk();
    for number in [2, 13, 44] {
        do_it(&mut desk, number);
    }
    for duty in DUTIES.iter().filter(|duty| duty.hat == Lens::Po) {
        go_to(&mut desk, day(MONDAY).plus(70));
        do_it(&mut desk, duty.number);
    }
    let today = day(MONDAY).plus(70);
    let found = neglect(&all(&desk, today)).unwrap();
    // 70 of 21 days, of 28 and of 60.
    assert_eq!(found.most.iter().map(|it| it.duty.number).collect::<Vec<_>>(), [13, 44, 2]);
    let reasons: Vec<_> = found.most.iter().map(|it| it.reason(desk.workspace.tables())).collect();
    assert_eq!(reasons[0], "Last done 70 days ago (“It”); it is stale after three weeks.");
    assert_eq!(reasons[1], "Last done 70 days ago (“It”); its rhythm is 14 days.");
    let never = all(&desk, today)[4].reason(desk.workspace.tables());
    assert_eq!(never, "Never used. Add or weigh an opportunity.");
}

#[test]
fn the_week_is_weighed_by_what_was_touched_and_by_what_lies() {
    let mut desk = desk();
    do_it(&mut desk, 2);
    go_to(&mut desk, day(MONDAY).plus(65));
    let today = desk.context.today;
    do_it(&mut desk, 9);
    do_it(&mut desk, 14);
    item(&mut desk, ItemType::Story);
    item(&mut desk, ItemType::Story);
    let week = weigh_duties(desk.workspace.tables(), desk.product, today).1;
    assert_eq!((week.touched, week.stale, week.minutes), ([1, 2], [1, 0], [0, 0]));
    let later = today.plus(7);
    let week = weigh_duties(desk.workspace.tables(), desk.product, later).1;
    assert_eq!(week.touched, [0, 0]);
}

#[test]
fn an_empty_horizon_is_said() {
    let mut desk = desk();
    initiative(&mut desk, Horizon::Now);
    let id = initiative(&mut desk, Horizon::Later);
    let story = item(&mut desk, ItemType::Story);
    desk.edit(|tx| {
        tx.edit(story, |item: &mut Item| {
            (item.initiative, item.estimate) = (Some(id), "3".parse().ok());
        });
    });
    let tables = desk.workspace.tables();
    let found = ahead(tables, desk.product, &Overview::of(tables, desk.product));
    assert_eq!(found.map(|it| (it.initiatives, it.open_tenths)), [(1, 0), (0, 0), (1, 30)]);
    assert_eq!(found.map(|it| it.warning().is_some()), [false, true, false]);
    assert_eq!(state(&desk, 66, desk.context.today), DutyState::Never, "one horizon is empty");
}

#[test]
fn what_is_deleted_was_not_done() {
    let mut desk = desk();
    with_row(&mut desk, "stakeholders", "stances", json!({ "stance": "for" }));
    let kept = desk.workspace.tables().described_of(&STAKEHOLDERS, desk.product)[0].meta.id;
    let bet = initiative(&mut desk, Horizon::Now);
    desk.edit(|tx| {
        tx.trash("stakeholders", &[kept]);
        tx.trash("initiatives", &[bet]);
    });
    let today = desk.context.today;
    assert_eq!(tally(&all(&desk, today), None), [0, 0, 67]);
}

#[test]
fn a_described_record_is_named_by_its_link() {
    let mut desk = desk();
    let bet = initiative(&mut desk, Horizon::Now);
    let last = all(&desk, desk.context.today)[13].last.unwrap();
    assert_eq!(last.record, RecordRef::to::<Initiative>(bet));
    assert_eq!(link_text(last.record.table, last.record.id), format!("initiatives/{bet}"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn doing_more_makes_no_duty_less_live(deeds in prop::collection::vec((1_u8..=67, 0_i32..30), 1..20)) {
        let mut desk = desk();
        let worth = |state| match state {
            DutyState::Never => 0,
            DutyState::Stale => 1,
            DutyState::Live => 2,
        };
        for (number, wait) in deeds {
            let on = desk.context.today.plus(wait);
            go_to(&mut desk, on);
            let today = on.plus(3);
            let before = all(&desk, today);
            do_it(&mut desk, number);
            for (before, after) in before.into_iter().zip(all(&desk, today)) {
                prop_assert!(
                    worth(after.state()) >= worth(before.state()),
                    "D{number} makes D{} worse", before.duty.number
                );
            }
        }
    }
}
