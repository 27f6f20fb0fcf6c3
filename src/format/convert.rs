//! Text of other tools as Markdown: HTML, and the markup of Jira.

use super::markup::entity;

/// In what a text of a list is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextMarkup {
    /// Markdown, or HTML where it looks like that.
    #[default]
    Markdown,
    /// The markup of Jira.
    Jira,
}

/// A text as Markdown.
pub fn plain_markdown(text: &str, markup: TextMarkup) -> String {
    match markup {
        _ if is_html(text) => of_html(text),
        TextMarkup::Jira if !is_markdown(text) => of_jira(text),
        _ => text.to_owned(),
    }
}

/// Whether a text has signs that Markdown has and Jira has not.
fn is_markdown(text: &str) -> bool {
    let has_line = |start: &str| text.lines().any(|line| line.starts_with(start));
    let is_strong = text.split("**").skip(1).any(|rest| rest.starts_with(char::is_alphanumeric));
    is_strong || text.contains("](") || has_line("```") || has_line("## ") && !has_line("# ")
}

/// Whether a text has tags that begin and end something, or break lines.
fn is_html(text: &str) -> bool {
    let ends = ["</p>", "</div>", "</li>", "</b>", "</strong>", "</span>", "</h", "</a>", "</em>", "</pre>"];
    text.contains('<') && ends.iter().any(|end| text.contains(end)) && text.trim_start().starts_with('<')
        || text.contains("<br />")
        || text.contains("<br>")
}

/// The Markdown being written of an HTML text.
#[derive(Default)]
struct Page {
    text: String,
    /// The lists that are open: whether each is numbered.
    lists: Vec<bool>,
    links: Vec<String>,
    is_preformatted: bool,
}

impl Page {
    /// Begins a line, after so many empty ones.
    fn line(&mut self, empty: usize) {
        let kept = self.text.trim_end_matches([' ', '\n']).len();
        self.text.truncate(kept);
        if kept > 0 {
            self.text += if empty > 0 { "\n\n" } else { "\n" };
        }
    }

    fn words(&mut self, words: &str) {
        let words = unescaped(words);
        if self.is_preformatted {
            self.text += &words;
            return;
        }
        for (place, word) in words.split([' ', '\n', '\r', '\t']).enumerate() {
            let is_apart = self.text.is_empty() || self.text.ends_with([' ', '\n']);
            if place > 0 && !is_apart {
                self.text.push(' ');
            }
            self.text += word;
        }
    }

    fn tag(&mut self, tag: &str) {
        let (is_end, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let name = tag.split([' ', '/', '\n', '\t']).next().unwrap_or_default().to_lowercase();
        match (name.as_str(), is_end) {
            ("br", _) => self.text += "\n",
            ("p" | "div" | "table" | "blockquote", _) => self.line(usize::from(name != "div")),
            ("tr", false) => self.line(0),
            ("td" | "th", true) => self.text += " | ",
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) => {
                self.line(1);
                let level = name.trim_start_matches('h').parse().unwrap_or(1);
                self.text += &"#".repeat(level);
                self.text.push(' ');
            }
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", true) => self.line(1),
            ("ul" | "ol", false) => {
                self.line(usize::from(self.lists.is_empty()));
                self.lists.push(name == "ol");
            }
            ("ul" | "ol", true) => {
                self.lists.pop();
                self.line(usize::from(self.lists.is_empty()));
            }
            ("li", false) => {
                self.line(0);
                let depth = self.lists.len().saturating_sub(1);
                self.text += &"  ".repeat(depth);
                self.text += if self.lists.last() == Some(&true) { "1. " } else { "- " };
            }
            ("b" | "strong", _) => self.text += "**",
            ("i" | "em", _) => self.text += "*",
            ("code", _) if !self.is_preformatted => self.text += "`",
            ("pre", is_end) => {
                self.line(usize::from(!is_end));
                self.text += "```\n";
                self.is_preformatted = !is_end;
            }
            ("a", false) => {
                self.text.push('[');
                self.links.push(attribute(tag, "href"));
            }
            ("a", true) => {
                let link = self.links.pop().unwrap_or_default();
                self.text.extend(["](", &link, ")"]);
            }
            ("img", _) => {
                let name = attribute(tag, "alt");
                let name = if name.is_empty() { "Picture".to_owned() } else { name };
                self.text.extend(["[", &name, "](", &attribute(tag, "src"), ")"]);
            }
            _ => {}
        }
    }
}

