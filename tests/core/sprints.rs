//! A sprint from its plan to its end: what is written down, what moves on, and what is refused.

use throughline::analysis::flow::{Counts, cumulative, tracks};
use throughline::analysis::kept_by_odds;
use throughline::analysis::sprint::{
    Burndown, Risk, SprintResult, came_to, items_in, points, risks, running, span, sprint_state,
};
use throughline::command::{self, CommandError, ItemChange, TrialDraft};
use throughline::format::{sprint_calendar, sprint_report};
use throughline::model::kind::{
    BLOCKS, CAPACITY, CAPACITY_DAYS, CHOICE, DECISIONS, FINISHED, IMPEDIMENTS, PROMISE_STATE, PROMISES,
    RESOLVED_ON, RETRO, RETRO_IS, RETRO_TEXT, RUNNING, SPRINT_FIRST, SPRINT_LAST, SPRINTS, TO_TRY,
};
use throughline::model::{Day, Estimate, Id, Instant, Item, Product, RecordRef};
use throughline::workspace::{Described, Tables};

use crate::support::{Desk, contents};

fn tables(desk: &Desk) -> &Tables {
    desk.workspace.tables()
}

fn sprint(desk: &Desk, id: Id) -> &Described {
    tables(desk).described(&SPRINTS, id).unwrap()
}

fn plan(desk: &mut Desk, name: &str) -> Id {
    let product = desk.product;
    desk.edit(|tx| command::add_named(tx, SPRINTS.table, product, name).unwrap())
}

fn sized(desk: &mut Desk, title: &str, points: &str) -> Id {
    let id = desk.add(title);
    let estimate: Estimate = points.parse().unwrap();
    desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::Estimate(Some(estimate))));
    id
}

fn to(desk: &mut Desk, id: Id, state: &str) {
    desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::Status(state.into())));
}

fn day(desk: &mut Desk, text: &str) {
    desk.context.today = text.parse().unwrap();
}

fn started(desk: &mut Desk) -> (Id, [Id; 3]) {
    let items = [sized(desk, "One", "5"), sized(desk, "Two", "3"), sized(desk, "Three", "2")];
    let id = plan(desk, "Sprint 1");
    desk.edit(|tx| command::put_in_sprint(tx, &items, Some(id)).unwrap());
    day(desk, "2026-11-23");
    desk.edit(|tx| command::start_sprint(tx, id).unwrap());
    (id, items)
}

#[test]
fn a_sprint_has_days_and_the_next_one_follows_it() {
    let mut desk = Desk::new();
    let one = plan(&mut desk, "Sprint 1");
    // The 21st is a Saturday: a fresh series begins on a Monday and ends on the Friday of the week after.
    let days = |text: &str| text.parse::<Day>().unwrap();
    assert_eq!(span(sprint(&desk, one)), Some((days("2026-11-23"), days("2026-12-04"))));
    let two = plan(&mut desk, "Sprint 2");
    assert_eq!(span(sprint(&desk, two)), Some((days("2026-12-07"), days("2026-12-18"))));
    let record = RecordRef { table: SPRINTS.table, id: one };
    // Beginning after its end it is as long as before; ending before it begins is refused.
    desk.edit(|tx| command::write_field(tx, record, &SPRINT_FIRST, "2027-01-04").unwrap());
    assert_eq!(span(sprint(&desk, one)), Some((days("2027-01-04"), days("2027-01-15"))));
    let refused = desk.edit(|tx| command::write_field(tx, record, &SPRINT_LAST, "2026-12-31"));
    assert_eq!(refused, Err(CommandError::EndBeforeStart));
}

#[test]
fn what_it_commits_to_and_what_came_of_it_stays_whatever_becomes_of_the_items() {
    let mut desk = Desk::new();
    let (id, [one, two, three]) = started(&mut desk);
    let late = sized(&mut desk, "Late", "8");
    day(&mut desk, "2026-11-24");
    desk.edit(|tx| command::put_in_sprint(tx, &[late], Some(id)).unwrap());
    to(&mut desk, one, "accepted");
    day(&mut desk, "2026-11-26");
    to(&mut desk, late, "accepted");
    to(&mut desk, three, "dropped");
    let next = plan(&mut desk, "Sprint 2");
    let before = contents(&desk.workspace);
    day(&mut desk, "2026-12-04");
    desk.edit(|tx| command::finish_sprint(tx, id, Some(next)).unwrap());
    let result = SprintResult::of(sprint(&desk, id));
    assert_eq!((result.committed, result.done, result.kept, result.items), (100, 130, 50, (2, 4)));
    assert_eq!(sprint_state(sprint(&desk, id)), FINISHED);
    let item = |id: Id| tables(&desk).items.get(id).unwrap();
    assert_eq!(item(two).sprint, Some(next), "what is not done goes on");
    assert_eq!((item(one).sprint, item(three).sprint), (Some(id), Some(id)));
    let report = sprint_report(tables(&desk), id);
    assert!(report.contains("13 of 10 points done, 2 items") && report.contains("## Not done"), "{report}");
    // One undo restores everything.
    desk.undo();
    assert_eq!(contents(&desk.workspace), before);
    desk.redo();
    desk.edit(|tx| command::delete_items(tx, &[one, late]));
    desk.edit(|tx| command::change_items(tx, &[two], &ItemChange::Estimate(None)));
    assert_eq!(SprintResult::of(sprint(&desk, id)), result);
    assert_eq!(
        Burndown::of(tables(&desk), sprint(&desk, id), desk.context.today, desk.context.today)
            .unwrap()
            .committed,
        100
    );
}

