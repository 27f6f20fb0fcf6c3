//! What leaves as text: the roadmap in Markdown, and Markdown as HTML for the clipboard.

use std::fmt::Write as _;

use super::{MarkdownNode, Markup, Tag, parse_markdown};
use crate::analysis::{Outcome, Overview, current_value, current_vision, goal_state, outcome, outcome_words};
use crate::model::kind::GOAL_STATE;
use crate::model::{Confidence, Day, Goal, Horizon, Id, Initiative, Release, capitalised, format_measure};
use crate::workspace::Tables;

/// How a roadmap is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoadmapBy {
    /// Now, next, later.
    Horizon,
    /// The goals its initiatives serve.
    Goal,
    /// What goes out together.
    Release,
}

/// The roadmap of a product in Markdown: the vision, then initiatives with goal, outcome and progress, or releases.
///
/// `day_text` writes a day as a person reads it.
pub fn roadmap_markdown(
    tables: &Tables,
    product: Id,
    by: RoadmapBy,
    today: Day,
    day_text: fn(Day) -> String,
) -> String {
    let Some(owner) = tables.products.get(product) else { return String::new() };
    let mut text = format!("# {}: roadmap\n\n", escaped(&owner.name));
    if let Some(vision) = current_vision(tables, product) {
        let _ = write!(text, "> {}\n\n", escaped(&vision.statement));
    }
    let table = &tables.initiatives;
    let all: Vec<&Initiative> = table.of(product).collect();
    let overview = Overview::of(tables, product);
    match by {
        RoadmapBy::Horizon => {
            for horizon in Horizon::ALL {
                let column = all.iter().filter(|it| it.horizon == horizon);
                let lines = column.map(|it| {
                    let goal = it.goal.and_then(|id| tables.goals.get(id)).map(|goal| escaped(&goal.name));
                    initiative_line(&overview, it, goal, day_text)
                });
                write_group(&mut text, horizon.name(), &lines.collect::<String>());
            }
            let shipped = tables.releases.of(product).filter(|release| release.is_lately_out(today));
            let lines = shipped.map(|release| release_line(tables, &overview, release, day_text));
            write_group(&mut text, "Shipped lately", &lines.collect::<String>());
            let mut lines = String::new();
            for goal in tables.goals.of(product) {
                let line = goal_line(tables, &overview, goal, today, day_text);
                lines.extend(["- **", &escaped(&goal.name), "** – ", &line, "\n"]);
            }
            write_group(&mut text, "Goals", &lines);
        }
        RoadmapBy::Goal => {
            for goal in tables.goals.of(product).map(Some).chain([None]) {
                let (mut id, mut name, mut lines) = (None, "Without a goal".to_owned(), String::new());
                if let Some(goal) = goal {
                    (id, name) = (Some(goal.meta.id), escaped(&goal.name));
                    let line = goal_line(tables, &overview, goal, today, day_text);
                    lines.extend([&*capitalised(&line), "\n\n"]);
                }
                for horizon in Horizon::ALL {
                    for it in all.iter().filter(|it| it.goal == id && it.horizon == horizon) {
                        let when = Some(horizon.name().to_lowercase());
                        lines.push_str(&initiative_line(&overview, it, when, day_text));
                    }
                }
                write_group(&mut text, &name, &lines);
            }
        }
        RoadmapBy::Release => {
            let releases = tables.releases.of(product);
            for release in releases {
                text.push_str(&release_line(tables, &overview, release, day_text));
            }
            text.push('\n');
        }
    }
    let promise = if by == RoadmapBy::Release {
        ""
    } else if all.iter().any(|it| it.confidence == Confidence::Committed) {
        " Only what is committed is promised."
    } else {
        " Nothing here is promised yet."
    };
    let _ = writeln!(text, "_As of {}.{promise}_", day_text(today));
    text
}

fn write_group(text: &mut String, heading: &str, lines: &str) {
    if !lines.is_empty() {
        let _ = write!(text, "## {heading}\n\n{lines}\n");
    }
}

/// How a goal stands, and how far what measures it has come.
fn goal_line(
    tables: &Tables,
    overview: &Overview,
    goal: &Goal,
    today: Day,
    day_text: fn(Day) -> String,
) -> String {
    let mut text = match goal.closed_on {
        Some(on) => format!("closed {}", day_text(on)),
        None => {
            let state = goal_state(tables, goal, overview.has_work(goal.meta.id), today);
            GOAL_STATE.word_or_first(state).map_or_else(String::new, |word| word.name.to_lowercase())
        }
    };
    for (place, it) in goal.key_results.iter().enumerate() {
        let [now, target] =
            [current_value(tables, it), it.target].map(|value| format_measure(value, &it.unit));
        let sign = if place == 0 { ": " } else { ", " };
        text.extend([sign, &escaped(&it.name), " ", &now, " → ", &target]);
    }
    text
}

