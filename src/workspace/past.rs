//! Going back: everything as it was when a transaction had been made.
//!
//! What is known of a record that was touched after that moment is taken back, newest first, and then done again up to the
//! moment, in its order. Of two tabs that wrote the same without hearing each other, each knows what it found there itself:
//! only what is done again leaves behind what the earlier one wrote, and not what stood there before both.

use super::delta::Fields;
use super::entry::{Entry, RecordChange};
use super::stamp::{Stamp, Stamps};
use super::{AnyTable, Workspace};
use crate::model::{Id, Instant, SortedMap};

/// What is known of one record: the transactions that touched it, oldest first, and what each did to it.
type Course<'a> = Vec<(&'a Entry, &'a RecordChange)>;

impl Workspace {
    /// Everything as it was when the transaction with this stamp had been made, and none after it. `known` are the
    /// transactions that are known, oldest first. A record that was last changed before them has the time it was made as
    /// that of its last change.
    pub fn as_of(&self, until: Stamp, known: &[Entry]) -> Self {
        let later = known.iter().skip_while(|entry| entry.stamp <= until);
        let mut courses: SortedMap<(&str, Id), Course<'_>> = SortedMap::new();
        for change in later.flat_map(|entry| &entry.changes) {
            courses.entry(change.target()).or_default();
        }
        for entry in known {
            for change in &entry.changes {
                if let Some(course) = courses.get_mut(&change.target()) {
                    course.push((entry, change));
                }
            }
        }
        let mut past = Self::from_tables(self.tables.clone(), until.clock);
        for ((table, id), course) in &courses {
            past.take_back(table, *id, course, until);
        }
        past
    }

    fn take_back(&mut self, name: &str, id: Id, course: &Course<'_>, until: Stamp) {
        let mut fields = self.tables.any(name).and_then(|table| table.fields(id));
        // What it was like each time it came: of what is folded, only that it came is known.
        let mut came = Vec::new();
        for (_, change) in course.iter().rev() {
            match change {
                RecordChange::Made { .. } | RecordChange::Born { .. } => came.push(fields.take()),
                RecordChange::Gone { record, .. } => fields = serde_json::from_str(record.get()).ok(),
                RecordChange::Edited { fields: deltas, .. } => {
                    let Some(fields) = &mut fields else { continue };
                    for (field, delta) in deltas {
                        delta.clone().inverse().write(field, fields);
                    }
                }
            }
        }
        let table = self.tables.any_mut(name);
        table.take_lives(id);
        if let Some(mut fields) = fields {
            let made_at = fields.get("created_at").cloned();
            fields.extend(made_at.map(|at| ("updated_at".to_owned(), at)));
            table.put_again(&fields, course, None);
        }
        for (place, (entry, change)) in course.iter().enumerate() {
            if entry.stamp > until {
                break;
            }
            let rest = course.get(place + 1..).unwrap_or_default();
            let table = self.tables.any_mut(name);
            match change {
                RecordChange::Born { .. } => {
                    if let Some(fields) = came.pop().flatten() {
                        table.put_again(&fields, rest, Some(entry.at));
                    }
                }
                RecordChange::Edited { fields: deltas, .. } if entry.role.is_joined() => {
                    let Some(mut fields) = table.fields(id) else { continue };
                    for (field, delta) in deltas {
                        delta.write(field, &mut fields);
                    }
                    table.put_again(&fields, rest, Some(entry.at));
                }
                _ => {
                    if matches!(change, RecordChange::Made { .. }) {
                        came.pop();
                    }
                    // What cannot be applied was not applied then.
                    let _ = self.apply_change(entry, change);
                }
            }
        }
    }
}

impl AnyTable {
    /// Puts a record of which nobody knows any more when its fields were written.
    fn put_again(&mut self, fields: &Fields, rest: &[(&Entry, &RecordChange)], at: Option<Instant>) {
        let life = rest.iter().find_map(|(_, change)| life_of(change)).flatten();
        let stamps =
            life.map_or(Stamps::made(Stamp::NEVER), |life| Stamps::made(Stamp::NEVER).in_life_of(life));
        // It was a record of its kind, and is one again.
        let _ = self.put_in_life(fields, stamps, at);
    }
}

/// The life of a record that a change was of.
fn life_of(change: &RecordChange) -> Option<Option<Stamp>> {
    match change {
        RecordChange::Edited { life, .. } => Some(*life),
        RecordChange::Gone { lives, .. } => Some(lives.last().copied()),
        _ => None,
    }
}
