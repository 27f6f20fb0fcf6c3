//! Lists of other tools come in: a file each, written for this project after what the tools export, and what becomes of it.

use std::fmt::Write;
use std::path::Path;

use expect_test::expect_file;
use throughline::analysis::sprint::{span, sprint_state};
use throughline::command::{ImportReport, OnConflict, import_sheet};
use throughline::format::{DayOrder, Sheet, SheetColumn, decode, is_json, parse_sheet, read_json};
use throughline::model::kind::SPRINTS;
use throughline::model::{Id, Item, Pace, Record, finish};

use crate::support::{Desk, contents};

const FILES: [&str; 32] = [
    "aha.csv",
    "asana.csv",
    "asana.json",
    "azure-tree.csv",
    "basecamp.csv",
    "checklist.md",
    "clickup.csv",
    "days.csv",
    "github-gh.json",
    "github-project.tsv",
    "github-rest.json",
    "gitlab.csv",
    "gitlab.json",
    "jira-cloud.csv",
    "jira-rest.json",
    "jira-timeline.tsv",
    "linear.csv",
    "monday.csv",
    "notion.csv",
    "openproject.csv",
    "pivotal.csv",
    "planner.csv",
    "productboard.csv",
    "redmine.csv",
    "shortcut.csv",
    "taiga.json",
    "ticktick.csv",
    "todoist.csv",
    "trello.csv",
    "trello.json",
    "worklog.csv",
    "youtrack.csv",
];

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/tools"))
}

fn read(name: &str) -> Result<Sheet, String> {
    let (text, _) = decode(&std::fs::read(folder().join(name)).unwrap());
    let json = if is_json(name, &text) { finish(read_json(&text, None, &Pace::whole())) } else { None };
    let mut sheet = json.unwrap_or_else(|| parse_sheet(&text)).map_err(|error| error.to_string())?;
    sheet.set_name(name);
    Ok(sheet)
}

fn import(desk: &mut Desk, sheet: &Sheet) -> ImportReport {
    let product = desk.product;
    desk.edit(|tx| import_sheet(tx, product, sheet, OnConflict::NewerWins).unwrap())
}

/// What of a list came in, as text.
fn told(desk: &Desk, sheet: &Sheet, report: &ImportReport) -> String {
    let tables = desk.workspace.tables();
    let mut text = String::new();
    for (place, (name, column)) in sheet.columns.iter().enumerate() {
        let filled = sheet.values(place).len();
        if filled > 0 {
            writeln!(text, "{name} ({filled}) → {}", column.name()).unwrap();
        }
    }
    writeln!(text, "\n{} new, {} left out", report.new, report.errors.len()).unwrap();
    report.notes.iter().for_each(|note| writeln!(text, "! {note}").unwrap());
    let title = |table: &str, id: Option<Id>| {
        id.and_then(|id| tables.any(table)?.title(id)).unwrap_or_default().to_owned()
    };
    for id in tables.items.in_order(desk.product) {
        let item = tables.items.get(id).unwrap();
        writeln!(text, "\n{} “{}” {}", item.kind.name(), item.title, item.status).unwrap();
        let mut say = |what: &str, said: String| {
            if !said.is_empty() {
                writeln!(text, "  {what}: {}", said.replace('\n', "⏎")).unwrap();
            }
        };
        let titles = |ids: &mut dyn Iterator<Item = Id>| {
            ids.map(|id| title(Item::TABLE, Some(id))).collect::<Vec<_>>().join(", ")
        };
        let labels =
            item.labels.iter().filter_map(|label| tables.labels.get(*label)).map(|it| it.name.clone());
        let mut labels: Vec<String> = labels.collect();
        labels.sort();
        say("points", item.estimate.map(|it| it.to_string()).unwrap_or_default());
        say("labels", labels.join(", "));
        say("above", title(Item::TABLE, item.parent));
        say("sprint", title(SPRINTS.table, item.sprint));
        say("release", title("releases", item.release));
        say("initiative", title("initiatives", item.initiative));
        say("with", title("people", item.delegate));
        say("waits for", titles(&mut item.blocked_by.iter().copied()));
        say("has to do with", titles(&mut item.related.iter().copied()));
        say("says the same as", title(Item::TABLE, item.duplicate_of));
        say("blocked", item.block().map(|block| format!("“{}”", block.reason)).unwrap_or_default());
        say("follow up", item.follow_up.map(|day| day.to_string()).unwrap_or_default());
        let way = item.status_log.iter().map(|step| format!("{} {}", step.on, step.to));
        say("way", way.collect::<Vec<_>>().join(", "));
        say("text", item.description.clone());
        let steps =
            item.checklist.iter().map(|it| format!("[{}] {}", if it.done { 'x' } else { ' ' }, it.text));
        say("steps", steps.collect::<Vec<_>>().join(", "));
        for comment in &item.comments {
            say("remark", format!("{} {}", comment.at.to_rfc3339(), comment.text));
        }
        let own = tables.own_fields().of(Item::TABLE).into_iter();
        for field in own.filter(|field| item.meta.unknown.contains_key(field.key)) {
            say(field.label, item.meta.unknown[field.key].to_string());
        }
        let source = item.source.iter().flat_map(|source| source.fields.iter());
        say("kept", source.map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join(", "));
    }
    for sprint in tables.described_of(&SPRINTS, desk.product) {
        let days = span(sprint).map(|(first, last)| format!(" {first} to {last}")).unwrap_or_default();
        writeln!(text, "\nSprint “{}”{days}, {}", sprint.name(), sprint_state(sprint)).unwrap();
    }
    for release in tables.releases.of(desk.product) {
        let day = release.planned.map(|day| day.to_string()).unwrap_or_default();
        writeln!(text, "\nRelease “{}” {day} {}", release.name, release.description).unwrap();
    }
    text
}

