//! Whether it worked, and who is told: bars that stay where they were set, drafts that say what happened, reports that keep.

use throughline::analysis::{
    Audience, Outcome, ReportDraft, ReportOf, Verdict, check_verdict, expected_words, outcome, readiness,
    release_notes, seen_words, shipped_on, tasks_of,
};
use throughline::command::{
    self, CommandError, ItemChange, KeyResultDraft, OpenItems, ReportChange, ReportSeed,
};
use throughline::format::{RoadmapBy, report_markdown, roadmap_markdown};
use throughline::model::kind::{
    ABOUT, CHECK_EXPECTED, CHECK_FIXED, CHECK_FROM, CHECK_LEAST, CHECK_ON, CHECK_THEN, CONFIDENCE, DECISIONS,
    INITIATIVES, LAUNCH_ON, LAUNCH_RELEASE, LAUNCH_REVIEW, LAUNCH_STATE, LAUNCH_TASKS, LAUNCH_TIER, LAUNCHES,
    METRICS, OUTCOME_CHECKS, RELEASE_PLANNED, REPORT_GIST, REPORT_LINES, REPORTS, row_id,
};
use throughline::model::{
    Day, Horizon, Id, Initiative, Instant, Item, Metric, Record, RecordRef, Release, ReleaseState,
};
use throughline::workspace::{Described, Tables};

use crate::support::{Desk, contents};

fn tables(desk: &Desk) -> &Tables {
    desk.workspace.tables()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn go_to(desk: &mut Desk, text: &str) {
    desk.context.today = day(text);
    desk.context.now = Instant(i64::from(Day::first().days_until(day(text))) * 86_400_000 + 40_000_000);
}

fn metric(desk: &mut Desk, name: &str) -> Id {
    let product = desk.product;
    desk.edit(|tx| command::add_named(tx, Metric::TABLE, product, name).unwrap())
}

fn read(desk: &mut Desk, metric: Id, value: &str, on: &str) {
    desk.edit(|tx| command::add_reading(tx, metric, value, on).unwrap());
}

fn release(desk: &mut Desk, name: &str) -> Id {
    let product = desk.product;
    desk.edit(|tx| command::add_named(tx, Release::TABLE, product, name).unwrap())
}

fn go_out(desk: &mut Desk, id: Id) {
    desk.edit(|tx| command::set_release_state(tx, id, ReleaseState::Released, OpenItems::Stay).unwrap());
}

fn described<'a>(desk: &'a Desk, kind: &throughline::model::kind::Kind, id: Id) -> &'a Described {
    tables(desk).described(kind, id).unwrap()
}

/// A bet on a metric that was read once: the metric, the initiative, an item of it, and the check.
fn bet(desk: &mut Desk) -> (Id, Id, Id, RecordRef) {
    go_to(desk, "2026-09-07");
    let no_shows = metric(desk, "No-shows");
    desk.edit(|tx| tx.edit(no_shows, |metric: &mut Metric| metric.unit = "%".into()));
    read(desk, no_shows, "14", "2026-09-07");
    let product = desk.product;
    let initiative = desk.edit(|tx| command::add_initiative(tx, product, "Reminders", Horizon::Now).unwrap());
    desk.edit(|tx| {
        command::set_field(
            tx,
            RecordRef::to::<Initiative>(initiative),
            INITIATIVES.field("metric").unwrap(),
            Some(throughline::model::link_text("metrics", no_shows).into()),
        )
        .unwrap();
    });
    let item = desk.add("Remind the rider");
    desk.edit(|tx| tx.edit(item, |item: &mut Item| item.initiative = Some(initiative)));
    let check = desk.edit(|tx| command::expect_of(tx, RecordRef::to::<Initiative>(initiative)).unwrap());
    let check = RecordRef { table: OUTCOME_CHECKS.table, id: check };
    desk.edit(|tx| {
        command::write_field(tx, check, &CHECK_EXPECTED, "10").unwrap();
        command::write_field(tx, check, &CHECK_LEAST, "12 %").unwrap();
    });
    (no_shows, initiative, item, check)
}

fn commit(desk: &mut Desk, initiative: Id) {
    let record = RecordRef::to::<Initiative>(initiative);
    desk.edit(|tx| command::set_field(tx, record, &CONFIDENCE, Some("committed".into())).unwrap());
}

