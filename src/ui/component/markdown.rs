//! Draws Markdown node by node; no text ever becomes markup.

use leptos::prelude::*;

use crate::format::{MarkdownNode, Tag, parse_markdown};

/// Markdown, drawn.
#[component]
pub fn Markdown(#[prop(into)] text: Signal<String>) -> impl IntoView {
    view! { <div class="prose">{move || text.with(|text| draw_all(parse_markdown(text), false))}</div> }
}

/// Markdown as it lies on paper: its headings are those of a page.
#[component]
pub fn Letter(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let drawn = move || text.with(|text| draw_all(parse_markdown(text), true));
    view! { <article class="letter" aria-label="Preview"><div class="prose">{drawn}</div></article> }
}

fn draw_all(nodes: Vec<MarkdownNode>, is_page: bool) -> Vec<AnyView> {
    nodes.into_iter().map(|node| draw(node, is_page)).collect()
}

fn draw(node: MarkdownNode, is_page: bool) -> AnyView {
    match node {
        MarkdownNode::Text(text) => text.into_any(),
        MarkdownNode::Code(code) => view! { <code>{code}</code> }.into_any(),
        MarkdownNode::Task(is_done) => view! {
            <input type="checkbox" disabled checked=is_done aria-label=if is_done { "Done" } else { "Not done" } />
        }
        .into_any(),
        MarkdownNode::Rule => view! { <hr /> }.into_any(),
        MarkdownNode::Break => view! { <br /> }.into_any(),
        MarkdownNode::Element(tag, children) => draw_element(tag, draw_all(children, is_page), is_page),
    }
}

fn draw_element(tag: Tag, children: Vec<AnyView>, is_page: bool) -> AnyView {
    match tag {
        Tag::Paragraph => view! { <p>{children}</p> }.into_any(),
        Tag::Heading(1) if is_page => view! { <h2>{children}</h2> }.into_any(),
        Tag::Heading(_) if is_page => view! { <h3>{children}</h3> }.into_any(),
        // The page has its own headings: those of a text come after them.
        Tag::Heading(1 | 2) => view! { <h4>{children}</h4> }.into_any(),
        Tag::Heading(_) => view! { <h5>{children}</h5> }.into_any(),
        Tag::Quote => view! { <blockquote>{children}</blockquote> }.into_any(),
        Tag::CodeBlock => {
            view! { <pre tabindex="0" role="region" aria-label="Code"><code>{children}</code></pre> }
                .into_any()
        }
        Tag::Bullets => view! { <ul>{children}</ul> }.into_any(),
        Tag::Numbers => view! { <ol>{children}</ol> }.into_any(),
        Tag::Entry => view! { <li>{children}</li> }.into_any(),
        Tag::Emphasis => view! { <em>{children}</em> }.into_any(),
        Tag::Strong => view! { <strong>{children}</strong> }.into_any(),
        Tag::Struck => view! { <s>{children}</s> }.into_any(),
        Tag::Link(address) => {
            view! { <a class="link" href=address target="_blank" rel="noopener noreferrer">{children}</a> }
                .into_any()
        }
        Tag::Table => view! { <table><tbody>{children}</tbody></table> }.into_any(),
        Tag::Row => view! { <tr>{children}</tr> }.into_any(),
        Tag::Cell => view! { <td>{children}</td> }.into_any(),
    }
}
