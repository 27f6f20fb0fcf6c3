//! What Jira says in its own way: fields without a name, links with two ends, texts as trees.

use serde_json::{Value, json};

use super::word::{called, remark};
use super::{Object, at, text};
use crate::format::join_list;

/// Fields that every site of Jira Cloud numbers alike.
const NUMBERED: [(&str, &str); 4] = [
    ("customfield_10014", "Epic Link"),
    ("customfield_10016", "Story Points"),
    ("customfield_10020", "Sprint"),
    ("customfield_10015", "Start date"),
];

/// The fields of an issue as members of its row; `names` are those the file gives them.
pub(super) fn fields(fields: Object, names: &Object) -> Object {
    let mut row = Object::new();
    for (key, value) in fields {
        if value.is_null() {
            continue;
        }
        let known = NUMBERED.iter().find(|(number, _)| *number == key).map(|(_, name)| *name);
        let name = names.get(&key).and_then(Value::as_str).or(known).unwrap_or(&key).to_owned();
        match key.as_str() {
            "status" => {
                let category = value.get("statusCategory").map(called).unwrap_or_default();
                row.insert("Status Category".into(), category.into());
            }
            "issuelinks" => {
                row.extend(links(&value));
                continue;
            }
            "comment" => {
                let all = value.get("comments").and_then(Value::as_array);
                let all: Vec<Value> = all.into_iter().flatten().map(remark_of).collect();
                row.insert("Comments".into(), all.into());
                continue;
            }
            "attachment" => {
                let file = |it: &Value| json!({ "name": at(it, "filename"), "url": at(it, "content") });
                let all: Vec<Value> = value.as_array().into_iter().flatten().map(file).collect();
                row.insert("Attachments".into(), all.into());
                continue;
            }
            "resolutiondate" => {
                row.insert("Resolved".into(), value);
                continue;
            }
            "parent" => {
                row.insert("Parent".into(), value.get("key").cloned().unwrap_or_default());
                continue;
            }
            // What only counts and draws is left behind.
            "votes" | "watches" | "progress" | "aggregateprogress" | "workratio" | "subtasks"
            | "thumbnail" => {
                continue;
            }
            _ => {}
        }
        if name == "Sprint" {
            let last = value.as_array().and_then(|all| all.last()).cloned().unwrap_or(value);
            for (inner, heading) in [("startDate", "Sprint start"), ("endDate", "Sprint end")] {
                row.extend(last.get(inner).map(|day| (heading.to_owned(), day.clone())));
            }
            row.insert(name, called(&last).into());
            continue;
        }
        row.insert(name, value);
    }
    row
}

fn remark_of(it: &Value) -> Value {
    let body = at(it, "body");
    let body = if body.is_object() { prose(body) } else { called(body) };
    remark(&body, &called(at(it, "author")), &called(at(it, "created")))
}

/// Links to other issues, by the headings a list has for them.
fn links(value: &Value) -> Object {
    let mut named: Vec<(String, Vec<String>)> = Vec::new();
    for link in value.as_array().into_iter().flatten() {
        let kind = link.get("type").map(called).unwrap_or_default();
        for (end, side) in [("inwardIssue", "Inward"), ("outwardIssue", "Outward")] {
            let Some(key) = link.get(end).and_then(|it| it.get("key")).map(called) else { continue };
            let heading = format!("{side} issue link ({kind})");
            match named.iter_mut().find(|(other, _)| *other == heading) {
                Some((_, keys)) => keys.push(key),
                None => named.push((heading, vec![key])),
            }
        }
    }
    let mut links = Object::new();
    for (heading, keys) in named {
        links.insert(heading, join_list(keys.into_iter()).into());
    }
    links
}

/// A text that is kept as a tree of nodes, as Markdown.
pub(super) fn prose(node: &Value) -> String {
    let mut page = String::new();
    write_node(node, "", &mut page);
    page.trim().to_owned()
}

/// Writes a node; each line of it begins with `indent`.
fn write_node(node: &Value, indent: &str, page: &mut String) {
    let Some(it) = node.as_object() else { return };
    let children = it.get("content").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let attribute = |name: &str| it.get("attrs").and_then(|attrs| attrs.get(name));
    let all =
        |page: &mut String, indent: &str| children.iter().for_each(|child| write_node(child, indent, page));
    match text(it, "type") {
        "text" => {
            let marks = it.get("marks").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            let mut words = text(it, "text").to_owned();
            for mark in marks.iter().filter_map(Value::as_object) {
                words = match text(mark, "type") {
                    "strong" => format!("**{words}**"),
                    "em" => format!("*{words}*"),
                    "code" => format!("`{words}`"),
                    "link" => format!(
                        "[{words}]({})",
                        mark.get("attrs").and_then(|attrs| attrs.get("href")).map(called).unwrap_or_default()
                    ),
                    _ => words,
                };
            }
            *page += &words;
        }
        "hardBreak" => *page += "\n",
        "mention" | "emoji" => *page += attribute("text").and_then(Value::as_str).unwrap_or_default(),
        "inlineCard" => page.extend(["<", &attribute("url").map(called).unwrap_or_default(), ">"]),
        "heading" => {
            let level = attribute("level").and_then(Value::as_u64).unwrap_or(1).min(6) as usize;
            page.extend(["#".repeat(level).as_str(), " "]);
            all(page, indent);
            *page += "\n\n";
        }
        "codeBlock" => {
            *page += "```\n";
            all(page, indent);
            *page += "\n```\n\n";
        }
        list @ ("bulletList" | "orderedList") => {
            for child in children {
                page.extend([indent, if list == "bulletList" { "- " } else { "1. " }]);
                let inner = format!("{indent}  ");
                let mut item = String::new();
                write_node(child, &inner, &mut item);
                page.extend([item.trim_end().replace("\n\n", "\n").as_str(), "\n"]);
            }
            if indent.is_empty() {
                page.push('\n');
            }
        }
        "paragraph" | "tableRow" => {
            all(page, indent);
            *page += "\n\n";
        }
        "tableCell" | "tableHeader" => {
            let mut cell = String::new();
            all(&mut cell, indent);
            page.extend([cell.trim(), " | "]);
        }
        _ => all(page, indent),
    }
}
