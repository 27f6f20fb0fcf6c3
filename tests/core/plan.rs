//! The plan in time: what is refused, what is kept by itself, how it comes in and goes out.

use throughline::analysis::plan::{Became, Fit, Plan, baselines, changes, details, outlook};
use throughline::analysis::{Joint, Overview};
use throughline::command::{self, CommandError, ItemChange, OnConflict, import_sheet};
use throughline::format::{Disclosure, RoadmapPage, described_csv, parse_sheet};
use throughline::model::kind::{
    BASELINES, Field, INITIATIVE_END, INITIATIVE_START, INITIATIVES, MILESTONE_DROPPED, MILESTONE_ON,
    MILESTONE_STATE, MILESTONES, RELEASE_PLANNED, SPRINT_FIRST, SPRINT_LAST, SPRINTS, WAIT_ON, WAITS_FOR,
};
use throughline::model::{
    Confidence, Day, Horizon, Id, Initiative, Item, ItemType, RecordRef, Release, link_text,
};
use throughline::workspace::find_problems;

use crate::support::Desk;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn initiative(desk: &mut Desk, name: &str, first: &str, last: &str) -> RecordRef {
    let product = desk.product;
    let id = desk.edit(|tx| {
        let id = command::add_initiative(tx, product, name, Horizon::Next).unwrap();
        command::plan_between(tx, id, day(first), day(last)).unwrap();
        id
    });
    RecordRef::to::<Initiative>(id)
}

fn plan(desk: &Desk) -> Plan {
    Plan::of(desk.workspace.tables(), desk.product).unwrap()
}

fn refused<R: std::fmt::Debug>(
    desk: &mut Desk,
    command: impl FnOnce(&mut throughline::workspace::Tx<'_>) -> Result<R, CommandError>,
) -> String {
    let before = crate::support::contents(&desk.workspace);
    let mut reason = String::new();
    let result = desk.workspace.edit(&mut desk.context, "Act", |tx| {
        let result = command(tx);
        if let Err(error) = &result {
            reason = error.to_string();
        }
        result
    });
    assert!(result.is_err());
    assert_eq!(crate::support::contents(&desk.workspace), before, "nothing stored changes");
    reason
}

#[test]
fn a_ring_is_refused_with_the_way_round_and_what_is_deleted_is_waited_for_no_more() {
    let mut desk = Desk::new();
    let build = initiative(&mut desk, "Build", "2027-01-04", "2027-01-29");
    let sell = initiative(&mut desk, "Sell", "2027-02-01", "2027-02-26");
    let product = desk.product;
    let fair = desk.edit(|tx| {
        let id = command::add_named(tx, MILESTONES.table, product, "Fair").unwrap();
        let fair = RecordRef { table: MILESTONES.table, id };
        command::set_field(tx, fair, &MILESTONE_ON, Some("2027-03-01".into())).unwrap();
        command::wait_for(tx, sell, build, 0).unwrap();
        command::wait_for(tx, fair, sell, 5).unwrap();
        fair
    });
    let it = plan(&desk);
    assert_eq!(
        it.dependencies.iter().map(|dependency| it.fit(dependency)).collect::<Vec<_>>(),
        [Fit::Spare(0), Fit::Early(4, day("2027-03-05"))]
    );
    let reason = refused(&mut desk, |tx| command::wait_for(tx, build, fair, 0));
    assert_eq!(reason, "They would wait for each other: Build → Sell → Fair → Build.");
    let row = desk.edit(|tx| command::add_row(tx, build, &[], &WAITS_FOR, None, &[]).unwrap());
    let on = serde_json::Value::from(link_text(build.table, build.id));
    let reason =
        refused(&mut desk, |tx| command::set_in_row(tx, build, &[(&WAITS_FOR, row)], &WAIT_ON, Some(on)));
    assert_eq!(reason, "They would wait for each other: Build → Build.");
    desk.edit(|tx| tx.trash(sell.table, &[sell.id]));
    assert_eq!(plan(&desk).dependencies, vec![]);
    assert_eq!(find_problems(desk.workspace.tables()), vec![]);
    desk.undo();
    assert_eq!(plan(&desk).dependencies.len(), 2, "undo brings back who waited");
}

#[test]
fn days_that_cannot_be_are_refused_and_far_ones_are_planned() {
    let mut desk = Desk::new();
    let it = initiative(&mut desk, "Far", "1900-01-01", "2199-12-31");
    let write = |field: &'static Field, text: &'static str| {
        move |tx: &mut throughline::workspace::Tx<'_>| command::write_field(tx, it, field, text)
    };
    let reason = refused(&mut desk, write(&INITIATIVE_START, "9999-01-01"));
    assert_eq!(reason, "Start: 9999-01-01 lies outside of 1900 to 2199");
    assert!(refused(&mut desk, write(&INITIATIVE_END, "0000-01-01")).starts_with("End: "));
    desk.edit(|tx| command::plan_between(tx, it.id, day("2028-02-29"), day("2028-02-29")).unwrap());
    assert_eq!(refused(&mut desk, write(&INITIATIVE_END, "2028-02-28")), "The end lies before the start.");
    let none = |tx: &mut throughline::workspace::Tx<'_>| {
        (1..=7).try_for_each(|day| command::set_rest_day(tx, it.id, day, true))
    };
    assert!(refused(&mut desk, none).contains("no longer here"), "it is no product");
    let product = desk.product;
    let rest = move |tx: &mut throughline::workspace::Tx<'_>| {
        (1..=7).try_for_each(|day| command::set_rest_day(tx, product, day, true))
    };
    assert!(refused(&mut desk, rest).contains("One day of the week has to be left for work"));
    assert_eq!(plan(&desk).slots[0].map(throughline::analysis::plan::ScheduleSlot::is_critical), Some(true));
}

