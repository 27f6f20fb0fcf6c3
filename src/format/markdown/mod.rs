//! Markdown as a tree that a view draws node by node: no HTML is ever written as text, and none is read.
//!
//! What people write in descriptions is read as `CommonMark` has it: paragraphs, headings, lists, quotations, code,
//! tables, task boxes, emphasis, links. A whole `CommonMark` library is a tenth of everything the page loads
//! (decision 10 has the figures).

mod block;
mod inline;

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

/// Elements nested deeper than this are drawn flat: nobody writes them, and reading and drawing are recursive.
const DEEPEST: usize = 16;

/// Reads Markdown. Raw HTML stays text, images become links, and addresses that run something lose their link.
pub fn parse_markdown(text: &str) -> Vec<MarkdownNode> {
    let lines: Vec<&str> = text.lines().collect();
    block::parse(&lines, 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The tree in a line: elements as `tag(…)`, text as it is.
    fn shown(nodes: &[MarkdownNode]) -> String {
        let one = |node: &MarkdownNode| match node {
            MarkdownNode::Text(text) => text.clone(),
            MarkdownNode::Code(code) => format!("`{code}`"),
            MarkdownNode::Task(is_done) => if *is_done { "[x]" } else { "[ ]" }.into(),
            MarkdownNode::Rule => "---".into(),
            MarkdownNode::Break => "/".into(),
            MarkdownNode::Element(tag, children) => {
                let name = match tag {
                    Tag::Paragraph => "p".into(),
                    Tag::Heading(level) => format!("h{level}"),
                    Tag::Quote => "quote".into(),
                    Tag::CodeBlock => "pre".into(),
                    Tag::Bullets => "ul".into(),
                    Tag::Numbers => "ol".into(),
                    Tag::Entry => "li".into(),
                    Tag::Emphasis => "em".into(),
                    Tag::Strong => "b".into(),
                    Tag::Struck => "s".into(),
                    Tag::Link(address) => format!("a<{address}>"),
                    Tag::Table => "table".into(),
                    Tag::Row => "tr".into(),
                    Tag::Cell => "td".into(),
                };
                format!("{name}({})", shown(children))
            }
        };
        nodes.iter().map(one).collect()
    }

    fn check(text: &str, tree: &str) {
        assert_eq!(shown(&parse_markdown(text)), tree, "{text}");
    }

    #[test]
    fn what_people_write_is_read() {
        check("one\ntwo\n\nthree", "p(one/two)p(three)");
        check("one  \ntwo\\\nthree", "p(one/two/three)");
        check("# Head\n## Sub ##\ntext", "h1(Head)h2(Sub)p(text)");
        check("a\n***\nb", "p(a)---p(b)");
        check("> quoted\n> **more**\n\nafter", "quote(p(quoted/b(more)))p(after)");
        check("```rust\nlet a = *b;\n\n# no head\n```\nafter", "pre(let a = *b;\n\n# no head)p(after)");
        check("````\n```\n````", "pre(```)");
        check("    indented\n    code", "pre(indented\ncode)");
        check("| a | b |\n|---|---|\n| 1 | `x|y` |", "table(tr(td(a)td(b))tr(td(1)td(`x|y`)))");
    }

    #[test]
    fn lists_nest_and_hold_boxes() {
        check("- a\n- b\n  more\n  - c\n- d", "ul(li(a)li(b/moreul(li(c)))li(d))");
        check("1. a\n2. b", "ol(li(a)li(b))");
        check("- [ ] open\n- [x] done", "ul(li([ ]open)li([x]done))");
        check("- a\n\n  second\n- b", "ul(li(p(a)p(second))li(b))");
        check("text\n- a", "p(text)ul(li(a))");
        check("-no list", "p(-no list)");
    }

    #[test]
    fn lines_have_emphasis_code_and_links() {
        check(
            "**bold** and *em* and __b__ and _e_ and ~~s~~",
            "p(b(bold) and em(em) and b(b) and em(e) and s(s))",
        );
        check("***both***", "p(b(em(both)))");
        check("snake_case_name 2 * 3 * 4", "p(snake_case_name 2 * 3 * 4)");
        check("**not closed", "p(**not closed)");
        check("`a*b*` ``x`y``", "p(`a*b*` `x`y`)");
        check("\\*plain\\* &amp; &lt;b&gt; a&nbsp;b &unknown;", "p(*plain* & <b> a\u{a0}b &unknown;)");
        check("[x](https://a.b \"title\") ![pic](p.png)", "p(a<https://a.b>(x) a<p.png>(pic))");
        check(
            "<https://a.b> https://c.d/e_f_g, (http://h.i)",
            "p(a<https://a.b>(https://a.b) a<https://c.d/e_f_g>(https://c.d/e_f_g), (a<http://h.i>(http://h.i)))",
        );
        check("[a [b]](x) [c](d(e)f)", "p(a<x>(a [b]) a<d(e)f>(c))");
    }

    #[test]
    fn markup_is_text() {
        check("a <img src=x onerror=alert(1)> b", "p(a <img src=x onerror=alert(1)> b)");
        check("<script>alert(1)</script>", "p(<script>alert(1)</script>)");
    }

    #[test]
    fn an_address_that_runs_something_is_no_link() {
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java&#10;script:alert(1)",
            "&#106;avascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "&#1;javascript:alert(1)",
            "file:///etc/passwd",
        ] {
            let tree = shown(&parse_markdown(&format!("[x](<{address}>) [y]({address})")));
            assert!(!tree.contains("a<"), "{address}: {tree}");
        }
        check("[z](#/spk/backlog) [m](mailto:a@b.c)", "p(a<#/spk/backlog>(z) a<mailto:a@b.c>(m))");
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
        for text in [
            "> ".repeat(3_000),
            "- ".repeat(3_000),
            "*a ".repeat(3_000),
            "[".repeat(3_000),
            "**".repeat(3_000),
        ] {
            assert!(depth(&parse_markdown(&text)) <= 2 * DEEPEST + 2);
        }
    }

    #[test]
    fn a_long_text_is_read_in_time_that_grows_with_it() {
        for part in ["*a ", "[a](", "`", "**b", "_", "> - ", "| a ", "&", "<", "\\", "[![", "https://"] {
            let _ = parse_markdown(&part.repeat(50_000 / part.len()));
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[\\[\\]()<>*_`#>|~ \n\\\\:a-zé1.!&;-]{0,160}") {
            let _ = parse_markdown(&text);
        }
    }
}
