//! What goes out for other tools: it comes in again, runs, and opens.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use miniz_oxide::inflate::decompress_to_vec;
use throughline::analysis::sprint;
use throughline::command::{self, Draft, ItemChange, OnConflict, Relation, import_sheet};
use throughline::format::{TARGETS, export, parse_sheet};
use throughline::model::kind::{DECISIONS, MILESTONES};
use throughline::model::{Day, Id, Instant, Item, ItemType, Record, RecordRef, Release};
use throughline::workspace::Workspace;

use crate::support::Desk;

const NOW: Instant = Instant(1_795_285_920_000);

fn bytes(desk: &Desk, tool: &str, list: Option<&[Id]>) -> Vec<u8> {
    let target = TARGETS.iter().find(|target| target.name == tool).unwrap();
    export(desk.workspace.tables(), desk.product, list, target, (desk.context.today, NOW))
}

fn text(desk: &Desk, tool: &str) -> String {
    String::from_utf8(bytes(desk, tool, None)).unwrap()
}

/// An epic with stories, a task and a bug, and something of everything written at them.
fn backlog() -> Desk {
    let mut desk = Desk::new();
    let product = desk.product;
    let mut add = |title: &str, kind: ItemType, parent: Option<Id>, status: &str, estimate: &str| {
        let draft = Draft {
            title: title.into(),
            kind,
            status: Some(status.into()),
            estimate: estimate.parse().ok(),
            ..Draft::default()
        };
        desk.edit(|tx| {
            let id = command::add_item(tx, product, draft, command::Destination::Bottom).unwrap();
            command::set_parents(tx, &[id], parent).unwrap();
            id
        })
    };
    // What is a part of something stands before it here, and after it where a tool wants that.
    let task = add("=SUM(A1) isn't `run` $(here)", ItemType::Task, None, "doing", "1");
    let epic = add("Reminders, by mail", ItemType::Epic, None, "draft", "");
    let story = add("Say \"no\"; or 'yes'", ItemType::Story, Some(epic), "ready", "3");
    let bug = add("-1 day late", ItemType::Bug, Some(epic), "accepted", "2");
    let spike = add("Ask Ada", ItemType::Spike, None, "dropped", "");
    desk.edit(|tx| {
        command::set_parents(tx, &[task], Some(story)).unwrap();
        command::relate(tx, story, Relation::WaitsFor, bug, true).unwrap();
        command::relate(tx, story, Relation::WaitsFor, spike, true).unwrap();
        for label in ["ux", "mobile"] {
            command::change_items(tx, &[story, bug], &ItemChange::AddLabel(label.into()));
        }
        tx.edit(story, |item: &mut Item| item.description = "One\n\n- two\n/close\nEND\n'$(three)'".into());
        tx.edit(spike, |item: &mut Item| item.description = "A line".into());
    });
    desk
}