#[test]
fn the_first_change_of_a_month_keeps_the_plan_as_it_was() {
    let mut desk = Desk::new();
    let it = initiative(&mut desk, "Build", "2027-01-04", "2027-01-29");
    let (tables, product) = (desk.workspace.tables(), desk.product);
    assert!(baselines(tables, product).is_empty(), "who begins has nothing to compare with");
    // A month later.
    desk.context.now.0 += 35 * 86_400_000;
    desk.context.today = desk.context.today.plus(35);
    desk.edit(|tx| command::shift(tx, it, 14).unwrap());
    desk.edit(|tx| command::shift(tx, it, 7).unwrap());
    let other = initiative(&mut desk, "Sell", "2027-02-01", "2027-02-26");
    let tables = desk.workspace.tables();
    let kept = baselines(tables, product);
    assert_eq!(kept.len(), 1, "once a month");
    let found = changes(tables, &plan(&desk), kept[0]);
    assert_eq!(
        found.iter().map(|change| (change.name.as_str(), change.became)).collect::<Vec<_>>(),
        [("Build", Became::Moved { first: 21, last: 21 }), ("Sell", Became::Came)]
    );
    desk.edit(|tx| tx.trash(it.table, &[it.id]));
    let tables = desk.workspace.tables();
    let found = changes(tables, &plan(&desk), baselines(tables, product)[0]);
    let gone = found.iter().find(|change| change.became == Became::Went).unwrap();
    assert_eq!((gone.name.as_str(), gone.record), ("Build", None), "known by its name");
    desk.undo();
    for _ in 0..3 {
        desk.undo();
    }
    let tables = desk.workspace.tables();
    assert!(baselines(tables, product).is_empty(), "one step with the change it came before");
    assert!(tables.initiatives.get(other.id).is_none());
}

const SHEET: &str = "Initiative,Goal,Owner,Start,End,Status,Depends on,Notes\n\
    Signup,More trials,Ana,05/01/2027,26/02/2027,Committed,,Replaces the form\n\
    Pricing,More trials,Ana,01/03/2027,31/02/2027,Likely,Signup,\n\
    Limits,\"Larger, happier\",Ben,19.04.2027,28 May 2027,Likely,\"Signup, Pricing\",\n\
    Signup,,,,,,,\n";

