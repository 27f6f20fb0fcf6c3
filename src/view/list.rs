//! Where a person is in a list and what they have picked.

use crate::model::{Id, SortedSet, set_of};
use crate::view::Route;

/// So many lists are known by how they were left.
const LEFT_MOST: usize = 50;

/// How each list was left, the last ones.
#[derive(Clone, Debug)]
pub struct Left<T>(Vec<(Route, T)>);

impl<T> Default for Left<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Clone> Left<T> {
    /// Goes over from one list, left so, to another, and says how that one was left.
    pub fn go(&mut self, from: Route, so: T, to: &Route) -> Option<T> {
        self.0.retain(|(list, _)| *list != from);
        self.0.push((from, so));
        self.0.drain(..self.0.len().saturating_sub(LEFT_MOST));
        self.0.iter().find(|(list, _)| list == to).map(|(_, so)| so.clone())
    }
}

/// The cursor of a list and the rows picked in it; both survive scrolling and filtering.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The row that keys act on.
    pub cursor: Option<Id>,
    /// The rows that were picked.
    pub picked: SortedSet<Id>,
    /// Where a range began.
    anchor: Option<Id>,
}

impl Selection {
    /// What a command acts on: the picked rows in list order, else the row at the cursor.
    pub fn targets(&self, list: &[Id]) -> Vec<Id> {
        if self.picked.is_empty() {
            return self.cursor.into_iter().filter(|id| list.contains(id)).collect();
        }
        list.iter().copied().filter(|id| self.picked.contains(id)).collect()
    }

    /// Moves the cursor by rows; into the list where it was outside.
    pub fn step(&mut self, list: &[Id], by: isize) {
        self.cursor = self.reached(list, by);
        self.anchor = None;
    }

    /// Moves the cursor by rows and picks everything from where the range began.
    pub fn extend(&mut self, list: &[Id], by: isize) {
        let from = self.anchor.or(self.cursor);
        self.cursor = self.reached(list, by);
        if let (Some(from), Some(to)) = (from, self.cursor) {
            self.pick_range(list, from, to);
        }
    }

    /// Picks everything from where the range began, or from the cursor, to a row.
    pub fn extend_to(&mut self, list: &[Id], to: Id) {
        let from = self.anchor.or(self.cursor).unwrap_or(to);
        self.cursor = Some(to);
        self.pick_range(list, from, to);
    }

    /// Picks a row, or lets it go.
    pub fn toggle(&mut self, id: Id) {
        self.cursor = Some(id);
        self.anchor = Some(id);
        if !self.picked.remove(&id) {
            self.picked.insert(id);
        }
    }

    /// Picks every row, or lets all go when all were picked.
    pub fn toggle_all(&mut self, list: &[Id]) {
        if list.iter().all(|id| self.picked.contains(id)) {
            self.picked.clear();
        } else {
            self.picked.extend(list);
        }
    }

    /// Lets all picked rows go.
    pub fn clear(&mut self) {
        self.picked.clear();
        self.anchor = None;
    }

    /// The row that gets the focus when others go: the next that stays, else the one before.
    pub fn heir(&self, list: &[Id], gone: &[Id]) -> Option<Id> {
        let gone = set_of(gone.iter().copied());
        let first = list.iter().position(|id| gone.contains(id))?;
        let stays = |id: &&Id| !gone.contains(id);
        let (before, after) = list.split_at_checked(first)?;
        after.iter().find(stays).or_else(|| before.iter().rev().find(stays)).copied()
    }

    fn reached(&self, list: &[Id], by: isize) -> Option<Id> {
        let last = list.len().checked_sub(1)?;
        let at = self.cursor.and_then(|cursor| list.iter().position(|id| *id == cursor));
        let to = match at {
            Some(at) => at.saturating_add_signed(by).min(last),
            // Up from nowhere is the last row, and far up the first.
            None if by == -1 => last,
            None => usize::try_from(by - 1).unwrap_or(0).min(last),
        };
        list.get(to).copied()
    }

    fn pick_range(&mut self, list: &[Id], from: Id, to: Id) {
        let place = |id: Id| list.iter().position(|other| *other == id);
        let (Some(from_at), Some(to_at)) = (place(from), place(to)) else { return };
        self.anchor = Some(from);
        let range = list.get(from_at.min(to_at)..=from_at.max(to_at)).unwrap_or_default();
        self.picked = set_of(range.iter().copied());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Ids;

    fn list(count: usize) -> Vec<Id> {
        let mut ids = Ids::seeded(3);
        (0..count).map(|_| ids.next_id()).collect()
    }

    #[test]
    fn a_list_is_found_as_it_was_left_last() {
        let page = |number: usize| Route::Unknown(number.to_string());
        let mut left = Left::default();
        assert_eq!(left.go(page(0), 'a', &page(1)), None);
        assert_eq!(left.go(page(1), 'b', &page(0)), Some('a'));
        assert_eq!(left.go(page(0), 'c', &page(1)), Some('b'));
        assert_eq!(left.go(page(1), 'd', &page(0)), Some('c'));
        for number in 2..2 + LEFT_MOST {
            left.go(page(number), 'e', &page(0));
        }
        assert_eq!(left.go(page(2), 'f', &page(0)), None);
    }

    #[test]
    fn the_cursor_stops_at_both_ends() {
        let list = list(3);
        let mut selection = Selection::default();
        selection.step(&list, -1);
        assert_eq!(selection.cursor, Some(list[2]));
        selection.step(&list, 5);
        assert_eq!(selection.cursor, Some(list[2]));
        selection.step(&list, -9);
        assert_eq!(selection.cursor, Some(list[0]));
        selection.step(&[], 1);
        assert_eq!(selection.cursor, None);
    }

    #[test]
    fn a_range_grows_and_shrinks_from_where_it_began() {
        let list = list(5);
        let mut selection = Selection { cursor: Some(list[2]), ..Selection::default() };
        selection.extend(&list, 1);
        selection.extend(&list, 1);
        assert_eq!(selection.targets(&list), list[2..5]);
        selection.extend(&list, -3);
        assert_eq!(selection.targets(&list), list[1..3]);
    }

    #[test]
    fn the_focus_goes_to_the_next_row_that_stays() {
        let list = list(4);
        let selection = Selection::default();
        assert_eq!(selection.heir(&list, &list[1..3]), Some(list[3]));
        assert_eq!(selection.heir(&list, &list[2..4]), Some(list[1]));
        assert_eq!(selection.heir(&list, &list), None);
    }

    #[test]
    fn without_a_pick_commands_act_on_the_cursor() {
        let list = list(3);
        let mut selection = Selection { cursor: Some(list[1]), ..Selection::default() };
        assert_eq!(selection.targets(&list), [list[1]]);
        selection.toggle(list[2]);
        assert_eq!(selection.targets(&list), [list[2]]);
        selection.toggle_all(&list);
        assert_eq!(selection.targets(&list), list);
        selection.toggle_all(&list);
        assert!(selection.picked.is_empty());
    }
}
