//! What leaves Delivery as text: the report and the events of a sprint, the test plan of a release, what to work on next.

use std::fmt::Write as _;

use super::share::escaped;
use crate::analysis::acceptance::{met, trials};
use crate::analysis::sprint::{SprintResult, items_in, span, sprint_state};
use crate::analysis::{is_over, up};
use crate::model::kind::{
    COMMITMENT, FINISHED, GOAL_MET, LOGGED_POINTS, RESULT_DONE, RESULT_IS, RESULTS, RETRO, RETRO_IS,
    RETRO_ITEM, RETRO_TEXT, REVIEW_NOTES, SPRINT_GOAL, SPRINTS, VERDICT, row_id,
};
use crate::model::{Day, Estimate, Id, Instant, Item, Product};
use crate::workspace::{Described, Tables, Values, links_in};

/// A line of an item in the report of a sprint: its size as it was written down, and whether it came in later.
fn line_of(tables: &Tables, sprint: &Described, item: &Item) -> String {
    let id = item.meta.id;
    let (committed, results) = (sprint.rows(&COMMITMENT), sprint.rows(&RESULTS));
    let written = results.into_iter().find(|row| row_id(row) == Some(id));
    let written = written.and_then(|row| u32::try_from(Values(row).number(&LOGGED_POINTS)?).ok());
    let points = written.map(Estimate::from_tenths).or(item.estimate).filter(|points| points.tenths() > 0);
    let points = points.map(|points| format!(" ({points})")).unwrap_or_default();
    let is_late = !committed.is_empty() && !committed.iter().any(|row| row_id(row) == Some(id));
    let late = if is_late { ", added later" } else { "" };
    let key = tables.item_key(id).unwrap_or_default();
    format!("- {key} {}{points}{late}\n", escaped(&item.shown_title()))
}

