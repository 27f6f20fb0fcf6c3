//! Cells of other tools that hold several things: remarks, small steps, files.

use serde_json::Value;

use super::convert::{TextMarkup, plain_markdown};

/// A remark with its author in front, and when it was written, in the words of the file.
pub type Remark = (String, Option<String>);

/// The remarks of a cell: one with its day and author, as Jira and Pivotal write it, or a list in JSON.
pub fn read_comments(cell: &str, markup: TextMarkup) -> Vec<Remark> {
    let remark = |text: &str, author: &str, at: &str| {
        let text = plain_markdown(text.trim(), markup);
        let text = if is_name(author) { format!("{}: {text}", author.trim()) } else { text };
        (text, Some(at.trim().to_owned()).filter(|at| !at.is_empty()))
    };
    if let Some(list) = json(cell) {
        let read = |it: &Value| {
            let text = it.as_str().unwrap_or_else(|| said(it, &["text", "body", "comment"]));
            remark(text, said(it, &["by", "author", "user"]), said(it, &["date", "created_at", "createdAt"]))
        };
        return list.iter().map(read).filter(|(text, _)| !text.is_empty()).collect();
    }
    // How many there are is not what they say.
    if cell.bytes().all(|digit| digit.is_ascii_digit()) {
        return Vec::new();
    }
    let mut parts = cell.splitn(3, ';');
    if let (Some(at), Some(author), Some(text)) = (parts.next(), parts.next(), parts.next())
        && at.len() < 40
        && at.starts_with(|it: char| it.is_ascii_alphanumeric())
        && at.contains(|it: char| it.is_ascii_digit())
    {
        return vec![remark(text, author, at)];
    }
    // “Looks good (Ann Lee - Nov 22, 2014)”
    let signed = cell.trim_end().strip_suffix(')').and_then(|cell| cell.rsplit_once('('));
    match signed.and_then(|(text, signed)| Some((text, signed.rsplit_once(" - ")?))) {
        Some((text, (author, at))) => vec![remark(text, author, at)],
        None => vec![remark(cell, "", "")],
    }
}

/// The steps of a cell, and whether each is done: a line each, a list in JSON, or parted by semicolons.
pub fn read_steps(cell: &str) -> Vec<(String, bool)> {
    let named = |it: &Value| {
        let text = it.as_str().unwrap_or_else(|| said(it, &["name", "text", "title"])).trim().to_owned();
        let is_done = ["state", "done", "is_closed"].iter().filter_map(|key| it.get(key));
        let is_done = is_done.into_iter().any(|it| it == true || it == "complete" || it == "completed");
        (text, is_done)
    };
    let steps: Vec<(String, bool)> = if let Some(list) = json(cell) {
        list.iter().map(named).collect()
    } else {
        let parts: Vec<&str> =
            if cell.contains('\n') { cell.lines().collect() } else { cell.split(';').collect() };
        let step = |line: &str| {
            let line = line.trim().trim_start_matches(['-', '*', '•']).trim_start();
            let ticked = line.strip_prefix("[x]").or(line.strip_prefix("[X]"));
            (ticked.unwrap_or(line.strip_prefix("[ ]").unwrap_or(line)).trim().to_owned(), ticked.is_some())
        };
        parts.into_iter().map(step).collect()
    };
    steps.into_iter().filter(|(text, _)| !text.is_empty()).collect()
}

/// The files of a cell as links in Markdown, a line each; what has no address is named.
pub fn attachment_lines(cell: &str) -> Vec<String> {
    let link = |name: &str, url: &str| {
        let name = name.trim().replace(['[', ']'], "");
        let is_address = url.starts_with("http://") || url.starts_with("https://");
        match (name.is_empty(), is_address) {
            (true, true) => format!("Attachment: <{url}>"),
            (false, true) => format!("Attachment: [{name}]({})", url.replace(' ', "%20")),
            _ => format!("Attachment: {name}{url}"),
        }
    };
    if let Some(list) = json(cell) {
        return list
            .iter()
            .map(|it| link(said(it, &["title", "name"]), said(it, &["url", "href"])))
            .collect();
    }
    // “date;author;file;address”
    if let [_, _, name, url] = cell.splitn(4, ';').collect::<Vec<_>>()[..] {
        return vec![link(name, url.trim())];
    }
    let words = cell.split([' ', ',', '\n']).filter(|word| word.contains("://"));
    let links: Vec<String> = words.map(|url| link("", url)).collect();
    if links.is_empty() { vec![link(cell, "")] } else { links }
}