#[test]
fn each_tool_s_list_comes_in_as_it_was_looked_at() {
    let found: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    let mut found: Vec<&str> =
        found.iter().map(String::as_str).filter(|name| !name.contains(".txt")).collect();
    found.sort_unstable();
    assert_eq!(found, FILES);
    for name in FILES {
        let mut desk = Desk::new();
        let text = match read(name) {
            Ok(sheet) => {
                let report = import(&mut desk, &sheet);
                let text = told(&desk, &sheet, &report);
                // A second time nothing comes, and nothing changes.
                let before = contents(&desk.workspace);
                let again = import(&mut desk, &sheet);
                assert_eq!((again.new, again.changed), (0, 0), "{name}");
                assert_eq!(contents(&desk.workspace), before, "{name}");
                text
            }
            Err(error) => error + "\n",
        };
        expect_file![folder().join(format!("{name}.txt"))].assert_eq(&text);
    }
}

#[test]
fn one_undo_takes_a_list_back_with_all_it_made() {
    for name in ["jira-cloud.csv", "pivotal.csv", "taiga.json"] {
        let mut desk = Desk::new();
        let before = contents(&desk.workspace);
        let sheet = read(name).unwrap();
        import(&mut desk, &sheet);
        assert_ne!(contents(&desk.workspace), before);
        desk.workspace.undo(&mut desk.context).unwrap();
        assert_eq!(contents(&desk.workspace), before, "{name}");
    }
}

#[test]
fn parents_in_a_ring_are_said_and_left_out() {
    let mut desk = Desk::new();
    let report = import(
        &mut desk,
        &parse_sheet("ID,Title,Parent\nA-1,One,A-2\nA-2,Two,A-3\nA-3,Three,A-1\n").unwrap(),
    );
    assert_eq!(report.new, 3);
    assert!(
        report.notes.iter().any(|note| note.contains("comes in without Epic or parent")),
        "{:?}",
        report.notes
    );
    let parents = desk
        .items()
        .into_iter()
        .filter(|id| desk.workspace.tables().items.get(*id).unwrap().parent.is_some());
    assert_eq!(parents.count(), 2);
}

