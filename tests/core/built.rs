//! Releases and goals as they are listed: what a cell may do to them, what follows from others, and their files.

use proptest::prelude::*;
use throughline::analysis::{Computed, Overview, computed, is_served, work_done};
use throughline::command::{self, CommandError, OnConflict, create_sample, import_sheet};
use throughline::format::{described_csv, parse_sheet};
use throughline::model::kind::{
    BASELINES, BUILT, GOAL_DUE, GOAL_SCORE, GOAL_STATE, GOALS, KEY_RESULTS, Kind, RELEASE_OUTCOME,
    RELEASE_PLANNED, RELEASE_STATE, RELEASES, SERVED_BY, VISION, WENT_OUT,
};
use throughline::model::{
    Goal, Id, Instant, Item, ItemType, Record, RecordRef, Release, ReleaseState, Vision,
};
use throughline::workspace::Tables;

use crate::support::{Act, Desk, any_act};

fn tables(desk: &Desk) -> &Tables {
    desk.workspace.tables()
}

fn release(desk: &mut Desk, name: &str) -> RecordRef {
    let product = desk.product;
    RecordRef::to::<Release>(desk.edit(|tx| command::add_named(tx, RELEASES.table, product, name).unwrap()))
}

fn write(
    desk: &mut Desk,
    record: RecordRef,
    field: &throughline::model::kind::Field,
    text: &str,
) -> Result<(), CommandError> {
    desk.edit(|tx| command::write_field(tx, record, field, text))
}

fn goes_out_with(desk: &mut Desk, title: &str, release: RecordRef) -> Id {
    let item = desk.add(title);
    desk.edit(|tx| tx.edit(item, |item: &mut Item| item.release = Some(release.id)));
    item
}

#[test]
fn a_release_goes_out_by_its_state_or_by_its_day_and_never_over_open_items() {
    let mut desk = Desk::new();
    let it = release(&mut desk, "1.0");
    let kept = |desk: &Desk| {
        let release = tables(desk).releases.get(it.id).unwrap();
        (release.state, release.actual.map(|day| day.to_string()))
    };
    let item = goes_out_with(&mut desk, "open", it);
    for (field, text) in [(&RELEASE_STATE, "Released"), (&WENT_OUT, "2026-11-02")] {
        assert_eq!(write(&mut desk, it, field, text), Err(CommandError::OpenItems(1)));
        let value = field.read(text).unwrap();
        assert_eq!(command::items_left(tables(&desk), it, field, value.as_ref()), 1);
    }
    assert_eq!(kept(&desk), (ReleaseState::Planned, None));
    desk.edit(|tx| tx.edit(item, |item: &mut Item| item.release = None));
    // A day is enough: what went out is out.
    write(&mut desk, it, &WENT_OUT, "2026-11-02").unwrap();
    assert_eq!(kept(&desk), (ReleaseState::Released, Some("2026-11-02".into())));
    write(&mut desk, it, &RELEASE_STATE, "Released").unwrap();
    assert_eq!(kept(&desk), (ReleaseState::Released, Some("2026-11-02".into())), "the day stays");
    assert!(matches!(write(&mut desk, it, &WENT_OUT, "2099-01-01"), Err(CommandError::Future(_))));
    // What is out is no longer asked about.
    goes_out_with(&mut desk, "late", it);
    write(&mut desk, it, &WENT_OUT, "2026-11-03").unwrap();
    write(&mut desk, it, &RELEASE_STATE, "Released").unwrap();
    write(&mut desk, it, &RELEASE_STATE, "Open").unwrap();
    assert_eq!(kept(&desk), (ReleaseState::Open, None), "what is not out has no such day");
    write(&mut desk, it, &RELEASE_STATE, "").unwrap();
    assert_eq!(kept(&desk), (ReleaseState::Planned, None));
}

#[test]
fn the_plan_is_kept_before_the_day_of_a_release_changes() {
    let mut desk = Desk::new();
    let it = release(&mut desk, "1.0");
    write(&mut desk, it, &RELEASE_PLANNED, "2026-12-01").unwrap();
    desk.context.now = Instant(desk.context.now.0 + 40 * 86_400_000);
    desk.context.today = desk.context.today.plus(40);
    write(&mut desk, it, &RELEASE_PLANNED, "2027-02-01").unwrap();
    let kept = tables(&desk).described_of(&BASELINES, desk.product).len();
    assert_eq!(kept, 1, "that of the month");
}