/// The elements of a list in JSON, or of the lists of an object.
fn json(cell: &str) -> Option<Vec<Value>> {
    let cell = cell.trim();
    if !cell.starts_with(['[', '{']) {
        return None;
    }
    match serde_json::from_str(cell).ok()? {
        Value::Array(list) => Some(list),
        Value::Object(lists) => {
            let lists = lists.into_iter().map(|(_, list)| match list {
                Value::Array(list) => Some(list),
                _ => None,
            });
            lists.collect::<Option<Vec<_>>>().map(|lists| lists.into_iter().flatten().collect())
        }
        _ => None,
    }
}

fn said<'a>(it: &'a Value, keys: &[&str]) -> &'a str {
    let word = |value: &'a Value| {
        value.as_str().or_else(|| ["login", "name"].iter().find_map(|key| value.get(key)?.as_str()))
    };
    keys.iter().find_map(|key| word(it.get(key)?)).unwrap_or_default()
}

/// Whether an author is a name a person reads, and no number of an account.
fn is_name(author: &str) -> bool {
    let digits = author.chars().filter(char::is_ascii_digit).count();
    !author.trim().is_empty() && digits * 3 < author.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_of_other_tools_keep_author_and_day() {
        let read = |cell: &str| {
            let read = read_comments(cell, TextMarkup::Jira).into_iter();
            read.map(|(text, at)| format!("{text} @{}", at.unwrap_or_default())).collect::<Vec<_>>()
        };
        assert_eq!(read("09/Jan/24 3:55 PM;ann;so; *be* it"), ["ann: so; **be** it @09/Jan/24 3:55 PM"]);
        assert_eq!(
            read("09/Jan/24 3:55 PM;70121:6cf63de4-a115-45fe-a9c1-033575d54ff5;x"),
            ["x @09/Jan/24 3:55 PM"]
        );
        assert_eq!(read("Nice (Ann Lee - Nov 22, 2014)"), ["Ann Lee: Nice @Nov 22, 2014"]);
        assert_eq!(read("a; b; c"), ["a; b; c @"]);
        assert_eq!(read("[{\"text\":\"t\",\"by\":\"Bo\",\"date\":\"2024-01-01\"}]"), ["Bo: t @2024-01-01"]);
    }

    #[test]
    fn steps_are_ticked_where_they_are_done() {
        let done = |text: &str| (text.to_owned(), true);
        let open = |text: &str| (text.to_owned(), false);
        assert_eq!(read_steps("- [x] a\n- [ ] b\nc"), [done("a"), open("b"), open("c")]);
        assert_eq!(read_steps("a;b"), [open("a"), open("b")]);
        assert_eq!(
            read_steps("[{\"name\":\"a\",\"state\":\"complete\"},{\"name\":\"b\"}]"),
            [done("a"), open("b")]
        );
        assert_eq!(read_steps("{\"List\":[\"a\"]}"), [open("a")]);
    }

    #[test]
    fn files_become_links() {
        let jira = "09/Jan/24 3:55 PM;7012;a b.png;https://x.y/1";
        assert_eq!(attachment_lines(jira), ["Attachment: [a b.png](https://x.y/1)"]);
        assert_eq!(attachment_lines("https://x.y/1, https://x.y/2").len(), 2);
        assert_eq!(attachment_lines("plan.pdf"), ["Attachment: plan.pdf"]);
        assert_eq!(attachment_lines("x;y;z;javascript:alert(1)"), ["Attachment: zjavascript:alert(1)"]);
    }
}