#[test]
fn a_roadmap_of_a_spreadsheet_comes_in_with_its_days_goals_and_waits_and_goes_out_as_it_came() {
    let mut desk = Desk::new();
    let product = desk.product;
    let sheet = parse_sheet(SHEET).unwrap();
    assert_eq!(sheet.kind(), Some(&INITIATIVES), "known by its headings");
    let report = desk.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::NewerWins).unwrap());
    assert_eq!(report.new, 4, "two of one name are two");
    let cells: Vec<&str> = report.cells.iter().map(|(_, reason)| reason.as_str()).collect();
    assert_eq!(cells, ["End: “31/02/2027” is not a date (write it as 2026-11-21)"]);
    assert!(report.notes.iter().any(|note| note.contains("2 goals")), "{:?}", report.notes);
    let tables = desk.workspace.tables();
    let all: Vec<&Initiative> = tables.initiatives.of(product).collect();
    assert_eq!((all[0].start, all[0].end), (Some(day("2027-01-05")), Some(day("2027-02-26"))));
    assert_eq!((all[2].start, all[2].end), (Some(day("2027-04-19")), Some(day("2027-05-28"))));
    assert_eq!(
        (all[0].confidence, all[0].description.as_str()),
        (Confidence::Committed, "Replaces the form")
    );
    let waits: Vec<Id> = all[2].waits_for.iter().filter_map(|wait| Some(wait.target()?.1)).collect();
    assert_eq!(waits, [all[0].meta.id, all[1].meta.id]);
    let goal = |it: &Initiative| it.goal.and_then(|id| tables.goals.get(id)).map(|goal| goal.name.clone());
    assert_eq!((goal(all[1]), goal(all[2])), (Some("More trials".into()), Some("Larger, happier".into())));
    let ids: Vec<Id> = tables.initiatives.in_order(product).collect();
    let text = described_csv(tables, &INITIATIVES, &ids);
    let again = parse_sheet(&text).unwrap();
    let report = desk.edit(|tx| import_sheet(tx, product, &again, OnConflict::TakeTheirs).unwrap());
    assert_eq!((report.new, report.changed, report.same), (0, 0, 4), "{:?}", report.cells);
}

#[test]
fn a_wait_that_would_close_a_ring_is_left_out_of_a_list_with_the_way_round() {
    let mut desk = Desk::new();
    let product = desk.product;
    let sheet =
        parse_sheet("Initiative,Start,End,Depends on\nOne,2027-01-04,2027-01-08,Two\nTwo,,,One\n").unwrap();
    let report = desk.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::NewerWins).unwrap());
    assert_eq!(report.cells.len(), 1);
    assert!(
        report.cells[0].1.contains("They would wait for each other: Two → One → Two."),
        "{:?}",
        report.cells
    );
    assert_eq!(plan(&desk).dependencies.len(), 1);
}

#[test]
fn what_begins_after_its_end_keeps_its_length() {
    let mut desk = Desk::new();
    let it = initiative(&mut desk, "Build", "2027-01-04", "2027-01-29");
    desk.edit(|tx| command::write_field(tx, it, &INITIATIVE_START, "2027-03-01").unwrap());
    let days = |desk: &Desk| desk.workspace.tables().initiatives.get(it.id).map(|it| (it.start, it.end));
    assert_eq!(days(&desk), Some((Some(day("2027-03-01")), Some(day("2027-03-26")))));
    desk.edit(|tx| command::write_field(tx, it, &INITIATIVE_START, "2027-03-08").unwrap());
    assert_eq!(
        days(&desk),
        Some((Some(day("2027-03-08")), Some(day("2027-03-26")))),
        "before its end it is shorter"
    );
}