#[test]
fn it_burns_down_by_the_days_on_which_work_was_done_came_in_and_went_out() {
    let mut desk = Desk::new();
    let (id, [one, two, _]) = started(&mut desk);
    day(&mut desk, "2026-11-24");
    to(&mut desk, one, "accepted");
    day(&mut desk, "2026-11-25");
    let late = sized(&mut desk, "Late", "4");
    desk.edit(|tx| command::put_in_sprint(tx, &[late], Some(id)).unwrap());
    day(&mut desk, "2026-11-26");
    desk.edit(|tx| command::put_in_sprint(tx, &[two], None).unwrap());
    to(&mut desk, one, "doing");
    let left = |desk: &Desk, until: &str| -> Vec<(u32, u32)> {
        let burndown =
            Burndown::of(tables(desk), sprint(desk, id), until.parse().unwrap(), desk.context.today).unwrap();
        assert_eq!((burndown.committed, burndown.length), (100, 10));
        burndown.days.iter().map(|day| (day.left(), day.scope)).collect()
    };
    // A past day stands as it was, whatever came later.
    assert_eq!(left(&desk, "2026-11-25"), [(100, 100), (50, 100), (90, 140)]);
    assert_eq!(left(&desk, "2026-11-26"), [(100, 100), (50, 100), (90, 140), (110, 110)]);
    // What goes on at its end was in it until then.
    day(&mut desk, "2026-11-27");
    to(&mut desk, one, "accepted");
    desk.edit(|tx| command::finish_sprint(tx, id, None).unwrap());
    assert_eq!(left(&desk, "2026-12-04").last(), Some(&(60, 110)));
}

#[test]
fn what_cannot_be_is_refused_with_a_sentence_and_changes_nothing() {
    let mut desk = Desk::new();
    let (id, items) = started(&mut desk);
    let other = plan(&mut desk, "Sprint 2");
    let before = contents(&desk.workspace);
    let said =
        |desk: &mut Desk, act: &dyn Fn(&mut throughline::workspace::Tx<'_>) -> Result<(), CommandError>| {
            desk.edit(|tx| act(tx)).unwrap_err().to_string()
        };
    assert_eq!(said(&mut desk, &|tx| command::start_sprint(tx, id)), "“Sprint 1” was started already.");
    assert_eq!(
        said(&mut desk, &|tx| command::start_sprint(tx, other)),
        "“Sprint 1” still runs. Finish it first."
    );
    assert_eq!(said(&mut desk, &|tx| command::finish_sprint(tx, other, None)), "“Sprint 2” does not run.");
    assert_eq!(contents(&desk.workspace), before);
    desk.edit(|tx| command::finish_sprint(tx, id, None).unwrap());
    assert_eq!(
        said(&mut desk, &|tx| command::start_sprint(tx, other)),
        "Nothing is in it yet. Pull items into it first."
    );
    let over = said(&mut desk, &|tx| command::put_in_sprint(tx, &items, Some(id)));
    assert_eq!(over, "“Sprint 1” is finished: nothing comes into it any more.");
    let record = RecordRef { table: SPRINTS.table, id: other };
    desk.edit(|tx| command::write_field(tx, record, &SPRINT_FIRST, "").unwrap());
    assert_eq!(
        said(&mut desk, &|tx| command::start_sprint(tx, other)),
        "A sprint needs its first and its last day."
    );
}

#[test]
fn a_deleted_sprint_lets_its_items_go_and_undo_brings_both_back() {
    let mut desk = Desk::new();
    let (id, [one, ..]) = started(&mut desk);
    let before = contents(&desk.workspace);
    desk.edit(|tx| tx.trash(SPRINTS.table, &[id]));
    assert_eq!(tables(&desk).items.get(one).unwrap().sprint, None);
    assert!(running(tables(&desk), desk.product).is_none());
    desk.undo();
    assert_eq!(contents(&desk.workspace), before);
}

