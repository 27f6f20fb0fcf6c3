//! The lists that are written at an item: acceptance criteria, steps, questions, comments.

use crate::analysis::{bare_lines, split_criteria};
use crate::model::{Id, Instant, Item, Note, clean_text, step_among};
use crate::workspace::Tx;

/// One of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteList {
    /// What must hold for the item to be accepted.
    Criteria,
    /// Small steps.
    Checklist,
    /// What must be known first.
    Questions,
    /// Remarks.
    Comments,
}

/// A change of one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteChange {
    /// Another entry at the end; criteria and steps that come as several lines are several entries.
    Add(String),
    /// Other words; without any the entry goes.
    Text(Id, String),
    /// Ticked, or no longer.
    Tick(Id, bool),
    /// An answer; an empty one opens the question again.
    Answer(Id, String),
    /// Up (negative) or down among the others.
    Step(Id, isize),
    /// Taken out.
    Remove(Id),
}

/// Changes a list of an item; what has gone meanwhile is passed over.
pub fn change_notes(tx: &mut Tx<'_>, item: Id, list: NoteList, change: &NoteChange) {
    let texts = match change {
        NoteChange::Add(text) => match list {
            NoteList::Criteria => split_criteria(&clean_text(text)),
            NoteList::Checklist => bare_lines(&clean_text(text)),
            NoteList::Questions | NoteList::Comments => {
                let text = clean_text(text).trim().to_owned();
                Some((text, false)).filter(|(text, _)| !text.is_empty()).into_iter().collect()
            }
        },
        _ => Vec::new(),
    };
    let now = tx.now();
    let added: Vec<Added> = texts.into_iter().map(|(text, is_done)| (tx.new_id(), text, is_done)).collect();
    tx.edit(item, |item: &mut Item| match list {
        NoteList::Criteria => apply(&mut item.criteria, change, added, now),
        NoteList::Checklist => apply(&mut item.checklist, change, added, now),
        NoteList::Questions => apply(&mut item.questions, change, added, now),
        NoteList::Comments => apply(&mut item.comments, change, added, now),
    });
}

/// An entry that comes in, and whether it is ticked.
type Added = (Id, String, bool);

fn apply<N: Note>(notes: &mut Vec<N>, change: &NoteChange, added: Vec<Added>, now: Instant) {
    let find = |notes: &mut Vec<N>, id: Id| notes.iter().position(|note| note.id() == id);
    match change {
        NoteChange::Add(_) => notes.extend(added.into_iter().map(|(id, text, is_ticked)| {
            let mut note = N::new(id, text, now);
            note.tick(is_ticked);
            note
        })),
        NoteChange::Text(id, text) => {
            let text = clean_text(text).trim().to_owned();
            let Some(place) = find(notes, *id) else { return };
            if text.is_empty() {
                notes.remove(place);
            } else if let Some(note) = notes.get_mut(place) {
                *note.text_mut() = text;
            }
        }
        NoteChange::Tick(id, is_ticked) => {
            if let Some(note) = find(notes, *id).and_then(|place| notes.get_mut(place)) {
                note.tick(*is_ticked);
            }
        }
        NoteChange::Answer(id, answer) => {
            if let Some(note) = find(notes, *id).and_then(|place| notes.get_mut(place)) {
                note.answer(clean_text(answer).trim().to_owned(), now);
            }
        }
        NoteChange::Step(id, by) => {
            let Some(from) = find(notes, *id) else { return };
            step_among(notes, from, *by);
        }
        NoteChange::Remove(id) => notes.retain(|note| note.id() != *id),
    }
}