#[test]
fn a_word_that_is_kept_out_stands_nowhere_in_the_file() {
    let mut desk = Desk::new();
    let product = desk.product;
    let it = initiative(&mut desk, "Portal for ACME <b>", "2026-11-02", "2027-01-29");
    desk.edit(|tx| {
        tx.edit(it.id, |it: &mut Initiative| it.outcome = "Acme's people book themselves".into());
        command::add_named(tx, BASELINES.table, product, "Acme").unwrap();
        command::add_named(tx, "releases", product, "acme one").unwrap()
    });
    let write = |audience: &Disclosure| {
        let tables = desk.workspace.tables();
        let page =
            RoadmapPage::of(tables, product, audience, desk.context.today, |day| day.to_string()).unwrap();
        (page.html(), page.svg())
    };
    let (html, svg) = write(&Disclosure::default());
    let (html, svg) = (html.unwrap(), svg.unwrap());
    assert!(html.contains("Portal for ACME &lt;b&gt;") && svg.contains("Portal for ACME"));
    for file in [&html, &svg] {
        assert!(
            !file.contains("<script")
                && !file.contains("src=")
                && !file.contains("href=")
                && !file.contains("url(http")
        );
    }
    let secret = Disclosure { redacted: vec!["acme".into()], ..Disclosure::default() };
    let (html, svg) = write(&secret);
    for file in [html.unwrap(), svg.unwrap()] {
        assert!(!file.to_lowercase().contains("acme"), "{file}");
        assert!(file.contains("Portal for ■■■"));
    }
    let (html, _) = write(&Disclosure { redacted: vec!["table".into()], ..Disclosure::default() });
    assert!(html.unwrap_err().to_string().contains("cannot be kept out"));
}

#[test]
fn what_begins_first_is_foreseen_first_and_what_is_done_says_when() {
    let mut desk = Desk::new();
    let product = desk.edit(|tx| command::create_sample(tx).unwrap());
    let tables = desk.workspace.tables();
    let overview = Overview::of(tables, product);
    let it = Plan::of(tables, product).unwrap();
    let found = outlook(tables, product, &it, &overview, desk.context.today).unwrap();
    assert_eq!(found.len(), 11);
    assert_eq!((found[0].name.as_str(), found[0].left), ("Booking page", 8));
    let foreseen: Vec<Day> = found.iter().filter_map(|it| it.foreseen).collect();
    assert!(foreseen.is_sorted() && foreseen.len() > 5, "{foreseen:?}");
    assert!(found.iter().all(|it| it.slip().is_some() == (it.foreseen.is_some() || it.came.is_some())));
    let none = Plan::of(desk.workspace.tables(), desk.product).unwrap();
    let overview = Overview::of(desk.workspace.tables(), desk.product);
    let reason = outlook(desk.workspace.tables(), desk.product, &none, &overview, desk.context.today);
    assert!(reason.unwrap_err().to_string().contains("a forecast takes five"));
}

#[test]
fn a_list_writes_no_days_that_are_turned_round_and_keeps_the_month_first() {
    let mut desk = Desk::new();
    let product = desk.product;
    let it = initiative(&mut desk, "Build", "2027-01-04", "2027-01-29");
    desk.context.now.0 += 35 * 86_400_000;
    desk.context.today = desk.context.today.plus(35);
    let bring_in = |desk: &mut Desk, text: &str| {
        let sheet = parse_sheet(text).unwrap();
        desk.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::TakeTheirs).unwrap())
    };
    let report = bring_in(&mut desk, "Initiative,Goal,Start,End\nBuild,,,2026-12-01\n");
    assert_eq!(report.cells, [(2, "The end lies before the start.".to_owned())]);
    let days = |desk: &Desk| desk.workspace.tables().initiatives.get(it.id).and_then(Initiative::days);
    assert_eq!(days(&desk), Some((day("2027-01-04"), day("2027-01-29"))));
    bring_in(&mut desk, "Initiative,Goal,Start,End\nBuild,,2027-02-01,2027-02-26\n");
    assert_eq!(days(&desk), Some((day("2027-02-01"), day("2027-02-26"))));
    let kept = baselines(desk.workspace.tables(), product);
    assert_eq!(kept.len(), 1);
    assert_eq!(throughline::analysis::plan::then(kept[0])[0].days, (day("2027-01-04"), day("2027-01-29")));
}

