//! What to write to those who said something, once what they asked for is there.

use crate::analysis::{Speaker, out_for, speakers, words_said};
use crate::model::Day;
use crate::workspace::{Described, Tables};

/// A letter to whoever said some pieces, one after the other: what they said and when, and what is there now. Where nothing
/// is, the answer is left open.
pub fn answers(tables: &Tables, pieces: &[&Described], day_text: fn(Day) -> String) -> String {
    let letters = pieces
        .iter()
        .flat_map(|piece| speakers(piece).into_iter().map(|who| letter(tables, piece, who, day_text)));
    let letters: Vec<String> = letters.collect();
    letters.join("\n\n---\n\n")
}

fn letter(tables: &Tables, piece: &Described, who: Speaker<'_>, day_text: fn(Day) -> String) -> String {
    let on = who.on.map(|on| format!(" on {}", day_text(on))).unwrap_or_default();
    let there = out_for(tables, piece).into_iter().filter_map(|(_, id)| {
        if let Some(bet) = tables.initiatives.get(id) {
            return Some(format!("- {}", bet.name));
        }
        let item = tables.items.get(id)?;
        let release = item.release.and_then(|id| tables.releases.get(id));
        let with = release.map(|it| format!(", with {}", it.name)).unwrap_or_default();
        Some(format!("- {}{with}", item.shown_title()))
    });
    let there: Vec<String> = there.collect();
    let answer =
        if there.is_empty() { "…".to_owned() } else { format!("It is there now:\n\n{}", there.join("\n")) };
    let hello = if who.name.is_empty() { "Hello,".to_owned() } else { format!("Hello {},", who.name) };
    let said = words_said(piece).trim();
    format!("{hello}\n\nyou told us{on}: “{said}”\n\n{answer}\n\nThank you for telling us.")
}