#[test]
fn risks_name_what_speaks_against_a_plan() {
    let mut desk = Desk::new();
    let id = plan(&mut desk, "Sprint 1");
    let other = plan(&mut desk, "Sprint 2");
    let record = |id| RecordRef { table: SPRINTS.table, id };
    desk.edit(|tx| command::write_field(tx, record(other), &SPRINT_FIRST, "2026-12-01").unwrap());
    let (blocked, outside) = (sized(&mut desk, "Blocked", "3"), desk.add("Outside"));
    let bare = desk.add("Bare");
    desk.edit(|tx| {
        command::put_in_sprint(tx, &[blocked, bare], Some(id)).unwrap();
        command::change_items(tx, &[blocked], &ItemChange::Block("Parts".into()));
        command::relate(tx, bare, command::Relation::WaitsFor, outside, true).unwrap();
        command::add_row(tx, record(id), &[], &CAPACITY, None, &[(&CAPACITY_DAYS, 0.into())]).unwrap();
    });
    let found = |desk: &Desk| {
        let product: &Product = tables(desk).products.get(desk.product).unwrap();
        risks(tables(desk), product, sprint(desk, id), desk.context.today)
    };
    let today = found(&desk);
    for risk in [
        Risk::Overlaps("Sprint 2".into()),
        Risk::Blocked(blocked, 0),
        Risk::WaitsOutside(bare, outside),
        Risk::NoEstimate(vec![bare]),
    ] {
        assert!(today.contains(&risk), "{risk:?} in {today:?}");
    }
    desk.edit(|tx| command::write_field(tx, record(id), &SPRINT_FIRST, "").unwrap());
    assert!(found(&desk).contains(&Risk::NoDays));
}

#[test]
fn the_best_that_fit_are_pulled_from_the_top() {
    let mut desk = Desk::new();
    let id = plan(&mut desk, "Sprint 1");
    let last = sized(&mut desk, "Small", "1");
    let _large = sized(&mut desk, "Large", "20");
    let waits = sized(&mut desk, "Waits", "2");
    let first = sized(&mut desk, "First", "3");
    desk.edit(|tx| command::change_items(tx, &[waits], &ItemChange::Block("Parts".into())));
    let pulled = desk.edit(|tx| command::pull_fitting(tx, id, 45).unwrap());
    let there = items_in(tables(&desk), desk.product, id);
    assert_eq!((pulled, points(there.iter().copied())), (2, 40));
    let ids: Vec<Id> = there.iter().map(|item| item.meta.id).collect();
    assert!(ids.contains(&first) && ids.contains(&last));
}

#[test]
fn criteria_are_tried_one_by_one_and_what_does_not_hold_goes_back_with_a_reason() {
    let mut desk = Desk::new();
    let id = desk.add("Sum");
    let text = "Scenario Outline: a sum\nGiven <a>\nWhen <b> is added\nThen <c>\nExamples:\n| a | b | c |\n| 1 | 2 | 3 |\n| 2 | 2 | 4 |";
    let list = command::NoteList::Criteria;
    desk.edit(|tx| command::change_notes(tx, id, list, &command::NoteChange::Add(text.into())));
    let criterion = tables(&desk).items.get(id).unwrap().criteria[0].id;
    let run = |desk: &mut Desk, example: &str, passed| {
        let draft = TrialDraft { passed, example: example.into(), note: " ".into(), build: "2.6".into() };
        desk.edit(|tx| command::try_criterion(tx, id, criterion, &draft));
        let item: &Item = tables(desk).items.get(id).unwrap();
        item.criteria[0].met
    };
    assert!(!run(&mut desk, "a 1, b 2, c 3", true), "one row of two");
    assert!(run(&mut desk, "a 2, b 2, c 4", true));
    assert!(!run(&mut desk, "a 2, b 2, c 4", false));
    to(&mut desk, id, "review");
    assert_eq!(desk.edit(|tx| command::return_items(tx, &[id], " ")), Err(CommandError::NoReason));
    desk.edit(|tx| command::return_items(tx, &[id], "Two rows differ").unwrap());
    let item = tables(&desk).items.get(id).unwrap();
    assert_eq!(item.status, "doing");
    assert_eq!(item.comments[0].text, "Returned: Two rows differ");
    assert_eq!(item.criteria[0].runs.len(), 3);
}