#[test]
fn a_dropped_milestone_is_of_the_plan_no_more() {
    let mut desk = Desk::new();
    let build = initiative(&mut desk, "Build", "2027-01-04", "2027-01-29");
    let product = desk.product;
    let fair = desk.edit(|tx| {
        let id = command::add_named(tx, MILESTONES.table, product, "Fair").unwrap();
        let fair = RecordRef { table: MILESTONES.table, id };
        command::set_field(tx, fair, &MILESTONE_ON, Some("2027-01-11".into())).unwrap();
        command::wait_for(tx, fair, build, 0).unwrap();
        fair
    });
    assert_eq!((plan(&desk).conflicts().len(), plan(&desk).early(fair.id)), (1, Some(18)));
    desk.edit(|tx| command::set_field(tx, fair, &MILESTONE_STATE, Some(MILESTONE_DROPPED.into())).unwrap());
    assert_eq!((plan(&desk).conflicts().len(), plan(&desk).things.len()), (0, 1));
}

#[test]
fn the_plan_in_detail_has_the_days_that_follow_from_sprints_releases_and_work() {
    let mut desk = Desk::new();
    let build = initiative(&mut desk, "Build", "2027-01-04", "2027-01-29");
    let other = initiative(&mut desk, "Other", "2027-01-04", "2027-01-29");
    let product = desk.product;
    let [epic, planned, released, bare, elsewhere, dropped] =
        ["Epic", "Planned", "Released", "Bare", "Elsewhere", "Dropped"].map(|title| desk.add(title));
    desk.edit(|tx| {
        command::change_items(tx, &[epic], &ItemChange::Kind(ItemType::Epic));
        command::change_items(tx, &[dropped], &ItemChange::Status("dropped".into()));
        let of = RecordRef::to::<Item>;
        for id in [epic, bare, dropped] {
            command::join(tx, of(id), Joint::Initiative, Some(build.id)).unwrap();
        }
        for id in [planned, released, elsewhere] {
            command::join(tx, of(id), Joint::Epic, Some(epic)).unwrap();
        }
        command::join(tx, of(elsewhere), Joint::Initiative, Some(other.id)).unwrap();
        let sprint = command::add_named(tx, SPRINTS.table, product, "Sprint 1").unwrap();
        let record = RecordRef { table: SPRINTS.table, id: sprint };
        command::set_field(tx, record, &SPRINT_FIRST, Some("2027-01-11".into())).unwrap();
        command::set_field(tx, record, &SPRINT_LAST, Some("2027-01-22".into())).unwrap();
        command::put_in_sprint(tx, &[planned], Some(sprint)).unwrap();
        let release = command::add_named(tx, "releases", product, "1.0").unwrap();
        let record = RecordRef::to::<Release>(release);
        command::write_field(tx, record, &RELEASE_PLANNED, "2027-02-05").unwrap();
        command::join(tx, of(released), Joint::Release, Some(release)).unwrap();
    });
    let both = [build.id, other.id].into();
    let found = details(desk.workspace.tables(), product, &both, day("2027-01-04"));
    let read = |initiative: RecordRef| {
        let of =
            found.get(&initiative.id).unwrap().iter().map(|it| (it.id, it.is_under, it.days, it.work.all));
        of.collect::<Vec<_>>()
    };
    let (sprint, release) = ((day("2027-01-11"), day("2027-01-22")), day("2027-02-05"));
    assert_eq!(
        read(build),
        [
            (epic, false, Some((sprint.0, release)), 2),
            (planned, true, Some(sprint), 1),
            (released, true, Some((release, release)), 1),
            (bare, false, None, 1),
        ],
        "an epic spans what is under it; what was dropped is no work"
    );
    assert_eq!(read(other), [(elsewhere, false, None, 1)], "its epic serves another initiative");
}