fn attribute(tag: &str, name: &str) -> String {
    let value = tag.split_once(&format!("{name}=")).map_or("", |(_, rest)| rest);
    let quote = value.chars().next().filter(|it| ['"', '\''].contains(it));
    let value = quote.map_or_else(
        || value.split([' ', '/']).next().unwrap_or_default(),
        |quote| value.split(quote).nth(1).unwrap_or_default(),
    );
    unescaped(value)
}

fn of_html(text: &str) -> String {
    let mut page = Page::default();
    let mut rest = text;
    while let Some((words, after)) = rest.split_once('<') {
        page.words(words);
        let is_tag = after.starts_with(|it: char| it.is_ascii_alphabetic() || it == '/' || it == '!');
        match after.split_once('>').filter(|_| is_tag) {
            Some((tag, after)) => {
                page.tag(tag);
                rest = after;
            }
            None => {
                page.text.push('<');
                rest = after;
            }
        }
    }
    page.words(rest);
    page.text.trim().to_owned()
}

/// A text with the letters that HTML has words for.
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain += before;
        let named = after.split_once(';').filter(|(name, _)| name.len() < 8).and_then(|(name, after)| {
            let letter = if name == "nbsp" { ' ' } else { entity(name)? };
            Some((letter, after))
        });
        let (letter, after) = named.unwrap_or(('&', after));
        plain.push(letter);
        rest = after;
    }
    plain + rest
}

fn of_jira(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let (mut is_code, mut is_quote) = (false, false);
    for line in text.lines() {
        let bare = line.trim();
        let fence = ["{code", "{noformat"].into_iter().find(|fence| bare.starts_with(fence));
        if let Some(rest) = fence.and_then(|fence| bare.strip_prefix(fence)) {
            let (said, after) = rest.split_once('}').unwrap_or((rest, ""));
            // What opens and closes in one line is a line of code.
            if let Some((inside, _)) =
                after.split_once("{code}").or(after.split_once("{noformat}")).filter(|_| !is_code)
            {
                lines.push(format!("`{inside}`"));
                continue;
            }
            is_code = !is_code;
            let language =
                said.trim_start_matches(':').split('|').next().filter(|it| is_code && !it.contains('='));
            lines.push(format!("```{}", language.unwrap_or_default()));
            lines.extend((!after.is_empty()).then(|| after.to_owned()));
            continue;
        }
        if is_code {
            // The fence may close behind the last line of the code.
            let closed = bare.strip_suffix("{code}").or(bare.strip_suffix("{noformat}"));
            lines.push(closed.unwrap_or(line).to_owned());
            if closed.is_some() {
                lines.push("```".to_owned());
                is_code = false;
            }
            continue;
        }
        if let Some(rest) = bare.strip_prefix("{quote}") {
            is_quote = !is_quote || rest.ends_with("{quote}");
            let words = rest.trim_end_matches("{quote}").trim();
            lines.extend((!words.is_empty()).then(|| format!("> {}", inline(words))));
            is_quote &= !rest.ends_with("{quote}");
            continue;
        }
        let closes = is_quote && bare.ends_with("{quote}");
        let block = block(bare.trim_end_matches("{quote}"));
        lines.push(if is_quote { format!("> {block}") } else { block });
        is_quote &= !closes;
    }
    if is_code {
        lines.push("```".to_owned());
    }
    lines.join("\n")
}

/// A line of Jira that is in no block of several.
fn block(line: &str) -> String {
    let heading = line.strip_prefix('h').and_then(|rest| {
        let (level, words) = rest.split_once(". ")?;
        level.parse::<usize>().ok().filter(|level| (1..=6).contains(level)).map(|level| (level, words))
    });
    if let Some((level, words)) = heading {
        return format!("{} {}", "#".repeat(level), inline(words));
    }
    if let Some(words) = line.strip_prefix("bq. ") {
        return format!("> {}", inline(words));
    }
    if let Some(row) = line.strip_prefix("||").and_then(|row| row.strip_suffix("||")) {
        let cells: Vec<String> = row.split("||").map(|cell| inline(cell.trim())).collect();
        return format!("| {} |\n|{}", cells.join(" | "), " --- |".repeat(cells.len()));
    }
    let bullets = line.trim_start_matches(['*', '#', '-']);
    let depth = line.len() - bullets.len();
    match bullets.strip_prefix(' ') {
        Some(words) if (1..=6).contains(&depth) => {
            let is_numbered = line.chars().nth(depth - 1) == Some('#');
            let mark = if is_numbered { "1. " } else { "- " };
            format!("{}{mark}{}", "  ".repeat(depth - 1), inline(words.trim()))
        }
        _ => inline(line),
    }
}