#[test]
fn what_is_expected_is_fixed_at_commitment_and_what_follows_is_a_decision() {
    let mut desk = Desk::new();
    let (no_shows, initiative, item, check) = bet(&mut desk);
    assert_eq!(described(&desk, &OUTCOME_CHECKS, check.id).day(&CHECK_FIXED), None);
    commit(&mut desk, initiative);
    let kept = described(&desk, &OUTCOME_CHECKS, check.id);
    assert_eq!((kept.day(&CHECK_FIXED), kept.number(&CHECK_FROM)), (Some(day("2026-09-07")), Some(1_400)));
    assert_eq!(expected_words(tables(&desk), kept).as_deref(), Some("No-shows: 14 % → 10 %, at most 12 %"),);
    // Nobody moves the bar after the jump.
    let before = contents(&desk.workspace);
    for (field, text) in [(&CHECK_EXPECTED, "13"), (&CHECK_LEAST, ""), (&CHECK_FROM, "20")] {
        let refused = desk.edit(|tx| command::write_field(tx, check, field, text));
        assert_eq!(refused, Err(CommandError::FixedCheck(day("2026-09-07"))));
    }
    assert_eq!(contents(&desk.workspace), before);
    // It goes out: four weeks on somebody looks, and until then it is too early.
    let out = release(&mut desk, "1.0");
    desk.edit(|tx| tx.edit(item, |item: &mut Item| item.release = Some(out)));
    go_to(&mut desk, "2026-09-29");
    go_out(&mut desk, out);
    let kept = described(&desk, &OUTCOME_CHECKS, check.id);
    assert_eq!(shipped_on(tables(&desk), kept), Some(day("2026-09-29")));
    assert_eq!(kept.day(&CHECK_ON), Some(day("2026-10-27")));
    let verdict = |desk: &Desk, on: &str| {
        check_verdict(tables(desk), described(desk, &OUTCOME_CHECKS, check.id), day(on))
    };
    go_to(&mut desk, "2026-10-05");
    read(&mut desk, no_shows, "9", "2026-10-05");
    assert_eq!(verdict(&desk, "2026-10-05"), "early");
    assert_eq!(verdict(&desk, "2026-10-27"), "unread");
    go_to(&mut desk, "2026-10-28");
    read(&mut desk, no_shows, "11", "2026-10-28");
    assert_eq!(verdict(&desk, "2026-10-28"), "mostly");
    // A later reading does not change what was seen on the day.
    go_to(&mut desk, "2026-11-20");
    read(&mut desk, no_shows, "30", "2026-11-20");
    assert_eq!(verdict(&desk, "2026-11-20"), "mostly");
    let kept = described(&desk, &OUTCOME_CHECKS, check.id);
    assert_eq!(seen_words(tables(&desk), kept).as_deref(), Some("11 %, 4 weeks on"));
    desk.edit(|tx| command::set_field(tx, check, &CHECK_THEN, Some("keep".into())).unwrap());
    let decisions = tables(&desk).described_of(&DECISIONS, desk.product);
    let [decision] = decisions.as_slice() else { panic!("one decision") };
    assert_eq!(decision.name(), "What follows from “Reminders”?");
    assert!(decision.linked(&ABOUT).contains(&("initiatives", initiative)));
    // One step back takes both.
    desk.undo();
    assert!(tables(&desk).described_of(&DECISIONS, desk.product).is_empty());
    assert_eq!(described(&desk, &OUTCOME_CHECKS, check.id).words(&CHECK_THEN), "");
}

#[test]
fn a_check_of_a_release_that_is_deleted_is_too_early_again() {
    let mut desk = Desk::new();
    let (_, initiative, item, check) = bet(&mut desk);
    commit(&mut desk, initiative);
    let out = release(&mut desk, "1.0");
    desk.edit(|tx| tx.edit(item, |item: &mut Item| item.release = Some(out)));
    go_out(&mut desk, out);
    desk.edit(|tx| tx.trash(Release::TABLE, &[out]));
    let kept = described(&desk, &OUTCOME_CHECKS, check.id);
    assert_eq!(shipped_on(tables(&desk), kept), None);
    assert_eq!(check_verdict(tables(&desk), kept, day("2026-09-08")), "early");
}

