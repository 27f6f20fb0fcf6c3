//! What leaves Delivery as text: the report and the events of a sprint, the test plan of a release, what to work on next.

use std::fmt::Write as _;

use super::export::{calendar, date, event};
use super::share::escaped;
use crate::analysis::acceptance::{met, trials};
use crate::analysis::sprint::{Halves, SprintPart, logged_points, span};
use crate::analysis::{is_over, up};
use crate::model::kind::{
    COMMITMENT, GOAL_MET, RETRO, RETRO_IS, RETRO_ITEM, RETRO_TEXT, REVIEW_NOTES, SPRINT_GOAL, SPRINTS,
    VERDICT,
};
use crate::model::{Day, Estimate, Id, Instant, Product};
use crate::workspace::{Described, Tables, Values, links_in};

/// A line of an item in the report of a sprint; none of one that has gone.
fn line_of(tables: &Tables, part: &SprintPart) -> Option<String> {
    let title = escaped(&tables.items.get(part.id)?.shown_title());
    let points = (part.points > 0).then(|| format!(" ({})", Estimate::from_tenths(part.points)));
    let late = if part.is_late { ", added later" } else { "" };
    let key = tables.item_key(part.id).unwrap_or_default();
    Some(format!("- {key} {title}{}{late}\n", points.unwrap_or_default()))
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
    let halves = Halves::of(tables, product, sprint);
    let lines =
        |parts: &[SprintPart]| parts.iter().filter_map(|part| line_of(tables, part)).collect::<Vec<_>>();
    let (done, left) = (lines(&halves.done), lines(&halves.left));
    let number = Estimate::from_tenths;
    let points = number(halves.done.iter().map(|part| part.points).sum());
    let committed = number(logged_points(&sprint.rows(&COMMITMENT)));
    let _ = write!(text, "{points} of {committed} points done, {} items.\n\n", done.len());
    for (heading, lines) in [("Done", done), ("Not done", left)] {
        if !lines.is_empty() {
            let _ = write!(text, "## {heading}\n\n{}\n", lines.concat());
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

/// A text of several lines in one.
fn in_one_line(text: &str) -> String {
    text.lines().collect::<Vec<_>>().join(" ")
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
            let first = in_one_line(&criterion.text);
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
            let first = in_one_line(&criterion.text);
            let _ = writeln!(text, "   - Must hold: {}", escaped(&first));
        }
    }
    text
}

/// The events of a sprint as a calendar file (RFC 5545): whole days, for their hours are the team's own.
pub fn sprint_calendar(sprint: &Described, made: Instant) -> Option<String> {
    let (first, last) = span(sprint)?;
    let of = |part: &str, day: Day, rule: &str| {
        let name = format!("{}-{}", sprint.meta.id, part.to_lowercase());
        event(&name, made, day, rule, &format!("{part}: {}", sprint.name()))
    };
    let daily = format!("RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL={}", date(last));
    Some(calendar(&[
        of("Planning", first, ""),
        of("Daily", first, &daily),
        of("Review", last, ""),
        of("Retrospective", last, ""),
    ]))
}