/// Words of Jira with their marks.
fn inline(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(letter) = rest.chars().next() {
        let is_start = text.chars().next_back().is_none_or(|before| !before.is_alphanumeric());
        let marked = match letter {
            '*' if is_start => {
                between(rest, "*", "*").map(|(inside, after)| (format!("**{inside}**"), after))
            }
            '{' => between(rest, "{{", "}}").map(|(inside, after)| (format!("`{inside}`"), after)).or_else(
                || rest.strip_prefix("{color")?.split_once('}').map(|(_, after)| (String::new(), after)),
            ),
            '[' => between(rest, "[", "]")
                .filter(|(inside, _)| !inside.is_empty())
                .map(|(inside, after)| (link(inside), after)),
            '!' if is_start => {
                between(rest, "!", "!").filter(|(inside, _)| inside.contains('.')).map(|(inside, after)| {
                    let name = inside.split('|').next().unwrap_or(inside);
                    let picture = if name.contains("://") {
                        format!("[Picture]({name})")
                    } else {
                        format!("*Picture: {name}*")
                    };
                    (picture, after)
                })
            }
            _ => None,
        };
        if let Some((marked, after)) = marked {
            text += &marked;
            rest = after;
        } else {
            text.push(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
    }
    text
}

fn link(inside: &str) -> String {
    if let Some(person) = inside.strip_prefix('~') {
        return format!("@{}", person.strip_prefix("accountid:").unwrap_or(person));
    }
    match inside.split_once('|') {
        Some((words, url)) => format!("[{words}]({})", url.split('|').next().unwrap_or(url)),
        None if inside.contains("://") => format!("<{inside}>"),
        None => format!("[{inside}]"),
    }
}

/// What stands between two marks at the start of a text, without blanks at its ends, and what comes after.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<(&'a str, &'a str)> {
    let (inside, after) = text.strip_prefix(open)?.split_once(close)?;
    (inside.trim() == inside && !inside.is_empty()).then_some((inside, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_markdown() {
        let check = |html: &str, markdown: &str| {
            assert_eq!(plain_markdown(html, TextMarkup::Markdown), markdown, "{html}");
        };
        check("<div>As a <b>rider</b>, I&nbsp;want</div><div>a bell</div>", "As a **rider**, I want\na bell");
        check("<p>One</p><p>Two &amp; <em>three</em></p>", "One\n\nTwo & *three*");
        check("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", "- a\n  1. b\n- c");
        check("<p><a href=\"https://x.y/?a=1&amp;b\">here</a></p>", "[here](https://x.y/?a=1&b)");
        check("<h2>Why</h2>\n<p>So</p>", "## Why\n\nSo");
        check("<pre><code>let a = 1 &lt; 2;\n  b</code></pre>", "```\nlet a = 1 < 2;\n  b\n```");
        check("a < b and b > c", "a < b and b > c");
        check("Use `<div>` here", "Use `<div>` here");
    }

    #[test]
    fn markup_of_jira_becomes_markdown() {
        let check = |jira: &str, markdown: &str| {
            assert_eq!(plain_markdown(jira, TextMarkup::Jira), markdown, "{jira}");
        };
        check("h2. Why\n*bold* and _soft_ 2*3*4", "## Why\n**bold** and _soft_ 2*3*4");
        check("* one\n** two\n# three\n## four", "- one\n  - two\n1. three\n  1. four");
        check("{code:java}\nint *a* = 1;\n{code}\nafter", "```java\nint *a* = 1;\n```\nafter");
        check(
            "{{x}} [docs|https://a.b/c] [https://a.b] [~accountid:7:6c]",
            "`x` [docs](https://a.b/c) <https://a.b> @7:6c",
        );
        check("||a||b||\n|1|2|", "| a | b |\n| --- | --- |\n|1|2|");
        check("{quote}\nsaid\n{quote}\nbq. so", "> said\n> so");
        check("see !shot.png|thumbnail! and {color:red}x{color}", "see *Picture: shot.png* and x");
        check("{code}open", "```\nopen\n```");
        check("[x] done", "[x] done");
        check("## Why\n- **so**\n  - and", "## Why\n- **so**\n  - and");
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[<>/a-c&;#{}*!|\\[\\]\n h1.]{0,60}|.{0,40}") {
            let _ = (of_html(&text), of_jira(&text), plain_markdown(&text, TextMarkup::Markdown));
        }
    }
}