fn report_of(
    desk: &Desk,
    days: (&str, &str),
    audience: Audience,
    today: &str,
) -> Result<ReportDraft, String> {
    let of = ReportOf {
        tables: tables(desk),
        product: desk.product,
        days: (day(days.0), day(days.1)),
        audience,
        today: day(today),
        day_text: |day| day.to_string(),
    };
    of.refusal().map_or_else(|| Ok(of.draft()), Err)
}

fn texts<'a>(draft: &'a ReportDraft, section: &str) -> Vec<&'a str> {
    draft.lines.iter().filter(|it| it.section == section && !it.is_out).map(|it| it.text.as_str()).collect()
}

/// Three weeks: an item accepted in the second, out with a release in the third.
fn weeks(desk: &mut Desk) -> (Id, Id) {
    desk.context.now = Instant(0);
    go_to(desk, "2026-09-01");
    let item = desk.add("Opening hours by season");
    let out = release(desk, "1.0");
    desk.edit(|tx| tx.edit(item, |item: &mut Item| item.release = Some(out)));
    go_to(desk, "2026-09-09");
    desk.edit(|tx| command::change_items(tx, &[item], &ItemChange::Status("accepted".into())));
    go_to(desk, "2026-09-16");
    go_out(desk, out);
    (item, out)
}

#[test]
fn a_report_of_any_past_time_says_what_happened_in_it() {
    let mut desk = Desk::new();
    weeks(&mut desk);
    go_to(&mut desk, "2026-11-21");
    let second = report_of(&desk, ("2026-09-07", "2026-09-13"), Audience::Team, "2026-11-21").unwrap();
    assert!(texts(&second, "done").iter().any(|text| text.contains("“Opening hours by season” is done")));
    assert!(!texts(&second, "done").iter().any(|text| text.contains("1.0 is out")));
    let third = report_of(&desk, ("2026-09-14", "2026-09-20"), Audience::Management, "2026-11-21").unwrap();
    assert!(texts(&third, "done").iter().any(|text| text.contains("1.0 is out since 2026-09-16")));
    assert!(third.gist.starts_with("1.0 is out"), "{}", third.gist);
    let quiet = report_of(&desk, ("2026-09-21", "2026-09-27"), Audience::Team, "2026-11-21").unwrap();
    assert!(quiet.gist.starts_with("Nothing was finished"), "{}", quiet.gist);
    let ahead = report_of(&desk, ("2026-11-30", "2026-12-06"), Audience::Team, "2026-11-21");
    assert_eq!(ahead, Err("2026-11-30 has not come yet.".to_owned()));
}

#[test]
fn before_the_product_there_is_nothing_to_tell() {
    let mut desk = Desk::new();
    let made = Instant(i64::from(Day::first().days_until(day("2026-09-01"))) * 86_400_000);
    let product = desk.product;
    let mut known = tables(&desk).products.get(product).unwrap().clone();
    known.meta.created_at = made;
    desk.edit(|tx| tx.insert(known));
    weeks(&mut desk);
    let before = report_of(&desk, ("2026-08-01", "2026-08-07"), Audience::Team, "2026-11-21");
    assert_eq!(
        before,
        Err("Spoke is known from 2026-09-01 on: before that there is nothing to tell.".to_owned())
    );
    assert!(report_of(&desk, ("2026-08-25", "2026-09-01"), Audience::Team, "2026-11-21").is_ok());
}

fn seed() -> ReportSeed {
    let days = (day("2026-09-07"), day("2026-09-13"));
    ReportSeed { name: "Spoke, 7 to 13 Sep 2026".into(), to: "team", days, release: None }
}

