//! Where rows of a list go when they are moved past others or dropped between them.

use super::Listing;
use crate::command::Destination;
use crate::model::Id;

/// What becomes of rows that are dropped between others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drop {
    /// They go into the group with this head.
    Group(usize, Destination),
    /// They come to stand under this row, or under none.
    Under(Option<Id>, Destination),
    /// They only change places.
    Move(Destination),
}

impl Listing {
    /// Where a row stands.
    pub fn place(&self, id: Id) -> Option<usize> {
        self.ids.iter().position(|other| *other == id)
    }

    /// The head of the group a row stands in.
    pub fn head_over(&self, place: usize) -> Option<usize> {
        self.heads.partition_point(|head| head.at <= place).checked_sub(1)
    }

    /// The rows that fit: in the tree, those that are only there for what is under them are left out.
    pub fn fitting_rows(&self) -> Vec<Id> {
        let fits = |place: usize| self.branches.get(place).is_none_or(|branch| !branch.is_context);
        self.ids.iter().enumerate().filter(|(place, _)| fits(*place)).map(|(_, id)| *id).collect()
    }

    /// The row above under which rows can come to stand.
    pub fn above(&self, ids: &[Id]) -> Option<Id> {
        let place = self.place(*ids.first()?)?;
        let depth = self.branches.get(place).map_or(0, |branch| branch.depth);
        let above = self.ids.iter().zip(&self.branches).take(place).rev();
        let mut above = above.take_while(|(_, branch)| branch.depth >= depth);
        above.find(|(id, branch)| branch.depth == depth && !ids.contains(id)).map(|(id, _)| *id)
    }

    /// Where rows go one step up (negative) or down: past the next row of their group, in the tree past the next that stands
    /// under the same. None at the end.
    pub fn past_next(
        &self,
        ids: &[Id],
        by: isize,
        parent_of: &dyn Fn(Id) -> Option<Id>,
    ) -> Option<Destination> {
        let places: Vec<usize> = ids.iter().filter_map(|id| self.place(*id)).collect();
        let (first, last) = (*places.iter().min()?, *places.iter().max()?);
        let parent = |place: usize| self.branches.get(place).and_then(|_| parent_of(*self.ids.get(place)?));
        let is_beside =
            |place: usize| self.head_over(place) == self.head_over(first) && parent(place) == parent(first);
        let is_other = |place: &usize| !places.contains(place) && is_beside(*place);
        let id = |place: usize| self.ids.get(place).copied();
        if by < 0 {
            (0..first).rev().find(is_other).and_then(id).map(Destination::Before)
        } else {
            (last + 1..self.ids.len()).find(is_other).and_then(id).map(Destination::After)
        }
    }

