//! What to write to those who said something, once what they asked for is there.

use crate::analysis::{is_out, spoken_for, words_said};
use crate::model::kind::{ACCOUNT, SAID_BY, SAID_ON};
use crate::model::{Day, Item, Record};
use crate::workspace::{Described, Tables};

/// A letter to whoever said some pieces, one after the other: what they said and when, and what is there now. Where nothing
/// is, the answer is left open.
pub fn answers(tables: &Tables, pieces: &[&Described], day_text: fn(Day) -> String) -> String {
    let letters: Vec<String> = pieces.iter().map(|piece| letter(tables, piece, day_text)).collect();
    letters.join("\n\n---\n\n")
}

fn letter(tables: &Tables, piece: &Described, day_text: fn(Day) -> String) -> String {
    let who = [&SAID_BY, &ACCOUNT].into_iter().map(|field| piece.words(field)).find(|who| !who.is_empty());
    let on = piece.day(&SAID_ON).map(|on| format!(" on {}", day_text(on))).unwrap_or_default();
    let is_there =
        |(table, id): &(&str, crate::model::Id)| *table == Item::TABLE && is_out(tables, table, *id);
    let there = spoken_for(piece).into_iter().filter(is_there).filter_map(|(_, id)| {
        let item = tables.items.get(id)?;
        let release = item.release.and_then(|id| tables.releases.get(id));
        let with = release.map(|it| format!(", with {}", it.name)).unwrap_or_default();
        Some(format!("- {}{with}", item.shown_title()))
    });
    let there: Vec<String> = there.collect();
    let answer =
        if there.is_empty() { "…".to_owned() } else { format!("It is there now:\n\n{}", there.join("\n")) };
    let hello = who.map_or("Hello,".to_owned(), |who| format!("Hello {who},"));
    let said = words_said(piece).trim();
    format!("{hello}\n\nyou told us{on}: “{said}”\n\n{answer}\n\nThank you for telling us.")
}