/// What of an item is compared; more can be, once Import reads more.
type Said = (&'static str, fn(&Workspace, &Item) -> String);

const TITLE: Said = ("title", |_, item| item.title.clone());
const TYPE: Said = ("type", |_, item| item.kind.name().to_owned());
const STATE: Said = ("state", |_, item| item.status.clone());
const ESTIMATE: Said = ("estimate", |_, item| format!("{:?}", item.estimate));
const DESCRIPTION: Said = ("description", |_, item| item.description.clone());
const PARENT: Said = ("parent", |workspace, item| title_of(workspace, item.parent));
const WAITS: Said = ("waits for", |workspace, item| {
    let mut waits: Vec<String> = item.blocked_by.iter().map(|id| title_of(workspace, Some(*id))).collect();
    waits.sort();
    waits.join(" | ")
});
const LABELS: Said = ("labels", |workspace, item| {
    let labels = item.labels.iter().filter_map(|id| workspace.tables().labels.get(*id));
    // Where a tool has no types, its labels say them.
    let is_type = |name: &String| ItemType::ALL.iter().any(|kind| kind.name() == name);
    let mut names: Vec<String> =
        labels.map(|label| label.name.clone()).filter(|name| !is_type(name)).collect();
    names.sort();
    names.join(" | ")
});

fn title_of(workspace: &Workspace, id: Option<Id>) -> String {
    let item = id.and_then(|id| workspace.tables().items.get(id));
    item.map(|item| item.title.clone()).unwrap_or_default()
}

fn check_comes_back(tool: &str, said: &[Said]) {
    let desk = backlog();
    let mut other = Desk::new();
    let sheet = parse_sheet(&text(&desk, tool)).unwrap();
    let product = other.product;
    let report = other.edit(|tx| import_sheet(tx, product, &sheet, OnConflict::NewerWins).unwrap());
    assert_eq!((report.new, report.errors.len()), (5, 0), "{tool}: {report:?}");
    for (what, of) in said {
        let all = |workspace: &Workspace| {
            let mut all: Vec<(String, String)> = workspace
                .tables()
                .items
                .iter()
                .map(|item| (item.title.clone(), of(workspace, item)))
                .collect();
            all.sort();
            all
        };
        assert_eq!(all(&other.workspace), all(&desk.workspace), "{tool}: {what}");
    }
}

#[test]
fn what_goes_out_for_another_tool_comes_in_again() {
    check_comes_back("Jira", &[TITLE, TYPE, STATE, ESTIMATE, LABELS, PARENT, DESCRIPTION]);
    check_comes_back("Linear", &[TITLE, STATE, ESTIMATE, LABELS, DESCRIPTION, WAITS]);
    check_comes_back("Trello", &[TITLE, STATE, LABELS]);
}

#[test]
fn jira_reads_parents_before_their_parts_and_a_column_for_each_of_several() {
    let text = text(&backlog(), "Jira");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        "Summary,Issue key,Issue id,Parent,Issue Type,Status,Story Points,Labels,Labels,Assignee,Sprint,Fix versions,Created,Updated,Resolved,Due date,Description,Inward issue link (Blocks),Inward issue link (Blocks),Comment"
    );
    let row = |begins: &str| lines.iter().position(|line| line.starts_with(begins)).unwrap();
    assert!(row("\"Reminders, by mail\",SPK-2,2,,Epic") < row("-1 day late,SPK-4,4,2,Bug,Accepted,2,"));
    assert!(
        row("\"Say \"\"no\"\"; or 'yes'\",SPK-3,3,2,Story,Ready,3,")
            < row("=SUM(A1) isn't `run` $(here),SPK-1,1,3,Sub-task,Doing,1")
    );
}

#[test]
fn linear_and_azure_and_gitlab_have_their_headings() {
    let desk = backlog();
    let linear = text(&desk, "Linear");
    assert!(linear.starts_with(
        "Id,Team,Title,Description,Status,Estimate,Priority,Project,Creator,Assignee,Labels,Cycle Number,Cycle Name,Cycle Start,Cycle End,Created,Updated,Started,Completed,Canceled,Archived"
    ));
    assert!(linear.contains("\r\nSPK-1,SPK,'=SUM(A1) isn't `run` $(here),,Doing,1,No priority,"), "{linear}");
    let azure = text(&desk, "Azure Boards");
    assert!(azure.contains("\r\nEpic,\"Reminders, by mail\",,,,Draft,"), "{azure}");
    assert!(azure.contains("\r\nTask,,,=SUM(A1) isn't `run` $(here),1,Doing,"), "{azure}");
    let gitlab = text(&desk, "GitLab");
    assert!(gitlab.starts_with("title,description,due_date,milestone,type\r\n"));
    assert!(gitlab.contains("\n\\/close\n"), "no order by chance: {gitlab}");
    assert!(
        gitlab.contains("/label ~\"\"mobile\"\" ~\"\"ux\"\" ~\"\"Bug\"\"\n/weight 2\n/close\""),
        "{gitlab}"
    );
}

#[test]
fn a_list_goes_out_alone_and_names_nothing_that_stays() {
    let desk = backlog();
    let items = desk.items();
    let jira = String::from_utf8(bytes(&desk, "Jira", Some(&items[2..3]))).unwrap();
    assert_eq!(jira.matches("SPK-").count(), 1, "{jira}");
    assert!(jira.contains(",SPK-3,3,,Story,"), "its parent does not go along: {jira}");
}

