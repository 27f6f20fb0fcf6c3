//! What two sides wrote in one record without hearing of each other, value by value, at every depth of lists in elements.

use serde_json::Value;

use super::delta::{Delta, ElementDelta};
use super::knowledge::Knowledge;
use super::stamp::{Stamp, Stamps};
use crate::model::{SortedMap, map_of};

/// A record on one side: when each part of it was written, and what the one who has it knows.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// The stamps of the record.
    pub stamps: &'a Stamps,
    /// The transactions known there.
    pub known: &'a Knowledge,
}

/// A value that both sides wrote and that is not the same on both.
#[derive(Clone, Debug, PartialEq)]
pub struct Concurrent {
    /// Where it is, as stamps name it: `title`, `criteria/7/text`.
    pub path: String,
    /// Leads from the one side to the other and changes nothing else.
    pub delta: Delta,
}

/// What stood somewhere before; none is nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Before(pub Option<Value>);

/// The stamps of what is around, on both sides.
type Around = (Stamp, Stamp);

struct Search<'a> {
    mine: Version<'a>,
    theirs: Version<'a>,
    found: Vec<Concurrent>,
}

/// What both wrote, of the differences that lead from `mine` to `theirs`. Elements of sets and the order of lists are
/// settled by the later stamp; so is an element that one side alone touched.
pub fn concurrent(
    deltas: &SortedMap<String, Delta>,
    mine: Version<'_>,
    theirs: Version<'_>,
) -> Vec<Concurrent> {
    let mut search = Search { mine, theirs, found: Vec::new() };
    let around = (mine.stamps.base(), theirs.stamps.base());
    for (field, delta) in deltas {
        search.field(delta, field, around, &|delta| delta);
    }
    search.found
}

impl Search<'_> {
    fn known(&self, path: &str, around: Around) -> Around {
        (self.mine.stamps.known(path, around.0), self.theirs.stamps.known(path, around.1))
    }

    fn newest(&self, path: &str, around: Around) -> Around {
        let Self { mine, theirs, .. } = self;
        (mine.stamps.newest_within(path, around.0), theirs.stamps.newest_within(path, around.1))
    }

    /// Whether neither side knew of the other's writing. Of one stamp, and yet not the same, is what somebody changed in the
    /// file itself.
    fn is_apart(&self, (mine, theirs): Around) -> bool {
        mine == theirs || !self.theirs.known.has(mine) && !self.mine.known.has(theirs)
    }

    fn field(&mut self, delta: &Delta, path: &str, around: Around, whole: &dyn Fn(Delta) -> Delta) {
        match delta {
            Delta::Value { .. } => {
                if self.is_apart(self.newest(path, around)) {
                    self.found.push(Concurrent { path: path.to_owned(), delta: whole(delta.clone()) });
                }
            }
            Delta::Set { .. } => {}
            Delta::List { elements, .. } => {
                for change in elements {
                    let alone = |change| whole(Delta::List { elements: vec![change], order: None });
                    self.element(change, &format!("{path}/{}", change.id), around, &alone);
                }
            }
        }
    }

    fn element(
        &mut self,
        change: &ElementDelta,
        path: &str,
        around: Around,
        whole: &dyn Fn(ElementDelta) -> Delta,
    ) {
        if change.fields.is_empty() {
            if self.is_missed(change, path, around) {
                self.found.push(Concurrent { path: path.to_owned(), delta: whole(change.clone()) });
            }
            return;
        }
        let around = self.known(path, around);
        for (name, delta) in &change.fields {
            let within = |delta| {
                let fields = map_of([(name.clone(), delta)]);
                whole(ElementDelta { id: change.id.clone(), old: None, new: None, fields, of: None })
            };
            self.field(delta, &format!("{path}/{name}"), around, &within);
        }
    }

    /// Whether an element that one side took out, or both put as a whole, was written on the other meanwhile.
    fn is_missed(&self, change: &ElementDelta, path: &str, around: Around) -> bool {
        let newest = self.newest(path, around);
        match (&change.old, &change.new) {
            (Some(_), Some(_)) => self.is_apart(newest),
            // A side that never had it has no stamp of it.
            (Some(_), None) => self.theirs.stamps.has(path) && self.is_apart(newest),
            (None, Some(_)) => self.mine.stamps.has(path) && self.is_apart(newest),
            (None, None) => false,
        }
    }
}

impl Delta {
    /// The value it leads from and the one it leads to, where it changes one alone.
    pub fn sides(&self) -> (Option<&Value>, Option<&Value>) {
        match self {
            Self::Value { old, new } => (old.as_ref(), new.as_ref()),
            Self::Set { .. } => (None, None),
            Self::List { elements, .. } => match elements.first() {
                Some(change) => match change.fields.iter().next() {
                    Some((_, delta)) => delta.sides(),
                    None => (change.old.as_ref(), change.new.as_ref()),
                },
                None => (None, None),
            },
        }
    }
}
