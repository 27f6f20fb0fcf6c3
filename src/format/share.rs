//! What leaves as text: the roadmap in Markdown, and Markdown as HTML for the clipboard.

use std::fmt::Write as _;

use super::{MarkdownNode, Tag, parse_markdown};
use crate::analysis::{Overview, current_vision};
use crate::model::{Confidence, Day, Goal, Horizon, Id, Initiative};
use crate::workspace::Tables;

/// The roadmap of a product in Markdown: the vision, then now, next and later with goal, outcome and progress.
pub fn roadmap_markdown(tables: &Tables, product: Id, today: Day) -> String {
    let Some(owner) = tables.products.get(product) else { return String::new() };
    let overview = Overview::of(tables, product);
    let mut text = format!("# {}: roadmap\n\n", escaped(&owner.name));
    if let Some(vision) = current_vision(tables, product) {
        let _ = write!(text, "> {}\n\n", escaped(&vision.statement));
    }
    for horizon in Horizon::ALL {
        let table = &tables.initiatives;
        let all = table.in_order(product).filter_map(|id| table.get(id));
        let column: Vec<&Initiative> = all.filter(|it| it.horizon == horizon).collect();
        if column.is_empty() {
            continue;
        }
        let _ = write!(text, "## {}\n\n", horizon.name());
        for initiative in column {
            let _ = write!(text, "- **{}**", escaped(&initiative.name));
            if !initiative.outcome.is_empty() {
                let _ = write!(text, " – {}", escaped(&initiative.outcome));
            }
            let goal = initiative.goal.and_then(|id| tables.goals.get(id)).map(|it: &Goal| escaped(&it.name));
            let work = overview.initiative(initiative.meta.id);
            let progress = (work.done > 0).then(|| format!("{} of {} done", work.done, work.all));
            let firm = match initiative.confidence {
                Confidence::Committed => "committed",
                Confidence::Likely => "likely",
                Confidence::Idea => "idea",
            };
            let sure = match initiative.confidence_percent {
                Some(percent) => format!("{firm}, {percent} %"),
                None => firm.to_owned(),
            };
            let facts: Vec<String> = goal.into_iter().chain(progress).chain([sure]).collect();
            let _ = writeln!(text, "  \n  {}", facts.join(" · "));
        }
        text.push('\n');
    }
    let _ = writeln!(text, "_As of {today}. Only what is committed is promised._");
    text
}

/// A text in which no sign means anything to Markdown.
fn escaped(text: &str) -> String {
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
    let mut html = String::new();
    write_nodes(&parse_markdown(text), &mut html);
    html
}

fn write_nodes(nodes: &[MarkdownNode], html: &mut String) {
    for node in nodes {
        match node {
            MarkdownNode::Text(text) => write_text(text, html),
            MarkdownNode::Code(code) => {
                html.push_str("<code>");
                write_text(code, html);
                html.push_str("</code>");
            }
            MarkdownNode::Task(is_done) => html.push_str(if *is_done { "☑ " } else { "☐ " }),
            MarkdownNode::Rule => html.push_str("<hr>"),
            MarkdownNode::Break => html.push_str("<br>"),
            MarkdownNode::Element(tag, children) => {
                let name = element(tag);
                html.push('<');
                html.push_str(name);
                if let Tag::Link(href) = tag {
                    html.push_str(" href=\"");
                    write_text(href, html);
                    html.push('"');
                }
                html.push('>');
                write_nodes(children, html);
                let _ = write!(html, "</{name}>");
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

fn write_text(text: &str, html: &mut String) {
    for character in text.chars() {
        match character {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '&' => html.push_str("&amp;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
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
