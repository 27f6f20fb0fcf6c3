//! What a box that is typed in offers: of many names those that answer, and whether a new one was typed.

use super::{best_first, fuzzy_match};
use crate::model::RecordRef;

/// How many answers are offered at once; who types on finds the others.
pub const ANSWERS_MOST: usize = 10;

/// The records that answer a text that is typed, gathered one by one.
pub struct Matches<'a> {
    typed: &'a str,
    lower: String,
    /// The worst rank that still answers.
    worst: u8,
    by_key: Vec<RecordRef>,
    by_name: Vec<(u8, RecordRef)>,
    is_known: bool,
}

impl<'a> Matches<'a> {
    /// Nothing yet, for a text as it was typed.
    pub fn to(typed: &'a str) -> Self {
        let (typed, by_key, by_name) = (typed.trim(), Vec::new(), Vec::new());
        Self { typed, lower: typed.to_lowercase(), worst: 3, by_key, by_name, is_known: false }
    }

    /// The same, where letters that only stand in a name in their order are no answer.
    pub fn closely(typed: &'a str) -> Self {
        Self { worst: 2, ..Self::to(typed) }
    }

    /// Takes in a record, where its name answers. Until something is typed, what is `chosen` already stands first.
    pub fn offer(&mut self, name: &str, chosen: bool, record: RecordRef) {
        let Some(answer) = fuzzy_match(self.typed, name).filter(|answer| answer.rank <= self.worst) else {
            return;
        };
        // Only what begins with it can be it.
        self.is_known |= answer.rank == 0 && !self.is_known && name.to_lowercase() == self.lower;
        let is_first = chosen && self.typed.is_empty();
        self.by_name.push((if is_first { 0 } else { answer.rank }, record));
    }

    /// Takes in the record whose key was typed: it comes before all that answer by name.
    pub fn offer_first(&mut self, record: RecordRef) {
        self.by_key.push(record);
        self.is_known = true;
    }

    /// What was typed, where nothing that was offered has that name or key.
    pub fn new_name(&self) -> Option<&'a str> {
        (!self.typed.is_empty() && !self.is_known).then_some(self.typed)
    }

    /// The best ten, in the order they were offered where they answer equally well.
    pub fn best(self) -> Vec<RecordRef> {
        self.by_key.into_iter().chain(best_first(self.by_name)).take(ANSWERS_MOST).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Id, Ids};

    fn matches<'a>(typed: &'a str, names: &[&str], chosen: &str) -> (Matches<'a>, Vec<Id>) {
        let (mut matches, mut ids) = (Matches::to(typed), Ids::seeded(1));
        let ids: Vec<Id> = names.iter().map(|_| ids.next_id()).collect();
        for (name, id) in names.iter().zip(&ids) {
            matches.offer(name, *name == chosen, RecordRef { table: "people", id: *id });
        }
        (matches, ids)
    }

    fn best(typed: &str, names: &[&'static str], chosen: &str) -> Vec<&'static str> {
        let (matches, ids) = matches(typed, names, chosen);
        let name = |it: RecordRef| names[ids.iter().position(|id| *id == it.id).unwrap()];
        matches.best().into_iter().map(name).collect()
    }

    #[test]
    fn what_is_chosen_stands_first_until_something_is_typed() {
        let names = ["Ada", "Anna", "Cara"];
        assert_eq!(best(" ", &names, "Cara"), ["Cara", "Ada", "Anna"]);
        assert_eq!(best("a", &names, "Cara"), ["Ada", "Anna", "Cara"]);
    }

    #[test]
    fn a_name_is_new_unless_one_is_just_that_whatever_its_case() {
        let new = |typed| matches(typed, &["Ärztin", "Ada Lovelace"], "").0.new_name();
        assert_eq!(new(" Ada "), Some("Ada"));
        assert_eq!(new("ärztin"), None);
        assert_eq!(new(""), None);
    }

    #[test]
    fn ten_at_most_are_offered_and_a_typed_key_comes_first() {
        assert_eq!(best("a", &["Ada"; 12], "").len(), ANSWERS_MOST);
        let (mut matches, ids) = matches("ada", &["Adapter", "Ada Lovelace"], "");
        assert_eq!(matches.new_name(), Some("ada"));
        matches.offer_first(RecordRef { table: "goals", id: ids[0] });
        assert_eq!(matches.new_name(), None);
        assert_eq!(matches.best()[0].table, "goals");
    }

    #[test]
    fn letters_in_their_order_are_no_close_answer() {
        let record = RecordRef { table: "items", id: Ids::seeded(1).next_id() };
        for (mut matches, number) in [(Matches::to("bills"), 1), (Matches::closely("bills"), 0)] {
            matches.offer("Build the list", false, record);
            assert_eq!(matches.best().len(), number);
        }
    }
}
