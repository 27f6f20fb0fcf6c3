//! Markdown as a tree that a view draws node by node: no HTML is ever written as text, and none is read.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag as CmTag, TagEnd};

/// What a node of the tree is; each is one HTML element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A paragraph.
    Paragraph,
    /// A heading, 1 to 6.
    Heading(u8),
    /// A quotation.
    Quote,
    /// A block of code.
    CodeBlock,
    /// A bulleted list.
    Bullets,
    /// A numbered list.
    Numbers,
    /// An entry of a list.
    Entry,
    /// Stressed.
    Emphasis,
    /// Strongly stressed.
    Strong,
    /// No longer true.
    Struck,
    /// A link; the address is http, https, mailto or relative.
    Link(String),
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell of a table.
    Cell,
}

/// A node of Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkdownNode {
    /// An element with what is inside.
    Element(Tag, Vec<MarkdownNode>),
    /// Text.
    Text(String),
    /// Code inside a line.
    Code(String),
    /// A check box of a list, ticked or not.
    Task(bool),
    /// A line across.
    Rule,
    /// A line's end.
    Break,
}

/// Elements nested deeper than this are drawn flat: nobody writes them, and drawing is recursive.
const DEEPEST: usize = 24;

/// Reads Markdown. Raw HTML stays text, images become links, and addresses that run something lose their link.
pub fn parse_markdown(text: &str) -> Vec<MarkdownNode> {
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
    let mut open: Vec<(Option<Tag>, Vec<MarkdownNode>)> = vec![(None, Vec::new())];
    for event in Parser::new_ext(text, options) {
        let node = match event {
            Event::Start(tag) => {
                let tag = if open.len() < DEEPEST { element(&tag) } else { None };
                open.push((tag, Vec::new()));
                continue;
            }
            Event::End(end) => {
                close(&mut open, end);
                continue;
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                MarkdownNode::Text(text.into_string())
            }
            Event::Code(code) => MarkdownNode::Code(code.into_string()),
            Event::SoftBreak => MarkdownNode::Text(" ".into()),
            Event::HardBreak => MarkdownNode::Break,
            Event::Rule => MarkdownNode::Rule,
            Event::TaskListMarker(is_done) => MarkdownNode::Task(is_done),
            Event::FootnoteReference(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                MarkdownNode::Text(text.into_string())
            }
        };
        if let Some((_, children)) = open.last_mut() {
            children.push(node);
        }
    }
    open.into_iter().next().map(|(_, nodes)| nodes).unwrap_or_default()
}

fn close(open: &mut Vec<(Option<Tag>, Vec<MarkdownNode>)>, _: TagEnd) {
    if open.len() < 2 {
        return;
    }
    let Some((tag, children)) = open.pop() else { return };
    let Some((_, parent)) = open.last_mut() else { return };
    match tag {
        Some(tag) => parent.push(MarkdownNode::Element(tag, children)),
        None => parent.extend(children),
    }
}

/// The element of a tag; none for what is only drawn as its content.
fn element(tag: &CmTag<'_>) -> Option<Tag> {
    Some(match tag {
        CmTag::Paragraph | CmTag::HtmlBlock => Tag::Paragraph,
        CmTag::Heading { level, .. } => Tag::Heading(*level as u8),
        CmTag::BlockQuote(_) => Tag::Quote,
        CmTag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) => Tag::CodeBlock,
        CmTag::List(None) => Tag::Bullets,
        CmTag::List(Some(_)) => Tag::Numbers,
        CmTag::Item => Tag::Entry,
        CmTag::Emphasis => Tag::Emphasis,
        CmTag::Strong => Tag::Strong,
        CmTag::Strikethrough => Tag::Struck,
        CmTag::Link { dest_url, .. } | CmTag::Image { dest_url, .. } => Tag::Link(safe_address(dest_url)?),
        CmTag::Table(_) => Tag::Table,
        CmTag::TableHead | CmTag::TableRow => Tag::Row,
        CmTag::TableCell => Tag::Cell,
        _ => return None,
    })
}

/// The address, if following it opens a page or a letter and runs nothing.
fn safe_address(address: &str) -> Option<String> {
    let plain: String =
        address.chars().filter(|letter| !letter.is_control() && !letter.is_whitespace()).collect();
    let scheme =
        plain.split(['/', '?', '#']).next().and_then(|start| start.split_once(':')).map(|(scheme, _)| scheme);
    let is_safe = scheme.is_none_or(|scheme| {
        ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
    });
    is_safe.then_some(plain)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn links(nodes: &[MarkdownNode]) -> Vec<String> {
        nodes
            .iter()
            .flat_map(|node| match node {
                MarkdownNode::Element(Tag::Link(address), _) => vec![address.clone()],
                MarkdownNode::Element(_, children) => links(children),
                _ => Vec::new(),
            })
            .collect()
    }

    #[test]
    fn markup_is_text() {
        let nodes = parse_markdown("a <img src=x onerror=alert(1)> b");
        let MarkdownNode::Element(Tag::Paragraph, children) = &nodes[0] else { panic!("{nodes:?}") };
        assert!(children.contains(&MarkdownNode::Text("<img src=x onerror=alert(1)>".into())));
    }

    #[test]
    fn an_address_that_runs_something_is_no_link() {
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java&#10;script:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "&#1;javascript:alert(1)",
            "file:///etc/passwd",
        ] {
            assert_eq!(
                links(&parse_markdown(&format!("[x](<{address}>)"))),
                Vec::<String>::new(),
                "{address}"
            );
        }
        assert_eq!(
            links(&parse_markdown("[x](https://a.b/c?d) [y](mailto:a@b.c) [z](#/spk/backlog) ![i](pic.png)"))
                .len(),
            4
        );
    }

    #[test]
    fn deep_nesting_is_drawn_flat() {
        fn depth(nodes: &[MarkdownNode]) -> usize {
            let below = |node: &MarkdownNode| match node {
                MarkdownNode::Element(_, children) => 1 + depth(children),
                _ => 0,
            };
            nodes.iter().map(below).max().unwrap_or(0)
        }
        assert!(depth(&parse_markdown(&"> ".repeat(3_000))) <= DEEPEST);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[\\[\\]()<>*_`#>|~ \n:a-z!-]{0,120}") {
            let _ = parse_markdown(&text);
        }
    }
}