#[test]
fn releases_of_a_file_go_out_by_the_same_rules_and_come_back_as_they_went() {
    let mut desk = Desk::new();
    let product = desk.product;
    let it = release(&mut desk, "1.0");
    goes_out_with(&mut desk, "open", it);
    let sheet = parse_sheet(
        "Release,State,Planned,Went out,Metric\n\
         1.0,Released,2026-12-24,,\n\
         1.1,Released,,,Nowhere\n\
         1.2,,,01.11.2026,\n\
         1.3,Open,31.02.2026,,\n\
         1.4,Parked,,2099-01-01,\n",
    )
    .unwrap();
    assert_eq!(sheet.kind(), Some(&RELEASES), "known by its headings");
    let report = desk.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::TakeTheirs).unwrap());
    assert_eq!((report.new, report.changed), (4, 1));
    let said: Vec<&str> = report.cells.iter().map(|(_, reason)| reason.as_str()).collect();
    assert_eq!(
        said,
        [
            "State: 1 item of this release is neither accepted nor dropped.",
            "Metric: nothing here is called “Nowhere”.",
            "Planned: “2026-02-31” is not a date (write it as 2026-11-21)",
            "State: “Parked” is none of Planned, Open, Released.",
            "Went out: 2099-01-01 has not come yet. Choose today or an earlier day.",
        ]
    );
    let today = desk.context.today.to_string();
    let all = tables(&desk).releases.of(product);
    let all: Vec<_> = all.map(|it| (it.state, it.actual.map(|day| day.to_string()))).collect();
    assert_eq!(
        all,
        [
            (ReleaseState::Planned, None),
            (ReleaseState::Released, Some(today)),
            (ReleaseState::Released, Some("2026-11-01".into())),
            (ReleaseState::Open, None),
            (ReleaseState::Planned, None),
        ]
    );
    comes_back(&mut desk, &RELEASES, 5);
}

/// What goes out comes in again, and nothing changes by it.
fn comes_back(desk: &mut Desk, kind: &'static Kind, number: usize) {
    let product = desk.product;
    let ids: Vec<Id> = tables(desk).any(kind.table).unwrap().in_order(product).collect();
    let text = described_csv(tables(desk), kind, &ids);
    let sheet = parse_sheet(&text).unwrap();
    assert_eq!(sheet.kind(), Some(kind), "{text}");
    let report = desk.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::TakeTheirs).unwrap());
    assert_eq!((report.new, report.changed, report.same), (0, 0, number), "{:?} {text}", report.cells);
}

#[test]
fn a_goal_says_how_it_stands_and_what_serves_it() {
    let mut desk = Desk::new();
    desk.product = desk.edit(create_sample).unwrap();
    let (product, today) = (desk.product, desk.context.today);
    let value = |goal: Id, field| {
        let kept = tables(&desk).described(&GOALS, goal).unwrap();
        computed(tables(&desk), product, kept, field, today)
    };
    let goals: Vec<&Goal> = tables(&desk).goals.of(product).collect();
    let overview = Overview::of(tables(&desk), product);
    for goal in &goals {
        let id = goal.meta.id;
        assert!(
            matches!(value(id, &GOAL_STATE), Some(Computed::Word(key)) if GOAL_STATE.word(key).is_some())
        );
        assert_eq!(value(id, &KEY_RESULTS), Some(Computed::Number(goal.key_results.len() as i64)));
        let due = goal.key_results.iter().filter_map(|it| it.due).max();
        assert_eq!(value(id, &GOAL_DUE), due.map(Computed::Day));
        let serving = Some(overview.initiatives_of(id)).filter(|serving| *serving > 0);
        assert_eq!(value(id, &SERVED_BY), serving.map(|serving| Computed::Number(serving as i64)));
    }
    let states: Vec<Option<Computed>> = goals.iter().map(|goal| value(goal.meta.id, &GOAL_STATE)).collect();
    assert!(states.windows(2).any(|two| two[0] != two[1]), "{states:?}");
    let first = goals[0].meta.id;
    let score = value(first, &GOAL_SCORE);
    desk.edit(|tx| command::close_goal(tx, first, true, "").unwrap());
    let kept = tables(&desk).described(&GOALS, first).unwrap();
    let now = |field| computed(tables(&desk), product, kept, field, today);
    assert_eq!(now(&GOAL_STATE), Some(Computed::Word("closed")));
    assert_eq!(now(&GOAL_SCORE), score, "it keeps what it came to");
}