/// The items of a sprint that are done, and those that are not: of a finished one as it was written down.
fn done_and_left<'a>(tables: &'a Tables, product: Id, sprint: &Described) -> (Vec<&'a Item>, Vec<&'a Item>) {
    if sprint_state(sprint) == FINISHED {
        let rows = sprint.rows(&RESULTS).into_iter();
        let found = rows.filter_map(|row| {
            Some((tables.items.get(row_id(row)?)?, Values(row).words(&RESULT_IS) == RESULT_DONE))
        });
        let (done, left): (Vec<_>, Vec<_>) = found.partition(|(_, is_done)| *is_done);
        let items = |all: Vec<(&'a Item, bool)>| all.into_iter().map(|(item, _)| item).collect();
        return (items(done), items(left));
    }
    items_in(tables, product, sprint.meta.id).into_iter().partition(|item| is_over(tables, item))
}

/// The report of a sprint in Markdown: its goal, what it came to, what follows.
pub fn sprint_report(tables: &Tables, id: Id) -> String {
    let Some(sprint) = tables.described(&SPRINTS, id) else { return String::new() };
    let Some(product) = sprint.product() else { return String::new() };
    let mut text = format!("# {}\n\n", escaped(sprint.name()));
    let goal = sprint.words(&SPRINT_GOAL);
    if !goal.is_empty() {
        let met = GOAL_MET.word(sprint.words(&GOAL_MET));
        let met = met.map(|word| format!(" Met: {}.", word.name.to_lowercase())).unwrap_or_default();
        let _ = write!(text, "> {}{met}\n\n", escaped(goal));
    }
    if let Some((first, last)) = span(sprint) {
        let _ = write!(text, "{first} to {last}. ");
    }
    let (done, left) = done_and_left(tables, product, sprint);
    let result = SprintResult::of(sprint);
    let number = Estimate::from_tenths;
    let sum = |items: &[&Item]| number(crate::analysis::sprint::points(items.iter().copied()));
    let all = if sprint_state(sprint) == FINISHED { number(result.done) } else { sum(&done) };
    let _ = write!(text, "{} of {} points done, {} items.\n\n", all, number(result.committed), done.len());
    for (heading, items) in [("Done", &done), ("Not done", &left)] {
        if !items.is_empty() {
            let lines: String = items.iter().map(|item| line_of(tables, sprint, item)).collect();
            let _ = write!(text, "## {heading}\n\n{lines}\n");
        }
    }
    let notes = sprint.words(&REVIEW_NOTES);
    let verdict = VERDICT.word(sprint.words(&VERDICT));
    if !notes.is_empty() || verdict.is_some() {
        text.push_str("## Review\n\n");
        if !notes.is_empty() {
            let _ = write!(text, "{notes}\n\n");
        }
        if let Some(verdict) = verdict {
            let _ = write!(text, "**{}**\n\n", verdict.name);
        }
    }
    let rows = sprint.rows(&RETRO);
    if !rows.is_empty() {
        text.push_str("## Retrospective\n\n");
        for word in RETRO_IS.choices() {
            let rows = rows.iter().filter(|row| Values(row).words(&RETRO_IS) == word.key);
            for row in rows {
                let item = links_in(row, &RETRO_ITEM).into_iter().find_map(|(_, id)| tables.item_key(id));
                let item = item.map(|key| format!(" ({key})")).unwrap_or_default();
                let _ = writeln!(text, "- {}: {}{item}", word.name, escaped(Values(row).words(&RETRO_TEXT)));
            }
        }
        text.push('\n');
    }
    text
}

/// The test plan of a release in Markdown: its items with their criteria as boxes, and how each was tried last.
pub fn test_plan(tables: &Tables, release: Id) -> String {
    let Some(release) = tables.releases.get(release) else { return String::new() };
    let mut text = format!("# Test plan of {}\n\n", escaped(&release.name));
    let items = tables.items.of(release.product).filter(|item| item.release == Some(release.meta.id));
    for item in items {
        let (passed, all) = met(item);
        let key = tables.item_key(item.meta.id).unwrap_or_default();
        let _ = write!(text, "## {key} {}\n\n", escaped(&item.shown_title()));
        if all == 0 {
            text.push_str("No criteria are written.\n\n");
            continue;
        }
        let _ = write!(text, "{passed} of {all} met\n\n");
        for criterion in &item.criteria {
            let first = criterion.text.lines().collect::<Vec<_>>().join(" ");
            let mark = if criterion.met { "x" } else { " " };
            let _ = writeln!(text, "- [{mark}] {}", escaped(&first));
            for trial in trials(criterion) {
                let run = trial.last.as_ref().map(|run| {
                    let build =
                        if run.build.is_empty() { String::new() } else { format!(" in {}", run.build) };
                    format!("{} on {}{build}", if run.passed { "held" } else { "did not hold" }, run.on)
                });
                if !trial.example.is_empty() || run.is_some() {
                    let run = run.unwrap_or_else(|| "not tried".to_owned());
                    let example = if trial.example.is_empty() {
                        String::new()
                    } else {
                        format!("{}: ", escaped(&trial.example))
                    };
                    let _ = writeln!(text, "  - {example}{run}");
                }
            }
        }
        text.push('\n');
    }
    text
}

/// What to work on next in Markdown, for those who do it: each item with why, and what must hold.
pub fn handout(tables: &Tables, product: &Product, heading: &str, ids: &[Id]) -> String {
    let mut text = format!("# {}: {}\n\n", escaped(&product.name), escaped(heading));
    let open = ids.iter().filter_map(|id| tables.items.get(*id)).filter(|item| !is_over(tables, item));
    for (place, item) in open.enumerate() {
        let key = tables.item_key(item.meta.id).unwrap_or_default();
        let points = item.estimate.map(|points| format!(", {points} pt")).unwrap_or_default();
        let _ = writeln!(text, "{}. **{key} {}**{points}", place + 1, escaped(&item.shown_title()));
        if let Some(goal) = up(tables, item).goal.and_then(|id| tables.goals.get(id)) {
            let _ = writeln!(text, "   - Why: {}", escaped(&goal.name));
        }
        if !item.benefit.is_empty() {
            let _ = writeln!(text, "   - So that {}", escaped(&item.benefit));
        }
        if let Some(block) = item.block() {
            let _ = writeln!(text, "   - Blocked: {}", escaped(&block.reason));
        }
        for criterion in &item.criteria {
            let first = criterion.text.lines().collect::<Vec<_>>().join(" ");
            let _ = writeln!(text, "   - Must hold: {}", escaped(&first));
        }
    }
    text
}

/// The events of a sprint as a calendar file (RFC 5545): whole days, for their hours are the team's own.
pub fn sprint_calendar(sprint: &Described, made: Instant) -> Option<String> {
    let (first, last) = span(sprint)?;
    let name = calendar_text(sprint.name());
    let date = |day: Day| day.to_string().replace('-', "");
    let stamp: String = made.to_rfc3339().chars().filter(|it| !"-:".contains(*it)).collect();
    let stamp = format!("{}Z", stamp.split(['.', 'Z']).next().unwrap_or_default());
    let id = sprint.meta.id;
    let event = |of: &str, day: Day, rule: &str| {
        format!(
            "BEGIN:VEVENT\r\nUID:{id}-{}@throughline\r\nDTSTAMP:{stamp}\r\nDTSTART;VALUE=DATE:{}\r\n{rule}SUMMARY:{of}: {name}\r\nEND:VEVENT\r\n",
            of.to_lowercase(),
            date(day)
        )
    };
    let daily = format!("RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL={}\r\n", date(last));
    let events = [
        event("Planning", first, ""),
        event("Daily", first, &daily),
        event("Review", last, ""),
        event("Retrospective", last, ""),
    ];
    Some(format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Throughline//EN\r\n{}END:VCALENDAR\r\n",
        events.concat()
    ))
}

/// A text as a calendar file has it: what separates there is escaped.
fn calendar_text(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}
