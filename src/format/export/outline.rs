//! Items as a checklist in Markdown, each under what it is a part of.

use std::fmt::Write as _;

use super::chosen::{Chosen, ExportOrder, Of};
use crate::format::share::escaped;

/// The checklist.
pub(super) fn outline(chosen: &Chosen<'_>) -> String {
    let mut text = format!("# {}: backlog\n\n", escaped(&chosen.product.name));
    for line in chosen.in_order(ExportOrder::Tree) {
        let said = |of| chosen.says(of, line).concat();
        let mark = if chosen.product.workflow.is_over(&line.item.status) { "x" } else { " " };
        let points = line.item.estimate.map(|points| format!(", {points} pt")).unwrap_or_default();
        let _ = writeln!(
            text,
            "{:indent$}- [{mark}] {} {} ({}{points})",
            "",
            said(Of::Key),
            escaped(&said(Of::Title)),
            escaped(&said(Of::State)),
            indent = line.depth() * 2
        );
    }
    text
}