#[test]
fn days_in_two_orders_are_asked_for_and_read_as_said() {
    let list = "Title,Created on\nOne,5/1/2024\nTwo,6/1/2024\n";
    let mut sheet = parse_sheet(list).unwrap();
    assert_eq!(sheet.open_day(), Some("5/1/2024"));
    let day = |sheet: &Sheet| {
        let mut desk = Desk::new();
        let id = import(&mut desk, sheet).items[0];
        desk.workspace.tables().items.get(id).unwrap().status_log[0].on.to_string()
    };
    assert_eq!(day(&sheet), "2026-11-21");
    sheet.day_order_said = Some(DayOrder::DayFirst);
    assert_eq!(day(&sheet), "2024-01-05");
    sheet.day_order_said = Some(DayOrder::MonthFirst);
    assert_eq!(day(&sheet), "2024-05-01");
    let said = parse_sheet("Title,Created on\nOne,5/1/2024\nTwo,26/1/2024\n").unwrap();
    assert_eq!((said.open_day(), said.day_order()), (None, DayOrder::DayFirst));
}

#[test]
fn parts_of_a_list_are_one_whatever_the_order_of_their_columns() {
    let mut desk = Desk::new();
    let mut first = parse_sheet("Issue key,Summary,Issue Type,Parent\nA-1,One,Story,A-9\n").unwrap();
    let second = parse_sheet("Summary,Issue key,Issue Type,Parent,Labels\nNine,A-9,Epic,,big\n").unwrap();
    assert!(first.append(&second));
    let report = import(&mut desk, &first);
    let item = |place: usize| desk.workspace.tables().items.get(report.items[place]).cloned().unwrap();
    assert_eq!((item(0).parent, item(1).labels.len()), (Some(report.items[1]), 1));
    let mut first = parse_sheet("Issue key,Summary\nA-1,One\n").unwrap();
    assert!(!first.append(&parse_sheet("Name,Influence,Stance\nAnn,3,For\n").unwrap()));
}

#[test]
fn the_day_of_a_later_list_is_the_day_of_the_change() {
    let mut desk = Desk::new();
    let list = "ID,Title,Status,Created,Completed,Comments\nA-1,One,Open,2024-01-03,,\n";
    let id = import(&mut desk, &parse_sheet(list).unwrap()).items[0];
    import(
        &mut desk,
        &parse_sheet(&list.replace("Open,2024-01-03,,", "Done,2024-01-03,2024-01-09,Well done")).unwrap(),
    );
    let item = desk.workspace.tables().items.get(id).unwrap();
    let way: Vec<String> = item.status_log.iter().map(|step| format!("{} {}", step.on, step.to)).collect();
    assert_eq!(way, ["2024-01-03 draft", "2024-01-09 accepted"]);
    assert_eq!(item.comments.len(), 1);
}

#[test]
fn what_is_no_work_is_refused_with_a_sentence() {
    assert_eq!(
        read("worklog.csv").unwrap_err(),
        "Each row is time that was spent on work, and no work to plan. Export the items themselves, and bring those in."
    );
    let invoices = parse_sheet("Invoice No,Customer,Amount,Date\n7,Ann Lee,12.00,2024-01-03\n");
    assert!(invoices.unwrap_err().to_string().starts_with("Each row is an invoice"));
}

#[test]
fn a_board_with_very_many_actions_is_read_and_all_but_words_and_moves_passed_over() {
    let action = |number: usize| {
        format!(
            "{{\"type\":\"updateCard\",\"date\":\"2024-01-03T09:00:00Z\",\"data\":{{\"card\":{{\"id\":\"c{number}\"}},\"old\":{{\"pos\":1}}}}}}"
        )
    };
    let actions: Vec<String> = (0..40_000).map(action).collect();
    let board = format!(
        "{{\"lists\":[{{\"id\":\"l\",\"name\":\"Done\",\"pos\":1}}],\"cards\":[{{\"id\":\"c1\",\"name\":\"One\",\"idList\":\"l\",\"pos\":1}}],\"actions\":[{}]}}",
        actions.join(",")
    );
    let sheet = finish(read_json(&board, None, &Pace::whole())).unwrap().unwrap();
    assert_eq!(sheet.rows().count(), 1);
    assert!(sheet.columns.iter().any(|(_, column)| *column == SheetColumn::Title));
}
