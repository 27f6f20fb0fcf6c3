//! A text as one file anybody can open: without a script, and without anything from elsewhere.

use super::redact::{NotRedacted, checked, redact};
use super::{Markup, markdown_html};

const STYLE: &str = ":root{color-scheme:light dark;--ink:light-dark(#23262f,#eceef2);--soft:light-dark(#5b6070,#a9aebb);--line:light-dark(#dfe2e8,#3a3f4a);--ground:light-dark(#fff,#1c1f26)}body{margin:3rem auto;max-width:44rem;padding:0 1.5rem;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}h1{font-size:1.6rem;line-height:1.25;margin:0}h2{font-size:1rem;margin:1.75rem 0 .5rem}em{color:var(--soft);font-style:normal}ul,ol{padding-inline-start:1.25rem}table{border-collapse:collapse;width:100%}th,td{text-align:start;padding:.35rem .8rem .35rem 0;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}tr:first-child td{color:var(--soft)}@media print{body{margin:0;max-width:none}}";

/// The page of a text in Markdown, under a title, with some words blacked out.
///
/// # Errors
/// Where a word is part of how the page itself is written.
pub fn page_html(title: &str, markdown: &str, words: &[String]) -> Result<String, NotRedacted> {
    let mut html = Markup::default();
    html.tags("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>");
    html.text(&redact(title, words)).tags("</title><style>").tags(STYLE).tags("</style></head><body>");
    let body = markdown_html(&redact(markdown, words));
    let file = format!("{}{body}</body></html>", html.into_text());
    checked(file, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_no_word_that_is_kept_out_and_nothing_from_elsewhere() {
        let page = page_html("Acme & we", "# Acme\n\n- For ACME <b>\n", &["acme".into()]).unwrap();
        assert!(page.contains("<h1>■■■</h1>") && page.contains("&lt;b&gt;"), "{page}");
        assert!(!page.to_lowercase().contains("acme") && !page.contains("http") && !page.contains("src="));
        assert!(page_html("T", "x", &["body".into()]).is_err());
    }
}