#[test]
fn a_kept_report_never_changes_by_itself() {
    let mut desk = Desk::new();
    let (item, out) = weeks(&mut desk);
    let draft = report_of(&desk, ("2026-09-07", "2026-09-13"), Audience::Team, "2026-09-16").unwrap();
    let (product, seed) = (desk.product, seed());
    let change = |desk: &mut Desk, id: Option<Id>, change: ReportChange| {
        desk.edit(|tx| command::change_report(tx, product, id, (&seed, &draft), &change))
    };
    let id = change(&mut desk, None, ReportChange::Gist("A good week.".into())).unwrap();
    change(&mut desk, Some(id), ReportChange::Text(0, "Opening hours follow the season.".into())).unwrap();
    change(&mut desk, Some(id), ReportChange::Add("next", "Then the waiting list.".into())).unwrap();
    change(&mut desk, Some(id), ReportChange::Keep(true)).unwrap();
    let paper = |desk: &Desk| {
        let report = described(desk, &REPORTS, id);
        let rows: Vec<_> = report.rows(&REPORT_LINES).into_iter().cloned().collect();
        report_markdown(report.name(), "To the team", report.words(&REPORT_GIST), "7 Sep", &rows)
    };
    let kept = paper(&desk);
    assert!(kept.contains("A good week.") && kept.contains("- Opening hours follow the season."), "{kept}");
    let refused = change(&mut desk, Some(id), ReportChange::Gist("Another.".into()));
    assert_eq!(refused, Err(CommandError::ReportKept(day("2026-09-16"))));
    // A year on, what it told of is renamed, deleted, gone from Trash.
    go_to(&mut desk, "2027-09-16");
    desk.edit(|tx| tx.edit(item, |item: &mut Item| item.title = "Something else".into()));
    desk.edit(|tx| {
        tx.trash(Release::TABLE, &[out]);
        tx.trash(Item::TABLE, &[item]);
    });
    assert_eq!(paper(&desk), kept);
    // Opened again, a section is drafted from what is known now.
    change(&mut desk, Some(id), ReportChange::Keep(false)).unwrap();
    change(&mut desk, Some(id), ReportChange::Again("done", Vec::new())).unwrap();
    assert!(!paper(&desk).contains("Opening hours"));
    assert!(paper(&desk).contains("Then the waiting list."));
}

#[test]
fn release_notes_tell_of_what_was_accepted() {
    let mut desk = Desk::new();
    let (_, out) = weeks(&mut desk);
    let open = desk.add("Not yet");
    desk.edit(|tx| tx.edit(open, |item: &mut Item| item.release = Some(out)));
    let notes = release_notes(tables(&desk), tables(&desk).releases.get(out).unwrap());
    let told: Vec<&str> = notes.lines.iter().filter(|it| !it.is_out).map(|it| it.text.as_str()).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("Opening hours by season"));
}

#[test]
fn a_launch_begins_with_the_tasks_of_its_tier_and_goes_only_with_a_release() {
    let mut desk = Desk::new();
    go_to(&mut desk, "2026-09-07");
    let product = desk.product;
    let id = desk.edit(|tx| command::add_named(tx, LAUNCHES.table, product, "Reminders").unwrap());
    let launch = RecordRef { table: LAUNCHES.table, id };
    let kept = |desk: &Desk| described(desk, &LAUNCHES, id).clone();
    desk.edit(|tx| command::write_field(tx, launch, &LAUNCH_ON, "2026-10-01").unwrap());
    desk.edit(|tx| command::set_field(tx, launch, &LAUNCH_TIER, Some("3".into())).unwrap());
    assert_eq!(readiness(&kept(&desk)), Some((0, 4)));
    // Another tier later takes nothing away.
    desk.edit(|tx| command::set_field(tx, launch, &LAUNCH_TIER, Some("1".into())).unwrap());
    assert_eq!(tasks_of(&kept(&desk)).len(), 4);
    let task = row_id(kept(&desk).rows(&LAUNCH_TASKS)[0]).unwrap();
    desk.edit(|tx| command::do_task(tx, launch, &LAUNCH_TASKS, task, true).unwrap());
    assert_eq!(readiness(&kept(&desk)), Some((1, 4)));
    let before = contents(&desk.workspace);
    let refused = desk.attempt(|tx| command::set_field(tx, launch, &LAUNCH_STATE, Some("go".into())));
    assert_eq!(refused, None);
    assert_eq!(contents(&desk.workspace), before);
    let out = release(&mut desk, "1.0");
    desk.edit(|tx| {
        command::set_link(tx, launch, &LAUNCH_RELEASE, RecordRef::to::<Release>(out), true).unwrap();
    });
    for state in ["go", "launched"] {
        desk.edit(|tx| command::set_field(tx, launch, &LAUNCH_STATE, Some(state.into())).unwrap());
    }
    assert_eq!(kept(&desk).day(&LAUNCH_REVIEW), Some(day("2026-10-29")));
    assert_eq!(tables(&desk).described_of(&DECISIONS, product).len(), 1);
    // Without its release it is still a launch, and its tasks are still due.
    desk.edit(|tx| tx.trash(Release::TABLE, &[out]));
    assert_eq!(readiness(&kept(&desk)), Some((1, 4)));
}