#[test]
fn what_follows_is_a_decision_and_what_is_to_be_tried_an_item() {
    let mut desk = Desk::new();
    let (id, _) = started(&mut desk);
    let record = RecordRef { table: SPRINTS.table, id };
    desk.edit(|tx| command::decide(tx, id, "change").unwrap());
    desk.edit(|tx| command::decide(tx, id, "go-on").unwrap());
    let decisions = tables(&desk).described_of(&DECISIONS, desk.product);
    assert_eq!(decisions.iter().map(|it| it.words(&CHOICE)).collect::<Vec<_>>(), ["Go on"]);
    let values = [(&RETRO_IS, TO_TRY.into()), (&RETRO_TEXT, "Pair on reviews".into())];
    let row = desk.edit(|tx| command::add_row(tx, record, &[], &RETRO, None, &values).unwrap());
    let item = desk.edit(|tx| command::act_on(tx, id, row).unwrap());
    assert_eq!(tables(&desk).items.get(item).unwrap().title, "Pair on reviews");
    assert_eq!(tables(&desk).items.in_order(desk.product).next(), Some(item));
    assert_eq!(came_to(sprint(&desk, id), RUNNING), Some("2026-11-23".parse().unwrap()));
}

#[test]
fn an_impediment_blocks_what_it_names_for_as_long_as_it_is_there() {
    let mut desk = Desk::new();
    let id = desk.add("Waits for parts");
    let product = desk.product;
    let impediment = desk.edit(|tx| command::add_named(tx, IMPEDIMENTS.table, product, "No parts").unwrap());
    let record = RecordRef { table: IMPEDIMENTS.table, id: impediment };
    desk.edit(|tx| command::set_link(tx, record, &BLOCKS, RecordRef::to::<Item>(id), true).unwrap());
    let blocked = |desk: &Desk, day: &str| {
        let found = tracks(tables(desk), product, desk.context.today);
        found.iter().find(|track| track.id == id).unwrap().is_blocked_on(day.parse().unwrap())
    };
    assert!(blocked(&desk, "2026-11-21") && !blocked(&desk, "2026-11-20"));
    day(&mut desk, "2026-11-25");
    desk.edit(|tx| command::write_field(tx, record, &RESOLVED_ON, "2026-11-23").unwrap());
    assert!(blocked(&desk, "2026-11-22") && !blocked(&desk, "2026-11-23"));
}

#[test]
fn a_past_day_of_cumulative_flow_stays_as_it_was_on_that_day() {
    let mut desk = Desk::new();
    let ids: Vec<Id> = ["One", "Two", "Three"].into_iter().map(|title| desk.add(title)).collect();
    let first = desk.context.today;
    let flow = |desk: &Desk, last: Day| {
        cumulative(&tracks(tables(desk), desk.product, desk.context.today), first, last)
    };
    let mut kept: Vec<(Day, Counts)> = Vec::new();
    let ways = [["doing", "review", "accepted"], ["doing", "draft", "doing"], ["review", "doing", "dropped"]];
    for step in 0..9 {
        desk.context.today = first.plus(step);
        let state = ways[step as usize % 3][step as usize / 3];
        to(&mut desk, ids[step as usize % 3], state);
        let today = desk.context.today;
        kept.push((today, flow(&desk, today).pop().unwrap()));
    }
    for (day, then) in kept {
        assert_eq!(flow(&desk, day).pop(), Some(then), "{day}");
    }
}

#[test]
fn promises_are_counted_by_the_odds_they_were_told_with() {
    let mut desk = Desk::new();
    let product = desk.product;
    let told = [(85, "kept"), (90, "late"), (80, "kept"), (50, "late"), (70, "open"), (95, "withdrawn")];
    for (odds, state) in told {
        let day = desk.context.today.plus(30);
        let id = desk.edit(|tx| command::promise(tx, product, "It works", (day, odds), None).unwrap());
        let record = RecordRef { table: PROMISES.table, id };
        desk.edit(|tx| command::write_field(tx, record, &PROMISE_STATE, state).unwrap());
    }
    let bands = kept_by_odds(tables(&desk), product);
    let found: Vec<_> = bands.iter().map(|band| (band.odds.unwrap().0, band.kept, band.ended)).collect();
    assert_eq!(found, [(80, 2, 3), (0, 0, 1)]);
}

#[test]
fn the_events_of_a_sprint_are_a_calendar_file() {
    let mut desk = Desk::new();
    let id = plan(&mut desk, "Sprint 1; first, of all");
    let text = sprint_calendar(sprint(&desk, id), Instant(1_795_285_920_000)).unwrap();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 4);
    assert!(
        text.contains("DTSTART;VALUE=DATE:20261123\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20261204")
    );
    assert!(text.contains("SUMMARY:Review: Sprint 1\\; first\\, of all"), "{text}");
    let stamp = text.lines().find_map(|line| line.strip_prefix("DTSTAMP:")).unwrap();
    assert!(stamp.len() == 16 && stamp.ends_with('Z') && stamp.contains('T'), "{stamp}");
}
