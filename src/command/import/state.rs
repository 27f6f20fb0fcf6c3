//! The state a row says: by its status, by what that means in the other tool, or because it is over.

use super::reading::{RowReader, meaning};
use crate::format::SheetColumn;
use crate::model::{Category, State};

/// What a row says of its state.
#[derive(Default)]
pub(super) struct StateOf {
    /// The heading and the word of its status.
    pub status: Option<(String, String)>,
    categories: Vec<String>,
    is_archived: bool,
}

/// What state that is.
#[derive(Default)]
pub(super) struct FoundState<'a> {
    /// The state; none where nothing says it.
    pub state: Option<&'a State>,
    /// Whether the word of the status says it, and not what stands beside it.
    pub is_by_its_word: bool,
    /// Whether the word of the status says that it cannot go on.
    pub is_blocked: bool,
}

/// Headings of places that say as often what something is about as how far it is.
const PLACES: [&str; 4] = ["section", "list", "bucket", "column"];

impl StateOf {
    /// Takes note of a cell.
    pub fn note(&mut self, column: SheetColumn, heading: &str, cell: &str) {
        match column {
            // A number says how far it is to its tool alone.
            SheetColumn::Status if cell.bytes().all(|digit| digit.is_ascii_digit()) => {}
            SheetColumn::Status => self.status = Some((heading.to_owned(), cell.to_owned())),
            SheetColumn::Category => self.categories.push(cell.to_owned()),
            _ => self.is_archived = !["no", "false", "0"].contains(&cell.to_lowercase().as_str()),
        }
    }

    /// The state in the workflow; `is_completed` where the row says when it was done.
    pub fn find<'a>(&self, reading: &RowReader<'a>, is_completed: bool) -> FoundState<'a> {
        let workflow = reading.workflow;
        let over = || workflow.first(Category::Done).filter(|_| is_completed);
        let word = self.status.as_ref().map(|(_, cell)| meaning(reading.sheet, SheetColumn::Status, cell));
        let is_said = word.is_some_and(|word| workflow.named(word).is_some());
        let by_word = word.and_then(|word| workflow.recognise(word));
        let is_blocked = by_word.is_none() && word.is_some_and(is_blocked_word);
        let meant = self.categories.iter().rev().find_map(|word| workflow.recognise(word));
        let cancelled = || {
            let all = self.categories.iter().filter_map(|word| workflow.recognise(word));
            all.into_iter().find(|state| state.category == Category::Cancelled)
        };
        let is_over = |state: Option<&State>| state.is_some_and(|state| state.category.is_over());
        let is_place = self
            .status
            .as_ref()
            .is_some_and(|(heading, _)| PLACES.iter().any(|place| heading.to_lowercase().contains(place)));
        let mut state = by_word;
        if !is_said && is_over(meant) != is_over(by_word) || by_word.is_none() {
            state = meant.or(by_word).or_else(over);
        }
        if is_over(state) {
            state = cancelled().or(state);
        } else if is_place {
            state = over().or(state);
        }
        if self.is_archived && !is_over(state) {
            state = workflow.first(Category::Cancelled).or(state);
        }
        let is_by_its_word = state.is_some() && state == by_word;
        FoundState { state, is_by_its_word, is_blocked: is_blocked && !is_over(state) }
    }
}

/// Whether a state of another tool says what is said here over the state.
fn is_blocked_word(word: &str) -> bool {
    ["blocked", "on hold", "impeded", "stuck"].contains(&word.trim().to_lowercase().as_str())
}