#[test]
fn a_checklist_stands_under_its_epic() {
    let text = text(&backlog(), "Markdown");
    assert!(text.contains("- [ ] SPK-2 Reminders, by mail (Draft)\n  - [ ] SPK-3 Say"), "{text}");
    assert!(text.contains("\n    - [ ] SPK-1 =SUM(A1) isn't \\`run\\` $(here) (Doing, 1 pt)\n"), "{text}");
    assert!(text.contains("\n  - [x] SPK-4 -1 day late (Accepted, 2 pt)\n"), "{text}");
}

/// A repository in a folder, and a `gh` that knows what the script asks of it.
fn repository(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("throughline-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("bin")).unwrap();
    fs::create_dir_all(folder.join("issues")).unwrap();
    fs::write(folder.join("labels"), "bug\n").unwrap();
    fs::write(folder.join("milestones"), "").unwrap();
    for (name, text) in [("gh", include_str!("../fixtures/gh")), ("sleep", "#!/bin/sh\n")] {
        let path = folder.join("bin").join(name);
        fs::write(&path, text).unwrap();
        Command::new("chmod").arg("+x").arg(path).status().unwrap();
    }
    folder
}

fn run(folder: &Path, script: &str) -> String {
    fs::write(folder.join("script.sh"), script).unwrap();
    let path = format!("{}:{}", folder.join("bin").display(), std::env::var("PATH").unwrap());
    let done = Command::new("sh").arg("script.sh").current_dir(folder).env("PATH", path).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

fn issue(folder: &Path, number: usize, what: &str) -> String {
    fs::read_to_string(folder.join(format!("issues/{number}/{what}"))).unwrap_or_default()
}

#[test]
fn the_script_for_github_makes_every_issue_once() {
    let mut desk = backlog();
    let product = desk.product;
    let items = desk.items();
    desk.edit(|tx| {
        let release = command::add_named(tx, Release::TABLE, product, "2.6 \"Winter\"").unwrap();
        tx.edit(items[2], |item: &mut Item| item.release = Some(release));
    });
    let folder = repository("script");
    let said = run(&folder, &text(&desk, "GitHub"));
    assert!(said.ends_with("5 made, the others were there.\n"), "{said}");
    assert_eq!(fs::read_dir(folder.join("issues")).unwrap().count(), 5);
    let story = (1..=5).find(|number| issue(&folder, *number, "title").starts_with("Say")).unwrap();
    let epic = (1..=5).find(|number| issue(&folder, *number, "title").starts_with("Rem")).unwrap();
    assert_eq!(issue(&folder, story, "title"), "Say \"no\"; or 'yes'");
    assert_eq!(issue(&folder, story, "labels"), "mobile\nux\n");
    assert_eq!(issue(&folder, story, "milestone"), "2.6 \"Winter\"");
    let body = issue(&folder, story, "body");
    assert!(
        body.starts_with(&format!("Part of #{epic}\n\nOne\n\n- two\n/close\nEND\n'$(three)'\n\n")),
        "{body}"
    );
    assert!(body.ends_with("<!-- throughline:SPK-3 -->\n"), "{body}");
    let states: Vec<String> = (1..=5).map(|number| issue(&folder, number, "state")).collect();
    assert_eq!(states.iter().filter(|state| *state == "CLOSED completed").count(), 1, "{states:?}");
    assert_eq!(states.iter().filter(|state| *state == "CLOSED not planned").count(), 1, "{states:?}");
    let labels = fs::read_to_string(folder.join("labels")).unwrap();
    assert_eq!(labels, "bug\nEpic\nSpike\nTask\nmobile\nux\n", "“Bug” is there, however it is written");
    // What was done since is closed, and nothing is made again.
    desk.edit(|tx| command::change_items(tx, &[items[0]], &ItemChange::Status("accepted".into())));
    let said = run(&folder, &text(&desk, "GitHub"));
    assert_eq!(said, "0 made, the others were there.\n");
    assert_eq!(fs::read_dir(folder.join("issues")).unwrap().count(), 5);
    let states: Vec<String> = (1..=5).map(|number| issue(&folder, number, "state")).collect();
    assert_eq!(states.iter().filter(|state| *state == "CLOSED completed").count(), 2, "{states:?}");
    assert_eq!(fs::read_to_string(folder.join("milestones")).unwrap(), "open 2.6 \"Winter\"\n");
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn days_ahead_are_events_that_keep_their_names() {
    let mut desk = Desk::new();
    let product = desk.product;
    let of = |desk: &Desk, by: i32| desk.context.today.plus(by).to_string();
    let (past, near, far) = (of(&desk, -9), of(&desk, 9), of(&desk, 99));
    desk.edit(|tx| {
        for (kind, name, field, day, state) in [
            (&MILESTONES, "Fair; hall 3", "on", &near, "firm"),
            (&MILESTONES, "Reached", "on", &near, "reached"),
            (&MILESTONES, "Gone", "on", &past, "firm"),
            (&DECISIONS, "Bell first", "review_on", &far, "decided"),
        ] {
            let id = command::add_named(tx, kind.table, product, name).unwrap();
            let record = RecordRef { table: kind.table, id };
            for (field, written) in [(field, day.as_str()), ("state", state)] {
                command::write_field(tx, record, kind.field(field).unwrap(), written).unwrap();
            }
        }
    });
    let first = text(&desk, "Calendar");
    assert_eq!(first.matches("BEGIN:VEVENT").count(), 2, "{first}");
    assert!(first.contains("SUMMARY:Decision: Bell first (review)\r\n"), "{first}");
    assert!(first.contains("SUMMARY:Milestone: Fair\\; hall 3\r\n"), "{first}");
    let names = |text: &str| {
        text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect::<Vec<_>>()
    };
    desk.context.today = desk.context.today.plus(1);
    assert_eq!(names(&text(&desk, "Calendar")), names(&first));
}

#[test]
fn a_workbook_has_a_sheet_for_each_kind_that_has_records() {
    let mut desk = Desk::new();
    desk.product = desk.edit(|tx| command::create_sample(tx).unwrap());
    desk.context.today = Day::new(2026, 11, 23).unwrap();
    assert!(sprint::running(desk.workspace.tables(), desk.product).is_some());
    let all = bytes(&desk, "Excel and other spreadsheets", None);
    let files = unzip(&all);
    let read = |name: &str| files.iter().find(|(other, _)| other == name).unwrap().1.clone();
    let workbook = read("xl/workbook.xml");
    for sheet in ["Items", "Stakeholders", "Decisions", "Initiatives", "Releases"] {
        assert!(workbook.contains(&format!("<sheet name=\"{sheet}\"")), "{sheet}: {workbook}");
    }
    let items = read("xl/worksheets/sheet1.xml");
    assert!(items.contains("state=\"frozen\"") && items.contains("<c s=\"1\" t=\"inlineStr\">"));
    assert!(items.contains("<c><v>3</v></c>"), "estimates are numbers");
    assert!(!items.contains("<f>"), "nothing is a formula");
    for (name, text) in &files {
        check_xml(name, text);
    }
    let ids: Vec<Id> = desk.items().into_iter().take(3).collect();
    let list = unzip(&bytes(&desk, "Excel and other spreadsheets", Some(&ids)));
    assert_eq!(list.iter().filter(|(name, _)| name.starts_with("xl/worksheets/")).count(), 1);
    if let Ok(path) = std::env::var("WORKBOOK") {
        fs::write(path, all).unwrap();
    }
}

/// The files of a zip by their names, in the order of its directory.
fn unzip(all: &[u8]) -> Vec<(String, String)> {
    let number = |at: usize| u32::from_le_bytes(all[at..at + 4].try_into().unwrap()) as usize;
    let short = |at: usize| usize::from(u16::from_le_bytes(all[at..at + 2].try_into().unwrap()));
    let end = all.len() - 22;
    let mut at = number(end + 16);
    let mut files = Vec::new();
    for _ in 0..short(end + 10) {
        let (length, local) = (short(at + 28), number(at + 42));
        let body = local + 30 + length;
        let text = decompress_to_vec(&all[body..body + number(at + 20)]).unwrap();
        files.push((
            String::from_utf8(all[at + 46..at + 46 + length].to_vec()).unwrap(),
            String::from_utf8(text).unwrap(),
        ));
        at += 46 + length;
    }
    files
}

/// Whether every element that opens closes in its turn.
fn check_xml(name: &str, text: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in text.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap();
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "{name}");
        } else if !tag.ends_with('/') && !tag.starts_with('?') {
            open.push(tag.split(' ').next().unwrap());
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "{name}");
}