#[test]
fn the_version_of_the_vision_is_a_field_of_goals_and_stays_a_bare_id() {
    let mut desk = Desk::new();
    let product = desk.product;
    let goal = desk.edit(|tx| command::add_goal(tx, product, "Grow").unwrap());
    let draft = command::VisionDraft { statement: "All is well".into(), ..Default::default() };
    let vision = desk.edit(|tx| command::write_vision(tx, product, &draft, false).unwrap());
    let record = RecordRef::to::<Goal>(goal);
    let kept = |desk: &Desk| tables(desk).goals.get(goal).unwrap().vision;
    assert_eq!(kept(&desk), Some(vision));
    let to = RecordRef::to::<Vision>(vision);
    for is_on in [false, true] {
        desk.edit(|tx| command::set_link(tx, record, &VISION, to, is_on).unwrap());
        assert_eq!(kept(&desk), is_on.then_some(vision));
    }
    let sheet = parse_sheet("Goal,Vision,Learned\nGrow,Another,Much\nShrink,All is well,\n").unwrap();
    assert_eq!(sheet.kind(), Some(&GOALS));
    let report = desk.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::TakeTheirs).unwrap());
    assert_eq!((report.new, report.changed, report.cells.len()), (1, 1, 1), "{:?}", report.cells);
    assert_eq!(tables(&desk).goals.get(goal).unwrap().learned, "Much");
    comes_back(&mut desk, &GOALS, 2);
}

#[test]
fn what_came_of_a_release_stands_in_words() {
    let mut desk = Desk::new();
    desk.product = desk.edit(create_sample).unwrap();
    let said = |name: &str| {
        let all = tables(&desk).described_of(&RELEASES, desk.product);
        let kept = all.into_iter().find(|it| it.name().starts_with(name)).unwrap();
        match computed(tables(&desk), desk.product, kept, &RELEASE_OUTCOME, desk.context.today) {
            Some(Computed::Text(words)) => words,
            _ => String::new(),
        }
    };
    assert!(said("2.4").starts_with("Calls a day, 22 → 18, "), "{}", said("2.4"));
    assert_eq!(said("2.5"), "no reading since it went out");
    assert_eq!(said("2.6"), "");
    assert_eq!(said("2.7"), "Riders who do not come, 11.2 %");
}

#[test]
fn each_built_kind_is_made_of_a_name_with_the_next_number() {
    for kind in BUILT {
        let mut desk = Desk::new();
        let product = desk.product;
        let mut add = |name: &str| desk.edit(|tx| command::add_named(tx, kind.table, product, name));
        assert_eq!(add(" "), Err(CommandError::NoName(kind.noun)));
        let ids = ["a", "b"].map(|name| add(name).unwrap());
        let table = tables(&desk).any(kind.table).unwrap();
        assert_eq!(table.in_order(product).collect::<Vec<_>>(), ids, "{}", kind.table);
        assert_eq!(ids.map(|id| table.numbers(id)), [vec![1], vec![2]], "{}", kind.table);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn work_is_counted_as_the_walk_over_the_product_counts_it(
        acts in prop::collection::vec(any_act(), 1..60),
        hangs in prop::collection::vec((0usize..9, 0usize..9, 0usize..4), 0..12),
    ) {
        let mut desk = Desk::new();
        for name in ["one", "two", "three", "four"] {
            desk.act(&Act::Add(name.into()));
        }
        for act in &acts {
            desk.act(act);
        }
        let product = desk.product;
        let live = |desk: &Desk, table: &str| -> Vec<Id> {
            tables(desk).any(table).map(|it| it.in_order(product).collect()).unwrap_or_default()
        };
        for (from, to, how) in hangs {
            let pick = |ids: Vec<Id>, n: usize| ids.get(n % ids.len().max(1)).copied();
            let Some(item) = pick(live(&desk, Item::TABLE), from) else { continue };
            let target = |desk: &Desk, table| pick(live(desk, table), to);
            let (goal, release) = (target(&desk, "goals"), target(&desk, "releases"));
            let bet = target(&desk, "initiatives");
            desk.edit(|tx| tx.edit(item, |item: &mut Item| match how {
                0 => item.goal = goal,
                1 => item.release = release,
                2 => item.initiative = bet,
                _ => item.kind = ItemType::ALL[to % ItemType::ALL.len()],
            }));
        }
        let overview = Overview::of(tables(&desk), product);
        for id in live(&desk, "goals") {
            let tally = overview.goal(id);
            prop_assert_eq!(work_done(tables(&desk), id), (tally.done, tally.all));
            prop_assert_eq!(is_served(tables(&desk), id), overview.has_work(id));
        }
        for id in live(&desk, "releases") {
            let tally = overview.release(id);
            prop_assert_eq!(work_done(tables(&desk), id), (tally.done, tally.all));
        }
    }
}