#[test]
fn readings_come_in_many_at_once_and_those_that_cannot_be_read_are_named() {
    let mut desk = Desk::new();
    go_to(&mut desk, "2026-09-10");
    let id = metric(&mut desk, "No-shows");
    read(&mut desk, id, "13", "2026-09-07");
    let text = "Day;Value\n31.8.2026;14,0\n2026-09-07 14,2\n2026-09-11 12\nsoon 3";
    let pasted = desk.edit(|tx| command::paste_readings(tx, id, text).unwrap());
    assert_eq!((pasted.added, pasted.replaced), (2, 1));
    let unread: Vec<usize> = pasted.unread.iter().map(|(line, _)| *line).collect();
    assert_eq!(unread, [4, 5]);
    assert!(pasted.unread[0].1.contains("has not come yet"), "{:?}", pasted.unread);
    let values: Vec<i64> =
        tables(&desk).metrics.get(id).unwrap().readings.iter().map(|it| it.value).collect();
    assert_eq!(values.len(), 2);
    assert!(values.contains(&1_420) && values.contains(&1_400));
    let before = contents(&desk.workspace);
    assert!(desk.attempt(|tx| command::paste_readings(tx, id, "nothing here")).is_none());
    assert_eq!(contents(&desk.workspace), before);
}

#[test]
fn a_metric_never_drives_itself() {
    let mut desk = Desk::new();
    let [star, middle, low] = ["Star", "Middle", "Low"].map(|name| metric(&mut desk, name));
    let under = |desk: &mut Desk, it: Id, parent: Id| {
        let value = throughline::model::link_text("metrics", parent).into();
        desk.edit(|tx| {
            command::set_field(tx, RecordRef::to::<Metric>(it), METRICS.field("parent").unwrap(), Some(value))
        })
    };
    under(&mut desk, middle, star).unwrap();
    under(&mut desk, low, middle).unwrap();
    for it in [star, middle, low] {
        assert_eq!(under(&mut desk, it, low), Err(CommandError::MetricRing));
    }
}

#[test]
fn a_launch_takes_the_day_of_its_release_and_says_that_it_was_decided() {
    let mut desk = Desk::new();
    go_to(&mut desk, "2026-09-07");
    let product = desk.product;
    let out = release(&mut desk, "1.0");
    let record = RecordRef::to::<Release>(out);
    desk.edit(|tx| command::write_field(tx, record, &RELEASE_PLANNED, "2026-10-01").unwrap());
    let id = desk.edit(|tx| command::add_named(tx, LAUNCHES.table, product, "Reminders").unwrap());
    let launch = RecordRef { table: LAUNCHES.table, id };
    desk.edit(|tx| {
        command::set_link(tx, launch, &LAUNCH_RELEASE, RecordRef::to::<Release>(out), true).unwrap();
        command::set_field(tx, launch, &LAUNCH_TIER, Some("2".into())).unwrap();
    });
    assert_eq!(described(&desk, &LAUNCHES, id).day(&LAUNCH_ON), Some(day("2026-10-01")));
    desk.edit(|tx| command::set_field(tx, launch, &LAUNCH_STATE, Some("no_go".into())).unwrap());
    let tasks = tasks_of(described(&desk, &LAUNCHES, id));
    let done: Vec<&str> = tasks.iter().filter(|task| task.is_done).map(|task| task.text.as_str()).collect();
    assert_eq!(done, ["Go or no-go"]);
}

