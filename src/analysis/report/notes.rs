//! Release notes: what is new in a release, for those who use it.

use super::{ReportDraft, ReportLine, line};
use crate::analysis::category_of;
use crate::analysis::flow::counts;
use crate::model::{Category, ItemType, Release, in_order_of};
use crate::workspace::Tables;

/// What is new in a release, for those who use it: what was accepted in it, by what kind of work it is.
pub fn release_notes(tables: &Tables, release: &Release) -> ReportDraft {
    let mut lines = Vec::new();
    for item in
        tables.items.of(release.product).filter(|it| it.release == Some(release.meta.id) && counts(it))
    {
        let is_done = category_of(tables, item) == Category::Done;
        let section = match item.kind {
            ItemType::Bug => "mended",
            ItemType::Story | ItemType::Epic => "new",
            _ => "better",
        };
        let said =
            if item.benefit.is_empty() { String::new() } else { format!(", so that {}", item.benefit) };
        let text = format!("{}{said}", item.shown_title().trim_end_matches('.'));
        let key = tables.item_key(item.meta.id).unwrap_or_default();
        let of = if is_done { key } else { format!("{key}, not accepted") };
        // What only those who build it notice is told to nobody else.
        lines.push(ReportLine { is_out: !is_done || section == "better", ..line(section, text, of) });
    }
    let order = ["new", "better", "mended"];
    let lines = in_order_of(lines, |it: &ReportLine| order.iter().position(|section| *section == it.section));
    ReportDraft { gist: release.description.lines().next().unwrap_or_default().to_owned(), lines }
}