/// An initiative with its outcome; under it what it belongs to, its progress and how sure it is.
fn initiative_line(
    overview: &Overview,
    initiative: &Initiative,
    of: Option<String>,
    day_text: fn(Day) -> String,
) -> String {
    let outcome = (!initiative.outcome.is_empty()).then(|| format!(" – {}", escaped(&initiative.outcome)));
    let work = overview.initiative(initiative.meta.id);
    let progress = (work.done > 0).then(|| format!("{} of {} done", work.done, work.all));
    let firm = initiative.confidence.name().to_lowercase();
    let sure = match initiative.confidence_percent {
        _ if work.all > 0 && work.done == work.all => "done".to_owned(),
        Some(percent) => format!("{firm}, {percent} %"),
        None => firm,
    };
    let days = initiative.days().map(|(first, last)| format!("{} to {}", day_text(first), day_text(last)));
    let facts: Vec<String> = of.into_iter().chain(days).chain(progress).chain([sure]).collect();
    format!("- **{}**{}  \n  {}\n", escaped(&initiative.name), outcome.unwrap_or_default(), facts.join(" · "))
}

/// A release with its state and day; under it its progress and what it moved.
fn release_line(
    tables: &Tables,
    overview: &Overview,
    release: &Release,
    day_text: fn(Day) -> String,
) -> String {
    let day = release.day().map(|day| format!(", {}", day_text(day))).unwrap_or_default();
    let work = overview.release(release.meta.id);
    let done = (work.all > 0).then(|| format!("{} of {} done", work.done, work.all));
    let came = outcome_words(tables, release, &day_text).map(|(_, words)| match outcome(tables, release) {
        // On the screen the metric is a press away; here nothing else names it.
        Outcome::Unchecked(metric, _) => escaped(&format!("{}, {words}", metric.name)),
        _ => escaped(&words),
    });
    let facts: Vec<String> = done.into_iter().chain(came).collect();
    let facts = if facts.is_empty() { String::new() } else { format!("  \n  {}", facts.join(" · ")) };
    format!("- **{}** – {}{day}{facts}\n", escaped(&release.name), release.state.name().to_lowercase())
}

/// A text in which no sign means anything to Markdown.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if "\\`*_[]<>#|~".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// Markdown as HTML, for other programs: every text is escaped, and links are as safe as the parser leaves them.
pub fn markdown_html(text: &str) -> String {
    let mut html = Markup::default();
    write_nodes(&parse_markdown(text), &mut html);
    html.into_text()
}

fn write_nodes(nodes: &[MarkdownNode], html: &mut Markup) {
    for node in nodes {
        match node {
            MarkdownNode::Text(text) => {
                html.text(text);
            }
            MarkdownNode::Code(code) => {
                html.tags("<code>").text(code).tags("</code>");
            }
            MarkdownNode::Task(is_done) => {
                html.tags(if *is_done { "☑ " } else { "☐ " });
            }
            MarkdownNode::Rule => {
                html.tags("<hr>");
            }
            MarkdownNode::Break => {
                html.tags("<br>");
            }
            MarkdownNode::Element(tag, children) => {
                let name = element(tag);
                html.tags("<").tags(name);
                if let Tag::Link(href) = tag {
                    html.attribute("href", href);
                }
                html.tags(">");
                write_nodes(children, html);
                html.tags("</").tags(name).tags(">");
            }
        }
    }
}

fn element(tag: &Tag) -> &'static str {
    match tag {
        Tag::Paragraph => "p",
        Tag::Heading(1) => "h1",
        Tag::Heading(2) => "h2",
        Tag::Heading(_) => "h3",
        Tag::Quote => "blockquote",
        Tag::CodeBlock => "pre",
        Tag::Bullets => "ul",
        Tag::Numbers => "ol",
        Tag::Entry => "li",
        Tag::Emphasis => "em",
        Tag::Strong => "strong",
        Tag::Struck => "s",
        Tag::Link(_) => "a",
        Tag::Table => "table",
        Tag::Row => "tr",
        Tag::Cell => "td",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_names_stays_text() {
        assert_eq!(escaped("a_b <i>*"), "a\\_b \\<i\\>\\*");
        let html = markdown_html("- **\\<script\\>** & [x](javascript:alert(1)) [y](https://a.b/?q=\"1\")");
        assert!(html.contains("<strong>&lt;script&gt;</strong> &amp;"), "{html}");
        assert!(!html.contains("javascript:alert(1)\""), "{html}");
    }
}