#[test]
fn what_a_report_comes_to_follows_its_lines_until_it_is_written_or_kept() {
    let mut desk = Desk::new();
    weeks(&mut desk);
    let draft = report_of(&desk, ("2026-09-07", "2026-09-13"), Audience::Team, "2026-09-16").unwrap();
    assert_eq!(draft.gist, "One thing was finished; nothing is known to be at risk.");
    let (product, seed) = (desk.product, seed());
    let gist = |desk: &Desk, id: Id| described(desk, &REPORTS, id).words(&REPORT_GIST).to_owned();
    let change = ReportChange::Add("risk", "The supplier is late.".into());
    let id = desk.edit(|tx| command::change_report(tx, product, None, (&seed, &draft), &change)).unwrap();
    assert_eq!(gist(&desk, id), "");
    // What is shown when it is kept stays.
    let shown = ReportDraft { gist: "One thing is at risk.".into(), ..draft };
    let keep = ReportChange::Keep(true);
    desk.edit(|tx| command::change_report(tx, product, Some(id), (&seed, &shown), &keep)).unwrap();
    assert_eq!(gist(&desk, id), "One thing is at risk.");
}

#[test]
fn the_day_a_release_goes_out_shows_nothing_of_it_yet_and_short_of_the_target_is_not_there() {
    let mut desk = Desk::new();
    go_to(&mut desk, "2026-11-02");
    let calls = metric(&mut desk, "Calls");
    desk.edit(|tx| command::set_metric_value(tx, calls, true, "20").unwrap());
    read(&mut desk, calls, "10", "2026-11-02");
    let it = release(&mut desk, "1.0");
    desk.edit(|tx| tx.edit(it, |release: &mut Release| release.metric = Some(calls)));
    go_to(&mut desk, "2026-11-11");
    go_out(&mut desk, it);
    read(&mut desk, calls, "14", "2026-11-11");
    let came = |desk: &Desk| {
        let result = outcome(tables(desk), tables(desk).releases.get(it).unwrap());
        (matches!(result, Outcome::Unchecked(..)), result.verdict())
    };
    assert_eq!(came(&desk), (true, None));
    go_to(&mut desk, "2026-11-20");
    read(&mut desk, calls, "18", "2026-11-20");
    assert_eq!(came(&desk), (false, Some(Verdict::Closer)));
    // Others hear of it with the roadmap.
    let text = roadmap_markdown(tables(&desk), desk.product, RoadmapBy::Horizon, desk.context.today, |day| {
        day.to_string()
    });
    assert!(text.contains("## Shipped lately"), "{text}");
    assert!(text.contains("**1.0** – released, 2026-11-11  \n  Calls, 14 → 18, closer"), "{text}");
    go_to(&mut desk, "2027-03-20");
    let text = roadmap_markdown(tables(&desk), desk.product, RoadmapBy::Horizon, desk.context.today, |day| {
        day.to_string()
    });
    assert!(!text.contains("1.0"), "{text}");
}

#[test]
fn the_copied_roadmap_says_how_goals_stand() {
    let mut desk = Desk::new();
    go_to(&mut desk, "2026-11-02");
    let product = desk.product;
    desk.edit(|tx| {
        let kept = command::add_goal(tx, product, "Nobody waits").unwrap();
        let behind = command::add_goal(tx, product, "Riders book alone").unwrap();
        let draft = KeyResultDraft {
            name: "Bookings online".into(),
            unit: "%".into(),
            baseline: "40".into(),
            target: "70".into(),
            due: "2026-12-02".into(),
            ..KeyResultDraft::default()
        };
        let result = command::write_key_result(tx, behind, None, &draft).unwrap();
        command::check_in(tx, behind, result, "42", "2026-11-02").unwrap();
        let bet = command::add_initiative(tx, product, "Reminders", Horizon::Now).unwrap();
        tx.edit(bet, |it: &mut Initiative| it.goal = Some(behind));
        command::close_goal(tx, kept, true, "").unwrap();
    });
    go_to(&mut desk, "2026-11-20");
    let copied = |by| roadmap_markdown(tables(&desk), product, by, desk.context.today, |day| day.to_string());
    let text = copied(RoadmapBy::Horizon);
    let goals = "## Goals\n\n- **Nobody waits** – closed 2026-11-02\n\
        - **Riders book alone** – behind: Bookings online 42 % → 70 %\n";
    assert!(text.contains(goals), "{text}");
    let text = copied(RoadmapBy::Goal);
    assert!(text.contains("## Nobody waits\n\nClosed 2026-11-02\n"), "{text}");
    let of_goal = "## Riders book alone\n\nBehind: Bookings online 42 % → 70 %\n\n- **Reminders**";
    assert!(text.contains(of_goal), "{text}");
}
