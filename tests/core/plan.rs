//! The plan in time: what is refused, what is kept by itself, how it comes in and goes out.

use throughline::analysis::plan::{Became, Fit, Plan, baselines, changes};
use throughline::command::{self, CommandError, OnConflict, import_sheet};
use throughline::format::{Audience, RoadmapPage, described_csv, parse_sheet};
use throughline::model::kind::{
    BASELINES, Field, INITIATIVE_END, INITIATIVE_START, INITIATIVES, MILESTONE_ON, MILESTONES, WAIT_ON,
    WAITS_FOR,
};
use throughline::model::{Day, Horizon, Id, Initiative, RecordRef};
use throughline::workspace::{find_problems, link_text};

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
    assert_eq!(plan(&desk).slots[0].map(|slot| slot.is_critical()), Some(true));
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

const SHEET: &str = "Initiative,Goal,Start,End,Confidence,Horizon,Owner\n\
    Booking page,Riders book,2026-10-01,24.12.2026,Committed,Now,Ada\n\
    Waiting list,Riders book,2027-01-04,2027-02-31,Likely,Next,Ben\n\
    Booking page,,,,,,\n";

#[test]
fn a_roadmap_of_a_spreadsheet_comes_in_with_its_dates_and_goes_out_as_it_came() {
    let mut desk = Desk::new();
    let product = desk.product;
    desk.edit(|tx| command::add_goal(tx, product, "Riders book").unwrap());
    let sheet = parse_sheet(SHEET).unwrap();
    assert_eq!(sheet.kind(), Some(&INITIATIVES), "known by its headings");
    let report = desk.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::NewerWins).unwrap());
    assert_eq!(report.new, 3, "two of one name are two");
    assert_eq!(report.cells.len(), 1);
    assert!(report.cells[0].1.contains("2027-02-31"), "{:?}", report.cells);
    let tables = desk.workspace.tables();
    let booking = tables.initiatives.of(product).next().unwrap();
    assert_eq!((booking.start, booking.end), (Some(day("2026-10-01")), Some(day("2026-12-24"))));
    assert_eq!(
        booking.goal.and_then(|id| tables.goals.get(id)).map(|goal| goal.name.as_str()),
        Some("Riders book")
    );
    let ids: Vec<Id> = tables.initiatives.in_order(product).collect();
    let text = described_csv(tables, &INITIATIVES, &ids);
    let again = parse_sheet(&text).unwrap();
    let report = desk.edit(|tx| import_sheet(tx, product, &again, OnConflict::TakeTheirs).unwrap());
    assert_eq!((report.new, report.changed, report.same), (0, 0, 3), "{:?}", report.cells);
}

#[test]
fn a_word_that_is_kept_out_stands_nowhere_in_the_file() {
    let mut desk = Desk::new();
    let product = desk.product;
    let it = initiative(&mut desk, "Portal for ACME <b>", "2026-11-02", "2027-01-29");
    desk.edit(|tx| {
        tx.edit(it.id, |it: &mut Initiative| it.outcome = "Acme's people book themselves".into());
        command::add_named(tx, BASELINES.table, product, "Acme").unwrap();
        command::add_release(tx, product, "acme one").unwrap()
    });
    let write = |audience: &Audience| {
        let tables = desk.workspace.tables();
        let page =
            RoadmapPage::of(tables, product, audience, desk.context.today, |day| day.to_string()).unwrap();
        (page.html(), page.svg())
    };
    let (html, svg) = write(&Audience::default());
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
    let secret = Audience { redacted: vec!["acme".into()], ..Audience::default() };
    let (html, svg) = write(&secret);
    for file in [html.unwrap(), svg.unwrap()] {
        assert!(!file.to_lowercase().contains("acme"), "{file}");
        assert!(file.contains("Portal for ■■■"));
    }
    let (html, _) = write(&Audience { redacted: vec!["table".into()], ..Audience::default() });
    assert!(html.unwrap_err().to_string().contains("cannot be kept out"));
}