    /// What becomes of rows that are dropped before the one at a place, or after the last: in the tree they come to stand under
    /// what that one stands under. An epic stands under nothing.
    pub fn dropped(
        &self,
        ids: &[Id],
        at: usize,
        has_epic: bool,
        parent_of: &dyn Fn(Id) -> Option<Id>,
    ) -> Option<Drop> {
        // After the last row is after what it stands under, for epics stand under nothing.
        let is_last =
            |place: &usize| !has_epic || self.branches.get(*place).is_none_or(|branch| branch.depth == 0);
        let last_of_all = || self.ids.get((0..self.ids.len()).rev().find(is_last)?).copied();
        let beside = self.ids.get(at).copied().or_else(last_of_all)?;
        let to = if at < self.ids.len() { Destination::Before(beside) } else { Destination::After(beside) };
        let mut places = ids.iter().filter_map(|id| self.place(*id));
        // Before the first row of a group is also after the last of the one above.
        let last = self.ids.len().saturating_sub(1);
        let target = self.head_over(at.min(last));
        let targets = [target, self.head_over(at.saturating_sub(1))];
        if places.any(|place| !targets.contains(&self.head_over(place))) {
            return target.map(|head| Drop::Group(head, to));
        }
        if self.branches.is_empty() {
            return Some(Drop::Move(to));
        }
        let parent = parent_of(beside);
        let is_elsewhere = ids.iter().any(|id| parent_of(*id) != parent);
        Some(if is_elsewhere { Drop::Under(parent, to) } else { Drop::Move(to) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Ids;
    use crate::view::{Branch, Head};

    fn ids(count: usize) -> Vec<Id> {
        let mut ids = Ids::seeded(5);
        (0..count).map(|_| ids.next_id()).collect()
    }

    fn head(at: usize) -> Head {
        let (key, name) = (String::new(), String::new());
        Head { at, key, name, items: 0, done: 0, all: 0, tenths: 0, is_open: true }
    }

    fn branch(depth: usize) -> Branch {
        Branch { depth, is_open: None, hidden: 0, is_context: false }
    }

    fn nowhere(_: Id) -> Option<Id> {
        None
    }

    #[test]
    fn a_row_goes_past_the_next_and_stops_at_both_ends() {
        let rows = ids(3);
        let list = Listing { ids: rows.clone(), ..Listing::default() };
        assert_eq!(list.past_next(&[rows[1]], -1, &nowhere), Some(Destination::Before(rows[0])));
        assert_eq!(list.past_next(&[rows[1]], 1, &nowhere), Some(Destination::After(rows[2])));
        assert_eq!(list.past_next(&[rows[0]], -1, &nowhere), None);
        assert_eq!(list.past_next(&rows[1..], 1, &nowhere), None);
    }

    #[test]
    fn a_row_stays_in_its_group_until_it_is_dropped_into_another() {
        let rows = ids(4);
        let list = Listing { ids: rows.clone(), heads: vec![head(0), head(2)], ..Listing::default() };
        assert_eq!(list.past_next(&[rows[1]], 1, &nowhere), None);
        let dropped = |at: usize| list.dropped(&[rows[0]], at, false, &nowhere);
        // Before the first of a group is still after the last of the one above.
        assert_eq!(dropped(2), Some(Drop::Move(Destination::Before(rows[2]))));
        assert_eq!(dropped(3), Some(Drop::Group(1, Destination::Before(rows[3]))));
        assert_eq!(dropped(4), Some(Drop::Group(1, Destination::After(rows[3]))));
    }

    #[test]
    fn in_the_tree_rows_come_to_stand_under_what_they_are_dropped_beside() {
        // Two epics, the first with a story, the second with two.
        let rows = ids(5);
        let branches = [0, 1, 0, 1, 1].map(branch).to_vec();
        let list = Listing { ids: rows.clone(), branches, ..Listing::default() };
        let parent_of = |id: Id| match rows.iter().position(|row| *row == id) {
            Some(1) => Some(rows[0]),
            Some(3 | 4) => Some(rows[2]),
            _ => None,
        };
        let dropped = |row: usize, at: usize, has_epic| list.dropped(&[rows[row]], at, has_epic, &parent_of);
        assert_eq!(dropped(1, 4, false), Some(Drop::Under(Some(rows[2]), Destination::Before(rows[4]))));
        assert_eq!(dropped(3, 5, false), Some(Drop::Move(Destination::After(rows[4]))));
        assert_eq!(dropped(0, 5, true), Some(Drop::Move(Destination::After(rows[2]))));
        assert_eq!(list.past_next(&[rows[0]], 1, &parent_of), Some(Destination::After(rows[2])));
        assert_eq!(list.above(&[rows[4]]), Some(rows[3]));
        assert_eq!(list.above(&[rows[1]]), None);
    }

    #[test]
    fn nothing_is_dropped_where_nothing_is() {
        let list = Listing::default();
        assert_eq!(list.dropped(&ids(1), 0, false, &nowhere), None);
        assert_eq!(list.past_next(&ids(1), 1, &nowhere), None);
    }
}
